/** What staff do at a review: arrange it, record its two parts, close it. */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { select } from '../../nhsuk/fields/select.ts';
import { dateField, form, moneyField, radiosField, submitButton, textareaField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { date, money, oneOf, optionalText, text, texts, wholeNumber } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Problem, post, type Route, seeOther, type Typed } from '../../platform/http.ts';
import type { Policy } from '../../rules/policy/policy.ts';
import { planReview } from '../../rules/review/review.ts';
import { MOST_POINTS, monthsFor } from '../../rules/review/risk.ts';
import { isLargeSurplus, surplusPence } from '../../rules/review/surplus.ts';
import { VARIANCE_CAUSES } from '../../rules/review/variance.ts';
import { addMonths, type BankHolidays, countOf, longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { loadBankHolidays } from '../bank-holidays/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { type Budget, loadBudget, loadOutcomes } from '../requests/store.ts';
import { ATTENDEES, announceReview, COVERS, loadNextReview } from './announce-review.ts';
import { closeReview, loadRisk } from './close-review.ts';
import { scoreTable } from './list-pages.ts';
import { loadMoneyCheck, type MoneyCheck } from './money-check.ts';
import { recordCarePart } from './record-care-part.ts';
import { recordMoneyPart } from './record-money-part.ts';
import { kindWords, RATINGS, ratingWords, spendingWords, VARIANCE_CAUSE_WORDS } from './review-words.ts';
import { loadReview, type Review } from './store.ts';

const ReviewForm = z.object({
  plannedOn: date('Enter the day of the review, such as 26 2 2027'),
  covers: text('Say what the review covers'),
  attendees: text('Say who comes', 500),
});

const points = (factor: keyof typeof MOST_POINTS, words: string) =>
  wholeNumber(`${words}: select from 0 to ${MOST_POINTS[factor]}`, 0, MOST_POINTS[factor]);

/** One rating is `<outcome id>:<-2 to 2>`; an outcome that nobody rated sends an empty text. */
const RATING = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:(?:0|-?[12]))?$/;

const CareForm = z.object({
  ratings: texts(RATING, 'Select how far each outcome was reached').default([]),
  findings: text('Say what you found'),
  learning: optionalText(),
  capacityOrSafeguarding: points('capacityOrSafeguarding', 'Capacity or safeguarding'),
  fluctuatingNeed: points('fluctuatingNeed', 'Need that goes up and down'),
});

const yesNo = ['yes', 'no'] as const;

const MoneyForm = z.object({
  findings: text('Say what you found'),
  contingency: text('Say whether the money kept for emergencies is the right amount'),
  surplus: text('Say what happens with money that is left, or that there is none'),
  employsAssistants: oneOf(yesNo, 'Select yes if the person employs assistants'),
  paysConnectedPerson: oneOf(yesNo, 'Select yes if a relative or a friend in the household is paid'),
  pastFindings: points('pastFindings', 'Findings in the past'),
  missingEvidence: points('missingEvidence', 'Missing evidence'),
  owedPence: money('Enter what is owed in pounds, such as 380 or 380.50').optional(),
  savingsPence: money('Enter what is saved in pounds, such as 1200 or 1200.50').optional(),
  varianceCause: oneOf(VARIANCE_CAUSES, 'Select why more or less was spent than planned').optional(),
  varianceWords: optionalText(),
});

const CloseForm = z.object({
  months: wholeNumber('Enter a number of months from 1 to 12', 1, 99),
});

type Asking = {
  readonly frame: Frame;
  readonly tx: Tx;
  readonly budget: Budget;
  readonly review: Review;
  readonly problems: readonly Problem[];
  readonly typed: Typed | undefined;
};

type Visit = {
  readonly frame: Frame;
  readonly tx: Tx;
  readonly params: { readonly budgetId: string; readonly reviewId: string };
};

/** The review that a path names, and then its page; undefined where there is none. */
async function withReview(
  { frame, tx, params: { budgetId, reviewId } }: Visit,
  show: (asking: Asking) => Html | Promise<Html | undefined>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, tx.icbCode, budgetId);
  const review = budget && (await loadReview(tx, budgetId, reviewId));
  return budget && review && show({ frame, tx, budget, review, problems, typed });
}

