/**
 * Files of which the bank says nothing, and runs that the service prepared because of them: tables `payment_file_silent` and
 * `payment_run_taken_up`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { RunStatus } from '../../../rules/payment/payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const SilentRow = z
  .object({
    run_id: z.string(),
    sent_on: plainDate,
    status: z.custom<RunStatus>(),
    unsettled: z.number(),
    unsettled_pence: z.bigint(),
    bank_confirms: z.boolean(),
  })
  .transform(row => ({
    runId: row.run_id,
    sentOn: row.sent_on,
    status: row.status,
    isConfirmed: false,
    isDeclared: false,
    unsettledCount: row.unsettled,
    unsettledPence: row.unsettled_pence,
    /** A file of this board on this rail was confirmed before. */
    bankConfirms: row.bank_confirms,
  }));

/** Sent files on their way of which the bank has not said that it took them in, and nobody gave them up; the oldest first. */
export async function loadSilentFiles(db: Queryable, icbCode: string): Promise<z.output<typeof SilentRow>[]> {
  const rows = await db.query(sql`
    select r.run_id, n.happened_on as sent_on, n.status, u.many::integer as unsettled, coalesce(u.pence, 0)::bigint as unsettled_pence,
           exists (select from payment_run_heard h join payment_run b using (run_id)
                    where b.icb_code = r.icb_code and b.rail = r.rail and h.says = 'TAKEN') as bank_confirms
      from payment_run r
      join payment_run_now n using (run_id)
     cross join lateral (select count(*) as many, sum(p.amount_pence) as pence from payment p
                          where p.run_id = r.run_id and p.ended is null
                            and not exists (select from payment_confirmed c where c.payment_id = p.payment_id)) u
     where r.icb_code = ${icbCode} and n.status = 'SENT'
       and not exists (select from payment_run_heard h where h.run_id = r.run_id and h.says = 'TAKEN')
       and not exists (select from rail_outage x where x.run_id = r.run_id)
     order by n.happened_on, r.run_id`);
  return rows.map(row => SilentRow.parse(row));
}

/** Writes down that finance was told of a silent file; the first time counts. */
export async function saveSilent(
  tx: Tx,
  told: {
    readonly runId: string;
    readonly confirmBy: PlainDate;
    readonly count: number;
    readonly pence: bigint;
    readonly toldOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into payment_file_silent (run_id, icb_code, confirm_by, payments_count, total_pence, told_on)
    values (${told.runId}, ${tx.icbCode}, ${told.confirmBy}, ${told.count}, ${told.pence}, ${told.toldOn}) on conflict do nothing`);
}

const ToldRow = z
  .object({
    run_id: z.string(),
    reference: z.string(),
    confirm_by: plainDate,
    payments_count: z.number(),
    total_pence: z.bigint(),
  })
  .transform(row => ({
    runId: row.run_id,
    reference: row.reference,
    confirmBy: row.confirm_by,
    count: row.payments_count,
    pence: row.total_pence,
  }));

/** The files that finance was told of since `since` and that still have no word of the bank; the oldest first. */
export async function loadToldSilent(
  db: Queryable,
  icbCode: string,
  since: PlainDate,
): Promise<z.output<typeof ToldRow>[]> {
  const rows = await db.query(sql`
    select t.run_id, r.reference, t.confirm_by, t.payments_count, t.total_pence
      from payment_file_silent t join payment_run r using (run_id)
     where t.icb_code = ${icbCode} and t.told_on >= ${since}
       and not exists (select from payment_run_heard h where h.run_id = t.run_id)
       and not exists (select from rail_outage x where x.run_id = t.run_id)
     order by t.confirm_by, r.reference`);
  return rows.map(row => ToldRow.parse(row));
}

/** The runs of which something was given up and is owed again, with the last month that it is for; undefined where there are none. */
export async function loadGivenUp(
  db: Queryable,
  icbCode: string,
): Promise<{ readonly runIds: readonly string[]; readonly lastMonth: Temporal.PlainYearMonth } | undefined> {
  const [row] = await db.query(sql`
    select array_agg(distinct p.run_id::text order by p.run_id::text) as run_ids, max(o.period) as last_period
      from payment p join obligation o using (obligation_id)
     where p.icb_code = ${icbCode} and p.ended = 'SUPERSEDED'
       and not exists (select from payment l where l.obligation_id = p.obligation_id and l.part = p.part and l.ended is null)`);
  if (row!.last_period === null) return undefined;
  return {
    runIds: z.array(z.string()).parse(row!.run_ids),
    lastMonth: plainDate.parse(row!.last_period).toPlainYearMonth(),
  };
}

/** Writes down who took up a run that the service prepared. The database lets another release it, and nobody else. */
export async function saveTakenUp(tx: Tx, actor: Actor, runId: string, takenUpOn: PlainDate): Promise<void> {
  await tx.query(sql`
    insert into payment_run_taken_up (run_id, icb_code, by_id, by_name, taken_up_on)
    values (${runId}, ${tx.icbCode}, ${actor.id}, ${actor.name}, ${takenUpOn})`);
}
