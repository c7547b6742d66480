/**
 * Paying somebody close: a family member or friend in the person's own household may be paid only once the
 * board is satisfied that it has to be so, and the decision is there before the money is spent.
 *
 * Pure. Dates are London calendar dates. A decision counts for a number of months (policy) and is then made again.
 */
import { addMonths, isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';

/** CL-10 with the partners of CL-12: what one person is to another. */
export const RELATIONSHIPS = [
  'NONE',
  'SPOUSE',
  'CIVIL_PARTNER',
  'COHABITEE',
  'PARENT',
  'STEP_PARENT',
  'PARENT_IN_LAW',
  'CHILD',
  'STEP_CHILD',
  'CHILD_IN_LAW',
  'SIBLING',
  'AUNT_UNCLE',
  'GRANDPARENT',
  'PARTNER_OF_RELATIVE',
  'OTHER_RELATIVE',
  'FRIEND',
  'NEIGHBOUR',
  'PROFESSIONAL',
] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

/** CL-12: the relatives whom the regulations call close. */
const CLOSE_FAMILY: ReadonlySet<Relationship> = new Set([
  'SPOUSE',
  'CIVIL_PARTNER',
  'COHABITEE',
  'PARENT',
  'STEP_PARENT',
  'PARENT_IN_LAW',
  'CHILD',
  'STEP_CHILD',
  'CHILD_IN_LAW',
  'SIBLING',
  'AUNT_UNCLE',
  'GRANDPARENT',
  'PARTNER_OF_RELATIVE',
]);

/** Who is paid under a plan line, as far as it matters here. */
export type Payee = { readonly relationship: Relationship; readonly sameHousehold: boolean };

/** Whether this is close family (CL-12), in whatever household. */
export function isCloseFamily(relationship: Relationship): boolean {
  return CLOSE_FAMILY.has(relationship);
}

/** close family or a friend, in the same household. */
export function isConnected({ relationship, sameHousehold }: Payee): boolean {
  return sameHousehold && (isCloseFamily(relationship) || relationship === 'FRIEND');
}

/** Why it has to be this person: an adult's need that cannot be met otherwise, or a child's welfare. */
export const NECESSITIES = ['MEETS_NEED', 'CHILD_WELFARE'] as const;
export type Necessity = (typeof NECESSITIES)[number];

export type ConnectedRefusal =
  | { readonly code: 'payee-not-connected'; readonly payee: string } // R-073, all of these
  | { readonly code: 'connected-reason-missing' }
  | { readonly code: 'connected-alternatives-missing' }
  | { readonly code: 'child-welfare-for-adult'; readonly ageYears: number }
  | { readonly code: 'director-not-named' }
  | { readonly code: 'approver-wrote-payee' };

export type ConnectedFacts = {
  readonly payee: string;
  /** A line of the plan pays this payee, and says that they are connected. */
  readonly isConnected: boolean;
  readonly satisfied: boolean;
  readonly necessity: Necessity;
  readonly reason: string;
  /** What else was tried or looked for. */
  readonly alternatives: string;
  /** The director who agreed, where policy wants one. */
  readonly directorName: string;
  /** Of the person whose plan it is. */
  readonly ageYears: number;
  /** Whoever wrote the line into the plan does not decide on it. */
  readonly deciderWroteIt: boolean;
  readonly decidedOn: PlainDate;
};

export type ConnectedSettings = { readonly requireDirectorApproval: boolean; readonly reviewMonths: number };

/** Decides whether the board's decision on a connected payee may be recorded, and until when it counts. */
export function decideConnectedPayee(
  facts: ConnectedFacts,
  settings: ConnectedSettings,
): Decision<{ readonly renewOn: PlainDate }> {
  return decide(
    [
      !facts.isConnected && { code: 'payee-not-connected', payee: facts.payee },
      facts.reason.trim() === '' && { code: 'connected-reason-missing' },
      facts.satisfied && facts.alternatives.trim() === '' && { code: 'connected-alternatives-missing' },
      facts.satisfied &&
        facts.necessity === 'CHILD_WELFARE' &&
        facts.ageYears >= 18 && { code: 'child-welfare-for-adult', ageYears: facts.ageYears },
      facts.satisfied &&
        settings.requireDirectorApproval &&
        facts.directorName.trim() === '' && { code: 'director-not-named' },
      facts.deciderWroteIt && { code: 'approver-wrote-payee' },
    ],
    () => ({ renewOn: addMonths(facts.decidedOn, settings.reviewMonths) }),
  );
}

/** The latest decision on a payee. */
export type ConnectedDecision = {
  readonly satisfied: boolean;
  readonly decidedOn: PlainDate;
  /** From this day on it counts no more. */
  readonly renewOn: PlainDate;
};

/** `renew` still counts and asks to be made again soon; only `approved` and `renew` let money be spent. */
export type ConnectedStanding = 'undecided' | 'refused' | 'approved' | 'renew' | 'lapsed';

/** Days before the end of a decision from which its renewal stands on the case. */
const RENEW_AHEAD_DAYS = 28;

/** Where the decision on a payee stands on a day. */
export function connectedStanding(decision: ConnectedDecision | undefined, on: PlainDate): ConnectedStanding {
  if (!decision || isBefore(on, decision.decidedOn)) return 'undecided';
  if (!decision.satisfied) return 'refused';
  if (!isBefore(on, decision.renewOn)) return 'lapsed';
  return isBefore(on, decision.renewOn.subtract({ days: RENEW_AHEAD_DAYS })) ? 'approved' : 'renew';
}

/** Whether money may be spent on this payee on that day. */
export function mayPayConnected(decision: ConnectedDecision | undefined, on: PlainDate): boolean {
  const standing = connectedStanding(decision, on);
  return standing === 'approved' || standing === 'renew';
}
