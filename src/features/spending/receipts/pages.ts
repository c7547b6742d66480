/** Receipts of a payment: adding one by photo or file, saying why there is none, and opening one. */
import { z } from 'zod';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { fileField, form, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import type { Tx } from '../../../platform/db.ts';
import { file, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { type Frame, get, type Problem, post, type Route, seeOther, type Typed } from '../../../platform/http.ts';
import type { Actor } from '../../../values/actor.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { closedWindowPage } from '../closed-window-page.ts';
import { whoOf } from '../line-words.ts';
import { isHolder, mayLookIn } from '../look-in.ts';
import { loadLine } from '../store.ts';
import { addReceipt } from './add-receipt.ts';
import { sayNoReceipt } from './say-no-receipt.ts';
import { loadReceiptFile, loadReceipts, type Receipt } from './store.ts';

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/bank-lines/:lineId/receipt', {
    may: 'place-line',
    records: 'bank-line.read',
    show: ({ frame, actor, tx, params: { budgetId, lineId } }) => showAdd(frame, actor, tx, budgetId, lineId),
  }),
  post('/budgets/:budgetId/bank-lines/:lineId/receipt', {
    may: 'place-line',
    records: 'receipt.add',
    form: z.object({ file: file('Choose a photo or a file of the receipt') }),
    act: ({ tools, actor, command, params: { budgetId, lineId }, values }) =>
      addReceipt(tools, actor, command, budgetId, lineId, values.file),
    done: (_, { params: { budgetId, lineId } }) =>
      seeOther(`/budgets/${budgetId}/bank-lines/${lineId}`, 'Thank you. We kept the receipt'),
    askAgain: ({ frame, actor, tx, params: { budgetId, lineId } }, problems) =>
      showAdd(frame, actor, tx, budgetId, lineId, problems),
  }),
  get('/budgets/:budgetId/bank-lines/:lineId/no-receipt', {
    may: 'place-line',
    records: 'bank-line.read',
    show: ({ frame, actor, tx, params: { budgetId, lineId } }) => showNone(frame, actor, tx, budgetId, lineId),
  }),
  post('/budgets/:budgetId/bank-lines/:lineId/no-receipt', {
    may: 'place-line',
    records: 'receipt.none',
    form: z.object({ reason: text('Tell us why there is no receipt', 500) }),
    act: ({ tools, actor, command, params: { budgetId, lineId }, values }) =>
      sayNoReceipt(tools, actor, command, budgetId, lineId, values.reason),
    done: (_, { params: { budgetId, lineId } }) =>
      seeOther(`/budgets/${budgetId}/bank-lines/${lineId}`, 'Thank you. We kept your answer'),
    askAgain: ({ frame, actor, tx, params: { budgetId, lineId } }, problems, typed) =>
      showNone(frame, actor, tx, budgetId, lineId, problems, typed),
  }),
  get('/budgets/:budgetId/receipts/:receiptId', {
    may: 'see-bank-lines',
    records: 'receipt.read',
    async show({ frame, actor, tx, params: { budgetId, receiptId } }) {
      if (!(await mayLookIn(tx, actor, budgetId))) return closedWindowPage(frame, tx, budgetId);
      const found = await loadReceiptFile(tx, budgetId, receiptId);
      return found && { download: found.fileName, mediaType: found.mediaType, bytes: found.bytes };
    },
  }),
];

/** The receipts of a payment as its page lists them, with what was noticed. */
export function receiptList(budgetId: string, receipts: readonly Receipt[]): Html {
  return html`${receipts.map(
    receipt =>
      html`${
        receipt.kind === 'NONE'
          ? html`<p>No receipt, because: ${receipt.reason} (${receipt.byName}, ${longDate(receipt.addedOn)})</p>`
          : html`<p><a href="/budgets/${budgetId}/receipts/${receipt.receiptId}">${receipt.fileName || 'Receipt'}</a> (${receipt.byName}, ${longDate(receipt.addedOn)})</p>`
      }${receipt.noticed !== null && insetText({ text: NOTICED[receipt.noticed] })}`,
  )}`;
}

const NOTICED: Readonly<Record<NonNullable<Receipt['noticed']>, string>> = {
  SAME_PAPER:
    'The same paper is there for another payment too. That is all right if it is for both. If not, please add the right one.',
  SAME_PAYMENT: 'Another payment of the same day and amount has a receipt too. Please look if each has its own.',
};

async function showAdd(
  frame: Frame,
  actor: Actor,
  tx: Tx,
  budgetId: string,
  lineId: string,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const [line] = isHolder(actor) ? await loadLine(tx, budgetId, lineId) : [];
  if (!line) return undefined;
  return page({
    frame,
    title: 'Add a receipt',
    problems,
    backLink: { href: `/budgets/${budgetId}/bank-lines/${lineId}` },
    content: html`
    <h1 class="nhsuk-heading-l">Add a receipt</h1>
    <p>${whoOf(line)}, ${pounds(line.linePence)} on ${longDate(line.postedOn)}.</p>
    ${receiptList(budgetId, await loadReceipts(tx, budgetId, lineId))}
    ${form(
      { action: `/budgets/${budgetId}/bank-lines/${lineId}/receipt`, ...frame.hidden, multipart: true },
      fileField({
        name: 'file',
        label: 'A photo or a file of the receipt',
        hint: 'A photo that ends in .jpg or .png, or a PDF, smaller than 8MB. You can take it with your telephone',
        accept: 'image/jpeg,image/png,application/pdf',
        problems,
      }),
      submitButton('Add the receipt'),
    )}
    <p><a href="/budgets/${budgetId}/bank-lines/${lineId}/no-receipt">I have no receipt</a></p>`,
  });
}

async function showNone(
  frame: Frame,
  actor: Actor,
  tx: Tx,
  budgetId: string,
  lineId: string,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const [line] = isHolder(actor) ? await loadLine(tx, budgetId, lineId) : [];
  if (!line) return undefined;
  return page({
    frame,
    title: 'Why there is no receipt',
    problems,
    backLink: { href: `/budgets/${budgetId}/bank-lines/${lineId}` },
    content: html`
    <h1 class="nhsuk-heading-l">Why there is no receipt</h1>
    <p>${whoOf(line)}, ${pounds(line.linePence)} on ${longDate(line.postedOn)}.</p>
    ${form(
      { action: `/budgets/${budgetId}/bank-lines/${lineId}/no-receipt`, ...frame.hidden },
      textareaField({
        name: 'reason',
        label: 'There is no receipt, because …',
        hint: 'For example: the taxi driver gave none, or it was lost',
        rows: 2,
        problems,
        values: typed,
      }),
      submitButton('Save'),
    )}`,
  });
}
