import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { ITEMS, makeActiveBudget } from '../../../../test/support/active-budget.ts';
import { readBacs } from '../../../../test/support/bacs-reader.ts';
import { arucs, inputReport, pain002 } from '../../../../test/support/bank-reports.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { makeInvoice, makeOrder, makeSupplier, openSupplierAccount } from '../../../../test/support/orders.ts';
import { readPortalCsv } from '../../../../test/support/payment-readers.ts';
import { ACCOUNT, makePayingStaff, type Staff } from '../../../../test/support/set-up-budget.ts';
import { sql } from '../../../platform/sql.ts';
import { askAboutList } from '../../../rules/orders/supplier-file.ts';
import { type Actor, systemActor } from '../../../values/actor.ts';
import { sealAudit } from '../../audit/seal.ts';
import { verify } from '../../audit/verify.ts';
import { findUnlikeLists } from '../../audit/verify-store.ts';
import { loadControlBalance } from '../../ledger/store.ts';
import { importReport } from '../../payments/reports/import-report.ts';
import { STANDBY_CRASH_POINTS } from '../../payments/standby/crash-points.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { loadInvoices } from '../invoices/store.ts';
import { checkSupplierAccount } from '../suppliers/check-supplier-account.ts';
import { enterSupplierAccount } from '../suppliers/enter-supplier-account.ts';
import { loadSupplierAccounts, loadSupplierNames, loadSuppliers } from '../suppliers/store.ts';
import { cancelList } from './cancel-list.ts';
import { loadListFiles, loadListsHeardIn } from './file-store.ts';
import { findNamedPayments } from './named-store.ts';
import { loadNotArrived } from './not-arrived.ts';
import { prepareList } from './prepare-list.ts';
import { recordNotTaken } from './record-not-taken.ts';
import { recordPaid } from './record-paid.ts';
import { recordTaken } from './record-taken.ts';
import { releaseList } from './release-list.ts';
import { returnSupplierPayment } from './return-supplier-payment.ts';
import { loadList, loadListPayments, loadListsToWatch, loadOwedSuppliers, loadReturnedToUs } from './store.ts';
import { writeListFile } from './write-list-file.ts';

/** A mixed budget: wages are paid to the person, physiotherapy is bought by the NHS. */
const database = await testDatabase('2026-12-01');
const { tools, db, icbCode } = database;
const system = systemActor(icbCode);
const DECEMBER = { fromOn: '2026-12-01', toOn: '2026-12-31' };

let staff: Staff;
let budgetId: string;
/** The first has an account that is checked, the second has none. */
let suppliers: readonly [string, string];
let orders: { readonly orderId: string; readonly reference: string }[];

before(async () => {
  staff = await makePayingStaff(tools, icbCode);
  suppliers = [await makeSupplier(tools, staff.coordinator), await makeSupplier(tools, staff.coordinator)];
  await openSupplierAccount(tools, { enters: staff.preparer, checks: staff.finance }, suppliers[0]);
  const physio = { label: 'Physiotherapy', provider: 'Riverside', unitPence: 4_000n, annualPence: 800_000n };
  const made = await makeActiveBudget(database, { items: [...ITEMS, { ...physio, option: 'NOTIONAL' }] });
  budgetId = made.budgetId;
  orders = [];
  for (const supplierId of suppliers) {
    const spec = { planItemId: made.itemIds[2]!, supplierId, many: 50n, unitPence: 4_000n, ...DECEMBER };
    orders.push(await makeOrder(tools, { raises: staff.coordinator, approves: staff.finance }, budgetId, spec));
  }
  tools.moveTo('2027-01-04');
  for (const [i, number] of ['INV 1', 'INV 2', 'INV 1'].entries()) {
    const supplierId = suppliers[i < 2 ? 0 : 1]!;
    const spec = { supplierId, number, many: 5n + BigInt(i), unitPence: 4_000n, issuedOn: '2027-01-04', ...DECEMBER };
    const of = { budgetId, orderId: orders[i < 2 ? 0 : 1]!.orderId };
    await makeInvoice(tools, { enters: staff.coordinator, accepts: staff.finance }, of, spec);
  }
});

const look = <T>(work: Parameters<typeof db.transaction<T>>[1]) => db.transaction(system, work);
const bank = () => look(tx => loadControlBalance(tx, { kind: 'bank', stream: 'NHS_CHC' }));
const owed = async () =>
  (await look(tx => loadOwedSuppliers(tx, icbCode))).map(({ invoices }) => invoices.map(({ pence }) => pence));
