/**
 * What is wrong with a policy file, every problem at once: where, what is allowed there, and which rule it breaks.
 *
 * The file comes as parsed JSON, whatever it holds; money in it is a string of whole pence. First each place against
 * the catalogue (policy-settings.ts), then what several places say together: bands that fall where they should rise, a
 * cohort that turns people away for their diagnosis alone. Pure; changes nothing.
 */
import { readIsoDate } from '../../values/dates.ts';
import type { Cohort, Criterion } from './policy.ts';
import { POLICY_SHAPE } from './policy-settings.ts';
import type { Allowed } from './settings/allowed.ts';

/** Keys and positions, from the whole file inwards. */
export type PolicyPath = readonly (string | number)[];

export type PolicyProblem = {
  readonly path: PolicyPath;
  /** What stands there, as JSON; `nothing` where nothing does. */
  readonly found: string;
  readonly allowed: string;
  /** The rule that does not leave this to the board; undefined where the value makes no sense by itself. */
  readonly rule: string | undefined;
};

/** A problem before it is said what stands there. */
type Problem = Omit<PolicyProblem, 'found'>;

/** Every problem of a policy file. */
export function lintPolicy(content: unknown): readonly PolicyProblem[] {
  return problemsIn(content).map(problem => ({ ...problem, found: foundInWords(problem.path.reduce(own, content)) }));
}

/** A key that is a word; any other is shown as JSON. */
const PLAIN_KEY = /^[\p{L}\p{N}_$-]+$/u;

