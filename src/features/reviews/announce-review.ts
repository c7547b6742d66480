/** Announces a review (T17): the person is told when it is, what it covers and who comes (N16, R-139). */
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Policy } from '../../rules/policy/policy.ts';
import { decideReviewNotice, nextReview, planReview, type ReviewKind } from '../../rules/review/review.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadBankHolidays } from '../bank-holidays/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadStreams } from '../budgets/stream-store.ts';
import { firstCreditOn } from '../payments/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { reviewAnnounced } from './notices.ts';
import { countOpenReviews, loadReviews, nextDueAfterLast, saveReview } from './store.ts';

export type ReviewInput = {
  /** Undefined: the last working day on or before the due date. */
  readonly plannedOn: PlainDate | undefined;
  readonly covers: string;
  readonly attendees: string;
};

/** What a review covers unless somebody says more. */
export const COVERS =
  'How you are, whether your plan still fits, what worked and what did not, and how the money was spent. We also look at whether the money kept for emergencies is the right amount.';

/** Who comes unless somebody says otherwise. */
export const ATTENDEES = 'You, your care co-ordinator and somebody from the finance team';

/** Announces the next review of one budget. */
export async function announceReview(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ReviewInput,
): Promise<Decision<{ reviewId: string }>> {
  return act(tools, actor, { act: 'review.announce', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const policy = await loadPolicy(tx, tx.icbCode, today);
    const next = await loadNextReview(tx, budgetId, policy);
    if (!next) return refused({ code: 'review-budget-not-active', state: budget.state });

    const { dueOn, kind } = next;
    const holidays = await loadBankHolidays(tx, tx.icbCode, tools.bankHolidays);
    const plannedOn = input.plannedOn ?? planReview(dueOn, today, policy, holidays);
    const openReviews = await countOpenReviews(tx, budgetId);
    const decision = decideReviewNotice({ state: budget.state, openReviews, dueOn, plannedOn }, today, policy);
    if (!decision.accepted) return decision;

    const { covers, attendees } = input;
    const review = { budgetId, kind, dueOn, plannedOn, covers, attendees, notifiedOn: decision.value.notifiedOn };
    const reviewId = await saveReview(tx, actor, { ...review, policyVersion: policy.version });
    const about = { recipient: budget.personName, personId: budget.personId, budgetId, effectiveOn: today };
    await saveNotice(tx, reviewAnnounced(about, review, await loadIcbContact(tx, tx.icbCode)));
    return accepted({ reviewId });
  });
}

/**
 * The next review of a budget; undefined before it has a final budget. The clock starts with the first credit, and
 * where nothing is paid out with the first day of the budget.
 */
export async function loadNextReview(
  tx: Tx,
  budgetId: string,
  policy: Policy,
): Promise<{ dueOn: PlainDate; kind: ReviewKind } | undefined> {
  const finalBudget = await loadFinalBudget(tx, budgetId);
  if (!finalBudget) return undefined;
  const closedReviews = (await loadReviews(tx, budgetId)).filter(review => review.close !== null).length;
  const clockFrom = (await firstCreditOn(tx, budgetId)) ?? finalBudget.startsOn;
  const streams = (await loadStreams(tx, finalBudget, [])).map(({ stream }) => stream);
  return nextReview({ clockFrom, closedReviews, nextDueOn: await nextDueAfterLast(tx, budgetId), streams }, policy);
}
