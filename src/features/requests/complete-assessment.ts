/** Completes the assessment (T06). What was found about the person's capacity is recorded with it. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { type AssessmentInput, decideAssessed } from '../../rules/eligibility/assessment.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { saveCapacityAssessment } from '../representation/store.ts';
import {
  type Assessment,
  loadEntries,
  loadNeeds,
  loadOutcomes,
  lockBudget,
  saveAssessment,
  saveMove,
} from './store.ts';

export type CompletedAssessment = AssessmentInput & Omit<Assessment, 'vulnerable' | 'assessedOn'>;

export async function completeAssessment(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: CompletedAssessment,
): Promise<Decision<{ assessmentId: string }>> {
  return act(tools, actor, { act: 'assessment.complete', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const entries = await loadEntries(tx, budgetId);
    const facts = {
      state: budget.state,
      entryKinds: entries.map(entry => entry.kind),
      needs: await loadNeeds(tx, budgetId),
      outcomes: await loadOutcomes(tx, budgetId),
    };
    const decision = decideAssessed(facts, input, tools.today());
    if (!decision.accepted) return decision;

    const { assessedOn, vulnerable } = decision.value;
    if (input.capacity !== 'ASSUMED') {
      await saveCapacityAssessment(tx, actor, {
        personId: budget.personId,
        decision: 'DIRECT_PAYMENT',
        hasCapacity: input.capacity === 'HAS',
        supportGiven: input.capacitySupport,
        assessedOn,
      });
    }
    const assessmentId = await saveAssessment(tx, actor, { ...input, budgetId, vulnerable, assessedOn });
    await saveMove(tx, actor, { budgetId, transition: 'T06', happenedOn: tools.today() });
    return accepted({ assessmentId });
  });
}
