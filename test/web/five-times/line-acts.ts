/** Acts on bank lines, on files whose columns somebody names, and on lines of an organisation: the case on which each is accepted, and what is sent. */
import { sql } from '../../../src/platform/sql.ts';
import { type Asked, fileOf, type KnownActs, one, personOf } from './asked.ts';

const upload = async (asked: Asked) => ({
  ...personOf(asked),
  params: {
    uploadId: await one(
      asked,
      sql`select statement_upload_id from statement_upload where budget_id = ${asked.budgetId}`,
    ),
  },
});
const ofHolder = async (asked: Asked) => ({ ...(await upload(asked)), actor: asked.world.holder });
const COLUMNS = { date: '0', narrative: '1', paidIn: '2', paidOut: '3', decimalComma: true };
const layout = async (asked: Asked) => {
  const read = sql`select statement_mapping_id from statement_import where budget_id = ${asked.budgetId} and statement_mapping_id is not null`;
  return { params: { mappingId: await one(asked, read) } };
};
/** Bank lines of these amounts, each with the answer that stands now. */
const linesOf = (asked: Asked, amounts: readonly bigint[]) =>
  asked.database.superDb.query(sql`
    select distinct l.statement_line_id as id, p.sequence from statement_line l join placement_now p using (statement_line_id)
     where l.budget_id = ${asked.budgetId} and l.amount_pence = any (${amounts}::bigint[])`);
const itemOf = (asked: Asked) =>
  one(asked, sql`select plan_item_id from plan_item join plan using (plan_id) where budget_id = ${asked.budgetId}`);

/** The line that the organisation is asked about. */
async function heldLine(asked: Asked) {
  const [line] = await linesOf(asked, [-200n]);
  return { actor: asked.world.holder, params: { lineId: String(line?.id) }, sequence: String(line?.sequence) };
}

export const LINE_ACTS: KnownActs = {
  '/budgets/:budgetId/bank-lines/together': {
    on: 'ACTIVE',
    sent: async asked => ({
      lines: (await linesOf(asked, [-310n, -410n])).map(({ id, sequence }) => `${id} ${sequence}`),
      planItemId: asked.world.active.itemIds[0]!,
    }),
  },
  '/budgets/:budgetId/bank-statements/to-map/:uploadId': {
    on: 'ACTIVE',
    sent: async asked => ({ ...(await upload(asked)), ...COLUMNS }),
  },
  '/budgets/:budgetId/bank-statements/to-map/:uploadId/check': { on: 'ACTIVE', sent: upload },
  '/held-budgets/:budgetId/statement/to-map/:uploadId': {
    on: 'HELD_ALONE',
    sent: async asked => ({ ...(await ofHolder(asked)), ...COLUMNS }),
  },
  '/held-budgets/:budgetId/statement/to-map/:uploadId/check': { on: 'HELD_ALONE', sent: ofHolder },
  '/bank-layouts/:mappingId': { on: 'ACTIVE', sent: layout },
  '/bank-layouts/:mappingId/files-taken-out': { on: 'ACTIVE', sent: layout },
  '/held-budgets/:budgetId/lines/:lineId': {
    on: 'HELD_BY_OTHERS',
    sent: async asked => ({ ...(await heldLine(asked)), planItemId: await itemOf(asked) }),
  },
  '/held-budgets/:budgetId/lines/:lineId/split': {
    on: 'HELD_BY_OTHERS',
    sent: async asked => ({
      ...(await heldLine(asked)),
      planItemId1: await itemOf(asked),
      pence1: '150',
      planItemId2: 'unknown',
      pence2: '50',
    }),
  },
  '/held-budgets/:budgetId/lines/:lineId/undo': { on: 'HELD_BY_OTHERS', sent: heldLine },
  '/held-budgets/:budgetId/statement': {
    on: 'HELD_ALONE',
    sent: asked => ({
      actor: asked.world.holder,
      isAlone: ['yes'],
      ...fileOf('client.csv', '30/11/2026,Corner shop,-3.00\n'),
    }),
  },
};
