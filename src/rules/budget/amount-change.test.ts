import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { decideAmountChange, decideSufficiency, sufficiencyDueOn } from './amount-change.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

describe('R-089  The payment covers each service, and that is checked again when health changes', () => {
  test('a new way of feeding reported on 3 May: checked by 13 May', () =>
    assert.equal(sufficiencyDueOn(on('2027-05-03'), 10).toString(), '2027-05-13'));
  const care = { label: 'Care at home', costPence: 260_000n, paidPence: 260_000n };
  const check = { services: [care], found: 'Still enough' };
  test('to the penny', () => {
    same(decideSufficiency(check), { accepted: true, value: { enough: true } });
    assert.equal(decideSufficiency({ ...check, services: [{ ...care, costPence: 259_999n }] }).accepted, true);
    same(refusalsOf(decideSufficiency({ ...check, services: [care, { ...care, costPence: 260_001n }] })), [
      { code: 'service-not-covered', service: 'Care at home', shortPence: 1n },
    ]);
  });
  test('what is too much on one service does not make up for another', () => {
    const services = [
      { ...care, paidPence: 300_000n },
      { label: 'Feeding', costPence: 5_000n, paidPence: 0n },
    ];
    same(refusalsOf(decideSufficiency({ ...check, services })), [
      { code: 'service-not-covered', service: 'Feeding', shortPence: 5_000n },
    ]);
  });
  test('what was found is written down', () =>
    same(refusalsOf(decideSufficiency({ ...check, found: ' ' })), [{ code: 'sufficiency-not-recorded' }]));
});

describe('R-090  A cut needs notice and reasons; a rise needs neither', () => {
  const cut = {
    fromPence: 260_000n,
    toPence: 240_000n,
    neededPence: 240_000n,
    decidedOn: on('2027-01-10'),
    effectiveOn: on('2027-02-07'),
    reasons: 'The night care ended',
  };
  const change = (more: Partial<typeof cut>) => decideAmountChange({ ...cut, ...more }, 28);
  test('£2,600.00 to £2,400.00 decided on 10 January: on 7 February, from March’s payment', () =>
    same(change({}), {
      accepted: true,
      value: { isCut: true, firstMonth: Temporal.PlainYearMonth.from('2027-03') },
    }));
  test('a day sooner is refused', () =>
    same(refusalsOf(change({ effectiveOn: on('2027-02-06') })), [
      { code: 'cut-notice-too-short', earliestOn: on('2027-02-07') },
    ]));
  test('a day later is accepted', () => assert.equal(change({ effectiveOn: on('2027-02-08') }).accepted, true));
  test('without reasons it is refused', () =>
    same(refusalsOf(change({ reasons: ' ' })), [{ code: 'cut-without-reasons' }]));
  test('below what the plan needs it is refused', () =>
    same(refusalsOf(change({ toPence: 239_999n })), [{ code: 'amount-below-plan', shortPence: 1n }]));
  for (const toPence of [260_000n, 280_000n])
    test(`from £2,600.00 to ${toPence} pence is no cut: at once and without a word`, () =>
      same(change({ toPence, effectiveOn: on('2027-02-01'), reasons: '' }), {
        accepted: true,
        value: { isCut: false, firstMonth: Temporal.PlainYearMonth.from('2027-02') },
      }));
  test('a rise that is still too little is refused', () =>
    same(refusalsOf(change({ toPence: 270_000n, neededPence: 270_001n })), [
      { code: 'amount-below-plan', shortPence: 1n },
    ]));
  test('a penny less is a cut', () => {
    same(refusalsOf(change({ toPence: 259_999n, effectiveOn: on('2027-01-10') })), [
      { code: 'cut-notice-too-short', earliestOn: on('2027-02-07') },
    ]);
  });
});
