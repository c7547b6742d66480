import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  decideChairCheck,
  decideChairContribution,
  decideChairIssue,
  decideChairOrder,
  decideChoice,
  decidePrescription,
  nextCheckOn,
  personsPart,
} from './chair.ts';

const on = Temporal.PlainDate.from;
const TODAY = on('2026-08-03');
const standing = { isWheelchair: true, isOrdered: false };
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const codesOf = (decision: Decision<unknown>) => refusalsOf(decision).map(({ code }) => code);
const NOT_OPEN = [
  [{ isWheelchair: false }, 'chair-not-wheelchair'],
  [{ isOrdered: true }, 'chair-ordered-already'],
] as const;

describe('R-129 R-134  A chair is prescribed', () => {
  const prescription = {
    category: 'POWERED',
    need: 'To get about at university',
    changed: '',
    nhsCostPence: 148_000n,
    assessedOn: TODAY,
  };
  const prescribed = (given: object = {}, more: object = {}) =>
    decidePrescription({ ...prescription, ...given }, { ...standing, lastIssuedOn: undefined, ...more }, 5, TODAY);

  test('R-129  with its kind, its need and its price to the NHS', () => {
    const decision = prescribed();
    assert.deepEqual(decision.accepted && decision.value, { early: false });
    assert.deepEqual(refusalsOf(prescribed({ category: ' ' })), [{ code: 'chair-words-missing', field: 'category' }]);
    assert.deepEqual(refusalsOf(prescribed({ need: '' })), [{ code: 'chair-words-missing', field: 'need' }]);
    assert.deepEqual(codesOf(prescribed({ nhsCostPence: 1n })), []);
    assert.deepEqual(codesOf(prescribed({ nhsCostPence: 0n })), ['chair-cost-missing']);
    assert.deepEqual(codesOf(prescribed({ nhsCostPence: -1n })), ['chair-cost-missing']);
    assert.deepEqual(codesOf(prescribed({ assessedOn: on('2026-08-04') })), ['chair-day-in-future']);
    for (const [more, code] of NOT_OPEN) assert.deepEqual(codesOf(prescribed({}, more)), [code]);
  });

  test('R-134  again after the period, or when the need has changed', () => {
    const after = { lastIssuedOn: on('2021-08-03') };
    const within = { lastIssuedOn: on('2021-08-04') };
    assert.deepEqual(codesOf(prescribed({}, after)), []);
    same(refusalsOf(prescribed({}, within)), [{ code: 'chair-too-soon', nextOn: on('2026-08-04') }]);
    assert.deepEqual(codesOf(prescribed({ changed: ' ' }, within)), ['chair-too-soon']);
    const early = prescribed({ changed: 'He lives alone now' }, within);
    assert.deepEqual(early.accepted && early.value, { early: true });
    const late = prescribed({ changed: 'He lives alone now' }, after);
    assert.deepEqual(late.accepted && late.value, { early: false });
  });
});

describe('R-130 R-133  A chair is chosen', () => {
  const choice = {
    option: 'NOTIONAL_TOPUP',
    nhsCostPence: 148_000n,
    maintenancePence: 25_000n,
    chosenPence: 348_000n,
    meetsClinicalNeed: true,
    category: 'POWERED',
    prescribedCategory: 'POWERED',
    label: 'Chair',
    clinician: 'Ot Occupational',
  } as const;
  const chosen = (given: object = {}, more: object = {}) =>
    decideChoice({ ...choice, ...given }, { ...standing, isPrescribed: true, ...more }, { dp: false });

  test('R-132  the NHS pays what was prescribed, others the rest', () => {
    const decision = chosen();
    assert.deepEqual(decision.accepted && decision.value, { nhsPaysPence: 148_000n, othersPayPence: 200_000n });
  });

  test('R-133  prescribed, and said by somebody to be right', () => {
    assert.deepEqual(codesOf(chosen({}, { isPrescribed: false })), ['chair-not-prescribed']);
    assert.deepEqual(refusalsOf(chosen({ label: ' ' })), [{ code: 'chair-words-missing', field: 'label' }]);
    assert.deepEqual(refusalsOf(chosen({ clinician: ' ' })), [{ code: 'chair-words-missing', field: 'clinician' }]);
    assert.deepEqual(codesOf(chosen({ meetsClinicalNeed: false })), ['chair-not-clinically-right']);
    assert.deepEqual(codesOf(chosen({ option: 'NOTIONAL' })), ['contribution-needs-topup']);
    assert.deepEqual(codesOf(chosen({ option: 'NOTIONAL', chosenPence: 148_000n })), []);
    assert.deepEqual(codesOf(chosen({ option: 'DIRECT_PAYMENT' })), ['wheelchair-option-not-offered']);
    assert.deepEqual(codesOf(chosen({ chosenPence: 1n })), []);
    assert.deepEqual(codesOf(chosen({ chosenPence: 0n })), ['chair-cost-missing']);
    for (const [more, code] of NOT_OPEN) assert.deepEqual(codesOf(chosen({}, more)), [code]);
  });
});

