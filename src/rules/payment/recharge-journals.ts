/**
 * What the ledger posts when payers settle between them (R-096). `from → to` debits `from` and credits `to`.
 *
 * The board pays all of a shared budget out of its own account. Once the other payer agrees to a month's statement, that
 * is a loan in both payers' books: the board's stream has lent it, the other payer's owes it. When it is paid back, the
 * money is in the board's account again, and the other payer has paid its part. A corrected month posts its difference
 * only, which may be below nought.
 */
import type { PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import type { StreamPence } from '../options/split.ts';
import { type Account, type Journal, journal, type Posting } from './ledger.ts';

export type RechargeMoney = {
  readonly happenedOn: PlainDate;
  /** Who owes the board. */
  readonly payer: string;
  /** The payer's own stream. */
  readonly stream: string;
  readonly icbCode: string;
  /** How much of it each stream of the board has lent; below nought what it gives back. */
  readonly parts: readonly StreamPence[];
};

/** The other payer agreed to a statement: owed_by_payer → bank in the board's books, bank → owed_to_board in the payer's. */
export function rechargeAgreed(facts: RechargeMoney): Journal {
  return journal('recharge-agreed', facts.happenedOn, [
    ...facts.parts.flatMap(part => move(owedBy(facts, part), bank(part), part.pence)),
    ...move(bank(facts), owedTo(facts), sumOf(facts)),
  ]);
}

/** The other payer paid back: bank → owed_by_payer in the board's books, owed_to_board → paid_by_payer in the payer's. */
export function rechargePaid(facts: RechargeMoney): Journal {
  return journal('recharge-paid', facts.happenedOn, [
    ...facts.parts.flatMap(part => move(bank(part), owedBy(facts, part), part.pence)),
    ...move(owedTo(facts), paidBy(facts), sumOf(facts)),
  ]);
}

const sumOf = ({ parts }: RechargeMoney) => total(parts.map(({ pence }) => pence));

const move = (from: Account, to: Account, pence: bigint): readonly Posting[] => [
  { account: from, amountPence: pence },
  { account: to, amountPence: -pence },
];

const bank = ({ stream }: { readonly stream: string }): Account => ({ kind: 'bank', stream });
const owedBy = ({ payer }: RechargeMoney, { stream }: StreamPence): Account => ({
  kind: 'owed_by_payer',
  stream,
  party: payer,
});
const owedTo = ({ stream, icbCode }: RechargeMoney): Account => ({ kind: 'owed_to_board', stream, party: icbCode });
const paidBy = ({ stream, payer }: RechargeMoney): Account => ({ kind: 'paid_by_payer', stream, party: payer });
