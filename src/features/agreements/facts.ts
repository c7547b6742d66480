/** What the acts of agreement and set-up are decided on, gathered from the stores. */
import type { Queryable } from '../../platform/db.ts';
import type { OpenTasks, WhoIsPaid } from '../../rules/agreement.ts';
import { ageOn, type PlainDate } from '../../values/dates.ts';
import { hashOf } from '../audit/store.ts';
import { type FinalBudget, loadFinalBudget } from '../budgets/store.ts';
import { hasCapacity, loadConsent, loadPerson } from '../people/store.ts';
import { type ApprovedPlan, loadApprovedPlan } from '../plans/store.ts';
import type { Budget } from '../requests/store.ts';
import { hasRepresentative, loadPaymentAccount, loadSetUpTasks } from './store.ts';

/** Who would be paid, and who speaks for them. */
export async function loadWhoIsPaid(
  db: Queryable,
  icbCode: string,
  budget: Budget,
  today: PlainDate,
): Promise<WhoIsPaid> {
  const person = await loadPerson(db, icbCode, budget.personId);
  if (!person) throw new Error(`budget ${budget.reference} has no person`);
  return {
    ageYears: ageOn(person.dateOfBirth, today),
    hasCapacity: await hasCapacity(db, budget.personId, 'DIRECT_PAYMENT'),
    hasRepresentative: await hasRepresentative(db, budget.personId, today),
  };
}

/**
 * The set-up tasks as they stand today. Consent and account are looked at afresh: a yes that was taken back, or an
 * account that was changed, opens its task again.
 */
export async function loadTasksNow(db: Queryable, budget: Budget, today: PlainDate): Promise<OpenTasks> {
  const tasks = await loadSetUpTasks(db, budget.budgetId);
  const consent = await loadConsent(db, budget.personId, 'DIRECT_PAYMENT', today);
  const account = await loadPaymentAccount(db, budget.budgetId);
  return tasks.map(({ kind, closed }) => {
    if (kind === 'CONSENT') return { kind, closed: consent?.given === true };
    if (kind === 'ACCOUNT') return { kind, closed: account?.status === 'VERIFIED' };
    return { kind, closed };
  });
}

export type AgreedFacts = {
  readonly finalBudget: FinalBudget | undefined;
  readonly plan: ApprovedPlan | undefined;
  readonly finalBudgetHash: string;
  readonly planHash: string;
};

/** The figures and the plan that an agreement is about, each with its hash. */
export async function loadAgreedFacts(db: Queryable, budgetId: string): Promise<AgreedFacts> {
  const finalBudget = await loadFinalBudget(db, budgetId);
  const plan = await loadApprovedPlan(db, budgetId);
  return {
    finalBudget,
    plan,
    finalBudgetHash: finalBudget ? hashOf(finalBudget) : '',
    planHash: plan?.contentHash ?? '',
  };
}
