/**
 * Whom a run or the bank's word concerns, with the names that a notice needs: each in one statement, whatever their number.
 * Only what is paid to the person: what an organisation holds for them is not in their account, and not theirs to chase.
 * Table `payment_hold_told`: which holds were told.
 */
import { z } from 'zod';
import { forMany, type Queryable, type Tx } from '../../../platform/db.ts';
import { type Sql, sql } from '../../../platform/sql.ts';
import type { HoldOwner } from '../../../rules/payment/payment.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const OFWHOM = {
  budget_id: z.string(),
  person_id: z.string(),
  person_name: z.string(),
  care_coordinator_name: z.string(),
  pence: z.bigint(),
  to_second_card: z.boolean(),
  workers: z.array(z.string()),
  wages_pence: z.bigint(),
  /** As text, for the driver reads no dates in lists. */
  periods: z.array(z.string()),
};
type OfWhomRow = z.output<z.ZodObject<typeof OFWHOM>>;

const ofWhom = (row: OfWhomRow) => ({
  budgetId: row.budget_id,
  personId: row.person_id,
  personName: row.person_name,
  careCoordinatorName: row.care_coordinator_name,
  pence: row.pence,
  /** It goes onto the second card. */
  toSecondCard: row.to_second_card,
  /** Whose wages of it go straight to them, and how much that is in all. */
  workers: row.workers,
  wagesPence: row.wages_pence,
  /** The months that it is for, in order. */
  periods: row.periods.map(month => Temporal.PlainYearMonth.from(month)),
});

const ConcernedRow = z.object(OFWHOM).transform(ofWhom);
/** One budget, what moves for it in all, and whom to tell. */
export type Concerned = z.output<typeof ConcernedRow>;

const WaitingRow = z
  .object({ ...OFWHOM, reasons: z.array(z.string()), owners: z.array(z.custom<HoldOwner>()), act_by: plainDate })
  .transform(row => ({ ...ofWhom(row), reasons: row.reasons, owners: row.owners, actBy: row.act_by }));
/** The same of what a run left out, with its reasons, whose they are to clear, and by when. */
export type Waiting = z.output<typeof WaitingRow>;

const names = (rows: Sql) => sql`
  select x.*, b.person_id, c.name as care_coordinator_name,
         coalesce(nullif(n.preferred_name, ''), n.given_name || ' ' || n.family_name) as person_name
    from (${rows}) x
    join budget b using (budget_id)
    join person n using (person_id)
    join staff_user c on c.staff_user_id = b.care_coordinator_id
   order by b.reference`;

/** Notes every hold of a run as told, and answers those that were not told before: one row for each budget. */
export async function takeWaitingToTell(tx: Tx, runId: string, toldOn: PlainDate): Promise<Waiting[]> {
  const rows = await forMany(tx, () =>
    tx.query(sql`
    with fresh as (
      insert into payment_hold_told (obligation_id, reason, icb_code, run_id, told_on)
      select distinct h.obligation_id, h.reason, ${tx.icbCode}, ${runId}::uuid, ${toldOn}::date
        from payment_hold h join obligation o using (obligation_id)
       where h.run_id = ${runId} and o.option = 'DIRECT_PAYMENT'
          on conflict do nothing returning obligation_id, reason)
    ${names(sql`
      select o.budget_id, o.pence, false as to_second_card, '{}'::text[] as workers, 0::bigint as wages_pence, o.periods, h.reasons, h.owners, h.act_by
        from (select budget_id, sum(coalesce(k.amount_pence, o.amount_pence))::bigint as pence, array_agg(distinct to_char(period, 'YYYY-MM')) as periods
                from obligation o
                join (select distinct obligation_id, part from payment_hold where run_id = ${runId}) h using (obligation_id)
                left join obligation_part k using (obligation_id, part)
               where obligation_id in (select obligation_id from fresh) group by budget_id) o
        join (select p.budget_id, array_agg(distinct p.reason order by p.reason) as reasons,
                     array_agg(distinct p.owner_role order by p.owner_role) as owners, min(p.act_by) as act_by
                from fresh f join payment_hold p on p.run_id = ${runId} and p.obligation_id = f.obligation_id and p.reason = f.reason
               group by p.budget_id) h using (budget_id)`)}`),
  );
  return rows.map(row => WaitingRow.parse(row));
}

/** Whom the live payments of a run pay. */
export async function loadPaidBy(db: Queryable, runId: string): Promise<Concerned[]> {
  return concerned(db, sql`p.run_id = ${runId} and p.ended is null`);
}

/** Whom these payments were to pay. */
export async function loadPaidWith(db: Queryable, paymentIds: readonly string[]): Promise<Concerned[]> {
  return paymentIds.length === 0 ? [] : concerned(db, sql`p.payment_id = any (${paymentIds}::uuid[])`);
}

async function concerned(db: Queryable, which: Sql): Promise<Concerned[]> {
  const rows = await db.query(
    names(sql`
      select p.budget_id, sum(p.amount_pence)::bigint as pence, bool_or(a.role = 'SECOND_CARD') as to_second_card,
             coalesce(array_agg(distinct a.worker) filter (where a.worker <> ''), '{}') as workers,
             coalesce(sum(p.amount_pence) filter (where a.worker <> ''), 0)::bigint as wages_pence, array_agg(distinct to_char(o.period, 'YYYY-MM')) as periods
        from payment p join obligation o using (obligation_id) join payment_account a using (payment_account_id)
       where ${which} and o.option = 'DIRECT_PAYMENT' group by p.budget_id`),
  );
  return rows.map(row => ConcernedRow.parse(row));
}
