/** What a person pays in of a council's part: what is expected, what came, and what is missing. Anybody's page and form. */
import { z } from 'zod';
import { table } from '../../../nhsuk/content/table.ts';
import { details, insetText, tag } from '../../../nhsuk/content/text-blocks.ts';
import {
  dateField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, money, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import {
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../../platform/http.ts';
import type { MonthPaid } from '../../../rules/funding/contribution.ts';
import { streamWords } from '../../../rules/funding/streams.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate, longMonth } from '../../../values/dates.ts';
import { pounds, total } from '../../../values/pence.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { loadFreeLines } from './facts.ts';
import { noteContributionTalk } from './note-talk.ts';
import { recordContribution } from './record-contribution.ts';
import { sayContribution } from './say-contribution.ts';
import { standingOf } from './standing.ts';
import {
  type Contribution,
  type ContributionYear,
  loadContributions,
  loadContributionTalks,
  loadContributionYears,
} from './store.ts';
import { takeBackContribution } from './take-back-contribution.ts';

const pence = z.string().regex(/^\d+$/);
const ContributionsAnswer = z.object({
  payers: z.array(
    z.object({
      stream: z.string(),
      payer: z.string(),
      paidPence: pence,
      months: z.array(
        z.object({
          month: z.string(),
          dueOn: z.iso.date(),
          pence,
          paidPence: pence,
          leftPence: pence,
          daysLate: z.number(),
        }),
      ),
    }),
  ),
  paid: z.array(
    z.object({
      contributionId: z.uuid(),
      stream: z.string(),
      pence,
      paidOn: z.iso.date(),
      reference: z.string(),
      onStatement: z.boolean(),
    }),
  ),
});

const RecordForm = z.object({
  stream: text('Select whom it was paid to', 50),
  pence: money('Enter how much was paid in pounds, such as 200.00', 1n),
  paidOn: date('Enter the day on which it was paid'),
  reference: text('Enter what shows it, such as a letter or a receipt', 200),
});
const SayForm = z.object({
  stream: text('Select whom it was paid to', 50),
  lineId: z.uuid({ error: 'Select which money it was' }),
});
const TakeBackForm = z.object({
  contributionId: z.uuid({ error: 'Select which one was wrong' }),
  reason: text('Say what was wrong'),
});
const TalkForm = z.object({
  talkedOn: date('Enter the day of the talk'),
  words: text('Say what was talked about and what was agreed'),
});

type Params = { readonly budgetId: string };
const pathOf = ({ budgetId }: Params) => `/budgets/${budgetId}/contributions`;

export const contributionPages: readonly Route[] = [
  get('/budgets/:budgetId/contributions', {
    may: 'see-money',
    records: 'contributions.read',
    show: context => show(context),
  }),
  read('/budgets/:budgetId/contributions', {
    may: 'see-money',
    records: 'contributions.read',
    answer: ContributionsAnswer,
    async read(context) {
      const known = await load(context);
      return (
        known && {
          payers: known.payers.map(({ stream, payer, paidPence, standing }) => ({
            stream,
            payer,
            paidPence: paidPence.toString(),
            months: standing.months.map(month => ({
              month: month.month.toString(),
              dueOn: month.dueOn.toString(),
              pence: month.pence.toString(),
              paidPence: month.paidPence.toString(),
              leftPence: month.leftPence.toString(),
              daysLate: month.daysLate,
            })),
          })),
          paid: known.paid.map(({ contributionId, stream, pence: sum, paidOn, reference, lineId }) => ({
            contributionId,
            stream,
            pence: sum.toString(),
            paidOn: paidOn.toString(),
            reference,
            onStatement: lineId !== null,
          })),
        }
      );
    },
  }),
  post('/budgets/:budgetId/contributions', {
    may: 'record-contribution',
    records: 'contribution.record',
    form: RecordForm,
    act: ({ tools, actor, command, params, values }) =>
      recordContribution(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(pathOf(params), 'Written down'),
    askAgain: (context, problems, typed) => show(context, problems, typed),
  }),
  post('/budgets/:budgetId/contributions/said', {
    may: 'place-line',
    records: 'contribution.say',
    form: SayForm,
    act: ({ tools, actor, command, params, values }) => sayContribution(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(pathOf(params), 'Thank you. It counts as your part'),
    askAgain: (context, problems, typed) => show(context, problems, typed),
  }),
  post('/budgets/:budgetId/contributions/talks', {
    may: 'talk-of-contribution',
    records: 'contribution.talk',
    form: TalkForm,
    act: ({ tools, actor, command, params, values }) =>
      noteContributionTalk(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(pathOf(params), 'Written down'),
    askAgain: (context, problems, typed) => show(context, problems, typed),
  }),
  post('/budgets/:budgetId/contributions/taken-back', {
    may: 'record-contribution',
    records: 'contribution.take-back',
    form: TakeBackForm,
    act: ({ tools, actor, command, params, values }) =>
      takeBackContribution(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(pathOf(params), 'Taken back'),
    askAgain: (context, problems, typed) => show(context, problems, typed),
  }),
];

type Loading = Pick<ShowContext<Params>, 'tx' | 'tools' | 'actor' | 'params'>;

/** Everything that the page says; undefined where nobody is asked for a part. */
async function load({ tx, tools, actor, params }: Loading) {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const years = budget ? await loadContributionYears(tx, budget.budgetId) : [];
  if (!budget || years.length === 0) return undefined;
  const today = tools.today();
  const policy = await loadPolicy(tx, actor.icbCode, today);
  const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
  const paid = await loadContributions(tx, budget.budgetId);
  const talks = await loadContributionTalks(tx, budget.budgetId);
  const payers = [...Map.groupBy(years, ({ stream }) => stream)].map(([stream, ofStream]) => {
    const paidPence = total(paid.filter(each => each.stream === stream).map(each => each.pence));
    const asked = { years: ofStream, paidPence, talkedOn: talks[0]?.talkedOn };
    return { stream, payer: payerOf(ofStream), paidPence, standing: standingOf(asked, { today, policy, holidays }) };
  });
  return { budget, payers, paid, talks };
}

const payerOf = (years: readonly ContributionYear[]) => years.at(-1)!.payer;

type Known = NonNullable<Awaited<ReturnType<typeof load>>>;

async function show(
  context: ShowContext<Params>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const known = await load(context);
  if (!known) return undefined;
  const { frame, actor, tx } = context;
  const { budget, payers } = known;
  const isTheirs = actor.personId !== undefined;
  const title = isTheirs ? 'What you pay in yourself' : 'What the person pays in';
  const late = total(payers.map(({ standing }) => standing.arrears?.pence ?? 0n));
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/payers` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>
    <p>The council asks for a part of what its care costs. The NHS part is always free.</p>
    ${insetText({
      text:
        late > 0n
          ? `${pounds(late)} has not come yet. Your payments go on as before. ${budget.careCoordinatorName} talks about it with ${isTheirs ? 'you' : 'the person'}.`
          : 'Nothing is late.',
    })}
    ${payers.map(payer => monthsTable(payer))}
    ${paidTable(known)}
    ${isTheirs && hasLeave(actor, 'place-line') && sayForm(context, known, await loadFreeLines(tx, budget.budgetId), problems, typed)}
    ${
      hasLeave(actor, 'record-contribution') &&
      html`${takeBackForm(context, known, problems, typed)}${recordForm(context, known, problems, typed)}`
    }
    ${talksShown(context, known, problems, typed)}`,
  });
}

const numeric = (sum: bigint) => ({ text: pounds(sum), format: 'numeric' as const });

function monthsTable({ stream, payer, standing }: Known['payers'][number]): Html {
  return table({
    caption: { text: `${payer}: ${streamWords(stream)}`, size: 'm' },
    responsive: true,
    head: [
      'Month',
      'To pay by',
      ...['To pay', 'Paid', 'Still to pay'].map(words => ({ text: words, format: 'numeric' as const })),
      'How it stands',
    ],
    rows: standing.months.map(month => [
      longMonth(month.month),
      longDate(month.dueOn),
      numeric(month.pence),
      numeric(month.paidPence),
      numeric(month.leftPence),
      { html: statusTag(month) },
    ]),
  });
}

function statusTag({ leftPence, daysLate }: MonthPaid): Html {
  if (leftPence === 0n) return tag({ text: 'Paid', colour: 'green' });
  return daysLate > 0
    ? tag({ text: `${daysLate === 1 ? '1 day' : `${daysLate} days`} late`, colour: 'orange' })
    : tag({ text: 'Not late', colour: 'grey' });
}

type Shown = Pick<ShowContext<Params>, 'frame' | 'actor' | 'params'>;

function paidTable({ paid }: Known): Html {
  if (paid.length === 0) return html`<p>Nothing has come yet.</p>`;
  return table({
    caption: { text: 'What has come', size: 'm' },
    responsive: true,
    head: ['Day', 'How we know', { text: 'How much', format: 'numeric' }],
    rows: paid.map(each => [longDate(each.paidOn), howKnown(each), numeric(each.pence)]),
  });
}

function takeBackForm(
  { frame, params }: Shown,
  { paid }: Known,
  problems: readonly Problem[],
  typed?: Typed,
): Html | false {
  if (paid.length === 0) return false;
  const shared = { problems, values: typed };
  return details({
    summary: 'One of these was written down wrongly',
    html: form(
      { action: `${pathOf(params)}/taken-back`, ...frame.hidden },
      selectField({
        ...shared,
        name: 'contributionId',
        label: 'Which one?',
        options: paid.map(each => ({
          value: each.contributionId,
          text: `${longDate(each.paidOn)}: ${pounds(each.pence)}`,
        })),
      }),
      textField({ ...shared, name: 'reason', label: 'What was wrong?' }),
      submitButton('Take it back', 'secondary'),
    ),
  });
}

function howKnown({ lineId, reference, byName }: Contribution): string {
  if (reference.startsWith('bank line')) return 'On the bank statement';
  return lineId === null
    ? `${reference}, written down by ${byName}. Not on a statement yet`
    : `${reference}, and on the bank statement`;
}

const payerField = ({ payers }: Known, problems: readonly Problem[], typed: Typed | undefined) =>
  selectField({
    problems,
    values: typed,
    name: 'stream',
    label: 'Whose part is it?',
    value: payers.length === 1 ? payers[0]!.stream : undefined,
    options: payers.map(({ stream, payer }) => ({ value: stream, text: `${payer}: ${streamWords(stream)}` })),
  });

function sayForm(
  { frame, params }: Shown,
  known: Known,
  lines: Awaited<ReturnType<typeof loadFreeLines>>,
  problems: readonly Problem[],
  typed?: Typed,
): Html | false {
  if (lines.length === 0) return false;
  return html`<h2 class="nhsuk-heading-m">Was one of these your part?</h2>
  ${form(
    { action: `${pathOf(params)}/said`, ...frame.hidden },
    radiosField({
      problems,
      values: typed,
      name: 'lineId',
      label: 'Money that came into your account',
      options: lines.map(line => ({
        value: line.lineId,
        text: `${longDate(line.postedOn)}: ${pounds(line.pence)}`,
        hint: [line.counterparty, line.narrative].filter(Boolean).join(', '),
      })),
    }),
    payerField(known, problems, typed),
    submitButton('Yes, that was it'),
  )}`;
}

function recordForm({ frame, params }: Shown, known: Known, problems: readonly Problem[], typed?: Typed): Html {
  const shared = { problems, values: typed };
  return html`<h2 class="nhsuk-heading-m">A part has been paid</h2>
  ${form(
    { action: pathOf(params), ...frame.hidden },
    payerField(known, problems, typed),
    moneyField({ ...shared, name: 'pence', label: 'How much?' }),
    dateField({ ...shared, name: 'paidOn', label: 'When was it paid in?' }),
    textField({
      ...shared,
      name: 'reference',
      label: 'What shows it?',
      hint: 'Such as a receipt, or a letter and its day.',
    }),
    submitButton('Write it down'),
  )}`;
}

function talksShown(
  { frame, actor, params }: Shown,
  { talks }: Known,
  problems: readonly Problem[],
  typed?: Typed,
): Html {
  const shared = { problems, values: typed };
  return html`${
    talks.length > 0 &&
    table({
      caption: { text: 'Talks about it', size: 'm' },
      responsive: true,
      head: ['Day', 'Who', 'What was said'],
      rows: talks.map(talk => [longDate(talk.talkedOn), talk.byName, talk.words]),
    })
  }
  ${
    hasLeave(actor, 'talk-of-contribution') &&
    html`<h2 class="nhsuk-heading-m">You talked with the person about it</h2>
    ${form(
      { action: `${pathOf(params)}/talks`, ...frame.hidden },
      dateField({ ...shared, name: 'talkedOn', label: 'When?' }),
      textareaField({ ...shared, name: 'words', label: 'What was talked about, and what was agreed?', rows: 4 }),
      submitButton('Write it down'),
    )}`
  }`;
}
