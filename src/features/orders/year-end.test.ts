import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { makeInvoice, makeOrder, makeSupplier, notionalLines } from '../../../test/support/orders.ts';
import { bring, makePayingStaff, type SetBudget, type Staff } from '../../../test/support/set-up-budget.ts';
import { sql } from '../../platform/sql.ts';
import { systemActor } from '../../values/actor.ts';
import { readIsoDate } from '../../values/dates.ts';
import { finishSetUp } from '../agreements/finish-set-up.ts';
import { startBudget } from '../agreements/start-budget.ts';
import { sealAudit } from '../audit/seal.ts';
import { verify } from '../audit/verify.ts';
import { loadMoneyFigures } from '../ledger/store.ts';
import { carryOverOrder } from './carry-over-order.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { decideOrderRaised } from './decide-order.ts';
import { answerInvoice } from './invoices/answer-invoice.ts';
import { jobs } from './jobs.ts';
import { loadOrder, loadOrders } from './store.ts';

/** Two years of one person: £2,000.00 and £400.00 of visits are ordered in the first, of which eight are invoiced. */
const database = await testDatabase('2026-11-16');
const { tools, db, icbCode } = database;
const system = systemActor(icbCode);
const YES = { outcome: 'APPROVED', reason: '' } as const;
const NOTIONAL = { items: [{ annualPence: 1_200_000n, option: 'NOTIONAL' }], contingencyPence: 0n } as const;

let staff: Staff;
let supplierId: string;
let years: readonly [SetBudget, SetBudget];
let lines: readonly [string, string];
let orderIds: readonly [string, string];

before(async () => {
  staff = await makePayingStaff(tools, icbCode);
  supplierId = await makeSupplier(tools, staff.coordinator);
  const first = await bring(tools, staff, 'AGREED', { ...NOTIONAL, startsOn: '2026-12-01' });
  const lineOf = async ({ budgetId }: SetBudget) => (await notionalLines(tools, staff.coordinator, budgetId))[0]!;
  const made: string[] = [];
  for (const many of [50n, 10n]) {
    const days = { fromOn: '2026-12-01', toOn: '2027-11-30' };
    const spec = { planItemId: await lineOf(first), supplierId, many, unitPence: 4_000n, ...days };
    const who = { raises: staff.coordinator, approves: staff.finance };
    made.push((await makeOrder(tools, who, first.budgetId, spec)).orderId);
  }
  must(await finishSetUp(tools, system, command(), first.budgetId));
  tools.moveTo('2026-12-01');
  must(await startBudget(tools, system, command(), first.budgetId));
  tools.moveTo('2027-11-01');
  const second = await bring(tools, staff, 'AGREED', { ...NOTIONAL, startsOn: '2027-12-01', person: first.person });
  years = [first, second];
  lines = [await lineOf(first), await lineOf(second)];
  orderIds = [made[0]!, made[1]!];
});

const invoice = (number: string, orderId: string, accepts: Staff['finance'] | undefined, given: object = {}) =>
  makeInvoice(
    tools,
    { enters: staff.coordinator, accepts },
    { budgetId: years[0].budgetId, orderId },
    {
      supplierId,
      number,
      many: 8n,
      unitPence: 4_000n,
      issuedOn: `${tools.today()}`,
      fromOn: '2027-01-01',
      toOn: '2027-01-31',
      ...given,
    },
  );
const money = (which: 0 | 1) =>
  db.transaction(system, async tx => {
    const startsOn = readIsoDate(which === 0 ? '2026-12-01' : '2027-12-01')!;
    const { promised, spent, free } = await loadMoneyFigures(tx, years[which].budgetId, startsOn);
    return { promised, spent, free };
  });
const carryOver = (given: Partial<Parameters<typeof carryOverOrder>[5]> = {}, with_ = tools) =>
  carryOverOrder(with_, staff.coordinator, command(), years[0].budgetId, orderIds[0], {
    planItemId: lines[1],
    fromOn: readIsoDate('2027-12-01')!,
    toOn: readIsoDate('2028-11-30')!,
    ...given,
  });
