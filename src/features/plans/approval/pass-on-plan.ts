/** Passes a submitted plan that is over the approver's own limit on to somebody with a higher one, or to the panel. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decidePassOn } from '../../../rules/decisions/approval.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadPassedOn, savePassedOn } from '../decision-store.ts';
import { loadApprovalFacts } from '../facts.ts';

export async function passOnPlan(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
): Promise<Decision<{ goesTo: string }>> {
  return act(tools, actor, { act: 'plan.pass-on', command, input: {}, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const facts = await loadApprovalFacts(tx, budget, actor, tools.today());
    if (!facts) return refused({ code: 'wrong-state', transition: 'T10', state: budget.state });
    const { planId } = facts.plan;
    const passedOn = await loadPassedOn(tx, planId);
    const decision = decidePassOn(
      facts,
      passedOn.map(({ goesTo }) => goesTo),
    );
    if (!decision.accepted) return decision;

    const { annualPence, goesTo } = decision.value;
    const { version } = await loadPolicy(tx, actor.icbCode, tools.today());
    await savePassedOn(tx, actor, { planId, goesTo, annualPence, policyVersion: version, passedOn: tools.today() });
    return accepted({ goesTo });
  });
}
