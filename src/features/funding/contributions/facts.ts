/** What the rules ask of what a person pays in, gathered from the stores that own it. */
import type { Tx } from '../../../platform/db.ts';
import type { PaidIn } from '../../../rules/funding/contribution.ts';
import type { StreamPence } from '../../../rules/options/split.ts';
import { total } from '../../../values/pence.ts';
import { loadPaymentAccount } from '../../agreements/store.ts';
import { loadJournal } from '../../ledger/store.ts';
import { type Line, loadLine, loadLines } from '../../spending/store.ts';
import { findContributionOfLine, loadContributions, loadContributionYears } from './store.ts';

/** More lines than this nobody is asked about. */
const MOST_LINES = 500;

/** What is agreed and paid of one part, and the account that the money comes into. */
export async function loadPaidIn(tx: Tx, budgetId: string, part: Pick<PaidIn, 'stream' | 'paidBy'>) {
  const isOfIt = (each: Pick<PaidIn, 'stream' | 'paidBy'>) =>
    each.stream === part.stream && each.paidBy === part.paidBy;
  const years = (await loadContributionYears(tx, budgetId)).filter(isOfIt);
  const paid = (await loadContributions(tx, budgetId)).filter(isOfIt);
  return {
    years,
    paidPence: total(paid.map(({ pence }) => pence)),
    references: paid.map(({ reference }) => reference),
    accountId: (await loadPaymentAccount(tx, budgetId))?.paymentAccountId,
  };
}

/** A line of money in that nobody has explained, and that is nobody's part yet. */
export type FreeLine = {
  readonly lineId: string;
  readonly accountId: string;
  readonly postedOn: Line['postedOn'];
  readonly pence: bigint;
  readonly counterparty: string;
  readonly narrative: string;
  readonly journalId: bigint;
};

/** The money in that nobody has explained, newest first. */
export async function loadFreeLines(tx: Tx, budgetId: string): Promise<FreeLine[]> {
  const taken = new Set((await loadContributions(tx, budgetId)).map(({ lineId }) => lineId));
  const lines = await loadLines(tx, budgetId, MOST_LINES, ['RECEIVED']);
  return lines.flatMap(line => (taken.has(line.lineId) ? [] : freeLine([line])));
}

/** One such line; undefined where it is something else, or another part's already. */
export async function loadFreeLine(tx: Tx, budgetId: string, lineId: string): Promise<FreeLine | undefined> {
  const found = freeLine(await loadLine(tx, budgetId, lineId))[0];
  return found && !(await findContributionOfLine(tx, lineId)) ? found : undefined;
}

/** The line where it is whole, money in and not explained. */
function freeLine(parts: readonly Line[]): FreeLine[] {
  const [line] = parts;
  if (!line || parts.length > 1 || line.placement.what !== 'RECEIVED' || line.amountPence !== line.linePence) return [];
  const { lineId, accountId, postedOn, counterparty, narrative } = line;
  return [
    {
      lineId,
      accountId,
      postedOn,
      counterparty,
      narrative,
      pence: line.linePence,
      journalId: line.placement.journalId!,
    },
  ];
}

/** Where the money of such a line lies until now, payer by payer. */
export async function loadLies(tx: Tx, line: FreeLine): Promise<StreamPence[]> {
  const journal = await loadJournal(tx, line.journalId);
  return journal!.postings
    .filter(({ account }) => account.kind === 'received')
    .map(({ account, amountPence }) => ({ stream: account.stream, pence: -amountPence }));
}
