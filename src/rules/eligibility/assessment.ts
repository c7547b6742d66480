/**
 * The assessment that a budget is worked out from (T06): needs, outcomes, strengths, what works and what does not.
 *
 * Rules for capacity. Pure.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import { type BudgetState, wrongState } from '../life.ts';

/** CL-08: where a need lies. */
export const NEED_DOMAINS = [
  'BREATHING',
  'NUTRITION',
  'CONTINENCE',
  'SKIN',
  'MOBILITY',
  'COMMUNICATION',
  'PSYCHOLOGICAL',
  'COGNITION',
  'BEHAVIOUR',
  'MEDICINES',
  'CONSCIOUSNESS',
  'OTHER',
] as const;

/** CL-07: how a need is met now, and whether a budget could meet it. */
export const NEED_MET = [
  'IN_PHB',
  'UNMET',
  'MET_IF_DIFFERENT',
  'MET_COMMISSIONED',
  'NOT_RELEASABLE',
  'COMMUNITY',
  'SELF_FUNDED',
] as const;

/** What is asked of every person about their life. */
export const ENTRY_KINDS = ['STRENGTH', 'WORKING', 'NOT_WORKING', 'IMPORTANT_TO', 'IMPORTANT_FOR'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** The kinds that an assessment can't be completed without; the others are asked before a plan is submitted. */
export const NEEDED_ENTRIES = ['STRENGTH', 'WORKING', 'NOT_WORKING'] as const satisfies readonly EntryKind[];

/** Where an assessment may be added to: until the care plan is submitted. */
const OPEN_STATES: readonly BudgetState[] = ['ELIGIBLE', 'ASSESSED', 'INDICATIVE', 'PLANNING'];

export type AssessmentRefusal =
  | { readonly code: 'assessment-closed'; readonly state: BudgetState }
  | { readonly code: 'entry-empty' } // words, or "chose not to say", and not both
  | { readonly code: 'no-need' }
  | { readonly code: 'need-without-outcome'; readonly words: string }
  | { readonly code: 'entry-missing'; readonly kind: EntryKind }
  | { readonly code: 'importance-out-of-range'; readonly importance: number }
  | { readonly code: 'assessed-in-future' }
  | { readonly code: 'capacity-without-record' }; // what support was given

/** Decides whether something may be added to the assessment in this state. */
export function decideAddition(state: BudgetState): Decision<{ readonly state: BudgetState }> {
  return decide([additionClosed(state)], () => ({ state }));
}

/** Whether the assessment may be added to in this state. */
export function isOpenForAdditions(state: BudgetState): boolean {
  return OPEN_STATES.includes(state);
}

function additionClosed(state: BudgetState): AssessmentRefusal | false {
  return !isOpenForAdditions(state) && { code: 'assessment-closed', state };
}

/** Decides whether an entry says something: words, or that the person chose not to say, never both. */
export function decideEntry(
  state: BudgetState,
  entry: { readonly words: string; readonly choseNotToSay: boolean },
): Decision<{ readonly words: string }> {
  const words = entry.words.trim();
  return decide([additionClosed(state), (words === '') !== entry.choseNotToSay && { code: 'entry-empty' }], () => ({
    words,
  }));
}

/** Decides whether an outcome may be added: how important it is stands between 1 and 10 when the person says. */
export function decideOutcome(
  state: BudgetState,
  importance: number | null,
): Decision<{ readonly importance: number | null }> {
  const fits = importance === null || (Number.isInteger(importance) && importance >= 1 && importance <= 10);
  return decide([additionClosed(state), !fits && { code: 'importance-out-of-range', importance }], () => ({
    importance,
  }));
}

export type AssessmentFacts = {
  readonly state: BudgetState;
  /** One item for each entry, "chose not to say" included. */
  readonly entryKinds: readonly string[];
  readonly needs: readonly { readonly needId: string; readonly words: string }[];
  readonly outcomes: readonly { readonly needId: string }[];
};

/** What was found about the person's capacity to have a direct payment: assumed, or assessed. */
export type Capacity = 'ASSUMED' | 'HAS' | 'LACKS';

export type AssessmentInput = {
  readonly assessedOn: PlainDate;
  readonly capacity: Capacity;
  /** What support was given to decide; needed when capacity was assessed. */
  readonly capacitySupport: string;
  /** Safeguarding or another reason to look after the person more closely. */
  readonly vulnerable: boolean;
};

/**
 * Decides T06: the assessment is complete. Every gap is named at once. A person who lacks capacity counts as
 * vulnerable, so that the plan has to say how they are kept safe and free.
 */
export function decideAssessed(
  facts: AssessmentFacts,
  input: AssessmentInput,
  today: PlainDate,
): Decision<{ readonly assessedOn: PlainDate; readonly vulnerable: boolean }> {
  const served = new Set(facts.outcomes.map(outcome => outcome.needId));
  return decide(
    [
      wrongState(facts.state, 'T06'),
      facts.needs.length === 0 && { code: 'no-need' },
      ...facts.needs.map(
        ({ needId, words }): AssessmentRefusal | false =>
          !served.has(needId) && { code: 'need-without-outcome', words },
      ),
      ...NEEDED_ENTRIES.map(
        (kind): AssessmentRefusal | false => !facts.entryKinds.includes(kind) && { code: 'entry-missing', kind },
      ),
      isBefore(today, input.assessedOn) && { code: 'assessed-in-future' },
      input.capacity !== 'ASSUMED' && input.capacitySupport.trim() === '' && { code: 'capacity-without-record' },
    ],
    () => ({ assessedOn: input.assessedOn, vulnerable: input.vulnerable || input.capacity === 'LACKS' }),
  );
}
