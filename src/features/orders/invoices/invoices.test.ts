import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { makeStaff } from '../../../../test/support/actors.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import {
  makeInvoice,
  makeOrder,
  makeSupplier,
  notionalLines,
  openSupplierAccount,
} from '../../../../test/support/orders.ts';
import { bring, makePayingStaff, type SetBudget, type Staff } from '../../../../test/support/set-up-budget.ts';
import { errorCode } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { type Actor, systemActor } from '../../../values/actor.ts';
import { readIsoDate } from '../../../values/dates.ts';
import { finishSetUp } from '../../agreements/finish-set-up.ts';
import { startBudget } from '../../agreements/start-budget.ts';
import { reportAdmission } from '../../amounts/hospital/report-admission.ts';
import { sealAudit } from '../../audit/seal.ts';
import { verify } from '../../audit/verify.ts';
import { loadControlBalance, loadMoneyFigures } from '../../ledger/store.ts';
import { closeOrder } from '../close-order.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { prepareList } from '../paying/prepare-list.ts';
import { recordPaid } from '../paying/record-paid.ts';
import { releaseList } from '../paying/release-list.ts';
import { loadOrder } from '../store.ts';
import { agreeInvoice } from './agree-invoice.ts';
import { answerInvoice } from './answer-invoice.ts';
import { enterCredit } from './enter-credit.ts';
import { enterInvoice } from './enter-invoice.ts';
import { loadInvoices, saveInvoiceAnswer } from './store.ts';

/** £2,000.00 of visits at £40.00, ordered for December; the plan has £12,000.00. */
const database = await testDatabase('2026-11-16');
const { tools, db, icbCode } = database;
const system = systemActor(icbCode);

let staff: Staff;
let approver: Actor;
let supplierId: string;
let budget: SetBudget;
let of: { budgetId: string; orderId: string };

before(async () => {
  staff = await makePayingStaff(tools, icbCode);
  approver = await makeStaff(db, icbCode, ['approver'], { name: 'Ann Approver' });
  supplierId = await makeSupplier(tools, staff.coordinator);
  budget = await bring(tools, staff, 'AGREED', {
    items: [{ annualPence: 1_200_000n, option: 'NOTIONAL' }],
    contingencyPence: 0n,
    startsOn: '2026-12-01',
  });
  const { budgetId } = budget;
  const [planItemId] = await notionalLines(tools, staff.coordinator, budgetId);
  const { orderId } = await makeOrder(tools, { raises: staff.coordinator, approves: staff.finance }, budgetId, {
    planItemId: planItemId!,
    supplierId,
    many: 50n,
    unitPence: 4_000n,
    fromOn: '2026-12-01',
    toOn: '2026-12-31',
  });
  of = { budgetId, orderId };
  must(await finishSetUp(tools, system, command(), budgetId));
  tools.moveTo('2026-12-01');
  must(await startBudget(tools, system, command(), budgetId));
  tools.moveTo('2027-01-04');
});

const invoice = (number: string, given: object = {}, enters = staff.coordinator) =>
  makeInvoice(tools, { enters, accepts: undefined }, of, {
    supplierId,
    number,
    unitPence: 4_000n,
    issuedOn: '2027-01-04',
    fromOn: '2026-12-01',
    toOn: '2026-12-10',
    ...given,
  });
const answer = (invoiceId: string, outcome: 'ACCEPTED' | 'QUERIED' | 'REFUSED', reason = '', by = staff.finance) =>
  answerInvoice(tools, by, command(), of.budgetId, invoiceId, { outcome, reason });
const money = () =>
  db.transaction(system, async tx => {
    const { promised, spent, free, toCome } = await loadMoneyFigures(tx, of.budgetId, readIsoDate('2026-12-01')!);
    return { promised, spent, free, toCome };
  });
const orderNow = () => db.transaction(system, tx => loadOrder(tx, of.budgetId, of.orderId));

