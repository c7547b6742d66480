/**
 * Orders for care that the NHS buys: tables `purchase_order`, `purchase_order_decision`, `purchase_order_part`,
 * `purchase_order_end` and `purchase_order_carried`. What was invoiced of an order comes from its invoices (invoices/store.ts).
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { often, type Sql, sql } from '../../platform/sql.ts';
import type { StreamPence } from '../../rules/options/split.ts';
import type { OrderPart } from '../../rules/orders/order.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';
import type { Quantity } from '../../values/quantity.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const OrderRow = z
  .object({
    order_id: z.string(),
    reference: z.string(),
    budget_id: z.string(),
    budget_reference: z.string(),
    budget_year: plainDate,
    plan_item_id: z.string(),
    line_label: z.string(),
    supplier_id: z.string(),
    supplier_name: z.string(),
    what: z.string(),
    quantity_ten_thousandths: z.bigint(),
    unit: z.string(),
    unit_pence: z.bigint(),
    price_pence: z.bigint(),
    from_on: plainDate,
    to_on: plainDate,
    raised_on: plainDate,
    raised_by_id: z.string(),
    raised_by_name: z.string(),
    outcome: z.enum(['APPROVED', 'REFUSED']).nullable(),
    decision_reason: z.string().nullable(),
    decided_on: plainDate.nullable(),
    decided_by_id: z.string().nullable(),
    decided_by_name: z.string().nullable(),
    ended_on: plainDate.nullable(),
    end_reason: z.string().nullable(),
    given_back_pence: z.bigint().nullable(),
    ended_by_name: z.string().nullable(),
    parts: z.array(z.object({ stream: z.string(), pence: z.string(), invoiced_pence: z.string() })),
    invoiced_pence: z.bigint(),
    invoiced_ten_thousandths: z.bigint(),
    open_invoices: z.number(),
  })
  .transform(row => ({
    orderId: row.order_id,
    reference: row.reference,
    budgetId: row.budget_id,
    budgetReference: row.budget_reference,
    budgetYear: row.budget_year,
    planItemId: row.plan_item_id,
    lineLabel: row.line_label,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    what: row.what,
    quantity: { tenThousandths: row.quantity_ten_thousandths } satisfies Quantity,
    unit: row.unit,
    unitPence: row.unit_pence,
    pricePence: row.price_pence,
    fromOn: row.from_on,
    toOn: row.to_on,
    raisedOn: row.raised_on,
    raisedById: row.raised_by_id,
    raisedByName: row.raised_by_name,
    outcome: row.outcome ?? undefined,
    decisionReason: row.decision_reason ?? '',
    decidedOn: row.decided_on ?? undefined,
    decidedById: row.decided_by_id ?? undefined,
    decidedByName: row.decided_by_name ?? '',
    isEnded: row.ended_on !== null,
    endedOn: row.ended_on ?? undefined,
    endReason: row.end_reason ?? '',
    givenBackPence: row.given_back_pence ?? 0n,
    endedByName: row.ended_by_name ?? '',
    /** What each payer promised, in the order of the signed split, and what was invoiced of it. */
    parts: row.parts.map(
      (part): OrderPart => ({
        stream: part.stream,
        pence: BigInt(part.pence),
        invoicedPence: BigInt(part.invoiced_pence),
      }),
    ),
    /** Accepted invoices less credit notes. */
    invoicedPence: row.invoiced_pence,
    invoicedQuantity: { tenThousandths: row.invoiced_ten_thousandths } satisfies Quantity,
    /** Invoices that nobody has accepted or refused yet. */
    openInvoices: row.open_invoices,
  }));
/** An order with what became of it. */
export type Order = z.output<typeof OrderRow>;

const selectOrder = (which: Sql): Sql => sql`
  select o.*, b.reference as budget_reference, i.label as line_label,
         coalesce((select jsonb_agg(jsonb_build_object('stream', p.stream, 'pence', p.pence::text,
                                                        'invoiced_pence', coalesce(v.pence, 0)::text) order by p.place)
                     from purchase_order_part p
                     left join (select v.stream, sum(v.pence * sign(n.counts_pence)::bigint) as pence
                                  from invoice_now n join invoice_part v using (invoice_id)
                                 where n.order_id = o.order_id group by v.stream) v using (stream)
                    where p.order_id = o.order_id), '[]') as parts,
         n.invoiced_pence, n.invoiced_ten_thousandths, n.open_invoices
    from purchase_order_now o
    join budget b using (budget_id)
    join plan_item i using (plan_item_id)
   cross join lateral (
     select coalesce(sum(counts_pence) filter (where status = 'ACCEPTED'), 0)::bigint as invoiced_pence,
            coalesce(sum(quantity_ten_thousandths * sign(counts_pence)) filter (where status = 'ACCEPTED'), 0)::bigint as invoiced_ten_thousandths,
            count(*) filter (where status in ('ENTERED', 'QUERIED'))::integer as open_invoices
       from invoice_now n where n.order_id = o.order_id) n
   where ${which}
   order by o.recorded_at, o.order_id`;

/** Every order of a budget, the oldest first. */
export async function loadOrders(db: Queryable, budgetId: string): Promise<Order[]> {
  const rows = await db.query(often`${selectOrder(sql`o.budget_id = ${budgetId}`)}`);
  return rows.map(row => OrderRow.parse(row));
}

