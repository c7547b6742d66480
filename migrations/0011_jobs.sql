-- Jobs that acts have asked for and that are not handed to the workers yet.
--
-- Why a table of our own before the job queue: the act that needs a job inserts one row in its own transaction, so
-- the job exists exactly when the act was committed; and a job of a later day waits here for its London date, which
-- a demonstration may move on. The worker hands over what is due.

create table waiting_job (
  waiting_job_id bigint generated always as identity primary key,
  icb_code      text not null references icb,
  name          text not null,
  data          jsonb not null,                 -- names and ids, never personal data
  start_on      date not null,                  -- London
  singleton_key text,
  requested_at  timestamptz not null default clock_timestamp(),
  unique (icb_code, name, singleton_key)        -- at most one waiting per key; without a key any number
);
create index waiting_job_start on waiting_job (start_on, icb_code);
select keep_to_icb('waiting_job');
grant delete, update (start_on) on waiting_job to openphb_app;

-- Work in the background is done board by board. The service can only see one board's rows at a time, so that two
-- functions of the owner tell it which boards there are and which of them have work: codes, nothing else.
create policy codes_for_jobs on icb for select to current_user using (true);
create policy codes_for_jobs on waiting_job for select to current_user using (true);

create function icb_codes() returns setof text language sql stable security definer set search_path = public, pg_temp as $$
  select icb_code from icb order by icb_code
$$;
create function icb_codes_with_jobs(today date) returns setof text language sql stable security definer set search_path = public, pg_temp as $$
  select distinct icb_code from waiting_job where start_on <= today order by icb_code
$$;
revoke all on function icb_codes(), icb_codes_with_jobs(date) from public;
grant execute on function icb_codes(), icb_codes_with_jobs(date) to openphb_app;
