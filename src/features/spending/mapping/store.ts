/** Bank files whose columns somebody has to name, and the ways to read a head: `statement_upload`, `statement_mapping`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { ColumnsSaid } from '../../../rules/payment/statement-mapping.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);
const place = z.number().int().nonnegative();

const Columns = z.object({
  date: place,
  dateOrder: z.enum(['day-first', 'month-first']),
  narrative: place,
  amount: place.optional(),
  paidIn: place.optional(),
  paidOut: place.optional(),
  balance: place.optional(),
  spendingIsPositive: z.boolean(),
  decimalComma: z.boolean(),
});

const UploadRow = z
  .object({
    statement_upload_id: z.string(),
    budget_id: z.string(),
    file_name: z.string(),
    from_on: plainDate.nullable(),
    to_on: plainDate.nullable(),
    columns: Columns.nullable(),
    uploaded_on: plainDate,
    by_id: z.string(),
    by_name: z.string(),
    third_party_id: z.string().nullable(),
  })
  .transform(row => ({
    uploadId: row.statement_upload_id,
    budgetId: row.budget_id,
    fileName: row.file_name,
    from: row.from_on ?? undefined,
    to: row.to_on ?? undefined,
    said: row.columns ?? undefined,
    uploadedOn: row.uploaded_on,
    byId: row.by_id,
    byName: row.by_name,
    /** Whose file it is, where an organisation sent it; undefined where it is of the person's own account. */
    thirdPartyId: row.third_party_id ?? undefined,
  }));
/** A file that waits for somebody to say what its columns are, without its bytes. */
export type Upload = z.output<typeof UploadRow>;

/** Keeps a file until its columns are named; the same file again says only how long it is said to cover. Answers its id. */
export async function saveUpload(
  tx: Tx,
  actor: Actor,
  given: {
    readonly budgetId: string;
    readonly fileName: string;
    readonly bytes: Uint8Array;
    readonly fileHash: string;
    readonly from: PlainDate | undefined;
    readonly to: PlainDate | undefined;
    readonly uploadedOn: PlainDate;
    /** The organisation that sent it; undefined for a file of the person's own account. */
    readonly thirdPartyId: string | undefined;
  },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into statement_upload (icb_code, budget_id, file_name, content, file_hash, from_on, to_on, uploaded_on, by_id, by_name, third_party_id)
    values (${tx.icbCode}, ${given.budgetId}, ${given.fileName}, ${Buffer.from(given.bytes)}, ${given.fileHash}, ${given.from ?? null},
            ${given.to ?? null}, ${given.uploadedOn}, ${actor.id}, ${actor.name}, ${given.thirdPartyId ?? null})
        on conflict (budget_id, file_hash, third_party_id) do update set from_on = excluded.from_on, to_on = excluded.to_on
    returning statement_upload_id`);
  return row!.statement_upload_id as string;
}

/** The files of a budget that wait, newest first: those of the person's own account, or those that this organisation sent. */
export async function loadUploads(db: Queryable, budgetId: string, thirdPartyId?: string): Promise<Upload[]> {
  const rows = await db.query(sql`
    select statement_upload_id, budget_id, file_name, from_on, to_on, columns, uploaded_on, by_id, by_name, third_party_id from statement_upload
     where budget_id = ${budgetId} and third_party_id is not distinct from ${thirdPartyId ?? null}::uuid order by recorded_at desc, statement_upload_id limit 50`);
  return rows.map(row => UploadRow.parse(row));
}

/** One file that waits, with its bytes; undefined where there is none. */
export async function loadUpload(
  db: Queryable,
  budgetId: string,
  uploadId: string,
): Promise<(Upload & { readonly bytes: Uint8Array }) | undefined> {
  const [row] = await db.query(sql`
    select statement_upload_id, budget_id, file_name, from_on, to_on, columns, uploaded_on, by_id, by_name, third_party_id, content from statement_upload
     where statement_upload_id = ${uploadId} and budget_id = ${budgetId}`);
  return row && { ...UploadRow.parse(row), bytes: row.content as Uint8Array };
}

/** Keeps what was said of the file's columns until it is confirmed. */
export async function saveColumnsSaid(tx: Tx, uploadId: string, said: ColumnsSaid): Promise<void> {
  await tx.query(sql`
    update statement_upload set columns = ${JSON.stringify(said)}::jsonb where statement_upload_id = ${uploadId}`);
}

/** The file is read: its bytes are wanted no more. */
export async function dropUpload(tx: Tx, uploadId: string): Promise<void> {
  await tx.query(sql`delete from statement_upload where statement_upload_id = ${uploadId}`);
}

/** Lets go of files that came before this day and that nobody read. Answers how many. */
export async function dropUploadsBefore(tx: Tx, day: PlainDate): Promise<number> {
  const rows = await tx.query(
    sql`delete from statement_upload where uploaded_on < ${day} returning statement_upload_id`,
  );
  return rows.length;
}

const MappingRow = z
  .object({
    statement_mapping_id: z.string(),
    column_names: z.array(z.string()),
    columns: Columns,
    version: z.number(),
    added_on: plainDate,
    by_name: z.string(),
    withdrawn_on: plainDate.nullable(),
    withdrawn_by: z.string().nullable(),
    reason: z.string().nullable(),
    files: z.number(),
  })
  .transform(row => ({
    mappingId: row.statement_mapping_id,
    columnNames: row.column_names,
    columns: row.columns,
    version: row.version,
    addedOn: row.added_on,
    byName: row.by_name,
    withdrawn:
      row.withdrawn_on === null
        ? null
        : { withdrawnOn: row.withdrawn_on, byName: row.withdrawn_by!, reason: row.reason! },
    files: row.files,
  }));
/** A way to read files of one head, and how many were. */
export type Mapping = z.output<typeof MappingRow>;

const selectMapping = sql`
  select m.*, w.withdrawn_on, w.by_name as withdrawn_by, w.reason,
         (select count(*)::integer from statement_import i where i.statement_mapping_id = m.statement_mapping_id) as files
    from statement_mapping m left join statement_mapping_withdrawn w using (statement_mapping_id)`;

/** The way to read this head that counts now; undefined where there is none. */
export async function findMapping(db: Queryable, icbCode: string, headerHash: string): Promise<Mapping | undefined> {
  const [row] = await db.query(sql`
    ${selectMapping}
     where m.icb_code = ${icbCode} and m.header_hash = ${headerHash} and w.statement_mapping_id is null
     order by m.version desc limit 1`);
  return row && MappingRow.parse(row);
}

/** One at a time for a head, so that nobody remembers a second way meanwhile. */
export async function lockMapping(tx: Tx, headerHash: string): Promise<void> {
  await tx.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${`statement-mapping ${tx.icbCode} ${headerHash}`}, 0))`,
  );
}

