/** Wheelchairs: the forms by which each step is written down, and the chairs to look at next (R-129 to R-134). */
import { z } from 'zod';
import { table } from '../../nhsuk/content/table.ts';
import {
  checkboxesField,
  dateField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, flag, money, oneOf, optionalText, text } from '../../platform/forms.ts';
import { type Html, html, type Piece } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { streamWords } from '../../rules/funding/streams.ts';
import { nextCheckOn, personsPart } from '../../rules/options/chair.ts';
import { WHEELCHAIR_OPTIONS, wheelchairOptions } from '../../rules/options/wheelchair.ts';
import { ageOn, isBefore, longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { loadPolicy } from '../policy/store.ts';
import { addContribution } from './add-contribution.ts';
import { type Asked, findChair, heading, OPTION_WORDS, showChair } from './chair-page.ts';
import { checkChair } from './check-chair.ts';
import { chooseChair } from './choose-chair.ts';
import { fundingOf } from './facts.ts';
import { issueChair } from './issue-chair.ts';
import { orderChair } from './order-chair.ts';
import { prescribeChair } from './prescribe-chair.ts';
import { loadIssuedChairs } from './store.ts';

const CATEGORIES = ['MANUAL', 'POWERED', 'BUGGY'] as const;
const CATEGORY_WORDS = { MANUAL: 'Manual', POWERED: 'Powered', BUGGY: 'Specialist buggy' } as const;
const aCategory = () => oneOf(CATEGORIES, 'Select the kind of chair');
/** Who may add to a chair beside the NHS (CL-19). */
const CONTRIBUTORS = ['LA_ADULT', 'LA_CHILDREN', 'EDUCATION_EHC', 'CHARITY', 'DFG', 'ACCESS_TO_WORK'] as const;
const OPTIONS = [...WHEELCHAIR_OPTIONS, 'DIRECT_PAYMENT'] as const;

const PrescriptionForm = z.object({
  category: aCategory(),
  need: text('Say what the chair has to do'),
  changed: optionalText(),
  fastChanging: flag(),
  nhsCostPence: money('Enter what such a chair would cost the NHS, such as 1480', 1n),
  maintenancePence: money('Enter the sum for repairs, or 0'),
  assessedOn: date('Enter the day of the assessment'),
});

const ChoiceForm = z.object({
  option: oneOf(OPTIONS, 'Select how the person has the chair'),
  label: text('Say which chair it is', 100),
  extras: optionalText(500),
  category: aCategory(),
  chosenPence: money('Enter the price of the chair, such as 3480', 1n),
  meetsClinicalNeed: flag(),
  clinician: text('Enter the name of the clinician', 70),
});

const ContributionForm = z.object({
  stream: oneOf(CONTRIBUTORS, 'Select where the money comes from'),
  payer: text('Enter who pays it', 100),
  pence: money('Enter how much, such as 2000', 1n),
  conditions: text('Say what they ask for in return, or “none”', 500),
});

const OrderForm = z.object({
  supplier: text('Enter the supplier', 100),
  reference: text('Enter the number of the order', 50),
  orderedOn: date('Enter the day of the order'),
  personPays: flag(),
});

const IssueForm = z.object({
  serial: text('Enter the number on the chair', 50),
  issuedOn: date('Enter the day on which it came'),
});

const CheckForm = z.object({
  suits: oneOf(['YES', 'NO'], 'Select yes or no'),
  needChanged: flag(),
  words: text('Say what was found'),
  checkedOn: date('Enter the day'),
});

type Drawing = (asked: Drawn) => Promise<Html | undefined> | Html | undefined;
type Drawn = { readonly context: Asked; readonly problems: readonly Problem[]; readonly typed: Typed | undefined };
const at = (params: { readonly budgetId: string }) => `/budgets/${params.budgetId}/wheelchair`;
const draw =
  (drawing: Drawing) =>
  async (context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> =>
    drawing({ context, problems, typed });
/** The form alone; and again with what is wrong. */
const asking = (path: string, drawing: Drawing) =>
  get(`/budgets/:budgetId/wheelchair/${path}` as '/budgets/:budgetId/wheelchair/x', {
    may: 'keep-wheelchair',
    records: 'chair.ask',
    show: context => draw(drawing)(context),
  });

export const pages: readonly Route[] = [
  get('/wheelchairs', { may: 'keep-wheelchair', records: 'chairs.read', show: context => showList(context) }),
  get('/budgets/:budgetId/wheelchair', {
    may: 'see-case',
    records: 'chair.read',
    show: context => showChair(context),
  }),
  asking('prescription', asked => prescriptionPage(asked)),
  post('/budgets/:budgetId/wheelchair/prescription', {
    may: 'keep-wheelchair',
    records: 'chair.prescribe',
    form: PrescriptionForm,
    act: ({ tools, actor, command, params, values }) => prescribeChair(tools, actor, command, params.budgetId, values),
    done: ({ early }, { params }) =>
      seeOther(at(params), early ? 'Saved. The new budget comes early because the need has changed' : 'Saved'),
    askAgain: draw(asked => prescriptionPage(asked)),
  }),
  asking('choice', asked => choicePage(asked)),
  post('/budgets/:budgetId/wheelchair/choice', {
    may: 'keep-wheelchair',
    records: 'chair.choose',
    form: ChoiceForm,
    act: ({ tools, actor, command, params, values }) => chooseChair(tools, actor, command, params.budgetId, values),
    done: ({ nhsPaysPence, othersPayPence }, { params }) =>
      seeOther(
        at(params),
        `Saved. The NHS pays ${pounds(BigInt(nhsPaysPence))}, others ${pounds(BigInt(othersPayPence))}`,
      ),
    askAgain: draw(asked => choicePage(asked)),
  }),
  asking('contribution', asked => contributionPage(asked)),
  post('/budgets/:budgetId/wheelchair/contribution', {
    may: 'keep-wheelchair',
    records: 'chair.contribute',
    form: ContributionForm,
    act: ({ tools, actor, command, params, values }) => addContribution(tools, actor, command, params.budgetId, values),
    done: ({ leftPence }, { params }) =>
      seeOther(at(params), `Saved. ${pounds(BigInt(leftPence))} is left for the person to pay`),
    askAgain: draw(asked => contributionPage(asked)),
  }),
  asking('order', asked => orderPage(asked)),
  post('/budgets/:budgetId/wheelchair/order', {
    may: 'keep-wheelchair',
    records: 'chair.order',
    form: OrderForm,
    act: ({ tools, actor, command, params, values }) => orderChair(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(at(params), 'Ordered'),
    askAgain: draw(asked => orderPage(asked)),
  }),
  asking('issue', asked => issuePage(asked)),
  post('/budgets/:budgetId/wheelchair/issue', {
    may: 'keep-wheelchair',
    records: 'chair.issue',
    form: IssueForm,
    act: ({ tools, actor, command, params, values }) => issueChair(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(at(params), 'Saved. The budget starts as soon as its set-up is complete'),
    askAgain: draw(asked => issuePage(asked)),
  }),
  asking('check', asked => checkPage(asked)),
  post('/budgets/:budgetId/wheelchair/check', {
    may: 'keep-wheelchair',
    records: 'chair.check',
    form: CheckForm,
    act: ({ tools, actor, command, params, values }) =>
      checkChair(tools, actor, command, params.budgetId, { ...values, suits: values.suits === 'YES' }),
    done: (_, { params }) => seeOther(at(params), 'Saved'),
    askAgain: draw(asked => checkPage(asked)),
  }),
];

/** A page that asks for one step. */
async function stepPage(
  { context, problems }: Drawn,
  path: string,
  title: string,
  ...fields: readonly Piece[]
): Promise<Html | undefined> {
  const found = await findChair(context);
  if (!found) return undefined;
  return page({
    frame: context.frame,
    title,
    problems,
    backLink: { href: at(context.params), text: 'Back' },
    content: html`
    ${heading(found.budget, title)}
    ${form({ action: `${at(context.params)}/${path}`, ...context.frame.hidden }, ...fields, submitButton('Save'))}`,
  });
}

const shared = ({ problems, typed }: Drawn) => ({ problems, values: typed });
const categoryField = (asked: Drawn) =>
  radiosField({
    ...shared(asked),
    name: 'category',
    label: 'What kind of chair is it?',
    options: CATEGORIES.map(value => ({ value, text: CATEGORY_WORDS[value] })),
  });

const prescriptionPage = (asked: Drawn) =>
  stepPage(
    asked,
    'prescription',
    'What was prescribed?',
    categoryField(asked),
    textareaField({ ...shared(asked), name: 'need', label: 'What does the chair have to do?', rows: 3 }),
    textareaField({
      ...shared(asked),
      name: 'changed',
      label: 'What has changed since the last chair or the last assessment? (optional)',
      hint: 'Needed for a new budget before its time',
      rows: 3,
    }),
    checkboxesField({
      ...shared(asked),
      name: 'fastChanging',
      label: 'How fast does the need change?',
      options: [{ value: 'yes', text: 'It changes fast: somebody asks every 6 months whether the chair still suits' }],
    }),
    moneyField({ ...shared(asked), name: 'nhsCostPence', label: 'What would such a chair cost the NHS?' }),
    moneyField({
      ...shared(asked),
      name: 'maintenancePence',
      label: 'Sum for repairs, where the person will own the chair',
    }),
    dateField({ ...shared(asked), name: 'assessedOn', label: 'When was the assessment?' }),
  );

async function choicePage(asked: Drawn): Promise<Html | undefined> {
  const { tx, actor, tools } = asked.context;
  const { wheelchair } = await loadPolicy(tx, actor.icbCode, tools.today());
  return stepPage(
    asked,
    'choice',
    'Which chair was chosen?',
    radiosField({
      ...shared(asked),
      name: 'option',
      label: 'How does the person have it?',
      options: wheelchairOptions(wheelchair).map(value => ({ value, text: OPTION_WORDS[value] })),
    }),
    textField({ ...shared(asked), name: 'label', label: 'Which chair is it?' }),
    textareaField({
      ...shared(asked),
      name: 'extras',
      label: 'What does it have beyond what was prescribed? (optional)',
      rows: 2,
    }),
    categoryField(asked),
    moneyField({ ...shared(asked), name: 'chosenPence', label: 'What does it cost?' }),
    checkboxesField({
      ...shared(asked),
      name: 'meetsClinicalNeed',
      label: 'Is it right for the person?',
      options: [{ value: 'yes', text: 'A clinician says that it meets the need, with all that is on it' }],
    }),
    textField({ ...shared(asked), name: 'clinician', label: 'Name of the clinician' }),
  );
}

const contributionPage = (asked: Drawn) =>
  stepPage(
    asked,
    'contribution',
    'What does another body add?',
    selectField({
      ...shared(asked),
      name: 'stream',
      label: 'Where does the money come from?',
      options: CONTRIBUTORS.map(value => ({ value, text: streamWords(value) })),
    }),
    textField({ ...shared(asked), name: 'payer', label: 'Who pays it?', hint: 'Such as: Testshire Council' }),
    moneyField({ ...shared(asked), name: 'pence', label: 'How much?' }),
    textareaField({
      ...shared(asked),
      name: 'conditions',
      label: 'What do they ask for in return?',
      hint: 'Write “none” if they ask for nothing',
      rows: 2,
    }),
  );

async function orderPage(asked: Drawn): Promise<Html | undefined> {
  const found = await findChair(asked.context);
  const funding = found && fundingOf(found.chair);
  const leftPence = funding ? personsPart(funding) : 0n;
  return stepPage(
    asked,
    'order',
    'The order',
    textField({ ...shared(asked), name: 'supplier', label: 'From which supplier?' }),
    textField({ ...shared(asked), name: 'reference', label: 'Number of the order', width: 20 }),
    dateField({ ...shared(asked), name: 'orderedOn', label: 'When was it ordered?' }),
    leftPence > 0n &&
      checkboxesField({
        ...shared(asked),
        name: 'personPays',
        label: `Who pays the ${pounds(leftPence)} that is left?`,
        options: [{ value: 'yes', text: 'The person has said that they pay it to the supplier' }],
      }),
  );
}

const issuePage = (asked: Drawn) =>
  stepPage(
    asked,
    'issue',
    'The chair came',
    textField({ ...shared(asked), name: 'serial', label: 'Number on the chair', width: 20 }),
    dateField({ ...shared(asked), name: 'issuedOn', label: 'When did it come?' }),
  );

const checkPage = (asked: Drawn) =>
  stepPage(
    asked,
    'check',
    'A look at the chair',
    radiosField({
      ...shared(asked),
      name: 'suits',
      label: 'Does the chair still suit?',
      options: [
        { value: 'YES', text: 'Yes' },
        { value: 'NO', text: 'No' },
      ],
    }),
    checkboxesField({
      ...shared(asked),
      name: 'needChanged',
      label: 'The need',
      options: [{ value: 'yes', text: 'It has changed, so that a new budget may come before its time' }],
    }),
    textareaField({ ...shared(asked), name: 'words', label: 'What was found?', rows: 3 }),
    dateField({ ...shared(asked), name: 'checkedOn', label: 'When?' }),
  );

/** Every chair with the day on which somebody looks at it next, the earliest first. */
async function showList({ tx, actor, frame, tools }: ShowContext): Promise<Html> {
  const today = tools.today();
  const chairs = (await loadIssuedChairs(tx, actor.icbCode))
    .map(chair => ({ ...chair, dueOn: nextCheckOn({ ...chair, ageYears: ageOn(chair.dateOfBirth, chair.lastOn) }) }))
    .sort((a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn));
  const title = 'Wheelchairs';
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p>Each chair is looked at once a year: sooner for a child, and where the need changes fast.</p>
    ${
      chairs.length === 0
        ? html`<p>Nobody has a chair from a budget yet.</p>`
        : table({
            caption: { text: 'When each chair is looked at next', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Person', 'Chair', 'Look at it by', 'A new budget from'],
            rows: chairs.map(chair => [
              {
                html: html`<a href="/budgets/${chair.budgetId}/wheelchair">${chair.personName} (${chair.reference})</a>`,
              },
              chair.label,
              `${longDate(chair.dueOn)}${isBefore(chair.dueOn, today) ? ' (late)' : ''}`,
              longDate(chair.nextOn),
            ]),
          })
    }`,
  });
}
