/** Issuers of cards that say nothing of what was sent to their cards: table `card_issuer_silent`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../../platform/db.ts';
import { sql } from '../../../../platform/sql.ts';
import type { PlainDate } from '../../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const SilentRow = z
  .object({
    run_id: z.string(),
    sort_code: z.string(),
    credit_on: plainDate,
    confirmed: z.number(),
    unsettled: z.number(),
    unsettled_pence: z.bigint(),
    run_before: z.string().nullable(),
    credit_before: plainDate.nullable(),
  })
  .transform(row => ({
    runId: row.run_id,
    sortCode: row.sort_code,
    creditOn: row.credit_on,
    confirmedCount: row.confirmed,
    unsettledCount: row.unsettled,
    unsettledPence: row.unsettled_pence,
    /** The last run before it with loads to this issuer. */
    before: row.run_before === null ? undefined : { runId: row.run_before, creditOn: row.credit_before! },
  }));
export type CardLoads = z.output<typeof SilentRow>;

/** The card loads of a run to one issuer, which counted as arrived. */
const loadsOf = sql`
  select r.run_id, r.icb_code, r.credit_on, a.sort_code, count(*)::integer as sent, count(c.payment_id)::integer as confirmed,
         (count(*) - count(c.payment_id))::integer as unsettled, coalesce(sum(p.amount_pence) filter (where c.payment_id is null), 0)::bigint as unsettled_pence
    from payment_run r
    join payment_run_now n on n.run_id = r.run_id and n.status = 'CREDITED'
    join payment p on p.run_id = r.run_id and p.ended is null and p.piece_of is null
    join payment_account a on a.payment_account_id = p.payment_account_id and a.kind = 'PREPAID_CARD'
    left join payment_confirmed c on c.payment_id = p.payment_id`;

/** The loads of runs credited since a day of which finance was not told and nobody said that their issuer is down; the oldest first. */
export async function loadCardLoads(db: Queryable, icbCode: string, since: PlainDate): Promise<CardLoads[]> {
  const rows = await db.query(sql`
    select l.run_id, l.sort_code, l.credit_on, l.confirmed, l.unsettled, l.unsettled_pence, b.run_id as run_before, b.credit_on as credit_before
      from (${loadsOf} where r.icb_code = ${icbCode} and r.credit_on >= ${since}::date group by r.run_id, r.icb_code, r.credit_on, a.sort_code) l
      left join lateral (select r.run_id, r.credit_on from payment_run r join payment_run_now n on n.run_id = r.run_id and n.status = 'CREDITED'
                          where r.icb_code = l.icb_code and r.credit_on < l.credit_on
                            and exists (select from payment p join payment_account a using (payment_account_id)
                                         where p.run_id = r.run_id and p.ended is null and a.kind = 'PREPAID_CARD' and a.sort_code = l.sort_code)
                          order by r.credit_on desc, r.run_id limit 1) b on true
     where not exists (select from card_issuer_silent t where t.run_id = l.run_id and t.sort_code = l.sort_code)
       and not exists (select from card_outage x where x.icb_code = l.icb_code and x.sort_code = l.sort_code and x.declared_on >= l.credit_on)
     order by l.credit_on, l.run_id, l.sort_code`);
  return rows.map(row => SilentRow.parse(row));
}

/** How many loads of a run went to an issuer, and how many of them were confirmed by a day. */
export async function countInTime(
  db: Queryable,
  of: { readonly runId: string; readonly sortCode: string; readonly by: PlainDate },
): Promise<{ readonly sentCount: number; readonly inTimeCount: number }> {
  const [row] = await db.query(sql`
    select count(*)::integer as sent, count(*) filter (where c.confirmed_on <= ${of.by}::date)::integer as in_time
      from payment p join payment_account a using (payment_account_id) left join payment_confirmed c using (payment_id)
     where p.run_id = ${of.runId} and p.ended is null and p.piece_of is null and a.kind = 'PREPAID_CARD' and a.sort_code = ${of.sortCode}`);
  return { sentCount: z.number().parse(row!.sent), inTimeCount: z.number().parse(row!.in_time) };
}

export type ToldSilent = {
  readonly runId: string;
  readonly sortCode: string;
  readonly confirmBy: PlainDate;
  readonly count: number;
  readonly pence: bigint;
};

/** Writes down that finance was told of a silent issuer; the first time counts. */
export async function saveSilentIssuer(tx: Tx, told: ToldSilent & { readonly toldOn: PlainDate }): Promise<void> {
  await tx.query(sql`
    insert into card_issuer_silent (run_id, sort_code, icb_code, confirm_by, payments_count, total_pence, told_on)
    values (${told.runId}, ${told.sortCode}, ${tx.icbCode}, ${told.confirmBy}, ${told.count}, ${told.pence}, ${told.toldOn}) on conflict do nothing`);
}

const ToldRow = z
  .object({
    run_id: z.string(),
    reference: z.string(),
    sort_code: z.string(),
    confirm_by: plainDate,
    payments_count: z.number(),
    total_pence: z.bigint(),
  })
  .transform(row => ({
    runId: row.run_id,
    reference: row.reference,
    sortCode: row.sort_code,
    confirmBy: row.confirm_by,
    count: row.payments_count,
    pence: row.total_pence,
  }));

/** The issuers that finance was told of since a day and of whose loads still nothing is confirmed; the oldest first. */
export async function loadToldIssuers(
  db: Queryable,
  icbCode: string,
  since: PlainDate,
): Promise<(ToldSilent & { readonly reference: string })[]> {
  const rows = await db.query(sql`
    select t.run_id, r.reference, t.sort_code, t.confirm_by, t.payments_count, t.total_pence
      from card_issuer_silent t join payment_run r using (run_id)
     where t.icb_code = ${icbCode} and t.told_on >= ${since}::date
       and not exists (select from payment p join payment_account a using (payment_account_id) join payment_confirmed c using (payment_id)
                        where p.run_id = t.run_id and a.sort_code = t.sort_code)
       and not exists (select from card_outage x where x.icb_code = t.icb_code and x.sort_code = t.sort_code and x.declared_on >= t.told_on)
     order by t.confirm_by, r.reference, t.sort_code`);
  return rows.map(row => ToldRow.parse(row));
}
