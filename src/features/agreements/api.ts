/** The agreement and the set-up as JSON. Money is a string of whole pence, dates are ISO. */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { loadBudget } from '../requests/store.ts';
import { checksEndpoints } from './checks/pages.ts';
import { loadTasksNow } from './facts.ts';
import { loadAgreement, loadPaymentAccount } from './store.ts';
import { wageEndpoints } from './wages/pages.ts';

const pence = z.string().regex(/^\d+$/);

const AgreementAnswer = z.object({
  agreementId: z.string(),
  version: z.number(),
  options: z.array(z.string()),
  stream: z.string(),
  startsOn: z.iso.date(),
  yearPence: pence,
  recordKeepingLevel: z.string(),
  recordsKeptBy: z.string(),
  reviewTimetable: z.string(),
  contentHash: z.string(),
  offeredOn: z.iso.date(),
  clauses: z.array(z.object({ code: z.string(), title: z.string(), words: z.string() })),
  signatures: z.array(z.object({ side: z.string(), capacity: z.string(), byName: z.string(), signedOn: z.iso.date() })),
  payments: z.array(
    z.object({
      stream: z.string(),
      option: z.string(),
      purpose: z.string(),
      period: z.string(),
      coversFrom: z.iso.date(),
      coversTo: z.iso.date(),
      amountPence: pence,
    }),
  ),
});

const AccountAnswer = z.object({
  paymentAccountId: z.string(),
  version: z.number(),
  kind: z.string(),
  sortCode: z.string(),
  accountNumber: z.string(),
  name: z.string(),
  status: z.string(),
  modulusResult: z.string(),
  modulusTableVersion: z.string(),
  enteredOn: z.iso.date(),
  enteredByName: z.string(),
  verifiedOn: z.iso.date().nullable(),
  verifiedByName: z.string().nullable(),
  method: z.string().nullable(),
});

const SetUpAnswer = z.object({
  state: z.string(),
  tasks: z.array(z.object({ kind: z.string(), closed: z.boolean() })),
});

export const endpoints: readonly Route[] = [
  ...wageEndpoints,
  ...checksEndpoints,
  read('/budgets/:budgetId/agreement', {
    may: 'see-case',
    records: 'agreement.read',
    answer: AgreementAnswer,
    async read({ tx, params }) {
      const agreement = await loadAgreement(tx, params.budgetId);
      return (
        agreement && {
          ...agreement,
          startsOn: agreement.startsOn.toString(),
          offeredOn: agreement.offeredOn.toString(),
          yearPence: agreement.yearPence.toString(),
          clauses: [...agreement.clauses],
          signatures: agreement.signatures.map(one => ({ ...one, signedOn: one.signedOn.toString() })),
          payments: agreement.payments.map(one => ({
            stream: one.stream,
            option: one.option,
            purpose: one.purpose,
            period: one.period.toString(),
            coversFrom: one.coversFrom.toString(),
            coversTo: one.coversTo.toString(),
            amountPence: one.amountPence.toString(),
          })),
        }
      );
    },
  }),
  read('/budgets/:budgetId/account', {
    may: 'verify-account',
    records: 'account.read',
    answer: AccountAnswer,
    async read({ tx, params }) {
      const account = await loadPaymentAccount(tx, params.budgetId);
      return (
        account && {
          ...account,
          enteredOn: account.enteredOn.toString(),
          verifiedOn: account.verifiedOn?.toString() ?? null,
        }
      );
    },
  }),
  read('/budgets/:budgetId/start', {
    may: 'see-case',
    records: 'set-up.read',
    answer: SetUpAnswer,
    async read({ tx, actor, params, tools }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      return (
        budget && {
          state: budget.state,
          tasks: [...(await loadTasksNow(tx, budget, tools.today()))].map(task => ({ ...task })),
        }
      );
    },
  }),
];
