/**
 * Bank holidays in England and Wales, 2024 to 2029, with the substitute day where a holiday falls on a weekend.
 * Source: the dates that GOV.UK publishes (to 2028); 2029 by the Banking and Financial Dealings Act 1971, which
 * can be changed by proclamation: compare when it is published.
 */
import type { BankHolidays, PlainDate } from './dates.ts';

export const ENGLAND_AND_WALES: BankHolidays = new Set([
  ...['2024-01-01', '2024-03-29', '2024-04-01', '2024-05-06', '2024-05-27', '2024-08-26', '2024-12-25', '2024-12-26'],
  ...['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-05', '2025-05-26', '2025-08-25', '2025-12-25', '2025-12-26'],
  // Boxing Day is a Saturday: Monday 28 December instead.
  ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28'],
  // Christmas Day and Boxing Day are the weekend: Monday and Tuesday instead.
  ...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27', '2027-12-28'],
  // New Year's Day is a Saturday: Monday 3 January instead.
  ...['2028-01-03', '2028-04-14', '2028-04-17', '2028-05-01', '2028-05-29', '2028-08-28', '2028-12-25', '2028-12-26'],
  ...['2029-01-01', '2029-03-30', '2029-04-02', '2029-05-07', '2029-05-28', '2029-08-27', '2029-12-25', '2029-12-26'],
]);

/** The last date up to which every bank holiday is known here. */
export const BANK_HOLIDAYS_KNOWN_UNTIL: PlainDate = Temporal.PlainDate.from('2029-12-31');
