/** What a plan version says and what stands around it, gathered from the stores that own it. */
import type { Queryable, Tx } from '../../platform/db.ts';
import { yearEnd } from '../../rules/budget/instalments.ts';
import type { ApprovalFacts } from '../../rules/decisions/approval.ts';
import { linesNotDirect } from '../../rules/funding/stream-budgets.ts';
import { followUpDays } from '../../rules/options/goal.ts';
import type { PlanFacts, WageFacts } from '../../rules/plan/plan.ts';
import { type PlanWarning, warningsOf } from '../../rules/plan/plan-checks.ts';
import type { Policy } from '../../rules/policy/policy.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';
import {
  loadFigureSetters,
  loadIndicativeBudget,
  loadProposedBudget,
  loadProposedBudgetById,
} from '../budgets/store.ts';
import { loadDeciderIds } from '../eligibility/store.ts';
import { loadFunding } from '../funding/store.ts';
import { loadRefusedOptions } from '../options/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadProgrammeOf } from '../programmes/store.ts';
import { hasCapacity } from '../representation/store.ts';
import { type Budget, loadAssessment, loadNeeds, loadOutcomes } from '../requests/store.ts';
import { loadApprovalLimit, loadEndedOn } from '../staff/store.ts';
import { loadEntries, type WrittenEntry } from './entry-store.ts';
import { loadSplits } from './share-store.ts';
import {
  loadAuthors,
  loadPlan,
  loadPlanAuthors,
  loadPlanItems,
  loadRiskSignature,
  loadSections,
  loadStatements,
  type Plan,
  type PlanAuthors,
} from './store.ts';

export type LoadedPlan = PlanFacts & {
  readonly plan: Plan;
  readonly proposedFinalBudgetId: string | undefined;
  /** What the plan holds several of, and who wrote what. */
  readonly entries: readonly WrittenEntry[];
  readonly authors: PlanAuthors;
  /** What is said beside the plan, and keeps nobody from sending it in. */
  readonly warnings: readonly PlanWarning[];
};

export type LoadedApproval = ApprovalFacts & LoadedPlan;

/** The facts of the latest plan version; undefined before planning began. */
export async function loadPlanFacts(tx: Tx, budget: Budget, today: PlainDate): Promise<LoadedPlan | undefined> {
  const { budgetId } = budget;
  const plan = await loadPlan(tx, budgetId);
  if (!plan) return undefined;
  const proposed = plan.proposedFinalBudgetId
    ? await loadProposedBudgetById(tx, plan.proposedFinalBudgetId)
    : await loadProposedBudget(tx, budgetId);
  const assessment = await loadAssessment(tx, budgetId);
  const policy = await loadPolicy(tx, tx.icbCode, today);
  const items = await loadPlanItems(tx, plan.planId);
  const programme = await loadProgrammeOf(tx, budgetId);
  const funding = await loadFunding(tx, budgetId);
  return {
    plan,
    state: budget.state,
    sections: await loadSections(tx, plan.planId),
    entries: await loadEntries(tx, plan.planId),
    authors: await loadAuthors(tx, plan.planId),
    items,
    warnings: warningsOf(items, { respiteWeeks: policy.respite.maxWeeks }),
    needs: await loadNeeds(tx, budgetId),
    outcomes: await loadOutcomes(tx, budgetId),
    careCoordinatorId: (await loadEndedOn(tx, budget.careCoordinatorId)) ? undefined : budget.careCoordinatorId,
    hasEhcPlan: assessment?.sources.includes('EHC') ?? false,
    lacksCapacity: !(await hasCapacity(tx, budget.personId, 'PLAN')),
    vulnerable: assessment?.vulnerable ?? false,
    wages: await loadWageFacts(tx, budgetId, policy, today),
    proposed,
    proposedFinalBudgetId: proposed?.proposedFinalBudgetId,
    notDirect: funding && linesNotDirect({ items, splits: await loadSplits(tx, plan.planId) }, funding),
    statements: await loadStatements(tx, plan.planId),
    contentHash: plan.contentHash,
    goal: programme && {
      sumPence: programme.sumPence,
      lastOn: programme.lastOn,
      checkOn: followUpDays(programme.lastOn, policy.oneoff).fromOn,
    },
  };
}

/** The lowest wages in law, and the budget year that the plan is for: from the day that the first estimate was made for. */
export async function loadWageFacts(
  db: Queryable,
  budgetId: string,
  policy: Policy,
  today: PlainDate,
): Promise<WageFacts> {
  const from = (await loadIndicativeBudget(db, budgetId))?.startsOn ?? today;
  return { minimumWage: policy.employer.minimumWage, budgetYear: { from, to: yearEnd(from) } };
}

/** The facts of a submitted version with who did what before, for this approver. */
export async function loadApprovalFacts(
  tx: Tx,
  budget: Budget,
  approver: Actor,
  today: PlainDate,
): Promise<LoadedApproval | undefined> {
  const { budgetId } = budget;
  const facts = await loadPlanFacts(tx, budget, today);
  if (!facts?.plan.submittedHash) return undefined;
  const assessment = await loadAssessment(tx, budgetId);
  return {
    ...facts,
    submittedHash: facts.plan.submittedHash,
    riskSignature: await loadRiskSignature(tx, facts.plan.planId),
    approver: { id: approver.id, roles: approver.roles, limitPence: await loadApprovalLimit(tx, approver.id) },
    assessorIds: assessment ? [assessment.byId] : [],
    authorIds: await loadPlanAuthors(tx, budgetId),
    figureSetterIds: await loadFigureSetters(tx, budgetId),
    eligibilityDeciderIds: await loadDeciderIds(tx, budgetId),
    refusedOptions: await loadRefusedOptions(tx, budgetId),
    limits: (await loadPolicy(tx, tx.icbCode, today)).approval.limits,
  };
}
