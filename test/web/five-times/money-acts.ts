/** Acts on money that is paid, held back, spent and looked at: the case on which each is accepted, and what is sent. */
import { loadChangedFacts } from '../../../src/features/amounts/changes/facts.ts';
import { loadExtraFacts } from '../../../src/features/amounts/requests/facts.ts';
import { sql } from '../../../src/platform/sql.ts';
import { changedFrom } from '../../../src/rules/amounts/changed-instalments.ts';
import { effectOf, effectText } from '../../../src/rules/amounts/extra-payment.ts';
import { ACCOUNT_NUMBER } from '../../support/active-budget.ts';
import { arucs } from '../../support/bank-reports.ts';
import { ACCOUNT } from '../../support/set-up-budget.ts';
import { type Asked, day, fileOf, type KnownActs, look, one, personOf } from './asked.ts';

/** A run of this status, the newest; not the one that nobody has taken up. */
const runAs = async ({ database, world }: Asked, status: string) => {
  const [run] = await database.superDb.query(sql`
    select r.run_id, r.payments_count, r.total_pence from payment_run r join payment_run_now s using (run_id)
     where s.status = ${status} and r.run_id <> ${world.notTakenUpId} order by r.recorded_at desc`);
  return {
    params: { runId: String(run?.run_id) },
    count: String(run?.payments_count),
    totalPence: String(run?.total_pence),
  };
};
export const lineAs = async ({ database, budgetId }: Asked, what: string, pence: bigint) => {
  const [line] = await database.superDb.query(sql`
    select l.statement_line_id, p.sequence from statement_line l join placement_now p using (statement_line_id)
     where l.budget_id = ${budgetId} and p.what = ${what} and l.amount_pence = ${pence}`);
  return { params: { lineId: String(line?.statement_line_id) }, sequence: String(line?.sequence) };
};
const agreementHash = async (asked: Asked) => {
  const newest = sql`select content_hash from agreement where budget_id = ${asked.budgetId} order by version desc`;
  return { ...personOf(asked), contentHash: await one(asked, newest) };
};
const seenExtra = (asked: Asked, extra: Parameters<typeof effectOf>[1]) =>
  look(asked, async (tx, policy) => {
    const facts = await loadExtraFacts(tx, { budgetId: asked.budgetId, state: 'ACTIVE' }, policy);
    return effectText(effectOf(facts, extra) ?? []);
  });
const requestOf = async ({ database, budgetId }: Asked, isChange: boolean) => {
  const [found] = await database.superDb.query(sql`
    select amount_request_id from amount_request where budget_id = ${budgetId} and (kind = 'CHANGE') = ${isChange} order by recorded_at desc`);
  return { params: { amountRequestId: String(found?.amount_request_id) }, decision: 'AGREED' };
};
const PDF = '%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n';

