-- What a budget is worked out from, and each figure that it had: policy, rate card, indicative budget, proposal, final budget.
--
-- Why nothing here is ever edited: a person may ask years later how their figure came about (R-039, R-043), and the
-- answer must be the rates and the policy of that day. A new figure is a new version.
-- Why parts carry the transaction of their whole: a rate or a line added to a finished card or budget would change
-- it as surely as an edit, so parts may only be written in the transaction that wrote the whole.

create table policy_version (
  policy_version_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  version     text not null,
  effective_from date not null,
  content     jsonb not null,                    -- the shape of policy/default.json
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (icb_code, version),
  unique (icb_code, effective_from)
);
select keep_to_icb('policy_version');
select append_only('policy_version');

create table rate_card (
  rate_card_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  version     text not null,
  effective_from date not null,                  -- until the next card's first day
  by_id       uuid not null,
  by_name     text not null,
  written_in  xid8 not null default pg_current_xact_id(),
  recorded_at timestamptz not null default clock_timestamp(),
  unique (icb_code, version),
  unique (icb_code, effective_from)
);
select keep_to_icb('rate_card');
select append_only('rate_card');

create table rate (
  rate_card_id uuid not null references rate_card,
  code        text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$'),
  icb_code    text not null references icb,
  label       text not null,
  unit        text not null,                     -- hour, session, day, week, month, year, item
  pence       bigint not null check (pence > 0),
  primary key (rate_card_id, code)
);
select keep_to_icb('rate');
select append_only('rate');

-- Lines being put together before they are issued.
create table indicative_draft_line (
  indicative_draft_line_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  need_id     uuid not null references need,
  rate_code   text not null,
  quantity_ten_thousandths bigint not null check (quantity_ten_thousandths > 0),
  per         text not null check (per in ('week', 'month', 'year', 'once')),
  sequence    bigint generated always as identity,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  removed_at  timestamptz
);
create index indicative_draft_line_budget on indicative_draft_line (budget_id, sequence) where removed_at is null;
select keep_to_icb('indicative_draft_line');
grant update (removed_at) on indicative_draft_line to openphb_app;

create table indicative_budget (
  indicative_budget_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  version     integer not null check (version >= 1),
  starts_on   date not null,
  method      text not null check (method in ('SIMILAR_CASES','CURRENT_SERVICES','HOURS_RATES','POINTS_BAND','FLAT_RATE','PRESCRIPTION_COST')), -- R-042, CL-04
  rate_card_id uuid not null references rate_card,
  rate_card_version text not null,
  policy_version text not null,
  weeks_per_year integer not null check (weeks_per_year in (52, 53)),
  contingency_weeks integer not null check (contingency_weeks between 0 and 8),
  contingency_in_budget boolean not null,
  lines_pence bigint not null check (lines_pence >= 0),           -- regular lines for the year
  start_up_pence bigint not null check (start_up_pence >= 0),     -- bought once
  contingency_pence bigint not null check (contingency_pence >= 0), -- R-144
  total_pence bigint not null check (total_pence > 0),
  statement   text not null check (statement <> ''),              -- R-040
  issued_on   date not null,
  by_id       uuid not null,
  by_name     text not null,
  written_in  xid8 not null default pg_current_xact_id(),
  recorded_at timestamptz not null default clock_timestamp(),
  unique (budget_id, version),
  check (total_pence = lines_pence + start_up_pence + case when contingency_in_budget then contingency_pence else 0 end)
);
select keep_to_icb('indicative_budget');
select append_only('indicative_budget');

-- The full working: quantity × rate × times = amount, and the rule that says so.
create table indicative_budget_line (
  indicative_budget_id uuid not null references indicative_budget,
  sequence    integer not null check (sequence >= 1),
  icb_code    text not null references icb,
  need_id     uuid references need,              -- null for the contingency
  rate_code   text,
  label       text not null,
  quantity_ten_thousandths bigint not null check (quantity_ten_thousandths > 0),
  unit        text not null,
  per         text not null check (per in ('week', 'month', 'year', 'once')),
  rate_pence  bigint not null check (rate_pence >= 0),
  times       integer not null check (times >= 1),
  amount_pence bigint not null check (amount_pence >= 0),
  rule        text not null check (rule ~ '^R-\d{3}$'),
  stream      text not null,
  primary key (indicative_budget_id, sequence)
);
select keep_to_icb('indicative_budget_line');
select append_only('indicative_budget_line');

create function part_of_same_act() returns trigger language plpgsql as $$
declare whole xid8;
begin
  if tg_table_name = 'rate' then
    select written_in into whole from rate_card where rate_card_id = new.rate_card_id;
  else
    select written_in into whole from indicative_budget where indicative_budget_id = new.indicative_budget_id;
  end if;
  if whole is distinct from pg_current_xact_id() then
    raise exception '% belongs to something already finished', tg_table_name using errcode = 'PB004';
  end if;
  return new;
end $$;
create trigger part_of_same_act before insert on rate for each row execute function part_of_same_act();
create trigger part_of_same_act before insert on indicative_budget_line for each row execute function part_of_same_act();

-- R-039: what is issued is the sum of its lines, whoever wrote it.
create function indicative_budget_adds_up() returns trigger language plpgsql as $$
begin
  if new.total_pence is distinct from
     (select sum(amount_pence) from indicative_budget_line where indicative_budget_id = new.indicative_budget_id) then
    raise exception 'indicative budget % is not the sum of its lines', new.indicative_budget_id using errcode = 'PB005';
  end if;
  return null;
end $$;
create constraint trigger indicative_budget_adds_up after insert on indicative_budget
  deferrable initially deferred for each row execute function indicative_budget_adds_up();

-- What a finance officer proposes as the final budget before the plan is submitted (T09); the latest counts.
create table proposed_final_budget (
  proposed_final_budget_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  version     integer not null check (version >= 1),
  final_pence bigint not null check (final_pence > 0),
  contingency_pence bigint not null check (contingency_pence between 0 and final_pence), -- inside the final sum
  reason      text not null,                     -- why it differs from the indicative budget; '' when it does not
  proposed_on date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (budget_id, version)
);
select keep_to_icb('proposed_final_budget');
select append_only('proposed_final_budget');

create table final_budget (
  final_budget_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  version     integer not null check (version >= 1),
  plan_id     uuid not null,                     -- the approved version that it pays for
  content_hash text not null,                    -- of that version
  starts_on   date not null,                     -- the first day of the budget year
  final_pence bigint not null check (final_pence > 0),
  contingency_pence bigint not null check (contingency_pence >= 0),
  lines_pence bigint not null check (lines_pence >= 0),
  start_up_pence bigint not null check (start_up_pence >= 0),
  direct_payment_pence bigint not null check (direct_payment_pence between 0 and final_pence),
  indicative_pence bigint not null check (indicative_pence > 0),
  difference_reason text not null,
  stream      text not null,
  set_on      date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (budget_id, version),
  check (final_pence >= lines_pence + start_up_pence + contingency_pence),    -- R-041
  check (final_pence = indicative_pence or difference_reason <> '')
);
select keep_to_icb('final_budget');
select append_only('final_budget');
