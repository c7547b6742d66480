/**
 * The payment file of a list of payments to suppliers: when its money goes and arrives, what suppliers
 * see beside it, whether it may be written, and what follows where the bank did not take it.
 *
 * Pure. A file is written once. What was written may be paid, so only another person can say that it was not taken. What the
 * bank says of a whole file is heard as of the file of a run; silence is told, and pays nobody another way by itself.
 */
import { type BankHolidays, countOf, longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import { type BacsDays, earliestDays } from '../payment/payment.ts';
import { MOST_BY_RAIL, type Rail } from '../payment/rails.ts';
import { confirmBy, isOverdue } from '../payment/standby.ts';
import type { ListStatus } from './supplier-payment.ts';

export type SupplierFileRefusal =
  | { readonly code: 'supplier-file-list-not-released' }
  | { readonly code: 'supplier-file-over-rail'; readonly supplier: string; readonly mostPence: bigint }
  | { readonly code: 'supplier-list-not-sent' }
  | { readonly code: 'supplier-list-not-taken-without-words' }
  | { readonly code: 'supplier-list-taken-already' }
  | { readonly code: 'supplier-list-taken-without-words' }
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

/** How far the bank has spoken of the files of a list. */
export type ListWord = {
  readonly status: ListStatus;
  readonly sentById: string | undefined;
  readonly filesCount: number;
  readonly takenCount: number;
  readonly rejectedCount: number;
};

/** Whether the bank took in each file of a list. */
export function isListTaken({ filesCount, takenCount }: Pick<ListWord, 'filesCount' | 'takenCount'>): boolean {
  return filesCount > 0 && takenCount === filesCount;
}

/**
 * What the bank's word on a whole file does to its list. GIVE_UP: nothing of it was paid, so its invoices can be paid by another
 * list; never by a report that the writer of the file brought, nor where other files of the list may be paid. NOTE: it is kept,
 * and said where it is not as recorded.
 */
export function onListWord(list: ListWord, says: 'TAKEN' | 'REJECTED', byId: string): 'NOTE' | 'GIVE_UP' {
  const { status, sentById, filesCount } = list;
  return says === 'REJECTED' && status === 'SENT' && filesCount === 1 && sentById !== byId ? 'GIVE_UP' : 'NOTE';
}

/** Decides whether somebody may note that the bank took in the files of a list: on its way, once, with how they know. */
export function decideListTaken(list: ListWord, words: string): Decision<true> {
  return decide(
    [
      list.status !== 'SENT' && { code: 'supplier-list-not-sent' },
      isListTaken(list) && { code: 'supplier-list-taken-already' },
      words.trim() === '' && { code: 'supplier-list-taken-without-words' },
    ],
    () => true,
  );
}

/**
 * What somebody has to ask the bank about a list now: it says otherwise than what was recorded, or it should have
 * spoken of the file by its day and did not. Undefined where there is nothing to ask.
 */
export function askAboutList(
  list: ListWord & {
    readonly number: number;
    readonly totals: { readonly count: number; readonly totalPence: bigint };
    readonly sentOn: PlainDate | undefined;
    readonly sentByName: string;
  },
  confirmWorkingDays: number,
  today: PlainDate,
  holidays: BankHolidays,
): string | undefined {
  const { number, status, sentOn, sentByName, takenCount, rejectedCount, totals } = list;
  if (status === 'CANCELLED' && takenCount > 0)
    return `The bank says that it took in the file of list ${number} of payments to suppliers, but it was recorded as not taken. Its invoices may be paid twice. Ask the bank now, and pay none of them before.`;
  if (status === 'PAID' && rejectedCount > 0)
    return `The bank says that it did not take the file of list ${number} of payments to suppliers, but it is recorded as paid. Ask the bank now.`;
  if (status !== 'SENT' || sentOn === undefined) return undefined;
  if (rejectedCount > 0)
    return `The bank says that it did not take a file of list ${number} of payments to suppliers. Somebody else than ${sentByName} asks the bank, and records it.`;
  const file = { status, sentOn, isConfirmed: isListTaken(list) };
  if (!isOverdue(file, confirmWorkingDays, today, holidays)) return undefined;
  const by = longDate(confirmBy(sentOn, confirmWorkingDays, holidays));
  return `The bank has not confirmed list ${number} of payments to suppliers: ${countOf(totals.count, 'payment')}, ${pounds(totals.totalPence)}. It should have by ${by}. Ask the bank now, and note what it says.`;
}

/** Whether what a report says of a file is about all of it: of each payment it says that it was taken in, or rejects it by name. */
export function isWholeFile(
  file: { readonly count: number | undefined },
  rejectedCount: number,
  paymentsCount: number,
): boolean {
  const { count } = file;
  return count === undefined || count === paymentsCount || count + rejectedCount === paymentsCount;
}
