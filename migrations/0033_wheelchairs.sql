-- Personal wheelchair budgets (R-129 to R-134): what was prescribed, what was chosen, who adds to it, the order, the
-- day on which the chair came, and each look at whether it still suits.
-- Why a prescription and a choice have versions: somebody is assessed again, or chooses again, and what stood before
-- stays. Why a contribution stands by itself: the council's money leaves the NHS's part as it was (R-101).

create table chair_prescription (
  budget_id    uuid not null references budget,
  version      integer not null check (version >= 1),
  icb_code     text not null references icb,
  category     text not null check (category <> ''), -- manual, powered, …
  need         text not null check (need <> ''),     -- what the chair has to do
  changed      text not null default '',             -- R-134: what has changed since the chair before
  fast_changing boolean not null,                    -- R-134: somebody asks whether it still fits
  nhs_cost_pence bigint not null check (nhs_cost_pence > 0), -- R-129
  maintenance_pence bigint not null check (maintenance_pence >= 0),
  assessed_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (budget_id, version)
);
select keep_to_icb('chair_prescription');
select append_only('chair_prescription');

create table chair_choice (
  budget_id    uuid not null references budget,
  version      integer not null check (version >= 1),
  icb_code     text not null references icb,
  prescription_version integer not null,
  option       text not null check (option in ('NOTIONAL', 'NOTIONAL_TOPUP', 'THIRD_PARTY', 'DIRECT_PAYMENT')),
  label        text not null check (label <> ''),
  extras       text not null default '',
  category     text not null check (category <> ''),
  chosen_pence bigint not null check (chosen_pence > 0),
  nhs_pays_pence bigint not null check (nhs_pays_pence >= 0),
  others_pay_pence bigint not null check (others_pay_pence >= 0),
  clinician    text not null check (clinician <> ''), -- R-133: who says that it meets the need
  owner        text not null check (owner in ('NHS', 'PERSON')), -- R-131, R-132
  repairs_chair text not null check (repairs_chair in ('NHS', 'PERSON')),
  chosen_on    date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (budget_id, version),
  foreign key (budget_id, prescription_version) references chair_prescription (budget_id, version),
  check (nhs_pays_pence + others_pay_pence = chosen_pence)
);
select keep_to_icb('chair_choice');
select append_only('chair_choice');

-- R-101: what another body adds, with what it asks for in return.
create table chair_contribution (
  chair_contribution_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  stream       text not null check (stream <> ''), -- CL-19
  payer        text not null check (payer <> ''),
  pence        bigint not null check (pence > 0),
  conditions   text not null check (conditions <> ''),
  agreed_on    date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index chair_contribution_budget on chair_contribution (budget_id);
select keep_to_icb('chair_contribution');
select append_only('chair_contribution');

create table chair_order (
  budget_id    uuid primary key references budget,
  icb_code     text not null references icb,
  choice_version integer not null,
  supplier     text not null check (supplier <> ''),
  reference    text not null check (reference <> ''),
  ordered_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  foreign key (budget_id, choice_version) references chair_choice (budget_id, version)
);
select keep_to_icb('chair_order');
select append_only('chair_order');

-- The budget is active from this day (T16), and its period counts from it (R-134).
create table chair_issue (
  budget_id    uuid primary key references chair_order,
  icb_code     text not null references icb,
  serial       text not null check (serial <> ''),
  issued_on    date not null,
  next_on      date not null,                    -- the first day of a new budget without a changed need
  policy_version text not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('chair_issue');
select append_only('chair_issue');

-- The yearly look, or sooner for somebody who grows or whose need changes fast (R-134).
create table chair_check (
  chair_check_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references chair_issue,
  suits        boolean not null,
  need_changed boolean not null,                 -- a new budget may come before its time
  words        text not null check (words <> ''),
  checked_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index chair_check_budget on chair_check (budget_id);
select keep_to_icb('chair_check');
select append_only('chair_check');
