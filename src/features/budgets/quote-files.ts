/**
 * The two files of `openphb quote` and its answer. Money is a string of whole pence, dates are ISO, a key that is not
 * known is an error. Every problem is named at once: where it is, what stands there, and what is allowed.
 */
import { z } from 'zod';
import {
  BUDGET_METHODS,
  type BudgetMethod,
  indicativeStatement,
  type NeededLine,
  PERS,
  showWorking,
  type WorkedLine,
  type Working,
  workOut,
} from '../../rules/budget.ts';
import { instalmentsOf } from '../../rules/instalments.ts';
import { METHOD_WORDS } from '../../rules/plan-words.ts';
import { longMonth, type PlainDate, readIsoDate } from '../../values/dates.ts';
import { MOST_PENCE, pounds } from '../../values/pence.ts';
import { readQuantity, showQuantity } from '../../values/quantity.ts';

/** CL-19: who the money comes from. */
const STREAMS = [
  'NHS_CHC',
  'NHS_CC',
  'NHS_S117',
  'NHS_WHEELCHAIR',
  'NHS_OTHER',
  'LA_ADULT',
  'LA_CHILDREN',
  'LA_S117',
  'EDUCATION_EHC',
  'CLIENT_CONTRIBUTION',
  'TOP_UP_SELF',
  'CHARITY',
  'DFG',
  'ILF_LEGACY',
  'ACCESS_TO_WORK',
] as const;

/** The `error` of each field says what is allowed there. */
const words = (allowed: string, pattern: RegExp) => z.string({ error: allowed }).regex(pattern, { error: allowed });
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });
const isoDate = z
  .string({ error: 'a date such as "2026-04-01"' })
  .refine(text => readIsoDate(text) !== undefined, { error: 'a date such as "2026-04-01"' });
const whole = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};
const id = words('a name of 1 to 60 characters without spaces around it', /^\S(.{0,58}\S)?$/);
const keyed = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: issue =>
      issue.code === 'unrecognized_keys'
        ? `only the keys ${Object.keys(shape).join(', ')}`
        : `an object with the keys ${Object.keys(shape).join(', ')}`,
  });
const list = <Each extends z.ZodType>(each: Each) =>
  z.array(each, { error: 'a list with at least one entry' }).min(1, { error: 'a list with at least one entry' });

const pence = z
  .string({ error: 'whole pence in a string, such as "1720"' })
  .refine(text => /^\d{1,10}$/.test(text) && BigInt(text) > 0n && BigInt(text) <= MOST_PENCE, {
    error: 'whole pence in a string, such as "1720"',
  });

export const QuotePolicy = keyed({
  version: id,
  icbCode: words('an ICB code such as "QDM"', /^Q[A-Z0-9]{2}$/),
  effectiveFrom: isoDate,
  weeksPerYear: whole(52, 53),
  contingency: keyed({ weeks: whole(0, 8), inBudget: z.boolean({ error: 'true or false' }) }),
  rateCard: keyed({
    version: id,
    effectiveFrom: isoDate,
    rates: list(keyed({ code: id, unit: id, pence })),
  }),
});

export const QuoteNeeds = keyed({
  startOn: isoDate,
  method: oneOf(BUDGET_METHODS),
  lines: list(
    keyed({
      id,
      needId: id,
      service: id,
      quantity: z
        .string({ error: 'a decimal above nought in a string, such as "7.5", with at most four decimals' })
        .refine(text => (readQuantity(text)?.tenThousandths ?? 0n) > 0n, {
          error: 'a decimal above nought in a string, such as "7.5", with at most four decimals',
        }),
      unit: id,
      per: oneOf(PERS),
      stream: oneOf(STREAMS),
      oneOff: z.boolean({ error: 'true or false' }),
    }),
  ),
});

const digits = z.string().regex(/^\d+$/);

