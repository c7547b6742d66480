-- The front of a budget's life: enquiry, request, eligibility, assessment (T01 to T06).
-- Why state is a table of rows: "who moved it, when and by which transition" is the question that people ask.

create table enquiry (
  enquiry_id  uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  reference   text not null unique check (reference ~ '^ENQ-[A-Z0-9]{6}$'),
  name        text not null,
  contact     text not null,
  channel     text not null check (channel in ('WEB', 'TELEPHONE', 'PROFESSIONAL', 'LETTER')),
  communication_needs text not null default '',
  about       text not null default '',
  received_on date not null,
  acknowledge_by date not null,         -- 5 working days LOCAL
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('enquiry');
select append_only('enquiry');

-- One budget of one person, from request to close; "the case".
create table budget (
  budget_id   uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  reference   text not null unique check (reference ~ '^PHB\d{6}$'), -- at most 18 with a month: it goes into the payment file
  person_id   uuid not null references person,
  enquiry_id  uuid unique references enquiry,
  kind        text not null check (kind in ('ONGOING','ONE_OFF_DISCHARGE','ONE_OFF_GOAL','WHEELCHAIR','YEAR_OF_CARE')), -- CL-03
  claimed_group text not null check (claimed_group in ('CHC_STANDARD','CHC_FAST_TRACK','CHILDREN_CC','S117','WHEELCHAIR','LOCAL_COHORT','EXCEPTION')), -- CL-01
  funding_stream text not null default 'NHS_CHC',  -- CL-19
  requester   text not null,
  requester_role text not null check (requester_role in ('PERSON','REPRESENTATIVE','PROFESSIONAL')),
  told_optional boolean not null check (told_optional), -- T02: told that a budget is optional
  preferred_options text[] not null default '{}',
  requested_on date not null,
  decide_by   date not null,                     -- T03: 28 days LOCAL
  care_coordinator_id uuid not null references staff_user, -- R-051: exactly one
  recorded_at timestamptz not null default clock_timestamp()
);
create index budget_person on budget (person_id);
create index budget_clock on budget (icb_code, decide_by, budget_id); -- the work list, oldest clock first
select keep_to_icb('budget');
grant update (care_coordinator_id) on budget to openphb_app;
create sequence budget_reference_number start 100001;
grant usage on sequence budget_reference_number to openphb_app;

create table budget_state (
  budget_id   uuid not null references budget,
  sequence    integer not null check (sequence >= 1),
  icb_code    text not null references icb,
  state       text not null,
  transition  text not null check (transition ~ '^T\d\d$'),
  by_id       uuid not null,
  by_name     text not null,
  happened_on date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (budget_id, sequence)
);
select keep_to_icb('budget_state');
select append_only('budget_state');

-- The state that each budget is in now.
create view budget_now with (security_invoker = true) as
  select distinct on (budget_id) budget_id, icb_code, state, sequence, transition, by_name, happened_on
    from budget_state order by budget_id, sequence desc;
grant select on budget_now to openphb_app;

-- R-008: the person was told of their right and given information, advice and support.
create table information_given (
  information_given_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  what        text not null,
  given_on    date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('information_given');
select append_only('information_given');

create table eligibility_decision (
  eligibility_decision_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  granted     text not null check (granted in ('FULL', 'PART', 'NONE')),
  basis       text check (basis in ('RIGHT', 'LOCAL_OFFER', 'EXCEPTION')),
  eligible_group text not null,
  evidence    text not null,
  evidence_on date,                              -- R-010: the day of the decision that the evidence is about
  solely_nhs_funded boolean not null default false, -- R-010
  responsible_icb_confirmed boolean not null check (responsible_icb_confirmed), -- T03
  reasons     jsonb not null default '[]',       -- [{code, words}]
  part_refused text not null default '',         -- R-009: the part of the service that a budget is not appropriate for
  alternatives text not null default '',
  policy_version text not null,
  decided_on  date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  -- R-018: a no, whole or in part, has its reasons with it.
  constraint refusal_has_reasons check (granted = 'FULL' or jsonb_array_length(reasons) > 0)
);
create index eligibility_decision_budget on eligibility_decision (budget_id);
select keep_to_icb('eligibility_decision');
select append_only('eligibility_decision');

create table assessment (
  assessment_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  sources     text[] not null,
  risks       text not null,
  carer_input text not null,
  communication_needs text not null,
  vulnerable  boolean not null,                  -- R-053, R-060: capacity or safeguarding flag
  assessed_on date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index assessment_budget on assessment (budget_id);
select keep_to_icb('assessment');
select append_only('assessment');

-- strength, what works, what does not, what is important to and for the person (R-047).
create table assessment_entry (
  assessment_entry_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  kind        text not null check (kind in ('STRENGTH','WORKING','NOT_WORKING','IMPORTANT_TO','IMPORTANT_FOR')),
  words       text not null,
  chose_not_to_say boolean not null default false, -- R-047: the person was asked and kept it to themself
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (chose_not_to_say = (words = ''))
);
create index assessment_entry_budget on assessment_entry (budget_id);
select keep_to_icb('assessment_entry');
select append_only('assessment_entry');

create table need (
  need_id     uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  domain      text not null,                     -- CL-08
  words       text not null,
  met         text not null check (met in ('MET_COMMISSIONED','MET_IF_DIFFERENT','UNMET','IN_PHB','NOT_RELEASABLE','COMMUNITY','SELF_FUNDED')), -- CL-07
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index need_budget on need (budget_id);
select keep_to_icb('need');
select append_only('need');

create table outcome (
  outcome_id  uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  need_id     uuid not null references need,
  words       text not null,                     -- the person's own
  measure     text not null default '',          -- R-058
  importance  integer check (importance between 1 and 10), -- R-055
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index outcome_budget on outcome (budget_id);
select keep_to_icb('outcome');
select append_only('outcome');

-- R-017: a budget is voluntary; the person keeps their entitlement to care (T05).
create table withdrawal (
  withdrawal_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null unique references budget,
  reason      text not null,
  words       text not null default '',
  wants_plan  boolean not null,                  -- still wants a personalised care and support plan
  withdrawn_on date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('withdrawal');
select append_only('withdrawal');
