/**
 * What a new rate card does to budgets that people have: who gains, who loses, by how much.
 *
 * A budget is repriced from its own lines: each line that stands on a rate gets the new one, the contingency follows,
 * a line without a rate of the card stays. The tally is kept as budgets stream by; it grows with the number of groups
 * and bands, not of budgets. Pure. Amounts are pence for one budget year.
 */
import { divideHalfUp, greatest } from '../../values/pence.ts';
import { priceOf, type Quantity } from '../../values/quantity.ts';
import type { WorkedLine } from './budget.ts';

export type BudgetToTest<Line = LineToTest> = {
  readonly budgetId: string;
  /** CL-01: why the person has a budget. */
  readonly group: string;
  /** How much they need; `''` where nobody said. */
  readonly band: string;
  readonly lines: readonly Line[];
};

export type LineToTest = Pick<
  WorkedLine,
  'rateCode' | 'quantity' | 'per' | 'ratePence' | 'times' | 'amountPence' | 'rule' | 'stream'
>;

/** A rate of the new card, by its code. */
export type NewRates = ReadonlyMap<string, bigint>;

/** A line at the new rates. It hangs on the line and the card alone, so lines that are alike are worked out once. */
export type RepricedLine = {
  readonly beforePence: bigint;
  /** Of the money for emergencies nothing: it hangs on the other lines. */
  readonly afterPence: bigint;
  readonly stream: string;
  /** What it has in a week's cost, in ten-thousandths of a penny: nought unless it is bought by the week. */
  readonly weekExact: bigint;
  /** so many weeks are kept for emergencies; undefined on every other line. */
  readonly emergencyWeeks: Quantity | undefined;
  /** Its service is not on the new card: it keeps its old amount. */
  readonly isNotOnCard: boolean;
};

/** One line at the new rates. */
export function repriceLine(line: LineToTest, rates: NewRates): RepricedLine {
  const { rateCode, quantity, amountPence, stream } = line;
  const pence = rateCode === null ? undefined : rates.get(rateCode);
  const isEmergencies = line.rule === 'R-144';
  return {
    beforePence: amountPence,
    afterPence: isEmergencies ? 0n : pence === undefined ? amountPence : priceOf(quantity, pence, BigInt(line.times)),
    stream,
    weekExact: line.per === 'week' ? quantity.tenThousandths * (pence ?? line.ratePence) : 0n,
    emergencyWeeks: isEmergencies ? quantity : undefined,
    isNotOnCard: rateCode !== null && pence === undefined,
  };
}

export type Repriced = {
  readonly beforePence: bigint;
  readonly afterPence: bigint;
  /** Lines whose service is not on the new card: they keep their old amount. */
  readonly notOnCard: number;
};

/** One budget at the new rates. */
export function reprice(lines: readonly RepricedLine[]): Repriced {
  let [beforePence, afterPence, notOnCard] = [0n, 0n, 0];
  for (const line of lines) {
    beforePence += line.beforePence;
    afterPence += line.emergencyWeeks ? newContingency(line.emergencyWeeks, line.stream, lines) : line.afterPence;
    if (line.isNotOnCard) notOnCard += 1;
  }
  return { beforePence, afterPence, notOnCard };
}

/** as many weeks as before, of what the stream's week costs at the new rates. */
function newContingency(weeks: Quantity, stream: string, lines: readonly RepricedLine[]): bigint {
  let exact = 0n;
  for (const line of lines) if (line.stream === stream) exact += line.weekExact;
  return priceOf(weeks, divideHalfUp(exact, 10_000n), 1n);
}

/** What happened to some budgets. */
export type Tally = {
  readonly budgets: number;
  readonly gain: number;
  readonly lose: number;
  readonly unchanged: number;
  readonly beforePence: bigint;
  readonly afterPence: bigint;
  /** What those who gain gain together, and those who lose lose. Both nought or more. */
  readonly gainedPence: bigint;
  readonly lostPence: bigint;
  readonly mostGainedPence: bigint;
  readonly mostLostPence: bigint;
};

export type GroupTally = Tally & { readonly group: string; readonly band: string };

export type Backtest = Tally & {
  /** By group and band, in alphabetical order. */
  readonly groups: readonly GroupTally[];
  readonly linesNotOnCard: number;
};

type Running = { -readonly [Key in keyof Tally]: Tally[Key] };

/** Keeps the tally of a backtest: `add` each budget at its new rates as it comes by, then ask for the result. */
export function startBacktest(): {
  add(budget: BudgetToTest<RepricedLine>): Repriced;
  result(): Backtest;
} {
  const all = emptyTally();
  const groups = new Map<string, Running & { readonly group: string; readonly band: string }>();
  let linesNotOnCard = 0;
  return {
    add({ group, band, lines }) {
      const repriced = reprice(lines);
      const key = `${group}\n${band}`;
      const running = groups.get(key) ?? { ...emptyTally(), group, band };
      groups.set(key, running);
      count(all, repriced);
      count(running, repriced);
      linesNotOnCard += repriced.notOnCard;
      return repriced;
    },
    result: () => ({
      ...all,
      groups: [...groups.keys()].sort().map(key => ({ ...groups.get(key)! })),
      linesNotOnCard,
    }),
  };
}

function emptyTally(): Running {
  return {
    budgets: 0,
    gain: 0,
    lose: 0,
    unchanged: 0,
    beforePence: 0n,
    afterPence: 0n,
    gainedPence: 0n,
    lostPence: 0n,
    mostGainedPence: 0n,
    mostLostPence: 0n,
  };
}

function count(tally: Running, { beforePence, afterPence }: Repriced): void {
  const changePence = afterPence - beforePence;
  tally.budgets += 1;
  tally.beforePence += beforePence;
  tally.afterPence += afterPence;
  if (changePence > 0n) {
    tally.gain += 1;
    tally.gainedPence += changePence;
    tally.mostGainedPence = greatest(tally.mostGainedPence, changePence);
  } else if (changePence < 0n) {
    tally.lose += 1;
    tally.lostPence -= changePence;
    tally.mostLostPence = greatest(tally.mostLostPence, -changePence);
  } else tally.unchanged += 1;
}
