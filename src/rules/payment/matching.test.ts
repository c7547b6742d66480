import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import {
  decidePlace,
  decideStatement,
  type Placed,
  type PlaceFor,
  paymentConfirmedBy,
  placeWithoutAsking,
  promiseLeft,
  type SpentOn,
  scoreLine,
} from './matching.ts';

const massage: PlaceFor = {
  planItemId: 'massage',
  label: 'Massage for joint pain',
  provider: 'Riverside Therapy',
  unitPence: 4500n,
  pastPayees: [],
};
const companion: PlaceFor = {
  planItemId: 'companion',
  label: 'Gym and pool companion',
  provider: 'Pat Green',
  unitPence: 1500n,
  pastPayees: [],
};
const places = [massage, companion];
const paid = (amountPence: bigint, counterparty: string, narrative = '') => ({
  amountPence: -amountPence,
  counterparty,
  narrative,
});

describe('R-072  A payment is placed on the plan line that it belongs to', () => {
  test('payee named and price exact: 90, placed', () => {
    const matches = scoreLine(paid(4500n, 'RIVERSIDE THERAPY'), places);
    assert.deepEqual(
      matches.map(match => [match.planItemId, match.score]),
      [['massage', 90]],
    );
    assert.deepEqual(matches[0]!.reasons, ['The payment names Riverside Therapy', 'The amount is the agreed price']);
    assert.equal(placeWithoutAsking(matches, DEFAULT_POLICY)?.planItemId, 'massage');
  });
  test('several units at once are still the agreed price', () => {
    const [match] = scoreLine(paid(9000n, 'Riverside Therapy'), places);
    assert.equal(match!.score, 90);
    assert.equal(match!.reasons[1], 'The amount is 2 times the agreed price');
  });
  test('price within five per cent counts less, and the person is asked', () => {
    const at = (pence: bigint) => scoreLine(paid(pence, 'Riverside Therapy'), places);
    assert.equal(at(4725n)[0]!.score, 75);
    assert.equal(at(4275n)[0]!.score, 75);
    assert.equal(at(4726n)[0]!.score, 60);
    assert.equal(at(4274n)[0]!.score, 60);
    assert.equal(placeWithoutAsking(at(4725n), DEFAULT_POLICY), undefined);
  });
  test('a shared word alone asks: 35, and a close price 15 more', () => {
    const matches = scoreLine(paid(1499n, 'CITY GYM'), places);
    assert.deepEqual(
      matches.map(match => [match.planItemId, match.score]),
      [['companion', 50]],
    );
    assert.equal(scoreLine(paid(1n, 'CITY GYM'), places)[0]!.score, 35);
    assert.equal(placeWithoutAsking(matches, DEFAULT_POLICY), undefined);
  });
  test('the first of the words that both say is the reason', () =>
    assert.deepEqual(scoreLine(paid(1n, 'POOL AND GYM'), [companion])[0]!.reasons, ['Both say “gym”']));
  test('short words, and words that everybody uses, are not shared', () => {
    assert.deepEqual(scoreLine(paid(1n, 'TV WORLD'), [{ ...companion, label: 'TV and radio' }]), []);
    assert.deepEqual(scoreLine(paid(1n, 'CARE SERVICES LTD'), [{ ...companion, label: 'Care services' }]), []);
    assert.equal(scoreLine(paid(1n, 'VAN HIRE'), [{ ...companion, label: 'A van' }])[0]!.score, 35);
  });
  test('never more than 100', () => {
    const known = { ...massage, pastPayees: ['Riverside Therapy'] };
    assert.equal(scoreLine(paid(4500n, 'Riverside Therapy'), [known])[0]!.score, 100);
  });
  test('a hundred units at once are the agreed price, one more is not', () => {
    assert.equal(scoreLine(paid(450_000n, 'Riverside Therapy'), [massage])[0]!.score, 90);
    assert.equal(scoreLine(paid(454_500n, 'Riverside Therapy'), [massage])[0]!.score, 60);
  });
  test('the price says nothing of money in, of nothing paid, or of a line without a price', () => {
    const scored = (pence: bigint, unitPence: bigint) =>
      scoreLine(paid(pence, 'Riverside Therapy'), [{ ...massage, unitPence }])[0]!.score;
    assert.equal(scored(-4500n, 4500n), 60);
    assert.equal(scored(0n, 4500n), 60);
    assert.equal(scored(4500n, 0n), 60);
    assert.equal(scored(1n, 1n), 90);
    assert.equal(scored(-4500n, -4500n), 60);
  });
  test('best first, and by id where two fit alike', () => {
    const other = { ...companion, planItemId: 'a', provider: 'Gym' };
    const ids = (given: readonly PlaceFor[]) =>
      scoreLine(paid(1n, 'Gym, Pat Green'), given).map(match => match.planItemId);
    assert.deepEqual(ids([{ ...companion, provider: 'Pool' }, other]), ['a', 'companion']);
    assert.deepEqual(ids([companion, { ...other, provider: 'Pool' }]), ['companion', 'a']);
    assert.deepEqual(ids([companion, { ...companion, planItemId: 'b' }]), ['b', 'companion']);
  });
  test('a price alone is no sign of who was paid', () =>
    assert.deepEqual(scoreLine(paid(4500n, 'Somebody Else'), places), []));
  test('what the person answered before is enough, whatever the price', () => {
    const matches = scoreLine(paid(777n, 'J  SMITH'), [massage, { ...companion, pastPayees: ['j smith'] }]);
    assert.equal(matches[0]!.score, 90);
    assert.equal(placeWithoutAsking(matches, DEFAULT_POLICY)?.planItemId, 'companion');
  });
  test('two lines that fit alike: asked', () => {
    const twice = scoreLine(paid(4500n, 'Riverside Therapy'), [massage, { ...massage, planItemId: 'other' }]);
    assert.deepEqual(
      twice.map(match => match.planItemId),
      ['massage', 'other'],
    );
    assert.equal(placeWithoutAsking(twice, DEFAULT_POLICY), undefined);
  });
  test('stands on the threshold: at it placed, one below asked; a lead of 15 is clear, of 14 not', () => {
    const match = (planItemId: string, score: number) => ({ planItemId, score, reasons: [] });
    assert.ok(placeWithoutAsking([match('a', 80)], DEFAULT_POLICY));
    assert.equal(placeWithoutAsking([match('a', 79)], DEFAULT_POLICY), undefined);
    assert.ok(placeWithoutAsking([match('a', 90), match('b', 75)], DEFAULT_POLICY));
    assert.equal(placeWithoutAsking([match('a', 90), match('b', 76)], DEFAULT_POLICY), undefined);
    assert.equal(placeWithoutAsking([], DEFAULT_POLICY), undefined);
  });
  test('a whole name is needed, not a part of a word', () => {
    assert.deepEqual(scoreLine(paid(1500n, 'PATRICK GREENE'), [companion]), []);
  });
});

