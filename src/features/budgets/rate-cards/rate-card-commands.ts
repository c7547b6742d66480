/** `openphb rate-card add FILE` and `openphb backtest`: the board's own prices, and what new ones would change. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Command, DONE, Refused, WrongUsage } from '../../../platform/commands.ts';
import { readJsonFile } from '../../../platform/input-file.ts';
import { jsonProblemInWords } from '../../../platform/json-problems.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { recordEvent } from '../../audit/store.ts';
import { inLines } from '../../refusals.ts';
import { addRateCard } from './add-rate-card.ts';
import { type BacktestRun, runBacktest } from './backtest.ts';
import { BacktestAnswer, backtestAnswer, tallyInWords } from './backtest-words.ts';
import { RateCardFile, readRateCard } from './rate-card-file.ts';
import type { NewRateCard } from './rate-card-store.ts';

export const rateCardCommands: readonly Command[] = [
  {
    name: 'rate-card add',
    summary: 'Add a rate card: the prices that indicative budgets are worked out with, from its first day on',
    details:
      'A card is written once; new prices are a new card. Money is a string of whole pence. Try demo/rate-card.json.',
    operands: ['FILE'],
    shapes: { file: RateCardFile, answer: z.object({ version: z.string() }) },
    needs: 'database',
    may: 'set-indicative-budget',
    async run({ operands, tools, actor, print, printJson }) {
      const card = await readCard(operands[0]!);
      const decision = await addRateCard(tools, actor, { id: randomUUID() }, card);
      if (!decision.accepted) throw new Refused(inLines(decision.refusals));
      print(`Rate card ${card.version} counts from ${longDate(card.effectiveFrom)}.`);
      printJson(decision.value);
      return DONE;
    },
  },
  {
    name: 'backtest',
    summary: 'Run a rate card over every budget that people have: who gains, who loses, by how much',
    details: 'Nothing is saved, and the card need not have been added. The file is that of rate-card add.',
    options: { 'rate-card': { says: 'the card to try', value: 'FILE', required: true } },
    shapes: { file: RateCardFile, answer: BacktestAnswer },
    needs: 'database',
    may: 'see-budget-setting',
    async run({ options, tools, actor, print, printJson, say }) {
      const card = await readCard(options['rate-card']!);
      const rates = new Map(card.rates.map(rate => [rate.code, rate.pence]));
      const run = await tools.db.transaction(actor, async tx => {
        await recordEvent(tx, actor, { act: 'backtest.read', outcome: 'read', subjectId: card.version });
        return runBacktest(tx, rates, budgets => {
          if (budgets % 20_000 === 0) say(`${budgets.toLocaleString('en-GB')} budgets so far`);
        });
      });
      for (const line of inWords(card, run)) print(line);
      printJson(backtestAnswer(run));
      return DONE;
    },
  },
];

/** The rate card that a file holds; otherwise everything that is wrong with it. */
async function readCard(path: string): Promise<NewRateCard> {
  const read = readRateCard(await readJsonFile(path));
  if (read.readable) return read.card;
  throw new WrongUsage(read.problems.map(problem => `${path}: ${jsonProblemInWords(problem)}.`).join('\n'));
}

function inWords(card: NewRateCard, run: BacktestRun): readonly string[] {
  return [
    `Rate card ${card.version} over ${run.budgets.toLocaleString('en-GB')} budgets`,
    ...tallyInWords(run),
    ...(run.linesNotOnCard > 0
      ? [`${run.linesNotOnCard.toLocaleString('en-GB')} lines are not on the card and keep their amount`]
      : []),
    ...run.groups.flatMap(group => [
      '',
      `${group.group}${group.band === '' ? '' : `, ${group.band}`}: ${group.budgets.toLocaleString('en-GB')} budgets`,
      ...tallyInWords(group).map(line => `  ${line}`),
    ]),
    ...named('Who loses most', run.losers),
    ...named('Who gains most', run.winners),
  ];
}

function named(heading: string, moved: BacktestRun['losers']): readonly string[] {
  if (moved.length === 0) return [];
  return ['', heading, ...moved.map(({ reference, differencePence }) => `  ${reference}  ${pounds(differencePence)}`)];
}
