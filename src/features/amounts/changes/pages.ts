/** Proposing another amount, and the answer to it (T19). */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { insetText, tag } from '../../../nhsuk/content/text-blocks.ts';
import {
  checkboxesField,
  dateField,
  form,
  moneyField,
  radiosField,
  submitButton,
  textareaField,
} from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, ids, money, oneOf, optionalText, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { changedFrom } from '../../../rules/amounts/changed-instalments.ts';
import { effectText } from '../../../rules/amounts/extra-payment.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { notRunning } from '../../../rules/safeguards/holding-back.ts';
import { longDate, readIsoDate } from '../../../values/dates.ts';
import { pounds, readPounds } from '../../../values/pence.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { effectTable, sameRequests, standingWords } from '../requests/parts.ts';
import { loadAmountRequest, loadAmountRequests, loadChangesOf } from '../requests/store.ts';
import { loadPaidLines } from '../suspensions/facts.ts';
import { answerAmountChange } from './answer-amount-change.ts';
import { askAmountChange } from './ask-amount-change.ts';
import { ChangeFacts, loadChangedFacts } from './facts.ts';

const ChangeForm = z.object({
  toPence: money('Enter the amount for a whole year in pounds, such as 28,800.00', 1n),
  effectiveOn: date('Enter the first day'),
  endedLineIds: ids('Select lines of the plan', 0).default([]),
  found: text('Write down what you found', 4000),
  reasons: optionalText(4000),
  seen: text('See first which payments change. Enter amount and day, and press the button', 4000),
});

const AnswerForm = z.object({
  decision: oneOf(['AGREED', 'REFUSED'], 'Select what you decide'),
  reasons: optionalText(4000),
});

type Asked = ShowContext<{ readonly budgetId: string }>;

export const amountChangePages: readonly Route[] = [
  get('/budgets/:budgetId/amount-changes/new', {
    may: 'ask-amount-change',
    records: 'amount-change.ask-page',
    show: context => showAsk(context),
  }),
  post('/budgets/:budgetId/amount-changes/new', {
    may: 'ask-amount-change',
    records: 'amount-change.ask',
    form: ChangeForm,
    act: ({ tools, actor, command, params, values }) => askAmountChange(tools, actor, command, params.budgetId, values),
    done: ({ amountRequestId }, { params }) =>
      seeOther(`/budgets/${params.budgetId}/amount-changes/${amountRequestId}`, 'Proposed. Another person decides'),
    askAgain: (context, problems, typed) => showAsk(context, problems, typed),
  }),
  get('/budgets/:budgetId/amount-changes/:amountRequestId', {
    may: 'see-case',
    records: 'amount-change.read',
    show: context => showChange(context),
  }),
  post('/budgets/:budgetId/amount-changes/:amountRequestId', {
    may: 'decide-extra-payment',
    records: 'amount-change.decide',
    form: AnswerForm,
    act: ({ tools, actor, command, params, values }) => answerAmountChange(tools, actor, command, params, values),
    done: ({ decision }, { params }) =>
      seeOther(
        `/budgets/${params.budgetId}/amount-changes/${params.amountRequestId}`,
        decision === 'AGREED' ? 'Agreed. The person has been told' : 'Refused. The person gets the reason in writing',
      ),
    askAgain: (context, problems, typed) => showChange(context, problems, typed),
  }),
];

