-- Payments: what is owed (obligation), what is paid for it (payment), together in a run that one person prepares and
-- another releases, and the file that goes to the bank.
-- Why the keys stand on plain, unpartitioned tables: "each obligation is paid once" (R-084) must hold across all
-- runs and months, and only a unique index over the whole table says so.
-- Why a payment has no status of its own while all goes well: it moves with its run, so that releasing 200,000
-- payments is one row. Only what ends early (returned, cancelled) is written on the payment.

create table obligation (
  obligation_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  agreement_id uuid not null references agreement,
  stream       text not null,
  option       text not null check (option in ('DIRECT_PAYMENT', 'THIRD_PARTY')),
  purpose      text not null check (purpose in ('INSTALMENT', 'START_UP', 'ONE_OFF', 'ARREARS', 'ADVANCE')),
  period       date not null check (extract(day from period) = 1),
  sequence     integer not null check (sequence >= 1),
  covers_from  date not null,
  covers_to    date not null check (covers_to >= covers_from),
  year_starts_on date not null,                  -- the budget year whose `undrawn` it comes from
  amount_pence bigint not null check (amount_pence > 0),
  recorded_at  timestamptz not null default now(),
  constraint obligation_once unique (budget_id, stream, option, purpose, period, sequence), -- R-084
  constraint obligation_numbered_once check (purpose not in ('INSTALMENT', 'START_UP') or sequence = 1)
);
select keep_to_icb('obligation');
select append_only('obligation');

create table payment_run (
  run_id       uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  reference    text not null unique check (reference ~ '^RUN-(Q[A-Z0-9]{2}-)?\d{4}-\d{2}-\d+$'),
  month        date not null check (extract(day from month) = 1),
  number       integer not null check (number >= 1), -- 1 is the month's own run, later ones catch up
  input_on     date not null,                    -- the last day on which the file may go in
  processing_on date not null check (processing_on > input_on),
  credit_on    date not null check (credit_on > processing_on),
  timing       text not null check (timing in ('IN_ADVANCE', 'EARLIEST_BACS_DAY')), -- R-083: why this credit date
  policy_version text not null,
  prepared_on  date not null,
  prepared_by  uuid not null,
  prepared_by_name text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  -- Control totals: a file or a release that does not come to these is wrong.
  payments_count integer not null check (payments_count >= 0),
  total_pence  bigint not null check (total_pence >= 0),
  held_count   integer not null check (held_count >= 0),
  held_pence   bigint not null check (held_pence >= 0),
  released_by  uuid,
  released_by_name text,
  released_on  date,
  unique (icb_code, month, number),
  constraint releaser_is_another_person check (released_by <> prepared_by), -- R-085
  constraint released_whole check (num_nulls(released_by, released_by_name, released_on) in (0, 3))
);
select keep_to_icb('payment_run');
grant update (released_by, released_by_name, released_on) on payment_run to openphb_app;

create function run_is_released_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.released_by is not null
     or to_jsonb(new) - array['released_by', 'released_by_name', 'released_on']
        <> to_jsonb(old) - array['released_by', 'released_by_name', 'released_on'] then
    raise exception 'payment run % stays as it was prepared, and is released once', old.reference using errcode = 'PB020';
  end if;
  return new;
end $$;
create trigger run_is_released_once before update or delete on payment_run for each row execute function run_is_released_once();
create trigger run_is_kept before truncate on payment_run for each statement execute function refuse_change();

create table payment_run_status (
  run_id       uuid not null references payment_run,
  sequence     integer not null check (sequence >= 1),
  icb_code     text not null references icb,
  status       text not null check (status in ('PREPARED', 'RELEASED', 'SENT', 'CREDITED', 'CANCELLED')),
  by_id        uuid not null,
  by_name      text not null,
  happened_on  date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (run_id, sequence),
  unique (run_id, status)
);
select keep_to_icb('payment_run_status');
select append_only('payment_run_status');

create view payment_run_now with (security_invoker = true) as
  select distinct on (run_id) run_id, status, by_name, happened_on from payment_run_status order by run_id, sequence desc;
grant select on payment_run_now to openphb_app;

