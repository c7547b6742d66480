/** Parts that several pages of the plan draw alike: headings, the money so far, the lines, the sections. */
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { type Html, html, type Piece } from '../../platform/html.ts';
import { showWorking } from '../../rules/budget.ts';
import { isForTheBudget, type PlanItem, type PlanNeed, type PlanOutcome, totalsOf } from '../../rules/plan.ts';
import { SECTION_KINDS, type SectionContent, type SectionKind, type Sections } from '../../rules/plan-sections.ts';
import { OPTION_WORDS, SECTION_FOR_PERSON, SECTION_WORDS } from '../../rules/plan-words.ts';
import { longDate, readIsoDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Budget } from '../requests/store.ts';

/** The page's heading with whose case it is above it. */
export function caseHeading(budget: Budget, title: string): Html {
  return html`<h1 class="nhsuk-heading-xl"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;
}

export type Money = {
  readonly items: readonly PlanItem[];
  readonly indicativePence: bigint;
  readonly contingencyPence: bigint;
  readonly proposedPence: bigint | undefined;
};

/** What the plan costs so far against the budget, and how much is left. */
export function moneySoFar({ items, indicativePence, contingencyPence, proposedPence }: Money): Html {
  const { totalPence } = totalsOf(items);
  const budgetPence = proposedPence ?? indicativePence;
  const left = budgetPence - contingencyPence - totalPence;
  return html`${summaryList({
    rows: [
      { key: 'First estimate (indicative budget)', value: pounds(indicativePence) },
      proposedPence !== undefined && { key: 'Proposed final budget', value: pounds(proposedPence) },
      { key: 'In the plan so far', value: pounds(totalPence) },
      { key: 'Kept for emergencies', value: pounds(contingencyPence) },
      {
        key: left < 0n ? 'Too much by' : 'Left to plan',
        value: html`<strong>${pounds(left < 0n ? -left : left)}</strong>`,
      },
    ],
  })}
  ${left < 0n && insetText({ text: `The plan and the money for emergencies come to ${pounds(-left)} more than the budget.` })}`;
}

/** The lines of the plan; `change` draws the last column, where there is something to do. */
export function itemsTable(
  items: readonly PlanItem[],
  outcomes: readonly PlanOutcome[],
  change?: (item: PlanItem) => Html,
): Html {
  if (items.length === 0) return html`<p>There is nothing in the plan yet that money is for.</p>`;
  const { totalPence } = totalsOf(items);
  return html`${table({
    caption: { text: 'What the money is for', size: 'm' },
    responsive: true,
    head: ['What', 'Helps with', 'Working', { text: 'In the year', format: 'numeric' }, change && 'Change'],
    rows: items.map(item => [
      html`${item.label}<br><span class="nhsuk-u-secondary-text-colour">${item.provider}. ${OPTION_WORDS[item.option]}</span>`,
      outcomes
        .filter(outcome => item.outcomeIds.includes(outcome.outcomeId))
        .map(outcome => outcome.words)
        .join('; '),
      workingOf(item),
      { text: pounds(item.annualPence), format: 'numeric' },
      change?.(item),
    ]),
  })}
  <p>Together in the year: <strong>${pounds(totalPence)}</strong></p>`;
}

/** `40 hours × £15.00 × 52 weeks = £31,200.00` */
export function workingOf(item: PlanItem): string {
  const { quantity, unit, per, unitPence, times, annualPence } = item;
  return showWorking({ quantity, unit, per, ratePence: unitPence, times, amountPence: annualPence, rule: 'R-044' });
}

/** The needs that the budget is for, each with what the person wants of it. */
export function needsAndOutcomes(needs: readonly PlanNeed[], outcomes: readonly PlanOutcome[]): Html {
  return html`<ul class="nhsuk-list nhsuk-list--bullet">${needs.filter(isForTheBudget).map(
    need => html`<li>${need.words}
    <ul>${outcomes
      .filter(outcome => outcome.needId === need.needId)
      .map(
        ({ words, measure, importance }) =>
          html`<li>${words}${measure && html`. We see it by: ${measure}`}${importance !== null && html`. Importance: ${importance} of 10`}</li>`,
      )}</ul></li>`,
  )}</ul>`;
}

/** Every section that is written, in full. */
export function sectionsInFull(sections: Sections, forPerson: boolean): Html {
  return html`${SECTION_KINDS.map(kind => {
    const content = sections[kind];
    return (
      content &&
      html`<h3 class="nhsuk-heading-s">${titleOf(kind, forPerson)}</h3>
    ${paragraphsOf(kind, content)}`
    );
  })}`;
}

export function titleOf(kind: SectionKind, forPerson: boolean): string {
  return (forPerson ? SECTION_FOR_PERSON : SECTION_WORDS)[kind];
}

function paragraphsOf(kind: SectionKind, content: SectionContent): Piece {
  if (content.choseNotToSay === 'yes') return html`<p>Chose not to say.</p>`;
  const lines: readonly (readonly [string, string | undefined])[] = {
    learning: [
      ['Education, health and care plan: ', content.ehcPlan],
      ['Learning outcomes: ', content.outcomes],
    ] as const,
    contingency: [
      ['Signs: ', content.triggers],
      ['What happens: ', content.whatHappens],
      ['Who to call: ', content.whoToCall],
    ] as const,
    safeguarding: [
      ['', content.words],
      ['Liberty: ', content.liberty],
    ] as const,
    review: [
      ['First look: ', dateWords(content.reviewOn)],
      ['Then every so many months: ', content.intervalMonths],
      ['Who sees to it: ', content.responsible],
    ] as const,
  }[kind as string] ?? [['', content.words]];
  return lines.filter(([, words]) => words).map(([label, words]) => html`<p>${label}${words}</p>`);
}

function dateWords(iso: string | undefined): string | undefined {
  const date = iso === undefined ? undefined : readIsoDate(iso);
  return date && longDate(date);
}
