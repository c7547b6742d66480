/** The assessment: what has been said so far, a page for each thing to add, and its completion (T06). */
import { z } from 'zod';
import { button } from '../../nhsuk/content/button.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { date, flag, oneOf, optionalText, someOf, text, wholeNumber } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, post, type Route, seeOther } from '../../platform/http.ts';
import { ENTRY_KINDS, isOpenForAdditions, NEED_DOMAINS, NEED_MET } from '../../rules/eligibility/assessment.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { ENTRY_WORDS, NEED_DOMAIN_WORDS, NEED_MET_WORDS } from '../../rules/words.ts';
import type { Actor } from '../../values/actor.ts';
import { longDate } from '../../values/dates.ts';
import { addEntry } from './add-entry.ts';
import { addNeed } from './add-need.ts';
import { addOutcome } from './add-outcome.ts';
import { completionPage, entryPage, needPage, outcomePage, SOURCE_WORDS, SOURCES } from './assessment-forms.ts';
import { completeAssessment } from './complete-assessment.ts';
import {
  type Budget,
  type Entry,
  loadAssessment,
  loadBudget,
  loadEntries,
  loadNeeds,
  loadOutcomes,
  type Need,
  type Outcome,
} from './store.ts';

const NeedForm = z.object({
  domain: oneOf(NEED_DOMAINS, 'Select what the need is about'),
  words: text('Describe the need'),
  met: oneOf(NEED_MET, 'Select how the need is met now'),
});

const OutcomeForm = z.object({
  needId: z.uuid({ error: 'Select the need that this outcome is for' }),
  words: text('Write what the person wants, in their own words'),
  measure: optionalText(500),
  importance: wholeNumber('Importance is a whole number from 1 to 10', 1, 10).optional(),
});

const EntryForm = z.object({
  kind: oneOf(ENTRY_KINDS, 'Select what this is about'),
  words: optionalText(),
  choseNotToSay: flag(),
});

const CompletionForm = z.object({
  sources: someOf(SOURCES, 'Select what the assessment rests on'),
  risks: text('Describe the risks, or write that there are none'),
  carerInput: text('Write what carers said, or that there is no carer'),
  communicationNeeds: text('Write what help the person needs to talk or to read, or that they need none'),
  capacity: oneOf(['ASSUMED', 'HAS', 'LACKS'], 'Select what was found about capacity'),
  capacitySupport: optionalText(),
  vulnerable: flag(),
  assessedOn: date('Enter the day of the assessment'),
});

export const assessmentPages: readonly Route[] = [
  get('/budgets/:budgetId/assessment', {
    may: 'see-case',
    records: 'assessment.read',
    async show({ frame, tx, actor, params: { budgetId } }) {
      const budget = await loadBudget(tx, actor.icbCode, budgetId);
      return budget && assessmentPage(frame, actor, tx, budget);
    },
  }),

  get('/budgets/:budgetId/assessment/needs', {
    may: 'write-assessment',
    records: 'assessment.add-need',
    async show({ frame, tx, actor, params }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      return budget && needPage(frame, budget);
    },
  }),
  post('/budgets/:budgetId/assessment/needs', {
    may: 'write-assessment',
    records: 'assessment.add-need',
    form: NeedForm,
    act: ({ tools, actor, command, params, values }) => addNeed(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/assessment`, 'Need added'),
    async askAgain({ frame, tx, actor, params }, problems, typed) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      return budget && needPage(frame, budget, problems, typed);
    },
  }),

  get('/budgets/:budgetId/assessment/outcomes', {
    may: 'write-assessment',
    records: 'assessment.add-outcome',
    async show({ frame, tx, actor, params }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      return budget && outcomePage(frame, budget, await loadNeeds(tx, params.budgetId));
    },
  }),
  post('/budgets/:budgetId/assessment/outcomes', {
    may: 'write-assessment',
    records: 'assessment.add-outcome',
    form: OutcomeForm,
    act: ({ tools, actor, command, params, values }) =>
      addOutcome(tools, actor, command, params.budgetId, { ...values, importance: values.importance ?? null }),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/assessment`, 'Outcome added'),
    async askAgain({ frame, tx, actor, params }, problems, typed) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      return budget && outcomePage(frame, budget, await loadNeeds(tx, params.budgetId), problems, typed);
    },
  }),

  get('/budgets/:budgetId/assessment/entries', {
    may: 'write-assessment',
    records: 'assessment.add-entry',
    async show({ frame, tx, actor, params, query }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      return budget && entryPage(frame, budget, query.kind);
    },
  }),
  post('/budgets/:budgetId/assessment/entries', {
    may: 'write-assessment',
    records: 'assessment.add-entry',
    form: EntryForm,
    act: ({ tools, actor, command, params, values }) => addEntry(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/assessment`, 'Added to the assessment'),
    async askAgain({ frame, tx, actor, params }, problems, typed) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      return budget && entryPage(frame, budget, undefined, problems, typed);
    },
  }),

  get('/budgets/:budgetId/assessment/completion', {
    may: 'write-assessment',
    records: 'assessment.complete',
    async show({ frame, tx, actor, params, tools }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      return budget && completionPage(frame, budget, tools.today());
    },
  }),
  post('/budgets/:budgetId/assessment/completion', {
    may: 'write-assessment',
    records: 'assessment.complete',
    form: CompletionForm,
    act: ({ tools, actor, command, params, values }) =>
      completeAssessment(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}`, 'Assessment complete'),
    async askAgain({ frame, tx, actor, params, tools }, problems, typed) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      return budget && completionPage(frame, budget, tools.today(), problems, typed);
    },
  }),
];

