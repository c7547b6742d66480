/** Notes that somebody's health changed: anybody may report it, and the co-ordinator looks whether the money is enough. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideHealthChange } from '../../../rules/safeguards/health-change.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { changeNoted } from './notices.ts';
import { saveHealthChange } from './store.ts';

export async function reportHealthChange(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly changedOn: PlainDate; readonly words: string },
): Promise<Decision<{ healthChangeId: string; checkBy: string }>> {
  return act(tools, actor, { act: 'health-change.report', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const reportedOn = tools.today();
    const policy = await loadPolicy(tx, actor.icbCode, reportedOn);
    const { state } = budget;
    const decision = decideHealthChange({ state, ...input }, policy.sufficiency.taskDays, reportedOn);
    if (!decision.accepted) return decision;
    const { checkBy } = decision.value;
    const change = { budgetId, ...input, checkBy, policyVersion: policy.version, reportedOn };
    const healthChangeId = await saveHealthChange(tx, actor, change);
    await saveNotice(tx, changeNoted(budget, { checkBy, effectiveOn: reportedOn }));
    return accepted({ healthChangeId, checkBy: checkBy.toString() });
  });
}