describe('R-084  A credit on the statement confirms the payment that it is', () => {
  const on = (text: string) => Temporal.PlainDate.from(text);
  const november = { paymentId: 'november', amountPence: 260_000n, creditOn: on('2026-10-30') };
  const december = { paymentId: 'december', amountPence: 260_000n, creditOn: on('2026-12-01') };
  const confirms = (postedOn: string, amountPence = 260_000n) =>
    paymentConfirmedBy({ amountPence, postedOn: on(postedOn) }, [december, november])?.paymentId;
  const table = [
    ['2026-11-29', undefined],
    ['2026-11-30', 'december'], // a day early
    ['2026-12-01', 'december'],
    ['2026-12-06', 'december'], // five days late
    ['2026-12-07', undefined],
    ['2026-10-29', 'november'],
  ] as const;
  for (const [postedOn, expected] of table)
    test(`posted ${postedOn}: ${expected ?? 'none'}`, () => assert.equal(confirms(postedOn), expected));
  test('another amount confirms nothing', () => assert.equal(confirms('2026-12-01', 259_999n), undefined));
  test('two that fit: the earlier first, then by id', () => {
    const credit = { amountPence: 260_000n, postedOn: on('2026-12-01') };
    const earlier = { ...december, paymentId: 'z', creditOn: on('2026-11-30') };
    assert.equal(paymentConfirmedBy(credit, [december, earlier])?.paymentId, 'z');
    assert.equal(paymentConfirmedBy(credit, [{ ...december, paymentId: 'e' }, december])?.paymentId, 'december');
  });
});

const verdict = (decision: Decision<{ what: string } | true>) =>
  !decision.accepted
    ? decision.refusals.map(refusal => refusal.code).join(', ')
    : decision.value === true
      ? 'yes'
      : decision.value.what;

