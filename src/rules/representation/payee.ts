/**
 * Everything about who is paid that stands against a direct payment on one day: asked before the agreement (T14), at
 * the end of the set-up (T15), at the start (T16) and of every payment while a run is prepared.
 *
 * Pure. features/payments/runs/prepare says `payeeBars` in SQL for
 * all budgets at once, and a test compares them.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import { isCloseFamily, type Relationship } from '../plan/connected-person.ts';
import { capacityOn } from './capacity.ts';
import { type ConsentFacts, consentOn, routeOn, saidYes } from './consent.ts';
import { isAgreed, type Nomination, nominationOn } from './nominee.ts';
import { actingFor } from './representation.ts';
import { type ScheduleFinding, scheduleBar } from './schedule.ts';

/** What the person's tie to somebody is. */
export type Tie = {
  readonly relationship: Relationship;
  readonly sameHousehold: boolean;
  /** Gives care, or helps to arrange it, without being paid for it. */
  readonly involvedInCare: boolean;
};

/** Relatives and friends who need no certificate where they live in the same household (CL-12). */
const OF_THE_HOUSEHOLD: readonly Relationship[] = ['OTHER_RELATIVE', 'FRIEND'];

/** whether somebody who receives the money for the person needs an enhanced DBS certificate first. */
export function needsDbs(
  party: { readonly kind: 'INDIVIDUAL' | 'ORGANISATION' } & Tie,
  policy: { readonly nomineeNonFamily: boolean },
): boolean {
  if (!policy.nomineeNonFamily) return false;
  if (party.kind === 'ORGANISATION') return true;
  const { relationship, sameHousehold, involvedInCare } = party;
  const isOfTheHousehold = sameHousehold && OF_THE_HOUSEHOLD.includes(relationship);
  const isFriendWhoCares = relationship === 'FRIEND' && involvedInCare;
  return !isCloseFamily(relationship) && !isOfTheHousehold && !isFriendWhoCares;
}

/** what a certificate said, the latest of a party counts. */
export type DbsCheck = { readonly outcome: 'CLEAR' | 'NOT_SUITABLE'; readonly checkedOn: PlainDate };

/** Whether the latest check by this day is clear. */
export function isDbsClear(checks: readonly DbsCheck[], date: PlainDate): boolean {
  return checks.findLast(({ checkedOn }) => !isBefore(date, checkedOn))?.outcome === 'CLEAR';
}

/** Decides whether a certificate may be recorded: issued, and looked at, on a day that has come. */
export function decideDbsCheck(
  check: { readonly issuedOn: PlainDate; readonly checkedOn: PlainDate },
  today: PlainDate,
): Decision<true> {
  return decide(
    [
      isBefore(check.checkedOn, check.issuedOn) && { code: 'dbs-checked-before-issue' },
      isBefore(today, check.checkedOn) && { code: 'dbs-checked-in-future' },
    ],
    () => true,
  );
}

/** what was found about whoever receives the money. */
export const PAYEE_CONCERNS = ['UNSUITABLE', 'BANKRUPT'] as const;
export type PayeeConcern = (typeof PAYEE_CONCERNS)[number];

/** What may be offered instead of holding the money alone. */
export const OTHER_WAYS = ['MANAGED_ACCOUNT', 'THIRD_PARTY', 'BROKER'] as const;
export type OtherWay = (typeof OTHER_WAYS)[number];

export const OTHER_WAY_WORDS: Readonly<Record<OtherWay, string>> = {
  MANAGED_ACCOUNT: 'An account that somebody manages for them',
  THIRD_PARTY: 'An organisation that holds the money',
  BROKER: 'A broker who helps to buy and to pay',
};

/** with the day on which the Schedule's bar ends. */
export type PayeeBarred = {
  readonly code: 'payee-barred';
  readonly bar: PayeeBar;
  readonly untilOn: PlainDate | undefined;
};

export type PayeeRefusal =
  | PayeeBarred
  | { readonly code: 'dbs-checked-before-issue' } // R-036, this and the next
  | { readonly code: 'dbs-checked-in-future' }
  | { readonly code: 'payee-concern-without-reason' } // R-037, this and the next
  | { readonly code: 'payee-concern-not-of-person' };

/**
 * neither finding stops a payment by itself. Somebody unsuitable is a ground on which payments may be stopped;
 * a bankruptcy is none, and leads to the offer of another way, to the person themself too. Nobody is found unsuitable
 * for their own money: that is a question of capacity and of help.
 */
export function decidePayeeConcern(
  concern: { readonly kind: PayeeConcern; readonly reason: string; readonly isThePerson?: boolean },
  policy: { readonly bankruptAction: 'WARN_OFFER_MANAGED' | 'WARN' },
): Decision<{ readonly stopGround: 'D2' | undefined; readonly offers: readonly OtherWay[] }> {
  const isBankrupt = concern.kind === 'BANKRUPT';
  return decide(
    [
      concern.reason.trim() === '' && { code: 'payee-concern-without-reason' },
      concern.isThePerson === true && !isBankrupt && { code: 'payee-concern-not-of-person' },
    ],
    () => ({
      stopGround: isBankrupt ? undefined : 'D2',
      offers: isBankrupt && policy.bankruptAction === 'WARN_OFFER_MANAGED' ? OTHER_WAYS : [],
    }),
  );
}

