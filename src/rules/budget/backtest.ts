/**
 * What a new rate card does to budgets that people have: who gains, who loses, by how much.
 *
 * A budget is repriced from its own lines: each line that stands on a rate gets the new one, the contingency follows,
 * a line without a rate of the card stays. The tally is kept as budgets stream by; it grows with the number of groups
 * and bands, not of budgets. Pure. Amounts are pence for one budget year.
 */
import { divideHalfUp, greatest } from '../../values/pence.ts';
import { priceOf } from '../../values/quantity.ts';
import type { WorkedLine } from './budget.ts';

export type BudgetToTest = {
  readonly budgetId: string;
  /** CL-01: why the person has a budget. */
  readonly group: string;
  /** How much they need; `''` where nobody said. */
  readonly band: string;
  readonly lines: readonly LineToTest[];
};

export type LineToTest = Pick<
  WorkedLine,
  'rateCode' | 'quantity' | 'per' | 'ratePence' | 'times' | 'amountPence' | 'rule' | 'stream'
>;

/** A rate of the new card, by its code. */
export type NewRates = ReadonlyMap<string, bigint>;

export type Repriced = {
  readonly beforePence: bigint;
  readonly afterPence: bigint;
  /** Lines whose service is not on the new card: they keep their old amount. */
  readonly notOnCard: number;
};

/** One budget at the new rates. */
export function reprice(lines: readonly LineToTest[], rates: NewRates): Repriced {
  let [beforePence, afterPence, notOnCard] = [0n, 0n, 0];
  for (const line of lines) {
    beforePence += line.amountPence;
    const pence = line.rateCode === null ? undefined : rates.get(line.rateCode);
    if (line.rule === 'R-144') afterPence += newContingency(line, lines, rates);
    else if (pence === undefined) {
      afterPence += line.amountPence;
      if (line.rateCode !== null) notOnCard += 1;
    } else afterPence += priceOf(line.quantity, pence, BigInt(line.times));
  }
  return { beforePence, afterPence, notOnCard };
}

/** as many weeks as before, of what the stream's week costs at the new rates. */
function newContingency(contingency: LineToTest, lines: readonly LineToTest[], rates: NewRates): bigint {
  let exact = 0n; // in ten-thousandths of a penny
  for (const { per, stream, rateCode, ratePence, quantity } of lines)
    if (per === 'week' && stream === contingency.stream)
      exact += quantity.tenThousandths * ((rateCode === null ? undefined : rates.get(rateCode)) ?? ratePence);
  return priceOf(contingency.quantity, divideHalfUp(exact, 10_000n), 1n);
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

/** Keeps the tally of a backtest: `add` each budget as it comes by, then ask for the result. */
export function startBacktest(rates: NewRates): {
  add(budget: BudgetToTest): Repriced;
  result(): Backtest;
} {
  const all = emptyTally();
  const groups = new Map<string, Running & { readonly group: string; readonly band: string }>();
  let linesNotOnCard = 0;
  return {
    add({ group, band, lines }) {
      const repriced = reprice(lines, rates);
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
