/** Enters the invoices of a CSV, all of them or none: every line that cannot be entered is told, with its reasons. */
import { readInvoices } from '../../../formats/invoices-csv.ts';
import type { Tx } from '../../../platform/db.ts';
import type { UploadedFile } from '../../../platform/forms.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, type Refusal, refused } from '../../../rules/decision.ts';
import { decideInvoiceEntry } from '../../../rules/orders/invoice.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { inPlainWords } from '../../refusals.ts';
import { lockBudgets } from '../../requests/store.ts';
import { findOrder, type Order } from '../store.ts';
import { loadSuppliers } from '../suppliers/store.ts';
import { findSameNumber, saveInvoice } from './store.ts';

export async function importInvoices(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: { readonly file: UploadedFile },
): Promise<Decision<{ entered: number }>> {
  return act(tools, actor, { act: 'invoice.import', command, input }, async tx => {
    const reading = readInvoices(input.file.bytes);
    const unreadable = (line: number, words: string) => ({ code: 'invoices-unreadable', line, words }) as const;
    if (!reading.ok)
      return refused(
        ...(reading.problems.map(({ line, words }) => unreadable(line, words)) as [Refusal, ...Refusal[]]),
      );
    const orders = await ordersOf(tx, actor.icbCode, [...new Set(reading.invoices.map(({ order }) => order))]);
    const suppliers = new Map(
      (await loadSuppliers(tx, actor.icbCode)).map(one => [one.name.toLowerCase(), one.supplierId]),
    );
    const problems: Refusal[] = [];
    const enteredOn = tools.today();
    for (const invoice of reading.invoices) {
      const { line } = invoice;
      const order = orders.get(invoice.order);
      const supplierId = invoice.supplier === '' ? order?.supplierId : suppliers.get(invoice.supplier.toLowerCase());
      if (!order) problems.push(unreadable(line, `There is no order ${invoice.order}`));
      if (order && supplierId === undefined)
        problems.push(unreadable(line, `There is no supplier ${invoice.supplier}`));
      if (!order || supplierId === undefined) continue;
      // Those of the lines before are there already, so that a number twice in one file is told too.
      const same = await findSameNumber(tx, supplierId, invoice.number);
      const facts = { isOrderApproved: order.outcome === 'APPROVED', sameNumber: same.number };
      const decision = decideInvoiceEntry(facts, invoice, enteredOn);
      if (!decision.accepted)
        problems.push(...decision.refusals.map(refusal => unreadable(line, inPlainWords(refusal).text)));
      if (!decision.accepted) continue;
      const { orderId, budgetId } = order;
      const from = { orderId, budgetId, supplierId, enteredOn, attempt: same.attempts + 1 };
      await saveInvoice(tx, actor, { ...invoice, ...from, kind: 'INVOICE', creditsId: undefined, words: '' });
    }
    return problems.length > 0
      ? refused(...(problems as [Refusal, ...Refusal[]]))
      : accepted({ entered: reading.invoices.length });
  });
}

/** The orders that a file names, their budgets held. */
async function ordersOf(tx: Tx, icbCode: string, references: readonly string[]): Promise<ReadonlyMap<string, Order>> {
  const load = async () => {
    const found = new Map<string, Order>();
    for (const reference of references) {
      const order = await findOrder(tx, icbCode, reference);
      if (order) found.set(reference, order);
    }
    return found;
  };
  await lockBudgets(
    tx,
    [...(await load()).values()].map(({ budgetId }) => budgetId),
  );
  return load();
}
