/**
 * Care plan approval: may this submitted plan become the plan that we pay against (T10), go back (T11) or be refused (T12)?
 *
 * Rules, with. The approver answers five points; beside each stand the facts that it
 * judges, taken from the plan, and "yes" is refused where a rule says no. The person's three statements must be about
 * the plan as it is now. Single items may be refused while the rest is approved: then the points are judged on what is
 * left, and the budget is smaller by what the items cost. Pure. Amounts are pence for one budget year.
 */
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds, total } from '../../values/pence.ts';
import { type Decision, decide, type Refusal } from '../decision.ts';
import { wrongState } from '../life.ts';
import { exclusionsOf } from '../plan/exclusions.ts';
import {
  isCurrent,
  isForTheBudget,
  type Option,
  type PlanFacts,
  type PlanItem,
  STATEMENTS,
  statementReasons,
  totalsOf,
} from '../plan/plan.ts';
import type { Policy } from '../policy/policy.ts';
import { itemsInRefusedOption } from './option-refusal.ts';
import { unlawfulIn } from './unlawful-reasons.ts';

export const ICB_POINTS = ['ICB1', 'ICB2', 'ICB3', 'ICB4', 'ICB5'] as const;
/** in this order. */
export type IcbPoint = (typeof ICB_POINTS)[number];

