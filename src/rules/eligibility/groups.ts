/**
 * Who belongs to a group that may have a budget: the four groups that have a right to one, the board's
 * own local offer and exceptional cases. Level of need counts; a diagnosis alone neither includes nor excludes
 * anybody.
 *
 * Pure: dates are London calendar dates.
 */
import { ageOn, isBefore, type PlainDate } from '../../values/dates.ts';
import type { Cohort, CohortStatus } from '../policy/policy.ts';
import type { Group } from './eligibility.ts';

/** Under what somebody was detained. A restriction order changes nothing: sections 37/41, 47/49 and 48/49 count as 37, 47 and 48. */
export const DETENTION_SECTIONS = ['S2', 'S3', 'S37', 'S45A', 'S47', 'S48', 'OTHER'] as const;
export type DetentionSection = (typeof DETENTION_SECTIONS)[number];

/** the sections after which the law gives aftercare. */
const GIVES_AFTERCARE: readonly DetentionSection[] = ['S3', 'S37', 'S45A', 'S47', 'S48'];

/** all five must hold. */
export const WHEELCHAIR_TESTS = [
  'LONG_TERM_DISABILITY', // medically recognised
  'NEEDS_CHAIR_DAILY', // a wheelchair or specialist buggy, to live day to day and stay well
  'KNOWN_TO_SERVICE', // referred to the wheelchair service or on its books
  'MEETS_CRITERIA', // of that service
  'NEEDS_NEW_CHAIR', // because the clinical need or the state of the chair has changed
] as const;
export type WheelchairTest = (typeof WHEELCHAIR_TESTS)[number];

/** What is said about the person's place in the group. */
export type GroupInput = {
  readonly group: Group;
  /** What shows that the person is of the group; for an exceptional case, why it is one. */
  readonly evidence: string;
  /** The day of the decision that the evidence is about, for instance the continuing healthcare decision. */
  readonly evidenceOn: PlainDate | undefined;
  /** the package is arranged and funded by the NHS alone. */
  readonly solelyNhsFunded: boolean;
  /** we arrange and fund it, wholly or in part, for needs from a disability, an accident or an illness. */
  readonly fundedByIcb: boolean;
  /** every section that the person was detained under. */
  readonly sections: readonly DetentionSection[];
  /** those that hold. */
  readonly wheelchair: readonly WheelchairTest[];
  /** the name of the group of the local offer. */
  readonly cohort: string;
  /** they meet what the local offer asks of this group. */
  readonly fitsCohort: boolean;
  readonly invited: boolean;
  /** how much the person needs, whatever their diagnosis. */
  readonly levelOfNeed: string;
};

export type GroupRefusal =
  | { readonly code: 'evidence-missing' } // T03
  | { readonly code: 'evidence-in-future' } // T03
  | { readonly code: 'not-adult'; readonly ageYears: number }
  | { readonly code: 'not-solely-nhs-funded' }
  | { readonly code: 'not-child'; readonly ageYears: number }
  | { readonly code: 'not-funded-by-icb' }
  | { readonly code: 'detention-section-missing' }
  | { readonly code: 'section-gives-no-aftercare'; readonly sections: readonly DetentionSection[] }
  | { readonly code: 'wheelchair-test-not-met'; readonly test: WheelchairTest }
  | { readonly code: 'cohort-unknown' } // R-014, this and the next three
  | { readonly code: 'cohort-not-open'; readonly cohort: string; readonly status: CohortStatus }
  | { readonly code: 'cohort-not-invited'; readonly cohort: string }
  | { readonly code: 'cohort-not-fitting'; readonly cohort: string }
  | { readonly code: 'level-of-need-missing' };

export type GroupFacts = {
  readonly dateOfBirth: PlainDate;
  /** The groups of the local offer, from the policy. */
  readonly cohorts: readonly Cohort[];
};

/** Every reason why this person is not, or not yet shown to be, of the group. Empty when they are. */
export function groupProblems(facts: GroupFacts, input: GroupInput, today: PlainDate): readonly GroupRefusal[] {
  const { evidence, evidenceOn } = input;
  const needsDay = isContinuingHealthcare(input.group);
  const proof: readonly (GroupRefusal | false)[] = [
    (evidence.trim() === '' || (needsDay && evidenceOn === undefined)) && { code: 'evidence-missing' },
    evidenceOn !== undefined && isBefore(today, evidenceOn) && { code: 'evidence-in-future' },
  ];
  return [...proof, ...membershipProblems(facts, input, today)].filter(problem => problem !== false);
}

