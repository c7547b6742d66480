/** Enters a supplier's invoice on an order. Nothing is owed until somebody has checked and accepted it. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideInvoiceEntry } from '../../../rules/orders/invoice.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import type { Quantity } from '../../../values/quantity.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadOrder } from '../store.ts';
import { loadSupplier } from '../suppliers/store.ts';
import { findSameNumber, saveInvoice } from './store.ts';

export type InvoiceInput = {
  /** Who sent it. */
  readonly supplierId: string;
  readonly number: string;
  readonly issuedOn: PlainDate;
  /** The days of the care. */
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly quantity: Quantity;
  readonly unitPence: bigint;
  /** What it comes to, as it is written there. */
  readonly pence: bigint;
};

export async function enterInvoice(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  orderId: string,
  input: InvoiceInput,
): Promise<Decision<{ invoiceId: string }>> {
  const days = { issuedOn: `${input.issuedOn}`, fromOn: `${input.fromOn}`, toOn: `${input.toOn}` };
  const what = { act: 'invoice.enter', command, input: { ...input, ...days }, budgetId, subjectId: orderId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const order = budget && (await loadOrder(tx, budgetId, orderId));
    if (!order) return refused({ code: 'not-found', what: 'order' });
    if (!(await loadSupplier(tx, input.supplierId))) return refused({ code: 'order-supplier-unknown' });
    const enteredOn = tools.today();
    const same = await findSameNumber(tx, input.supplierId, input.number);
    const facts = { order, sameNumber: same.number };
    const decision = decideInvoiceEntry(facts, input, enteredOn);
    if (!decision.accepted) return decision;
    const invoiceId = await saveInvoice(tx, actor, {
      ...input,
      budgetId,
      orderId,
      kind: 'INVOICE',
      creditsId: undefined,
      words: '',
      attempt: same.attempts + 1,
      enteredOn,
    });
    return accepted({ invoiceId });
  });
}
