/**
 * A budget for one goal from its short plan to what came of it (R-128, T31).
 *
 * Pure, pence and London dates. When somebody asks how it went is LOCAL: so many weeks after the end.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { type Decision, decide, type Refusal } from '../decision.ts';
import type { ManagementOption } from '../payment/ledger.ts';
import type { Policy } from '../policy/policy.ts';
import { decideGoal } from './one-off.ts';

export type GoalRefusal =
  | { readonly code: 'goal-sum-differs'; readonly sumPence: bigint }
  | { readonly code: 'goal-not-one-off' }
  | { readonly code: 'goal-not-running' }
  | { readonly code: 'goal-nothing-bought' }
  | { readonly code: 'goal-not-over'; readonly lastOn: PlainDate }
  | { readonly code: 'goal-not-paid' }
  | { readonly code: 'purchase-in-future' }
  | { readonly code: 'purchase-before-start'; readonly startsOn: PlainDate }
  | { readonly code: 'purchase-without-evidence' }
  | { readonly code: 'purchase-not-in-plan' }
  | { readonly code: 'purchase-is-ordered'; readonly item: string }
  | { readonly code: 'purchase-with-holder'; readonly item: string }
  | { readonly code: 'goal-order-open'; readonly item: string }
  | { readonly code: 'purchase-taken-back' }
  | { readonly code: 'follow-up-too-early'; readonly fromOn: PlainDate }
  | { readonly code: 'follow-up-there' }
  | { readonly code: 'follow-up-without-words' };

/** What the lane adds to a plan: the fixed sum, and the day on which it ends at the latest. */
export type GoalPlan = {
  readonly sumPence: bigint;
  readonly lastOn: PlainDate;
  /** When somebody asks how it went, counted from the last day. */
  readonly checkOn: PlainDate;
};

type GoalItem = { readonly label: string; readonly annualPence: bigint; readonly oneOff: boolean };

/** what a short plan still lacks, beside what every plan has. */
export function goalReasons(
  goal: GoalPlan,
  plan: {
    readonly items: readonly GoalItem[];
    readonly proposed: { readonly finalPence: bigint } | undefined;
  },
): readonly (Refusal | false)[] {
  const { sumPence, lastOn, checkOn } = goal;
  const decision = decideGoal({
    sumPence,
    spentPence: plan.items.map(({ annualPence }) => annualPence),
    // That there is something to buy is asked of every plan.
    plan: plan.items.map(({ label }) => label).join('; ') || '-',
    endsOn: lastOn,
    checkOn,
    payments: 1 + plan.items.filter(({ oneOff }) => !oneOff).length,
  });
  return [
    ...(decision.accepted ? [] : decision.refusals),
    plan.proposed !== undefined && plan.proposed.finalPence !== sumPence && { code: 'goal-sum-differs', sumPence },
  ];
}

/** The weeks in which somebody asks how it went, counted from the end (T31). */
export function followUpDays(
  endedOn: PlainDate,
  policy: Pick<Policy['oneoff'], 'followUpFromWeeks' | 'followUpToWeeks'>,
): { readonly fromOn: PlainDate; readonly byOn: PlainDate } {
  return {
    fromOn: endedOn.add({ weeks: policy.followUpFromWeeks }),
    byOn: endedOn.add({ weeks: policy.followUpToWeeks }),
  };
}

export type Running = {
  readonly isGoal: boolean;
  readonly isActive: boolean;
  readonly startsOn: PlainDate;
  readonly lastOn: PlainDate;
  readonly sumPence: bigint;
  /** What was bought so far: what was written down, and what others who hold money of it have spent. */
  readonly boughtPence: readonly bigint[];
};

function runningReasons({ isGoal, isActive }: Running): readonly (GoalRefusal | false)[] {
  return [!isGoal && { code: 'goal-not-one-off' }, isGoal && !isActive && { code: 'goal-not-running' }];
}

