/** One person's part that an organisation holds: each figure of the page, with what it is made of. */
import type { Tx } from '../../../platform/db.ts';
import { total } from '../../../values/pence.ts';
import { loadBalances } from '../../ledger/store.ts';
import { loadPayments, type Payment } from '../../payments/store.ts';
import { loadHolderAccountIds } from '../../third-parties/store.ts';
import { type ItemMoney, loadMyMoney, type MyMoney } from '../my-money.ts';
import { type Line, loadLines } from '../store.ts';

/** Several years of one client; the sums do not hang on it. */
const MOST_LINES = 5_000;

export type ClientMoney = {
  readonly budget: MyMoney['budget'];
  /** The lines of the plan that the organisation pays for. */
  readonly items: readonly ItemMoney[];
  readonly payments: readonly Payment[];
  readonly lines: readonly Line[];
  /** Came from the board, as far as its day of credit has come. */
  readonly paidPence: bigint;
  readonly spentPence: bigint;
  /** Went out, and nobody has said yet what for. */
  readonly unplacedPence: bigint;
  /** Came in, and nobody has said yet what it was. */
  readonly receivedPence: bigint;
  /** Moved to another person's part, below nought, or from one. */
  readonly movedPence: bigint;
  /** By the ledger: paid in and received, less what was spent and what is not explained. */
  readonly heldPence: bigint;
  readonly toComePence: bigint;
};

/** The part of one budget that an organisation holds; undefined before it has a final budget. */
export async function loadClientMoney(tx: Tx, budgetId: string): Promise<ClientMoney | undefined> {
  const money = await loadMyMoney(tx, budgetId);
  if (!money) return undefined;
  const payments = (await loadPayments(tx, budgetId)).filter(payment => payment.option === 'THIRD_PARTY');
  const accountIds = new Set(await loadHolderAccountIds(tx, budgetId));
  const lines = (await loadLines(tx, budgetId, MOST_LINES)).filter(line => line.option === 'THIRD_PARTY');
  const sumOf = (...what: readonly Line['placement']['what'][]) =>
    total(lines.filter(({ placement }) => what.includes(placement.what)).map(line => line.amountPence));
  const balances = await loadBalances(tx, budgetId);
  const held = balances.filter(({ account }) => account.kind === 'held' && accountIds.has(account.party ?? ''));
  return {
    budget: money.budget,
    items: money.items.filter(item => item.option === 'THIRD_PARTY'),
    payments,
    lines,
    paidPence: total(payments.filter(({ status }) => status === 'CREDITED').map(payment => payment.amountPence)),
    spentPence: -sumOf('SPENT', 'REFUND'),
    unplacedPence: -sumOf('UNPLACED'),
    receivedPence: sumOf('RECEIVED'),
    movedPence: sumOf('TRANSFER'),
    heldPence: total(held.map(({ pence }) => pence)),
    toComePence: money.toComeOf.THIRD_PARTY,
  };
}
