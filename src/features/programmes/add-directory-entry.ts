/** Writes down what can be had nearby, for the next plan. It names nobody. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision } from '../../rules/decision.ts';
import { type DirectoryEntry, decideDirectoryEntry } from '../../rules/options/programme.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { saveDirectoryEntry } from './store.ts';

export async function addDirectoryEntry(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: DirectoryEntry,
): Promise<Decision<{ name: string }>> {
  return act(tools, actor, { act: 'directory.add', command, input }, async tx => {
    const decision = decideDirectoryEntry(input, false);
    if (!decision.accepted) return decision;
    const isNew = await saveDirectoryEntry(tx, { ...input, foundOn: tools.today() });
    const saved = decideDirectoryEntry(input, !isNew);
    return saved.accepted ? accepted({ name: input.name }) : saved;
  });
}
