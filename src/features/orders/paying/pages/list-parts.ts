/** What the pages of a list of payments to suppliers share: where it stands, its facts and its payments. */
import { PAYMENT_FILE_WRITERS } from '../../../../formats/payment-files/writers.ts';
import { summaryList } from '../../../../nhsuk/content/summary-list.ts';
import { table } from '../../../../nhsuk/content/table.ts';
import { type Html, html } from '../../../../platform/html.ts';
import type { ShowContext } from '../../../../platform/http.ts';
import { isListTaken, supplierReference } from '../../../../rules/orders/supplier-file.ts';
import type { ListStatus } from '../../../../rules/orders/supplier-payment.ts';
import { longDate } from '../../../../values/dates.ts';
import { pounds } from '../../../../values/pence.ts';
import type { SupplierFile } from '../file-store.ts';
import type { SupplierList, SupplierPayment } from '../store.ts';

/** The page of a list. */
export const ofList = ({ listId }: { readonly listId: string }) => `/supplier-payments/${listId}`;

export const STATUS_WORDS: Readonly<Record<ListStatus, string>> = {
  PREPARED: 'Waits for its release',
  RELEASED: 'Released, to be paid',
  SENT: 'Sent to the bank',
  PAID: 'Paid',
  CANCELLED: 'Given up',
};

export const numeric = (pence: bigint) => ({ text: pounds(pence), format: 'numeric' as const });

export type Asked = ShowContext<{ readonly listId: string }>;

const showSortCode = (digits: string) => digits.replace(/(..)(..)(..)/, '$1-$2-$3');

/** `suppliers-12.txt`, or with the part where there are several, and the ending of its format. */
export function fileName({ number }: SupplierList, { part, format }: SupplierFile): string {
  return `suppliers-${number}${part === 1 ? '' : `-part-${part}`}.${PAYMENT_FILE_WRITERS[format].extension}`;
}

export function factsOf(list: SupplierList): Html {
  return summaryList({
    rows: [
      { key: 'Payments', value: String(list.totals.count) },
      { key: 'Total', value: html`<strong>${pounds(list.totals.totalPence)}</strong>` },
      { key: 'Prepared', value: `${longDate(list.preparedOn)} by ${list.preparedByName}` },
      list.releasedOn && { key: 'Released', value: `${longDate(list.releasedOn)} by ${list.releasedByName}` },
      list.sentOn &&
        list.creditOn && {
          key: 'Payment file',
          value: `Written on ${longDate(list.sentOn)} by ${list.sentByName}. The money arrives on ${longDate(list.creditOn)}`,
        },
      list.sentOn && { key: 'What the bank says of the file', value: bankWordOf(list) },
      list.paidOn && {
        key: 'Paid',
        value: `${longDate(list.paidOn)}, ${list.bankReference}, recorded by ${list.paidByName}`,
      },
      list.cancelReason !== '' && { key: 'Given up', value: list.cancelReason },
    ],
  });
}

function bankWordOf(list: SupplierList): string {
  if (list.rejectedCount > 0) return 'It did not take it';
  if (isListTaken(list)) return `It took it in, ${longDate(list.takenOn!)}`;
  return list.takenCount > 0 ? `It took in ${list.takenCount} of ${list.filesCount} files` : 'Nothing yet';
}

export const paymentsTable = (list: SupplierList, payments: readonly SupplierPayment[]): Html =>
  table({
    caption: 'Payments',
    responsive: true,
    head: ['Supplier', 'Account', 'Reference', 'For', { text: 'Sum', format: 'numeric' }, 'What became of it'],
    rows: payments.map(one => [
      one.supplierName,
      `${showSortCode(one.sortCode)} ${one.accountNumber}, ${one.accountName}`,
      supplierReference({ number: list.number, place: one.place }),
      one.invoices.map(({ number, pence }) => `${number}: ${pounds(pence)}`).join('; '),
      numeric(one.pence),
      one.returnedOn ? `Came back on ${longDate(one.returnedOn)}: ${one.returnReason}` : STATUS_WORDS[list.status],
    ]),
  });
