/** What is wrong with the two files of `openphb quote`, all at once: each by itself, and against each other. */
import {
  type JsonPath,
  type JsonProblem,
  jsonProblem,
  jsonProblems,
  showJsonFound,
  valueAt,
} from '../../../platform/json-problems.ts';
import type { BudgetMethod } from '../../../rules/budget/budget.ts';
import { EMPLOYING_CODES } from '../../../rules/budget/on-costs.ts';
import { addMonths, ageOn, isBefore, type PlainDate, readIsoDate } from '../../../values/dates.ts';
import { readQuantity } from '../../../values/quantity.ts';
import { QuoteNeeds, QuotePolicy } from './quote-shapes.ts';

/** Something wrong with a file. `path` is where: `lines[0].quantity`. */
export type FileProblem = JsonProblem & { readonly file: 'policy' | 'needs' };

/** Every problem of the two files, in the order of the files and of their places. */
export function quoteProblems(policyFile: unknown, needsFile: unknown): readonly FileProblem[] {
  const policy = QuotePolicy.safeParse(policyFile);
  const needs = QuoteNeeds.safeParse(needsFile);
  const ofPolicy = [
    ...(policy.success ? [] : jsonProblems(policyFile, policy.error)),
    ...doubled(policyFile, ['rateCard', 'rates'], 'code'),
    ...doubled(policyFile, ['bands'], 'from'),
    ...cardProblems(policyFile, needsFile),
    ...notOldestFirst(policyFile, ['employer', 'minimumWage']),
    ...notOldestFirst(policyFile, ['employer', 'onCosts']),
  ];
  const ofNeeds = [
    ...(needs.success ? [] : jsonProblems(needsFile, needs.error)),
    ...doubledIds(needsFile),
    ...doubled(needsFile, ['similarCases', 'cases'], 'id'),
    ...doubled(needsFile, ['points', 'domains'], 'domain'),
    ...methodProblems(needsFile),
    ...lineProblems(policyFile, needsFile),
    ...assistantProblems(needsFile),
  ];
  return [
    ...ofPolicy.map(each => ({ ...each, file: 'policy' as const })),
    ...ofNeeds.map(each => ({ ...each, file: 'needs' as const })),
  ];
}

/** What becomes a line of the budget has a name that no other line has, in whatever list it stands. */
function doubledIds(needsFile: unknown): JsonProblem[] {
  const seen = new Set<unknown>();
  return ['lines', 'services', 'sums', 'prescriptions', 'assistants'].flatMap(key =>
    doubled(needsFile, [key], 'id', seen),
  );
}

/** Two entries of a list with one name: which of them was meant? */
function doubled(value: unknown, path: JsonPath, key: string, seen = new Set<unknown>()): JsonProblem[] {
  return listAt(value, path).flatMap((entry, i) => {
    const name = valueAt(entry, [key]);
    if (typeof name !== 'string' && typeof name !== 'number') return [];
    if (seen.has(name)) return [jsonProblem(value, [...path, i, key], 'a name that no other entry has')];
    seen.add(name);
    return [];
  });
}

/** Figures that each count from a day on stand oldest first. */
function notOldestFirst(value: unknown, path: JsonPath): JsonProblem[] {
  return listAt(value, path).flatMap((_, i) => {
    const [before, from] = [dateAt(value, [...path, i - 1, 'from']), dateAt(value, [...path, i, 'from'])];
    return before && from && !isBefore(before, from)
      ? [jsonProblem(value, [...path, i, 'from'], `a date after ${before}, the one before it`)]
      : [];
  });
}

/** The policy and its first card count on the first day; each later card begins after the one before. */
function cardProblems(policyFile: unknown, needsFile: unknown): JsonProblem[] {
  const startOn = dateAt(needsFile, ['startOn']);
  const late = [['effectiveFrom'], ['rateCard', 'effectiveFrom']].filter(path => {
    const from = dateAt(policyFile, path);
    return startOn && from && isBefore(startOn, from);
  });
  const problems = late.map(path => jsonProblem(policyFile, path, `a date on or before the start, ${startOn}`));
  let before = dateAt(policyFile, ['rateCard', 'effectiveFrom']);
  listAt(policyFile, ['laterRateCards']).forEach((_, i) => {
    const path = ['laterRateCards', i, 'effectiveFrom'];
    const from = dateAt(policyFile, path);
    if (before && from && !isBefore(before, from))
      problems.push(jsonProblem(policyFile, path, `a date after ${before}, the card before it`));
    before = from ?? before;
    problems.push(...doubled(policyFile, ['laterRateCards', i, 'rates'], 'code'));
  });
  return problems;
}

/** The key that each method works with; those that can do with priced lines alone need nothing else. */
const OWN_KEY: Readonly<Record<BudgetMethod, { readonly key: string; readonly needed: boolean }>> = {
  HOURS_RATES: { key: 'lines', needed: false },
  SIMILAR_CASES: { key: 'similarCases', needed: true },
  CURRENT_SERVICES: { key: 'services', needed: false },
  POINTS_BAND: { key: 'points', needed: true },
  FLAT_RATE: { key: 'sums', needed: false },
  PRESCRIPTION_COST: { key: 'prescriptions', needed: false },
};