/** What may stand against a direct payment. */
export const PAYEE_BARS = [
  'capacity-not-assessed',
  'no-representative',
  'no-consent',
  'schedule-bar',
  'nominee-not-agreed',
  'dbs-missing',
  'payee-ended', // the account is that of somebody who no longer acts
] as const;
export type PayeeBar = (typeof PAYEE_BARS)[number];

/** Whose account it is. */
export type AccountPayee =
  | { readonly kind: 'PERSON' }
  | { readonly kind: 'REPRESENTATIVE' | 'NOMINEE'; readonly id: string };

export type PayeeFacts = ConsentFacts & {
  readonly schedule: readonly ScheduleFinding[];
  readonly nominations: readonly Nomination[];
  /** Undefined while no account was entered. */
  readonly accountPayee: AccountPayee | undefined;
  /** of the account's payee. */
  readonly payeeNeedsDbs: boolean;
  readonly payeeDbs: readonly DbsCheck[];
};

/** Everything about the payee that stands against a direct payment on this day; none when it may be paid. */
export function payeeBars(facts: PayeeFacts, date: PlainDate): PayeeBar[] {
  const { route, hasSpeaker, stands } = consentOn(facts, date);
  const { accountPayee } = facts;
  const nomination = nominationOn(facts.nominations, capacityOn(facts.capacity, date), date);
  const acts = isActingPayee(facts, nomination, date);
  const paysNominee = accountPayee === undefined || accountPayee.kind === 'NOMINEE';
  const bars: (PayeeBar | false)[] = [
    route === 'UNCLEAR' && 'capacity-not-assessed',
    route === 'REPRESENTATIVE' && !hasSpeaker && 'no-representative',
    hasSpeaker && !stands && 'no-consent',
    scheduleBar(facts.schedule, date) !== undefined && 'schedule-bar',
    paysNominee && nomination !== undefined && !isAgreed(nomination, date) && 'nominee-not-agreed',
    acts && facts.payeeNeedsDbs && !isDbsClear(facts.payeeDbs, date) && 'dbs-missing',
    !acts && 'payee-ended',
  ];
  return bars.filter(bar => bar !== false);
}

/** Whether the account's payee may still receive the money: the person, the nominee of today, or who acts for the person. */
function isActingPayee(facts: PayeeFacts, nomination: Nomination | undefined, date: PlainDate): boolean {
  const { accountPayee } = facts;
  if (accountPayee === undefined || accountPayee.kind === 'PERSON') return true;
  if (accountPayee.kind === 'NOMINEE') return nomination?.nomineeId === accountPayee.id;
  return actingFor(facts.authorities, 'DIRECT_PAYMENT', date).some(
    ({ representativeId }) => representativeId === accountPayee.id,
  );
}

/**
 * Whom the money is paid to on this day, so whose account is entered: the nominee; else, where somebody acts for the
 * person, whoever of them said yes; else the person.
 */
export function payeeOn(facts: PayeeFacts, date: PlainDate): AccountPayee {
  const nomination = nominationOn(facts.nominations, capacityOn(facts.capacity, date), date);
  if (nomination) return { kind: 'NOMINEE', id: nomination.nomineeId };
  if (routeOn(facts, date) === 'OWN') return { kind: 'PERSON' };
  const acting = actingFor(facts.authorities, 'DIRECT_PAYMENT', date);
  const speaker = acting.find(({ representativeId }) => saidYes(facts, representativeId, date)) ?? acting[0];
  return speaker ? { kind: 'REPRESENTATIVE', id: speaker.representativeId } : { kind: 'PERSON' };
}

/** The same as refusals, for T15 and T16; with the day on which the Schedule's bar ends. */
export function payeeReasons(facts: PayeeFacts, date: PlainDate): PayeeBarred[] {
  return payeeBars(facts, date).map(bar => ({
    code: 'payee-barred',
    bar,
    untilOn: bar === 'schedule-bar' ? scheduleBar(facts.schedule, date)?.untilOn : undefined,
  }));
}

/** T14, before the board signs: consent has its own page and day, and there is no account yet. */
export function icbSigningReasons(facts: PayeeFacts, date: PlainDate): PayeeBarred[] {
  return payeeReasons({ ...facts, accountPayee: undefined }, date).filter(({ bar }) => bar !== 'no-consent');
}

/** T14, before the person's side signs: the agreement with a nominee may follow. */
export function holderSigningReasons(facts: PayeeFacts, date: PlainDate): PayeeBarred[] {
  return icbSigningReasons(facts, date).filter(({ bar }) => bar !== 'nominee-not-agreed');
}
