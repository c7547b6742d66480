import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import {
  type BankLine,
  type PlaceFor,
  placeWithoutAsking,
  readPlace,
  readText,
  scoreLine as score,
} from './matching-score.ts';

const massage: PlaceFor = {
  planItemId: 'massage',
  label: 'Massage for joint pain',
  provider: 'Riverside Therapy',
  category: 'THERAPY',
  startsOn: undefined,
  endsOn: undefined,
  unitPence: 4500n,
  pastPayees: [],
};
const companion: PlaceFor = {
  planItemId: 'companion',
  label: 'Gym and pool companion',
  provider: 'Pat Green',
  category: 'EXERCISE',
  startsOn: undefined,
  endsOn: undefined,
  unitPence: 1500n,
  pastPayees: [],
};
const places = [massage, companion];
/** The rule's own function, its two readings done for us. */
const scoreLine = (line: BankLine, given: readonly PlaceFor[]) => score(line, given.map(readPlace));
const on = (text: string) => Temporal.PlainDate.from(text);
const paid = (
  amountPence: bigint,
  counterparty: string,
  { narrative = '', merchantCode = null as string | null, postedOn = '2026-12-03' } = {},
): BankLine => ({
  amountPence: -amountPence,
  postedOn: on(postedOn),
  text: readText({ counterparty, narrative, merchantCode }),
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
  test('the words may stand in what the bank says beside the payee', () =>
    assert.equal(scoreLine(paid(1n, '', { narrative: 'TO RIVERSIDE THERAPY' }), places)[0]!.score, 60));
  test('nobody is named by a place without a provider, nor by a payment without a payee', () => {
    const bare = { ...massage, provider: '', label: 'A', pastPayees: [''] };
    assert.deepEqual(scoreLine(paid(4500n, ''), [bare]), []);
    assert.deepEqual(scoreLine(paid(4500n, 'A'), [bare]), []);
  });
  test('the kind of shop counts where a name is shared, and alone it does not', () => {
    const taxi = { ...companion, label: 'Taxi to the pool', provider: '', category: 'TRANSPORT' };
    const at = (merchantCode: string | null) => scoreLine(paid(1500n, 'CITY TAXI', { merchantCode }), [taxi])[0];
    assert.deepEqual([at('4121')?.score, at('5411')?.score, at(null)?.score], [85, 65, 65]);
    assert.deepEqual(at('4121')?.reasons, [
      'Both say “taxi”',
      'The amount is the agreed price',
      'Such a shop sells this kind of thing',
    ]);
    assert.deepEqual(scoreLine(paid(1500n, 'UBER', { merchantCode: '4121' }), [taxi]), []);
  });
  test('days outside those of the plan line count against it; its first and its last day do not', () => {
    const summer = { ...massage, startsOn: on('2027-06-01'), endsOn: on('2027-08-31') };
    const paidOn = (postedOn: string) => {
      const [match] = scoreLine(paid(4500n, 'Riverside Therapy', { postedOn }), [summer]);
      return [match!.score, match!.reasons[2]];
    };
    assert.deepEqual(paidOn('2027-05-31'), [60, 'It was paid before this part of the plan begins']);
    assert.deepEqual(paidOn('2027-06-01'), [90, undefined]);
    assert.deepEqual(paidOn('2027-08-31'), [90, undefined]);
    assert.deepEqual(paidOn('2027-09-01'), [60, 'It was paid after this part of the plan ends']);
    const [least] = scoreLine(paid(1n, 'Therapy', { postedOn: '2027-05-31' }), [summer]);
    assert.equal(least!.score, 5);
  });
});

describe('R-066  What a budget may not buy is seen by words and by the kind of shop', () => {
  const excluded = (counterparty: string, merchantCode: string | null = null) =>
    readText({ counterparty, narrative: '', merchantCode }).excluded;
  const table = [
    ['WINE SHOP', null, 'R-066'],
    ['PADDY', '7995', 'R-066'],
    ['PADDY', '5921', 'R-066'],
    ['PADDY', '5993', 'R-066'],
    ['PADDY', '5813', 'R-066'],
    ['PADDY', '5411', undefined],
    ['PADDY', null, undefined],
    ['NHS PRESCRIPTION', null, 'R-071'],
    ['NHS PRESCRIPTION', '7995', 'R-066'],
  ] as const;
  for (const [payee, code, expected] of table)
    test(`${payee}, shop ${code ?? 'not known'}: ${expected ?? 'nothing'}`, () =>
      assert.equal(excluded(payee, code), expected));
});
