/** Writes down what another payer paid back for its part of budgets that several fund together. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision } from '../../rules/decision.ts';
import { decideReceipt } from '../../rules/funding/recharge.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadRechargedPayers, loadReferences, type NewReceipt, saveReceipt } from './store.ts';

export async function recordReceipt(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: NewReceipt,
): Promise<Decision<{ rechargeReceiptId: string }>> {
  const what = { act: 'recharge.receive', command, input: { ...input, receivedOn: input.receivedOn.toString() } };
  return act(tools, actor, what, async tx => {
    const known = { payers: await loadRechargedPayers(tx), references: await loadReferences(tx, input) };
    const decision = decideReceipt(input, known, tools.today());
    return decision.accepted ? accepted({ rechargeReceiptId: await saveReceipt(tx, actor, input) }) : decision;
  });
}
