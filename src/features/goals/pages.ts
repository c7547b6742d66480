/** A one-off budget once it runs: what was bought, the end, and what came of it (R-128, T31). */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { dateField, form, moneyField, selectField, submitButton, textareaField, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, money, optionalText, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { longDate } from '../../values/dates.ts';
import { pounds, total } from '../../values/pence.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { finishGoal } from './finish-goal.ts';
import { followUpPages } from './follow-up-pages.ts';
import { recordPurchase } from './record-purchase.ts';
import { loadRunning, type RunningGoal } from './running.ts';
import { type GoalEnd, loadGoalEnd } from './store.ts';
import { takeBackPurchase } from './take-back-purchase.ts';

const PurchaseForm = z.object({
  planItemId: z.uuid({ error: 'Select the part of the plan that it is for' }),
  label: text('Say what was bought', 100),
  place: text('Say where it was bought', 100),
  pence: money('Enter what it cost, such as 25.50', 1n),
  boughtOn: date('Enter the day, such as 1 12 2026'),
  evidence: text('Say which receipt or paper shows it', 300),
});

const TakeBackForm = z.object({
  goalPurchaseId: z.uuid({ error: 'Select what was wrong' }),
  reason: text('Say what was wrong with it', 300),
});

const FinishForm = z.object({ words: optionalText(500) });

const goalPages: readonly Route[] = [
  get('/budgets/:budgetId/goal', { may: 'see-case', records: 'goal.read', show: context => showGoal(context) }),
  get('/budgets/:budgetId/goal/purchases/new', {
    may: 'record-purchase',
    records: 'goal.ask',
    show: context => showPurchase(context),
  }),
  post('/budgets/:budgetId/goal/purchases/new', {
    may: 'record-purchase',
    records: 'goal.buy',
    form: PurchaseForm,
    act: ({ tools, actor, command, params, values }) => recordPurchase(tools, actor, command, params.budgetId, values),
    done: ({ leftPence }, { params }) =>
      seeOther(`/budgets/${params.budgetId}/goal`, `Saved. ${pounds(BigInt(leftPence))} is left`),
    askAgain: (context, problems, typed) => showPurchase(context, problems, typed),
  }),
  get('/budgets/:budgetId/goal/purchases/wrong', {
    may: 'record-purchase',
    records: 'goal.ask',
    show: context => showTakeBack(context),
  }),
  post('/budgets/:budgetId/goal/purchases/wrong', {
    may: 'record-purchase',
    records: 'goal.take-back',
    form: TakeBackForm,
    act: ({ tools, actor, command, params, values }) =>
      takeBackPurchase(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/goal`, 'Taken back'),
    askAgain: (context, problems, typed) => showTakeBack(context, problems, typed),
  }),
  get('/budgets/:budgetId/goal/end', {
    may: 'record-purchase',
    records: 'goal.ask',
    show: context => showFinish(context),
  }),
  post('/budgets/:budgetId/goal/end', {
    may: 'record-purchase',
    records: 'goal.finish',
    form: FinishForm,
    act: ({ tools, actor, command, params, values }) =>
      finishGoal(tools, actor, command, params.budgetId, { how: 'BOUGHT', words: values.words }),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/goal`, 'Finished. We ask later how it went'),
    askAgain: (context, problems, typed) => showFinish(context, problems, typed),
  }),
];

export const pages: readonly Route[] = [...goalPages, ...followUpPages];

type Asked = ShowContext<{ readonly budgetId: string }>;
type Found = { readonly budget: Budget; readonly goal: RunningGoal; readonly at: string };

/** The budget where it is a one-off one with an agreement. */
async function find({ tx, actor, params }: Asked): Promise<Found | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const goal = budget && (await loadRunning(tx, budget));
  return goal && { budget, goal, at: `/budgets/${budget.budgetId}/goal` };
}

const heading = (budget: Budget, title: string): Html =>
  html`<h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;

async function showGoal(context: Asked): Promise<Html | undefined> {
  const found = await find(context);
  if (!found) return undefined;
  const { tx, actor, frame } = context;
  const { budget, goal, at } = found;
  const end = await loadGoalEnd(tx, budget.budgetId);
  const forPerson = actor.personId !== undefined;
  const title = forPerson ? 'What you bought' : 'What was bought';
  const boughtPence = total(goal.boughtPence);
  const mayWrite = goal.isActive && hasLeave(actor, 'record-purchase');
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, title)}
    ${end && endedPart(end, at)}
    ${summaryList({
      rows: [
        { key: 'The budget, once', value: pounds(goal.sumPence) },
        { key: 'Bought so far', value: pounds(boughtPence) },
        { key: 'Left', value: html`<strong>${pounds(goal.sumPence - boughtPence)}</strong>` },
        { key: 'To be used by', value: longDate(goal.lastOn) },
      ],
    })}
    ${
      goal.purchases.length === 0
        ? html`<p>Nothing is written down yet.</p>`
        : table({
            caption: { text: title, classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['What', 'Where', 'When', { text: 'Cost', format: 'numeric' }, 'What shows it'],
            rows: goal.purchases.map(({ label, place, boughtOn, pence, evidence }) => [
              label,
              place,
              longDate(boughtOn),
              pounds(pence),
              evidence,
            ]),
          })
    }
    ${
      goal.spentByOthers.length > 0 &&
      summaryList({
        rows: goal.spentByOthers.map(({ label, pence }) => ({ key: `Paid by others: ${label}`, value: pounds(pence) })),
      })
    }
    ${mayWrite && html`<p><a href="${at}/purchases/new">Write down something that was bought</a></p>`}
    ${
      mayWrite &&
      html`${goal.boughtPence.length > 0 && html`<p><a href="${at}/end">That is all: finish</a></p>`}
    ${goal.purchases.length > 0 && html`<p><a href="${at}/purchases/wrong">Something here is wrong</a></p>`}`
    }
    ${hasLeave(actor, 'add-to-directory') && nearby(goal)}`,
  });
}

