/** Writes down what chair somebody was assessed to need, with its price to the NHS; an earlier one stays. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decidePrescription, type Prescription } from '../../rules/options/chair.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { standingOf } from './facts.ts';
import { loadChair, loadLastIssue, savePrescription } from './store.ts';

export type PrescriptionInput = Prescription & {
  readonly fastChanging: boolean;
  /** For repairs, where the person will own the chair. */
  readonly maintenancePence: bigint;
};

export async function prescribeChair(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: PrescriptionInput,
): Promise<Decision<{ version: number; early: boolean }>> {
  const given = { ...input, assessedOn: input.assessedOn.toString() };
  return act(tools, actor, { act: 'chair.prescribe', command, input: given, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const { wheelchair } = await loadPolicy(tx, tx.icbCode, today);
    const standing = standingOf(budget, await loadChair(tx, budgetId));
    const facts = { ...standing, lastIssuedOn: await loadLastIssue(tx, budget) };
    const decision = decidePrescription(input, facts, wheelchair.periodYears, today);
    if (!decision.accepted) return decision;
    const version = await savePrescription(tx, actor, { ...input, budgetId });
    return accepted({ version, early: decision.value.early });
  });
}