/** One order of a budget, or undefined. */
export async function loadOrder(db: Queryable, budgetId: string, orderId: string): Promise<Order | undefined> {
  const [row] = await db.query(often`${selectOrder(sql`o.order_id = ${orderId} and o.budget_id = ${budgetId}`)}`);
  return row && OrderRow.parse(row);
}

/** The orders of these numbers, as suppliers write them on invoices; those of this board alone, in no order. */
export async function findOrders(db: Queryable, icbCode: string, references: readonly string[]): Promise<Order[]> {
  const rows = await db.query(selectOrder(sql`o.icb_code = ${icbCode} and o.reference = any (${references}::text[])`));
  return rows.map(row => OrderRow.parse(row));
}

/** Orders of the whole board that wait for their yes, the oldest first. */
export async function loadOrdersToDecide(db: Queryable, icbCode: string): Promise<Order[]> {
  const rows = await db.query(selectOrder(sql`o.icb_code = ${icbCode} and o.outcome is null`));
  return rows.map(row => OrderRow.parse(row));
}

export type OrderToSave = Pick<
  Order,
  'budgetId' | 'budgetYear' | 'planItemId' | 'supplierId' | 'what' | 'quantity' | 'unit' | 'unitPence' | 'pricePence'
> &
  Pick<Order, 'fromOn' | 'toOn' | 'raisedOn'>;

/** Stores an order that waits for its yes; answers its id and its number. */
export async function saveNewOrder(
  tx: Tx,
  actor: Actor,
  order: OrderToSave,
): Promise<{ readonly orderId: string; readonly reference: string }> {
  const [row] = await tx.query(sql`
    insert into purchase_order (icb_code, reference, budget_id, budget_year, plan_item_id, supplier_id, what, quantity_ten_thousandths,
                                unit, unit_pence, price_pence, from_on, to_on, raised_on, raised_by_id, raised_by_name)
    values (${tx.icbCode}, 'PO' || nextval('purchase_order_number'), ${order.budgetId}, ${order.budgetYear}, ${order.planItemId},
            ${order.supplierId}, ${order.what}, ${order.quantity.tenThousandths}, ${order.unit}, ${order.unitPence},
            ${order.pricePence}, ${order.fromOn}, ${order.toOn}, ${order.raisedOn}, ${actor.id}, ${actor.name})
    returning order_id, reference`);
  return { orderId: row!.order_id as string, reference: row!.reference as string };
}

/** Stores the yes or no to an order. */
export async function saveOrderAnswer(
  tx: Tx,
  actor: Actor,
  answer: {
    readonly orderId: string;
    readonly raisedById: string;
    readonly outcome: 'APPROVED' | 'REFUSED';
    readonly reason: string;
    readonly decidedOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into purchase_order_decision (order_id, icb_code, raised_by_id, outcome, reason, decided_on, by_id, by_name)
    values (${answer.orderId}, ${tx.icbCode}, ${answer.raisedById}, ${answer.outcome}, ${answer.reason}, ${answer.decidedOn},
            ${actor.id}, ${actor.name})`);
}

/** Stores what each payer promises of an order, in the order of the signed split. */
export async function saveOrderParts(tx: Tx, orderId: string, parts: readonly StreamPence[]): Promise<void> {
  await tx.query(sql`
    insert into purchase_order_part (order_id, stream, place, icb_code, pence)
    select ${orderId}, p.stream, p.place, ${tx.icbCode}, p.pence
      from unnest(${parts.map(part => part.stream)}::text[], ${parts.map(part => part.pence)}::bigint[])
           with ordinality as p (stream, pence, place)`);
}

/** Stores that an order was closed, and what went back. */
export async function saveOrderEnd(
  tx: Tx,
  actor: Actor,
  end: { readonly orderId: string; readonly reason: string; readonly leftPence: bigint; readonly endedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into purchase_order_end (order_id, icb_code, reason, left_pence, ended_on, by_id, by_name)
    values (${end.orderId}, ${tx.icbCode}, ${end.reason}, ${end.leftPence}, ${end.endedOn}, ${actor.id}, ${actor.name})`);
}

/** Stores that the rest of an order that was closed is ordered again. */
export async function saveCarried(
  tx: Tx,
  carried: { readonly orderId: string; readonly newOrderId: string },
): Promise<void> {
  await tx.query(sql`
    insert into purchase_order_carried (order_id, icb_code, new_order_id)
    values (${carried.orderId}, ${tx.icbCode}, ${carried.newOrderId})`);
}

/** Open orders of budget years that began on this day or before it, the oldest first. */
export async function loadOrdersOfYears(db: Queryable, icbCode: string, upTo: PlainDate): Promise<Order[]> {
  const rows = await db.query(
    selectOrder(
      sql`o.icb_code = ${icbCode} and o.outcome = 'APPROVED' and o.ended_on is null and o.budget_year <= ${upTo}`,
    ),
  );
  return rows.map(row => OrderRow.parse(row));
}

/** Budgets under an agreement that wait for nothing but a look whether their set-up is complete: their orders are approved. */
export async function loadBudgetsWithOrders(db: Queryable, icbCode: string): Promise<string[]> {
  const rows = await db.query(sql`
    select distinct o.budget_id
      from purchase_order o
      join purchase_order_decision d on d.order_id = o.order_id and d.outcome = 'APPROVED'
      join budget_now n on n.budget_id = o.budget_id and n.state = 'AGREED'
     where o.icb_code = ${icbCode} order by o.budget_id`);
  return rows.map(row => row.budget_id as string);
}
