/**
 * Bank lines on their way in: the temporary table `incoming_line` of the transaction, and `staged_placement`, what is kept
 * and not posted yet. Each stage is one statement, for sixty lines as for a million.
 */
import { z } from 'zod';
import { copyIn } from '../../../platform/copy.ts';
import type { Queryable, Row, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import {
  type CreditToConfirm,
  EARLY_DAYS,
  type ExpectedPayment,
  LATE_DAYS,
  type Placed,
} from '../../../rules/payment/matching.ts';
import type { RefundMatch } from '../../../rules/payment/matching-refunds.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

/** The columns that a row of COPY brings, in this order. */
const COPIED =
  'line_number, statement_import_id, payment_account_id, budget_id, posted_on, value_on, amount_pence, counterparty, narrative, bank_ref, kind, merchant_code, fingerprint, what, plan_item_id, score, reasons, flag';

/** So many payments that are alike are looked at for one credit: the latest may have come back already. */
const LATEST = 3;

/** From this many lines on it is worth the planner's while to know how many there are. */
const MANY = 5_000;

/** Makes the table of this transaction ready. It is emptied at its end. */
export async function openIncoming(tx: Tx): Promise<void> {
  await tx.query(sql`
    create temp table if not exists incoming_line (
      line_number integer not null, statement_line_id uuid not null default ordered_uuid(),
      statement_import_id uuid not null, payment_account_id uuid not null, budget_id uuid not null,
      posted_on date not null, value_on date not null, amount_pence bigint not null, counterparty text not null,
      narrative text not null, bank_ref text, kind text, merchant_code text, fingerprint text not null,
      what text not null, plan_item_id uuid, payment_id uuid, refund_of uuid, score integer, reasons text[] not null, flag text
    ) on commit delete rows`);
  await tx.query(sql`set local work_mem = '64MB'`);
}

/** Takes these rows in, as COPY's text. */
export async function copyIncoming(tx: Tx, pieces: Iterable<string>): Promise<void> {
  await copyIn(tx.client, `copy incoming_line (${COPIED}) from stdin`, pieces);
}

/** Tells the planner what came, once it is much. */
export async function weighIncoming(tx: Tx, lines: number): Promise<void> {
  if (lines >= MANY) await tx.query(sql`analyze incoming_line`);
}

const TwinRow = z
  .object({
    line_number: z.number(),
    posted_on: plainDate,
    amount_pence: z.bigint(),
    counterparty: z.string(),
    narrative: z.string(),
    bank_ref: z.string().nullable(),
    nth: z.bigint(),
  })
  .transform(row => ({
    lineNumber: row.line_number,
    postedOn: row.posted_on,
    amountPence: row.amount_pence,
    counterparty: row.counterparty,
    narrative: row.narrative,
    bankRef: row.bank_ref,
    nth: Number(row.nth),
  }));
export type Twin = z.output<typeof TwinRow>;

/** The lines that say the same as an earlier one of their account in this file, each with its number. */
export async function loadTwins(tx: Tx): Promise<Twin[]> {
  const rows = await tx.query(sql`
    with twin as (
      select payment_account_id, fingerprint from incoming_line group by payment_account_id, fingerprint having count(*) > 1)
    select * from (
      select i.line_number, i.posted_on, i.amount_pence, i.counterparty, i.narrative, i.bank_ref,
             row_number() over (partition by payment_account_id, fingerprint order by i.line_number) as nth
        from incoming_line i join twin using (payment_account_id, fingerprint)) numbered
     where nth > 1`);
  return rows.map(row => TwinRow.parse(row));
}

/** Gives twins the fingerprints of their numbers. */
export async function saveFingerprints(
  tx: Tx,
  lines: readonly { readonly lineNumber: number; readonly fingerprint: string }[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(sql`
    update incoming_line i set fingerprint = t.fingerprint
      from unnest(${lines.map(line => line.lineNumber)}::integer[], ${lines.map(line => line.fingerprint)}::text[])
           as t (line_number, fingerprint)
     where i.line_number = t.line_number`);
}

/** Lets go of the lines that their account has already. */
export async function dropKnown(tx: Tx): Promise<void> {
  await tx.query(sql`
    delete from incoming_line i using statement_line l
     where l.payment_account_id = i.payment_account_id and l.fingerprint = i.fingerprint and not l.undone`);
}

/** The same of lines that came into an account which their holder gave up for this one: its statements go on in the new one. */
export async function dropKnownOfHolder(tx: Tx): Promise<void> {
  await tx.query(sql`
    delete from incoming_line i
     using payment_account a
      join third_party_account h using (third_party_account_id)
      join payment_account o on o.budget_id = a.budget_id and o.option = 'THIRD_PARTY' and o.payment_account_id <> a.payment_account_id
      join third_party_account g on g.third_party_account_id = o.third_party_account_id and g.third_party_id = h.third_party_id
      join statement_line l on l.payment_account_id = o.payment_account_id
     where a.payment_account_id = i.payment_account_id and l.fingerprint = i.fingerprint and not l.undone`);
}

/**
 * The credits of the file with the payments of their budget that they may be, none of which a line confirmed before. Each
 * look-up is lateral, so that it goes by key whatever the planner believes of the file: else it reads the payments of years.
 */
export async function loadCreditsToConfirm(tx: Tx): Promise<CreditToConfirm[]> {
  const rows = await tx.query(sql`
    select i.line_number, i.amount_pence, i.posted_on, p.payment_id, p.credit_on,
           case when p.ended in ('SUPERSEDED', 'SPLIT') then 'NOT_KNOWN' when s.status = 'RELEASED' then 'RELEASED' else 'LIVE' end as standing
      from incoming_line i
     cross join lateral (
        select p.payment_id, p.run_id, p.budget_id, p.ended, r.credit_on
          from payment_run r join payment p on p.run_id = r.run_id
         where r.icb_code = ${tx.icbCode} and r.credit_on between i.posted_on - ${LATE_DAYS}::integer and i.posted_on + ${EARLY_DAYS}::integer
           and p.budget_id = i.budget_id and p.amount_pence = i.amount_pence and (p.ended is null or p.ended in ('SUPERSEDED', 'SPLIT', 'OVERPAID'))
           and p.piece_of is null and p.part < 2 offset 0) p -- as it was sent, and not what went straight to a worker
      join payment_run_now s on s.run_id = p.run_id and s.status in ('RELEASED', 'SENT', 'CREDITED')
       and (s.status <> 'RELEASED' or p.ended is null)
     where i.amount_pence > 0
       and not (select exists (select from placement_now c where c.payment_id = p.payment_id))
       and not (select exists (select from staged_placement c where c.budget_id = p.budget_id and c.payment_id = p.payment_id))
     order by i.line_number`);
  const lines = Map.groupBy(
    rows.map(row => ExpectedRow.parse(row)),
    row => row.line_number,
  );
  return [...lines].map(([lineNumber, found]) => ({
    lineNumber,
    amountPence: found[0]!.amount_pence,
    postedOn: found[0]!.posted_on,
    expected: found.map(
      (row): ExpectedPayment => ({
        paymentId: row.payment_id,
        standing: row.standing,
        amountPence: row.amount_pence,
        creditOn: row.credit_on,
      }),
    ),
  }));
}

const ExpectedRow = z.object({
  line_number: z.number(),
  amount_pence: z.bigint(),
  posted_on: plainDate,
  payment_id: z.string(),
  standing: z.enum(['LIVE', 'NOT_KNOWN', 'RELEASED']),
  credit_on: plainDate,
});

/** Marks credits as the payments that they confirm. */
export async function saveConfirmed(tx: Tx, confirmed: ReadonlyMap<number, string>, reason: string): Promise<void> {
  if (confirmed.size === 0) return;
  await tx.query(sql`
    update incoming_line i set what = 'PAYMENT', payment_id = c.payment_id, score = 100, reasons = ${[reason]}::text[], flag = null
      from unnest(${[...confirmed.keys()]}::integer[], ${[...confirmed.values()]}::uuid[]) as c (line_number, payment_id)
     where i.line_number = c.line_number`);
}

const ReturnRow = z
  .object({
    line_number: z.number(),
    amount_pence: z.bigint(),
    posted_on: plainDate,
    counterparty: z.string(),
    narrative: z.string(),
    bank_ref: z.string().nullable(),
    paid_line_id: z.string(),
    paid_plan_item_id: z.string(),
    paid_pence: z.bigint(),
    returned_pence: z.bigint(),
    paid_on: plainDate,
    paid_to: z.string(),
    paid_ref: z.string().nullable(),
  })
  .transform(row => ({
    lineNumber: row.line_number,
    amountPence: row.amount_pence,
    postedOn: row.posted_on,
    counterparty: row.counterparty,
    narrative: row.narrative,
    bankRef: row.bank_ref,
    paid: {
      lineId: row.paid_line_id,
      planItemId: row.paid_plan_item_id,
      paidPence: row.paid_pence,
      leftPence: row.paid_pence - row.returned_pence,
      postedOn: row.paid_on,
      counterparty: row.paid_to,
      bankRef: row.paid_ref,
    },
  }));
/** A credit that is no payment of ours, and one payment that it may be money back of. */
export type MayReturn = z.output<typeof ReturnRow>;

/** So many pairs of credit and payment are fetched at a time. */
const PAIRS = 1_000;

/**
 * The credits that nothing explains yet, each with the payments of its budget since `days` ago that it may be money back
 * of: to the same payee or with the same reference, and not smaller. Those of this file are among them. Some budgets at a
 * time, each whole: what comes back in one has nothing to do with another, and a file has ten thousands of such pairs.
 */
export async function* streamCreditsToReturn(tx: Tx, days: number): AsyncGenerator<MayReturn[]> {
  await tx.query(sql`
    declare credit_to_return no scroll cursor for
    with credit as (select * from incoming_line where what = 'RECEIVED'),
    paid as (
      select i.statement_line_id, i.budget_id, i.plan_item_id, i.amount_pence, i.posted_on, i.counterparty, i.bank_ref
        from incoming_line i where i.what = 'SPENT' and i.budget_id in (select budget_id from credit)
      union all
      select l.statement_line_id, l.budget_id, p.plan_item_id, l.amount_pence, l.posted_on, l.counterparty, l.bank_ref
        from (select distinct budget_id from credit) c
       cross join lateral (select * from statement_line l
                            where l.budget_id = c.budget_id and l.posted_on >= (select min(posted_on) from credit) - ${days}::integer offset 0) l
       cross join lateral (select p.plan_item_id from placement_now p
                            where p.statement_line_id = l.statement_line_id and p.what = 'SPENT' and p.amount_pence = l.amount_pence offset 0) p)
    select pair.*,
           coalesce((select sum(b.amount_pence) from placement_now b where b.refund_of = pair.paid_line_id), 0)::bigint as returned_pence
      from (
        select c.line_number, c.amount_pence, c.posted_on, c.counterparty, c.narrative, c.bank_ref, c.budget_id,
               p.statement_line_id as paid_line_id, p.plan_item_id as paid_plan_item_id, -p.amount_pence as paid_pence,
               p.posted_on as paid_on, p.counterparty as paid_to, p.bank_ref as paid_ref,
               -- Payments that are alike for a score: the latest few will do.
               row_number() over (partition by c.line_number, p.plan_item_id, p.counterparty, p.bank_ref = c.bank_ref,
                                               -p.amount_pence = c.amount_pence
                                      order by p.posted_on desc, p.statement_line_id) as nth
          from credit c
          join paid p on p.budget_id = c.budget_id and -p.amount_pence >= c.amount_pence
           and p.posted_on between c.posted_on - ${days}::integer and c.posted_on
           and (lower(p.counterparty) = lower(c.counterparty) or p.bank_ref = c.bank_ref)) pair
     where nth <= ${LATEST}
     order by pair.budget_id, pair.line_number`);
  let held: Row[] = [];
  for (;;) {
    const rows = await tx.query({ text: `fetch ${PAIRS} from credit_to_return`, values: [] });
    const begun = rows.at(-1)?.budget_id; // the next rows may be of this budget too
    const whole = held.concat(rows);
    held = rows.length === 0 ? [] : whole.filter(row => row.budget_id === begun);
    const ready = rows.length === 0 ? whole : whole.filter(row => row.budget_id !== begun);
    if (ready.length > 0) yield ready.map(row => ReturnRow.parse(row));
    if (rows.length === 0) break;
  }
  await tx.query(sql`close credit_to_return`);
}

/** Marks credits as money back of the payments that they came from. */
export async function saveReturns(tx: Tx, returns: ReadonlyMap<number, RefundMatch>): Promise<void> {
  if (returns.size === 0) return;
  const matches = [...returns.values()];
  await tx.query(sql`
    update incoming_line i set what = 'REFUND', plan_item_id = r.plan_item_id, refund_of = r.line_id, score = r.score, flag = null,
           reasons = array(select jsonb_array_elements_text(r.reasons))
      from unnest(${[...returns.keys()]}::integer[], ${matches.map(match => match.planItemId)}::uuid[],
                  ${matches.map(match => match.lineId)}::uuid[], ${matches.map(match => match.score)}::integer[],
                  ${matches.map(match => JSON.stringify(match.reasons))}::jsonb[]) as r (line_number, plan_item_id, line_id, score, reasons)
     where i.line_number = r.line_number`);
}

/** One file into one account. */
export type NewImport = {
  readonly importId: string;
  readonly budgetId: string;
  readonly accountId: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly openingPence: bigint | null;
  readonly closingPence: bigint | null;
  readonly proven: boolean;
  readonly lineCount: number;
};

/** The file itself, whatever number of accounts it has. */
export type ImportedFile = {
  readonly fileName: string;
  readonly fileHash: string;
  readonly format: string;
  readonly importedOn: PlainDate;
  /** By which its columns were read, where somebody had to name them. */
  readonly mappingId?: string | undefined;
};

/** Stores what the file brought to each account, with how many of its lines are new. */
export async function saveImports(
  tx: Tx,
  actor: Actor,
  file: ImportedFile,
  imports: readonly NewImport[],
): Promise<void> {
  await tx.query(sql`
    insert into statement_import (statement_import_id, icb_code, budget_id, payment_account_id, file_name, file_hash, format, from_on,
                                  to_on, opening_pence, closing_pence, proven, line_count, added_count, imported_on, by_id, by_name,
                                  statement_mapping_id)
    select i.import_id, ${tx.icbCode}, i.budget_id, i.account_id, ${file.fileName}, ${file.fileHash}, ${file.format}, i.from_on, i.to_on,
           i.opening, i.closing, i.proven, i.lines, coalesce(n.many, 0), ${file.importedOn}::date, ${actor.id}::uuid, ${actor.name},
           ${file.mappingId ?? null}::uuid
      from unnest(${imports.map(one => one.importId)}::uuid[], ${imports.map(one => one.budgetId)}::uuid[],
                  ${imports.map(one => one.accountId)}::uuid[], ${imports.map(one => one.fromOn)}::date[],
                  ${imports.map(one => one.toOn)}::date[], ${imports.map(one => one.openingPence)}::bigint[],
                  ${imports.map(one => one.closingPence)}::bigint[], ${imports.map(one => one.proven)}::boolean[],
                  ${imports.map(one => one.lineCount)}::integer[])
           as i (import_id, budget_id, account_id, from_on, to_on, opening, closing, proven, lines)
      left join (select statement_import_id, count(*)::integer as many from incoming_line group by statement_import_id) n
             on n.statement_import_id = i.import_id
        on conflict do nothing`);
}

/** Keeps what is left of the file: the lines as facts, and where they would be placed. Answers how many of each kind. */
export async function keepIncoming(tx: Tx): Promise<Readonly<Record<Placed, number>>> {
  await tx.query(sql`
    insert into statement_line (statement_line_id, icb_code, budget_id, payment_account_id, statement_import_id, line_number,
                                posted_on, value_on, amount_pence, counterparty, narrative, bank_ref, kind, merchant_code, fingerprint)
    select statement_line_id, ${tx.icbCode}, budget_id, payment_account_id, statement_import_id, line_number, posted_on, value_on,
           amount_pence, counterparty, narrative, bank_ref, kind, merchant_code, fingerprint
      from incoming_line`);
  await tx.query(sql`
    insert into staged_placement (statement_line_id, icb_code, budget_id, what, plan_item_id, payment_id, refund_of, score, reasons, flag)
    select statement_line_id, ${tx.icbCode}, budget_id, what, plan_item_id, payment_id, refund_of, score, reasons, flag
      from incoming_line`);
  const counts = { SPENT: 0, PAYMENT: 0, REFUND: 0, RECEIVED: 0, UNPLACED: 0, TRANSFER: 0 };
  for (const row of await tx.query(sql`select what, count(*)::integer as many from incoming_line group by what`))
    counts[row.what as Placed] = row.many as number;
  return counts;
}

const StagedRow = z
  .object({
    statement_line_id: z.string(),
    budget_id: z.string(),
    payment_account_id: z.string(),
    option: z.enum(['DIRECT_PAYMENT', 'THIRD_PARTY']),
    posted_on: plainDate,
    amount_pence: z.bigint(),
    what: z.enum(['SPENT', 'PAYMENT', 'REFUND', 'RECEIVED', 'UNPLACED']),
    plan_item_id: z.string().nullable(),
    payment_id: z.string().nullable(),
    refund_of: z.string().nullable(),
    score: z.number().nullable(),
    reasons: z.array(z.string()),
    flag: z.string().nullable(),
  })
  .transform(row => ({
    lineId: row.statement_line_id,
    budgetId: row.budget_id,
    accountId: row.payment_account_id,
    option: row.option,
    postedOn: row.posted_on,
    amountPence: row.amount_pence,
    what: row.what,
    planItemId: row.plan_item_id,
    paymentId: row.payment_id,
    refundOf: row.refund_of,
    score: row.score,
    reasons: row.reasons,
    flag: row.flag,
  }));
/** A line that is kept and not posted yet. */
export type StagedLine = z.output<typeof StagedRow>;

/** What of these budgets is staged, in the order in which it happened. */
export async function loadStaged(tx: Tx, budgetIds: readonly string[]): Promise<StagedLine[]> {
  const rows = await tx.query(sql`
    select s.*, l.payment_account_id, a.option, l.posted_on, l.amount_pence
      from staged_placement s join statement_line l using (statement_line_id) join payment_account a using (payment_account_id)
     where s.budget_id = any (${budgetIds}::uuid[])
     order by s.budget_id, l.posted_on, l.line_number, l.statement_line_id`);
  return rows.map(row => StagedRow.parse(row));
}

/** Lets go of what was staged for these budgets: it is posted. */
export async function dropStaged(tx: Tx, budgetIds: readonly string[]): Promise<void> {
  await tx.query(sql`delete from staged_placement where budget_id = any (${budgetIds}::uuid[])`);
}

/** Some budgets of which lines are staged, at most `limit`. */
export async function loadBudgetsStaged(db: Queryable, limit: number): Promise<string[]> {
  const rows = await db.query(sql`select distinct budget_id from staged_placement limit ${limit}`);
  return rows.map(row => row.budget_id as string);
}
