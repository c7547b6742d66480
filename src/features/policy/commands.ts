/** `openphb policy add FILE`: the board's own figures, from a day on. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Command, type DatabaseContext, DONE, Refused, WrongUsage } from '../../platform/commands.ts';
import { readJsonFile } from '../../platform/input-file.ts';
import type { Decision } from '../../rules/decision.ts';
import { longDate, readIsoDate } from '../../values/dates.ts';
import { inPlainWords } from '../refusals.ts';
import { addPolicy } from './add-policy.ts';
import { PolicyFile } from './policy-file.ts';

const Answer = z.object({ version: z.string() });

export const commands: readonly Command[] = [
  {
    name: 'policy add',
    summary: 'Add a version of the local policy, from its first day on',
    details: 'A version is written once; other figures are another version. Begin with a copy of policy/default.json.',
    operands: ['FILE'],
    shapes: { file: PolicyFile, answer: Answer },
    needs: 'database',
    may: 'set-indicative-budget',
    async run(context) {
      const policy = await readFile(context, PolicyFile);
      const decision = await addPolicy(context.tools, context.actor, { id: randomUUID() }, policy);
      return say(
        context,
        decision,
        `Policy ${policy.version} counts from ${longDate(readIsoDate(policy.effectiveFrom)!)}.`,
      );
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
