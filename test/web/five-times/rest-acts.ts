/** Acts beside the money and the way to it: who pays, checks, health, the board's own settings and staff. */
import { sql } from '../../../src/platform/sql.ts';
import { DEFAULT_POLICY } from '../../../src/rules/policy/policy.ts';
import { writePolicy } from '../../../src/rules/policy/policy-json.ts';
import { COUNCIL, LA, NHS } from '../../support/shared-budget.ts';
import { type Asked, day, fileOf, type KnownActs, one } from './asked.ts';

const NEXT_YEAR = '2027-04-01';
const asFile = (value: unknown) => fileOf('file.json', JSON.stringify(value)).file;
const POLICY = { ...DEFAULT_POLICY, version: 'five-times', effectiveFrom: NEXT_YEAR };
const CARD = {
  version: 'five-times',
  effectiveFrom: NEXT_YEAR,
  rates: [{ code: 'PA', label: 'Personal assistant', unit: 'hour', pence: '1600' }],
};
const nurse = (asked: Asked) => ({ coordinatorId: asked.world.staff['care-coordinator'].id });
const worker = (asked: Asked) => ({ params: { staffUserId: asked.world.paying.coordinator.id } });
const secondYearLine = (asked: Asked) =>
  one(
    asked,
    sql`select plan_item_id from plan_item join plan using (plan_id) join budget using (budget_id)
         where budget_id <> ${asked.budgetId} and person_id = (select person_id from budget where budget_id = ${asked.budgetId})`,
  );

export const REST_ACTS: KnownActs = {
  '/budgets/:budgetId/payers/agreed': {
    on: 'TO_SHARE',
    sent: () => ({
      stream1: NHS,
      payer1: 'The board',
      percent1: '62.5',
      signedBy1: 'Sam Signer',
      conditions1: 'None',
      stream2: LA,
      payer2: COUNCIL,
      percent2: '37.5',
      signedBy2: 'Cal Council',
      conditions2: 'None',
      lead: '1',
      settlement: 'RECHARGE',
    }),
  },
  '/budgets/:budgetId/plan/items/:planItemId/payers': {
    on: 'TO_SHARE',
    sent: () => ({ kind: 'PERCENT', percent1: '50', percent2: '50' }),
  },
  '/budgets/:budgetId/contract': {
    on: 'HELD_BY_OTHERS',
    sent: ({ world }) => ({ thirdPartyId: world.thirdPartyId, form: 'ICB_FRAMEWORK', reference: 'SUP-8' }),
  },
  '/budgets/:budgetId/orders/:orderId/carry-over': {
    on: 'TWO_YEARS',
    sent: async asked => ({
      params: {
        orderId: await one(asked, sql`select order_id from purchase_order where budget_id = ${asked.budgetId}`),
      },
      planItemId: await secondYearLine(asked),
      fromOn: '2027-12-01',
      toOn: '2028-11-30',
    }),
  },
  '/budgets/:budgetId/checks/payee': {
    on: 'TO_CHECK',
    sent: () => ({ payee: 'Ruth Sample', alternatives: 'Two agencies declined', directorName: 'Dora Rector' }),
  },
  '/budgets/:budgetId/checks/registration': {
    on: 'TO_CHECK',
    sent: () => ({ provider: 'Hill Agency', regulated: 'ACTIVITY', number: '1-123456789' }),
  },
  '/budgets/:budgetId/employment/insurance': {
    on: 'CARD',
    sent: () => ({ limitPence: '500000000', from: '2026-11-01', to: '2027-12-31' }),
  },
  '/budgets/:budgetId/start': { on: 'TO_ORDER', sent: () => ({ task: 'PURCHASE_ORDERS' }) },
  '/budgets/:budgetId/wheelchair/choice': {
    on: 'CHAIR_PRICED',
    sent: () => ({
      option: 'NOTIONAL_TOPUP',
      category: 'POWERED',
      chosenPence: '198000',
      meetsClinicalNeed: true,
      clinician: 'Olive Occupational, therapist',
    }),
  },
  '/budgets/:budgetId/eligibility': {
    on: 'INFORMED_AGAIN',
    sent: asked => ({
      group: 'CHC_STANDARD',
      evidence: 'Decision support tool, ratified',
      evidenceOn: day(asked),
      solelyNhsFunded: true,
      responsibleIcbConfirmed: true,
      livesAt: 'HOME',
      granted: 'FULL',
    }),
  },
  '/budgets/:budgetId/assessment/completion': {
    on: 'TO_ASSESS',
    sent: () => ({ sources: ['CHC_DST'], capacity: 'ASSUMED' }),
  },
  '/budgets/:budgetId/indicative-budget': {
    on: 'WORKED_OUT',
    sent: () => ({ method: 'HOURS_RATES', seenPence: '3360000' }),
  },
  '/budgets/:budgetId/indicative-budget/lines/:draftLineId/removal': { on: 'ASSESSED' },
  '/budgets/:budgetId/indicative-budget/entries/:entryId/removal': { on: 'ASSESSED' },
  '/budgets/:budgetId/care-coordinator': { on: 'ACTIVE', sent: nurse },
  '/budgets/:budgetId/approval/higher-limit': {
    on: 'OVER_LIMIT',
    sent: ({ world }) => ({ actor: world.overLimit }),
  },
  '/budgets/:budgetId/options/refusals/new': {
    on: 'INDICATIVE',
    sent: () => ({ option: 'DIRECT_PAYMENT', reason: 'NOT_APPROPRIATE', offered: ['NOTIONAL'] }),
  },
  '/budgets/:budgetId/outcomes/score': { on: 'ACTIVE', sent: () => ({ instrument: 'EQ_5D_5L', score: '0.62' }) },
  '/budgets/:budgetId/representation/tasks': { on: 'REQUESTED' },
  '/budgets/:budgetId/health-changes/new': { on: 'ACTIVE' },
  '/budgets/:budgetId/health-changes/:healthChangeId': { on: 'ACTIVE' },
  '/budgets/:budgetId/hospital-stays/:hospitalStayId': {
    on: 'HELD_BACK',
    sent: async asked => ({
      decisions: [
        `${await one(asked, sql`select plan_item_id from plan_item join plan using (plan_id) where budget_id = ${asked.budgetId}`)}:KEEP`,
      ],
    }),
  },
  '/budgets/:budgetId/hospital-stays/:hospitalStayId/return': { on: 'HELD_BACK' },
  '/programmes/new': { on: 'ACTIVE', sent: asked => ({ lastOn: day(asked, 60) }) },
  '/rate-cards': { on: 'ACTIVE', sent: () => ({ card: asFile(CARD) }) },
  '/policy/new': { on: 'ACTIVE', sent: () => ({ content: asFile(writePolicy(POLICY)) }) },
  '/policy/versions/:version': { on: 'ACTIVE', sent: () => ({ params: { version: POLICY.version } }) },
  '/staff/:staffUserId': { on: 'ACTIVE', sent: asked => ({ ...worker(asked), roles: ['care-coordinator'] }) },
  '/staff/:staffUserId/return': {
    on: 'ACTIVE',
    sent: ({ world }) => ({ params: { staffUserId: world.leftId }, roles: ['care-coordinator'] }),
  },
  '/staff/:staffUserId/end': { on: 'ACTIVE', sent: worker },
  '/demonstration': { on: 'ACTIVE' },
};
