/**
 * What it costs to employ assistants: their wages never below the law, and everything that the law adds to wages.
 *
 * Rules R-164 (employers' liability insurance), R-165 (minimum wage) and R-166 (on-costs). Pure: the figures of the law
 * come from the policy, the prices of insurance, payroll, training, checks and recruitment from the rate card. Amounts
 * are pence for one budget year, each line rounded once, half up; the law's yearly figures are those of its first day.
 */
import { addMonths, ageOn, isBefore, type PlainDate } from '../../values/dates.ts';
import type { Quantity } from '../../values/quantity.ts';
import type { MinimumWage, OnCostFigures } from '../policy/policy.ts';
import {
  type BudgetRefusal,
  type NeededLine,
  priceLine,
  type Rate,
  type RatePeriod,
  type WorkedLine,
} from './budget.ts';
import { type Factor, given, type Trace, worked } from './trace.ts';
import { oneSum, quantityFactor, ratesTimes, type TracedLine, traceOfLine } from './traced-line.ts';

/** The codes of the rate card that the prices of employing somebody stand under. */
export const EMPLOYING_CODES = {
  insurance: 'EMPLOYER_INSURANCE',
  payroll: 'PAYROLL',
  training: 'TRAINING',
  check: 'DBS_CHECK',
  recruitment: 'RECRUITMENT',
} as const;

export type EmployingFigures = {
  /** Oldest first. */
  readonly minimumWage: readonly MinimumWage[];
  readonly onCosts: OnCostFigures;
  /** Insurance by the year; payroll by the month, training by the year, check and recruitment once, for each assistant. */
  readonly prices: { readonly [Price in keyof typeof EMPLOYING_CODES]: Rate };
};

/** Somebody whom the person employs, or will. */
export type Assistant = {
  readonly id: string;
  readonly needId: string | null;
  readonly label: string;
  /** An hour's pay. */
  readonly rate: Rate;
  /** Where it changes inside the budget year. */
  readonly periods?: readonly RatePeriod[] | undefined;
  readonly hoursPerWeek: Quantity;
  /** Null while nobody is found: the wage of 21 and over counts. */
  readonly bornOn: PlainDate | null;
  readonly apprentice: boolean;
  /** Null for somebody new. */
  readonly employedSince: PlainDate | null;
  /** What earlier years set aside for redundancy. */
  readonly setAsidePence: bigint;
};

export type Employment = {
  readonly figures: EmployingFigures;
  readonly stream: string;
  readonly assistants: readonly Assistant[];
};

/** Somebody under this age may not be employed as an assistant. */
const LEAST_AGE = 16;

/** the lowest lawful pay for an hour's work on a day, or undefined where the table does not reach back so far. */
export function lowestPay(
  table: readonly MinimumWage[],
  worker: { readonly bornOn: PlainDate | null; readonly apprentice: boolean },
  on: PlainDate,
): bigint | undefined {
  const row = table.findLast(({ from }) => !isBefore(on, Temporal.PlainDate.from(from)));
  if (!row) return undefined;
  if (worker.apprentice) return row.apprenticePence;
  if (worker.bornOn === null) return row.age21Pence;
  const age = ageOn(worker.bornOn, on);
  return age >= 21 ? row.age21Pence : age >= 18 ? row.age18Pence : row.age16Pence;
}

/** every day of the budget year from which this assistant's pay would be below the law. */
export function payReasons(
  assistant: Assistant,
  table: readonly MinimumWage[],
  startsOn: PlainDate,
): readonly BudgetRefusal[] {
  const { label, bornOn } = assistant;
  if (bornOn !== null && ageOn(bornOn, startsOn) < LEAST_AGE)
    return [{ code: 'assistant-too-young', assistant: label, ageYears: ageOn(bornOn, startsOn) }];
  return daysOfChange(assistant, table, startsOn).flatMap((day): BudgetRefusal[] => {
    const on = day.toString();
    const neededPence = lowestPay(table, assistant, day);
    if (neededPence === undefined) return [{ code: 'minimum-wage-not-known', assistant: label, on }];
    const ratePence = rateOn(assistant, day);
    return ratePence < neededPence ? [{ code: 'pay-below-minimum', assistant: label, on, ratePence, neededPence }] : [];
  });
}

/** The first day of the year, and every later day of it on which the pay or the law's least may change. */
function daysOfChange(
  { periods, bornOn }: Assistant,
  table: readonly MinimumWage[],
  startsOn: PlainDate,
): readonly PlainDate[] {
  const end = addMonths(startsOn, 12);
  const later = [
    ...(periods ?? []).map(period => period.from),
    ...table.map(({ from }) => Temporal.PlainDate.from(from)),
    ...(bornOn === null ? [] : [birthday(bornOn, 18), birthday(bornOn, 21)]),
  ].filter(day => isBefore(startsOn, day) && isBefore(day, end));
  const days = [startsOn, ...later].map(day => day.toString());
  return [...new Set(days)].sort().map(day => Temporal.PlainDate.from(day));
}

