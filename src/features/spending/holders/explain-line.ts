/** An organisation says what a payment out of the money that it holds was for. */
import type { Tools } from '../../../platform/tools.ts';
import type { Decision } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { answerLine } from '../answers/move-line.ts';

export type Explanation = {
  /** The plan line that it was for, or undefined: not known. */
  readonly planItemId: string | undefined;
  readonly note: string;
  /** The answer that they saw when they gave this one. */
  readonly sequence: number;
};

/** Places one line of the organisation's own as it says. */
export async function explainLine(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  lineId: string,
  answer: Explanation,
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
