/**
 * Finance writes down that the person paid in their part, or a payer its own, before a statement shows it.
 * It stands in that payer's books only.
 */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decidePaidIn, type PaidIn } from '../../../rules/funding/contribution.ts';
import { contributionPaidIn } from '../../../rules/payment/journals.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadPaidIn } from './facts.ts';
import { saveContribution } from './store.ts';

export async function recordContribution(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: PaidIn,
): Promise<Decision<{ contributionId: string; leftPence: string }>> {
  const what = { act: 'contribution.record', command, input: { ...input, paidOn: input.paidOn.toString() }, budgetId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const known = await loadPaidIn(tx, budgetId, input);
    const decision = decidePaidIn(input, known, tools.today());
    if (!decision.accepted) return decision;
    const { accountId } = known;
    if (!accountId) return refused({ code: 'not-found', what: 'account' });
    const contributionId = randomUUID();
    const { stream, paidBy, pence, paidOn: happenedOn } = input;
    const journal = contributionPaidIn({ budgetId, stream, pence, happenedOn, accountId, payer: paidBy });
    const causedBy = `contribution:${contributionId}`;
    const posted = await postJournals(tx, [{ ...journal, commandId: randomUUID(), causedBy, byId: actor.id }]);
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.recordAfterJournal);
    const { journalId } = posted.value[0]!;
    await saveContribution(tx, actor, { ...input, budgetId, contributionId, accountId, journalId });
    return accepted({ contributionId, leftPence: decision.value.leftPence.toString() });
  });
}
