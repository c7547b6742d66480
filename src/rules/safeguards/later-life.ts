/**
 * The life of a budget once it is active: what may lie over it, and how it comes to its end (T17 to T33).
 *
 * The first half of the life is in life.ts. Here too the table says from where to where; what each step asks for is
 * in the file of its subject. Pure: same life, same step, same day, same answer.
 */
import type { PlainDate } from '../../values/dates.ts';
import { type Decision, decide, type Refusal } from '../decision.ts';
import type { Policy } from '../policy/policy.ts';
import { type ClosingRefusal, closeReasons } from './closing.ts';
import type { ConcernRefusal } from './concern.ts';
import type { HealthChangeRefusal } from './health-change.ts';
import type { HoldingBackRefusal } from './holding-back.ts';
import type { HospitalRefusal } from './hospital.ts';
import { decideRepayment, type Repayment, type RepaymentRefusal } from './repayment.ts';
import { decideStop, decideStopped, type Stop, type Stopping, type StopRefusal } from './stop.ts';
import { decideSuspension, type Suspension, type SuspensionRefusal } from './suspension.ts';

export type LaterState = 'ACTIVE' | 'STOPPING' | 'STOPPED' | 'RECONCILING' | 'CLOSED';

/** What may lie over a state without changing it. */
export type Overlay = 'REVIEW_OPEN' | 'CONCERN_OPEN' | 'SUSPENDED' | 'HOSPITAL' | 'RECONSIDERATION' | 'RECLAIM_OPEN';

const ANY: readonly LaterState[] = ['ACTIVE', 'STOPPING', 'STOPPED', 'RECONCILING'];

type Row = {
  readonly name: string;
  readonly from: readonly LaterState[];
  /** Absent where the state stays as it is. */
  readonly to?: LaterState;
  readonly lays?: Overlay;
  readonly lifts?: Overlay;
};

/** Every transition after the start: what it is called, from where it may be made, and what it changes. */
export const LATER_TRANSITIONS = {
  T17: { name: 'open a review', from: ['ACTIVE'], lays: 'REVIEW_OPEN' },
  T18: { name: 'close a review', from: ['ACTIVE'], lifts: 'REVIEW_OPEN' },
  T19: { name: 'change the plan or the budget', from: ['ACTIVE'] },
  T20: { name: 'note a stay in hospital', from: ['ACTIVE'], lays: 'HOSPITAL' },
  T21: { name: 'hold payments back', from: ['ACTIVE'], lays: 'SUSPENDED' },
  T22: { name: 'let payments begin again', from: ['ACTIVE'], lifts: 'SUSPENDED' },
  T23: { name: 'bring payments to an end', from: ['ACTIVE'], to: 'STOPPING' },
  T24: { name: 'stop payments', from: ['STOPPING'], to: 'STOPPED' },
  T25: { name: 'ask for the final account', from: ['STOPPED'], to: 'RECONCILING' },
  T26: { name: 'ask for money back', from: ['RECONCILING'], lays: 'RECLAIM_OPEN' },
  T27: { name: 'settle what was asked back', from: ['RECONCILING'], lifts: 'RECLAIM_OPEN' },
  T28: { name: 'close the budget', from: ['RECONCILING'], to: 'CLOSED' },
  T29: { name: 'look at a decision again', from: ANY, lays: 'RECONSIDERATION' },
  T30: { name: 'open a concern', from: ANY, lays: 'CONCERN_OPEN' },
  T31: { name: 'finish a one-off budget', from: ['ACTIVE'], to: 'RECONCILING' },
  T32: { name: 'pass the 16th or 18th birthday', from: ['ACTIVE'] },
  T33: { name: 'bring payments to an end after a death', from: ['ACTIVE'], to: 'STOPPING' },
} as const satisfies Record<string, Row>;
export type LaterTransition = keyof typeof LATER_TRANSITIONS;

