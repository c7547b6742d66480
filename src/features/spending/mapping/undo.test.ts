/** Files that were read by a wrong mapping are taken out again: nothing of them is left, and nothing else is touched. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { type ActiveBudget, makeActiveBudget, makeTeam } from '../../../../test/support/active-budget.ts';
import { must, verdict } from '../../../../test/support/cases.ts';
import { countRows, testDatabase } from '../../../../test/support/database.ts';
import { sql } from '../../../platform/sql.ts';
import type { ColumnsSaid } from '../../../rules/payment/statement-mapping.ts';
import { systemActor } from '../../../values/actor.ts';
import { verify } from '../../audit/verify.ts';
import { loadBalances } from '../../ledger/store.ts';
import { findBreaks } from '../../ledger/tie-out/find/store.ts';
import { hearStatements } from '../../payments/standby/hear-statements.ts';
import { splitLine } from '../answers/split-line.ts';
import { importStatement } from '../import-statement.ts';
import { placeLine } from '../place-line.ts';
import { addReceipt } from '../receipts/add-receipt.ts';
import { countLines, loadImports, loadLines, monthsCovered } from '../store.ts';
import { importMapped } from './import-mapped.ts';
import { sayColumns } from './say-columns.ts';
import { loadMappedFiles, loadMappings } from './store.ts';
import { undoMappedFiles } from './undo-mapped-files.ts';
import { withdrawMapping } from './withdraw-mapping.ts';

const database = await testDatabase('2027-02-20');
const { db, tools, icbCode } = database;
const team = await makeTeam(database);
const command = () => ({ id: randomUUID() });
const within = <T>(work: Parameters<typeof db.transaction<T>>[1]) =>
  db.transaction({ icbCode, id: randomUUID() }, work);

const SAID: ColumnsSaid = {
  date: 0,
  dateOrder: 'day-first',
  narrative: 1,
  amount: 2,
  spendingIsPositive: false,
  decimalComma: false,
};
/** A file whose head nobody else's has. */
const unknownFile = (bank: string, rows: readonly string[]) => ({
  name: `${bank}.csv`,
  bytes: new TextEncoder().encode([`Day of ${bank},Who,Sum`, ...rows, ''].join('\r\n')),
});
/** A file without a head, which every budget's bank may send. */
const knownFile = (...rows: readonly string[]) => ({
  name: 'known.csv',
  bytes: new TextEncoder().encode(`${rows.join('\n')}\n`),
});
type File = ReturnType<typeof knownFile>;
const send = async (budget: ActiveBudget, file: File) =>
  must(await importStatement(tools, budget.person, command(), budget.budgetId, { file }));
/** Sends a file that nobody knows, and says what its columns are. */
async function describeFile(budget: ActiveBudget, file: File, said: Partial<ColumnsSaid> = {}) {
  const sent = await send(budget, file);
  assert.ok('toMap' in sent);
  const { person, budgetId } = budget;
  const waiting = { budgetId, uploadId: sent.toMap, isOfHolder: false };
  must(await sayColumns(tools, person, command(), waiting, { ...SAID, ...said }));
  return must(await importMapped(tools, person, command(), waiting));
}
const mappingOf = async (bank: string) =>
  (await within(tx => loadMappings(tx, icbCode))).find(one => one.columnNames[0] === `Day of ${bank}`)!.mappingId;
const withdraw = async (mappingId: string) =>
  must(await withdrawMapping(tools, team.finance, command(), mappingId, { reason: 'The days are exchanged' }));
const undo = (mappingId: string, by = tools) => undoMappedFiles(by, team.finance, command(), mappingId);

const linesOf = (budget: ActiveBudget) => within(tx => loadLines(tx, budget.budgetId, 100));
const shown = async (budget: ActiveBudget) =>
  (await linesOf(budget)).map(line => `${line.postedOn} ${line.amountPence} ${line.placement.what}`).sort();
const lineOf = async (budget: ActiveBudget, pence: bigint) =>
  (await linesOf(budget)).find(line => line.linePence === pence)!;
/** Every account of the budget that is not at nought, its lines of the plan named by their place. */
const balancesOf = async (budget: ActiveBudget) =>
  (await within(tx => loadBalances(tx, budget.budgetId)))
    .filter(({ pence }) => pence !== 0n)
    .map(({ account, pence }) => {
      const { kind, option = '', planLineId } = account;
      return `${kind} ${option} ${planLineId ? budget.itemIds.indexOf(planLineId) : ''} ${pence}`;
    })
    .sort();
