/** The person says that money into their account was the part that they pay in themself, or that a council pays them. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decidePaidIn, type PaidBy } from '../../../rules/funding/contribution.ts';
import { contributionRecognised } from '../../../rules/payment/contribution-journals.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadFreeLine, loadLies, loadPaidIn } from './facts.ts';
import { saveContribution, saveSeen } from './store.ts';

export type SayInput = { readonly stream: string; readonly paidBy: PaidBy; readonly lineId: string };

export async function sayContribution(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: SayInput,
): Promise<Decision<{ contributionId: string; leftPence: string }>> {
  const { stream, paidBy, lineId } = input;
  return act(tools, actor, { act: 'contribution.say', command, input, budgetId, subjectId: lineId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const line = await loadFreeLine(tx, budgetId, lineId);
    if (!line) return refused({ code: 'contribution-line-not-free' });
    const { pence, postedOn: paidOn, accountId } = line;
    const paid = { stream, paidBy, pence, paidOn, reference: `bank line ${lineId}` };
    const decision = decidePaidIn(paid, await loadPaidIn(tx, budgetId, input), tools.today());
    if (!decision.accepted) return decision;
    const contributionId = randomUUID();
    const lies = await loadLies(tx, line);
    const about = { budgetId, stream, pence, happenedOn: paidOn, accountId, payer: paidBy, lies };
    const cause = { commandId: randomUUID(), causedBy: `contribution:${contributionId}`, byId: actor.id };
    const posted = await postJournals(tx, [{ ...contributionRecognised(about), ...cause }]);
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.sayAfterJournal);
    const { journalId } = posted.value[0]!;
    await saveContribution(tx, actor, { ...paid, budgetId, contributionId, accountId, journalId });
    await tools.crashPoint(CRASH_POINTS.sayAfterContribution);
    await saveSeen(tx, actor, [{ contributionId, lineId, journalId }]);
    return accepted({ contributionId, leftPence: decision.value.leftPence.toString() });
  });
}
