/** A lawful, signed plan as facts for the rules; a test names only what it is about. */
import type { ApprovalAnswers, ApprovalFacts } from '../../src/rules/decisions/approval.ts';
import { annualPenceOf, type PlanFacts, type PlanItem, STATEMENTS } from '../../src/rules/plan/plan.ts';
import { NO_CHECKS } from '../../src/rules/plan/plan-checks.ts';
import type { Sections } from '../../src/rules/plan/plan-sections.ts';
import { DEFAULT_POLICY } from '../../src/rules/policy/policy.ts';

export const today = Temporal.PlainDate.from('2026-11-23');

/** The law's least for the year from December 2026. */
export const wages = {
  minimumWage: DEFAULT_POLICY.employer.minimumWage,
  budgetYear: { from: Temporal.PlainDate.from('2026-12-01'), to: Temporal.PlainDate.from('2027-11-30') },
};

export const sections: Sections = {
  involved: { words: 'My mother' },
  'what-matters': { words: 'The sea' },
  strengths: { words: 'Planning' },
  circumstances: { words: 'I live alone' },
  working: { words: 'Mornings' },
  'not-working': { choseNotToSay: 'yes' },
  'important-to': { words: 'Going out' },
  'important-for': { words: 'Somebody who knows my seizures' },
  risk: { words: 'The alarm is always on' },
  contingency: { triggers: 'Two seizures in one day', whatHappens: 'The agency comes', whoToCall: 'Nan, 01632 960001' },
  review: { reviewOn: '2027-02-23', responsible: 'Nan' },
};

/** Forty hours a week at £15.00: £31,200.00. */
export function item(given: Partial<PlanItem> = {}): PlanItem {
  const whole: PlanItem = {
    planItemId: 'item',
    label: 'Personal assistant',
    category: 'PA_WAGES',
    provider: 'Employed by the person',
    arrangedBy: 'PERSON',
    quantity: { tenThousandths: 400_000n },
    unit: 'hour',
    per: 'week',
    times: 52,
    unitPence: 1500n,
    annualPence: 0n,
    startsOn: undefined,
    endsOn: undefined,
    option: 'DIRECT_PAYMENT',
    stream: 'NHS_CHC',
    oneOff: false,
    promised: true,
    confidence: undefined,
    outcomeIds: ['outcome'],
    needIds: ['need'],
    checks: NO_CHECKS,
    ...given,
  };
  return { ...whole, annualPence: given.annualPence ?? annualPenceOf(whole) };
}

/** One line of this yearly cost. */
export function costing(annualPence: bigint, given: Partial<PlanItem> = {}): PlanItem {
  return item({ quantity: { tenThousandths: 10_000n }, per: 'year', times: 1, unitPence: annualPence, ...given });
}

/** A plan of £31,200.00 with £2,400.00 for emergencies, in a proposed final budget of £33,600.00. */
export function planFacts(given: Partial<PlanFacts> = {}): PlanFacts {
  return {
    state: 'PLANNING',
    sections,
    items: [item()],
    needs: [{ needId: 'need', words: 'Seizures', met: 'UNMET' }],
    outcomes: [
      { outcomeId: 'outcome', needId: 'need', words: 'I go out', measure: 'Outings in a week', importance: 9 },
    ],
    careCoordinatorId: 'nan',
    hasEhcPlan: false,
    lacksCapacity: false,
    vulnerable: false,
    wages,
    proposed: { finalPence: 3_360_000n, contingencyPence: 240_000n },
    statements: STATEMENTS.map(statement => ({
      statement,
      agreed: true,
      words: '',
      contentHash: 'hash',
      amountPence: 3_360_000n,
      signedOn: today,
      byName: 'Jo',
      signedAs: 'PERSON',
    })),
    contentHash: 'hash',
    goal: undefined,
    ...given,
  };
}

/** The same, submitted, before an approver who had nothing to do with it. */
export function approvalFacts(given: Partial<ApprovalFacts> = {}): ApprovalFacts {
  return {
    ...planFacts(),
    state: 'SUBMITTED',
    submittedHash: 'hash',
    riskSignature: { byName: 'Jo', signedOn: today, current: true },
    approver: { id: 'abe', roles: ['approver'], limitPence: 10_000_000n },
    assessorIds: ['nan'],
    authorIds: ['nan', 'jo'],
    figureSetterIds: ['fay'],
    eligibilityDeciderIds: ['dee'],
    refusedOptions: [],
    limits: DEFAULT_POLICY.approval.limits,
    ...given,
  };
}

/** Yes to everything that applies. */
export function answers(given: Partial<ApprovalAnswers> = {}): ApprovalAnswers {
  const yes = { answer: 'yes', reason: '' } as const;
  return {
    points: { ICB1: yes, ICB2: yes, ICB3: yes, ICB4: yes, ICB5: { answer: 'not-applicable', reason: 'No concern' } },
    clinicianName: 'Dr Ada',
    directPaymentAppropriate: true,
    directPaymentReason: 'Wants to employ her assistant',
    conventionalPence: 3_360_000n,
    benefits: '',
    benefitsOutweigh: false,
    refusedItems: [],
    ...given,
  };
}
