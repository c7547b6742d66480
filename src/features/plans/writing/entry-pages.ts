/** Adding what a plan may hold several of, such as contacts and actions, and taking it out again. */
import { z } from 'zod';
import { form, submitButton } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { titleOf as entryTitle } from '../../../rules/plan/plan-differences.ts';
import { ENTRY_WORDS } from '../../../rules/plan/plan-part-words.ts';
import { ENTRY_FIELDS, ENTRY_KINDS } from '../../../rules/plan/plan-sections.ts';
import { loadBudget, loadOutcomes } from '../../requests/store.ts';
import { loadEntries } from '../entry-store.ts';
import { caseHeading } from '../parts.ts';
import { loadPlan } from '../store.ts';
import { addEntry } from './add-entry.ts';
import { contentOf, drawField, shapeOf } from './part-fields.ts';
import { removeEntry } from './remove-entry.ts';

/** One shape for all kinds: each keeps the fields that it has. */
const EntryForm = shapeOf(ENTRY_KINDS.flatMap(kind => ENTRY_FIELDS[kind]));

export const entryPages: readonly Route[] = [
  get('/budgets/:budgetId/plan/entries/:kind/new', {
    may: 'write-plan',
    records: 'plan.read',
    show: context => showNewEntry(context),
  }),
  post('/budgets/:budgetId/plan/entries/:kind/new', {
    may: 'write-plan',
    records: 'plan.add-entry',
    form: EntryForm,
    act: ({ tools, actor, command, params, values }) =>
      addEntry(tools, actor, command, params.budgetId, { kind: params.kind, content: contentOf(values) }),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/plan`, 'Added to the plan'),
    askAgain: (context, problems, typed) => showNewEntry(context, problems, typed),
  }),
  get('/budgets/:budgetId/plan/parts/:planEntryId/removal', {
    may: 'write-plan',
    records: 'plan.read',
    show: context => showRemoval(context),
  }),
  post('/budgets/:budgetId/plan/parts/:planEntryId/removal', {
    may: 'write-plan',
    records: 'plan.remove-entry',
    form: z.object({}),
    act: ({ tools, actor, command, params }) => removeEntry(tools, actor, command, params.budgetId, params.planEntryId),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/plan`, 'Taken out of the plan'),
    askAgain: (context, problems) => showRemoval(context, problems),
  }),
];

async function showNewEntry(
  { tx, actor, frame, params }: ShowContext<{ readonly budgetId: string; readonly kind: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const kind = ENTRY_KINDS.find(each => each === params.kind);
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const plan = budget && (await loadPlan(tx, budget.budgetId));
  if (!kind || !budget || !plan) return undefined;
  const outcomes = await loadOutcomes(tx, budget.budgetId);
  const title = ENTRY_WORDS[kind].add;
  const at = `/budgets/${budget.budgetId}/plan`;
  const filled = { content: {}, problems, typed, forPerson: actor.personId !== undefined, outcomes };
  return page({
    frame,
    title,
    problems,
    backLink: { href: at, text: 'Back to the plan' },
    content: html`
    ${caseHeading(budget, title)}
    ${form(
      { action: `${at}/entries/${kind}/new`, ...frame.hidden },
      ENTRY_FIELDS[kind].map(field => drawField(field, filled)),
      submitButton('Add it to the plan'),
    )}`,
  });
}

/** Asks once more before an entry goes. */
async function showRemoval(
  { tx, actor, frame, params }: ShowContext<{ readonly budgetId: string; readonly planEntryId: string }>,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const plan = budget && (await loadPlan(tx, budget.budgetId));
  if (!budget || !plan) return undefined;
  const entries = await loadEntries(tx, plan.planId);
  const entry = entries.find(({ planEntryId }) => planEntryId === params.planEntryId);
  if (!entry && problems.length === 0) return undefined;
  const title = 'Take this out of the plan?';
  const at = `/budgets/${budget.budgetId}/plan`;
  return page({
    frame,
    title,
    problems,
    backLink: { href: at, text: 'Back to the plan' },
    content: html`
    ${caseHeading(budget, title)}
    ${
      entry &&
      html`<p>${ENTRY_WORDS[entry.kind].many}: ${entryTitle(entry)}</p>
    ${form({ action: `${at}/parts/${entry.planEntryId}/removal`, ...frame.hidden }, submitButton('Take it out', 'warning'))}`
    }`,
  });
}
