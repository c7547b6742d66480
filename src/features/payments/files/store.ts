/**
 * The payment files of a run, and what they are made of: table `payment_file`. The bytes are kept, so that whoever
 * asks again gets these and no others.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { FILE_FORMATS } from '../../../rules/payment/rails.ts';
import type { Actor } from '../../../values/actor.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const FileLineRow = z
  .object({
    sort_code: z.string(),
    account_number: z.string(),
    name: z.string(),
    reference: z.string(),
    payment_id: z.string(),
    amount_pence: z.bigint(),
  })
  .transform(row => ({
    sortCode: row.sort_code,
    accountNumber: row.account_number,
    name: row.name,
    reference: row.reference,
    amountPence: row.amount_pence,
    /** The payment's id without its dashes: at most 35 characters. */
    endToEndId: row.payment_id.replaceAll('-', ''),
  }));

/** The lines of a run's file in order, as they were when the run was prepared. */
export async function loadFileLines(db: Queryable, runId: string): Promise<z.output<typeof FileLineRow>[]> {
  const rows = await db.query(sql`
    select a.sort_code, a.account_number, a.name, p.reference, p.payment_id, p.amount_pence
      from payment p join payment_account a using (payment_account_id)
     where p.run_id = ${runId} and p.ended is null order by p.place`);
  return rows.map(row => FileLineRow.parse(row));
}

const OriginatorRow = z
  .object({
    name: z.string(),
    service_user_number: z.string().nullable(),
    bank_sort_code: z.string().nullable(),
    bank_account_number: z.string().nullable(),
  })
  .transform(row => ({
    name: row.name,
    serviceUserNumber: row.service_user_number,
    sortCode: row.bank_sort_code,
    accountNumber: row.bank_account_number,
  }));

/** Whose account the money leaves, and under which service user number. */
export async function loadOriginator(db: Queryable, icbCode: string): Promise<z.output<typeof OriginatorRow>> {
  const [row] = await db.query(sql`
    select name, service_user_number, bank_sort_code, bank_account_number from icb where icb_code = ${icbCode}`);
  return OriginatorRow.parse(row);
}

/** The next submission serial: six digits, never all noughts. */
export async function nextFileSerial(tx: Tx): Promise<string> {
  const [row] = await tx.query(sql`select lpad(nextval('payment_file_serial')::text, 6, '0') as serial`);
  return row!.serial as string;
}

const FileRow = z
  .object({
    part: z.number(),
    serial: z.string(),
    created_on: plainDate,
    processing_on: plainDate,
    total_pence: z.bigint(),
    payments_count: z.number(),
    bytes: z.instanceof(Buffer),
    format: z.enum(FILE_FORMATS),
    sha256: z.string(),
  })
  .transform(row => ({
    part: row.part,
    serial: row.serial,
    createdOn: row.created_on,
    processingOn: row.processing_on,
    totalPence: row.total_pence,
    paymentsCount: row.payments_count,
    bytes: row.bytes as Uint8Array,
    format: row.format,
    sha256: row.sha256,
  }));
/** A payment file as it was written. */
export type PaymentFile = z.output<typeof FileRow>;

/** The files of a run, in order; usually one. */
export async function loadFiles(db: Queryable, runId: string): Promise<PaymentFile[]> {
  const rows = await db.query(sql`select * from payment_file where run_id = ${runId} order by part`);
  return rows.map(row => FileRow.parse(row));
}

/** Keeps one file of a run. The database works out the hash of the bytes itself. */
export async function saveFile(
  tx: Tx,
  actor: Actor,
  file: Omit<PaymentFile, 'sha256'> & { readonly runId: string },
): Promise<void> {
  const { buffer, byteOffset, byteLength } = file.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  await tx.query(sql`
    insert into payment_file (run_id, part, icb_code, serial, created_on, processing_on, total_pence, payments_count, bytes, format, sha256, by_id, by_name)
    select ${file.runId}, ${file.part}::integer, ${tx.icbCode}, ${file.serial}, ${file.createdOn}::date, ${file.processingOn}::date, ${file.totalPence}::bigint,
           ${file.paymentsCount}::integer, f.bytes, ${file.format}, encode(sha256(f.bytes), 'hex'), ${actor.id}, ${actor.name}
      from (select ${bytes}::bytea as bytes) f`);
}
