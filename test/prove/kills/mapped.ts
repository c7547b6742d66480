/** The part of the story in which a file is read as somebody said, and that was wrong: it is taken out whole. */
import assert from 'node:assert/strict';
import { sql } from '../../../src/platform/sql.ts';
import type { Actor } from '../../../src/values/actor.ts';
import { act, facts, type World } from './world.ts';

export async function undoMapped(
  world: World,
  { budgetId, person }: { budgetId: string; person: Actor },
): Promise<void> {
  const [year, month, day] = world.today.split('-');
  const rows = ['My bank;Proof', 'When;Whom;In;Out', `${day}.${month}.${year};STALL;;7,10`];
  const file = { name: 'unknown.csv', base64: Buffer.from(`${rows.join('\n')}\n`).toString('base64') };
  const { toMap } = await act<{ toMap: string }>(world, person, `/budgets/${budgetId}/bank-statements/new`, { file });
  const path = `/budgets/${budgetId}/bank-statements/to-map/${toMap}`;
  await act(world, person, path, { date: '0', narrative: '1', paidIn: '2', paidOut: '3', decimalComma: true });
  await act(world, person, `${path}/check`, {});
  const [mapping] = await facts(world, ({ db }) =>
    db.transaction(world.team.finance, tx =>
      tx.query(
        sql`select statement_mapping_id as id from statement_import where budget_id = ${budgetId} and statement_mapping_id is not null`,
      ),
    ),
  );
  const layout = `/bank-layouts/${mapping!.id}`;
  await act(world, 'finance', layout, { reason: 'Proof' });
  const out = await act(world, 'finance', `${layout}/files-taken-out`, {});
  assert.deepEqual([out.files, out.left], [1, 0]);
}
