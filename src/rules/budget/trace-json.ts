/**
 * The working of a figure as JSON, and back again. Money is a string of whole pence; a factor is a decimal (`"7.5"`) or
 * a fraction (`"121/365"`) in a string; a key that is not known is a problem. Pure.
 */
import type { Factor, How, Points, Trace } from './trace.ts';

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
  const [first, ...rest] = ofTrace(value, '');
  return first
    ? { readable: false, problems: [first, ...rest] }
    : { readable: true, trace: fromJson(value as JsonTrace) };
}

// --- reading what is sound ----------------------------------------------------------------------

function fromJson({ label, rule, pence, how }: JsonTrace): Trace {
  return { label, rule, pence: BigInt(pence), how: howFromJson(how) };
}

function howFromJson(how: JsonHow): How {
  switch (how.op) {
    case 'given':
      return how;
    case 'sum':
    case 'median':
      return { op: how.op, of: how.of.map(fromJson) };
    case 'less':
      return { op: 'less', from: fromJson(how.from), less: how.less.map(fromJson) };
    case 'product':
      return {
        op: 'product',
        terms: how.terms.map(({ rate, by }) => ({ rate: fromJson(rate), by: by.map(readFactor) })),
      };
    case 'between':
      return {
        op: 'between',
        of: fromJson(how.of),
        above: how.above && fromJson(how.above),
        upTo: how.upTo && fromJson(how.upTo),
      };
    case 'band':
      return { op: 'band', points: how.points, bands: how.bands.map(band => ({ ...band, pence: BigInt(band.pence) })) };
  }
}

const TIMES = /^(\d{1,12})(?:\.(\d{1,4})|\/([1-9]\d{0,11}))?$/;

function readFactor({ times, unit }: { readonly times: string; readonly unit: string }): Factor {
  const [, whole, decimals, denominator] = TIMES.exec(times)!;
  return denominator
    ? { numerator: BigInt(whole!), denominator: BigInt(denominator), unit }
    : { numerator: BigInt(whole + (decimals ?? '').padEnd(4, '0')), denominator: 10_000n, unit };
}

// --- finding what is not --------------------------------------------------------------------------

/** The problems of a value that stands at a path. */
type Check = (value: unknown, path: string) => readonly TraceProblem[];

const NAME = text(/./s, 'words');
const ANYTHING = text(/^/, 'words');
const PENCE = text(/^-?\d{1,15}$/, 'whole pence in a string, such as "1720"');
const WHOLE: Check = (value, path) => (Number.isSafeInteger(value) ? [] : [problem(value, path, 'a whole number')]);

const ofTrace: Check = (value, path) =>
  keyed({ label: NAME, rule: text(/^R-\d{3}$/, 'a rule such as "R-044"'), pence: PENCE, how: ofHow })(value, path);
const orNull: Check = (value, path) => (value === null ? [] : ofTrace(value, path));
const ofFactor = keyed({ times: text(TIMES, 'a decimal "7.5" or a fraction "121/365" in a string'), unit: ANYTHING });
const ofTerm = keyed({ rate: ofTrace, by: list(ofFactor) });

/** What stands beside `op` in each way to a figure. */
const HOW: Readonly<Record<How['op'], Check>> = {
  given: keyed({ op: ANYTHING, source: ANYTHING }),
  sum: keyed({ op: ANYTHING, of: list(ofTrace) }),
  median: keyed({ op: ANYTHING, of: list(ofTrace) }),
  less: keyed({ op: ANYTHING, from: ofTrace, less: list(ofTrace) }),
  product: keyed({ op: ANYTHING, terms: list(ofTerm) }),
  between: keyed({ op: ANYTHING, of: ofTrace, above: orNull, upTo: orNull }),
  band: keyed({
    op: ANYTHING,
    points: list(keyed({ label: NAME, points: WHOLE })),
    bands: list(keyed({ label: NAME, from: WHOLE, pence: PENCE })),
  }),
};

function ofHow(value: unknown, path: string): readonly TraceProblem[] {
  const op = isObject(value) ? value.op : undefined;
  const check = Object.entries(HOW).find(([name]) => name === op)?.[1];
  return check ? check(value, path) : [problem(value, `${path}.op`, `one of ${Object.keys(HOW).join(', ')}`)];
}

/** An object with these keys and no others. */
function keyed(checks: Readonly<Record<string, Check>>): Check {
  const keys = Object.keys(checks);
  const allowed = `an object with the keys ${keys.join(', ')}`;
  return (value, path) =>
    isObject(value)
      ? [
          ...Object.entries(value).flatMap(([key, found]) =>
            keys.includes(key) ? [] : [problem(found, `${path}.${key}`, allowed)],
          ),
          ...Object.entries(checks).flatMap(([key, check]) => check(value[key], `${path}.${key}`)),
        ]
      : [problem(value, path, allowed)];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value instanceof Object && !Array.isArray(value);
}

function list(check: Check): Check {
  return (value, path) =>
    Array.isArray(value) ? value.flatMap((each, i) => check(each, `${path}[${i}]`)) : [problem(value, path, 'a list')];
}

function text(pattern: RegExp, allowed: string): Check {
  return (value, path) => (typeof value === 'string' && pattern.test(value) ? [] : [problem(value, path, allowed)]);
}

function problem(value: unknown, path: string, allowed: string): TraceProblem {
  const found = value === undefined ? 'nothing' : JSON.stringify(value);
  return {
    path: path.replace(/^\./, '') || 'the whole file',
    found: found.length > 80 ? `${found.slice(0, 77).toWellFormed()}...` : found,
    allowed,
  };
}
