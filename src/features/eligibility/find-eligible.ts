/**
 * Finds the person eligible (T03), for the whole service or for a part of it. The person is told (N03), and where a
 * part is refused they get its reasons and how to challenge them (N04).
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Place } from '../../rules/eligibility/chc-default.ts';
import { decideEligible, type EligibilityInput } from '../../rules/eligibility/eligibility.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget, saveMove } from '../requests/store.ts';
import { factsInWords, groupSaid, loadEligibilityFacts } from './facts.ts';
import { declined, foundEligible } from './notices.ts';
import { saveEligibilityDecision } from './store.ts';

export async function findEligible(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: EligibilityInput & { readonly alternatives: string; readonly livesAt: Place },
): Promise<Decision<{ eligibilityDecisionId: string; granted: string }>> {
  return act(tools, actor, { act: 'eligibility.find', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const policy = await loadPolicy(tx, actor.icbCode, tools.today());
    const facts = await loadEligibilityFacts(tx, budget, policy.offer.cohorts);
    const decision = decideEligible(facts, input, actor, tools.today());
    if (!decision.accepted) return decision;

    const { granted, basis, decidedOn } = decision.value;
    const eligibilityDecisionId = await saveEligibilityDecision(tx, actor, {
      ...input,
      budgetId,
      granted,
      basis,
      groupFacts: groupSaid(input),
      policyVersion: policy.version,
      decidedOn,
    });
    await saveMove(tx, actor, { budgetId, transition: 'T03', happenedOn: decidedOn });
    const answered = {
      recipient: budget.personName,
      personId: budget.personId,
      budgetId,
      decisionId: eligibilityDecisionId,
      effectiveOn: decidedOn,
      careCoordinator: budget.careCoordinatorName,
    };
    await saveNotice(tx, foundEligible(answered, input.partRefused));
    if (granted === 'PART') {
      const refusal = {
        reasons: input.reasons,
        part: input.partRefused,
        alternatives: input.alternatives,
        facts: factsInWords(facts, input, decidedOn),
      };
      await saveNotice(
        tx,
        declined(answered, refusal, await loadIcbContact(tx, actor.icbCode), policy.reconsider.days),
      );
    }
    return accepted({ eligibilityDecisionId, granted });
  });
}
