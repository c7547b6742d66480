/**
 * Paying suppliers what is owed for accepted invoices: a list that one person prepares, another releases, whose
 * file goes to the bank (supplier-file.ts), and that finance records as paid once the bank has paid it. What the bank
 * gives back is owed again.
 *
 * Pure, pence. A supplier is paid its invoices less its credit notes, in one payment; where that is nothing or less, its
 * credit notes wait for its next invoices.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import { isCoolingOff, MOST_PAYMENT_PENCE } from '../payment/payment.ts';

export type SupplierPaymentRefusal =
  | { readonly code: 'supplier-list-empty' }
  | { readonly code: 'supplier-list-not-prepared' }
  | { readonly code: 'supplier-list-not-released' }
  | { readonly code: 'supplier-list-over' }
  | { readonly code: 'supplier-list-sent' }
  | { readonly code: 'supplier-list-own' }
  | { readonly code: 'supplier-list-not-as-seen' }
  | { readonly code: 'supplier-list-account-changed'; readonly supplier: string }
  | { readonly code: 'supplier-list-without-reference' }
  | { readonly code: 'supplier-list-cancelled-without-reason' }
  | { readonly code: 'supplier-paid-in-future' }
  | { readonly code: 'supplier-paid-before-release'; readonly releasedOn: PlainDate }
  | { readonly code: 'supplier-paid-before-file'; readonly sentOn: PlainDate }
  | { readonly code: 'supplier-payment-not-paid' }
  | { readonly code: 'supplier-payment-returned-already' }
  | { readonly code: 'supplier-payment-returned-before-paid'; readonly paidOn: PlainDate };

/** A supplier with what is owed to it and lies in no other payment. */
export type OwedSupplier = {
  readonly supplierId: string;
  readonly supplierName: string;
  /** The account that was checked last; undefined while there is none, or a newer one waits for its check. */
  readonly account: CheckedAccount | undefined;
  /** Credit notes below nought. */
  readonly invoices: readonly { readonly invoiceId: string; readonly pence: bigint }[];
};

/** An account that another person found to be the supplier's. */
export type CheckedAccount = {
  readonly accountId: string;
  readonly method: 'CALL_BACK' | 'BANK_LETTER';
  /** It replaced another one. */
  readonly changed: boolean;
  /** A month's run, or a list to suppliers, was released after it was entered. */
  readonly waitedOneRun: boolean;
};

export type DraftPayment = {
  readonly supplierId: string;
  readonly accountId: string;
  readonly pence: bigint;
  readonly invoiceIds: readonly string[];
};

/** Why a supplier that is owed something is not in the list. */
export type LeftOut = {
  readonly supplierName: string;
  readonly pence: bigint;
  readonly because: 'NO_ACCOUNT' | 'CREDIT' | 'COOLING_OFF' | 'OVER_LIMIT';
};

/**
 * The payments of the next list, and who is left out of it and why. Nobody holds up anybody else. With `coolingOff` a
 * changed account waits as that of a person does.
 */
export function draftList(
  suppliers: readonly OwedSupplier[],
  coolingOff: boolean,
): {
  readonly payments: readonly DraftPayment[];
  readonly leftOut: readonly LeftOut[];
} {
  const payments: DraftPayment[] = [];
  const leftOut: LeftOut[] = [];
  for (const { supplierId, supplierName, account, invoices } of suppliers) {
    const pence = total(invoices.map(one => one.pence));
    const leave = (because: LeftOut['because']) => leftOut.push({ supplierName, pence, because });
    if (pence <= 0n) leave('CREDIT');
    else if (account === undefined) leave('NO_ACCOUNT');
    else if (isCoolingOff({ ...account, outcome: 'VERIFIED' }, coolingOff)) leave('COOLING_OFF');
    else if (pence > MOST_PAYMENT_PENCE) leave('OVER_LIMIT');
    else
      payments.push({
        supplierId,
        accountId: account.accountId,
        pence,
        invoiceIds: invoices.map(one => one.invoiceId),
      });
  }
  return { payments, leftOut };
}

