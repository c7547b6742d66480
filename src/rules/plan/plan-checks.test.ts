import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import type { ConnectedDecision } from './connected-person.ts';
import {
  type CheckedItem,
  careHomeReasons,
  decideRegistration,
  holdsOf,
  type ItemChecks,
  isRegistration,
  NO_CHECKS,
  type Registration,
  regulationOf,
  warningsOf,
} from './plan-checks.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const line = (checks: Partial<ItemChecks> = {}, given: Partial<CheckedItem> = {}): CheckedItem => ({
  planItemId: 'item',
  label: 'Nights',
  category: 'OTHER',
  provider: 'Ruth Sample',
  option: 'DIRECT_PAYMENT',
  ...given,
  checks: { ...NO_CHECKS, ...checks },
});
const warned = (...items: CheckedItem[]) => warningsOf(items, { respiteWeeks: 4 }).map(({ code }) => code);

describe('R-075  A care home by direct payment: never for good, for a short break with its length', () => {
  const refused = (item: CheckedItem) => careHomeReasons(item).flatMap(reason => (reason ? [reason.code] : []));
  const table: readonly (readonly [string, Partial<ItemChecks>, Partial<CheckedItem>, readonly string[]])[] = [
    ['a respite of 7 nights', { careHome: 'SHORT_BREAK', nights: 7 }, {}, []],
    ['a respite of nobody knows how long', { careHome: 'SHORT_BREAK' }, {}, ['respite-without-nights']],
    ['to live there', { careHome: 'LONG_TERM' }, {}, ['care-home-by-direct-payment']],
    ['to live there, paid by the NHS', { careHome: 'LONG_TERM' }, { option: 'NOTIONAL' }, []],
    ['to live there, held by others', { careHome: 'LONG_TERM' }, { option: 'THIRD_PARTY' }, []],
    ['a permanent placement by its name', {}, { label: 'Permanent placement' }, ['care-home-by-direct-payment']],
    ['long-term residential by its name', {}, { label: 'Long-term residential care' }, ['care-home-by-direct-payment']],
    ['the same by its name, paid by the NHS', {}, { label: 'Permanent placement', option: 'NOTIONAL' }, []],
    ['care home fees', {}, { label: 'Care home fees' }, ['care-home-by-direct-payment']],
    ['something long-term that is no home', {}, { label: 'Long-term massage' }, []],
    ['neither', {}, {}, []],
  ];
  for (const [what, checks, given, expected] of table)
    test(what, () => assert.deepEqual(refused(line(checks, given)), expected));
  for (const [nights, expected] of [
    [27, []],
    [28, []],
    [29, ['respite-over-limit']],
  ] as const)
    test(`${nights} nights of respite where four weeks are the usual: ${expected}`, () => {
      assert.deepEqual(warned(line({ careHome: 'SHORT_BREAK', nights })), expected);
    });
  test('the limit is the policy’s, and is said', () => {
    const [warning] = warningsOf([line({ careHome: 'SHORT_BREAK', nights: 15 })], { respiteWeeks: 2 });
    assert.deepEqual(warning, { code: 'respite-over-limit', item: 'Nights', nights: 15, most: 14 });
  });
  test('nights of something else are nobody’s business', () => assert.deepEqual(warned(line({ nights: 90 })), []));
});

