/** The payment files of lists to suppliers: table `supplier_file`. The bytes are kept as they were written. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { FILE_FORMATS } from '../../../rules/payment/rails.ts';
import type { Actor } from '../../../values/actor.ts';

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
