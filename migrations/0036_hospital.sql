-- A stay in hospital: reported by anybody, what pauses and who is kept on decided with the person, and the way home (T20).
--
-- Why no payment hangs on these rows: going into hospital never stops or suspends one by itself (R-103).

create table hospital_stay (
  hospital_stay_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  admitted_on  date not null,
  words        text not null,                    -- how long it may take, and what else is known
  task_on      date not null,                    -- since when somebody has to decide with the person
  reported_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index hospital_stay_budget on hospital_stay (budget_id, recorded_at);
select keep_to_icb('hospital_stay');
select append_only('hospital_stay');

-- R-104: decided once with the care co-ordinator and the person, line by line.
create table hospital_plan (
  hospital_stay_id uuid primary key references hospital_stay,
  icb_code     text not null references icb,
  lines        jsonb not null,                   -- [{label, what}]: KEEP or PAUSE
  talked_with_person_on date not null,
  retained_from date not null,
  retained_to  date not null,
  retained_pct integer not null check (retained_pct between 0 and 100),
  reviews_on   date[] not null,
  policy_version text not null,
  decided_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('hospital_plan');
select append_only('hospital_plan');

create table hospital_return (
  hospital_stay_id uuid primary key references hospital_stay,
  icb_code     text not null references icb,
  returned_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('hospital_return');
select append_only('hospital_return');
