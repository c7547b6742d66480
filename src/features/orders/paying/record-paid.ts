/** Records that the bank has paid a list: what was owed to its suppliers is gone from the board's account. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideListPaid } from '../../../rules/orders/supplier-payment.ts';
import { invoicePaid, together } from '../../../rules/payment/journals.ts';
import type { Journal } from '../../../rules/payment/ledger.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { loadListPayments, lockList, saveListStatus } from './store.ts';

export type PaidInput = {
  /** What the bank's own record calls it. */
  readonly reference: string;
  readonly paidOn: PlainDate;
};

export async function recordPaid(
  tools: Tools,
  actor: Actor,
  command: Command,
  listId: string,
  input: PaidInput,
): Promise<Decision<{ totalPence: string }>> {
  const given = { ...input, paidOn: input.paidOn.toString() };
  return act(tools, actor, { act: 'supplier-list.paid', command, input: given, subjectId: listId }, async tx => {
    const list = await lockList(tx, listId);
    if (!list) return refused({ code: 'not-found', what: 'list' });
    const decision = decideListPaid(list, input, tools.today());
    if (!decision.accepted) return decision;
    const { reference: words, paidOn: happenedOn } = input;
    await saveListStatus(tx, actor, list, { status: 'PAID', words, happenedOn });
    await tools.crashPoint(CRASH_POINTS.paidAfterStatus);
    const payments = await loadListPayments(tx, listId);
    const posted = await postJournals(
      tx,
      payments.map(({ supplierPaymentId, supplierId, parts }) => ({
        ...together(
          ...(parts.filter(part => part.pence !== 0n).map(part => invoicePaid({ ...part, supplierId, happenedOn })) as [
            Journal,
            ...Journal[],
          ]),
        ),
        commandId: randomUUID(),
        causedBy: `supplier-payment:${supplierPaymentId}`,
        byId: actor.id,
      })),
    );
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.paidAfterJournals);
    return accepted({ totalPence: list.totals.totalPence.toString() });
  });
}
