/**
 * May this person have a budget, and who decided it: requests, T03 and T04.
 *
 * Rules; who is in which group stands in groups.ts. Pure: no clock, no
 * database; dates are London calendar dates.
 */
import type { Actor } from '../../values/actor.ts';
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import { type UnlawfulRefusal, unlawfulIn } from '../decisions/unlawful-reasons.ts';
import { type BudgetState, type Transition, wrongState } from '../life.ts';
import { type AskedProgramme, placeReasons } from '../options/programme.ts';
import type { AssessmentRefusal } from './assessment.ts';
import { type GroupFacts, type GroupInput, type GroupRefusal, groupProblems, isOutsideGroup } from './groups.ts';
import { type IdentifierRefusal, type NhsNumberStatus, nhsNumberProblems } from './identifiers.ts';

/** CL-01: the groups that a request or a decision may name. */
export const GROUPS = [
  'CHC_STANDARD',
  'CHC_FAST_TRACK',
  'CHILDREN_CC',
  'S117',
  'WHEELCHAIR',
  'LOCAL_COHORT',
  'EXCEPTION',
] as const;
export type Group = (typeof GROUPS)[number];

/** What a budget rests on: a right in law, the board's own local offer, or an exceptional case. */
export type Basis = 'RIGHT' | 'LOCAL_OFFER' | 'EXCEPTION';

/**
 * The only reasons for which a budget may be refused, in whole or in part: it is not appropriate for this
 * person or this service. That money is short or that a wish is unusual is none of them.
 */
export const INAPPROPRIATE_BECAUSE = [
  'NEEDS_CANNOT_BE_MET', // the health needs could not be met through a budget in any of the three ways
  'NOT_SAFE', // a risk that no support and no way of holding the money would make safe
  'SERVICE_CANNOT_BE_BUDGETED', // the service is one that a budget can't cover, such as emergency care
  'CARE_TOO_SHORT', // the care will end before a budget could be set up
  'NO_NEED_FOR_CARE', // there is no health or care need that a budget would meet
] as const;
export type InappropriateBecause = (typeof INAPPROPRIATE_BECAUSE)[number];

/** Why the whole of a request may be declined: the above, or that the person is in none of the groups. */
export const DECLINE_BECAUSE = [...INAPPROPRIATE_BECAUSE, 'NOT_IN_A_GROUP'] as const;
export type DeclineBecause = (typeof DECLINE_BECAUSE)[number];

/** One reason of a refusal: its code and what it means in this person's case. */
export type Reason = { readonly code: string; readonly words: string };

export type EligibilityRefusal =
  | IdentifierRefusal
  | AssessmentRefusal
  | { readonly code: 'told-optional-needed' } // T02
  | { readonly code: 'requested-in-future' } // T02
  | { readonly code: 'requested-before-enquiry' } // T02
  | { readonly code: 'enquiry-has-request' } // T02: one enquiry, one budget
  | { readonly code: 'nhs-number-held-by-another' } // same number, other date of birth
  | { readonly code: 'information-missing' }
  | { readonly code: 'information-in-future' }
  | GroupRefusal
  | UnlawfulRefusal
  | { readonly code: 'icb-not-confirmed' } // T03
  | { readonly code: 'reasons-missing' }
  | { readonly code: 'reason-without-words'; readonly reason: string }
  | { readonly code: 'not-inappropriateness'; readonly reason: string }
  | { readonly code: 'part-missing' } // which part of the service is refused
  | { readonly code: 'person-is-in-group'; readonly group: Group }
  | { readonly code: 'nothing-offered-instead' };

export type RequestFacts = {
  /** The enquiry that it grew from, or undefined when somebody asked straight away. */
  readonly enquiry: { readonly receivedOn: PlainDate; readonly hasRequest: boolean } | undefined;
  /** Who holds the NHS number already, if anybody does. */
  readonly known: { readonly personId: string; readonly dateOfBirth: PlainDate } | undefined;
  readonly dateOfBirth: PlainDate;
  readonly toldOptional: boolean;
  readonly requestedOn: PlainDate;
  readonly decisionDays: number;
  readonly identifierProblems: readonly (IdentifierRefusal | false)[];
  /** The programme that a place is asked for in. */
  readonly programme?: AskedProgramme | undefined;
};

/**
 * Decides whether a request can be registered (T02). `decideBy` is the last day for its decision, counted from
 * the day of the request by the local policy. An NHS number that is held with another date of birth is refused:
 * one of the two is wrong, and a guess would mix two people's records.
 */
export function decideRequest(
  facts: RequestFacts,
  today: PlainDate,
): Decision<{ readonly decideBy: PlainDate; readonly knownPersonId: string | undefined }> {
  const { enquiry, known, requestedOn, programme } = facts;
  return decide(
    [
      ...facts.identifierProblems,
      enquiry?.hasRequest === true && { code: 'enquiry-has-request' },
      enquiry !== undefined && isBefore(requestedOn, enquiry.receivedOn) && { code: 'requested-before-enquiry' },
      isBefore(today, requestedOn) && { code: 'requested-in-future' },
      !facts.toldOptional && { code: 'told-optional-needed' },
      known !== undefined && !known.dateOfBirth.equals(facts.dateOfBirth) && { code: 'nhs-number-held-by-another' },
      ...(programme ? placeReasons(programme, requestedOn) : []),
    ],
    () => ({ decideBy: requestedOn.add({ days: facts.decisionDays }), knownPersonId: known?.personId }),
  );
}

/** Decides whether it can be recorded that the person was told of their right and given information. */
export function decideInformation(
  state: BudgetState,
  givenOn: PlainDate,
  today: PlainDate,
): Decision<{ readonly givenOn: PlainDate }> {
  return decide([wrongState(state, 'T03'), isBefore(today, givenOn) && { code: 'information-in-future' }], () => ({
    givenOn,
  }));
}

