/**
 * Says who funds a budget together: each payer with its share, who signed for it and what it asks for,
 * who is in the lead, what the person pays of a council's part, and which need is whose. A new version takes
 * the place of the one before.
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideFunding, type Funder, type Settlement } from '../../rules/funding/funding.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadEligibilityDecision } from '../eligibility/store.ts';
import { loadSplits } from '../plans/share-store.ts';
import { loadPlan, loadPlanItems } from '../plans/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadNeeds, lockBudget } from '../requests/store.ts';
import { type NeedFunder, saveFunding, saveNeedFunders } from './store.ts';

export type FundingInput = {
  readonly leadStream: string;
  readonly settlement: Settlement;
  readonly agreedOn: PlainDate;
  /** In the order of the signed split. */
  readonly funders: readonly Funder[];
  /** Which payer each need is; one that is left out has none of its own. */
  readonly needs: readonly NeedFunder[];
};

export async function agreeFunding(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: FundingInput,
): Promise<Decision<{ fundingId: string }>> {
  return act(tools, actor, { act: 'funding.agree', command, input: inText(input), budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const eligibility = await loadEligibilityDecision(tx, budgetId);
    const plan = await loadPlan(tx, budgetId);
    const splits = plan ? await loadSplits(tx, plan.planId) : new Map();
    const items = plan ? await loadPlanItems(tx, plan.planId) : [];
    const known = new Set((await loadNeeds(tx, budgetId)).map(({ needId }) => needId));
    if (input.needs.some(({ needId }) => !known.has(needId))) return refused({ code: 'not-found', what: 'need' });
    const today = tools.today();
    const decision = decideFunding(
      {
        ...input,
        state: budget.state,
        ownStream: budget.fundingStream,
        icbDecisionId: eligibility?.eligibilityDecisionId,
        hasCoordinator: budget.careCoordinatorId !== '',
        lines: items.flatMap(({ planItemId, label }) =>
          splits.has(planItemId) ? [{ label, split: splits.get(planItemId)! }] : [],
        ),
      },
      today,
    );
    if (!decision.accepted) return decision;
    const { version } = await loadPolicy(tx, actor.icbCode, today);
    const icbDecisionId = eligibility!.eligibilityDecisionId;
    const fundingId = await saveFunding(tx, actor, { ...input, budgetId, icbDecisionId, policyVersion: version });
    await saveNeedFunders(tx, actor, budgetId, input.needs);
    return accepted({ fundingId });
  });
}

/** Dates as text, so that the same command is known again. */
function inText(input: FundingInput) {
  return {
    ...input,
    agreedOn: input.agreedOn.toString(),
    funders: input.funders.map(funder => ({ ...funder, signedOn: funder.signedOn.toString() })),
  };
}
