import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { ICB, testDatabase } from '../../../test/support/database.ts';
import { sql } from '../../platform/sql.ts';
import type { Refusal } from '../../rules/decision.ts';
import { recordEvent } from './store.ts';

test('R-120 a refusal that quotes what no database keeps is recorded, the rest of it as it stands', async () => {
  const { db } = await testDatabase();
  const actor = await makeStaff(db, ICB, ['finance-officer']);
  const reasons: Refusal[] = [{ code: 'not-found', what: 'a\0b \ud800 c 👩🏽 \\u0000 \\\0' }];
  const [row] = await db.transaction(actor, async tx => {
    await recordEvent(tx, actor, { act: 'policy.add', outcome: 'refused', reasons });
    return tx.query(sql`select reasons from audit_event where act = 'policy.add'`);
  });
  assert.deepEqual(row!.reasons, [{ code: 'not-found', what: 'a\ufffdb \ufffd c 👩🏽 \\u0000 \\\ufffd' }]);
});
