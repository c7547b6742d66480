/** Payment runs and payments as JSON. Money is a string of whole pence, dates are ISO. */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { loadFiles } from './files/store.ts';
import { reportEndpoints } from './reports/pages.ts';
import { standbyEndpoints } from './standby/pages.ts';
import {
  type Hold,
  loadPayments,
  loadRun,
  loadRunHolds,
  loadRunPayments,
  loadRuns,
  type PaymentRun,
  type RunPayment,
} from './store.ts';

const pence = z.string().regex(/^\d+$/);

export const RunAnswer = z.object({
  runId: z.string(),
  reference: z.string(),
  month: z.string(),
  status: z.string(),
  paymentsCount: z.number(),
  totalPence: pence,
  heldCount: z.number(),
  heldPence: pence,
  inputOn: z.iso.date(),
  processingOn: z.iso.date(),
  creditOn: z.iso.date(),
  timing: z.string(),
  rail: z.string(),
  preparedOn: z.iso.date(),
  preparedByName: z.string(),
  releasedOn: z.iso.date().nullable(),
  releasedByName: z.string().nullable(),
  /** GIVEN_UP or URGENT: it pays nothing else. */
  onlyPays: z.string().nullable(),
  isByService: z.boolean(),
  takenUpByName: z.string().nullable(),
});

const PaymentAnswer = z.object({
  paymentId: z.string(),
  budgetId: z.string(),
  budgetReference: z.string(),
  purpose: z.string(),
  period: z.string(),
  amountPence: pence,
  reference: z.string(),
  ended: z.string().nullable(),
  factsHash: z.string().nullable(),
});

export const HoldAnswer = z.object({
  obligationId: z.string(),
  budgetId: z.string(),
  budgetReference: z.string(),
  purpose: z.string(),
  period: z.string(),
  amountPence: pence,
  reason: z.string(),
  words: z.string(),
  ownerRole: z.string(),
  actBy: z.iso.date(),
});

const FileAnswer = z.object({
  part: z.number(),
  serial: z.string(),
  createdOn: z.iso.date(),
  processingOn: z.iso.date(),
  totalPence: pence,
  paymentsCount: z.number(),
  sha256: z.string(),
  format: z.string(),
});

const WholeRunAnswer = RunAnswer.extend({
  /** At most the first thousand. */
  payments: z.array(PaymentAnswer),
  holds: z.array(HoldAnswer),
  files: z.array(FileAnswer),
});

const BudgetPaymentsAnswer = z.object({
  payments: z.array(
    z.object({
      paymentId: z.string(),
      obligationId: z.string(),
      runId: z.string(),
      purpose: z.string(),
      period: z.string(),
      amountPence: pence,
      creditOn: z.iso.date(),
      status: z.string(),
      reference: z.string(),
    }),
  ),
});

export const endpoints: readonly Route[] = [
  ...standbyEndpoints,
  ...reportEndpoints,
  read('/pay-runs', {
    may: 'see-pay-runs',
    records: 'pay-run.list',
    answer: z.object({ runs: z.array(RunAnswer) }),
    read: async ({ tx, actor }) => ({ runs: (await loadRuns(tx, actor.icbCode)).map(runAsJson) }),
  }),
  read('/pay-runs/:runId', {
    may: 'see-pay-runs',
    records: 'pay-run.read',
    answer: WholeRunAnswer,
    async read({ tx, actor, params }) {
      const run = await loadRun(tx, actor.icbCode, params.runId);
      return (
        run && {
          ...runAsJson(run),
          payments: (await loadRunPayments(tx, run.runId, 0, 1000)).map(paymentAsJson),
          holds: (await loadRunHolds(tx, run.runId, 1000)).map(holdAsJson),
          files: (await loadFiles(tx, run.runId)).map(file => ({
            ...file,
            createdOn: file.createdOn.toString(),
            processingOn: file.processingOn.toString(),
            totalPence: file.totalPence.toString(),
          })),
        }
      );
    },
  }),
  read('/budgets/:budgetId/payments', {
    may: 'see-money',
    records: 'payments.read',
    answer: BudgetPaymentsAnswer,
    read: async ({ tx, params }) => ({
      payments: (await loadPayments(tx, params.budgetId)).map(payment => ({
        ...payment,
        period: payment.period.toString(),
        amountPence: payment.amountPence.toString(),
        creditOn: payment.creditOn.toString(),
      })),
    }),
  }),
];

/** A run in its JSON shape. */
export function runAsJson(run: PaymentRun): z.input<typeof RunAnswer> {
  return {
    ...run,
    month: run.month.toString(),
    totalPence: run.totalPence.toString(),
    heldPence: run.heldPence.toString(),
    inputOn: run.inputOn.toString(),
    processingOn: run.processingOn.toString(),
    creditOn: run.creditOn.toString(),
    preparedOn: run.preparedOn.toString(),
    releasedOn: run.releasedOn?.toString() ?? null,
    onlyPays: run.onlyPays ?? null,
    takenUpByName: run.takenUpByName ?? null,
  };
}

function paymentAsJson(payment: RunPayment): z.input<typeof PaymentAnswer> {
  return { ...payment, period: payment.period.toString(), amountPence: payment.amountPence.toString() };
}

/** A hold in its JSON shape. */
export function holdAsJson(hold: Hold): z.input<typeof HoldAnswer> {
  return {
    ...hold,
    period: hold.period.toString(),
    amountPence: hold.amountPence.toString(),
    actBy: hold.actBy.toString(),
  };
}
