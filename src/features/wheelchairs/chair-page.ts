/** The page of one chair: how far it has come, who pays what, whose it is, and when somebody looks at it next. */
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import type { ShowContext } from '../../platform/http.ts';
import { streamWords } from '../../rules/funding/streams.ts';
import { nextCheckOn, personsPart } from '../../rules/options/chair.ts';
import { ownershipOf } from '../../rules/options/wheelchair.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { ageOn, longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { loadPerson } from '../people/store.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { fundingOf } from './facts.ts';
import { type Chair, loadChair, type StoredPrescription } from './store.ts';

export type Asked = ShowContext<{ readonly budgetId: string }>;

/** The budget where it is for a chair. */
export async function findChair({ tx, actor, params }: Asked): Promise<{ budget: Budget; chair: Chair } | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (budget?.kind !== 'WHEELCHAIR') return undefined;
  return { budget, chair: await loadChair(tx, budget.budgetId) };
}

export const heading = (budget: Budget, title: string): Html =>
  html`<h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;

export const OPTION_WORDS = {
  NOTIONAL: 'The NHS provides the chair',
  NOTIONAL_TOPUP: 'The NHS provides the chair, and others add to it',
  THIRD_PARTY: 'A supplier provides the chair, and the person owns it',
  DIRECT_PAYMENT: 'The money is paid to the person',
} as const;

export async function showChair(context: Asked): Promise<Html | undefined> {
  const found = await findChair(context);
  if (!found) return undefined;
  const { tx, actor, frame } = context;
  const { budget, chair } = found;
  const person = (await loadPerson(tx, actor.icbCode, budget.personId))!;
  const forPerson = actor.personId !== undefined;
  const title = forPerson ? 'Your wheelchair' : 'The wheelchair';
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, title)}
    ${chair.prescriptions.length === 0 && html`<p>No chair has been prescribed yet.</p>`}
    ${chair.prescriptions.length > 0 && prescriptionsTable(chair.prescriptions)}
    ${choicePart(chair)}
    ${issuePart(chair, person.dateOfBirth)}
    ${hasLeave(actor, 'keep-wheelchair') && linksOf(chair, `/budgets/${budget.budgetId}/wheelchair`)}`,
  });
}

function prescriptionsTable(prescriptions: readonly StoredPrescription[]): Html {
  return table({
    caption: { text: 'What was found to be needed', size: 'm' },
    responsive: true,
    head: [
      'On',
      'Kind of chair',
      'What it has to do',
      'What has changed',
      { text: 'Cost to the NHS', format: 'numeric' },
    ],
    rows: prescriptions.map(one => [
      `${longDate(one.assessedOn)}, ${one.byName}`,
      one.category,
      one.need,
      one.changed || (one.version === 1 ? 'First time' : ''),
      pounds(one.nhsCostPence),
    ]),
  });
}

/** Every part of the price with who pays it. */
function choicePart(chair: Chair): Html | false {
  const { choice, contributions, order } = chair;
  const funding = fundingOf(chair);
  if (!choice || !funding) return false;
  const leftPence = personsPart(funding);
  const { repairsExtras } = ownershipOf(choice.option);
  return html`<h2 class="nhsuk-heading-m">The chair that was chosen</h2>
  ${summaryList({
    rows: [
      { key: 'Chair', value: choice.label },
      choice.extras !== '' && { key: 'With', value: choice.extras },
      { key: 'Way', value: OPTION_WORDS[choice.option] },
      { key: 'Price', value: pounds(choice.chosenPence) },
      { key: 'The NHS pays', value: pounds(choice.nhsPaysPence) },
      ...contributions.map(({ payer, stream, pence, conditions }) => ({
        key: `${payer} pays`,
        value: `${pounds(pence)} (${streamWords(stream)}). Conditions: ${conditions}`,
      })),
      { key: 'The person pays', value: pounds(leftPence) },
      { key: 'Right for the need', value: `Says ${choice.clinician}` },
      { key: 'Whose chair it is', value: choice.owner === 'NHS' ? 'The NHS’s' : 'The person’s' },
      { key: 'Who repairs it', value: choice.repairsChair === 'NHS' ? 'The NHS' : 'The person' },
      choice.othersPayPence > 0n && {
        key: 'Who repairs what was added',
        value: repairsExtras === 'PERSON' ? 'The person' : 'The NHS',
      },
      order && { key: 'Ordered', value: `${longDate(order.orderedOn)} from ${order.supplier}, ${order.reference}` },
    ],
  })}`;
}

function issuePart(chair: Chair, dateOfBirth: PlainDate): Html | false {
  const { issue, checks } = chair;
  if (!issue) return false;
  const lastOn = checks.at(-1)?.checkedOn ?? issue.issuedOn;
  const fastChanging = chair.prescriptions.at(-1)!.fastChanging;
  const dueOn = nextCheckOn({ lastOn, nextOn: issue.nextOn, ageYears: ageOn(dateOfBirth, lastOn), fastChanging });
  return html`${summaryList({
    rows: [
      { key: 'It came on', value: longDate(issue.issuedOn) },
      { key: 'Number on the chair', value: issue.serial },
      { key: 'Looked at next by', value: longDate(dueOn) },
      { key: 'A new budget from', value: `${longDate(issue.nextOn)}, or sooner if the need changes` },
    ],
  })}
  ${
    checks.length > 0 &&
    table({
      caption: { text: 'Each look at the chair', size: 'm' },
      responsive: true,
      head: ['On', 'Does it suit?', 'Has the need changed?', 'What was found'],
      rows: checks.map(one => [
        longDate(one.checkedOn),
        one.suits ? 'Yes' : 'No',
        one.needChanged ? 'Yes: a new budget may come now' : 'No',
        one.words,
      ]),
    })
  }`;
}

/** What can be written down next. */
function linksOf({ prescriptions, choice, order, issue }: Chair, at: string): Html {
  const isOpen = order === undefined;
  return html`<h2 class="nhsuk-heading-m">Record</h2>
  <ul class="nhsuk-list">
    ${isOpen && html`<li><a href="${at}/prescription">${prescriptions.length === 0 ? 'What was prescribed' : 'That the person was assessed again'}</a></li>`}
    ${isOpen && prescriptions.length > 0 && html`<li><a href="${at}/choice">Which chair was chosen</a></li>`}
    ${isOpen && choice && html`<li><a href="${at}/contribution">What another body adds</a></li>`}
    ${isOpen && choice && html`<li><a href="${at}/order">The order</a></li>`}
    ${order && !issue && html`<li><a href="${at}/issue">That the chair came</a></li>`}
    ${issue && html`<li><a href="${at}/check">A look at the chair</a></li>`}
  </ul>`;
}
