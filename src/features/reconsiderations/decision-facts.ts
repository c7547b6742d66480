/**
 * What a decision rests on, where no letter says it: the group and its evidence, the answers of the approver. So that
 * a yes can be checked as well as a no.
 */
import type { Tx } from '../../platform/db.ts';
import type { IcbPoint } from '../../rules/decisions/approval.ts';
import { ruleOfGroup } from '../../rules/eligibility/groups.ts';
import { POINT_WORDS } from '../../rules/plan/plan-words.ts';
import { GROUP_WORDS } from '../../rules/words.ts';
import { longDate } from '../../values/dates.ts';
import { type EligibilityDecision, loadEligibilityDecision } from '../eligibility/store.ts';
import { loadPlanDecision, type PlanDecision } from '../plans/decision-store.ts';
import { type DecisionAbout, loadDecisions } from './store.ts';

/** The decisions about a budget, newest first, the latest on the request and on the plan with what they rest on. */
export async function loadDecisionsWithFacts(tx: Tx, budgetId: string): Promise<readonly DecisionAbout[]> {
  const request = await loadEligibilityDecision(tx, budgetId);
  const plan = await loadPlanDecision(tx, budgetId);
  return (await loadDecisions(tx, budgetId)).map(decision => {
    if (decision.decisionId === request?.eligibilityDecisionId) return onRequest(decision, request);
    if (decision.decisionId === plan?.planDecisionId) return onPlan(decision, plan);
    return decision;
  });
}

function onRequest(decision: DecisionAbout, { group, evidence, evidenceOn }: EligibilityDecision): DecisionAbout {
  if (decision.facts.length > 0) return decision; // the letter says it
  const dated = evidenceOn === null ? '' : `, ${longDate(evidenceOn)}`;
  return {
    ...decision,
    facts: [`The group: ${GROUP_WORDS[group]}`, `What shows it: ${evidence}${dated}`],
    rules: decision.rules.length > 0 ? decision.rules : ['R-009', ruleOfGroup(group)],
  };
}

function onPlan(decision: DecisionAbout, { points }: PlanDecision): DecisionAbout {
  const answers = points.flatMap(({ point, answer, reason }) =>
    point in POINT_WORDS
      ? [`${POINT_WORDS[point as IcbPoint]}: ${ANSWER_WORDS[answer]}${reason === '' ? '' : `. ${reason}`}`]
      : [],
  );
  return { ...decision, facts: [...decision.facts, ...answers.map(text => text[0]!.toUpperCase() + text.slice(1))] };
}

const ANSWER_WORDS = { yes: 'yes', no: 'no', 'not-applicable': 'does not apply' } as const;
