import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { total } from '../../values/pence.ts';
import { budgetClosed, moneyBackSeen, moneyGivenBack } from './closing-journals.ts';
import { type Account, accountKey, type Balance, type Journal, type ManagementOption } from './ledger.ts';

const budgetYear = Temporal.PlainDate.from('2026-12-01');
const earlier = Temporal.PlainDate.from('2025-12-01');
const happenedOn = Temporal.PlainDate.from('2027-03-05');
const budgetId = 'b';
const [NHS, LA] = ['NHS_CHC', 'LA_ADULT'];
const optionOf = (accountId: string): ManagementOption => (accountId === 'trust' ? 'THIRD_PARTY' : 'DIRECT_PAYMENT');

const held = (pence: bigint, stream = NHS, party = 'own'): Balance => ({
  account: { kind: 'held', budgetId, stream: stream!, party },
  pence,
});
const received = (pence: bigint, stream = NHS): Balance => ({
  account: { kind: 'received', budgetId, stream: stream! },
  pence: -pence,
});
const ofYear = (
  kind: 'authorised' | 'undrawn' | 'drawn',
  pence: bigint,
  stream = NHS,
  option: ManagementOption = 'DIRECT_PAYMENT',
  year = budgetYear,
): Balance => ({ account: { kind, budgetId, stream: stream!, budgetYear: year, option }, pence: -pence });
const contingency = (pence: bigint, stream = NHS): Balance => ({
  account: { kind: 'contingency', budgetId, stream: stream!, budgetYear },
  pence: -pence,
});
const ending = (balances: readonly Balance[]) => ({ budgetId, budgetYear, happenedOn, balances, optionOf });

/** The balances after these journals. */
function after(
  balances: readonly Balance[],
  journals: readonly Journal[],
): ReadonlyMap<string, { account: Account; pence: bigint }> {
  const found = new Map<string, { account: Account; pence: bigint }>();
  const add = (account: Account, pence: bigint) => {
    const key = accountKey(account);
    found.set(key, { account, pence: (found.get(key)?.pence ?? 0n) + pence });
  };
  for (const { account, pence } of balances) add(account, pence);
  for (const { postings } of journals) for (const { account, amountPence } of postings) add(account, amountPence);
  return found;
}
const sum = (of: ReturnType<typeof after>, kind: string, stream?: string) =>
  total(
    [...of.values()]
      .filter(({ account }) => account.kind === kind && (stream === undefined || account.stream === stream))
      .map(({ pence }) => pence),
  );
const ENDS: readonly Account['kind'][] = ['held', 'received', 'authorised', 'contingency', 'undrawn'];

describe('T28  what was given back', () => {
  const balances = [held(300n), held(200n, LA), held(50n, NHS, 'trust'), received(20n)];
  test('all of it: nothing of the budget is left in any account, and the person’s own stays', () => {
    const journal = moneyGivenBack(ending(balances), 530n);
    assert.equal(journal.kind, 'surplus-paid-back');
    const books = after(balances, [journal]);
    assert.deepEqual([sum(books, 'held', NHS), sum(books, 'held', LA)], [20n, 0n]);
    assert.deepEqual([sum(books, 'bank', NHS), sum(books, 'bank', LA)], [330n, 200n]);
    const drawn = journal.postings.filter(({ account }) => account.kind === 'drawn');
    assert.deepEqual(
      drawn.map(({ account, amountPence }) => [account.stream, account.option, amountPence]),
      [
        [NHS, 'DIRECT_PAYMENT', 280n],
        [LA, 'DIRECT_PAYMENT', 200n],
        [NHS, 'THIRD_PARTY', 50n],
      ],
    );
  });
  test('a part of it comes out of those that hold something, one after another', () => {
    const some = [held(-30n, LA), held(100n), held(50n, NHS, 'trust')];
    const journal = moneyGivenBack(ending(some), 110n);
    const books = after(some, [journal]);
    assert.deepEqual([sum(books, 'held', LA), sum(books, 'held', NHS)], [-30n, 40n]);
    assert.equal(sum(books, 'bank'), 110n);
  });
  test('all of it where one payer’s part is below nought: that is made good', () => {
    const some = [held(-30n, LA), held(100n)];
    const books = after(some, [moneyGivenBack(ending(some), 70n)]);
    assert.deepEqual([sum(books, 'held', LA), sum(books, 'held', NHS)], [0n, 0n]);
    assert.deepEqual([sum(books, 'bank', LA), sum(books, 'bank', NHS)], [-30n, 100n]);
  });
  test('to the penny, and nothing where an account holds nothing', () => {
    const some = [held(1n), held(0n, LA, 'old'), held(-1n, LA), held(5n, NHS, 'trust')];
    const all = moneyGivenBack(ending(some), 5n);
    assert.equal(all.postings.filter(({ account }) => account.kind === 'held').length, 3);
    const books = after(some, [all]);
    for (const [key, { account, pence }] of books) if (account.kind === 'held') assert.equal(pence, 0n, key);
    const one = after(some, [moneyGivenBack(ending(some), 2n)]);
    assert.deepEqual([sum(one, 'held', NHS), sum(one, 'held', LA)], [4n, -1n]);
  });
  test('more than is left cannot be', () =>
    assert.throws(() => moneyGivenBack(ending(balances), 531n), /more is given back than is left/));
});

