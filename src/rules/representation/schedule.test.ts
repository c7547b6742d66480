import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { on } from '../../../test/support/payee-facts.ts';
import type { Decision } from '../decision.ts';
import { decideExclusionCheck, type ExclusionCheck, openOptions, SCHEDULE, scheduleBar } from './schedule.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const order = (fromOn: string, untilOn?: string) => ({
  fromOn: on(fromOn),
  untilOn: untilOn ? on(untilOn) : undefined,
});

describe('R-023  An order of the Schedule bars direct payments while it runs', () => {
  const table = [
    ['2026-06-30', 'open'],
    ['2026-07-01', '2027-06-30'],
    ['2027-06-30', '2027-06-30'],
    ['2027-07-01', 'open'],
  ] as const;
  for (const [date, expected] of table)
    test(`a drug rehabilitation requirement to 30 June 2027, on ${date}: ${expected}`, () => {
      const bar = scheduleBar([order('2026-07-01', '2027-06-30')], on(date));
      assert.equal(bar === undefined ? 'open' : bar.untilOn?.toString(), expected);
    });
  test('no order', () => assert.equal(scheduleBar([], on('2026-11-23')), undefined));

  const today = on('2026-11-23');
  const longest: readonly (readonly [string, ReturnType<typeof order>[], string | undefined])[] = [
    ['the later end', [order('2026-01-01', '2026-12-31'), order('2026-02-01', '2027-06-30')], '2027-06-30'],
    ['whichever comes first', [order('2026-02-01', '2027-06-30'), order('2026-01-01', '2026-12-31')], '2027-06-30'],
    ['one without an end', [order('2026-01-01', '2026-12-31'), order('2026-02-01')], undefined],
    ['one without an end first', [order('2026-02-01'), order('2026-01-01', '2026-12-31')], undefined],
    ['not one that is over', [order('2026-01-01', '2026-12-31'), order('2025-01-01', '2026-11-22')], '2026-12-31'],
    ['not one that is to come', [order('2026-01-01', '2026-12-31'), order('2026-11-24', '2028-01-01')], '2026-12-31'],
  ];
  for (const [what, findings, expected] of longest)
    test(`of several, ${what}`, () => {
      const bar = scheduleBar(findings, today);
      assert.ok(bar);
      assert.equal(bar.untilOn?.toString(), expected);
    });
});

describe('R-024  What bars a direct payment bars no other way to hold the money', () => {
  test('under an order: the NHS or another organisation', () => {
    assert.deepEqual(openOptions(true), ['NOTIONAL', 'THIRD_PARTY']);
  });
  test('without: all three', () => assert.deepEqual(openOptions(false), ['NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT']));
});

describe('R-023  What a look at the Schedule records', () => {
  const today = on('2026-11-23');
  const found = { category: 'DRUG_REHABILITATION', orderRef: 'Testshire 7', ...order('2026-07-01', '2027-06-30') };
  const check = (given: Partial<ExclusionCheck> = {}) =>
    decideExclusionCheck({ checkedOn: today, found, ...given }, today);

  test('an order, with its name in law', () => {
    assert.deepEqual(check(), {
      accepted: true,
      value: { label: 'Drug rehabilitation requirement', statute: 'Criminal Justice Act 2003, section 209' },
    });
  });
  test('nothing found', () => assert.deepEqual(check({ found: undefined }), { accepted: true, value: undefined }));
  test('today, not tomorrow', () => {
    assert.equal(verdict(check({ checkedOn: today.add({ days: 1 }) })), 'exclusion-checked-in-future');
  });
  test('only what is on the list', () => {
    assert.equal(verdict(check({ found: { ...found, category: 'CAUTION' } })), 'exclusion-not-in-schedule');
  });
  test('with the order’s number', () => {
    assert.equal(verdict(check({ found: { ...found, orderRef: ' ' } })), 'exclusion-without-order');
  });
  test('whose last day is not before its first', () => {
    const from = found.fromOn;
    assert.equal(
      verdict(check({ found: { ...found, untilOn: from.subtract({ days: 1 }) } })),
      'exclusion-ends-before-start',
    );
    assert.equal(verdict(check({ found: { ...found, untilOn: from } })), 'accepted');
    assert.equal(verdict(check({ found: { ...found, untilOn: undefined } })), 'accepted');
  });
  test('every entry of the list has a label and a law', () => {
    for (const { code, label, statute } of SCHEDULE) assert.ok(label !== '' && statute !== '', code);
  });
});
