/**
 * Budgets: how an indicative budget is worked out, and when a figure may be issued, proposed or made final.
 *
 * Rules. Pure: the rates and the policy come in as facts. Amounts are pence for one
 * budget year; each line is rounded once, half up, at its end; the same inputs give the same pence and line order.
 */
import type { PlainDate } from '../../values/dates.ts';
import { divideHalfUp, MOST_PENCE, pounds, total } from '../../values/pence.ts';
import { priceOf, type Quantity, showQuantity } from '../../values/quantity.ts';
import { type Decision, decide } from '../decision.ts';
import { type BudgetState, wrongState } from '../life.ts';
import { withUnit } from './trace-words.ts';

/** R-042, CL-04: the ways to estimate a budget. */
export const BUDGET_METHODS = [
  'SIMILAR_CASES',
  'CURRENT_SERVICES',
  'HOURS_RATES',
  'POINTS_BAND',
  'FLAT_RATE',
  'PRESCRIPTION_COST',
] as const;
export type BudgetMethod = (typeof BUDGET_METHODS)[number];

/** How often a quantity is bought. */
export const PERS = ['week', 'month', 'year', 'once'] as const;
export type Per = (typeof PERS)[number];

export type Rate = {
  readonly code: string;
  readonly label: string;
  readonly unit: string;
  readonly pence: bigint;
  /** Where it stands: `rate card demo-2026-1`. */
  readonly source?: string;
};

/** One thing that a need asks for, at a rate of the card. */
export type NeededLine = {
  readonly id: string;
  readonly needId: string | null;
  readonly rate: Rate;
  /** Where several rates count in the budget year: each with its days, in order; see rate-card.ts. */
  readonly periods?: readonly RatePeriod[] | undefined;
  readonly quantity: Quantity;
  readonly per: Per;
  readonly stream: string;
};

/** A line with its whole working: quantity × rate × times = amount, by this rule. */
export type WorkedLine = {
  readonly id: string;
  readonly needId: string | null;
  readonly rateCode: string | null;
  readonly label: string;
  readonly quantity: Quantity;
  readonly unit: string;
  readonly per: Per;
  readonly ratePence: bigint;
  /** How often in the budget year: weeks, months, or 1. */
  readonly times: number;
  readonly amountPence: bigint;
  readonly rule: 'R-042' | 'R-044' | 'R-129' | 'R-132' | 'R-144' | 'R-164' | 'R-166';
  readonly stream: string;
  /** Where several rates count in the year: each with its days. Then `ratePence` is the first. */
  readonly periods?: readonly RatePeriod[] | undefined;
};

/** So many days of the budget year at one rate. */
export type RatePeriod = {
  readonly from: PlainDate;
  readonly ratePence: bigint;
  readonly days: number;
  readonly daysInYear: number;
  readonly source: string;
};

export type Working = {
  readonly lines: readonly WorkedLine[];
  /** What comes round again: by the week, the month or the year. */
  readonly linesPence: bigint;
  /** What is bought once. */
  readonly startUpPence: bigint;
  /** Kept for emergencies; part of the total only when `contingencyInBudget`. */
  readonly contingencyPence: bigint;
  readonly contingencyInBudget: boolean;
  readonly totalPence: bigint;
};

export type BudgetBasis = {
  readonly weeksPerYear: number;
  readonly contingency: { readonly weeks: number; readonly inBudget: boolean };
  readonly lines: readonly NeededLine[];
};

export type BudgetRefusal =
  | { readonly code: 'no-budget-lines' }
  | { readonly code: 'no-rate-card'; readonly on: string }
  | { readonly code: 'rate-card-not-readable'; readonly problem: string }
  | { readonly code: 'version-there-already'; readonly version: string; readonly effectiveFrom: string }
  | { readonly code: 'service-not-on-rate-card'; readonly service: string; readonly rateCard: string }
  | { readonly code: 'budget-too-large'; readonly totalPence: bigint }
  | { readonly code: 'lines-differ-from-total'; readonly linesPence: bigint; readonly totalPence: bigint }
  | { readonly code: 'higher-or-lower-not-said' }
  | { readonly code: 'amount-changed'; readonly seenPence: bigint; readonly nowPence: bigint }
  | { readonly code: 'no-indicative-budget' }
  | { readonly code: 'budget-below-plan'; readonly finalPence: bigint; readonly neededPence: bigint }
  | { readonly code: 'difference-not-explained'; readonly differencePence: bigint }
  | { readonly code: 'contingency-over-budget'; readonly contingencyPence: bigint; readonly finalPence: bigint }
  | { readonly code: 'starts-before-approval'; readonly approvedOn: string }
  | { readonly code: 'starts-too-late'; readonly latestOn: string }
  | { readonly code: 'too-few-similar-cases'; readonly count: number; readonly needed: number } // R-042, this and the next two
  | { readonly code: 'no-bands-of-points' }
  | { readonly code: 'points-below-bands'; readonly points: number; readonly leastPoints: number }
  | {
      readonly code: 'pay-below-minimum'; // R-165, this and the next
      readonly assistant: string;
      readonly on: string;
      readonly ratePence: bigint;
      readonly neededPence: bigint;
    }
  | { readonly code: 'minimum-wage-not-known'; readonly assistant: string; readonly on: string }
  | { readonly code: 'employing-price-missing'; readonly price: string; readonly rateCard: string }
  | { readonly code: 'assistant-too-young'; readonly assistant: string; readonly ageYears: number };

