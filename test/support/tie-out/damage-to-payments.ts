/** What can be wrong with balances, payments and what is owed, one damage for each, with what the tie-out must say of it. */
import { sql } from '../../../src/platform/sql.ts';
import { ICB } from '../database.ts';
import { byHand, type Damage, lastImport } from './lives.ts';

export const PAYMENT_DAMAGES: readonly Damage[] = [
  {
    what: 'a payment that the statement of its day does not show',
    async plant(tx, { proven }) {
      const [paymentId] = [proven.paymentIds[1]!];
      await byHand(
        tx,
        sql`delete from placement where payment_id = ${paymentId}`,
        sql`delete from statement_line where statement_import_id = ${lastImport(proven)}`,
        sql`update statement_import set closing_pence = closing_pence - 260000 where statement_import_id = ${lastImport(proven)}`,
      );
      return [`payment-not-on-statement ${paymentId} payment-preparer`];
    },
  },
  {
    what: 'a bank that has another balance',
    async plant(tx, { proven }) {
      await byHand(
        tx,
        sql`update statement_import set closing_pence = closing_pence - 1 where statement_import_id = ${lastImport(proven)}`,
      );
      return [`held-unlike-bank ${proven.accountId} finance-officer`];
    },
  },
  {
    what: 'an organisation that says it holds another sum',
    async plant(tx, { proven }) {
      await byHand(
        tx,
        sql`update statement_import set closing_pence = closing_pence - 1 where statement_import_id = ${lastImport(proven)}`,
        sql`update payment_account set option = 'THIRD_PARTY', kind = 'THIRD_PARTY', third_party_account_id = gen_random_uuid()
             where payment_account_id = ${proven.accountId}`,
      );
      return [`holder-unlike-ledger ${proven.accountId} finance-officer`];
    },
  },
  {
    what: 'another balance, and days without a statement',
    async plant(tx, { proven }) {
      await byHand(
        tx,
        sql`update statement_import set closing_pence = closing_pence - 1, from_on = '2027-01-03' where statement_import_id = ${lastImport(proven)}`,
      );
      return [`statement-missing ${proven.accountId} care-coordinator`];
    },
  },
  {
    what: 'money that was there before the first statement',
    async plant(tx, { proven }) {
      await byHand(
        tx,
        sql`update statement_import set opening_pence = opening_pence + 5000, closing_pence = closing_pence + 5000 where budget_id = ${proven.budgetId} and proven`,
      );
      return [`opening-balance-unknown ${proven.accountId} care-coordinator`];
    },
  },
  {
    what: 'a payment whose credit is not in the ledger',
    async plant(tx, { unproven }) {
      const paymentId = unproven.paymentIds[0]!;
      await byHand(
        tx,
        sql`delete from posting where journal_id in (select journal_id from journal where caused_by = ${`payment:${paymentId}`} and kind = 'payment-credited')`,
      );
      return [`payment-unlike-ledger ${paymentId} administrator`];
    },
  },
  {
    what: 'a released payment whose journal was posted for another sum',
    async plant(tx, { runId }) {
      const paymentId = await byHand(
        tx,
        sql`update posting set amount_pence = amount_pence + sign(amount_pence) where journal_id =
              (select journal_id from journal j join payment p on j.caused_by = 'payment:' || p.payment_id where p.run_id = ${runId} limit 1)`,
        sql`select payment_id from payment where run_id = ${runId}`,
      );
      return [`payment-unlike-ledger ${paymentId} administrator`];
    },
  },
  {
    what: 'a journal of a payment that is not there',
    async plant(tx, { runId }) {
      const paymentId = '00000000-0000-4000-8000-00000000dead';
      await byHand(
        tx,
        sql`update journal set caused_by = ${`payment:${paymentId}`} where kind = 'payment-released' and caused_by =
          (select 'payment:' || payment_id from payment where run_id = ${runId})`,
      );
      const [real] = await tx.query(sql`select payment_id from payment where run_id = ${runId}`);
      return [
        `payment-unlike-ledger ${paymentId} administrator`,
        `payment-unlike-ledger ${real!.payment_id} administrator`,
      ].sort();
    },
  },
  {
    what: 'a payment that is more than was owed',
    async plant(tx, { runId }) {
      const paymentId = await byHand(
        tx,
        sql`update obligation set amount_pence = amount_pence - 1 where obligation_id = (select obligation_id from payment where run_id = ${runId})`,
        sql`update agreed_payment a set amount_pence = a.amount_pence - 1 from obligation o
             where o.obligation_id = (select obligation_id from payment where run_id = ${runId})
               and (a.agreement_id, a.purpose, a.period) = (o.agreement_id, o.purpose, o.period)`,
        sql`select payment_id from payment where run_id = ${runId}`,
      );
      return [`payment-unlike-obligation ${paymentId} administrator`];
    },
  },
  {
    what: 'money on its way that belongs to no payment',
    async plant(tx) {
      await byHand(
        tx,
        sql`update posting t set amount_pence = amount_pence + 5 from ledger_account a, journal j
             where a.ledger_account_id = t.ledger_account_id and a.kind = 'clearing' and j.journal_id = t.journal_id and j.caused_by = 'nothing:2'`,
        sql`insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash)
            values (nextval('journal_number'), ${ICB}, gen_random_uuid(), 'reversal', '2027-01-20', now(), 'nothing:2', gen_random_uuid(), 2, '')`,
        sql`insert into posting (journal_id, ledger_account_id, icb_code, amount_pence)
            select (select journal_id from journal where caused_by = 'nothing:2'), ledger_account_id, ${ICB}, case kind when 'clearing' then 5 else -5 end
              from ledger_account where kind in ('clearing', 'bank')`,
      );
      return ['clearing-unlike-payments NHS_CHC administrator'];
    },
  },
  {
    what: 'what is owed is not what was agreed',
    plant: async (tx, { proven }) => [
      `obligation-unlike-agreement ${await byHand(
        tx,
        sql`update agreed_payment set amount_pence = amount_pence + 1 where budget_id = ${proven.budgetId} and period = '2026-12-01'`,
        sql`select obligation_id from obligation where budget_id = ${proven.budgetId} and period = '2026-12-01'`,
      )} finance-officer`,
    ],
  },
  {
    what: 'something owed that nobody agreed',
    plant: async (tx, { proven }) => [
      `obligation-unlike-agreement ${await byHand(
        tx,
        sql`delete from agreed_payment where budget_id = ${proven.budgetId} and period = '2026-12-01'`,
        sql`select obligation_id from obligation where budget_id = ${proven.budgetId} and period = '2026-12-01'`,
      )} finance-officer`,
    ],
  },
  {
    what: 'a final budget that is not what the ledger was given',
    plant: async (tx, { proven }) => [
      `budget-unlike-ledger ${await byHand(
        tx,
        sql`update final_budget set (final_pence, contingency_pence, difference_reason) = (final_pence + 100, contingency_pence + 100, 'Hand') where budget_id = ${proven.budgetId} returning final_budget_id`,
      )} finance-officer`,
    ],
  },
  {
    what: 'a payment that was agreed before the run of its month and never became owed',
    plant: async tx => [
      `instalment-not-owed ${await byHand(
        tx,
        sql`insert into agreed_payment (agreement_id, icb_code, budget_id, stream, option, purpose, period, sequence, covers_from, covers_to, amount_pence)
            select agreement_id, p.icb_code, budget_id, stream, option, 'START_UP', period, sequence + 5, covers_from, covers_to, 5
              from agreed_payment p join agreement_signature s using (agreement_id)
             where s.side = 'ICB' and p.purpose = 'INSTALMENT' and p.period = '2027-02-01' returning agreement_id`,
      )} NHS_CHC DIRECT_PAYMENT START_UP 2027-02-01 payment-preparer`,
    ],
  },
  {
    what: 'an instalment that bears an advance which nobody agreed',
    async plant(tx, { proven }) {
      await byHand(
        tx,
        sql`insert into instalment_change (cause_id, stream, option, period, icb_code, budget_id, because, change_pence, happened_on, by_id, by_name)
            values (gen_random_uuid(), 'NHS_CHC', 'DIRECT_PAYMENT', '2027-11-01', ${ICB}, ${proven.budgetId}, 'ADVANCE', -1, '2027-01-01', gen_random_uuid(), 'X')`,
      );
      return [`extra-unlike-request ${proven.budgetId} ADVANCE finance-officer`];
    },
  },
  {
    what: 'something that a person paid in and that is in no books',
    async plant(tx, { proven }) {
      await byHand(
        tx,
        sql`insert into contribution (icb_code, budget_id, stream, payment_account_id, pence, paid_on, reference, journal_id, by_id, by_name)
            select ${ICB}, ${proven.budgetId}, 'LA_ADULT', gen_random_uuid(), 5, '2027-01-01', 'X', min(journal_id), gen_random_uuid(), 'X' from journal`,
      );
      return [`contribution-unlike-ledger ${proven.budgetId} LA_ADULT administrator`];
    },
  },
  {
    what: 'something bought out of an everyday account that is in no books',
    async plant(tx, { proven }) {
      const id = await byHand(
        tx,
        sql`update payment_account set kind = 'OWN_ONE_OFF' where budget_id = ${proven.budgetId}`,
        sql`insert into goal_purchase (icb_code, budget_id, plan_item_id, label, place, pence, bought_on, evidence, by_id, by_name)
            values (${ICB}, ${proven.budgetId}, ${proven.itemIds[0]}, 'X', 'X', 5, '2027-01-01', 'X', gen_random_uuid(), 'X')
            returning goal_purchase_id`,
      );
      return [`purchase-unlike-ledger ${id} administrator`];
    },
  },
  {
    what: 'something that a payer paid back and that is in no books',
    async plant(tx) {
      await byHand(
        tx,
        sql`insert into recharge_receipt (icb_code, payer, stream, pence, reference, received_on, journal_id, by_id, by_name)
            select ${ICB}, 'X', 'LA_ADULT', 5, 'X', '2027-01-01', min(journal_id), gen_random_uuid(), 'X' from journal`,
      );
      return ['recharge-unlike-ledger LA_ADULT finance-officer'];
    },
  },
  {
    what: 'a budget that was closed with money in its books',
    async plant(tx, { proven }) {
      await byHand(
        tx,
        sql`insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
            values (${proven.budgetId}, 99, ${ICB}, 'CLOSED', 'T28', gen_random_uuid(), 'X', '2027-01-20')`,
      );
      return [`closed-not-nought ${proven.budgetId} finance-officer`];
    },
  },
];