/** Decides whether a list is worth preparing, and says its control totals. */
export function decideList(
  payments: readonly DraftPayment[],
): Decision<{ readonly count: number; readonly totalPence: bigint }> {
  return decide([payments.length === 0 && { code: 'supplier-list-empty' }], () => ({
    count: payments.length,
    totalPence: total(payments.map(one => one.pence)),
  }));
}

/** SENT: its file was written. */
export type ListStatus = 'PREPARED' | 'RELEASED' | 'SENT' | 'PAID' | 'CANCELLED';
type Totals = { readonly count: number; readonly totalPence: bigint };

/** Decides whether this member of staff may release a list: another person, what they saw, to accounts that still stand. */
export function decideListRelease(
  list: {
    readonly status: ListStatus;
    readonly preparedById: string;
    readonly totals: Totals;
    /** Suppliers whose account is no longer the one that the list was prepared with, or was entered by who releases. */
    readonly changedAccounts: readonly string[];
  },
  seen: Totals,
  byId: string,
): Decision<true> {
  const { status, totals } = list;
  return decide(
    [
      status !== 'PREPARED' && { code: 'supplier-list-not-prepared' },
      list.preparedById === byId && { code: 'supplier-list-own' },
      (seen.count !== totals.count || seen.totalPence !== totals.totalPence) && { code: 'supplier-list-not-as-seen' },
      ...list.changedAccounts.map(supplier => ({ code: 'supplier-list-account-changed', supplier }) as const),
    ],
    () => true,
  );
}

/** Decides whether a list may be recorded as paid: released, with the bank's reference, on a day that has come. */
export function decideListPaid(
  list: {
    readonly status: ListStatus;
    readonly releasedOn: PlainDate | undefined;
    /** The day of its file; undefined where it is paid without one. */
    readonly sentOn: PlainDate | undefined;
  },
  paid: { readonly reference: string; readonly paidOn: PlainDate },
  today: PlainDate,
): Decision<true> {
  const { status, releasedOn, sentOn } = list;
  return decide(
    [
      status !== 'RELEASED' && status !== 'SENT' && { code: 'supplier-list-not-released' },
      paid.reference.trim() === '' && { code: 'supplier-list-without-reference' },
      isBefore(today, paid.paidOn) && { code: 'supplier-paid-in-future' },
      releasedOn !== undefined &&
        isBefore(paid.paidOn, releasedOn) && { code: 'supplier-paid-before-release', releasedOn },
      sentOn !== undefined && isBefore(paid.paidOn, sentOn) && { code: 'supplier-paid-before-file', sentOn },
    ],
    () => true,
  );
}

/** Decides whether a list may be given up: it was not paid, and no file of it may be on its way. Its invoices can be paid by another. */
export function decideListCancel(status: ListStatus, reason: string): Decision<true> {
  return decide(
    [
      (status === 'PAID' || status === 'CANCELLED') && { code: 'supplier-list-over' },
      status === 'SENT' && { code: 'supplier-list-sent' },
      reason.trim() === '' && { code: 'supplier-list-cancelled-without-reason' },
    ],
    () => true,
  );
}

/** Decides whether a payment may be recorded as given back by the bank: it was paid, and once. */
export function decideSupplierReturn(
  payment: { readonly paidOn: PlainDate | undefined; readonly isReturned: boolean },
  returnedOn: PlainDate,
  today: PlainDate,
): Decision<true> {
  const { paidOn, isReturned } = payment;
  return decide(
    [
      paidOn === undefined && { code: 'supplier-payment-not-paid' },
      isReturned && { code: 'supplier-payment-returned-already' },
      isBefore(today, returnedOn) && { code: 'supplier-paid-in-future' },
      paidOn !== undefined && isBefore(returnedOn, paidOn) && { code: 'supplier-payment-returned-before-paid', paidOn },
    ],
    () => true,
  );
}
