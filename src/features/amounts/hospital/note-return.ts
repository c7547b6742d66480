/** Notes that somebody is home again: what paused goes on. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideHome } from '../../../rules/safeguards/hospital-stay.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadHospitalStay, saveReturnHome } from './store.ts';

export async function noteReturn(
  tools: Tools,
  actor: Actor,
  command: Command,
  about: { readonly budgetId: string; readonly hospitalStayId: string },
  input: { readonly returnedOn: PlainDate },
): Promise<Decision<{ hospitalStayId: string }>> {
  const { budgetId, hospitalStayId } = about;
  return act(
    tools,
    actor,
    { act: 'hospital.return', command, input, budgetId, subjectId: hospitalStayId },
    async tx => {
      const budget = await lockBudget(tx, budgetId);
      const stay = budget && (await loadHospitalStay(tx, budgetId, hospitalStayId));
      if (!stay) return refused({ code: 'not-found', what: 'stay' });
      const facts = { admittedOn: stay.admittedOn, isInHospital: stay.returnedOn === undefined };
      const decision = decideHome(facts, input.returnedOn, tools.today());
      if (!decision.accepted) return decision;
      await saveReturnHome(tx, actor, { hospitalStayId, returnedOn: input.returnedOn });
      return accepted({ hospitalStayId });
    },
  );
}
