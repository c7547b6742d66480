import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { total } from '../../values/pence.ts';
import { splitByWeight } from '../options/split.ts';
import { contributionRecognised, contributionSeen } from './contribution-journals.ts';
import { type Journal, whyUnbalanced } from './ledger.ts';

const facts = {
  budgetId: 'budget',
  happenedOn: Temporal.PlainDate.from('2027-01-04'),
  accountId: 'account',
  payer: 'person',
};
const NHS = { stream: 'NHS_CHC', weight: 6_250 };
const LA = { stream: 'LA_ADULT', weight: 3_750 };
const on = (journal: Journal, kind: string, stream?: string) =>
  total(
    journal.postings
      .filter(({ account }) => account.kind === kind && (stream === undefined || account.stream === stream))
      .map(({ amountPence }) => amountPence),
  );
const amounts = (journal: Journal) =>
  journal.postings.map(({ account, amountPence }) => `${account.kind} ${account.stream} ${amountPence}`).toSorted();

describe('R-097  The person’s part in the ledger', () => {
  const lies = [
    { stream: 'NHS_CHC', pence: 625n },
    { stream: 'LA_ADULT', pence: 375n },
  ];
  test('recognised: it leaves the NHS’s books and is whole in the council’s', () =>
    assert.deepEqual(amounts(contributionRecognised({ ...facts, stream: 'LA_ADULT', pence: 1_000n, lies })), [
      'contribution LA_ADULT -1000',
      'held LA_ADULT 625',
      'held NHS_CHC -625',
      'received LA_ADULT 375',
      'received NHS_CHC 625',
    ]));
  test('seen: what the line put among the unexplained is taken back', () => {
    const journal = contributionSeen({ ...facts, lies });
    assert.equal(journal.kind, 'contribution-seen');
    assert.deepEqual(amounts(journal), [
      'held LA_ADULT -375',
      'held NHS_CHC -625',
      'received LA_ADULT 375',
      'received NHS_CHC 625',
    ]);
  });
  test('a part of a line is not recognised', () => {
    for (const pence of [999n, 1_001n])
      assert.throws(() => contributionRecognised({ ...facts, stream: 'LA_ADULT', pence, lies }), /recognised whole/);
  });
  test('whatever it is, each stream balances, nothing comes into the account twice, and no NHS stream has a contribution', () =>
    fc.assert(
      fc.property(fc.bigInt(1n, 9_999_999n), fc.integer({ min: 0, max: 10_000 }), (pence, points) => {
        const split = [
          { ...NHS, weight: points },
          { ...LA, weight: 10_000 - points },
        ].filter(({ weight }) => weight > 0);
        const parts = splitByWeight(pence, split).filter(part => part.pence !== 0n);
        const journal = contributionRecognised({ ...facts, stream: 'LA_ADULT', pence, lies: parts });
        assert.equal(whyUnbalanced(journal.postings), undefined);
        assert.equal(on(journal, 'held'), 0n);
        assert.equal(on(journal, 'contribution', 'LA_ADULT'), -pence);
        assert.equal(on(journal, 'contribution', 'NHS_CHC'), 0n);
        assert.equal(on(journal, 'received'), pence);
      }),
    ));
});
