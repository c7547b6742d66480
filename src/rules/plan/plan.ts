/**
 * The personalised care and support plan: what it must hold, what its lines cost, and when it may be submitted (T09).
 *
 * Rules, with the person's three statements. Pure. Amounts are pence for one budget
 * year. A plan is refused with every reason at once, so that it is put right in one go.
 */
import type { PlainDate } from '../../values/dates.ts';
import { MOST_PENCE, total } from '../../values/pence.ts';
import { priceOf, type Quantity } from '../../values/quantity.ts';
import type { Per } from '../budget/budget.ts';
import { type Decision, decide, type Refusal } from '../decision.ts';
import type { FundingRefusal } from '../funding/funding.ts';
import { type BudgetState, wrongState } from '../life.ts';
import { type GoalPlan, goalReasons } from '../options/goal.ts';
import type { MinimumWage } from '../policy/policy.ts';
import { wageReasons } from './employment.ts';
import { exclusionsOf } from './exclusions.ts';
import { type CheckRefusal, careHomeReasons, type ItemChecks } from './plan-checks.ts';
import {
  ABOUT_THE_PERSON,
  isFilled,
  isSaid,
  isScore,
  type PartRefusal,
  type Sections,
  wholeSection,
} from './plan-sections.ts';

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
  /** Who is paid and what the law asks of them. */
  readonly checks: ItemChecks;
};

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
  /** for themself, or as who acts for them. */
  readonly signedAs: 'PERSON' | 'REPRESENTATIVE';
};

export type PlanNeed = { readonly needId: string; readonly words: string; readonly met: string };
export type PlanOutcome = {
  readonly outcomeId: string;
  readonly needId: string;
  readonly words: string;
  readonly measure: string;
  readonly importance: number | null;
};

/** the lowest wages in law, and the days of the budget year, on which a line without days of its own is worked. */
export type WageFacts = {
  readonly minimumWage: readonly MinimumWage[];
  readonly budgetYear: { readonly from: PlainDate; readonly to: PlainDate };
};

/** What a plan version says, and what stands around it. */
export type PlanFacts = {
  readonly state: BudgetState;
  readonly sections: Sections;
  readonly items: readonly PlanItem[];
  readonly needs: readonly PlanNeed[];
  readonly outcomes: readonly PlanOutcome[];
  /** who keeps the plan; undefined when they left and nobody followed. */
  readonly careCoordinatorId: string | undefined;
  /** the assessment drew on an education, health and care plan. */
  readonly hasEhcPlan: boolean;
  readonly lacksCapacity: boolean;
  /** Marked as more vulnerable in the assessment. */
  readonly vulnerable: boolean;
  readonly wages: WageFacts;
  readonly proposed: { readonly finalPence: bigint; readonly contingencyPence: bigint } | undefined;
  readonly statements: readonly SignedStatement[];
  readonly contentHash: string;
  /** what a budget for one goal adds to its short plan; undefined in every other lane. */
  readonly goal: GoalPlan | undefined;
  /** what is against a payer who pays the person itself sharing a line that others hold the money of. */
  readonly notDirect?: readonly FundingRefusal[] | undefined;
};

export type PlanRefusal =
  | PartRefusal
  | CheckRefusal
  | { readonly code: 'no-need-in-plan' }
  | { readonly code: 'plan-need-without-outcome'; readonly need: string }
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
  facts: {
    readonly state: BudgetState;
    readonly weeksPerYear: number;
    readonly outcomes: readonly PlanOutcome[];
    readonly wages: WageFacts;
  },
): Decision<{ readonly annualPence: bigint }> {
  return decide(
    [
      facts.state !== 'PLANNING' && { code: 'wrong-state', transition: 'T09', state: facts.state },
      ...itemReasons(item, facts),
      timesRefusal(item, facts.weeksPerYear),
    ],
    () => ({ annualPence: item.annualPence }),
  );
}

type ItemReason = Refusal | false;

/** What is wrong with a line in itself, as it is written and once more when the plan is sent in. */
function itemReasons(
  item: Omit<PlanItem, 'planItemId'>,
  { outcomes, wages }: { readonly outcomes: readonly PlanOutcome[]; readonly wages: WageFacts },
): readonly ItemReason[] {
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
    ...exclusionsOf(item),
    ...careHomeReasons(item),
    ...wageReasons(
      {
        item: label,
        category: item.category,
        unit: item.unit,
        unitPence: item.unitPence,
        payBand: item.checks.payBand,
        from: item.startsOn ?? wages.budgetYear.from,
        to: item.endsOn ?? wages.budgetYear.to,
      },
      wages.minimumWage,
    ),
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

/** What a plan still lacks, whoever has signed it. A short plan needs less. */
export function contentReasons(facts: PlanFacts): readonly ItemReason[] {
  const { sections, items, needs, outcomes, goal } = facts;
  const forTheBudget = needs.filter(isForTheBudget);
  return [
    ...(goal ? [] : ABOUT_THE_PERSON).map(
      section => !isSaid(sections[section]) && ({ code: 'section-missing', section, rule: 'R-047' } as const),
    ),
    forTheBudget.length === 0 && { code: 'no-need-in-plan' },
    ...forTheBudget.map(
      need =>
        !outcomes.some(outcome => outcome.needId === need.needId) &&
        ({ code: 'plan-need-without-outcome', need: need.words } as const),
    ),
    (facts.hasEhcPlan || sections.learning?.ehcPlan === 'yes') &&
      !isFilled(sections.learning?.outcomes) && { code: 'learning-outcome-missing' },
    items.length === 0 && { code: 'no-items' },
    ...items.flatMap(item => itemReasons(item, facts)),
    facts.careCoordinatorId === undefined && { code: 'no-care-coordinator' },
    ...wholeSection(sections, 'risk'),
    ...(goal ? goalReasons(goal, facts) : wholeSection(sections, 'contingency')),
    ...(facts.lacksCapacity || facts.vulnerable ? wholeSection(sections, 'safeguarding') : []),
    ...(goal ? [] : wholeSection(sections, 'review')),
    ...outcomes.map(
      ({ words, importance }) =>
        importance !== null &&
        !isScore(importance) &&
        ({ code: 'score-out-of-range', what: words, score: importance } as const),
    ),
    facts.proposed === undefined && { code: 'no-proposed-budget' },
    ...(facts.notDirect ?? []),
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

/** whether the plan is agreed with the person or who acts for them; undefined while nobody has signed. */
export type PlanAgreement = {
  readonly agreed: boolean | undefined;
  readonly byName: string;
  readonly signedAs: SignedStatement['signedAs'] | undefined;
  readonly signedOn: PlainDate | undefined;
};

/** The agreement as the standard wants it: a yes or no, whose, and for whom. */
export function agreementOf(facts: Pick<PlanFacts, 'statements' | 'contentHash' | 'proposed'>): PlanAgreement {
  const [signed] = facts.statements;
  if (!signed) return { agreed: undefined, byName: '', signedAs: undefined, signedOn: undefined };
  const { byName, signedAs, signedOn } = signed;
  return { agreed: statementReasons(facts).length === 0, byName, signedAs, signedOn };
}