create table payment (
  payment_id   uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  obligation_id uuid not null references obligation,
  budget_id    uuid not null,
  -- Checked at commit: the run's control totals are counted from its payments, so it is written after them.
  run_id       uuid not null references payment_run deferrable initially deferred,
  place        integer not null check (place >= 1), -- in the run and so in the file
  amount_pence bigint not null check (amount_pence > 0),
  payment_account_id uuid not null references payment_account,
  reference    text not null check (reference ~ '^[A-Z0-9][A-Z0-9.&/ -]{5,16}[A-Z0-9]$'), -- 7 to 18, what the payee sees
  -- Null while it lives. What ended early frees its obligation to be paid again.
  ended        text check (ended in ('RETURNED', 'CANCELLED')),
  unique (run_id, place)
);
-- R-084, the one that matters most: at most one live payment for an obligation.
create unique index payment_live on payment (obligation_id) where ended is null;
create index payment_budget on payment (budget_id);
select keep_to_icb('payment');
grant update (ended) on payment to openphb_app;

create function payment_only_ends() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended is not null or new.ended is null
     or to_jsonb(new) - 'ended' <> to_jsonb(old) - 'ended' then
    raise exception 'payment % stays as it is; it may only end, once', old.payment_id using errcode = 'PB021';
  end if;
  return new;
end $$;
create trigger payment_only_ends before update or delete on payment for each row execute function payment_only_ends();
create trigger payment_is_kept before truncate on payment for each statement execute function refuse_change();

-- The facts behind a payment, frozen when it was prepared: whatever changes later, it can be shown why it was paid.
create table payment_snapshot (
  payment_id   uuid primary key references payment,
  icb_code     text not null references icb,
  facts        jsonb not null,
  facts_hash   text not null,                    -- sha256 of facts::text
  constraint snapshot_hash_is_its_own check (facts_hash = encode(sha256(convert_to(facts::text, 'UTF8')), 'hex'))
);
select keep_to_icb('payment_snapshot');
select append_only('payment_snapshot');

-- What a run left out and why: in words, with an owner and the day by which they should act. It holds up nobody else.
create table payment_hold (
  run_id       uuid not null references payment_run deferrable initially deferred,
  obligation_id uuid not null references obligation,
  reason       text not null,
  icb_code     text not null references icb,
  budget_id    uuid not null,
  payment_account_id uuid references payment_account,
  words        text not null check (words <> ''),
  owner_role   text not null,
  act_by       date not null,
  primary key (run_id, obligation_id, reason)
);
create index payment_hold_account on payment_hold (payment_account_id) where payment_account_id is not null;
create index payment_hold_budget on payment_hold (budget_id);
select keep_to_icb('payment_hold');
select append_only('payment_hold');

create table payment_returned (
  payment_id   uuid primary key references payment,
  icb_code     text not null references icb,
  reason       text not null check (reason in ('ACCOUNT_CLOSED', 'NO_ACCOUNT', 'ACCOUNT_TRANSFERRED', 'PAYEE_REFUSED', 'OTHER')),
  words        text not null,
  after_credit boolean not null,
  by_id        uuid not null,
  by_name      text not null,
  returned_on  date not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('payment_returned');
select append_only('payment_returned');

-- The bytes that go to the bank, kept: whoever asks again gets these and no others. One file a run, or several
-- where the sum passes the eleven digits of the balancing record.
create sequence payment_file_serial as integer minvalue 1 maxvalue 999999 cycle;
create table payment_file (
  run_id       uuid not null references payment_run,
  part         integer not null check (part >= 1),
  icb_code     text not null references icb,
  serial       text not null check (serial ~ '^\d{6}$' and serial <> '000000'),
  created_on   date not null,
  processing_on date not null,
  total_pence  bigint not null check (total_pence > 0 and total_pence <= 99999999999),
  payments_count integer not null check (payments_count > 0),
  bytes        bytea not null,
  sha256       text not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (run_id, part),
  unique (icb_code, created_on, serial),
  constraint file_hash_is_its_own check (sha256 = encode(sha256(bytes), 'hex'))
);
select keep_to_icb('payment_file');
select append_only('payment_file');
