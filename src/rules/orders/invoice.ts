/**
 * Invoices for care that the NHS buys, checked against their order and the plan.
 *
 * Pure. What is found is one of three: it stops the invoice; it needs the agreement of another person; or it is said,
 * and whoever accepts the invoice says why all the same. Nothing found, nothing asked.
 */
import { earlier, isBefore, type PlainDate } from '../../values/dates.ts';
import { greatest, least, total } from '../../values/pence.ts';
import { priceOf, type Quantity } from '../../values/quantity.ts';
import { yearEnd } from '../budget/instalments.ts';
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { type StreamPence, splitByWeight } from '../options/split.ts';

export type InvoiceRefusal =
  | { readonly code: 'invoice-order-not-open' }
  | { readonly code: 'invoice-number-wrong' }
  | { readonly code: 'invoice-number-twice'; readonly number: string }
  | { readonly code: 'invoice-in-future' }
  | { readonly code: 'invoice-too-old'; readonly firstOn: PlainDate }
  | { readonly code: 'invoice-days-turned' }
  | { readonly code: 'invoice-days-of-another-year'; readonly firstOn: PlainDate; readonly lastOn: PlainDate }
  | { readonly code: 'credit-without-invoice' }
  | { readonly code: 'credit-over-invoice'; readonly leftPence: bigint }
  | { readonly code: 'credit-without-reason' }
  | { readonly code: 'invoice-decided-already' }
  | { readonly code: 'invoice-not-as-ordered'; readonly finding: InvoiceFinding }
  | { readonly code: 'invoice-needs-agreement'; readonly overPence: bigint }
  | { readonly code: 'invoice-agreed-by-same-person' }
  | { readonly code: 'invoice-accepted-by-same-person'; readonly mostPence: bigint }
  | { readonly code: 'invoice-nothing-to-agree' }
  | { readonly code: 'invoice-agreed-already' }
  | { readonly code: 'invoice-warning-unanswered' }
  | { readonly code: 'invoice-answer-without-reason' }
  | { readonly code: 'invoices-unreadable'; readonly line: number; readonly words: string };

/** What may be found of an invoice, and what it asks for. */
export const FINDING_ASKS = {
  'other-supplier': 'STOP',
  'order-closed': 'STOP',
  'outside-order-days': 'STOP',
  'sum-wrong': 'STOP',
  'price-above-order': 'AGREEMENT',
  'quantity-over-order': 'AGREEMENT',
  'over-order': 'AGREEMENT',
  'over-plan': 'AGREEMENT',
  'same-amount': 'REASON',
  'budget-not-running': 'REASON',
  'payments-held-back': 'REASON',
  'in-hospital': 'REASON',
} as const satisfies Readonly<Record<string, 'STOP' | 'AGREEMENT' | 'REASON'>>;

export type FindingCode = keyof typeof FINDING_ASKS;

/** What is found about the care itself, of which the person may know more than we do. The rest is about the bill. */
const ABOUT_CARE: ReadonlySet<FindingCode> = new Set([
  'outside-order-days',
  'quantity-over-order',
  'same-amount',
  'budget-not-running',
  'payments-held-back',
  'in-hospital',
]);

/** Whether a bill touches the person: what is found of it is about whether and how much care came. */
export function touchesPerson(kind: 'INVOICE' | 'CREDIT', findings: readonly InvoiceFinding[]): boolean {
  return kind === 'INVOICE' && findings.some(({ code }) => ABOUT_CARE.has(code));
}

/** One thing that is found, with its figure or its day where it has one. */
export type InvoiceFinding = {
  readonly code: FindingCode;
  readonly pence?: bigint;
  readonly on?: PlainDate;
  readonly words?: string;
};

