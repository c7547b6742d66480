/** The page of one case, as staff see it and as the person sees it. Lays out and words; it decides nothing. */
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { type Task, taskList } from '../../nhsuk/content/task-list.ts';
import { details, insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Frame } from '../../platform/http.ts';
import type { Group } from '../../rules/eligibility/eligibility.ts';
import { decideMove } from '../../rules/life.ts';
import { hasEnded, type Part, type Step } from '../../rules/next-steps.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { GROUP_WORDS, STATE_FOR_PERSON, STATE_WORDS } from '../../rules/words.ts';
import type { Actor } from '../../values/actor.ts';
import { isBefore, longDate } from '../../values/dates.ts';
import { showNhsNumber } from '../../values/nhs-number.ts';
import type { CaseFacts } from './case-facts.ts';

/** For staff: who, where it stands, what is whose to do, what happened. */
export const casePage = (frame: Frame, actor: Actor, facts: CaseFacts): Html => {
  const { budget, person, steps } = facts;
  return page({
    frame,
    title: `${person.name}, ${budget.reference}`,
    backLink: { href: '/cases', text: 'Cases' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}</span> ${person.name}</h1>
    <p>${tag({ text: STATE_WORDS[budget.state], colour: hasEnded(budget.state) || budget.state === 'CLOSED' ? 'grey' : 'blue' })}</p>
    ${overlays(actor, facts)}
    ${turn(steps)}
    ${personBanner(facts)}
    ${partsOf(steps).map(
      ([part, own], index) => html`<h2 class="nhsuk-heading-m">${part}</h2>
    ${taskList({ idPrefix: `part-${index + 1}`, items: own.map(staffTask) })}`,
    )}
    <h2 class="nhsuk-heading-m">What happened</h2>
    ${historyTable(facts)}
    ${hasFigure(steps) && html`<p><a href="/budgets/${budget.budgetId}/working">How the budget was worked out</a></p>`}
    <ul class="nhsuk-list">
      <li><a href="/budgets/${budget.budgetId}/decisions">Decisions, with their reasons and rules</a></li>
      <li><a href="/budgets/${budget.budgetId}/six-features">What makes it a personal health budget</a></li>
      <li><a href="/budgets/${budget.budgetId}/outcomes">What has changed for the person</a></li>
      ${hasLeave(actor, 'see-forecasts') && html`<li><a href="/budgets/${budget.budgetId}/forecasts">What it is hoped to save, and what came of it</a></li>`}
      <li><a href="/budgets/${budget.budgetId}/payers">Who pays for the budget</a></li>
      ${budget.kind === 'WHEELCHAIR' && html`<li><a href="/budgets/${budget.budgetId}/wheelchair">The wheelchair</a></li>`}
      ${facts.isBought && html`<li><a href="/budgets/${budget.budgetId}/orders">What the NHS buys</a></li>`}
      <li><a href="/budgets/${budget.budgetId}/checks">What is checked before it is paid</a></li>
      ${budget.state === 'ACTIVE' && html`<li><a href="/budgets/${budget.budgetId}/payment-changes">What changed the payments, and changing them</a></li>`}
      ${hasLeave(actor, 'change-coordinator') && !hasEnded(budget.state) && html`<li><a href="/budgets/${budget.budgetId}/care-coordinator">Give the case to another care co-ordinator</a></li>`}
      ${hasLeave(actor, 'refuse-option') && !hasEnded(budget.state) && html`<li><a href="/budgets/${budget.budgetId}/options/refusals/new">Refuse a way of holding the money</a></li>`}
      ${hasLeave(actor, 'see-representation') && html`<li><a href="/budgets/${budget.budgetId}/representation">Who decides, who acts and who is paid</a></li>`}
    ${hasLeave(actor, 'see-inbox') && html`<li><a href="/budgets/${budget.budgetId}/inbox">Letters to the person</a></li>`}
    </ul>`,
  });
};

/** Whether a figure was issued, whose working can be read. */
function hasFigure(steps: readonly Step[]): boolean {
  return steps.some(step => step.words === 'Work out the indicative budget' && step.status === 'done');
}

/** What lies over the step that the case is in: decisions looked at again, and care to arrange without a budget. */
function overlays(
  actor: Actor,
  { budget, lookedAtAgain, careTask, coordinatorLeftOn, today }: CaseFacts,
): readonly (Html | false)[] {
  const at = `/budgets/${budget.budgetId}`;
  const isCareOpen = careTask !== undefined && careTask.done === undefined;
  return [
    // R-051: said from the first day.
    coordinatorLeftOn !== undefined &&
      insetText({
        text: `${budget.careCoordinatorName} left on ${longDate(coordinatorLeftOn)}. Somebody has to take this case over. Payments go on.`,
      }),
    ...lookedAtAgain.map(({ reconsiderationId, answerBy }) =>
      insetText({
        html: html`<p>${tag({ text: 'A decision is looked at again', colour: 'orange' })} <a href="${at}/reconsiderations/${reconsiderationId}">Answer by ${longDate(answerBy)}</a>${isBefore(answerBy, today) && html` <strong>(late)</strong>`}</p>`,
      }),
    ),
    isCareOpen &&
      insetText({
        html: hasLeave(actor, 'arrange-care')
          ? html`<p>Yours to do now: <a href="${at}/care-without-budget">Arrange the care without a budget</a></p>`
          : html`<p>The care co-ordinator arranges the care without a budget.</p>`,
      }),
  ];
}

/** What this actor has to do now, first of all; or who has it. */
function turn(steps: readonly Step[]): Html | false {
  const mine = steps.filter(step => step.status === 'to-do');
  const waiting = steps.filter(step => step.status === 'waiting');
  if (mine.length > 0)
    return insetText({
      html: html`<p>Yours to do now:</p><ul class="nhsuk-list">${mine.map(step => html`<li><a href="${step.href}">${step.words}</a></li>`)}</ul>`,
    });
  const [next] = waiting;
  return next !== undefined && insetText({ text: `Nothing to do for you now. Next: ${next.words}, by ${next.whose}.` });
}

const personBanner = ({ budget, person, decidedOn, today }: CaseFacts): Html => {
  const overdue = decidedOn === undefined && budget.state === 'REQUESTED' && isBefore(budget.decideBy, today);
  return summaryList({
    rows: [
      { key: 'Date of birth', value: longDate(person.dateOfBirth) },
      { key: 'NHS number', value: person.nhsNumber === null ? 'None on record' : showNhsNumber(person.nhsNumber) },
      { key: 'Asked for', value: GROUP_WORDS[budget.claimedGroup as Group] },
      { key: 'Requested on', value: longDate(budget.requestedOn) },
      decidedOn === undefined
        ? {
            key: 'Decide by',
            value: { html: html`${longDate(budget.decideBy)}${overdue && html` <strong>(overdue)</strong>`}` },
          }
        : { key: 'Decided on', value: longDate(decidedOn) },
      { key: 'Care co-ordinator', value: budget.careCoordinatorName },
      person.communicationNeeds !== '' && { key: 'Help to talk or to read', value: person.communicationNeeds },
    ],
  });
};

const historyTable = ({ history }: CaseFacts): Html =>
  table({
    caption: { text: 'Every step so far', classes: 'nhsuk-u-visually-hidden' },
    responsive: true,
    head: ['Step', 'On', 'By'],
    rows: history.map(past => [STATE_WORDS[past.state], longDate(past.happenedOn), past.byName]),
  });

const staffTask = (step: Step): Task => ({
  heading: step.words,
  href: step.open ? step.href : undefined,
  status: statusOf(step),
});

/** How far a step has come. What is finished needs no colour; what waits says for whom. */
function statusOf({ status, whose }: Step): Task['status'] {
  switch (status) {
    case 'done':
      return { text: 'Completed', classes: 'nhsuk-task-list__status--completed' };
    case 'to-do':
      return { tag: { text: 'To do', colour: 'blue' } };
    case 'open':
      return { text: 'Open' };
    case 'waiting':
      return { tag: { text: `With ${whose}`, colour: 'grey' } };
    case 'later':
      return { text: 'Cannot start yet', classes: 'nhsuk-task-list__status--cannot-start-yet' };
    case 'not-needed':
      return { text: 'Not needed' };
  }
}

function partsOf(steps: readonly Step[]): [Part, Step[]][] {
  const parts = new Map<Part, Step[]>();
  for (const step of steps) parts.set(step.part, [...(parts.get(step.part) ?? []), step]);
  return [...parts];
}

/** For the person: where it is, what they can do, who has it now. Reading age 9 to 11. */
export const personsPage = (frame: Frame, actor: Actor, facts: CaseFacts): Html => {
  const { budget, steps, unopened } = facts;
  const path = `/budgets/${budget.budgetId}`;
  const mine = steps.filter(step => step.status === 'to-do' || (step.status === 'open' && step.open));
  const others = steps.filter(step => step.status === 'waiting');
  return page({
    frame,
    title: 'Your personal health budget',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}</span> Your personal health budget</h1>
    ${insetText({ html: html`<p>${STATE_FOR_PERSON[budget.state]}</p>${budget.state === 'REQUESTED' && html`<p>We will tell you by ${longDate(budget.decideBy)}.</p>`}` })}
    ${facts.lookedAtAgain.map(({ reconsiderationId, answerBy }) => insetText({ html: html`<p>We are looking at a decision again. We will tell you by ${longDate(answerBy)}. <a href="${path}/reconsiderations/${reconsiderationId}">What you asked us</a></p>` }))}
    ${
      mine.length > 0 &&
      html`<h2 class="nhsuk-heading-m">What you can do now</h2>
    ${taskList({ idPrefix: 'mine', items: mine.map(step => ({ heading: step.toPerson, href: step.href, status: statusOf(step) })) })}`
    }
    ${
      others.length > 0 &&
      html`<h2 class="nhsuk-heading-m">Who is doing what for you</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">${others.map(step => html`<li>${step.open ? html`<a href="${step.href}">${step.words}</a>` : step.words}: ${ofPerson(step.whose)}</li>`)}</ul>`
    }
    <h2 class="nhsuk-heading-m">Read and check</h2>
    <ul class="nhsuk-list">
      <li><a href="${path}/inbox">Your letters</a>${unopened > 0 && html` (${unopened} new)`}</li>
      ${steps
        .filter(step => step.open && step.status === 'done' && READ[step.words] !== undefined)
        .map(step => html`<li><a href="${step.href}">${READ[step.words]}</a></li>`)}
      ${hasFigure(steps) && html`<li><a href="${path}/working">How your budget was worked out</a></li>`}
      <li><a href="${path}/decisions">What we decided, and why</a></li>
      <li><a href="${path}/six-features">What makes it a personal health budget</a></li>
      <li><a href="${path}/representation">Who acts for you, and who receives the money</a></li>
      ${budget.kind === 'WHEELCHAIR' && html`<li><a href="${path}/wheelchair">Your wheelchair</a></li>`}
      ${facts.isBought && html`<li><a href="${path}/orders">What the NHS buys for you</a></li>`}
      <li><a href="${path}/outcomes">What has changed for you</a></li>
      ${budget.state === 'ACTIVE' && html`<li><a href="${path}/payment-changes">What changed your payments</a></li>`}
      <li><a href="${path}/who-looked">Who looked at your record</a></li>
    </ul>
    ${details({ summary: 'The steps so far', html: historyList(facts) })}
    <p>Your care co-ordinator is ${budget.careCoordinatorName}. They are there to help you.</p>
    ${
      hasLeave(actor, 'withdraw') &&
      decideMove(budget.state, 'T05').accepted &&
      html`<p><a href="${path}/withdrawal">I do not want a budget any more</a></p>`
    }`,
  });
};

/** What is finished and the person may read again, by the words of its step. */
const READ: Readonly<Record<string, string>> = {
  'Decide who is eligible': 'What we decided about your request',
  'Write the assessment': 'What we know about your needs and what you want',
  'Work out the indicative budget': 'About how much money there may be',
  'Write the care plan': 'Your care plan',
  'Set the final budget': 'Your final budget',
  'Offer the agreement': 'Your agreement',
  'Write down what was bought': 'What you bought',
  'Close the budget': 'The end of your budget',
};

/** To the person, “the person” is “you”. */
function ofPerson(whose: string): string {
  return whose.replace('the person and their care co-ordinator', 'you and your care co-ordinator');
}

const historyList = ({ history }: CaseFacts): Html =>
  html`<ul class="nhsuk-list nhsuk-list--bullet">${history.map(past => html`<li>${longDate(past.happenedOn)}: ${STATE_WORDS[past.state]}</li>`)}</ul>`;
