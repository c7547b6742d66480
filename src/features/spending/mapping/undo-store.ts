/** Taking out what was read by a wrong mapping: table `statement_import_undone`, and the marks on files and lines. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { type Actor, SYSTEM_ID } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const FileRow = z
  .object({
    statement_import_id: z.string(),
    budget_id: z.string(),
    file_name: z.string(),
    contributions: z.number(),
    found_payments: z.number(),
  })
  .transform(row => ({
    importId: row.statement_import_id,
    budgetId: row.budget_id,
    fileName: row.file_name,
    contributions: row.contributions,
    foundPayments: row.found_payments,
  }));
/** A file that was read by a mapping and that stands, with what may keep it from being taken out. */
export type StandingFile = z.output<typeof FileRow>;

/** The files that were read by a mapping and that stand, oldest first. */
export async function loadStandingFiles(db: Queryable, mappingId: string): Promise<StandingFile[]> {
  const rows = await db.query(sql`
    with line as (
      select i.statement_import_id, l.statement_line_id
        from statement_import i join statement_line l on l.budget_id = i.budget_id and l.statement_import_id = i.statement_import_id
       where i.statement_mapping_id = ${mappingId} and not i.undone)
    select i.statement_import_id, i.budget_id, i.file_name,
           (select count(*)::integer from line join contribution_now c using (statement_line_id)
             where line.statement_import_id = i.statement_import_id) as contributions,
           -- The word of the line, or of another of the same obligation, moved money.
           (select count(*)::integer from line join placement_now n using (statement_line_id) join payment p using (payment_id)
             where line.statement_import_id = i.statement_import_id and n.what = 'PAYMENT'
               and exists (select from payment o join journal j on j.caused_by = 'payment:' || o.payment_id
                            where o.obligation_id = p.obligation_id and j.by_id = ${SYSTEM_ID}
                              and j.kind in ('payment-found', 'payment-overpaid'))) as found_payments
      from statement_import i
     where i.statement_mapping_id = ${mappingId} and not i.undone
     order by i.recorded_at, i.statement_import_id`);
  return rows.map(row => FileRow.parse(row));
}

const LineRow = z
  .object({
    statement_line_id: z.string(),
    budget_id: z.string(),
    payment_account_id: z.string(),
    option: z.enum(['DIRECT_PAYMENT', 'THIRD_PARTY']),
    posted_on: plainDate,
    plan_item_ids: z.array(z.string()),
  })
  .transform(row => ({
    lineId: row.statement_line_id,
    budgetId: row.budget_id,
    accountId: row.payment_account_id,
    option: row.option,
    postedOn: row.posted_on,
    planItemIds: row.plan_item_ids,
  }));
/** A line of such a file, with the lines of the plan on which it ever lay. */
export type LineToUndo = z.output<typeof LineRow>;

/** The lines that these files brought, in the order of their days. */
export async function loadLinesToUndo(tx: Tx, importIds: readonly string[]): Promise<LineToUndo[]> {
  const rows = await tx.query(sql`
    select l.statement_line_id, l.budget_id, l.payment_account_id, a.option, l.posted_on,
           array(select distinct p.plan_item_id::text from placement p
                  where p.statement_line_id = l.statement_line_id and p.plan_item_id is not null order by 1) as plan_item_ids
      from statement_import i
      join statement_line l on l.budget_id = i.budget_id and l.statement_import_id = i.statement_import_id
      join payment_account a on a.payment_account_id = l.payment_account_id
     where i.statement_import_id = any (${importIds}::uuid[])
     order by l.posted_on, l.line_number, l.statement_line_id`);
  return rows.map(row => LineRow.parse(row));
}

const OrphanRow = z
  .object({ statement_line_id: z.string(), budget_id: z.string() })
  .transform(row => ({ lineId: row.statement_line_id, budgetId: row.budget_id }));
/** A line that stands and that lay where it did because of another. */
export type Orphan = z.output<typeof OrphanRow>;

const selectOrphan = sql`select distinct n.statement_line_id, n.budget_id from placement_now n`;

/** The other sides of transfers of which these lines were one side. */
export async function loadOtherSides(tx: Tx, lines: readonly LineToUndo[]): Promise<Orphan[]> {
  const rows = await tx.query(sql`
    ${selectOrphan}
     where n.what = 'TRANSFER' and n.transfer_of = any (${lines.map(line => line.lineId)}::uuid[])`);
  return rows.map(row => OrphanRow.parse(row));
}

