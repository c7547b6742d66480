import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { makeOrder, makeSupplier, notionalLines } from '../../../test/support/orders.ts';
import { ACCOUNT, bring, makePayingStaff, type SetBudget, type Staff } from '../../../test/support/set-up-budget.ts';
import { sql } from '../../platform/sql.ts';
import { systemActor } from '../../values/actor.ts';
import { readIsoDate } from '../../values/dates.ts';
import { finishSetUp } from '../agreements/finish-set-up.ts';
import { startBudget } from '../agreements/start-budget.ts';
import { sealAudit } from '../audit/seal.ts';
import { verify } from '../audit/verify.ts';
import { loadMoneyFigures } from '../ledger/store.ts';
import { loadBudget } from '../requests/store.ts';
import { closeOrder } from './close-order.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { decideOrderRaised } from './decide-order.ts';
import { raiseOrder } from './raise-order.ts';
import { loadOrder, loadOrders } from './store.ts';
import { checkSupplierAccount } from './suppliers/check-supplier-account.ts';
import { enterSupplierAccount } from './suppliers/enter-supplier-account.ts';

const database = await testDatabase('2026-11-16');
const { tools, db, icbCode } = database;
const system = systemActor(icbCode);
const STARTS_ON = '2026-12-01';
const YES = { outcome: 'APPROVED', reason: '' } as const;

let staff: Staff;
let supplierId: string;
let notional: SetBudget;
let planItemId: string;

before(async () => {
  staff = await makePayingStaff(tools, icbCode);
  supplierId = await makeSupplier(tools, staff.coordinator);
  notional = await bring(tools, staff, 'AGREED', {
    items: [{ annualPence: 1_200_000n, option: 'NOTIONAL' }],
    contingencyPence: 0n,
    startsOn: STARTS_ON,
  });
  planItemId = (await notionalLines(tools, staff.coordinator, notional.budgetId))[0]!;
});

const figures = () =>
  db.transaction(system, async tx => {
    const money = await loadMoneyFigures(tx, notional.budgetId, readIsoDate(STARTS_ON)!);
    return { promised: money.promised, spent: money.spent, free: money.free };
  });
const stateOf = async () => (await db.transaction(system, tx => loadBudget(tx, icbCode, notional.budgetId)))!.state;
const order = (unitPence: bigint, many = 1n) =>
  makeOrder(tools, { raises: staff.coordinator, approves: undefined }, notional.budgetId, {
    planItemId,
    supplierId,
    unitPence,
    many,
    fromOn: '2026-12-03',
    toOn: '2027-11-30',
  });
const decide = (
  orderId: string,
  by = staff.finance,
  answer: { outcome: 'APPROVED' | 'REFUSED'; reason: string } = YES,
) => decideOrderRaised(tools, by, command(), notional.budgetId, orderId, answer);

