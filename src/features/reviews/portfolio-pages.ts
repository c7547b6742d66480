/** All budgets together: finance sees sums and what they may mean, and asks the care co-ordinators first. */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Route, read } from '../../platform/http.ts';
import {
  type Diagnosis,
  diagnose,
  nextStepOf,
  type Spending,
  totalsOf,
  type Variance,
  varianceOf,
} from '../../rules/review/variance.ts';
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { loadPolicy } from '../policy/store.ts';
import { lastMonthEnd, loadPortfolio } from './portfolio.ts';
import { DIAGNOSIS_WORDS, NEXT_STEP_WORDS, percentWords } from './review-words.ts';

type Together = {
  readonly until: PlainDate;
  readonly totals: Spending & { readonly budgets: number };
  readonly variance: Variance;
  /** How many are beyond the thresholds. */
  readonly flagged: number;
  readonly diagnosis: Diagnosis;
};

export const pages: readonly Route[] = [
  get('/planned-and-spent', {
    may: 'hold-money-review',
    records: 'planned-and-spent.read',
    show: async ({ frame, tools, tx }) => togetherPage(frame, await loadTogether(tx, tools.today())),
  }),
];

const TogetherAnswer = z.object({
  /** The end of the last month that is over. */
  until: z.iso.date(),
  budgets: z.number(),
  expectedPence: z.string(),
  actualPence: z.string(),
  flagged: z.number(),
  diagnosis: z.enum(['FEW_LARGE', 'MANY_SMALL', 'MIXED']),
});

export const endpoints: readonly Route[] = [
  read('/planned-and-spent', {
    may: 'hold-money-review',
    records: 'planned-and-spent.read',
    answer: TogetherAnswer,
    async read({ tx, tools }) {
      const { until, totals, flagged, diagnosis } = await loadTogether(tx, tools.today());
      return {
        until: until.toString(),
        budgets: totals.budgets,
        expectedPence: totals.expectedPence.toString(),
        actualPence: totals.actualPence.toString(),
        flagged,
        diagnosis,
      };
    },
  }),
];

async function loadTogether(tx: Tx, today: PlainDate): Promise<Together> {
  const policy = await loadPolicy(tx, tx.icbCode, today);
  const budgets = await loadPortfolio(tx, today, policy);
  const totals = totalsOf(budgets);
  return {
    until: lastMonthEnd(today),
    totals,
    variance: varianceOf(totals, policy.variance),
    flagged: budgets.filter(budget => budget.flagged).length,
    diagnosis: diagnose(budgets, policy.variance),
  };
}

function togetherPage(frame: Frame, { until, totals, variance, flagged, diagnosis }: Together): Html {
  const step = nextStepOf(diagnosis, 'NONE');
  return page({
    frame,
    title: 'Planned and spent',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Planned and spent</h1>
    <p>All budgets that are paid to people, until ${longDate(until)}. These are sums over all of them.</p>
    ${
      totals.budgets === 0
        ? insetText({ text: 'No budget has a whole month behind it yet.' })
        : html`
    ${summaryList({
      rows: [
        { key: 'Budgets', value: String(totals.budgets) },
        { key: 'Planned', value: pounds(totals.expectedPence) },
        { key: 'Spent', value: pounds(totals.actualPence) },
        { key: 'Difference', value: `${pounds(variance.pence)}${percentWords(variance)}` },
        { key: 'Far from their plan', value: String(flagged) },
        { key: 'What it looks like', value: DIAGNOSIS_WORDS[diagnosis] },
      ],
    })}
    ${step && insetText({ text: NEXT_STEP_WORDS[step] })}`
    }`,
  });
}