const funding = { nhsPaysPence: 148_000n, othersPayPence: 200_000n, contributedPence: [] as bigint[] };

describe('R-101  What another body adds', () => {
  const contribution = { stream: 'LA_ADULT', payer: 'Testshire Council', pence: 200_000n, conditions: 'none' };
  const added = (given: object = {}, more: object = {}) =>
    decideChairContribution({ ...contribution, ...given }, { ...standing, funding, ...more });

  test('R-101  leaves the NHS’s part as it was, and is no more than is open', () => {
    const decision = added();
    assert.deepEqual(decision.accepted && decision.value, { nhsPence: 148_000n, leftPence: 0n });
    assert.deepEqual(refusalsOf(added({ pence: 200_001n })), [{ code: 'chair-contribution-too-much', pence: 1n }]);
    const before = { funding: { ...funding, contributedPence: [1n] } };
    assert.deepEqual(codesOf(added({}, before)), ['chair-contribution-too-much']);
    assert.deepEqual(codesOf(added({ pence: 199_999n }, before)), []);
    assert.equal(personsPart({ ...funding, contributedPence: [1n, 2n] }), 199_997n);
  });

  test('R-101  has a payer, a sum and conditions', () => {
    assert.deepEqual(codesOf(added({ payer: '' })), ['stream-without-payer']);
    assert.deepEqual(codesOf(added({ pence: 0n })), ['contribution-without-amount']);
    assert.deepEqual(codesOf(added({ conditions: '' })), ['contribution-conditions-missing']);
    assert.deepEqual(codesOf(added({}, { funding: undefined })), ['chair-not-chosen']);
    for (const [more, code] of NOT_OPEN) assert.deepEqual(codesOf(added({}, more)), [code]);
  });
});

describe('R-132  A chair is ordered', () => {
  const order = { supplier: 'A supplier', reference: 'WS-1', orderedOn: TODAY, personPays: false };
  const paid = { ...funding, contributedPence: [200_000n] };
  const ordered = (given: object = {}, more: object = {}) =>
    decideChairOrder(
      { ...order, ...given },
      { ...standing, state: 'AGREED', funding: paid, notOrdered: [], ...more },
      TODAY,
    );

  test('R-132  once it is agreed, from somebody, and paid for by somebody', () => {
    for (const state of ['AGREED', 'SET_UP'] as const) assert.deepEqual(codesOf(ordered({}, { state })), []);
    assert.deepEqual(refusalsOf(ordered({}, { state: 'BUDGET_SET' })), [
      { code: 'chair-not-agreed', state: 'BUDGET_SET' },
    ]);
    assert.deepEqual(codesOf(ordered({}, { state: 'ACTIVE' })), ['chair-not-agreed']);
    assert.deepEqual(refusalsOf(ordered({}, { notOrdered: ['Chair', 'Cushion'] })), [
      { code: 'chair-line-not-ordered', item: 'Chair' },
      { code: 'chair-line-not-ordered', item: 'Cushion' },
    ]);
    assert.deepEqual(codesOf(ordered({}, { notOrdered: ['Chair'], state: 'ACTIVE' })), ['chair-not-agreed']);
    const short = { funding: { ...funding, contributedPence: [199_999n] } };
    assert.deepEqual(refusalsOf(ordered({}, short)), [{ code: 'chair-not-paid-for', pence: 1n }]);
    assert.deepEqual(codesOf(ordered({ personPays: true }, short)), []);
    assert.deepEqual(codesOf(ordered({}, { funding: undefined })), ['chair-not-chosen']);
    assert.deepEqual(refusalsOf(ordered({ supplier: ' ' })), [{ code: 'chair-words-missing', field: 'supplier' }]);
    assert.deepEqual(refusalsOf(ordered({ reference: ' ' })), [{ code: 'chair-words-missing', field: 'reference' }]);
    assert.deepEqual(codesOf(ordered({ orderedOn: on('2026-08-04') })), ['chair-day-in-future']);
    for (const [more, code] of NOT_OPEN) assert.deepEqual(codesOf(ordered({}, more)), [code]);
  });
});

