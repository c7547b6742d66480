/**
 * Whose yes to direct payments counts, whether it stands today, and what follows when it does not.
 *
 * the person's own, from 16 and with capacity.: otherwise a representative's. R-027: it is a dated
 * record before the first payment.: the three grounds on which direct payments have to stop. Pure.
 * Words are in the order in which they were recorded; the latest of each speaker counts.
 */
import { ageOn, isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import { birthdayOf } from './birthdays.ts';
import { type CapacityFinding, capacityOn, isAble, regainedOn } from './capacity.ts';
import { type Authority, actingFor, unitsOf } from './representation.ts';

/** The age from which a person's own consent counts. */
export const OWN_CONSENT_AGE = 16;

export type Word = { readonly byId: string; readonly given: boolean; readonly happenedOn: PlainDate };

export type ConsentFacts = {
  readonly personId: string;
  readonly dateOfBirth: PlainDate;
  /** For the decision to be paid directly. */
  readonly capacity: readonly CapacityFinding[];
  readonly authorities: readonly Authority[];
  readonly words: readonly Word[];
};

/** `UNCLEAR`: capacity is doubted and not assessed, so that nobody's yes counts. */
export type Route = 'OWN' | 'REPRESENTATIVE' | 'UNCLEAR';

/** CL-23: grounds on which direct payments must stop. */
export type MandatoryGround = 'M1' | 'M2' | 'M3';

export type Standing = {
  readonly route: Route;
  /** Somebody is there who could say yes. */
  readonly hasSpeaker: boolean;
  readonly stands: boolean;
  /** Why direct payments that have begun must stop; undefined while consent stands or where none was ever given. */
  readonly ground: MandatoryGround | undefined;
};

export type ConsentRefusal =
  | { readonly code: 'consent-not-yours-to-give' } // who consents
  | { readonly code: 'capacity-not-assessed' };

/** Whose yes counts on this day. A child's capacity makes no difference: under 16 a representative speaks. */
export function routeOn({ dateOfBirth, capacity }: ConsentFacts, date: PlainDate): Route {
  if (ageOn(dateOfBirth, date) < OWN_CONSENT_AGE) return 'REPRESENTATIVE';
  const found = capacityOn(capacity, date);
  if (isAble(found)) return 'OWN';
  return found === 'LACKS' ? 'REPRESENTATIVE' : 'UNCLEAR';
}

/** Whether consent to direct payments stands on this day, and if it fell, on which ground. */
export function consentOn(facts: ConsentFacts, date: PlainDate): Standing {
  const route = routeOn(facts, date);
  switch (route) {
    case 'OWN':
      return { route, hasSpeaker: true, ...ownStanding(facts, date) };
    case 'REPRESENTATIVE': {
      const units = unitsOf(actingFor(facts.authorities, 'DIRECT_PAYMENT', date));
      const stands = units.some(unit => unit.every(({ representativeId }) => saidYes(facts, representativeId, date)));
      const ground = !stands && othersOnceSaidYes(facts, date) ? 'M2' : undefined;
      return { route, hasSpeaker: units.length > 0, stands, ground };
    }
    case 'UNCLEAR':
      return { route, hasSpeaker: false, stands: false, ground: undefined };
  }
}

/** the person's own word; after a time without capacity, only what they said since. */
function ownStanding(facts: ConsentFacts, date: PlainDate): Pick<Standing, 'stands' | 'ground'> {
  const since = regainedOn(facts.capacity, date);
  const own = latestWord(facts, facts.personId, date);
  const counts = own !== undefined && (since === undefined || !isBefore(own.happenedOn, since));
  if (counts && own.given) return { stands: true, ground: undefined };
  if (counts) return { stands: false, ground: 'M1' };
  return { stands: false, ground: othersOnceSaidYes(facts, date) ? 'M3' : undefined };
}

function othersOnceSaidYes({ words, personId }: ConsentFacts, date: PlainDate): boolean {
  return words.some(word => word.byId !== personId && word.given && !isBefore(date, word.happenedOn));
}

/** Whether the latest word of this speaker by this day is yes. */
export function saidYes(facts: ConsentFacts, byId: string, date: PlainDate): boolean {
  return latestWord(facts, byId, date)?.given === true;
}

function latestWord({ words }: ConsentFacts, byId: string, date: PlainDate): Word | undefined {
  return words.findLast(word => word.byId === byId && !isBefore(date, word.happenedOn));
}

/**
 * Decides whether this speaker may say yes or no to direct payments today. A young person may say it ahead of their
 * 16th birthday, from when the work for it begins. A representative may always take back what they said.
 */
export function decideConsent(
  facts: ConsentFacts,
  said: { readonly byId: string; readonly given: boolean },
  when: { readonly today: PlainDate; readonly aheadMonths: number },
): Decision<true> {
  const { today, aheadMonths } = when;
  const route = routeOn(facts, today);
  if (said.byId === facts.personId) {
    const aheadFrom = birthdayOf(facts.dateOfBirth, OWN_CONSENT_AGE).subtract({ months: aheadMonths });
    const isOwn = route === 'OWN' || (isAble(capacityOn(facts.capacity, today)) && !isBefore(today, aheadFrom));
    return decide([!isOwn && { code: 'consent-not-yours-to-give' }], () => true);
  }
  const acts = actingFor(facts.authorities, 'DIRECT_PAYMENT', today).some(
    ({ representativeId }) => representativeId === said.byId,
  );
  return decide(
    [
      !acts && { code: 'outside-authority', decision: 'DIRECT_PAYMENT' },
      said.given && route === 'OWN' && { code: 'consent-not-yours-to-give' },
      said.given && route === 'UNCLEAR' && { code: 'capacity-not-assessed' },
    ],
    () => true,
  );
}

/** What each ground says, in words for staff. */
export const GROUND_WORDS: Readonly<Record<MandatoryGround, string>> = {
  M1: 'The person has taken back their yes to direct payments.',
  M2: 'Whoever said yes for the person no longer does, and nobody else who acts for them has said yes.',
  M3: 'The person can now decide for themself, and has not said yes to direct payments.',
};
