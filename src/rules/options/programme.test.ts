import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import { MOST_PENCE } from '../../values/pence.ts';
import type { Decision } from '../decision.ts';
import {
  type DirectoryEntry,
  decideDirectoryEntry,
  decideProgramme,
  kindOf,
  MOST_PLACES,
  type Programme,
  placeReasons,
  programmeUse,
} from './programme.ts';

const on = Temporal.PlainDate.from;
const programme: Programme = {
  name: 'Community exercise',
  forWhom: 'Adults with a long-term neurological condition',
  sumPence: 40_000n,
  places: 50,
  firstOn: on('2026-10-01'),
  lastOn: on('2027-03-31'),
};
const facts = { isNameTaken: false, today: on('2026-11-23') };
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const refused = (given: Partial<Programme>, more: Partial<typeof facts> = {}) =>
  refusalsOf(decideProgramme({ ...programme, ...given }, { ...facts, ...more }));
const codes = (given: Partial<Programme>, more: Partial<typeof facts> = {}) =>
  refused(given, more).map(({ code }) => code);

describe('R-128  which lane a request goes', () => {
  test('R-128  a place in a programme is for one goal, the wheelchair group for a chair, all else goes on', () => {
    assert.equal(kindOf({ claimedGroup: 'CHC_STANDARD', programmeId: undefined }), 'ONGOING');
    assert.equal(kindOf({ claimedGroup: 'WHEELCHAIR', programmeId: undefined }), 'WHEELCHAIR');
    assert.equal(kindOf({ claimedGroup: 'EXCEPTION', programmeId: 'p' }), 'ONE_OFF_GOAL');
    assert.equal(kindOf({ claimedGroup: 'WHEELCHAIR', programmeId: 'p' }), 'ONE_OFF_GOAL');
  });
});

describe('R-128  a programme of the same sum for so many people', () => {
  test('R-128  50 × £400 = £20,000', () => {
    const decision = decideProgramme(programme, facts);
    assert.equal(decision.accepted && decision.value.commitmentPence, 2_000_000n);
  });

  test('R-128  has a name of its own, people, a sum, places and days', () => {
    assert.deepEqual(codes({ name: ' ' }), ['programme-without-name']);
    assert.deepEqual(codes({}, { isNameTaken: true }), ['programme-name-taken']);
    assert.deepEqual(codes({ forWhom: '\n' }), ['programme-without-people']);
    assert.deepEqual(codes({ sumPence: 1n }), []);
    assert.deepEqual(codes({ sumPence: 0n }), ['programme-sum-out-of-range']);
    assert.deepEqual(codes({ sumPence: -1n }), ['programme-sum-out-of-range']);
    assert.deepEqual(codes({ sumPence: MOST_PENCE, places: 1 }), []);
    assert.deepEqual(codes({ sumPence: MOST_PENCE + 1n, places: 1 }), ['programme-sum-out-of-range']);
    assert.deepEqual(codes({ places: 1 }), []);
    assert.deepEqual(codes({ places: MOST_PLACES, sumPence: 1n }), []);
    for (const places of [0, -1, 1.5, MOST_PLACES + 1])
      same(refused({ places, sumPence: 1n }), [{ code: 'programme-places-out-of-range', most: 100_000 }]);
    assert.deepEqual(codes({ firstOn: on('2027-03-31') }), []);
    assert.deepEqual(codes({ firstOn: on('2027-04-01') }), ['programme-ends-before-start']);
    assert.deepEqual(codes({}, { today: on('2027-03-31') }), []);
    same(refused({}, { today: on('2027-04-01') }), [{ code: 'programme-over', lastOn: on('2027-03-31') }]);
  });

  test('R-128  all together stays below what the service can hold', () => {
    assert.deepEqual(codes({ sumPence: MOST_PENCE, places: 2 }), ['programme-too-large']);
    assert.deepEqual(codes({ sumPence: 3_333_333_333n, places: 3 }), []);
    assert.deepEqual(codes({ sumPence: 0n, places: 2 }), ['programme-sum-out-of-range']);
    assert.deepEqual(codes({ sumPence: MOST_PENCE, places: 0 }), ['programme-places-out-of-range']);
    assert.deepEqual(codes({ sumPence: MOST_PENCE + 1n, places: 2 }), ['programme-sum-out-of-range']);
    assert.deepEqual(codes({ sumPence: MOST_PENCE, places: 1.5 }), ['programme-places-out-of-range']);
  });
});

describe('R-128  a place in a programme', () => {
  const reasons = (taken: number, requestedOn: string) =>
    placeReasons({ ...programme, taken }, on(requestedOn)).filter(reason => reason !== false);

  test('R-128  until all are taken', () => {
    assert.deepEqual(reasons(49, '2026-11-23'), []);
    assert.deepEqual(reasons(50, '2026-11-23'), [{ code: 'programme-full', places: 50 }]);
    assert.deepEqual(reasons(51, '2026-11-23'), [{ code: 'programme-full', places: 50 }]);
  });

  test('R-128  from its first day to its last', () => {
    same(reasons(0, '2026-09-30'), [{ code: 'programme-not-open', firstOn: programme.firstOn }]);
    assert.deepEqual(reasons(0, '2026-10-01'), []);
    assert.deepEqual(reasons(0, '2027-03-31'), []);
    same(reasons(0, '2027-04-01'), [{ code: 'programme-over', lastOn: programme.lastOn }]);
  });

  test('R-128  what is promised and what is left', () => {
    assert.deepEqual(programmeUse({ ...programme, taken: 6 }), {
      commitmentPence: 2_000_000n,
      takenPence: 240_000n,
      leftPlaces: 44,
      leftPence: 1_760_000n,
    });
  });
});

describe('R-128  what can be had nearby', () => {
  const entry: DirectoryEntry = { category: 'EXERCISE', name: 'The pool', what: 'Swimming', costPence: 450n };
  const codesOf = (given: Partial<DirectoryEntry>, isThere = false) =>
    refusalsOf(decideDirectoryEntry({ ...entry, ...given }, isThere));

  test('R-128  a place, what can be had there, of a known kind, once', () => {
    assert.deepEqual(codesOf({}), []);
    assert.deepEqual(codesOf({ category: 'SAILING' }), [{ code: 'directory-category-unknown' }]);
    assert.deepEqual(codesOf({ name: ' ' }), [{ code: 'directory-entry-incomplete', field: 'name' }]);
    assert.deepEqual(codesOf({ what: ' ' }), [{ code: 'directory-entry-incomplete', field: 'what' }]);
    assert.deepEqual(codesOf({}, true), [{ code: 'directory-entry-there' }]);
  });
});
