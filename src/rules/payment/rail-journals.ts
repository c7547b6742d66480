/**
 * What the ledger posts when nobody knows whether a payment arrived, and when it becomes known. `from → to` debits `from`.
 *
 * A payment that is not known is taken back whole, as if it had come back, so that it can be paid another way: nothing
 * is drawn twice. When it turns out to have arrived it is drawn again, or, where the other way was quicker, it is an
 * over-payment: the limit grows by it until it is set off or paid back.
 */
import type { PlainDate } from '../../values/dates.ts';
import { paymentRejected, paymentReturned } from './journals.ts';
import { type Account, type Journal, journal, type ManagementOption, type Posting } from './ledger.ts';

/** One payment as the ledger knows it. */
export type PaymentMoney = {
  readonly budgetId: string;
  readonly stream: string;
  readonly option: ManagementOption;
  readonly budgetYear: PlainDate;
  readonly accountId: string;
  readonly pence: bigint;
  readonly rail: string;
  readonly happenedOn: PlainDate;
  /** Its run counts as credited: the money stood in the account. */
  readonly isCredited: boolean;
};

/** It came back, or was never taken in: drawn → undrawn, bank → clearing or held. */
export function paymentBack(facts: PaymentMoney): Journal {
  return facts.isCredited ? paymentReturned(facts) : paymentRejected(facts);
}

/** Nobody knows whether it arrived, and it is to be paid another way: the same postings. */
export function paymentSuperseded(facts: PaymentMoney): Journal {
  return { ...paymentBack(facts), kind: 'payment-superseded' };
}

/** It did arrive, or will, and nothing else was sent for it: undrawn → drawn, held or clearing → bank. */
export function paymentFound(facts: PaymentMoney): Journal {
  const { pence } = facts;
  return journal('payment-found', facts.happenedOn, [
    ...move(ofOption('undrawn', facts), ofOption('drawn', facts), pence),
    ...move(facts.isCredited ? held(facts) : clearing(facts), control('bank', facts), pence),
  ]);
}

/** It arrived, and another was sent for the same: limit → drawn, held → bank. Never past what is undrawn, for that is not asked. */
export function paymentOverpaid(facts: PaymentMoney): Journal {
  return journal('payment-overpaid', facts.happenedOn, [
    ...move(control('limit', facts), ofOption('drawn', facts), facts.pence),
    ...move(held(facts), control('bank', facts), facts.pence),
  ]);
}

/** An over-payment came back: from the bank, or from the person. */
export function overpaymentBack(kind: 'overpayment-returned' | 'overpayment-paid-back', facts: PaymentMoney): Journal {
  return journal(kind, facts.happenedOn, [
    ...move(ofOption('drawn', facts), control('limit', facts), facts.pence),
    ...move(control('bank', facts), held(facts), facts.pence),
  ]);
}

/**
 * The payment beside it came back, so the over-payment is the payment now: undrawn → limit. Where its run is not
 * credited yet the money goes back on its way, clearing → held, and arrives with the run.
 */
export function overpaymentStands(facts: PaymentMoney): Journal {
  const { pence, isCredited } = facts;
  return journal('overpayment-stands', facts.happenedOn, [
    ...move(ofOption('undrawn', facts), control('limit', facts), pence),
    ...(isCredited ? [] : move(clearing(facts), held(facts), pence)),
  ]);
}

/** A later instalment is smaller by the over-payment: undrawn → limit. */
export function overpaymentSetOff(facts: PaymentMoney): Journal {
  const { pence } = facts;
  return journal(
    'overpayment-set-off',
    facts.happenedOn,
    move(ofOption('undrawn', facts), control('limit', facts), pence),
  );
}

const move = (from: Account, to: Account, pence: bigint): readonly Posting[] => [
  { account: from, amountPence: pence },
  { account: to, amountPence: -pence },
];
const control = (kind: 'limit' | 'bank', { stream }: PaymentMoney): Account => ({ kind, stream });
const clearing = ({ stream, rail }: PaymentMoney): Account => ({ kind: 'clearing', stream, party: rail });
const held = ({ budgetId, stream, accountId }: PaymentMoney): Account => ({
  kind: 'held',
  budgetId,
  stream,
  party: accountId,
});
const ofOption = (kind: 'undrawn' | 'drawn', { budgetId, stream, budgetYear, option }: PaymentMoney): Account => ({
  kind,
  budgetId,
  stream,
  budgetYear,
  option,
});
