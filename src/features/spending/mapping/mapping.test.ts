import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { type ActiveBudget, makeActiveBudget, makeTeam } from '../../../../test/support/active-budget.ts';
import { countRows, testDatabase } from '../../../../test/support/database.ts';
import { sql } from '../../../platform/sql.ts';
import type { Decision } from '../../../rules/decision.ts';
import type { ColumnsSaid } from '../../../rules/payment/statement-mapping.ts';
import { importStatement } from '../import-statement.ts';
import { jobs } from '../jobs.ts';
import { loadLines } from '../store.ts';
import { importMapped } from './import-mapped.ts';
import { sayColumns } from './say-columns.ts';
import { loadMappedFiles, loadMappings, loadUploads } from './store.ts';
import { withdrawMapping } from './withdraw-mapping.ts';

const database = await testDatabase('2027-02-20');
const { db, tools, icbCode } = database;
const team = await makeTeam(database);
const command = () => ({ id: randomUUID() });
const within = <T>(work: Parameters<typeof db.transaction<T>>[1]) =>
  db.transaction({ icbCode, id: randomUUID() }, work);
const codes = (decision: Decision<unknown>) =>
  decision.accepted ? 'yes' : decision.refusals.map(refusal => refusal.code).join(', ');
const accept = <T>(decision: Decision<T>): T => {
  assert.ok(decision.accepted, codes(decision));
  return decision.value;
};

/** A file of a bank of its own: its head is nobody else's. */
const fileOf = (bank: string, ...rows: string[]) => ({
  name: `${bank}.csv`,
  bytes: new TextEncoder().encode([`Day of ${bank},Who,Sum,Left`, ...rows, ''].join('\r\n')),
});
const DECEMBER = ['03/12/2026,PAT GREEN WAGES,-150.00,350.00', '08/12/2026,CORNER SHOP,-14.99,335.01'];
const SAID: ColumnsSaid = {
  date: 0,
  dateOrder: 'day-first',
  narrative: 1,
  amount: 2,
  balance: 3,
  spendingIsPositive: false,
  decimalComma: false,
};

const send = (budget: ActiveBudget, file: ReturnType<typeof fileOf>) =>
  importStatement(tools, budget.person, command(), budget.budgetId, { file });
/** Sends a file that nobody knows; answers where it waits. */
async function sendUnknown(budget: ActiveBudget, file: ReturnType<typeof fileOf>): Promise<string> {
  const sent = accept(await send(budget, file));
  assert.ok('toMap' in sent);
  return sent.toMap;
}
const fileAt = ({ budgetId }: ActiveBudget, uploadId: string) => ({ budgetId, uploadId, isOfHolder: false });
const say = (budget: ActiveBudget, uploadId: string, said: Partial<ColumnsSaid> = {}) =>
  sayColumns(tools, budget.person, command(), fileAt(budget, uploadId), { ...SAID, ...said });
const confirm = (budget: ActiveBudget, uploadId: string) =>
  importMapped(tools, budget.person, command(), fileAt(budget, uploadId));
const linesOf = async (budget: ActiveBudget) =>
  (await within(tx => loadLines(tx, budget.budgetId, 100))).map(line => `${line.postedOn} ${line.amountPence}`);
const mappingOf = async (bank: string) => {
  const all = await within(tx => loadMappings(tx, icbCode));
  return all.filter(one => one.columnNames[0] === `Day of ${bank}`);
};

