/**
 * Declines the whole request (T04); the person gets the reasons, what would change them and how to have it looked at
 * again (N04, R-018). Their care goes on: the care co-ordinator has the task to arrange it the same day.
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Place } from '../../rules/eligibility/chc-default.ts';
import { type DeclineInput, decideDecline } from '../../rules/eligibility/eligibility.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget, saveCareTask, saveMove } from '../requests/store.ts';
import { factsInWords, groupSaid, loadEligibilityFacts } from './facts.ts';
import { declined } from './notices.ts';
import { saveEligibilityDecision } from './store.ts';

export async function declineRequest(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: DeclineInput & { readonly livesAt: Place },
): Promise<Decision<{ eligibilityDecisionId: string; granted: string }>> {
  return act(tools, actor, { act: 'eligibility.decline', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const policy = await loadPolicy(tx, actor.icbCode, tools.today());
    const facts = await loadEligibilityFacts(tx, budget, policy.offer.cohorts);
    const decision = decideDecline(facts, input, actor, tools.today());
    if (!decision.accepted) return decision;

    const { granted, reasons, decidedOn } = decision.value;
    const { group, evidence, evidenceOn, solelyNhsFunded, responsibleIcbConfirmed, alternatives, livesAt } = input;
    const eligibilityDecisionId = await saveEligibilityDecision(tx, actor, {
      budgetId,
      granted,
      basis: null,
      group,
      evidence,
      evidenceOn,
      solelyNhsFunded,
      responsibleIcbConfirmed,
      reasons,
      partRefused: '',
      alternatives,
      groupFacts: groupSaid(input),
      livesAt,
      policyVersion: policy.version,
      decidedOn,
    });
    await saveMove(tx, actor, { budgetId, transition: 'T04', happenedOn: decidedOn });
    await saveCareTask(tx, { budgetId, transition: 'T04', raisedOn: decidedOn });
    const answered = {
      recipient: budget.personName,
      personId: budget.personId,
      budgetId,
      decisionId: eligibilityDecisionId,
      effectiveOn: decidedOn,
      careCoordinator: budget.careCoordinatorName,
    };
    const refusal = { reasons, part: '', alternatives, facts: factsInWords(facts, input, decidedOn) };
    await saveNotice(tx, declined(answered, refusal, await loadIcbContact(tx, actor.icbCode), policy.reconsider.days));
    return accepted({ eligibilityDecisionId, granted });
  });
}
