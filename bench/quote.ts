/**
 * 100,000 quotes of ten lines each, with the whole working as a tree, beside a bare loop of the same arithmetic: the
 * same bigint sums over the same inputs, whose amounts are kept in an array and nothing else.
 */
import { type NeededLine, type Per, timesOf } from '../src/rules/budget/budget.ts';
import { type EstimateBasis, estimate } from '../src/rules/budget/methods.ts';
import type { Measured } from './main.ts';
import { inTurn, median, spread } from './measure.ts';

const QUOTES = 100_000;
const LONGEST_MS = 1000;
const MOST_TIMES = 5;
const PERS: readonly Per[] = ['week', 'week', 'week', 'week', 'week', 'week', 'week', 'month', 'year', 'once'];
const CONTINGENCY_WEEKS = 4;

export async function benchQuote(): Promise<Measured> {
  const bases = Array.from({ length: QUOTES }, (_, i) => basisOf(i));
  let [ourPence, barePence] = [0n, 0n];
  const times = await inTurn(
    {
      ours: () => {
        ourPence = ours(bases);
      },
      bare: () => {
        barePence = bare(bases);
      },
    },
    5,
  );
  if (ourPence !== barePence) throw new Error(`ours came to ${ourPence}, the bare loop to ${barePence}`);
  const ratio = median(times.ours) / median(times.bare);
  return {
    quotes: QUOTES,
    'ours, ms of processor': spread(times.ours),
    'bare loop, ms of processor': spread(times.bare),
    ratio: Number(ratio.toFixed(2)),
    reached: median(times.ours) <= LONGEST_MS && ratio <= MOST_TIMES,
  };
}

/** Ten lines at ten rates of one card, the quantities different from quote to quote. */
function basisOf(i: number): EstimateBasis {
  return {
    startsOn: STARTS_ON,
    weeksPerYear: 52,
    contingency: { weeks: CONTINGENCY_WEEKS, inBudget: true },
    figure: { method: 'HOURS_RATES' },
    employment: null,
    lines: PERS.map(
      (per, line): NeededLine => ({
        id: `line ${line}`,
        needId: null,
        rate: RATES[line]!,
        quantity: { tenThousandths: BigInt(10_000 * (line + 1) + (i % 777) * 100) },
        per,
        stream: 'NHS_CHC',
      }),
    ),
  };
}

const STARTS_ON = Temporal.PlainDate.from('2026-12-01');
const RATES = PERS.map((_, i) => ({
  code: `SERVICE_${i}`,
  label: `Service ${i}`,
  unit: 'hour',
  pence: BigInt(1500 + 37 * i),
  source: 'rate card bench-1',
}));

/** The totals of the traces, added up. */
function ours(bases: readonly EstimateBasis[]): bigint {
  let sum = 0n;
  for (const basis of bases) {
    const decision = estimate(basis);
    if (decision.accepted) sum += decision.value.trace.pence;
  }
  return sum;
}

function bare(bases: readonly EstimateBasis[]): bigint {
  let sum = 0n;
  for (const { lines, weeksPerYear } of bases) {
    const amounts: bigint[] = [];
    let [total, week] = [0n, 0n];
    for (const { quantity, rate, per } of lines) {
      const exact = quantity.tenThousandths * rate.pence;
      const amount = (exact * BigInt(timesOf(per, weeksPerYear)) + 5_000n) / 10_000n;
      if (per === 'week') week += exact;
      amounts.push(amount);
      total += amount;
    }
    const emergencies = ((week + 5_000n) / 10_000n) * BigInt(CONTINGENCY_WEEKS);
    amounts.push(emergencies);
    sum += total + emergencies;
  }
  return sum;
}
