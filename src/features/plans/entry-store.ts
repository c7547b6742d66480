/** What a plan holds several of, such as contacts and actions: table `plan_entry`. Added and taken out, never edited. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { ENTRY_KINDS, type EntryKind, type PlanEntry, type SectionContent } from '../../rules/plan/plan-sections.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

export type WrittenEntry = PlanEntry & { readonly byName: string; readonly writtenOn: PlainDate };

const EntryRow = z
  .object({
    plan_entry_id: z.string(),
    kind: z.enum(ENTRY_KINDS),
    content: z.record(z.string(), z.string()),
    by_name: z.string(),
    written_on: z.instanceof(Temporal.PlainDate),
  })
  .transform(
    (row): WrittenEntry => ({
      planEntryId: row.plan_entry_id,
      kind: row.kind,
      content: row.content,
      byName: row.by_name,
      writtenOn: row.written_on,
    }),
  );

/** The entries of a version, in the order written. */
export async function loadEntries(db: Queryable, planId: string): Promise<WrittenEntry[]> {
  const rows = await db.query(sql`
    select plan_entry_id, kind, content, by_name, (recorded_at at time zone 'Europe/London')::date as written_on
      from plan_entry where plan_id = ${planId} and removed_at is null order by sequence`);
  return rows.map(row => EntryRow.parse(row));
}

/** Adds an entry to a draft; answers its id. */
export async function saveEntry(
  tx: Tx,
  actor: Actor,
  entry: { readonly planId: string; readonly kind: EntryKind; readonly content: SectionContent },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into plan_entry (icb_code, plan_id, kind, content, by_id, by_name)
    values (${tx.icbCode}, ${entry.planId}, ${entry.kind}, ${JSON.stringify(entry.content)}, ${actor.id}, ${actor.name})
    returning plan_entry_id`);
  return row!.plan_entry_id as string;
}

/** Takes an entry out of a draft; false when it is not there. */
export async function removeEntryRow(tx: Tx, planId: string, planEntryId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    update plan_entry set removed_at = clock_timestamp()
     where plan_entry_id = ${planEntryId} and plan_id = ${planId} and removed_at is null returning plan_entry_id`);
  return rows.length === 1;
}

/** Copies the entries of a returned version into the next draft, each in the name of who wrote it. */
export async function copyEntries(tx: Tx, fromPlanId: string, toPlanId: string): Promise<void> {
  await tx.query(sql`
    insert into plan_entry (icb_code, plan_id, kind, content, by_id, by_name, recorded_at)
    select icb_code, ${toPlanId}, kind, content, by_id, by_name, recorded_at from plan_entry
     where plan_id = ${fromPlanId} and removed_at is null order by sequence`);
}
