/** Reviews as people see them: when, what it covers, who comes; afterwards what was found, and why the next date. */
import { button } from '../../nhsuk/content/button.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { type InParts, inParts } from '../../nhsuk/in-parts.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Route, type ShowContext } from '../../platform/http.ts';
import { hasLeave } from '../../rules/permissions.ts';
import type { Policy } from '../../rules/policy/policy.ts';
import { nextReview } from '../../rules/review/review.ts';
import type { Actor } from '../../values/actor.ts';
import { countOf, isBefore, longDate, type PlainDate } from '../../values/dates.ts';
import { loadPolicy } from '../policy/store.ts';
import { type Budget, loadBudget, loadOutcomes } from '../requests/store.ts';
import { loadNextReview } from './announce-review.ts';
import { type BudgetSpending, lastMonthEnd, loadPortfolio } from './portfolio.ts';
import { BAND_WORDS, kindWords, ratingWords, spendingWords, VARIANCE_CAUSE_WORDS } from './review-words.ts';
import { type Clock, loadClocks, loadRatings, loadReview, loadReviews, type Review } from './store.ts';

/** More active budgets than any board has. */
const MOST_BUDGETS = 100_000;
const SOON_DAYS = 60;

export const pages: readonly Route[] = [
  get('/reviews', {
    may: 'arrange-review',
    records: 'reviews.due.read',
    async show(context) {
      const { actor, tools, tx } = context;
      const today = tools.today();
      const policy = await loadPolicy(tx, actor.icbCode, today);
      const soon = today.add({ days: SOON_DAYS });
      const due = (await loadClocks(tx, actor.icbCode, MOST_BUDGETS))
        .map(clock => ({ ...clock, dueOn: nextReview(clock, policy).dueOn }))
        .filter(clock => clock.open !== undefined || !isBefore(soon, clock.dueOn))
        .sort((a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn) || (a.budgetId < b.budgetId ? -1 : 1));
      const far = (await loadPortfolio(tx, today, policy)).filter(one => one.flagged && one.coordinatorId === actor.id);
      return duePage(context, due, far, today);
    },
  }),
  get('/budgets/:budgetId/reviews', {
    may: 'see-reviews',
    records: 'reviews.read',
    async show({ frame, actor, tools, tx, params: { budgetId } }) {
      const budget = await loadBudget(tx, actor.icbCode, budgetId);
      if (!budget) return undefined;
      const policy = await loadPolicy(tx, actor.icbCode, tools.today());
      const next = budget.state === 'ACTIVE' ? await loadNextReview(tx, budgetId, policy) : undefined;
      const reviews = await loadReviews(tx, budgetId);
      return listPage(frame, actor, { budget, reviews, dueOn: next?.dueOn, policy, today: tools.today() });
    },
  }),
  get('/budgets/:budgetId/reviews/:reviewId', {
    may: 'see-reviews',
    records: 'review.read',
    async show({ frame, actor, tx, params: { budgetId, reviewId } }) {
      const budget = await loadBudget(tx, actor.icbCode, budgetId);
      const review = budget && (await loadReview(tx, budgetId, reviewId));
      return budget && review && reviewPage(frame, actor, tx, budget, review);
    },
  }),
];

