/** The person says that several payments were for one thing, such as a deposit and the rest: they are placed in one answer. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { answerLine } from './move-line.ts';

export type TogetherAnswer = {
  /** Each line with the answer that the person saw. */
  readonly lines: readonly { readonly lineId: string; readonly sequence: number }[];
  readonly planItemId: string;
  readonly note: string;
};

/** Places several bank lines on one line of the plan: all of them or none. */
export async function placeTogether(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  answer: TogetherAnswer,
): Promise<Decision<{ lines: number }>> {
  return act(tools, actor, { act: 'line.place-together', command, input: answer, budgetId }, async tx => {
    const { lines, planItemId, note } = answer;
    if (lines.length < 2) return refused({ code: 'together-needs-two' });
    const togetherId = randomUUID();
    for (const { lineId, sequence } of lines) {
      const decision = await answerLine(tx, tools, actor, budgetId, lineId, {
        parts: { wholeOn: planItemId },
        note,
        sequence,
        togetherId,
      });
      if (!decision.accepted) return decision;
    }
    return accepted({ lines: lines.length });
  });
}