describe('R-134  A chair comes, and is looked at', () => {
  const issued = (given: object = {}, more: object = {}) =>
    decideChairIssue(
      { serial: 'A1', issuedOn: TODAY, ...given },
      { orderedOn: on('2026-07-01'), isIssued: false, ...more },
      5,
      TODAY,
    );

  test('R-134  its period counts from the day on which it came', () => {
    const decision = issued();
    same(decision.accepted && decision.value, { nextOn: on('2031-08-03') });
    assert.deepEqual(codesOf(issued({}, { orderedOn: undefined })), ['chair-not-ordered']);
    assert.deepEqual(codesOf(issued({}, { isIssued: true })), ['chair-issued-already']);
    assert.deepEqual(refusalsOf(issued({ serial: ' ' })), [{ code: 'chair-words-missing', field: 'serial' }]);
    assert.deepEqual(codesOf(issued({ issuedOn: on('2026-08-04') })), ['chair-day-in-future']);
    assert.deepEqual(codesOf(issued({ issuedOn: on('2026-07-01') })), []);
    same(refusalsOf(issued({ issuedOn: on('2026-06-30') })), [
      { code: 'chair-issued-before-order', orderedOn: on('2026-07-01') },
    ]);
  });

  test('R-134  from then on, on days that have come', () => {
    const check = { words: 'It suits', checkedOn: TODAY };
    const looked = (given: object, issuedOn: Temporal.PlainDate | undefined = TODAY) =>
      decideChairCheck({ ...check, ...given }, { issuedOn }, TODAY);
    assert.deepEqual(codesOf(looked({})), []);
    assert.deepEqual(codesOf(looked({ checkedOn: on('2026-08-02') })), ['chair-not-issued']);
    assert.deepEqual(codesOf(looked({}, on('2026-08-04'))), ['chair-not-issued']);
    assert.deepEqual(codesOf(decideChairCheck(check, { issuedOn: undefined }, TODAY)), ['chair-not-issued']);
    assert.deepEqual(refusalsOf(looked({ words: ' ' })), [{ code: 'chair-words-missing', field: 'words' }]);
    assert.deepEqual(codesOf(looked({ checkedOn: on('2026-08-04') })), ['chair-day-in-future']);
  });

  test('R-134  every year; every six months for a child or a need that changes fast; no later than its end', () => {
    const chair = { lastOn: TODAY, nextOn: on('2031-08-03'), ageYears: 19, fastChanging: false };
    const due = (given: object) => nextCheckOn({ ...chair, ...given }).toString();
    assert.equal(due({}), '2027-08-03');
    assert.equal(due({ ageYears: 17 }), '2027-02-03');
    assert.equal(due({ ageYears: 18 }), '2027-08-03');
    assert.equal(due({ fastChanging: true }), '2027-02-03');
    assert.equal(due({ lastOn: on('2030-08-03') }), '2031-08-03');
    assert.equal(due({ lastOn: on('2031-01-01') }), '2031-08-03');
    assert.equal(due({ lastOn: on('2031-08-02') }), '2031-08-03');
    assert.equal(due({ lastOn: on('2031-08-03') }), '2032-08-03');
    assert.equal(due({ lastOn: on('2032-01-01') }), '2033-01-01');
  });
});
