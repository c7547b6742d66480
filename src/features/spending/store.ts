/** What the bank says and where it was placed: tables `statement_import`, `statement_line`, `placement`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { AnswerPart, Placed } from '../../rules/payment/matching.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const Import = z
  .object({
    statement_import_id: z.string(),
    file_name: z.string(),
    format: z.string(),
    from_on: plainDate,
    to_on: plainDate,
    opening_pence: z.bigint().nullable(),
    closing_pence: z.bigint().nullable(),
    proven: z.boolean(),
    line_count: z.number(),
    added_count: z.number(),
    imported_on: plainDate,
    by_name: z.string(),
    undone: z.boolean(),
  })
  .transform(row => ({
    importId: row.statement_import_id,
    fileName: row.file_name,
    format: row.format,
    fromOn: row.from_on,
    toOn: row.to_on,
    openingPence: row.opening_pence,
    closingPence: row.closing_pence,
    proven: row.proven,
    lineCount: row.line_count,
    addedCount: row.added_count,
    importedOn: row.imported_on,
    byName: row.by_name,
    /** It was read wrongly, and what came of it was taken out again. */
    isUndone: row.undone,
  }));
export type Import = z.output<typeof Import>;

const Line = z
  .object({
    statement_line_id: z.string(),
    payment_account_id: z.string(),
    option: z.enum(['DIRECT_PAYMENT', 'THIRD_PARTY']),
    posted_on: plainDate,
    line_pence: z.bigint(),
    amount_pence: z.bigint(),
    counterparty: z.string(),
    narrative: z.string(),
    kind: z.string().nullable(),
    sequence: z.number(),
    part: z.number(),
    what: z.enum(['SPENT', 'PAYMENT', 'REFUND', 'RECEIVED', 'UNPLACED', 'TRANSFER']),
    plan_item_id: z.string().nullable(),
    label: z.string().nullable(),
    payment_id: z.string().nullable(),
    refund_of: z.string().nullable(),
    transfer_of: z.string().nullable(),
    together_id: z.string().nullable(),
    score: z.number().nullable(),
    reasons: z.array(z.string()),
    note: z.string(),
    flag: z.string().nullable(),
    journal_id: z.bigint().nullable(),
    taken_from: z.enum(['HELD', 'UNPLACED']).nullable(),
    by_name: z.string(),
    receipt: z.enum(['FILE', 'NONE']).nullable(),
    is_contribution: z.boolean(),
  })
  .transform(row => ({
    lineId: row.statement_line_id,
    accountId: row.payment_account_id,
    /** In whose account it is: the person's, or the third party's. */
    option: row.option,
    postedOn: row.posted_on,
    /** Of this part; the whole line's where it has one part only. */
    amountPence: row.amount_pence,
    linePence: row.line_pence,
    counterparty: row.counterparty,
    narrative: row.narrative,
    kind: row.kind,
    /** FILE: there is a receipt. NONE: somebody said why there is none. */
    receipt: row.receipt,
    /** it is the person's own part of the cost, which they paid in. */
    isContribution: row.is_contribution,
    placement: {
      sequence: row.sequence,
      part: row.part,
      what: row.what,
      planItemId: row.plan_item_id,
      label: row.label,
      paymentId: row.payment_id,
      refundOf: row.refund_of,
      /** TRANSFER: the line of its other side, where that was seen. */
      transferOf: row.transfer_of,
      togetherId: row.together_id,
      score: row.score,
      reasons: row.reasons,
      note: row.note,
      flag: row.flag,
      journalId: row.journal_id,
      takenFrom: row.taken_from,
      byName: row.by_name,
    },
  }));
/** A bank line with the placement that counts now; a line that was split comes once for each of its parts. */
export type Line = z.output<typeof Line>;

const selectLine = sql`
  select l.statement_line_id, l.payment_account_id, a.option, l.posted_on, l.amount_pence as line_pence, p.amount_pence, l.counterparty,
         l.narrative, l.kind, p.sequence, p.part, p.what, p.plan_item_id, i.label, p.payment_id, p.refund_of, p.transfer_of, p.together_id,
         p.score, p.reasons, p.note, p.flag, p.journal_id, p.taken_from, p.by_name,
         (select min(r.kind) from receipt r where r.statement_line_id = l.statement_line_id) as receipt,
         p.what = 'RECEIVED' and exists (select from contribution_now c where c.statement_line_id = l.statement_line_id) as is_contribution
    from statement_line l
    join payment_account a on a.payment_account_id = l.payment_account_id
    join placement p on p.statement_line_id = l.statement_line_id and not l.undone
     and p.sequence = (select max(n.sequence) from placement n where n.statement_line_id = l.statement_line_id)
    left join plan_item i on i.plan_item_id = p.plan_item_id`;

