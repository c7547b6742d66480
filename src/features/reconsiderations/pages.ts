/** Asking to have a decision looked at again, the list of those that wait, and the answer (T29, R-114). */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton, textareaField } from '../../nhsuk/forms.ts';
import { inParts } from '../../nhsuk/in-parts.ts';
import { page } from '../../nhsuk/page.ts';
import { oneOf, text } from '../../platform/forms.ts';
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
import { isAnswerLate, OUTCOMES, reopensTo } from '../../rules/decisions/reconsideration.ts';
import { ANY_DECISION_WORDS, DECISION_WORDS } from '../../rules/decisions/refusal-reasons.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { longDate, type PlainDate } from '../../values/dates.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadBudget } from '../requests/store.ts';
import { answerReconsideration } from './answer.ts';
import { askAgain } from './ask-again.ts';
import { decisionPages } from './decision-pages.ts';
import { aboutInWords, bullets } from './parts.ts';
import {
  loadDecisions,
  loadReconsideration,
  loadWaiting,
  type Reconsideration,
  type WaitingReconsideration,
} from './store.ts';

const AskForm = z.object({ words: text('Tell us why you think that the decision is wrong', 4000) });

const AnswerForm = z.object({
  outcome: oneOf(OUTCOMES, 'Select what you decide'),
  reasons: text('Give your reasons. The person gets them in writing', 4000),
});

export const pages: readonly Route[] = [
  ...decisionPages,
  get('/budgets/:budgetId/decisions/:decisionId/reconsideration', {
    may: 'ask-reconsideration',
    records: 'reconsideration.ask-page',
    show: context => showAsk(context),
  }),
  post('/budgets/:budgetId/decisions/:decisionId/reconsideration', {
    may: 'ask-reconsideration',
    records: 'reconsideration.ask',
    form: AskForm,
    act: ({ tools, actor, command, params, values }) => askAgain(tools, actor, command, params, values.words),
    done: ({ answerBy }, { params }) =>
      seeOther(
        `/budgets/${params.budgetId}/decisions`,
        `We look at it again. We will tell you by ${longDate(Temporal.PlainDate.from(answerBy))}`,
      ),
    askAgain: (context, problems, typed) => showAsk(context, problems, typed),
  }),
  get('/budgets/:budgetId/reconsiderations/:reconsiderationId', {
    may: 'see-case',
    records: 'reconsideration.read',
    show: context => showReconsideration(context),
  }),
  post('/budgets/:budgetId/reconsiderations/:reconsiderationId', {
    may: 'decide-reconsideration',
    records: 'reconsideration.answer',
    form: AnswerForm,
    act: ({ tools, actor, command, params, values }) => answerReconsideration(tools, actor, command, params, values),
    done: ({ outcome }, { params }) =>
      seeOther(
        `/budgets/${params.budgetId}`,
        outcome === 'CHANGED'
          ? 'The decision is changed. The person gets your reasons in writing'
          : 'The decision stands. The person gets your reasons in writing',
      ),
    askAgain: (context, problems, typed) => showReconsideration(context, problems, typed),
  }),
  get('/reconsiderations', {
    may: 'decide-reconsideration',
    records: 'reconsiderations.read',
    show: async context => waitingPage(context, await loadWaiting(context.tx, context.actor.icbCode)),
  }),
  read('/reconsiderations', {
    may: 'decide-reconsideration',
    records: 'reconsiderations.read',
    answer: z.object({
      waiting: z.array(
        z.object({
          reconsiderationId: z.string(),
          budgetId: z.string(),
          reference: z.string(),
          personName: z.string(),
          kind: z.string(),
          about: z.string(),
          askedOn: z.iso.date(),
          answerBy: z.iso.date(),
        }),
      ),
    }),
    read: async ({ tx, actor }) => ({
      waiting: (await loadWaiting(tx, actor.icbCode)).map(({ decidedById: _, askedOn, answerBy, ...each }) => ({
        ...each,
        askedOn: askedOn.toString(),
        answerBy: answerBy.toString(),
      })),
    }),
  }),
];

