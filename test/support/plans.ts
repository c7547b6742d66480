/** Cases brought from the assessment to the final budget by the service's own actions. */

import { proposeFinalBudget } from '../../src/features/budgets/final/propose-final-budget.ts';
import { setFinalBudget } from '../../src/features/budgets/final/set-final-budget.ts';
import { addBudgetLine } from '../../src/features/budgets/indicative/add-budget-line.ts';
import { issueIndicativeBudget } from '../../src/features/budgets/indicative/issue-indicative-budget.ts';
import { saveRateCard } from '../../src/features/budgets/rate-cards/rate-card-store.ts';
import { loadIndicativeBudget } from '../../src/features/budgets/store.ts';
import { decidePlan, type PlanDecisionInput } from '../../src/features/plans/approval/decide-plan.ts';
import { signRiskPlan } from '../../src/features/plans/signing/sign-risk-plan.ts';
import { signStatements } from '../../src/features/plans/signing/sign-statements.ts';
import { submitPlan } from '../../src/features/plans/signing/submit-plan.ts';
import { loadPlan } from '../../src/features/plans/store.ts';
import { addItem, type NewItem } from '../../src/features/plans/writing/add-item.ts';
import { beginPlanning } from '../../src/features/plans/writing/begin-planning.ts';
import { writeSection } from '../../src/features/plans/writing/write-section.ts';
import type { RequestInput } from '../../src/features/requests/register-request.ts';
import type { Tools } from '../../src/platform/tools.ts';
import type { SectionContent, SectionKind } from '../../src/rules/plan/plan-sections.ts';
import type { Actor } from '../../src/values/actor.ts';
import { makeStaff } from './actors.ts';
import { command, type MadeCase, makeCase, must } from './cases.ts';

/** The one rate card of the tests: £15.00 an hour for a personal assistant. */
export async function makeRateCard(tools: Tools, icbCode: string): Promise<void> {
  const finance = await makeStaff(tools.db, icbCode, ['finance-officer']);
  await tools.db.transaction(finance, tx =>
    saveRateCard(tx, finance, {
      version: 'test-1',
      effectiveFrom: Temporal.PlainDate.from('2026-04-01'),
      rates: [
        { code: 'PA', label: 'Personal assistant', unit: 'hour', pence: 1500n },
        { code: 'PAYROLL', label: 'Payroll service', unit: 'month', pence: 2500n },
      ],
    }),
  );
}

/** Every section of a plan, lawfully filled. */
export function sectionsOf(tools: Tools): Readonly<Partial<Record<SectionKind, SectionContent>>> {
  return {
    'what-matters': { words: 'My mother and the sea' },
    strengths: { words: 'I am a good planner' },
    circumstances: { words: 'I live alone near my mother' },
    working: { words: 'Mornings with my assistant' },
    'not-working': { choseNotToSay: 'yes' },
    'important-to': { words: 'To go out when I want' },
    'important-for': { words: 'Somebody who knows my seizures' },
    risk: { words: 'Nobody swims alone. The alarm is always on.' },
    contingency: {
      triggers: 'Two seizures in one day',
      whatHappens: 'The agency sends somebody',
      whoToCall: 'Nurse Nan, 01632 960001',
    },
    review: { reviewOn: tools.today().add({ months: 3 }).toString(), responsible: 'Nurse Nan' },
  };
}

/** Forty hours a week at £15.00: £31,200.00 a year. */
export function itemInput(outcomeId: string, given: Partial<NewItem> = {}): NewItem {
  return {
    label: 'Personal assistant, 40 hours a week',
    category: 'PA_WAGES',
    provider: 'Employed by the person',
    arrangedBy: 'PERSON',
    quantity: { tenThousandths: 400_000n },
    unit: 'hour',
    per: 'week',
    times: undefined,
    unitPence: 1500n,
    startsOn: undefined,
    endsOn: undefined,
    option: 'DIRECT_PAYMENT',
    promised: true,
    confidence: 8,
    outcomeIds: [outcomeId],
    ...given,
  };
}

/** Yes to everything that applies. */
export function approvalInput(seenHash: string, given: Partial<PlanDecisionInput> = {}): PlanDecisionInput {
  const yes = { answer: 'yes', reason: '' } as const;
  return {
    decision: 'APPROVE',
    points: {
      ICB1: yes,
      ICB2: yes,
      ICB3: yes,
      ICB4: yes,
      ICB5: { answer: 'not-applicable', reason: 'Has capacity and no safeguarding concern' },
    },
    clinicianName: 'Dr Ada Sample',
    directPaymentAppropriate: true,
    directPaymentReason: 'Wants to employ her own assistant, with help from a payroll service',
    conventionalPence: 3_500_000n,
    benefits: '',
    benefitsOutweigh: false,
    refusedItems: [],
    conditions: '',
    refusalCode: undefined,
    refusalWords: '',
    seenHash,
    ...given,
  };
}

export type PlannedCase = MadeCase & { readonly finance: Actor; readonly approver: Actor };

