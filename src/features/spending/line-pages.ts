/** Bank lines: the list, and "What was this?" for one of them. */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton, textareaField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { optionalText, wholeNumber } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Problem, post, type Route, seeOther, type Typed } from '../../platform/http.ts';
import { needsReceipt } from '../../rules/payment/evidence.ts';
import type { Policy } from '../../rules/policy/policy.ts';
import type { RiskBand } from '../../rules/review/risk.ts';
import type { Actor } from '../../values/actor.ts';
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { loadAgreement } from '../agreements/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadReviews } from '../reviews/store.ts';
import { closedWindowPage } from './closed-window-page.ts';
import { type AsksReceipt, isAsked, LINE_HEAD, lineRow, placeOf, questionOf, whoOf } from './line-words.ts';
import { isHolder, mayLookIn } from './look-in.ts';
import { loadMyMoney, type MyMoney } from './my-money.ts';
import { placeLine } from './place-line.ts';
import { receiptList } from './receipts/pages.ts';
import { loadReceipts, type Receipt } from './receipts/store.ts';
import { type Line, loadLine, loadLines } from './store.ts';

/** A year of lines of a busy account; older ones stay reachable from each part of "my money". */
const MOST_LISTED = 500;

const UNKNOWN = 'unknown';
const MOVED = 'moved';

const PlaceForm = z.object({
  planItemId: z
    .string({ error: 'Select what it was for' })
    .refine(value => value === UNKNOWN || value === MOVED || z.uuid().safeParse(value).success, {
      error: 'Select what it was for',
    }),
  note: optionalText(500),
  sequence: wholeNumber('This page was not sent in full. Open it again', 1, 1_000_000),
});

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/bank-lines', {
    may: 'see-bank-lines',
    records: 'bank-lines.read',
    async show({ frame, actor, tools, tx, params: { budgetId } }) {
      const money = await loadMyMoney(tx, budgetId);
      if (!money) return undefined;
      if (!(await mayLookIn(tx, actor, budgetId))) return closedWindowPage(frame, tx, budgetId);
      const lines = await loadLines(tx, budgetId, MOST_LISTED);
      return listPage(frame, actor, money, lines, await loadAsksReceipt(tx, budgetId, tools.today()));
    },
  }),
  get('/budgets/:budgetId/bank-lines/:lineId', {
    may: 'see-bank-lines',
    records: 'bank-line.read',
    async show({ frame, actor, tools, tx, params: { budgetId, lineId } }) {
      if (!(await mayLookIn(tx, actor, budgetId))) return closedWindowPage(frame, tx, budgetId);
      return showLine(frame, actor, tx, budgetId, lineId, tools.today());
    },
  }),
  post('/budgets/:budgetId/bank-lines/:lineId', {
    may: 'place-line',
    records: 'line.place',
    form: PlaceForm,
    act: ({ tools, actor, command, params: { budgetId, lineId }, values }) =>
      placeLine(tools, actor, command, budgetId, lineId, {
        planItemId: values.planItemId === UNKNOWN || values.planItemId === MOVED ? undefined : values.planItemId,
        isTransfer: values.planItemId === MOVED,
        note: values.note,
        sequence: values.sequence,
      }),
    done: (_, { params: { budgetId } }) =>
      seeOther(`/budgets/${budgetId}/bank-lines`, 'Thank you. We kept your answer'),
    askAgain: ({ frame, actor, tools, tx, params: { budgetId, lineId } }, problems, typed) =>
      showLine(frame, actor, tx, budgetId, lineId, tools.today(), problems, typed),
  }),
];

/** R-088: which payments a receipt is asked for: by the last review's band, before it by the agreement. */
async function loadAsksReceipt(tx: Tx, budgetId: string, today: PlainDate): Promise<AsksReceipt> {
  const policy: Policy = await loadPolicy(tx, tx.icbCode, today);
  const closed = (await loadReviews(tx, budgetId)).find(review => review.close !== null);
  const level = (await loadAgreement(tx, budgetId))?.recordKeepingLevel;
  const band = closed?.close?.band ?? BAND_OF_LEVEL[level ?? ''] ?? 'LOW';
  return ({ linePence, placement: { score, flag } }) =>
    needsReceipt({ amountPence: linePence, score, isQuestioned: flag !== null }, band, policy);
}

