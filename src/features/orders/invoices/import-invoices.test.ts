import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { ITEMS, makeActiveBudget } from '../../../../test/support/active-budget.ts';
import { command, must } from '../../../../test/support/cases.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { makeInvoice, makeOrder, makeSupplier } from '../../../../test/support/orders.ts';
import { makePayingStaff, type Staff } from '../../../../test/support/set-up-budget.ts';
import { systemActor } from '../../../values/actor.ts';
import { sealAudit } from '../../audit/seal.ts';
import { verify } from '../../audit/verify.ts';
import { importInvoices } from './import-invoices.ts';
import { loadInvoices } from './store.ts';

/** One budget that buys physiotherapy from two suppliers, by an order each; one invoice of the first is there. */
const database = await testDatabase('2026-12-01');
const { tools, db, icbCode } = database;
const system = systemActor(icbCode);
const DECEMBER = { fromOn: '2026-12-01', toOn: '2026-12-31' };

let staff: Staff;
let budgetId: string;
let suppliers: readonly [string, string];
let orders: { readonly orderId: string; readonly reference: string }[];

before(async () => {
  staff = await makePayingStaff(tools, icbCode);
  suppliers = [await makeSupplier(tools, staff.coordinator), await makeSupplier(tools, staff.coordinator)];
  const physio = { label: 'Physiotherapy', provider: 'Riverside', unitPence: 4_000n, annualPence: 800_000n };
  const made = await makeActiveBudget(database, { items: [...ITEMS, { ...physio, option: 'NOTIONAL' }] });
  budgetId = made.budgetId;
  orders = [];
  for (const supplierId of suppliers) {
    const spec = { planItemId: made.itemIds[2]!, supplierId, many: 50n, unitPence: 4_000n, ...DECEMBER };
    orders.push(await makeOrder(tools, { raises: staff.coordinator, approves: staff.finance }, budgetId, spec));
  }
  tools.moveTo('2027-01-04');
  const who = { enters: staff.coordinator, accepts: staff.finance };
  const first = { number: 'INV 1', many: 5n, unitPence: 4_000n, issuedOn: '2027-01-04', ...DECEMBER };
  await makeInvoice(tools, who, { budgetId, orderId: orders[0]!.orderId }, { ...first, supplierId: suppliers[0] });
});

const look = <T>(work: Parameters<typeof db.transaction<T>>[1]) => db.transaction(system, work);

describe('R-092  A CSV of several invoices is entered whole or not at all', () => {
  const send = (...lines: readonly string[]) => {
    const text = ['order,supplier,number,issued,from,to,quantity,unit price,total', ...lines].join('\n');
    return importInvoices(tools, staff.finance, command(), { file: { name: 'i.csv', bytes: Buffer.from(text) } });
  };
  const line = (reference: string, number: string, supplier = '') =>
    `${reference},${supplier},${number},2027-01-04,2026-12-01,2026-12-31,2,40.00,80.00`;

  test('every line that cannot be entered is told, and nothing is entered', async () => {
    const many = async () => (await look(tx => loadInvoices(tx, budgetId))).length;
    const [first] = orders;
    const refused = await send(
      line(first!.reference, 'INV 7'),
      line(first!.reference, 'inv-7'),
      line('PO999999', 'INV 8'),
      line(first!.reference, 'INV 9', 'Nobody'),
      line(first!.reference, 'INV 1'),
    );
    const told = refused.accepted ? [] : refused.refusals.map(one => one.code === 'invoices-unreadable' && one.line);
    assert.deepEqual(told, [3, 4, 5, 6]);
    assert.equal(await many(), 1);
    assert.equal(must(await send(line(first!.reference, 'INV 7'), line(orders[1]!.reference, 'INV 7'))).entered, 2);
    assert.equal(await many(), 3);
  });

  test('a thousand at once; the same file again has a word for every line, and enters none', async () => {
    const lines = Array.from({ length: 1_000 }, (_, i) => line(orders[i % 2]!.reference.toLowerCase(), `M-${i}`));
    assert.equal(must(await send(...lines)).entered, 1_000);
    const again = await send(...lines);
    const told = again.accepted ? [] : again.refusals.map(one => one.code === 'invoices-unreadable' && one.line);
    assert.deepEqual(
      told,
      lines.map((_, i) => i + 2),
    );
    const saved = (await look(tx => loadInvoices(tx, budgetId))).filter(one => one.number.startsWith('M-'));
    assert.deepEqual(new Set(saved.map(one => one.number)).size, 1_000);
    const ofSecond = saved.find(one => one.number === 'M-1')!;
    assert.deepEqual([ofSecond.orderReference, ofSecond.supplierId], [orders[1]!.reference, suppliers[1]]);
  });

  test('and every invariant holds', async () => {
    await sealAudit(tools, system);
    assert.deepEqual(await verify(tools), []);
  });
});