/** What people leave out of a number: `inv-0042/a` and `INV 0042 A` are one. */
export function invoiceKey(number: string): string {
  return number.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

export type NewInvoice = {
  readonly number: string;
  readonly issuedOn: PlainDate;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
};

/**
 * Decides whether an invoice may be entered: on an order that counts, once under its number, of days in their order that
 * can belong to it. Nothing is invoiced from before the budget's year began or the order was raised, whichever came first;
 * its care ends with that year, or has been given by today. Which of those days are the order's is found later.
 */
export function decideInvoiceEntry(
  facts: {
    readonly order: {
      readonly outcome: 'APPROVED' | 'REFUSED' | undefined;
      readonly budgetYear: PlainDate;
      readonly raisedOn: PlainDate;
    };
    /** An invoice of this supplier under the same number that was not refused. */
    readonly sameNumber: string | undefined;
  },
  invoice: NewInvoice,
  today: PlainDate,
): Decision<true> {
  const { order, sameNumber } = facts;
  const firstOn = earlier(order.raisedOn, order.budgetYear);
  const yearEndsOn = yearEnd(order.budgetYear);
  const lastOn = isBefore(yearEndsOn, today) ? today : yearEndsOn;
  const isElsewhere = isBefore(invoice.fromOn, firstOn) || isBefore(lastOn, invoice.toOn);
  return decide(
    [
      order.outcome !== 'APPROVED' && { code: 'invoice-order-not-open' },
      invoiceKey(invoice.number) === '' && { code: 'invoice-number-wrong' },
      sameNumber !== undefined && { code: 'invoice-number-twice', number: sameNumber },
      isBefore(today, invoice.issuedOn) && { code: 'invoice-in-future' },
      isBefore(invoice.issuedOn, firstOn) && { code: 'invoice-too-old', firstOn },
      isBefore(invoice.toOn, invoice.fromOn) && { code: 'invoice-days-turned' },
      isElsewhere && { code: 'invoice-days-of-another-year', firstOn, lastOn },
    ],
    () => true,
  );
}

/** Decides whether a credit note may be entered: for an invoice that was accepted, and not for more than it. */
export function decideCreditEntry(
  credited: { readonly isAccepted: boolean; readonly leftPence: bigint } | undefined,
  credit: { readonly pence: bigint; readonly words: string },
): Decision<true> {
  const isThere = credited?.isAccepted === true;
  return decide(
    [
      !isThere && { code: 'credit-without-invoice' },
      isThere && credit.pence > credited.leftPence && { code: 'credit-over-invoice', leftPence: credited.leftPence },
      credit.words.trim() === '' && { code: 'credit-without-reason' },
    ],
    () => true,
  );
}

export type InvoiceFacts = {
  readonly kind: 'INVOICE' | 'CREDIT';
  readonly supplierId: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly quantity: Quantity;
  readonly unitPence: bigint;
  readonly pence: bigint;
  readonly order: {
    readonly supplierId: string;
    readonly isEnded: boolean;
    readonly fromOn: PlainDate;
    readonly toOn: PlainDate;
    readonly quantity: Quantity;
    readonly unitPence: bigint;
    readonly pricePence: bigint;
    /** Accepted invoices less credit notes, without this one. */
    readonly invoicedPence: bigint;
    readonly invoicedQuantity: Quantity;
  };
  /** What is left of the line of the plan beside this order; undefined where the line is gone. */
  readonly leftOnLinePence: bigint | undefined;
  /** The number of another invoice of this order, of the same sum and with days in common. */
  readonly sameAmount: string | undefined;
  readonly state: BudgetState;
  /** The first day, of the care or later, on which the person was in hospital, or payments were held back. */
  readonly inHospitalOn: PlainDate | undefined;
  readonly heldBackOn: PlainDate | undefined;
};

/** everything that is found when an invoice is held against its order, its line of the plan and the budget. */
export function findingsOf(invoice: InvoiceFacts): readonly InvoiceFinding[] {
  if (invoice.kind === 'CREDIT') return [];
  const { order, leftOnLinePence, sameAmount, inHospitalOn, heldBackOn } = invoice;
  const expectedPence = priceOf(invoice.quantity, invoice.unitPence, 1n);
  // Nought or less where the order is not passed; never more than the invoice.
  const overOrder = least(order.invoicedPence + invoice.pence - order.pricePence, invoice.pence);
  // The order's own price is taken of the line already; what comes on top has to fit beside it.
  const overPlan = overOrder - greatest(leftOnLinePence ?? 0n, 0n);
  const quantity = order.invoicedQuantity.tenThousandths + invoice.quantity.tenThousandths;
  const found: (InvoiceFinding | false)[] = [
    invoice.supplierId !== order.supplierId && { code: 'other-supplier' },
    order.isEnded && { code: 'order-closed' },
    (isBefore(invoice.fromOn, order.fromOn) || isBefore(order.toOn, invoice.toOn)) && { code: 'outside-order-days' },
    expectedPence !== invoice.pence && { code: 'sum-wrong', pence: expectedPence },
    invoice.unitPence > order.unitPence && { code: 'price-above-order', pence: order.unitPence },
    quantity > order.quantity.tenThousandths && { code: 'quantity-over-order' },
    overOrder > 0n && { code: 'over-order', pence: overOrder },
    overPlan > 0n && { code: 'over-plan', pence: overPlan },
    sameAmount !== undefined && { code: 'same-amount', words: sameAmount },
    invoice.state !== 'ACTIVE' && { code: 'budget-not-running' },
    heldBackOn !== undefined && { code: 'payments-held-back', on: heldBackOn },
    inHospitalOn !== undefined && { code: 'in-hospital', on: inHospitalOn },
  ];
  return found.filter(one => one !== false);
}

/** The most that another person's agreement would have to cover: nought where only a price or a quantity differs. */
export function overPenceOf(findings: readonly InvoiceFinding[]): bigint {
  return findings.find(({ code }) => code === 'over-order')?.pence ?? 0n;
}

const asking = (findings: readonly InvoiceFinding[], what: (typeof FINDING_ASKS)[FindingCode]) =>
  findings.filter(({ code }) => FINDING_ASKS[code] === what);

export type InvoiceStatus = 'ENTERED' | 'QUERIED' | 'ACCEPTED' | 'REFUSED';

/** An invoice that is not decided yet, as it stands. */
export type OpenInvoice = {
  readonly status: InvoiceStatus;
  readonly enteredById: string;
  readonly pence: bigint;
  readonly findings: readonly InvoiceFinding[];
  /** Another person's latest agreement that it is more than was ordered. */
  readonly agreed: { readonly byId: string; readonly overPence: bigint } | undefined;
};

const isDecided = ({ status }: OpenInvoice) => status === 'ACCEPTED' || status === 'REFUSED';

/** Decides whether this member of staff may agree that an invoice is more than was ordered: not who entered it. */
export function decideInvoiceAgreement(
  invoice: OpenInvoice,
  reason: string,
  byId: string,
): Decision<{ readonly overPence: bigint }> {
  const { findings, agreed, enteredById } = invoice;
  const overPence = overPenceOf(findings);
  return decide(
    [
      isDecided(invoice) && { code: 'invoice-decided-already' },
      asking(findings, 'AGREEMENT').length === 0 && { code: 'invoice-nothing-to-agree' },
      agreed !== undefined && agreed.overPence >= overPence && { code: 'invoice-agreed-already' },
      enteredById === byId && { code: 'invoice-agreed-by-same-person' },
      reason.trim() === '' && { code: 'invoice-answer-without-reason' },
    ],
    () => ({ overPence }),
  );
}

/** Whether this person may accept an invoice or a credit note: not one that they entered, but for what the policy lets pass. */
export function mayAccept(
  invoice: Pick<OpenInvoice, 'enteredById' | 'pence'>,
  byId: string,
  ownMostPence: bigint,
): boolean {
  return invoice.enteredById !== byId || invoice.pence <= ownMostPence;
}

/**
 * Decides what becomes of an invoice. It is accepted when nothing stops it, when another person than who accepts it
 * entered it and agreed to what is more than was ordered, and when whoever accepts it answers what else was found.
 */
export function decideInvoiceAnswer(
  invoice: OpenInvoice,
  answer: { readonly outcome: 'QUERIED' | 'ACCEPTED' | 'REFUSED'; readonly reason: string },
  byId: string,
  ownMostPence: bigint,
): Decision<true> {
  const { findings, agreed } = invoice;
  const isYes = answer.outcome === 'ACCEPTED';
  const isSilent = answer.reason.trim() === '';
  const overPence = overPenceOf(findings);
  const asksAgreement = isYes && asking(findings, 'AGREEMENT').length > 0;
  const isAgreed = agreed !== undefined && agreed.overPence >= overPence;
  return decide(
    [
      isDecided(invoice) && { code: 'invoice-decided-already' },
      isYes &&
        !mayAccept(invoice, byId, ownMostPence) && { code: 'invoice-accepted-by-same-person', mostPence: ownMostPence },
      ...asking(isYes ? findings : [], 'STOP').map(finding => ({ code: 'invoice-not-as-ordered', finding }) as const),
      asksAgreement && !isAgreed && { code: 'invoice-needs-agreement', overPence },
      asksAgreement && isAgreed && agreed.byId === byId && { code: 'invoice-agreed-by-same-person' },
      isYes && isSilent && asking(findings, 'REASON').length > 0 && { code: 'invoice-warning-unanswered' },
      !isYes && isSilent && { code: 'invoice-answer-without-reason' },
    ],
    () => true,
  );
}

/** what each payer pays of an invoice: as the order was shared; of a credit note, as its invoice was. */
export function partsOfInvoice(pence: bigint, shared: readonly StreamPence[]): readonly StreamPence[] {
  const weights = shared.map(part => ({ stream: part.stream, weight: Number(part.pence) }));
  return splitByWeight(pence, weights).filter(part => part.pence !== 0n);
}

/** How much of a credit goes back to what its order promises, for one payer: what of the promise it had taken. */
export function backToPromise(
  part: { readonly pence: bigint; readonly invoicedPence: bigint },
  creditPence: bigint,
  isEnded: boolean,
): bigint {
  if (isEnded) return 0n;
  const left = (invoicedPence: bigint) => greatest(part.pence - invoicedPence, 0n);
  return left(part.invoicedPence - creditPence) - left(part.invoicedPence);
}

/** What is owed for accepted invoices less credit notes. */
export function owedFor(invoices: readonly { readonly kind: 'INVOICE' | 'CREDIT'; readonly pence: bigint }[]): bigint {
  return total(invoices.map(({ kind, pence }) => (kind === 'CREDIT' ? -pence : pence)));
}
