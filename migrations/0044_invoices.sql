-- Invoices for care that the NHS buys, and what is paid to suppliers (R-092).
-- Why an invoice is of one order: it is checked against it, and taken from what was promised for it. One number of one
-- supplier counts once; only after a no may it come again, as the next attempt.
-- Why parts by payer stand only with an accepted invoice: they are what was posted. A credit note has parts of its own,
-- above nought, and counts the other way.
-- Why an invoice lies in a payment by a row that may die: what the bank gives back, or a list that was cancelled, frees
-- it to be paid again, and never is it in two payments that live.

create table invoice (
  invoice_id   uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  kind         text not null check (kind in ('INVOICE', 'CREDIT')),
  supplier_id  uuid not null references supplier,
  order_id     uuid not null references purchase_order,
  budget_id    uuid not null references budget,
  number       text not null check (number <> ''), -- as the supplier writes it
  number_key   text not null check (number_key ~ '^[A-Z0-9]+$'), -- and without what people leave out
  attempt      integer not null check (attempt >= 1),
  issued_on    date not null,
  from_on      date not null,                    -- the days of the care
  to_on        date not null check (to_on >= from_on),
  quantity_ten_thousandths bigint not null check (quantity_ten_thousandths >= 0), -- nought: a credit of a part of the sum
  unit_pence   bigint not null check (unit_pence >= 0),
  pence        bigint not null check (pence > 0),
  credits_id   uuid references invoice,          -- CREDIT: the invoice that it takes back, or a part of it
  words        text not null,                    -- CREDIT: why
  entered_on   date not null,
  entered_by_id uuid not null,
  entered_by_name text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  constraint invoice_number_once unique (supplier_id, number_key, attempt),
  unique (invoice_id, entered_by_id),
  constraint invoice_is_of_something check (kind = 'CREDIT' or quantity_ten_thousandths > 0),
  constraint credit_names_its_invoice check ((kind = 'CREDIT') = (credits_id is not null))
);
create index invoice_order on invoice (order_id);
create index invoice_budget on invoice (budget_id);
select keep_to_icb('invoice');
select append_only('invoice');

create table invoice_answer (
  invoice_id   uuid not null references invoice,
  sequence     integer not null check (sequence >= 1),
  icb_code     text not null references icb,
  outcome      text not null check (outcome in ('QUERIED', 'ACCEPTED', 'REFUSED')),
  reason       text not null,
  answered_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (invoice_id, sequence),
  constraint no_has_its_reason check (outcome = 'ACCEPTED' or reason <> '')
);
create unique index invoice_answered_once on invoice_answer (invoice_id) where outcome <> 'QUERIED';
select keep_to_icb('invoice_answer');
select append_only('invoice_answer');

-- Another person agrees that it is more than was ordered, by at most so much.
create table invoice_agreement (
  invoice_id   uuid not null,
  sequence     integer not null check (sequence >= 1),
  icb_code     text not null references icb,
  entered_by_id uuid not null,
  over_pence   bigint not null check (over_pence >= 0),
  reason       text not null check (reason <> ''),
  agreed_on    date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (invoice_id, sequence),
  foreign key (invoice_id, entered_by_id) references invoice (invoice_id, entered_by_id),
  constraint agreed_by_another_person check (by_id <> entered_by_id)
);
select keep_to_icb('invoice_agreement');
select append_only('invoice_agreement');

create table invoice_part (
  invoice_id   uuid not null references invoice,
  stream       text not null check (stream ~ '^[A-Z0-9_]+$'),
  place        integer not null check (place >= 1),
  icb_code     text not null references icb,
  pence        bigint not null check (pence > 0),
  primary key (invoice_id, stream),
  unique (invoice_id, place)
);
select keep_to_icb('invoice_part');
select append_only('invoice_part');

create view invoice_now with (security_invoker = true) as
  select n.*, coalesce(a.outcome, 'ENTERED') as status, coalesce(a.reason, '') as answer_reason, a.answered_on,
         a.by_name as answered_by_name,
         case n.kind when 'CREDIT' then -n.pence else n.pence end as counts_pence
    from invoice n
    left join lateral (select outcome, reason, answered_on, by_name from invoice_answer a
                        where a.invoice_id = n.invoice_id order by sequence desc limit 1) a on true;
