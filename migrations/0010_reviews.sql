-- Reviews: announced beforehand, held in two parts by two people, closed with the date of the next (T17, T18).

create table review (
  review_id   uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  kind        text not null check (kind in ('MONTH_1','MONTH_2','THREE_MONTH','PLANNED_RISK','ANNUAL','UNPLANNED_CHANGE','CONCERN',
                'NOMINEE_CHANGE','HOSPITAL','TRANSITION_16','TRANSITION_18','PERSON_REQUESTED','INTERIM_JOINT','CLOSURE')), -- CL-21
  due_on      date not null,
  planned_on  date not null,
  covers      text not null,
  attendees   text not null,
  notified_on date not null,                    -- opens the window in which bank lines may be looked at (R-117)
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index review_budget on review (budget_id, recorded_at);
select keep_to_icb('review');
select append_only('review');

create table review_care_part (
  review_id   uuid primary key references review,
  icb_code    text not null references icb,
  findings    text not null,
  learning    text not null default '',         -- R-143: what did not work, without blame
  capacity_or_safeguarding smallint not null check (capacity_or_safeguarding between 0 and 3),
  fluctuating_need smallint not null check (fluctuating_need between 0 and 2),
  held_on     date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('review_care_part');
select append_only('review_care_part');

create table review_outcome (
  review_id   uuid not null references review,
  outcome_id  uuid not null references outcome,
  icb_code    text not null references icb,
  rating      smallint not null check (rating between -2 and 2), -- −2 much worse … +2 much better
  words       text not null default '',
  primary key (review_id, outcome_id)
);
select keep_to_icb('review_outcome');
select append_only('review_outcome');

create table review_money_part (
  review_id   uuid primary key references review,
  icb_code    text not null references icb,
  findings    text not null,
  contingency text not null,                    -- R-144: is the level right?
  surplus     text not null,                    -- R-115: decided only here, never without talking to the person
  employs_assistants boolean not null,
  pays_connected_person boolean not null,
  past_findings smallint not null check (past_findings between 0 and 4),
  missing_evidence smallint not null check (missing_evidence between 0 and 3),
  figures     jsonb not null,                   -- my money as it stood
  held_on     date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('review_money_part');
select append_only('review_money_part');

create table review_close (
  review_id   uuid primary key references review,
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  score       integer not null check (score >= 0),
  band        text not null check (band in ('LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH')),
  factors     jsonb not null,
  months      integer not null check (months between 1 and 12), -- R-136
  next_due_on date not null,
  policy_version text not null,
  closed_on   date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index review_close_budget on review_close (budget_id, recorded_at);
select keep_to_icb('review_close');
select append_only('review_close');
