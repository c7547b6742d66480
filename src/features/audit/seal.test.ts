import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { openAnchors } from '../../platform/anchors.ts';
import { errorCode } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { systemActor } from '../../values/actor.ts';
import { sealEvents } from './chain-store.ts';
import { sealAudit } from './seal.ts';
import { recordEvent } from './store.ts';
import { verify } from './verify.ts';

const system = systemActor(ICB);

/** A database of its own, and ways to write in its trail. */
async function begin() {
  const database = await testDatabase();
  const write = (act: string, actor = system) =>
    database.db.transaction(actor, tx => recordEvent(tx, actor, { act, outcome: 'read' }));
  const chain = async (icbCode = ICB) =>
    (
      await database.superDb.query(
        sql`select e.act from audit_link l join audit_event e using (audit_event_id) where l.icb_code = ${icbCode} order by position`,
      )
    ).map(row => row.act);
  return { ...database, write, chain };
}

describe('the chain over the audit trail', () => {
  test('links what was committed, once, in order', async () => {
    const { tools, write, chain } = await begin();
    for (const act of ['a', 'b', 'c']) await write(act);
    assert.equal((await sealAudit(tools, system)).position, 3n);
    assert.equal((await sealAudit(tools, system)).position, 3n);
    await write('d');
    await sealAudit(tools, system);
    assert.deepEqual(await chain(), ['a', 'b', 'c', 'd']);
    assert.deepEqual(await verify(tools), []);
  });

  test('an event of a transaction that commits late is linked late, and never passed over', async () => {
    const { tools, db, write, chain } = await begin();
    const late = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const slow = db.transaction(system, async tx => {
      await recordEvent(tx, system, { act: 'late', outcome: 'read' });
      written.resolve();
      await late.promise;
    });
    await written.promise;
    for (let i = 0; i < 5; i++) {
      await write(`early ${i}`);
      await sealAudit(tools, system);
    }
    late.resolve();
    await slow;
    await write('after');
    await sealAudit(tools, system);
    assert.deepEqual(await chain(), ['early 0', 'early 1', 'early 2', 'early 3', 'early 4', 'late', 'after']);
    assert.deepEqual(await verify(tools), []);
  });

  test('eight writers and four sealers at one moment: each event is in one link', async () => {
    const { tools, write, chain } = await begin();
    const writers = Array.from({ length: 8 }, async (_, w) => {
      for (let i = 0; i < 10; i++) await write(`${w} ${i}`);
    });
    const sealers = Array.from({ length: 4 }, async () => {
      for (let i = 0; i < 10; i++) await sealAudit(tools, system);
    });
    await Promise.all([...writers, ...sealers]);
    await sealAudit(tools, system);
    const acts = await chain();
    assert.equal(acts.length, 80);
    assert.equal(new Set(acts).size, 80);
    assert.deepEqual(await verify(tools), []);
  });

  test('more than are linked at once are linked in turns', async () => {
    const { tools, db, write } = await begin();
    for (const act of ['a', 'b', 'c', 'd', 'e']) await write(act);
    const sealed = async () => (await db.transaction(system, tx => sealEvents(tx, 2))).sealed;
    assert.deepEqual([await sealed(), await sealed(), await sealed(), await sealed()], [2, 2, 1, 0]);
    assert.deepEqual(await verify(tools), []);
  });

  test('a copy restored where transactions are numbered anew is linked on', async () => {
    const { tools, superDb, write, chain } = await begin();
    await write('before');
    await sealAudit(tools, system);
    await superDb.query(sql`update audit_head set sealed_below = '900000000'`);
    await write('after');
    await sealAudit(tools, system);
    assert.deepEqual(await chain(), ['before', 'after']);
  });

  test('each board has a chain of its own', async () => {
    const { tools, write, chain } = await begin();
    const other = systemActor(OTHER_ICB);
    await write('ours');
    await write('theirs', other);
    await sealAudit(tools, system);
    await sealAudit(tools, other);
    assert.deepEqual([await chain(), await chain(OTHER_ICB)], [['ours'], ['theirs']]);
  });

  test('nobody links or moves a head by hand', async () => {
    const { tools, db, ownerDb, write } = await begin();
    await write('a');
    await sealAudit(tools, system);
    const hand = [
      sql`insert into audit_link (icb_code, position, audit_event_id, hash) values (${ICB}, 2, 1, sha256(''))`,
      sql`update audit_head set position = 0`,
      sql`delete from audit_head`,
    ];
    for (const statement of hand)
      await assert.rejects(
        db.transaction(system, tx => tx.query(statement)),
        error => errorCode(error) === '42501',
      );
    for (const statement of hand.slice(1))
      await assert.rejects(
        ownerDb.transaction(system, tx => tx.query(statement)),
        error => errorCode(error) === 'PB002',
      );
  });
});

describe('anchors in the data folder', () => {
  const anchor = (position: bigint, at: string, chain = 'QTA') => ({
    chain,
    position,
    hash: position.toString().padStart(64, '0'),
    at: Temporal.Instant.from(at),
  });

  test('the newest head, and the first of each day for ever; of this installation and this chain only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'anchors-'));
    try {
      const anchors = openAnchors(join(folder, 'data'), 'one');
      const another = openAnchors(join(folder, 'data'), 'two');
      await Promise.all([
        anchors.keep(anchor(1n, '2026-11-23T10:00:00Z')),
        anchors.keep(anchor(5n, '2026-11-23T11:00:00Z', 'QTB')),
      ]);
      await anchors.keep(anchor(2n, '2026-11-23T23:59:59Z'));
      await anchors.keep(anchor(3n, '2026-11-24T00:00:00Z'));
      await anchors.keep(anchor(4n, '2026-11-24T09:00:00Z'));
      await another.keep(anchor(9n, '2026-11-24T09:00:00Z'));
      assert.deepEqual(
        (await anchors.of('QTA')).map(({ position }) => position),
        [1n, 3n, 4n],
      );
      assert.deepEqual(
        (await anchors.of('QTB')).map(({ position }) => position),
        [5n, 5n],
      );
      assert.deepEqual(
        (await another.of('QTA')).map(({ position }) => position),
        [9n, 9n],
      );
      const kept = await readFile(join(folder, 'data', 'audit-anchors.txt'), 'utf8');
      assert.equal(kept.split('\n')[2], `one QTA 3 ${'3'.padStart(64, '0')} 2026-11-24T00:00:00Z`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('no folder yet: nothing is remembered; a broken line is said, one cut off by a kill is not one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'anchors-'));
    try {
      assert.deepEqual(await openAnchors(join(folder, 'none'), 'one').of('QTA'), []);
      const file = join(folder, 'audit-anchors.txt');
      await writeFile(file, 'one QTA 3\n');
      await assert.rejects(openAnchors(folder, 'one').of('QTA'), /line 1 is not a line of an anchor/);
      await writeFile(file, `one QTA 1 ${'1'.padStart(64, '0')} 2026-11-23T10:00:00Z\none QT`);
      const anchors = openAnchors(folder, 'one');
      assert.deepEqual(
        (await anchors.of('QTA')).map(({ position }) => position),
        [1n],
      );
      await anchors.keep(anchor(2n, '2026-11-24T10:00:00Z'));
      assert.deepEqual(
        (await anchors.of('QTA')).map(({ position }) => position),
        [1n, 2n, 2n],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