/** The imports of a budget, newest first. */
export async function loadImports(db: Queryable, budgetId: string): Promise<Import[]> {
  const rows = await db.query(sql`
    select * from statement_import where budget_id = ${budgetId} order by recorded_at desc, statement_import_id limit 200`);
  return rows.map(row => Import.parse(row));
}

/** The import of this very file, said to cover this very period, into this account; or undefined. */
export async function findImport(
  db: Queryable,
  file: { readonly accountId: string; readonly fileHash: string; readonly fromOn: PlainDate; readonly toOn: PlainDate },
): Promise<Import | undefined> {
  const [row] = await db.query(sql`
    select * from statement_import
     where payment_account_id = ${file.accountId} and file_hash = ${file.fileHash}
       and from_on = ${file.fromOn} and to_on = ${file.toOn} and not undone`);
  return row && Import.parse(row);
}

/** Whether lines of this account were taken out again: then a file that was read before may have some that are wanted now. */
export async function hasUndoneLines(db: Queryable, accountId: string): Promise<boolean> {
  const rows = await db.query(sql`
    select 1 from statement_import where payment_account_id = ${accountId} and undone limit 1`);
  return rows.length > 0;
}

/** The bank lines of a budget, newest first; those of one kind of placement where asked. At most `limit`. */
export async function loadLines(
  db: Queryable,
  budgetId: string,
  limit: number,
  what?: readonly Placed[],
): Promise<Line[]> {
  const isAsked = sql`(${what ?? null}::text[] is null or p.what = any (${what ?? null}::text[]))`;
  // The day of the last line that is asked for, by the index: else a budget of five years is read whole for twenty lines.
  // One sub-select whole: row-level security keeps what compares a column with a coalesce out of the index.
  const firstOn = sql`(select coalesce((
    select l.posted_on from statement_line l
     where l.budget_id = ${budgetId} and not l.undone
       and (select exists (select from placement_now p where p.statement_line_id = l.statement_line_id and ${isAsked}))
     order by l.posted_on desc offset ${limit - 1} limit 1), '-infinity'::date))`;
  const rows = await db.query(sql`
    ${selectLine}
     where l.budget_id = ${budgetId} and l.posted_on >= ${firstOn} and ${isAsked}
     order by l.posted_on desc, l.recorded_at desc, l.line_number desc, l.statement_line_id, p.part limit ${limit}`);
  return rows.map(row => Line.parse(row));
}

/** One bank line of this budget, part by part; none where there is no such line. */
export async function loadLine(db: Queryable, budgetId: string, lineId: string): Promise<Line[]> {
  const rows = await db.query(sql`
    ${selectLine} where l.statement_line_id = ${lineId} and l.budget_id = ${budgetId} order by p.part`);
  return rows.map(row => Line.parse(row));
}

/** An earlier answer about a line: its parts, none where there is no such answer, and what was said. */
export async function loadAnswer(
  db: Queryable,
  budgetId: string,
  lineId: string,
  sequence: number,
): Promise<{ parts: AnswerPart[]; note: string; isTransfer: boolean }> {
  const rows = await db.query(sql`
    select plan_item_id, abs(amount_pence) as pence, note, what = 'TRANSFER' as is_transfer from placement
     where statement_line_id = ${lineId} and budget_id = ${budgetId} and sequence = ${sequence} order by part`);
  return {
    parts: rows.map(row => ({
      planItemId: (row.plan_item_id as string | null) ?? undefined,
      pence: row.pence as bigint,
    })),
    note: (rows[0]?.note as string | undefined) ?? '',
    isTransfer: rows[0]?.is_transfer === true,
  };
}

/**
 * How many bank lines stand in each kind of placement: all that staff see outside a review; of one kind of account
 * where asked. The person's own part that they paid in stands in none: nobody has to ask about it.
 */
export async function countLines(
  db: Queryable,
  budgetId: string,
  option?: Line['option'],
): Promise<Readonly<Record<Placed, number>>> {
  const rows = await db.query(sql`
    select what, count(*)::integer as many from placement_now p
     where budget_id = ${budgetId} and what <> 'UNDONE'
       -- Of the person's own part it is known what it is.
       and not (what = 'RECEIVED' and exists (select from contribution_now c where c.statement_line_id = p.statement_line_id))
       and (${option ?? null}::text is null
            or exists (select from statement_line l join payment_account a using (payment_account_id)
                        where l.statement_line_id = p.statement_line_id and a.option = ${option ?? null}))
     group by what`);
  const counts = { SPENT: 0, PAYMENT: 0, REFUND: 0, RECEIVED: 0, UNPLACED: 0, TRANSFER: 0 };
  for (const row of rows) counts[row.what as Placed] = row.many as number;
  return counts;
}

/** The first of these days of which the account has lines from a file of another format; undefined where there is none. */
export async function firstDayInOtherFormat(
  db: Queryable,
  accountId: string,
  format: string,
  days: readonly PlainDate[],
): Promise<PlainDate | undefined> {
  const [row] = await db.query(sql`
    select min(l.posted_on) as first_on
      from statement_line l join statement_import i using (statement_import_id)
     where l.payment_account_id = ${accountId} and not l.undone and i.format <> ${format} and l.posted_on = any (${days}::date[])`);
  return (row!.first_on as PlainDate | null) ?? undefined;
}

