/** Receipts of payments, and the reasons why there is none: table `receipt`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const ReceiptRow = z
  .object({
    receipt_id: z.string(),
    kind: z.enum(['FILE', 'NONE']),
    file_name: z.string(),
    reason: z.string(),
    noticed: z.enum(['SAME_PAPER', 'SAME_PAYMENT']).nullable(),
    added_on: z.instanceof(Temporal.PlainDate),
    by_name: z.string(),
  })
  .transform(row => ({
    receiptId: row.receipt_id,
    kind: row.kind,
    fileName: row.file_name,
    reason: row.reason,
    noticed: row.noticed,
    addedOn: row.added_on,
    byName: row.by_name,
  }));
/** A receipt without its bytes, or the reason why there is none. */
export type Receipt = z.output<typeof ReceiptRow>;

/** The receipts of a payment, oldest first. */
export async function loadReceipts(db: Queryable, budgetId: string, lineId: string): Promise<Receipt[]> {
  const rows = await db.query(sql`
    select receipt_id, kind, file_name, reason, noticed, added_on, by_name from receipt
     where budget_id = ${budgetId} and statement_line_id = ${lineId} order by recorded_at, receipt_id limit 100`);
  return rows.map(row => ReceiptRow.parse(row));
}

/** The bytes of one receipt of this budget, or undefined. */
export async function loadReceiptFile(
  db: Queryable,
  budgetId: string,
  receiptId: string,
): Promise<{ fileName: string; mediaType: string; bytes: Uint8Array } | undefined> {
  const [row] = await db.query(sql`
    select file_name, media_type, content from receipt
     where receipt_id = ${receiptId} and budget_id = ${budgetId} and kind = 'FILE'`);
  return (
    row && {
      fileName: row.file_name as string,
      mediaType: row.media_type as string,
      bytes: row.content as Uint8Array,
    }
  );
}

/** What is there already: this file for this payment, for another one, and a receipt of a payment that looks the same. */
export async function loadAlike(
  db: Queryable,
  budgetId: string,
  lineId: string,
  contentHash: string,
): Promise<{ isThere: boolean; isSamePaper: boolean; hasTwinWithReceipt: boolean }> {
  const [row] = await db.query(sql`
    select exists (select from receipt where statement_line_id = ${lineId} and content_hash = ${contentHash}) as is_there,
           exists (select from receipt join statement_line l using (statement_line_id)
                    where receipt.budget_id = ${budgetId} and statement_line_id <> ${lineId} and not l.undone
                      and content_hash = ${contentHash}) as is_same_paper,
           exists (select from statement_line l
                     join statement_line t on t.budget_id = l.budget_id and t.posted_on = l.posted_on
                      and t.statement_line_id <> l.statement_line_id and t.amount_pence = l.amount_pence and t.counterparty = l.counterparty and not t.undone
                     join receipt r on r.statement_line_id = t.statement_line_id and r.kind = 'FILE'
                    where l.statement_line_id = ${lineId}) as has_twin`);
  return {
    isThere: row!.is_there as boolean,
    isSamePaper: row!.is_same_paper as boolean,
    hasTwinWithReceipt: row!.has_twin as boolean,
  };
}

type NewReceipt = {
  readonly budgetId: string;
  readonly lineId: string;
  readonly addedOn: PlainDate;
};

/** Stores a receipt; answers its id. */
export async function saveReceipt(
  tx: Tx,
  actor: Actor,
  given: NewReceipt & {
    readonly fileName: string;
    readonly mediaType: string;
    readonly bytes: Uint8Array;
    readonly contentHash: string;
    readonly noticed: Receipt['noticed'];
  },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into receipt (icb_code, budget_id, statement_line_id, kind, file_name, media_type, content, content_hash, noticed,
                         added_on, by_id, by_name)
    values (${tx.icbCode}, ${given.budgetId}, ${given.lineId}, 'FILE', ${given.fileName}, ${given.mediaType},
            ${Buffer.from(given.bytes)}, ${given.contentHash}, ${given.noticed}, ${given.addedOn}, ${actor.id}, ${actor.name})
    returning receipt_id`);
  return row!.receipt_id as string;
}

/** Stores why there is no receipt; answers its id. */
export async function saveNoReceipt(
  tx: Tx,
  actor: Actor,
  given: NewReceipt & { readonly reason: string },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into receipt (icb_code, budget_id, statement_line_id, kind, reason, added_on, by_id, by_name)
    values (${tx.icbCode}, ${given.budgetId}, ${given.lineId}, 'NONE', ${given.reason}, ${given.addedOn}, ${actor.id}, ${actor.name})
    returning receipt_id`);
  return row!.receipt_id as string;
}
