/** Writes down what was found about whether the money is enough after a change of health, and tells the person. */
import type { Tools } from '../../../platform/tools.ts';
import { servicesPaid } from '../../../rules/amounts/changed-instalments.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideHealthCheck, type HealthFinding } from '../../../rules/safeguards/health-change.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadChangedFacts } from '../changes/facts.ts';
import { changeChecked } from './notices.ts';
import { loadHealthChange, saveHealthCheck } from './store.ts';

export async function checkHealthChange(
  tools: Tools,
  actor: Actor,
  command: Command,
  { budgetId, healthChangeId }: { readonly budgetId: string; readonly healthChangeId: string },
  input: { readonly finding: HealthFinding; readonly found: string },
): Promise<Decision<{ healthChangeId: string }>> {
  const about = { act: 'health-change.check', command, input: { ...input, healthChangeId }, budgetId };
  return act(tools, actor, about, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const change = budget && (await loadHealthChange(tx, budgetId, healthChangeId));
    if (!budget || !change) return refused({ code: 'not-found', what: 'report' });
    const checkedOn = tools.today();
    const facts = await loadChangedFacts(tx, budget, await loadPolicy(tx, actor.icbCode, checkedOn));
    const services = facts
      ? servicesPaid(facts.lines, facts.yearlyPence + facts.personPence - facts.contingencyPence)
      : [];
    const decision = decideHealthCheck({ isChecked: change.check !== undefined, ...input, services });
    if (!decision.accepted) return decision;
    await saveHealthCheck(tx, actor, { healthChangeId, ...input, checkedOn });
    await saveNotice(tx, changeChecked(budget, { ...input, effectiveOn: checkedOn }));
    return accepted({ healthChangeId });
  });
}
