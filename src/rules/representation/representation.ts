/**
 * Who may act for the person, and on what paper: five kinds of authority, each with what it covers and from
 * when to when. ask who is there for a child under 16 or for somebody who lacks capacity.
 *
 * An authority counts once somebody has seen its document. Those who were appointed jointly under one document decide
 * together: all of them who still act. Pure; dates are London calendar dates, both ends included.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import { birthdayOf } from './birthdays.ts';
import type { PersonalDecision } from './capacity.ts';

/** CL-09. */
export const AUTHORITY_KINDS = [
  'DEPUTY',
  'LPA_DONEE',
  'EPA_ATTORNEY',
  'PARENTAL_RESPONSIBILITY',
  'ICB_APPOINTED',
] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];

/** The same as people say it. */
export const AUTHORITY_WORDS: Readonly<Record<AuthorityKind, string>> = {
  DEPUTY: 'Deputy appointed by the Court of Protection',
  LPA_DONEE: 'Attorney under a lasting power of attorney',
  EPA_ATTORNEY: 'Attorney under a registered enduring power of attorney',
  PARENTAL_RESPONSIBILITY: 'Parent, or somebody else with parental responsibility',
  ICB_APPOINTED: 'Appointed by the board',
};

/** How somebody acts who may not be the only one. */
export const WAYS_OF_ACTING = ['ALONE', 'JOINTLY', 'SEVERALLY'] as const;
export type WayOfActing = (typeof WAYS_OF_ACTING)[number];

export type Authority = {
  readonly representativeId: string;
  readonly kind: AuthorityKind;
  readonly scope: readonly PersonalDecision[];
  readonly acting: WayOfActing;
  readonly documentRef: string;
  readonly fromOn: PlainDate;
  /** The last day, whether it was written in the document or came later. */
  readonly untilOn: PlainDate | undefined;
  /** Somebody has seen the document. */
  readonly verified: boolean;
};

export type AuthorityRefusal =
  | { readonly code: 'authority-not-recognised' } // R-031, this and the next seven
  | { readonly code: 'authority-without-document' }
  | { readonly code: 'authority-without-scope' }
  | { readonly code: 'authority-ends-before-start'; readonly fromOn: PlainDate }
  | { readonly code: 'parental-responsibility-over'; readonly birthdayOn: PlainDate }
  | { readonly code: 'appointed-beside-another'; readonly kind: AuthorityKind }
  | { readonly code: 'appointment-without-reason' }
  | { readonly code: 'subject-acts-for-another' }
  | { readonly code: 'authority-already-verified' }
  | { readonly code: 'authority-not-in-force' }
  | { readonly code: 'outside-authority'; readonly decision: PersonalDecision }; // A04: beyond its scope or its dates

/** Whether an authority counts on this day. */
export function isInForce({ verified, fromOn, untilOn }: Authority, date: PlainDate): boolean {
  return verified && !isBefore(date, fromOn) && (untilOn === undefined || !isBefore(untilOn, date));
}

/** Everybody who may make this decision for the person on this day. */
export function actingFor<A extends Authority>(
  authorities: readonly A[],
  decision: PersonalDecision,
  date: PlainDate,
): A[] {
  return authorities.filter(authority => isInForce(authority, date) && authority.scope.includes(decision));
}

/** Who decides with whom: each alone, or all together who were appointed jointly under one document. */
export function unitsOf<A extends Authority>(authorities: readonly A[]): A[][] {
  const units = new Map<unknown, A[]>();
  for (const authority of authorities) {
    const key = authority.acting === 'JOINTLY' ? authority.documentRef : authority;
    units.set(key, [...(units.get(key) ?? []), authority]);
  }
  return [...units.values()];
}

/** Decides whether this representative may make this decision on this day: inside their scope and their dates. */
export function decideActing(
  authorities: readonly Authority[],
  acting: { readonly representativeId: string; readonly decision: PersonalDecision },
  date: PlainDate,
): Decision<true> {
  const { representativeId, decision } = acting;
  const may = actingFor(authorities, decision, date).some(authority => authority.representativeId === representativeId);
  return decide([!may && { code: 'outside-authority', decision }], () => true);
}

export type AuthorityFacts = {
  readonly dateOfBirth: PlainDate;
  /** What counts today, whoever's it is. */
  readonly inForce: readonly Pick<Authority, 'kind'>[];
  /** The sign-in name belongs to somebody who acts for another person. */
  readonly subjectTaken: boolean;
};

export type NewAuthority = {
  /** What was said: only the five of CL-09 count. */
  readonly kind: string;
  readonly scope: readonly PersonalDecision[];
  readonly documentRef: string;
  readonly issuer: string;
  /** Why the board appoints somebody. */
  readonly appointedReason: string;
  readonly fromOn: PlainDate;
  readonly untilOn: PlainDate | undefined;
};

/**
 * Decides whether somebody may be recorded as acting for the person. The board appoints only where nobody
 * else has authority, and says why. Parental responsibility ends on the day before the 18th birthday.
 */
export function decideAuthority(
  facts: AuthorityFacts,
  given: NewAuthority,
): Decision<{ readonly kind: AuthorityKind; readonly untilOn: PlainDate | undefined }> {
  const kind = AUTHORITY_KINDS.find(one => one === given.kind);
  const isAppointed = kind === 'ICB_APPOINTED';
  const isParental = kind === 'PARENTAL_RESPONSIBILITY';
  const other = facts.inForce.find(authority => authority.kind !== 'ICB_APPOINTED');
  const adultOn = birthdayOf(facts.dateOfBirth, 18);
  const { fromOn, untilOn } = given;
  return decide(
    [
      kind === undefined && { code: 'authority-not-recognised' },
      !isAppointed &&
        (given.documentRef.trim() === '' || given.issuer.trim() === '') && { code: 'authority-without-document' },
      given.scope.length === 0 && { code: 'authority-without-scope' },
      untilOn !== undefined && isBefore(untilOn, fromOn) && { code: 'authority-ends-before-start', fromOn },
      isParental && !isBefore(fromOn, adultOn) && { code: 'parental-responsibility-over', birthdayOn: adultOn },
      isAppointed && other !== undefined && { code: 'appointed-beside-another', kind: other.kind },
      isAppointed && given.appointedReason.trim() === '' && { code: 'appointment-without-reason' },
      facts.subjectTaken && { code: 'subject-acts-for-another' },
    ],
    () => ({ kind: kind!, untilOn: isParental ? earlierOf(untilOn, adultOn.subtract({ days: 1 })) : untilOn }),
  );
}

function earlierOf(date: PlainDate | undefined, limit: PlainDate): PlainDate {
  return date !== undefined && isBefore(date, limit) ? date : limit;
}

/** Decides whether the document of an authority may be recorded as seen: once. */
export function decideAuthorityCheck(authority: Pick<Authority, 'verified'>): Decision<true> {
  return decide([authority.verified && { code: 'authority-already-verified' }], () => true);
}

/** Decides whether an authority may be ended: its last day lies inside the time for which it counts, or was to count. */
export function decideAuthorityEnd(
  authority: Pick<Authority, 'fromOn' | 'untilOn'>,
  lastOn: PlainDate,
): Decision<true> {
  const { fromOn, untilOn } = authority;
  return decide(
    [
      isBefore(lastOn, fromOn) && { code: 'authority-ends-before-start', fromOn },
      untilOn !== undefined && !isBefore(lastOn, untilOn) && { code: 'authority-not-in-force' },
    ],
    () => true,
  );
}
