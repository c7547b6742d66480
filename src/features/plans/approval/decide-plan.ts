/**
 * Decides on a submitted plan: approves it (T10, N09), all or without single items (N11 for each, R-065), sends it back
 * (T11, N10) or refuses it (T12, N11). A refused plan leaves the care co-ordinator the task to arrange the care.
 */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import {
  type ApprovalAnswers,
  type ApprovalFacts,
  decideApproval,
  decideRefusal,
  decideReturn,
  ICB_POINTS,
  type IcbPoint,
  type ItemRefusal,
  personPointsOf,
  pointsOf,
  type RefusalReason,
  withoutRefused,
} from '../../../rules/decisions/approval.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { type Budget, lockBudget, saveCareTask, saveMove } from '../../requests/store.ts';
import { type DecisionPoint, type NewPlanDecision, saveItemRefusal, savePlanDecision } from '../decision-store.ts';
import { loadApprovalFacts } from '../facts.ts';
import { type Challenge, itemRefused, planApproved, planRefused, planReturned } from '../notices.ts';
import { copyPlan, type Plan } from '../store.ts';

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
    const policy = await loadPolicy(tx, actor.icbCode, decidedOn);
    const planDecisionId = await savePlanDecision(tx, actor, recordOf(facts, input, decidedOn, policy.version));
    await saveMove(tx, actor, { budgetId, transition: TRANSITION[input.decision], happenedOn: decidedOn });
    if (input.decision === 'RETURN') await copyPlan(tx, facts.plan.planId, decidedOn);
    if (input.decision === 'REFUSE') await saveCareTask(tx, { budgetId, transition: 'T12', raisedOn: decidedOn });
    const about = { budget, decisionId: planDecisionId, effectiveOn: decidedOn };
    const contact = { icb: await loadIcbContact(tx, actor.icbCode), answerDays: policy.reconsider.days };
    await tellThePerson(tx, about, facts, input, contact);
    if (input.decision === 'APPROVE') await refuseItems(tx, about, facts, input.refusedItems, contact);
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
  // What is approved is what is left when the refused items are taken out.
  const judged = input.decision === 'APPROVE' ? withoutRefused(facts, input.refusedItems) : facts;
  const icbPoints = pointsOf(judged).map(
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
    annualPence: judged.proposed?.finalPence ?? 0n,
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

type About = { readonly budget: Budget; readonly decisionId: string; readonly effectiveOn: PlainDate };

async function tellThePerson(
  tx: Tx,
  about: About,
  facts: ApprovalFacts,
  input: PlanDecisionInput,
  challenge: Challenge,
): Promise<void> {
  if (input.decision === 'APPROVE') {
    const { proposed } = withoutRefused(facts, input.refusedItems);
    await saveNotice(tx, planApproved(about, proposed?.finalPence ?? 0n, input.conditions, input.refusedItems.length));
  } else if (input.decision === 'RETURN') {
    await saveNotice(tx, planReturned(about, noesOf(facts, input)));
  } else {
    const refusal = { code: input.refusalCode!, reasons: reasonsOf(input), points: noesOf(facts, input) };
    await saveNotice(tx, planRefused(about, refusal, challenge));
  }
}

/** each refused item has its own reason, its own letter and its own way to be looked at again. */
async function refuseItems(
  tx: Tx,
  about: About,
  facts: ApprovalFacts,
  refusedItems: readonly ItemRefusal[],
  challenge: Challenge,
): Promise<void> {
  for (const { planItemId, code, words } of refusedItems) {
    const refusal = { planDecisionId: about.decisionId, planItemId, reasonCode: code!, words };
    const decisionId = await saveItemRefusal(tx, refusal);
    const item = facts.items.find(each => each.planItemId === planItemId)!;
    await saveNotice(tx, itemRefused({ ...about, decisionId }, { item, code: code!, words }, challenge));
  }
}

/** Each point that was answered with no, with what stood beside it. */
function noesOf(facts: ApprovalFacts, input: PlanDecisionInput): readonly PointSaidNo[] {
  return pointsOf(facts)
    .filter(({ point }) => input.points[point].answer === 'no')
    .map(({ point, facts: shown }) => ({ point, reason: input.points[point].reason, facts: shown }));
}

export type PointSaidNo = { readonly point: IcbPoint; readonly reason: string; readonly facts: readonly string[] };
