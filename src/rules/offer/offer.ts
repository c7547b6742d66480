/**
 * The local offer: what the public must be told before it is published, and how long that stays fresh.
 *
 * Pure: `today` is an argument, dates are London calendar dates. What a budget may never buy is taken from
 * exclusions.ts, so that the page and the check of a plan never differ.
 */
import { addMonths, isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { Group } from '../eligibility/eligibility.ts';
import { EXCLUDED_THINGS } from '../plan/exclusions.ts';
import { type CohortStatus, OFFERED_OPTIONS } from '../policy/policy.ts';

/** what anybody asks first. */
export const COMMON_QUESTIONS = ['WHO_CAN_HAVE_ONE', 'WHO_DELIVERS', 'FIND_OUT_MORE', 'HOW_TO_APPLY'] as const;
export type CommonQuestion = (typeof COMMON_QUESTIONS)[number];

/** every group that has a right to a budget, and the day on which the right to have one began. */
export const RIGHT_GROUPS = [
  { group: 'CHC_STANDARD', rightBeganOn: Temporal.PlainDate.from('2014-10-01') },
  { group: 'CHILDREN_CC', rightBeganOn: Temporal.PlainDate.from('2014-10-01') },
  { group: 'S117', rightBeganOn: Temporal.PlainDate.from('2019-12-02') },
  { group: 'WHEELCHAIR', rightBeganOn: Temporal.PlainDate.from('2019-12-02') },
] as const satisfies readonly { group: Group; rightBeganOn: PlainDate }[];
export type RightGroup = (typeof RIGHT_GROUPS)[number]['group'];

/** one of the three ways to hold the money, or a mix of them. */
export type OfferedOption = (typeof OFFERED_OPTIONS)[number];

/** A group as the offer shows it. */
export type OfferedCohort = {
  readonly group: Group;
  readonly label: string;
  /** Undefined while nobody has said. */
  readonly status: CohortStatus | undefined;
  /** Since when it has this status. */
  readonly statusSince: PlainDate | undefined;
  /** The day on which the right began, as the page says it; for the groups of R-002 only. */
  readonly rightBeganOn: PlainDate | undefined;
};

export type LocalOffer = {
  readonly answers: { readonly [Question in CommonQuestion]: string };
  readonly cohorts: readonly OfferedCohort[];
  readonly options: readonly OfferedOption[];
  /** How many people are expected to have a budget. */
  readonly expectedPeople: number | undefined;
  readonly ambition: string;
  /** How progress is measured. */
  readonly measures: readonly string[];
  /** What a budget cannot pay for, as the draft lists it. */
  readonly cannotPayFor: readonly string[];
  /** The day on which it is to be looked at again; undefined for the latest that policy allows. */
  readonly refreshOn: PlainDate | undefined;
};

export type OfferRefusal =
  | { readonly code: 'offer-question-unanswered'; readonly question: CommonQuestion }
  | { readonly code: 'offer-right-group-missing'; readonly group: RightGroup }
  | { readonly code: 'offer-right-date-wrong'; readonly group: RightGroup; readonly rightBeganOn: PlainDate }
  | { readonly code: 'offer-option-missing'; readonly option: OfferedOption }
  | { readonly code: 'cohort-without-status'; readonly cohort: string }
  | { readonly code: 'cohort-without-date'; readonly cohort: string }
  | { readonly code: 'offer-without-expected-people' } // R-005, this and the next two
  | { readonly code: 'offer-without-ambition' }
  | { readonly code: 'offer-without-measure' }
  | { readonly code: 'offer-refresh-not-later'; readonly today: PlainDate }
  | { readonly code: 'offer-refresh-too-late'; readonly latestOn: PlainDate };

/** Decides whether a local offer may be published today, with everything that it lacks at once. */
export function decidePublish(
  offer: LocalOffer,
  today: PlainDate,
  refreshMonths: number,
): Decision<{ readonly publishedOn: PlainDate; readonly refreshOn: PlainDate; readonly taskOn: PlainDate }> {
  const latestOn = addMonths(today, refreshMonths);
  const refreshOn = offer.refreshOn ?? latestOn;
  return decide(
    [
      ...COMMON_QUESTIONS.map(
        question => offer.answers[question].trim() === '' && ({ code: 'offer-question-unanswered', question } as const),
      ),
      ...RIGHT_GROUPS.map(right => rightGroupReason(right, offer.cohorts)),
      ...OFFERED_OPTIONS.map(
        option => !offer.options.includes(option) && ({ code: 'offer-option-missing', option } as const),
      ),
      ...offer.cohorts.flatMap(cohortReasons),
      (offer.expectedPeople === undefined || offer.expectedPeople < 0) && { code: 'offer-without-expected-people' },
      offer.ambition.trim() === '' && { code: 'offer-without-ambition' },
      !offer.measures.some(measure => measure.trim() !== '') && { code: 'offer-without-measure' },
      !isBefore(today, refreshOn) && { code: 'offer-refresh-not-later', today },
      isBefore(latestOn, refreshOn) && { code: 'offer-refresh-too-late', latestOn },
    ],
    () => ({ publishedOn: today, refreshOn, taskOn: refreshOn.add({ days: 1 }) }),
  );
}

/** the group is listed, and with the right day. */
function rightGroupReason(
  { group, rightBeganOn }: { readonly group: RightGroup; readonly rightBeganOn: PlainDate },
  cohorts: readonly OfferedCohort[],
): OfferRefusal | false {
  const listed = cohorts.find(cohort => cohort.group === group);
  if (!listed) return { code: 'offer-right-group-missing', group };
  return !listed.rightBeganOn?.equals(rightBeganOn) && { code: 'offer-right-date-wrong', group, rightBeganOn };
}

/** a status, and since when. */
function cohortReasons({ label, status, statusSince }: OfferedCohort): (OfferRefusal | false)[] {
  return [
    status === undefined && { code: 'cohort-without-status', cohort: label },
    statusSince === undefined && { code: 'cohort-without-date', cohort: label },
  ];
}

/** Under which heading the public reads of a group: what is there now, what may come, what is not open. */
export type OfferHeading = 'NOW' | 'FUTURE' | 'NOT_OPEN';

const HEADINGS: Readonly<Record<CohortStatus, OfferHeading>> = {
  LIVE: 'NOW',
  TRIAL: 'NOW',
  IN_DEVELOPMENT: 'FUTURE',
  CONSIDERING: 'FUTURE',
  PAUSED: 'NOT_OPEN',
  ENDED: 'NOT_OPEN',
};

/** where a group stands on the page. A request may be sent to a group only under `NOW`. */
export function headingOf(status: CohortStatus): OfferHeading {
  return HEADINGS[status];
}

/** what stands in every offer: each thing that a budget may not pay for, with its rule, from the checks themselves. */
export function exclusionsBlock(): readonly { readonly what: string; readonly rule: string; readonly why: string }[] {
  return EXCLUDED_THINGS.map(({ what, rule }) => ({
    what,
    rule,
    why:
      rule === 'R-069' ? 'In an emergency the NHS treats you at once and at no cost. No budget is needed for it' : '',
  }));
}

/** what of that a draft leaves out: a warning, no bar. */
export function missingExclusions(offer: Pick<LocalOffer, 'cannotPayFor'>): readonly string[] {
  return EXCLUDED_THINGS.map(({ what }) => what).filter(what => !offer.cannotPayFor.includes(what));
}

/** after its refresh date a published offer says that it is under review, and the lead has a task. */
export function isUnderReview(refreshOn: PlainDate, today: PlainDate): boolean {
  return isBefore(refreshOn, today);
}
