/** Whose money goes onto a card and has no other way agreed and checked: nobody could pay them if its issuer were down. */
import { z } from 'zod';
import type { Queryable } from '../../../../platform/db.ts';
import { sql } from '../../../../platform/sql.ts';
import type { WagesStraight } from '../../../../rules/payment/wages.ts';
import type { PlainDate } from '../../../../values/dates.ts';

const NoWayRow = z
  .object({
    budget_id: z.string(),
    reference: z.string(),
    person_name: z.string(),
    sort_code: z.string(),
    pays_wages: z.boolean(),
    waits_for_check: z.boolean(),
    of_issuer: z.bigint().transform(Number),
    in_all: z.bigint().transform(Number),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    reference: row.reference,
    personName: row.person_name,
    sortCode: row.sort_code,
    paysWages: row.pays_wages,
    /** One is entered, and nobody has checked it yet. */
    waitsForCheck: row.waits_for_check,
    /** Everybody with a card of this issuer and no other way, and everybody of every issuer. */
    ofIssuer: row.of_issuer,
    inAll: row.in_all,
  }));
export type NoWay = z.output<typeof NoWayRow>;

/** Those whose budget is paid and who have no second way, by issuer, whoever pays wages first; at most `limit`. */
export async function loadWithoutWay(
  db: Queryable,
  icbCode: string,
  asked: { readonly today: PlainDate; readonly wagesStraight: WagesStraight; readonly limit: number },
): Promise<NoWay[]> {
  const { today, wagesStraight, limit } = asked;
  const rows = await db.query(sql`
    with newest as (
      select distinct on (a.budget_id, a.role, a.worker) a.budget_id, a.role, a.worker, a.kind, a.sort_code, v.outcome
        from payment_account a left join account_verification v using (payment_account_id)
       where a.icb_code = ${icbCode} and a.option = 'DIRECT_PAYMENT'
       order by a.budget_id, a.role, a.worker, a.version desc),
    other as (
      select n.budget_id, bool_or(n.outcome = 'VERIFIED') as is_checked
        from newest n
        join newest m on m.budget_id = n.budget_id and m.role = 'MAIN'
        left join wage_now w on n.role = 'WORKER' and w.budget_id = n.budget_id and w.worker = n.worker
         and (w.works_until is null or w.works_until >= ${today}::date)
       where n.outcome is distinct from 'REFUSED'
         and (n.role = 'SECOND_CARD' and n.sort_code <> m.sort_code or w.worker is not null and ${wagesStraight} <> 'NEVER')
       group by n.budget_id)
    select m.budget_id, b.reference, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name, m.sort_code,
           exists (select from agreement g join plan_item i using (plan_id)
                    where g.budget_id = m.budget_id and i.removed_at is null and i.option = 'DIRECT_PAYMENT' and i.category = 'PA_WAGES') as pays_wages,
           o.budget_id is not null as waits_for_check, count(*) over (partition by m.sort_code) as of_issuer, count(*) over () as in_all
      from newest m
      join budget_now n on n.budget_id = m.budget_id and n.state in ('SET_UP', 'ACTIVE')
      join budget b on b.budget_id = m.budget_id
      join person p on p.person_id = b.person_id
      left join other o on o.budget_id = m.budget_id
     where m.role = 'MAIN' and m.kind = 'PREPAID_CARD' and o.is_checked is not true
     order by m.sort_code, pays_wages desc, b.reference limit ${limit}`);
  return rows.map(row => NoWayRow.parse(row));
}
