/**
 * The standby rail: what ends a payment of which nobody knows whether it arrived, and what the bank's word does when it
 * comes, early, late or twice. The one thing that must never happen is that an obligation is paid a second time.
 *
 * An obligation has at most one live payment, and only that one counts. A payment on a rail that is down ends as
 * SUPERSEDED: not known, and paid another way. When it turns out to have arrived,
 *   nothing else was sent for it   it lives again, and what was to pay it a second time is stopped;
 *   another was sent meanwhile     it is OVERPAID: written down, and set off or paid back by somebody's decision;
 * and where the other comes back while the over-payment stands, the over-payment is the payment: nothing is owed again.
 *
 * What is owed may be cut into parts, so that wages go straight to workers (wages.ts). A payment that was sent for the whole
 * ends as SPLIT and is cut along the same lines: each piece stands beside its part as a payment stands beside its obligation.
 */
import { addWorkingDays, type BankHolidays, isBefore, type PlainDate } from '../../values/dates.ts';
import { least } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import { runCancelled } from './journals.ts';
import type { Journal } from './ledger.ts';
import type { RunStatus } from './payment.ts';
import {
  overpaymentBack,
  overpaymentStands,
  type PaymentMoney,
  paymentBack,
  paymentFound,
  paymentOverpaid,
  paymentSuperseded,
} from './rail-journals.ts';

/** How a payment ended; null while it lives. */
export type PaymentEnd = 'RETURNED' | 'CANCELLED' | 'SUPERSEDED' | 'OVERPAID' | 'SPLIT';

/** Where one payment stands, and its run. */
export type Standing = { readonly ended: PaymentEnd | null; readonly status: RunStatus };

/** What the bank says of a payment: it arrived or will, or it did not, whether it came back or was never taken in. */
export type BankWord = 'PAID' | 'NOT_PAID';

/** What follows from the bank's word. */
export type Effect =
  | 'CONFIRMED' // it is as we thought
  | 'TAKEN_BACK' // owed again
  | 'KNOWN_UNPAID' // it was taken back when its rail went down: nothing more to post
  | 'FOUND' // it lives again; what was to pay it a second time is stopped
  | 'OVERPAID' // another was sent meanwhile
  | 'OVERPAYMENT_RETURNED'
  | 'OVERPAYMENT_STANDS' // it came back, and the over-payment beside it is the payment now
  | 'NOTHING_NEW'
  | 'NOT_SENT'
  | 'CONTRADICTS'; // the bank said otherwise before: somebody has to ask

/** The others that were to pay the same obligation. */
export type Beside = {
  /** The live payment of the same obligation, where it is another. */
  readonly live: Standing | undefined;
  /** An over-payment of the same obligation that nobody set off or paid back. */
  readonly openOverpayment: boolean;
};

/** Whether a payment went to the bank. */
export function wasSent(status: RunStatus): boolean {
  return status === 'SENT' || status === 'CREDITED';
}

/** What the bank's word about one payment does. The same word again does nothing. */
export function effectOf(
  word: BankWord,
  payment: Standing & { readonly isConfirmed: boolean; readonly isSettled: boolean },
  beside: Beside,
): Effect {
  if (payment.ended === 'SPLIT') throw new Error('the word on a payment that was cut concerns each of its pieces');
  if (payment.ended === 'CANCELLED' || !wasSent(payment.status)) return 'NOT_SENT';
  if (word === 'PAID')
    switch (payment.ended) {
      case null:
        return payment.isConfirmed ? 'NOTHING_NEW' : 'CONFIRMED';
      case 'SUPERSEDED':
        return beside.live && wasSent(beside.live.status) ? 'OVERPAID' : 'FOUND';
      case 'OVERPAID':
        return 'NOTHING_NEW';
      case 'RETURNED':
        return 'CONTRADICTS';
    }
  switch (payment.ended) {
    case null:
      return beside.openOverpayment ? 'OVERPAYMENT_STANDS' : 'TAKEN_BACK';
    case 'SUPERSEDED':
      return 'KNOWN_UNPAID';
    case 'OVERPAID':
      return payment.isSettled ? 'CONTRADICTS' : 'OVERPAYMENT_RETURNED';
    case 'RETURNED':
      return 'NOTHING_NEW';
  }
}

