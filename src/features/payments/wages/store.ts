/**
 * Wages that go straight to workers when the way to the person fails: what may go to whom (view `wage_now`), what is owed
 * cut into parts (table `obligation_part`), and which wages are booked as spent.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { AgreedWage, Part } from '../../../rules/payment/wages.ts';

/** The job that books wages which were paid straight to workers as spent, and takes back those that did not arrive. */
export const BOOK_WAGES_JOB = 'payments.book-wages';

const plainDate = z.instanceof(Temporal.PlainDate);

const WageRow = z
  .object({
    budget_id: z.string(),
    worker: z.string(),
    monthly_pence: z.bigint(),
    works_from: plainDate.nullable(),
    works_until: plainDate.nullable(),
    outcome: z.enum(['VERIFIED', 'REFUSED']).nullable(),
    method: z.enum(['CALL_BACK', 'BANK_LETTER']).nullable(),
    changed: z.boolean(),
    waited_one_run: z.boolean(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    worker: row.worker,
    monthlyPence: row.monthly_pence,
    worksFrom: row.works_from ?? undefined,
    worksUntil: row.works_until ?? undefined,
    outcome: row.outcome ?? undefined,
    method: row.method ?? undefined,
    changed: row.changed,
    waitedOneRun: row.waited_one_run,
  }));

/** The wages of these budgets that may go straight to workers, with what is known of each account, by name. */
export async function loadWages(
  db: Queryable,
  icbCode: string,
  budgetIds: readonly string[],
  month: Temporal.PlainYearMonth,
): Promise<(AgreedWage & { readonly budgetId: string })[]> {
  if (budgetIds.length === 0) return [];
  const rows = await db.query(sql`
    select w.budget_id, w.worker, w.monthly_pence, w.works_from, w.works_until, v.outcome, v.method, a.version > 1 as changed,
           exists (select from payment_run r where r.icb_code = ${icbCode} and r.released_by is not null
                      and r.month < ${month.toPlainDate({ day: 1 })}::date and r.recorded_at > a.recorded_at) as waited_one_run
      from wage_now w
     cross join lateral (select * from payment_account x where x.budget_id = w.budget_id and x.role = 'WORKER' and x.worker = w.worker
                          order by x.version desc limit 1) a
      left join account_verification v using (payment_account_id)
     where w.budget_id = any (${budgetIds}::uuid[]) order by w.budget_id, w.worker`);
  return rows.map(row => WageRow.parse(row));
}

const CutRow = z
  .object({ budget_id: z.string(), period: plainDate, worker: z.string(), pence: z.bigint() })
  .transform(row => ({
    budgetId: row.budget_id,
    period: row.period.toPlainYearMonth(),
    worker: row.worker,
    pence: row.pence,
  }));

/** What was cut off the months of these budgets for workers before. */
export async function loadCutBefore(db: Queryable, budgetIds: readonly string[]): Promise<z.output<typeof CutRow>[]> {
  const rows = await db.query(sql`
    select o.budget_id, o.period, k.worker, sum(k.amount_pence)::bigint as pence
      from obligation_part k join obligation o using (obligation_id)
     where o.budget_id = any (${budgetIds}::uuid[]) and k.worker <> ''
     group by o.budget_id, o.period, k.worker`);
  return rows.map(row => CutRow.parse(row));
}

export type NewPart = Part & { readonly obligationId: string; readonly cardOutageId: string | undefined };

/** Cuts what is owed into its parts. The database holds them to the whole. */
export async function saveParts(tx: Tx, parts: readonly NewPart[]): Promise<void> {
  if (parts.length === 0) return;
  await tx.query(sql`
    insert into obligation_part (obligation_id, part, icb_code, amount_pence, worker, card_outage_id)
    select k.obligation_id, k.part, ${tx.icbCode}, k.pence, k.worker, k.card_outage_id
      from unnest(${parts.map(one => one.obligationId)}::uuid[], ${parts.map(one => one.part)}::smallint[], ${parts.map(one => one.pence)}::bigint[],
                  ${parts.map(one => one.worker)}::text[], ${parts.map(one => one.cardOutageId ?? null)}::uuid[])
           as k (obligation_id, part, pence, worker, card_outage_id)`);
}

export type NewPiece = {
  readonly paymentId: string;
  readonly pieceOf: string;
  readonly part: number;
  readonly pence: bigint;
  readonly ended: 'SUPERSEDED' | null;
};

