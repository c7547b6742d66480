/** What others than us pay in of a council's part: what is expected, what came, what is missing. Anybody's page and form. */
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
import { date, money, oneOf, text } from '../../../platform/forms.ts';
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
import { type MonthPaid, PAID_BY } from '../../../rules/funding/contribution.ts';
import { streamWords } from '../../../rules/funding/streams.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { countOf, isBefore, longDate, longMonth, type PlainDate } from '../../../values/dates.ts';
import { pounds, total } from '../../../values/pence.ts';
import { loadFreeLines } from './facts.ts';
import { ContributionsAnswer, contributionsAsJson, type Known, loadKnown } from './known.ts';
import { noteContributionTalk } from './note-talk.ts';
import { recordContribution } from './record-contribution.ts';
import { sayContribution } from './say-contribution.ts';
import type { Contribution } from './store.ts';
import { takeBackContribution } from './take-back-contribution.ts';

const part = {
  stream: text('Select whose part it is', 50),
  paidBy: oneOf(PAID_BY, 'Select who paid it').default('person'),
};
const RecordForm = z.object({
  ...part,
  pence: money('Enter how much was paid in pounds, such as 200.00', 1n),
  paidOn: date('Enter the day on which it was paid'),
  reference: text('Enter what shows it, such as a letter or a receipt', 200),
});
const SayForm = z.object({
  ...part,
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
    async read({ tx, tools, params }) {
      const known = await loadKnown(tx, tools, params.budgetId);
      return known && contributionsAsJson(known);
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
    done: (_, { params }) => seeOther(pathOf(params), 'Thank you. It is written down'),
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

async function show(
  context: ShowContext<Params>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { frame, actor, tx, tools, params } = context;
  const known = await loadKnown(tx, tools, params.budgetId);
  if (!known) return undefined;
  const { budget, payers } = known;
  const isTheirs = actor.personId !== undefined;
  const title = titleOf(known, isTheirs);
  const theirs = payers.filter(({ paidBy }) => paidBy === 'person');
  const apart = payers.filter(({ paidBy }) => paidBy === 'payer');
  const today = tools.today();
  return page({
    frame,
    title,
    problems,
    width: 'full',
    backLink: { href: `/budgets/${budget.budgetId}/payers` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>
    ${theirs.length > 0 && html`<p>The council asks for a part of what its care costs. The NHS part is always free.</p>${insetText({ text: lateWords(theirs, budget.careCoordinatorName, isTheirs) })}${theirs.map(each => monthsTable(each, today))}`}
    ${apart.map(
      each => html`<p>${each.payer} pays its part into ${isTheirs ? 'your' : 'the person’s'} account itself. It does not come with our payments.</p>
    ${insetText({ text: apartWords(each, isTheirs) })}${monthsTable(each, today)}`,
    )}
    ${paidTable(known, isTheirs)}
    ${isTheirs && hasLeave(actor, 'place-line') && sayForm(context, known, await loadFreeLines(tx, budget.budgetId), problems, typed)}
    ${
      hasLeave(actor, 'record-contribution') &&
      html`${takeBackForm(context, known, problems, typed)}${recordForm(context, known, problems, typed)}`
    }
    ${talksShown(context, known, problems, typed)}`,
  });
}

function titleOf({ payers }: Known, isTheirs: boolean): string {
  if (payers.every(({ paidBy }) => paidBy === 'payer'))
    return isTheirs ? 'What the council pays you itself' : 'What the council pays the person itself';
  if (payers.some(({ paidBy }) => paidBy === 'payer')) return 'What comes into the account from others';
  return isTheirs ? 'What you pay in yourself' : 'What the person pays in';
}

const lateOf = (payers: Known['payers']) => total(payers.map(({ standing }) => standing.arrears?.pence ?? 0n));

function lateWords(theirs: Known['payers'], coordinator: string, isTheirs: boolean): string {
  const late = lateOf(theirs);
  return late > 0n
    ? `${pounds(late)} has not come yet. Your payments go on as before. ${coordinator} talks about it with ${isTheirs ? 'you' : 'the person'}.`
    : 'Nothing is late.';
}

function apartWords(payer: Known['payers'][number], isTheirs: boolean): string {
  const late = lateOf([payer]);
  if (late === 0n) return `${pounds(payer.paidPence)} has come. Nothing is late.`;
  return `${pounds(late)} has not come yet. We ask ${payer.payer} for it. Our own payments go on as before.${isTheirs ? ' If it has come, tell us below which money it was.' : ''}`;
}

const numeric = (sum: bigint) => ({ text: pounds(sum), format: 'numeric' as const });

function monthsTable({ stream, payer, paidBy, standing }: Known['payers'][number], today: PlainDate): Html {
  const words = `${payer}: ${streamWords(stream)}`;
  return table({
    caption: { text: paidBy === 'payer' ? `Paid by ${words}` : words, size: 'm' },
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
      { html: statusTag(month, today) },
    ]),
  });
}

/** How a month stands; of one that is still to come there is nothing to say. */
function statusTag({ leftPence, daysLate, dueOn }: MonthPaid, today: PlainDate): Html {
  if (leftPence === 0n) return tag({ text: 'Paid', colour: 'green' });
  if (daysLate > 0) return tag({ text: `${countOf(daysLate, 'day')} late`, colour: 'orange' });
  return isBefore(today, dueOn) ? html`To come` : tag({ text: 'Due', colour: 'grey' });
}

type Shown = Pick<ShowContext<Params>, 'frame' | 'actor' | 'params'>;

const payerOf = (payers: Known['payers'], { stream }: Contribution) =>
  payers.find(each => each.stream === stream)?.payer ?? streamWords(stream);

function paidTable({ paid, payers }: Known, isTheirs: boolean): Html {
  if (paid.length === 0) return html`<p>Nothing has come yet.</p>`;
  return table({
    caption: { text: 'What has come', size: 'm' },
    responsive: true,
    head: ['Day', 'Who paid it', 'How we know', { text: 'How much', format: 'numeric' }],
    rows: paid.map(each => [
      longDate(each.paidOn),
      each.paidBy === 'person' ? (isTheirs ? 'You' : 'The person') : payerOf(payers, each),
      howKnown(each),
      numeric(each.pence),
    ]),
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

/** Whose part it is; and who paid it, where it may be somebody else than the person. */
function partFields({ payers }: Known, problems: readonly Problem[], typed: Typed | undefined): Html {
  const shared = { problems, values: typed };
  const streams = [...new Map(payers.map(each => [each.stream, each])).values()];
  const kinds = new Set(payers.map(({ paidBy }) => paidBy));
  return html`${selectField({
    ...shared,
    name: 'stream',
    label: 'Whose part is it?',
    value: streams.length === 1 ? streams[0]!.stream : undefined,
    options: streams.map(({ stream, payer }) => ({ value: stream, text: `${payer}: ${streamWords(stream)}` })),
  })}
  ${
    kinds.has('payer') &&
    radiosField({
      ...shared,
      name: 'paidBy',
      label: 'Who paid it?',
      value: kinds.size === 1 ? 'payer' : undefined,
      options: [
        { value: 'payer', text: 'The council itself' },
        ...(kinds.has('person') ? [{ value: 'person', text: 'The person' }] : []),
      ],
    })
  }`;
}

function sayForm(
  { frame, params }: Shown,
  known: Known,
  lines: Awaited<ReturnType<typeof loadFreeLines>>,
  problems: readonly Problem[],
  typed?: Typed,
): Html | false {
  if (lines.length === 0) return false;
  return html`<h2 class="nhsuk-heading-m">${known.payers.some(({ paidBy }) => paidBy === 'payer') ? 'Was one of these what the council pays?' : 'Was one of these your part?'}</h2>
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
        hint: [...new Set([line.counterparty, line.narrative])].filter(Boolean).join(', '),
      })),
    }),
    partFields(known, problems, typed),
    submitButton('Yes, that was it'),
  )}`;
}

function recordForm({ frame, params }: Shown, known: Known, problems: readonly Problem[], typed?: Typed): Html {
  const shared = { problems, values: typed };
  return html`<h2 class="nhsuk-heading-m">A part has been paid</h2>
  ${form(
    { action: pathOf(params), ...frame.hidden },
    partFields(known, problems, typed),
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
