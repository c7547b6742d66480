import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { decideDisposal, type RecordFacts, retentionOf } from './retention.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const adult: RecordFacts = {
  dateOfBirth: on('1960-02-03'),
  closedOn: on('2026-05-01'),
  mentalHealth: undefined,
  diedOn: undefined,
  lastPaymentOn: undefined,
};
const kept = (more: Partial<RecordFacts>) => {
  const { reviewOn, keptFor } = retentionOf({ ...adult, ...more }, DEFAULT_POLICY.retention);
  return `${reviewOn} ${keptFor}`;
};
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

describe('R-122  A record is kept for the longest period that applies', () => {
  test('an adult’s for 8 years', () => assert.equal(kept({}), '2034-05-01 ADULT'));
  test('one that closed on 29 February, to the same day of a leap year', () =>
    assert.equal(kept({ closedOn: on('2028-02-29') }), '2036-02-29 ADULT'));

  const children = [
    // born, closed on 1 May 2026
    ['2008-05-01', '2034-05-01 ADULT'], // 18 on that day
    ['2008-05-02', '2034-05-02 CHILD'], // 17: until the 26th birthday
    ['2009-05-01', '2035-05-01 CHILD'], // 17 on that day
    ['2009-05-02', '2034-05-02 CHILD'], // 16: until the 25th birthday
    ['2020-02-29', '2045-03-01 CHILD'],
    ['2012-02-29', '2037-03-01 CHILD'],
    ['2011-02-28', '2036-02-28 CHILD'],
  ] as const;
  for (const [born, expected] of children)
    test(`born ${born}: ${expected}`, () => assert.equal(kept({ dateOfBirth: on(born) }), expected));

  const mentalHealth = { lastContactOn: on('2026-05-01') };
  test('aftercare that closed on 1 May 2026: 1 May 2046', () =>
    assert.equal(kept({ mentalHealth }), '2046-05-01 MENTAL_HEALTH'));
  test('after a death for 10 years', () =>
    assert.equal(kept({ mentalHealth, diedOn: on('2026-06-01') }), '2036-06-01 MENTAL_HEALTH'));
  test('a death alone changes nothing', () => assert.equal(kept({ diedOn: on('2026-06-01') }), '2034-05-01 ADULT'));
  test('a child’s mental health record is kept for the longer of the two', () => {
    assert.equal(kept({ mentalHealth, dateOfBirth: on('2022-01-01') }), '2047-01-01 CHILD');
    assert.equal(kept({ mentalHealth, dateOfBirth: on('2020-01-01') }), '2046-05-01 MENTAL_HEALTH');
  });

  const payments = [
    ['2026-05-01', '2034-05-01 ADULT'], // the books until 1 April 2033
    ['2028-03-31', '2034-05-01 ADULT'], // until 1 April 2034
    ['2028-04-01', '2035-04-01 FINANCE'],
    ['2029-03-31', '2035-04-01 FINANCE'],
  ] as const;
  for (const [paid, expected] of payments)
    test(`last paid on ${paid}: ${expected}`, () => assert.equal(kept({ lastPaymentOn: on(paid) }), expected));
  test('of two periods that end on one day, the first is named', () =>
    assert.equal(kept({ closedOn: on('2027-04-01'), lastPaymentOn: on('2028-04-01') }), '2035-04-01 ADULT'));

  const reviewOn = on('2034-05-01');
  test('nothing goes before its day, nor unread', () => {
    same(refusalsOf(decideDisposal({ reviewOn, reviewedOn: reviewOn }, on('2034-04-30'))), [
      { code: 'kept-longer', reviewOn },
    ]);
    same(decideDisposal({ reviewOn, reviewedOn: reviewOn }, reviewOn), {
      accepted: true,
      value: { disposeOn: reviewOn },
    });
    for (const reviewedOn of [undefined, on('2034-04-30')])
      same(refusalsOf(decideDisposal({ reviewOn, reviewedOn }, reviewOn)), [{ code: 'disposal-not-reviewed' }]);
  });
});