/** What the method needs is there, and nothing that belongs to another method. */
function methodProblems(needsFile: unknown): JsonProblem[] {
  const method = valueAt(needsFile, ['method']);
  if (!isMethod(method)) return [];
  const own = OWN_KEY[method];
  const has = (key: string) => valueAt(needsFile, [key]) !== undefined;
  const foreign = Object.values(OWN_KEY)
    .map(({ key }) => key)
    .filter(key => key !== 'lines' && key !== own.key && has(key));
  const missing = own.needed ? !has(own.key) : !has(own.key) && !has('lines') && !has('assistants');
  return [
    ...foreign.map(key => jsonProblem(needsFile, [key], `nothing, where method is ${method}`)),
    ...(missing ? [jsonProblem(needsFile, [own.key], `what ${method} is worked out from`)] : []),
  ];
}

function isMethod(value: unknown): value is BudgetMethod {
  return typeof value === 'string' && Object.hasOwn(OWN_KEY, value);
}

/** Each line stands on the card, with its unit, on every day of the year; once is once. */
function lineProblems(policyFile: unknown, needsFile: unknown): JsonProblem[] {
  const problems: JsonProblem[] = [];
  const cards = cardsThatCount(policyFile, dateAt(needsFile, ['startOn']));
  const card = cards[0] ?? new Map<unknown, unknown>();
  listAt(needsFile, ['lines']).forEach((line, i) => {
    const [service, unit, per, oneOff] = ['service', 'unit', 'per', 'oneOff'].map(key => valueAt(line, [key]));
    const at = (key: string, allowed: string) => problems.push(jsonProblem(needsFile, ['lines', i, key], allowed));
    if (typeof service === 'string' && card.size > 0 && !card.has(service))
      at('service', `one of the rate card: ${[...card.keys()].join(', ')}`);
    else if (typeof service === 'string' && cards.some(later => later.size > 0 && !later.has(service)))
      at('service', 'a service of each rate card that counts in the year');
    if (typeof unit === 'string' && card.has(service) && card.get(service) !== unit)
      at('unit', `the unit of the rate: ${showJsonFound(card.get(service))}`);
    if (oneOff === true && (per === 'week' || per === 'month')) at('per', '"once" or "year", where oneOff is true');
    if (oneOff === false && per === 'once') at('oneOff', 'true, where per is "once"');
  });
  if (card.size > 0 && listAt(needsFile, ['assistants']).length > 0) {
    const missing = Object.values(EMPLOYING_CODES).filter(code => !card.has(code));
    const allowed = `assistants together with rates for ${Object.values(EMPLOYING_CODES).join(', ')}; the rate card has none for ${missing.join(', ')}`;
    if (missing.length > 0) problems.push(jsonProblem(needsFile, ['assistants'], allowed));
  }
  return problems;
}

/** The units by service of the first card, and of each later one that begins inside the year. */
function cardsThatCount(policyFile: unknown, startOn: PlainDate | undefined): ReadonlyMap<unknown, unknown>[] {
  const unitsAt = (path: JsonPath) =>
    new Map(listAt(policyFile, path).map(rate => [valueAt(rate, ['code']), valueAt(rate, ['unit'])]));
  const later = listAt(policyFile, ['laterRateCards']).flatMap((_, i) => {
    const from = dateAt(policyFile, ['laterRateCards', i, 'effectiveFrom']);
    return startOn && from && isBefore(from, addMonths(startOn, 12)) ? [unitsAt(['laterRateCards', i, 'rates'])] : [];
  });
  return [unitsAt(['rateCard', 'rates']), ...later];
}

const [LEAST_AGE, MOST_AGE] = [16, 100];
const HOURS_IN_WEEK = 168n;

/** Ages and dates that fit each other, and one stream for all. */
function assistantProblems(needsFile: unknown): JsonProblem[] {
  const problems: JsonProblem[] = [];
  const startOn = dateAt(needsFile, ['startOn']);
  const stream = valueAt(needsFile, ['assistants', 0, 'stream']);
  listAt(needsFile, ['assistants']).forEach((assistant, i) => {
    const [bornOn, since] = [dateAt(assistant, ['bornOn']), dateAt(assistant, ['employedSince'])];
    const at = (key: string, allowed: string) => problems.push(jsonProblem(needsFile, ['assistants', i, key], allowed));
    const age = bornOn && startOn && ageOn(bornOn, startOn);
    if (age !== undefined && (age < LEAST_AGE || age > MOST_AGE))
      at('bornOn', `the birthday of somebody between ${LEAST_AGE} and ${MOST_AGE} years old on ${startOn}`);
    if (since && startOn && isBefore(startOn, since)) at('employedSince', `a date on or before the start, ${startOn}`);
    if (since && bornOn && ageOn(bornOn, since) < LEAST_AGE)
      at('employedSince', `a date from their ${LEAST_AGE}th birthday on, ${addMonths(bornOn, 12 * LEAST_AGE)}`);
    const hours = readQuantity(String(valueAt(assistant, ['hoursPerWeek'])));
    if (hours && hours.tenThousandths > HOURS_IN_WEEK * 10_000n)
      at('hoursPerWeek', `at most ${HOURS_IN_WEEK} hours, which is a whole week`);
    if (typeof stream === 'string' && valueAt(assistant, ['stream']) !== stream)
      at('stream', `the stream of the first assistant, ${showJsonFound(stream)}`);
  });
  return problems;
}

function listAt(value: unknown, path: JsonPath): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

function dateAt(value: unknown, path: JsonPath): PlainDate | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? readIsoDate(found) : undefined;
}
