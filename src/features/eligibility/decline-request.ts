/** Declines the whole request (T04); the person gets the reasons and how to have it looked at again (N04, R-018). */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { type DeclineInput, decideDecline } from '../../rules/eligibility.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget, saveMove } from '../requests/store.ts';
import { loadEligibilityFacts } from './facts.ts';
import { declined } from './notices.ts';
import { saveEligibilityDecision } from './store.ts';

export async function declineRequest(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: DeclineInput & { readonly alternatives: string },
): Promise<Decision<{ eligibilityDecisionId: string; granted: string }>> {
  return act(tools, actor, { act: 'eligibility.decline', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const facts = await loadEligibilityFacts(tx, budget);
    const decision = decideDecline(facts, input, actor, tools.today());
    if (!decision.accepted) return decision;

    const { granted, reasons, decidedOn } = decision.value;
    const policy = await loadPolicy(tx, actor.icbCode, decidedOn);
    const eligibilityDecisionId = await saveEligibilityDecision(tx, actor, {
      budgetId,
      granted,
      basis: null,
      group: budget.claimedGroup,
      evidence: '',
      evidenceOn: undefined,
      solelyNhsFunded: false,
      responsibleIcbConfirmed: input.responsibleIcbConfirmed,
      reasons,
      partRefused: '',
      alternatives: input.alternatives,
      policyVersion: policy.version,
      decidedOn,
    });
    await saveMove(tx, actor, { budgetId, transition: 'T04', happenedOn: decidedOn });
    const answered = {
      recipient: budget.personName,
      personId: budget.personId,
      budgetId,
      decisionId: eligibilityDecisionId,
      effectiveOn: decidedOn,
      careCoordinator: budget.careCoordinatorName,
    };
    const refusal = { reasons, part: '', alternatives: input.alternatives };
    await saveNotice(tx, declined(answered, refusal, await loadIcbContact(tx, actor.icbCode)));
    return accepted({ eligibilityDecisionId, granted });
  });
}
