import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, makeCase, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { errorCode } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { loadHeldServices, loadNeeds, loadNeedTags } from './store.ts';
import { tagNeed } from './tag-need.ts';

const { tools, db, ownerDb } = await testDatabase();
const nurse = await makeStaff(db, ICB, ['care-coordinator']);
const stranger = await makeStaff(db, OTHER_ICB, ['finance-officer']);
const held = {
  commissionedService: 'Physiotherapy',
  personWantsIn: true,
  moneyReleasable: false,
  releasableFrom: Temporal.PlainDate.from('2027-04-01'),
  reason: 'It is in a block contract until March',
};

describe('R-046  Each need is tagged, and what cannot be released is counted for those who buy services', () => {
  test('the latest word counts, wherever needs are read; the earlier ones stay', async () => {
    const { budgetId, needId } = await makeCase(tools, ICB, 'ASSESSED');
    const met = async () => (await db.transaction(nurse, tx => loadNeeds(tx, budgetId)))[0]!.met;
    assert.equal(await met(), 'UNMET');
    assert.deepEqual(must(await tagNeed(tools, nurse, command(), { budgetId, needId }, held)), {
      tag: 'NOT_RELEASABLE',
    });
    assert.equal(await met(), 'NOT_RELEASABLE');
    const freed = { ...held, moneyReleasable: true, releasableFrom: undefined, reason: '' };
    must(await tagNeed(tools, nurse, command(), { budgetId, needId }, freed));
    assert.equal(await met(), 'IN_PHB');
    const [tag] = await db.transaction(nurse, tx => loadNeedTags(tx, budgetId));
    assert.deepEqual([tag!.tag, tag!.commissionedService, tag!.releasableFrom], ['IN_PHB', 'Physiotherapy', undefined]);
    const rows = await db.transaction(nurse, tx => tx.query(sql`select from need_tag where need_id = ${needId}`));
    assert.equal(rows.length, 2);
    await assert.rejects(
      ownerDb.transaction(nurse, tx => tx.query(sql`delete from need_tag`)),
      (error: unknown) => errorCode(error) === 'PB002',
    );
  });

  test('two people who want the money of physiotherapy: one line, however it is spelt', async () => {
    const before = await db.transaction(nurse, tx => loadHeldServices(tx, ICB, 10));
    assert.deepEqual(before, []);
    for (const commissionedService of ['Physiotherapy', 'physiotherapy']) {
      const { budgetId, needId } = await makeCase(tools, ICB, 'ASSESSED');
      must(await tagNeed(tools, nurse, command(), { budgetId, needId }, { ...held, commissionedService }));
    }
    const [service, ...others] = await db.transaction(nurse, tx => loadHeldServices(tx, ICB, 10));
    assert.deepEqual([service!.service, service!.needs, service!.people, others.length], ['physiotherapy', 2, 2, 0]);
    assert.equal(service!.releasableFrom!.toString(), '2027-04-01');
    assert.deepEqual(await db.transaction(stranger, tx => loadHeldServices(tx, OTHER_ICB, 10)), []);
  });

  test('not without its reason, not for a need of somebody else, not by another board', async () => {
    const { budgetId, needId } = await makeCase(tools, ICB, 'ASSESSED');
    const other = await makeCase(tools, ICB, 'ASSESSED');
    const tag = (about: { budgetId: string; needId: string }, given: object = {}, by = nurse) =>
      tagNeed(tools, by, command(), about, { ...held, ...given });
    assert.equal(verdict(await tag({ budgetId, needId }, { reason: '' })), 'need-tag-without-reason');
    assert.equal(verdict(await tag({ budgetId, needId: other.needId })), 'not-found');
    assert.equal(verdict(await tag({ budgetId, needId }, {}, stranger)), 'not-found');
    assert.deepEqual(await db.transaction(nurse, tx => loadNeedTags(tx, budgetId)), []);
  });
});
