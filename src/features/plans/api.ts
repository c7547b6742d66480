/** The care plan and what an approver judges, as JSON. Money is a string of whole pence, dates are ISO. */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { personPointsOf, pointsOf } from '../../rules/decisions/approval.ts';
import { totalsOf } from '../../rules/plan/plan.ts';
import { showQuantity } from '../../values/quantity.ts';
import { loadPerson } from '../people/store.ts';
import { loadBudget } from '../requests/store.ts';
import { loadApprovalFacts, loadPlanFacts } from './facts.ts';
import { loadCompared } from './versions/compare.ts';
import { PrsbPlan, prsbOf } from './versions/prsb.ts';

const pence = z.string().regex(/^-?\d+$/);

const PlanAnswer = z.object({
  planId: z.string(),
  version: z.number(),
  status: z.enum(['DRAFT', 'SUBMITTED', 'APPROVED', 'RETURNED', 'REFUSED']),
  contentHash: z.string(),
  totalPence: pence,
  proposedFinalPence: pence.nullable(),
  sections: z.record(z.string(), z.record(z.string(), z.string())),
  items: z.array(
    z.object({
      planItemId: z.string(),
      label: z.string(),
      category: z.string(),
      provider: z.string(),
      arrangedBy: z.string(),
      quantity: z.string(),
      unit: z.string(),
      per: z.string(),
      times: z.number(),
      unitPence: pence,
      annualPence: pence,
      startsOn: z.iso.date().nullable(),
      endsOn: z.iso.date().nullable(),
      option: z.string(),
      stream: z.string(),
      promised: z.boolean(),
      confidence: z.number().nullable(),
      outcomeIds: z.array(z.string()),
      needIds: z.array(z.string()),
      checks: z.object({
        relationship: z.string(),
        sameHousehold: z.boolean(),
        regulated: z.string(),
        registration: z.string(),
        careHome: z.string(),
        nights: z.number().nullable(),
        payBand: z.string(),
      }),
    }),
  ),
  statements: z.array(
    z.object({
      statement: z.string(),
      agreed: z.boolean(),
      words: z.string(),
      contentHash: z.string(),
      amountPence: pence,
      signedOn: z.iso.date(),
      byName: z.string(),
      signedAs: z.enum(['PERSON', 'REPRESENTATIVE']),
    }),
  ),
  entries: z.array(
    z.object({
      planEntryId: z.string(),
      kind: z.string(),
      content: z.record(z.string(), z.string()),
      byName: z.string(),
      writtenOn: z.iso.date(),
    }),
  ),
  /** Who wrote each section. */
  authors: z.record(z.string(), z.object({ byName: z.string(), writtenOn: z.iso.date() })),
  /** The same plan by the names of the PRSB standard. */
  prsb: PrsbPlan,
});

const DifferencesAnswer = z.object({
  from: z.number(),
  to: z.number(),
  differences: z.array(z.object({ part: z.string(), change: z.string(), what: z.string(), sentence: z.string() })),
});

const ApprovalAnswer = z.object({
  planId: z.string(),
  contentHash: z.string(),
  icb: z.array(z.object({ point: z.string(), facts: z.array(z.string()), rulesSayNo: z.array(z.string()) })),
  person: z.array(z.object({ point: z.string(), answer: z.string(), reason: z.string(), facts: z.array(z.string()) })),
});

export const endpoints: readonly Route[] = [
  read('/budgets/:budgetId/plan', {
    may: 'see-case',
    records: 'plan.read',
    answer: PlanAnswer,
    async read({ tx, actor, params, tools }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      const facts = budget && (await loadPlanFacts(tx, budget, tools.today()));
      const person = budget && (await loadPerson(tx, actor.icbCode, budget.personId));
      if (!facts || !person) return undefined;
      const { planId, version, status } = facts.plan;
      return {
        planId,
        version,
        status,
        contentHash: facts.contentHash,
        totalPence: totalsOf(facts.items).totalPence.toString(),
        proposedFinalPence: facts.proposed?.finalPence.toString() ?? null,
        sections: { ...facts.sections },
        items: facts.items.map(item => ({
          ...item,
          quantity: showQuantity(item.quantity),
          unitPence: item.unitPence.toString(),
          annualPence: item.annualPence.toString(),
          startsOn: item.startsOn?.toString() ?? null,
          endsOn: item.endsOn?.toString() ?? null,
          confidence: item.confidence ?? null,
          outcomeIds: [...item.outcomeIds],
          needIds: [...item.needIds],
          checks: { ...item.checks, nights: item.checks.nights ?? null },
        })),
        statements: facts.statements.map(signed => ({
          ...signed,
          amountPence: signed.amountPence.toString(),
          signedOn: signed.signedOn.toString(),
        })),
        entries: facts.entries.map(entry => ({
          ...entry,
          content: { ...entry.content },
          writtenOn: entry.writtenOn.toString(),
        })),
        authors: Object.fromEntries(
          [...facts.authors.sections].map(([kind, { byName, writtenOn }]) => [
            kind,
            { byName, writtenOn: writtenOn.toString() },
          ]),
        ),
        prsb: prsbOf(facts, budget, person, actor.icbCode),
      };
    },
  }),
  read('/budgets/:budgetId/plan/differences', {
    may: 'see-case',
    records: 'plan.read',
    answer: DifferencesAnswer,
    async read({ tx, actor, params, query }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      const compared = budget && (await loadCompared(tx, budget.budgetId, query));
      if (!compared) return undefined;
      const { from, to, differences } = compared;
      return { from: from.version, to: to.version, differences: differences.map(difference => ({ ...difference })) };
    },
  }),
  read('/budgets/:budgetId/approval', {
    may: 'decide-approval',
    records: 'plan-approval.read',
    answer: ApprovalAnswer,
    async read({ tx, actor, params, tools }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      const facts = budget && (await loadApprovalFacts(tx, budget, actor, tools.today()));
      if (!facts) return undefined;
      return {
        planId: facts.plan.planId,
        contentHash: facts.contentHash,
        icb: pointsOf(facts).map(({ point, facts: shown, rulesSayNo }) => ({
          point,
          facts: [...shown],
          rulesSayNo: [...rulesSayNo],
        })),
        person: personPointsOf(facts).map(point => ({ ...point, facts: [...point.facts] })),
      };
    },
  }),
];
