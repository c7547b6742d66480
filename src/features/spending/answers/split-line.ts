/** The person says that one payment was for several things: each part goes to its own line of the plan, in one journal. */
import type { Tools } from '../../../platform/tools.ts';
import type { Decision } from '../../../rules/decision.ts';
import type { AnswerPart } from '../../../rules/payment/matching.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { answerLine } from './move-line.ts';

export type SplitAnswer = {
  readonly parts: readonly AnswerPart[];
  readonly note: string;
  readonly sequence: number;
};

/** Places one bank line in parts. */
export async function splitLine(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  lineId: string,
  answer: SplitAnswer,
): Promise<Decision<{ lineId: string }>> {
  const parts = answer.parts.map(({ planItemId, pence }) => [planItemId ?? null, pence.toString()]);
  const input = { ...answer, parts };
  return act(tools, actor, { act: 'line.split', command, input, budgetId, subjectId: lineId }, tx =>
    answerLine(tx, tools, actor, budgetId, lineId, answer),
  );
}
