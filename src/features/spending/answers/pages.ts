/** Pages to say that one payment was for several things, or several payments for one, and to take an answer back. */
import { z } from 'zod';
import { checkboxesField, form, radiosField, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import type { Tx } from '../../../platform/db.ts';
import { optionalText, texts, wholeNumber } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { type Frame, get, type Problem, post, type Route, seeOther, type Typed } from '../../../platform/http.ts';
import type { Actor } from '../../../values/actor.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { isAsked, whoOf } from '../line-words.ts';
import { isHolder } from '../look-in.ts';
import { loadMyMoney, type MyMoney } from '../my-money.ts';
import { loadLine, loadLines } from '../store.ts';
import { placeTogether } from './place-together.ts';
import { NOT_WHOLE, partsOf, SPLIT_TITLE, SplitForm, splitForm } from './split-form.ts';
import { splitLine } from './split-line.ts';
import { undoLine } from './undo-line.ts';

const sequence = wholeNumber(NOT_WHOLE, 1, 1_000_000);

const LINE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12} \d{1,7}$/;

const TogetherForm = z.object({
  lines: texts(LINE, 'Select the payments that were for one thing').default([]),
  planItemId: z.uuid({ error: 'Select what they were for' }),
  note: optionalText(500),
});

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/bank-lines/together', {
    may: 'place-line',
    records: 'bank-lines.read',
    show: ({ frame, actor, tx, params: { budgetId } }) => showTogether(frame, actor, tx, budgetId),
  }),
  post('/budgets/:budgetId/bank-lines/together', {
    may: 'place-line',
    records: 'line.place-together',
    form: TogetherForm,
    act: ({ tools, actor, command, params: { budgetId }, values }) =>
      placeTogether(tools, actor, command, budgetId, {
        lines: [...new Set(values.lines)].map(line => ({
          lineId: line.slice(0, 36),
          sequence: Number(line.slice(37)),
        })),
        planItemId: values.planItemId,
        note: values.note,
      }),
    done: ({ lines }, { params: { budgetId } }) =>
      seeOther(`/budgets/${budgetId}/bank-lines`, `Thank you. We put ${lines} payments together`),
    askAgain: ({ frame, actor, tx, params: { budgetId } }, problems, typed) =>
      showTogether(frame, actor, tx, budgetId, problems, typed),
  }),
  get('/budgets/:budgetId/bank-lines/:lineId/split', {
    may: 'place-line',
    records: 'bank-line.read',
    show: ({ frame, actor, tx, params: { budgetId, lineId } }) => showSplit(frame, actor, tx, budgetId, lineId),
  }),
  post('/budgets/:budgetId/bank-lines/:lineId/split', {
    may: 'place-line',
    records: 'line.split',
    form: SplitForm,
    act: ({ tools, actor, command, params: { budgetId, lineId }, values }) =>
      splitLine(tools, actor, command, budgetId, lineId, {
        parts: partsOf(values),
        note: values.note,
        sequence: values.sequence,
      }),
    done: (_, { params: { budgetId } }) =>
      seeOther(`/budgets/${budgetId}/bank-lines`, 'Thank you. We kept your answer'),
    askAgain: ({ frame, actor, tx, params: { budgetId, lineId } }, problems, typed) =>
      showSplit(frame, actor, tx, budgetId, lineId, problems, typed),
  }),
  get('/budgets/:budgetId/bank-lines/:lineId/undo', {
    may: 'place-line',
    records: 'bank-line.read',
    show: ({ frame, actor, tx, params: { budgetId, lineId } }) => showUndo(frame, actor, tx, budgetId, lineId),
  }),
  post('/budgets/:budgetId/bank-lines/:lineId/undo', {
    may: 'place-line',
    records: 'line.undo',
    form: z.object({ sequence }),
    act: ({ tools, actor, command, params: { budgetId, lineId }, values }) =>
      undoLine(tools, actor, command, budgetId, lineId, values),
    done: (_, { params: { budgetId, lineId } }) =>
      seeOther(`/budgets/${budgetId}/bank-lines/${lineId}`, 'We took your last answer back'),
    askAgain: ({ frame, actor, tx, params: { budgetId, lineId } }, problems) =>
      showUndo(frame, actor, tx, budgetId, lineId, problems),
  }),
];

