-- The tie-out: ledger = bank = plan. What did not agree, since when, whose it is, and when it was gone.
--
-- Why a break is kept while it lasts and is not found anew each night: its clock runs from the day it was first found,
-- and whoever mends it must not lose it among those that nobody has touched.
-- Why by cause and subject: the same thing broken twice at one time is one break.

create table tie_out (
  tie_out_id   uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  done_on      date not null,
  -- What was held side by side, so that "nothing found" says of how much.
  payments_count integer not null check (payments_count >= 0),
  lines_count  integer not null check (lines_count >= 0),
  accounts_count integer not null check (accounts_count >= 0),
  proven_count integer not null check (proven_count between 0 and accounts_count), -- accounts with a balance that the bank gave
  breaks_count integer not null check (breaks_count >= 0),
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index tie_out_newest on tie_out (icb_code, recorded_at);
select keep_to_icb('tie_out');
select append_only('tie_out');

create table tie_out_break (
  tie_out_break_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  cause        text not null check (cause ~ '^[a-z]+(-[a-z]+)*$'),
  subject_id   text not null check (subject_id <> ''), -- of the payment, bank line, plan line …
  budget_id    uuid references budget,           -- whose money; null where it is nobody's alone
  off_pence    bigint,                           -- by how much, where that says something
  words        text not null check (words <> ''), -- ids and sums only, never people
  owner_role   text not null,
  found_on     date not null,
  act_by       date not null check (act_by >= found_on),
  gone_on      date check (gone_on >= found_on), -- null while it lasts
  recorded_at  timestamptz not null default clock_timestamp()
);
create unique index tie_out_break_lasts on tie_out_break (icb_code, cause, subject_id) where gone_on is null;
select keep_to_icb('tie_out_break');
grant update (gone_on, off_pence, words) on tie_out_break to openphb_app;

create function break_stays_or_goes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.gone_on is not null
     or to_jsonb(new) - array['gone_on', 'off_pence', 'words'] <> to_jsonb(old) - array['gone_on', 'off_pence', 'words'] then
    raise exception 'break % stays as it was found until it is gone', old.tie_out_break_id using errcode = 'PB030';
  end if;
  return new;
end $$;
create trigger break_stays_or_goes before update or delete on tie_out_break for each row execute function break_stays_or_goes();
create trigger break_is_kept before truncate on tie_out_break for each statement execute function refuse_change();