export type EligibilityFacts = GroupFacts & {
  readonly state: BudgetState;
  readonly nhsNumber: string | null;
  readonly nhsNumberStatus: NhsNumberStatus;
  /** The days on which information, advice and support were given. */
  readonly informationGivenOn: readonly PlainDate[];
  /** Who answered this request before: it is open again because their answer was changed (T29). */
  readonly earlierDeciderIds: readonly string[];
};

export type EligibilityInput = GroupInput & {
  readonly responsibleIcbConfirmed: boolean;
  /** The whole of the service, or all but a part of it, which needs its reasons. */
  readonly granted: 'FULL' | 'PART';
  /** Why the part is refused; none for the whole. */
  readonly reasons: readonly Reason[];
  readonly partRefused: string;
};

export type Eligible = {
  readonly granted: 'FULL' | 'PART';
  readonly basis: Basis;
  readonly decidedById: string;
  readonly decidedOn: PlainDate;
};

/**
 * Decides T03: the person is eligible, for the whole service or for a part of it. Who decides is recorded, because
 * the same person may not approve the plan later.
 */
export function decideEligible(
  facts: EligibilityFacts,
  input: EligibilityInput,
  decider: Actor,
  today: PlainDate,
): Decision<Eligible> {
  // A reason or a part that was named makes it a part, whatever was chosen.
  const inPart = input.granted === 'PART' || input.reasons.length > 0 || input.partRefused.trim() !== '';
  return decide(
    [
      ...guardsOfBoth(facts, 'T03', input, decider),
      ...groupProblems(facts, input, today),
      ...(inPart ? refusalProblems(input.reasons, INAPPROPRIATE_BECAUSE) : []),
      inPart && input.partRefused.trim() === '' && { code: 'part-missing' },
    ],
    () => ({
      granted: inPart ? 'PART' : 'FULL',
      basis: basisOf(input.group),
      decidedById: decider.id,
      decidedOn: today,
    }),
  );
}

export type DeclineInput = GroupInput & {
  readonly reasons: readonly Reason[];
  readonly responsibleIcbConfirmed: boolean;
  /** What the person is offered in place of a budget, in words; may be empty. */
  readonly alternatives: string;
};

export type Declined = {
  readonly granted: 'NONE';
  readonly reasons: readonly Reason[];
  readonly decidedById: string;
  readonly decidedOn: PlainDate;
};

/**
 * Decides T04: the whole request is declined. Only listed reasons count, each with words of its own, which the
 * person gets in writing. "In none of the groups" is no reason against somebody whom their own answers put
 * into one, and comes with what is offered in its place.
 */
export function decideDecline(
  facts: EligibilityFacts,
  input: DeclineInput,
  decider: Actor,
  today: PlainDate,
): Decision<Declined> {
  const outOfGroups = input.reasons.some(({ code }) => code === 'NOT_IN_A_GROUP');
  return decide(
    [
      ...guardsOfBoth(facts, 'T04', input, decider),
      ...refusalProblems(input.reasons, DECLINE_BECAUSE),
      outOfGroups && !isOutsideGroup(facts, input, today) && { code: 'person-is-in-group', group: input.group },
      outOfGroups && input.alternatives.trim() === '' && { code: 'nothing-offered-instead' },
    ],
    () => ({ granted: 'NONE', reasons: input.reasons, decidedById: decider.id, decidedOn: today }),
  );
}

/** What the budget of this group rests on. */
export function basisOf(group: Group): Basis {
  if (group === 'LOCAL_COHORT') return 'LOCAL_OFFER';
  return group === 'EXCEPTION' ? 'EXCEPTION' : 'RIGHT';
}

/** The funding stream (CL-19) that a budget of this group is paid from. */
export function streamOf(group: Group): string {
  const streams: Readonly<Record<Group, string>> = {
    CHC_STANDARD: 'NHS_CHC',
    CHC_FAST_TRACK: 'NHS_CHC',
    CHILDREN_CC: 'NHS_CC',
    S117: 'NHS_S117',
    WHEELCHAIR: 'NHS_WHEELCHAIR',
    LOCAL_COHORT: 'NHS_OTHER',
    EXCEPTION: 'NHS_OTHER',
  };
  return streams[group];
}

/** The guards that hold for a yes and for a no. */
function guardsOfBoth(
  facts: EligibilityFacts,
  transition: Extract<Transition, 'T03' | 'T04'>,
  input: { readonly responsibleIcbConfirmed: boolean },
  decider: Actor,
) {
  const { nhsNumber, nhsNumberStatus } = facts;
  return [
    wrongState(facts.state, transition),
    facts.earlierDeciderIds.includes(decider.id) && ({ code: 'reviewer-decided-first' } as const),
    facts.informationGivenOn.length === 0 && ({ code: 'information-missing' } as const),
    !input.responsibleIcbConfirmed && ({ code: 'icb-not-confirmed' } as const),
    ...nhsNumberProblems({ nhsNumber: nhsNumber ?? '', nhsNumberStatus }),
  ];
}

/** What is wrong with the reasons of a refusal. */
function refusalProblems(
  reasons: readonly Reason[],
  lawful: readonly string[],
): readonly (EligibilityRefusal | false)[] {
  return [
    reasons.length === 0 && { code: 'reasons-missing' },
    ...reasons.flatMap(({ code, words }): (EligibilityRefusal | false)[] => [
      !lawful.includes(code) && { code: 'not-inappropriateness', reason: code },
      words.trim() === '' && { code: 'reason-without-words', reason: code },
      ...unlawfulIn(words, `why_${code}`),
    ]),
  ];
}