/** What a word on a payment that was cut did, where it did several things to its pieces: what somebody most has to know. */
const MOST_TO_KNOW: readonly Effect[] = [
  'CONTRADICTS',
  'OVERPAID',
  'OVERPAYMENT_RETURNED',
  'OVERPAYMENT_STANDS',
  'TAKEN_BACK',
  'FOUND',
  'KNOWN_UNPAID',
  'CONFIRMED',
  'NOTHING_NEW',
];

/** What a word did to a payment, by what it did to each of its pieces; a payment that was not cut is its only piece. */
export function effectOfPieces(effects: readonly Effect[]): Effect {
  return MOST_TO_KNOW.find(effect => effects.includes(effect)) ?? 'NOT_SENT';
}

/** A payment that an effect may change, with what the ledger knows of it. */
export type Touched = Standing & { readonly paymentId: string; readonly money: PaymentMoney };

/** One payment ends, or lives again, and what is posted for it, in this order. */
export type Change = { readonly paymentId: string; readonly to: PaymentEnd | null; readonly journal?: Journal };

/** What an effect changes: nothing where it is only noted. */
export function changesOf(
  effect: Effect,
  payment: Touched,
  beside: { readonly live: Touched | undefined; readonly overpaid: Touched | undefined },
): Change[] {
  const { paymentId, money } = payment;
  switch (effect) {
    case 'TAKEN_BACK':
      return [{ paymentId, to: 'RETURNED', journal: paymentBack(money) }];
    case 'KNOWN_UNPAID':
      return [{ paymentId, to: 'RETURNED' }];
    case 'FOUND':
      return [...stopped(beside.live), { paymentId, to: null, journal: paymentFound(money) }];
    case 'OVERPAID':
      return [{ paymentId, to: 'OVERPAID', journal: paymentOverpaid(money) }];
    case 'OVERPAYMENT_RETURNED':
      return [{ paymentId, to: 'RETURNED', journal: overpaymentBack('overpayment-returned', money) }];
    case 'OVERPAYMENT_STANDS':
      return [{ paymentId, to: 'RETURNED', journal: paymentBack(money) }, ...standing(beside.overpaid)];
    case 'CONFIRMED':
    case 'NOTHING_NEW':
    case 'NOT_SENT':
    case 'CONTRADICTS':
      return [];
  }
}

/**
 * What ends a payment of which nobody knows whether it arrived. An over-payment beside it is the payment then: nothing is
 * owed again.
 */
export function changesOfOutage({ paymentId, money }: Touched, overpaid: Touched | undefined): Change[] {
  return [{ paymentId, to: 'SUPERSEDED', journal: paymentSuperseded(money) }, ...standing(overpaid)];
}

/** What cuts a payment of which nobody knows whether it arrived: it is taken back whole, and what becomes of its pieces is theirs. */
export function changesOfCut({ paymentId, money }: Touched): Change[] {
  return [{ paymentId, to: 'SPLIT', journal: paymentSuperseded(money) }];
}

/** Whether a payment can be cut: sent whole for a month, and nothing else is or was in doubt for the same. */
export function canBeCut(payment: {
  readonly part: number;
  readonly purpose: string;
  readonly option: string;
  /** How the other payments of the same obligation ended. */
  readonly others: readonly (PaymentEnd | null)[];
}): boolean {
  const { part, purpose, option, others } = payment;
  return (
    part === 0 &&
    purpose === 'INSTALMENT' &&
    option === 'DIRECT_PAYMENT' &&
    others.every(ended => ended === 'RETURNED' || ended === 'CANCELLED')
  );
}

function standing(overpaid: Touched | undefined): Change[] {
  return overpaid ? [{ paymentId: overpaid.paymentId, to: null, journal: overpaymentStands(overpaid.money) }] : [];
}

/** A second payment that did not go out yet is given up; what was released for it is taken back. */
function stopped(live: Touched | undefined): Change[] {
  if (!live) return [];
  const { paymentId, status, money } = live;
  return [
    status === 'RELEASED'
      ? { paymentId, to: 'CANCELLED', journal: runCancelled(money) }
      : { paymentId, to: 'CANCELLED' },
  ];
}

