-- Bank files of any size, from one person's sixty lines to a card issuer's million, go the same way: read, staged by COPY,
-- told apart from what is known, matched, and kept; then posted.
--
-- Why a line is staged before it is posted: a file of many accounts is taken in one transaction, set by set, and its
-- money is posted budget by budget afterwards. Whatever stops between the two, the staged rows say what is still to do.
-- Why a placement has parts: one payment may be for several things (R-072), and is then placed in one answer.

create table statement_feed (
  statement_feed_id uuid primary key default gen_random_uuid(),
  icb_code      text not null references icb,
  file_name     text not null,
  file_hash     text not null check (file_hash ~ '^[0-9a-f]{64}$'),
  line_count    integer not null check (line_count >= 0),
  added_count   integer not null check (added_count between 0 and line_count),
  account_count integer not null check (account_count >= 0),
  left_out_count integer not null check (left_out_count between 0 and line_count), -- of accounts that no budget has
  imported_on   date not null,
  by_id         uuid not null,
  by_name       text not null,
  recorded_at   timestamptz not null default clock_timestamp()
);
create index statement_feed_hash on statement_feed (icb_code, file_hash);
select keep_to_icb('statement_feed');
select append_only('statement_feed');

-- The kind of shop, as a card's issuer says it (ISO 18245).
alter table statement_line add column merchant_code text check (merchant_code ~ '^\d{4}$');

-- A file of many accounts names them by number.
create index payment_account_number on payment_account (account_number, sort_code);

-- Lines that are kept and not posted yet, with where the service would place them. A queue: a row goes when it is posted.
create table staged_placement (
  statement_line_id uuid primary key references statement_line,
  icb_code      text not null,
  budget_id     uuid not null,
  what          text not null check (what in ('SPENT', 'PAYMENT', 'REFUND', 'RECEIVED', 'UNPLACED')),
  plan_item_id  uuid,
  payment_id    uuid,
  refund_of     uuid,
  score         integer check (score between 0 and 100),
  reasons       text[] not null default '{}',
  flag          text,
  check ((what in ('SPENT', 'REFUND')) = (plan_item_id is not null)),
  check ((what = 'PAYMENT') = (payment_id is not null))
);
create index staged_placement_budget on staged_placement (budget_id);
grant delete on staged_placement to openphb_app;
select keep_to_icb('staged_placement');

-- One answer may have several parts, each with its share of the line; the parts of the highest sequence count.
alter table placement add column part integer not null default 1 check (part >= 1);
alter table placement add column amount_pence bigint;
alter table placement disable trigger append_only;
update placement p set amount_pence = l.amount_pence from statement_line l where l.statement_line_id = p.statement_line_id;
alter table placement enable trigger append_only;
alter table placement alter column amount_pence set not null;
alter table placement add check (amount_pence <> 0);
alter table placement drop constraint placement_pkey;
alter table placement add primary key (statement_line_id, sequence, part);
-- The payment that money came back from.
alter table placement add column refund_of uuid references statement_line check (refund_of is null or what = 'REFUND');
-- Lines that were answered together, because they were for one thing.
alter table placement add column together_id uuid;
create index placement_together on placement (together_id) where together_id is not null;

drop view placement_now;
create view placement_now with (security_invoker = true) as
  select p.* from placement p
   where p.sequence = (select max(l.sequence) from placement l where l.statement_line_id = p.statement_line_id);
grant select on placement_now to openphb_app;
