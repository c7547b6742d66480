/** Another person agrees that an invoice is more than was ordered. Whoever then accepts it is somebody else again. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideInvoiceAgreement } from '../../../rules/orders/invoice.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadJudged } from './facts.ts';
import { saveInvoiceAgreement } from './store.ts';

export async function agreeInvoice(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  invoiceId: string,
  input: { readonly reason: string },
): Promise<Decision<{ overPence: string }>> {
  const what = { act: 'invoice.agree', command, input, budgetId, subjectId: invoiceId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const judged = budget && (await loadJudged(tx, budget, invoiceId));
    if (!judged) return refused({ code: 'not-found', what: 'invoice' });
    const decision = decideInvoiceAgreement(judged.open, input.reason, actor.id);
    if (!decision.accepted) return decision;
    const { overPence } = decision.value;
    const { enteredById } = judged.invoice;
    await saveInvoiceAgreement(tx, actor, { ...input, invoiceId, enteredById, overPence, agreedOn: tools.today() });
    return accepted({ overPence: overPence.toString() });
  });
}
