/** What a backtest found, in words and as JSON: one place for the page and the command. */
import { z } from 'zod';
import type { Tally } from '../../../rules/budget/backtest.ts';
import { pounds } from '../../../values/pence.ts';
import type { BacktestRun } from './backtest.ts';

const pence = z.string().regex(/^-?\d+$/);

const tally = {
  budgets: z.number(),
  gain: z.number(),
  lose: z.number(),
  unchanged: z.number(),
  beforePence: pence,
  afterPence: pence,
  gainedPence: pence,
  lostPence: pence,
  mostGainedPence: pence,
  mostLostPence: pence,
};
const moved = z.array(z.object({ budgetId: z.uuid(), reference: z.string(), differencePence: pence }));

export const BacktestAnswer = z.object({
  ...tally,
  linesNotOnCard: z.number(),
  groups: z.array(z.object({ group: z.string(), band: z.string(), ...tally })),
  losers: moved,
  winners: moved,
});

export function backtestAnswer(run: BacktestRun): z.input<typeof BacktestAnswer> {
  return JSON.parse(JSON.stringify(run, (_, value) => (typeof value === 'bigint' ? value.toString() : value)));
}

/** Some budgets' lot, one thing a line. */
export function tallyInWords(of: Tally): readonly string[] {
  const count = (budgets: number) => budgets.toLocaleString('en-GB');
  const change = of.afterPence - of.beforePence;
  return [
    `${count(of.gain)} gain ${pounds(of.gainedPence)} in a year together, one of them ${pounds(of.mostGainedPence)}`,
    `${count(of.lose)} lose ${pounds(of.lostPence)} in a year together, one of them ${pounds(of.mostLostPence)}`,
    `${count(of.unchanged)} stay as they are`,
    `All of them: ${pounds(of.beforePence)} now, ${pounds(of.afterPence)} then, ${change < 0n ? pounds(change) : `+${pounds(change)}`}`,
  ];
}
