/**
 * Payments: what falls due when, on which days Bacs carries it, what holds one back,
 * and who may prepare, release and send a run.
 *
 * Pure: no clock, no database. Amounts are pence, dates London calendar dates; bank holidays are passed in.
 * A payment that is held out has a reason in plain words, an owner and a day to act by, and holds up nobody else.
 */
import {
  addWorkingDays,
  type BankHolidays,
  isBefore,
  longDate,
  longMonth,
  onOrAfter,
  onOrBefore,
  type PlainDate,
} from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { instalmentsOf, yearEnd } from '../budget/instalments.ts';
import { type Decision, decide } from '../decision.ts';
import type { PayeeBar } from '../representation/payee.ts';

export type RunStatus = 'PREPARED' | 'RELEASED' | 'SENT' | 'CREDITED' | 'CANCELLED';

/** What alone a run pays that cannot wait: what was given up as not known, or what is asked for at once. */
export type OnlyPays = 'GIVEN_UP' | 'URGENT';

/** Where a payment run stands, as people say it. */
export const RUN_STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  PREPARED: 'waiting for release',
  RELEASED: 'released',
  SENT: 'file written',
  CREDITED: 'paid',
  CANCELLED: 'cancelled',
};

export type PaymentRefusal =
  | { readonly code: 'run-month-past'; readonly month: Temporal.PlainYearMonth }
  | { readonly code: 'run-too-early'; readonly month: Temporal.PlainYearMonth; readonly earliestOn: PlainDate }
  | { readonly code: 'nothing-to-pay'; readonly month: Temporal.PlainYearMonth; readonly heldCount: number }
  | { readonly code: 'run-in-wrong-state'; readonly status: RunStatus; readonly wanted: RunStatus }
  | { readonly code: 'releaser-prepared-run' }
  | { readonly code: 'releaser-entered-account'; readonly count: number }
  | { readonly code: 'run-not-as-seen'; readonly count: number; readonly totalPence: bigint } // the amounts seen are no longer true
  | { readonly code: 'run-has-barred-payments'; readonly count: number } // something changed after it was prepared
  | { readonly code: 'run-too-late'; readonly inputOn: PlainDate }
  | { readonly code: 'icb-bank-details-missing' }
  | { readonly code: 'file-not-writable'; readonly problems: readonly string[] }
  | { readonly code: 'credit-day-not-reached'; readonly creditOn: PlainDate }
  | { readonly code: 'payment-not-sent' }
  | { readonly code: 'payment-ended' };

export type DuePayment = {
  readonly purpose: 'INSTALMENT' | 'START_UP' | 'ONE_OFF';
  /** The month covered. */
  readonly period: Temporal.PlainYearMonth;
  readonly coversFrom: PlainDate;
  readonly coversTo: PlainDate;
  readonly amountPence: bigint;
};

/**
 * What a direct payment of one budget year pays, in order: the start-up money with the first instalment, and the
 * instalments of.
 */
export function paymentsOfYear(year: {
  readonly startsOn: PlainDate;
  /** Without the start-up money. */
  readonly yearlyPence: bigint;
  /** One-off lines, paid with the first instalment. */
  readonly startUpPence: bigint;
}): DuePayment[] {
  const { startsOn, yearlyPence, startUpPence } = year;
  const monthly = instalmentsOf(yearlyPence, startsOn).map(
    ({ month, from, to, pence }): DuePayment => ({
      purpose: 'INSTALMENT',
      period: month,
      coversFrom: from,
      coversTo: to,
      amountPence: pence,
    }),
  );
  const startUp: DuePayment = {
    purpose: 'START_UP',
    period: startsOn.toPlainYearMonth(),
    coversFrom: startsOn,
    coversTo: yearEnd(startsOn),
    amountPence: startUpPence,
  };
  return startUpPence !== 0n ? [startUp, ...monthly] : monthly;
}