/** The options of the plan that this account pays for. */
function optionsOf({ items }: MyMoney) {
  return items
    .filter(item => item.option === 'DIRECT_PAYMENT')
    .map(item => ({ value: item.planItemId, text: item.label }));
}

async function showSplit(
  frame: Frame,
  actor: Actor,
  tx: Tx,
  budgetId: string,
  lineId: string,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const money = await loadMyMoney(tx, budgetId);
  const now = money && isHolder(actor) ? await loadLine(tx, budgetId, lineId) : [];
  const [line] = now;
  if (!money || !line || line.placement.what === 'PAYMENT') return undefined;
  return page({
    frame,
    title: SPLIT_TITLE,
    problems,
    backLink: { href: `/budgets/${budgetId}/bank-lines/${lineId}` },
    content: splitForm(
      frame,
      `/budgets/${budgetId}/bank-lines/${lineId}/split`,
      now,
      optionsOf(money),
      problems,
      typed,
    ),
  });
}

async function showTogether(
  frame: Frame,
  actor: Actor,
  tx: Tx,
  budgetId: string,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const money = isHolder(actor) ? await loadMyMoney(tx, budgetId) : undefined;
  if (!money) return undefined;
  const lines = (await loadLines(tx, budgetId, MOST_OFFERED, ['UNPLACED'])).filter(isAsked);
  const shared = { problems, values: typed };
  return page({
    frame,
    title: 'Payments that were for one thing',
    problems,
    backLink: { href: `/budgets/${budgetId}/bank-lines` },
    content: html`
    <h1 class="nhsuk-heading-l">Payments that were for one thing</h1>
    ${
      lines.length < 2
        ? html`<p>There are no two payments that we still ask about.</p>`
        : html`<p>For example a deposit and the rest of the price.</p>
    ${form(
      { action: `/budgets/${budgetId}/bank-lines/together`, ...frame.hidden },
      checkboxesField({
        name: 'lines',
        label: 'Which payments?',
        labelSize: 'm',
        ...shared,
        options: lines.map(line => ({
          value: `${line.lineId} ${line.placement.sequence}`,
          text: `${whoOf(line)}, ${pounds(line.amountPence)} on ${longDate(line.postedOn)}`,
        })),
      }),
      radiosField({
        name: 'planItemId',
        label: 'What were they for?',
        labelSize: 'm',
        ...shared,
        options: optionsOf(money),
      }),
      textareaField({
        name: 'note',
        label: 'Is there anything that you want to say about them? (optional)',
        rows: 2,
        ...shared,
      }),
      submitButton('Save'),
    )}`
    }`,
  });
}

/** Payments that are still asked about; a person who has more answers them one by one first. */
const MOST_OFFERED = 100;

async function showUndo(
  frame: Frame,
  actor: Actor,
  tx: Tx,
  budgetId: string,
  lineId: string,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const [line] = isHolder(actor) ? await loadLine(tx, budgetId, lineId) : [];
  if (!line || line.placement.what === 'PAYMENT') return undefined;
  return page({
    frame,
    title: 'Take your last answer back',
    problems,
    backLink: { href: `/budgets/${budgetId}/bank-lines/${lineId}` },
    content: html`
    <h1 class="nhsuk-heading-l">Take your last answer back</h1>
    <p>${whoOf(line)}, ${pounds(line.linePence)} on ${longDate(line.postedOn)}.</p>
    ${line.placement.sequence === 1 ? html`<p>There is no answer of yours here yet.</p>` : html`<p>The payment goes back to where it was before your last answer. You can answer again at any time.</p>`}
    ${form(
      {
        action: `/budgets/${budgetId}/bank-lines/${lineId}/undo`,
        ...frame.hidden,
        hidden: { sequence: String(line.placement.sequence) },
      },
      submitButton('Take it back'),
    )}`,
  });
}
