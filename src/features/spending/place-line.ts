/**
 * The person answers "what was this?": places a bank line on a plan line, says that money in was a refund, or says that
 * they do not know.
 */
import type { Tools } from '../../platform/tools.ts';
import type { Decision } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { answerLine } from './answers/move-line.ts';

export type LineAnswer = {
  /** The plan line that it was for, or undefined: "I do not know". */
  readonly planItemId: string | undefined;
  /** It was for nothing: the person moved it to another account of theirs, or from one. */
  readonly isTransfer?: boolean;
  readonly note: string;
  /** The answer that the person saw when they gave this one. */
  readonly sequence: number;
};

/** Places one bank line as the person says. */
export async function placeLine(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  lineId: string,
  answer: LineAnswer,
): Promise<Decision<{ lineId: string }>> {
  const { planItemId, isTransfer = false, note, sequence } = answer;
  return act(tools, actor, { act: 'line.place', command, input: answer, budgetId, subjectId: lineId }, tx =>
    answerLine(tx, tools, actor, budgetId, lineId, {
      parts: planItemId === undefined ? 'whole line unknown' : { wholeOn: planItemId },
      isTransfer,
      note,
      sequence,
    }),
  );
}
