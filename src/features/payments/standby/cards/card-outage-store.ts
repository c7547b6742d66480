/** What is paid another way when an issuer of cards is down: tables `card_outage` and `obligation_second_card`. */
import { z } from 'zod';
import type { Tx } from '../../../../platform/db.ts';
import { sql } from '../../../../platform/sql.ts';
import type { Actor } from '../../../../values/actor.ts';
import type { PlainDate } from '../../../../values/dates.ts';
import { lockObligations, type PaymentStanding } from '../store.ts';

const Row = z.object({ payment_id: z.string(), has_second: z.boolean() });

/**
 * The payments to cards with this sort code that were sent and nobody confirmed, on their way or counted as arrived since a day, or all of one run, locked with all others of the same obligations:
 * those that can go to a second card of another issuer, which was checked.
 */
export async function lockOnTheWay(
  tx: Tx,
  sortCode: string,
  which: { readonly arrivedSince: PlainDate } | { readonly runId: string },
): Promise<{
  readonly standings: readonly PaymentStanding[];
  readonly onTheWay: ReadonlySet<string>;
  readonly movable: ReadonlySet<string>;
}> {
  const onTheWay = sql`
    select p.payment_id, p.obligation_id, p.budget_id
      from payment p
      join payment_account a using (payment_account_id)
      join payment_run r using (run_id)
      join payment_run_now n using (run_id)
     where p.icb_code = ${tx.icbCode} and p.ended is null
       and ${'runId' in which ? sql`n.status = 'CREDITED' and p.run_id = ${which.runId}` : sql`(n.status = 'SENT' or n.status = 'CREDITED' and r.credit_on >= ${which.arrivedSince}::date)`}
       and a.role = 'MAIN' and a.kind = 'PREPAID_CARD' and a.sort_code = ${sortCode}
       and not exists (select from payment_confirmed c where c.payment_id = p.payment_id)`;
  const standings = await lockObligations(tx, sql`select obligation_id from (${onTheWay}) w`);
  // Asked again under the locks: what was confirmed meanwhile is not in doubt any more.
  const rows = await tx.query(sql`
    select w.payment_id, coalesce(s.sort_code <> ${sortCode} and s.outcome = 'VERIFIED', false) as has_second
      from (${onTheWay}) w
      left join lateral (select x.sort_code, v.outcome from payment_account x left join account_verification v using (payment_account_id)
                          where x.budget_id = w.budget_id and x.role = 'SECOND_CARD' order by x.version desc limit 1) s on true`);
  const found = rows.map(row => Row.parse(row));
  const movable = new Set(found.filter(row => row.has_second).map(row => row.payment_id));
  return { standings, onTheWay: new Set(found.map(row => row.payment_id)), movable };
}

export type NewCardOutage = {
  readonly sortCode: string;
  readonly words: string;
  /** Whose loads the issuer did not confirm; undefined where somebody said that it is down. */
  readonly runId?: string;
  readonly count: number;
  readonly pence: bigint;
  /** Payments of which all or a part has no other way. */
  readonly withoutCount: number;
  readonly declaredOn: PlainDate;
};

export async function saveCardOutage(tx: Tx, actor: Actor, outage: NewCardOutage): Promise<string> {
  const [row] = await tx.query(sql`
    insert into card_outage (icb_code, sort_code, cause, run_id, words, payments_count, total_pence, without_count, declared_on, by_id, by_name)
    values (${tx.icbCode}, ${outage.sortCode}, ${outage.runId ? 'NO_CONFIRMATION' : 'DECLARED'}, ${outage.runId ?? null}, ${outage.words}, ${outage.count}, ${outage.pence}, ${outage.withoutCount},
            ${outage.declaredOn}, ${actor.id}, ${actor.name})
    returning card_outage_id`);
  return row!.card_outage_id as string;
}

/** What is owed goes onto the second card from now on. */
export async function saveMoved(tx: Tx, cardOutageId: string, obligationIds: readonly string[]): Promise<void> {
  await tx.query(sql`
    insert into obligation_second_card (obligation_id, icb_code, card_outage_id)
    select obligation_id, ${tx.icbCode}, ${cardOutageId}::uuid from unnest(${obligationIds}::uuid[]) as obligation_id
        on conflict do nothing`);
}
