/** Adds a rate card. What was worked out with an older one keeps it. */

import { readJson } from '../../../platform/json.ts';
import { jsonProblemInWords } from '../../../platform/json-problems.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, type Refusal, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { readRateCard } from './rate-card-file.ts';
import { isRateCardThere, lockRateCards, type NewRateCard, saveRateCard } from './rate-card-store.ts';

type Answer = { version: string };

export function addRateCard(
  tools: Tools,
  actor: Actor,
  command: Command,
  card: NewRateCard,
): Promise<Decision<Answer>> {
  return add(tools, actor, command, accepted(card), card.version);
}

/** The same from the bytes of a file; refused with everything that is wrong with it. */
export function addRateCardFile(
  tools: Tools,
  actor: Actor,
  command: Command,
  bytes: Uint8Array,
): Promise<Decision<Answer>> {
  const card = cardOf(bytes);
  return add(tools, actor, command, card, card.accepted ? card.value.version : undefined);
}

function add(
  tools: Tools,
  actor: Actor,
  command: Command,
  read: Decision<NewRateCard>,
  subjectId: string | undefined,
): Promise<Decision<Answer>> {
  return act(tools, actor, { act: 'rate-card.add', command, input: read, subjectId }, async tx => {
    if (!read.accepted) return read;
    const card = read.value;
    const { version } = card;
    const effectiveFrom = card.effectiveFrom.toString();
    await lockRateCards(tx);
    if (await isRateCardThere(tx, { version, effectiveFrom }))
      return refused({ code: 'version-there-already', version, effectiveFrom });
    await saveRateCard(tx, actor, card);
    return accepted({ version });
  });
}

function cardOf(bytes: Uint8Array): Decision<NewRateCard> {
  const reading = readJson(bytes);
  if (!reading.ok) return refused({ code: 'rate-card-not-readable', problem: reading.problem });
  const read = readRateCard(reading.value);
  if (read.readable) return accepted(read.card);
  const [first, ...rest] = read.problems.map(
    (problem): Refusal => ({ code: 'rate-card-not-readable', problem: jsonProblemInWords(problem) }),
  );
  return refused(first!, ...rest);
}
