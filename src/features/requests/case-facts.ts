/** Everything that the page of a case shows. */
import type { Tx } from '../../platform/db.ts';
import { hasEnded, nextSteps, type Step, type StepFacts } from '../../rules/next-steps.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { statementReasons } from '../../rules/plan/plan.ts';
import { consentOn } from '../../rules/representation/consent.ts';
import type { Actor } from '../../values/actor.ts';
import { isBefore, type PlainDate } from '../../values/dates.ts';
import type { Permission } from '../../values/permission.ts';
import { loadAgreement, loadSetUpTasks } from '../agreements/store.ts';
import { loadProposedBudget } from '../budgets/store.ts';
import { loadEligibilityDecision, loadInformation } from '../eligibility/store.ts';
import { countUnopened, loadPerson, type Person } from '../people/store.ts';
import { loadPlan, loadStatements } from '../plans/store.ts';
import { loadReconsiderations, type Reconsideration } from '../reconsiderations/store.ts';
import { loadPayeeFacts } from '../representation/payee-store.ts';
import { loadReviews } from '../reviews/store.ts';
import { loadEndedOn } from '../staff/store.ts';
import { type Budget, type CareTask, loadBudget, loadCareTask, loadHistory, type PastState } from './store.ts';

export type CaseFacts = {
  readonly budget: Budget;
  readonly person: Person;
  readonly history: readonly PastState[];
  /** The day of the answer to the request, once there is one. */
  readonly decidedOn: PlainDate | undefined;
  readonly unopened: number;
  readonly steps: readonly Step[];
  /** Decisions that are being looked at again (T29). */
  readonly lookedAtAgain: readonly Reconsideration[];
  /** The care to arrange where there is no budget. */
  readonly careTask: CareTask | undefined;
  /** the day on which the care co-ordinator left, where nobody has followed. */
  readonly coordinatorLeftOn: PlainDate | undefined;
  /** The NHS buys some of it itself: there are orders, or there will be. */
  readonly isBought: boolean;
  readonly today: PlainDate;
};

/** The facts of one case of the actor's ICB, or undefined. */
export async function loadCaseFacts(
  tx: Tx,
  actor: Actor,
  budgetId: string,
  today: PlainDate,
): Promise<CaseFacts | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, budgetId);
  const person = budget && (await loadPerson(tx, actor.icbCode, budget.personId));
  if (!budget || !person) return undefined;
  const information = await loadInformation(tx, budgetId);
  const consent = consentOn(await loadPayeeFacts(tx, budget), today);
  const decision = await loadEligibilityDecision(tx, budgetId);
  // Consent and the account have steps of their own on the page.
  const byHand = (await loadSetUpTasks(tx, budgetId)).filter(({ kind }) => kind !== 'CONSENT' && kind !== 'ACCOUNT');
  const may = (permission: Permission) => hasLeave(actor, permission);
  return {
    budget,
    person,
    history: await loadHistory(tx, budgetId),
    decidedOn: decision?.decidedOn,
    unopened: await countUnopened(tx, budgetId),
    lookedAtAgain: (await loadReconsiderations(tx, budgetId)).filter(({ outcome }) => outcome === undefined),
    careTask: hasEnded(budget.state) ? await loadCareTask(tx, budgetId) : undefined,
    steps: nextSteps(
      {
        state: budget.state,
        ...(await loadDone(tx, budget, today)),
        isGoal: budget.kind === 'ONE_OFF_GOAL',
        informationGiven: information.length > 0,
        consentGiven: consent.stands,
        handsReady: budget.state === 'AGREED' && byHand.every(task => task.closedOn !== null),
      },
      budgetId,
      may,
    ),
    coordinatorLeftOn: await loadEndedOn(tx, budget.careCoordinatorId),
    isBought:
      budget.kind !== 'WHEELCHAIR' && (await loadAgreement(tx, budgetId))?.options.includes('NOTIONAL') === true,
    today,
  };
}

/** What has been done of the steps of this state, where the state does not say it. */
async function loadDone(tx: Tx, { budgetId, state }: Budget, today: PlainDate): Promise<Partial<StepFacts>> {
  if (state === 'PLANNING') {
    const plan = await loadPlan(tx, budgetId);
    if (!plan) return {};
    const proposed = await loadProposedBudget(tx, budgetId);
    const statements = await loadStatements(tx, plan.planId);
    return {
      finalProposed: proposed !== undefined,
      planAgreed: statementReasons({ statements, contentHash: plan.contentHash, proposed }).length === 0,
    };
  }
  if (state === 'BUDGET_SET') {
    const agreement = await loadAgreement(tx, budgetId);
    if (!agreement) return {};
    const { signedByPerson, signedByIcb } = agreement;
    return { agreementOffered: true, signedByPerson, signedByIcb };
  }
  if (state !== 'ACTIVE') return {};
  const held = (await loadReviews(tx, budgetId)).find(review => review.closedOn === null);
  if (!held || isBefore(today, held.plannedOn)) return {};
  return { reviewParts: (['care', 'money'] as const).filter(part => held[part] === null) };
}
