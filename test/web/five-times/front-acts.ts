/** Acts on the way to a budget, from the enquiry to the approved plan: the case on which each is accepted, and what is sent. */
import { sql } from '../../../src/platform/sql.ts';
import { NOMINEE_AGREEMENT } from '../../../src/rules/representation/nominee.ts';
import { hashNow } from '../../support/plans.ts';
import { type Asked, day, type KnownActs, one, personOf } from './asked.ts';

const seenHash = async ({ database, world, budgetId }: Asked) => ({
  seenHash: await hashNow(database.tools, world.staff.approver, budgetId),
});
const proposed = (asked: Asked) =>
  one(
    asked,
    sql`select final_pence from proposed_final_budget where budget_id = ${asked.budgetId} order by version desc`,
  );
const party = (asked: Asked) =>
  one(
    asked,
    sql`select authority_id from authority where person_id = (select person_id from budget where budget_id = ${asked.budgetId})`,
  );
const nominee = (asked: Asked) => one(asked, sql`select nominee_id from nominee where budget_id = ${asked.budgetId}`);
const order = (asked: Asked) =>
  one(
    asked,
    sql`select exclusion_check_id from exclusion_check where present and person_id = (select person_id from budget where budget_id = ${asked.budgetId})`,
  );

export const FRONT_ACTS: KnownActs = {
  '/staff/new': { on: 'ACTIVE' },
  '/enquiries/new': { on: 'ACTIVE' },
  '/cases/new': {
    on: 'ACTIVE',
    sent: () => ({
      dateOfBirth: '1964-03-02',
      nhsNumberStatus: '03',
      postcode: 'ZZ99 3WZ',
      toldOptional: true,
      preferredOptions: ['DIRECT_PAYMENT'],
    }),
  },
  '/budgets/:budgetId/assessment/needs': { on: 'ELIGIBLE' },
  '/budgets/:budgetId/assessment/outcomes': { on: 'ELIGIBLE' },
  '/budgets/:budgetId/assessment/needs/:needId/tag': { on: 'ELIGIBLE' },
  '/budgets/:budgetId/withdrawal': { on: 'REQUESTED' },
  '/budgets/:budgetId/care-without-budget': { on: 'REQUESTED' },
  '/budgets/:budgetId/information': { on: 'INFORMED' },
  '/budgets/:budgetId/representation/capacity': { on: 'REQUESTED' },
  '/budgets/:budgetId/representation/exclusion': {
    on: 'INFORMED',
    sent: asked => ({
      result: 'FOUND',
      category: 'DRUG_REHABILITATION',
      orderRef: 'Testshire 7',
      fromOn: '2026-07-01',
      checkedOn: day(asked),
    }),
  },
  '/budgets/:budgetId/representation/nominee': { on: 'REQUESTED' },
  '/budgets/:budgetId/indicative-budget/method': { on: 'ASSESSED' },
  '/budgets/:budgetId/indicative-budget/entries/services': { on: 'ASSESSED' },
  '/budgets/:budgetId/indicative-budget/entries/points': { on: 'ASSESSED' },
  '/budgets/:budgetId/indicative-budget/entries/sums': { on: 'ASSESSED' },
  '/budgets/:budgetId/indicative-budget/entries/prescriptions': { on: 'ASSESSED' },
  '/budgets/:budgetId/indicative-budget/entries/assistants': { on: 'ASSESSED' },
  '/budgets/:budgetId/planning': { on: 'INDICATIVE' },
  '/budgets/:budgetId/plan/items/:planItemId/removal': { on: 'WRITTEN' },
  '/budgets/:budgetId/outcomes/first': { on: 'ELIGIBLE' },
  '/budgets/:budgetId/forecasts/new': { on: 'REQUESTED' },
  '/budgets/:budgetId/forecasts/actual': { on: 'GOAL' },
  '/directory/new': { on: 'ACTIVE' },
  '/enquiries/:enquiryId/request': {
    on: 'ACTIVE',
    sent: () => ({
      dateOfBirth: '1964-03-02',
      nhsNumberStatus: '03',
      postcode: 'ZZ99 3WZ',
      toldOptional: true,
      preferredOptions: ['DIRECT_PAYMENT'],
    }),
  },
  '/budgets/:budgetId/assessment/entries': { on: 'ELIGIBLE', sent: () => ({ words: 'Words' }) },
  '/budgets/:budgetId/representation/new': {
    on: 'REQUESTED',
    sent: () => ({ kind: 'DEPUTY', documentRef: 'Order 1', issuer: 'The court', acting: 'ALONE' }),
  },
  '/budgets/:budgetId/representation/check': {
    on: 'REQUESTED',
    sent: async asked => ({ authorityId: await party(asked) }),
  },
  '/budgets/:budgetId/representation/ending': {
    on: 'REQUESTED',
    sent: async asked => ({ authorityId: await party(asked), lastOn: day(asked) }),
  },
  '/budgets/:budgetId/representation/lifting': {
    on: 'INFORMED',
    sent: async asked => ({ exclusionCheckId: await order(asked), lastOn: day(asked) }),
  },
  '/budgets/:budgetId/representation/nominee-yes': {
    on: 'REQUESTED',
    sent: () => ({ clauseVersion: NOMINEE_AGREEMENT.version }),
  },
  '/budgets/:budgetId/representation/board-yes': { on: 'REQUESTED' },
  '/budgets/:budgetId/representation/certificate': {
    on: 'REQUESTED',
    sent: async asked => ({ partyId: await nominee(asked) }),
  },
  '/budgets/:budgetId/representation/concern': {
    on: 'REQUESTED',
    sent: async asked => ({ partyId: await nominee(asked) }),
  },
  '/budgets/:budgetId/representation/nominee-end': { on: 'REQUESTED', sent: () => ({ inWriting: true }) },
  '/budgets/:budgetId/indicative-budget/lines': { on: 'ASSESSED', sent: () => ({ service: 'PA', per: 'week' }) },
  '/budgets/:budgetId/proposed-budget': { on: 'WRITTEN', sent: () => ({ reason: 'Words' }) },
  '/budgets/:budgetId/plan/sections/:section': {
    on: 'PLANNING',
    sent: () => ({ params: { section: 'what-matters' }, words: 'The sea' }),
  },
  '/budgets/:budgetId/plan/entries/:kind/new': {
    on: 'PLANNING',
    sent: () => ({ params: { kind: 'personal-contact' }, name: 'Jo', relationship: 'Sister', contact: '01632 960001' }),
  },
  '/budgets/:budgetId/plan/parts/:planEntryId/removal': { on: 'PLANNING' },
  '/budgets/:budgetId/plan/items/new': {
    on: 'PLANNING',
    sent: () => ({ category: 'THERAPY', quantity: '1', unitPence: '1000' }),
  },
  '/budgets/:budgetId/plan/risk-signature': {
    on: 'WRITTEN',
    sent: asked => ({ ...personOf(asked), seenWords: 'Nobody swims alone. The alarm is always on.' }),
  },
  '/budgets/:budgetId/statements': {
    on: 'PROPOSED',
    sent: async asked => ({ ...personOf(asked), ...(await seenHash(asked)), seenPence: await proposed(asked) }),
  },
  '/budgets/:budgetId/submission': { on: 'SIGNED', sent: seenHash },
  '/budgets/:budgetId/approval': {
    on: 'SUBMITTED',
    sent: async asked => ({
      ...(await seenHash(asked)),
      clinicianName: 'Dr Ada Sample',
      directPaymentAppropriate: 'yes',
      directPaymentReason: 'Words',
      conventionalPence: '3500000',
    }),
  },
  '/budgets/:budgetId/decisions/:decisionId/reconsideration': {
    on: 'DECLINED',
    sent: async asked => ({
      ...personOf(asked),
      params: {
        decisionId: await one(
          asked,
          sql`select decision_id from decision_about_budget where budget_id = ${asked.budgetId} and adverse`,
        ),
      },
    }),
  },
  '/budgets/:budgetId/reconsiderations/:reconsiderationId': {
    on: 'DECLINED',
    sent: async asked => ({
      params: {
        reconsiderationId: await one(
          asked,
          sql`select reconsideration_id from reconsideration where budget_id = ${asked.budgetId}`,
        ),
      },
    }),
  },
};
