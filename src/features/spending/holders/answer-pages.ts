/** An organisation's pages to say what one payment was for, or that it was for several things, and to take an answer back. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { form, radiosField, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { optionalText, wholeNumber } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { NOT_WHOLE, partsOf, SPLIT_TITLE, SplitForm, splitForm } from '../answers/split-form.ts';
import { placeOf, whoOf } from '../line-words.ts';
import { type Line, loadLine } from '../store.ts';
import { loadClientMoney } from './client-money.ts';
import { explainLine } from './explain-line.ts';
import { splitHeldLine } from './split-held-line.ts';
import { undoHeldLine } from './undo-held-line.ts';

const UNKNOWN = 'unknown';

const ExplainForm = z.object({
  planItemId: z
    .string({ error: 'Select what it was for' })
    .refine(value => value === UNKNOWN || z.uuid().safeParse(value).success, { error: 'Select what it was for' }),
  note: optionalText(500),
  sequence: wholeNumber('This page was not sent in full. Open it again', 1, 1_000_000),
});

const UndoForm = z.object({ sequence: wholeNumber(NOT_WHOLE, 1, 1_000_000) });

type Params = { readonly budgetId: string; readonly lineId: string };
type Asked = Pick<ShowContext<Params>, 'tx' | 'frame' | 'params'>;

export const answerPages: readonly Route[] = [
  get('/held-budgets/:budgetId/lines/:lineId', {
    may: 'explain-held-line',
    records: 'held-line.read',
    show: context => showLine(context),
  }),
  post('/held-budgets/:budgetId/lines/:lineId', {
    may: 'explain-held-line',
    records: 'held-line.explain',
    form: ExplainForm,
    act: ({ tools, actor, command, params: { budgetId, lineId }, values }) =>
      explainLine(tools, actor, command, budgetId, lineId, {
        planItemId: values.planItemId === UNKNOWN ? undefined : values.planItemId,
        note: values.note,
        sequence: values.sequence,
      }),
    done: (_, { params: { budgetId } }) => seeOther(`/held-budgets/${budgetId}`, 'Thank you. We kept your answer'),
    askAgain: (context, problems, typed) => showLine(context, problems, typed),
  }),
  get('/held-budgets/:budgetId/lines/:lineId/split', {
    may: 'explain-held-line',
    records: 'held-line.read',
    show: context => showSplit(context),
  }),
  post('/held-budgets/:budgetId/lines/:lineId/split', {
    may: 'explain-held-line',
    records: 'held-line.split',
    form: SplitForm,
    act: ({ tools, actor, command, params: { budgetId, lineId }, values }) =>
      splitHeldLine(tools, actor, command, budgetId, lineId, {
        parts: partsOf(values),
        note: values.note,
        sequence: values.sequence,
      }),
    done: (_, { params: { budgetId } }) => seeOther(`/held-budgets/${budgetId}`, 'Thank you. We kept your answer'),
    askAgain: (context, problems, typed) => showSplit(context, problems, typed),
  }),
  get('/held-budgets/:budgetId/lines/:lineId/undo', {
    may: 'explain-held-line',
    records: 'held-line.read',
    show: context => showUndo(context),
  }),
  post('/held-budgets/:budgetId/lines/:lineId/undo', {
    may: 'explain-held-line',
    records: 'held-line.undo',
    form: UndoForm,
    act: ({ tools, actor, command, params: { budgetId, lineId }, values }) =>
      undoHeldLine(tools, actor, command, budgetId, lineId, values),
    done: (_, { params: { budgetId, lineId } }) =>
      seeOther(`/held-budgets/${budgetId}/lines/${lineId}`, 'We took your last answer back'),
    askAgain: (context, problems) => showUndo(context, problems),
  }),
];

/** The line part by part, where it is the organisation's to explain. */
async function loadOwn({ tx, params: { budgetId, lineId } }: Asked): Promise<readonly [Line, ...Line[]] | undefined> {
  const [line, ...others] = await loadLine(tx, budgetId, lineId);
  const isTheirs = line?.option === 'THIRD_PARTY' && line.placement.what !== 'PAYMENT';
  return isTheirs ? [line, ...others] : undefined;
}