/** What was sent whole, in pieces along the same lines: in its run, behind the places of its file. */
export async function savePieces(tx: Tx, pieces: readonly NewPiece[]): Promise<void> {
  if (pieces.length === 0) return;
  await tx.query(sql`
    insert into payment (payment_id, icb_code, obligation_id, budget_id, run_id, place, amount_pence, payment_account_id, reference,
                         part, piece_of, ended)
    select k.payment_id, ${tx.icbCode}, w.obligation_id, w.budget_id, w.run_id,
           (select max(place) from payment l where l.run_id = w.run_id) + row_number() over (partition by w.run_id order by w.place, k.part),
           k.pence, w.payment_account_id, w.reference, k.part, w.payment_id, k.ended
      from unnest(${pieces.map(one => one.paymentId)}::uuid[], ${pieces.map(one => one.pieceOf)}::uuid[], ${pieces.map(one => one.part)}::smallint[],
                  ${pieces.map(one => one.pence)}::bigint[], ${pieces.map(one => one.ended)}::text[]) as k (payment_id, piece_of, part, pence, ended)
      join payment w on w.payment_id = k.piece_of`);
}

const ToBookRow = z
  .object({
    payment_id: z.string(),
    budget_id: z.string(),
    payment_account_id: z.string(),
    worker: z.string(),
    amount_pence: z.bigint(),
    credit_on: plainDate,
    booked: z.bigint().nullable(),
    times: z.number(),
  })
  .transform(row => ({
    paymentId: row.payment_id,
    budgetId: row.budget_id,
    accountId: row.payment_account_id,
    worker: row.worker,
    pence: row.amount_pence,
    creditOn: row.credit_on,
    /** The journal that books it as spent and was not taken back; undefined where there is none. */
    booked: row.booked ?? undefined,
    /** How often it was booked or taken back. */
    times: row.times,
  }));
/** A wage that arrived and is not booked, or is booked and did not arrive after all. */
export type WageToBook = z.output<typeof ToBookRow>;

/** The cause of what books a wage, and takes it back. */
export function causeOfWage(paymentId: string): string {
  return `wage:${paymentId}`;
}

/** Where a reading of them ended: the next one begins behind it, whatever became of those before. */
export type WagePlace = { readonly creditOn: string; readonly paymentId: string };

/** The wages whose booking is not as the payments are, the oldest first, behind a place; at most `limit`. */
export async function loadWagesToBook(
  db: Queryable,
  icbCode: string,
  limit: number,
  after: WagePlace | undefined,
): Promise<WageToBook[]> {
  const rows = await db.query(sql`
    select * from (
      select p.payment_id, p.budget_id, p.payment_account_id, a.worker, p.amount_pence, r.credit_on,
             p.ended is null and n.status = 'CREDITED' as arrived,
             (select max(j.journal_id) from journal j where j.caused_by = 'wage:' || p.payment_id and j.reverses is null
                 and not exists (select from journal b where b.reverses = j.journal_id)) as booked,
             (select count(*)::integer from journal j where j.caused_by = 'wage:' || p.payment_id) as times
        from payment p
        join payment_account a using (payment_account_id)
        join payment_run r using (run_id)
        join payment_run_now n using (run_id)
       where p.icb_code = ${icbCode} and p.part > 1 and a.role = 'WORKER') w
     where arrived <> (booked is not null)
       and (${after === undefined}::boolean or (credit_on, payment_id) > (${after?.creditOn ?? null}::date, ${after?.paymentId ?? null}::uuid))
     order by credit_on, payment_id limit ${limit}`);
  return rows.map(row => ToBookRow.parse(row));
}

const PaidStraightRow = z
  .object({ worker: z.string(), pence: z.bigint() })
  .transform(({ worker, pence }) => ({ worker, pence }));

/** What arrived with workers of this budget, in all of its months. */
export async function loadPaidStraight(db: Queryable, budgetId: string): Promise<z.output<typeof PaidStraightRow>[]> {
  const rows = await db.query(sql`
    select a.worker, sum(p.amount_pence)::bigint as pence
      from payment p join payment_account a using (payment_account_id) join payment_run_now n using (run_id)
     where p.budget_id = ${budgetId} and p.part > 1 and p.ended is null and a.role = 'WORKER' and n.status = 'CREDITED'
     group by a.worker order by a.worker`);
  return rows.map(row => PaidStraightRow.parse(row));
}
