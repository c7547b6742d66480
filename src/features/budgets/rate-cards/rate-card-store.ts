/** Rate cards and their rates: tables `rate_card` and `rate`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { Rate } from '../../../rules/budget/budget.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

export type RateCard = {
  readonly rateCardId: string;
  readonly version: string;
  readonly effectiveFrom: PlainDate;
  /** By code. */
  readonly rates: readonly Rate[];
};

/**
 * The rate cards that count on some day from `from` to `to`, oldest first: the one in force on `from`, if there is one,
 * and each that begins later.
 */
export async function loadRateCards(
  db: Queryable,
  icbCode: string,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<RateCard[]> {
  const rows = await db.query(sql`
    select c.rate_card_id, c.version, c.effective_from, r.code, r.label, r.unit, r.pence
      from rate_card c join rate r using (rate_card_id)
     where c.icb_code = ${icbCode} and c.effective_from <= ${to}
       and c.effective_from >= coalesce((select max(effective_from) from rate_card
                                          where icb_code = ${icbCode} and effective_from <= ${from}), ${from}::date)
     order by c.effective_from, r.code`);
  const cards = Map.groupBy(rows, row => row.rate_card_id as string);
  return [...cards].map(([rateCardId, rates]) => ({
    rateCardId,
    version: rates[0]!.version as string,
    effectiveFrom: rates[0]!.effective_from as PlainDate,
    rates: rates.map(rate => RateRow.parse(rate)),
  }));
}

export type RateCardHead = {
  readonly version: string;
  readonly effectiveFrom: PlainDate;
  readonly rates: number;
  readonly byName: string;
  readonly recordedAt: Temporal.Instant;
};

/** Every rate card, the newest first, at most `limit`. */
export async function loadRateCardHeads(db: Queryable, icbCode: string, limit: number): Promise<RateCardHead[]> {
  const rows = await db.query(sql`
    select version, effective_from, by_name, recorded_at,
           (select count(*)::integer from rate r where r.rate_card_id = c.rate_card_id) as rates
      from rate_card c where icb_code = ${icbCode} order by effective_from desc limit ${limit}`);
  return rows.map(row => ({
    version: row.version as string,
    effectiveFrom: row.effective_from as PlainDate,
    rates: row.rates as number,
    byName: row.by_name as string,
    recordedAt: row.recorded_at as Temporal.Instant,
  }));
}

/** One rate card by its name, and the one before it. */
export async function loadRateCardByVersion(
  db: Queryable,
  icbCode: string,
  version: string,
): Promise<{ readonly card: RateCard; readonly before: RateCard | undefined } | undefined> {
  const [row] = await db.query(sql`
    select effective_from from rate_card where icb_code = ${icbCode} and version = ${version}`);
  if (!row) return undefined;
  const on = row.effective_from as PlainDate;
  const card = await loadRateCard(db, icbCode, on);
  return card && { card, before: await loadRateCard(db, icbCode, on.subtract({ days: 1 })) };
}

/** The rate card that counts in this ICB on a date, or undefined. */
export async function loadRateCard(db: Queryable, icbCode: string, on: PlainDate): Promise<RateCard | undefined> {
  const [card] = await db.query(sql`
    select rate_card_id, version, effective_from from rate_card
     where icb_code = ${icbCode} and effective_from <= ${on} order by effective_from desc limit 1`);
  if (!card) return undefined;
  const rates = await db.query(sql`
    select code, label, unit, pence from rate where rate_card_id = ${card.rate_card_id} order by code`);
  return {
    rateCardId: card.rate_card_id as string,
    version: card.version as string,
    effectiveFrom: card.effective_from as PlainDate,
    rates: rates.map(rate => RateRow.parse(rate)),
  };
}

const RateRow = z.object({ code: z.string(), label: z.string(), unit: z.string(), pence: z.bigint() });

export type NewRateCard = {
  readonly version: string;
  readonly effectiveFrom: PlainDate;
  readonly rates: readonly Rate[];
};

/** Stores a rate card whole; answers its id. */
export async function saveRateCard(tx: Tx, actor: Actor, card: NewRateCard): Promise<string> {
  const [row] = await tx.query(sql`
    insert into rate_card (icb_code, version, effective_from, by_id, by_name)
    values (${tx.icbCode}, ${card.version}, ${card.effectiveFrom}, ${actor.id}, ${actor.name}) returning rate_card_id`);
  const { rates } = card;
  await tx.query(sql`
    insert into rate (rate_card_id, icb_code, code, label, unit, pence)
    select ${row!.rate_card_id}, ${tx.icbCode}, * from unnest(${rates.map(rate => rate.code)}::text[],
           ${rates.map(rate => rate.label)}::text[], ${rates.map(rate => rate.unit)}::text[], ${rates.map(rate => rate.pence)}::bigint[])`);
  return row!.rate_card_id as string;
}

/** Nobody else adds a rate card of this board until this transaction ends. */
export async function lockRateCards(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`rate-card ${tx.icbCode}`}, 0))`);
}

/** Whether this board has a rate card of that name or from that day: both are written once. */
export async function isRateCardThere(
  db: Queryable,
  { version, effectiveFrom }: { readonly version: string; readonly effectiveFrom: string },
): Promise<boolean> {
  const rows = await db.query(
    sql`select from rate_card where version = ${version} or effective_from = ${effectiveFrom}::date`,
  );
  return rows.length > 0;
}
