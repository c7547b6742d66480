/** Ledger = bank = plan: a whole life agrees, and each kind of break is named by id, with cause and owner, and nothing beside it. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { ACCOUNT_NUMBER, type ActiveBudget, makeActiveBudget } from '../../../../test/support/active-budget.ts';
import { command, must } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { makeInvoice, makeOrder, makeSupplier } from '../../../../test/support/orders.ts';
import { bring, makePayingStaff, type Staff } from '../../../../test/support/set-up-budget.ts';
import type { Tx } from '../../../platform/db.ts';
import { type Sql, sql } from '../../../platform/sql.ts';
import { TIE_OUT_CAUSES } from '../../../rules/payment/tie-out.ts';
import { systemActor } from '../../../values/actor.ts';
import { prepareRun } from '../../payments/runs/prepare-run.ts';
import { releaseRun } from '../../payments/runs/release-run.ts';
import { loadRun } from '../../payments/store.ts';
import { importStatement } from '../../spending/import-statement.ts';
import { placeLine } from '../../spending/place-line.ts';
import { loadLines } from '../../spending/store.ts';
import { findBreaks, loadUnproven } from './find/store.ts';
import { runTieOut } from './run-tie-out.ts';
import { countOpenBreaks, loadLastTieOut, loadOpenBreaks } from './store.ts';

const database = await testDatabase();
const { tools } = database;
const system = systemActor(ICB);

/** Whose statements prove what they hold; whose statements have no balances; who is on the way to their first payment. */
let proven: ActiveBudget;
let unproven: ActiveBudget;
let runId: string;
/** What the NHS buys: an order with an invoice that is accepted. */
let bought: { readonly orderId: string; readonly invoiceId: string; readonly supplierId: string };

type Row = readonly [on: string, pence: bigint, who: string];

/** A statement with the balance after each line, from what was there before. */
function withBalances(opening: bigint, rows: readonly Row[]) {
  let balance = opening;
  const text = rows.map(([on, pence, who]) => {
    balance += pence;
    return `${on},${who},${inPounds(pence)},${inPounds(balance)}`;
  });
  return file(['Date,Description,Amount,Balance', ...text]);
}

