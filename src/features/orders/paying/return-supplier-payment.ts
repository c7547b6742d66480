/** The bank gave one payment of a paid list back: it is owed again, and the next list pays it. The others stay paid. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideSupplierReturn } from '../../../rules/orders/supplier-payment.ts';
import { invoiceReturned, together } from '../../../rules/payment/journals.ts';
import type { Journal } from '../../../rules/payment/ledger.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { freeInvoices, loadListPayments, lockList, saveSupplierReturn } from './store.ts';

export type SupplierReturnInput = {
  readonly supplierPaymentId: string;
  /** What the bank says. */
  readonly reason: string;
  readonly returnedOn: PlainDate;
};

export async function returnSupplierPayment(
  tools: Tools,
  actor: Actor,
  command: Command,
  listId: string,
  input: SupplierReturnInput,
): Promise<Decision<{ pence: string }>> {
  const given = { ...input, returnedOn: input.returnedOn.toString() };
  return act(tools, actor, { act: 'supplier-list.return', command, input: given, subjectId: listId }, async tx => {
    const list = await lockList(tx, listId);
    const { supplierPaymentId, returnedOn: happenedOn } = input;
    const payments = list ? await loadListPayments(tx, listId) : [];
    const payment = payments.find(one => one.supplierPaymentId === supplierPaymentId);
    if (!list || !payment) return refused({ code: 'not-found', what: 'payment' });
    const facts = { paidOn: list.paidOn, isReturned: payment.returnedOn !== undefined };
    const decision = decideSupplierReturn(facts, happenedOn, tools.today());
    if (!decision.accepted) return decision;
    await saveSupplierReturn(tx, actor, input);
    await tools.crashPoint(CRASH_POINTS.returnAfterReturn);
    await freeInvoices(tx, { listId, supplierPaymentId });
    await tools.crashPoint(CRASH_POINTS.returnAfterFreed);
    const { supplierId, parts } = payment;
    const back = parts
      .filter(part => part.pence !== 0n)
      .map(part => invoiceReturned({ ...part, supplierId, happenedOn })) as [Journal, ...Journal[]];
    const posted = await postJournals(tx, [
      {
        ...together(...back),
        commandId: randomUUID(),
        causedBy: `supplier-payment:${supplierPaymentId}`,
        byId: actor.id,
      },
    ]);
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.returnAfterJournal);
    return accepted({ pence: payment.pence.toString() });
  });
}
