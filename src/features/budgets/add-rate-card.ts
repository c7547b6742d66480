/** Adds a rate card. What was worked out with an older one keeps it. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { isRateCardThere, type NewRateCard, saveRateCard } from './store.ts';

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
    if (await isRateCardThere(tx, { version, effectiveFrom }))
      return refused({ code: 'version-there-already', version, effectiveFrom });
    await saveRateCard(tx, actor, card);
    return accepted({ version });
  });
}
