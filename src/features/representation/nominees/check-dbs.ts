/** Records what an enhanced DBS certificate of a representative or nominee said. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideDbsCheck } from '../../../rules/representation/payee.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadParties, saveDbsCheck } from '../payee-store.ts';

export type DbsInput = {
  /** A representative or a nominee of this budget. */
  readonly partyId: string;
  readonly certificateNumber: string;
  readonly issuedOn: PlainDate;
  readonly outcome: 'CLEAR' | 'NOT_SUITABLE';
  readonly checkedOn: PlainDate;
};

export async function checkDbs(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: DbsInput,
): Promise<Decision<{ partyId: string }>> {
  return act(tools, actor, { act: 'dbs.check', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const parties = budget ? await loadParties(tx, budget) : [];
    if (!parties.some(({ partyId }) => partyId === input.partyId))
      return refused({ code: 'not-found', what: 'representative or nominee' });
    const decision = decideDbsCheck(input, tools.today());
    if (!decision.accepted) return decision;
    await saveDbsCheck(tx, actor, { ...input, budgetId });
    return accepted({ partyId: input.partyId });
  });
}