describe('R-078  a bank file that no layout fits', () => {
  test('waits, is read as somebody says, and the next of its head is read at once', async () => {
    const budget = await makeActiveBudget(database, {}, team);
    const uploadId = await sendUnknown(budget, fileOf('Alpha', ...DECEMBER));
    assert.deepEqual(await linesOf(budget), []);
    assert.equal(codes(await confirm(budget, uploadId)), 'mapping-not-said');
    assert.deepEqual(accept(await say(budget, uploadId)), { uploadId, lines: 2 });
    assert.deepEqual(await linesOf(budget), []);
    const { added, placed, toAsk, again } = accept(await confirm(budget, uploadId));
    assert.deepEqual([added, placed, toAsk, again], [2, 1, 1, false]);
    assert.deepEqual(await linesOf(budget), ['2026-12-08 -1499', '2026-12-03 -15000']);
    // Its bytes are gone, and what was said counts for the board.
    assert.deepEqual(await within(tx => loadUploads(tx, budget.budgetId)), []);
    assert.equal(codes(await confirm(budget, uploadId)), 'not-found');
    const other = await makeActiveBudget(database, {}, team);
    const sent = accept(await send(other, fileOf('Alpha', '04/01/2027,KIOSK,-1.00,9.00')));
    assert.ok(!('toMap' in sent) && sent.added === 1);
    const [mapping] = await mappingOf('Alpha');
    assert.equal(mapping!.version, 1);
    const files = await within(tx => loadMappedFiles(tx, mapping!.mappingId));
    assert.deepEqual(
      files.map(file => [file.budgetId, file.addedCount, file.proven]),
      [
        [other.budgetId, 1, true],
        [budget.budgetId, 2, true],
      ],
    );
  });

  test('the same file again waits once, and once it was read it adds nothing', async () => {
    const budget = await makeActiveBudget(database, {}, team);
    const file = fileOf('Beta', ...DECEMBER);
    const uploadId = await sendUnknown(budget, file);
    assert.equal(await sendUnknown(budget, file), uploadId);
    accept(await say(budget, uploadId));
    accept(await confirm(budget, uploadId));
    const again = accept(await send(budget, file));
    assert.ok(!('toMap' in again) && again.again);
    assert.equal((await linesOf(budget)).length, 2);
  });

  test('rows that do not fit what was said are told, and nothing of it is kept', async () => {
    const budget = await makeActiveBudget(database, {}, team);
    const uploadId = await sendUnknown(budget, fileOf('Gamma', ...DECEMBER));
    assert.equal(
      codes(await say(budget, uploadId, { date: 1, narrative: 0 })),
      'statement-unreadable, statement-unreadable',
    );
    assert.equal(codes(await say(budget, uploadId, { balance: 4 })), 'mapping-column-unknown');
    // The balances prove it as ever: with the amounts taken for the balances nothing adds up.
    assert.match(codes(await say(budget, uploadId, { amount: 3, balance: 2 })), /statement-unreadable/);
    assert.equal(codes(await confirm(budget, uploadId)), 'mapping-not-said');
    assert.deepEqual(await mappingOf('Gamma'), []);
  });

  test('a second way to read a head is refused until the first is taken back', async () => {
    const [one, two] = [await makeActiveBudget(database, {}, team), await makeActiveBudget(database, {}, team)];
    const [first, second] = [
      await sendUnknown(one, fileOf('Delta', ...DECEMBER)),
      await sendUnknown(two, fileOf('Delta', ...DECEMBER)),
    ];
    accept(await say(one, first));
    accept(await say(two, second, { balance: undefined }));
    accept(await confirm(one, first));
    assert.equal(codes(await confirm(two, second)), 'mapping-said-otherwise');
    assert.deepEqual(await linesOf(two), []);
    const [mapping] = await mappingOf('Delta');
    const withdraw = () =>
      withdrawMapping(tools, team.finance, command(), mapping!.mappingId, { reason: 'no balance' });
    assert.deepEqual(accept(await withdraw()), { mappingId: mapping!.mappingId, files: 1 });
    assert.equal(codes(await withdraw()), 'mapping-withdrawn-already');
    accept(await confirm(two, second));
    const both = await mappingOf('Delta');
    assert.deepEqual(
      both.map(({ version, withdrawn }) => [version, withdrawn?.reason]),
      [
        [2, undefined],
        [1, 'no balance'],
      ],
    );
    // What was read by the first stays.
    assert.equal((await linesOf(one)).length, 2);
    assert.equal(
      codes(await withdrawMapping(tools, team.finance, command(), randomUUID(), { reason: 'x' })),
      'not-found',
    );
  });

  test('five at once say one thing: one mapping, one import', async () => {
    const budget = await makeActiveBudget(database, {}, team);
    const uploadId = await sendUnknown(budget, fileOf('Epsilon', ...DECEMBER));
    accept(await say(budget, uploadId));
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => confirm(budget, uploadId)));
    assert.deepEqual(answers.map(codes).sort(), ['not-found', 'not-found', 'not-found', 'not-found', 'yes']);
    assert.equal((await mappingOf('Epsilon')).length, 1);
    assert.equal((await linesOf(budget)).length, 2);
  });

  test('a file that nobody describes goes after thirty days, and no day earlier', async () => {
    const budget = await makeActiveBudget(database, {}, team);
    await sendUnknown(budget, fileOf('Zeta', ...DECEMBER));
    const job = jobs.find(({ name }) => name === 'spending.drop-uploads')!;
    const waiting = () => countRows(database, sql`select from statement_upload where budget_id = ${budget.budgetId}`);
    const age = async (day: string) => {
      await database.superDb.query(
        sql`update statement_upload set uploaded_on = ${Temporal.PlainDate.from(day)} where budget_id = ${budget.budgetId}`,
      );
      await job.run(tools, { ...budget.person, icbCode }, {});
      return waiting();
    };
    assert.equal(await age('2027-01-21'), 1);
    assert.equal(await age('2027-01-20'), 0);
  });

  test('another budget’s file is not there', async () => {
    const [mine, theirs] = [await makeActiveBudget(database, {}, team), await makeActiveBudget(database, {}, team)];
    const uploadId = await sendUnknown(theirs, fileOf('Eta', ...DECEMBER));
    assert.equal(codes(await say(mine, uploadId)), 'not-found');
    assert.equal(codes(await confirm(mine, uploadId)), 'not-found');
  });
});
