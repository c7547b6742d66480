/** One suspension: why, since when, what it holds back, the looks at it, its end. */
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { tag } from '../../../nhsuk/content/text-blocks.ts';
import { dateField, form, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { type Html, html } from '../../../platform/html.ts';
import type { Problem, ShowContext, Typed } from '../../../platform/http.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { isLookLate } from '../../../rules/safeguards/holding-back.ts';
import { longDate, longDays, longMonth } from '../../../values/dates.ts';
import { pounds, total } from '../../../values/pence.ts';
import { loadStillOwed, type StillOwed } from '../../payments/owed-store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { loadPaidLines } from './facts.ts';
import { type Look, loadSuspension, loadSuspensionLooks } from './store.ts';
import { CONCERN_WORDS } from './words.ts';

export async function showSuspension(
  { frame, tx, tools, actor, params }: ShowContext<{ readonly budgetId: string; readonly suspensionId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const held = budget && (await loadSuspension(tx, budget.budgetId, params.suspensionId));
  if (!budget || !held) return undefined;
  const today = tools.today();
  const lines = (await loadPaidLines(tx, budget.budgetId)).filter(line => held.planItemIds.includes(line.planItemId));
  const looks = await loadSuspensionLooks(tx, held.suspensionId);
  const owed = held.end ? [] : (await loadStillOwed(tx, budget.budgetId)).filter(({ isHeldBack }) => isHeldBack);
  const mayAct = hasLeave(actor, 'suspend-payments') && !held.end;
  const path = `/budgets/${budget.budgetId}/suspensions/${held.suspensionId}`;
  const isTheirs = actor.personId !== undefined;
  const { suspension: policy } = await loadPolicy(tx, actor.icbCode, today);
  const title = isTheirs ? 'Why your payments are held back' : 'Payments held back';
  const shared = { problems, values: typed };
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/payment-changes` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>
    <p>${held.end ? tag({ text: 'Ended', colour: 'grey' }) : tag({ text: 'Held back now', colour: 'orange' })}</p>
    ${summaryList({
      rows: [
        { key: 'What it is about', value: CONCERN_WORDS[held.concern] },
        { key: 'Why', value: held.reasons },
        {
          key: 'What is held back',
          value: held.scope === 'WHOLE' ? 'Every payment' : lines.map(line => line.label).join(', '),
        },
        { key: 'From', value: longDate(held.startsOn) },
        { key: 'How the care goes on', value: held.continuityPlan },
        {
          key: 'Talked about it',
          value: `With the care co-ordinator on ${longDate(held.talkedWithCoordinatorOn)}, with ${isTheirs ? 'you' : 'the person'} on ${longDate(held.talkedWithPersonOn)}`,
        },
        { key: 'Decided', value: `${longDate(held.decidedOn)} by ${held.byName}` },
        !held.end && {
          key: 'Looked at again by',
          value: {
            html: html`${longDate(held.reviewOn)}${isLookLate(held.reviewOn, today) && html` ${tag({ text: 'Late', colour: 'red' })}`}`,
          },
        },
        held.end !== undefined && {
          key: 'Ended',
          value: `${longDate(held.end.resumedOn)} by ${held.end.byName}. ${held.end.cleared}`,
        },
        held.end !== undefined && { key: 'Paid to catch up', value: pounds(held.end.catchUpPence) },
      ],
    })}
    ${owed.length > 0 && owedTable(owed)}
    ${looks.length > 0 && looksTable(looks)}
    ${isTheirs && html`<p>If you think that this is wrong, <a href="/budgets/${budget.budgetId}/decisions">ask us to look at the decision again</a>.</p>`}
    ${
      mayAct &&
      html`<h2 class="nhsuk-heading-m">It goes on</h2>
    ${form(
      { action: `${path}/looks`, ...frame.hidden },
      textareaField({
        ...shared,
        name: 'found',
        label: 'What did you find?',
        hint: 'Write to the person, in plain words',
        rows: 3,
      }),
      dateField({
        ...shared,
        name: 'reviewOn',
        label: 'When is it looked at next?',
        hint: `At the latest in ${policy.everyDays} days`,
        value: today.add({ days: policy.everyDays }).toString(),
      }),
      submitButton('Record that it goes on', 'secondary'),
    )}
    <h2 class="nhsuk-heading-m">Payments begin again</h2>
    ${form(
      { action: `${path}/end`, ...frame.hidden },
      textareaField({
        ...shared,
        name: 'cleared',
        label: 'Why can payments begin again?',
        hint: 'Write to the person, in plain words',
        rows: 3,
      }),
      submitButton('Let payments begin again'),
    )}`
    }`,
  });
}

/** What is held back of each month; the sum of what fell due is what a catch-up would pay now. */
const owedTable = (owed: readonly StillOwed[]): Html => {
  const due = total(owed.filter(({ isOwed }) => isOwed).map(({ amountPence }) => amountPence));
  return html`${table({
    caption: { text: 'Held back, month by month', size: 'm' },
    responsive: true,
    head: ['For', 'Days', 'Planned for', { text: 'Amount', format: 'numeric' }],
    rows: owed.map(each => [
      longMonth(each.period),
      longDays(each.coversFrom, each.coversTo),
      each.isOwed ? 'Due already' : 'Later',
      { text: pounds(each.amountPence), format: 'numeric' },
    ]),
  })}
  <p>If payments began again today, ${pounds(due)} would be paid with the next run, and every later payment would be whole.</p>`;
};

const looksTable = (looks: readonly Look[]): Html =>
  table({
    caption: { text: 'Looked at again', size: 'm' },
    responsive: true,
    head: ['On', 'What was found', 'By'],
    rows: looks.map(look => [longDate(look.lookedOn), look.found, look.byName]),
  });
