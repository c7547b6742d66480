/** Sets up a programme of one-off budgets: the same sum, once, for so many people. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision } from '../../rules/decision.ts';
import { decideProgramme, type Programme } from '../../rules/options/programme.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { isProgrammeNamed, lockProgrammes, saveProgramme } from './store.ts';

export async function addProgramme(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: Programme,
): Promise<Decision<{ programmeId: string; commitmentPence: string }>> {
  return act(tools, actor, { act: 'programme.add', command, input }, async tx => {
    await lockProgrammes(tx);
    const isNameTaken = await isProgrammeNamed(tx, actor.icbCode, input.name);
    const decision = decideProgramme(input, { isNameTaken, today: tools.today() });
    if (!decision.accepted) return decision;
    const programmeId = await saveProgramme(tx, actor, input);
    return accepted({ programmeId, commitmentPence: decision.value.commitmentPence.toString() });
  });
}
