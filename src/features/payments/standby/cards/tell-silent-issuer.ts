/** Tells finance that an issuer has confirmed none of its card loads by their day. Nothing is given up by this: they ask it, and decide. */
import type { Tools } from '../../../../platform/tools.ts';
import { accepted, type Decision } from '../../../../rules/decision.ts';
import type { Actor } from '../../../../values/actor.ts';
import type { Command } from '../../../../values/command.ts';
import { act } from '../../../audit/store.ts';
import { saveSilentIssuer, type ToldSilent } from './silent-issuer-store.ts';

export async function tellSilentIssuer(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: ToldSilent,
): Promise<Decision<{ runId: string; count: number }>> {
  const { runId, sortCode, count } = input;
  const what = { act: 'card.silent', command, input: { runId, sortCode }, subjectId: runId };
  return act(tools, actor, what, async tx => {
    await saveSilentIssuer(tx, { ...input, toldOn: tools.today() });
    return accepted({ runId, count });
  });
}
