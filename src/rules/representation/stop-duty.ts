/**
 * What the board must do when who speaks for the person changes: the duty to stop direct payments (R-028 to R-030,
 * CL-23 M1 to M3), the look at an ended nomination, what was found about a payee and the work before
 * a birthday (T32). Each is one task with a day to act by, and ends with what was decided. Pure.
 */
import type { PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { Turning } from './birthdays.ts';
import type { MandatoryGround, Standing } from './consent.ts';

export const REPRESENTATION_TASKS = [
  'STOP_M1',
  'STOP_M2',
  'STOP_M3',
  'NOMINEE_REVIEW',
  'PAYEE_UNSUITABLE',
  'PAYEE_BANKRUPT',
  'TRANSITION_16',
  'TRANSITION_18',
] as const;
export type RepresentationTaskKind = (typeof REPRESENTATION_TASKS)[number];

export type RepresentationTask = {
  readonly kind: RepresentationTaskKind;
  /** Once for each of this: a task that was done comes again only for another cause. */
  readonly cause: string;
  readonly dueOn: PlainDate;
};

export type RepresentationTaskRefusal =
  | { readonly code: 'representation-task-closed' }
  | { readonly code: 'representation-task-without-outcome' };

const STOP_TASKS: Readonly<Record<MandatoryGround, RepresentationTaskKind>> = {
  M1: 'STOP_M1',
  M2: 'STOP_M2',
  M3: 'STOP_M3',
};

/**
 * The duty to stop direct payments that have begun to be paid or may be: from the day on which consent
 * fell, without notice, once for each time that somebody had said yes.
 */
export function stopDuty(
  standing: Pick<Standing, 'ground'>,
  facts: { readonly today: PlainDate; readonly wordsSaid: number },
): RepresentationTask | undefined {
  const { ground } = standing;
  return ground && { kind: STOP_TASKS[ground], cause: `word ${facts.wordsSaid}`, dueOn: facts.today };
}

/** T32: the work before a birthday is to be done by the day before it. */
export function turningTask({ years, birthdayOn }: Turning): RepresentationTask {
  return {
    kind: years === 16 ? 'TRANSITION_16' : 'TRANSITION_18',
    cause: birthdayOn.toString(),
    dueOn: birthdayOn.subtract({ days: 1 }),
  };
}

/** What is to be done, in words for staff. */
export const REPRESENTATION_TASK_WORDS: Readonly<Record<RepresentationTaskKind, string>> = {
  STOP_M1: 'Stop direct payments: the person took back their yes. Arrange their care in another way from that day',
  STOP_M2: 'Stop direct payments: nobody who acts for the person says yes. Arrange their care in another way',
  STOP_M3: 'Stop direct payments, or ask the person now: they decide for themself and have not said yes',
  NOMINEE_REVIEW: 'Look at the budget again: the nomination ended. Settle who receives the money',
  PAYEE_UNSUITABLE: 'Decide whether direct payments go on: whoever receives the money was found unsuitable',
  PAYEE_BANKRUPT: 'Offer another way to hold the money: whoever receives it is bankrupt. Payments go on meanwhile',
  TRANSITION_16:
    'Get ready for the 16th birthday: the young person’s own capacity and consent, or who keeps acting for them',
  TRANSITION_18:
    'Get ready for the 18th birthday: parental responsibility and children’s continuing care end. Settle what adult care follows, and who acts',
};

/** Decides whether a task may be closed: once, with what was decided. */
export function decideTaskDone(task: { readonly closed: boolean }, outcome: string): Decision<true> {
  return decide(
    [
      task.closed && { code: 'representation-task-closed' },
      outcome.trim() === '' && { code: 'representation-task-without-outcome' },
    ],
    () => true,
  );
}
