/**
 * Programmes of one-off budgets: the same sum, once, for so many people; which lane a budget goes; and the
 * directory of what can be had nearby.
 *
 * Pure, pence and London dates.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { MOST_PENCE } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import { ITEM_CATEGORIES } from '../plan/plan.ts';
import { programmePence } from './one-off.ts';

/** The lanes that a request can go: each a way through the same life. */
export type BudgetKind = 'ONGOING' | 'ONE_OFF_GOAL' | 'WHEELCHAIR';

/** The lane of a request: a place in a programme is for one goal, the wheelchair group for a chair, all else goes on. */
export function kindOf(request: {
  readonly claimedGroup: string;
  readonly programmeId: string | undefined;
}): BudgetKind {
  if (request.programmeId !== undefined) return 'ONE_OFF_GOAL';
  return request.claimedGroup === 'WHEELCHAIR' ? 'WHEELCHAIR' : 'ONGOING';
}

/** The most places that a programme may have. */
export const MOST_PLACES = 100_000;

export type ProgrammeRefusal =
  | { readonly code: 'programme-without-name' }
  | { readonly code: 'programme-name-taken' }
  | { readonly code: 'programme-without-people' }
  | { readonly code: 'programme-sum-out-of-range' }
  | { readonly code: 'programme-places-out-of-range'; readonly most: number }
  | { readonly code: 'programme-too-large' }
  | { readonly code: 'programme-ends-before-start' }
  | { readonly code: 'programme-over'; readonly lastOn: PlainDate }
  | { readonly code: 'programme-not-open'; readonly firstOn: PlainDate }
  | { readonly code: 'programme-full'; readonly places: number }
  | { readonly code: 'directory-entry-incomplete'; readonly field: 'name' | 'what' }
  | { readonly code: 'directory-category-unknown' }
  | { readonly code: 'directory-entry-there' };

export type Programme = {
  readonly name: string;
  readonly forWhom: string;
  /** For each person, once. */
  readonly sumPence: bigint;
  readonly places: number;
  readonly firstOn: PlainDate;
  /** Each of its budgets ends on this day at the latest. */
  readonly lastOn: PlainDate;
};

/** Decides whether a programme may be set up, and what it promises in all. */
export function decideProgramme(
  programme: Programme,
  facts: { readonly isNameTaken: boolean; readonly today: PlainDate },
): Decision<{ readonly commitmentPence: bigint }> {
  const { sumPence, places, firstOn, lastOn } = programme;
  const hasPlaces = Number.isInteger(places) && places >= 1 && places <= MOST_PLACES;
  const hasSum = sumPence > 0n && sumPence <= MOST_PENCE;
  return decide(
    [
      programme.name.trim() === '' && { code: 'programme-without-name' },
      facts.isNameTaken && { code: 'programme-name-taken' },
      programme.forWhom.trim() === '' && { code: 'programme-without-people' },
      !hasSum && { code: 'programme-sum-out-of-range' },
      !hasPlaces && { code: 'programme-places-out-of-range', most: MOST_PLACES },
      hasSum && hasPlaces && programmePence(sumPence, places) > MOST_PENCE && { code: 'programme-too-large' },
      isBefore(lastOn, firstOn) && { code: 'programme-ends-before-start' },
      isBefore(lastOn, facts.today) && { code: 'programme-over', lastOn },
    ],
    () => ({ commitmentPence: programmePence(sumPence, places) }),
  );
}

/** A programme that somebody wants a place in. */
export type AskedProgramme = Pick<Programme, 'places' | 'firstOn' | 'lastOn'> & { readonly taken: number };

/** Everything that stands against a place in a programme for a request of this day. */
export function placeReasons(programme: AskedProgramme, requestedOn: PlainDate): readonly (ProgrammeRefusal | false)[] {
  const { places, taken, firstOn, lastOn } = programme;
  return [
    isBefore(requestedOn, firstOn) && { code: 'programme-not-open', firstOn },
    isBefore(lastOn, requestedOn) && { code: 'programme-over', lastOn },
    taken >= places && { code: 'programme-full', places },
  ];
}

export type ProgrammeUse = {
  readonly commitmentPence: bigint;
  /** Promised to people: each place that is taken. */
  readonly takenPence: bigint;
  readonly leftPlaces: number;
  readonly leftPence: bigint;
};

/** How much of a programme is used. */
export function programmeUse(
  programme: Pick<Programme, 'sumPence' | 'places'> & { readonly taken: number },
): ProgrammeUse {
  const { sumPence, places, taken } = programme;
  const commitmentPence = programmePence(sumPence, places);
  const takenPence = programmePence(sumPence, taken);
  return { commitmentPence, takenPence, leftPlaces: places - taken, leftPence: commitmentPence - takenPence };
}

/** What can be had nearby, for others to use again. It names nobody who used it. */
export type DirectoryEntry = {
  /** CL-05. */
  readonly category: string;
  /** The place: a gym, a pool, a sailing club. */
  readonly name: string;
  readonly what: string;
  readonly costPence: bigint;
};

/** Decides whether something may stand in the directory. */
export function decideDirectoryEntry(entry: DirectoryEntry, isThere: boolean): Decision<true> {
  return decide(
    [
      !ITEM_CATEGORIES.some(category => category === entry.category) && { code: 'directory-category-unknown' },
      entry.name.trim() === '' && { code: 'directory-entry-incomplete', field: 'name' },
      entry.what.trim() === '' && { code: 'directory-entry-incomplete', field: 'what' },
      isThere && { code: 'directory-entry-there' },
    ],
    () => true,
  );
}
