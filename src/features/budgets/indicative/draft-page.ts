/** For the finance officer: the figure while it is put together, and giving it to the person. It decides nothing. */
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { details, insetText } from '../../../nhsuk/content/text-blocks.ts';
import { dateField, form, radiosField, selectField, submitButton, textField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { type Html, html } from '../../../platform/html.ts';
import type { Frame, Problem, Typed } from '../../../platform/http.ts';
import { BUDGET_METHODS, indicativeStatement, PERS, showWorking, type Working } from '../../../rules/budget/budget.ts';
import { spreadOf } from '../../../rules/budget/methods.ts';
import { isForTheBudget } from '../../../rules/plan/plan.ts';
import { METHOD_WORDS, PER_WORDS } from '../../../rules/plan/plan-words.ts';
import { NEED_MET_WORDS } from '../../../rules/words.ts';
import { longDate, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { inPlainWords } from '../../refusals.ts';
import type { Budget, Need } from '../../requests/store.ts';
import type { Draft } from './draft.ts';
import { type EntryKind, NEED_BANDS } from './draft-inputs.ts';
import { entriesInWords, KIND_WORDS, NEED_BAND_WORDS } from './draft-words.ts';

export type Drafting = {
  readonly frame: Frame;
  readonly budget: Budget;
  readonly needs: readonly Need[];
  readonly draft: Draft;
};

export const at = (budgetId: string) => `/budgets/${budgetId}/indicative-budget`;

export const draftPage = (asked: Drafting, problems: readonly Problem[], typed?: Typed): Html => {
  const { frame, budget, needs, draft } = asked;
  const working = draft.estimate?.working;
  return page({
    frame,
    title: 'Indicative budget',
    problems: problems.length > 0 ? problems : draft.refusals.map(inPlainWords),
    width: 'full',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, 'Indicative budget')}
    ${working ? figure(asked, working) : html`<p>There is no figure yet: see above what is missing.</p>`}
    ${
      budget.kind === 'ONE_OFF_GOAL'
        ? insetText({ text: 'This is a one-off budget. Everybody in its programme gets the same sum, once.' })
        : html`${methodForm(asked, problems, sentBy(typed, 'expectedOn-day'))}
    ${methodInputs(asked)}
    ${entries(asked, 'assistants')}
    ${lineForm(asked, problems, sentBy(typed, 'quantity'))}`
    }
    ${whatIsIn(budget, needs)}
    ${working && issueForm(asked, working, problems, sentBy(typed, 'startsOn-day'))}`,
  });
};

/** What was typed, where it was this form that was sent: the page has three. */
function sentBy(typed: Typed | undefined, field: string): Typed | undefined {
  return typed?.[field] === undefined ? undefined : typed;
}

const figure = ({ budget, needs, draft }: Drafting, working: Working): Html => html`
    ${draftTable(budget, needs, working, draft)}
    ${totals(working)}
    ${(draft.estimate?.personPaysPence ?? 0n) > 0n && insetText({ text: `The person pays ${pounds(draft.estimate!.personPaysPence)} besides, for the chair that they chose (R-132).` })}
    <p><a href="/budgets/${budget.budgetId}/what-if">What if? Try other figures</a></p>`;

const methodForm = ({ frame, budget, draft }: Drafting, problems: readonly Problem[], typed?: Typed): Html => html`
    <h2 class="nhsuk-heading-m">How it is worked out</h2>
    ${form(
      { action: `${at(budget.budgetId)}/method`, ...frame.hidden },
      radiosField({
        name: 'method',
        label: 'What did you work it out from?',
        problems,
        values: typed,
        value: draft.method,
        options: BUDGET_METHODS.map(method => ({ value: method, text: sentence(METHOD_WORDS[method]) })),
      }),
      selectField({
        name: 'needBand',
        label: 'How high are the needs? (optional)',
        hint: 'Budgets of one group and one band are compared with each other.',
        problems,
        values: typed,
        value: draft.inputs.needBand ?? '',
        options: NEED_BANDS.map(band => ({ value: band, text: NEED_BAND_WORDS[band] })),
      }),
      // Only for whoever needs the rates of another day: the question of the first day stands below, once.
      details({
        summary: 'Use the rates of another day than today',
        open: typed !== undefined || draft.inputs.startsOn !== null,
        html: dateField({
          name: 'expectedOn',
          label: 'Expected first day (optional)',
          hint: 'The rates of the year from that day count.',
          problems,
          values: typed,
          ...(draft.inputs.startsOn && { value: draft.inputs.startsOn.toString() }),
        }),
      }),
      submitButton('Use this', 'secondary'),
    )}`;

/** What the method itself needs. */
const methodInputs = (asked: Drafting): Html | false => {
  switch (asked.draft.method) {
    case 'HOURS_RATES':
      return false;
    case 'SIMILAR_CASES':
      return similarCases(asked);
    case 'CURRENT_SERVICES':
      return entries(asked, 'services');
    case 'POINTS_BAND':
      return html`${entries(asked, 'points')}${bandsTable(asked)}`;
    case 'FLAT_RATE':
      return entries(asked, 'sums');
    case 'PRESCRIPTION_COST':
      return entries(asked, 'prescriptions');
  }
};

const similarCases = ({ draft }: Drafting): Html => {
  const { similarCases: cases, policy, inputs } = draft;
  const spread = spreadOf(cases.map(({ reference, finalPence }) => ({ id: reference, annualPence: finalPence })));
  return html`<h2 class="nhsuk-heading-m">Similar cases</h2>
    ${
      inputs.needBand === null
        ? html`<p>Choose above how high the needs are.</p>`
        : html`<p>${cases.length} ${cases.length === 1 ? 'budget' : 'budgets'} of the same group and band. ${policy.budget.peerMin} are needed.</p>
    ${
      cases.length > 0 &&
      html`${summaryList({
        rows: [
          { key: 'In the middle (median)', value: pounds(spread.medianPence) },
          {
            key: 'Half of them lie between',
            value: `${pounds(spread.lowerPence)} and ${pounds(spread.upperPence)}`,
          },
        ],
      })}
      ${details({
        summary: 'Each of them',
        html: table({
          caption: { text: 'Similar cases', classes: 'nhsuk-u-visually-hidden' },
          responsive: true,
          head: ['Budget', { text: 'Final budget', format: 'numeric' }],
          rows: cases.map(each => [each.reference, { text: pounds(each.finalPence), format: 'numeric' }]),
        }),
      })}`
    }`
    }`;
};

const bandsTable = ({ draft }: Drafting): Html | false =>
  draft.policy.budget.points.bands.length > 0 &&
  table({
    caption: { text: 'What a band is worth', size: 's' },
    responsive: true,
    head: ['Band', { text: 'From, points', format: 'numeric' }, { text: 'For a year', format: 'numeric' }],
    rows: draft.policy.budget.points.bands.map(band => [
      band.label,
      { text: band.from.toString(), format: 'numeric' },
      { text: pounds(band.pence), format: 'numeric' },
    ]),
  });

const entries = ({ budget, needs, draft }: Drafting, kind: EntryKind): Html => {
  const { all, one } = KIND_WORDS[kind];
  const rows = entriesInWords(draft.inputs, kind);
  const path = `${at(budget.budgetId)}/entries`;
  return html`<h2 class="nhsuk-heading-m">${all}</h2>
    ${
      rows.length > 0 &&
      table({
        caption: { text: all, classes: 'nhsuk-u-visually-hidden' },
        responsive: true,
        head: ['What', 'For', 'Figures', 'Change'],
        rows: rows.map(({ id, needId, label, words }) => [
          label,
          wordsOfNeed(needs, needId),
          words,
          html`<a href="${path}/${id}/removal">Take out <span class="nhsuk-u-visually-hidden">${label}</span></a>`,
        ]),
      })
    }
    <p><a href="${path}/${kind}">Add ${one}</a></p>`;
};

const lineForm = ({ frame, budget, needs, draft }: Drafting, problems: readonly Problem[], typed?: Typed): Html => {
  const [rateCard] = draft.rateCards;
  return html`<h2 class="nhsuk-heading-m">Add a line</h2>
    <p>Hours of care, extras and what is bought once, at the rates of the card.</p>
    ${form(
      { action: `${at(budget.budgetId)}/lines`, ...frame.hidden },
      selectField({
        name: 'needId',
        label: 'Need',
        problems,
        values: typed,
        options: needs.map(need => ({ value: need.needId, text: need.words })),
      }),
      selectField({
        name: 'service',
        label: 'Service',
        hint: rateCard && `Rate card ${rateCard.version}`,
        problems,
        values: typed,
        options: (rateCard?.rates ?? []).map(rate => ({
          value: rate.code,
          text: `${rate.label}, ${pounds(rate.pence)} for each ${rate.unit}`,
        })),
      }),
      textField({ name: 'quantity', label: 'How many', problems, values: typed, width: 4, inputmode: 'decimal' }),
      radiosField({
        name: 'per',
        label: 'How often',
        problems,
        values: typed,
        inline: true,
        options: PERS.map(per => ({ value: per, text: PER_WORDS[per] })),
      }),
      submitButton('Add the line', 'secondary'),
    )}`;
};

/** R-046: what the budget is there for, need by need. */
const whatIsIn = (budget: Budget, needs: readonly Need[]): Html => html`
    <h2 class="nhsuk-heading-m">What the budget is there for</h2>
    ${table({
      caption: { text: 'Each need', classes: 'nhsuk-u-visually-hidden' },
      responsive: true,
      head: ['Need', 'In the budget', 'How it is met', 'Change'],
      rows: needs.map(need => [
        need.words,
        isForTheBudget(need) ? 'Yes' : 'No',
        NEED_MET_WORDS[need.met as keyof typeof NEED_MET_WORDS] ?? need.met,
        html`<a href="/budgets/${budget.budgetId}/assessment/needs/${need.needId}/tag">Change <span class="nhsuk-u-visually-hidden">whether the budget is for “${need.words}”</span></a>`,
      ]),
    })}`;

const issueForm = (
  { frame, budget, draft }: Drafting,
  working: Working,
  problems: readonly Problem[],
  typed?: Typed,
): Html => {
  const chosen = draft.inputs.startsOn;
  return html`
    <h2 class="nhsuk-heading-m">Give it to the person</h2>
    ${insetText({ text: indicativeStatement(working) })}
    ${form(
      {
        action: at(budget.budgetId),
        ...frame.hidden,
        hidden: {
          seenPence: pounds(working.totalPence),
          method: draft.method,
          ...(chosen && dateParts('startsOn', chosen)),
        },
      },
      chosen
        ? html`<p>It is expected to start on ${longDate(chosen)}, the day that you chose above.</p>`
        : dateField({ name: 'startsOn', label: 'When is the budget expected to start?', problems, values: typed }),
      submitButton(`Give the indicative budget of ${pounds(working.totalPence)}`),
    )}`;
};

/** A date as the three boxes of a date question send it. */
const dateParts = (name: string, { day, month, year }: PlainDate) => ({
  [`${name}-day`]: String(day),
  [`${name}-month`]: String(month),
  [`${name}-year`]: String(year),
});

const draftTable = (budget: Budget, needs: readonly Need[], working: Working, draft: Draft): Html =>
  working.lines.length === 0
    ? html`<p>There is no line yet.</p>`
    : table({
        caption: { text: 'Lines so far', size: 'm' },
        responsive: true,
        head: ['Service', 'For', 'Working', { text: 'Amount', format: 'numeric' }, 'Change'],
        rows: working.lines.map(line => [
          line.label,
          wordsOfNeed(needs, line.needId),
          showWorking(line),
          { text: pounds(line.amountPence), format: 'numeric' },
          draft.lines.some(own => own.draftLineId === line.id)
            ? html`<a href="${at(budget.budgetId)}/lines/${line.id}/removal">Take out <span class="nhsuk-u-visually-hidden">${line.label}</span></a>`
            : 'Worked out for you',
        ]),
      });

const totals = (working: Working): Html =>
  summaryList({
    rows: [
      { key: 'What comes round again', value: pounds(working.linesPence) },
      { key: 'What is bought once', value: pounds(working.startUpPence) },
      {
        key: 'Kept for emergencies',
        value: `${pounds(working.contingencyPence)}${working.contingencyInBudget ? '' : ', on top of the budget'}`,
      },
      { key: 'Total for the year', value: html`<strong>${pounds(working.totalPence)}</strong>` },
    ],
  });

export const heading = (budget: Budget, title: string): Html =>
  html`<h1 class="nhsuk-heading-xl"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;

export function wordsOfNeed(needs: readonly Need[], needId: string | null): string {
  return needs.find(need => need.needId === needId)?.words ?? 'The whole budget';
}

export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
