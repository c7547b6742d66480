/** Invoices of suppliers: tables `invoice`, `invoice_answer`, `invoice_agreement` and `invoice_part`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { type Sql, sql } from '../../../platform/sql.ts';
import type { StreamPence } from '../../../rules/options/split.ts';
import { invoiceKey } from '../../../rules/orders/invoice.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';
import type { Quantity } from '../../../values/quantity.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const InvoiceRow = z
  .object({
    invoice_id: z.string(),
    kind: z.enum(['INVOICE', 'CREDIT']),
    supplier_id: z.string(),
    supplier_name: z.string(),
    order_id: z.string(),
    order_reference: z.string(),
    budget_id: z.string(),
    budget_reference: z.string(),
    number: z.string(),
    issued_on: plainDate,
    from_on: plainDate,
    to_on: plainDate,
    quantity_ten_thousandths: z.bigint(),
    unit_pence: z.bigint(),
    pence: z.bigint(),
    credits_id: z.string().nullable(),
    words: z.string(),
    entered_on: plainDate,
    entered_by_id: z.string(),
    entered_by_name: z.string(),
    status: z.enum(['ENTERED', 'QUERIED', 'ACCEPTED', 'REFUSED']),
    answer_reason: z.string(),
    answered_on: plainDate.nullable(),
    answered_by_name: z.string().nullable(),
    agreed_by_id: z.string().nullable(),
    agreed_by_name: z.string().nullable(),
    agreed_over_pence: z.bigint().nullable(),
    agreed_reason: z.string().nullable(),
    paid_on: plainDate.nullable(),
    parts: z.array(z.object({ stream: z.string(), pence: z.string() })),
  })
  .transform(row => ({
    invoiceId: row.invoice_id,
    kind: row.kind,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    orderId: row.order_id,
    orderReference: row.order_reference,
    budgetId: row.budget_id,
    budgetReference: row.budget_reference,
    number: row.number,
    issuedOn: row.issued_on,
    fromOn: row.from_on,
    toOn: row.to_on,
    quantity: { tenThousandths: row.quantity_ten_thousandths } satisfies Quantity,
    unitPence: row.unit_pence,
    pence: row.pence,
    creditsId: row.credits_id ?? undefined,
    words: row.words,
    enteredOn: row.entered_on,
    enteredById: row.entered_by_id,
    enteredByName: row.entered_by_name,
    status: row.status,
    answerReason: row.answer_reason,
    answeredOn: row.answered_on ?? undefined,
    answeredByName: row.answered_by_name ?? '',
    agreed:
      row.agreed_by_id === null
        ? undefined
        : {
            byId: row.agreed_by_id,
            byName: row.agreed_by_name!,
            overPence: row.agreed_over_pence!,
            reason: row.agreed_reason!,
          },
    paidOn: row.paid_on ?? undefined,
    /** What each payer pays of it, above nought for a credit note too; empty until it is accepted. */
    parts: row.parts.map((part): StreamPence => ({ stream: part.stream, pence: BigInt(part.pence) })),
  }));
/** An invoice or a credit note with what became of it. */
export type Invoice = z.output<typeof InvoiceRow>;

const selectInvoice = (which: Sql): Sql => sql`
  select n.*, s.name as supplier_name, o.reference as order_reference, b.reference as budget_reference,
         g.by_id as agreed_by_id, g.by_name as agreed_by_name, g.over_pence as agreed_over_pence, g.reason as agreed_reason,
         (select l.happened_on from supplier_payment_invoice i
            join supplier_payment p using (supplier_payment_id)
            join supplier_list_status l on l.list_id = p.list_id and l.status = 'PAID'
           where i.invoice_id = n.invoice_id and i.lives) as paid_on,
         coalesce((select jsonb_agg(jsonb_build_object('stream', p.stream, 'pence', p.pence::text) order by p.place)
                     from invoice_part p where p.invoice_id = n.invoice_id), '[]') as parts
    from invoice_now n
    join supplier s using (supplier_id)
    join purchase_order o using (order_id)
    join budget b on b.budget_id = n.budget_id
    left join lateral (select * from invoice_agreement g where g.invoice_id = n.invoice_id order by sequence desc limit 1) g on true
   where ${which}
   order by n.recorded_at, n.invoice_id`;

