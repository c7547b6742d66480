/**
 * Books wages that went straight to workers as spent on the plan's line of wages, once each: no bank statement of the person's shows
 * them. What did not arrive after all is taken back.
 */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { journalOfParts } from '../../../rules/payment/line-journals.ts';
import { wageLine } from '../../../rules/payment/wages.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act, commandOf } from '../../audit/store.ts';
import { loadPurses } from '../../budgets/stream-store.ts';
import { loadLinePromises, postJournals, reverseJournal } from '../../ledger/store.ts';
import { loadApprovedPlan } from '../../plans/store.ts';
import { lockBudgets } from '../../requests/store.ts';
import { causeOfWage, loadWagesToBook, type WageToBook } from './store.ts';

/** So many a time, each budget's own lock held until they are written. */
const AT_ONCE = 200;

/** Books the next wages. Answers how many: none when all are as the payments are. */
export async function bookWages(tools: Tools, actor: Actor, command: Command): Promise<Decision<{ wages: number }>> {
  return act(tools, actor, { act: 'wages.book', command, input: {} }, async tx => {
    const budgets = new Set((await loadWagesToBook(tx, tx.icbCode, AT_ONCE)).map(({ budgetId }) => budgetId));
    await lockBudgets(tx, [...budgets]);
    // Asked again under the locks: another may have booked them meanwhile.
    const wages = (await loadWagesToBook(tx, tx.icbCode, AT_ONCE)).filter(({ budgetId }) => budgets.has(budgetId));
    for (const wage of wages) {
      const done = wage.booked === undefined ? await book(tx, actor, wage) : await takeBack(tools, tx, actor, wage);
      if (!done.accepted) return done;
    }
    return accepted({ wages: wages.length });
  });
}

async function book(tx: Tx, actor: Actor, wage: WageToBook): Promise<Decision<unknown>> {
  const { budgetId, accountId, pence, worker, creditOn: happenedOn } = wage;
  const purse = (await loadPurses(tx, [budgetId])).get(budgetId);
  if (!purse) throw new Error(`budget ${budgetId} was paid and has no final budget`);
  const planItemId = wageLine((await loadApprovedPlan(tx, budgetId))?.items ?? [], worker);
  const promises = (await loadLinePromises(tx, [budgetId])).get(budgetId) ?? new Map();
  const where = { ...purse, budgetId, option: 'DIRECT_PAYMENT' as const, accountId, happenedOn };
  const part = planItemId ? { what: 'SPENT' as const, planItemId, pence } : { what: 'UNPLACED' as const, pence };
  const { journal } = journalOfParts(where, [part], 'HELD', promises);
  return postJournals(tx, [{ ...journal!, ...causeOf(wage), byId: actor.id }]);
}

async function takeBack(tools: Tools, tx: Tx, actor: Actor, wage: WageToBook): Promise<Decision<unknown>> {
  const order = { journalId: wage.booked!, happenedOn: tools.today(), byId: actor.id, ...causeOf(wage) };
  return reverseJournal(tx, order);
}

/** The same booking has the same command, whoever makes it. */
function causeOf({ paymentId, times }: WageToBook): { readonly commandId: string; readonly causedBy: string } {
  return { commandId: commandOf('wage.book', paymentId, String(times)).id, causedBy: causeOfWage(paymentId) };
}