/** what a budget for one goal pays: all that the person holds, once, at its start; nothing where others hold it. */
export function paymentOfGoal(goal: {
  readonly startsOn: PlainDate;
  readonly pence: bigint;
  /** The last day on which it may be used. */
  readonly lastOn: PlainDate;
}): DuePayment[] {
  const { startsOn, pence, lastOn } = goal;
  if (pence === 0n) return [];
  const once: DuePayment = {
    purpose: 'ONE_OFF',
    period: startsOn.toPlainYearMonth(),
    coversFrom: startsOn,
    coversTo: isBefore(lastOn, startsOn) ? startsOn : lastOn,
    amountPence: pence,
  };
  return [once];
}

/** What is bought once, by whoever holds the money this way: the person, unless told. */
export function startUpOf(
  items: readonly { readonly option: string; readonly oneOff: boolean; readonly annualPence: bigint }[],
  option: 'DIRECT_PAYMENT' | 'THIRD_PARTY' = 'DIRECT_PAYMENT',
): bigint {
  return total(items.filter(item => item.option === option && item.oneOff).map(item => item.annualPence));
}

/** The three days of a Bacs payment: the file goes in, the banks work on it, the money arrives. */
export type BacsDays = { readonly inputOn: PlainDate; readonly processingOn: PlainDate; readonly creditOn: PlainDate };

/** Why a credit date is what it is. */
export type Timing = 'IN_ADVANCE' | 'EARLIEST_BACS_DAY' | 'SAME_DAY';

/** The Bacs days that end with this credit day, a working day. */
export function bacsDays(creditOn: PlainDate, holidays: BankHolidays): BacsDays {
  return {
    inputOn: addWorkingDays(creditOn, -2, holidays),
    processingOn: addWorkingDays(creditOn, -1, holidays),
    creditOn,
  };
}

/** credited on the first of the month covered, or the working day before it. */
export function monthlyDays(month: Temporal.PlainYearMonth, holidays: BankHolidays): BacsDays {
  return bacsDays(onOrBefore(month.toPlainDate({ day: 1 }), holidays), holidays);
}

/** The soonest that Bacs can carry money that is asked for today. */
export function earliestDays(today: PlainDate, holidays: BankHolidays): BacsDays {
  return bacsDays(addWorkingDays(onOrAfter(today, holidays), 2, holidays), holidays);
}

/** The days of a run for this month that is prepared today: in advance, or as soon as Bacs can where that has passed. */
export function runDays(
  month: Temporal.PlainYearMonth,
  today: PlainDate,
  holidays: BankHolidays,
): BacsDays & { readonly timing: Timing } {
  const inAdvance = monthlyDays(month, holidays);
  return isBefore(inAdvance.inputOn, today)
    ? { ...earliestDays(today, holidays), timing: 'EARLIEST_BACS_DAY' }
    : { ...inAdvance, timing: 'IN_ADVANCE' };
}

/**
 * When a first payment arrives: for a first part month on or before its start date, or, with fewer than two
 * working days left, on the earliest Bacs day.
 */
export function firstDays(
  startsOn: PlainDate,
  today: PlainDate,
  holidays: BankHolidays,
): BacsDays & { readonly timing: Timing } {
  const inAdvance = bacsDays(onOrBefore(startsOn, holidays), holidays);
  return isBefore(inAdvance.inputOn, today)
    ? { ...earliestDays(today, holidays), timing: 'EARLIEST_BACS_DAY' }
    : { ...inAdvance, timing: 'IN_ADVANCE' };
}

/** The furthest ahead that Bacs takes a file: 30 days before its processing day. */
const MOST_DAYS_AHEAD = 30;

/** Decides whether a run for this month may be prepared today: not for a month that is over, nor too far ahead. */
export function decideRunMonth(
  month: Temporal.PlainYearMonth,
  today: PlainDate,
  holidays: BankHolidays,
): Decision<BacsDays & { readonly timing: Timing }> {
  const days = runDays(month, today, holidays);
  const earliestOn = days.processingOn.subtract({ days: MOST_DAYS_AHEAD });
  return decide(
    [
      Temporal.PlainYearMonth.compare(month, today.toPlainYearMonth()) < 0 && { code: 'run-month-past', month },
      isBefore(today, earliestOn) && { code: 'run-too-early', month, earliestOn },
    ],
    () => days,
  );
}