const ratingsOf = (ratings: readonly string[]) =>
  ratings
    .filter(rating => rating !== '')
    .map(rating => {
      const [outcomeId, value] = rating.split(':') as [string, string];
      return { outcomeId, rating: Number(value), words: '' };
    });

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/reviews/new', {
    may: 'arrange-review',
    records: 'review.ask',
    show: async ({ frame, tools, tx, params: { budgetId } }) =>
      arrangePage(frame, tx, budgetId, tools.today(), await loadBankHolidays(tx, tx.icbCode, tools.bankHolidays)),
  }),
  post('/budgets/:budgetId/reviews/new', {
    may: 'arrange-review',
    records: 'review.announce',
    form: ReviewForm,
    act: ({ tools, actor, command, params: { budgetId }, values }) =>
      announceReview(tools, actor, command, budgetId, values),
    done: ({ reviewId }, { params: { budgetId } }) =>
      seeOther(`/budgets/${budgetId}/reviews/${reviewId}`, 'Review arranged. The person has been told'),
    askAgain: async ({ frame, tools, tx, params: { budgetId } }, problems, typed) => {
      const holidays = await loadBankHolidays(tx, tx.icbCode, tools.bankHolidays);
      return arrangePage(frame, tx, budgetId, tools.today(), holidays, problems, typed);
    },
  }),
  get('/budgets/:budgetId/reviews/:reviewId/care', {
    may: 'hold-care-review',
    records: 'review.care.ask',
    show: context => withReview(context, carePage),
  }),
  post('/budgets/:budgetId/reviews/:reviewId/care', {
    may: 'hold-care-review',
    records: 'review.care',
    form: CareForm,
    act: ({ tools, actor, command, params: { budgetId, reviewId }, values }) =>
      recordCarePart(tools, actor, command, budgetId, reviewId, { ...values, ratings: ratingsOf(values.ratings) }),
    done: (_, { params: { budgetId, reviewId } }) =>
      seeOther(`/budgets/${budgetId}/reviews/${reviewId}`, 'Care part recorded'),
    askAgain: (context, problems, typed) => withReview(context, carePage, problems, typed),
  }),
  get('/budgets/:budgetId/reviews/:reviewId/money', {
    may: 'hold-money-review',
    records: 'review.money.ask',
    show: context => withReview(context, asking => moneyPage(asking, context.tools.today())),
  }),
  post('/budgets/:budgetId/reviews/:reviewId/money', {
    may: 'hold-money-review',
    records: 'review.money',
    form: MoneyForm,
    act: ({ tools, actor, command, params: { budgetId, reviewId }, values }) =>
      recordMoneyPart(tools, actor, command, budgetId, reviewId, {
        ...values,
        employsAssistants: values.employsAssistants === 'yes',
        paysConnectedPerson: values.paysConnectedPerson === 'yes',
      }),
    done: (_, { params: { budgetId, reviewId } }) =>
      seeOther(`/budgets/${budgetId}/reviews/${reviewId}`, 'Money part recorded'),
    askAgain: (context, problems, typed) =>
      withReview(context, asking => moneyPage(asking, context.tools.today()), problems, typed),
  }),
  get('/budgets/:budgetId/reviews/:reviewId/close', {
    may: 'arrange-review',
    records: 'review.close.ask',
    show: context => withReview(context, asking => closePage(asking, context.tools.today())),
  }),
  post('/budgets/:budgetId/reviews/:reviewId/close', {
    may: 'arrange-review',
    records: 'review.close',
    form: CloseForm,
    act: ({ tools, actor, command, params: { budgetId, reviewId }, values }) =>
      closeReview(tools, actor, command, budgetId, reviewId, values),
    done: (_, { params: { budgetId, reviewId } }) =>
      seeOther(`/budgets/${budgetId}/reviews/${reviewId}`, 'Review closed. The person has been told what it found'),
    askAgain: (context, problems, typed) =>
      withReview(context, asking => closePage(asking, context.tools.today()), problems, typed),
  }),
];