async function showAsk(
  { frame, tx, actor, params, tools }: ShowContext<{ readonly budgetId: string; readonly decisionId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { budgetId, decisionId } = params;
  if (!/^[0-9a-f-]{36}$/.test(decisionId)) return undefined;
  const [decided] = await loadDecisions(tx, budgetId, decisionId);
  if (!decided?.adverse) return undefined;
  const { reconsider } = await loadPolicy(tx, actor.icbCode, tools.today());
  const about = aboutInWords(decided);
  return page({
    frame,
    title: 'Ask us to look at this again',
    problems,
    backLink: { href: `/budgets/${budgetId}/decisions` },
    content: html`
    <h1 class="nhsuk-heading-l">Ask us to look at this again</h1>
    ${summaryList({
      rows: [
        { key: 'What we decided', value: ANY_DECISION_WORDS[decided.kind] },
        about !== '' && { key: 'What it is about', value: about },
        { key: 'When', value: longDate(decided.decidedOn) },
        { key: 'Our reasons', value: { html: bullets(decided.reasons) } },
      ],
    })}
    <p>Somebody who did not make this decision looks at it. We write to you within ${reconsider.days} days, with our reasons. You still get your care.</p>
    ${form(
      { action: `/budgets/${budgetId}/decisions/${decisionId}/reconsideration`, ...frame.hidden },
      textareaField({
        name: 'words',
        label: 'Why do you think that it is wrong?',
        labelSize: 'm',
        hint: 'Tell us anything that we did not know, or got wrong. Somebody can help you to write it.',
        rows: 6,
        problems,
        values: typed,
      }),
      submitButton('Send it to us'),
    )}`,
  });
}

async function showReconsideration(
  { frame, tx, actor, params, tools }: ShowContext<{ readonly budgetId: string; readonly reconsiderationId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { budgetId, reconsiderationId } = params;
  if (!/^[0-9a-f-]{36}$/.test(reconsiderationId)) return undefined;
  const budget = await loadBudget(tx, actor.icbCode, budgetId);
  const asked = budget && (await loadReconsideration(tx, budgetId, reconsiderationId));
  if (!budget || !asked) return undefined;
  const [decided] = await loadDecisions(tx, budgetId, asked.decisionId);
  const about = aboutInWords(asked);
  const mayAnswer = asked.outcome === undefined && hasLeave(actor, 'decide-reconsideration');
  return page({
    frame,
    title: 'A decision looked at again',
    problems,
    backLink: { href: `/budgets/${budgetId}/decisions` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> A decision looked at again</h1>
    ${summaryList({
      rows: [
        { key: 'The decision', value: DECISION_WORDS[asked.kind] },
        about !== '' && { key: 'What it is about', value: about },
        decided !== undefined && { key: 'Decided', value: `${longDate(decided.decidedOn)} by ${decided.byName}` },
        decided !== undefined && { key: 'Its reasons', value: { html: bullets(decided.reasons) } },
        decided !== undefined &&
          decided.facts.length > 0 && { key: 'What it rested on', value: { html: bullets(decided.facts) } },
        { key: 'Asked', value: `${longDate(asked.askedOn)} by ${asked.byName}` },
        { key: 'Why it is wrong', value: asked.words },
        { key: 'Answer by', value: { html: dueInWords(asked, tools.today()) } },
        asked.outcome !== undefined && {
          key: 'The answer',
          value: `${asked.outcome.outcome === 'CHANGED' ? 'Changed' : 'Stays as it is'}, ${longDate(asked.outcome.decidedOn)}, by ${asked.outcome.byName}`,
        },
        asked.outcome !== undefined && { key: 'Its reasons', value: asked.outcome.reasons },
      ],
    })}
    ${mayAnswer && asked.decidedById === actor.id && insetText({ text: 'You made this decision, so somebody else must look at it again.' })}
    ${
      mayAnswer &&
      asked.decidedById !== actor.id &&
      form(
        { action: `/budgets/${budgetId}/reconsiderations/${reconsiderationId}`, ...frame.hidden },
        radiosField({
          name: 'outcome',
          label: 'What do you decide?',
          labelSize: 'm',
          options: [
            {
              value: 'CHANGED',
              text: 'Change the decision',
              hint: CHANGED_HINT[reopensTo({ kind: asked.kind, state: budget.state }) ?? 'stays'],
            },
            { value: 'STANDS', text: 'The decision stands', hint: 'The person is told how to make a complaint.' },
          ],
          problems,
          values: typed,
        }),
        textareaField({
          name: 'reasons',
          label: 'Your reasons',
          hint: 'Write to the person, in plain words. They get them in writing',
          rows: 5,
          problems,
          values: typed,
        }),
        submitButton('Answer'),
      )
    }`,
  });
}

/** What a change does to the case, said to the reviewer. */
const CHANGED_HINT: Readonly<Record<string, string>> = {
  REQUESTED: 'The request is open again, to be decided by somebody else than before.',
  PLANNING: 'The plan goes back to the person and their care co-ordinator, with all that was in it.',
  stays: 'The case goes on where it is.',
};

function dueInWords({ answerBy, outcome }: Reconsideration, today: PlainDate): Html {
  const late = outcome === undefined && isAnswerLate(answerBy, today);
  return html`${longDate(answerBy)}${late && html` ${tag({ text: 'Late', colour: 'red' })}`}`;
}

function waitingPage(context: ShowContext, found: readonly WaitingReconsideration[]): Html {
  const { shown: waiting, rest } = inParts(found, context);
  const { actor } = context;
  const today = context.tools.today();
  return page({
    frame: context.frame,
    title: 'Decisions to look at again',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Decisions to look at again</h1>
    ${
      waiting.length === 0
        ? insetText({ text: 'Nobody waits for an answer.' })
        : table({
            caption: { text: 'The earliest answer first', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Person', 'The decision', 'Asked on', 'Answer by', 'Who may answer'],
            rows: waiting.map(each => [
              {
                html: html`<a href="/budgets/${each.budgetId}/reconsiderations/${each.reconsiderationId}">${each.personName} (${each.reference})</a>`,
              },
              [DECISION_WORDS[each.kind], aboutInWords(each)].filter(Boolean).join(': '),
              longDate(each.askedOn),
              {
                html: html`${longDate(each.answerBy)}${isAnswerLate(each.answerBy, today) && html` ${tag({ text: 'Late', colour: 'red' })}`}`,
              },
              each.decidedById === actor.id ? 'Somebody else: you decided' : 'You, if you did not work on the case',
            ]),
          })
    }
    ${rest}`,
  });
}
