-- People, who acts for them, what they consented to, and what they were told.

create table person (
  person_id      uuid primary key default gen_random_uuid(),
  icb_code       text not null references icb,
  nhs_number     text check (nhs_number ~ '^\d{10}$'),
  nhs_number_status text not null check (nhs_number_status ~ '^0[1-8]$'), -- CL-15
  given_name     text not null check (length(given_name) between 1 and 35),
  family_name    text not null check (length(family_name) between 1 and 35),
  preferred_name text not null default '' check (length(preferred_name) <= 70),
  date_of_birth  date not null,
  address        text not null,
  postcode       text not null check (length(postcode) <= 8),
  telephone      text not null default '',
  email          text not null default '',
  communication_needs text not null default '', -- Accessible Information Standard
  recorded_at    timestamptz not null default now(),
  unique (icb_code, nhs_number)
);
select keep_to_icb('person');

create table representative (
  representative_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  person_id   uuid not null references person,
  subject     text not null unique,
  name        text not null,
  kind        text not null check (kind in ('DEPUTY','LPA_DONEE','EPA_ATTORNEY','PARENTAL_RESPONSIBILITY','ICB_APPOINTED')), -- R-031
  from_on     date not null,
  until_on    date check (until_on >= from_on),
  recorded_by uuid not null,
  recorded_at timestamptz not null default now()
);
select keep_to_icb('representative');
grant update (until_on) on representative to openphb_app;

-- Consent, given or withdrawn: history, the latest row of a kind counts (R-019, R-027).
create table consent (
  consent_id  uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  person_id   uuid not null references person,
  budget_id   uuid,
  kind        text not null check (kind in ('DIRECT_PAYMENT', 'SHARING')),
  given       boolean not null,
  happened_on date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index consent_person on consent (person_id, kind, recorded_at);
select keep_to_icb('consent');
select append_only('consent');

-- Capacity for one decision at one time (R-022): assumed unless a row says otherwise.
create table capacity_assessment (
  capacity_assessment_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  person_id   uuid not null references person,
  decision    text not null check (decision in ('DIRECT_PAYMENT', 'PLAN', 'SHARING')),
  has_capacity boolean not null,
  support_given text not null,
  assessed_on date not null,
  assessor    text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('capacity_assessment');
select append_only('capacity_assessment');

-- Every notice that the service owes somebody (N01 to N33), as it was worded. Sending comes later; the inbox shows it now.
create table notice (
  notice_id   uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  kind        text not null check (kind ~ '^N\d\d$'),
  person_id   uuid references person,   -- null for an enquirer who is not known yet
  budget_id   uuid,
  recipient   text not null,            -- the name that it greets
  heading     text not null,
  paragraphs  text[] not null check (cardinality(paragraphs) > 0),
  reasons     text[] not null default '{}',
  reconsideration_route text not null default '',
  decision_id text,
  effective_on date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  -- R-018: an adverse notice without a reason or without how to have it looked at again can't exist.
  constraint adverse_notice_has_reasons check (kind not in ('N04','N11','N20','N22','N25')
    or (cardinality(reasons) > 0 and reconsideration_route <> ''))
);
create index notice_budget on notice (budget_id, recorded_at);
create index notice_person on notice (person_id, recorded_at);
select keep_to_icb('notice');
select append_only('notice');

create table notice_opened (
  notice_id uuid primary key references notice,
  icb_code  text not null references icb,
  opened_at timestamptz not null default clock_timestamp(),
  opened_by uuid not null
);
select keep_to_icb('notice_opened');
select append_only('notice_opened');
