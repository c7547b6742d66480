/**
 * The challenge pack: everything that a figure stands on, in one place, for whoever has to answer for it (R-039, R-042,
 * R-043): inputs, rate cards, policy, similar cases, and the working, worked out again while you look.
 */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { details, insetText } from '../../../nhsuk/content/text-blocks.ts';
import { page } from '../../../nhsuk/page.ts';
import type { Tx } from '../../../platform/db.ts';
import { type Html, html } from '../../../platform/html.ts';
import { type Frame, get, type Route, read } from '../../../platform/http.ts';
import { recompute, wrongFigures } from '../../../rules/budget/trace.ts';
import { METHOD_WORDS } from '../../../rules/plan/plan-words.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { toJsonText } from '../basis-json.ts';
import { heading, sentence } from '../indicative/draft-page.ts';
import { NEED_BAND_WORDS } from '../indicative/draft-words.ts';
import { loadRateCardByVersion, type RateCard } from '../rate-cards/rate-card-store.ts';
import { traceTable } from './trace-html.ts';
import { type BudgetWorking, loadWorking } from './working-facts.ts';
import { workingAnswer } from './working-pages.ts';

const PackAnswer = z.object({
  reference: z.string(),
  working: z.json(),
  inputs: z.json(),
  rateCards: z.array(z.json()),
  needBand: z.string().nullable(),
  similarCases: z.array(z.string()),
  checks: z.object({
    statedPence: z.string(),
    fromTracePence: z.string(),
    fromInputsPence: z.string().nullable(),
    wrongFigures: z.number(),
  }),
});

export const challengePages: readonly Route[] = [
  get('/budgets/:budgetId/challenge-pack', {
    may: 'see-budget-setting',
    records: 'challenge-pack.read',
    async show({ frame, tx, actor, params: { budgetId } }) {
      const working = await loadWorking(tx, actor.icbCode, budgetId);
      return working && packPage(frame, working, await cardsOf(tx, actor.icbCode, working));
    },
  }),
  read('/budgets/:budgetId/challenge-pack', {
    may: 'see-budget-setting',
    records: 'challenge-pack.read',
    answer: PackAnswer,
    async read({ tx, actor, params: { budgetId } }) {
      const working = await loadWorking(tx, actor.icbCode, budgetId);
      if (!working) return undefined;
      const { budget, first } = working;
      const checks = checksOf(working);
      return {
        reference: budget.reference,
        working: workingAnswer(working) as never,
        inputs: first.stands ? JSON.parse(toJsonText(first.stands.basis)) : null,
        rateCards: JSON.parse(toJsonText(await cardsOf(tx, actor.icbCode, working))),
        needBand: first.stands?.needBand ?? null,
        similarCases: [...(first.stands?.similarCases ?? [])],
        checks: {
          statedPence: checks.statedPence.toString(),
          fromTracePence: checks.fromTracePence.toString(),
          fromInputsPence: checks.fromInputsPence?.toString() ?? null,
          wrongFigures: checks.wrong.length,
        },
      };
    },
  }),
];

/** The cards that the figure used, whole. */
async function cardsOf(tx: Tx, icbCode: string, { first }: BudgetWorking): Promise<readonly RateCard[]> {
  const versions = first.stands?.rateCards.map(({ version }) => version) ?? [first.issued.rateCardVersion];
  const found: RateCard[] = [];
  for (const version of versions) {
    const card = await loadRateCardByVersion(tx, icbCode, version);
    if (card) found.push(card.card);
  }
  return found;
}

/** The figure as it was stated, and as it comes out now from the trace alone and from the inputs. */
function checksOf({ first }: BudgetWorking) {
  return {
    statedPence: first.issued.totalPence,
    fromTracePence: recompute(first.trace),
    fromInputsPence: first.again?.working.totalPence,
    wrong: wrongFigures(first.trace),
  };
}

const packPage = (frame: Frame, working: BudgetWorking, cards: readonly RateCard[]): Html => {
  const { budget, first, final } = working;
  const { issued, stands, again } = first;
  const checks = checksOf(working);
  const same =
    checks.wrong.length === 0 &&
    checks.fromTracePence === checks.statedPence &&
    (checks.fromInputsPence ?? checks.statedPence) === checks.statedPence;
  return page({
    frame,
    title: 'Challenge pack',
    width: 'full',
    backLink: { href: `/budgets/${budget.budgetId}/working`, text: 'How the budget was worked out' },
    content: html`
    ${heading(budget, 'Challenge pack')}
    ${insetText({
      text: same
        ? `Worked out again just now, from the inputs and from the working alone: ${pounds(checks.statedPence)}, the same to the penny.`
        : `Worked out again just now it does not come to the same: ${pounds(checks.fromTracePence)} from the working, against ${pounds(checks.statedPence)} as stated. Tell whoever looks after OpenPHB.`,
    })}
    ${summaryList({
      rows: [
        { key: 'First estimate', value: pounds(issued.totalPence) },
        final && { key: 'Final budget', value: pounds(final.set.finalPence) },
        final && final.set.differenceReason !== '' && { key: 'Why it differs', value: final.set.differenceReason },
        { key: 'Method', value: sentence(METHOD_WORDS[issued.method]) },
        { key: 'Policy', value: issued.policyVersion },
        { key: 'Budget year from', value: longDate(issued.startsOn) },
        stands && { key: 'Weeks in a year', value: stands.basis.weeksPerYear.toString() },
        stands && {
          key: 'Kept for emergencies',
          value: `${stands.basis.contingency.weeks} weeks, ${stands.basis.contingency.inBudget ? 'in the budget' : 'on top of it'}`,
        },
        stands?.needBand ? { key: 'Band of needs', value: NEED_BAND_WORDS[stands.needBand] } : undefined,
        { key: 'Given on', value: `${longDate(issued.issuedOn)} by ${issued.issuedByName}` },
      ],
    })}
    ${
      again?.spread &&
      html`<h2 class="nhsuk-heading-m">Similar cases</h2>
    ${summaryList({
      rows: [
        { key: 'How many', value: again.spread.count.toString() },
        { key: 'Median', value: pounds(again.spread.medianPence) },
        { key: 'Quarters', value: `${pounds(again.spread.lowerPence)} and ${pounds(again.spread.upperPence)}` },
        { key: 'Budgets', value: stands?.similarCases.join(', ') ?? '' },
      ],
    })}`
    }
    <h2 class="nhsuk-heading-m">The working</h2>
    ${traceTable(first.trace, 'Every figure of the first estimate')}
    ${final && traceTable(final.needed, 'Every figure of the final budget')}
    <h2 class="nhsuk-heading-m">Rate cards</h2>
    ${cards.map(card =>
      details({
        summary: `Rate card ${card.version}, from ${longDate(card.effectiveFrom)}`,
        html: table({
          caption: { text: `Prices of ${card.version}`, classes: 'nhsuk-u-visually-hidden' },
          responsive: true,
          head: ['Code', 'Service', 'For each', { text: 'Price', format: 'numeric' }],
          rows: card.rates.map(rate => [
            rate.code,
            rate.label,
            rate.unit,
            { text: pounds(rate.pence), format: 'numeric' },
          ]),
        }),
      }),
    )}
    ${
      stands &&
      html`<h2 class="nhsuk-heading-m">Inputs</h2>
    ${details({ summary: 'Exactly as they were given', html: html`<pre class="openphb-inputs">${JSON.stringify(JSON.parse(toJsonText(stands.basis)), null, 2)}</pre>` })}`
    }`,
  });
};