/** Remembers a way to read a head; answers its id. */
export async function saveMapping(
  tx: Tx,
  actor: Actor,
  given: {
    readonly headerHash: string;
    readonly columnNames: readonly string[];
    readonly columns: ColumnsSaid;
    readonly addedOn: PlainDate;
  },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into statement_mapping (icb_code, header_hash, version, column_names, columns, added_on, by_id, by_name)
    select ${tx.icbCode}, ${given.headerHash}, coalesce(max(version), 0) + 1, ${given.columnNames}::text[],
           ${JSON.stringify(given.columns)}::jsonb, ${given.addedOn}::date, ${actor.id}::uuid, ${actor.name}
      from statement_mapping where icb_code = ${tx.icbCode} and header_hash = ${given.headerHash}
    returning statement_mapping_id`);
  return row!.statement_mapping_id as string;
}

/** Every way to read a head that somebody added, newest first. */
export async function loadMappings(db: Queryable, icbCode: string): Promise<Mapping[]> {
  const rows = await db.query(sql`
    ${selectMapping} where m.icb_code = ${icbCode} order by m.recorded_at desc, m.statement_mapping_id limit 500`);
  return rows.map(row => MappingRow.parse(row));
}

/** One of them; undefined where there is none. */
export async function loadMapping(db: Queryable, icbCode: string, mappingId: string): Promise<Mapping | undefined> {
  const [row] = await db.query(sql`
    ${selectMapping} where m.statement_mapping_id = ${mappingId} and m.icb_code = ${icbCode}`);
  return row && MappingRow.parse(row);
}

/** Takes a mapping back. Answers whether it had not been before. */
export async function saveWithdrawn(
  tx: Tx,
  actor: Actor,
  given: { readonly mappingId: string; readonly reason: string; readonly withdrawnOn: PlainDate },
): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into statement_mapping_withdrawn (statement_mapping_id, icb_code, reason, withdrawn_on, by_id, by_name)
    values (${given.mappingId}, ${tx.icbCode}, ${given.reason}, ${given.withdrawnOn}, ${actor.id}, ${actor.name})
        on conflict do nothing returning statement_mapping_id`);
  return rows.length > 0;
}

const MappedRow = z
  .object({
    statement_import_id: z.string(),
    reference: z.string(),
    budget_id: z.string(),
    file_name: z.string(),
    from_on: plainDate,
    to_on: plainDate,
    added_count: z.number(),
    proven: z.boolean(),
    imported_on: plainDate,
    by_name: z.string(),
    undone_on: plainDate.nullable(),
  })
  .transform(row => ({
    importId: row.statement_import_id,
    budgetReference: row.reference,
    budgetId: row.budget_id,
    fileName: row.file_name,
    fromOn: row.from_on,
    toOn: row.to_on,
    addedCount: row.added_count,
    proven: row.proven,
    importedOn: row.imported_on,
    byName: row.by_name,
    /** The day on which it was taken out again. */
    undoneOn: row.undone_on ?? undefined,
  }));
/** A file that was read by a mapping. */
export type MappedFile = z.output<typeof MappedRow>;

/** The files that were read by a mapping, newest first. */
export async function loadMappedFiles(db: Queryable, mappingId: string): Promise<MappedFile[]> {
  const rows = await db.query(sql`
    select i.statement_import_id, b.reference, i.budget_id, i.file_name, i.from_on, i.to_on, i.added_count, i.proven, i.imported_on,
           i.by_name, u.undone_on
      from statement_import i join budget b using (budget_id) left join statement_import_undone u using (statement_import_id)
     where i.statement_mapping_id = ${mappingId} order by i.recorded_at desc, i.statement_import_id`);
  return rows.map(row => MappedRow.parse(row));
}