function duePage(
  context: ShowContext,
  due: readonly (Clock & { readonly dueOn: PlainDate })[],
  far: readonly BudgetSpending[],
  today: PlainDate,
): Html {
  const { shown, rest } = inParts(due, context, 'due');
  return page({
    frame: context.frame,
    title: 'Reviews',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Reviews</h1>
    ${
      due.length === 0
        ? insetText({ text: `No review is open, overdue or due in the next ${SOON_DAYS} days.` })
        : table({
            caption: `Reviews that are open, overdue or due in the next ${SOON_DAYS} days`,
            responsive: true,
            head: ['Person', 'Budget', 'Due by', 'Arranged for', 'Care co-ordinator'],
            rows: shown.map(clock => [
              { html: html`<a href="/budgets/${clock.budgetId}/reviews">${clock.personName}</a>` },
              clock.reference,
              {
                html: html`${longDate(clock.dueOn)}${isBefore(clock.dueOn, today) && html` <strong>(overdue)</strong>`}`,
              },
              clock.open ? longDate(clock.open.plannedOn) : 'Not arranged yet',
              clock.coordinatorName,
            ]),
          })
    }
    ${rest}
    ${far.length > 0 && farTable(inParts(far, context, 'far'), today)}`,
  });
}

/** R-148: the co-ordinator's own budgets whose spending is far from the plan, more and less alike. */
const farTable = ({ shown, rest }: InParts<BudgetSpending>, today: PlainDate): Html => html`
    ${table({
      caption: `Your budgets whose spending was far from the plan, until ${longDate(lastMonthEnd(today))}`,
      responsive: true,
      head: ['Person', 'Budget', 'Planned and spent'],
      rows: shown.map(one => [
        { html: html`<a href="/budgets/${one.budgetId}">${one.personName}</a>` },
        one.reference,
        spendingWords(one),
      ]),
    })}
    ${rest}
    <p>It is often nobody’s fault: a stay in hospital, a purchase that comes later, or a budget that is too high or too low.</p>`;

function listPage(
  frame: Frame,
  actor: Actor,
  given: {
    readonly budget: Budget;
    readonly reviews: readonly Review[];
    readonly dueOn: PlainDate | undefined;
    readonly policy: Policy;
    readonly today: PlainDate;
  },
): Html {
  const { budget, reviews, dueOn, policy, today } = given;
  const here = `/budgets/${budget.budgetId}`;
  const open = reviews.find(review => review.closedOn === null);
  const past = reviews.filter(review => review.closedOn !== null);
  return page({
    frame,
    title: 'Reviews',
    backLink: { href: here },
    content: html`
    <h1 class="nhsuk-heading-l">Reviews</h1>
    <p>A review is a talk about how things are going: your care, your plan and your money. You always know before when it is.</p>
    ${
      open
        ? html`<h2 class="nhsuk-heading-m">The next review</h2>
    ${summaryList({ rows: announcedRows(open, actor) })}
    <p>Until this review is closed, the people who review can open the payments on the bank statements.${hasLeave(actor, 'see-who-looked') && html` <a href="${here}/who-looked">See who looked</a>`}</p>
    <p><a href="${here}/reviews/${open.reviewId}">${actor.personId === undefined ? 'Hold or close this review' : 'More about this review'}</a></p>`
        : dueOn &&
          html`<p>The next review is due by <strong>${longDate(dueOn)}</strong>${isBefore(dueOn, today) && ' (overdue)'}. A letter will tell the day at least ${countOf(policy.notice.reviewDays, 'day')} before.</p>`
    }
    ${!open && !dueOn && html`<p>There will be a first review ${countOf(policy.review.firstMonths, 'month')} after the first payment.</p>`}
    ${
      !open &&
      dueOn &&
      hasLeave(actor, 'arrange-review') &&
      button({ text: 'Arrange a review', href: `${here}/reviews/new` })
    }
    ${
      past.length > 0 &&
      table({
        caption: 'Reviews that are closed',
        responsive: true,
        head: ['Review', 'Closed', 'Next one due by'],
        rows: past.map(review => [
          { html: html`<a href="${here}/reviews/${review.reviewId}">${kindWords(review.kind)}</a>` },
          longDate(review.closedOn!),
          longDate(review.close!.nextDueOn),
        ]),
      })
    }`,
  });
}

/** What the letter said: it speaks to the person, so that staff are told whose words these are. */
function announcedRows(review: Review, { personId }: Actor) {
  const inLetter = personId === undefined ? ', in the letter' : '';
  return [
    { key: 'Day', value: longDate(review.plannedOn) },
    { key: `What it covers${inLetter}`, value: review.covers },
    { key: `Who comes${inLetter}`, value: review.attendees },
    { key: 'Due by', value: longDate(review.dueOn) },
    { key: personId === undefined ? 'The person was told on' : 'You were told on', value: longDate(review.notifiedOn) },
  ];
}

async function reviewPage(frame: Frame, actor: Actor, tx: Tx, budget: Budget, review: Review): Promise<Html> {
  const here = `/budgets/${budget.budgetId}/reviews`;
  const { care, money, close, reviewId } = review;
  const outcomes = new Map(
    (await loadOutcomes(tx, budget.budgetId)).map(outcome => [outcome.outcomeId, outcome.words]),
  );
  const ratings = await loadRatings(tx, reviewId);
  const mayDo = (permission: 'hold-care-review' | 'hold-money-review' | 'arrange-review') =>
    close === null && hasLeave(actor, permission);
  return page({
    frame,
    title: kindWords(review.kind),
    backLink: { href: here },
    content: html`
    <h1 class="nhsuk-heading-l">${actor.personId === undefined && html`<span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> `}${kindWords(review.kind)}</h1>
    ${summaryList({ rows: announcedRows(review, actor) })}
    <h2 class="nhsuk-heading-m">Care</h2>
    ${
      care
        ? summaryList({
            rows: [
              ...ratings.map(rating => ({
                key: outcomes.get(rating.outcomeId) ?? 'An earlier outcome',
                value: ratingWords(rating.rating),
              })),
              { key: 'What we found', value: care.findings },
              care.learning !== '' && { key: 'What we learnt', value: care.learning },
              { key: 'Recorded by', value: care.byName },
            ],
          })
        : html`<p>Not recorded yet.</p>${mayDo('hold-care-review') && button({ text: 'Record the care part', href: `${here}/${reviewId}/care` })}`
    }
    <h2 class="nhsuk-heading-m">Money</h2>
    ${
      money
        ? summaryList({
            rows: [
              { key: 'What we found', value: money.findings },
              { key: 'Money kept for emergencies', value: money.contingency },
              { key: 'Money that is left', value: money.surplus },
              money.spending !== null && {
                key: `Until ${longDate(money.spending.until)}`,
                value: spendingWords(money.spending),
              },
              money.varianceCause !== null && {
                key: 'Why',
                value: [VARIANCE_CAUSE_WORDS[money.varianceCause], money.varianceWords].filter(Boolean).join('. '),
              },
              { key: 'Recorded by', value: money.byName },
            ],
          })
        : html`<p>Not recorded yet.</p>${mayDo('hold-money-review') && button({ text: 'Record the money part', href: `${here}/${reviewId}/money` })}`
    }
    ${care && money && mayDo('arrange-review') && button({ text: 'Close the review', href: `${here}/${reviewId}/close` })}
    ${
      close &&
      html`<h2 class="nhsuk-heading-m">The next review</h2>
    <p>The next review is due by <strong>${longDate(close.nextDueOn)}</strong>, in ${countOf(close.months, 'month')}.</p>
    ${scoreTable({ ...close, total: close.score })}`
    }`,
  });
}

/** R-142: the working of a score, in words. */
export function scoreTable(risk: {
  readonly total: number;
  readonly band: keyof typeof BAND_WORDS;
  readonly factors: readonly { readonly name: string; readonly points: number; readonly why: string }[];
}): Html {
  return html`<p>The date comes from points for what makes a budget harder to keep track of. The points do not say that anybody did anything wrong. Together they are <strong>${risk.total}</strong>: ${BAND_WORDS[risk.band].toLowerCase()}.</p>
    ${table({
      caption: 'How the points were counted',
      responsive: true,
      head: ['What', 'Why', { text: 'Points', format: 'numeric' }],
      rows: [
        ...risk.factors.map(factor => [
          factor.name,
          factor.why,
          { text: String(factor.points), format: 'numeric' as const },
        ]),
        [{ html: html`<strong>Together</strong>` }, '', { text: String(risk.total), format: 'numeric' as const }],
      ],
    })}`;
}
