/** Acts on what is paid another way, on cards and wages, and on what payers settle: the case on which each is accepted, and what is sent. */
import { sql } from '../../../src/platform/sql.ts';
import { SORT_CODE } from '../../support/active-budget.ts';
import { COUNCIL, LA } from '../../support/shared-budget.ts';
import { HOLDER_ACCOUNT } from '../../support/third-parties.ts';
import { type Asked, day, type KnownActs, one } from './asked.ts';

const accountAs = (asked: Asked, role: 'SECOND_CARD' | 'WORKER') =>
  one(
    asked,
    sql`select payment_account_id from payment_account where budget_id = ${asked.budgetId} and role = ${role} order by version desc`,
  );
const overpaid = (asked: Asked) =>
  one(asked, sql`select payment_id from payment where budget_id = ${asked.budgetId} and ended = 'OVERPAID'`);
const statement = (asked: Asked) => one(asked, sql`select recharge_statement_id from recharge_statement`);

export const PAID_ACTS: KnownActs = {
  '/budgets/:budgetId/second-card': { on: 'CARD', sent: () => ({ ...HOLDER_ACCOUNT, namedPeople: 'Test Person' }) },
  '/budgets/:budgetId/second-card/verification': {
    on: 'CARD',
    sent: async asked => ({ paymentAccountId: await accountAs(asked, 'SECOND_CARD') }),
  },
  // Published test numbers that pass their check.
  '/budgets/:budgetId/wages-straight': {
    on: 'CARD',
    sent: () => ({ worker: 'Ann', monthlyPence: '50000', sortCode: '87-14-27', accountNumber: '46238510' }),
  },
  '/budgets/:budgetId/wages-straight/change': {
    on: 'CARD',
    sent: () => ({ worker: 'Ann', monthlyPence: '60000' }),
  },
  '/budgets/:budgetId/wages-straight/verification': {
    on: 'CARD',
    sent: async asked => ({ worker: 'Ann', paymentAccountId: await accountAs(asked, 'WORKER') }),
  },
  '/card-outages/new': { on: 'CARD', sent: () => ({ sortCode: SORT_CODE }) },
  '/pay-runs/:runId/taking-up': { on: 'ACTIVE', sent: ({ world }) => ({ params: { runId: world.notTakenUpId } }) },
  '/overpayments/:paymentId': {
    on: 'PAID_TWICE',
    sent: async asked => ({ params: { paymentId: await overpaid(asked) } }),
  },
  '/recharges': { on: 'SHARED', sent: () => ({ from: `${LA} ${COUNCIL}`, pence: '100' }) },
  '/recharge-statements': { on: 'SHARED', isLater: true },
  '/recharge-statements/:statementId': {
    on: 'SHARED',
    isLater: true,
    sent: async asked => ({
      params: { statementId: await statement(asked) },
      answer: 'AGREED',
      answeredOn: day(asked),
    }),
  },
  '/budgets/:budgetId/goal/follow-up': { on: 'GOAL_OVER', isLater: true, sent: () => ({ rating: '1' }) },
  '/budgets/:budgetId/money-back': {
    on: 'GOAL_OVER',
    sent: async asked => ({
      moneyBackId: await one(asked, sql`select money_back_id from money_back where budget_id = ${asked.budgetId}`),
      lineId: await one(
        asked,
        sql`select statement_line_id from statement_line where budget_id = ${asked.budgetId} and amount_pence = -1000`,
      ),
    }),
  },
  '/budgets/:budgetId/closing': {
    on: 'GOAL_OVER',
    isLater: true,
    sent: () => ({ writtenOffPence: '39000', reason: 'Words' }),
  },
  '/budgets/:budgetId/closing/answer': { on: 'GOAL_OVER', isLater: true, sent: () => ({ answer: 'YES' }) },
};
