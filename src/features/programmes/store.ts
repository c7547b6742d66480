/** Programmes of one-off budgets, and what can be had nearby: tables `programme`, `programme_place`, `directory_entry`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { DirectoryEntry, Programme } from '../../rules/options/programme.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const ProgrammeRow = z
  .object({
    programme_id: z.string(),
    name: z.string(),
    for_whom: z.string(),
    sum_pence: z.bigint(),
    places: z.number(),
    first_on: plainDate,
    last_on: plainDate,
    by_name: z.string(),
    taken: z.number(),
    paid_pence: z.bigint(),
  })
  .transform(row => ({
    programmeId: row.programme_id,
    name: row.name,
    forWhom: row.for_whom,
    sumPence: row.sum_pence,
    places: row.places,
    firstOn: row.first_on,
    lastOn: row.last_on,
    byName: row.by_name,
    /** Places of budgets that have not ended before they started. */
    taken: row.taken,
    /** What left the board's account for them so far. */
    paidPence: row.paid_pence,
  }));
export type StoredProgramme = z.output<typeof ProgrammeRow>;

const selectProgramme = sql`
  select g.*, used.taken, used.paid_pence
    from programme g
    cross join lateral (
      select count(*) filter (where n.state not in ('WITHDRAWN', 'DECLINED', 'REFUSED', 'NOT_TAKEN_UP'))::integer as taken,
             coalesce(sum(paid.pence), 0)::bigint as paid_pence
        from programme_place w
        join budget_now n on n.budget_id = w.budget_id
        left join lateral (select sum(p.amount_pence) as pence from payment p join payment_run r using (run_id)
                            where p.budget_id = w.budget_id and p.ended is null and r.released_by is not null) paid on true
       where w.programme_id = g.programme_id) used`;

/** All programmes of this ICB, those that end last first; at most 200. */
export async function loadProgrammes(db: Queryable, icbCode: string): Promise<StoredProgramme[]> {
  const rows = await db.query(sql`
    ${selectProgramme} where g.icb_code = ${icbCode} order by g.last_on desc, g.name limit 200`);
  return rows.map(row => ProgrammeRow.parse(row));
}

/** Those that somebody may still be given a place in on this day, by name; at most 200. */
export async function loadOpenProgrammes(db: Queryable, icbCode: string, today: PlainDate): Promise<StoredProgramme[]> {
  const rows = await db.query(sql`
    ${selectProgramme}
     where g.icb_code = ${icbCode} and g.first_on <= ${today} and g.last_on >= ${today} and used.taken < g.places
     order by g.name limit 200`);
  return rows.map(row => ProgrammeRow.parse(row));
}

/** Holds whoever gives places in a programme, or names one, until the transaction ends: no place is given twice. */
export async function lockProgrammes(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`programmes ${tx.icbCode}`}, 0))`);
}

/** One programme of this ICB, or undefined. */
export async function loadProgramme(
  db: Queryable,
  icbCode: string,
  programmeId: string,
): Promise<StoredProgramme | undefined> {
  const [row] = await db.query(sql`
    ${selectProgramme} where g.icb_code = ${icbCode} and g.programme_id = ${programmeId}`);
  return row && ProgrammeRow.parse(row);
}

/** Whether there is a programme of this name, however it is written. */
export async function isProgrammeNamed(db: Queryable, icbCode: string, name: string): Promise<boolean> {
  const [row] = await db.query(sql`
    select exists (select from programme where icb_code = ${icbCode} and lower(name) = lower(${name})) as is_named`);
  return row!.is_named as boolean;
}

/** Stores a programme; answers its id. */
export async function saveProgramme(tx: Tx, actor: Actor, programme: Programme): Promise<string> {
  const [row] = await tx.query(sql`
    insert into programme (icb_code, name, for_whom, sum_pence, places, first_on, last_on, by_id, by_name)
    values (${tx.icbCode}, ${programme.name}, ${programme.forWhom}, ${programme.sumPence}, ${programme.places},
            ${programme.firstOn}, ${programme.lastOn}, ${actor.id}, ${actor.name})
    returning programme_id`);
  return row!.programme_id as string;
}

/** Gives a budget its place in a programme. */
export async function savePlace(
  tx: Tx,
  place: { readonly budgetId: string; readonly programmeId: string },
): Promise<void> {
  await tx.query(sql`
    insert into programme_place (budget_id, icb_code, programme_id)
    values (${place.budgetId}, ${tx.icbCode}, ${place.programmeId})`);
}

/** The programme that a budget has its place in, or undefined. */
export async function loadProgrammeOf(db: Queryable, budgetId: string): Promise<StoredProgramme | undefined> {
  const [row] = await db.query(sql`
    ${selectProgramme} where g.programme_id = (select programme_id from programme_place where budget_id = ${budgetId})`);
  return row && ProgrammeRow.parse(row);
}

export type StoredEntry = DirectoryEntry & { readonly foundOn: PlainDate };

/** What can be had nearby, by kind and name; at most 500. */
export async function loadDirectory(db: Queryable, icbCode: string): Promise<StoredEntry[]> {
  const rows = await db.query(sql`
    select category, name, what, cost_pence, found_on from directory_entry
     where icb_code = ${icbCode} order by category, lower(name), lower(what) limit 500`);
  return rows.map(row => ({
    category: row.category as string,
    name: row.name as string,
    what: row.what as string,
    costPence: row.cost_pence as bigint,
    foundOn: row.found_on as PlainDate,
  }));
}

/** Stores an entry, unless the same stands there already. Says whether it did. */
export async function saveDirectoryEntry(tx: Tx, entry: StoredEntry): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into directory_entry (icb_code, category, name, what, cost_pence, found_on)
    values (${tx.icbCode}, ${entry.category}, ${entry.name}, ${entry.what}, ${entry.costPence}, ${entry.foundOn})
    on conflict do nothing returning directory_entry_id`);
  return rows.length > 0;
}
