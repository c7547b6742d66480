/**
 * What is owed to one budget: view `owed_payment`, which adds up what was agreed, changed and held back, and what runs
 * have made of it, table `obligation`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);
const aMonth = plainDate.transform(day => day.toPlainYearMonth());

/**
 * Waits until no payment run is being prepared, and keeps the next from beginning until this transaction ends: what is
 * not owed now is not owed before the change is made. Acts on amounts do not wait for each other.
 */
export async function keepRunsWaiting(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock_shared(hashtextextended('pay-run.prepare ' || ${tx.icbCode}, 0))`);
}

const InstalmentRow = z
  .object({
    agreement_id: z.string(),
    year_starts_on: plainDate,
    stream: z.string(),
    option: z.string(),
    period: aMonth,
    covers_from: plainDate,
    covers_to: plainDate,
    agreed_pence: z.bigint(),
    pence: z.bigint(),
    is_owed: z.boolean(),
  })
  .transform(row => ({
    agreementId: row.agreement_id,
    yearStartsOn: row.year_starts_on,
    stream: row.stream,
    option: row.option,
    period: row.period,
    coversFrom: row.covers_from,
    coversTo: row.covers_to,
    agreedPence: row.agreed_pence,
    /** As agreed and as changed since; what is held back of it is part of it. */
    pence: row.pence,
    /** A run has made it owed: it is not changed any more. */
    isOwed: row.is_owed,
  }));
/** One month's instalment of the agreement that is in force. */
export type Instalment = z.output<typeof InstalmentRow>;

/** The instalments of the agreement that is in force, in order of their months. */
export async function loadInstalments(db: Queryable, budgetId: string): Promise<Instalment[]> {
  const rows = await db.query(sql`
    select g.agreement_id, g.starts_on as year_starts_on, a.stream, a.option, a.period, a.covers_from, a.covers_to,
           a.amount_pence as agreed_pence, a.amount_pence + coalesce(c.change_pence, 0) as pence,
           exists (select from obligation o
                    where o.budget_id = a.budget_id and o.stream = a.stream and o.option = a.option and o.period = a.period
                      and o.purpose in ('INSTALMENT', 'ARREARS')) as is_owed
      from (${agreementInForce(budgetId)}) g
      join agreed_payment a on a.agreement_id = g.agreement_id and a.purpose = 'INSTALMENT'
      left join instalment_changed c on c.budget_id = a.budget_id and c.stream = a.stream and c.option = a.option and c.period = a.period
     order by a.period, a.stream, a.option`);
  return rows.map(row => InstalmentRow.parse(row));
}

const OwedRow = z
  .object({
    purpose: z.string(),
    period: aMonth,
    covers_from: plainDate,
    covers_to: plainDate,
    amount_pence: z.bigint(),
    is_held_back: z.boolean(),
    is_owed: z.boolean(),
  })
  .transform(row => ({
    purpose: row.purpose,
    period: row.period,
    coversFrom: row.covers_from,
    coversTo: row.covers_to,
    amountPence: row.amount_pence,
    /** A suspension holds it back. */
    isHeldBack: row.is_held_back,
    /** Its day has come: a run has made it owed. */
    isOwed: row.is_owed,
  }));
/** A payment that was not made yet, or that came back. */
export type StillOwed = z.output<typeof OwedRow>;

/** What a budget is still owed this year, in order: what a run has made owed and nobody paid, and what comes later. */
export async function loadStillOwed(db: Queryable, budgetId: string): Promise<StillOwed[]> {
  const rows = await db.query(sql`
    select e.*, h.number is not null and case e.purpose when 'ADVANCE' then false when 'ARREARS' then e.sequence = h.number
                    else h.scope = 'WHOLE' and e.covers_to >= h.starts_on end as is_held_back
      from (select p.budget_id, p.purpose, p.period, p.sequence, p.covers_from, p.covers_to, p.amount_pence, false as is_owed
              from (${agreementInForce(budgetId)}) g
              join owed_payment p using (agreement_id)
             where not exists (select from obligation o
                                where o.budget_id = p.budget_id and o.stream = p.stream and o.option = p.option
                                  and o.purpose = p.purpose and o.period = p.period and o.sequence = p.sequence)
            union all
            select o.budget_id, o.purpose, o.period, o.sequence, o.covers_from, o.covers_to, coalesce(k.amount_pence, o.amount_pence), true
              from obligation o left join obligation_part k using (obligation_id)
             where o.budget_id = ${budgetId}
               and not exists (select from payment y where y.obligation_id = o.obligation_id and y.part = coalesce(k.part, 0) and y.ended is null)) e
      left join suspension_now h on h.budget_id = e.budget_id
     order by e.period, e.purpose desc, e.sequence, e.amount_pence`);
  return rows.map(row => OwedRow.parse(row));
}

export type NewObligation = {
  readonly budgetId: string;
  readonly agreementId: string;
  readonly stream: string;
  readonly option: string;
  readonly purpose: 'ONE_OFF' | 'ADVANCE';
  /** The month whose run, or the next one, pays it. */
  readonly period: Temporal.PlainYearMonth;
  readonly coversFrom: PlainDate;
  readonly coversTo: PlainDate;
  readonly yearStartsOn: PlainDate;
  readonly amountPence: bigint;
  /** FASTEST: by the fastest way that the board has. */
  readonly speed: 'USUAL' | 'FASTEST';
};

/** Makes something owed that no agreement names, as the next of its kind in its month. Answers its id. */
export async function saveObligation(tx: Tx, owed: NewObligation): Promise<string> {
  const period = owed.period.toPlainDate({ day: 1 });
  const [row] = await tx.query(sql`
    insert into obligation (icb_code, budget_id, agreement_id, stream, option, purpose, period, sequence, covers_from, covers_to,
                            year_starts_on, amount_pence, speed)
    select ${tx.icbCode}, ${owed.budgetId}, ${owed.agreementId}, ${owed.stream}, ${owed.option}, ${owed.purpose}, ${period}::date,
           1 + coalesce(max(sequence), 0), ${owed.coversFrom}::date, ${owed.coversTo}::date, ${owed.yearStartsOn}::date,
           ${owed.amountPence}::bigint, ${owed.speed}
      from obligation
     where budget_id = ${owed.budgetId} and stream = ${owed.stream} and option = ${owed.option} and purpose = ${owed.purpose}
       and period = ${period}::date
    returning obligation_id`);
  return row!.obligation_id as string;
}

/** The newest agreement that the board has signed: the one that payments are made under. */
function agreementInForce(budgetId: string) {
  return sql`
    select g.agreement_id, g.starts_on from agreement g
      join agreement_signature s on s.agreement_id = g.agreement_id and s.side = 'ICB'
     where g.budget_id = ${budgetId} order by g.version desc limit 1`;
}

/** What is owed to be paid by the fastest way and no payment pays yet: how many, and how much in all. */
export async function loadUrgent(
  db: Queryable,
  icbCode: string,
): Promise<{ readonly count: number; readonly pence: bigint }> {
  const [row] = await db.query(sql`
    select count(*)::integer as count, coalesce(sum(o.amount_pence), 0)::bigint as pence from obligation o
     where o.icb_code = ${icbCode} and o.speed = 'FASTEST'
       and not exists (select from payment p where p.obligation_id = o.obligation_id and p.ended is null)`);
  return z.object({ count: z.number(), pence: z.bigint() }).parse(row);
}
