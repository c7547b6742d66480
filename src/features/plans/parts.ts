/** Parts that several pages of the plan draw alike: headings, the money so far, the lines, the sections. */
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { type Html, html, type Piece } from '../../platform/html.ts';
import { showWorking } from '../../rules/budget/budget.ts';
import {
  isForTheBudget,
  type PlanItem,
  type PlanNeed,
  type PlanOutcome,
  type SignedStatement,
  totalsOf,
} from '../../rules/plan/plan.ts';
import { ENTRY_WORDS } from '../../rules/plan/plan-part-words.ts';
import {
  ENTRY_FIELDS,
  ENTRY_KINDS,
  SECTION_FIELDS,
  SECTION_KINDS,
  type SectionContent,
  type SectionKind,
  type Sections,
} from '../../rules/plan/plan-sections.ts';
import { OPTION_WORDS, SECTION_FOR_PERSON, SECTION_WORDS, STATEMENT_SENTENCES } from '../../rules/plan/plan-words.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Budget } from '../requests/store.ts';
import type { BoardDecision } from './decision-store.ts';
import type { WrittenEntry } from './entry-store.ts';
import type { Author, PlanAuthors } from './store.ts';
import { labelOf, shownValue } from './writing/part-fields.ts';

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

/** The lines of the plan; `change` draws the last column, where there is something to do. With `authors` it says whose each is. */
export function itemsTable(
  items: readonly PlanItem[],
  outcomes: readonly PlanOutcome[],
  change?: (item: PlanItem) => Html,
  authors?: PlanAuthors,
): Html {
  if (items.length === 0) return html`<p>There is nothing in the plan yet that money is for.</p>`;
  const { totalPence } = totalsOf(items);
  return html`${table({
    caption: { text: 'What the money is for', size: 'm' },
    responsive: true,
    head: ['What', 'Helps with', 'Working', { text: 'In the year', format: 'numeric' }, change && 'Change'],
    rows: items.map(item => [
      html`${item.label}<br><span class="nhsuk-u-secondary-text-colour">${item.provider}. ${OPTION_WORDS[item.option]}${byWhom(authors?.items.get(item.planItemId))}</span>`,
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

function byWhom(author: Author | undefined): string {
  return author ? `. Written by ${author.byName}` : '';
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

type Written = {
  readonly sections: Sections;
  readonly entries: readonly WrittenEntry[];
  readonly authors: PlanAuthors;
  readonly outcomes: readonly PlanOutcome[];
};

/** Every section and entry that is written, in full, each with who wrote it. */
export function sectionsInFull({ sections, entries, authors, outcomes }: Written, forPerson: boolean): Html {
  return html`${SECTION_KINDS.map(kind => {
    const content = sections[kind];
    return (
      content &&
      html`<h3 class="nhsuk-heading-s">${titleOf(kind, forPerson)}</h3>
    ${paragraphsOf(kind, content, forPerson)}${writtenBy(authors.sections.get(kind)?.byName)}`
    );
  })}${ENTRY_KINDS.map(kind => {
    const own = entries.filter(entry => entry.kind === kind);
    return (
      own.length > 0 &&
      html`<h3 class="nhsuk-heading-s">${ENTRY_WORDS[kind].many}</h3>${own.map(entry => entryInFull(entry, outcomes, forPerson))}`
    );
  })}`;
}

/** One entry with its fields and who wrote it. */
export function entryInFull(entry: WrittenEntry, outcomes: readonly PlanOutcome[], forPerson: boolean): Html {
  const rows = ENTRY_FIELDS[entry.kind].flatMap(field => {
    const value = entry.content[field.name];
    return value === undefined
      ? []
      : [{ key: labelOf(field.name, forPerson), value: shownValue(field, value, outcomes) }];
  });
  return html`${summaryList({ rows })}${writtenBy(entry.byName)}`;
}

/** Who wrote it. The day stays out: it is the day of the recording, which a demonstration does not live on. */
function writtenBy(byName: string | undefined): Piece {
  return byName !== undefined && html`<p class="nhsuk-u-secondary-text-colour">Written by ${byName}</p>`;
}

export const STATUS_WORDS = {
  DRAFT: 'Being written',
  SUBMITTED: 'Waiting for approval',
  APPROVED: 'Approved',
  RETURNED: 'Sent back',
  REFUSED: 'Refused',
} as const;

/** The signatures of both sides: what the person said to the three statements, and what the board decided. */
export function signatures(statements: readonly SignedStatement[], decision: BoardDecision | undefined): Html {
  if (statements.length === 0 && !decision) return html``;
  return html`<h2 class="nhsuk-heading-m">Signatures</h2>
  ${summaryList({
    rows: [
      ...statements.map(({ statement, agreed, words, byName, signedAs, signedOn }) => ({
        key: STATEMENT_SENTENCES[statement],
        value: `${agreed ? 'Yes' : `No: ${words}`}. ${byName}${signedAs === 'REPRESENTATIVE' ? ', for the person' : ''}, ${longDate(signedOn)}`,
      })),
      decision && {
        key: 'The board',
        value: `${STATUS_WORDS[decision.decision]}. ${decision.byName}, ${longDate(decision.decidedOn)}${decision.clinicianName ? `. Clinician: ${decision.clinicianName}` : ''}`,
      },
    ],
  })}`;
}

export function titleOf(kind: SectionKind, forPerson: boolean): string {
  return (forPerson ? SECTION_FOR_PERSON : SECTION_WORDS)[kind];
}

function paragraphsOf(kind: SectionKind, content: SectionContent, forPerson: boolean): Piece {
  if (content.choseNotToSay === 'yes') return html`<p>Chose not to say.</p>`;
  const fields = SECTION_FIELDS[kind];
  return fields.map(field => {
    const value = content[field.name];
    if (value === undefined) return undefined;
    const shown = LEADS[kind]?.[field.name] ?? (field.name === 'words' ? '' : `${labelOf(field.name, forPerson)}: `);
    return html`<p>${shown}${shownValue(field, value)}</p>`;
  });
}

/** What stands before a field where its name would be too long. */
const LEADS: Readonly<Partial<Record<SectionKind, Readonly<Record<string, string>>>>> = {
  learning: { ehcPlan: 'Education, health and care plan: ', outcomes: 'Learning outcomes: ' },
  contingency: { triggers: 'Signs: ', whatHappens: 'What happens: ', whoToCall: 'Who to call: ' },
  safeguarding: { words: '', liberty: 'Liberty: ' },
  review: {
    reviewOn: 'First look: ',
    intervalMonths: 'Then every so many months: ',
    responsible: 'Who sees to it: ',
  },
};