/** How often a line falls in one budget year. */
export function timesOf(per: Per, weeksPerYear: number): number {
  return per === 'week' ? weeksPerYear : per === 'month' ? 12 : 1;
}

/** Works a budget out from what is needed at rates, lines in the order given. */
export function workOut({ weeksPerYear, contingency, lines }: BudgetBasis): Working {
  return sumUp(
    lines.map(line => priceLine(line, weeksPerYear)),
    contingency,
  );
}

/** One line at its rate, rounded once. Where the rate changes in the year, by days: exact until the end. */
export function priceLine(line: NeededLine, weeksPerYear: number, rule: WorkedLine['rule'] = 'R-044'): WorkedLine {
  const { rate, quantity, per } = line;
  const times = timesOf(per, weeksPerYear);
  const periods = per === 'once' ? undefined : line.periods;
  return {
    id: line.id,
    needId: line.needId,
    rateCode: rate.code,
    label: rate.label,
    quantity,
    unit: rate.unit,
    per,
    ratePence: rate.pence,
    times,
    amountPence: periods
      ? priceOverPeriods(quantity, BigInt(times), periods)
      : priceOf(quantity, rate.pence, BigInt(times)),
    rule,
    stream: line.stream,
    periods,
  };
}

function priceOverPeriods({ tenThousandths }: Quantity, times: bigint, periods: readonly RatePeriod[]): bigint {
  const rateDays = total(periods.map(({ ratePence, days }) => ratePence * BigInt(days)));
  const daysInYear = total(periods.map(({ days }) => BigInt(days)));
  return divideHalfUp(tenThousandths * times * rateDays, 10_000n * daysInYear);
}

/** Lines that are worked out already, and the contingency of each stream after them. */
export function sumUp(worked: readonly WorkedLine[], contingency: BudgetBasis['contingency']): Working {
  const emergencies = contingency.weeks === 0 ? [] : contingencyLines(worked, contingency.weeks);
  let [linesPence, startUpPence, contingencyPence] = [0n, 0n, 0n];
  for (const line of worked)
    if (line.per === 'once') startUpPence += line.amountPence;
    else linesPence += line.amountPence;
  for (const line of emergencies) contingencyPence += line.amountPence;
  const { inBudget } = contingency;
  return {
    lines: inBudget ? worked.concat(emergencies) : worked,
    linesPence,
    startUpPence,
    contingencyPence,
    contingencyInBudget: inBudget,
    totalPence: linesPence + startUpPence + (inBudget ? contingencyPence : 0n),
  };
}

/** Whether a line has a part in what a week costs this stream: only what is bought by the week has. */
export function isWeekly(line: WorkedLine, stream: string): boolean {
  return line.per === 'week' && line.stream === stream;
}

/** so many weeks of what a week costs at the start, for each stream that has a weekly cost. */
function contingencyLines(lines: readonly WorkedLine[], weeks: number): readonly WorkedLine[] {
  const streams: string[] = [];
  for (const { per, stream } of lines) if (per === 'week' && !streams.includes(stream)) streams.push(stream);
  return streams.map((stream): WorkedLine => {
    let exact = 0n; // in ten-thousandths of a penny
    for (const line of lines) if (isWeekly(line, stream)) exact += line.quantity.tenThousandths * line.ratePence;
    const ratePence = divideHalfUp(exact, 10_000n);
    return {
      id: streams.length === 1 ? 'contingency' : `contingency-${stream}`,
      needId: null,
      rateCode: null,
      label: 'Kept for emergencies',
      quantity: { tenThousandths: BigInt(weeks) * 10_000n },
      unit: 'week',
      per: 'once',
      ratePence,
      times: 1,
      amountPence: ratePence * BigInt(weeks),
      rule: 'R-144',
      stream,
      periods: undefined,
    };
  });
}

/** The working of one line in words: `14 hours × £17.20 × 52 weeks = £12,521.60`. */
export function showWorking(line: Omit<WorkedLine, 'id' | 'needId' | 'rateCode' | 'label' | 'stream'>): string {
  const quantity = withUnit(showQuantity(line.quantity), line.unit);
  const often = line.per === 'week' ? ` × ${line.times} weeks` : line.per === 'month' ? ` × ${line.times} months` : '';
  const rates = line.periods
    ? `(${line.periods.map(({ ratePence, days }) => `${pounds(ratePence)} for ${days} days`).join(', ')})`
    : pounds(line.ratePence);
  return `${quantity} × ${rates}${often} = ${pounds(line.amountPence)}`;
}

/** the words without which no indicative budget is issued. */
const HIGHER_OR_LOWER = 'may be higher or lower';

