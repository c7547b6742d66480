/** The comparison of orders, invoices and what is owed to suppliers with the ledger: each payer's part by itself. */
import { sql } from '../../../../platform/sql.ts';

/**
 * Each order: what its journals and those of its invoices left promised, against its parts less what was invoiced; a
 * closed one promises nothing. Each invoice: what it posted, against what was accepted. Each supplier: what is owed by
 * the ledger, against the invoices that were accepted and lie in no payment that was made.
 */
export const ORDERS = sql`
  with counted as materialized (
    select n.invoice_id, n.order_id, n.supplier_id, n.budget_id, p.stream, (p.pence * sign(n.counts_pence))::bigint as pence
      from invoice_now n join invoice_part p using (invoice_id)
  ),
  left_over as (
    select o.order_id, o.budget_id,
           sum(case when e.order_id is null then greatest(p.pence - coalesce(c.pence, 0), 0) else 0 end) as pence
      from purchase_order o
      join purchase_order_part p using (order_id)
      left join purchase_order_end e using (order_id)
      left join (select order_id, stream, sum(pence) as pence from counted group by order_id, stream) c using (order_id, stream)
     group by o.order_id, o.budget_id
  ),
  promised as (
    select x.order_id, -sum(t.amount_pence) as pence
      from (select order_id, 'order:' || order_id as caused_by from purchase_order
            union all select order_id, 'invoice:' || invoice_id from invoice) x
      join journal j using (caused_by) join posting t using (journal_id) join ledger_account a using (ledger_account_id)
     where a.kind = 'promised'
     group by x.order_id
  ),
  posted as (
    select n.invoice_id,
           coalesce(-sum(t.amount_pence) filter (where a.kind = 'used'), 0) as used,
           coalesce(-sum(t.amount_pence) filter (where a.kind = 'payable'), 0) as payable,
           coalesce(-sum(t.amount_pence) filter (where a.kind = 'drawn'), 0) as drawn
      from invoice n
      join journal j on j.caused_by = 'invoice:' || n.invoice_id
      join posting t using (journal_id) join ledger_account a using (ledger_account_id)
     group by n.invoice_id
  ),
  paid as (
    select i.invoice_id from supplier_payment_invoice i
      join supplier_payment p using (supplier_payment_id)
      join supplier_list_status s on s.list_id = p.list_id and s.status = 'PAID'
     where i.lives
  ),
  owed as (
    select supplier_id::text as party, stream, sum(pence) as pence from counted
     where invoice_id not in (select invoice_id from paid) group by supplier_id, stream
  ),
  payable as (
    select a.party, a.stream, -b.balance_pence as pence
      from ledger_account a join ledger_balance b using (ledger_account_id) where a.kind = 'payable'
  )
  select 'order-unlike-ledger' as cause, order_id::text as subject_id, l.budget_id,
         (coalesce(p.pence, 0) - coalesce(l.pence, 0))::bigint as off_pence,
         format('order %s has %s pence to come, and the ledger promises %s', order_id, coalesce(l.pence, 0), coalesce(p.pence, 0)) as words
    from left_over l full join promised p using (order_id)
   where coalesce(p.pence, 0) <> coalesce(l.pence, 0)
  union all
  select 'invoice-unlike-ledger', n.invoice_id::text, n.budget_id, (coalesce(p.used, 0) - e.pence)::bigint,
         format('invoice %s counts %s pence; the ledger has %s used, %s drawn and %s owed', n.invoice_id, e.pence,
                coalesce(p.used, 0), coalesce(p.drawn, 0), coalesce(p.payable, 0))
    from invoice_now n
   cross join lateral (select case when n.status = 'ACCEPTED' then n.counts_pence else 0 end as pence) e
    left join posted p using (invoice_id)
   where coalesce(p.used, 0) <> e.pence or coalesce(p.payable, 0) <> e.pence or coalesce(p.drawn, 0) <> e.pence
  union all
  select 'payable-unlike-invoices', coalesce(o.party, p.party) || ' ' || coalesce(o.stream, p.stream), null,
         (coalesce(p.pence, 0) - coalesce(o.pence, 0))::bigint,
         format('supplier %s is owed %s pence of %s by its invoices, and %s by the ledger', coalesce(o.party, p.party),
                coalesce(o.pence, 0), coalesce(o.stream, p.stream), coalesce(p.pence, 0))
    from owed o full join payable p using (party, stream)
   where coalesce(p.pence, 0) <> coalesce(o.pence, 0)`;
