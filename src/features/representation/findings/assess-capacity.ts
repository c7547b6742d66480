/** Records an assessment of the person's capacity for one decision, with its whole record. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import {
  type CapacityRecord,
  decideCapacityRecord,
  type PersonalDecision,
} from '../../../rules/representation/capacity.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { saveCapacityAssessment, WATCH_JOB } from '../store.ts';

export type CapacityInput = CapacityRecord & {
  readonly decision: PersonalDecision;
  readonly assessor: string;
  readonly bestInterests: string;
  readonly advocate: string;
};

export async function assessCapacity(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: CapacityInput,
): Promise<Decision<{ hasCapacity: boolean }>> {
  return act(tools, actor, { act: 'capacity.assess', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideCapacityRecord(input, tools.today());
    if (!decision.accepted) return decision;
    const { hasCapacity } = decision.value;
    await saveCapacityAssessment(tx, actor, { ...input, personId: budget.personId, hasCapacity });
    // Who has come to decide again has to be asked.
    await tools.sendJob(tx, { name: WATCH_JOB, data: { budgetId } });
    return accepted({ hasCapacity });
  });
}
