/** Enters the invoices of a CSV, all of them or none: every line that cannot be entered is told, with its reasons. */
import { type InvoiceLine, readInvoices } from '../../../formats/invoices-csv.ts';
import type { Tx } from '../../../platform/db.ts';
import type { UploadedFile } from '../../../platform/forms.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, type Refusal, refused } from '../../../rules/decision.ts';
import { decideInvoiceEntry, invoiceKey } from '../../../rules/orders/invoice.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { inPlainWords } from '../../refusals.ts';
import { lockBudgets } from '../../requests/store.ts';
import { findOrders, type Order } from '../store.ts';
import { loadSupplierNames } from '../suppliers/store.ts';
import { findSameNumbers, type InvoiceToSave, sameKey, saveInvoices } from './store.ts';

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
    const orders = await ordersOf(tx, actor.icbCode, reading.invoices);
    const suppliers = new Map(
      (await loadSupplierNames(tx, actor.icbCode)).map(one => [one.name.toLowerCase(), one.supplierId]),
    );
    const problems: Refusal[] = [];
    const known: Known[] = [];
    for (const invoice of reading.invoices) {
      const { line } = invoice;
      const order = orders.get(orderKey(invoice));
      const supplierId = invoice.supplier === '' ? order?.supplierId : suppliers.get(invoice.supplier.toLowerCase());
      if (!order) problems.push(unreadable(line, `There is no order ${invoice.order}`));
      else if (supplierId === undefined) problems.push(unreadable(line, `There is no supplier ${invoice.supplier}`));
      else known.push({ invoice, order, supplierId, numberKey: invoiceKey(invoice.number) });
    }
    const same = await findSameNumbers(tx, known);
    const enteredOn = tools.today();
    const toSave: InvoiceToSave[] = [];
    for (const one of known) {
      const { invoice, order, supplierId } = one;
      const before = same.get(sameKey(one)) ?? { number: undefined, attempts: 0 };
      const facts = { order, sameNumber: before.number };
      const decision = decideInvoiceEntry(facts, invoice, enteredOn);
      if (!decision.accepted)
        problems.push(...decision.refusals.map(refusal => unreadable(invoice.line, inPlainWords(refusal).text)));
      if (!decision.accepted) continue;
      const attempt = before.attempts + 1;
      // The lines below find this one, so that a number twice in one file is told too.
      same.set(sameKey(one), { number: invoice.number, attempts: attempt });
      const from = { orderId: order.orderId, budgetId: order.budgetId, supplierId, enteredOn, attempt };
      toSave.push({ ...invoice, ...from, kind: 'INVOICE', creditsId: undefined, words: '' });
    }
    if (problems.length > 0)
      return refused(...(problems.toSorted((a, b) => lineOf(a) - lineOf(b)) as [Refusal, ...Refusal[]]));
    await saveInvoices(tx, actor, toSave);
    return accepted({ entered: toSave.length });
  });
}

type Known = {
  readonly invoice: InvoiceLine;
  readonly order: Order;
  readonly supplierId: string;
  readonly numberKey: string;
};

/** An order's number as it is stored. */
const orderKey = ({ order }: InvoiceLine) => order.trim().toUpperCase();

const lineOf = (refusal: Refusal) => (refusal.code === 'invoices-unreadable' ? refusal.line : 0);

/** The orders that a file names by their numbers, their budgets held. */
async function ordersOf(
  tx: Tx,
  icbCode: string,
  invoices: readonly InvoiceLine[],
): Promise<ReadonlyMap<string, Order>> {
  const references = [...new Set(invoices.map(orderKey))];
  const found = await findOrders(tx, icbCode, references);
  await lockBudgets(tx, [...new Set(found.map(({ budgetId }) => budgetId))]);
  return new Map((await findOrders(tx, icbCode, references)).map(order => [order.reference, order]));
}