grant select on invoice_now to openphb_app;

-- A list of payments to suppliers: prepared by one person, released by another, and recorded as paid.
create table supplier_list (
  list_id      uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  number       integer not null check (number >= 1),
  prepared_on  date not null,
  prepared_by_id uuid not null,
  prepared_by_name text not null,
  payments_count integer not null check (payments_count > 0), -- control totals
  total_pence  bigint not null check (total_pence > 0),
  recorded_at  timestamptz not null default clock_timestamp(),
  unique (icb_code, number),
  unique (list_id, prepared_by_id)
);
select keep_to_icb('supplier_list');
select append_only('supplier_list');

create table supplier_list_status (
  list_id      uuid not null,
  status       text not null check (status in ('RELEASED', 'PAID', 'CANCELLED')),
  icb_code     text not null references icb,
  prepared_by_id uuid not null,
  words        text not null,                    -- PAID: the bank's reference; CANCELLED: why
  happened_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (list_id, status),
  foreign key (list_id, prepared_by_id) references supplier_list (list_id, prepared_by_id),
  constraint list_releaser_is_another_person check (status <> 'RELEASED' or by_id <> prepared_by_id), -- R-085
  constraint says_what_happened check (status = 'RELEASED' or words <> '')
);
-- Paid or cancelled, never both.
create unique index supplier_list_ends_once on supplier_list_status (list_id) where status <> 'RELEASED';
select keep_to_icb('supplier_list_status');
select append_only('supplier_list_status');

create table supplier_payment (
  supplier_payment_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  list_id      uuid not null references supplier_list,
  place        integer not null check (place >= 1),
  supplier_id  uuid not null references supplier,
  supplier_account_id uuid not null references supplier_account,
  pence        bigint not null check (pence > 0),
  unique (list_id, place),
  unique (list_id, supplier_id)
);
create index supplier_payment_supplier on supplier_payment (supplier_id);
select keep_to_icb('supplier_payment');
select append_only('supplier_payment');

create table supplier_payment_invoice (
  supplier_payment_id uuid not null references supplier_payment,
  invoice_id   uuid not null references invoice,
  icb_code     text not null references icb,
  lives        boolean not null default true,
  primary key (supplier_payment_id, invoice_id)
);
create unique index invoice_in_one_payment on supplier_payment_invoice (invoice_id) where lives;
select keep_to_icb('supplier_payment_invoice');
grant update (lives) on supplier_payment_invoice to openphb_app;
create function invoice_only_leaves() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or not old.lives or new.lives
     or to_jsonb(new) - 'lives' <> to_jsonb(old) - 'lives' then
    raise exception 'invoice % stays in its payment; it may only leave it, once', old.invoice_id using errcode = 'PB021';
  end if;
  return new;
end $$;
create trigger invoice_only_leaves before update or delete on supplier_payment_invoice
  for each row execute function invoice_only_leaves();
create trigger invoice_is_kept before truncate on supplier_payment_invoice for each statement execute function refuse_change();

-- The bank gave one payment of a paid list back.
create table supplier_payment_return (
  supplier_payment_id uuid primary key references supplier_payment,
  icb_code     text not null references icb,
  reason       text not null check (reason <> ''),
  returned_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('supplier_payment_return');
select append_only('supplier_payment_return');

create view supplier_list_now with (security_invoker = true) as
  select l.*, case when p.list_id is not null then 'PAID' when c.list_id is not null then 'CANCELLED'
                   when r.list_id is not null then 'RELEASED' else 'PREPARED' end as status,
         r.by_name as released_by_name, r.happened_on as released_on, p.words as bank_reference, p.happened_on as paid_on,
         p.by_name as paid_by_name, c.words as cancel_reason
    from supplier_list l
    left join supplier_list_status r on r.list_id = l.list_id and r.status = 'RELEASED'
    left join supplier_list_status p on p.list_id = l.list_id and p.status = 'PAID'
    left join supplier_list_status c on c.list_id = l.list_id and c.status = 'CANCELLED';
grant select on supplier_list_now to openphb_app;