const inPounds = (pence: bigint) => {
  const digits = String(pence < 0n ? -pence : pence).padStart(3, '0');
  return `${pence < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const file = (lines: readonly string[]) => ({ name: 'statement.csv', bytes: Buffer.from(`${lines.join('\n')}\n`) });
const day = (iso: string) => Temporal.PlainDate.from(iso);

before(async () => {
  const payments = [
    { pence: 260_000n, creditOn: '2026-12-01' },
    { pence: 260_000n, creditOn: '2027-01-04' },
  ];
  [proven, unproven] = [await makeActiveBudget(database, { payments }), await makeActiveBudget(database, { payments })];
  tools.moveTo('2027-01-20');
  const send = async ({ person, budgetId }: ActiveBudget, given: ReturnType<typeof file>, from: string, to: string) =>
    must(await importStatement(tools, person, command(), budgetId, { file: given, from: day(from), to: day(to) }));
  const december: Row[] = [
    ['01/12/2026', 260_000n, 'PHB TEST 01'],
    ['04/12/2026', -15_000n, 'PAT GREEN'],
    ['09/12/2026', -1_499n, 'SHOP'],
    ['15/12/2026', 2_000n, 'PAT GREEN'],
    ['28/12/2026', 77n, 'INTEREST'],
  ];
  await send(proven, withBalances(0n, december), '2026-12-01', '2026-12-31');
  await send(proven, withBalances(245_578n, [['04/01/2027', 260_000n, 'PHB TEST 01']]), '2027-01-01', '2027-01-10');
  const bare = december.map(([on, pence, who]) => `,${on},08-99-99 ${ACCOUNT_NUMBER},${inPounds(pence)},FT,${who}`);
  const barclays = file(['Number,Date,Account,Amount,Subcategory,Memo', ...bare]);
  await send(unproven, barclays, '2026-12-01', '2026-12-31');
  for (const { budgetId, person, itemIds } of [proven, unproven])
    for (const [pence, planItemId] of [
      [-1_499n, itemIds[1]],
      [2_000n, itemIds[0]],
      [-1_499n, itemIds[0]], // another answer: the first is taken back
    ] as const) {
      const lines = await tools.db.transaction(person, tx => loadLines(tx, budgetId, 100));
      const { lineId, placement } = lines.find(one => one.amountPence === pence)!;
      const answer = { planItemId, note: '', sequence: placement.sequence };
      must(await placeLine(tools, person, command(), budgetId, lineId, answer));
    }
  const staff = await makePayingStaff(tools, ICB);
  bought = await buy(staff);
  await bring(tools, staff, 'SET_UP', { startsOn: '2027-02-01' });
  ({ runId } = must(
    await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from('2027-02') }),
  ));
  const run = (await tools.db.transaction(staff.releaser, tx => loadRun(tx, ICB, runId)))!;
  const seen = { count: run.paymentsCount, totalPence: run.totalPence };
  must(await releaseRun(tools, staff.releaser, command(), runId, seen));
});

/** £1,000.00 ordered, £400.00 of it invoiced. */
async function buy({ coordinator, finance }: Staff): Promise<typeof bought> {
  const line = { label: 'Physiotherapy', provider: 'Riverside', unitPence: 10_000n, annualPence: 300_000n };
  const items = [{ ...line, option: 'NOTIONAL' as const }];
  const { budgetId, itemIds } = await makeActiveBudget(database, { items, payments: [], contingencyPence: 0n });
  const supplierId = await makeSupplier(tools, coordinator);
  const days = { fromOn: '2026-12-01', toOn: '2026-12-31' };
  const order = { planItemId: itemIds[0]!, supplierId, many: 10n, unitPence: 10_000n, ...days };
  const { orderId } = await makeOrder(tools, { raises: coordinator, approves: finance }, budgetId, order);
  const invoice = { supplierId, number: 'INV 1', many: 4n, unitPence: 10_000n, issuedOn: '2027-01-04', ...days };
  const invoiceId = await makeInvoice(tools, { enters: coordinator, accepts: finance }, { budgetId, orderId }, invoice);
  return { orderId, invoiceId, supplierId };
}

/** What does not agree: `cause id owner`. */
async function foundIn(tx: Tx): Promise<string[]> {
  const { breaks } = await findBreaks(tx);
  return breaks.map(({ cause, subjectId }) => `${cause} ${subjectId} ${TIE_OUT_CAUSES[cause].owner}`);
}

/** Does damage as the superuser with every trigger off, looks at it as the service, and takes it back. */
async function planted<T>(
  plant: Damage['plant'],
  look: (tx: Tx, expected: readonly string[]) => Promise<T>,
): Promise<T> {
  const undone = new Error('undone');
  let seen: { readonly value: T } | undefined;
  await database.superDb
    .transaction(system, async tx => {
      await tx.query(sql`set local session_replication_role = replica`);
      const expected = await plant(tx);
      await tx.query(sql`set local role openphb_app`);
      seen = { value: await look(tx, expected) };
      throw undone;
    })
    .catch(error => {
      if (error !== undone) throw error;
    });
  return seen!.value;
}

/** Answers the first column of the last answer. */
async function byHand(tx: Tx, ...statements: Sql[]): Promise<string> {
  let last = '';
  for (const statement of statements) {
    const [row] = await tx.query(statement);
    last = row ? String(Object.values(row)[0]) : last;
  }
  return last;
}

const lineOf = (pence: bigint) =>
  sql`(select min(statement_line_id::text)::uuid from statement_line where budget_id = ${proven.budgetId} and amount_pence = ${pence})`;
const lastImport = () =>
  sql`(select statement_import_id from statement_import where budget_id = ${proven.budgetId} order by to_on desc limit 1)`;

type Damage = { readonly what: string; readonly plant: (tx: Tx) => Promise<readonly string[]> };

const damages: readonly Damage[] = [
  {
    what: 'a payment that the statement of its day does not show',
    async plant(tx) {
      const [paymentId] = [proven.paymentIds[1]!];
      await byHand(
        tx,
        sql`delete from placement where payment_id = ${paymentId}`,
        sql`delete from statement_line where statement_import_id = ${lastImport()}`,
        sql`update statement_import set closing_pence = closing_pence - 260000 where statement_import_id = ${lastImport()}`,
      );
      return [`payment-not-on-statement ${paymentId} payment-preparer`];
    },
  },
  {
    what: 'a bank that has another balance',
    async plant(tx) {
      await byHand(
        tx,
        sql`update statement_import set closing_pence = closing_pence - 1 where statement_import_id = ${lastImport()}`,
      );
      return [`held-unlike-bank ${proven.accountId} finance-officer`];
    },
  },
  {
    what: 'an organisation that says it holds another sum',
    async plant(tx) {
      await byHand(
        tx,
        sql`update statement_import set closing_pence = closing_pence - 1 where statement_import_id = ${lastImport()}`,
        sql`update payment_account set option = 'THIRD_PARTY', kind = 'THIRD_PARTY', third_party_account_id = gen_random_uuid()
             where payment_account_id = ${proven.accountId}`,
      );
      return [`holder-unlike-ledger ${proven.accountId} finance-officer`];
    },
  },
  {
    what: 'another balance, and days without a statement',
    async plant(tx) {
      await byHand(
        tx,
        sql`update statement_import set closing_pence = closing_pence - 1, from_on = '2027-01-03' where statement_import_id = ${lastImport()}`,
      );
      return [`statement-missing ${proven.accountId} care-coordinator`];
    },
  },
  {
    what: 'money that was there before the first statement',
    async plant(tx) {
      await byHand(
        tx,
        sql`update statement_import set opening_pence = opening_pence + 5000, closing_pence = closing_pence + 5000 where budget_id = ${proven.budgetId} and proven`,
      );
      return [`opening-balance-unknown ${proven.accountId} care-coordinator`];
    },
  },
  {
    what: 'a payment whose credit is not in the ledger',
    async plant(tx) {
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
    async plant(tx) {
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
    async plant(tx) {
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
    async plant(tx) {
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
    plant: async tx => [
      `obligation-unlike-agreement ${await byHand(
        tx,
        sql`update agreed_payment set amount_pence = amount_pence + 1 where budget_id = ${proven.budgetId} and period = '2026-12-01'`,
        sql`select obligation_id from obligation where budget_id = ${proven.budgetId} and period = '2026-12-01'`,
      )} finance-officer`,
    ],
  },
  {
    what: 'something owed that nobody agreed',
    plant: async tx => [
      `obligation-unlike-agreement ${await byHand(
        tx,
        sql`delete from agreed_payment where budget_id = ${proven.budgetId} and period = '2026-12-01'`,
        sql`select obligation_id from obligation where budget_id = ${proven.budgetId} and period = '2026-12-01'`,
      )} finance-officer`,
    ],
  },
  {
    what: 'a final budget that is not what the ledger was given',
    plant: async tx => [
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
    async plant(tx) {
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
    async plant(tx) {
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
    async plant(tx) {
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
    what: 'a bank line without a placement',
    async plant(tx) {
      const lineId = await byHand(
        tx,
        sql`delete from placement where statement_line_id = ${lineOf(77n)} returning statement_line_id`,
      );
      return [`line-not-placed ${lineId} administrator`];
    },
  },
  {
    what: 'a bank line placed on another line than its journal says',
    plant: async tx => [
      `line-unlike-ledger ${await byHand(
        tx,
        sql`update placement set plan_item_id = ${proven.itemIds[1]!} where statement_line_id = ${lineOf(-15_000n)} returning statement_line_id`,
      )} administrator`,
    ],
  },
  {
    what: 'a bank line of another amount than its journal',
    plant: async tx => [
      `line-unlike-ledger ${await byHand(
        tx,
        sql`update statement_line set amount_pence = amount_pence - 1 where statement_line_id = (select statement_line_id from statement_line
             where budget_id = ${unproven.budgetId} and amount_pence = -15000) returning statement_line_id`,
      )} administrator`,
    ],
  },
  {
    what: 'a bank line that was taken away',
    async plant(tx) {
      const lineId = await byHand(
        tx,
        sql`delete from placement where budget_id = ${unproven.budgetId} and statement_line_id = (select statement_line_id from statement_line
             where budget_id = ${unproven.budgetId} and amount_pence = 77)`,
        sql`delete from statement_line where budget_id = ${unproven.budgetId} and amount_pence = 77 returning statement_line_id`,
      );
      return [`journal-without-line ${lineId} administrator`];
    },
  },
  {
    what: 'spent on a line of the plan without a bank line',
    async plant(tx) {
      await byHand(
        tx,
        sql`update ledger_balance b set balance_pence = balance_pence - 100 from ledger_account a
             where a.ledger_account_id = b.ledger_account_id and a.kind = 'used' and a.plan_line_id = ${proven.itemIds[0]!}`,
      );
      return [`used-unlike-lines ${proven.itemIds[0]} administrator`];
    },
  },
  {
    what: 'an order that is more than was promised for it',
    async plant(tx) {
      await byHand(tx, sql`update purchase_order_part set pence = pence + 1 where order_id = ${bought.orderId}`);
      return [`order-unlike-ledger ${bought.orderId} administrator`];
    },
  },
  {
    what: 'an invoice that is more than was posted for it',
    async plant(tx) {
      await byHand(tx, sql`update invoice set pence = pence + 1 where invoice_id = ${bought.invoiceId}`);
      return [`invoice-unlike-ledger ${bought.invoiceId} administrator`];
    },
  },
  {
    what: 'a supplier that is owed more than its invoices',
    async plant(tx) {
      await byHand(tx, sql`update ledger_balance set balance_pence = balance_pence - 1 where kind = 'payable'`);
      return [`payable-unlike-invoices ${bought.supplierId} NHS_CHC administrator`];
    },
  },
];

describe('the tie-out', () => {
  test('finds nothing in lives that agree', async () => {
    assert.deepEqual(await tools.db.transaction(system, foundIn), []);
  });

  test('plants every cause that there is', async () => {
    const causes = new Set<string>();
    for (const { plant } of damages)
      await planted(plant, async (_, expected) => {
        for (const one of expected) causes.add(one.split(' ')[0]!);
      });
    assert.deepEqual([...causes].sort(), Object.keys(TIE_OUT_CAUSES).sort());
  });

  for (const { what, plant } of damages)
    test(`${what}: named with its cause and owner, and nothing beside it`, () =>
      planted(plant, async (tx, expected) => assert.deepEqual(await foundIn(tx), expected)));

  test('is asked of accounts that nobody can prove, the longest silent first', async () => {
    const found = await tools.db.transaction(system, tx => loadUnproven(tx, 10));
    assert.deepEqual(
      found.map(({ budgetId, since }) => [budgetId, since]),
      [[unproven.budgetId, undefined]],
    );
  });
});

describe('what the tie-out keeps', () => {
  const tieOut = async () => must(await runTieOut(tools, system, command()));
  const kept = () => tools.db.transaction(system, tx => loadOpenBreaks(tx, 10));
  const spoil = (pence: bigint) =>
    database.superDb.transaction(system, async tx => {
      await tx.query(sql`set local session_replication_role = replica`);
      await tx.query(sql`update final_budget set (final_pence, contingency_pence, difference_reason) = (final_pence + ${pence}, contingency_pence + ${pence}, 'Hand')
                          where budget_id = ${proven.budgetId}`);
    });

  test('a break keeps the day on which it was found until it is gone; found again it is another', async () => {
    assert.deepEqual(await tieOut(), { breaks: 0, isNew: 0, gone: 0 });
    await spoil(100n);
    assert.deepEqual(await tieOut(), { breaks: 1, isNew: 1, gone: 0 });
    const [first] = await kept();
    assert.deepEqual(
      [first!.cause, first!.owner, first!.offPence, String(first!.foundOn), String(first!.actBy), first!.budgetId],
      ['budget-unlike-ledger', 'finance-officer', -100n, '2027-01-20', '2027-01-27', proven.budgetId],
    );
    tools.moveTo('2027-01-22');
    await spoil(50n);
    assert.deepEqual(await tieOut(), { breaks: 1, isNew: 0, gone: 0 });
    const [same] = await kept();
    assert.deepEqual([same!.breakId, same!.offPence, String(same!.actBy)], [first!.breakId, -150n, '2027-01-27']);
    await spoil(-150n);
    assert.deepEqual(await tieOut(), { breaks: 0, isNew: 0, gone: 1 });
    assert.deepEqual(await kept(), []);
    await spoil(1n);
    assert.deepEqual(await tieOut(), { breaks: 1, isNew: 1, gone: 0 });
    assert.notEqual((await kept())[0]!.breakId, first!.breakId);
    assert.deepEqual(await tools.db.transaction(system, countOpenBreaks), { 'finance-officer': 1 });
    await spoil(-1n);
    await tieOut();
  });

  test('says over how much it was done', async () => {
    await tieOut();
    const last = (await tools.db.transaction(system, loadLastTieOut))!;
    assert.deepEqual([last.payments, last.lines, last.accounts, last.proven, last.breaks], [5, 11, 3, 1, 0]);
  });

  test('eight at one moment find one break once', async () => {
    await spoil(100n);
    const found = await Promise.all(Array.from({ length: 8 }, tieOut));
    assert.equal(found.filter(({ isNew }) => isNew === 1).length, 1);
    assert.equal((await kept()).length, 1);
    await spoil(-100n);
    await tieOut();
  });

  test('nobody ends a break or moves its clock by hand', async () => {
    await spoil(100n);
    await tieOut();
    for (const statement of [
      sql`delete from tie_out_break`,
      sql`update tie_out_break set act_by = act_by + 1 where gone_on is null`,
    ])
      await assert.rejects(
        database.ownerDb.transaction(system, tx => tx.query(statement)),
        /stays as it was found/,
      );
    await spoil(-100n);
    await tieOut();
  });
});
