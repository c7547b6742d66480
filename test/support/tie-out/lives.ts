/** Lives in which ledger, bank and plan agree, and how damage is done to them and taken back: for the tests of the tie-out. */

import { prepareRun } from '../../../src/features/payments/runs/prepare-run.ts';
import { importStatement } from '../../../src/features/spending/import-statement.ts';
import { placeLine } from '../../../src/features/spending/place-line.ts';
import { loadLines } from '../../../src/features/spending/store.ts';
import type { Tx } from '../../../src/platform/db.ts';
import { type Sql, sql } from '../../../src/platform/sql.ts';
import { systemActor } from '../../../src/values/actor.ts';
import { ACCOUNT_NUMBER, type ActiveBudget, makeActiveBudget } from '../active-budget.ts';
import { command, must } from '../cases.ts';
import { ICB, type TestDatabase } from '../database.ts';
import { makeInvoice, makeOrder, makeSupplier } from '../orders.ts';
import { releaseAsShown } from '../release-as-shown.ts';
import { bring, makePayingStaff, type Staff } from '../set-up-budget.ts';

export type Lives = {
  /** Whose statements prove what they hold; whose statements have no balances. */
  readonly proven: ActiveBudget;
  readonly unproven: ActiveBudget;
  /** The run of whoever is on the way to their first payment. */
  readonly runId: string;
  /** What the NHS buys: an order with an invoice that is accepted. */
  readonly bought: { readonly orderId: string; readonly invoiceId: string; readonly supplierId: string };
};

/** `plant` answers what is to be found then: `cause id owner`. */
export type Damage = {
  readonly what: string;
  readonly plant: (tx: Tx, lives: Lives) => Promise<readonly string[]>;
};

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

export async function makeLives(database: TestDatabase): Promise<Lives> {
  const { tools } = database;
  const payments = [
    { pence: 260_000n, creditOn: '2026-12-01' },
    { pence: 260_000n, creditOn: '2027-01-04' },
  ];
  const [proven, unproven] = [
    await makeActiveBudget(database, { payments }),
    await makeActiveBudget(database, { payments }),
  ];
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
  const bought = await buy(database, staff);
  await bring(tools, staff, 'SET_UP', { startsOn: '2027-02-01' });
  const month = Temporal.PlainYearMonth.from('2027-02');
  const { runId } = must(await prepareRun(tools, staff.preparer, command(), { month }));
  must(await releaseAsShown(tools, staff.releaser, runId));
  return { proven, unproven, runId, bought };
}

/** £1,000.00 ordered, £400.00 of it invoiced. */
async function buy(database: TestDatabase, { coordinator, finance }: Staff): Promise<Lives['bought']> {
  const { tools } = database;
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

/** Does damage as the superuser with every trigger off, looks at it as the service, and takes it back. */
export async function planted<T>(
  database: TestDatabase,
  lives: Lives,
  plant: Damage['plant'],
  look: (tx: Tx, expected: readonly string[]) => Promise<T>,
): Promise<T> {
  const undone = new Error('undone');
  let seen: { readonly value: T } | undefined;
  await database.superDb
    .transaction(systemActor(ICB), async tx => {
      await tx.query(sql`set local session_replication_role = replica`);
      const expected = await plant(tx, lives);
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
export async function byHand(tx: Tx, ...statements: Sql[]): Promise<string> {
  let last = '';
  for (const statement of statements) {
    const [row] = await tx.query(statement);
    last = row ? String(Object.values(row)[0]) : last;
  }
  return last;
}

export const lineOf = (proven: ActiveBudget, pence: bigint) =>
  sql`(select min(statement_line_id::text)::uuid from statement_line where budget_id = ${proven.budgetId} and amount_pence = ${pence})`;
export const lastImport = (proven: ActiveBudget) =>
  sql`(select statement_import_id from statement_import where budget_id = ${proven.budgetId} order by to_on desc limit 1)`;
