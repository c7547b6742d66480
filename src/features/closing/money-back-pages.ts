/** Money that a person gave back, and the payment of their bank statement that shows it, so that it counts once. */
import { z } from 'zod';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { form, radiosField, selectField, submitButton } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import {
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../platform/http.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { loadBudget } from '../requests/store.ts';
import { loadLines } from '../spending/store.ts';
import { sayMoneyBackLine } from './say-money-back-line.ts';
import { loadMoneyBack, type MoneyBack } from './store.ts';

/** More lines than this nobody looks through. */
const MOST_LINES = 200;

const SeenForm = z.object({
  moneyBackId: z.uuid({ error: 'Select which money it was' }),
  lineId: z.uuid({ error: 'Select the payment that shows it' }),
});

/** Money that was given back, as the API says it. */
export const MoneyBackAnswer = z.object({
  moneyBackId: z.uuid(),
  pence: z.string(),
  receivedOn: z.iso.date(),
  reference: z.string(),
  onStatement: z.boolean(),
});

type Asked = ShowContext<{ readonly budgetId: string }>;

export const moneyBackPages: readonly Route[] = [
  get('/budgets/:budgetId/money-back', {
    may: 'propose-closing',
    records: 'closing.read',
    show: context => show(context),
  }),
  read('/budgets/:budgetId/money-back', {
    may: 'propose-closing',
    records: 'closing.read',
    answer: z.object({ moneyBack: z.array(MoneyBackAnswer) }),
    async read({ tx, params }) {
      if (!(await loadBudget(tx, tx.icbCode, params.budgetId))) return undefined;
      return { moneyBack: (await loadMoneyBack(tx, params.budgetId)).map(moneyBackAsJson) };
    },
  }),
  post('/budgets/:budgetId/money-back', {
    may: 'propose-closing',
    records: 'closing.seen',
    form: SeenForm,
    act: ({ tools, actor, command, params, values }) =>
      sayMoneyBackLine(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/money-back`, 'Written down. It counts once'),
    askAgain: (context, problems, typed) => show(context, problems, typed),
  }),
];

export const moneyBackAsJson = (back: MoneyBack): z.input<typeof MoneyBackAnswer> => ({
  moneyBackId: back.moneyBackId,
  pence: back.pence.toString(),
  receivedOn: back.receivedOn.toString(),
  reference: back.reference,
  onStatement: back.lineId !== undefined,
});

export const moneyBackTable = (back: readonly MoneyBack[]): Html =>
  table({
    caption: { text: 'Given back', size: 'm' },
    responsive: true,
    head: ['Day', 'What shows it', { text: 'How much', format: 'numeric' }],
    rows: back.map(each => [
      longDate(each.receivedOn),
      each.lineId === undefined ? each.reference : `${each.reference}, and the person’s bank statement`,
      { text: pounds(each.pence), format: 'numeric' as const },
    ]),
  });

async function show(
  { tx, frame, params }: Asked,
  problems: readonly Problem[] = [],
  values?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, tx.icbCode, params.budgetId);
  if (!budget) return undefined;
  const back = await loadMoneyBack(tx, budget.budgetId);
  const unseen = back.filter(({ lineId }) => lineId === undefined);
  const lines = (await loadLines(tx, budget.budgetId, MOST_LINES, ['UNPLACED'])).filter(line =>
    unseen.some(({ pence }) => line.linePence === -pence),
  );
  const shared = { problems, values };
  return page({
    frame,
    title: 'Money that was given back',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> Money that was given back</h1>
    ${back.length === 0 ? html`<p>Nothing was given back.</p>` : moneyBackTable(back)}
    ${
      unseen.length > 0 &&
      lines.length === 0 &&
      insetText({ text: 'No payment of the person’s statement shows it yet. Come back when a statement shows it.' })
    }
    ${
      lines.length > 0 &&
      html`
    <h2 class="nhsuk-heading-m">The person’s statement shows it too</h2>
    <p>Until you say so it counts twice: as given back, and as a payment that nobody can explain.</p>
    ${form(
      { action: `/budgets/${budget.budgetId}/money-back`, ...frame.hidden },
      selectField({
        ...shared,
        name: 'moneyBackId',
        label: 'Which money?',
        options: unseen.map(each => ({
          value: each.moneyBackId,
          text: `${longDate(each.receivedOn)}: ${pounds(each.pence)}`,
        })),
      }),
      radiosField({
        ...shared,
        name: 'lineId',
        label: 'Which payment of the person’s account?',
        options: lines.map(line => ({
          value: line.lineId,
          text: `${longDate(line.postedOn)}: ${pounds(-line.linePence)}`,
        })),
      }),
      submitButton('That is it', 'secondary'),
    )}`
    }`,
  });
}