/**
 * Decides whether a run for this month may go by Faster Payments today: only what Bacs cannot pay in time any more,
 * what it was to pay and nobody knows of, or what is asked for at once. It goes and arrives on the same day.
 */
export function decideStandbyMonth(
  month: Temporal.PlainYearMonth,
  today: PlainDate,
  holidays: BankHolidays,
  onlyPays?: OnlyPays,
): Decision<BacsDays & { readonly timing: Timing }> {
  return decide(
    [
      Temporal.PlainYearMonth.compare(month, today.toPlainYearMonth()) < 0 && { code: 'run-month-past', month },
      onlyPays === undefined && isBefore(today, monthlyDays(month, holidays).inputOn) && { code: 'rail-not-needed' },
    ],
    () => ({ inputOn: today, processingOn: today, creditOn: today, timing: 'SAME_DAY' }),
  );
}

/** Decides whether what was found makes a run: an empty one would only stand in the way. */
export function decideRun(
  month: Temporal.PlainYearMonth,
  found: { readonly paymentsCount: number; readonly heldCount: number },
): Decision<true> {
  return decide(
    [found.paymentsCount === 0 && { code: 'nothing-to-pay', month, heldCount: found.heldCount }],
    () => true,
  );
}

export type RunTotals = { readonly count: number; readonly totalPence: bigint };

export type ReleaseFacts = {
  readonly status: RunStatus;
  /** Whoever took it up where the service prepared it; undefined while nobody has. */
  readonly preparedById: string | undefined;
  readonly inputOn: PlainDate;
  readonly totals: RunTotals;
  /** What the releaser saw on the page. */
  readonly seen: RunTotals;
  /** Payments that would be held if the run were prepared now. */
  readonly barredCount: number;
  /** Payments to accounts that the releaser entered. */
  readonly ownAccountsCount: number;
};

/** Decides whether this person may release the run: another than who prepared it or entered an account in it, and nothing changed since. */
export function decideRelease(facts: ReleaseFacts, releaserId: string, today: PlainDate): Decision<true> {
  const { status, totals, seen, barredCount, ownAccountsCount, inputOn } = facts;
  return decide(
    [
      status !== 'PREPARED' && { code: 'run-in-wrong-state', status, wanted: 'PREPARED' },
      facts.preparedById === undefined && { code: 'run-not-taken-up' },
      facts.preparedById === releaserId && { code: 'releaser-prepared-run' },
      ownAccountsCount > 0 && { code: 'releaser-entered-account', count: ownAccountsCount },
      (totals.count !== seen.count || totals.totalPence !== seen.totalPence) && { code: 'run-not-as-seen', ...totals },
      barredCount > 0 && { code: 'run-has-barred-payments', count: barredCount },
      isBefore(inputOn, today) && { code: 'run-too-late', inputOn },
    ],
    () => true,
  );
}

/** Decides whether the file of a run may be written: released, everybody in it still to be paid, and its input day not past. */
export function decideFile(
  run: {
    readonly status: RunStatus;
    readonly inputOn: PlainDate;
    readonly hasBankDetails: boolean;
    /** Payments whose payee may no longer be paid: consent withdrawn since the release, for instance. */
    readonly stoppedCount: number;
  },
  today: PlainDate,
): Decision<true> {
  return decide(
    [
      run.status !== 'RELEASED' && { code: 'run-in-wrong-state', status: run.status, wanted: 'RELEASED' },
      isBefore(run.inputOn, today) && { code: 'run-too-late', inputOn: run.inputOn },
      run.stoppedCount > 0 && { code: 'run-has-barred-payments', count: run.stoppedCount },
      !run.hasBankDetails && { code: 'icb-bank-details-missing' },
    ],
    () => true,
  );
}

