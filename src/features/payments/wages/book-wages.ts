/**
 * Books wages that went straight to workers as spent on the plan's line of wages, once each: no bank statement of the person's shows
 * them. What did not arrive after all is taken back. One that cannot be booked is told and holds up no other.
 */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { journalOfParts, type LinePromises } from '../../../rules/payment/line-journals.ts';
import { wageLine } from '../../../rules/payment/wages.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act, commandOf } from '../../audit/store.ts';
import { loadPurses } from '../../budgets/stream-store.ts';
import { loadLinePromises, postJournals, reverseJournal } from '../../ledger/store.ts';
import { loadItemsOf } from '../../plans/store.ts';
import { lockBudgets } from '../../requests/store.ts';
import { causeOfWage, loadWagesToBook, type WagePlace, type WageToBook } from './store.ts';

/** So many a time, each budget's own lock held until they are written. */
const AT_ONCE = 200;

export type BookedWages = {
  readonly wages: number;
  /** The payments that could not be booked, and hold up no other, parted by commas: somebody has to look. */
  readonly left: string;
  /** Behind which the next ones are; null where these were the last. */
  readonly creditOn: string | null;
  readonly paymentId: string | null;
};

/** Books the next wages behind a place. */
export async function bookWages(
  tools: Tools,
  actor: Actor,
  command: Command,
  after?: WagePlace,
): Promise<Decision<BookedWages>> {
  return act<BookedWages>(tools, actor, { act: 'wages.book', command, input: { ...after } }, async tx => {
    const found = await loadWagesToBook(tx, tx.icbCode, AT_ONCE, after);
    const budgets = new Set(found.map(({ budgetId }) => budgetId));
    await lockBudgets(tx, [...budgets]);
    // Asked again under the locks: another may have booked them meanwhile.
    const wages = (await loadWagesToBook(tx, tx.icbCode, AT_ONCE, after)).filter(({ budgetId }) =>
      budgets.has(budgetId),
    );
    const left = [
      ...(await takeBack(tools, tx, actor, wages)),
      ...(await book(
        tx,
        actor,
        wages.filter(({ booked }) => booked === undefined),
      )),
    ];
    const last = found.length === AT_ONCE ? found.at(-1) : undefined;
    return accepted({
      wages: wages.length - left.length,
      left: left.join(','),
      creditOn: last?.creditOn.toString() ?? null,
      paymentId: last?.paymentId ?? null,
    });
  });
}

/**
 * Books them as spent, all in one statement; where the ledger refuses one, each by itself, on what the promises are once those
 * before it are really posted. Answers those that it could not book.
 */
async function book(tx: Tx, actor: Actor, wages: readonly WageToBook[]): Promise<readonly string[]> {
  const budgetIds = [...new Set(wages.map(({ budgetId }) => budgetId))];
  const purses = await loadPurses(tx, budgetIds);
  const items = await loadItemsOf(tx, budgetIds);
  const promises = await loadLinePromises(tx, budgetIds);
  const left = wages.filter(({ budgetId }) => !purses.has(budgetId)).map(({ paymentId }) => paymentId);
  const rest = wages.filter(({ budgetId }) => purses.has(budgetId));
  const post = (before: LinePromises, wage: WageToBook) => {
    const { budgetId, accountId, pence, worker, creditOn: happenedOn } = wage;
    const planItemId = wageLine(items.get(budgetId) ?? [], worker);
    const where = { ...purses.get(budgetId)!, budgetId, option: 'DIRECT_PAYMENT' as const, accountId, happenedOn };
    const part = planItemId ? { what: 'SPENT' as const, planItemId, pence } : { what: 'UNPLACED' as const, pence };
    const posted = journalOfParts(where, [part], 'HELD', before);
    return { journal: { ...posted.journal!, ...causeOf(wage), byId: actor.id }, after: posted.promises };
  };
  const chained = new Map(promises);
  const journals = rest.map(wage => {
    const { journal, after } = post(chained.get(wage.budgetId) ?? new Map(), wage);
    chained.set(wage.budgetId, after);
    return journal;
  });
  if ((await postJournals(tx, journals)).accepted) return left;
  const standing = new Map(promises);
  for (const wage of rest) {
    const { journal, after } = post(standing.get(wage.budgetId) ?? new Map(), wage);
    if ((await postJournals(tx, [journal])).accepted) standing.set(wage.budgetId, after);
    else left.push(wage.paymentId);
  }
  return left;
}

/** Takes back what is booked and did not arrive after all; these are few. Answers those that the ledger refused. */
async function takeBack(tools: Tools, tx: Tx, actor: Actor, wages: readonly WageToBook[]): Promise<readonly string[]> {
  const left: string[] = [];
  for (const wage of wages) {
    if (wage.booked === undefined) continue;
    const order = { journalId: wage.booked, happenedOn: tools.today(), byId: actor.id, ...causeOf(wage) };
    if (!(await reverseJournal(tx, order)).accepted) left.push(wage.paymentId);
  }
  return left;
}

/** The same booking has the same command, whoever makes it. */
function causeOf({ paymentId, times }: WageToBook): { readonly commandId: string; readonly causedBy: string } {
  return { commandId: commandOf('wage.book', paymentId, String(times)).id, causedBy: causeOfWage(paymentId) };
}