describe('R-085  The account of a supplier is checked by another person', () => {
  test('entered, checked, and entered anew', async () => {
    const { sortCode, accountNumber } = ACCOUNT;
    const account = { sortCode, accountNumber, name: 'Riverside Ltd' };
    const { supplierAccountId } = must(
      await enterSupplierAccount(tools, staff.preparer, command(), supplierId, account),
    );
    const check = { supplierAccountId, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called' } as const;
    const checked = (by = staff.finance, given = check) =>
      checkSupplierAccount(tools, by, command(), supplierId, given);
    assert.equal(verdict(await checked(staff.preparer)), 'supplier-account-checker-entered-it');
    must(await checked());
    assert.equal(verdict(await checked()), 'supplier-account-checked-already');
    const again = () => enterSupplierAccount(tools, staff.preparer, command(), supplierId, account);
    assert.equal(verdict(await again()), 'supplier-account-unchanged');
    const wrong = { ...account, accountNumber: '66374959' };
    const failed = await enterSupplierAccount(tools, staff.preparer, command(), supplierId, wrong);
    assert.equal(verdict(failed), 'supplier-account-fails-check');
    must(await enterSupplierAccount(tools, staff.preparer, command(), supplierId, { ...account, name: 'Riverside' }));
    assert.equal(verdict(await checked()), 'changed-meanwhile');
  });
});

describe('R-092 T15 T16  A notional budget from its agreement to its first service', () => {
  test('what is raised promises nothing; a yes of another person promises it, whatever breaks off on the way', async () => {
    const { orderId } = await order(4_000n, 100n);
    assert.deepEqual(await figures(), { promised: 0n, spent: 0n, free: 1_200_000n });
    assert.equal(verdict(await decide(orderId, staff.coordinator)), 'order-raiser-decides');
    const points: string[] = Object.values(CRASH_POINTS).filter(point => point.startsWith('order.decide'));
    for (const point of points) {
      const crashing = {
        ...tools,
        crashPoint: async (name: string) => assert.notEqual(name, point, `broken off at ${point}`),
      };
      const broken = decideOrderRaised(crashing, staff.finance, command(), notional.budgetId, orderId, YES);
      await assert.rejects(broken, new RegExp(point));
      assert.deepEqual(await figures(), { promised: 0n, spent: 0n, free: 1_200_000n });
      assert.equal((await db.transaction(system, tx => loadOrder(tx, notional.budgetId, orderId)))!.outcome, undefined);
    }
    const once = command();
    const five = Array.from({ length: 5 }, () =>
      decideOrderRaised(tools, staff.finance, once, notional.budgetId, orderId, YES),
    );
    for (const decision of await Promise.all(five)) must(decision);
    assert.deepEqual(await figures(), { promised: 400_000n, spent: 0n, free: 800_000n });
    assert.equal(verdict(await decide(orderId)), 'order-decided-already');
  });

  test('with its orders the set-up is complete, and on its day the budget is active', async () => {
    assert.equal(must(await finishSetUp(tools, system, command(), notional.budgetId)).setUp, true);
    assert.equal(await stateOf(), 'SET_UP');
    tools.moveTo(STARTS_ON);
    // The first service is on 3 December: the review counts from there.
    const { reviewBy } = must(await startBudget(tools, system, command(), notional.budgetId));
    assert.equal(reviewBy, '2027-03-03');
    assert.equal(await stateOf(), 'ACTIVE');
  });

  test('an order past the money of its line is refused with the figure; of two that wait one gets it', async () => {
    const [first, second] = [await order(500_000n), await order(300_000n)];
    const over = await raiseOrder(tools, staff.coordinator, command(), notional.budgetId, {
      planItemId,
      supplierId,
      what: 'One more',
      quantity: { tenThousandths: 10_000n },
      unit: 'visit',
      unitPence: 1n,
      fromOn: readIsoDate('2027-01-01')!,
      toOn: readIsoDate('2027-01-01')!,
    });
    assert.deepEqual(over, {
      accepted: false,
      refusals: [{ code: 'order-over-plan', leftPence: 0n, overPence: 1n }],
    });
    must(await decide(second.orderId, staff.finance, { outcome: 'REFUSED', reason: 'Not needed' }));
    must(await decide(first.orderId));
    assert.deepEqual(await figures(), { promised: 900_000n, spent: 0n, free: 300_000n });
    assert.equal((await db.transaction(system, tx => loadOrders(tx, notional.budgetId))).length, 3);
  });

  test('a closed order gives back what was not invoiced', async () => {
    const [, open] = await db.transaction(system, tx => loadOrders(tx, notional.budgetId));
    const close = (reason: string) =>
      closeOrder(tools, staff.coordinator, command(), notional.budgetId, open!.orderId, { reason });
    assert.equal(verdict(await close('')), 'order-closed-without-reason');
    assert.equal(must(await close('Not needed any more')).leftPence, '500000');
    assert.equal(verdict(await close('Again')), 'order-not-open');
    assert.deepEqual(await figures(), { promised: 400_000n, spent: 0n, free: 800_000n });
  });

  test('the person was told what was ordered for them and what ended, in their own words and with the sums', async () => {
    const told = await database.superDb.query(sql`
      select heading, paragraphs from notice where budget_id = ${notional.budgetId} and 'R-092' = any (rules) order by recorded_at`);
    assert.deepEqual(
      told.map(row => row.heading),
      ['We ordered care for you', 'We ordered care for you', 'Care that we ordered for you ends'],
    );
    assert.deepEqual((told[0]!.paragraphs as string[]).slice(1), [
      'It is for 3 December 2026 to 30 November 2027. We ordered 100 at £40.00 for each visit. That is £4,000.00 in all.',
      'The NHS pays for it out of your budget. You pay nothing.',
      'Does nobody come, or is it not what you need? Tell Nurse Nan.',
    ]);
    assert.deepEqual((told[2]!.paragraphs as string[]).slice(1), [
      'Why: Not needed any more',
      '£5,000.00 was not used. It is free again in your budget.',
      'Do you still need this care? Tell Nurse Nan.',
    ]);
  });

  test('every invariant holds', async () => {
    await sealAudit(tools, system);
    assert.deepEqual(await verify(tools), []);
  });
});