export type StandbyRefusal =
  | { readonly code: 'run-not-sent' }
  | { readonly code: 'run-confirmed' } // the bank has said that it was paid
  | { readonly code: 'outage-declared-already' }
  | { readonly code: 'nothing-unsettled' }
  | { readonly code: 'overpayment-settled-already' }
  | { readonly code: 'overpayment-over-instalments' } // no later instalment is made smaller than nothing
  | { readonly code: 'rail-not-needed' } // by Faster Payments only what Bacs cannot pay in time
  | { readonly code: 'card-outage-moves-nothing'; readonly withoutCount: number }
  | { readonly code: 'run-not-by-service' } // this and the next two
  | { readonly code: 'run-taken-up-already' }
  | { readonly code: 'run-not-taken-up' }
  | { readonly code: 'report-unreadable'; readonly line: number; readonly text: string };

/** Decides whether what a run has sent may be paid another way: sent, not confirmed, and not declared before. */
export function decideOutage(run: {
  readonly status: RunStatus;
  readonly isConfirmed: boolean;
  readonly isDeclared: boolean;
  /** Live payments that nobody has confirmed one by one. */
  readonly unsettledCount: number;
}): Decision<true> {
  return decide(
    [
      !wasSent(run.status) && { code: 'run-not-sent' },
      run.isConfirmed && { code: 'run-confirmed' },
      run.isDeclared && { code: 'outage-declared-already' },
      wasSent(run.status) &&
        !run.isConfirmed &&
        !run.isDeclared &&
        run.unsettledCount === 0 && { code: 'nothing-unsettled' },
    ],
    () => true,
  );
}

/**
 * Decides whether what is on its way to an issuer of cards may go another way: there is something, and it has somewhere to
 * go. What has no other way is left alone: to send it to the same card again would lose it twice.
 */
export function decideCardOutage(found: {
  readonly movedCount: number;
  readonly withoutCount: number;
}): Decision<true> {
  const { movedCount, withoutCount } = found;
  return decide([movedCount === 0 && { code: 'card-outage-moves-nothing', withoutCount }], () => true);
}

/** An instalment of a budget: what is owed already is not changed any more. */
type Instalment = {
  readonly stream: string;
  readonly option: string;
  readonly period: Temporal.PlainYearMonth;
  readonly pence: bigint;
  readonly isOwed: boolean;
};

/**
 * Takes an over-payment off the next instalments of the same money, each down to a penny at most (R-151: never more than is due), the
 * earliest first. Undefined where they cannot carry it.
 */
export function setOff(
  pence: bigint,
  of: { readonly stream: string; readonly option: string },
  instalments: readonly Instalment[],
): readonly (Pick<Instalment, 'stream' | 'option' | 'period'> & { readonly changePence: bigint })[] | undefined {
  const changes = [];
  let left = pence;
  for (const { stream, option, period, pence: due, isOwed } of instalments) {
    if (left === 0n || isOwed || stream !== of.stream || option !== of.option || due <= 1n) continue;
    const part = least(left, due - 1n);
    changes.push({ stream, option, period, changePence: -part });
    left -= part;
  }
  return left === 0n ? changes : undefined;
}

/** Decides whether an over-payment may be put right as asked: once, and by instalments that can carry it. */
export function decideSettlement(facts: { readonly isSettled: boolean; readonly fits: boolean }): Decision<true> {
  return decide(
    [
      facts.isSettled && { code: 'overpayment-settled-already' },
      !facts.fits && { code: 'overpayment-over-instalments' },
    ],
    () => true,
  );
}

/** The last day on which a file that went in on `sentOn` may be without a word of the bank. */
export function confirmBy(sentOn: PlainDate, workingDays: number, holidays: BankHolidays): PlainDate {
  return addWorkingDays(sentOn, workingDays, holidays);
}

/**
 * The first credit day of which an issuer of cards may still be silent today: a payment that counts as arrived before it,
 * and is only now said to be lost, comes back by a report or is asked about one by one.
 */
export function arrivedSince(today: PlainDate, workingDays: number, holidays: BankHolidays): PlainDate {
  return addWorkingDays(today, -workingDays, holidays);
}

/** Whether a file is overdue: its day has passed and nobody confirmed it. */
export function isOverdue(
  run: { readonly status: RunStatus; readonly isConfirmed: boolean; readonly sentOn: PlainDate },
  workingDays: number,
  today: PlainDate,
  holidays: BankHolidays,
): boolean {
  return wasSent(run.status) && !run.isConfirmed && isBefore(confirmBy(run.sentOn, workingDays, holidays), today);
}