/** What came back onto these lines of plans. */
export async function loadRefundsOn(
  tx: Tx,
  places: readonly { readonly budgetId: string; readonly planItemId: string }[],
): Promise<Orphan[]> {
  const rows = await tx.query(sql`
    ${selectOrphan}
      join unnest(${places.map(one => one.budgetId)}::uuid[], ${places.map(one => one.planItemId)}::uuid[]) as b (budget_id, plan_item_id)
        on b.budget_id = n.budget_id and b.plan_item_id = n.plan_item_id
     where n.what = 'REFUND'`);
  return rows.map(row => OrphanRow.parse(row));
}

/** Marks files and their lines as taken out: they hold their places no more, and lie nowhere. */
export async function saveUndone(
  tx: Tx,
  actor: Actor,
  importIds: readonly string[],
  { reason, undoneOn }: { readonly reason: string; readonly undoneOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    with line as (
      select l.statement_line_id, l.icb_code, l.budget_id, l.amount_pence, i.statement_import_id
        from statement_import i join statement_line l on l.budget_id = i.budget_id and l.statement_import_id = i.statement_import_id
       where i.statement_import_id = any (${importIds}::uuid[])),
    file as (
      insert into statement_import_undone (statement_import_id, icb_code, reason, line_count, undone_on, by_id, by_name)
      select i.import_id, ${tx.icbCode}, ${reason}, (select count(*) from line where line.statement_import_id = i.import_id)::integer,
             ${undoneOn}::date, ${actor.id}::uuid, ${actor.name}
        from unnest(${importIds}::uuid[]) as i (import_id))
    insert into placement (statement_line_id, sequence, part, icb_code, budget_id, what, amount_pence, note, placed_on, by_id, by_name)
    select line.statement_line_id, 1 + coalesce((select max(p.sequence) from placement p where p.statement_line_id = line.statement_line_id), 0),
           1, line.icb_code, line.budget_id, 'UNDONE', line.amount_pence, ${reason}, ${undoneOn}::date, ${actor.id}::uuid, ${actor.name}
      from line`);
  await tx.query(sql`
    update statement_line l set undone = true from statement_import i
     where i.statement_import_id = any (${importIds}::uuid[]) and l.budget_id = i.budget_id
       and l.statement_import_id = i.statement_import_id`);
  await tx.query(sql`update statement_import set undone = true where statement_import_id = any (${importIds}::uuid[])`);
}

const ToTellRow = z
  .object({
    budget_id: z.string(),
    person_id: z.string(),
    person_name: z.string(),
    care_coordinator_name: z.string(),
    files: z.array(z.string()),
    from_on: plainDate,
    to_on: plainDate,
    is_of_holder: z.boolean(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    personId: row.person_id,
    personName: row.person_name,
    careCoordinatorName: row.care_coordinator_name,
    files: row.files,
    fromOn: row.from_on,
    toOn: row.to_on,
    /** Whoever holds the money for them sent the files. */
    isOfHolder: row.is_of_holder,
  }));
/** Somebody of whose files some were taken out. */
export type ToTell = z.output<typeof ToTellRow>;

/** Whose files these are, each person once for those of their own account, and once for those of whoever holds money for them. */
export async function loadWhoSent(tx: Tx, importIds: readonly string[]): Promise<ToTell[]> {
  const rows = await tx.query(sql`
    select i.budget_id, b.person_id, coalesce(nullif(n.preferred_name, ''), n.given_name || ' ' || n.family_name) as person_name,
           c.name as care_coordinator_name, array_agg(distinct i.file_name) as files, min(i.from_on) as from_on, max(i.to_on) as to_on,
           a.option = 'THIRD_PARTY' as is_of_holder
      from statement_import i
      join budget b using (budget_id)
      join person n using (person_id)
      join staff_user c on c.staff_user_id = b.care_coordinator_id
      join payment_account a on a.payment_account_id = i.payment_account_id
     where i.statement_import_id = any (${importIds}::uuid[])
     group by i.budget_id, b.person_id, person_name, c.name, is_of_holder`);
  return rows.map(row => ToTellRow.parse(row));
}
