-- How a figure came about: the method and its inputs while it is put together, and with the issued figure its whole
-- trace, the rate cards and the similar cases that it stands on.
--
-- Why the trace is stored and not worked out again: it is what the person was told. That it can be worked out again
-- to the same pence is proved by tests and shown in the challenge pack.
-- Why these columns may be null: a figure issued before this version has its lines, which say it all for hours × rates.

-- The method that a finance officer works with, and what it needs beside the lines of the rate card. A change is a row.
create table indicative_draft (
  indicative_draft_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  version     integer not null check (version >= 1),
  method      text not null check (method in ('SIMILAR_CASES','CURRENT_SERVICES','HOURS_RATES','POINTS_BAND','FLAT_RATE','PRESCRIPTION_COST')), -- R-042, CL-04
  inputs      jsonb not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (budget_id, version)
);
select keep_to_icb('indicative_draft');
select append_only('indicative_draft');

alter table indicative_budget
  add column inputs     jsonb,  -- what the method was given
  add column trace      jsonb,  -- the working as a tree, from the total down to its inputs
  add column rate_cards jsonb,  -- [{version, effectiveFrom}], each card that counts on a day of the year
  add column need_band  text check (need_band in ('LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH')), -- R-042: what makes cases similar
  add column peer_budget_ids uuid[]; -- the similar cases, for whoever has to check them; the trace has their figures only

-- Where a newer card begins inside the year: each rate with its days (R-044).
alter table indicative_budget_line add column periods jsonb;

-- Similar cases: the budgets of one group and band.
create index indicative_budget_band on indicative_budget (icb_code, need_band) where need_band is not null;

-- R-046: for each need, whether the budget is there for it. The latest counts; before the first, what the assessment said.
create table need_tag (
  need_tag_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  need_id     uuid not null references need,
  version     integer not null check (version >= 1),
  tag         text not null check (tag in ('MET_COMMISSIONED','MET_IF_DIFFERENT','UNMET','IN_PHB','NOT_RELEASABLE','COMMUNITY','SELF_FUNDED')), -- CL-07
  commissioned_service text not null,            -- what the NHS buys and what meets it now; '' when nothing does
  person_wants_in boolean not null,
  money_releasable boolean not null,
  releasable_from date,                          -- when the money is expected to come free
  reason      text not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (need_id, version),
  check (tag <> 'NOT_RELEASABLE' or (commissioned_service <> '' and reason <> ''))
);
select keep_to_icb('need_tag');
select append_only('need_tag');
