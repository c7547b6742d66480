/**
 * A payment file of which the bank says nothing, an issuer of cards that says nothing of its loads, and runs that the service
 * prepares by itself because of it.
 *
 * Pure. Whether a file is overdue stands in standby.ts, with what giving it up does.
 */
import { type BankHolidays, isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { RunStatus } from './payment.ts';
import { confirmBy, isOverdue } from './standby.ts';

/** What follows where a bank says nothing: TELL finance, who decide, or GIVE_UP and pay another way. */
export type OnSilence = 'WAIT' | 'TELL' | 'GIVE_UP';

/** A sent file, of which nobody has said that it was taken in. */
export type SilentFile = {
  readonly status: RunStatus;
  readonly sentOn: PlainDate;
  readonly isConfirmed: boolean;
  readonly isDeclared: boolean;
  /** Live payments that nobody confirmed one by one. */
  readonly unsettledCount: number;
  /** The bank has confirmed a file of this board on this rail before. */
  readonly bankConfirms: boolean;
};

/**
 * What to do about a file today. Silence says something only of a bank that has spoken before: where no file was
 * ever confirmed, finance is told and asks the bank, and nothing is given up for that alone. What was counted as arrived
 * is past: it comes back by a report, or not at all.
 */
export function onSilence(
  file: SilentFile,
  policy: { readonly confirmWorkingDays: number; readonly withoutConfirmation: 'PREPARE' | 'TELL' },
  today: PlainDate,
  holidays: BankHolidays,
): OnSilence {
  const isOver =
    file.status === 'SENT' &&
    !file.isDeclared &&
    file.unsettledCount > 0 &&
    isOverdue(file, policy.confirmWorkingDays, today, holidays);
  if (!isOver) return 'WAIT';
  return policy.withoutConfirmation === 'PREPARE' && file.bankConfirms ? 'GIVE_UP' : 'TELL';
}

/** What was sent to the cards of one issuer in one run, and counted as arrived. */
export type SilentLoads = {
  readonly creditOn: PlainDate;
  /** Of how many of them a word came; of one, and the issuer is not silent. */
  readonly confirmedCount: number;
  readonly unsettledCount: number;
  /** Of the last loads before these, where there were any: how many were sent, and how many were confirmed by their day. */
  readonly before: { readonly sentCount: number; readonly inTimeCount: number } | undefined;
};

/**
 * The same of an issuer of cards: none of its loads of one run was confirmed by the day that policy sets after they
 * should have arrived. Its silence says something only where most of the loads before were confirmed in time.
 */
export function onIssuerSilence(
  loads: SilentLoads,
  policy: { readonly confirmWorkingDays: number; readonly withoutConfirmation: 'PREPARE' | 'TELL' },
  today: PlainDate,
  holidays: BankHolidays,
): OnSilence {
  const { creditOn, confirmedCount, unsettledCount, before } = loads;
  const isOver =
    confirmedCount === 0 &&
    unsettledCount > 0 &&
    isBefore(confirmBy(creditOn, policy.confirmWorkingDays, holidays), today);
  if (!isOver) return 'WAIT';
  const speaks = before !== undefined && 2 * before.inTimeCount > before.sentCount;
  return policy.withoutConfirmation === 'PREPARE' && speaks ? 'GIVE_UP' : 'TELL';
}

/** Decides whether somebody may take up a run that the service prepared: once, while it waits. From then on it counts as theirs. */
export function decideTakeUp(run: {
  readonly status: RunStatus;
  readonly isByService: boolean;
  readonly isTakenUp: boolean;
}): Decision<true> {
  const { status, isByService, isTakenUp } = run;
  return decide(
    [
      status !== 'PREPARED' && { code: 'run-in-wrong-state', status, wanted: 'PREPARED' },
      !isByService && { code: 'run-not-by-service' },
      isTakenUp && { code: 'run-taken-up-already' },
    ],
    () => true,
  );
}
