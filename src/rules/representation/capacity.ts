/**
 * Capacity for one decision at one time: assumed, unless an assessment for this decision says otherwise.
 *
 * "Lacks capacity" counts only with a record: the help that was given, and which of the four abilities was missing.
 * Without one it is a doubt: nobody can act for the person on it, and nothing is paid until it is settled. Pure.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';

/** What the person may have to decide; also what an authority may cover. */
export const PERSONAL_DECISIONS = ['DIRECT_PAYMENT', 'PLAN', 'NOMINEE', 'SHARING'] as const;
export type PersonalDecision = (typeof PERSONAL_DECISIONS)[number];

/** The same as people say it. */
export const PERSONAL_DECISION_WORDS: Readonly<Record<PersonalDecision, string>> = {
  DIRECT_PAYMENT: 'to be paid directly, and to look after the money',
  PLAN: 'what is in the care plan',
  NOMINEE: 'who receives the money for them',
  SHARING: 'who their information is shared with',
};

/** What it takes to decide. Who can do all four has capacity. */
export const ABILITIES = ['understand', 'retain', 'weigh', 'communicate'] as const;
export type Abilities = { readonly [Ability in (typeof ABILITIES)[number]]: boolean };

export type CapacityFinding = {
  readonly hasCapacity: boolean;
  readonly supportGiven: string;
  /** Undefined: nobody wrote down what the person could and could not do. */
  readonly abilities: Abilities | undefined;
  readonly assessedOn: PlainDate;
};

/** `NOT_ASSESSED`: somebody said that the person lacks capacity, and there is no record that shows it. */
export type Capacity = 'ASSUMED' | 'HAS' | 'LACKS' | 'NOT_ASSESSED';

export type CapacityRefusal =
  | { readonly code: 'capacity-support-missing' } // R-022, this and the next three
  | { readonly code: 'capacity-assessed-in-future' }
  | { readonly code: 'capacity-review-missing' }
  | { readonly code: 'capacity-review-not-later'; readonly assessedOn: PlainDate };

/** The capacity on one day by all findings for this decision, in the order in which they were recorded. */
export function capacityOn(findings: readonly CapacityFinding[], date: PlainDate): Capacity {
  const latest = findingsBy(findings, date).at(-1);
  if (!latest) return 'ASSUMED';
  if (latest.hasCapacity) return 'HAS';
  return latest.abilities && latest.supportGiven.trim() !== '' ? 'LACKS' : 'NOT_ASSESSED';
}

/** Whether the person decides this for themself. */
export function isAble(capacity: Capacity): boolean {
  return capacity === 'ASSUMED' || capacity === 'HAS';
}

/** The day from which the person's own word counts again: of the first finding after they were found to lack capacity. */
export function regainedOn(findings: readonly CapacityFinding[], date: PlainDate): PlainDate | undefined {
  const inOrder = findingsBy(findings, date);
  const lost = inOrder.findLastIndex(finding => !finding.hasCapacity);
  return lost === -1 ? undefined : inOrder[lost + 1]?.assessedOn;
}

/** Up to this day, by the day of the assessment; those of one day as they were recorded. */
function findingsBy(findings: readonly CapacityFinding[], date: PlainDate): CapacityFinding[] {
  return findings
    .filter(({ assessedOn }) => !isBefore(date, assessedOn))
    .toSorted((a, b) => Temporal.PlainDate.compare(a.assessedOn, b.assessedOn));
}

export type CapacityRecord = {
  readonly abilities: Abilities;
  /** What was done to help the person decide. */
  readonly supportGiven: string;
  readonly assessedOn: PlainDate;
  /** When somebody looks again; needed where the person lacks capacity. */
  readonly reviewOn: PlainDate | undefined;
};

/** Decides whether an assessment may be recorded. What it finds follows from the four abilities. */
export function decideCapacityRecord(
  record: CapacityRecord,
  today: PlainDate,
): Decision<{ readonly hasCapacity: boolean }> {
  const { abilities, supportGiven, assessedOn, reviewOn } = record;
  const hasCapacity = ABILITIES.every(ability => abilities[ability]);
  return decide(
    [
      supportGiven.trim() === '' && { code: 'capacity-support-missing' },
      isBefore(today, assessedOn) && { code: 'capacity-assessed-in-future' },
      !hasCapacity && reviewOn === undefined && { code: 'capacity-review-missing' },
      reviewOn !== undefined && !isBefore(assessedOn, reviewOn) && { code: 'capacity-review-not-later', assessedOn },
    ],
    () => ({ hasCapacity }),
  );
}
