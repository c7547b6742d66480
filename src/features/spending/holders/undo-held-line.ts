/** An organisation takes its last answer back: the payment is again where it was before. */
import type { Tools } from '../../../platform/tools.ts';
import { type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { answerLine } from '../answers/move-line.ts';
import { loadAnswer } from '../store.ts';

/** Takes the answer with this sequence back. */
export async function undoHeldLine(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  lineId: string,
  { sequence }: { readonly sequence: number },
): Promise<Decision<{ lineId: string }>> {
  const input = { sequence };
  return act(tools, actor, { act: 'held-line.undo', command, input, budgetId, subjectId: lineId }, async tx => {
    const before = await loadAnswer(tx, budgetId, lineId, sequence - 1);
    if (before.parts.length === 0) return refused({ code: 'nothing-to-take-back' });
    return answerLine(tx, tools, actor, budgetId, lineId, { ...before, sequence, of: 'THIRD_PARTY' });
  });
}