/** The invoices of a budget, the oldest first. */
export async function loadInvoices(db: Queryable, budgetId: string): Promise<Invoice[]> {
  const rows = await db.query(selectInvoice(sql`n.budget_id = ${budgetId}`));
  return rows.map(row => InvoiceRow.parse(row));
}

/** One invoice of a budget, or undefined. */
export async function loadInvoice(db: Queryable, budgetId: string, invoiceId: string): Promise<Invoice | undefined> {
  const [row] = await db.query(selectInvoice(sql`n.invoice_id = ${invoiceId} and n.budget_id = ${budgetId}`));
  return row && InvoiceRow.parse(row);
}

/** The invoices of the whole board that somebody has to decide about, the oldest first. */
export async function loadInvoicesToDecide(db: Queryable, icbCode: string): Promise<Invoice[]> {
  const rows = await db.query(selectInvoice(sql`n.icb_code = ${icbCode} and n.status in ('ENTERED', 'QUERIED')`));
  return rows.map(row => InvoiceRow.parse(row));
}

/** A number that a supplier wrote on invoices before: how, where one of them counts, and how often it came. */
export type SameNumber = { readonly number: string | undefined; readonly attempts: number };

/** What came before under this number of this supplier; held, so that no other comes meanwhile. */
export async function findSameNumber(tx: Tx, supplierId: string, number: string): Promise<SameNumber> {
  const numberKey = invoiceKey(number);
  const same = await findSameNumbers(tx, [{ supplierId, numberKey }]);
  return same.get(sameKey({ supplierId, numberKey })) ?? { number: undefined, attempts: 0 };
}

type NumberOf = { readonly supplierId: string; readonly numberKey: string };

/** Under which `findSameNumbers` keeps what it found. */
export const sameKey = ({ supplierId, numberKey }: NumberOf) => `${supplierId} ${numberKey}`;

/** The same of many numbers; those that never came are not in it. */
export async function findSameNumbers(tx: Tx, wanted: readonly NumberOf[]): Promise<Map<string, SameNumber>> {
  // Always in one order, so that two files cannot wait for each other.
  const suppliers = [...new Set(wanted.map(one => one.supplierId))].toSorted();
  await tx.query(sql`
    select pg_advisory_xact_lock(hashtextextended('invoices of ' || s, 0)) from unnest(${suppliers}::text[]) s`);
  const rows = await tx.query(sql`
    select n.supplier_id, n.number_key, count(*)::integer as attempts,
           (array_agg(n.number order by n.recorded_at) filter (where n.status <> 'REFUSED'))[1] as number
      from (select distinct supplier_id, number_key
              from unnest(${wanted.map(one => one.supplierId)}::uuid[], ${wanted.map(one => one.numberKey)}::text[])
                as w (supplier_id, number_key)) w
      join invoice_now n using (supplier_id, number_key)
     group by n.supplier_id, n.number_key`);
  return new Map(
    rows.map(row => [
      sameKey({ supplierId: row.supplier_id as string, numberKey: row.number_key as string }),
      { number: (row.number as string | null) ?? undefined, attempts: row.attempts as number },
    ]),
  );
}

export type InvoiceToSave = Pick<
  Invoice,
  'kind' | 'supplierId' | 'orderId' | 'budgetId' | 'number' | 'issuedOn' | 'fromOn' | 'toOn' | 'quantity' | 'unitPence'
> &
  Pick<Invoice, 'pence' | 'creditsId' | 'words' | 'enteredOn'> & { readonly attempt: number };

/** Stores an invoice that waits for its answer; answers its id. */
export async function saveInvoice(tx: Tx, actor: Actor, invoice: InvoiceToSave): Promise<string> {
  const [invoiceId] = await saveInvoices(tx, actor, [invoice]);
  return invoiceId!;
}

