/** Ledger = bank = plan: a whole life agrees, and each kind of break is named by id, with cause and owner, and nothing beside it. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { command, must } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { LINE_DAMAGES } from '../../../../test/support/tie-out/damage-to-lines.ts';
import { PAYMENT_DAMAGES } from '../../../../test/support/tie-out/damage-to-payments.ts';
import { type Lives, makeLives, planted } from '../../../../test/support/tie-out/lives.ts';
import type { Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { TIE_OUT_CAUSES } from '../../../rules/payment/tie-out.ts';
import { systemActor } from '../../../values/actor.ts';
import { findBreaks, loadUnproven } from './find/store.ts';
import { runTieOut } from './run-tie-out.ts';
import { countOpenBreaks, loadLastTieOut, loadOpenBreaks } from './store.ts';

const database = await testDatabase();
const { tools } = database;
const system = systemActor(ICB);
const damages = [...PAYMENT_DAMAGES, ...LINE_DAMAGES];

let lives: Lives;
before(async () => {
  lives = await makeLives(database);
});

/** What does not agree: `cause id owner`. */
async function foundIn(tx: Tx): Promise<string[]> {
  const { breaks } = await findBreaks(tx);
  return breaks.map(({ cause, subjectId }) => `${cause} ${subjectId} ${TIE_OUT_CAUSES[cause].owner}`);
}

describe('the tie-out', () => {
  test('finds nothing in lives that agree', async () => {
    assert.deepEqual(await tools.db.transaction(system, foundIn), []);
  });

  test('plants every cause that there is', async () => {
    const causes = new Set<string>();
    for (const { plant } of damages)
      await planted(database, lives, plant, async (_, expected) => {
        for (const one of expected) causes.add(one.split(' ')[0]!);
      });
    assert.deepEqual([...causes].sort(), Object.keys(TIE_OUT_CAUSES).sort());
  });

  for (const { what, plant } of damages)
    test(`${what}: named with its cause and owner, and nothing beside it`, () =>
      planted(database, lives, plant, async (tx, expected) => assert.deepEqual(await foundIn(tx), expected)));

  test('is asked of accounts that nobody can prove, the longest silent first', async () => {
    const found = await tools.db.transaction(system, tx => loadUnproven(tx, 10));
    assert.deepEqual(
      found.map(({ budgetId, since }) => [budgetId, since]),
      [[lives.unproven.budgetId, undefined]],
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
                          where budget_id = ${lives.proven.budgetId}`);
    });

  test('a break keeps the day on which it was found until it is gone; found again it is another', async () => {
    assert.deepEqual(await tieOut(), { breaks: 0, isNew: 0, gone: 0 });
    await spoil(100n);
    assert.deepEqual(await tieOut(), { breaks: 1, isNew: 1, gone: 0 });
    const [first] = await kept();
    assert.deepEqual(
      [first!.cause, first!.owner, first!.offPence, String(first!.foundOn), String(first!.actBy), first!.budgetId],
      ['budget-unlike-ledger', 'finance-officer', -100n, '2027-01-20', '2027-01-27', lives.proven.budgetId],
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
