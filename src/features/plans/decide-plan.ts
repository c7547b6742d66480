/** Decides on a submitted plan: approves it (T10, N09), sends it back (T11, N10) or refuses it (T12, N11). */
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import {
  type ApprovalAnswers,
  type ApprovalFacts,
  decideApproval,
  decideRefusal,
  decideReturn,
  ICB_POINTS,
  personPointsOf,
  pointsOf,
  type RefusalReason,
} from '../../rules/approval.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { type Budget, lockBudget, saveMove } from '../requests/store.ts';
import { type DecisionPoint, type NewPlanDecision, savePlanDecision } from './decision-store.ts';
import { loadApprovalFacts } from './facts.ts';
import { planApproved, planRefused, planReturned } from './notices.ts';
import { copyPlan, type Plan } from './store.ts';

export type PlanDecisionInput = ApprovalAnswers & {
  readonly decision: 'APPROVE' | 'RETURN' | 'REFUSE';
  /** What the person must keep to; empty for nothing. */
  readonly conditions: string;
  readonly refusalCode: RefusalReason | undefined;
  readonly refusalWords: string;
  /** The content hash of the plan that stood on the page. */
  readonly seenHash: string;
};

const TRANSITION = { APPROVE: 'T10', RETURN: 'T11', REFUSE: 'T12' } as const;

export async function decidePlan(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: PlanDecisionInput,
): Promise<Decision<{ planDecisionId: string; decision: PlanDecisionInput['decision'] }>> {
  return act(tools, actor, { act: 'plan.decide', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const facts = budget && (await loadApprovalFacts(tx, budget, actor, tools.today()));
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    if (!facts) return refused({ code: 'wrong-state', transition: TRANSITION[input.decision], state: budget.state });
    if (facts.contentHash !== input.seenHash) return refused({ code: 'changed-meanwhile', what: 'plan' });
    const decision = answerOf(facts, input);
    if (!decision.accepted) return decision;

    const decidedOn = tools.today();
    const { version } = await loadPolicy(tx, actor.icbCode, decidedOn);
    const planDecisionId = await savePlanDecision(tx, actor, recordOf(facts, input, decidedOn, version));
    await saveMove(tx, actor, { budgetId, transition: TRANSITION[input.decision], happenedOn: decidedOn });
    if (input.decision === 'RETURN') await copyPlan(tx, facts.plan.planId, decidedOn);
    await tellThePerson(tx, { budget, decisionId: planDecisionId, effectiveOn: decidedOn }, facts, input);
    return accepted({ planDecisionId, decision: input.decision });
  });
}

function answerOf(facts: ApprovalFacts, input: PlanDecisionInput): Decision<unknown> {
  if (input.decision === 'APPROVE') return decideApproval(facts, input);
  if (input.decision === 'RETURN') return decideReturn(facts, input);
  return decideRefusal(facts, input, { code: input.refusalCode, words: input.refusalWords });
}

function recordOf(
  facts: ApprovalFacts & { readonly plan: Plan },
  input: PlanDecisionInput,
  decidedOn: PlainDate,
  policyVersion: string,
): NewPlanDecision {
  const icbPoints = pointsOf(facts).map(
    ({ point, facts: shown }): DecisionPoint => ({ point, ...input.points[point], facts: shown }),
  );
  const decision = ({ APPROVE: 'APPROVED', RETURN: 'RETURNED', REFUSE: 'REFUSED' } as const)[input.decision];
  return {
    planId: facts.plan.planId,
    decision,
    contentHash: facts.contentHash,
    clinicianName: input.clinicianName,
    conditions: input.conditions,
    reasonCode: decision === 'REFUSED' ? (input.refusalCode ?? null) : null,
    reasons: reasonsOf(input),
    annualPence: facts.proposed?.finalPence ?? 0n,
    directPaymentAppropriate: input.directPaymentAppropriate ?? null,
    directPaymentReason: input.directPaymentReason,
    conventionalPence: input.conventionalPence ?? null,
    benefits: input.benefits,
    decidedOn,
    policyVersion,
    points: [...icbPoints, ...personPointsOf(facts)],
  };
}

/** The approver's own words for a no, in the order of the points. */
function reasonsOf(input: PlanDecisionInput): readonly string[] {
  const noes = ICB_POINTS.map(point => input.points[point])
    .filter(({ answer }) => answer === 'no')
    .map(({ reason }) => reason);
  if (input.decision === 'REFUSE') return [input.refusalWords, ...noes];
  return noes;
}

async function tellThePerson(
  tx: Tx,
  about: { readonly budget: Budget; readonly decisionId: string; readonly effectiveOn: PlainDate },
  facts: ApprovalFacts,
  input: PlanDecisionInput,
): Promise<void> {
  if (input.decision === 'APPROVE') {
    await saveNotice(tx, planApproved(about, facts.proposed?.finalPence ?? 0n, input.conditions));
  } else if (input.decision === 'RETURN') {
    await saveNotice(tx, planReturned(about, reasonsOf(input)));
  } else {
    await saveNotice(tx, planRefused(about, reasonsOf(input), await loadIcbContact(tx, tx.icbCode)));
  }
}
