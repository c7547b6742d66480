/** Finance writes down money of a budget that has ended and that was given back (T28): it lies with who paid it again. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { moneyGivenBack } from '../../rules/payment/closing-journals.ts';
import { decideMoneyBack } from '../../rules/safeguards/closing.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { postJournals } from '../ledger/store.ts';
import { lockBudget } from '../requests/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadEnding } from './facts.ts';
import { loadMoneyBack, saveMoneyBack } from './store.ts';

export type MoneyBackInput = { readonly pence: bigint; readonly receivedOn: PlainDate; readonly reference: string };

export async function recordMoneyBack(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: MoneyBackInput,
): Promise<Decision<{ moneyBackId: string; leftPence: string }>> {
  const told = { ...input, receivedOn: input.receivedOn.toString() };
  return act(tools, actor, { act: 'closing.back', command, input: told, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const ending = budget && (await loadEnding(tx, budget));
    if (!ending) return refused({ code: 'money-back-not-now' });
    const references = (await loadMoneyBack(tx, budgetId)).map(({ reference }) => reference);
    const known = { state: ending.life.state, account: ending.account, references };
    const decision = decideMoneyBack(input, known, tools.today());
    if (!decision.accepted) return decision;
    const moneyBackId = randomUUID();
    const journal = moneyGivenBack({ ...ending, budgetId, happenedOn: input.receivedOn }, input.pence);
    const cause = { commandId: randomUUID(), causedBy: `money-back:${moneyBackId}`, byId: actor.id };
    const posted = await postJournals(tx, [{ ...journal, ...cause }]);
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.backAfterJournal);
    await saveMoneyBack(tx, actor, { ...input, budgetId, moneyBackId, journalId: posted.value[0]!.journalId });
    return accepted({ moneyBackId, leftPence: decision.value.leftPence.toString() });
  });
}
