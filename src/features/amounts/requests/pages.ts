/** One request for an extra payment and the answer to it; those that wait; and the same as facts. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText, tag } from '../../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { inParts } from '../../../nhsuk/in-parts.ts';
import { page } from '../../../nhsuk/page.ts';
import { oneOf, optionalText } from '../../../platform/forms.ts';
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
import { effectOf, effectText } from '../../../rules/amounts/extra-payment.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate, longMonth } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadInstalments } from '../../payments/owed-store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { askPages } from './ask-pages.ts';
import { decideExtraPayment, isExtra } from './decide-extra-payment.ts';
import { loadExtraFacts } from './facts.ts';
import { effectTable, KIND_WORDS, pathOf, sameRequests, standingWords } from './parts.ts';
import {
  type AmountRequest,
  loadAmountRequest,
  loadAmountRequests,
  loadChangesOf,
  loadWaitingRequests,
} from './store.ts';

const AnswerForm = z.object({
  decision: oneOf(['AGREED', 'REFUSED'], 'Select what you decide'),
  reasons: optionalText(4000),
});

const RequestsAnswer = z.object({
  requests: z.array(
    z.object({
      amountRequestId: z.uuid(),
      kind: z.enum(['ADVANCE', 'ONE_OFF', 'CHANGE']),
      amountPence: z.bigint(),
      label: z.string(),
      reasons: z.string(),
      askedOn: z.iso.date(),
      decision: z.enum(['AGREED', 'REFUSED']).nullable(),
      changes: z.array(z.object({ period: z.string(), stream: z.string(), changePence: z.bigint() })),
    }),
  ),
  /** What each month pays now, and whether a run has made it owed. */
  instalments: z.array(z.object({ period: z.string(), stream: z.string(), pence: z.bigint(), isOwed: z.boolean() })),
});

export const requestPages: readonly Route[] = [
  ...askPages,
  read('/budgets/:budgetId/extra-payments', {
    may: 'see-case',
    records: 'extra-payments.read',
    answer: RequestsAnswer,
    async read({ tx, actor, params: { budgetId } }) {
      const budget = await loadBudget(tx, actor.icbCode, budgetId);
      if (!budget) return undefined;
      const requests = [];
      for (const { amountRequestId, kind, amountPence, label, reasons, askedOn, decision } of await loadAmountRequests(
        tx,
        budgetId,
      ))
        requests.push({
          amountRequestId,
          kind,
          amountPence,
          label,
          reasons,
          askedOn: askedOn.toString(),
          decision: decision?.decision ?? null,
          changes: (await loadChangesOf(tx, amountRequestId)).map(({ period, stream, changePence }) => ({
            period: period.toString(),
            stream,
            changePence,
          })),
        });
      const instalments = (await loadInstalments(tx, budgetId)).map(({ period, stream, pence, isOwed }) => ({
        period: period.toString(),
        stream,
        pence,
        isOwed,
      }));
      return { requests, instalments };
    },
  }),
  get('/extra-payments', {
    may: 'decide-extra-payment',
    records: 'extra-payments.list',
    show: context => showWaiting(context),
  }),
  get('/budgets/:budgetId/extra-payments/:amountRequestId', {
    may: 'see-case',
    records: 'extra-payment.read',
    show: context => showRequest(context),
  }),
  post('/budgets/:budgetId/extra-payments/:amountRequestId', {
    may: 'decide-extra-payment',
    records: 'extra-payment.decide',
    form: AnswerForm,
    act: ({ tools, actor, command, params, values }) => decideExtraPayment(tools, actor, command, params, values),
    done: ({ decision }, { params }) =>
      seeOther(
        `/budgets/${params.budgetId}/extra-payments/${params.amountRequestId}`,
        decision === 'AGREED'
          ? 'Agreed. The next payment run pays it'
          : 'Refused. The person gets the reason in writing',
      ),
    askAgain: (context, problems, typed) => showRequest(context, problems, typed),
  }),
];

type Asked = ShowContext<{ readonly budgetId: string; readonly amountRequestId: string }>;

