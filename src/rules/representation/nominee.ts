/**
 * Nominees: who may name somebody to receive and manage the money, what both sides must agree to before a
 * penny goes to them, and what follows when the nomination ends. Pure.
 */
import { ageOn, isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import { type Capacity, isAble } from './capacity.ts';
import { OWN_CONSENT_AGE } from './consent.ts';
import type { AuthorityKind } from './representation.ts';

/** what an agreement with a nominee has to say. */
export const NOMINEE_CLAUSES = ['PRINCIPAL', 'AS_PLANNED', 'DIRECT_PAYMENT_RULES'] as const;
export type NomineeClause = (typeof NOMINEE_CLAUSES)[number];

/** The agreement's words now; what was agreed to is stored with this version. */
export const NOMINEE_AGREEMENT: {
  readonly version: string;
  readonly clauses: Readonly<Record<NomineeClause, string>>;
} = {
  version: '1',
  clauses: {
    PRINCIPAL: 'I enter into every contract in my own name: I am responsible for it, also as an employer.',
    AS_PLANNED: 'I spend the money only on what the care plan says.',
    DIRECT_PAYMENT_RULES:
      'I keep the rules for direct payments: a separate account, records that I show, and word of every change.',
  },
};

/** `ADVANCE_WISH`: what the person wished for the time when they can no longer decide. */
export type NominationBasis = 'NOW' | 'ADVANCE_WISH';

export type Nomination = {
  readonly nomineeId: string;
  readonly basis: NominationBasis;
  readonly nominatedOn: PlainDate;
  readonly nomineeAgreedOn: PlainDate | undefined;
  readonly icbAgreedOn: PlainDate | undefined;
  /** The first day on which it no longer counts. */
  readonly withdrawnOn: PlainDate | undefined;
};

export type NomineeRefusal =
  | { readonly code: 'nominator-under-16' } // R-032, this and the next five
  | { readonly code: 'nominator-not-able' }
  | { readonly code: 'appointed-representative-cannot-nominate' }
  | { readonly code: 'representative-may-not-wish' }
  | { readonly code: 'advance-wish-binds' }
  | { readonly code: 'nominee-already-named' }
  | { readonly code: 'no-nominee' }
  | { readonly code: 'nominee-already-agreed' } // R-033, this and the next
  | { readonly code: 'nominee-not-agreed' }
  | { readonly code: 'nominee-clause-missing'; readonly clause: NomineeClause }
  | { readonly code: 'nomination-not-withdrawn-in-writing' };

/**
 * The nomination that counts on this day, in the order in which they were made: a wish made in advance binds while
 * the person lacks capacity, and counts for nothing before that.
 */
export function nominationOn<N extends Nomination>(
  nominations: readonly N[],
  capacity: Capacity,
  date: PlainDate,
): N | undefined {
  const living = nominations.filter(
    ({ nominatedOn, withdrawnOn }) =>
      !isBefore(date, nominatedOn) && (withdrawnOn === undefined || isBefore(date, withdrawnOn)),
  );
  const wished = capacity === 'LACKS' ? living.findLast(({ basis }) => basis === 'ADVANCE_WISH') : undefined;
  return wished ?? living.findLast(({ basis }) => basis === 'NOW');
}

/** both have agreed by this day. */
export function isAgreed({ nomineeAgreedOn, icbAgreedOn }: Nomination, date: PlainDate): boolean {
  return [nomineeAgreedOn, icbAgreedOn].every(agreedOn => agreedOn !== undefined && !isBefore(date, agreedOn));
}

export type NominatorFacts = {
  readonly dateOfBirth: PlainDate;
  /** For the decision who receives the money. */
  readonly capacity: Capacity;
  /** By which authorities the nominator acts that cover this decision; undefined for the person themself. */
  readonly actsAs: readonly AuthorityKind[] | undefined;
  readonly basis: NominationBasis;
  readonly current: { readonly basis: NominationBasis } | undefined;
};

/**
 * Decides whether somebody may be named: by a person of 16 or over who can decide this, or by a deputy, an
 * attorney or whoever has parental responsibility. Whom the board appointed may do so only where the policy says.
 */
export function decideNomination(
  facts: NominatorFacts,
  policy: { readonly icbRepMayNominate: boolean },
  today: PlainDate,
): Decision<true> {
  const { actsAs, basis, current, capacity } = facts;
  const isPerson = actsAs === undefined;
  const onlyAppointed = !isPerson && actsAs.every(kind => kind === 'ICB_APPOINTED');
  return decide(
    [
      isPerson && ageOn(facts.dateOfBirth, today) < OWN_CONSENT_AGE && { code: 'nominator-under-16' },
      isPerson && !isAble(capacity) && { code: 'nominator-not-able' },
      actsAs?.length === 0 && { code: 'outside-authority', decision: 'NOMINEE' },
      onlyAppointed &&
        actsAs.length > 0 &&
        !policy.icbRepMayNominate && { code: 'appointed-representative-cannot-nominate' },
      !isPerson && basis === 'ADVANCE_WISH' && { code: 'representative-may-not-wish' },
      current?.basis === 'ADVANCE_WISH' && { code: 'advance-wish-binds' },
      current?.basis === 'NOW' && basis === 'NOW' && { code: 'nominee-already-named' },
    ],
    () => true,
  );
}

/** Decides whether the nominee's yes may be recorded: once, to a text with each clause in it. */
export function decideNomineeAgreement(
  nomination: Nomination | undefined,
  clauses: Readonly<Partial<Record<NomineeClause, string>>>,
): Decision<true> {
  return decide(
    [
      nomination === undefined && { code: 'no-nominee' },
      nomination?.nomineeAgreedOn !== undefined && { code: 'nominee-already-agreed' },
      ...NOMINEE_CLAUSES.map(
        clause => (clauses[clause] ?? '').trim() === '' && ({ code: 'nominee-clause-missing', clause } as const),
      ),
    ],
    () => true,
  );
}

/** Decides whether the board may agree to the nominee: after the nominee did, once. */
export function decideIcbAgreement(nomination: Nomination | undefined): Decision<true> {
  return decide(
    [
      nomination === undefined && { code: 'no-nominee' },
      nomination !== undefined && nomination.nomineeAgreedOn === undefined && { code: 'nominee-not-agreed' },
      nomination?.icbAgreedOn !== undefined && { code: 'nominee-already-agreed' },
    ],
    () => true,
  );
}

/** Decides whether a nomination ends: in writing. The board looks again within the policy's days of that. */
export function decideNominationEnd(
  nomination: Nomination | undefined,
  ending: { readonly inWriting: boolean; readonly withdrawnOn: PlainDate },
  reviewDays: number,
): Decision<{ readonly reviewBy: PlainDate }> {
  return decide(
    [
      nomination === undefined && { code: 'no-nominee' },
      !ending.inWriting && { code: 'nomination-not-withdrawn-in-writing' },
    ],
    () => ({ reviewBy: ending.withdrawnOn.add({ days: reviewDays }) }),
  );
}
