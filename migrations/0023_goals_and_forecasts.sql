-- One-off budgets for a goal (R-128, T31), and what a budget is hoped to save (R-161).
-- Why a programme is a row of its own: fifty people get the same sum for the same kind of thing, and the board has to
-- know what it has promised in all and how many places are left. Why its last day is the end of each of its budgets: a
-- one-off budget has an end, and nobody should have to think of one for each person.
-- Why a directory entry names no person, no budget and nobody who wrote it: it is there for others to use.
-- Why a forecast is never changed: what came of it stands beside it, year by year.

create table programme (
  programme_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  name         text not null check (name <> ''),
  for_whom     text not null check (for_whom <> ''),
  sum_pence    bigint not null check (sum_pence > 0),   -- for each person, once
  places       integer not null check (places > 0),
  first_on     date not null,
  last_on      date not null check (last_on >= first_on), -- each of its budgets ends on this day at the latest
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create unique index programme_name on programme (icb_code, lower(name));
select keep_to_icb('programme');
select append_only('programme');

-- A place in a programme. It is free again when its budget ends before it starts.
create table programme_place (
  budget_id    uuid primary key references budget,
  icb_code     text not null references icb,
  programme_id uuid not null references programme,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index programme_place_programme on programme_place (programme_id);
select keep_to_icb('programme_place');
select append_only('programme_place');

-- What was bought with a one-off budget, with what shows it.
create table goal_purchase (
  goal_purchase_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  plan_item_id uuid not null,                    -- the line of the plan that it is for
  label        text not null check (label <> ''),
  place        text not null check (place <> ''), -- where it was bought
  pence        bigint not null check (pence > 0),
  bought_on    date not null,
  evidence     text not null check (evidence <> ''), -- R-088: the receipt, or where it is kept
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index goal_purchase_budget on goal_purchase (budget_id);
select keep_to_icb('goal_purchase');
select append_only('goal_purchase');

-- A purchase that was written down wrongly, and does not count.
create table goal_purchase_taken_back (
  goal_purchase_id uuid primary key references goal_purchase,
  icb_code     text not null references icb,
  reason       text not null check (reason <> ''),
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('goal_purchase_taken_back');
select append_only('goal_purchase_taken_back');

-- T31: the end of a one-off budget, and when somebody asks what came of it.
create table goal_end (
  budget_id    uuid primary key references budget,
  icb_code     text not null references icb,
  how          text not null check (how in ('BOUGHT', 'END_DATE')),
  words        text not null default '',
  ended_on     date not null,
  left_pence   bigint not null check (left_pence >= 0),
  follow_up_from date not null,
  follow_up_by date not null check (follow_up_by >= follow_up_from),
  policy_version text not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('goal_end');
select append_only('goal_end');

-- What came of it, outcome by outcome: what the person says, and what the care co-ordinator says.
create table goal_follow_up (
  budget_id    uuid not null references goal_end,
  side         text not null check (side in ('PERSON', 'CARE_COORDINATOR')),
  outcome_id   uuid not null references outcome,
  icb_code     text not null references icb,
  rating       integer not null check (rating between -2 and 2), -- as at a review (R-162)
  words        text not null check (words <> ''),
  happened_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (budget_id, side, outcome_id)
);
select keep_to_icb('goal_follow_up');
select append_only('goal_follow_up');

-- What can be had nearby and what it costs, for the next plan.
create table directory_entry (
  directory_entry_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  category     text not null check (category <> ''), -- CL-05
  name         text not null check (name <> ''),
  what         text not null check (what <> ''),
  cost_pence   bigint not null check (cost_pence >= 0),
  found_on     date not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create unique index directory_entry_once on directory_entry (icb_code, lower(name), lower(what));
select keep_to_icb('directory_entry');
select append_only('directory_entry');

-- R-081: the person's everyday account, for one payment of a one-off budget.
alter table payment_account drop constraint payment_account_kind_check;
alter table payment_account add constraint payment_account_kind_check
  check (kind in ('SEPARATE', 'MANAGED', 'PREPAID_CARD', 'OWN_ONE_OFF'));

-- R-161: a guess of what a budget saves, with what it rests on.
create table forecast (
  forecast_id  uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  label        text not null check (label <> ''),
  assumptions  text not null check (assumptions <> ''),
  starts_on    date not null,
  years        integer not null check (years between 1 and 10),
  usual_pence  bigint not null check (usual_pence > 0),       -- a year without the budget
  expected_pence bigint not null check (expected_pence >= 0), -- a year with it
  benefit_pct  integer,                          -- the early finding, where nobody named a cost of their own
  policy_version text not null,
  made_on      date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index forecast_budget on forecast (budget_id);
select keep_to_icb('forecast');
select append_only('forecast');

-- What a year really cost. The newest counts; an earlier one is history.
create table forecast_actual (
  forecast_id  uuid not null references forecast,
  year         integer not null check (year >= 1),
  version      integer not null check (version >= 1),
  icb_code     text not null references icb,
  actual_pence bigint not null check (actual_pence >= 0),
  words        text not null check (words <> ''), -- where the figure is from
  by_id        uuid not null,
  by_name      text not null,
  entered_on   date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (forecast_id, year, version)
);
select keep_to_icb('forecast_actual');
select append_only('forecast_actual');