/** Decides whether a run counts as credited today. Bacs sends no yes: on its credit day a sent run is taken as arrived. */
export function decideCredit(
  run: { readonly status: RunStatus; readonly creditOn: PlainDate },
  today: PlainDate,
): Decision<true> {
  return decide(
    [
      run.status !== 'SENT' && { code: 'run-in-wrong-state', status: run.status, wanted: 'SENT' },
      isBefore(today, run.creditOn) && { code: 'credit-day-not-reached', creditOn: run.creditOn },
    ],
    () => true,
  );
}

/** Decides whether a run may be given up: until its file was written. */
export function decideCancel(status: RunStatus): Decision<true> {
  return decide(
    [status !== 'PREPARED' && status !== 'RELEASED' && { code: 'run-in-wrong-state', status, wanted: 'PREPARED' }],
    () => true,
  );
}

/** Decides whether the bank's word that a payment came back may be recorded. Its obligation can then be paid again. */
export function decideReturn(payment: { readonly ended: string | null; readonly status: RunStatus }): Decision<true> {
  return decide(
    [
      payment.ended !== null && { code: 'payment-ended' },
      payment.status !== 'SENT' && payment.status !== 'CREDITED' && { code: 'payment-not-sent' },
    ],
    () => true,
  );
}

export type HoldReason =
  | 'not-set-up'
  | 'suspended'
  | PayeeBar
  | 'no-account'
  | 'account-not-verified'
  | 'account-refused'
  | 'account-cooling-off'
  | 'contract-over'
  | 'not-enough-undrawn'
  | 'over-bacs-limit';

/** Whose it is to clear a hold. */
export type HoldOwner = 'care-coordinator' | 'finance-officer' | 'payment-preparer';

/** The same in plain words. */
export const HOLD_OWNER_WORDS: Readonly<Record<HoldOwner, string>> = {
  'care-coordinator': 'the care co-ordinator',
  'finance-officer': 'the finance officer',
  'payment-preparer': 'the payment preparer',
};

/** What each reason says, and whose it is to clear. */
export const HOLDS: Readonly<Record<HoldReason, { readonly words: string; readonly owner: HoldOwner }>> = {
  'not-set-up': {
    words: 'The budget is not set up yet. Close the open set-up tasks.',
    owner: 'care-coordinator',
  },
  suspended: {
    words: 'Payments are held back because of a concern. They begin again when it is cleared.',
    owner: 'care-coordinator',
  },
  'capacity-not-assessed': {
    words: 'Somebody said that the person cannot decide about direct payments. Record the assessment that shows it.',
    owner: 'care-coordinator',
  },
  'no-representative': {
    words: 'The person is under 16 or cannot decide this, and nobody acts for them. Record who does.',
    owner: 'care-coordinator',
  },
  'no-consent': {
    words: 'There is no consent to direct payments from whoever has to give it, or it was withdrawn. Ask them.',
    owner: 'care-coordinator',
  },
  'schedule-bar': {
    words: 'A court order bars direct payments. Arrange the care in another way while it runs.',
    owner: 'care-coordinator',
  },
  'nominee-not-agreed': {
    words: 'The person who is to receive the money and the board have not both agreed yet.',
    owner: 'care-coordinator',
  },
  'dbs-missing': {
    words: 'Whoever receives the money needs an enhanced DBS certificate first.',
    owner: 'care-coordinator',
  },
  'payee-ended': {
    words: 'The account is that of somebody who no longer acts for the person. Enter another account.',
    owner: 'payment-preparer',
  },
  'no-account': {
    words: 'No account has been entered to pay the money into.',
    owner: 'payment-preparer',
  },
  'account-not-verified': {
    words: 'Nobody has checked the account yet. A finance officer must call back or see a letter from the bank.',
    owner: 'finance-officer',
  },
  'account-refused': {
    words: 'The account was checked and refused. Enter the right one.',
    owner: 'payment-preparer',
  },
  'account-cooling-off': {
    words:
      'The account was changed and not confirmed by telephone. It waits for one run, or until somebody calls back.',
    owner: 'finance-officer',
  },
  'contract-over': {
    words: 'The contract of supply ends before the days that this pays for. Make a new contract, or another one.',
    owner: 'care-coordinator',
  },
  'not-enough-undrawn': {
    words: 'The payment is more than what may still be paid out of this budget.',
    owner: 'finance-officer',
  },
  'over-bacs-limit': {
    words: 'The payment is more than can be paid at once: £20,000,000.00 by Bacs, £1,000,000.00 by Faster Payments.',
    owner: 'finance-officer',
  },
};