describe('R-110  The person says what a bank line was for, and may change their mind', () => {
  const swim = (spentPence: bigint): SpentOn => ({ planItemId: 'swim', spentPence });
  const rest = (spentPence: bigint): SpentOn => ({ planItemId: 'rest', spentPence });
  const out = (what: Placed, at?: SpentOn) => ({ amountPence: -1500n, what, at });
  const into = (what: Placed, at?: SpentOn) => ({ amountPence: 1500n, what, at });
  const table = [
    ['money out on a plan line', out('UNPLACED'), swim(0n), 'SPENT'],
    ['money out that nobody knows', out('UNPLACED'), 'unknown', 'UNPLACED'],
    ['placed, and moved to another line', out('SPENT', swim(1500n)), rest(0n), 'SPENT'],
    ['placed, and moved to where it is', out('SPENT', swim(1500n)), swim(1500n), 'line-already-placed'],
    ['placed, then not known', out('SPENT', swim(1500n)), 'unknown', 'UNPLACED'],
    ['a line that the plan does not have', out('UNPLACED'), undefined, 'plan-item-unknown'],
    ['money in as a refund of all that was spent', into('RECEIVED'), swim(1500n), 'REFUND'],
    ['a penny more than was spent', into('RECEIVED'), swim(1499n), 'refund-over-spent'],
    ['money in that nobody knows', into('RECEIVED'), 'unknown', 'RECEIVED'],
    ['a refund moved to another line', into('REFUND', swim(0n)), rest(1500n), 'REFUND'],
    ['a refund moved where too little was spent', into('REFUND', swim(0n)), rest(1499n), 'refund-over-spent'],
    ['a refund moved to where it is', into('REFUND', swim(0n)), swim(0n), 'line-already-placed'],
    ['a penny in that nobody knows', { ...into('RECEIVED'), amountPence: 1n }, 'unknown', 'RECEIVED'],
    ['nothing in and nothing out', { ...out('UNPLACED'), amountPence: 0n }, 'unknown', 'UNPLACED'],
    ['said to be spent, on no line that is known', out('SPENT'), 'unknown', 'UNPLACED'],
    ['a refund, then not known', into('REFUND', swim(0n)), 'unknown', 'RECEIVED'],
    ['what the ICB paid', into('PAYMENT'), swim(9999n), 'line-already-placed'],
    ['what the ICB paid, not known', into('PAYMENT'), 'unknown', 'line-already-placed'],
    // Refunds may not be left on a line that nothing is spent on.
    ['taken off where refunds are left exactly covered', out('SPENT', swim(1500n)), 'unknown', 'UNPLACED'],
    ['taken off where a refund of a penny would remain', out('SPENT', swim(1499n)), 'unknown', 'refund-would-remain'],
    ['moved off likewise', out('SPENT', swim(1499n)), rest(0n), 'refund-would-remain'],
  ] as const;
  for (const [name, line, to, expected] of table)
    test(`${name}: ${expected}`, () => assert.equal(verdict(decidePlace(line, to)), expected));
  test('says by how much', () => {
    assert.deepEqual(decidePlace(into('RECEIVED'), swim(7n)), {
      accepted: false,
      refusals: [{ code: 'refund-over-spent', spentPence: 7n }],
    });
    assert.deepEqual(decidePlace(out('SPENT', swim(1400n)), 'unknown'), {
      accepted: false,
      refusals: [{ code: 'refund-would-remain', refundPence: 100n }],
    });
  });
});

describe('what a promise still holds', () => {
  for (const [promised, spent, left] of [
    [100n, 0n, 100n],
    [100n, 99n, 1n],
    [100n, 100n, 0n],
    [100n, 101n, 0n],
    [0n, 5n, 0n],
  ] as const)
    test(`${promised} promised, ${spent} spent: ${left}`, () => assert.equal(promiseLeft(promised, spent), left));
});

describe('R-076, R-168  A statement is of this account and of the past', () => {
  const on = (text: string) => Temporal.PlainDate.from(text);
  const ours = { sortCode: '089999', accountNumber: '66374958' };
  const statement = {
    account: null,
    postedOn: [on('2026-12-01')],
    from: undefined,
    to: undefined,
    dayInOtherFormat: undefined,
  };
  const verdictOf = (more: Partial<Parameters<typeof decideStatement>[0]>) =>
    verdict(decideStatement({ ...statement, ...more }, ours, on('2026-12-10')));
  test('a file that names no account is taken', () => assert.equal(verdictOf({}), 'yes'));
  test('the same account', () => assert.equal(verdictOf({ account: ours }), 'yes'));
  test('by its IBAN, with spaces', () => {
    assert.equal(verdictOf({ account: { iban: 'GB11 NWBK 0899 9966 3749 58' } }), 'yes');
    assert.equal(verdictOf({ account: { iban: 'GB11NWBK08999966374959' } }), 'statement-other-account');
  });
  test('another number or another sort code', () => {
    assert.equal(verdictOf({ account: { ...ours, accountNumber: '66374959' } }), 'statement-other-account');
    assert.equal(verdictOf({ account: { sortCode: '089998' } }), 'statement-other-account');
  });
  test('the last four digits tell the two accounts apart', () => {
    const account = { ...ours, accountNumber: '12345670' };
    assert.deepEqual(decideStatement({ ...statement, account }, ours, on('2026-12-10')), {
      accepted: false,
      refusals: [{ code: 'statement-other-account', found: '5670', expected: '4958' }],
    });
  });
  test('a line of today, and one of tomorrow', () => {
    assert.equal(verdictOf({ postedOn: [on('2026-12-10')] }), 'yes');
    assert.equal(verdictOf({ postedOn: [on('2026-12-10'), on('2026-12-11')] }), 'statement-in-future');
  });
  test('the period that was said: one day is enough, backwards is not, nor is tomorrow', () => {
    assert.equal(verdictOf({ from: on('2026-12-10'), to: on('2026-12-10') }), 'yes');
    assert.equal(verdictOf({ from: on('2026-12-10'), to: on('2026-12-09') }), 'statement-period-reversed');
    assert.equal(verdictOf({ from: on('2026-12-10'), to: on('2026-12-11') }), 'statement-period-in-future');
  });
  test('R1  a day that came in a file of another format would be counted twice', () => {
    assert.equal(verdictOf({ dayInOtherFormat: on('2026-12-03') }), 'statement-day-in-other-format');
  });
});