/**
 * Which of these calendar months (`2026-12`) the statements of a budget cover to the last day, counted in the
 * first month from `fromOn`. Statements may overlap and may come in any order.
 */
export async function monthsCovered(
  db: Queryable,
  budgetId: string,
  fromOn: PlainDate,
  months: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.query(sql`
    select m.month
      from unnest(${months}::text[]) as m (month)
     where (select range_agg(daterange(from_on, to_on, '[]')) from statement_import where budget_id = ${budgetId} and not undone)
        @> daterange(greatest((m.month || '-01')::date, ${fromOn}::date), ((m.month || '-01')::date + interval '1 month')::date)`);
  return new Set(rows.map(row => row.month as string));
}

export type NewPlacement = {
  readonly lineId: string;
  readonly budgetId: string;
  readonly sequence: number;
  /** 1, 2, …: of an answer that splits the line. */
  readonly part: number;
  /** Signed as the line is. */
  readonly amountPence: bigint;
  readonly what: Placed;
  readonly planItemId: string | null;
  readonly paymentId: string | null;
  readonly refundOf: string | null;
  readonly transferOf?: string | null;
  readonly togetherId: string | null;
  readonly score: number | null;
  readonly reasons: readonly string[];
  readonly note: string;
  readonly flag: string | null;
  readonly journalId: bigint | null;
  readonly takenFrom: 'HELD' | 'UNPLACED' | null;
};

/** Stores where lines were placed, in one statement. Two placements of one line at the same moment: the second fails. */
export async function savePlacements(
  tx: Tx,
  actor: Actor,
  placedOn: PlainDate,
  placements: readonly NewPlacement[],
): Promise<void> {
  await tx.query(sql`
    insert into placement (icb_code, placed_on, by_id, by_name, budget_id, statement_line_id, sequence, part, amount_pence, what,
                           plan_item_id, payment_id, refund_of, transfer_of, together_id, score, reasons, note, flag, journal_id, taken_from)
    select ${tx.icbCode}, ${placedOn}, ${actor.id}, ${actor.name}, p.budget_id, p.line_id, p.sequence, p.part, p.pence, p.what,
           p.plan_item_id, p.payment_id, p.refund_of, p.transfer_of, p.together_id, p.score, array(select jsonb_array_elements_text(p.reasons)), p.note,
           p.flag, p.journal_id, p.taken_from
      from unnest(${placements.map(one => one.budgetId)}::uuid[], ${placements.map(one => one.lineId)}::uuid[],
                  ${placements.map(one => one.sequence)}::integer[], ${placements.map(one => one.part)}::integer[],
                  ${placements.map(one => one.amountPence)}::bigint[], ${placements.map(one => one.what)}::text[],
                  ${placements.map(one => one.planItemId)}::uuid[], ${placements.map(one => one.paymentId)}::uuid[],
                  ${placements.map(one => one.refundOf)}::uuid[], ${placements.map(one => one.transferOf ?? null)}::uuid[],
                  ${placements.map(one => one.togetherId)}::uuid[],
                  ${placements.map(one => one.score)}::integer[], ${placements.map(one => JSON.stringify(one.reasons))}::jsonb[],
                  ${placements.map(one => one.note)}::text[], ${placements.map(one => one.flag)}::text[],
                  ${placements.map(one => one.journalId)}::bigint[], ${placements.map(one => one.takenFrom)}::text[])
           as p (budget_id, line_id, sequence, part, pence, what, plan_item_id, payment_id, refund_of, transfer_of, together_id, score,
                 reasons, note, flag, journal_id, taken_from)`);
}

/** The budget of the ICB with this reference, once it has a payment account: budget and person; or undefined. */
export async function findBudgetOfReference(
  db: Queryable,
  icbCode: string,
  reference: string,
): Promise<{ budgetId: string; personId: string } | undefined> {
  const [row] = await db.query(sql`
    select b.budget_id, b.person_id from budget b
     where b.reference = ${reference} and b.icb_code = ${icbCode}
       and exists (select from payment_account a where a.budget_id = b.budget_id)`);
  return row && { budgetId: row.budget_id as string, personId: row.person_id as string };
}

/** Whose budget this payment account of the ICB belongs to: budget and person; or undefined. */
export async function findBudgetOfAccount(
  db: Queryable,
  icbCode: string,
  accountId: string,
): Promise<{ budgetId: string; personId: string } | undefined> {
  const [row] = await db.query(sql`
    select b.budget_id, b.person_id from payment_account a join budget b using (budget_id)
     where a.payment_account_id = ${accountId} and a.icb_code = ${icbCode}`);
  return row && { budgetId: row.budget_id as string, personId: row.person_id as string };
}