export const QuoteAnswer = z.strictObject({
  totalPence: digits,
  indicative: z.literal(true),
  statement: z.string(),
  lines: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      quantity: z.string(),
      ratePence: digits,
      weeks: z.number().nullable(),
      amountPence: digits,
      rule: z.string(),
    }),
  ),
  trace: z.array(z.strictObject({ rule: z.string(), words: z.string() })),
});

/** Something wrong with a file. `path` is where: `lines[0].quantity`. */
export type FileProblem = {
  readonly file: 'policy' | 'needs';
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
};

export type Quoted =
  | { readonly readable: false; readonly problems: readonly [FileProblem, ...FileProblem[]] }
  | { readonly readable: true; readonly working: Working; readonly answer: z.infer<typeof QuoteAnswer> };

/** Works out an indicative budget from what the two files hold. Pure: the same files give the same answer. */
export function quote(policyFile: unknown, needsFile: unknown): Quoted {
  const policy = QuotePolicy.safeParse(policyFile);
  const needs = QuoteNeeds.safeParse(needsFile);
  const [first, ...rest] = [
    ...(policy.success ? [] : problemsOf('policy', policyFile, policy.error)),
    ...(needs.success ? [] : problemsOf('needs', needsFile, needs.error)),
    ...doubled('policy', policyFile, ['rateCard', 'rates'], 'code'),
    ...doubled('needs', needsFile, ['lines'], 'id'),
    ...unfit(policyFile, needsFile),
  ];
  if (first) return { readable: false, problems: [first, ...rest] };
  const working = workOut({
    weeksPerYear: policy.data!.weeksPerYear,
    contingency: policy.data!.contingency,
    lines: needs.data!.lines.map(line => neededLine(line, policy.data!)),
  });
  return { readable: true, working, answer: answerOf(working, policy.data!, needs.data!) };
}

type PolicyFile = z.infer<typeof QuotePolicy>;
type NeedsFile = z.infer<typeof QuoteNeeds>;

function neededLine(line: NeedsFile['lines'][number], { rateCard }: PolicyFile): NeededLine {
  const rate = rateCard.rates.find(each => each.code === line.service)!;
  return {
    id: line.id,
    needId: line.needId,
    rate: { code: rate.code, label: labelOf(rate.code), unit: rate.unit, pence: BigInt(rate.pence) },
    quantity: readQuantity(line.quantity)!,
    per: line.oneOff ? 'once' : line.per,
    stream: line.stream,
  };
}

/** A code as words: `PA_DAY` and `pa-day` are "Pa day". */
function labelOf(code: string): string {
  const spaced = code.replace(/[-_]+/g, ' ').trim().toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function answerOf(working: Working, policy: PolicyFile, needs: NeedsFile): z.infer<typeof QuoteAnswer> {
  return {
    totalPence: working.totalPence.toString(),
    indicative: true,
    statement: indicativeStatement(working),
    lines: working.lines.map(line => ({
      id: line.id,
      label: line.label,
      quantity: showQuantity(line.quantity),
      ratePence: line.ratePence.toString(),
      weeks: line.per === 'week' ? line.times : null,
      amountPence: line.amountPence.toString(),
      rule: line.rule,
    })),
    trace: traceOf(working, policy, needs),
  };
}

function traceOf(working: Working, policy: PolicyFile, needs: NeedsFile): { rule: string; words: string }[] {
  const aside = !working.contingencyInBudget && working.contingencyPence > 0n;
  return [
    { rule: 'R-042', words: `Method ${needs.method}: ${METHOD_WORDS[needs.method as BudgetMethod]}` },
    {
      rule: 'R-043',
      words: `Policy ${policy.version} of ${policy.effectiveFrom}, rate card ${policy.rateCard.version} of ${policy.rateCard.effectiveFrom}: the same files give the same answer`,
    },
    ...working.lines.map((line: WorkedLine) => ({ rule: line.rule, words: `${line.id}: ${showWorking(line)}` })),
    ...(aside
      ? [{ rule: 'R-144', words: `${pounds(working.contingencyPence)} is kept aside, on top of the budget` }]
      : []),
    {
      rule: 'R-039',
      words: `${working.lines.map(line => pounds(line.amountPence)).join(' + ')} = ${pounds(working.totalPence)}`,
    },
    ...instalmentTrace(working.totalPence, readIsoDate(needs.startOn)!),
  ];
}

function instalmentTrace(totalPence: bigint, startsOn: PlainDate): { rule: string; words: string }[] {
  const instalments = instalmentsOf(totalPence, startsOn);
  const [first, last] = [instalments[0]!, instalments.at(-1)!];
  const rule = startsOn.day === 1 ? 'R-045' : 'R-044';
  return [
    {
      rule,
      words: `${instalments.length} ${instalments.length === 1 ? 'payment' : 'payments'}: ${pounds(first.pence)} for ${longMonth(first.month)}${instalments.length > 1 ? `, the last ${pounds(last.pence)} for ${longMonth(last.month)}` : ''}`,
    },
  ];
}

// --- what is wrong ----------------------------------------------------------------------------

type File = FileProblem['file'];
type Path = readonly PropertyKey[];

function problemsOf(file: File, value: unknown, error: z.ZodError): FileProblem[] {
  return error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => problem(file, value, [...issue.path, key], issue.message))
      : [problem(file, value, issue.path, issue.message)],
  );
}

