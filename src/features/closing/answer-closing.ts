/**
 * A second person says yes or no to closing a budget (T28). On a yes nothing is left in its books but what was spent: what
 * is left in the account is written off, what was not used goes back to who pays, and the person is told (N28). What comes
 * after the close is settled in the same way, and the budget stays closed.
 */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { budgetClosed } from '../../rules/payment/closing-journals.ts';
import { retentionOf } from '../../rules/reporting/retention.ts';
import { decideClosing } from '../../rules/safeguards/closing.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { postJournals } from '../ledger/store.ts';
import { loadPayments } from '../payments/store.ts';
import { loadIcbContact, loadPerson, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget, saveMove } from '../requests/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadEnding } from './facts.ts';
import { budgetClosedNotice } from './notices.ts';
import { loadClosings, loadMoneyBack, saveClosingAnswer } from './store.ts';

export type ClosingAnswerInput = { readonly yes: boolean; readonly reason: string };

export async function answerClosing(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ClosingAnswerInput,
): Promise<Decision<{ closed: boolean }>> {
  return act(tools, actor, { act: 'closing.answer', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const ending = budget && (await loadEnding(tx, budget));
    if (!ending) return refused({ code: 'not-found', what: 'budget that has ended' });
    const today = tools.today();
    const policy = await loadPolicy(tx, tx.icbCode, today);
    const proposed = (await loadClosings(tx, budgetId)).find(({ answer }) => answer === undefined);
    const decision = decideClosing(proposed, { ...input, byId: actor.id }, ending);
    if (!decision.accepted) return decision;
    const answer = { ...input, closing: proposed!, answeredOn: today };
    if (!input.yes) {
      await saveClosingAnswer(tx, actor, { ...answer, keepUntil: undefined });
      return accepted<{ closed: boolean }>({ closed: false });
    }
    const journals = budgetClosed({ ...ending, budgetId, happenedOn: today }).map(journal => ({
      ...journal,
      commandId: randomUUID(),
      causedBy: `closing:${proposed!.closingId}`,
      byId: actor.id,
    }));
    const posted = await postJournals(tx, journals);
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.answerAfterJournals);
    const person = (await loadPerson(tx, tx.icbCode, budget.personId))!;
    const lastPaymentOn = (await loadPayments(tx, budgetId)).at(-1)?.creditOn;
    const isMind = budget.fundingStream.endsWith('_S117');
    const { reviewOn: keepUntil } = retentionOf(
      {
        dateOfBirth: person.dateOfBirth,
        closedOn: today,
        mentalHealth: isMind ? { lastContactOn: today } : undefined,
        diedOn: undefined,
        lastPaymentOn,
      },
      policy.retention,
    );
    await saveClosingAnswer(tx, actor, { ...answer, keepUntil });
    if (ending.life.state === 'CLOSED') return accepted({ closed: true });
    await saveMove(tx, actor, { budgetId, transition: 'T28', happenedOn: today });
    await tools.crashPoint(CRASH_POINTS.answerAfterMove);
    const backPence = (await loadMoneyBack(tx, budgetId)).reduce((sum, { pence }) => sum + pence, 0n);
    const { writtenOffPence } = proposed!;
    const { phone } = await loadIcbContact(tx, tx.icbCode);
    const { ownPence } = ending.account;
    await saveNotice(tx, budgetClosedNotice(budget, { closedOn: today, backPence, writtenOffPence, ownPence, phone }));
    return accepted({ closed: true });
  });
}
