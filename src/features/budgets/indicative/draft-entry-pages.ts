/** What a method needs beside the rate card: a page for each kind of entry, and one to take an entry out (R-042, R-166). */
import { z } from 'zod';
import {
  checkboxesField,
  dateField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textField,
} from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, flag, money, oneOf, quantity, text, wholeNumber } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { PERS } from '../../../rules/budget/budget.ts';
import { PER_WORDS } from '../../../rules/plan/plan-words.ts';
import { loadBudget, loadNeeds, type Need } from '../../requests/store.ts';
import { loadIndicativeDraft } from '../figure-store.ts';
import { addDraftEntry } from './add-draft-entry.ts';
import type { EntryKind } from './draft-inputs.ts';
import { ENTRY_KINDS, NO_INPUTS } from './draft-inputs.ts';
import { at, heading, wordsOfNeed } from './draft-page.ts';
import { entriesInWords, KIND_WORDS, OPTION_WORDS } from './draft-words.ts';
import { removeDraftEntry } from './remove-draft-entry.ts';

const needId = z.uuid({ error: 'Select the need that this is for' });
const label = (error: string) => text(error, 100);
const per = oneOf(PERS, 'Select how often');
const CHAIR_OPTIONS = ['NOTIONAL', 'NOTIONAL_TOPUP', 'THIRD_PARTY'] as const;

const ServiceForm = z.object({
  needId,
  label: label('Enter the name of the service'),
  pence: money('Enter what it costs each time, such as 45.00', 1n),
  per,
  staysCommissioned: flag(),
});

const PointsForm = z.object({
  needId,
  label: label('Enter what the points are for'),
  points: wholeNumber('Points are a whole number from 0 to 1,000', 0, 1000),
});

const SumForm = z.object({
  needId,
  label: label('Enter what the sum is for'),
  pence: money('Enter the sum, such as 500.00', 1n),
  per,
});

const PrescriptionForm = z.object({
  needId,
  label: label('Enter what is prescribed'),
  nhsCostPence: money('Enter what it would cost the NHS, such as 1,480.00', 1n),
  option: oneOf(CHAIR_OPTIONS, 'Select what the person does with it'),
  maintenancePence: money('Enter the sum for repairs, such as 250.00. It may be 0'),
  chosenPence: money('Enter what the chosen chair costs. It may be 0'),
});

const AssistantForm = z.object({
  needId,
  label: label('Enter what the assistant is called here, such as Weekday assistant'),
  hoursPerWeek: quantity('Enter the hours in a week, such as 14 or 7.5'),
  pence: money('Enter the pay for an hour, such as 13.50', 1n),
  raiseOn: date('Enter the day from which the pay changes').optional(),
  raisePence: money('Enter the pay for an hour from that day, such as 14.00', 1n).optional(),
  bornOn: date('Enter the assistant’s date of birth').optional(),
  apprentice: flag(),
  employedSince: date('Enter the day on which the assistant began').optional(),
  setAsidePence: money('Enter what earlier years set aside. It may be 0').optional(),
});

type Asked = ShowContext<{ readonly budgetId: string }>;
type Fields = (asked: {
  readonly needs: readonly Need[];
  readonly problems: readonly Problem[];
  readonly values: Typed | undefined;
}) => readonly Html[];

const done = (_: unknown, { params }: { readonly params: { readonly budgetId: string } }) =>
  seeOther(at(params.budgetId), 'Added');

const row = { may: 'set-indicative-budget', records: 'indicative-budget.add-entry' } as const;

/** The page with the form of one kind. */
const pageOf = (kind: EntryKind): Route =>
  get(`/budgets/:budgetId/indicative-budget/entries/${kind}`, {
    may: 'set-indicative-budget',
    records: 'indicative-budget.read',
    show: context => showEntryForm(context as Asked, kind),
  });

