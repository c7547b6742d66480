-- What the bank says: statements imported, their lines, and where each line was placed.
--
-- Why lines are kept as they came and never changed: a bank line is a fact. What it was for is a second
-- table of rows, the newest of which counts, so that a wrong answer is put right and still seen.
-- Why a fingerprint with an occurrence number: two equal card payments on one day are two payments, and the
-- same file again, or one that overlaps, adds nothing.

create table statement_import (
  statement_import_id uuid primary key default gen_random_uuid(),
  icb_code      text not null references icb,
  budget_id     uuid not null references budget,
  payment_account_id uuid not null references payment_account,
  file_name     text not null,
  file_hash     text not null check (file_hash ~ '^[0-9a-f]{64}$'),
  format        text not null,
  from_on       date not null,
  to_on         date not null check (to_on >= from_on),
  opening_pence bigint,
  closing_pence bigint,
  proven        boolean not null,               -- opening + lines = closing was checked
  line_count    integer not null check (line_count >= 0),
  added_count   integer not null check (added_count between 0 and line_count),
  imported_on   date not null,
  by_id         uuid not null,
  by_name       text not null,
  recorded_at   timestamptz not null default clock_timestamp(),
  -- A file imported twice has one effect; sent again for a longer period it says something new about that only.
  unique (payment_account_id, file_hash, from_on, to_on)
);
create index statement_import_budget on statement_import (budget_id, to_on);
select keep_to_icb('statement_import');
select append_only('statement_import');

create table statement_line (
  statement_line_id uuid primary key default gen_random_uuid(),
  icb_code      text not null references icb,
  budget_id     uuid not null references budget,
  payment_account_id uuid not null references payment_account,
  statement_import_id uuid not null references statement_import,
  line_number   integer not null check (line_number >= 1),
  posted_on     date not null,
  value_on      date not null,
  amount_pence  bigint not null check (amount_pence <> 0), -- credits positive
  counterparty  text not null,
  narrative     text not null,
  bank_ref      text,
  kind          text,                           -- the bank's own word for it
  fingerprint   text not null,
  recorded_at   timestamptz not null default clock_timestamp(),
  unique (payment_account_id, fingerprint)
);
create index statement_line_budget on statement_line (budget_id, posted_on, statement_line_id);
select keep_to_icb('statement_line');
select append_only('statement_line');

-- Where a line was placed: the row with the highest sequence counts.
create table placement (
  statement_line_id uuid not null references statement_line,
  sequence      integer not null check (sequence >= 1),
  icb_code      text not null references icb,
  budget_id     uuid not null references budget,
  -- SPENT on a plan line; PAYMENT from the ICB; REFUND of a plan line; RECEIVED: money in not explained; UNPLACED: money out not explained.
  what          text not null check (what in ('SPENT', 'PAYMENT', 'REFUND', 'RECEIVED', 'UNPLACED')),
  plan_item_id  uuid references plan_item,
  payment_id    uuid references payment,
  score         integer check (score between 0 and 100),
  reasons       text[] not null default '{}',
  note          text not null default '',
  -- R-066: what the line seems to be for, where a budget may not pay for it; for a conversation, never acted on.
  flag          text,
  -- The journal that placed it, and which account it took the money from; null where no journal was needed.
  journal_id    bigint references journal,
  taken_from    text check (taken_from in ('HELD', 'UNPLACED')),
  placed_on     date not null,
  by_id         uuid not null,
  by_name       text not null,
  recorded_at   timestamptz not null default clock_timestamp(),
  primary key (statement_line_id, sequence),
  check ((what in ('SPENT', 'REFUND')) = (plan_item_id is not null)),
  check ((what = 'PAYMENT') = (payment_id is not null))
);
create index placement_budget on placement (budget_id);
select keep_to_icb('placement');
select append_only('placement');

create view placement_now with (security_invoker = true) as
  select distinct on (statement_line_id) * from placement order by statement_line_id, sequence desc;
grant select on placement_now to openphb_app;
