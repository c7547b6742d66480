/** The work list, and the page of one case: for staff what is to be done, for the person where their budget is. */

import { button } from '../../nhsuk/content/button.ts';
import { pagination } from '../../nhsuk/content/pagination.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Route, seeOther } from '../../platform/http.ts';
import type { BudgetState } from '../../rules/life.ts';
import { EVERY_STATE, hasEnded, statesToWorkOn } from '../../rules/next-steps.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { STATE_FOR_PERSON, STATE_WORDS } from '../../rules/words.ts';
import type { Actor } from '../../values/actor.ts';
import { isBefore, longDate, type PlainDate } from '../../values/dates.ts';
import { loadCaseFacts } from './case-facts.ts';
import { casePage, personsPage } from './case-page.ts';
import { type Budget, type Case, loadBudgetsOf, loadCases } from './store.ts';

const ON_A_PAGE = 50;

export const casePages: readonly Route[] = [
  get('/cases', {
    may: 'see-case',
    records: 'case.list',
    async show({ frame, tx, actor, query, tools }) {
      if (actor.personId !== undefined) return seeOther('/your-budget');
      const shown = statesShown(actor, query.show);
      const pageNumber = pageOf(query.page);
      // One more than is shown says whether there is another page.
      const found = await loadCases(tx, actor.icbCode, {
        states: shown.states,
        from: (pageNumber - 1) * ON_A_PAGE,
        limit: ON_A_PAGE + 1,
      });
      return listPage({ frame, actor, shown, pageNumber, found, today: tools.today() });
    },
  }),
  get('/your-budget', {
    may: 'see-inbox',
    records: 'case.list',
    async show({ frame, tx, actor }) {
      if (actor.personId === undefined) return seeOther('/cases');
      const budgets = await loadBudgetsOf(tx, actor.icbCode, actor.personId);
      const [only, ...others] = budgets;
      if (only && others.length === 0) return seeOther(`/budgets/${only.budgetId}`);
      return yourBudgetsPage(frame, budgets);
    },
  }),
  get('/budgets/:budgetId', {
    may: 'see-case',
    records: 'case.read',
    async show({ frame, tx, actor, params, tools }) {
      const facts = await loadCaseFacts(tx, actor, params.budgetId, tools.today());
      if (!facts) return undefined;
      return actor.personId === undefined ? casePage(frame, actor, facts) : personsPage(frame, actor, facts);
    },
  }),
];

type Shown = { readonly name: string; readonly states: readonly BudgetState[] };

/** What the list shows: what this actor has work on (the beginning), every case, or one state. */
function statesShown(actor: Actor, show: string | undefined): Shown {
  const state = EVERY_STATE.find(one => one === show);
  if (state) return { name: state, states: [state] };
  if (show === 'all') return { name: 'all', states: EVERY_STATE };
  const mine = statesToWorkOn(permission => hasLeave(actor, permission));
  return { name: 'mine', states: mine };
}

function pageOf(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 1;
}

const listPage = (given: {
  readonly frame: Frame;
  readonly actor: Actor;
  readonly shown: Shown;
  readonly pageNumber: number;
  readonly found: readonly Case[];
  readonly today: PlainDate;
}): Html => {
  const { frame, actor, shown, pageNumber, found, today } = given;
  const to = (number: number) => `/cases?show=${shown.name}&page=${number}`;
  return page({
    frame,
    title: 'Cases',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Cases</h1>
    ${hasLeave(actor, 'register-request') && button({ text: 'Register a request', href: '/cases/new', variant: 'secondary' })}
    ${filter(shown)}
    ${
      found.length === 0
        ? insetText(
            shown.name === 'mine'
              ? { html: html`<p>Nothing waits for you on any case. <a href="/cases?show=all">See every case</a>.</p>` }
              : { text: 'There is no such case.' },
          )
        : table({
            caption: 'Oldest first, by the day on which the request has to be decided',
            responsive: true,
            head: ['Person', 'Reference', 'Step', 'Since', 'Decide by', 'Care co-ordinator'],
            rows: found
              .slice(0, ON_A_PAGE)
              .map(one => [
                { html: html`<a href="/budgets/${one.budgetId}">${one.personName}</a>` },
                one.reference,
                STATE_WORDS[one.state],
                longDate(one.since),
                { html: decideByCell(one, today) },
                one.careCoordinatorName,
              ]),
          })
    }
    ${
      (pageNumber > 1 || found.length > ON_A_PAGE) &&
      pagination({
        previous: pageNumber > 1 ? { href: to(pageNumber - 1) } : undefined,
        next: found.length > ON_A_PAGE ? { href: to(pageNumber + 1) } : undefined,
      })
    }`,
  });
};

/** The clock runs only until the request is decided; overdue is said, not only coloured. */
function decideByCell(one: Case, today: PlainDate): Html {
  if (hasEnded(one.state)) return html`Ended`;
  if (one.state !== 'REQUESTED') return html`Decided`;
  if (isBefore(one.decideBy, today)) return html`${longDate(one.decideBy)} <strong>(overdue)</strong>`;
  return html`${longDate(one.decideBy)}`;
}

const filter = (shown: Shown): Html => html`
  <form action="/cases" method="get" class="nhsuk-u-margin-bottom-4">
    <div class="nhsuk-form-group">
      <label class="nhsuk-label" for="show">Show</label>
      <select class="nhsuk-select" id="show" name="show">
        ${[
          ['mine', 'Where I have something to do'],
          ['all', 'Every case'],
          ...EVERY_STATE.map(state => [state, STATE_WORDS[state]]),
        ].map(
          ([value, text]) => html`<option value="${value}"${value === shown.name && html` selected`}>${text}</option>`,
        )}
      </select>
    </div>
    ${button({ text: 'Show', variant: 'secondary', small: true })}
  </form>`;

const yourBudgetsPage = (frame: Frame, budgets: readonly Budget[]): Html =>
  page({
    frame,
    title: 'Your personal health budgets',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Your personal health budgets</h1>
    ${
      budgets.length === 0
        ? html`<p>You have not asked for a budget yet. <a href="/enquiries/new">Ask about a personal health budget</a></p>`
        : summaryList({
            rows: budgets.map(budget => ({
              key: budget.reference,
              value: {
                html: html`${STATE_FOR_PERSON[budget.state]} <a href="/budgets/${budget.budgetId}">Open it<span class="nhsuk-u-visually-hidden"> (${budget.reference})</span></a>`,
              },
            })),
          })
    }`,
  });
