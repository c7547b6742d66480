/** What other payers owe the board: view `recharge_line`, out of the ledger, and table `recharge_receipt`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { RechargeSums } from '../../rules/funding/recharge.ts';
import type { Actor } from '../../values/actor.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const SumsRow = z
  .object({
    payer: z.string(),
    stream: z.string(),
    paid_before: z.bigint(),
    paid: z.bigint(),
    received_before: z.bigint(),
    received: z.bigint(),
  })
  .transform(
    (row): RechargeSums => ({
      payer: row.payer,
      stream: row.stream,
      paidBeforePence: row.paid_before,
      paidPence: row.paid,
      receivedBeforePence: row.received_before,
      receivedPence: row.received,
    }),
  );

/** What was paid for each payer and received of it, before a month and in it; every payer that there ever was. */
export async function loadRechargeSums(db: Queryable, month: Temporal.PlainYearMonth): Promise<RechargeSums[]> {
  const [from, to] = [month.toPlainDate({ day: 1 }), month.add({ months: 1 }).toPlainDate({ day: 1 })];
  const rows = await db.query(sql`
    select payer, stream,
           coalesce(sum(paid) filter (where on_day < ${from}::date), 0)::bigint as paid_before,
           coalesce(sum(paid) filter (where on_day >= ${from}::date), 0)::bigint as paid,
           coalesce(sum(received) filter (where on_day < ${from}::date), 0)::bigint as received_before,
           coalesce(sum(received) filter (where on_day >= ${from}::date), 0)::bigint as received
      from (select payer, stream, happened_on as on_day, pence as paid, 0 as received from recharge_line
            union all
            select payer, stream, received_on, 0, pence from recharge_receipt) moved
     where on_day < ${to}::date group by payer, stream order by payer, stream`);
  return rows.map(row => SumsRow.parse(row));
}

const LineRow = z
  .object({
    payer: z.string(),
    stream: z.string(),
    budget_id: z.string(),
    reference: z.string(),
    icb_decision_id: z.string(),
    final_budget_id: z.string(),
    journal_id: z.bigint(),
    kind: z.string(),
    is_reversal: z.boolean(),
    happened_on: plainDate,
    pence: z.bigint(),
  })
  .transform(row => ({
    payer: row.payer,
    stream: row.stream,
    budgetId: row.budget_id,
    reference: row.reference,
    /** The board's decisions that the payment rests on: that the person can have a budget, and the budget. */
    icbDecisionId: row.icb_decision_id,
    finalBudgetId: row.final_budget_id,
    journalId: row.journal_id,
    kind: row.kind,
    isReversal: row.is_reversal,
    happenedOn: row.happened_on,
    pence: row.pence,
  }));
export type RechargeLine = z.output<typeof LineRow>;

/** Every movement of a month that a payer owes, by payer, day and journal; at most `most`. */
export async function loadRechargeLines(
  db: Queryable,
  month: Temporal.PlainYearMonth,
  most: number,
): Promise<RechargeLine[]> {
  const [from, to] = [month.toPlainDate({ day: 1 }), month.add({ months: 1 }).toPlainDate({ day: 1 })];
  const rows = await db.query(sql`
    select r.*, b.reference from recharge_line r join budget b using (budget_id)
     where r.happened_on >= ${from}::date and r.happened_on < ${to}::date
     order by r.payer, r.stream, r.happened_on, r.journal_id limit ${most}`);
  return rows.map(row => LineRow.parse(row));
}

const ReceiptRow = z
  .object({
    payer: z.string(),
    stream: z.string(),
    pence: z.bigint(),
    reference: z.string(),
    received_on: plainDate,
    by_name: z.string(),
  })
  .transform(row => ({
    payer: row.payer,
    stream: row.stream,
    pence: row.pence,
    reference: row.reference,
    receivedOn: row.received_on,
    byName: row.by_name,
  }));
export type Receipt = z.output<typeof ReceiptRow>;

/** What payers paid back in a month. */
export async function loadReceipts(db: Queryable, month: Temporal.PlainYearMonth): Promise<Receipt[]> {
  const [from, to] = [month.toPlainDate({ day: 1 }), month.add({ months: 1 }).toPlainDate({ day: 1 })];
  const rows = await db.query(sql`
    select * from recharge_receipt where received_on >= ${from}::date and received_on < ${to}::date
     order by payer, stream, received_on, recorded_at`);
  return rows.map(row => ReceiptRow.parse(row));
}

/** Who may pay back: the payers of budgets that are settled by recharge, other than the NHS itself. */
export async function loadRechargedPayers(
  db: Queryable,
): Promise<{ readonly payer: string; readonly stream: string }[]> {
  const rows = await db.query(sql`
    select distinct s.payer, s.stream from final_budget_stream s join funding f using (funding_id)
     where f.settlement = 'RECHARGE' and s.stream not like 'NHS\\_%' order by s.payer, s.stream`);
  return rows.map(row => ({ payer: row.payer as string, stream: row.stream as string }));
}

/** The references under which a payer has paid before. */
export async function loadReferences(
  db: Queryable,
  of: { readonly payer: string; readonly stream: string },
): Promise<string[]> {
  const rows = await db.query(sql`
    select reference from recharge_receipt where payer = ${of.payer} and stream = ${of.stream}`);
  return rows.map(row => row.reference as string);
}

export type NewReceipt = Omit<Receipt, 'byName'> & { readonly journalId: bigint };

/** Writes down what a payer paid back; answers its id. */
export async function saveReceipt(tx: Tx, actor: Actor, receipt: NewReceipt): Promise<string> {
  const [row] = await tx.query(sql`
    insert into recharge_receipt (icb_code, payer, stream, pence, reference, received_on, journal_id, by_id, by_name)
    values (${tx.icbCode}, ${receipt.payer}, ${receipt.stream}, ${receipt.pence}, ${receipt.reference}, ${receipt.receivedOn},
            ${receipt.journalId}, ${actor.id}, ${actor.name})
    returning recharge_receipt_id`);
  return row!.recharge_receipt_id as string;
}