describe('R-092  An invoice against its order', () => {
  test('accepted, it is taken from the promise and is owed, once, whatever breaks off on the way', async () => {
    const invoiceId = await invoice('INV 1', { many: 8n });
    const before = { promised: 200_000n, spent: 0n, free: 1_000_000n, toCome: 1_200_000n };
    assert.deepEqual(await money(), before);
    for (const point of Object.values(CRASH_POINTS).filter(name => name.startsWith('invoice.decide'))) {
      const crashing = {
        ...tools,
        crashPoint: async (name: string) => assert.notEqual(name, point, `broken off at ${point}`),
      };
      const yes = { outcome: 'ACCEPTED', reason: '' } as const;
      const broken = answerInvoice(crashing, staff.finance, command(), of.budgetId, invoiceId, yes);
      await assert.rejects(broken, new RegExp(point));
      assert.deepEqual(await money(), before);
    }
    const five = Array.from({ length: 5 }, () => answer(invoiceId, 'ACCEPTED'));
    const verdicts = (await Promise.all(five)).map(verdict).sort();
    assert.deepEqual(verdicts, ['accepted', ...Array.from({ length: 4 }, () => 'invoice-decided-already')]);
    assert.deepEqual(await money(), { promised: 168_000n, spent: 32_000n, free: 1_000_000n, toCome: 1_168_000n });
    assert.equal(await db.transaction(system, tx => loadControlBalance(tx, { kind: 'bank', stream: 'NHS_CHC' })), 0n);
  });

  test('the same number twice is refused; after a no it may come again', async () => {
    const input = {
      supplierId,
      number: 'inv-1',
      issuedOn: readIsoDate('2027-01-04')!,
      fromOn: readIsoDate('2026-12-01')!,
      toOn: readIsoDate('2026-12-01')!,
      quantity: { tenThousandths: 10_000n },
      unitPence: 4_000n,
      pence: 4_000n,
    };
    const enter = (number: string) =>
      enterInvoice(tools, staff.coordinator, command(), of.budgetId, of.orderId, { ...input, number });
    assert.equal(verdict(await enter('inv-1')), 'invoice-number-twice');
    const { invoiceId } = must(await enter('INV 2'));
    assert.equal(verdict(await enter('INV-2')), 'invoice-number-twice');
    assert.equal(verdict(await answer(invoiceId, 'REFUSED')), 'invoice-answer-without-reason');
    must(await answer(invoiceId, 'REFUSED', 'Not our order'));
    const again = must(await enter('INV-2')).invoiceId;
    must(await answer(again, 'QUERIED', 'Which visit was it?'));
    must(await answer(again, 'ACCEPTED'));
    assert.equal((await orderNow())!.invoicedPence, 36_000n);
  });

  test('whoever entered it does not accept it, nor does a row of theirs; they may ask or refuse', async () => {
    const invoiceId = await invoice('INV 20', { unitPence: 3_000n }, staff.finance);
    assert.equal(verdict(await answer(invoiceId, 'ACCEPTED')), 'invoice-accepted-by-same-person');
    const alone = (ownMostPence: bigint) =>
      db.transaction(staff.finance, tx =>
        saveInvoiceAnswer(tx, staff.finance, {
          invoiceId,
          outcome: 'ACCEPTED',
          reason: '',
          ownMostPence,
          answeredOn: tools.today(),
        }),
      );
    await assert.rejects(alone(2_999n), error => errorCode(error) === 'PB031');
    must(await answer(invoiceId, 'QUERIED', 'Which visit was it?'));
    must(await answer(invoiceId, 'REFUSED', 'Entered by mistake'));
    assert.equal((await orderNow())!.openInvoices, 0);
  });

  test('a day that cannot be is refused at once, and nothing is entered', async () => {
    const entered = async (given: object) => {
      const days = { issuedOn: '2027-01-04', fromOn: '2026-12-01', toOn: '2026-12-01', ...given };
      return verdict(
        await enterInvoice(tools, staff.coordinator, command(), of.budgetId, of.orderId, {
          supplierId,
          number: 'INV 21',
          issuedOn: readIsoDate(days.issuedOn)!,
          fromOn: readIsoDate(days.fromOn)!,
          toOn: readIsoDate(days.toOn)!,
          quantity: { tenThousandths: 10_000n },
          unitPence: 4_000n,
          pence: 4_000n,
        }),
      );
    };
    assert.equal(await entered({ issuedOn: '1900-01-04' }), 'invoice-too-old');
    assert.equal(await entered({ toOn: '2199-12-31' }), 'invoice-days-of-another-year');
    assert.equal(await entered({ issuedOn: '2199-12-31' }), 'invoice-in-future');
    assert.equal((await orderNow())!.openInvoices, 0);
  });

  test('what does not fit is refused with every reason at once, and stays open', async () => {
    const other = await makeSupplier(tools, staff.coordinator);
    const wrong = { supplierId: other, toOn: '2027-01-01', pence: 1n };
    const invoiceId = await invoice('X 1', wrong);
    const decision = await answer(invoiceId, 'ACCEPTED', 'x');
    assert.deepEqual(
      decision.accepted || decision.refusals.map(one => one.code === 'invoice-not-as-ordered' && one.finding.code),
      ['other-supplier', 'outside-order-days', 'sum-wrong'],
    );
    assert.equal((await orderNow())!.openInvoices, 1);
    const close = () =>
      closeOrder(tools, staff.coordinator, command(), of.budgetId, of.orderId, { reason: 'All is done' });
    assert.equal(verdict(await close()), 'order-has-open-invoices');
    must(await answer(invoiceId, 'REFUSED', 'Not from Riverside'));
  });

  test('days in hospital, and the same sum again, are said; whoever accepts it says why all the same', async () => {
    const stay = { admittedOn: readIsoDate('2026-12-20')!, words: 'A fall' };
    must(await reportAdmission(tools, staff.coordinator, command(), of.budgetId, stay));
    const ward = { fromOn: '2026-12-19', toOn: '2026-12-21', many: 2n };
    const first = await invoice('INV 3', ward);
    assert.equal(verdict(await answer(first, 'ACCEPTED')), 'invoice-warning-unanswered');
    must(await answer(first, 'QUERIED', 'Was she seen on the ward?'));
    must(await answer(first, 'ACCEPTED', 'She was seen on the ward'));
    const twin = await invoice('INV 4', { ...ward, fromOn: '2026-12-18', toOn: '2026-12-19' });
    assert.equal(verdict(await answer(twin, 'ACCEPTED')), 'invoice-warning-unanswered');
    must(await answer(twin, 'REFUSED', 'They sent it twice'));
    assert.deepEqual(await money(), { promised: 156_000n, spent: 44_000n, free: 1_000_000n, toCome: 1_156_000n });
  });

  test('above the order it needs two more people: one agrees, another accepts', async () => {
    const over = await invoice('INV 5', { many: 40n, fromOn: '2026-12-11', toOn: '2026-12-17' });
    const agree = (by: Actor) => agreeInvoice(tools, by, command(), of.budgetId, over, { reason: 'She needed more' });
    assert.equal(verdict(await answer(over, 'ACCEPTED')), 'invoice-needs-agreement');
    assert.equal(verdict(await agree(staff.coordinator)), 'invoice-agreed-by-same-person');
    assert.equal(must(await agree(approver)).overPence, '4000');
    assert.equal(verdict(await agree(staff.finance)), 'invoice-agreed-already');
    assert.equal(verdict(await answer(over, 'ACCEPTED', '', approver)), 'invoice-agreed-by-same-person');
    must(await answer(over, 'ACCEPTED'));
    // £1,560.00 from the promise, £40.00 from what was free.
    assert.deepEqual(await money(), { promised: 0n, spent: 204_000n, free: 996_000n, toCome: 996_000n });
  });

  test('a credit note gives back what its invoice took: to the promise as far as it came from there', async () => {
    const invoiceId = (await db.transaction(system, tx => loadInvoices(tx, of.budgetId))).find(
      one => one.number === 'INV 5',
    )!.invoiceId;
    const credit = (number: string, pence: bigint) =>
      enterCredit(tools, staff.coordinator, command(), of.budgetId, invoiceId, {
        number,
        pence,
        words: 'Two visits did not take place',
        issuedOn: readIsoDate('2027-01-04')!,
      });
    assert.equal(verdict(await credit('CR 1', 160_001n)), 'credit-over-invoice');
    const { invoiceId: first } = must(await credit('CR 1', 8_000n));
    assert.equal(verdict(await credit('CR 2', 152_001n)), 'credit-over-invoice');
    assert.equal(verdict(await credit('CR 1', 1n)), 'invoice-number-twice');
    must(await answer(first, 'ACCEPTED'));
    assert.deepEqual(await money(), { promised: 4_000n, spent: 196_000n, free: 1_000_000n, toCome: 1_004_000n });
    assert.equal((await orderNow())!.invoicedPence, 196_000n);
  });

  test('the person was told of the bills that are about whether the care came, and of no other', async () => {
    const told = await database.superDb.query(sql`
      select heading, paragraphs from notice where budget_id = ${of.budgetId} and 'R-092' = any (rules) order by recorded_at`);
    assert.deepEqual(told.map(row => [row.heading, (row.paragraphs as string[])[1]]).slice(1), [
      ['We did not pay a bill for your care', 'Why: Not from Riverside'],
      ['We are asking about a bill for your care', 'Before we pay it, we are asking: Was she seen on the ward?'],
      ['We did not pay a bill for your care', 'Why: They sent it twice'],
    ]);
    assert.match(
      (told[2]!.paragraphs as string[])[0]!,
      /sent us a bill of £80\.00 for 19 December 2026 to 21 December 2026\. It is for: Physiotherapy at home\.$/,
    );
  });

  test('two people pay the supplier what is left to pay, credit note taken off, once', async () => {
    await openSupplierAccount(tools, { enters: staff.preparer, checks: staff.finance }, supplierId);
    const { listId } = must(await prepareList(tools, staff.preparer, command()));
    const seen = { count: 1, totalPence: 196_000n };
    must(await releaseList(tools, staff.releaser, command(), listId, seen));
    const paid = { reference: 'FT 0042', paidOn: tools.today() };
    must(await recordPaid(tools, staff.finance, command(), listId, paid));
    assert.equal(verdict(await prepareList(tools, staff.preparer, command())), 'supplier-list-empty');
    const bank = { kind: 'bank', stream: 'NHS_CHC' } as const;
    assert.equal(await db.transaction(system, tx => loadControlBalance(tx, bank)), -196_000n);
  });

  test('closed, the order gives back its last £40.00, and every invariant holds', async () => {
    const closed = await closeOrder(tools, staff.coordinator, command(), of.budgetId, of.orderId, { reason: 'Done' });
    assert.equal(must(closed).leftPence, '4000');
    assert.deepEqual(await money(), { promised: 0n, spent: 196_000n, free: 1_004_000n, toCome: 1_004_000n });
    await sealAudit(tools, system);
    assert.deepEqual(await verify(tools), []);
  });
});
