-- What the bank says of payments that were sent, and the standby rail: what is paid another way while nobody knows.
-- Why a payment may live again: one that was given up as not known may turn out to have arrived. Then it is the payment,
-- and whatever was to pay it a second time ends first: the index payment_live still allows one live payment only.
-- Why a report is kept whole, with what each of its records did: the same file again does nothing, and whoever asks can see why.

alter table payment
  drop constraint payment_ended_check,
  add constraint payment_ended_check check (ended in ('RETURNED', 'CANCELLED', 'SUPERSEDED', 'OVERPAID'));

create or replace function payment_only_ends() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'ended' <> to_jsonb(old) - 'ended'
     or not (case coalesce(old.ended, '')
              when '' then new.ended in ('RETURNED', 'CANCELLED', 'SUPERSEDED')
              when 'SUPERSEDED' then new.ended is null or new.ended in ('RETURNED', 'OVERPAID')
              when 'OVERPAID' then new.ended is null or new.ended = 'RETURNED'
              else false end) then
    raise exception 'payment % stays as it is; it may only end, or live again when it was not known', old.payment_id using errcode = 'PB021';
  end if;
  return new;
end $$;

alter table payment_run
  drop constraint payment_run_timing_check,
  add constraint payment_run_timing_check check (timing in ('IN_ADVANCE', 'EARLIEST_BACS_DAY', 'SAME_DAY'));

create table bank_report (
  report_id    uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  kind         text not null check (kind in ('ARUCS', 'AWACS', 'INPUT', 'PAIN002')),
  name         text not null,                    -- the bank's own
  file_name    text not null,
  bytes        bytea not null,
  sha256       text not null,
  received_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  unique (icb_code, sha256),
  constraint report_hash_is_its_own check (sha256 = encode(sha256(bytes), 'hex'))
);
select keep_to_icb('bank_report');
select append_only('bank_report');

create table bank_report_record (
  report_id    uuid not null references bank_report,
  place        integer not null check (place >= 1),
  icb_code     text not null references icb,
  line         integer not null,
  says         text not null check (says in ('RETURNED', 'REJECTED', 'PAID', 'PENDING', 'WRONG_ACCOUNT')),
  outcome      text not null check (outcome in ('CONFIRMED', 'TAKEN_BACK', 'KNOWN_UNPAID', 'FOUND', 'OVERPAID', 'OVERPAYMENT_RETURNED',
                                                'OVERPAYMENT_STANDS', 'NOTHING_NEW', 'NOT_SENT', 'CONTRADICTS', 'NOT_FOUND', 'SEVERAL')),
  payment_id   uuid references payment,
  reference    text not null,
  sort_code    text not null,
  account_number text not null,
  amount_pence bigint,
  reason       text not null,
  new_sort_code text,
  new_account_number text,
  primary key (report_id, place)
);
create index bank_report_record_payment on bank_report_record (payment_id) where payment_id is not null;
select keep_to_icb('bank_report_record');
select append_only('bank_report_record');

-- The bank's word on the file of a run: taken in, or rejected whole.
create table payment_run_heard (
  run_id       uuid not null references payment_run,
  says         text not null check (says in ('TAKEN', 'REJECTED')),
  icb_code     text not null references icb,
  report_id    uuid references bank_report,      -- null where somebody heard it by telephone
  words        text not null,
  heard_on     date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (run_id, says)
);
select keep_to_icb('payment_run_heard');
select append_only('payment_run_heard');

-- The bank's word on one payment: it arrived.
create table payment_confirmed (
  payment_id   uuid primary key references payment,
  icb_code     text not null references icb,
  confirmed_on date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('payment_confirmed');
select append_only('payment_confirmed');

-- A rail is down, or a file stayed without a word: what its run has sent and nobody confirmed is paid another way.
create table rail_outage (
  run_id       uuid primary key references payment_run,
  icb_code     text not null references icb,
  cause        text not null check (cause in ('DECLARED', 'NO_CONFIRMATION')),
  words        text not null check (words <> ''),
  payments_count integer not null check (payments_count > 0),
  total_pence  bigint not null check (total_pence > 0),
  declared_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('rail_outage');
select append_only('rail_outage');

-- Paid twice after all, because the other way was quicker than the bank's word. Somebody decides how it comes back.
create table payment_overpaid (
  payment_id   uuid primary key references payment,
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  pence        bigint not null check (pence > 0),
  found_on     date not null
);
create index payment_overpaid_budget on payment_overpaid (budget_id);
select keep_to_icb('payment_overpaid');
select append_only('payment_overpaid');

create table overpayment_settled (
  payment_id   uuid primary key references payment_overpaid,
  icb_code     text not null references icb,
  how          text not null check (how in ('PAID_BACK', 'SET_OFF')),
  words        text not null check (words <> ''),
  settled_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('overpayment_settled');
select append_only('overpayment_settled');

-- An instalment may also be smaller because of an over-payment.
alter table instalment_change
  drop constraint instalment_change_because_check,
  add constraint instalment_change_because_check check (because in ('ADVANCE', 'ONE_OFF', 'AMOUNT', 'OVERPAID'));
