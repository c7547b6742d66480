/** Whether the budget is there for a need (R-046), and what people want that the board cannot release yet. */
import { z } from 'zod';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { dateField, form, radiosField, submitButton, textareaField, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, oneOf, optionalText } from '../../platform/forms.ts';
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
import type { NEED_MET } from '../../rules/eligibility/assessment.ts';
import { NEED_MET_WORDS } from '../../rules/words.ts';
import { longDate } from '../../values/dates.ts';
import { type HeldService, loadBudget, loadHeldServices, loadNeeds, loadNeedTags } from './store.ts';
import { tagNeed } from './tag-need.ts';

const YES_NO = ['yes', 'no'] as const;

const TagForm = z.object({
  commissionedService: optionalText(100),
  personWantsIn: oneOf(YES_NO, 'Select whether the person wants this in their budget'),
  moneyReleasable: oneOf(YES_NO, 'Select whether the money can be released'),
  releasableFrom: date('Enter the day from which the money can be released').optional(),
  reason: optionalText(500),
});

/** More services than any board buys. */
const MOST_SERVICES = 200;

const HeldAnswer = z.object({
  services: z.array(
    z.object({
      service: z.string(),
      needs: z.number(),
      people: z.number(),
      releasableFrom: z.iso.date().nullable(),
    }),
  ),
});

export const needTagPages: readonly Route[] = [
  get('/budgets/:budgetId/assessment/needs/:needId/tag', {
    may: 'tag-need',
    records: 'need.tag.ask',
    show: context => showTag(context),
  }),
  post('/budgets/:budgetId/assessment/needs/:needId/tag', {
    may: 'tag-need',
    records: 'need.tag',
    form: TagForm,
    act: ({ tools, actor, command, params, values }) =>
      tagNeed(tools, actor, command, params, {
        ...values,
        personWantsIn: values.personWantsIn === 'yes',
        moneyReleasable: values.moneyReleasable === 'yes',
        releasableFrom: values.releasableFrom,
      }),
    done: ({ tag }, { params }) =>
      seeOther(`/budgets/${params.budgetId}/assessment`, `Kept: ${NEED_MET_WORDS[tag as Tag].toLowerCase()}`),
    askAgain: (context, problems, typed) => showTag(context, problems, typed),
  }),
  get('/needs-not-released', {
    may: 'see-budget-setting',
    records: 'needs-not-released.read',
    show: async ({ frame, tx, actor }) => heldPage(frame, await loadHeldServices(tx, actor.icbCode, MOST_SERVICES)),
  }),
  read('/needs-not-released', {
    may: 'see-budget-setting',
    records: 'needs-not-released.read',
    answer: HeldAnswer,
    read: async ({ tx, actor }) => ({
      services: (await loadHeldServices(tx, actor.icbCode, MOST_SERVICES)).map(held => ({
        ...held,
        releasableFrom: held.releasableFrom?.toString() ?? null,
      })),
    }),
  }),
];

type Tag = (typeof NEED_MET)[number];
type Asked = ShowContext<{ readonly budgetId: string; readonly needId: string }>;

async function showTag(
  { tx, actor, frame, params }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { budgetId, needId } = params;
  const budget = await loadBudget(tx, actor.icbCode, budgetId);
  const need = budget && (await loadNeeds(tx, budgetId)).find(each => each.needId === needId);
  if (!budget || !need) return undefined;
  const said = (await loadNeedTags(tx, budgetId)).find(each => each.needId === needId);
  const yesNo = [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ];
  const before = (answer: boolean | undefined) => (answer === undefined ? undefined : answer ? 'yes' : 'no');
  const title = 'Is the budget there for this need?';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budgetId}/assessment`, text: 'The assessment' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>
    ${insetText({ html: html`<p>${need.words}</p><p>Now: ${NEED_MET_WORDS[need.met as Tag]}.</p>` })}
    <p>A need that a service of the NHS meets well stays with that service, unless the person wants it in their budget and the money can be released (R-046).</p>
    ${form(
      { action: frame.path, ...frame.hidden },
      textField({
        name: 'commissionedService',
        label: 'Which service of the NHS meets it well now?',
        hint: 'For example: physiotherapy, block contract. Leave it empty when there is none.',
        problems,
        values: typed,
        value: said?.commissionedService,
      }),
      radiosField({
        name: 'personWantsIn',
        label: 'Does the person want it in their budget instead?',
        problems,
        values: typed,
        value: before(said?.personWantsIn),
        inline: true,
        options: yesNo,
      }),
      radiosField({
        name: 'moneyReleasable',
        label: 'Can the money for that service be released to the budget?',
        problems,
        values: typed,
        value: before(said?.moneyReleasable),
        inline: true,
        options: yesNo,
      }),
      dateField({
        name: 'releasableFrom',
        label: 'From when, if not yet? (optional)',
        problems,
        values: typed,
        ...(said?.releasableFrom && { value: said.releasableFrom.toString() }),
      }),
      textareaField({
        name: 'reason',
        label: 'Why can the money not be released?',
        hint: 'The person reads this. Leave it empty when it can be.',
        rows: 3,
        problems,
        values: typed,
        value: said?.reason,
      }),
      submitButton('Save'),
    )}`,
  });
}

const heldPage = (frame: ShowContext['frame'], services: readonly HeldService[]): Html =>
  page({
    frame,
    title: 'Wanted in a budget and not released',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Wanted in a budget and not released</h1>
    <p>Needs of people who want the money of a service in their budget, where that money cannot be released yet. For those who buy services.</p>
    ${
      services.length === 0
        ? insetText({ text: 'There is none.' })
        : table({
            caption: { text: 'Most wanted first', size: 'm' },
            responsive: true,
            head: [
              'Service',
              { text: 'Needs', format: 'numeric' },
              { text: 'People', format: 'numeric' },
              'Free from, at the earliest',
            ],
            rows: services.map(held => [
              held.service,
              { text: held.needs.toString(), format: 'numeric' },
              { text: held.people.toString(), format: 'numeric' },
              held.releasableFrom ? longDate(held.releasableFrom) : 'Not known',
            ]),
          })
    }`,
  });
