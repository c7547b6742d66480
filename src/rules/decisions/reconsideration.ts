/**
 * Looking at a decision again (T29, R-018, R-114): who may ask, by when it is answered, who may answer, what a changed
 * decision does, and what waits meanwhile.
 *
 * Pure: `today` is an argument; days are calendar days, dates are London calendar dates.
 */
import { addMonths, isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { type UnlawfulRefusal, unlawfulIn } from './unlawful-reasons.ts';

/** T29: the decisions that may be looked at again. */
export const DECISION_KINDS = [
  'BUDGET',
  'PART',
  'OPTION',
  'PLAN',
  'ITEM',
  'REDUCTION',
  'STOP',
  'REPAYMENT',
  'SUSPENSION',
  'EXTRA_PAYMENT',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** CHANGED: the first decision no longer holds. STANDS: it does, with reasons. */
export const OUTCOMES = ['CHANGED', 'STANDS'] as const;
export type ReconsiderationOutcome = (typeof OUTCOMES)[number];

export type ReconsiderationRefusal =
  | UnlawfulRefusal
  | { readonly code: 'not-asked-by-person' } // R-114, this and the next three
  | { readonly code: 'asked-without-words' }
  | { readonly code: 'reconsideration-open'; readonly answerBy: PlainDate }
  | { readonly code: 'reconsidered-recently'; readonly againFrom: PlainDate } // from memory: a policy setting
  | { readonly code: 'decision-changed-already' }
  | { readonly code: 'reconsideration-answered' } // T29, this and the next three
  | { readonly code: 'reviewer-decided-first' }
  | { readonly code: 'reviewer-on-the-case' }
  | { readonly code: 'outcome-without-reasons' };

export type AskFacts = {
  /** The person, or somebody who acts for them. */
  readonly byHolder: boolean;
  /** Earlier requests about the same decision, oldest first. */
  readonly earlier: readonly {
    readonly answerBy: PlainDate;
    readonly outcome: { readonly outcome: ReconsiderationOutcome; readonly decidedOn: PlainDate } | undefined;
  }[];
  /** Days until the answer is due. */
  readonly answerDays: number;
  /** Months in which the same decision need not be looked at once more; nought for no bar. */
  readonly repeatMonths: number;
};

/** Decides whether a decision is looked at again, and by when the person has the answer. */
export function decideAsk(
  { byHolder, earlier, answerDays, repeatMonths }: AskFacts,
  words: string,
  today: PlainDate,
): Decision<{ readonly answerBy: PlainDate }> {
  const open = earlier.find(({ outcome }) => outcome === undefined);
  const last = earlier.findLast(({ outcome }) => outcome !== undefined)?.outcome;
  const againFrom = last && addMonths(last.decidedOn, repeatMonths);
  return decide(
    [
      !byHolder && { code: 'not-asked-by-person' },
      words.trim() === '' && { code: 'asked-without-words' },
      open !== undefined && { code: 'reconsideration-open', answerBy: open.answerBy },
      last?.outcome === 'CHANGED' && { code: 'decision-changed-already' },
      last?.outcome === 'STANDS' &&
        isBefore(today, againFrom!) && { code: 'reconsidered-recently', againFrom: againFrom! },
    ],
    () => ({ answerBy: today.add({ days: answerDays }) }),
  );
}

export type AnswerFacts = {
  readonly kind: DecisionKind;
  readonly state: BudgetState;
  readonly answered: boolean;
  readonly decidedById: string;
  /** Who else worked on the case: assessed, planned, set the figure. */
  readonly onTheCaseIds: readonly string[];
};

export type AnswerInput = { readonly outcome: ReconsiderationOutcome; readonly reasons: string };

/**
 * Decides the answer: by somebody who neither decided before nor worked on the case, with reasons. A decision that
 * stands may rest on lawful reasons only. `reopensTo` is the step that the case goes back to, if it does.
 */
export function decideAnswer(
  facts: AnswerFacts,
  { outcome, reasons }: AnswerInput,
  reviewerId: string,
): Decision<{ readonly outcome: ReconsiderationOutcome; readonly reopensTo: BudgetState | undefined }> {
  return decide(
    [
      facts.answered && { code: 'reconsideration-answered' },
      facts.decidedById === reviewerId && { code: 'reviewer-decided-first' },
      facts.onTheCaseIds.includes(reviewerId) && { code: 'reviewer-on-the-case' },
      reasons.trim() === '' && { code: 'outcome-without-reasons' },
      ...(outcome === 'STANDS' ? unlawfulIn(reasons, 'reasons') : []),
    ],
    () => ({ outcome, reopensTo: outcome === 'CHANGED' ? reopensTo(facts) : undefined }),
  );
}

/**
 * Where a changed decision takes the case: a declined request is decided anew, a refused plan is planned on, and an
 * item that was refused is put back while the money is not set. Later, and for all else, the case goes on where it is.
 */
export function reopensTo({ kind, state }: Pick<AnswerFacts, 'kind' | 'state'>): BudgetState | undefined {
  if (kind === 'BUDGET' && state === 'DECLINED') return 'REQUESTED';
  if (kind === 'PLAN' && state === 'REFUSED') return 'PLANNING';
  if (kind === 'ITEM' && state === 'APPROVED') return 'PLANNING';
  return undefined;
}

/** Whether the answer is late on this day. */
export function isAnswerLate(answerBy: PlainDate, today: PlainDate): boolean {
  return isBefore(answerBy, today);
}

/** while a demand for repayment is looked at again, nothing is recovered. */
export function isRecoveryPaused(
  requests: readonly { readonly kind: DecisionKind; readonly answered: boolean }[],
  pausesRecovery: boolean,
): boolean {
  return pausesRecovery && requests.some(({ kind, answered }) => kind === 'REPAYMENT' && !answered);
}
