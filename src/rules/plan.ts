/**
 * The personalised care and support plan: what it must hold, what its lines cost, and when it may be submitted (T09).
 *
 * Rules, with the person's three statements. Pure. Amounts are pence for one budget
 * year. A plan is refused with every reason at once, so that it is put right in one go.
 */
import type { PlainDate } from '../values/dates.ts';
import { MOST_PENCE, total } from '../values/pence.ts';
import { priceOf, type Quantity } from '../values/quantity.ts';
import type { Per } from './budget.ts';
import { type Decision, decide } from './decision.ts';
import { exclusionsOf } from './exclusions.ts';
import { type BudgetState, wrongState } from './life.ts';

/** CL-05: what kind of thing an item is. */
export const ITEM_CATEGORIES = [
  'PA_WAGES',
  'PA_ONCOSTS',
  'AGENCY_CARE',
  'THERAPY',
  'EQUIPMENT',
  'ASSISTANCE_ANIMAL',
  'EXERCISE',
  'TECHNOLOGY',
  'TRAINING',
  'RESPITE',
  'TRANSPORT',
  'COMMUNITY_ACTIVITY',
  'EDUCATION',
  'INSURANCE',
  'PAYROLL',
  'BROKERAGE',
  'DBS',
  'HOUSEHOLD_SERVICE',
  'COMPLEMENTARY',
  'WHEELCHAIR',
  'OTHER',
] as const;

export const OPTIONS = ['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL'] as const;
export type Option = (typeof OPTIONS)[number];

export const ARRANGERS = ['PERSON', 'REPRESENTATIVE', 'ICB', 'THIRD_PARTY'] as const;

/** One thing that the money buys. */
export type PlanItem = {
  readonly planItemId: string;
  readonly label: string;
  readonly category: string;
  readonly provider: string;
  readonly arrangedBy: (typeof ARRANGERS)[number];
  readonly quantity: Quantity;
  readonly unit: string;
  readonly per: Per;
  /** How many weeks or months of the budget year; 1 for what is bought by the year or once. */
  readonly times: number;
  readonly unitPence: bigint;
  readonly annualPence: bigint;
  /** Undefined means the whole budget year. */
  readonly startsOn: PlainDate | undefined;
  readonly endsOn: PlainDate | undefined;
  readonly option: Option;
  readonly stream: string;
  readonly oneOff: boolean;
  /** A priced agreement or a payroll stands behind it. */
  readonly promised: boolean;
  /** R-055, 1 to 10, where the person gave one. */
  readonly confidence: number | undefined;
  readonly outcomeIds: readonly string[];
  readonly needIds: readonly string[];
};