async function showRequest(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { frame, tx, actor, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const asked = budget && (await loadAmountRequest(tx, budget.budgetId, params.amountRequestId));
  if (!budget || !asked) return undefined;
  const { decision } = asked;
  const mayDecide = hasLeave(actor, 'decide-extra-payment') && decision === undefined && isExtra(asked);
  const path = `/budgets/${budget.budgetId}`;
  const title = `${KIND_WORDS[asked.kind]} of ${pounds(asked.amountPence)}`;
  return page({
    frame,
    title,
    problems,
    backLink: { href: `${path}/payment-changes` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>
    <p>${tag({ text: standingWords(asked), colour: decision === undefined ? 'blue' : decision.decision === 'AGREED' ? 'green' : 'red' })}</p>
    ${summaryList({
      rows: [
        { key: 'What it is for', value: asked.label },
        { key: 'Why', value: asked.reasons },
        asked.source !== undefined && {
          key: 'Taken from',
          value: asked.source === 'CONTINGENCY' ? 'The money kept for emergencies' : 'What is free in this budget',
        },
        asked.kind === 'ONE_OFF' && { key: 'Needed on', value: longDate(asked.effectiveOn) },
        { key: 'Asked', value: `${longDate(asked.askedOn)} by ${asked.byName}` },
        asked.toldOn !== undefined && {
          key: actor.personId ? 'You were told of it' : 'The person was told of it',
          value: longDate(asked.toldOn),
        },
        decision !== undefined && {
          key: 'Decided',
          value: `${longDate(decision.decidedOn)} by ${decision.byName}. ${decision.reasons}`,
        },
      ],
    })}
    ${await effectOn(context, asked)}
    ${mayDecide && sameRequests(asked, await loadAmountRequests(tx, budget.budgetId))}
    ${mayDecide && asked.byId === actor.id && insetText({ text: 'You asked for this, so somebody else must decide.' })}
    ${
      mayDecide &&
      asked.byId !== actor.id &&
      form(
        { action: `${path}/extra-payments/${asked.amountRequestId}`, ...frame.hidden },
        radiosField({
          name: 'decision',
          label: 'What do you decide?',
          labelSize: 'm',
          problems,
          values: typed,
          options: [
            { value: 'AGREED', text: 'Agree', hint: 'It is owed at once, and these payments become smaller.' },
            { value: 'REFUSED', text: 'Refuse', hint: 'The person can have it looked at again.' },
          ],
        }),
        textareaField({
          name: 'reasons',
          label: 'Your reasons',
          hint: 'Needed where you refuse. Write to the person, in plain words',
          rows: 4,
          problems,
          values: typed,
        }),
        submitButton('Decide'),
      )
    }`,
  });
}

/** Which payments became smaller by it, or would. */
async function effectOn({ tx, tools, actor }: Asked, asked: AmountRequest): Promise<Html | false> {
  if (asked.decision?.decision === 'REFUSED') return false;
  const changes = await loadChangesOf(tx, asked.amountRequestId);
  if (asked.decision !== undefined)
    return (
      changes.length > 0 &&
      table({
        caption: { text: 'Which payments became smaller', size: 'm' },
        responsive: true,
        head: ['For', { text: 'Change', format: 'numeric' }],
        rows: changes.map(({ period, changePence }) => [
          longMonth(period),
          { text: pounds(changePence), format: 'numeric' },
        ]),
      })
    );
  if (!isExtra(asked)) return false;
  const policy = await loadPolicy(tx, actor.icbCode, tools.today());
  const facts = await loadExtraFacts(tx, { budgetId: asked.budgetId, state: 'ACTIVE' }, policy);
  const would = effectOf(facts, asked);
  if (would === undefined || effectText(would) !== asked.seen)
    return insetText({
      text: 'The payments have changed since this was asked. It can be refused, and asked for again with what it does now.',
    });
  return effectTable(would, facts.instalments, 'Which payments would become smaller');
}

async function showWaiting(context: ShowContext): Promise<Html> {
  const { frame, tx, actor } = context;
  const { shown: waiting, rest } = inParts(await loadWaitingRequests(tx, actor.icbCode), context);
  return page({
    frame,
    title: 'Extra payments to decide about',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Extra payments to decide about</h1>
    ${
      waiting.length === 0
        ? insetText({ text: 'Nothing waits for a decision.' })
        : table({
            caption: { text: 'Emergencies first, then the oldest', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Person', 'What', 'For', 'Asked on', 'Who may decide', { text: 'Amount', format: 'numeric' }],
            rows: waiting.map(each => [
              {
                html: html`<a href="${pathOf(each)}">${each.personName} (${each.reference})</a>`,
              },
              { html: tag({ text: KIND_WORDS[each.kind], colour: each.kind === 'ADVANCE' ? 'red' : 'blue' }) },
              each.label,
              longDate(each.askedOn),
              each.byId === actor.id ? 'Somebody else: you asked' : 'You',
              { text: pounds(each.amountPence), format: 'numeric' },
            ]),
          })
    }
    ${rest}`,
  });
}