const BAND_OF_LEVEL: Readonly<Record<string, RiskBand>> = {
  RECEIPTS_FROM_25: 'LOW',
  RECEIPTS_FROM_10: 'MEDIUM',
  RECEIPTS_ALL: 'HIGH',
};

async function showLine(
  frame: Frame,
  actor: Actor,
  tx: Tx,
  budgetId: string,
  lineId: string,
  today: PlainDate,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const money = await loadMyMoney(tx, budgetId);
  const parts = money ? await loadLine(tx, budgetId, lineId) : [];
  if (!money || parts.length === 0) return undefined;
  const asksReceipt = await loadAsksReceipt(tx, budgetId, today);
  const receipts = await loadReceipts(tx, budgetId, lineId);
  return linePage(frame, actor, money, parts, { asksReceipt, receipts }, problems, typed);
}

function listPage(frame: Frame, actor: Actor, money: MyMoney, lines: readonly Line[], asksReceipt: AsksReceipt): Html {
  const { budgetId } = money.budget;
  const asked = lines.filter(isAsked);
  const rowsOf = (some: readonly Line[]) => some.map(line => lineRow(line, budgetId, asksReceipt));
  return page({
    frame,
    title: 'Payments on the bank statements',
    width: 'full',
    backLink: { href: `/budgets/${budgetId}/money` },
    content: html`
    <h1 class="nhsuk-heading-l">Payments on the bank statements</h1>
    ${
      lines.length === 0 &&
      html`<p>There are no payments here yet. <a href="/budgets/${budgetId}/bank-statements/new">Add a bank statement</a></p>`
    }
    ${
      asked.length > 0 &&
      html`<p>${isHolder(actor) ? 'Open a payment to tell us what it was. If you do not know, say so. That is fine.' : 'The person is asked what these were.'}</p>
    ${table({ caption: 'What was this?', head: LINE_HEAD, responsive: true, rows: rowsOf(asked) })}
    ${isHolder(actor) && asked.length > 1 && html`<p><a href="/budgets/${budgetId}/bank-lines/together">Some of these were for one thing</a></p>`}`
    }
    ${
      lines.length > asked.length &&
      table({
        caption: 'Payments that we know',
        head: LINE_HEAD,
        responsive: true,
        rows: rowsOf(lines.filter(line => !isAsked(line))),
      })
    }
    ${lines.length === MOST_LISTED && html`<p>These are the last ${MOST_LISTED} payments.</p>`}`,
  });
}

function linePage(
  frame: Frame,
  actor: Actor,
  money: MyMoney,
  parts: readonly Line[],
  { asksReceipt, receipts }: { readonly asksReceipt: AsksReceipt; readonly receipts: readonly Receipt[] },
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html {
  const { budgetId } = money.budget;
  const line = parts[0]!;
  const { placement } = line;
  // What another organisation paid, it explains itself.
  const mayAnswer =
    isHolder(actor) && line.option === 'DIRECT_PAYMENT' && placement.what !== 'PAYMENT' && !line.isContribution;
  const title = mayAnswer ? 'What was this?' : 'A payment on the bank statement';
  const question = questionOf(line);
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budgetId}/bank-lines` },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    ${summaryList({
      rows: [
        { key: line.linePence < 0n ? 'Paid to' : 'Paid by', value: whoOf(line) },
        { key: 'Amount', value: pounds(line.linePence) },
        { key: 'Day', value: longDate(line.postedOn) },
        line.narrative !== '' && line.narrative !== whoOf(line) && { key: 'The bank says', value: line.narrative },
        { key: 'Now', value: { html: placesOf(parts) } },
        placement.note !== '' && { key: 'Note', value: placement.note },
      ],
    })}
    ${
      mayAnswer &&
      html`<ul class="nhsuk-list">
    <li><a href="/budgets/${budgetId}/bank-lines/${line.lineId}/split">It was for more than one thing</a></li>
    ${placement.sequence > 1 && html`<li><a href="/budgets/${budgetId}/bank-lines/${line.lineId}/undo">Take your last answer back</a></li>`}
    </ul>`
    }
    ${question && insetText({ text: question })}
    ${receiptPart(actor, budgetId, line, asksReceipt(line), receipts)}
    ${mayAnswer ? placeForm(frame, money, line, problems, typed) : noAnswer(budgetId, line)}`,
  });
}