/** Decides whether something that was bought may be written down: with what shows it, within the sum. */
export function decidePurchase(
  goal: Running,
  purchase: {
    readonly pence: bigint;
    readonly boughtOn: PlainDate;
    readonly evidence: string;
    /** The line of the plan that it is for; undefined where there is no such line. */
    readonly line: { readonly label: string; readonly option: ManagementOption } | undefined;
  },
  today: PlainDate,
): Decision<{ readonly leftPence: bigint }> {
  const { sumPence, startsOn, boughtPence } = goal;
  const leftPence = sumPence - total(boughtPence) - purchase.pence;
  return decide(
    [
      ...runningReasons(goal),
      !purchase.line && { code: 'purchase-not-in-plan' },
      purchase.line !== undefined && heldByOthers(purchase.line),
      isBefore(today, purchase.boughtOn) && { code: 'purchase-in-future' },
      isBefore(purchase.boughtOn, startsOn) && { code: 'purchase-before-start', startsOn },
      purchase.evidence.trim() === '' && { code: 'purchase-without-evidence' },
      leftPence < 0n && { code: 'goal-overspent', overPence: -leftPence },
    ],
    () => ({ leftPence }),
  );
}

/** What others hold the money of is not written down: an invoice or the holder's own statement says what it cost. */
function heldByOthers({
  label,
  option,
}: {
  readonly label: string;
  readonly option: ManagementOption;
}): GoalRefusal | false {
  if (option === 'NOTIONAL') return { code: 'purchase-is-ordered', item: label };
  return option === 'THIRD_PARTY' && { code: 'purchase-with-holder', item: label };
}

/** Decides whether a purchase that was written down wrongly may be taken back. */
export function decideTakeBack(goal: Running, isThere: boolean): Decision<true> {
  return decide([...runningReasons(goal), !isThere && { code: 'purchase-taken-back' }], () => true);
}

/**
 * T31: decides whether a budget for one goal ends: because everything was bought, or because its last day has passed.
 * Money that has not come yet cannot have been spent, and an order that still runs may still be invoiced.
 */
export function decideGoalEnd(
  goal: Running & {
    readonly isPaid: boolean;
    /** The lines whose orders still run or wait for a yes. */
    readonly openOrders: readonly string[];
  },
  how: 'BOUGHT' | 'END_DATE',
  policy: Pick<Policy['oneoff'], 'followUpFromWeeks' | 'followUpToWeeks'>,
  today: PlainDate,
): Decision<{ readonly leftPence: bigint; readonly fromOn: PlainDate; readonly byOn: PlainDate }> {
  const { boughtPence, sumPence, lastOn } = goal;
  return decide(
    [
      ...runningReasons(goal),
      how === 'BOUGHT' && boughtPence.length === 0 && { code: 'goal-nothing-bought' },
      how === 'BOUGHT' && !goal.isPaid && { code: 'goal-not-paid' },
      how === 'END_DATE' && !isBefore(lastOn, today) && { code: 'goal-not-over', lastOn },
      ...goal.openOrders.map(item => ({ code: 'goal-order-open', item }) as const),
    ],
    () => ({ leftPence: sumPence - total(boughtPence), ...followUpDays(today, policy) }),
  );
}

/** Decides whether one side may say now what came of one outcome: once each, from the first day of the follow-up. */
export function decideFollowUp(
  facts: { readonly fromOn: PlainDate | undefined; readonly isKnownOutcome: boolean; readonly isSaid: boolean },
  said: { readonly rating: number; readonly words: string },
  today: PlainDate,
): Decision<true> {
  const { fromOn } = facts;
  return decide(
    [
      fromOn === undefined && { code: 'goal-not-one-off' },
      fromOn !== undefined && isBefore(today, fromOn) && { code: 'follow-up-too-early', fromOn },
      !facts.isKnownOutcome && { code: 'rating-of-unknown-outcome' },
      facts.isSaid && { code: 'follow-up-there' },
      (!Number.isInteger(said.rating) || said.rating < -2 || said.rating > 2) && {
        code: 'rating-out-of-range',
        rating: said.rating,
      },
      said.words.trim() === '' && { code: 'follow-up-without-words' },
    ],
    () => true,
  );
}