function problem(file: File, value: unknown, path: Path, allowed: string): FileProblem {
  return { file, path: showPath(path), found: showFound(valueAt(value, path)), allowed };
}

/** Two entries of a list with one name: which of them was meant? */
function doubled(file: File, value: unknown, path: Path, key: string): FileProblem[] {
  const seen = new Set<unknown>();
  return listAt(value, path).flatMap((entry, i) => {
    const name = valueAt(entry, [key]);
    if (typeof name !== 'string') return [];
    if (seen.has(name)) return [problem(file, value, [...path, i, key], 'a name that no other entry has')];
    seen.add(name);
    return [];
  });
}

/** What the two files say against each other, wherever both can be read. */
function unfit(policyFile: unknown, needsFile: unknown): FileProblem[] {
  const units = new Map(
    listAt(policyFile, ['rateCard', 'rates']).map(rate => [valueAt(rate, ['code']), valueAt(rate, ['unit'])]),
  );
  const problems: FileProblem[] = [];
  listAt(needsFile, ['lines']).forEach((line, i) => {
    const [service, unit, per, oneOff] = ['service', 'unit', 'per', 'oneOff'].map(key => valueAt(line, [key]));
    const at = (key: string, allowed: string) => problems.push(problem('needs', needsFile, ['lines', i, key], allowed));
    if (typeof service === 'string' && units.size > 0 && !units.has(service))
      at('service', `one of the rate card: ${[...units.keys()].join(', ')}`);
    if (typeof unit === 'string' && units.has(service) && units.get(service) !== unit)
      at('unit', `the unit of the rate: ${showFound(units.get(service))}`);
    if (oneOff === true && (per === 'week' || per === 'month')) at('per', '"once" or "year", where oneOff is true');
    if (oneOff === false && per === 'once') at('oneOff', 'true, where per is "once"');
  });
  const startOn = dateAt(needsFile, ['startOn']);
  for (const path of [['effectiveFrom'], ['rateCard', 'effectiveFrom']]) {
    const from = dateAt(policyFile, path);
    if (startOn && from && Temporal.PlainDate.compare(from, startOn) > 0)
      problems.push(problem('policy', policyFile, path, `a date on or before the start, ${startOn}`));
  }
  return problems;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key) ? Reflect.get(part, key) : undefined,
    value,
  );
}

function listAt(value: unknown, path: Path): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

function dateAt(value: unknown, path: Path): PlainDate | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? readIsoDate(found) : undefined;
}

function showPath(path: Path): string {
  const text = path.map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text === '' ? 'the whole file' : text.replace(/^\./, '');
}

function showFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
