/** Staff take a wrong way to read a head back: the next file of that head is asked about again. Taking out what was read by it is an act of its own. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadMapping, saveWithdrawn } from './store.ts';

/** Takes a mapping back, for a reason. */
export async function withdrawMapping(
  tools: Tools,
  actor: Actor,
  command: Command,
  mappingId: string,
  { reason }: { readonly reason: string },
): Promise<Decision<{ mappingId: string; files: number }>> {
  const input = { reason };
  return act(tools, actor, { act: 'statement-mapping.withdraw', command, input, subjectId: mappingId }, async tx => {
    const mapping = await loadMapping(tx, tx.icbCode, mappingId);
    if (!mapping) return refused({ code: 'not-found', what: 'layout' });
    const isNew = await saveWithdrawn(tx, actor, { mappingId, reason, withdrawnOn: tools.today() });
    return isNew ? accepted({ mappingId, files: mapping.files }) : refused({ code: 'mapping-withdrawn-already' });
  });
}
