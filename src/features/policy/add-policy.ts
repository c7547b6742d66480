/** Adds a version of the local policy. What was decided by an older one keeps it. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Policy } from '../../rules/policy.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { isPolicyThere, savePolicy } from './store.ts';

type Answer = { version: string };

export function addPolicy(tools: Tools, actor: Actor, command: Command, policy: Policy): Promise<Decision<Answer>> {
  const { version, effectiveFrom } = policy;
  return act(tools, actor, { act: 'policy.add', command, input: policy, subjectId: version }, async tx => {
    if (await isPolicyThere(tx, policy)) return refused({ code: 'version-there-already', version, effectiveFrom });
    await savePolicy(tx, actor, policy);
    return accepted({ version });
  });
}
