/** Asking for an emergency payment, or for something that is bought once: first the sum and what it does, then the rest. */
import { z } from 'zod';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import {
  checkboxesField,
  dateField,
  form,
  moneyField,
  radiosField,
  submitButton,
  textareaField,
  textField,
} from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { confirmed, date, money, oneOf, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { type ExtraKind, effectOf, effectText, SOURCES } from '../../../rules/amounts/extra-payment.ts';
import { notRunning } from '../../../rules/safeguards/holding-back.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds, readPounds, total } from '../../../values/pence.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { askExtraPayment } from './ask-extra-payment.ts';
import { loadExtraFacts } from './facts.ts';
import { effectTable } from './parts.ts';

const shared = {
  amountPence: money('Enter the amount in pounds, such as 300 or 300.50', 1n),
  label: text('Say what the payment is for', 200),
  reasons: text('Say why it is needed', 4000),
  seen: text('See first which payments become smaller. Enter the amount and press the button', 4000),
  told: confirmed('Tell the person what their next payments will be, then tick the box'),
};
const AdvanceForm = z.object(shared);
const OneOffForm = z.object({
  ...shared,
  source: oneOf(SOURCES, 'Select what the payment is taken from'),
  neededOn: date('Enter the day on which it is needed'),
});

type Asked = ShowContext<{ readonly budgetId: string }>;

const done = ({ amountRequestId }: { amountRequestId: string }, { params }: { params: { budgetId: string } }) =>
  seeOther(`/budgets/${params.budgetId}/extra-payments/${amountRequestId}`, 'Asked for. Another person decides');

export const askPages: readonly Route[] = [
  get('/budgets/:budgetId/advances/new', {
    may: 'ask-extra-payment',
    records: 'extra-payment.ask-page',
    show: context => showAsk(context, 'ADVANCE'),
  }),
  post('/budgets/:budgetId/advances/new', {
    may: 'ask-extra-payment',
    records: 'extra-payment.ask',
    form: AdvanceForm,
    act: ({ tools, actor, command, params, values: { told: _, ...values } }) =>
      askExtraPayment(tools, actor, command, params.budgetId, {
        ...values,
        kind: 'ADVANCE',
        source: undefined,
        neededOn: undefined,
      }),
    done,
    askAgain: (context, problems, typed) => showAsk(context, 'ADVANCE', problems, typed),
  }),
  get('/budgets/:budgetId/one-off-payments/new', {
    may: 'ask-extra-payment',
    records: 'extra-payment.ask-page',
    show: context => showAsk(context, 'ONE_OFF'),
  }),
  post('/budgets/:budgetId/one-off-payments/new', {
    may: 'ask-extra-payment',
    records: 'extra-payment.ask',
    form: OneOffForm,
    act: ({ tools, actor, command, params, values: { told: _, ...values } }) =>
      askExtraPayment(tools, actor, command, params.budgetId, { ...values, kind: 'ONE_OFF' }),
    done,
    askAgain: (context, problems, typed) => showAsk(context, 'ONE_OFF', problems, typed),
  }),
];

const TITLE: Readonly<Record<ExtraKind, string>> = {
  ADVANCE: 'Ask for an emergency payment',
  ONE_OFF: 'Ask for a payment for something bought once',
};

async function showAsk(
  { frame, tx, tools, actor, params, query }: Asked,
  kind: ExtraKind,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const today = tools.today();
  const policy = await loadPolicy(tx, actor.icbCode, today);
  const facts = await loadExtraFacts(tx, budget, policy);
  const path = `/budgets/${budget.budgetId}/${kind === 'ADVANCE' ? 'advances' : 'one-off-payments'}/new`;
  const amountText = typed ? one(typed.amountPence) : query.amountPence;
  const amountPence = readPounds(amountText ?? '');
  const changes = amountPence === undefined ? undefined : effectOf(facts, { kind, amountPence });
  const found = [
    ...problems,
    ...(problems.length === 0 ? amountProblems(amountText, amountPence, changes, facts) : []),
  ];
  const fields = { problems: found, values: typed };
  return page({
    frame,
    title: TITLE[kind],
    problems: found,
    backLink: { href: `/budgets/${budget.budgetId}/payment-changes` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${TITLE[kind]}</h1>
    ${insetText({
      text:
        kind === 'ADVANCE'
          ? `For somebody who would go without care. At most ${pounds(policy.advance.mostPence)}. Another person must agree. The next payments become smaller by it.`
          : `Taken from the money for emergencies (${pounds(facts.contingencyPence)}) or from what is free (${pounds(facts.freePence)}). Another person must agree. The payments that are left this year become smaller by it.`,
    })}
    ${
      notRunning(budget.state)
        ? html`<p>This is possible only while the budget is active.</p>`
        : html`${form(
            { action: path, method: 'get' },
            moneyField({
              name: 'amountPence',
              label: 'How much?',
              problems: found,
              value: amountText,
              ...(typed ? { values: { amountPence: amountText } } : {}),
            }),
            submitButton('Show which payments become smaller', 'secondary'),
          )}
    ${
      changes !== undefined &&
      changes.length > 0 &&
      html`${effectTable(changes, facts.instalments, 'What the person is told')}
    ${form(
      { action: path, ...frame.hidden, hidden: { amountPence: pounds(amountPence!), seen: effectText(changes) } },
      textField({ ...fields, name: 'label', label: 'What is it for?', hint: 'The person reads this' }),
      textareaField({
        ...fields,
        name: 'reasons',
        label: 'Why is it needed?',
        hint:
          kind === 'ADVANCE'
            ? 'What care would be missing, and from when. The person reads this'
            : 'Which outcome it helps with. The person reads this',
        rows: 4,
      }),
      kind === 'ONE_OFF' &&
        radiosField({
          ...fields,
          name: 'source',
          label: 'What is it taken from?',
          labelSize: 'm',
          options: [
            { value: 'CONTINGENCY', text: `The money kept for emergencies, ${pounds(facts.contingencyPence)}` },
            { value: 'FREE', text: `What is free in this budget, ${pounds(facts.freePence)}` },
          ],
        }),
      kind === 'ONE_OFF' &&
        dateField({
          ...fields,
          name: 'neededOn',
          label: 'When is it needed?',
          hint: `Today is ${longDate(today)}. It is paid with the payments of that month`,
          value: today.toString(),
        }),
      checkboxesField({
        ...fields,
        name: 'told',
        label: 'Before you send it',
        options: [{ value: 'yes', text: 'The person knows what their next payments will be, and agrees' }],
      }),
      submitButton(`Ask for ${pounds(amountPence!)}`),
    )}`
    }`
    }`,
  });
}

/** What is wrong with a sum that was typed to see what it does. */
function amountProblems(
  typed: string | undefined,
  amountPence: bigint | undefined,
  changes: readonly unknown[] | undefined,
  { instalments }: { readonly instalments: readonly { readonly pence: bigint }[] },
): Problem[] {
  if (typed === undefined) return [];
  if (amountPence === undefined || amountPence === 0n)
    return [{ field: 'amountPence', text: 'Enter the amount in pounds, such as 300 or 300.50' }];
  if (changes !== undefined) return [];
  const left = total(instalments.map(({ pence }) => pence));
  return [
    {
      field: 'amountPence',
      text: `Only ${pounds(left)} of this year is still to be paid. What was paid already is in the account`,
    },
  ];
}

/** The first of what was typed under one name. */
function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
