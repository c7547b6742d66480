/**
 * How a setting of the local policy is described, and the words that the catalogue is written with.
 *
 * A bound that the law or a national standard sets carries its rule (`leastBy`, `mostBy`, `by`): the board cannot
 * choose beyond it. Any other bound is what is sensible.
 */

/** What may stand at one place of a policy file. */
export type Allowed =
  | {
      readonly kind: 'whole';
      readonly unit: string;
      readonly least: number;
      readonly most: number;
      readonly leastBy?: string;
      readonly mostBy?: string;
    }
  | {
      readonly kind: 'pence';
      readonly least: bigint;
      readonly most: bigint;
      readonly leastBy?: string;
      /** Whether it may be left open, as null. */
      readonly mayBeUnset?: true;
    }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'one-of'; readonly values: readonly string[]; readonly by?: string }
  | { readonly kind: 'text'; readonly least: number; readonly most: number }
  | { readonly kind: 'date'; readonly mayBeUnset?: true }
  | {
      readonly kind: 'list';
      readonly of: Allowed;
      readonly least: number;
      /** Entries rise, or at least differ, by this field, or by themselves where it is empty. */
      readonly order: 'ascending' | 'distinct';
      readonly orderBy: string;
      /** What must be among the entries, and the rule that says so. */
      readonly mustHave?: { readonly values: readonly string[]; readonly by: string };
    }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Allowed>> };

export type Setting = {
  /** Where it stands in the file: `request.decisionDays`. */
  readonly key: string;
  readonly words: string;
  readonly allowed: Allowed;
  /** The rules, transitions or questions that it belongs to. */
  readonly rules: readonly string[];
  readonly changedBy: string;
  /** What its default rests on, and so what somebody who changes it should bring. */
  readonly evidence: string;
};

export const PHB = 'PHB lead';
export const FINANCE = 'Finance lead';
export const DIRECTOR = 'Director';
export const QUALITY = 'Quality lead';
export const INFORMATION = 'Information governance lead';

export const LAW = 'Law or national standard; the board may only be stricter';
export const FIGURES = 'Figures of the law, to be brought up to date each April';
export const NO_CLOCK = 'No national clock; the board’s own standard';
export const LOCAL = 'The board’s own choice';
export const SEEN = 'Seen in the practice of other boards';
export const UNSURE = 'To be confirmed by the board’s lawyer';

/** Units that a file counts in whole numbers, and people read otherwise. */
export const BASIS_POINTS = 'hundredths of a percent';
export const TENTHS_OF_WEEKS = 'tenths of weeks';
export const DAY_OF_MONTH = 'day of the month';

type Bounds = { readonly leastBy?: string; readonly mostBy?: string };
export const whole = (unit: string, least: number, most: number, by: Bounds = {}): Allowed => ({
  kind: 'whole',
  unit,
  least,
  most,
  ...by,
});
export const pence = (least: bigint, most: bigint): Allowed => ({ kind: 'pence', least, most });
export const yesNo: Allowed = { kind: 'yes-no' };
export const oneOf = (values: readonly string[], by?: string): Allowed => ({
  kind: 'one-of',
  values,
  ...(by && { by }),
});
export const text = (least: number, most: number): Allowed => ({ kind: 'text', least, most });
export const date: Allowed = { kind: 'date' };
export const dateOrNone: Allowed = { kind: 'date', mayBeUnset: true };
export const record = (fields: Readonly<Record<string, Allowed>>): Allowed => ({ kind: 'record', fields });
export const distinct = (of: Allowed, orderBy = '', least = 0): Allowed => ({
  kind: 'list',
  of,
  least,
  order: 'distinct',
  orderBy,
});
export const ascending = (of: Allowed, orderBy: string, least: number): Allowed => ({
  kind: 'list',
  of,
  least,
  order: 'ascending',
  orderBy,
});

/** The largest sum of a setting: £1,000,000. */
export const MOST = 100_000_000n;
export const sum = pence(1n, MOST);
export const name = text(1, 60);

type Row = readonly [words: string, allowed: Allowed, rules: string];

/** Settings that the same person may change for the same reason, by key. */
export function settings(changedBy: string, evidence: string, rows: Readonly<Record<string, Row>>): readonly Setting[] {
  return Object.entries(rows).map(([key, [words, allowed, rules]]) => ({
    key,
    words,
    allowed,
    rules: rules.split(' '),
    changedBy,
    evidence,
  }));
}

/** One row for each band of the risk score. */
export function byBand(key: string, words: string, allowed: Allowed, rules: string): Readonly<Record<string, Row>> {
  return {
    [`${key}.low`]: [`${words}, low risk`, allowed, rules],
    [`${key}.medium`]: [`${words}, medium risk`, allowed, rules],
    [`${key}.high`]: [`${words}, high risk`, allowed, rules],
    [`${key}.veryHigh`]: [`${words}, very high risk`, allowed, rules],
  };
}