export type LaterRefusal =
  | { readonly code: 'not-from-here'; readonly transition: LaterTransition; readonly state: LaterState }
  | { readonly code: 'overlay-there-already'; readonly overlay: Overlay }
  | { readonly code: 'overlay-not-there'; readonly overlay: Overlay }
  | { readonly code: 'still-open'; readonly overlay: Overlay } // T28
  | { readonly code: 'money-not-settled'; readonly pence: bigint } // T28
  | { readonly code: 'outcomes-not-rated' } // T28
  | { readonly code: 'one-off-only' }; // T31

/** Every way in which this chapter says no. */
export type SafeguardRefusal =
  | ClosingRefusal
  | ConcernRefusal
  | HealthChangeRefusal
  | HospitalRefusal
  | SuspensionRefusal
  | HoldingBackRefusal
  | StopRefusal
  | RepaymentRefusal
  | LaterRefusal;

export type LaterLife = {
  readonly isOneOff: boolean;
  readonly state: LaterState;
  readonly overlays: readonly Overlay[];
  /** Once T23 or T33 was made: what was decided. */
  readonly stopping: Stopping | undefined;
};

/** A step with the facts that it needs. The steps whose facts live elsewhere carry none here. */
export type LaterStep =
  | { readonly transition: 'T21'; readonly suspension: Suspension }
  | { readonly transition: 'T23'; readonly stop: Stop }
  | { readonly transition: 'T33'; readonly stop: Omit<Stop, 'ground'> }
  | { readonly transition: 'T26'; readonly repayment: Repayment }
  | { readonly transition: 'T28'; readonly ledgerPence: bigint; readonly outcomesRated: boolean }
  | { readonly transition: Exclude<LaterTransition, 'T21' | 'T23' | 'T26' | 'T28' | 'T33'> };

/** Decides whether a step may be made today, and what the life is after it. */
export function decideLaterStep(
  life: LaterLife,
  step: LaterStep,
  policy: Pick<Policy, 'notice' | 'suspension'>,
  today: PlainDate,
): Decision<LaterLife> {
  const row: Row = LATER_TRANSITIONS[step.transition];
  const stop = stopOf(step, policy.notice, today);
  const { lays, lifts } = row;
  return decide(
    [
      !row.from.includes(life.state) && { code: 'not-from-here', transition: step.transition, state: life.state },
      lays !== undefined && life.overlays.includes(lays) && { code: 'overlay-there-already', overlay: lays },
      lifts !== undefined && !life.overlays.includes(lifts) && { code: 'overlay-not-there', overlay: lifts },
      ...reasonsOf(stop),
      ...ownReasons(life, step, policy, today),
    ],
    () => ({
      ...life,
      state: row.to ?? life.state,
      overlays: [...life.overlays.filter(overlay => overlay !== lifts), ...(lays === undefined ? [] : [lays])],
      stopping: stop?.accepted ? stop.value : life.stopping,
    }),
  );
}

function stopOf(step: LaterStep, policy: Policy['notice'], today: PlainDate): Decision<Stopping> | undefined {
  if (step.transition === 'T23') return decideStop(step.stop, policy, today);
  return step.transition === 'T33' ? decideStop({ ...step.stop, ground: 'D8' }, policy, today) : undefined;
}

/** What the step's own subject has against it. */
function ownReasons(
  life: LaterLife,
  step: LaterStep,
  policy: Pick<Policy, 'notice' | 'suspension'>,
  today: PlainDate,
): readonly (Refusal | false)[] {
  switch (step.transition) {
    case 'T21':
      return reasonsOf(decideSuspension(step.suspension, policy.suspension, today));
    case 'T24':
      return life.stopping ? reasonsOf(decideStopped(life.stopping, today)) : [];
    case 'T26':
      return reasonsOf(decideRepayment(step.repayment, policy.notice.reclaimDays, today));
    case 'T28':
      return closeReasons(life, step);
    case 'T31':
      return [!life.isOneOff && { code: 'one-off-only' }];
    default:
      return [];
  }
}

function reasonsOf(decision: Decision<unknown> | undefined): readonly Refusal[] {
  return decision === undefined || decision.accepted ? [] : decision.refusals;
}
