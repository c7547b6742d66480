/** What the tie-out found, and since when: tables `tie_out` and `tie_out_break`. */
import { z } from 'zod';
import type { Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { TIE_OUT_CAUSES, TIE_OUT_OWNERS, type TieOutCause, type TieOutOwner } from '../../../rules/payment/tie-out.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';
import type { Extent, Found } from './find/store.ts';

const aDate = z.instanceof(Temporal.PlainDate);

/** One at a time in a board: two at once would both find what is new. */
export async function lockTieOut(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('tie-out ' || ${tx.icbCode}, 0))`);
}

/** Ends the breaks that are gone, keeps those that last, adds those that are new. Answers how many of each. */
export async function saveBreaks(
  tx: Tx,
  { breaks, cutOff }: Found,
  today: PlainDate,
  actBy: PlainDate,
): Promise<{ readonly isNew: number; readonly gone: number }> {
  const found = sql`(select * from unnest(
    ${breaks.map(one => one.cause)}::text[], ${breaks.map(one => one.subjectId)}::text[], ${breaks.map(one => one.budgetId)}::uuid[],
    ${breaks.map(one => one.offPence)}::bigint[], ${breaks.map(one => one.words)}::text[],
    ${breaks.map(one => TIE_OUT_CAUSES[one.cause].owner)}::text[])
    as f (cause, subject_id, budget_id, off_pence, words, owner_role))`;
  const gone = await tx.query(sql`
    update tie_out_break b set gone_on = greatest(${today}::date, found_on)
     where b.gone_on is null and b.cause <> all (${cutOff}::text[])
       and not exists (select from ${found} f where f.cause = b.cause and f.subject_id = b.subject_id)
    returning 1`);
  await tx.query(sql`
    update tie_out_break b set off_pence = f.off_pence, words = f.words
      from ${found} f
     where b.gone_on is null and f.cause = b.cause and f.subject_id = b.subject_id
       and (b.off_pence, b.words) is distinct from (f.off_pence, f.words)`);
  const made = await tx.query(sql`
    insert into tie_out_break (icb_code, cause, subject_id, budget_id, off_pence, words, owner_role, found_on, act_by)
    select ${tx.icbCode}, f.cause, f.subject_id, f.budget_id, f.off_pence, f.words, f.owner_role, ${today}, ${actBy}
      from ${found} f
        on conflict (icb_code, cause, subject_id) where gone_on is null do nothing
    returning 1`);
  return { isNew: made.length, gone: gone.length };
}

/** Writes down that a tie-out was done, over how much. */
export async function saveTieOut(
  tx: Tx,
  actor: Actor,
  done: Extent & { readonly doneOn: PlainDate; readonly breaks: number },
): Promise<void> {
  await tx.query(sql`
    insert into tie_out (icb_code, done_on, payments_count, lines_count, accounts_count, proven_count, breaks_count, by_id, by_name)
    values (${tx.icbCode}, ${done.doneOn}, ${done.payments}, ${done.lines}, ${done.accounts}, ${done.proven}, ${done.breaks},
            ${actor.id}, ${actor.name})`);
}

const TieOut = z
  .object({
    done_on: aDate,
    payments_count: z.number(),
    lines_count: z.number(),
    accounts_count: z.number(),
    proven_count: z.number(),
    breaks_count: z.number(),
    by_name: z.string(),
    recorded_at: z.instanceof(Temporal.Instant),
  })
  .transform(row => ({
    doneOn: row.done_on,
    payments: row.payments_count,
    lines: row.lines_count,
    accounts: row.accounts_count,
    proven: row.proven_count,
    breaks: row.breaks_count,
    byName: row.by_name,
    recordedAt: row.recorded_at,
  }));
export type TieOut = z.output<typeof TieOut>;

/** The last tie-out of the board, or undefined. */
export async function loadLastTieOut(tx: Tx): Promise<TieOut | undefined> {
  const [row] = await tx.query(sql`
    select * from tie_out where icb_code = ${tx.icbCode} order by recorded_at desc limit 1`);
  return row && TieOut.parse(row);
}

const OpenBreak = z
  .object({
    tie_out_break_id: z.string(),
    cause: z.enum(Object.keys(TIE_OUT_CAUSES) as TieOutCause[]),
    subject_id: z.string(),
    budget_id: z.string().nullable(),
    reference: z.string().nullable(),
    off_pence: z.bigint().nullable(),
    words: z.string(),
    owner_role: z.enum(TIE_OUT_OWNERS),
    found_on: aDate,
    act_by: aDate,
  })
  .transform(row => ({
    breakId: row.tie_out_break_id,
    cause: row.cause,
    subjectId: row.subject_id,
    budgetId: row.budget_id ?? undefined,
    reference: row.reference ?? undefined,
    offPence: row.off_pence ?? undefined,
    words: row.words,
    owner: row.owner_role,
    foundOn: row.found_on,
    actBy: row.act_by,
  }));
/** A break that lasts. */
export type OpenBreak = z.output<typeof OpenBreak>;

/** The breaks that last, whoever's or of one owner, the earliest to act on first; at most `limit`. */
export async function loadOpenBreaks(tx: Tx, limit: number, owner?: TieOutOwner): Promise<OpenBreak[]> {
  const rows = await tx.query(sql`
    select t.*, b.reference from tie_out_break t left join budget b using (budget_id)
     where t.icb_code = ${tx.icbCode} and t.gone_on is null and (${owner ?? null}::text is null or t.owner_role = ${owner ?? null})
     order by t.act_by, t.cause, t.subject_id limit ${limit}`);
  return rows.map(row => OpenBreak.parse(row));
}

/** How many breaks last, by owner. */
export async function countOpenBreaks(tx: Tx): Promise<Readonly<Partial<Record<TieOutOwner, number>>>> {
  const rows = await tx.query(sql`
    select owner_role, count(*)::integer as many from tie_out_break
     where icb_code = ${tx.icbCode} and gone_on is null group by owner_role`);
  return Object.fromEntries(rows.map(row => [row.owner_role as string, row.many as number]));
}