export const draftEntryPages: readonly Route[] = [
  ...ENTRY_KINDS.map(pageOf),
  post('/budgets/:budgetId/indicative-budget/entries/services', {
    ...row,
    form: ServiceForm,
    act: ({ tools, actor, command, params, values: entry }) =>
      addDraftEntry(tools, actor, command, params.budgetId, { kind: 'services', entry }),
    done,
    askAgain: (context, problems, typed) => showEntryForm(context, 'services', problems, typed),
  }),
  post('/budgets/:budgetId/indicative-budget/entries/points', {
    ...row,
    form: PointsForm,
    act: ({ tools, actor, command, params, values: entry }) =>
      addDraftEntry(tools, actor, command, params.budgetId, { kind: 'points', entry }),
    done,
    askAgain: (context, problems, typed) => showEntryForm(context, 'points', problems, typed),
  }),
  post('/budgets/:budgetId/indicative-budget/entries/sums', {
    ...row,
    form: SumForm,
    act: ({ tools, actor, command, params, values: entry }) =>
      addDraftEntry(tools, actor, command, params.budgetId, { kind: 'sums', entry }),
    done,
    askAgain: (context, problems, typed) => showEntryForm(context, 'sums', problems, typed),
  }),
  post('/budgets/:budgetId/indicative-budget/entries/prescriptions', {
    ...row,
    form: PrescriptionForm,
    act: ({ tools, actor, command, params, values: entry }) =>
      addDraftEntry(tools, actor, command, params.budgetId, { kind: 'prescriptions', entry }),
    done,
    askAgain: (context, problems, typed) => showEntryForm(context, 'prescriptions', problems, typed),
  }),
  post('/budgets/:budgetId/indicative-budget/entries/assistants', {
    ...row,
    form: AssistantForm,
    act: ({ tools, actor, command, params, values }) => {
      const { raiseOn, raisePence, bornOn = null, employedSince = null, setAsidePence = 0n, ...rest } = values;
      const raise = raiseOn && raisePence !== undefined ? { from: raiseOn, pence: raisePence } : null;
      const entry = { ...rest, raise, bornOn, employedSince, setAsidePence };
      return addDraftEntry(tools, actor, command, params.budgetId, { kind: 'assistants', entry });
    },
    done,
    askAgain: (context, problems, typed) => showEntryForm(context, 'assistants', problems, typed),
  }),
  get('/budgets/:budgetId/indicative-budget/entries/:entryId/removal', {
    may: 'set-indicative-budget',
    records: 'indicative-budget.read',
    show: context => showRemoval(context),
  }),
  post('/budgets/:budgetId/indicative-budget/entries/:entryId/removal', {
    may: 'set-indicative-budget',
    records: 'indicative-budget.remove-entry',
    form: z.object({}),
    act: ({ tools, actor, command, params }) =>
      removeDraftEntry(tools, actor, command, params.budgetId, params.entryId),
    done: (_, { params }) => seeOther(at(params.budgetId), 'Taken out'),
    askAgain: (context, problems) => showRemoval(context, problems),
  }),
];

async function showEntryForm(
  { tx, actor, frame, params }: Asked,
  kind: EntryKind,
  problems: readonly Problem[] = [],
  values?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const needs = await loadNeeds(tx, budget.budgetId);
  const title = `Add ${KIND_WORDS[kind].one}`;
  return page({
    frame,
    title,
    problems,
    backLink: { href: at(budget.budgetId), text: 'Back to the indicative budget' },
    content: html`
    ${heading(budget, title)}
    ${form(
      { action: `${at(budget.budgetId)}/entries/${kind}`, ...frame.hidden },
      needField({ needs, problems, values }),
      ...FIELDS[kind]({ needs, problems, values }),
      submitButton('Add it'),
    )}`,
  });
}

const needField = ({ needs, ...asked }: Parameters<Fields>[0]): Html =>
  selectField({
    ...asked,
    name: 'needId',
    label: 'Which need is it for?',
    options: needs.map(need => ({ value: need.needId, text: need.words })),
  });

const perField = (asked: { readonly problems: readonly Problem[]; readonly values: Typed | undefined }): Html =>
  radiosField({
    ...asked,
    name: 'per',
    label: 'How often',
    inline: true,
    options: PERS.map(value => ({ value, text: PER_WORDS[value] })),
  });

