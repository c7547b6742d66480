/** The proposed and the final budget: what was asked for, what is given, and why it differs from the first figure. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { dateField, form, moneyField, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, money, optionalText } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { asOneSum, paymentsOfStreams } from '../../../rules/funding/stream-budgets.ts';
import type { DuePayment } from '../../../rules/payment/payment.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { type PlanTotals, totalsOf } from '../../../rules/plan/plan.ts';
import { longDate, longMonth } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadApprovedPlan, loadPlan, loadPlanItems } from '../../plans/store.ts';
import { loadProgrammeOf } from '../../programmes/store.ts';
import { type Budget, loadBudget } from '../../requests/store.ts';
import {
  type FinalBudget,
  type IndicativeBudget,
  loadFinalBudget,
  loadIndicativeBudget,
  loadProposedBudget,
  loadProposedBudgetById,
  type ProposedBudget,
} from '../store.ts';
import { loadStreams } from '../stream-store.ts';
import { proposeFinalBudget } from './propose-final-budget.ts';
import { setFinalBudget } from './set-final-budget.ts';

const ProposalForm = z.object({
  finalPence: money('Enter the final budget in pounds, such as 31,200.00', 1n),
  contingencyPence: money('Enter how much is kept for emergencies, such as 2,400.00. It may be 0'),
  reason: optionalText(),
});

const FinalForm = z.object({
  startsOn: date('Enter the day on which the budget starts'),
  reason: optionalText(),
  seenPence: money('The budget is missing. Open the page again'),
});

export const finalPages: readonly Route[] = [
  get('/budgets/:budgetId/proposed-budget', {
    may: 'propose-final-budget',
    records: 'proposed-budget.read',
    show: context => showProposal(context),
  }),
  post('/budgets/:budgetId/proposed-budget', {
    may: 'propose-final-budget',
    records: 'final-budget.propose',
    form: ProposalForm,
    act: ({ tools, actor, command, params, values }) =>
      proposeFinalBudget(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}`, 'Final budget proposed'),
    askAgain: (context, problems, typed) => showProposal(context, problems, typed),
  }),
  get('/budgets/:budgetId/final-budget', {
    may: 'see-case',
    records: 'final-budget.read',
    show: context => showFinal(context),
  }),
  post('/budgets/:budgetId/final-budget', {
    may: 'set-final-budget',
    records: 'final-budget.set',
    form: FinalForm,
    act: ({ tools, actor, command, params, values }) => setFinalBudget(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/final-budget`, 'Final budget set'),
    askAgain: (context, problems, typed) => showFinal(context, problems, typed),
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

async function showProposal(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, actor, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const indicative = budget && (await loadIndicativeBudget(tx, budget.budgetId));
  if (!budget || !indicative) return undefined;
  const plan = await loadPlan(tx, budget.budgetId);
  const costs = totalsOf(plan ? await loadPlanItems(tx, plan.planId) : []);
  const proposed = await loadProposedBudget(tx, budget.budgetId);
  return proposalPage(context, { budget, indicative, costs, proposed }, problems, typed);
}

const proposalPage = (
  { frame }: Asked,
  asked: {
    readonly budget: Budget;
    readonly indicative: IndicativeBudget;
    readonly costs: PlanTotals;
    readonly proposed: ProposedBudget | undefined;
  },
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html => {
  const { budget, indicative, costs, proposed } = asked;
  const inBudget = indicative.contingencyInBudget ? indicative.contingencyPence : 0n;
  const start = proposed ?? { finalPence: indicative.totalPence, contingencyPence: inBudget, reason: '' };
  return page({
    frame,
    title: 'Propose the final budget',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, 'Propose the final budget')}
    ${summaryList({
      rows: [
        { key: 'Indicative budget', value: pounds(indicative.totalPence) },
        { key: 'Plan: what comes round again', value: pounds(costs.linesPence) },
        { key: 'Plan: what is bought once', value: pounds(costs.startUpPence) },
        { key: 'Plan and emergencies', value: pounds(costs.totalPence + start.contingencyPence) },
        proposed && {
          key: 'Proposed so far',
          value: `${pounds(proposed.finalPence)} by ${proposed.byName} on ${longDate(proposed.proposedOn)}`,
        },
      ],
    })}
    <p>The final budget must pay for everything in the plan. The person signs that it is enough. If you change it after they signed, they sign again.</p>
    ${form(
      { action: `/budgets/${budget.budgetId}/proposed-budget`, ...frame.hidden },
      moneyField({
        name: 'finalPence',
        label: 'Final budget for the year',
        problems,
        values: typed,
        value: plain(start.finalPence),
      }),
      moneyField({
        name: 'contingencyPence',
        label: 'Of this, kept for emergencies',
        problems,
        values: typed,
        value: plain(start.contingencyPence),
      }),
      textareaField({
        name: 'reason',
        label: 'Why it differs from the indicative budget',
        hint: 'The person reads this. Leave it empty when it does not differ.',
        problems,
        values: typed,
        value: start.reason,
        rows: 3,
      }),
      submitButton('Propose this budget'),
    )}`,
  });
};

async function showFinal(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, actor, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const final = await loadFinalBudget(tx, budget.budgetId);
  const plan = await loadApprovedPlan(tx, budget.budgetId);
  if (final) {
    const streams = await loadStreams(tx, final, plan?.items ?? []);
    const goalLastOn = (await loadProgrammeOf(tx, budget.budgetId))?.lastOn;
    // A later version is a change within the year: what is paid when stands with the payments.
    const payments = final.version > 1 ? [] : asOneSum(paymentsOfStreams(final.startsOn, streams, goalLastOn));
    return finalPage(context, budget, final, payments);
  }
  const indicative = await loadIndicativeBudget(tx, budget.budgetId);
  if (!plan || !indicative || !hasLeave(actor, 'set-final-budget')) return notYetPage(context, budget);
  const whole = await loadProposedBudgetById(tx, plan.proposedFinalBudgetId);
  const proposed = { ...whole, finalPence: plan.approvedPence };
  const costs = totalsOf(plan.items);
  return settingPage(context, { budget, indicative, proposed, costs }, problems, typed);
}

const settingPage = (
  { frame, tools }: Asked,
  asked: {
    readonly budget: Budget;
    readonly indicative: IndicativeBudget;
    readonly proposed: ProposedBudget;
    readonly costs: PlanTotals;
  },
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html => {
  const { budget, indicative, proposed, costs } = asked;
  const { finalPence, contingencyPence } = proposed;
  return page({
    frame,
    title: 'Set the final budget',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, 'Set the final budget')}
    ${summaryList({
      rows: [
        { key: 'Approved final budget', value: html`<strong>${pounds(finalPence)}</strong>` },
        { key: 'Of this, kept for emergencies', value: pounds(contingencyPence) },
        { key: 'The plan costs', value: pounds(costs.totalPence) },
        { key: 'Left over', value: pounds(finalPence - contingencyPence - costs.totalPence) },
        { key: 'Indicative budget', value: pounds(indicative.totalPence) },
        { key: 'Difference', value: differenceWords(finalPence - indicative.totalPence) },
      ],
    })}
    ${form(
      {
        action: `/budgets/${budget.budgetId}/final-budget`,
        ...frame.hidden,
        hidden: { seenPence: pounds(finalPence) },
      },
      dateField({
        name: 'startsOn',
        label: 'When does the budget start?',
        hint: `The budget year begins then. Today is ${longDate(tools.today())}.`,
        problems,
        values: typed,
      }),
      textareaField({
        name: 'reason',
        label: 'Why it differs from the indicative budget',
        hint: 'The person reads this. Leave it empty when it does not differ.',
        problems,
        values: typed,
        value: proposed.reason,
        rows: 3,
      }),
      submitButton(`Set the final budget of ${pounds(finalPence)}`),
    )}`,
  });
};

/** The final budget as the person reads it: how much, why it differs, when it is paid. */
const finalPage = (
  { frame, actor }: Asked,
  budget: Budget,
  final: FinalBudget,
  payments: readonly DuePayment[],
): Html => {
  const title = actor.personId ? 'Your final budget' : 'Final budget';
  const difference = final.finalPence - final.indicativePence;
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, title)}
    <p class="nhsuk-heading-l">${pounds(final.finalPence)} <span class="nhsuk-caption-m">for one year from ${longDate(final.startsOn)}</span></p>
    ${insetText({
      text:
        difference === 0n
          ? `This is the same as the first estimate of ${pounds(final.indicativePence)}.`
          : `The first estimate was ${pounds(final.indicativePence)}. The final budget is ${differenceWords(difference)}. This is why: ${final.differenceReason}`,
    })}
    ${summaryList({
      rows: [
        { key: 'For what comes round again', value: pounds(final.linesPence) },
        { key: 'For what is bought once', value: pounds(final.startUpPence) },
        { key: 'Kept for emergencies', value: pounds(final.contingencyPence) },
        {
          key: 'Not planned yet',
          value: pounds(final.finalPence - final.linesPence - final.startUpPence - final.contingencyPence),
        },
        { key: 'Set on', value: `${longDate(final.setOn)} by ${final.setByName}` },
      ],
    })}
    <p><a href="/budgets/${budget.budgetId}/working">How the budget was worked out: every figure, down to where it comes from</a></p>
    ${final.version > 1 && html`<p><a href="/budgets/${budget.budgetId}/payment-changes">What changed the payments this year</a></p>`}
    ${
      payments.length > 0 &&
      table({
        caption: { text: 'When it is paid', size: 'm' },
        responsive: true,
        head: ['Month', 'For', { text: 'Amount', format: 'numeric' }],
        rows: payments.map(payment => [
          longMonth(payment.period),
          payment.purpose === 'START_UP' || payment.purpose === 'ONE_OFF'
            ? 'What is bought once'
            : `${longDate(payment.coversFrom)} to ${longDate(payment.coversTo)}`,
          { text: pounds(payment.amountPence), format: 'numeric' },
        ]),
      })
    }
    <p>Nothing is paid before the agreement is signed. If you think that the sum is wrong, tell your care co-ordinator ${budget.careCoordinatorName}. We will look at it again with you.</p>`,
  });
};

const notYetPage = ({ frame }: Asked, budget: Budget): Html =>
  page({
    frame,
    title: 'Final budget',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, 'Final budget')}
    <p>It is set once the care plan is approved.</p>`,
  });

const heading = (budget: Budget, title: string): Html =>
  html`<h1 class="nhsuk-heading-xl"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;

function differenceWords(difference: bigint): string {
  if (difference === 0n) return 'none';
  return difference < 0n ? `${pounds(-difference)} lower` : `${pounds(difference)} higher`;
}

/** As it stands in a box that has the pound sign before it. */
function plain(pence: bigint): string {
  return pounds(pence).replace('£', '');
}