async function arrangePage(
  frame: Frame,
  tx: Tx,
  budgetId: string,
  today: PlainDate,
  holidays: BankHolidays,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, tx.icbCode, budgetId);
  if (!budget) return undefined;
  const policy = await loadPolicy(tx, tx.icbCode, today);
  const next = await loadNextReview(tx, budgetId, policy);
  const title = `Arrange a review for ${budget.personName}`;
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budgetId}/reviews` },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    ${next && html`<p>${kindWords(next.kind)}, due by <strong>${longDate(next.dueOn)}</strong>. The person must know at least ${policy.notice.reviewDays} days before.</p>`}
    <p>The person gets a letter in their inbox at once. From then until the review is closed, the care co-ordinator and the finance officer may open the bank lines.</p>
    ${form(
      { action: `/budgets/${budgetId}/reviews/new`, ...frame.hidden },
      dateField({
        name: 'plannedOn',
        label: 'Day of the review',
        hint: 'For example, 26 2 2027',
        problems,
        values: typed,
        value: next && planReview(next.dueOn, today, policy, holidays).toString(),
      }),
      textareaField({
        name: 'covers',
        label: 'What it covers',
        hint: 'The person reads these words',
        rows: 4,
        problems,
        values: typed,
        value: COVERS,
      }),
      textareaField({
        name: 'attendees',
        label: 'Who comes',
        hint: 'The person reads these words',
        rows: 2,
        problems,
        values: typed,
        value: ATTENDEES,
      }),
      submitButton('Arrange the review and tell the person'),
    )}`,
  });
}

async function carePage({ frame, tx, budget, review, problems, typed }: Asking): Promise<Html> {
  const outcomes = await loadOutcomes(tx, budget.budgetId);
  const rated = typed?.ratings === undefined ? [] : [typed.ratings].flat();
  return actPage(frame, review, 'Record the care part', problems, [
    html`<p>Talk it through with ${budget.personName} first. What they say comes before what we think.</p>
    <h2 class="nhsuk-heading-m" id="ratings" tabindex="-1">How far was each outcome reached?</h2>`,
    ...outcomes.map(({ outcomeId, words }) => {
      const problem = problems.find(one => one.field === `rating-${outcomeId}`);
      return select({
        id: `rating-${outcomeId}`,
        name: 'ratings',
        label: { text: words },
        errorMessage: problem?.text,
        value: rated.find(one => one.startsWith(outcomeId)) ?? '',
        items: [
          { value: '', text: 'Select how it is now' },
          ...RATINGS.map(rating => ({ value: `${outcomeId}:${rating}`, text: ratingWords(rating) })),
        ],
      });
    }),
    textareaField({ name: 'findings', label: 'What did you find together?', rows: 4, problems, values: typed }),
    textareaField({
      name: 'learning',
      label: 'What did not work, and what did we learn? (optional)',
      hint: 'Something that was bought and did not help is not a failure. Nobody is to blame',
      rows: 3,
      problems,
      values: typed,
    }),
    pointsField('capacityOrSafeguarding', 'Capacity or safeguarding', problems, typed),
    pointsField('fluctuatingNeed', 'Need that goes up and down', problems, typed),
  ]);
}

async function moneyPage({ frame, tx, budget, review, problems, typed }: Asking, today: PlainDate): Promise<Html> {
  const here = `/budgets/${budget.budgetId}`;
  const policy = await loadPolicy(tx, tx.icbCode, today);
  const check = await loadMoneyCheck(tx, budget.budgetId, today, policy);
  return actPage(frame, review, 'Record the money part', problems, [
    html`<p><a href="${here}/money">See the money</a>, <a href="${here}/bank-lines">the payments</a> and <a href="${here}/bank-statements">which statements were added</a>. The figures are kept with the review as they stand when you save.</p>`,
    textareaField({
      name: 'findings',
      label: 'What did you find?',
      hint: 'Ask about a payment before you judge it. A mistake is put right, not punished',
      rows: 4,
      problems,
      values: typed,
    }),
    textareaField({
      name: 'contingency',
      label: 'Is the money kept for emergencies the right amount?',
      rows: 2,
      problems,
      values: typed,
    }),
    ...(check ? leftOver(check, policy, problems, typed) : []),
    textareaField({
      name: 'surplus',
      label: 'Is money left, and what happens with it?',
      hint: 'Nothing is taken back without talking with the person and their care co-ordinator',
      rows: 2,
      problems,
      values: typed,
    }),
    ...(check?.spending ? plannedAndSpent(check.spending, problems, typed) : []),
    yesNoField('employsAssistants', 'Does the person employ assistants?', problems, typed),
    yesNoField('paysConnectedPerson', 'Is a relative or a friend in the household paid?', problems, typed),
    pointsField('pastFindings', 'Findings in the past', problems, typed),
    pointsField('missingEvidence', 'Missing evidence', problems, typed),
  ]);
}

