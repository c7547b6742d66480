/** An organisation says that one payment out of the money that it holds was for several things. */
import type { Tools } from '../../../platform/tools.ts';
import type { Decision } from '../../../rules/decision.ts';
import type { AnswerPart } from '../../../rules/payment/matching.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { answerLine } from '../answers/move-line.ts';

/** Places one line of the organisation's own in parts. */
export async function splitHeldLine(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  lineId: string,
  answer: { readonly parts: readonly AnswerPart[]; readonly note: string; readonly sequence: number },
): Promise<Decision<{ lineId: string }>> {
  const parts = answer.parts.map(({ planItemId, pence }) => [planItemId ?? null, pence.toString()]);
  const input = { ...answer, parts };
  return act(tools, actor, { act: 'held-line.split', command, input, budgetId, subjectId: lineId }, tx =>
    answerLine(tx, tools, actor, budgetId, lineId, { ...answer, of: 'THIRD_PARTY' }),
  );
}
