/**
 * The working of a figure as JSON, and back again. Money is a string of whole pence; a factor is a decimal (`"7.5"`) or
 * a fraction (`"121/365"`) in a string; a key that is not known is a problem. Pure.
 */
import type { Band, Factor, How, Points, Term, Trace } from './trace.ts';

export type JsonTrace = {
  readonly label: string;
  readonly rule: string;
  readonly pence: string;
  readonly how: JsonHow;
};

type JsonTerm = { readonly rate: JsonTrace; readonly by: readonly { readonly times: string; readonly unit: string }[] };

export type JsonHow =
  | { readonly op: 'given'; readonly source: string }
  | { readonly op: 'sum' | 'median'; readonly of: readonly JsonTrace[] }
  | { readonly op: 'less'; readonly from: JsonTrace; readonly less: readonly JsonTrace[] }
  | { readonly op: 'product'; readonly terms: readonly JsonTerm[] }
  | {
      readonly op: 'between';
      readonly of: JsonTrace;
      readonly above: JsonTrace | null;
      readonly upTo: JsonTrace | null;
    }
  | {
      readonly op: 'band';
      readonly points: readonly Points[];
      readonly bands: readonly { readonly label: string; readonly from: number; readonly pence: string }[];
    };

export function asJson({ label, rule, pence, how }: Trace): JsonTrace {
  return { label, rule, pence: pence.toString(), how: howAsJson(how) };
}

function howAsJson(how: How): JsonHow {
  switch (how.op) {
    case 'given':
      return how;
    case 'sum':
    case 'median':
      return { op: how.op, of: how.of.map(asJson) };
    case 'less':
      return { op: 'less', from: asJson(how.from), less: how.less.map(asJson) };
    case 'product':
      return {
        op: 'product',
        terms: how.terms.map(({ rate, by }) => ({
          rate: asJson(rate),
          by: by.map(factor => ({ times: showTimes(factor), unit: factor.unit })),
        })),
      };
    case 'between':
      return {
        op: 'between',
        of: asJson(how.of),
        above: how.above && asJson(how.above),
        upTo: how.upTo && asJson(how.upTo),
      };
    case 'band':
      return {
        op: 'band',
        points: how.points,
        bands: how.bands.map(band => ({ label: band.label, from: band.from, pence: band.pence.toString() })),
      };
  }
}

/** `14`, `7.5`, `0.03`, or `121/365` where four decimals are not exact. */
function showTimes({ numerator, denominator }: Factor): string {
  const scaled = numerator * 10_000n;
  if (scaled % denominator !== 0n) return `${numerator}/${denominator}`;
  const tenThousandths = scaled / denominator;
  const fraction = (tenThousandths % 10_000n).toString().padStart(4, '0').replace(/0+$/, '');
  return `${tenThousandths / 10_000n}${fraction && `.${fraction}`}`;
}

/** Where a tree cannot be read: `path` is where, `how.of[2].pence`. */
export type TraceProblem = { readonly path: string; readonly found: string; readonly allowed: string };

export type ReadTrace =
  | { readonly readable: true; readonly trace: Trace }
  | { readonly readable: false; readonly problems: readonly [TraceProblem, ...TraceProblem[]] };

/** Reads a tree back; otherwise every problem at once. */
export function readTrace(value: unknown): ReadTrace {
  const problems: TraceProblem[] = [];
  const trace = traceAt(value, '', problems);
  const [first, ...rest] = problems;
  return first ? { readable: false, problems: [first, ...rest] } : { readable: true, trace };
}

type Problems = TraceProblem[];

function traceAt(value: unknown, path: string, problems: Problems): Trace {
  const keys = objectAt(value, path, ['label', 'rule', 'pence', 'how'], problems);
  if (!keys) return NO_TRACE;
  return {
    label: textAt(keys.label, `${path}.label`, /./s, 'words', problems),
    rule: textAt(keys.rule, `${path}.rule`, /^R-\d{3}$/, 'a rule such as "R-044"', problems),
    pence: penceAt(keys.pence, `${path}.pence`, problems),
    how: howAt(keys.how, `${path}.how`, problems),
  };
}

const KEYS: Readonly<Record<How['op'], readonly string[]>> = {
  given: ['op', 'source'],
  sum: ['op', 'of'],
  median: ['op', 'of'],
  less: ['op', 'from', 'less'],
  product: ['op', 'terms'],
  between: ['op', 'of', 'above', 'upTo'],
  band: ['op', 'points', 'bands'],
};

/** What stands in for a part that cannot be read; its problem is told, and the tree with it never shown. */
const NOTHING: How = { op: 'given', source: '' };
const NO_TRACE: Trace = { label: '', rule: '', pence: 0n, how: NOTHING };