async function assessmentPage(frame: Frame, actor: Actor, tx: Tx, budget: Budget): Promise<Html> {
  const { budgetId } = budget;
  const [needs, outcomes, entries] = [
    await loadNeeds(tx, budgetId),
    await loadOutcomes(tx, budgetId),
    await loadEntries(tx, budgetId),
  ];
  const assessment = await loadAssessment(tx, budgetId);
  const path = `/budgets/${budgetId}/assessment`;
  const mayAdd = hasLeave(actor, 'write-assessment') && isOpenForAdditions(budget.state);
  const mayTag = hasLeave(actor, 'tag-need') && isOpenForAdditions(budget.state);
  const title = actor.personId === undefined ? `Assessment of ${budget.personName}` : 'What we know about you';
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}</span> ${title}</h1>
    ${
      assessment
        ? summaryList({
            rows: [
              { key: 'Assessed', value: `${longDate(assessment.assessedOn)} by ${assessment.byName}` },
              { key: 'Rests on', value: assessment.sources.map(sourceInWords).join(', ') },
              { key: 'Risks', value: assessment.risks },
              { key: 'What carers said', value: assessment.carerInput },
              { key: 'Help to talk or to read', value: assessment.communicationNeeds },
              { key: 'Needs closer protection', value: assessment.vulnerable ? 'Yes' : 'No' },
            ],
          })
        : insetText({ text: 'The assessment is not complete yet.' })
    }
    <h2 class="nhsuk-heading-m">Needs, and what the person wants</h2>
    ${needs.length === 0 ? html`<p>None yet.</p>` : needsTable(needs, outcomes, mayTag ? `${path}/needs` : undefined)}
    ${mayAdd && button({ text: 'Add a need', href: `${path}/needs`, variant: 'secondary' })}
    ${mayAdd && needs.length > 0 && button({ text: 'Add an outcome', href: `${path}/outcomes`, variant: 'secondary' })}
    ${ENTRY_KINDS.map(
      kind => html`<h2 class="nhsuk-heading-m">${ENTRY_WORDS[kind]}</h2>
    ${entryList(entries.filter(entry => entry.kind === kind))}
    ${mayAdd && html`<p><a href="${path}/entries?kind=${kind}">Add to “${ENTRY_WORDS[kind]}”</a></p>`}`,
    )}
    ${
      hasLeave(actor, 'write-assessment') &&
      budget.state === 'ELIGIBLE' &&
      button({ text: 'Complete the assessment', href: `${path}/completion` })
    }`,
  });
}

function sourceInWords(source: string): string {
  return SOURCE_WORDS[source as (typeof SOURCES)[number]] ?? source;
}

/** `tagAt` is where a need's tag is changed; undefined for whoever may not. */
const needsTable = (needs: readonly Need[], outcomes: readonly Outcome[], tagAt: string | undefined): Html =>
  table({
    caption: { text: 'Each need with its outcomes', classes: 'nhsuk-u-visually-hidden' },
    responsive: true,
    head: ['Need', 'About', 'Met now', 'Outcomes'],
    rows: needs.map(need => {
      const own = outcomes.filter(outcome => outcome.needId === need.needId);
      return [
        need.words,
        NEED_DOMAIN_WORDS[need.domain as (typeof NEED_DOMAINS)[number]] ?? need.domain,
        {
          html: html`${NEED_MET_WORDS[need.met as (typeof NEED_MET)[number]] ?? need.met}${tagAt !== undefined && html`<br><a href="${tagAt}/${need.needId}/tag">Change <span class="nhsuk-u-visually-hidden">whether the budget is for “${need.words}”</span></a>`}`,
        },
        { html: own.length === 0 ? html`None yet` : outcomeList(own) },
      ];
    }),
  });

const outcomeList = (outcomes: readonly Outcome[]): Html =>
  html`<ul class="nhsuk-list nhsuk-list--bullet">${outcomes.map(
    ({ words, measure, importance }) =>
      html`<li>${words}${measure && html` (measured by: ${measure})`}${importance !== null && html` (importance ${importance} of 10)`}</li>`,
  )}</ul>`;

const entryList = (entries: readonly Entry[]): Html =>
  entries.length === 0
    ? html`<p>Nothing yet.</p>`
    : html`<ul class="nhsuk-list nhsuk-list--bullet">${entries.map(
        entry => html`<li>${entry.choseNotToSay ? 'Chose not to say' : entry.words}</li>`,
      )}</ul>`;