const STEPS = [
  'INDICATIVE',
  'PLANNING',
  'WRITTEN',
  'PROPOSED',
  'SIGNED',
  'SUBMITTED',
  'APPROVED',
  'BUDGET_SET',
] as const;
export type Planned = (typeof STEPS)[number];

export type Wishes = {
  /** The items of the plan; forty hours of an assistant unless told. */
  readonly items?: (outcomeId: string) => readonly NewItem[];
  /** The first day of the budget year; today unless told. */
  readonly startsOn?: string;
  readonly approvalLimitPence?: bigint;
  readonly request?: Partial<RequestInput>;
  /** Who signs for the person, where it is not the person. */
  readonly signer?: (made: MadeCase) => Promise<Actor>;
};

/**
 * A case of a new person at one of the steps. It needs a rate card: call `makeRateCard` once before. The indicative
 * budget is £33,600.00: £31,200.00 of hours and £2,400.00 for emergencies.
 */
export async function makePlannedCase(
  tools: Tools,
  icbCode: string,
  reached: Planned,
  wishes: Wishes = {},
): Promise<PlannedCase> {
  const opened = await makeCase(tools, icbCode, 'ASSESSED', wishes.request);
  const made = wishes.signer ? { ...opened, person: await wishes.signer(opened) } : opened;
  const finance = await makeStaff(tools.db, icbCode, ['finance-officer'], { name: 'Finance Fay' });
  const { approvalLimitPence = 10_000_000n } = wishes;
  const approver = await makeStaff(tools.db, icbCode, ['approver'], { name: 'Approver Abe', approvalLimitPence });
  const planned = { ...made, finance, approver };
  const last = STEPS.indexOf(reached);
  for (const step of STEPS.slice(0, last + 1)) await STEP[step](tools, planned, wishes);
  return planned;
}

const STEP: Readonly<Record<Planned, (tools: Tools, made: PlannedCase, wishes: Wishes) => Promise<void>>> = {
  async INDICATIVE(tools, { finance, budgetId, needId }) {
    const line = { needId, service: 'PA', quantity: { tenThousandths: 400_000n }, per: 'week' } as const;
    must(await addBudgetLine(tools, finance, command(), budgetId, line));
    const issue = { startsOn: tools.today(), method: 'HOURS_RATES', seenPence: 3_360_000n } as const;
    must(await issueIndicativeBudget(tools, finance, command(), budgetId, issue));
  },
  async PLANNING(tools, { coordinator, budgetId }) {
    const input = { involved: 'My mother', planningSupport: '' };
    must(await beginPlanning(tools, coordinator, command(), budgetId, input));
  },
  async WRITTEN(tools, made, wishes) {
    const { coordinator, person, budgetId, outcomeId } = made;
    const sections = sectionsOf(tools);
    for (const [kind, content] of Object.entries(sections))
      must(await writeSection(tools, coordinator, command(), budgetId, kind, content));
    must(await signRiskPlan(tools, person, command(), budgetId, sections.risk!.words!));
    for (const item of wishes.items?.(outcomeId) ?? [itemInput(outcomeId)])
      must(await addItem(tools, coordinator, command(), budgetId, item));
  },
  async PROPOSED(tools, { finance, budgetId }) {
    const indicative = await tools.db.transaction(finance, tx => loadIndicativeBudget(tx, budgetId));
    const { totalPence: finalPence, contingencyPence } = indicative!;
    const proposal = { finalPence, contingencyPence, reason: '' };
    must(await proposeFinalBudget(tools, finance, command(), budgetId, proposal));
  },
  async SIGNED(tools, { person, budgetId }) {
    must(await signStatements(tools, person, command(), budgetId, await statementsInput(tools, person, budgetId)));
  },
  async SUBMITTED(tools, { coordinator, budgetId }) {
    must(await submitPlan(tools, coordinator, command(), budgetId, await hashNow(tools, coordinator, budgetId)));
  },
  async APPROVED(tools, { approver, budgetId }) {
    const input = approvalInput(await hashNow(tools, approver, budgetId));
    must(await decidePlan(tools, approver, command(), budgetId, input));
  },
  async BUDGET_SET(tools, { finance, budgetId }, wishes) {
    const startsOn = wishes.startsOn ? Temporal.PlainDate.from(wishes.startsOn) : tools.today();
    const input = { startsOn, reason: '', seenPence: 3_360_000n };
    must(await setFinalBudget(tools, finance, command(), budgetId, input));
  },
};

/** Yes to the three statements, on the plan as it is. */
export async function statementsInput(tools: Tools, person: Actor, budgetId: string, seenPence = 3_360_000n) {
  const yes = { agreed: true, words: '' };
  const answers = { NEEDS_MET: yes, ENOUGH_MONEY: yes, WILL_BE_REVIEWED: yes };
  return { answers, seenHash: await hashNow(tools, person, budgetId), seenPence };
}

/** What the plan says now, as its hash. */
export async function hashNow(tools: Tools, actor: Actor, budgetId: string): Promise<string> {
  return (await tools.db.transaction(actor, tx => loadPlan(tx, budgetId)))!.contentHash;
}