/** What the person is told with an indicative budget. */
export function indicativeStatement(working: Working): string {
  const emergencies =
    working.contingencyPence === 0n
      ? ''
      : working.contingencyInBudget
        ? ` ${pounds(working.contingencyPence)} of it is kept for emergencies.`
        : ` We also keep ${pounds(working.contingencyPence)} aside for emergencies, on top of it.`;
  return (
    `This is our first estimate: ${pounds(working.totalPence)} for one year.${emergencies} ` +
    `It is there to help you plan. Your final budget ${HIGHER_OR_LOWER} than this. ` +
    'If you think that it is wrong, tell us and we will look at it again with you.'
  );
}

export type IndicativeFacts = {
  readonly state: BudgetState;
  readonly working: Working;
  /** The total that is to be printed on top. */
  readonly headedPence: bigint;
  readonly statement: string;
  /** The total that stood on the page when the button was pressed. */
  readonly seenPence: bigint;
};

/** Decides whether an indicative budget may be issued (T07: ). */
export function decideIndicativeBudget(facts: IndicativeFacts): Decision<{ readonly totalPence: bigint }> {
  const { working, headedPence, seenPence } = facts;
  const linesPence = total(working.lines.map(line => line.amountPence));
  return decide(
    [
      wrongState(facts.state, 'T07'),
      linesPence <= 0n && { code: 'no-budget-lines' },
      linesPence > MOST_PENCE && { code: 'budget-too-large', totalPence: linesPence },
      linesPence !== headedPence && { code: 'lines-differ-from-total', linesPence, totalPence: headedPence },
      !facts.statement.includes(HIGHER_OR_LOWER) && { code: 'higher-or-lower-not-said' },
      seenPence !== headedPence && { code: 'amount-changed', seenPence, nowPence: headedPence },
    ],
    () => ({ totalPence: headedPence }),
  );
}

/** Decides whether detailed planning may begin (T08). R-038: the person has an up-front figure first. */
export function decidePlanningStart(facts: {
  readonly state: BudgetState;
  readonly hasIndicativeBudget: boolean;
}): Decision<Record<never, never>> {
  return decide(
    [wrongState(facts.state, 'T08'), !facts.hasIndicativeBudget && { code: 'no-indicative-budget' }],
    () => ({}),
  );
}

export type ProposalFacts = {
  readonly state: BudgetState;
  readonly indicativePence: bigint | undefined;
  readonly finalPence: bigint;
  readonly contingencyPence: bigint;
  readonly reason: string;
};

/** Decides whether a finance officer may propose this final budget while the plan is being written (T09). */
export function decideProposal(facts: ProposalFacts): Decision<Record<never, never>> {
  const { indicativePence, finalPence, contingencyPence } = facts;
  return decide(
    [
      facts.state !== 'PLANNING' && { code: 'wrong-state', transition: 'T09', state: facts.state },
      indicativePence === undefined && { code: 'no-indicative-budget' },
      contingencyPence > finalPence && { code: 'contingency-over-budget', contingencyPence, finalPence },
      unexplained(finalPence, indicativePence, facts.reason),
    ],
    () => ({}),
  );
}

export type FinalBudgetFacts = {
  readonly state: BudgetState;
  readonly indicativePence: bigint;
  /** The proposed final budget that was approved. */
  readonly finalPence: bigint;
  readonly contingencyPence: bigint;
  /** The costed lines of the approved plan: what comes round again, and what is bought once. */
  readonly linesPence: bigint;
  readonly startUpPence: bigint;
  readonly approvedOn: PlainDate;
  readonly startsOn: PlainDate;
  readonly reason: string;
  readonly seenPence: bigint;
};

/** Decides whether the final budget may be set (T13). R-041: it pays for everything in the plan. */
export function decideFinalBudget(facts: FinalBudgetFacts): Decision<{ readonly finalPence: bigint }> {
  const { finalPence, approvedOn, startsOn } = facts;
  const neededPence = facts.linesPence + facts.startUpPence + facts.contingencyPence;
  const latestOn = approvedOn.add({ months: 12 });
  return decide(
    [
      wrongState(facts.state, 'T13'),
      finalPence < neededPence && { code: 'budget-below-plan', finalPence, neededPence },
      unexplained(finalPence, facts.indicativePence, facts.reason),
      Temporal.PlainDate.compare(startsOn, approvedOn) < 0 && {
        code: 'starts-before-approval',
        approvedOn: approvedOn.toString(),
      },
      Temporal.PlainDate.compare(startsOn, latestOn) > 0 && { code: 'starts-too-late', latestOn: latestOn.toString() },
      facts.seenPence !== finalPence && { code: 'amount-changed', seenPence: facts.seenPence, nowPence: finalPence },
    ],
    () => ({ finalPence }),
  );
}

/** A figure that is not the indicative one needs its reason, so that the person can be told. */
function unexplained(finalPence: bigint, indicativePence: bigint | undefined, reason: string): BudgetRefusal | false {
  const differencePence = indicativePence === undefined ? 0n : finalPence - indicativePence;
  return differencePence !== 0n && reason.trim() === '' && { code: 'difference-not-explained', differencePence };
}
