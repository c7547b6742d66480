/**
 * Payments to suppliers: tables `supplier_list`, `supplier_list_status`, `supplier_payment`, `supplier_payment_invoice` and
 * `supplier_payment_return`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { type Sql, sql } from '../../../platform/sql.ts';
import type { DraftPayment, OwedSupplier } from '../../../rules/orders/supplier-payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

/** Lists are prepared one after the other: two at once would both take the same invoices. */
export async function takeTurnToList(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('supplier-list ' || ${tx.icbCode}, 0))`);
}

const OwedRow = z
  .object({
    supplier_id: z.string(),
    supplier_name: z.string(),
    supplier_account_id: z.string().nullable(),
    method: z.enum(['CALL_BACK', 'BANK_LETTER']).nullable(),
    changed: z.boolean().nullable(),
    waited_one_run: z.boolean().nullable(),
    invoices: z.array(z.object({ invoice_id: z.string(), pence: z.string() })),
  })
  .transform(
    (row): OwedSupplier => ({
      supplierId: row.supplier_id,
      supplierName: row.supplier_name,
      account:
        row.supplier_account_id === null
          ? undefined
          : {
              accountId: row.supplier_account_id,
              method: row.method!,
              changed: row.changed!,
              waitedOneRun: row.waited_one_run!,
            },
      invoices: row.invoices.map(one => ({ invoiceId: one.invoice_id, pence: BigInt(one.pence) })),
    }),
  );

/** Every supplier with accepted invoices or credit notes that lie in no payment, by name. */
export async function loadOwedSuppliers(db: Queryable, icbCode: string): Promise<OwedSupplier[]> {
  const rows = await db.query(sql`
    select s.supplier_id, s.name as supplier_name, a.supplier_account_id, a.method, a.changed, n.invoices,
           exists (select from payment_run r
                    where r.icb_code = s.icb_code and r.released_by is not null and r.recorded_at > a.recorded_at)
             or exists (select from supplier_list_status r
                         where r.icb_code = s.icb_code and r.status = 'RELEASED' and r.recorded_at > a.recorded_at) as waited_one_run
      from (select supplier_id, jsonb_agg(jsonb_build_object('invoice_id', invoice_id, 'pence', counts_pence::text)
                                          order by recorded_at, invoice_id) as invoices
              from invoice_now n
             where n.icb_code = ${icbCode} and n.status = 'ACCEPTED'
               and not exists (select from supplier_payment_invoice i where i.invoice_id = n.invoice_id and i.lives)
             group by supplier_id) n
      join supplier s using (supplier_id)
      left join lateral (${newestAccount(sql`s.supplier_id`)}) a on a.outcome = 'VERIFIED'
     order by lower(s.name), s.supplier_id`);
  return rows.map(row => OwedRow.parse(row));
}

/** The newest account of a supplier, checked or not. */
const newestAccount = (supplierId: Sql): Sql => sql`
  select a.supplier_account_id, a.entered_by_id, a.version > 1 as changed, a.recorded_at, c.outcome, c.method
    from supplier_account a left join supplier_account_check c using (supplier_account_id)
   where a.supplier_id = ${supplierId} order by a.version desc limit 1`;

/** Stores a list with its payments and their invoices; answers its id and number. */
export async function saveList(
  tx: Tx,
  actor: Actor,
  list: {
    readonly preparedOn: PlainDate;
    readonly count: number;
    readonly totalPence: bigint;
    readonly payments: readonly DraftPayment[];
  },
): Promise<{ readonly listId: string; readonly number: number }> {
  const { payments } = list;
  const [row] = await tx.query(sql`
    insert into supplier_list (icb_code, number, prepared_on, prepared_by_id, prepared_by_name, payments_count, total_pence)
    select ${tx.icbCode}, 1 + coalesce(max(number), 0), ${list.preparedOn}::date, ${actor.id}::uuid, ${actor.name},
           ${list.count}::integer, ${list.totalPence}::bigint
      from supplier_list where icb_code = ${tx.icbCode}
    returning list_id, number`);
  const listId = row!.list_id as string;
  await tx.query(sql`
    with made as (
      insert into supplier_payment (icb_code, list_id, place, supplier_id, supplier_account_id, pence)
      select ${tx.icbCode}, ${listId}::uuid, p.place, p.supplier_id, p.account_id, p.pence
        from unnest(${payments.map(one => one.supplierId)}::uuid[], ${payments.map(one => one.accountId)}::uuid[],
                    ${payments.map(one => one.pence)}::bigint[]) with ordinality as p (supplier_id, account_id, pence, place)
      returning supplier_payment_id, supplier_id)
    insert into supplier_payment_invoice (supplier_payment_id, invoice_id, icb_code)
    select m.supplier_payment_id, i.invoice_id, ${tx.icbCode}
      from unnest(${payments.flatMap(one => one.invoiceIds.map(() => one.supplierId))}::uuid[],
                  ${payments.flatMap(one => [...one.invoiceIds])}::uuid[]) as i (supplier_id, invoice_id)
      join made m using (supplier_id)`);
  return { listId, number: row!.number as number };
}

const ListRow = z
  .object({
    list_id: z.string(),
    number: z.number(),
    prepared_on: plainDate,
    prepared_by_id: z.string(),
    prepared_by_name: z.string(),
    payments_count: z.number(),
    total_pence: z.bigint(),
    status: z.enum(['PREPARED', 'RELEASED', 'SENT', 'PAID', 'CANCELLED']),
    released_on: plainDate.nullable(),
    released_by_name: z.string().nullable(),
    bank_reference: z.string().nullable(),
    paid_on: plainDate.nullable(),
    paid_by_name: z.string().nullable(),
    cancel_reason: z.string().nullable(),
    sent_on: plainDate.nullable(),
    credit_on: plainDate.nullable(),
    sent_by_id: z.string().nullable(),
    sent_by_name: z.string().nullable(),
    files_count: z.number(),
    taken_count: z.number(),
    taken_on: plainDate.nullable(),
    rejected_count: z.number(),
  })
  .transform(row => ({
    listId: row.list_id,
    number: row.number,
    preparedOn: row.prepared_on,
    preparedById: row.prepared_by_id,
    preparedByName: row.prepared_by_name,
    totals: { count: row.payments_count, totalPence: row.total_pence },
    status: row.status,
    releasedOn: row.released_on ?? undefined,
    releasedByName: row.released_by_name ?? '',
    bankReference: row.bank_reference ?? '',
    paidOn: row.paid_on ?? undefined,
    paidByName: row.paid_by_name ?? '',
    cancelReason: row.cancel_reason ?? '',
    /** When its file was written and the money arrives; undefined where it has none. */
    sentOn: row.sent_on ?? undefined,
    creditOn: row.credit_on ?? undefined,
    sentById: row.sent_by_id ?? undefined,
    sentByName: row.sent_by_name ?? '',
    /** Its files, and of how many of them the bank said that it took them in, or did not. */
    filesCount: row.files_count,
    takenCount: row.taken_count,
    takenOn: row.taken_on ?? undefined,
    rejectedCount: row.rejected_count,
  }));
/** A list of payments to suppliers, and how far it has come. */
export type SupplierList = z.output<typeof ListRow>;

/** The lists of this board, the newest first. */
export async function loadLists(db: Queryable, icbCode: string): Promise<SupplierList[]> {
  const rows = await db.query(sql`
    select * from supplier_list_now where icb_code = ${icbCode} order by number desc`);
  return rows.map(row => ListRow.parse(row));
}

/** The lists whose files are on their way, and those that were sent since this day, the newest first. */
export async function loadListsToWatch(db: Queryable, icbCode: string, since: PlainDate): Promise<SupplierList[]> {
  const rows = await db.query(sql`
    select * from supplier_list_now
     where icb_code = ${icbCode} and (status = 'SENT' or sent_on >= ${since}) order by number desc`);
  return rows.map(row => ListRow.parse(row));
}

/** One list, or undefined. */
export async function loadList(db: Queryable, listId: string): Promise<SupplierList | undefined> {
  const [row] = await db.query(sql`select * from supplier_list_now where list_id = ${listId}`);
  return row && ListRow.parse(row);
}

/** The same, held until the transaction ends: acts on one list queue up. */
export async function lockList(tx: Tx, listId: string): Promise<SupplierList | undefined> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('supplier-list ' || ${listId}, 0))`);
  return loadList(tx, listId);
}