export const MONEY_ACTS: KnownActs = {
  '/budgets/:budgetId/goal/purchases/new': { on: 'GOAL' },
  '/budgets/:budgetId/goal/purchases/wrong': { on: 'GOAL' },
  '/budgets/:budgetId/goal/end': { on: 'GOAL' },
  '/budgets/:budgetId/closing/money-back': { on: 'GOAL_OVER' },
  '/budgets/:budgetId/wheelchair/prescription': { on: 'CHAIR_ASSESSED' },
  '/budgets/:budgetId/wheelchair/contribution': { on: 'CHAIR_CHOSEN' },
  '/budgets/:budgetId/wheelchair/order': { on: 'CHAIR_AGREED' },
  '/budgets/:budgetId/wheelchair/issue': { on: 'CHAIR_ORDERED' },
  '/budgets/:budgetId/wheelchair/check': { on: 'CHAIR_ISSUED' },
  '/budgets/:budgetId/final-budget': {
    on: 'APPROVED',
    sent: async ({ database, budgetId }) => {
      const [row] = await database.superDb.query(
        sql`select final_pence, reason from proposed_final_budget where budget_id = ${budgetId} order by version desc`,
      );
      return { startsOn: '2026-12-15', seenPence: String(row?.final_pence), reason: 'Words' };
    },
  },
  '/budgets/:budgetId/agreement/offer': { on: 'BUDGET_SET' },
  '/budgets/:budgetId/agreement/signature': { on: 'OFFERED', sent: agreementHash },
  '/budgets/:budgetId/agreement/icb-signature': {
    on: 'SIGNED_ONCE',
    sent: async asked => ({ ...(await agreementHash(asked)), actor: undefined }),
  },
  '/budgets/:budgetId/consent': { on: 'AGREED' },
  '/budgets/:budgetId/account': { on: 'AGREED', sent: () => ({ ...ACCOUNT }) },
  '/budgets/:budgetId/account/verification': { on: 'AGREED' },
  '/budgets/:budgetId/employment/assistant': { on: 'PROPOSED' },
  '/pay-runs/new': { on: 'ACTIVE', sent: () => ({ month: '2026-12' }) },
  '/pay-runs/:runId/release': { on: 'ACTIVE', sent: asked => runAs(asked, 'PREPARED') },
  '/pay-runs/:runId/cancellation': {
    on: 'ACTIVE',
    sent: async asked => ({ params: (await runAs(asked, 'PREPARED')).params }),
  },
  '/pay-runs/:runId/file': { on: 'ACTIVE', sent: async asked => ({ params: (await runAs(asked, 'RELEASED')).params }) },
  '/payments/:paymentId/return': { on: 'ACTIVE' },
  '/pay-runs/:runId/outage': { on: 'ACTIVE', sent: async asked => ({ params: (await runAs(asked, 'SENT')).params }) },
  '/pay-runs/:runId/word': { on: 'ACTIVE', sent: async asked => ({ params: (await runAs(asked, 'SENT')).params }) },
  '/bank-reports/new': { on: 'ACTIVE', sent: () => fileOf('report.xml', arucs([{ reference: 'PHB TEST 01' }])) },
  '/budgets/:budgetId/suspensions/new': {
    on: 'ACTIVE',
    sent: asked => ({ reviewOn: day(asked, 3), scope: 'WHOLE', planItemIds: [] }),
  },
  '/budgets/:budgetId/suspensions/:suspensionId/looks': {
    on: 'HELD_BACK',
    sent: asked => ({ reviewOn: day(asked, 3) }),
  },
  '/budgets/:budgetId/suspensions/:suspensionId/end': { on: 'HELD_BACK' },
  '/budgets/:budgetId/advances/new': {
    on: 'HELD_BACK',
    sent: async asked => ({
      amountPence: '10000',
      seen: await seenExtra(asked, { kind: 'ADVANCE', amountPence: 10_000n }),
    }),
  },
  '/budgets/:budgetId/one-off-payments/new': {
    on: 'HELD_BACK',
    sent: async asked => ({
      amountPence: '10000',
      neededOn: day(asked, 20),
      seen: await seenExtra(asked, { kind: 'ONE_OFF', amountPence: 10_000n }),
    }),
  },
  '/budgets/:budgetId/extra-payments/:amountRequestId': { on: 'HELD_BACK', sent: asked => requestOf(asked, false) },
  '/budgets/:budgetId/amount-changes/new': {
    on: 'HELD_BACK',
    sent: async asked => {
      const order = {
        toPence: 3_240_000n,
        effectiveOn: Temporal.PlainDate.from('2027-02-01'),
        reasons: '',
        endedLineIds: [],
        found: 'Words',
      };
      const seen = await look(asked, async (tx, policy) => {
        const facts = await loadChangedFacts(tx, { budgetId: asked.budgetId, state: 'ACTIVE' }, policy);
        return facts ? effectText(changedFrom(facts, order) ?? []) : '';
      });
      return { toPence: '3240000', effectiveOn: '2027-02-01', seen };
    },
  },
  '/budgets/:budgetId/amount-changes/:amountRequestId': { on: 'HELD_BACK', sent: asked => requestOf(asked, true) },
  '/budgets/:budgetId/hospital-stays/new': { on: 'HELD_BACK' },
  '/bank-holidays': { on: 'ACTIVE', sent: asked => ({ day: day(asked, 30), isHoliday: 'yes' }) },
  '/tie-out': { on: 'ACTIVE' },
  '/budgets/:budgetId/bank-lines/:lineId': {
    on: 'ACTIVE',
    sent: async asked => ({
      ...(await lineAs(asked, 'UNPLACED', -1_499n)),
      planItemId: asked.world.active.itemIds[0]!,
    }),
  },
  '/budgets/:budgetId/bank-lines/:lineId/split': {
    on: 'ACTIVE',
    sent: async asked => ({
      ...(await lineAs(asked, 'UNPLACED', -1_499n)),
      planItemId1: asked.world.active.itemIds[0]!,
      pence1: '1000',
      planItemId2: asked.world.active.itemIds[1]!,
      pence2: '499',
    }),
  },
  '/budgets/:budgetId/bank-lines/:lineId/undo': { on: 'ACTIVE', sent: asked => lineAs(asked, 'SPENT', -1_499n) },
  '/budgets/:budgetId/bank-lines/:lineId/no-receipt': {
    on: 'ACTIVE',
    sent: async asked => ({
      params: (await lineAs(asked, 'SPENT', -15_000n)).params,
    }),
  },
  '/budgets/:budgetId/bank-statements/new': {
    on: 'ACTIVE',
    sent: () => ({
      ...fileOf(
        'october.csv',
        `Number,Date,Account,Amount,Subcategory,Memo\r\n,01/10/2026,08-99-99 ${ACCOUNT_NUMBER},-5.00,CARD,KIOSK\r\n`,
      ),
      from: '2026-09-09',
      to: '2026-10-31',
    }),
  },
  '/budgets/:budgetId/reviews/new': { on: 'HELD_BACK', sent: asked => ({ plannedOn: day(asked, 40) }) },
  '/budgets/:budgetId/bank-lines/:lineId/receipt': {
    on: 'ACTIVE',
    sent: async asked => ({
      params: (await lineAs(asked, 'SPENT', -15_000n)).params,
      ...fileOf('receipt.pdf', PDF),
    }),
  },
  '/budgets/:budgetId/reviews/:reviewId/care': {
    on: 'ACTIVE',
    sent: async asked => ({
      ratings: [`${await one(asked, sql`select outcome_id from outcome where budget_id = ${asked.budgetId}`)}:1`],
      capacityOrSafeguarding: '0',
      fluctuatingNeed: '0',
    }),
  },
  '/budgets/:budgetId/reviews/:reviewId/money': {
    on: 'ACTIVE',
    sent: () => ({
      employsAssistants: 'no',
      paysConnectedPerson: 'no',
      pastFindings: '0',
      missingEvidence: '0',
      varianceCause: 'INVOICE_TIMING',
    }),
  },
  '/budgets/:budgetId/reviews/:reviewId/close': { on: 'ACTIVE', sent: () => ({ months: '6' }) },
};