const prepare = async () => must(await prepareList(tools, staff.preparer, command())).listId;
const release = (listId: string, totalPence: bigint, by = staff.releaser) =>
  releaseList(tools, by, command(), listId, { count: 1, totalPence });
const pay = (listId: string, given = tools) =>
  recordPaid(given, staff.finance, command(), listId, { reference: 'FT 0042', paidOn: tools.today() });

describe('R-092 R-085  What is owed to suppliers is paid by two people, once', () => {
  let listId: string;
  let before: bigint;

  test('five lists at once: one takes the invoices; who has no checked account waits and holds up nobody', async () => {
    before = await bank();
    const five = await Promise.all(Array.from({ length: 5 }, () => prepareList(tools, staff.preparer, command())));
    assert.deepEqual(five.map(verdict).sort(), ['accepted', ...Array.from({ length: 4 }, () => 'supplier-list-empty')]);
    listId = five.map(one => one.accepted && one.value.listId).find(Boolean) as string;
    const payments = await look(tx => loadListPayments(tx, listId));
    assert.deepEqual(
      payments.map(one => [one.supplierId, one.pence, one.invoices.length]),
      [[suppliers[0], 44_000n, 2]],
    );
    assert.deepEqual(await owed(), [[28_000n]]);
  });

  test('released by another person, who saw these figures; a changed account stops it', async () => {
    assert.equal(
      verdict(await release(listId, 44_000n, staff.preparer)),
      'supplier-list-own, supplier-list-account-changed',
    );
    assert.equal(verdict(await release(listId, 43_999n)), 'supplier-list-not-as-seen');
    assert.equal(verdict(await pay(listId)), 'supplier-list-not-released');
    must(await release(listId, 44_000n));
    assert.equal(verdict(await release(listId, 44_000n)), 'supplier-list-not-prepared');
    assert.equal(await bank(), before);
  });

  test('R-083 its file is written once, and a second reader finds its payments in it', async () => {
    const write = (rail: 'BACS' | 'FASTER_PAYMENTS' = 'BACS') =>
      writeListFile(tools, staff.releaser, command(), listId, { rail });
    const five = await Promise.all(Array.from({ length: 5 }, () => write()));
    assert.deepEqual(
      five.map(verdict),
      Array.from({ length: 5 }, () => 'accepted'),
    );
    const [file, ...more] = await look(tx => loadListFiles(tx, listId));
    assert.deepEqual(more, []);
    assert.deepEqual([file!.format, file!.rail, file!.createdOn, file!.processingOn, file!.creditOn].map(String), [
      'BACS18',
      'BACS',
      '2027-01-04',
      '2027-01-05',
      '2027-01-06',
    ]);
    const { payments } = readBacs(Buffer.from(file!.bytes).toString('latin1'));
    assert.deepEqual(
      payments.map(one => [one.sortCode, one.accountNumber, one.amountPence, one.reference]),
      [['089999', '66374958', 44_000n, 'PHB S1 1']],
    );
    must(await write('FASTER_PAYMENTS'));
    assert.deepEqual(await look(tx => loadListFiles(tx, listId)), [file]);
    assert.equal(
      verdict(await cancelList(tools, staff.preparer, command(), listId, { reason: 'Too late' })),
      'supplier-list-sent',
    );
  });

  test('paid once the bank has paid it, whatever breaks off on the way', async () => {
    for (const point of [CRASH_POINTS.paidAfterStatus, CRASH_POINTS.paidAfterJournals]) {
      const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
      await assert.rejects(pay(listId, { ...tools, crashPoint }), new RegExp(point));
      assert.equal((await look(tx => loadList(tx, listId)))!.status, 'SENT');
      assert.equal(await bank(), before);
    }
    assert.equal(must(await pay(listId)).totalPence, '44000');
    assert.equal(verdict(await pay(listId)), 'supplier-list-not-released');
    assert.equal(await bank(), before - 44_000n);
    const invoices = await look(tx => loadInvoices(tx, budgetId));
    assert.deepEqual(
      invoices.map(one => one.paidOn?.toString()),
      ['2027-01-04', '2027-01-04', undefined],
    );
    assert.equal(
      verdict(await cancelList(tools, staff.preparer, command(), listId, { reason: 'x' })),
      'supplier-list-over',
    );
  });

  test('what the bank gives back is owed again, and the next list pays it', async () => {
    const [payment] = await look(tx => loadListPayments(tx, listId));
    const heard = async () =>
      (await look(tx => loadNotArrived(tx, icbCode, tools.today()))).map(one => [
        one.payment.supplierName,
        one.word.reason,
      ]);
    assert.deepEqual(await heard(), []);
    const report = (pounds: string) =>
      importReport(tools, staff.finance, command(), {
        file: { name: 'arucs.xml', bytes: Buffer.from(arucs([{ reference: 'PHB S1 1', pounds }])) },
      });
    must(await report('439.99'));
    assert.deepEqual(await heard(), []);
    must(await report('440.00'));
    // The report’s own page says what the record is about.
    const id = payment!.supplierPaymentId.replaceAll('-', '');
    const named = await look(tx => findNamedPayments(tx, icbCode, [' phb s1 1', id, 'PHB S1 2', 'PHB S11']));
    assert.deepEqual(named.map(one => [one.name, one.listId, one.place, one.pence, one.isBack]).toSorted(), [
      [' phb s1 1', listId, 1, 44_000n, false],
      [id, listId, 1, 44_000n, false],
    ]);
    assert.equal((await heard()).length, 1);
    const back = (given = tools) =>
      returnSupplierPayment(given, staff.finance, command(), listId, {
        supplierPaymentId: payment!.supplierPaymentId,
        reason: 'Account closed',
        returnedOn: tools.today(),
      });
    for (const point of Object.values(CRASH_POINTS).filter(name => name.startsWith('supplier-list.return'))) {
      const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
      await assert.rejects(back({ ...tools, crashPoint }), new RegExp(point));
      assert.deepEqual(await owed(), [[28_000n]]);
    }
    assert.equal(must(await back()).pence, '44000');
    assert.equal(verdict(await back()), 'supplier-payment-returned-already');
    assert.equal(await bank(), before);
    assert.deepEqual(await owed(), [[20_000n, 24_000n], [28_000n]]);
    assert.deepEqual(await heard(), []);
    assert.equal((await look(tx => findNamedPayments(tx, icbCode, [id])))[0]!.isBack, true);
    const [returned] = await look(tx => loadReturnedToUs(tx, icbCode));
    assert.deepEqual([returned!.number, returned!.reason, returned!.isNewAccount], [1, 'Account closed', false]);
  });

  test('what the bank did not take is paid by another list, once somebody else than the writer of the file says so', async () => {
    const sent = await prepare();
    assert.equal(
      verdict(await writeListFile(tools, staff.releaser, command(), sent, { rail: 'FASTER_PAYMENTS' })),
      'supplier-file-list-not-released',
    );
    must(await release(sent, 44_000n));
    const notTaken = (by = staff.finance, given = tools) =>
      recordNotTaken(given, by, command(), sent, { reason: 'Wrong service user number' });
    assert.equal(verdict(await notTaken()), 'supplier-list-not-sent');
    must(await writeListFile(tools, staff.releaser, command(), sent, { rail: 'FASTER_PAYMENTS' }));
    const [file] = await look(tx => loadListFiles(tx, sent));
    assert.deepEqual([file!.format, String(file!.creditOn)], ['PORTAL_CSV', '2027-01-04']);
    assert.deepEqual(
      readPortalCsv(file!.bytes).payments.map(one => [one.amountPence, one.reference]),
      [[44_000n, 'PHB S2 1']],
    );
    assert.equal(verdict(await notTaken(staff.releaser)), 'supplier-list-file-own');
    const point = CRASH_POINTS.notTakenAfterStatus;
    const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
    await assert.rejects(notTaken(staff.finance, { ...tools, crashPoint }), new RegExp(point));
    assert.deepEqual(await owed(), [[28_000n]]);
    must(await notTaken());
    assert.equal(verdict(await pay(sent)), 'supplier-list-not-released');
    assert.equal(await bank(), before);
    assert.deepEqual(await owed(), [[20_000n, 24_000n], [28_000n]]);
  });

  test('R-083 the bank’s word on the whole file is heard; its silence, and a word against what was recorded, are asked about', async () => {
    const sent = await prepare();
    must(await release(sent, 44_000n));
    must(await writeListFile(tools, staff.releaser, command(), sent, { rail: 'BACS' }));
    const { serial } = (await look(tx => loadListFiles(tx, sent)))[0]!;
    const now = async () => (await look(tx => loadList(tx, sent)))!;
    const { number } = await now();
    const asks = async (day: string) => askAboutList(await now(), 1, Temporal.PlainDate.from(day), new Set());
    const report = (text: string, by: Actor = staff.finance, given = tools) =>
      importReport(given, by, command(), { file: { name: 'report.xml', bytes: Buffer.from(text) } });

    // Not a word of its payments, of which there is one.
    must(await report(inputReport(serial, { count: 2, pounds: '880.00' })));
    assert.equal((await now()).takenCount, 0);
    assert.match((await asks('2027-01-06'))!, new RegExp(`has not confirmed list ${number} .* 1 payment, £440.00`));
    assert.ok((await look(tx => loadListsToWatch(tx, icbCode, tools.today()))).some(one => one.listId === sent));
    const taken = () => recordTaken(tools, staff.finance, command(), sent, { words: 'Jo of the bank, at ten' });
    const twice = await Promise.all([taken(), taken()]);
    assert.deepEqual(twice.map(verdict).sort(), ['accepted', 'supplier-list-taken-already']);
    assert.equal(await asks('2027-02-01'), undefined);
    const { reportId } = must(await report(inputReport(serial, { count: 1, pounds: '440.00' })));
    assert.equal((await now()).takenCount, 1);

    // Whoever wrote the file does not bring it about that its invoices are paid again.
    const rejected = `${pain002(`SUP-${icbCode}-${number}-${serial}`, 'RJCT')}`;
    const own = must(await report(rejected, staff.releaser));
    assert.deepEqual([(await now()).status, (await now()).rejectedCount], ['SENT', 1]);
    assert.match((await asks('2027-01-04'))!, /Somebody else than .* asks the bank/);
    assert.deepEqual(
      (await look(tx => loadListsHeardIn(tx, own.reportId))).map(one => [one.number, one.says, one.status]),
      [[number, 'REJECTED', 'SENT']],
    );
    assert.deepEqual(await look(tx => loadListsHeardIn(tx, reportId)), []);
    for (const point of [STANDBY_CRASH_POINTS.listAfterHeard, STANDBY_CRASH_POINTS.listAfterStatus]) {
      const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
      await assert.rejects(report(`${rejected} `, staff.finance, { ...tools, crashPoint }), new RegExp(point));
      assert.equal((await now()).status, 'SENT');
      assert.deepEqual(await owed(), [[28_000n]]);
    }
    must(await report(`${rejected} `));
    assert.deepEqual(
      [(await now()).status, (await now()).cancelReason],
      ['CANCELLED', 'The bank did not take the file: PAIN002 STATUS-1'],
    );
    assert.deepEqual(await owed(), [[20_000n, 24_000n], [28_000n]]);
    assert.match(
      (await asks('2027-01-04'))!,
      /took in the file .* recorded as not taken\. Its invoices may be paid twice/,
    );
    assert.equal(verdict(await taken()), 'supplier-list-not-sent, supplier-list-taken-already');
  });

  test('a file whose bytes, or a list whose payments, are not what was released is found', async () => {
    const found = async (...damage: readonly ReturnType<typeof sql>[]) => {
      let breaks: readonly string[] = [];
      const undone = new Error('undone');
      const planting = database.superDb.transaction(system, async tx => {
        await tx.query(sql`set local session_replication_role = replica`);
        await tx.query(sql`alter table supplier_file drop constraint supplier_file_hash_is_its_own`);
        for (const statement of damage) await tx.query(statement);
        breaks = (await findUnlikeLists(tx)).map(({ check, id }) => `${check} ${id}`);
        throw undone;
      });
      await assert.rejects(planting, undone);
      return breaks;
    };
    assert.deepEqual(await found(), []);
    const more = sql`update supplier_file set bytes = convert_to(replace(convert_from(bytes, 'LATIN1'), '00000044000', '00000044001'), 'LATIN1') where list_id = ${listId}`;
    assert.deepEqual(await found(more), [`supplier-list-unlike-its-file ${listId}`]);
    const paid = sql`update supplier_payment set pence = pence + 1 where list_id = ${listId}`;
    assert.deepEqual(await found(paid), [`supplier-list-unlike-its-payments ${listId}`]);
  });

  test('a list that is given up frees its invoices; a new account stops one that was prepared with the old', async () => {
    const first = await prepare();
    const point = CRASH_POINTS.cancelAfterStatus;
    const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
    const broken = cancelList({ ...tools, crashPoint }, staff.preparer, command(), first, { reason: 'Wrong day' });
    await assert.rejects(broken, new RegExp(point));
    must(await cancelList(tools, staff.preparer, command(), first, { reason: 'Wrong day' }));
    const second = await prepare();
    must(
      await enterSupplierAccount(tools, staff.preparer, command(), suppliers[0], { ...ACCOUNT, name: 'Riverside Two' }),
    );
    assert.equal(verdict(await release(second, 44_000n)), 'supplier-list-account-changed');
    must(await cancelList(tools, staff.preparer, command(), second, { reason: 'Its account changed' }));
    assert.equal(verdict(await prepareList(tools, staff.preparer, command())), 'supplier-list-empty');
  });

  test('R-085 a changed account that only a letter of the bank confirms waits until something was released since', async () => {
    const [account] = await look(tx => loadSupplierAccounts(tx, suppliers[0]));
    const check = { outcome: 'VERIFIED', method: 'BANK_LETTER', evidence: 'A letter of 4 January' } as const;
    const { supplierAccountId } = account!;
    must(await checkSupplierAccount(tools, staff.finance, command(), suppliers[0], { ...check, supplierAccountId }));
    assert.equal(verdict(await prepareList(tools, staff.preparer, command())), 'supplier-list-empty');
    await openSupplierAccount(tools, { enters: staff.preparer, checks: staff.finance }, suppliers[1]);
    const other = await prepare();
    assert.deepEqual(
      (await look(tx => loadListPayments(tx, other))).map(one => one.supplierId),
      [suppliers[1]],
    );
    must(await release(other, 28_000n));
    const next = await prepare();
    assert.deepEqual(
      (await look(tx => loadListPayments(tx, next))).map(one => [one.supplierId, one.accountName]),
      [[suppliers[0], 'Riverside Two']],
    );
  });

  test('whoever comes after the thousandth supplier is owed and can be chosen, too', async () => {
    const before = (await owed()).length;
    const undone = new Error('undone');
    const planting = database.superDb.transaction(system, async tx => {
      await tx.query(sql`set local session_replication_role = replica`);
      await tx.query(sql`
        with many as (
          insert into supplier (icb_code, name, number_kind, number, has_conflict, conflict_plan, entered_on, by_id, by_name)
          select icb_code, 'Many ' || lpad(i::text, 4, '0'), 'NONE', '', false, '', entered_on, by_id, by_name
            from supplier cross join generate_series(1, 1001) i where supplier_id = ${suppliers[1]}
          returning supplier_id),
        billed as (
          insert into invoice (icb_code, kind, supplier_id, order_id, budget_id, number, number_key, attempt, issued_on, from_on, to_on,
                               quantity_ten_thousandths, unit_pence, pence, words, entered_on, entered_by_id, entered_by_name)
          select n.icb_code, n.kind, m.supplier_id, n.order_id, n.budget_id, n.number, n.number_key, n.attempt, n.issued_on, n.from_on,
                 n.to_on, n.quantity_ten_thousandths, n.unit_pence, n.pence, n.words, n.entered_on, n.entered_by_id, n.entered_by_name
            from invoice n cross join many m where n.supplier_id = ${suppliers[1]} and n.number = 'INV 1'
          returning invoice_id, icb_code, entered_on)
        insert into invoice_answer (invoice_id, sequence, icb_code, outcome, reason, answered_on, by_id, by_name)
        select invoice_id, 1, icb_code, 'ACCEPTED', '', entered_on, ${system.id}::uuid, 'Somebody' from billed`);
      assert.equal((await loadOwedSuppliers(tx, icbCode)).length, before + 1_001);
      assert.equal((await loadSupplierNames(tx, icbCode)).at(-3)!.name, 'Many 1001');
      const page = { named: 'MANY', from: 1_000, limit: 100 };
      assert.deepEqual(
        (await loadSuppliers(tx, icbCode, page)).map(one => one.name),
        ['Many 1001'],
      );
      throw undone;
    });
    await assert.rejects(planting, undone);
  });

  test('the database itself lets no invoice into two payments', async () => {
    await assert.rejects(
      database.superDb.query(sql`update supplier_payment_invoice set lives = true`),
      /stays in its payment/,
    );
  });

  test('and every invariant holds', async () => {
    await sealAudit(tools, system);
    assert.deepEqual(await verify(tools), []);
  });
});