/** The day on which somebody comes of an age; born on 29 February, on 1 March of other years. */
function birthday(bornOn: PlainDate, age: number): PlainDate {
  const day = bornOn.add({ years: age });
  return day.day === bornOn.day ? day : day.add({ days: 1 });
}

function rateOn({ rate, periods }: Assistant, day: PlainDate): bigint {
  return periods?.findLast(({ from }) => !isBefore(day, from))?.ratePence ?? rate.pence;
}

/** The wages as a line of the budget: so many hours a week at the rate. */
export function wagesOf(assistant: Assistant, stream: string): NeededLine {
  const { id, needId, label, rate, periods, hoursPerWeek } = assistant;
  return {
    id,
    needId,
    rate: { ...rate, label },
    quantity: hoursPerWeek,
    per: 'week',
    stream,
    periods,
  };
}

export type EmployingYear = { readonly startsOn: PlainDate; readonly weeksPerYear: number };

/** what employing them costs beside their wages, assistant by assistant, then what the employer pays once. */
export function onCostsOf(employment: Employment, year: EmployingYear): readonly TracedLine[] {
  const { assistants, figures, stream } = employment;
  if (assistants.length === 0) return [];
  const { insurance } = figures.prices;
  const forAll = { needId: null, stream } as const;
  return [
    ...assistants.flatMap(assistant => onCostsOfOne(assistant, employment, year)),
    ...nationalInsurance(employment, year),
    oneOf({ ...forAll, id: 'employers-liability', rate: insurance, per: 'year' }, year, 'R-164'),
  ];
}

function onCostsOfOne(
  assistant: Assistant,
  { figures, stream }: Employment,
  year: EmployingYear,
): readonly TracedLine[] {
  const { id, needId, label } = assistant;
  const { payroll, training, check, recruitment } = figures.prices;
  const bought = (what: string, rate: Rate, per: 'month' | 'year' | 'once') =>
    oneOf(
      { id: `${id}-${what}`, needId, rate: { ...rate, label: `${label}: ${rate.label}` }, per, stream },
      year,
      'R-166',
    );
  const counted = (what: string, trace: Trace) => ofTrace({ id: `${id}-${what}`, needId, stream }, trace);
  const wages = wagesTrace(assistant, year, stream);
  return [
    ...counted('holiday', holidayCover(assistant, figures.onCosts)),
    ...counted('statutory-pay', statutoryPay(assistant, wages, figures.onCosts)),
    ...counted('pension', pension(assistant, wages, figures.onCosts)),
    bought('payroll', payroll, 'month'),
    bought('training', training, 'year'),
    ...(assistant.employedSince === null
      ? [bought('check', check, 'once'), bought('recruitment', recruitment, 'once')]
      : []),
    ...counted('redundancy', redundancy(assistant, figures.onCosts, year)),
  ];
}

function wagesTrace(assistant: Assistant, { weeksPerYear }: EmployingYear, stream: string): Trace {
  const line = wagesOf(assistant, stream);
  return traceOfLine(priceLine(line, weeksPerYear), line.rate.source);
}

/** Somebody else works while the assistant has paid holiday. */
function holidayCover({ label, rate, periods, hoursPerWeek }: Assistant, { holidayWeeksTenths }: OnCostFigures): Trace {
  const weeks: Factor = { numerator: BigInt(holidayWeeksTenths), denominator: 10n, unit: 'week' };
  const by = [quantityFactor(hoursPerWeek, rate.unit), weeks];
  return worked(`${label}: cover for paid holiday`, 'R-166', { op: 'product', terms: ratesTimes(rate, periods, by) });
}

function statutoryPay({ label }: Assistant, wages: Trace, { statutoryPayBasisPoints }: OnCostFigures): Trace {
  const by = [percent(statutoryPayBasisPoints)];
  return worked(`${label}: sick pay and other statutory pay`, 'R-166', {
    op: 'product',
    terms: [{ rate: wages, by }],
  });
}

/** The employer's part for an assistant who is enrolled: a percentage of the pay between two figures. */
function pension({ label }: Assistant, wages: Trace, figures: OnCostFigures): Trace {
  const words = `${label}: pension, the employer’s part`;
  const trigger = figures.pensionTriggerPence;
  if (wages.pence <= trigger) return given(words, 0n, 'R-166', 'pay that does not reach the law’s limit');
  const pay = worked(`${label}: pay that counts for the pension`, 'R-166', {
    op: 'between',
    of: wages,
    above: given('Pension: pay counts above', figures.pensionFromPence, 'R-166', 'the law’s figures in the policy'),
    upTo: given('Pension: pay counts up to', figures.pensionToPence, 'R-166', 'the law’s figures in the policy'),
  });
  return worked(words, 'R-166', {
    op: 'product',
    terms: [{ rate: pay, by: [percent(figures.pensionBasisPoints)] }],
  });
}

