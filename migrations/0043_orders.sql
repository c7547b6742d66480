-- Suppliers, and orders for care that the NHS buys itself: the money of a notional budget (R-092, T15).
-- Why a supplier has accounts of versions, each checked by another person: money is paid to it as to a person (R-085).
-- Why an order has its parts by payer written when it is approved: they are what was promised in each payer's books,
-- and what an invoice is taken from. An order without a decision promises nothing.
-- Why an order is ended by a row: what it did not use goes back once, and both stay to be seen.

create table supplier (
  supplier_id  uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  name         text not null check (name <> ''),
  number_kind  text not null check (number_kind in ('COMPANY', 'CHARITY', 'NHS', 'NONE')),
  number       text not null,                    -- of that register; '' for NONE, a sole trader
  has_conflict boolean not null,                 -- somebody who decides here has something to do with it
  conflict_plan text not null,                   -- and how that is kept out of decisions
  entered_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  constraint number_of_its_register check ((number_kind = 'NONE') = (number = '')),
  constraint conflict_has_its_plan check (not has_conflict or conflict_plan <> '')
);
create unique index supplier_named_once on supplier (icb_code, lower(name));
create unique index supplier_numbered_once on supplier (icb_code, number_kind, number) where number_kind <> 'NONE';
select keep_to_icb('supplier');
select append_only('supplier');

create table supplier_account (
  supplier_account_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  supplier_id  uuid not null references supplier,
  version      integer not null check (version >= 1), -- the newest counts
  sort_code    text not null check (sort_code ~ '^\d{6}$'),
  account_number text not null check (account_number ~ '^\d{8}$'),
  name         text not null check (name <> ''),
  modulus_result text not null check (modulus_result in ('pass', 'not-checkable')),
  modulus_table_version text not null,
  entered_by_id uuid not null,
  entered_by_name text not null,
  entered_on   date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  unique (supplier_id, version),
  unique (supplier_account_id, entered_by_id)
);
select keep_to_icb('supplier_account');
select append_only('supplier_account');

create table supplier_account_check (
  supplier_account_id uuid primary key,
  icb_code     text not null references icb,
  entered_by_id uuid not null,
  outcome      text not null check (outcome in ('VERIFIED', 'REFUSED')),
  method       text not null check (method in ('CALL_BACK', 'BANK_LETTER')),
  evidence     text not null check (evidence <> ''),
  by_id        uuid not null,
  by_name      text not null,
  checked_on   date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  foreign key (supplier_account_id, entered_by_id) references supplier_account (supplier_account_id, entered_by_id),
  constraint checker_is_another_person check (by_id <> entered_by_id) -- R-085
);
select keep_to_icb('supplier_account_check');
select append_only('supplier_account_check');

create sequence purchase_order_number;
grant usage on sequence purchase_order_number to openphb_app;

create table purchase_order (
  order_id     uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  reference    text not null unique check (reference ~ '^PO\d+$'), -- what the supplier writes on its invoices
  budget_id    uuid not null references budget,
  budget_year  date not null,                    -- the first day of the year whose money it takes
  plan_item_id uuid not null references plan_item,
  supplier_id  uuid not null references supplier,
  what         text not null check (what <> ''),
  quantity_ten_thousandths bigint not null check (quantity_ten_thousandths > 0),
  unit         text not null check (unit <> ''),
  unit_pence   bigint not null check (unit_pence > 0),
  price_pence  bigint not null check (price_pence > 0),
  from_on      date not null,                    -- the first service
  to_on        date not null check (to_on >= from_on),
  raised_on    date not null,
  raised_by_id uuid not null,
  raised_by_name text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  unique (order_id, raised_by_id)
);
create index purchase_order_budget on purchase_order (budget_id);
select keep_to_icb('purchase_order');
select append_only('purchase_order');

create table purchase_order_decision (
  order_id     uuid primary key,
  icb_code     text not null references icb,
  raised_by_id uuid not null,
  outcome      text not null check (outcome in ('APPROVED', 'REFUSED')),
  reason       text not null,
  decided_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  foreign key (order_id, raised_by_id) references purchase_order (order_id, raised_by_id),
  constraint order_approver_is_another_person check (by_id <> raised_by_id),
  constraint no_has_its_reason check (outcome = 'APPROVED' or reason <> '')
);
select keep_to_icb('purchase_order_decision');
select append_only('purchase_order_decision');

create table purchase_order_part (
  order_id     uuid not null references purchase_order_decision,
  stream       text not null check (stream ~ '^[A-Z0-9_]+$'),
  place        integer not null check (place >= 1), -- in the signed split
  icb_code     text not null references icb,
  pence        bigint not null check (pence > 0),
  primary key (order_id, stream),
  unique (order_id, place)
);
select keep_to_icb('purchase_order_part');
select append_only('purchase_order_part');

-- It was closed: fulfilled for less, or not needed any more.
create table purchase_order_end (
  order_id     uuid primary key references purchase_order_decision,
  icb_code     text not null references icb,
  reason       text not null check (reason <> ''),
  left_pence   bigint not null check (left_pence >= 0), -- what goes back to the budget
  ended_on     date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('purchase_order_end');
select append_only('purchase_order_end');

-- An order with what became of it.
create view purchase_order_now with (security_invoker = true) as
  select o.*, s.name as supplier_name, d.outcome, d.reason as decision_reason, d.decided_on, d.by_id as decided_by_id,
         d.by_name as decided_by_name, e.ended_on, e.reason as end_reason, e.left_pence as given_back_pence,
         e.by_name as ended_by_name
    from purchase_order o
    join supplier s using (supplier_id)
    left join purchase_order_decision d using (order_id)
    left join purchase_order_end e using (order_id);
grant select on purchase_order_now to openphb_app;
