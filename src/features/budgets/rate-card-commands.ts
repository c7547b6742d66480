/** `openphb rate-card add FILE`: the board's own prices, from a day on. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Command, type DatabaseContext, DONE, Refused, WrongUsage } from '../../platform/commands.ts';
import { readJsonFile } from '../../platform/input-file.ts';
import type { Decision } from '../../rules/decision.ts';
import { longDate } from '../../values/dates.ts';
import { inPlainWords } from '../refusals.ts';
import { addRateCard } from './add-rate-card.ts';
import { RateCardFile } from './rate-card-file.ts';

const Answer = z.object({ version: z.string() });

export const rateCardCommands: readonly Command[] = [
  {
    name: 'rate-card add',
    summary: 'Add a rate card: the prices that indicative budgets are worked out with, from its first day on',
    details:
      'A card is written once; new prices are a new card. Money is a string of whole pence. Try demo/rate-card.json.',
    operands: ['FILE'],
    shapes: { file: RateCardFile, answer: Answer },
    needs: 'database',
    may: 'set-indicative-budget',
    async run(context) {
      const card = await readFile(context, RateCardFile);
      const codes = card.rates.map(rate => rate.code);
      const twice = codes.find((code, i) => codes.indexOf(code) !== i);
      if (twice !== undefined) throw new WrongUsage(`${context.operands[0]}: the code ${twice} stands there twice.`);
      const decision = await addRateCard(context.tools, context.actor, { id: randomUUID() }, card);
      return say(context, decision, `Rate card ${card.version} counts from ${longDate(card.effectiveFrom)}.`);
    },
  },
];

/** The file that the operand names, in this shape; else every place in it that is wrong. */
async function readFile<Shape extends z.ZodType>(
  { operands }: DatabaseContext,
  shape: Shape,
): Promise<z.output<Shape>> {
  const [path] = operands as [string];
  const parsed = shape.safeParse(await readJsonFile(path));
  if (parsed.success) return parsed.data;
  throw new WrongUsage(
    parsed.error.issues.map(issue => `${path}: ${issue.path.join('.') || 'the file'}: ${issue.message}.`).join('\n'),
  );
}

function say({ print, printJson }: DatabaseContext, decision: Decision<{ version: string }>, done: string) {
  if (!decision.accepted)
    throw new Refused(decision.refusals.map(refusal => `${inPlainWords(refusal).text}.`).join('\n'));
  print(done);
  printJson(decision.value);
  return DONE;
}
