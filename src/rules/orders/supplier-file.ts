/**
 * The payment file of a list of payments to suppliers: when its money goes and arrives, what suppliers
 * see beside it, whether it may be written, and what follows where the bank did not take it.
 *
 * Pure. A file is written once. What was written may be paid, so only another person can say that it was not taken.
 */
import type { BankHolidays, PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import { type BacsDays, earliestDays } from '../payment/payment.ts';
import { MOST_BY_RAIL, type Rail } from '../payment/rails.ts';
import type { ListStatus } from './supplier-payment.ts';

export type SupplierFileRefusal =
  | { readonly code: 'supplier-file-list-not-released' }
  | { readonly code: 'supplier-file-over-rail'; readonly supplier: string; readonly mostPence: bigint }
  | { readonly code: 'supplier-list-not-sent' }
  | { readonly code: 'supplier-list-not-taken-without-words' }
  | { readonly code: 'supplier-list-file-own' };

/** `PHB S12 3`: the third payment of list 12. No two payments to suppliers of a board have the same. */
export function supplierReference({ number, place }: { readonly number: number; readonly place: number }): string {
  return `PHB S${number} ${place}`;
}

/** When the money goes and arrives: by Bacs as soon as it can, by Faster Payments on the same day. */
export function supplierFileDays(rail: Rail, today: PlainDate, holidays: BankHolidays): BacsDays {
  return rail === 'BACS' ? earliestDays(today, holidays) : { inputOn: today, processingOn: today, creditOn: today };
}

/** Decides whether the file of a list may be written: released, to accounts that still stand, each payment within its rail. */
export function decideSupplierFile(
  list: {
    readonly status: ListStatus;
    readonly payments: readonly { readonly supplierName: string; readonly pence: bigint }[];
    /** Suppliers whose account is no longer the one that the list was released with. */
    readonly changedAccounts: readonly string[];
    /** The board's own account and its service user number are known. */
    readonly hasBankDetails: boolean;
  },
  rail: Rail,
): Decision<true> {
  const mostPence = MOST_BY_RAIL[rail];
  return decide(
    [
      list.status !== 'RELEASED' && { code: 'supplier-file-list-not-released' },
      ...list.changedAccounts.map(supplier => ({ code: 'supplier-list-account-changed', supplier }) as const),
      ...list.payments
        .filter(({ pence }) => pence > mostPence)
        .map(({ supplierName: supplier }) => ({ code: 'supplier-file-over-rail', supplier, mostPence }) as const),
      !list.hasBankDetails && { code: 'icb-bank-details-missing' },
    ],
    () => true,
  );
}

/** Decides whether it may be said that the bank did not take a file: by another person than who wrote it. Its list is given up. */
export function decideListNotTaken(
  list: { readonly status: ListStatus; readonly sentById: string | undefined },
  words: string,
  byId: string,
): Decision<true> {
  return decide(
    [
      list.status !== 'SENT' && { code: 'supplier-list-not-sent' },
      list.sentById === byId && { code: 'supplier-list-file-own' },
      words.trim() === '' && { code: 'supplier-list-not-taken-without-words' },
    ],
    () => true,
  );
}