/** Stores invoices that wait for their answers; answers their ids. */
export async function saveInvoices(tx: Tx, actor: Actor, invoices: readonly InvoiceToSave[]): Promise<string[]> {
  const rows = await tx.query(sql`
    insert into invoice (icb_code, kind, supplier_id, order_id, budget_id, number, number_key, attempt, issued_on, from_on, to_on,
                         quantity_ten_thousandths, unit_pence, pence, credits_id, words, entered_on, entered_by_id, entered_by_name)
    select ${tx.icbCode}, n.kind, n.supplier_id, n.order_id, n.budget_id, n.number, n.number_key, n.attempt, n.issued_on, n.from_on,
           n.to_on, n.quantity, n.unit_pence, n.pence, n.credits_id, n.words, n.entered_on, ${actor.id}::uuid, ${actor.name}
      from unnest(${invoices.map(one => one.kind)}::text[], ${invoices.map(one => one.supplierId)}::uuid[],
                  ${invoices.map(one => one.orderId)}::uuid[], ${invoices.map(one => one.budgetId)}::uuid[],
                  ${invoices.map(one => one.number)}::text[], ${invoices.map(one => invoiceKey(one.number))}::text[],
                  ${invoices.map(one => one.attempt)}::integer[], ${invoices.map(one => one.issuedOn)}::date[],
                  ${invoices.map(one => one.fromOn)}::date[], ${invoices.map(one => one.toOn)}::date[],
                  ${invoices.map(one => one.quantity.tenThousandths)}::bigint[], ${invoices.map(one => one.unitPence)}::bigint[],
                  ${invoices.map(one => one.pence)}::bigint[], ${invoices.map(one => one.creditsId ?? null)}::uuid[],
                  ${invoices.map(one => one.words)}::text[], ${invoices.map(one => one.enteredOn)}::date[])
           with ordinality as n (kind, supplier_id, order_id, budget_id, number, number_key, attempt, issued_on, from_on, to_on,
                                 quantity, unit_pence, pence, credits_id, words, entered_on, place)
     order by n.place
    returning invoice_id`);
  return rows.map(row => row.invoice_id as string);
}

/** Stores what somebody says of an invoice. */
export async function saveInvoiceAnswer(
  tx: Tx,
  actor: Actor,
  answer: {
    readonly invoiceId: string;
    readonly outcome: 'QUERIED' | 'ACCEPTED' | 'REFUSED';
    readonly reason: string;
    /** What one person may enter and accept, by the policy of the day. */
    readonly ownMostPence: bigint;
    readonly answeredOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into invoice_answer (invoice_id, sequence, icb_code, outcome, reason, own_most_pence, answered_on, by_id, by_name)
    select ${answer.invoiceId}, 1 + coalesce(max(sequence), 0), ${tx.icbCode}, ${answer.outcome}, ${answer.reason},
           ${answer.ownMostPence}::bigint, ${answer.answeredOn}::date, ${actor.id}::uuid, ${actor.name}
      from invoice_answer where invoice_id = ${answer.invoiceId}`);
}

/** Stores that another person agrees to what is more than was ordered. */
export async function saveInvoiceAgreement(
  tx: Tx,
  actor: Actor,
  agreement: {
    readonly invoiceId: string;
    readonly enteredById: string;
    readonly overPence: bigint;
    readonly reason: string;
    readonly agreedOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into invoice_agreement (invoice_id, sequence, icb_code, entered_by_id, over_pence, reason, agreed_on, by_id, by_name)
    select ${agreement.invoiceId}, 1 + coalesce(max(sequence), 0), ${tx.icbCode}, ${agreement.enteredById}::uuid,
           ${agreement.overPence}::bigint, ${agreement.reason}, ${agreement.agreedOn}::date, ${actor.id}::uuid, ${actor.name}
      from invoice_agreement where invoice_id = ${agreement.invoiceId}`);
}

/** Stores what each payer pays of an invoice. */
export async function saveInvoiceParts(tx: Tx, invoiceId: string, parts: readonly StreamPence[]): Promise<void> {
  await tx.query(sql`
    insert into invoice_part (invoice_id, stream, place, icb_code, pence)
    select ${invoiceId}, p.stream, p.place, ${tx.icbCode}, p.pence
      from unnest(${parts.map(part => part.stream)}::text[], ${parts.map(part => part.pence)}::bigint[])
           with ordinality as p (stream, pence, place)`);
}