const PaymentRow = z
  .object({
    supplier_payment_id: z.string(),
    place: z.number(),
    supplier_id: z.string(),
    supplier_name: z.string(),
    account_name: z.string(),
    sort_code: z.string(),
    account_number: z.string(),
    pence: z.bigint(),
    returned_on: plainDate.nullable(),
    return_reason: z.string().nullable(),
    invoices: z.array(z.object({ number: z.string(), pence: z.string() })),
    parts: z.array(z.object({ stream: z.string(), pence: z.string() })),
  })
  .transform(row => ({
    supplierPaymentId: row.supplier_payment_id,
    place: row.place,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    accountName: row.account_name,
    sortCode: row.sort_code,
    accountNumber: row.account_number,
    pence: row.pence,
    returnedOn: row.returned_on ?? undefined,
    returnReason: row.return_reason ?? '',
    invoices: row.invoices.map(one => ({ number: one.number, pence: BigInt(one.pence) })),
    /** What comes out of each payer's money; below nought where its credit notes are more than its invoices. */
    parts: row.parts.map(one => ({ stream: one.stream, pence: BigInt(one.pence) })),
  }));
/** One payment of a list, to one supplier. */
export type SupplierPayment = z.output<typeof PaymentRow>;

/** The payments of a list in their order. */
export async function loadListPayments(db: Queryable, listId: string): Promise<SupplierPayment[]> {
  const rows = await db.query(sql`
    select p.*, s.name as supplier_name, a.name as account_name, a.sort_code, a.account_number, r.returned_on,
           r.reason as return_reason,
           (select jsonb_agg(jsonb_build_object('number', n.number, 'pence', n.counts_pence::text) order by n.recorded_at, n.invoice_id)
              from supplier_payment_invoice i join invoice_now n using (invoice_id)
             where i.supplier_payment_id = p.supplier_payment_id) as invoices,
           (select jsonb_agg(jsonb_build_object('stream', v.stream, 'pence', v.pence::text) order by v.stream)
              from (select v.stream, sum(v.pence * sign(n.counts_pence))::bigint as pence
                      from supplier_payment_invoice i join invoice_now n using (invoice_id) join invoice_part v using (invoice_id)
                     where i.supplier_payment_id = p.supplier_payment_id group by v.stream) v) as parts
      from supplier_payment p
      join supplier s using (supplier_id)
      join supplier_account a using (supplier_account_id)
      left join supplier_payment_return r using (supplier_payment_id)
     where p.list_id = ${listId} order by p.place`);
  return rows.map(row => PaymentRow.parse(row));
}