export const SECTION_KINDS = [
  'involved',
  'what-matters',
  'strengths',
  'circumstances',
  'working',
  'not-working',
  'important-to',
  'important-for',
  'learning',
  'risk',
  'contingency',
  'safeguarding',
  'review',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** A section's fields by name, as text; an absent field is empty. */
export type SectionContent = Readonly<Record<string, string>>;
export type Sections = { readonly [Kind in SectionKind]?: SectionContent };

/** the person as author-in-chief. Each is written, or the person chose not to say. */
export const ABOUT_THE_PERSON = [
  'involved',
  'what-matters',
  'strengths',
  'circumstances',
  'working',
  'not-working',
  'important-to',
  'important-for',
] as const satisfies readonly SectionKind[];

export const STATEMENTS = ['NEEDS_MET', 'ENOUGH_MONEY', 'WILL_BE_REVIEWED'] as const;
/** in this order. */
export type Statement = (typeof STATEMENTS)[number];

export type SignedStatement = {
  readonly statement: Statement;
  readonly agreed: boolean;
  readonly words: string;
  /** What the plan said, and the sum that was shown, when it was signed. */
  readonly contentHash: string;
  readonly amountPence: bigint;
  readonly signedOn: PlainDate;
  readonly byName: string;
};

export type PlanNeed = { readonly needId: string; readonly words: string; readonly met: string };
export type PlanOutcome = {
  readonly outcomeId: string;
  readonly needId: string;
  readonly words: string;
  readonly measure: string;
  readonly importance: number | null;
};

/** What a plan version says, and what stands around it. */
export type PlanFacts = {
  readonly state: BudgetState;
  readonly sections: Sections;
  readonly items: readonly PlanItem[];
  readonly needs: readonly PlanNeed[];
  readonly outcomes: readonly PlanOutcome[];
  readonly careCoordinatorId: string | undefined;
  readonly lacksCapacity: boolean;
  /** Marked as more vulnerable in the assessment. */
  readonly vulnerable: boolean;
  readonly proposed: { readonly finalPence: bigint; readonly contingencyPence: bigint } | undefined;
  readonly statements: readonly SignedStatement[];
  readonly contentHash: string;
};

export type PlanRefusal =
  | {
      readonly code: 'section-missing';
      readonly section: SectionKind;
      readonly rule: 'R-047' | 'R-052' | 'R-053' | 'R-054';
    }
  | {
      readonly code: 'section-incomplete';
      readonly section: SectionKind;
      readonly field: string;
      readonly rule: string;
    }
  | { readonly code: 'review-not-ahead'; readonly reviewOn: string }
  | { readonly code: 'plan-interval-out-of-range'; readonly months: string } // a year at most
  | { readonly code: 'no-need-in-plan' }
  | { readonly code: 'plan-need-without-outcome'; readonly need: string }
  | { readonly code: 'learning-outcome-missing' } // R-048, only with an education, health and care plan
  | { readonly code: 'no-items' }
  | { readonly code: 'item-without-outcome'; readonly item: string }
  | { readonly code: 'item-without-need'; readonly item: string }
  | { readonly code: 'item-serves-unknown-outcome'; readonly item: string }
  | { readonly code: 'item-times-out-of-range'; readonly item: string; readonly most: number }
  | { readonly code: 'item-ends-before-start'; readonly item: string }
  | { readonly code: 'item-too-large'; readonly item: string }
  | {
      readonly code: 'item-does-not-add-up';
      readonly item: string;
      readonly annualPence: bigint;
      readonly workedPence: bigint;
    }
  | { readonly code: 'no-care-coordinator' }
  | { readonly code: 'score-out-of-range'; readonly what: string; readonly score: number }
  | { readonly code: 'no-proposed-budget' }
  | { readonly code: 'statement-missing'; readonly statement: Statement }
  | { readonly code: 'statement-not-agreed'; readonly statement: Statement; readonly words: string }
  | { readonly code: 'disagreement-without-words'; readonly statement: Statement }
  | { readonly code: 'statement-out-of-date'; readonly statement: Statement };

/** Whether a need is one that the budget is there for (R-046, CL-07). */
export function isForTheBudget(need: PlanNeed): boolean {
  return need.met === 'IN_PHB' || need.met === 'UNMET' || need.met === 'MET_IF_DIFFERENT';
}

/** The year's cost of a line, rounded once. */
export function annualPenceOf(line: {
  readonly quantity: Quantity;
  readonly unitPence: bigint;
  readonly times: number;
}): bigint {
  return priceOf(line.quantity, line.unitPence, BigInt(line.times));
}

export type PlanTotals = {
  /** What comes round again. */
  readonly linesPence: bigint;
  /** What is bought once. */
  readonly startUpPence: bigint;
  readonly totalPence: bigint;
};

/** What the items cost together. */
export function totalsOf(items: readonly PlanItem[]): PlanTotals {
  const linesPence = total(items.filter(item => !item.oneOff).map(item => item.annualPence));
  const startUpPence = total(items.filter(item => item.oneOff).map(item => item.annualPence));
  return { linesPence, startUpPence, totalPence: linesPence + startUpPence };
}

/** Decides whether an item may be written into a draft: its links, its sum and the exclusions, all at once. */
export function decideItem(
  item: Omit<PlanItem, 'planItemId'>,
  facts: { readonly state: BudgetState; readonly weeksPerYear: number; readonly outcomes: readonly PlanOutcome[] },
): Decision<{ readonly annualPence: bigint }> {
  return decide(
    [
      facts.state !== 'PLANNING' && { code: 'wrong-state', transition: 'T09', state: facts.state },
      ...itemReasons(item, facts.outcomes),
      timesRefusal(item, facts.weeksPerYear),
      ...exclusionsOf(item),
    ],
    () => ({ annualPence: item.annualPence }),
  );
}

function itemReasons(
  item: Omit<PlanItem, 'planItemId'>,
  outcomes: readonly PlanOutcome[],
): readonly (PlanRefusal | false)[] {
  const known = new Map(outcomes.map(outcome => [outcome.outcomeId, outcome.needId]));
  const workedPence = annualPenceOf(item);
  const { label, annualPence, confidence } = item;
  return [
    item.outcomeIds.length === 0 && { code: 'item-without-outcome', item: label },
    item.needIds.length === 0 && { code: 'item-without-need', item: label },
    item.outcomeIds.some(id => !known.has(id)) && { code: 'item-serves-unknown-outcome', item: label },
    item.startsOn !== undefined &&
      item.endsOn !== undefined &&
      Temporal.PlainDate.compare(item.endsOn, item.startsOn) < 0 && { code: 'item-ends-before-start', item: label },
    workedPence > MOST_PENCE && { code: 'item-too-large', item: label },
    workedPence !== annualPence && { code: 'item-does-not-add-up', item: label, annualPence, workedPence },
    confidence !== undefined && !isScore(confidence) && { code: 'score-out-of-range', what: label, score: confidence },
  ];
}

function timesRefusal(item: Omit<PlanItem, 'planItemId'>, weeksPerYear: number): PlanRefusal | false {
  const most = item.per === 'week' ? weeksPerYear : item.per === 'month' ? 12 : 1;
  return (item.times < 1 || item.times > most) && { code: 'item-times-out-of-range', item: item.label, most };
}

/** Decides whether the plan may be submitted (T09), and if not gives every reason at once. */
export function decideSubmission(facts: PlanFacts): Decision<{ readonly contentHash: string }> {
  return decide([wrongState(facts.state, 'T09'), ...contentReasons(facts), ...statementReasons(facts)], () => ({
    contentHash: facts.contentHash,
  }));
}

const SAID = ['words', 'choseNotToSay'];

/** The fields of each section, by name. What is not named here is not kept. */
export const SECTION_FIELDS: Readonly<Record<SectionKind, readonly string[]>> = {
  involved: SAID,
  'what-matters': SAID,
  strengths: SAID,
  circumstances: SAID,
  working: SAID,
  'not-working': SAID,
  'important-to': SAID,
  'important-for': SAID,
  learning: ['ehcPlan', 'outcomes'],
  risk: ['words'],
  contingency: ['triggers', 'whatHappens', 'whoToCall'],
  safeguarding: ['words', 'liberty'],
  review: ['reviewOn', 'intervalMonths', 'responsible'],
};

/** Decides whether a section may be written into a draft: whole in itself, so that nobody saves half a contingency plan. */
export function decideSection(facts: {
  readonly state: BudgetState;
  readonly kind: SectionKind;
  readonly content: SectionContent;
  readonly today: PlainDate;
}): Decision<Record<never, never>> {
  const { kind, content, today } = facts;
  const { reviewOn = '', intervalMonths = '' } = content;
  const sections: Sections = { [kind]: content };
  return decide(
    [
      facts.state !== 'PLANNING' && { code: 'wrong-state', transition: 'T09', state: facts.state },
      ABOUT_THE_PERSON.some(each => each === kind) &&
        !isSaid(content) && { code: 'section-missing', section: kind, rule: 'R-047' },
      kind === 'learning' &&
        content.ehcPlan === 'yes' &&
        !filled(content.outcomes) && { code: 'learning-outcome-missing' },
      ...(kind === 'risk' ? fieldsOf(sections, kind, ['words'], 'R-052') : []),
      ...(kind === 'contingency' ? fieldsOf(sections, kind, SECTION_FIELDS.contingency, 'R-052') : []),
      ...(kind === 'safeguarding' ? fieldsOf(sections, kind, SECTION_FIELDS.safeguarding, 'R-053') : []),
      ...(kind === 'review' ? fieldsOf(sections, kind, ['reviewOn', 'responsible'], 'R-054') : []),
      kind === 'review' &&
        filled(reviewOn) &&
        Temporal.PlainDate.compare(reviewOn, today) <= 0 && { code: 'review-not-ahead', reviewOn },
      kind === 'review' &&
        filled(intervalMonths) &&
        !/^([1-9]|1[0-2])$/.test(intervalMonths) && { code: 'plan-interval-out-of-range', months: intervalMonths },
    ],
    () => ({}),
  );
}

/** What a plan still lacks, whoever has signed it. */
export function contentReasons(
  facts: PlanFacts,
): readonly (PlanRefusal | ReturnType<typeof exclusionsOf>[number] | false)[] {
  const { sections, items, needs, outcomes } = facts;
  const forTheBudget = needs.filter(isForTheBudget);
  return [
    ...ABOUT_THE_PERSON.map(
      section => !isSaid(sections[section]) && ({ code: 'section-missing', section, rule: 'R-047' } as const),
    ),
    forTheBudget.length === 0 && { code: 'no-need-in-plan' },
    ...forTheBudget.map(
      need =>
        !outcomes.some(outcome => outcome.needId === need.needId) &&
        ({ code: 'plan-need-without-outcome', need: need.words } as const),
    ),
    sections.learning?.ehcPlan === 'yes' && !filled(sections.learning.outcomes) && { code: 'learning-outcome-missing' },
    items.length === 0 && { code: 'no-items' },
    ...items.flatMap(item => [...itemReasons(item, outcomes), ...exclusionsOf(item)]),
    facts.careCoordinatorId === undefined && { code: 'no-care-coordinator' },
    ...fieldsOf(sections, 'risk', ['words'], 'R-052'),
    ...fieldsOf(sections, 'contingency', ['triggers', 'whatHappens', 'whoToCall'], 'R-052'),
    ...(facts.lacksCapacity || facts.vulnerable
      ? fieldsOf(sections, 'safeguarding', ['words', 'liberty'], 'R-053')
      : []),
    ...fieldsOf(sections, 'review', ['reviewOn', 'responsible'], 'R-054'),
    ...outcomes.map(
      ({ words, importance }) =>
        importance !== null &&
        !isScore(importance) &&
        ({ code: 'score-out-of-range', what: words, score: importance } as const),
    ),
    facts.proposed === undefined && { code: 'no-proposed-budget' },
  ];
}

/** each statement is there, agreed, and about this plan and this sum. */
export function statementReasons(
  facts: Pick<PlanFacts, 'statements' | 'contentHash' | 'proposed'>,
): readonly PlanRefusal[] {
  return STATEMENTS.flatMap((statement): PlanRefusal[] => {
    const signed = facts.statements.find(each => each.statement === statement);
    if (!signed) return [{ code: 'statement-missing', statement }];
    const reasons: PlanRefusal[] = [];
    if (!signed.agreed) reasons.push({ code: 'statement-not-agreed', statement, words: signed.words });
    if (!isCurrent(signed, facts)) reasons.push({ code: 'statement-out-of-date', statement });
    return reasons;
  });
}

/** Whether what was signed is still what the plan says, and the sum still the one that was shown. */
export function isCurrent(signed: SignedStatement, facts: Pick<PlanFacts, 'contentHash' | 'proposed'>): boolean {
  return (
    signed.contentHash === facts.contentHash &&
    (facts.proposed === undefined || signed.amountPence === facts.proposed.finalPence)
  );
}

function fieldsOf(
  sections: Sections,
  section: SectionKind,
  fields: readonly string[],
  rule: 'R-052' | 'R-053' | 'R-054',
): readonly PlanRefusal[] {
  const content = sections[section];
  if (!content) return [{ code: 'section-missing', section, rule }];
  return fields
    .filter(field => !filled(content[field]))
    .map(field => ({ code: 'section-incomplete', section, field, rule }));
}

function isSaid(content: SectionContent | undefined): boolean {
  return content !== undefined && (filled(content.words) || content.choseNotToSay === 'yes');
}

function filled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function isScore(score: number): boolean {
  return Number.isInteger(score) && score >= 1 && score <= 10;
}