/** R-145: what is left over by the books, and the two things that only people know. */
function leftOver(check: MoneyCheck, policy: Policy, problems: readonly Problem[], typed: Typed | undefined): Html[] {
  const { balancePence, contingencyPence, advancePence } = check.money;
  const pence = surplusPence({ ...check.money, liabilitiesPence: [], savingsPence: 0n });
  const isLarge = isLargeSurplus(
    { pence, yearlyPence: check.yearlyPence },
    { weeks: policy.surplus.weeks, weeksPerYear: policy.budget.weeksPerYear },
  );
  return [
    html`<h2 class="nhsuk-heading-m">What is left over</h2>`,
    summaryList({
      rows: [
        { key: 'In the account', value: pounds(balancePence) },
        { key: 'Kept for emergencies', value: pounds(-contingencyPence) },
        { key: 'This month, paid in advance', value: pounds(-advancePence) },
        { key: 'Left before anything below', value: pounds(pence) },
      ],
    }),
    ...(isLarge ? [insetText({ text: 'This is a lot. Talk about why, and about what it may be needed for.' })] : []),
    moneyField({
      name: 'owedPence',
      label: 'What is owed already and not paid yet (optional)',
      problems,
      values: typed,
    }),
    moneyField({
      name: 'savingsPence',
      label: 'What is saved up for something in the plan (optional)',
      problems,
      values: typed,
    }),
  ];
}

/** R-146 and R-148: planned against spent; a cause is asked for only where they are far apart. */
function plannedAndSpent(
  spending: NonNullable<MoneyCheck['spending']>,
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html[] {
  return [
    html`<h2 class="nhsuk-heading-m">Planned and spent</h2>
    <p>Until ${longDate(spending.until)}: ${spendingWords(spending)}</p>`,
    ...(spending.flagged
      ? [
          radiosField({
            name: 'varianceCause',
            label: 'Why is it so far from the plan?',
            hint: 'More and less are looked at alike. It is often nobody’s fault',
            problems,
            values: typed,
            options: VARIANCE_CAUSES.map(cause => ({ value: cause, text: VARIANCE_CAUSE_WORDS[cause] })),
          }),
          textareaField({
            name: 'varianceWords',
            label: 'More about why (optional)',
            rows: 2,
            problems,
            values: typed,
          }),
        ]
      : []),
  ];
}

async function closePage({ frame, tx, budget, review, problems, typed }: Asking, today: PlainDate): Promise<Html> {
  const policy = await loadPolicy(tx, tx.icbCode, today);
  const risk = await loadRisk(tx, review, policy);
  if (!risk)
    return actPage(frame, review, 'Close the review', problems, undefined, [
      insetText({ text: 'Both parts of the review must be recorded first, by two people.' }),
    ]);
  const most = monthsFor(risk.band, policy);
  const options = Array.from({ length: most }, (_, i) => most - i);
  return actPage(frame, review, 'Close the review', problems, [
    scoreTable(risk),
    radiosField({
      name: 'months',
      label: 'When is the next review due?',
      labelSize: 'm',
      hint: `The points give ${countOf(most, 'month')}. It may be sooner. ${budget.personName} is told the date and why.`,
      problems,
      values: typed,
      value: String(most),
      options: options.map(months => ({
        value: String(months),
        text: `In ${countOf(months, 'month')}: by ${longDate(addMonths(today, months))}`,
      })),
    }),
  ]);
}

function actPage(
  frame: Frame,
  review: Review,
  title: string,
  problems: readonly Problem[],
  fields: readonly Html[] | undefined,
  instead: readonly Html[] = [],
): Html {
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${review.budgetId}/reviews/${review.reviewId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${kindWords(review.kind)}, ${longDate(review.plannedOn)}</span> ${title}</h1>
    ${fields ? form({ action: frame.path, ...frame.hidden }, ...fields, submitButton(title)) : instead}`,
  });
}

function pointsField(
  name: keyof typeof MOST_POINTS,
  label: string,
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html {
  return radiosField({
    name,
    label,
    hint: `0 is none, ${MOST_POINTS[name]} is the most. The points set how soon the next review is`,
    inline: true,
    problems,
    values: typed,
    options: Array.from({ length: MOST_POINTS[name] + 1 }, (_, i) => ({ value: String(i), text: String(i) })),
  });
}

function yesNoField(name: string, label: string, problems: readonly Problem[], typed: Typed | undefined): Html {
  return radiosField({
    name,
    label,
    inline: true,
    problems,
    values: typed,
    options: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ],
  });
}