function howAt(value: unknown, path: string, problems: Problems): How {
  const op = opOf(value);
  if (!op) {
    problems.push(problem(value, `${path}.op`, `one of ${Object.keys(KEYS).join(', ')}`));
    return NOTHING;
  }
  const keys = objectAt(value, path, KEYS[op], problems) ?? {};
  const list = <Each>(key: string, read: (each: unknown, at: string, problems: Problems) => Each): readonly Each[] =>
    listAt(keys[key], `${path}.${key}`, read, problems);
  const orNull = (key: string) => (keys[key] === null ? null : traceAt(keys[key], `${path}.${key}`, problems));
  switch (op) {
    case 'given':
      return { op, source: textAt(keys.source, `${path}.source`, /^/, 'words', problems) };
    case 'sum':
    case 'median':
      return { op, of: list('of', traceAt) };
    case 'less':
      return { op, from: traceAt(keys.from, `${path}.from`, problems), less: list('less', traceAt) };
    case 'product':
      return { op, terms: list('terms', termAt) };
    case 'between':
      return { op, of: traceAt(keys.of, `${path}.of`, problems), above: orNull('above'), upTo: orNull('upTo') };
    case 'band':
      return { op, points: list('points', pointsAt), bands: list('bands', bandAt) };
  }
}

function opOf(value: unknown): How['op'] | undefined {
  const op = typeof value === 'object' && value !== null && 'op' in value ? value.op : undefined;
  return (Object.keys(KEYS) as How['op'][]).find(each => each === op);
}

function termAt(value: unknown, path: string, problems: Problems): Term {
  const keys = objectAt(value, path, ['rate', 'by'], problems);
  if (!keys) return { rate: NO_TRACE, by: [] };
  return {
    rate: traceAt(keys.rate, `${path}.rate`, problems),
    by: listAt(keys.by, `${path}.by`, factorAt, problems),
  };
}

function factorAt(value: unknown, path: string, problems: Problems): Factor {
  const keys = objectAt(value, path, ['times', 'unit'], problems);
  if (!keys) return { numerator: 0n, denominator: 1n, unit: '' };
  const unit = textAt(keys.unit, `${path}.unit`, /^/, 'words', problems);
  const match =
    typeof keys.times === 'string' ? /^(\d{1,12})(?:\.(\d{1,4})|\/([1-9]\d{0,11}))?$/.exec(keys.times) : null;
  if (!match)
    problems.push(problem(keys.times, `${path}.times`, 'a decimal "7.5" or a fraction "121/365" in a string'));
  const [, whole = '0', decimals, denominator] = match ?? [];
  return denominator
    ? { numerator: BigInt(whole), denominator: BigInt(denominator), unit }
    : { numerator: BigInt(whole + (decimals ?? '').padEnd(4, '0')), denominator: 10_000n, unit };
}

function pointsAt(value: unknown, path: string, problems: Problems): Points {
  const keys = objectAt(value, path, ['label', 'points'], problems);
  if (!keys) return { label: '', points: 0 };
  return {
    label: textAt(keys.label, `${path}.label`, /./s, 'words', problems),
    points: wholeAt(keys.points, `${path}.points`, problems),
  };
}

function bandAt(value: unknown, path: string, problems: Problems): Band {
  const keys = objectAt(value, path, ['label', 'from', 'pence'], problems);
  if (!keys) return { label: '', from: 0, pence: 0n };
  return {
    label: textAt(keys.label, `${path}.label`, /./s, 'words', problems),
    from: wholeAt(keys.from, `${path}.from`, problems),
    pence: penceAt(keys.pence, `${path}.pence`, problems),
  };
}

function objectAt(
  value: unknown,
  path: string,
  keys: readonly string[],
  problems: Problems,
): Readonly<Record<string, unknown>> | undefined {
  const allowed = `an object with the keys ${keys.join(', ')}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(problem(value, path, allowed));
    return undefined;
  }
  for (const key of Object.keys(value))
    if (!keys.includes(key)) problems.push(problem(Reflect.get(value, key), `${path}.${key}`, allowed));
  return value as Readonly<Record<string, unknown>>;
}

function listAt<Each>(
  value: unknown,
  path: string,
  read: (each: unknown, at: string, problems: Problems) => Each,
  problems: Problems,
): readonly Each[] {
  if (Array.isArray(value)) return value.map((each, i) => read(each, `${path}[${i}]`, problems));
  problems.push(problem(value, path, 'a list'));
  return [];
}

function textAt(value: unknown, path: string, pattern: RegExp, allowed: string, problems: Problems): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  problems.push(problem(value, path, allowed));
  return '';
}

function penceAt(value: unknown, path: string, problems: Problems): bigint {
  const text = textAt(value, path, /^-?\d{1,15}$/, 'whole pence in a string, such as "1720"', problems);
  return BigInt(text);
}

function wholeAt(value: unknown, path: string, problems: Problems): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  problems.push(problem(value, path, 'a whole number'));
  return 0;
}

function problem(value: unknown, path: string, allowed: string): TraceProblem {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return {
    path: path.replace(/^\./, '') || 'the whole file',
    found: text.length > 80 ? `${text.slice(0, 77)}...` : text,
    allowed,
  };
}
