-- A change of health while the money runs: reported by anybody, and what somebody found who looked whether it is enough.
--
-- Why two tables: the report stands as it came, and the day by which it is looked at is somebody's to keep (R-089).

create table health_change (
  health_change_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  changed_on   date not null,
  words        text not null,
  check_by     date not null,
  policy_version text not null,
  reported_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index health_change_budget on health_change (budget_id, recorded_at);
create index health_change_due on health_change (icb_code, check_by);
select keep_to_icb('health_change');
select append_only('health_change');

create table health_check (
  health_change_id uuid primary key references health_change,
  icb_code     text not null references icb,
  finding      text not null check (finding in ('ENOUGH', 'ANOTHER_AMOUNT', 'REVIEW')),
  found        text not null check (found <> ''),
  checked_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('health_check');
select append_only('health_check');
