/**
 * How long a record is kept, and that nothing is destroyed unread.
 *
 * Pure; London dates. Every period that applies is worked out and the longest wins. The years are LOCAL.
 */
import { addMonths, ageOn, isBefore, type PlainDate } from '../../values/dates.ts';
import { financialYearStart } from '../../values/financial-year.ts';
import { type Decision, decide } from '../decision.ts';
import type { Policy } from '../policy/policy.ts';
import { birthdayOf } from '../representation/birthdays.ts';

export type RecordFacts = {
  readonly dateOfBirth: PlainDate;
  readonly closedOn: PlainDate;
  /** Mental health records, aftercare after detention among them; with the last contact. */
  readonly mentalHealth: { readonly lastContactOn: PlainDate } | undefined;
  readonly diedOn: PlainDate | undefined;
  /** The last payment in its books; undefined where nothing was paid. */
  readonly lastPaymentOn: PlainDate | undefined;
};

export type KeptFor = 'ADULT' | 'CHILD' | 'MENTAL_HEALTH' | 'FINANCE';

export type RetentionRefusal =
  | { readonly code: 'kept-longer'; readonly reviewOn: PlainDate }
  | { readonly code: 'disposal-not-reviewed' };

/** The day on which somebody looks whether a record may go, and what it was kept for until then: the longest of all. */
export function retentionOf(
  facts: RecordFacts,
  policy: Policy['retention'],
): { readonly reviewOn: PlainDate; readonly keptFor: KeptFor } {
  const { dateOfBirth, closedOn, mentalHealth, diedOn, lastPaymentOn } = facts;
  const age = ageOn(dateOfBirth, closedOn);
  const childUntil = age === 17 ? policy.childClosedAt17Birthday : policy.childBirthday;
  const clinical =
    age < 18
      ? { keptFor: 'CHILD' as const, reviewOn: birthdayOf(dateOfBirth, childUntil) }
      : { keptFor: 'ADULT' as const, reviewOn: years(closedOn, policy.adultYears) };
  const mind = mentalHealth && {
    keptFor: 'MENTAL_HEALTH' as const,
    reviewOn: diedOn
      ? years(diedOn, policy.mentalHealthAfterDeathYears)
      : years(mentalHealth.lastContactOn, policy.mentalHealthYears),
  };
  // The financial year of the last payment runs to its end before the years begin.
  const books = lastPaymentOn && {
    keptFor: 'FINANCE' as const,
    reviewOn: years(financialYearStart(lastPaymentOn), 1 + policy.financeYears),
  };
  return [clinical, mind, books]
    .filter(period => period !== undefined)
    .reduce((longest, period) => (isBefore(longest.reviewOn, period.reviewOn) ? period : longest));
}

function years(from: PlainDate, count: number): PlainDate {
  return addMonths(from, 12 * count);
}

/** Decides whether a record may be destroyed: its time is over, and somebody looked at it after that. */
export function decideDisposal(
  record: { readonly reviewOn: PlainDate; readonly reviewedOn: PlainDate | undefined },
  today: PlainDate,
): Decision<{ readonly disposeOn: PlainDate }> {
  const { reviewOn, reviewedOn } = record;
  return decide(
    [
      isBefore(today, reviewOn) && { code: 'kept-longer', reviewOn },
      (reviewedOn === undefined || isBefore(reviewedOn, reviewOn)) && { code: 'disposal-not-reviewed' },
    ],
    () => ({ disposeOn: today }),
  );
}
