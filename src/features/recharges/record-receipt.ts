/**
 * Writes down what another payer paid back for its part of budgets that several fund together, in both payers' books: the
 * streams of the board that lent it have it again.
 */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision } from '../../rules/decision.ts';
import { decideReceipt } from '../../rules/funding/recharge.ts';
import { allocateReceipt } from '../../rules/funding/recharge-statement.ts';
import { rechargePaid } from '../../rules/payment/recharge-journals.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { postJournals } from '../ledger/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadLent, lockStatements } from './statement-store.ts';
import { loadRechargedPayers, loadReferences, type NewReceipt, saveReceipt } from './store.ts';

export async function recordReceipt(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: Omit<NewReceipt, 'journalId'>,
): Promise<Decision<{ rechargeReceiptId: string }>> {
  const what = { act: 'recharge.receive', command, input: { ...input, receivedOn: input.receivedOn.toString() } };
  return act(tools, actor, what, async tx => {
    await lockStatements(tx);
    const known = { payers: await loadRechargedPayers(tx), references: await loadReferences(tx, input) };
    const decision = decideReceipt(input, known, tools.today());
    if (!decision.accepted) return decision;
    const { payer, stream, receivedOn: happenedOn } = input;
    const parts = allocateReceipt(await loadLent(tx, input), input.pence);
    const journal = rechargePaid({ happenedOn, payer, stream, icbCode: tx.icbCode, parts });
    // The same payer's same reference is one receipt.
    const causedBy = `recharge-receipt:${stream} ${payer}: ${input.reference}`;
    const posted = await postJournals(tx, [{ ...journal, commandId: randomUUID(), causedBy, byId: actor.id }]);
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.receiveAfterJournal);
    const { journalId } = posted.value[0]!;
    return accepted({ rechargeReceiptId: await saveReceipt(tx, actor, { ...input, journalId }) });
  });
}
