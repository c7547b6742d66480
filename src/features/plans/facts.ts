/** What a plan version says and what stands around it, gathered from the stores that own it. */
import type { Tx } from '../../platform/db.ts';
import type { ApprovalFacts } from '../../rules/approval.ts';
import type { PlanFacts } from '../../rules/plan.ts';
import type { Actor } from '../../values/actor.ts';
import { loadFigureSetters, loadProposedBudget, loadProposedBudgetById } from '../budgets/store.ts';
import { loadEligibilityDecision } from '../eligibility/store.ts';
import { hasCapacity } from '../people/store.ts';
import { type Budget, loadAssessment, loadNeeds, loadOutcomes } from '../requests/store.ts';
import { loadApprovalLimit } from '../staff/store.ts';
import {
  loadPlan,
  loadPlanAuthors,
  loadPlanItems,
  loadRiskSignature,
  loadSections,
  loadStatements,
  type Plan,
} from './store.ts';

export type LoadedPlan = PlanFacts & { readonly plan: Plan; readonly proposedFinalBudgetId: string | undefined };

/** The facts of the latest plan version; undefined before planning began. */
export async function loadPlanFacts(tx: Tx, budget: Budget): Promise<LoadedPlan | undefined> {
  const { budgetId } = budget;
  const plan = await loadPlan(tx, budgetId);
  if (!plan) return undefined;
  const proposed = plan.proposedFinalBudgetId
    ? await loadProposedBudgetById(tx, plan.proposedFinalBudgetId)
    : await loadProposedBudget(tx, budgetId);
  const assessment = await loadAssessment(tx, budgetId);
  return {
    plan,
    state: budget.state,
    sections: await loadSections(tx, plan.planId),
    items: await loadPlanItems(tx, plan.planId),
    needs: await loadNeeds(tx, budgetId),
    outcomes: await loadOutcomes(tx, budgetId),
    careCoordinatorId: budget.careCoordinatorId,
    lacksCapacity: !(await hasCapacity(tx, budget.personId, 'PLAN')),
    vulnerable: assessment?.vulnerable ?? false,
    proposed,
    proposedFinalBudgetId: proposed?.proposedFinalBudgetId,
    statements: await loadStatements(tx, plan.planId),
    contentHash: plan.contentHash,
  };
}

/** The facts of a submitted version with who did what before, for this approver. */
export async function loadApprovalFacts(
  tx: Tx,
  budget: Budget,
  approver: Actor,
): Promise<(ApprovalFacts & { readonly plan: Plan }) | undefined> {
  const { budgetId } = budget;
  const facts = await loadPlanFacts(tx, budget);
  if (!facts?.plan.submittedHash) return undefined;
  const [assessment, eligibility] = [await loadAssessment(tx, budgetId), await loadEligibilityDecision(tx, budgetId)];
  return {
    ...facts,
    submittedHash: facts.plan.submittedHash,
    riskSignature: await loadRiskSignature(tx, facts.plan.planId),
    approver: { id: approver.id, roles: approver.roles, limitPence: await loadApprovalLimit(tx, approver.id) },
    assessorIds: assessment ? [assessment.byId] : [],
    authorIds: await loadPlanAuthors(tx, budgetId),
    figureSetterIds: await loadFigureSetters(tx, budgetId),
    eligibilityDeciderIds: eligibility ? [eligibility.byId] : [],
  };
}
