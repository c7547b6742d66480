/**
 * Accepts an invoice, asks the supplier about it, or refuses it. An accepted one counts as spent at once, is taken
 * from what its order promised, and is owed to the supplier, in each payer's books.
 */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { StreamPence } from '../../../rules/options/split.ts';
import { backToPromise, decideInvoiceAnswer, partsOfInvoice, touchesPerson } from '../../../rules/orders/invoice.ts';
import { promisedLeft } from '../../../rules/orders/order.ts';
import { creditAccepted, invoiceAccepted, together } from '../../../rules/payment/journals.ts';
import type { Journal } from '../../../rules/payment/ledger.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { billAsked, billRefused } from '../notices.ts';
import { type Judged, loadJudged } from './facts.ts';
import { loadInvoice, saveInvoiceAnswer, saveInvoiceParts } from './store.ts';

export type InvoiceAnswerInput = {
  readonly outcome: 'QUERIED' | 'ACCEPTED' | 'REFUSED';
  /** What is asked, why not; or why all the same, where something was found. */
  readonly reason: string;
};

export async function answerInvoice(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  invoiceId: string,
  input: InvoiceAnswerInput,
): Promise<Decision<{ outcome: string }>> {
  const what = { act: 'invoice.decide', command, input, budgetId, subjectId: invoiceId };
  return act(tools, actor, what, async tx => {
    const outcome: string = input.outcome;
    const budget = await lockBudget(tx, budgetId);
    const judged = budget && (await loadJudged(tx, budget, invoiceId));
    if (!judged) return refused({ code: 'not-found', what: 'invoice' });
    const { ownInvoicePence } = (await loadPolicy(tx, actor.icbCode, tools.today())).orders;
    const decision = decideInvoiceAnswer(judged.open, input, actor.id, ownInvoicePence);
    if (!decision.accepted) return decision;
    const { invoice, order } = judged;
    const happenedOn = tools.today();
    await saveInvoiceAnswer(tx, actor, { ...input, invoiceId, ownMostPence: ownInvoicePence, answeredOn: happenedOn });
    if (outcome !== 'ACCEPTED') {
      const about = { budget, order, on: happenedOn };
      const tell = outcome === 'QUERIED' ? billAsked : billRefused;
      if (touchesPerson(invoice.kind, judged.open.findings)) await saveNotice(tx, tell(about, invoice, input.reason));
      return accepted({ outcome });
    }
    await tools.crashPoint(CRASH_POINTS.acceptAfterAnswer);
    const credited = invoice.creditsId === undefined ? undefined : await loadInvoice(tx, budgetId, invoice.creditsId);
    const parts = partsOfInvoice(invoice.pence, credited ? credited.parts : order.parts);
    await saveInvoiceParts(tx, invoiceId, parts);
    await tools.crashPoint(CRASH_POINTS.acceptAfterParts);
    const posted = await postJournals(tx, [
      {
        ...journalOf(judged, parts, happenedOn),
        commandId: randomUUID(),
        causedBy: `invoice:${invoiceId}`,
        byId: actor.id,
      },
    ]);
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.acceptAfterJournal);
    return accepted({ outcome });
  });
}

/** What an accepted invoice or credit note posts, each payer's part in its own books. */
function journalOf({ invoice, order }: Judged, parts: readonly StreamPence[], happenedOn: PlainDate): Journal {
  const { budgetId, supplierId } = invoice;
  const { budgetYear, planItemId: planLineId, isEnded } = order;
  const of = { budgetId, budgetYear, planLineId, supplierId, option: 'NOTIONAL' as const, happenedOn };
  const journals = parts.map(part => {
    const promised = order.parts.find(one => one.stream === part.stream)!;
    return invoice.kind === 'CREDIT'
      ? creditAccepted({ ...of, ...part, toPromisePence: backToPromise(promised, part.pence, isEnded) })
      : invoiceAccepted({ ...of, ...part, promisedLeftPence: promisedLeft(promised, isEnded) });
  });
  return together(...(journals as [Journal, ...Journal[]]));
}
