/** How an invoice stands, and what is found of it, in plain words. */
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { FindingCode, InvoiceFinding, InvoiceStatus } from './invoice.ts';

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

const FOR_PERSON: { readonly [Code in FindingCode]: (finding: InvoiceFinding) => string } = {
  'other-supplier': () => 'It comes from somebody else than we ordered from.',
  'order-closed': () => 'We had ended this order already.',
  'outside-order-days': () => 'It is for days on which we had not ordered this care.',
  'sum-wrong': () => 'It is added up wrongly.',
  'price-above-order': () => 'The price is higher than we agreed.',
  'quantity-over-order': () => 'With it we would pay for more care than we ordered.',
  'over-order': ({ pence }) => `With it we would pay ${pounds(pence!)} more than we agreed.`,
  'over-plan': ({ pence }) => `Your plan has ${pounds(pence!)} too little for it.`,
  'same-amount': () => 'We have another bill for the same sum, and for some of the same days.',
  'budget-not-running': () => 'Your budget is not running now.',
  'payments-held-back': ({ on }) => `Payments from your budget were held back, from ${longDate(on!)}.`,
  'in-hospital': ({ on }) => `You were in hospital, from ${longDate(on!)}.`,
};

/** What is found of an invoice, for the person whose care it is. What staff read stands with the refusals. Reading age 9 to 11. */
export function findingForPerson(finding: InvoiceFinding): string {
  return FOR_PERSON[finding.code](finding);
}
