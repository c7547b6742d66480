/** Enters a supplier's credit note: it takes an accepted invoice back, or a part of it. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideCreditEntry, decideInvoiceEntry } from '../../../rules/orders/invoice.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { total } from '../../../values/pence.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadOrder } from '../store.ts';
import { findSameNumber, type Invoice, loadInvoice, loadInvoices, saveInvoice } from './store.ts';

export type CreditInput = {
  readonly number: string;
  readonly issuedOn: PlainDate;
  readonly pence: bigint;
  /** Why. */
  readonly words: string;
};

export async function enterCredit(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  invoiceId: string,
  input: CreditInput,
): Promise<Decision<{ invoiceId: string }>> {
  const given = { ...input, issuedOn: input.issuedOn.toString() };
  const what = { act: 'invoice.credit', command, input: given, budgetId, subjectId: invoiceId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const invoice = budget && (await loadInvoice(tx, budgetId, invoiceId));
    const order = invoice && (await loadOrder(tx, budgetId, invoice.orderId));
    if (!order) return refused({ code: 'not-found', what: 'invoice' });
    const enteredOn = tools.today();
    const decision = decideCreditEntry(creditable(invoice, await loadInvoices(tx, budgetId)), input);
    if (!decision.accepted) return decision;
    const same = await findSameNumber(tx, invoice.supplierId, input.number);
    const days = { fromOn: invoice.fromOn, toOn: invoice.toOn };
    const entry = decideInvoiceEntry({ order, sameNumber: same.number }, { ...input, ...days }, enteredOn);
    if (!entry.accepted) return entry;
    const { supplierId, orderId } = invoice;
    // A credit note is of a sum: it takes back how many there were only where it takes back all of it.
    const isWhole = input.pence === invoice.pence;
    const credit = {
      ...input,
      ...days,
      budgetId,
      supplierId,
      orderId,
      kind: 'CREDIT' as const,
      quantity: isWhole ? invoice.quantity : { tenThousandths: 0n },
      unitPence: isWhole ? invoice.unitPence : 0n,
      creditsId: invoiceId,
      attempt: same.attempts + 1,
      enteredOn,
    };
    return accepted({ invoiceId: await saveInvoice(tx, actor, credit) });
  });
}

/** What of an invoice no credit note has taken back, those that wait included; undefined for a credit note. */
function creditable({ invoiceId, kind, pence, status }: Invoice, all: readonly Invoice[]) {
  if (kind === 'CREDIT') return undefined;
  const credits = all.filter(one => one.creditsId === invoiceId && one.status !== 'REFUSED');
  return { isAccepted: status === 'ACCEPTED', leftPence: pence - total(credits.map(one => one.pence)) };
}
