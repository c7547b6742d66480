/** How an invoice stands, in plain words. */
import { longDate, type PlainDate } from '../../values/dates.ts';
import type { InvoiceStatus } from './invoice.ts';

/** `To be paid`, `Paid on 1 February 2027`. */
export function invoiceStatusWords(invoice: {
  readonly status: InvoiceStatus;
  readonly kind: 'INVOICE' | 'CREDIT';
  readonly paidOn: PlainDate | undefined;
}): string {
  const { status, kind, paidOn } = invoice;
  const isCredit = kind === 'CREDIT';
  switch (status) {
    case 'ENTERED':
      return 'To be checked';
    case 'QUERIED':
      return 'We asked the supplier about it';
    case 'REFUSED':
      return 'Refused';
    case 'ACCEPTED':
      if (paidOn === undefined) return isCredit ? 'To be taken off' : 'To be paid';
      return `${isCredit ? 'Taken off' : 'Paid'} on ${longDate(paidOn)}`;
  }
}
