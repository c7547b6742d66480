/** An organisation says what a payment out of the money that it holds was for. */
import type { Tools } from '../../../platform/tools.ts';
import type { Decision } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { answerLine } from '../answers/move-line.ts';
import type { LineAnswer } from '../place-line.ts';

/** Places one line of the organisation's own as it says. */
export async function explainLine(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  lineId: string,
  answer: LineAnswer,
): Promise<Decision<{ lineId: string }>> {
  const { planItemId, note, sequence } = answer;
  return act(tools, actor, { act: 'held-line.explain', command, input: answer, budgetId, subjectId: lineId }, tx =>
    answerLine(tx, tools, actor, budgetId, lineId, {
      parts: planItemId === undefined ? 'whole line unknown' : { wholeOn: planItemId },
      note,
      sequence,
      of: 'THIRD_PARTY',
    }),
  );
}
