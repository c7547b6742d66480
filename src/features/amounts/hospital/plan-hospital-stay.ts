/** Decides with the person what pauses while they are in hospital and until when assistants are kept on (R-104, N19). */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { hasBeen } from '../../../rules/safeguards/concern.ts';
import { decideHospital } from '../../../rules/safeguards/hospital.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadPaidLines } from '../suspensions/facts.ts';
import { hospitalPlanned } from './notices.ts';
import { loadHospitalStay, saveHospitalPlan } from './store.ts';

export type HospitalInput = {
  readonly talkedWithPersonOn: PlainDate;
  /** By the id of the plan line. */
  readonly decisions: readonly { readonly planItemId: string; readonly what: 'KEEP' | 'PAUSE' }[];
};

export async function planHospitalStay(
  tools: Tools,
  actor: Actor,
  command: Command,
  about: { readonly budgetId: string; readonly hospitalStayId: string },
  input: HospitalInput,
): Promise<Decision<{ hospitalStayId: string }>> {
  const { budgetId, hospitalStayId } = about;
  return act(tools, actor, { act: 'hospital.plan', command, input, budgetId, subjectId: hospitalStayId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const stay = budget && (await loadHospitalStay(tx, budgetId, hospitalStayId));
    if (!budget || !stay) return refused({ code: 'not-found', what: 'stay' });
    if (stay.plan) return refused({ code: 'changed-meanwhile', what: 'stay' });
    const decidedOn = tools.today();
    const policy = await loadPolicy(tx, actor.icbCode, decidedOn);
    const lines = (await loadPaidLines(tx, budgetId)).map(({ planItemId, label }) => ({
      label,
      what: input.decisions.find(each => each.planItemId === planItemId)?.what,
    }));
    const plan = {
      admittedOn: stay.admittedOn,
      decidedBy: 'STAFF' as const,
      // Whoever decides here is the care co-ordinator, or stands in for them.
      talkedWithCoordinator: true,
      talkedWithPerson: hasBeen(input.talkedWithPersonOn, decidedOn),
      lines,
    };
    const decision = decideHospital(plan, policy.hospital, decidedOn);
    if (!decision.accepted) return decision;
    const decided = lines.map(({ label, what }) => ({ label, what: what! }));
    const { paused: _, ...kept } = decision.value;
    await saveHospitalPlan(tx, actor, {
      hospitalStayId,
      lines: decided,
      talkedWithPersonOn: input.talkedWithPersonOn,
      ...kept,
      policyVersion: policy.version,
      decidedOn,
    });
    await saveNotice(tx, hospitalPlanned({ budget, effectiveOn: decidedOn }, decided, kept));
    return accepted({ hospitalStayId });
  });
}