/** A place as people write it: `offer.cohorts[0].status`. */
export function pathInWords(path: PolicyPath): string {
  const words = path
    .map(part =>
      typeof part === 'number' ? `[${part}]` : PLAIN_KEY.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`,
    )
    .join('');
  return words === '' ? 'the whole file' : words.replace(/^\./, '');
}

function foundInWords(value: unknown): string {
  if (value === undefined) return 'nothing';
  const words = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return words.length > 80 ? `${words.slice(0, 77).toWellFormed()}...` : words;
}

function problemsIn(content: unknown): readonly Problem[] {
  return [
    ...problemsOf(content, POLICY_SHAPE, []),
    ...ORDERS.flatMap(order => orderProblems(content, order)),
    ...LISTS_WITH_ORDERS.flatMap(({ list, ...order }) =>
      positionsOf(content, list).flatMap(position => orderProblems(content, order, [...list, position])),
    ),
    ...cohortProblems(content),
    ...splitProblems(content),
  ];
}

/** What may stand there, in words. */
export function allowedInWords(allowed: Allowed): string {
  switch (allowed.kind) {
    case 'whole':
      return `a whole number from ${allowed.least} to ${allowed.most}`;
    case 'pence':
      return `whole pence in a string, from "${allowed.least}" to "${allowed.most}"${orNone(allowed)}`;
    case 'yes-no':
      return 'true or false';
    case 'one-of':
      return `one of ${allowed.values.join(', ')}`;
    case 'text':
      return `a text of ${allowed.least} to ${allowed.most} characters`;
    case 'date':
      return `a date such as "2026-04-01"${orNone(allowed)}`;
    case 'list':
      return allowed.least === 0 ? 'a list' : 'a list with an entry';
    case 'record':
      return `an object with the keys ${Object.keys(allowed.fields).join(', ')}`;
  }
}

function orNone({ mayBeUnset }: { readonly mayBeUnset?: true }): string {
  return mayBeUnset ? ', or null' : '';
}

/** No NUL and no half of a surrogate pair: no database holds them. */
const KEEPABLE = /^[^\0\p{Cs}]*$/u;

/** What is wrong with one value, and with all that stands in it. */
function problemsOf(value: unknown, allowed: Allowed, path: PolicyPath): Problem[] {
  const wrong = (rule?: string): Problem[] => [{ path, allowed: allowedInWords(allowed), rule }];
  if (value === null && 'mayBeUnset' in allowed) return [];
  switch (allowed.kind) {
    case 'whole':
      if (!Number.isInteger(value)) return wrong();
      if ((value as number) < allowed.least) return wrong(allowed.leastBy);
      return (value as number) > allowed.most ? wrong(allowed.mostBy) : [];
    case 'pence': {
      if (typeof value !== 'string' || !/^\d{1,12}$/.test(value)) return wrong();
      if (BigInt(value) < allowed.least) return wrong(allowed.leastBy);
      return BigInt(value) > allowed.most ? wrong() : [];
    }
    case 'yes-no':
      return typeof value === 'boolean' ? [] : wrong();
    case 'one-of':
      return allowed.values.some(each => each === value) ? [] : wrong(allowed.by);
    case 'text': {
      if (typeof value !== 'string') return wrong();
      if (!KEEPABLE.test(value)) return [{ path, allowed: 'a text of characters that can be kept', rule: undefined }];
      const { length } = value.trim();
      return length < allowed.least || length > allowed.most ? wrong() : [];
    }
    case 'date':
      return typeof value === 'string' && readIsoDate(value) ? [] : wrong();
    case 'list':
      return Array.isArray(value) ? listProblems(value, allowed, path) : wrong();
    case 'record':
      return isObject(value) ? recordProblems(value, allowed.fields, path) : wrong();
  }
}

function recordProblems(value: object, fields: Readonly<Record<string, Allowed>>, path: PolicyPath): Problem[] {
  const keys = Object.keys(fields);
  return [
    ...keys.flatMap(key => problemsOf(own(value, key), fields[key]!, [...path, key])),
    ...Object.keys(value)
      .filter(key => !keys.includes(key))
      .map(key => ({ path: [...path, key], allowed: `only the keys ${keys.join(', ')}`, rule: undefined })),
  ];
}

function listProblems(
  entries: readonly unknown[],
  list: Extract<Allowed, { kind: 'list' }>,
  path: PolicyPath,
): Problem[] {
  const { of, orderBy } = list;
  const field = of.kind === 'record' && orderBy !== '' ? of.fields[orderBy]! : of;
  const keys = entries.map(entry => sound(orderBy === '' ? entry : own(entry, orderBy), field));
  const outOfOrder = keys.map((key, position) => {
    const before = keys.slice(0, position).filter(each => each !== undefined);
    if (key === undefined) return false;
    return list.order === 'distinct'
      ? before.some(each => JSON.stringify(each) === JSON.stringify(key))
      : before.length > 0 && !isLess(before.at(-1), key);
  });
  return [
    ...(entries.length < list.least ? [{ path, allowed: allowedInWords(list), rule: undefined }] : []),
    ...entries.flatMap((entry, position) => problemsOf(entry, of, [...path, position])),
    ...entries.keys().flatMap(position =>
      outOfOrder[position]
        ? [
            {
              path: orderBy === '' ? [...path, position] : [...path, position, orderBy],
              allowed: list.order === 'distinct' ? 'different from those before it' : 'more than the one before it',
              rule: undefined,
            },
          ]
        : [],
    ),
    ...(list.mustHave?.values ?? [])
      .filter(value => !entries.includes(value))
      .map(value => ({ path, allowed: `a list that has ${value}`, rule: list.mustHave?.by })),
  ];
}

type Order = {
  readonly keys: readonly string[];
  readonly relation: 'more than' | 'at least' | 'at most';
  readonly rule: string | undefined;
};

/** Settings that stand in an order: each against the one before it. */
const ORDERS: readonly Order[] = [
  { keys: ['risk.bands.medium', 'risk.bands.high', 'risk.bands.veryHigh'], relation: 'more than', rule: 'R-142' },
  {
    keys: ['review.bands.low', 'review.bands.medium', 'review.bands.high', 'review.bands.veryHigh'],
    relation: 'at most',
    rule: 'R-141',
  },
  {
    keys: [
      'evidence.threshold.low',
      'evidence.threshold.medium',
      'evidence.threshold.high',
      'evidence.threshold.veryHigh',
    ],
    relation: 'at most',
    rule: 'R-088',
  },
  { keys: ['approval.limits.teamLeadPence', 'approval.limits.phbLeadPence'], relation: 'at least', rule: 'R-064' },
  { keys: ['oneoff.discharge.cap', 'oneoff.discharge.exceptCap'], relation: 'at least', rule: 'R-123' },
  { keys: ['oneoff.followUpFromWeeks', 'oneoff.followUpToWeeks'], relation: 'at least', rule: undefined },
  { keys: ['ambition.range.leastPerThousand', 'ambition.range.mostPerThousand'], relation: 'at least', rule: 'R-160' },
  { keys: ['retention.childBirthday', 'retention.childClosedAt17Birthday'], relation: 'at least', rule: 'R-122' },
];

/** The same within each entry of a list. */
const LISTS_WITH_ORDERS: readonly (Order & { readonly list: PolicyPath })[] = [
  { list: ['offer', 'cohorts'], keys: ['since', 'until'], relation: 'at least', rule: 'R-004' },
  { list: ['legal', 'references'], keys: ['validFrom', 'validTo'], relation: 'at least', rule: undefined },
  {
    list: ['employer', 'minimumWage'],
    keys: ['age16Pence', 'age18Pence', 'age21Pence'],
    relation: 'at least',
    rule: 'R-165',
  },
  { list: ['employer', 'onCosts'], keys: ['pensionFromPence', 'pensionToPence'], relation: 'more than', rule: 'R-166' },
];

function orderProblems(content: unknown, { keys, relation, rule }: Order, within: PolicyPath = []): Problem[] {
  return keys.slice(1).flatMap((key, i) => {
    const [first, second] = [keys[i]!, key].map(each => soundAt(content, [...within, ...each.split('.')]) ?? undefined);
    if (first === undefined || second === undefined) return [];
    const holds =
      relation === 'more than'
        ? isLess(first, second)
        : relation === 'at least'
          ? !isLess(second, first)
          : !isLess(first, second);
    if (holds) return [];
    return [{ path: [...within, ...key.split('.')], allowed: `${relation} ${keys[i]}, which is ${first}`, rule }];
  });
}

/** level of need decides, not a diagnosis alone. */
function cohortProblems(content: unknown): Problem[] {
  const list = ['offer', 'cohorts'];
  return positionsOf(content, list).flatMap(cohort =>
    positionsOf(content, [...list, cohort, 'criteria']).flatMap(position => {
      const path = [...list, cohort, 'criteria', position];
      const criterion = soundAt(content, path) as Criterion | undefined;
      return criterion && declinesOnDiagnosisAlone(criterion)
        ? [{ path, allowed: 'a criterion that declines by level of need, not by diagnosis alone', rule: 'R-015' }]
        : [];
    }),
  );
}

/** whether somebody would be turned away for what they have, however much they need. */
export function declinesOnDiagnosisAlone({ when, effect }: Cohort['criteria'][number]): boolean {
  const looksAt = when.map(({ fact }) => fact);
  return effect === 'DECLINE' && looksAt.includes('DIAGNOSIS') && !looksAt.includes('NEED_LEVEL');
}

/** agreed shares are the whole. */
function splitProblems(content: unknown): Problem[] {
  const path = ['integrated', 'split'];
  const split = soundAt(content, path) as readonly { basisPoints: number }[] | undefined;
  const whole = split?.reduce((sum, { basisPoints }) => sum + basisPoints, 0) ?? 0;
  if (whole === 0 || whole === 10_000) return [];
  return [{ path, allowed: `shares that add up to 10000; these come to ${whole}`, rule: 'R-098' }];
}

/** The value at a path where it and all in it is sound by itself; else undefined. */
function soundAt(content: unknown, path: PolicyPath): unknown {
  let [value, allowed] = [content, POLICY_SHAPE];
  for (const part of path) {
    value = own(value, part);
    allowed = allowed.kind === 'record' ? allowed.fields[part]! : (allowed as Extract<Allowed, { kind: 'list' }>).of;
  }
  return sound(value, allowed);
}

function sound(value: unknown, allowed: Allowed): unknown {
  return problemsOf(value, allowed, []).length === 0 ? value : undefined;
}

function positionsOf(content: unknown, path: PolicyPath): number[] {
  const list = path.reduce(own, content);
  return Array.isArray(list) ? [...list.keys()] : [];
}

/** Of two sound values of one kind: numbers, dates as ISO text, or pence as digits. */
function isLess(a: unknown, b: unknown): boolean {
  const size = (value: unknown) => (/^\d+$/.test(String(value)) ? BigInt(String(value)) : String(value));
  return size(a) < size(b);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
