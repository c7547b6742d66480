/** Writes down which chair the person chose and how they have it, who owns and repairs it. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideChoice } from '../../rules/options/chair.ts';
import { ownershipOf, type WheelchairOption } from '../../rules/options/wheelchair.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { standingOf } from './facts.ts';
import { loadChair, saveChoice } from './store.ts';

export type ChoiceInput = {
  readonly option: WheelchairOption;
  readonly label: string;
  /** What it has beyond what was prescribed. */
  readonly extras: string;
  readonly category: string;
  readonly chosenPence: bigint;
  /** a clinician says that it meets the need. */
  readonly meetsClinicalNeed: boolean;
  readonly clinician: string;
};

export async function chooseChair(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ChoiceInput,
): Promise<Decision<{ nhsPaysPence: string; othersPayPence: string }>> {
  return act(tools, actor, { act: 'chair.choose', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const chosenOn = tools.today();
    const { wheelchair } = await loadPolicy(tx, tx.icbCode, chosenOn);
    const chair = await loadChair(tx, budgetId);
    const prescription = chair.prescriptions.at(-1);
    const { category = '', nhsCostPence = 0n, maintenancePence = 0n } = prescription ?? {};
    const decision = decideChoice(
      { ...input, nhsCostPence, maintenancePence, prescribedCategory: category },
      { ...standingOf(budget, chair), isPrescribed: prescription !== undefined },
      wheelchair,
    );
    if (!decision.accepted) return decision;
    const { nhsPaysPence, othersPayPence } = decision.value;
    const { owner, repairsChair } = ownershipOf(input.option);
    const choice = { ...input, ...decision.value, budgetId, owner, repairsChair, chosenOn };
    await saveChoice(tx, actor, { ...choice, prescriptionVersion: prescription!.version });
    return accepted({ nhsPaysPence: nhsPaysPence.toString(), othersPayPence: othersPayPence.toString() });
  });
}
