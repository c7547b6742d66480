/**
 * A payment file of which the bank says nothing, and runs that the service prepares by itself because of it.
 *
 * Pure. Whether a file is overdue stands in standby.ts, with what giving it up does.
 */
import type { BankHolidays, PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { RunStatus } from './payment.ts';
import { isOverdue } from './standby.ts';

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