/** Suppliers of a list whose account is not the one that was checked last any more, or was entered by this person. */
export async function loadChangedAccounts(db: Queryable, listId: string, byId: string | undefined): Promise<string[]> {
  const rows = await db.query(sql`
    select s.name
      from supplier_payment p
      join supplier s using (supplier_id)
     cross join lateral (${newestAccount(sql`p.supplier_id`)}) a
     where p.list_id = ${listId}
       and (a.supplier_account_id <> p.supplier_account_id or a.outcome is distinct from 'VERIFIED' or a.entered_by_id = ${byId ?? null}::uuid)
     order by lower(s.name)`);
  return rows.map(row => row.name as string);
}

/** Stores what became of a list. */
export async function saveListStatus(
  tx: Tx,
  actor: Actor,
  list: Pick<SupplierList, 'listId' | 'preparedById'>,
  now: { readonly status: 'RELEASED' | 'PAID' | 'CANCELLED'; readonly words: string; readonly happenedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into supplier_list_status (list_id, status, icb_code, prepared_by_id, words, happened_on, by_id, by_name)
    values (${list.listId}, ${now.status}, ${tx.icbCode}, ${list.preparedById}, ${now.words}, ${now.happenedOn}, ${actor.id}, ${actor.name})`);
}

/** Frees the invoices of a whole list, or of one payment, to be paid again. */
export async function freeInvoices(
  tx: Tx,
  of: { readonly listId: string; readonly supplierPaymentId?: string },
): Promise<void> {
  await tx.query(sql`
    update supplier_payment_invoice i set lives = false
      from supplier_payment p
     where p.supplier_payment_id = i.supplier_payment_id and p.list_id = ${of.listId} and i.lives
       and (${of.supplierPaymentId ?? null}::uuid is null or p.supplier_payment_id = ${of.supplierPaymentId ?? null})`);
}

const OutRow = z
  .object({
    supplier_payment_id: z.string(),
    list_id: z.string(),
    number: z.number(),
    place: z.number(),
    supplier_name: z.string(),
    pence: z.bigint(),
    is_paid: z.boolean(),
  })
  .transform(row => ({
    supplierPaymentId: row.supplier_payment_id,
    listId: row.list_id,
    number: row.number,
    place: row.place,
    supplierName: row.supplier_name,
    pence: row.pence,
    /** Its list is recorded as paid. */
    isPaid: row.is_paid,
  }));
/** A payment to a supplier that is on its way or paid, and not given back. */
export type PaymentOut = z.output<typeof OutRow>;

/** Those of lists that were prepared on this day or later, the newest first. */
export async function loadPaymentsOut(db: Queryable, icbCode: string, since: PlainDate): Promise<PaymentOut[]> {
  const rows = await db.query(sql`
    select p.supplier_payment_id, p.list_id, l.number, p.place, s.name as supplier_name, p.pence, l.status = 'PAID' as is_paid
      from supplier_list_now l
      join supplier_payment p using (list_id)
      join supplier s using (supplier_id)
     where l.icb_code = ${icbCode} and l.status in ('SENT', 'PAID') and l.prepared_on >= ${since}
       and not exists (select from supplier_payment_return r where r.supplier_payment_id = p.supplier_payment_id)
     order by l.number desc, p.place`);
  return rows.map(row => OutRow.parse(row));
}

const ReturnedRow = z
  .object({
    list_id: z.string(),
    number: z.number(),
    place: z.number(),
    supplier_id: z.string(),
    supplier_name: z.string(),
    pence: z.bigint(),
    reason: z.string(),
    returned_on: plainDate,
    is_new_account: z.boolean(),
  })
  .transform(row => ({
    listId: row.list_id,
    number: row.number,
    place: row.place,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    pence: row.pence,
    reason: row.reason,
    returnedOn: row.returned_on,
    /** Another account was entered since. */
    isNewAccount: row.is_new_account,
  }));
/** A payment to a supplier that the bank gave back and no other has paid since. */
export type ReturnedToUs = z.output<typeof ReturnedRow>;

/** Those of this board, the oldest first. */
export async function loadReturnedToUs(db: Queryable, icbCode: string): Promise<ReturnedToUs[]> {
  const rows = await db.query(sql`
    select p.list_id, l.number, p.place, p.supplier_id, s.name as supplier_name, p.pence, r.reason, r.returned_on,
           exists (select from supplier_account a where a.supplier_id = p.supplier_id and a.recorded_at > r.recorded_at) as is_new_account
      from supplier_payment_return r
      join supplier_payment p using (supplier_payment_id)
      join supplier_list l using (list_id)
      join supplier s using (supplier_id)
     where r.icb_code = ${icbCode}
       and exists (select from supplier_payment_invoice i
                    where i.supplier_payment_id = p.supplier_payment_id
                      and not exists (select from supplier_payment_invoice o where o.invoice_id = i.invoice_id and o.lives))
     order by r.recorded_at, r.supplier_payment_id`);
  return rows.map(row => ReturnedRow.parse(row));
}

/** Stores that the bank gave a payment back. */
export async function saveSupplierReturn(
  tx: Tx,
  actor: Actor,
  back: { readonly supplierPaymentId: string; readonly reason: string; readonly returnedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into supplier_payment_return (supplier_payment_id, icb_code, reason, returned_on, by_id, by_name)
    values (${back.supplierPaymentId}, ${tx.icbCode}, ${back.reason}, ${back.returnedOn}, ${actor.id}, ${actor.name})`);
}
