/**
 * One-off budgets: to leave hospital sooner, and for one goal.
 *
 * Pure, pence and London dates. Ceilings, days and the cost of a bed-day are LOCAL.
 */
import { type BankHolidays, isBefore, type PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import { earliestDays } from '../payment/payment.ts';
import type { Policy } from '../policy/policy.ts';

/** what a discharge payment is never for. */
export const DISCHARGE_BARS = ['LONG_TERM_NEED', 'RESTARTS_PACKAGE', 'EMPLOYS_ASSISTANT'] as const;
export type DischargeBar = (typeof DISCHARGE_BARS)[number];

/** from where the item could not come in time without the payment. */
export const DISCHARGE_SOURCES = ['COMMISSIONED_SERVICES', 'UNPAID_CARE', 'VOLUNTARY_SECTOR'] as const;
export type DischargeSource = (typeof DISCHARGE_SOURCES)[number];

export type OneOffRefusal =
  | { readonly code: 'discharge-over-ceiling'; readonly ceilingPence: bigint }
  | { readonly code: 'discharge-over-usual'; readonly usualPence: bigint } // needs its reason
  | { readonly code: 'discharge-too-few-days'; readonly leastDays: number }
  | { readonly code: 'discharge-not-agreed'; readonly by: 'patient or carer' | 'discharge lead' }
  | { readonly code: 'bed-day-not-set' }
  | { readonly code: 'discharge-costs-more'; readonly than: 'bed days' | 'commissioned care'; readonly pence: bigint }
  | { readonly code: 'discharge-comes-anyway'; readonly from: DischargeSource }
  | { readonly code: 'discharge-no-planned-need' }
  | { readonly code: 'discharge-barred'; readonly bar: DischargeBar }
  | { readonly code: 'goal-without-plan' } // R-128, this and the next four
  | { readonly code: 'goal-without-end' }
  | { readonly code: 'goal-without-check'; readonly endsOn: PlainDate }
  | { readonly code: 'goal-paid-monthly'; readonly payments: number }
  | { readonly code: 'goal-overspent'; readonly overPence: bigint };

export type Discharge = {
  readonly pence: bigint;
  /** Why more than usual; asked for above the usual ceiling. */
  readonly reason: string;
  readonly daysSaved: number;
  readonly agreedByPatientOrCarer: boolean;
  readonly agreedByDischargeLead: boolean;
  /** What the same would cost if the NHS bought it; undefined where it does not buy such a thing. */
  readonly commissionedPence: bigint | undefined;
  /** The sources that cannot bring it in time. */
  readonly notInTimeFrom: readonly DischargeSource[];
  readonly meetsPlannedNeed: boolean;
  readonly bars: readonly DischargeBar[];
};

/** Decides whether a one-off payment may be made so that somebody leaves hospital sooner. */
export function decideDischarge(
  discharge: Discharge,
  policy: Policy['oneoff']['discharge'],
  bedDayPence: bigint | null,
): Decision<{ readonly pence: bigint; readonly savedPence: bigint }> {
  const { pence, daysSaved, commissionedPence } = discharge;
  const savedPence = bedDayPence === null ? undefined : BigInt(daysSaved) * bedDayPence;
  return decide(
    [
      pence > policy.exceptCap && { code: 'discharge-over-ceiling', ceilingPence: policy.exceptCap },
      pence > policy.cap && discharge.reason.trim() === '' && { code: 'discharge-over-usual', usualPence: policy.cap },
      daysSaved < policy.leastDaysSaved && { code: 'discharge-too-few-days', leastDays: policy.leastDaysSaved },
      !discharge.agreedByPatientOrCarer && { code: 'discharge-not-agreed', by: 'patient or carer' },
      !discharge.agreedByDischargeLead && { code: 'discharge-not-agreed', by: 'discharge lead' },
      savedPence === undefined && { code: 'bed-day-not-set' },
      savedPence !== undefined &&
        pence > savedPence && { code: 'discharge-costs-more', than: 'bed days', pence: savedPence },
      commissionedPence !== undefined &&
        pence > commissionedPence && {
          code: 'discharge-costs-more',
          than: 'commissioned care',
          pence: commissionedPence,
        },
      ...DISCHARGE_SOURCES.map(
        from => !discharge.notInTimeFrom.includes(from) && ({ code: 'discharge-comes-anyway', from } as const),
      ),
      !discharge.meetsPlannedNeed && { code: 'discharge-no-planned-need' },
      ...discharge.bars.map(bar => ({ code: 'discharge-barred', bar }) as const),
    ],
    () => ({ pence, savedPence: savedPence! }),
  );
}

export type DischargeRoute = 'PREPAID_CARD' | 'FASTER_PAYMENT' | 'BACS';

/** when the money is there by a way of paying, and whether that is too late for the day of discharge. */
export function dischargeRoute(
  route: DischargeRoute,
  days: { readonly today: PlainDate; readonly dischargeOn: PlainDate },
  holidays: BankHolidays,
): { readonly arrivesOn: PlainDate; readonly tooLate: boolean } {
  const arrivesOn = route === 'BACS' ? earliestDays(days.today, holidays).creditOn : days.today;
  return { arrivesOn, tooLate: isBefore(days.dischargeOn, arrivesOn) };
}

/** A budget for one goal: a fixed sum, once. */
export type Goal = {
  readonly sumPence: bigint;
  readonly spentPence: readonly bigint[];
  readonly plan: string;
  readonly endsOn: PlainDate | undefined;
  /** When somebody asks how it went. */
  readonly checkOn: PlainDate | undefined;
  readonly payments: number;
};

/** Decides whether a budget for one goal is whole, and what is left of it. */
export function decideGoal(goal: Goal): Decision<{ readonly remainingPence: bigint }> {
  const { endsOn, checkOn, payments } = goal;
  const remainingPence = goal.sumPence - total(goal.spentPence);
  return decide(
    [
      goal.plan.trim() === '' && { code: 'goal-without-plan' },
      endsOn === undefined && { code: 'goal-without-end' },
      endsOn !== undefined &&
        (checkOn === undefined || isBefore(checkOn, endsOn)) && { code: 'goal-without-check', endsOn },
      payments > 1 && { code: 'goal-paid-monthly', payments },
      remainingPence < 0n && { code: 'goal-overspent', overPence: -remainingPence },
    ],
    () => ({ remainingPence }),
  );
}

/** what a programme of equal one-off budgets costs. */
export function programmePence(sumPence: bigint, people: number): bigint {
  return sumPence * BigInt(people);
}
