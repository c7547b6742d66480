-- Bank holidays that were added or taken away while the service runs: a day of mourning, a holiday that was moved.
--
-- Why changes and not a list: the known days of England and Wales come with the service (src/values/bank-holidays.ts) and
-- grow with it; a board writes down only what differs. The newest row of a day counts.
-- Why a run's days may change, though a run stays as it was prepared: the banks are shut on a day that was none when it was
-- prepared. The new days are written down first, with who and why; the run then takes them, as long as no file was written.

create table bank_holiday_change (
  bank_holiday_change_id bigint generated always as identity primary key,
  icb_code     text not null references icb,
  holiday_on   date not null,
  is_holiday   boolean not null,
  reason       text not null check (reason <> ''),
  by_id        uuid not null,
  by_name      text not null,
  changed_on   date not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index bank_holiday_change_day on bank_holiday_change (icb_code, holiday_on, bank_holiday_change_id);
select keep_to_icb('bank_holiday_change');
select append_only('bank_holiday_change');

create table payment_run_redated (
  bank_holiday_change_id bigint not null references bank_holiday_change, -- why, and who
  run_id       uuid not null references payment_run,
  icb_code     text not null references icb,
  old_input_on date not null,
  old_processing_on date not null,
  old_credit_on date not null,
  input_on     date not null,
  processing_on date not null,
  credit_on    date not null,
  timing       text not null check (timing in ('IN_ADVANCE', 'EARLIEST_BACS_DAY')),
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (run_id, bank_holiday_change_id)
);
select keep_to_icb('payment_run_redated');
select append_only('payment_run_redated');

grant update (input_on, processing_on, credit_on, timing) on payment_run to openphb_app;

create or replace function run_is_released_once() returns trigger language plpgsql as $$
declare
  days constant text[] := array['input_on', 'processing_on', 'credit_on', 'timing'];
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - days = to_jsonb(old) - days then
    if not exists (select from payment_run_redated d
                    where d.run_id = new.run_id and d.old_input_on = old.input_on and d.old_processing_on = old.processing_on
                      and d.old_credit_on = old.credit_on and d.input_on = new.input_on and d.processing_on = new.processing_on
                      and d.credit_on = new.credit_on and d.timing = new.timing)
       or exists (select from payment_run_status s where s.run_id = new.run_id and s.status in ('SENT', 'CREDITED', 'CANCELLED')) then
      raise exception 'payment run % gets other days only before its file, and with the reason written down', old.reference
        using errcode = 'PB020';
    end if;
  elsif tg_op = 'DELETE' or old.released_by is not null
     or to_jsonb(new) - array['released_by', 'released_by_name', 'released_on']
        <> to_jsonb(old) - array['released_by', 'released_by_name', 'released_on'] then
    raise exception 'payment run % stays as it was prepared, and is released once', old.reference using errcode = 'PB020';
  end if;
  return new;
end $$;
