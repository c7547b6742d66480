/** Notes that somebody went into hospital (T20): anybody may report it, no payment changes, and the person is told so (N19). */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideAdmission } from '../../../rules/safeguards/hospital-stay.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { saveNotice } from '../../people/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { admissionNoted } from './notices.ts';
import { loadHospitalStays, saveHospitalStay } from './store.ts';

export async function reportAdmission(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly admittedOn: PlainDate; readonly words: string },
): Promise<Decision<{ hospitalStayId: string }>> {
  return act(tools, actor, { act: 'hospital.report', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const reportedOn = tools.today();
    const isInHospital = (await loadHospitalStays(tx, budgetId)).some(({ returnedOn }) => returnedOn === undefined);
    const decision = decideAdmission({ state: budget.state, isInHospital }, input.admittedOn, reportedOn);
    if (!decision.accepted) return decision;
    const { taskOn } = decision.value;
    const hospitalStayId = await saveHospitalStay(tx, actor, { budgetId, ...input, taskOn, reportedOn });
    await saveNotice(tx, admissionNoted({ budget, effectiveOn: reportedOn }, input.admittedOn));
    return accepted({ hospitalStayId });
  });
}
