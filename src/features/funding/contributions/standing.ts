/** How a person stands with what they pay in, payer by payer: for the page, the list of what is late, and JSON. */
import {
  type Arrears,
  arrearsOf,
  contributionsOfYear,
  type MonthPaid,
  monthsPaid,
} from '../../../rules/funding/contribution.ts';
import type { Policy } from '../../../rules/policy/policy.ts';
import type { BankHolidays, PlainDate } from '../../../values/dates.ts';
import type { Contributor } from './store.ts';

export type Standing = { readonly months: readonly MonthPaid[]; readonly arrears: Arrears | undefined };

type Today = {
  readonly today: PlainDate;
  readonly policy: Pick<Policy, 'contribution'>;
  readonly holidays: BankHolidays;
};

export function standingOf(
  { years, paidPence, talkedOn }: Pick<Contributor, 'years' | 'paidPence' | 'talkedOn'>,
  { today, policy, holidays }: Today,
): Standing {
  const months = monthsPaid(years.flatMap(contributionsOfYear), paidPence, today, policy.contribution);
  return { months, arrears: arrearsOf(months, talkedOn, policy.contribution, holidays) };
}
