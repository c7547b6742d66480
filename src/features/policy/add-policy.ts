/** Takes in a version of the local policy. It counts once somebody else approves it; what was decided keeps its own. */
import { isDeepStrictEqual } from 'node:util';
import type { JsonReading } from '../../platform/json.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { DEFAULT_POLICY, type Policy } from '../../rules/policy/policy.ts';
import { decidePolicy } from '../../rules/policy/policy-approval.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { isPolicyThere, lockPolicies, savePolicy } from './store.ts';

/** Takes in what was read of the policy's file. */
export async function addPolicy(
  tools: Tools,
  actor: Actor,
  command: Command,
  file: JsonReading,
): Promise<Decision<{ version: string; effectiveFrom: string }>> {
  // Decided first: what is kept of the command is a policy or its problems, however deep the file is nested.
  const decision = file.ok ? decidePolicy(file.value) : refused({ code: 'policy-not-json', problem: file.problem });
  return act(tools, actor, { act: 'policy.add', command, input: decision }, async tx => {
    if (!decision.accepted) return decision;
    const { version, effectiveFrom } = decision.value;
    await lockPolicies(tx);
    if (takesDefaultName(decision.value) || (await isPolicyThere(tx, decision.value)))
      return refused({ code: 'version-there-already', version, effectiveFrom });
    await savePolicy(tx, actor, decision.value);
    return accepted({ version, effectiveFrom });
  });
}

/** Decisions that name what counts where a board has no version yet must mean that one: a board may add it, but nothing else by its name. */
function takesDefaultName(policy: Policy): boolean {
  return policy.version === DEFAULT_POLICY.version && !isDeepStrictEqual(policy, DEFAULT_POLICY);
}
