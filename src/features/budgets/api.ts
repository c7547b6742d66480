/** The figures of a budget as JSON. Money is a string of whole pence, dates are ISO. */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { showQuantity } from '../../values/quantity.ts';
import { loadFinalBudget, loadIndicativeBudget } from './store.ts';

const pence = z.string().regex(/^-?\d+$/);

const IndicativeAnswer = z.object({
  indicativeBudgetId: z.string(),
  version: z.number(),
  startsOn: z.iso.date(),
  method: z.string(),
  rateCardVersion: z.string(),
  policyVersion: z.string(),
  totalPence: pence,
  linesPence: pence,
  startUpPence: pence,
  contingencyPence: pence,
  contingencyInBudget: z.boolean(),
  statement: z.string(),
  issuedOn: z.iso.date(),
  lines: z.array(
    z.object({
      needId: z.string().nullable(),
      service: z.string().nullable(),
      label: z.string(),
      quantity: z.string(),
      unit: z.string(),
      per: z.string(),
      ratePence: pence,
      times: z.number(),
      amountPence: pence,
      rule: z.string(),
      stream: z.string(),
    }),
  ),
});

const FinalAnswer = z.object({
  finalBudgetId: z.string(),
  version: z.number(),
  planId: z.string(),
  contentHash: z.string(),
  startsOn: z.iso.date(),
  finalPence: pence,
  contingencyPence: pence,
  linesPence: pence,
  startUpPence: pence,
  directPaymentPence: pence,
  indicativePence: pence,
  differenceReason: z.string(),
  stream: z.string(),
  setOn: z.iso.date(),
});

export const endpoints: readonly Route[] = [
  read('/budgets/:budgetId/indicative-budget', {
    may: 'see-case',
    records: 'indicative-budget.read',
    answer: IndicativeAnswer,
    async read({ tx, params }) {
      const budget = await loadIndicativeBudget(tx, params.budgetId);
      return (
        budget && {
          ...budget,
          startsOn: budget.startsOn.toString(),
          issuedOn: budget.issuedOn.toString(),
          totalPence: budget.totalPence.toString(),
          linesPence: budget.linesPence.toString(),
          startUpPence: budget.startUpPence.toString(),
          contingencyPence: budget.contingencyPence.toString(),
          lines: budget.lines.map(line => ({
            ...line,
            service: line.rateCode,
            quantity: showQuantity(line.quantity),
            ratePence: line.ratePence.toString(),
            amountPence: line.amountPence.toString(),
          })),
        }
      );
    },
  }),
  read('/budgets/:budgetId/final-budget', {
    may: 'see-case',
    records: 'final-budget.read',
    answer: FinalAnswer,
    async read({ tx, params }) {
      const budget = await loadFinalBudget(tx, params.budgetId);
      return (
        budget && {
          ...budget,
          startsOn: budget.startsOn.toString(),
          setOn: budget.setOn.toString(),
          finalPence: budget.finalPence.toString(),
          contingencyPence: budget.contingencyPence.toString(),
          linesPence: budget.linesPence.toString(),
          startUpPence: budget.startUpPence.toString(),
          directPaymentPence: budget.directPaymentPence.toString(),
          indicativePence: budget.indicativePence.toString(),
        }
      );
    },
  }),
];