/** The employer's National Insurance on all pay, less the allowance that every employer has once. */
function nationalInsurance(employment: Employment, year: EmployingYear): readonly TracedLine[] {
  const { assistants, figures, stream } = employment;
  const { nationalInsuranceFromPence, nationalInsuranceBasisPoints, employmentAllowancePence } = figures.onCosts;
  const source = 'the law’s figures in the policy';
  const above = given('National Insurance: pay counts above', nationalInsuranceFromPence, 'R-166', source);
  const each = assistants.map(assistant => {
    const pay = worked(`${assistant.label}: pay that counts for National Insurance`, 'R-166', {
      op: 'between',
      of: wagesTrace(assistant, year, stream),
      above,
      upTo: null,
    });
    return worked(`${assistant.label}: National Insurance, the employer’s part`, 'R-166', {
      op: 'product',
      terms: [{ rate: pay, by: [percent(nationalInsuranceBasisPoints)] }],
    });
  });
  const trace = worked('National Insurance, the employer’s part', 'R-166', {
    op: 'between',
    of: worked('National Insurance for everybody', 'R-166', { op: 'sum', of: each }),
    above: given('Employment Allowance', employmentAllowancePence, 'R-166', source),
    upTo: null,
  });
  return ofTrace({ id: 'national-insurance', needId: null, stream }, trace);
}

/** What the law would give at the end of the year, less what earlier years set aside. */
function redundancy(
  { label, rate, periods, hoursPerWeek, bornOn, employedSince, setAsidePence }: Assistant,
  figures: OnCostFigures,
  { startsOn }: EmployingYear,
): Trace {
  const words = `${label}: set aside for redundancy`;
  const end = addMonths(startsOn, 12);
  const years = Math.min(ageOn(employedSince ?? startsOn, end), figures.redundancyMostYears);
  if (years < figures.redundancyAfterYears) return given(words, 0n, 'R-166', 'service that is not long enough yet');
  const lastRate = { ...rate, pence: periods?.at(-1)?.ratePence ?? rate.pence };
  const week = worked(`${label}: a week’s pay that counts`, 'R-166', {
    op: 'between',
    of: worked(`${label}: a week’s pay`, 'R-166', {
      op: 'product',
      terms: ratesTimes(lastRate, undefined, [quantityFactor(hoursPerWeek, rate.unit)]),
    }),
    above: null,
    upTo: given(
      'The most that counts as a week’s pay',
      figures.redundancyWeekPayPence,
      'R-166',
      'the law’s figures in the policy',
    ),
  });
  const owed = worked(`${label}: redundancy pay at the end of the year`, 'R-166', {
    op: 'product',
    terms: [{ rate: week, by: [{ numerator: halfWeeks(years, bornOn, end), denominator: 2n, unit: 'week' }] }],
  });
  return worked(words, 'R-166', {
    op: 'between',
    of: owed,
    above: given(`${label}: set aside before`, setAsidePence, 'R-166', 'earlier budget years'),
    upTo: null,
  });
}

/** For each full year of service half a week's pay under 22, a week's from 22, one and a half from 41; unknown age: a week's. */
function halfWeeks(years: number, bornOn: PlainDate | null, end: PlainDate): bigint {
  if (bornOn === null) return BigInt(years) * 2n;
  let halves = 0n;
  for (let back = 1; back <= years; back++) {
    const age = ageOn(bornOn, end.subtract({ years: back }));
    halves += age >= 41 ? 3n : age >= 22 ? 2n : 1n;
  }
  return halves;
}

function percent(basisPoints: number): Factor {
  return { numerator: BigInt(basisPoints), denominator: 10_000n, unit: '%' };
}

/** One of something at its price on the rate card. */
function oneOf(line: Omit<NeededLine, 'quantity'>, year: EmployingYear, rule: WorkedLine['rule']): TracedLine {
  const priced = priceLine({ ...line, quantity: { tenThousandths: 10_000n } }, year.weeksPerYear, rule);
  return { line: priced, trace: traceOfLine(priced, line.rate.source) };
}

/** The line of a yearly figure that has a working of its own; none for a figure of nought. */
function ofTrace(line: Pick<WorkedLine, 'id' | 'needId' | 'stream'>, trace: Trace): readonly TracedLine[] {
  const { label, pence } = trace;
  if (pence === 0n) return [];
  return [{ line: oneSum({ ...line, label, pence, per: 'year', times: 1, rule: 'R-166' }), trace }];
}