async function showSplit(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, frame, params } = context;
  const { budgetId, lineId } = params;
  const now = await loadOwn(context);
  const money = now && (await loadClientMoney(tx, budgetId));
  if (!now || !money) return undefined;
  const here = `/held-budgets/${budgetId}/lines/${lineId}`;
  const places = money.items.map(item => ({ value: item.planItemId, text: item.label }));
  return page({
    frame,
    title: SPLIT_TITLE,
    problems,
    backLink: { href: here },
    content: splitForm(frame, `${here}/split`, now, places, problems, typed),
  });
}

async function showUndo(context: Asked, problems: readonly Problem[] = []): Promise<Html | undefined> {
  const { frame, params } = context;
  const [line] = (await loadOwn(context)) ?? [];
  if (!line) return undefined;
  const here = `/held-budgets/${params.budgetId}/lines/${params.lineId}`;
  const { sequence } = line.placement;
  return page({
    frame,
    title: 'Take your last answer back',
    problems,
    backLink: { href: here },
    content: html`
    <h1 class="nhsuk-heading-l">Take your last answer back</h1>
    <p>${whoOf(line)}, ${pounds(line.linePence)} on ${longDate(line.postedOn)}.</p>
    <p>${sequence === 1 ? 'There is no answer of yours here yet.' : 'The payment goes back to where it was before your last answer. You can answer again at any time.'}</p>
    ${form(
      { action: `${here}/undo`, ...frame.hidden, hidden: { sequence: String(sequence) } },
      submitButton('Take it back'),
    )}`,
  });
}

/** What a line is taken for, as the organisation reads it. */
export function whatOf(line: Line): string {
  return line.placement.what === 'PAYMENT' ? 'A payment from the NHS' : placeOf(line);
}

async function showLine(
  { tx, frame, params: { budgetId, lineId } }: ShowContext<{ readonly budgetId: string; readonly lineId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const money = await loadClientMoney(tx, budgetId);
  const parts = money?.lines.filter(one => one.lineId === lineId) ?? [];
  const [line] = parts;
  if (!money || !line) return undefined;
  const here = `/held-budgets/${budgetId}/lines/${lineId}`;
  const title = line.placement.what === 'PAYMENT' ? 'A payment from the NHS' : 'What was this?';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/held-budgets/${budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${money.budget.personName}, ${money.budget.reference}</span> ${title}</h1>
    ${summaryList({
      rows: [
        { key: line.linePence < 0n ? 'Paid to' : 'Paid by', value: whoOf(line) },
        { key: 'Amount', value: pounds(line.linePence) },
        { key: 'Day', value: longDate(line.postedOn) },
        line.narrative !== '' && { key: 'What you wrote', value: line.narrative },
        {
          key: 'Now',
          value: {
            html: html`${parts.map(part => html`${whatOf(part)}${parts.length > 1 && `: ${pounds(part.amountPence)}`}<br>`)}`,
          },
        },
        line.placement.note !== '' && { key: 'Note', value: line.placement.note },
      ],
    })}
    ${
      line.placement.what !== 'PAYMENT' &&
      html`<ul class="nhsuk-list">
    <li><a href="${here}/split">It was for more than one thing</a></li>
    ${line.placement.sequence > 1 && html`<li><a href="${here}/undo">Take your last answer back</a></li>`}
    </ul>
    ${form(
      {
        action: here,
        ...frame.hidden,
        hidden: { sequence: String(line.placement.sequence) },
      },
      radiosField({
        name: 'planItemId',
        label: line.amountPence > 0n ? 'What did this money come back from?' : 'What was it for?',
        labelSize: 'm',
        problems,
        values: typed,
        value: line.placement.planItemId ?? undefined,
        options: [
          ...money.items.map(item => ({
            value: item.planItemId,
            text: item.label,
            hint: item.provider || undefined,
          })),
          { value: UNKNOWN, text: 'Something else, or we do not know', hint: 'We ask you about it' },
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
    )}`
    }`,
  });
}
