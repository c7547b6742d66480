import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Journal, whyUnbalanced } from './ledger.ts';
import { type RechargeMoney, rechargeAgreed, rechargePaid } from './recharge-journals.ts';

const money: RechargeMoney = {
  happenedOn: Temporal.PlainDate.from('2027-01-10'),
  payer: 'Testshire Council',
  stream: 'LA_ADULT',
  icbCode: 'QXX',
  parts: [
    { stream: 'NHS_CHC', pence: 100n },
    { stream: 'NHS_CC', pence: 20n },
  ],
};
const amounts = (journal: Journal) =>
  journal.postings
    .map(
      ({ account, amountPence }) =>
        `${account.stream} ${account.kind}${account.party ? ` of ${account.party}` : ''} ${amountPence}`,
    )
    .toSorted();

describe('R-096  A recharge in both payers’ books', () => {
  test('agreed: the board’s streams have lent it, the council owes it', () => {
    const journal = rechargeAgreed(money);
    assert.equal(journal.kind, 'recharge-agreed');
    assert.deepEqual(amounts(journal), [
      'LA_ADULT bank 120',
      'LA_ADULT owed_to_board of QXX -120',
      'NHS_CC bank -20',
      'NHS_CC owed_by_payer of Testshire Council 20',
      'NHS_CHC bank -100',
      'NHS_CHC owed_by_payer of Testshire Council 100',
    ]);
  });
  test('paid: the money is in the board’s account, and the council has paid its part', () => {
    const journal = rechargePaid(money);
    assert.equal(journal.kind, 'recharge-paid');
    assert.deepEqual(amounts(journal), [
      'LA_ADULT owed_to_board of QXX 120',
      'LA_ADULT paid_by_payer of Testshire Council -120',
      'NHS_CC bank 20',
      'NHS_CC owed_by_payer of Testshire Council -20',
      'NHS_CHC bank 100',
      'NHS_CHC owed_by_payer of Testshire Council -100',
    ]);
  });
  test('whatever the parts, also below nought, each stream balances', () =>
    fc.assert(
      fc.property(
        fc.bigInt(-999n, 999n).filter(pence => pence !== 0n),
        fc.bigInt(-999n, 999n).filter(pence => pence !== 0n),
        (one, other) => {
          const parts = [
            { stream: 'NHS_CHC', pence: one },
            { stream: 'NHS_CC', pence: other },
          ];
          for (const made of [rechargeAgreed, rechargePaid])
            assert.equal(whyUnbalanced(made({ ...money, parts }).postings), undefined);
        },
      ),
    ));
});
