/** A statement to another payer: what it says, what the other side says, and the form for that. */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import { dateField, form, radiosField, submitButton, textareaField, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, oneOf, optionalText, text } from '../../platform/forms.ts';
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
import { RECHARGE_ANSWERS } from '../../rules/funding/recharge-statement.ts';
import { streamWords } from '../../rules/funding/streams.ts';
import { longDate, longMonth } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { answerRecharge } from './answer-recharge.ts';
import { loadStatement, type Statement } from './statement-store.ts';

const pence = z.string().regex(/^-?\d+$/);
export const StatementAnswer = z.object({
  statementId: z.uuid(),
  payer: z.string(),
  stream: z.string(),
  month: z.string(),
  version: z.number(),
  pence,
  madeOn: z.iso.date(),
  standing: z.enum(['OPEN', ...RECHARGE_ANSWERS]),
  parts: z.array(z.object({ stream: z.string(), pence })),
  answers: z.array(
    z.object({ answer: z.enum(RECHARGE_ANSWERS), who: z.string(), words: z.string(), answeredOn: z.iso.date() }),
  ),
});

const AnswerForm = z.object({
  answer: oneOf(RECHARGE_ANSWERS, 'Select what the other payer says'),
  who: text('Enter who said it', 200),
  answeredOn: date('Enter the day on which they said it'),
  words: optionalText(),
});

export function statementAsJson(statement: Statement): z.input<typeof StatementAnswer> {
  return {
    statementId: statement.statementId,
    payer: statement.payer,
    stream: statement.stream,
    month: statement.month.toString(),
    version: statement.version,
    pence: statement.pence.toString(),
    madeOn: statement.madeOn.toString(),
    standing: statement.standing,
    parts: statement.parts.map(part => ({ stream: part.stream, pence: part.pence.toString() })),
    answers: statement.answers.map(({ answer, who, words, answeredOn }) => ({
      answer,
      who,
      words,
      answeredOn: answeredOn.toString(),
    })),
  };
}

type Params = { readonly statementId: string };
const pathOf = ({ statementId }: Params) => `/recharge-statements/${statementId}`;

export const statementPages: readonly Route[] = [
  get('/recharge-statements/:statementId', {
    may: 'see-recharges',
    records: 'recharge-statement.read',
    show: context => show(context),
  }),
  read('/recharge-statements/:statementId', {
    may: 'see-recharges',
    records: 'recharge-statement.read',
    answer: StatementAnswer,
    async read({ tx, params }) {
      const statement = await loadStatement(tx, params.statementId);
      return statement && statementAsJson(statement);
    },
  }),
  post('/recharge-statements/:statementId', {
    may: 'see-recharges',
    records: 'recharge.answer',
    form: AnswerForm,
    act: ({ tools, actor, command, params, values }) =>
      answerRecharge(tools, actor, command, params.statementId, values),
    done: (_, { params }) => seeOther(pathOf(params), 'Written down'),
    askAgain: (context, problems, typed) => show(context, problems, typed),
  }),
];

/** Where a statement stands. */
export function standingTag({ standing }: Pick<Statement, 'standing'>): Html {
  if (standing === 'AGREED') return tag({ text: 'Agreed', colour: 'green' });
  return standing === 'DISPUTED'
    ? tag({ text: 'Not agreed', colour: 'orange' })
    : tag({ text: 'Waits for an answer', colour: 'grey' });
}

/** The statements of a month, each a link to its page. */
export function statementsTable(statements: readonly Statement[]): Html | false {
  if (statements.length === 0) return false;
  return table({
    caption: { text: 'Statements of the month', size: 'm' },
    responsive: true,
    head: ['Who', 'Statement', { text: 'How much', format: 'numeric' }, 'How it stands'],
    rows: statements.map(each => [
      `${each.payer}: ${streamWords(each.stream)}`,
      { html: html`<a href="${pathOf(each)}">${nameOf(each)}</a>` },
      { text: pounds(each.pence), format: 'numeric' },
      { html: standingTag(each) },
    ]),
  });
}

const nameOf = ({ version, madeOn }: Statement) =>
  `${version === 1 ? 'Statement' : `Correction ${version - 1}`} of ${longDate(madeOn)}`;

async function show(
  { tx, frame, params }: ShowContext<Params>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const statement = await loadStatement(tx, params.statementId);
  if (!statement) return undefined;
  const { payer, stream, month, parts, answers } = statement;
  const shared = { problems, values: typed };
  return page({
    frame,
    title: 'A statement to another payer',
    problems,
    backLink: { href: `/recharges/${month}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${longMonth(month)}</span> ${payer}: ${nameOf(statement)}</h1>
    <p>${standingTag(statement)}</p>
    ${statement.version > 1 && insetText({ text: 'The month turned out otherwise after its first statement. This is the difference only.' })}
    ${summaryList({
      rows: [
        { key: 'For', value: streamWords(stream) },
        {
          key: statement.pence < 0n ? 'The board gives back' : 'The payer owes the board',
          value: pounds(statement.pence < 0n ? -statement.pence : statement.pence),
        },
        ...parts.map(part => ({ key: `Paid first by: ${streamWords(part.stream)}`, value: pounds(part.pence) })),
        {
          key: 'What it is made of',
          value: { html: html`<a href="/recharges/${month.toString()}">Every payment of the month</a>` },
        },
        { key: 'Made by', value: statement.byName },
      ],
    })}
    ${
      answers.length > 0 &&
      table({
        caption: { text: 'What the other payer said', size: 'm' },
        responsive: true,
        head: ['Day', 'Who', 'Answer', 'Words', 'Written down by'],
        rows: answers.map(each => [
          longDate(each.answeredOn),
          each.who,
          each.answer === 'AGREED' ? 'Agrees' : 'Does not agree',
          each.words,
          each.byName,
        ]),
      })
    }
    ${
      statement.standing !== 'AGREED' &&
      html`<h2 class="nhsuk-heading-m">What does the other payer say?</h2>
      ${form(
        { action: pathOf(params), ...frame.hidden },
        radiosField({
          ...shared,
          name: 'answer',
          label: 'Answer',
          options: [
            { value: 'AGREED', text: 'They agree', hint: 'Then it stands in the books of both.' },
            { value: 'DISPUTED', text: 'They do not agree' },
          ],
        }),
        textField({ ...shared, name: 'who', label: 'Who said it?', hint: 'Their name and what they do.' }),
        dateField({ ...shared, name: 'answeredOn', label: 'When?' }),
        textareaField({ ...shared, name: 'words', label: 'What do they not agree to, or what settled it?', rows: 3 }),
        submitButton('Write it down'),
      )}`
    }`,
  });
}
