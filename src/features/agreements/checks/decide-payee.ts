/** Decides whether somebody close who lives with the person may be paid, before any of it is spent. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideConnectedPayee, isConnected, type Necessity } from '../../../rules/plan/connected-person.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { ageOn } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { loadPerson } from '../../people/store.ts';
import { loadPlanAuthors } from '../../plans/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { completeSetUp } from '../set-up.ts';
import { closeReadyTasks } from './close-ready.ts';
import { loadChecks } from './facts.ts';
import { saveConnectedDecision } from './store.ts';

export type PayeeDecisionInput = {
  readonly payee: string;
  readonly satisfied: boolean;
  readonly necessity: Necessity;
  readonly reason: string;
  /** What else was tried. */
  readonly alternatives: string;
  readonly directorName: string;
};

export async function decidePayee(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: PayeeDecisionInput,
): Promise<Decision<{ renewOn: string; setUp: boolean }>> {
  const what = { act: 'payee.decide', command, input, budgetId, subjectId: input.payee };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const person = budget && (await loadPerson(tx, actor.icbCode, budget.personId));
    if (!budget || !person) return refused({ code: 'not-found', what: 'budget' });
    const decidedOn = tools.today();
    const { items, policy } = await loadChecks(tx, actor.icbCode, budgetId, decidedOn);
    const decision = decideConnectedPayee(
      {
        ...input,
        isConnected: items.some(item => item.provider === input.payee && isConnected(item.checks)),
        ageYears: ageOn(person.dateOfBirth, decidedOn),
        deciderWroteIt: (await loadPlanAuthors(tx, budgetId)).includes(actor.id),
        decidedOn,
      },
      policy.connected,
    );
    if (!decision.accepted) return decision;
    const { renewOn } = decision.value;
    await saveConnectedDecision(tx, actor, {
      ...input,
      budgetId,
      policyVersion: policy.version,
      decidedOn,
      renewOn,
    });
    await closeReadyTasks(tools, tx, actor, budget);
    return accepted({ renewOn: renewOn.toString(), setUp: await completeSetUp(tools, tx, actor, budget) });
  });
}