const closeYears = () => jobs[0]!.run(tools, system, {});
const orderNow = async (which: 0 | 1) =>
  (await db.transaction(system, tx => loadOrder(tx, years[0].budgetId, orderIds[which])))!;
const told = async () =>
  (
    await database.superDb.query(sql`
      select heading from notice where person_id = ${years[0].person.id} and 'R-092' = any (rules) order by recorded_at`)
  ).map(row => row.heading);

describe('R-092  The end of a budget year', () => {
  test('what was not delivered is ordered again in the next year, whatever breaks off on the way; nothing is promised twice', async () => {
    await invoice('INV 1', orderIds[0], staff.finance);
    const before = { promised: 208_000n, spent: 32_000n, free: 960_000n };
    assert.deepEqual(await money(0), before);
    assert.equal(verdict(await carryOver({ planItemId: lines[0] })), 'order-not-of-later-year, order-outside-year');
    for (const point of Object.values(CRASH_POINTS).filter(name => name.startsWith('order.carry-over'))) {
      const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
      await assert.rejects(carryOver({}, { ...tools, crashPoint }), new RegExp(point));
      assert.deepEqual(await money(0), before);
      assert.equal((await orderNow(0)).isEnded, false);
      assert.deepEqual(await db.transaction(system, tx => loadOrders(tx, years[1].budgetId)), []);
    }
    const five = await Promise.all(Array.from({ length: 5 }, () => carryOver()));
    assert.deepEqual(five.map(verdict).sort(), ['accepted', ...Array.from({ length: 4 }, () => 'order-not-open')]);
    assert.deepEqual(await money(0), { promised: 40_000n, spent: 32_000n, free: 1_128_000n });
    assert.deepEqual(await money(1), { promised: 0n, spent: 0n, free: 1_200_000n });

    const [again] = await db.transaction(system, tx => loadOrders(tx, years[1].budgetId));
    assert.deepEqual(
      [again!.quantity.tenThousandths, again!.pricePence, again!.what],
      [420_000n, 168_000n, 'Physiotherapy at home'],
    );
    assert.equal((await orderNow(0)).endReason, `What was not delivered is ordered again as ${again!.reference}`);
    must(await decideOrderRaised(tools, staff.finance, command(), years[1].budgetId, again!.orderId, YES));
    assert.deepEqual(await money(0), { promised: 40_000n, spent: 32_000n, free: 1_128_000n });
    assert.deepEqual(await money(1), { promised: 168_000n, spent: 0n, free: 1_032_000n });
  });

  test('what nobody ordered again is closed once its late invoices had time to come, and not before', async () => {
    tools.moveTo('2028-01-29');
    await closeYears();
    assert.equal((await orderNow(1)).isEnded, false);
    const invoiceId = await invoice('INV 2', orderIds[1], undefined, { many: 2n });
    tools.moveTo('2028-01-30');
    await closeYears();
    // An invoice of it waits: it is decided about first.
    assert.equal((await orderNow(1)).isEnded, false);
    const yes = { outcome: 'ACCEPTED', reason: 'The same days, another visit' } as const;
    must(await answerInvoice(tools, staff.finance, command(), years[0].budgetId, invoiceId, yes));
    assert.deepEqual(await money(0), { promised: 32_000n, spent: 40_000n, free: 1_128_000n });
    tools.moveTo('2028-01-31');
    await closeYears();
    await closeYears();
    const { isEnded, givenBackPence, endReason } = await orderNow(1);
    assert.deepEqual(
      [isEnded, givenBackPence, endReason],
      [true, 32_000n, 'The year of the budget is over, and no more invoices came'],
    );
    assert.deepEqual(await money(0), { promised: 0n, spent: 40_000n, free: 1_160_000n });
    // The order of the new year stands.
    assert.deepEqual(await money(1), { promised: 168_000n, spent: 0n, free: 1_032_000n });
  });

  test('the person was told what was ordered, and not of the end of what was over', async () => {
    assert.deepEqual(
      await told(),
      Array.from({ length: 3 }, () => 'We ordered care for you'),
    );
  });

  test('every invariant holds', async () => {
    await sealAudit(tools, system);
    assert.deepEqual(await verify(tools), []);
  });
});