describe('R-074  Regulated care and registered professions: said at the plan, on hold until it is seen', () => {
  test('care from an agency is always regulated', () => {
    assert.equal(regulationOf(line({}, { category: 'AGENCY_CARE' })), 'ACTIVITY');
    assert.equal(regulationOf(line({ regulated: 'PROFESSION' }, { category: 'THERAPY' })), 'PROFESSION');
    assert.equal(regulationOf(line()), 'NO');
  });
  const numbers: readonly (readonly [ItemChecks['regulated'], string, boolean])[] = [
    ['ACTIVITY', '1-12345678', true],
    ['ACTIVITY', '1-123456789012', true],
    ['ACTIVITY', '1-1234567', false],
    ['ACTIVITY', '1-1234567890123', false],
    ['ACTIVITY', '2-12345678', false],
    ['ACTIVITY', 'PH123456', false],
    ['PROFESSION', 'PH123456', true],
    ['PROFESSION', '12345', true],
    ['PROFESSION', '1234567890', true],
    ['PROFESSION', '1234', false],
    ['PROFESSION', '12345678901', false],
    ['PROFESSION', 'NUMBER', false],
    ['PROFESSION', '', false],
  ];
  for (const [regulated, number, expected] of numbers)
    test(`${regulated} ${number || 'nothing'}: ${expected}`, () =>
      assert.equal(isRegistration(regulated, number), expected));
  test('a line without a number is warned of, with one it is not', () => {
    assert.deepEqual(warned(line({ regulated: 'ACTIVITY' })), ['registration-to-come']);
    assert.deepEqual(warned(line({ regulated: 'ACTIVITY', registration: '1-123456789' })), []);
    assert.deepEqual(warned(line()), []);
  });
  const agency = line({}, { category: 'AGENCY_CARE', provider: 'Kind Care Ltd' });
  const seen = (given: Partial<Registration>, items = [agency]) =>
    verdict(
      decideRegistration(
        { provider: 'Kind Care Ltd', regulated: 'ACTIVITY', number: '1-123456789', indemnity: 'SEEN', ...given },
        items,
      ),
    );
  test('seen', () => assert.equal(seen({}), 'accepted'));
  test('not in proportion is an answer', () => assert.equal(seen({ indemnity: 'NOT_IN_PROPORTION' }), 'accepted'));
  test('no answer on the insurance', () => assert.equal(seen({ indemnity: undefined }), 'indemnity-not-considered'));
  test('a number that is none', () => assert.equal(seen({ number: '123' }), 'registration-unreadable'));
  test('another provider', () => assert.equal(seen({ provider: 'Others' }), 'registration-not-asked'));
  test('another kind of registration', () =>
    assert.equal(seen({ regulated: 'PROFESSION', number: 'PH123456' }), 'registration-not-asked'));
  test('of a line that asks for none', () => {
    const free = line({}, { provider: 'Kind Care Ltd' });
    assert.equal(seen({ regulated: 'NO', number: 'PH123456' }, [free]), 'registration-not-asked');
  });
});

describe('R-073 R-074  A line is on hold until everything about its payee is there', () => {
  const daughter = line({ relationship: 'CHILD', sameHousehold: true });
  const agency = line({}, { label: 'Agency', category: 'AGENCY_CARE', provider: 'Kind Care Ltd' });
  const approved: ConnectedDecision = { satisfied: true, decidedOn: day('2026-11-23'), renewOn: day('2027-11-23') };
  const held = (decision: ConnectedDecision | undefined, registered: readonly string[], on = '2026-12-01') =>
    holdsOf(
      {
        items: [daughter, agency, line({}, { label: 'Swimming', provider: 'Pool' })],
        connected: new Map(decision ? [['Ruth Sample', decision]] : []),
        registered: new Set(registered),
      },
      day(on),
    ).map(({ item, payee, because }) => `${item}, ${payee}: ${because}`);
  test('nothing is there', () => {
    assert.deepEqual(held(undefined, []), ['Nights, Ruth Sample: undecided', 'Agency, Kind Care Ltd: not-registered']);
  });
  test('all is there', () => assert.deepEqual(held(approved, ['Kind Care Ltd']), []));
  test('the board said no', () =>
    assert.deepEqual(held({ ...approved, satisfied: false }, ['Kind Care Ltd']), ['Nights, Ruth Sample: refused']));
  test('about to run out, it still counts', () =>
    assert.deepEqual(held(approved, ['Kind Care Ltd'], '2027-11-22'), []));
  test('run out', () =>
    assert.deepEqual(held(approved, ['Kind Care Ltd'], '2027-11-23'), ['Nights, Ruth Sample: lapsed']));
  test('somebody close is said to be one as the plan is written', () => {
    assert.deepEqual(warned(daughter), ['connected-to-decide']);
    assert.deepEqual(warned(line({ relationship: 'CHILD' })), []);
  });
});
