/** Earlier versions of the plan, and what changed from one to another, in sentences. */
import { form, selectField, submitButton } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Route, type ShowContext } from '../../../platform/http.ts';
import type { Difference } from '../../../rules/plan/plan-differences.ts';
import { longDate } from '../../../values/dates.ts';
import { loadBudget, loadOutcomes } from '../../requests/store.ts';
import { loadDecisionOn } from '../decision-store.ts';
import { loadEntries } from '../entry-store.ts';
import { caseHeading, itemsTable, STATUS_WORDS, sectionsInFull, signatures } from '../parts.ts';
import { loadAuthors, loadPlanItems, loadPlanVersions, loadSections, loadStatements } from '../store.ts';
import { loadCompared } from './compare.ts';

export const versionPages: readonly Route[] = [
  get('/budgets/:budgetId/plan/versions/:version', {
    may: 'see-case',
    records: 'plan.read',
    show: context => showVersion(context),
  }),
  get('/budgets/:budgetId/plan/differences', {
    may: 'see-case',
    records: 'plan.read',
    show: context => showDifferences(context),
  }),
];

async function showVersion({
  tx,
  actor,
  frame,
  params,
}: ShowContext<{ readonly budgetId: string; readonly version: string }>): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const versions = budget ? await loadPlanVersions(tx, budget.budgetId) : [];
  const plan = versions.find(({ version }) => String(version) === params.version);
  if (!budget || !plan) return undefined;
  const forPerson = actor.personId !== undefined;
  const [sections, entries] = [await loadSections(tx, plan.planId), await loadEntries(tx, plan.planId)];
  const items = await loadPlanItems(tx, plan.planId);
  const outcomes = await loadOutcomes(tx, budget.budgetId);
  const title = `Care plan, version ${plan.version}`;
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: `/budgets/${budget.budgetId}/plan`, text: 'Back to the plan' },
    content: html`
    ${caseHeading(budget, title)}
    <p>${STATUS_WORDS[plan.status]}${plan.submittedOn && html`, sent in on ${longDate(plan.submittedOn)}`}.</p>
    ${itemsTable(items, outcomes)}
    <h2 class="nhsuk-heading-m">The plan in words</h2>
    ${sectionsInFull({ sections, entries, authors: await loadAuthors(tx, plan.planId), outcomes }, forPerson)}
    ${signatures(await loadStatements(tx, plan.planId), await loadDecisionOn(tx, plan.planId))}`,
  });
}

/** What changed, and two lists to compare other versions. Without a choice: from the version before to the latest. */
async function showDifferences({
  tx,
  actor,
  frame,
  params,
  query,
}: ShowContext<{ readonly budgetId: string }>): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const compared = budget && (await loadCompared(tx, budget.budgetId, query));
  if (!budget || !compared) return undefined;
  const { versions, from, to, differences } = compared;
  const title = 'What changed in the plan';
  const options = versions.map(({ version, status }) => ({
    value: String(version),
    text: `Version ${version}: ${STATUS_WORDS[status]}`,
  }));
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}/plan`, text: 'Back to the plan' },
    content: html`
    ${caseHeading(budget, title)}
    ${
      from === to
        ? html`<p>There is only one version to compare.</p>`
        : html`<h2 class="nhsuk-heading-m">From version ${from.version} to version ${to.version}</h2>${inSentences(differences)}`
    }
    ${
      versions.length > 1 &&
      form(
        { action: `/budgets/${budget.budgetId}/plan/differences`, method: 'get' },
        selectField({ name: 'from', label: 'From', options, value: String(from.version) }),
        selectField({ name: 'to', label: 'To', options, value: String(to.version) }),
        submitButton('Compare', 'secondary'),
      )
    }`,
  });
}

function inSentences(differences: readonly Difference[]): Html {
  if (differences.length === 0) return html`<p>Nothing changed.</p>`;
  return html`<ul class="nhsuk-list nhsuk-list--bullet">${differences.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul>`;
}
