-- A payment file that nobody confirmed by its day, runs that the service prepares by itself, and what cannot wait for the
-- month's run.
--
-- Why a run that the service prepared has to be taken up: two people stand behind every payment. The service may count and
-- write, but it is no person: whoever takes the run up answers for it, and another releases it.
-- Why such a run pays nothing else: it is looked at in a hurry, so it holds what the hurry is about.
-- Why a reference is worked out from what is owed: two payments with one reference cannot be told apart when one comes back.

alter table payment_run
  add column only_pays text check (only_pays in ('GIVEN_UP', 'URGENT')); -- null: everything that is owed

-- What is not known of a run that went by a rail which is down, and what is asked for at once: both are few.
create index payment_given_up on payment (obligation_id) where ended = 'SUPERSEDED';
create index obligation_fastest on obligation (icb_code) where speed = 'FASTEST';

create table payment_run_taken_up (
  run_id       uuid primary key references payment_run,
  icb_code     text not null references icb,
  by_id        uuid not null,
  by_name      text not null,
  taken_up_on  date not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('payment_run_taken_up');
select append_only('payment_run_taken_up');

-- R-085: of a run that the service prepared, whoever took it up counts as who prepared it.
create function two_people_release() returns trigger language plpgsql as $$
begin
  if new.released_by is not null and old.released_by is null
     and new.prepared_by = '00000000-0000-0000-0000-000000000000'
     and not exists (select from payment_run_taken_up t where t.run_id = new.run_id and t.by_id <> new.released_by) then
    raise exception 'payment run % was prepared by the service: one person takes it up, another releases it', new.reference
      using errcode = 'PB026';
  end if;
  return new;
end $$;
create trigger two_people_release before update on payment_run for each row execute function two_people_release();

-- Finance was told that a file had no confirmation by its day. Where it is then paid another way, a row of rail_outage says so.
create table payment_file_silent (
  run_id       uuid primary key references payment_run,
  icb_code     text not null references icb,
  confirm_by   date not null,
  payments_count integer not null check (payments_count > 0),
  total_pence  bigint not null check (total_pence > 0),
  told_on      date not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('payment_file_silent');
select append_only('payment_file_silent');

-- What the payee sees, 18 characters at most: the budget, what for, the month, and where that is not yet one payment alone whose
-- money it is and which of them. rules/payment/reference.ts says the same, and a test compares them.
create function payment_reference(budget text, purpose text, period date, sequence integer, stream text, option text)
returns text language sql stable as $$
  select budget || ' '
      || case purpose when 'INSTALMENT' then '' when 'START_UP' then 'S' when 'ONE_OFF' then 'O' when 'ARREARS' then 'R' else 'A' end
      || (array['JAN','FEB','MAR','APR','MAY','JUN','JUL','AUG','SEP','OCT','NOV','DEC'])[extract(month from period)::integer]
      || lpad((extract(year from period)::integer % 100)::text, 2, '0')
      || case when sequence = 1 and whose = 1 then '' else substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ', whose, 1) end
      || case when sequence = 1 then '' else substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', sequence % 36 + 1, 1) end
    from (select coalesce(array_position(array['NHS_CHC','NHS_CC','NHS_S117','NHS_WHEELCHAIR','NHS_OTHER','LA_ADULT','LA_CHILDREN','LA_S117',
                                               'EDUCATION_EHC','CHARITY','DFG','ILF_LEGACY','ACCESS_TO_WORK'], stream), 1)
                 + case option when 'THIRD_PARTY' then 13 else 0 end as whose) w
$$;

-- Which holds a person has been told of: each reason once for each thing that is owed, however many runs meet it.
create table payment_hold_told (
  obligation_id uuid not null references obligation,
  reason       text not null,
  icb_code     text not null references icb,
  run_id       uuid not null references payment_run,
  told_on      date not null,
  primary key (obligation_id, reason)
);
select keep_to_icb('payment_hold_told');
select append_only('payment_hold_told');
