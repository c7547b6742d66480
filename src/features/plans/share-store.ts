/** What each payer pays of a line of the plan: table `plan_item_share`. The newest version of a line counts. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { type LineShares, SHARE_KINDS } from '../../rules/funding/line-shares.ts';
import type { Actor } from '../../values/actor.ts';

/** Writes how a line of a draft is shared; what was said before stays as history. */
export async function saveSplit(tx: Tx, actor: Actor, planItemId: string, { kind, shares }: LineShares): Promise<void> {
  await tx.query(sql`
    insert into plan_item_share (plan_item_id, version, place, icb_code, kind, stream, weight, pence, by_id, by_name)
    select ${planItemId}, v.version, s.place, ${tx.icbCode}, ${kind}, s.stream, s.weight, s.pence, ${actor.id}::uuid, ${actor.name}
      from (select 1 + coalesce(max(version), 0) as version from plan_item_share where plan_item_id = ${planItemId}) v,
           unnest(${shares.map(share => share.stream)}::text[], ${shares.map(share => share.weight)}::integer[],
                  ${shares.map(share => share.pence ?? null)}::bigint[]) with ordinality as s (stream, weight, pence, place)`);
}

const ShareRow = z.object({
  plan_item_id: z.string(),
  kind: z.enum(SHARE_KINDS),
  stream: z.string(),
  weight: z.number(),
  pence: z.bigint().nullable(),
});

/** The lines of a plan version that have shares of their own, by the line's id. */
export async function loadSplits(db: Queryable, planId: string): Promise<ReadonlyMap<string, LineShares>> {
  const rows = await db.query(sql`
    select s.plan_item_id, s.kind, s.stream, s.weight, s.pence
      from plan_item i join plan_item_share_now s using (plan_item_id)
     where i.plan_id = ${planId} and i.removed_at is null order by s.plan_item_id, s.place`);
  const byItem = Map.groupBy(
    rows.map(row => ShareRow.parse(row)),
    row => row.plan_item_id,
  );
  return new Map(
    [...byItem].map(([planItemId, shares]) => [
      planItemId,
      {
        kind: shares[0]!.kind,
        shares: shares.map(({ stream, weight, pence }) => ({ stream, weight, pence: pence ?? undefined })),
      },
    ]),
  );
}

/** Copies what counts of each line to the lines of the next draft; `from` and `to` are pairs. */
export async function copySplits(tx: Tx, from: readonly string[], to: readonly string[]): Promise<void> {
  await tx.query(sql`
    insert into plan_item_share (plan_item_id, version, place, icb_code, kind, stream, weight, pence, by_id, by_name, recorded_at)
    select pair.copy_id, 1, place, icb_code, kind, stream, weight, pence, by_id, by_name, recorded_at
      from plan_item_share_now join unnest(${from}::uuid[], ${to}::uuid[]) as pair (plan_item_id, copy_id) using (plan_item_id)`);
}
