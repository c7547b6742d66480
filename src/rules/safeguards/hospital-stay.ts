/**
 * The report of a stay in hospital, and of its end (T20, R-103). What pauses meanwhile is in hospital.ts.
 *
 * Pure. Neither changes a payment.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { notRunning } from './holding-back.ts';
import { onAdmission } from './hospital.ts';

/** Decides whether the report of an admission is noted: somebody has a task from that day on, and no payment changes. */
export function decideAdmission(
  facts: { readonly state: BudgetState; readonly isInHospital: boolean },
  admittedOn: PlainDate,
  today: PlainDate,
): Decision<ReturnType<typeof onAdmission>> {
  return decide(
    [
      notRunning(facts.state),
      facts.isInHospital && { code: 'overlay-there-already', overlay: 'HOSPITAL' },
      isBefore(today, admittedOn) && { code: 'admitted-in-future' },
    ],
    () => onAdmission(admittedOn),
  );
}

/** Decides whether the way home is noted: once, not before the admission and not ahead of time. */
export function decideHome(
  stay: { readonly admittedOn: PlainDate; readonly isInHospital: boolean },
  returnedOn: PlainDate,
  today: PlainDate,
): Decision<true> {
  return decide(
    [
      !stay.isInHospital && { code: 'overlay-not-there', overlay: 'HOSPITAL' },
      (isBefore(returnedOn, stay.admittedOn) || isBefore(today, returnedOn)) && { code: 'home-day-wrong' },
    ],
    () => true,
  );
}
