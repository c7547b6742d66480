/** The demonstration is a calendar of steps, each an act of the service on the date on which somebody would have done it. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../platform/tools.ts';
import type { Decision } from '../rules/decision.ts';
import type { Command } from '../values/command.ts';
import type { PlainDate } from '../values/dates.ts';

export type Step = {
  readonly on: PlainDate;
  readonly what: string;
  take(tools: Tools): Promise<unknown>;
};

/** Takes every step in the order of its date; steps of one day in the order given. For each it is that day. */
export async function takeSteps(tools: Tools, steps: readonly Step[]): Promise<void> {
  for (const step of [...steps].sort((a, b) => Temporal.PlainDate.compare(a.on, b.on))) {
    try {
      await step.take({ ...tools, today: () => step.on });
    } catch (error) {
      throw new Error(`The demonstration stopped on ${step.on.toString()} at “${step.what}”`, { cause: error });
    }
  }
}

/** What an act of the demonstration answered. A refusal is our own fault: its facts must fit the rules. */
export function must<T>(decision: Decision<T>): T {
  if (decision.accepted) return decision.value;
  throw new Error(`refused: ${decision.refusals.map(refusal => refusal.code).join(', ')}`);
}

/** A command of its own. */
export function command(): Command {
  return { id: randomUUID() };
}