const FIELDS: Readonly<Record<EntryKind, Fields>> = {
  services: asked => [
    textField({ ...asked, name: 'label', label: 'Which service does the person have now?' }),
    moneyField({ ...asked, name: 'pence', label: 'What is paid for it each time?' }),
    perField(asked),
    checkboxesField({
      ...asked,
      name: 'staysCommissioned',
      label: 'Does it stay where it is?',
      options: [
        {
          value: 'yes',
          text: 'The NHS goes on buying it',
          hint: 'Then it is shown, and is outside the budget (R-046).',
        },
      ],
    }),
  ],
  points: asked => [
    textField({ ...asked, name: 'label', label: 'What are the points for?', hint: 'For example: breathing, severe' }),
    textField({ ...asked, name: 'points', label: 'Points', width: 4, inputmode: 'numeric' }),
  ],
  sums: asked => [
    textField({ ...asked, name: 'label', label: 'What is the sum for?' }),
    moneyField({ ...asked, name: 'pence', label: 'The sum each time' }),
    perField(asked),
  ],
  prescriptions: asked => [
    textField({ ...asked, name: 'label', label: 'What is prescribed?' }),
    moneyField({
      ...asked,
      name: 'nhsCostPence',
      label: 'What would it cost the NHS?',
      hint: 'A chair that meets the assessed need, as the NHS would provide it (R-129).',
    }),
    radiosField({
      ...asked,
      name: 'option',
      label: 'What does the person do with it?',
      options: CHAIR_OPTIONS.map(value => ({ value, text: OPTION_WORDS[value] })),
    }),
    moneyField({
      ...asked,
      name: 'maintenancePence',
      label: 'For repairs',
      hint: 'Paid when the person buys a chair of their own (R-132).',
    }),
    moneyField({ ...asked, name: 'chosenPence', label: 'What does the chair cost that the person chose?' }),
  ],
  assistants: asked => [
    textField({ ...asked, name: 'label', label: 'Who?', hint: 'For example: weekday assistant. No name is needed.' }),
    textField({ ...asked, name: 'hoursPerWeek', label: 'Hours in a week', width: 4, inputmode: 'decimal' }),
    moneyField({ ...asked, name: 'pence', label: 'Pay for an hour', hint: 'Not below the legal minimum (R-165).' }),
    dateField({ ...asked, name: 'raiseOn', label: 'If the pay changes in the year: from when? (optional)' }),
    moneyField({ ...asked, name: 'raisePence', label: 'Pay for an hour from that day (optional)' }),
    dateField({
      ...asked,
      name: 'bornOn',
      label: 'Date of birth (optional)',
      hint: 'It decides the legal minimum. Without it the minimum from 21 counts.',
    }),
    checkboxesField({
      ...asked,
      name: 'apprentice',
      label: 'Training',
      options: [{ value: 'yes', text: 'Is an apprentice' }],
    }),
    dateField({
      ...asked,
      name: 'employedSince',
      label: 'Employed since (optional)',
      hint: 'Leave it empty for somebody new. It decides what is set aside for redundancy.',
    }),
    moneyField({ ...asked, name: 'setAsidePence', label: 'Set aside for redundancy in earlier years (optional)' }),
  ],
};

/** Asks once more before an entry goes. */
async function showRemoval(
  { tx, actor, frame, params }: ShowContext<{ readonly budgetId: string; readonly entryId: string }>,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const inputs = (await loadIndicativeDraft(tx, budget.budgetId))?.inputs ?? NO_INPUTS;
  const entry = ENTRY_KINDS.flatMap(kind => entriesInWords(inputs, kind)).find(({ id }) => id === params.entryId);
  if (!entry && problems.length === 0) return undefined;
  const needs = await loadNeeds(tx, budget.budgetId);
  return page({
    frame,
    title: 'Take this out?',
    problems,
    backLink: { href: at(budget.budgetId), text: 'Back to the indicative budget' },
    content: html`
    ${heading(budget, 'Take this out?')}
    ${
      entry &&
      html`<p>${entry.label}, for “${wordsOfNeed(needs, entry.needId)}”: ${entry.words}</p>
    ${form({ action: frame.path, ...frame.hidden }, submitButton('Take it out', 'warning'))}`
    }`,
  });
}
