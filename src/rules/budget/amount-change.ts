/**
 * Raising and cutting a direct payment while it runs (R-089, R-090; T19).
 *
 * Pure. Pence of one period, whatever the period; dates are London calendar dates; the days of notice are LOCAL.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';

export type AmountRefusal =
  | { readonly code: 'service-not-covered'; readonly service: string; readonly shortPence: bigint }
  | { readonly code: 'sufficiency-not-recorded' }
  | { readonly code: 'amount-below-plan'; readonly shortPence: bigint }
  | { readonly code: 'cut-notice-too-short'; readonly earliestOn: PlainDate }
  | { readonly code: 'cut-without-reasons' };

/** the last day on which to check again that the money is enough, once a change of health is reported. */
export function sufficiencyDueOn(reportedOn: PlainDate, recheckDays: number): PlainDate {
  return reportedOn.add({ days: recheckDays });
}

/** Decides whether the check that the money is still enough is complete: each service is covered in full. */
export function decideSufficiency(check: {
  readonly services: readonly { readonly label: string; readonly costPence: bigint; readonly paidPence: bigint }[];
  /** What was found, in words. */
  readonly found: string;
}): Decision<{ readonly enough: true }> {
  return decide(
    [
      ...check.services.map(
        ({ label, costPence, paidPence }) =>
          costPence > paidPence &&
          ({ code: 'service-not-covered', service: label, shortPence: costPence - paidPence } as const),
      ),
      check.found.trim() === '' && { code: 'sufficiency-not-recorded' },
    ],
    () => ({ enough: true }),
  );
}

export type AmountChange = {
  readonly fromPence: bigint;
  readonly toPence: bigint;
  /** What the plan costs in the same period. */
  readonly neededPence: bigint;
  readonly decidedOn: PlainDate;
  readonly effectiveOn: PlainDate;
  readonly reasons: string;
};

/**
 * Decides whether an amount may change on a day. It may rise at any time; a cut waits for its notice and has
 * written reasons, and the person may ask for it to be looked at again.
 */
export function decideAmountChange(
  change: AmountChange,
  noticeDays: number,
): Decision<{ readonly isCut: boolean; readonly firstMonth: Temporal.PlainYearMonth }> {
  const { fromPence, toPence, neededPence, decidedOn, effectiveOn } = change;
  const isCut = toPence < fromPence;
  const earliestOn = decidedOn.add({ days: noticeDays });
  return decide(
    [
      toPence < neededPence && { code: 'amount-below-plan', shortPence: neededPence - toPence },
      isCut && isBefore(effectiveOn, earliestOn) && { code: 'cut-notice-too-short', earliestOn },
      isCut && change.reasons.trim() === '' && { code: 'cut-without-reasons' },
    ],
    () => ({ isCut, firstMonth: firstMonthFrom(effectiveOn) }),
  );
}

/** The first month whose instalment is changed: the one that begins on this day, else the next. */
export function firstMonthFrom(effectiveOn: PlainDate): Temporal.PlainYearMonth {
  const month = effectiveOn.toPlainYearMonth();
  return effectiveOn.day === 1 ? month : month.add({ months: 1 });
}