/** CL-13: the only reasons for which something may be refused. */
export const REFUSAL_REASONS = [
  'EXCLUDED',
  'CLINICAL_RISK',
  'NO_OUTCOME_LINK',
  'NOT_VALUE_FOR_MONEY',
  'UNLAWFUL',
  'DUPLICATES_COMMISSIONED',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export type ApprovalFacts = PlanFacts & {
  /** What the plan said when it was submitted. */
  readonly submittedHash: string;
  readonly riskSignature:
    | { readonly byName: string; readonly signedOn: PlainDate; readonly current: boolean }
    | undefined;
  readonly approver: { readonly id: string; readonly roles: readonly string[]; readonly limitPence: bigint };
  /** Who did what before on this case, by id. */
  readonly assessorIds: readonly string[];
  readonly authorIds: readonly string[];
  readonly figureSetterIds: readonly string[];
  readonly eligibilityDeciderIds: readonly string[];
  /** the ways of holding the money that were refused and not given back. */
  readonly refusedOptions: readonly Option[];
  /** the most for a year that each level may sign. */
  readonly limits: ApprovalLimits;
};

export type ApprovalLimits = Policy['approval']['limits'];

/** whose signature a yearly sum needs, at the least. */
export const APPROVAL_LEVELS = ['TEAM_LEAD', 'PHB_LEAD', 'PANEL'] as const;
export type ApprovalLevel = (typeof APPROVAL_LEVELS)[number];

/** a sum above the last limit goes to the panel. */
export function levelFor(annualPence: bigint, { teamLeadPence, phbLeadPence }: ApprovalLimits): ApprovalLevel {
  if (annualPence <= teamLeadPence) return 'TEAM_LEAD';
  return annualPence <= phbLeadPence ? 'PHB_LEAD' : 'PANEL';
}

/** one item that the money may not be used for, its listed reason, and what that means here. */
export type ItemRefusal = {
  readonly planItemId: string;
  readonly code: RefusalReason | undefined;
  readonly words: string;
};

export type PointAnswer = { readonly answer: 'yes' | 'no' | 'not-applicable'; readonly reason: string };

/** What the approver says. */
export type ApprovalAnswers = {
  readonly points: { readonly [Point in IcbPoint]: PointAnswer };
  /** the clinician who stands for point 1. */
  readonly clinicianName: string;
  /** R-025; undefined when not answered. */
  readonly directPaymentAppropriate: boolean | undefined;
  readonly directPaymentReason: string;
  /** what the same care would cost if the ICB arranged it. */
  readonly conventionalPence: bigint | undefined;
  readonly benefits: string;
  readonly benefitsOutweigh: boolean;
  /** R-065; empty when all that is planned is agreed to. */
  readonly refusedItems: readonly ItemRefusal[];
};

export type ApprovalRefusal =
  | { readonly code: 'approver-assessed' } // R-064, this and the next five
  | { readonly code: 'approver-wrote-plan' }
  | { readonly code: 'approver-set-figure' }
  | { readonly code: 'approver-decided-eligibility' }
  | { readonly code: 'approver-handles-payments' }
  | {
      readonly code: 'over-delegated-limit';
      readonly annualPence: bigint;
      readonly limitPence: bigint;
      readonly goesTo: ApprovalLevel;
    }
  | { readonly code: 'within-own-limit' } // R-064, this and the next
  | { readonly code: 'passed-on-already'; readonly goesTo: ApprovalLevel }
  | { readonly code: 'plan-changed-since-submission' }
  | { readonly code: 'point-cannot-be-yes'; readonly point: IcbPoint; readonly because: string }
  | { readonly code: 'point-always-applies'; readonly point: IcbPoint }
  | { readonly code: 'point-without-reason'; readonly point: IcbPoint }
  | { readonly code: 'approval-with-a-no'; readonly point: IcbPoint }
  | { readonly code: 'return-without-a-no' }
  | { readonly code: 'refusal-without-reason' }
  | { readonly code: 'refused-item-unknown' } // R-065, this and the next two
  | { readonly code: 'item-refused-without-reason'; readonly planItemId: string; readonly item: string }
  | { readonly code: 'every-item-refused' }
  | { readonly code: 'clinician-not-named' }
  | { readonly code: 'direct-payment-not-judged' } // R-025, this and the next two
  | { readonly code: 'direct-payment-without-reason' }
  | { readonly code: 'direct-payment-not-appropriate' }
  | { readonly code: 'conventional-cost-missing' } // R-026, this and the next
  | { readonly code: 'extra-cost-not-outweighed'; readonly extraPence: bigint };

export type PointFacts = {
  readonly point: IcbPoint;
  /** What stands beside the question, one line each. */
  readonly facts: readonly string[];
  /** Why a rule says no; empty when the approver is free to say yes. */
  readonly rulesSayNo: readonly string[];
};

/** The facts of each of the five points, and where a rule says no. */
export function pointsOf(facts: ApprovalFacts): readonly PointFacts[] {
  return [needsMet(facts), moneyEnough(facts), canBeReviewed(facts), riskPlanned(facts), safeguarded(facts)];
}

/** each need of the budget has something in the plan. */
function needsMet({ needs, items }: ApprovalFacts): PointFacts {
  const rows = needs.filter(isForTheBudget).map(need => {
    const labels = items.filter(item => item.needIds.includes(need.needId)).map(item => item.label);
    return { need: need.words, labels };
  });
  return {
    point: 'ICB1',
    facts: rows.map(({ need, labels }) => `${need}: ${labels.length > 0 ? labels.join('; ') : 'nothing in the plan'}`),
    rulesSayNo: [
      ...rows.filter(({ labels }) => labels.length === 0).map(({ need }) => `Nothing in the plan is for “${need}”`),
      ...items
        .flatMap(exclusionsOf)
        .map(({ item, what, rule }) => `“${item}” is ${what}, which the money may not buy (${rule})`),
    ],
  };
}

/** the money covers the full cost, the contingency too, to the penny. */
function moneyEnough({ items, proposed }: ApprovalFacts): PointFacts {
  const { linesPence, startUpPence, totalPence } = totalsOf(items);
  const contingencyPence = proposed?.contingencyPence ?? 0n;
  const finalPence = proposedPence({ proposed });
  const overPence = totalPence + contingencyPence - finalPence;
  return {
    point: 'ICB2',
    facts: [
      `What comes round again in the year: ${pounds(linesPence)}`,
      `What is bought once: ${pounds(startUpPence)}`,
      `Kept for emergencies: ${pounds(contingencyPence)}`,
      `Proposed final budget: ${pounds(finalPence)}`,
      overPence > 0n ? `Short by ${pounds(overPence)}` : `Left over: ${pounds(-overPence)}`,
    ],
    rulesSayNo: overPence > 0n ? [`The plan costs ${pounds(overPence)} more than the proposed final budget`] : [],
  };
}

/** each outcome has a measure, and there is a review date; for one goal, the day on which somebody asks about it. */
function canBeReviewed({ outcomes, sections, goal }: ApprovalFacts): PointFacts {
  const reviewOn = sections.review?.reviewOn?.trim() || (goal?.checkOn.toString() ?? '');
  const unmeasured = outcomes.filter(({ measure }) => measure.trim() === '');
  return {
    point: 'ICB3',
    facts: [
      ...outcomes.map(({ words, measure }) => `${words}: ${measure.trim() === '' ? 'no measure' : measure}`),
      reviewOn === '' ? 'No review date' : `First review: ${longDate(Temporal.PlainDate.from(reviewOn))}`,
    ],
    rulesSayNo: [
      ...(outcomes.length === 0 ? ['The plan has no outcome'] : []),
      ...unmeasured.map(({ words }) => `“${words}” has no measure`),
      ...(reviewOn === '' ? ['The plan has no review date'] : []),
    ],
  };
}

/** a risk plan that the person has signed as it stands. */
function riskPlanned({ sections, riskSignature, goal }: ApprovalFacts): PointFacts {
  const words = sections.risk?.words?.trim() ?? '';
  const triggers = sections.contingency?.triggers?.trim() ?? '';
  const signed = riskSignature && `${riskSignature.byName} on ${longDate(riskSignature.signedOn)}`;
  return {
    point: 'ICB4',
    facts: [
      `Risk plan: ${words === '' ? 'none' : words}`,
      ...(goal && triggers === '' ? [] : [`Signs that things are going wrong: ${triggers === '' ? 'none' : triggers}`]),
      signed
        ? `Signed by ${signed}${riskSignature?.current ? '' : ', before it was changed'}`
        : 'Not signed by the person',
    ],
    rulesSayNo: [
      ...(words === '' ? ['There is no risk plan'] : []),
      // a short plan has a risk note only.
      ...(triggers === '' && !goal ? ['There is no sign at which the contingency plan begins'] : []),
      ...(!riskSignature ? ['The person has not signed the risk plan'] : []),
      ...(riskSignature?.current === false ? ['The risk plan was changed after the person signed it'] : []),
    ],
  };
}

/** safeguarding and liberty, wherever the person lacks capacity or is more vulnerable. */
function safeguarded(facts: ApprovalFacts): PointFacts {
  const [words, liberty] = [facts.sections.safeguarding?.words, facts.sections.safeguarding?.liberty].map(
    text => text?.trim() ?? '',
  );
  const missing = mustBeSafeguarded(facts) && (words === '' || liberty === '');
  return {
    point: 'ICB5',
    facts: [
      facts.lacksCapacity ? 'The person was found to lack capacity for this' : 'The person has capacity for this',
      facts.vulnerable
        ? 'The assessment says: more vulnerable'
        : 'The assessment says: not more vulnerable than others',
      `Safeguarding: ${words === '' ? 'nothing written' : words}`,
      `Liberty: ${liberty === '' ? 'nothing written' : liberty}`,
    ],
    rulesSayNo: missing ? ['Safeguarding and liberty are not both written down'] : [],
  };
}

function mustBeSafeguarded({ lacksCapacity, vulnerable }: ApprovalFacts): boolean {
  return lacksCapacity || vulnerable;
}

export type PersonPoint = {
  readonly point: 'P1' | 'P2' | 'P3';
  readonly answer: 'yes' | 'no';
  readonly reason: string;
  readonly facts: readonly string[];
};

/** the person's three statements as they stand now. */
export function personPointsOf(
  facts: Pick<PlanFacts, 'statements' | 'contentHash' | 'proposed'>,
): readonly PersonPoint[] {
  return STATEMENTS.map((statement, i): PersonPoint => {
    const point = (['P1', 'P2', 'P3'] as const)[i]!;
    const signed = facts.statements.find(each => each.statement === statement);
    if (!signed) return { point, answer: 'no', reason: 'Not signed', facts: [] };
    const signature = [`Signed by ${signed.byName} on ${longDate(signed.signedOn)}`];
    if (!signed.agreed) return { point, answer: 'no', reason: signed.words, facts: signature };
    const isNow = isCurrent(signed, facts);
    return {
      point,
      answer: isNow ? 'yes' : 'no',
      reason: isNow ? '' : 'Signed before the plan or the sum changed',
      facts: signature,
    };
  });
}

/** The yearly budget that is proposed; nought while nothing is. */
function proposedPence({ proposed }: Pick<PlanFacts, 'proposed'>): bigint {
  return proposed?.finalPence ?? 0n;
}

/** The part of the budget that the person would be paid: all but the lines that others hold. */
export function directPaymentPence({ items, proposed }: Pick<PlanFacts, 'items' | 'proposed'>): bigint {
  const elsewhere = total(items.filter(item => item.option !== 'DIRECT_PAYMENT').map(item => item.annualPence));
  return proposedPence({ proposed }) - elsewhere;
}

/** why this actor may not decide on this plan at all. */
export function conflictsOf(facts: ApprovalFacts): readonly ApprovalRefusal[] {
  const { id, roles } = facts.approver;
  const conflicts: readonly (ApprovalRefusal | false)[] = [
    facts.assessorIds.includes(id) && { code: 'approver-assessed' },
    facts.authorIds.includes(id) && { code: 'approver-wrote-plan' },
    facts.figureSetterIds.includes(id) && { code: 'approver-set-figure' },
    facts.eligibilityDeciderIds.includes(id) && { code: 'approver-decided-eligibility' },
    roles.some(role => role === 'payment-preparer' || role === 'payment-releaser') && {
      code: 'approver-handles-payments',
    },
  ];
  return conflicts.filter(conflict => conflict !== false);
}

/** Decides whether the plan may be approved (T10), and if not gives every reason at once. */
export function decideApproval(
  facts: ApprovalFacts,
  answers: ApprovalAnswers,
): Decision<{ readonly annualPence: bigint }> {
  const kept = withoutRefused(facts, answers.refusedItems);
  const annualPence = proposedPence(kept);
  const { limitPence } = facts.approver;
  return decide(
    [
      wrongState(facts.state, 'T10'),
      ...conflictsOf(facts),
      annualPence > limitPence && {
        code: 'over-delegated-limit',
        annualPence,
        limitPence,
        goesTo: levelFor(annualPence, facts.limits),
      },
      facts.contentHash !== facts.submittedHash && { code: 'plan-changed-since-submission' },
      ...itemRefusalReasons(facts, answers.refusedItems),
      ...answerReasons(kept, answers),
      ...ICB_POINTS.map(
        point => answers.points[point].answer === 'no' && ({ code: 'approval-with-a-no', point } as const),
      ),
      answers.clinicianName.trim() === '' && { code: 'clinician-not-named' },
      ...statementReasons(facts),
      ...itemsInRefusedOption(kept.items, facts.refusedOptions),
      ...directPaymentReasons(kept, answers),
    ],
    () => ({ annualPence }),
  );
}

/** The facts without the items that are refused: the budget is smaller by what they cost. */
export function withoutRefused(facts: ApprovalFacts, refusedItems: readonly ItemRefusal[]): ApprovalFacts {
  const isRefused = ({ planItemId }: PlanItem) => refusedItems.some(refusal => refusal.planItemId === planItemId);
  const refusedPence = total(facts.items.filter(isRefused).map(item => item.annualPence));
  return {
    ...facts,
    items: facts.items.filter(item => !isRefused(item)),
    proposed: facts.proposed && { ...facts.proposed, finalPence: facts.proposed.finalPence - refusedPence },
  };
}

/** an item is refused for a listed reason that is explained, and never all of them. */
function itemRefusalReasons(
  { items }: ApprovalFacts,
  refusedItems: readonly ItemRefusal[],
): readonly (Refusal | false)[] {
  const labelOf = (planItemId: string) => items.find(item => item.planItemId === planItemId)?.label;
  return [
    ...refusedItems.flatMap(({ planItemId, code, words }): (Refusal | false)[] => {
      const item = labelOf(planItemId);
      if (item === undefined) return [{ code: 'refused-item-unknown' }];
      const isReasoned = code !== undefined && words.trim() !== '';
      return [
        !isReasoned && { code: 'item-refused-without-reason', planItemId, item },
        ...unlawfulIn(words, `item-${planItemId}-words`),
      ];
    }),
    items.length > 0 &&
      items.every(item => refusedItems.some(({ planItemId }) => planItemId === item.planItemId)) && {
        code: 'every-item-refused',
      },
  ];
}

/** Decides whether the plan may go back to be changed (T11): at least one point is "no", with what would put it right. */
export function decideReturn(
  facts: ApprovalFacts,
  answers: ApprovalAnswers,
): Decision<{ readonly points: readonly IcbPoint[] }> {
  const noes = ICB_POINTS.filter(point => answers.points[point].answer === 'no');
  return decide(
    [
      wrongState(facts.state, 'T11'),
      ...conflictsOf(facts),
      ...answerReasons(facts, answers),
      ...pointsInLawfulWords(answers),
      noes.length === 0 && { code: 'return-without-a-no' },
    ],
    () => ({ points: noes }),
  );
}

/** Decides whether the plan may be refused (T12): with a reason, so that it can be looked at again. */
export function decideRefusal(
  facts: ApprovalFacts,
  answers: ApprovalAnswers,
  reason: { readonly code: RefusalReason | undefined; readonly words: string },
): Decision<Record<never, never>> {
  return decide(
    [
      wrongState(facts.state, 'T12'),
      ...conflictsOf(facts),
      ...answerReasons(facts, answers),
      ...pointsInLawfulWords(answers),
      (reason.code === undefined || reason.words.trim() === '') && { code: 'refusal-without-reason' },
      ...unlawfulIn(reason.words, 'refusalWords'),
    ],
    () => ({}),
  );
}

/** Decides whether an approver passes the plan on to somebody with a higher limit. */
export function decidePassOn(
  facts: Pick<ApprovalFacts, 'state' | 'proposed' | 'approver' | 'limits'>,
  passedOnTo: readonly ApprovalLevel[],
): Decision<{ readonly annualPence: bigint; readonly goesTo: ApprovalLevel }> {
  const annualPence = proposedPence(facts);
  const goesTo = levelFor(annualPence, facts.limits);
  return decide(
    [
      wrongState(facts.state, 'T10'),
      annualPence <= facts.approver.limitPence && { code: 'within-own-limit' },
      passedOnTo.includes(goesTo) && { code: 'passed-on-already', goesTo },
    ],
    () => ({ annualPence, goesTo }),
  );
}

/** The person reads what is written beside a "no". */
function pointsInLawfulWords({ points }: ApprovalAnswers): readonly Refusal[] {
  return ICB_POINTS.filter(point => points[point].answer === 'no').flatMap(point =>
    unlawfulIn(points[point].reason, `${point}-reason`),
  );
}

/** No "yes" against a rule, no "not applicable" where it applies, no answer but "yes" without a reason. */
function answerReasons(facts: ApprovalFacts, answers: ApprovalAnswers): readonly (Refusal | false)[] {
  return pointsOf(facts).flatMap(({ point, rulesSayNo }): (Refusal | false)[] => {
    const { answer, reason } = answers.points[point];
    const mayBeLeft = point === 'ICB5' && !mustBeSafeguarded(facts);
    return [
      ...(answer === 'yes'
        ? rulesSayNo.map(because => ({ code: 'point-cannot-be-yes', point, because }) as const)
        : []),
      answer === 'not-applicable' && !mayBeLeft && { code: 'point-always-applies', point },
      answer !== 'yes' && reason.trim() === '' && { code: 'point-without-reason', point },
    ];
  });
}

/** where a direct payment is planned. */
function directPaymentReasons(facts: ApprovalFacts, answers: ApprovalAnswers): readonly (ApprovalRefusal | false)[] {
  if (!facts.items.some(item => item.option === 'DIRECT_PAYMENT')) return [];
  const { directPaymentAppropriate, conventionalPence } = answers;
  const extraPence = conventionalPence !== undefined && directPaymentPence(facts) - conventionalPence;
  return [
    directPaymentAppropriate === undefined && { code: 'direct-payment-not-judged' },
    directPaymentAppropriate === false && { code: 'direct-payment-not-appropriate' },
    directPaymentAppropriate !== undefined &&
      answers.directPaymentReason.trim() === '' && { code: 'direct-payment-without-reason' },
    conventionalPence === undefined && { code: 'conventional-cost-missing' },
    extraPence !== false &&
      extraPence > 0n &&
      (answers.benefits.trim() === '' || !answers.benefitsOutweigh) && {
        code: 'extra-cost-not-outweighed',
        extraPence,
      },
  ];
}