const isClean = async (budget: ActiveBudget) => {
  const { breaks } = await within(tx => findBreaks(tx));
  assert.deepEqual(
    breaks.filter(one => one.budgetId === budget.budgetId && one.cause !== 'payment-not-on-statement'),
    [],
  );
  assert.deepEqual(await verify(tools), []);
};
const hear = async () => must(await hearStatements(tools, systemActor(icbCode), { id: randomUUID() })).payments;
const confirmed = (budget: ActiveBudget) =>
  countRows(
    database,
    sql`select from payment_confirmed k join payment p using (payment_id) where p.budget_id = ${budget.budgetId}`,
  );

describe('R-078  a file that was read by a wrong mapping is taken out', () => {
  test('with answers, parts, a receipt, refunds, a transfer and a confirmed payment: all is as if it had never come', async () => {
    const payments = [{ pence: 260_000n, creditOn: '2027-01-04' }];
    const budget = await makeActiveBudget(database, { payments }, team);
    const twin = await makeActiveBudget(database, { payments }, team);
    const later = knownFile(
      '10/12/2026,FROM SAVINGS POT,50.00',
      '12/12/2026,PAT GREEN WAGES,150.00',
      '14/12/2026,KIOSK,-3.00',
    );
    const file = unknownFile('Alpha', [
      '03/12/2026,PAT GREEN WAGES,-150.00',
      '04/12/2026,TO SAVINGS POT,-50.00',
      '08/12/2026,CORNER SHOP,-14.99',
      '09/12/2026,A SHOP,-30.00',
      '04/01/2027,PHB JAN27,2600.00',
    ]);
    const before = await balancesOf(budget);
    await send(twin, later);
    await describeFile(budget, file);
    await send(budget, later);
    assert.deepEqual(await shown(budget), [
      '2026-12-03 -15000 SPENT',
      '2026-12-04 -5000 TRANSFER',
      '2026-12-08 -1499 UNPLACED',
      '2026-12-09 -3000 UNPLACED',
      '2026-12-10 5000 TRANSFER',
      '2026-12-12 15000 REFUND',
      '2026-12-14 -300 UNPLACED',
      '2027-01-04 260000 PAYMENT',
    ]);
    const { person, budgetId, itemIds } = budget;
    const shop = await lineOf(budget, -1_499n);
    const parts = [
      { planItemId: itemIds[0], pence: 1_000n },
      { planItemId: itemIds[1], pence: 499n },
    ];
    const said = { note: '', sequence: shop.placement.sequence };
    must(await splitLine(tools, person, command(), budgetId, shop.lineId, { ...said, parts }));
    // Twice another answer: the last one counts.
    for (const [place, sequence] of [
      [0, 1],
      [1, 2],
    ] as const) {
      const { lineId } = await lineOf(budget, -3_000n);
      const answer = { planItemId: itemIds[place], note: '', sequence };
      must(await placeLine(tools, person, command(), budgetId, lineId, answer));
    }
    const paper = { name: 'a.jpg', bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1]) };
    must(await addReceipt(tools, person, command(), budgetId, shop.lineId, paper));
    assert.equal(await hear(), 1);
    assert.equal(await confirmed(budget), 1);
    await isClean(budget);
    const stood = await balancesOf(budget);

    const mappingId = await mappingOf('Alpha');
    assert.equal(verdict(await undo(mappingId)), 'undo-before-withdrawn');
    await withdraw(mappingId);
    for (const point of [
      'statement-mapping.undo.after-journals',
      'statement-mapping.undo.after-marks',
      'statement-mapping.undo.after-orphans',
    ]) {
      const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
      await assert.rejects(undo(mappingId, { ...tools, crashPoint }), new RegExp(point));
    }
    assert.deepEqual(await balancesOf(budget), stood);
    assert.equal(await confirmed(budget), 1);

    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => undo(mappingId)));
    assert.deepEqual(answers.map(verdict).sort(), ['accepted', ...Array(4).fill('undo-nothing-left')]);
    assert.deepEqual(
      answers.flatMap(answer => (answer.accepted ? [answer.value] : [])),
      [{ mappingId, files: 1, lines: 5, left: 0 }],
    );
    assert.deepEqual(await balancesOf(budget), await balancesOf(twin));
    assert.deepEqual(await shown(budget), [
      '2026-12-10 5000 RECEIVED',
      '2026-12-12 15000 RECEIVED',
      '2026-12-14 -300 UNPLACED',
    ]);
    assert.deepEqual(await shown(budget), await shown(twin));
    assert.equal(await confirmed(budget), 0);
    assert.equal((await within(tx => countLines(tx, budgetId))).SPENT, 0);
    const from = Temporal.PlainDate.from('2026-12-01');
    assert.equal((await within(tx => monthsCovered(tx, budgetId, from, ['2026-12']))).size, 0);
    assert.deepEqual(
      (await within(tx => loadImports(tx, budgetId))).map(one => [one.fileName, one.isUndone]),
      [
        ['known.csv', false],
        ['Alpha.csv', true],
      ],
    );
    const [taken] = await within(tx => loadMappedFiles(tx, mappingId));
    assert.equal(`${taken!.undoneOn}`, '2027-02-20');
    const told = sql`select from notice where budget_id = ${budgetId} and heading = 'We read a bank statement wrongly'`;
    assert.equal(await countRows(database, told), 1);
    await isClean(budget);

    // The same file once more, as it should be read: it stands where it stood, without the person's answers.
    const again = await describeFile(budget, file);
    assert.deepEqual([again.added, again.again], [5, false]);
    assert.equal(await hear(), 1);
    assert.deepEqual((await shown(budget)).toSpliced(4, 3), [
      '2026-12-03 -15000 SPENT',
      '2026-12-04 -5000 TRANSFER',
      '2026-12-08 -1499 UNPLACED',
      '2026-12-09 -3000 UNPLACED',
      '2027-01-04 260000 PAYMENT',
    ]);
    // The paper is no copy of one that was taken out.
    const { lineId } = await lineOf(budget, -1_499n);
    assert.equal(must(await addReceipt(tools, person, command(), budgetId, lineId, paper)).noticed, null);
    await isClean(budget);
    assert.notDeepEqual(await balancesOf(budget), before);
  });

  test('read with day and month exchanged, for two people: both are put right, and others stay', async () => {
    const [one, two, other] = await Promise.all([1, 2, 3].map(() => makeActiveBudget(database, {}, team)));
    const rows = ['01/02/2027,PAT GREEN WAGES,-150.00', '02/02/2027,CORNER SHOP,-9.00'];
    const file = unknownFile('Beta', rows);
    await describeFile(one!, file, { dateOrder: 'month-first' });
    await send(two!, file);
    await describeFile(other!, unknownFile('Gamma', rows));
    assert.deepEqual(await shown(two!), ['2027-01-02 -15000 SPENT', '2027-02-02 -900 UNPLACED']);
    const mappingId = await mappingOf('Beta');
    await withdraw(mappingId);
    assert.equal(must(await undo(mappingId)).files, 2);
    for (const budget of [one!, two!]) assert.deepEqual(await shown(budget), []);
    assert.equal((await shown(other!)).length, 2);
    assert.equal((await describeFile(one!, file)).added, 2);
    await send(two!, file);
    for (const budget of [one!, two!]) {
      assert.deepEqual(await shown(budget), await shown(other!));
      assert.deepEqual(await balancesOf(budget), await balancesOf(other!));
      await isClean(budget);
    }
    assert.equal(verdict(await undo(randomUUID())), 'not-found');
  });

  test('what came back onto a line of the plan by a person’s answer is asked about, where nothing is spent there any more', async () => {
    const budget = await makeActiveBudget(database, {}, team);
    await describeFile(budget, unknownFile('Delta', ['03/12/2026,PAT GREEN WAGES,-150.00']));
    await send(budget, knownFile('12/12/2026,FRIEND,20.00', '13/12/2026,OTHER FRIEND,25.00'));
    for (const pence of [2_000n, 2_500n]) {
      const { lineId, placement } = await lineOf(budget, pence);
      const answer = { planItemId: budget.itemIds[0], note: '', sequence: placement.sequence };
      must(await placeLine(tools, budget.person, command(), budget.budgetId, lineId, answer));
    }
    const mappingId = await mappingOf('Delta');
    await withdraw(mappingId);
    must(await undo(mappingId));
    assert.deepEqual(await shown(budget), ['2026-12-12 2000 RECEIVED', '2026-12-13 2500 RECEIVED']);
    await isClean(budget);
  });

  test('a file that overlaps brings the lines that were known before, when it is sent again', async () => {
    const budget = await makeActiveBudget(database, {}, team);
    const rows = ['03/12/2026,PAT GREEN WAGES,-150.00', '04/12/2026,KIOSK,-2.00'];
    await describeFile(budget, unknownFile('Epsilon', rows));
    const mappingId = await mappingOf('Epsilon');
    await withdraw(mappingId);
    const more = unknownFile('Zeta', [...rows, '05/12/2026,KIOSK,-1.00']);
    assert.equal((await describeFile(budget, more)).added, 1);
    must(await undo(mappingId));
    assert.deepEqual(await shown(budget), ['2026-12-05 -100 UNPLACED']);
    const sent = await send(budget, more);
    assert.ok('added' in sent && sent.added === 2);
    assert.equal((await shown(budget)).length, 3);
    const once = await send(budget, more);
    assert.ok('added' in once && once.added === 0);
    await isClean(budget);
  });
});
