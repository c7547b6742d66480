import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type PlaceFor, paymentConfirmedBy, placeWithoutAsking, scoreLine } from './matching.ts';
import { DEFAULT_POLICY } from './policy.ts';

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
  test('a shared word alone asks', () => {
    const matches = scoreLine(paid(1499n, 'CITY GYM'), places);
    assert.equal(matches[0]!.planItemId, 'companion');
    assert.equal(placeWithoutAsking(matches, DEFAULT_POLICY), undefined);
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