/** The most that one Bacs payment may carry: £20,000,000.00. */
export const MOST_PAYMENT_PENCE = 2_000_000_000n;

/** What a payment that is due is judged by. features/payments/store.ts says the same in SQL, and a test compares them. */
export type HoldFacts = {
  readonly setUp: boolean;
  /** A suspension holds it back: every payment from its first day on, or the part that it names. */
  readonly suspended: boolean;
  /** What stands against paying whoever would be paid, on the day of the run (rules/representation/payee.ts). */
  readonly payee: readonly PayeeBar[];
  readonly account:
    | {
        readonly outcome: 'VERIFIED' | 'REFUSED' | undefined;
        readonly method: 'CALL_BACK' | 'BANK_LETTER' | undefined;
        /** It replaced another account. */
        readonly changed: boolean;
        /** A month's run was released after it was entered. */
        readonly waitedOneRun: boolean;
      }
    | undefined;
  /** Policy: a changed account waits for one run unless it was confirmed by telephone. */
  readonly coolingOff: boolean;
  /** whoever holds the money has no contract any more for the days that this pays for. */
  readonly contractOver: boolean;
  readonly amountPence: bigint;
  /** What may still be paid out, after everything that this run pays before it. */
  readonly undrawnPence: bigint;
};

/** whether a changed account still waits: it was checked, not by telephone, and no run was released since it was entered. */
export function isCoolingOff(
  account: Pick<NonNullable<HoldFacts['account']>, 'outcome' | 'method' | 'changed' | 'waitedOneRun'>,
  coolingOff: boolean,
): boolean {
  const { outcome, method, changed, waitedOneRun } = account;
  return coolingOff && outcome === 'VERIFIED' && changed && method !== 'CALL_BACK' && !waitedOneRun;
}

/** Everything that holds a payment back; none when it is paid. */
export function holdsOf(facts: HoldFacts): HoldReason[] {
  const { account } = facts;
  const holds: (HoldReason | false)[] = [
    !facts.setUp && 'not-set-up',
    facts.suspended && 'suspended',
    ...facts.payee,
    account === undefined && 'no-account',
    account !== undefined && account.outcome === undefined && 'account-not-verified',
    account?.outcome === 'REFUSED' && 'account-refused',
    account !== undefined && isCoolingOff(account, facts.coolingOff) && 'account-cooling-off',
    facts.contractOver && 'contract-over',
    facts.amountPence > facts.undrawnPence && 'not-enough-undrawn',
    facts.amountPence > MOST_PAYMENT_PENCE && 'over-bacs-limit',
  ];
  return holds.filter(hold => hold !== false);
}

/** The day by which whoever owns a hold should act: in time for this run's file, and at least the next working day. */
export function actBy(inputOn: PlainDate, today: PlainDate, holidays: BankHolidays): PlainDate {
  const next = addWorkingDays(today, 1, holidays);
  return isBefore(inputOn, next) ? next : inputOn;
}

/** Why the money arrives when it does, for staff and for the person. */
export function timingWords(run: {
  readonly timing: Timing;
  readonly month: Temporal.PlainYearMonth;
  readonly creditOn: PlainDate;
}): string {
  return run.timing === 'IN_ADVANCE'
    ? `Paid before ${longMonth(run.month)} begins.`
    : run.timing === 'SAME_DAY'
      ? 'Paid by Faster Payments, which arrive on the same day.'
      : `The usual day for ${longMonth(run.month)} has passed. ${longDate(run.creditOn)} is the first day that Bacs can pay it.`;
}

/** A day as people say it of something soon: `Friday 27 November`. */
export function weekdayAndDate(date: PlainDate): string {
  return `${WEEKDAYS[date.dayOfWeek - 1]} ${longDate(date).replace(/ \d{4}$/, '')}`;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