/**
 * whether what is said puts the person outside the group, whatever its evidence. Only then is "not in a
 * group" a reason to decline. An exceptional case without a reason why it is one is none.
 */
export function isOutsideGroup(facts: GroupFacts, input: GroupInput, today: PlainDate): boolean {
  if (input.group === 'EXCEPTION') return input.evidence.trim() === '';
  return membershipProblems(facts, input, today).some(problem => problem !== false);
}

/** Whether this is NHS Continuing Healthcare, of which R-010 says who has it. */
export function isContinuingHealthcare(group: Group): boolean {
  return group === 'CHC_STANDARD' || group === 'CHC_FAST_TRACK';
}

/** The rule that says who is of a group: one of the four with a right in law, or the local offer's and the exceptional case's. */
export function ruleOfGroup(group: Group): 'R-010' | 'R-011' | 'R-012' | 'R-013' | 'R-014' {
  switch (group) {
    case 'CHC_STANDARD':
    case 'CHC_FAST_TRACK':
      return 'R-010';
    case 'CHILDREN_CC':
      return 'R-011';
    case 'S117':
      return 'R-012';
    case 'WHEELCHAIR':
      return 'R-013';
    default:
      return 'R-014';
  }
}

/** The groups of the local offer that somebody may be found eligible under on this day. */
export function openCohorts(cohorts: readonly Cohort[], today: PlainDate): readonly Cohort[] {
  return cohorts.filter(cohort => isOpen(cohort, today));
}

function membershipProblems(facts: GroupFacts, input: GroupInput, today: PlainDate): readonly (GroupRefusal | false)[] {
  switch (input.group) {
    case 'CHC_STANDARD':
    case 'CHC_FAST_TRACK': {
      const ageYears = input.evidenceOn === undefined ? undefined : ageOn(facts.dateOfBirth, input.evidenceOn);
      return [
        ageYears !== undefined && ageYears < 18 && { code: 'not-adult', ageYears },
        !input.solelyNhsFunded && { code: 'not-solely-nhs-funded' },
      ];
    }
    case 'CHILDREN_CC': {
      const ageYears = ageOn(facts.dateOfBirth, today);
      return [ageYears > 17 && { code: 'not-child', ageYears }, !input.fundedByIcb && { code: 'not-funded-by-icb' }];
    }
    case 'S117': {
      const { sections } = input;
      if (sections.length === 0) return [{ code: 'detention-section-missing' }];
      return [
        !sections.some(section => GIVES_AFTERCARE.includes(section)) && {
          code: 'section-gives-no-aftercare',
          sections,
        },
      ];
    }
    case 'WHEELCHAIR':
      return WHEELCHAIR_TESTS.map(
        test => !input.wheelchair.includes(test) && ({ code: 'wheelchair-test-not-met', test } as const),
      );
    case 'LOCAL_COHORT':
      return [...cohortProblems(facts, input, today), noLevelOfNeed(input)];
    case 'EXCEPTION':
      return [noLevelOfNeed(input)];
  }
}

/** a group of the local offer that is open on this day; a trial is by invitation. */
function cohortProblems(
  { cohorts }: GroupFacts,
  { cohort: name, fitsCohort, invited }: GroupInput,
  today: PlainDate,
): readonly (GroupRefusal | false)[] {
  const cohort = cohorts.find(each => each.name === name);
  if (!cohort) return [{ code: 'cohort-unknown' }];
  return [
    !isOpen(cohort, today) && { code: 'cohort-not-open', cohort: name, status: cohort.status },
    cohort.status === 'TRIAL' && !invited && { code: 'cohort-not-invited', cohort: name },
    !fitsCohort && { code: 'cohort-not-fitting', cohort: name },
  ];
}

function isOpen({ status, since, until }: Cohort, today: PlainDate): boolean {
  const iso = today.toString();
  return (status === 'LIVE' || status === 'TRIAL') && since <= iso && (until === null || iso <= until);
}

/** */
function noLevelOfNeed({ levelOfNeed }: GroupInput): GroupRefusal | false {
  return levelOfNeed.trim() === '' && { code: 'level-of-need-missing' };
}