test('T28  a line that shows it takes back what nobody could explain, payer by payer', () => {
  const lies = [
    { stream: NHS!, pence: 60n },
    { stream: LA!, pence: 40n },
  ];
  const journal = moneyBackSeen({ budgetId, accountId: 'own', happenedOn, lies });
  assert.equal(journal.kind, 'money-back-seen');
  assert.deepEqual(
    journal.postings.map(({ account, amountPence }) => [account.kind, account.stream, amountPence]),
    [
      ['unplaced', NHS, -60n],
      ['held', NHS, 60n],
      ['unplaced', LA, -40n],
      ['held', LA, 40n],
    ],
  );
});

describe('T28  what closing posts', () => {
  test('nothing where nothing stands', () => {
    assert.deepEqual(budgetClosed(ending([])), []);
    assert.deepEqual(budgetClosed(ending([held(0n), received(0n), ofYear('authorised', 0n), ofYear('drawn', 9n)])), []);
  });
  test('what nobody could explain is the person’s own, what is left is given up, the rest goes back', () => {
    const balances = [held(320n), received(20n), ofYear('authorised', 500n), contingency(40n), ofYear('undrawn', 240n)];
    const journals = budgetClosed(ending(balances));
    assert.deepEqual(
      journals.map(({ kind }) => kind),
      ['money-kept', 'reclaim-given-up', 'year-ended'],
    );
    const books = after(balances, journals);
    for (const kind of ENDS) assert.equal(sum(books, kind), 0n, kind);
    assert.deepEqual([sum(books, 'written_off'), sum(books, 'allocation'), sum(books, 'limit')], [300n, -540n, -540n]);
  });
  test('what was given up and turned out to be spent comes back', () => {
    const balances = [held(-50n), ofYear('authorised', -50n)];
    const journals = budgetClosed(ending(balances));
    const books = after(balances, journals);
    for (const kind of ENDS) assert.equal(sum(books, kind), 0n, kind);
    assert.equal(sum(books, 'written_off'), -50n);
    assert.deepEqual(
      journals.map(({ kind }) => kind),
      ['reclaim-given-up'],
    );
  });
  test('an earlier year, another payer and another holder end too', () => {
    const balances = [
      held(10n, NHS, 'trust'),
      held(5n, LA),
      ofYear('authorised', 7n, NHS, 'NOTIONAL', earlier),
      ofYear('authorised', 3n, LA),
      ofYear('undrawn', 9n, NHS, 'THIRD_PARTY'),
    ];
    const books = after(balances, budgetClosed(ending(balances)));
    for (const [key, { account, pence }] of books) if (ENDS.includes(account.kind)) assert.equal(pence, 0n, key);
  });
  test('R-099  whatever stands, each account ends at nought and each payer’s books balance', () => {
    const pence = fc.bigInt({ min: -500n, max: 5_000n });
    fc.assert(
      fc.property(fc.array(pence, { minLength: 12, maxLength: 12 }), all => {
        const [a, b, c, d, e, f, g, h, i, j, k, l] = all as [
          bigint,
          bigint,
          bigint,
          bigint,
          bigint,
          bigint,
          bigint,
          bigint,
          bigint,
          bigint,
          bigint,
          bigint,
        ];
        const balances = [
          held(a),
          held(b, NHS, 'trust'),
          held(c, LA),
          received(d),
          received(e, LA),
          ofYear('authorised', f),
          ofYear('authorised', g, LA, 'NOTIONAL'),
          ofYear('authorised', h, NHS, 'THIRD_PARTY', earlier),
          contingency(i),
          contingency(j, LA),
          ofYear('undrawn', k),
          ofYear('undrawn', l, LA, 'THIRD_PARTY'),
        ];
        const books = after(balances, budgetClosed(ending(balances)));
        for (const [key, { account, pence: left }] of books)
          if (ENDS.includes(account.kind)) assert.equal(left, 0n, key);
      }),
    );
  });
});
