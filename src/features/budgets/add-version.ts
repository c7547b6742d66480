/** Adds a version of the local policy or a rate card. What was decided by an older one keeps it. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Policy } from '../../rules/policy.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { isVersionThere, type NewRateCard, savePolicy, saveRateCard } from './store.ts';

type Answer = { version: string };

export function addRateCard(
  tools: Tools,
  actor: Actor,
  command: Command,
  card: NewRateCard,
): Promise<Decision<Answer>> {
  const { version } = card;
  const effectiveFrom = card.effectiveFrom.toString();
  return act(tools, actor, { act: 'rate-card.add', command, input: card, subjectId: version }, async tx => {
    if (await isVersionThere(tx, 'rate-card', { version, effectiveFrom }))
      return refused({ code: 'version-there-already', version, effectiveFrom });
    await saveRateCard(tx, actor, card);
    return accepted({ version });
  });
}

export function addPolicy(tools: Tools, actor: Actor, command: Command, policy: Policy): Promise<Decision<Answer>> {
  const { version, effectiveFrom } = policy;
  return act(tools, actor, { act: 'policy.add', command, input: policy, subjectId: version }, async tx => {
    if (await isVersionThere(tx, 'policy', policy))
      return refused({ code: 'version-there-already', version, effectiveFrom });
    await savePolicy(tx, actor, policy);
    return accepted({ version });
  });
}
