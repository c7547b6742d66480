/** Approves a version of the local policy, so that it counts from its first day, or from today where that is past. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decidePolicyApproval } from '../../rules/policy/policy-approval.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { countingOn, loadPolicyVersions, lockPolicyVersion, savePolicyApproval } from './store.ts';

export async function approvePolicy(
  tools: Tools,
  actor: Actor,
  command: Command,
  version: string,
  input: { readonly evidence: string },
): Promise<Decision<{ version: string; countsFrom: string }>> {
  return act(tools, actor, { act: 'policy.approve', command, input, subjectId: version }, async tx => {
    const added = await lockPolicyVersion(tx, version);
    if (!added) return refused({ code: 'not-found', what: 'policy' });
    const approvedOn = tools.today();
    const decision = decidePolicyApproval(
      {
        approverId: actor.id,
        addedById: added.addedById,
        effectiveFrom: added.effectiveFrom,
        isApproved: added.approval !== undefined,
        evidence: input.evidence,
        counting: countingOn(await loadPolicyVersions(tx, tx.icbCode), approvedOn),
      },
      approvedOn,
    );
    if (!decision.accepted) return decision;
    const { countsFrom } = decision.value;
    const { policyVersionId } = added;
    await savePolicyApproval(tx, actor, { policyVersionId, evidence: input.evidence, countsFrom, approvedOn });
    return accepted({ version, countsFrom: countsFrom.toString() });
  });
}