/** Why nobody is asked here what a line was. */
function noAnswer(budgetId: string, { placement, option, isContribution }: Line): Html {
  if (isContribution)
    return html`<p>This is the part of the cost that the council asks for. It is counted as paid in. If that is wrong, tell the finance team. <a href="/budgets/${budgetId}/contributions">See what was paid in</a></p>`;
  if (placement.what === 'PAYMENT')
    return html`<p>This is money that the NHS paid into the account for the budget.</p>`;
  return option === 'THIRD_PARTY'
    ? html`<p>The organisation that holds the money says what it was.</p>`
    : html`<p>Only the person, or who acts for them, says what it was.</p>`;
}

/** The receipts of a payment, and where to add one; it is asked for only where R-088 says so. */
function receiptPart(
  actor: Actor,
  budgetId: string,
  { linePence, lineId }: Line,
  isAskedFor: boolean,
  receipts: readonly Receipt[],
): Html | false {
  if (linePence > 0n || (receipts.length === 0 && !isHolder(actor) && !isAskedFor)) return false;
  const here = `/budgets/${budgetId}/bank-lines/${lineId}`;
  return html`<h2 class="nhsuk-heading-m">Receipt</h2>
    ${receiptList(budgetId, receipts)}
    ${receipts.length === 0 && html`<p>${isAskedFor ? 'Please add the receipt of this payment, or tell us why there is none.' : 'You need not add a receipt for this payment.'}</p>`}
    ${isHolder(actor) && html`<p><a href="${here}/receipt">Add a receipt</a>${isAskedFor && receipts.length === 0 && html` or <a href="${here}/no-receipt">tell us why there is none</a>`}</p>`}`;
}

/** What the line is taken for, part by part where it has several. */
function placesOf(parts: readonly Line[]): Html {
  const [line] = parts;
  if (parts.length === 1) return html`${placeOf(line!)}${line!.placement.reasons.map(reason => html`<br>${reason}`)}`;
  return html`${parts.map(part => html`${placeOf(part)}: ${pounds(part.amountPence)}<br>`)}`;
}

function placeForm(
  frame: Frame,
  money: MyMoney,
  line: Line,
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html {
  const isMoneyIn = line.amountPence > 0n;
  const items = money.items.filter(item => item.option === 'DIRECT_PAYMENT');
  return form(
    {
      action: `/budgets/${money.budget.budgetId}/bank-lines/${line.lineId}`,
      ...frame.hidden,
      hidden: { sequence: String(line.placement.sequence) },
    },
    radiosField({
      name: 'planItemId',
      label: isMoneyIn ? 'What did this money come back from?' : 'What was it for?',
      labelSize: 'm',
      problems,
      values: typed,
      value: line.placement.planItemId ?? (line.placement.what === 'TRANSFER' ? MOVED : undefined),
      options: [
        ...items.map(item => ({
          value: item.planItemId,
          text: item.label,
          hint: item.provider === '' ? undefined : item.provider,
        })),
        {
          value: MOVED,
          text: isMoneyIn ? 'I moved it here from another account of mine' : 'I moved it to another account of mine',
          hint: 'For example a savings account. It is not counted as spent',
        },
        {
          value: UNKNOWN,
          text: 'Something else, or I do not know',
          hint: 'We will ask you about it at your review, or before',
        },
      ],
    }),
    textareaField({
      name: 'note',
      label: 'Is there anything that you want to say about it? (optional)',
      rows: 2,
      problems,
      values: typed,
    }),
    submitButton('Save'),
  );
}
