/** Closes a review (T18): both parts are there, the risk score is worked out and sets the next date. */
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { coordinatorStanding } from '../../rules/eligibility/care-coordinator.ts';
import type { Policy } from '../../rules/policy/policy.ts';
import { decideClose } from '../../rules/review/review.ts';
import { type Holding, type RiskScore, scoreRisk } from '../../rules/review/risk.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { loadPaymentAccount } from '../agreements/store.ts';
import { act } from '../audit/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadEndedOn } from '../staff/store.ts';
import { reviewClosed } from './notices.ts';
import { loadReview, openReviewOf, type Review, saveClose } from './store.ts';

export type CloseInput = {
  /** Months until the next review where fewer are wanted than the score gives. */
  readonly months: number | undefined;
};

export async function closeReview(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  reviewId: string,
  input: CloseInput,
): Promise<Decision<{ reviewId: string }>> {
  return act(tools, actor, { act: 'review.close', command, input, budgetId, subjectId: reviewId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const review = budget && (await loadReview(tx, budgetId, reviewId));
    if (!budget || !review) return refused({ code: 'not-found', what: 'review' });
    const today = tools.today();
    const policy = await loadPolicy(tx, tx.icbCode, today);
    const risk = await loadRisk(tx, review, policy);
    const closing = decideClose(openReviewOf(review), risk?.band, input.months, today, policy);
    const leftOn = await loadEndedOn(tx, budget.careCoordinatorId);
    const decision = mustHaveCoordinator(closing, budget.careCoordinatorName, leftOn, today, policy);
    if (!decision.accepted) return decision;

    const { months, nextDueOn, closedOn } = decision.value;
    const { care, money } = review;
    if (!risk || !care || !money) throw new Error('a review that may be closed has both parts');
    await saveClose(tx, actor, {
      reviewId,
      budgetId,
      risk,
      months,
      nextDueOn,
      policyVersion: policy.version,
      closedOn,
    });
    const about = { recipient: budget.personName, personId: budget.personId, budgetId, effectiveOn: today };
    const found = {
      careFindings: care.findings,
      moneyFindings: money.findings,
      surplus: money.surplus,
      risk,
      nextDueOn,
      months,
    };
    await saveNotice(tx, reviewClosed(about, found, await loadIcbContact(tx, tx.icbCode)));
    return accepted({ reviewId });
  });
}

/** after a while without a care co-ordinator no review is closed. */
function mustHaveCoordinator<T>(
  closing: Decision<T>,
  name: string,
  leftOn: PlainDate | undefined,
  today: PlainDate,
  policy: Policy,
): Decision<T> {
  if (leftOn === undefined || coordinatorStanding(leftOn, today, policy.coordinator.gapDays) !== 'too-long')
    return closing;
  return refused({ code: 'coordinator-left', name, leftOn }, ...(closing.accepted ? [] : closing.refusals));
}

/** The risk score of a review from its two parts and the budget; undefined until both are there. */
export async function loadRisk(tx: Tx, review: Review, policy: Policy): Promise<RiskScore | undefined> {
  const { care, money, budgetId } = review;
  const finalBudget = await loadFinalBudget(tx, budgetId);
  const plan = await loadApprovedPlan(tx, budgetId);
  if (!care || !money || !finalBudget || !plan) return undefined;
  const account = await loadPaymentAccount(tx, budgetId);
  const holdings = plan.items.map(
    (item): Holding => (item.option === 'DIRECT_PAYMENT' ? paidInto(account?.kind) : item.option),
  );
  const [first = 'NOTIONAL', ...others] = holdings;
  return scoreRisk(
    {
      yearlyPence: finalBudget.finalPence,
      holdings: [first, ...others],
      employsAssistants: money.employsAssistants,
      paysConnectedPerson: money.paysConnectedPerson,
      pastFindings: money.pastFindings,
      missingEvidence: money.missingEvidence,
      capacityOrSafeguarding: care.capacityOrSafeguarding,
      fluctuatingNeed: care.fluctuatingNeed,
    },
    policy,
  );
}

/** How a direct payment is held: in the person's own account unless a managed account or a card was set up. */
function paidInto(kind: string | undefined): Holding {
  if (kind === 'MANAGED') return 'MANAGED_ACCOUNT';
  return kind === 'PREPAID_CARD' ? 'PREPAID_CARD' : 'DIRECT_PAYMENT';
}
