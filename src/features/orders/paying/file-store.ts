/**
 * The payment files of lists to suppliers, and what the bank says of them: tables `supplier_file` and `supplier_file_heard`. The
 * bytes are kept as they were written.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { FILE_FORMATS } from '../../../rules/payment/rails.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const FileRow = z
  .object({
    part: z.number(),
    rail: z.enum(['BACS', 'FASTER_PAYMENTS']),
    serial: z.string(),
    created_on: plainDate,
    processing_on: plainDate,
    credit_on: plainDate,
    total_pence: z.bigint(),
    payments_count: z.number(),
    bytes: z.instanceof(Buffer),
    format: z.enum(FILE_FORMATS),
    sha256: z.string(),
  })
  .transform(row => ({
    part: row.part,
    rail: row.rail,
    serial: row.serial,
    createdOn: row.created_on,
    processingOn: row.processing_on,
    creditOn: row.credit_on,
    totalPence: row.total_pence,
    paymentsCount: row.payments_count,
    bytes: row.bytes as Uint8Array,
    format: row.format,
    sha256: row.sha256,
  }));
/** A payment file for suppliers as it was written. */
export type SupplierFile = z.output<typeof FileRow>;

/** The files of a list, in order; none before it is sent, usually one. */
export async function loadListFiles(db: Queryable, listId: string): Promise<SupplierFile[]> {
  const rows = await db.query(sql`select * from supplier_file where list_id = ${listId} order by part`);
  return rows.map(row => FileRow.parse(row));
}

/** Keeps one file of a list. The database works out the hash of the bytes itself. */
export async function saveListFile(
  tx: Tx,
  actor: Actor,
  file: Omit<SupplierFile, 'sha256'> & { readonly listId: string },
): Promise<void> {
  const { buffer, byteOffset, byteLength } = file.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  await tx.query(sql`
    insert into supplier_file (list_id, part, icb_code, rail, serial, created_on, processing_on, credit_on, total_pence, payments_count,
                               bytes, format, sha256, by_id, by_name)
    select ${file.listId}::uuid, ${file.part}::integer, ${tx.icbCode}, ${file.rail}, ${file.serial}, ${file.createdOn}::date,
           ${file.processingOn}::date, ${file.creditOn}::date, ${file.totalPence}::bigint, ${file.paymentsCount}::integer, f.bytes,
           ${file.format}, encode(sha256(f.bytes), 'hex'), ${actor.id}::uuid, ${actor.name}
      from (select ${bytes}::bytea as bytes) f`);
}

/** The message id that the writer of a list's file gives it, where its format has one. */
export function listMessageId(icbCode: string, number: number, serial: string): string {
  return `SUP-${icbCode}-${number}-${serial}`;
}

/** The file of a list that bears this serial or message id; undefined where none or several do. */
export async function findListFile(
  tx: Tx,
  id: string,
): Promise<{ readonly listId: string; readonly part: number; readonly count: number } | undefined> {
  const [row, another] = await tx.query(sql`
    select f.list_id, f.part, f.payments_count
      from supplier_file f join supplier_list l using (list_id)
     where f.icb_code = ${tx.icbCode} and (f.serial = ${id} or 'SUP-' || f.icb_code || '-' || l.number || '-' || f.serial = ${id})
     order by f.recorded_at desc limit 2`);
  if (!row || another) return undefined;
  return { listId: row.list_id as string, part: row.part as number, count: row.payments_count as number };
}

/** Keeps what the bank says of a file of a list, or of each of them where no part is named; the same again is kept once. */
export async function saveListHeard(
  tx: Tx,
  actor: Actor,
  heard: {
    readonly listId: string;
    readonly part?: number;
    readonly says: 'TAKEN' | 'REJECTED';
    readonly reportId: string | null;
    readonly words: string;
    readonly heardOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into supplier_file_heard (list_id, part, says, icb_code, report_id, words, heard_on, by_id, by_name)
    select list_id, part, ${heard.says}, ${tx.icbCode}, ${heard.reportId}::uuid, ${heard.words}, ${heard.heardOn}::date, ${actor.id}::uuid,
           ${actor.name}
      from supplier_file
     where list_id = ${heard.listId} and (${heard.part ?? null}::integer is null or part = ${heard.part ?? null})
        on conflict do nothing`);
}

const HeardRow = z
  .object({
    list_id: z.string(),
    number: z.number(),
    says: z.enum(['TAKEN', 'REJECTED']),
    status: z.enum(['PREPARED', 'RELEASED', 'SENT', 'PAID', 'CANCELLED']),
  })
  .transform(row => ({ listId: row.list_id, number: row.number, says: row.says, status: row.status }));
/** What a report said of a file of a list, and where that list stands now. */
export type ListHeard = z.output<typeof HeardRow>;

/** What a report said of whole files of lists. */
export async function loadListsHeardIn(db: Queryable, reportId: string): Promise<ListHeard[]> {
  const rows = await db.query(sql`
    select h.list_id, l.number, h.says, l.status
      from supplier_file_heard h join supplier_list_now l using (list_id)
     where h.report_id = ${reportId} order by l.number, h.part`);
  return rows.map(row => HeardRow.parse(row));
}