async function showAsk(
  { frame, tx, tools, actor, params, query }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const today = tools.today();
  const policy = await loadPolicy(tx, actor.icbCode, today);
  const facts = await loadChangedFacts(tx, budget, policy);
  const path = `/budgets/${budget.budgetId}/amount-changes/new`;
  const given = (name: string) => (typed ? one(typed[name]) : query[name]);
  const toPence = readPounds(given('toPence') ?? '');
  const effectiveOn = dateOf(given);
  const isAsked = given('toPence') !== undefined;
  const found: readonly Problem[] =
    problems.length > 0 || !isAsked
      ? problems
      : [
          ...(toPence === undefined || toPence === 0n
            ? [{ field: 'toPence', text: 'Enter the amount for a whole year in pounds, such as 28,800.00' }]
            : []),
          ...(effectiveOn === undefined ? [{ field: 'effectiveOn', text: 'Enter the first day' }] : []),
        ];
  const changes = facts && toPence && effectiveOn ? (changedFrom(facts, { toPence, effectiveOn }) ?? []) : [];
  const fields = { problems: found, values: typed };
  const title = 'Change what is paid';
  const kept = {
    toPence: given('toPence'),
    ...Object.fromEntries(['day', 'month', 'year'].map(part => [`effectiveOn-${part}`, given(`effectiveOn-${part}`)])),
  };
  return page({
    frame,
    title,
    problems: found,
    backLink: { href: `/budgets/${budget.budgetId}/payment-changes` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>
    ${
      !facts || notRunning(budget.state)
        ? html`<p>This is possible only while the budget is active.</p>`
        : html`
    ${insetText({ text: `${pounds(facts.yearlyPence)} is paid for a whole year now. More may be paid at any time. Less is paid only after ${facts.noticeDays} days’ notice in writing with reasons, and never less than the plan costs. Another person must agree.` })}
    ${form(
      { action: path, method: 'get' },
      moneyField({
        name: 'toPence',
        label: 'What is paid for a whole year from then on?',
        problems: found,
        ...(isAsked ? { values: kept } : {}),
      }),
      dateField({
        name: 'effectiveOn',
        label: 'From which day?',
        hint: `The first month that begins on that day or later is the first that changes. Today is ${longDate(today)}.`,
        problems: found,
        ...(isAsked ? { values: kept } : { value: today.add({ days: facts.noticeDays }).toString() }),
      }),
      submitButton('Show which payments change', 'secondary'),
    )}
    ${isAsked && found.length === 0 && changes.length === 0 && html`<p>No payment changes.</p>`}
    ${
      changes.length > 0 &&
      html`${effectTable(changes, facts.instalments, 'Which payments change')}
    ${form(
      {
        action: path,
        ...frame.hidden,
        hidden: { ...kept, seen: effectText(changes) },
      },
      facts.lines.length > 0 &&
        checkboxesField({
          ...fields,
          name: 'endedLineIds',
          label: 'Has anything in the plan ended?',
          hint: 'Select what the person does not need any more. The rest must be paid in full.',
          options: facts.lines.map(line => ({
            value: line.planItemId,
            text: `${line.label}, ${pounds(line.annualPence)} a year`,
          })),
        }),
      textareaField({
        ...fields,
        name: 'found',
        label: 'Is it enough? What did you find?',
        hint: 'Look at each service in the plan. The person reads this',
        rows: 4,
      }),
      textareaField({
        ...fields,
        name: 'reasons',
        label: 'Why does the amount change?',
        hint: 'Needed where less is paid. Write to the person, in plain words',
        rows: 4,
      }),
      submitButton(`Propose ${pounds(toPence!)} a year`),
    )}`
    }`
    }`,
  });
}

async function showChange(
  { frame, tx, tools, actor, params }: ShowContext<{ readonly budgetId: string; readonly amountRequestId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const asked = budget && (await loadAmountRequest(tx, budget.budgetId, params.amountRequestId));
  if (!budget || asked?.kind !== 'CHANGE') return undefined;
  const { decision } = asked;
  const { endedLineIds, found, fromPence } = ChangeFacts.parse(asked.facts);
  const facts = await loadChangedFacts(tx, budget, await loadPolicy(tx, actor.icbCode, tools.today()));
  const lines = await loadPaidLines(tx, budget.budgetId, facts?.option);
  const ended = lines.filter(line => endedLineIds.includes(line.planItemId));
  const would =
    decision === undefined && facts
      ? changedFrom(facts, { toPence: asked.amountPence, effectiveOn: asked.effectiveOn })
      : undefined;
  const changes = decision === undefined ? (would ?? []) : await loadChangesOf(tx, asked.amountRequestId);
  // Once it is agreed the instalments carry the change already.
  const before = (facts?.instalments ?? []).map(each => {
    const own = changes.find(change => change.period.equals(each.period) && change.stream === each.stream);
    return decision === undefined ? each : { ...each, pence: each.pence - (own?.changePence ?? 0n) };
  });
  const mayDecide = hasLeave(actor, 'decide-extra-payment') && decision === undefined;
  const title = actor.personId ? 'What you are paid' : 'Change of what is paid';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/payment-changes` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>
    <p>${tag({ text: standingWords(asked), colour: decision === undefined ? 'blue' : decision.decision === 'AGREED' ? 'green' : 'red' })}</p>
    ${summaryList({
      rows: [
        { key: 'For a whole year, before', value: pounds(fromPence) },
        { key: 'For a whole year, then', value: pounds(asked.amountPence) },
        { key: 'From', value: longDate(asked.effectiveOn) },
        { key: 'Why', value: asked.reasons },
        ended.length > 0 && { key: 'Ended', value: ended.map(line => line.label).join(', ') },
        { key: 'Is it enough?', value: found },
        { key: 'Proposed', value: `${longDate(asked.askedOn)} by ${asked.byName}` },
        decision !== undefined && {
          key: 'Decided',
          value: `${longDate(decision.decidedOn)} by ${decision.byName}. ${decision.reasons}`,
        },
      ],
    })}
    ${
      decision === undefined && effectText(changes) !== asked.seen
        ? insetText({
            text: 'The payments have changed since this was proposed. It can be refused, and proposed again.',
          })
        : changes.length > 0 &&
          effectTable(
            changes.filter(change => before.some(each => each.period.equals(change.period))),
            before,
            decision === undefined ? 'Which payments would change' : 'Which payments changed',
          )
    }
    ${mayDecide && sameRequests(asked, await loadAmountRequests(tx, budget.budgetId))}
    ${mayDecide && asked.byId === actor.id && insetText({ text: 'You proposed this, so somebody else must decide.' })}
    ${
      mayDecide &&
      asked.byId !== actor.id &&
      form(
        { action: `/budgets/${budget.budgetId}/amount-changes/${asked.amountRequestId}`, ...frame.hidden },
        radiosField({
          name: 'decision',
          label: 'What do you decide?',
          labelSize: 'm',
          problems,
          values: typed,
          options: [
            { value: 'AGREED', text: 'Agree', hint: 'The person is told, with the reasons.' },
            { value: 'REFUSED', text: 'Refuse', hint: 'What is paid stays as it is.' },
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

/** The date of three boxes, as typed on the page or in the path. */
function dateOf(given: (name: string) => string | undefined) {
  const [day, month, year] = ['day', 'month', 'year'].map(part => given(`effectiveOn-${part}`)?.trim() ?? '');
  return readIsoDate(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`);
}

/** The first of what was typed under one name. */
function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