/** What others may use again: each purchase as it would stand in the directory. */
function nearby(goal: RunningGoal): Html | false {
  return (
    goal.purchases.length > 0 &&
    html`<h2 class="nhsuk-heading-m">For others to use again</h2>
    <ul class="nhsuk-list">${goal.purchases.map(({ place, label, planItemId }) => {
      const category = goal.items.find(item => item.planItemId === planItemId)?.category ?? '';
      const query = new URLSearchParams({ name: place, what: label, category });
      return html`<li><a href="/directory/new?${query.toString()}">Add to the directory: ${label}, ${place}</a></li>`;
    })}</ul>`
  );
}

function endedPart(end: GoalEnd, at: string): Html {
  return insetText({
    html: html`<p>${end.how === 'BOUGHT' ? 'Everything is bought.' : 'The last day has passed.'} It ended on ${longDate(end.endedOn)}.</p>
    ${end.words !== '' && html`<p>${end.words}</p>`}
    <p><a href="${at}/follow-up">What came of it</a>: from ${longDate(end.followUpFrom)} to ${longDate(end.followUpBy)}.</p>`,
  });
}

async function showPurchase(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const found = await find(context);
  if (!found) return undefined;
  const { budget, goal, at } = found;
  const title = 'What was bought?';
  const shared = { problems, values: typed };
  return page({
    frame: context.frame,
    title,
    problems,
    backLink: { href: at, text: 'Back' },
    content: html`
    ${heading(budget, title)}
    ${form(
      { action: `${at}/purchases/new`, ...context.frame.hidden },
      selectField({
        ...shared,
        name: 'planItemId',
        label: 'Which part of the plan is it for?',
        hint: 'Only what the person pays for. What the NHS or another organisation buys is counted by itself',
        options: goal.items
          .filter(({ option }) => option === 'DIRECT_PAYMENT')
          .map(({ planItemId, label }) => ({ value: planItemId, text: label })),
      }),
      textField({ ...shared, name: 'label', label: 'What was bought?' }),
      textField({ ...shared, name: 'place', label: 'Where?', hint: 'The name of the shop, the gym or the club' }),
      moneyField({ ...shared, name: 'pence', label: 'What did it cost?' }),
      dateField({ ...shared, name: 'boughtOn', label: 'On which day?' }),
      textareaField({
        ...shared,
        name: 'evidence',
        label: 'What shows it?',
        hint: 'Such as: the receipt of 1 December, with the care co-ordinator',
        rows: 2,
      }),
      submitButton('Save'),
    )}`,
  });
}

async function showTakeBack(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const found = await find(context);
  if (!found || (found.goal.purchases.length === 0 && problems.length === 0)) return undefined;
  const { budget, goal, at } = found;
  const title = 'What is wrong?';
  const shared = { problems, values: typed };
  return page({
    frame: context.frame,
    title,
    problems,
    backLink: { href: at, text: 'Back' },
    content: html`
    ${heading(budget, title)}
    <p>Take it back here, then write it down again as it was.</p>
    ${form(
      { action: `${at}/purchases/wrong`, ...context.frame.hidden },
      selectField({
        ...shared,
        name: 'goalPurchaseId',
        label: 'Which one?',
        options: goal.purchases.map(({ goalPurchaseId, label, pence }) => ({
          value: goalPurchaseId,
          text: `${label}, ${pounds(pence)}`,
        })),
      }),
      textareaField({ ...shared, name: 'reason', label: 'What was wrong with it?', rows: 2 }),
      submitButton('Take it back', 'warning'),
    )}`,
  });
}

async function showFinish(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const found = await find(context);
  if (!found) return undefined;
  const { budget, goal, at } = found;
  const leftPence = goal.sumPence - total(goal.boughtPence);
  const title = 'Is that all?';
  return page({
    frame: context.frame,
    title,
    problems,
    backLink: { href: at, text: 'Back' },
    content: html`
    ${heading(budget, title)}
    <p>${pounds(total(goal.boughtPence))} of ${pounds(goal.sumPence)} was spent.${leftPence > 0n && html` ${pounds(leftPence)} is left.`} After this nothing more can be written down.</p>
    ${form(
      { action: `${at}/end`, ...context.frame.hidden },
      textareaField({
        name: 'words',
        label: 'Anything that we should know (optional)',
        problems,
        values: typed,
        rows: 3,
      }),
      submitButton('That is all'),
    )}`,
  });
}
