/**
 * Which plan line does a line of the bank statement belong to?
 *
 * A score from 0 to 100 with its reasons: whom it was paid to, how much, when, in what kind of shop, and what the person
 * answered before. At or above policy.spend.placeFromScore, and clear of the next best, it is placed without asking;
 * below, the person is asked "what was this?". Nothing here blocks or judges: a bank line is a fact.
 *
 * A file may have a million lines. So what hangs on the words alone is read once for each text (`readText`), and what
 * hangs on the plan once for each plan line (`readPlace`); a score compares the two.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { compareText } from '../../values/order.ts';
import { sizeOf } from '../../values/pence.ts';
import { type ExclusionRule, exclusionOf } from '../plan/exclusions.ts';
import type { Policy } from '../policy/policy.ts';
import { categoriesOfShop, excludedShop } from './merchants.ts';

/** What the bank says of a payment in words, and as the kind of shop. */
export type BankText = {
  readonly counterparty: string;
  readonly narrative: string;
  /** ISO 18245, four digits, where a card's issuer gives it. */
  readonly merchantCode: string | null;
};

/** What these words come to, whatever was paid and by whom. */
export type ReadText = {
  /** Who was paid, as the bank writes it, and in plain words. */
  readonly counterparty: string;
  readonly payee: string;
  /** All the words, with a space on each side. */
  readonly words: string;
  /** The categories of a plan that such a shop sells. */
  readonly categories: readonly string[];
  /** the rule that it seems to fall under. For a conversation, never acted on. */
  readonly excluded: ExclusionRule | undefined;
};

export type BankLine = { readonly amountPence: bigint; readonly postedOn: PlainDate; readonly text: ReadText };

export type PlaceFor = {
  readonly planItemId: string;
  readonly label: string;
  readonly provider: string;
  readonly category: string;
  /** The price of one unit, pence. */
  readonly unitPence: bigint;
  /** The days for which it is planned; undefined: the whole year. */
  readonly startsOn: PlainDate | undefined;
  readonly endsOn: PlainDate | undefined;
  /** Payees, as their bank names them, that the person placed on this line before. */
  readonly pastPayees: readonly string[];
};

/** A plan line made ready to be compared with many payments. */
export type ReadPlace = PlaceFor & {
  readonly providerWords: string;
  readonly names: readonly string[];
  readonly payees: ReadonlySet<string>;
};

export type Match = { readonly planItemId: string; readonly score: number; readonly reasons: readonly string[] };

/** Points: what each agreement between line and plan is worth. */
const POINTS = {
  answeredBefore: 90,
  providerNamed: 60,
  nameShared: 35,
  priceExact: 30,
  priceClose: 15,
  shopFits: 20,
  otherDays: -30,
} as const;

/** How far ahead of the next best a match must be to be placed without asking. */
const CLEAR_BY = 15;

/** Words that say nothing about who was paid. */
const EMPTY_WORDS = new Set([
  'the',
  'and',
  'for',
  'ltd',
  'limited',
  'plc',
  'llp',
  'payment',
  'card',
  'ref',
  'care',
  'services',
  'service',
  'to',
  'of',
  'a',
]);

/** Reads what the bank says, once for each text that differs. */
export function readText({ counterparty, narrative, merchantCode }: BankText): ReadText {
  const text = `${counterparty} ${narrative}`;
  return {
    counterparty,
    payee: plainWords(counterparty),
    words: ` ${plainWords(text)} `,
    categories: categoriesOfShop(merchantCode),
    excluded: excludedShop(merchantCode) ?? exclusionOf(text)?.rule,
  };
}

/** Makes a plan line ready. */
export function readPlace(place: PlaceFor): ReadPlace {
  const provider = plainWords(place.provider);
  return {
    ...place,
    providerWords: provider && ` ${provider} `,
    names: plainWords(`${place.provider} ${place.label}`)
      .split(' ')
      .filter(word => word.length >= 3 && !EMPTY_WORDS.has(word))
      .map(word => ` ${word} `),
    payees: place.pastPayees.length === 0 ? NOBODY : new Set(place.pastPayees.map(plainWords)),
  };
}

const NOBODY: ReadonlySet<string> = new Set();

/** Every plan line with the score of this payment, best first; lines that share nothing are left out. */
export function scoreLine(line: BankLine, places: readonly ReadPlace[]): Match[] {
  const matches: Match[] = [];
  for (const place of places) {
    const match = score(line, place);
    if (match) matches.push(match);
  }
  return matches.length < 2
    ? matches
    : matches.sort((a, b) => b.score - a.score || compareText(a.planItemId, b.planItemId));
}

/** The one plan line that a payment is placed on without asking, or undefined when the person should be asked. */
export function placeWithoutAsking(matches: readonly Match[], policy: Policy): Match | undefined {
  const [best, next] = matches;
  if (!best || best.score < policy.spend.placeFromScore) return undefined;
  return next && best.score - next.score < CLEAR_BY ? undefined : best;
}

/** Undefined where neither the payee nor a word says anything for this plan line: a price alone is no sign. */
function score({ amountPence, postedOn, text }: BankLine, place: ReadPlace): Match | undefined {
  const before = text.payee !== '' && place.payees.has(text.payee);
  const names = nameScore(text.words, place);
  if (!before && names.points === 0) return undefined;
  const fits = text.categories.includes(place.category);
  const price = priceScore(-amountPence, place.unitPence);
  const away = daysAway(postedOn, place);
  const points =
    (before ? POINTS.answeredBefore : 0) +
    names.points +
    price.points +
    (fits ? POINTS.shopFits : 0) +
    (away ? POINTS.otherDays : 0);
  const reasons = [
    before && `You placed ${text.counterparty} here before`,
    names.reason,
    price.reason,
    fits && 'Such a shop sells this kind of thing',
    away,
  ].filter(reason => typeof reason === 'string');
  return { planItemId: place.planItemId, score: Math.max(0, Math.min(points, 100)), reasons };
}

function nameScore(words: string, place: ReadPlace): { readonly points: number; readonly reason?: string } {
  if (place.providerWords !== '' && words.includes(place.providerWords))
    return { points: POINTS.providerNamed, reason: `The payment names ${place.provider}` };
  const shared = place.names.find(name => words.includes(name));
  return shared === undefined ? NOTHING : { points: POINTS.nameShared, reason: `Both say “${shared.slice(1, -1)}”` };
}

function priceScore(paidPence: bigint, unitPence: bigint): { readonly points: number; readonly reason?: string } {
  if (paidPence <= 0n || unitPence <= 0n) return NOTHING;
  const times = paidPence / unitPence;
  if (paidPence % unitPence === 0n && times <= 100n)
    return {
      points: POINTS.priceExact,
      reason: times === 1n ? 'The amount is the agreed price' : `The amount is ${times} times the agreed price`,
    };
  return sizeOf(paidPence - unitPence) * 20n <= unitPence
    ? { points: POINTS.priceClose, reason: 'The amount is close to the agreed price' }
    : NOTHING;
}

const NOTHING = { points: 0 } as const;

function daysAway(postedOn: PlainDate, { startsOn, endsOn }: ReadPlace): string | undefined {
  if (startsOn && isBefore(postedOn, startsOn)) return 'It was paid before this part of the plan begins';
  return endsOn && isBefore(endsOn, postedOn) ? 'It was paid after this part of the plan ends' : undefined;
}

/** Lower case, letters and digits only, single spaces. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
