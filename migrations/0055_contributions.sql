-- What people pay in of a council's part after a means test (R-097): what came, on which bank line it was seen, what was
-- written down wrongly, and who spoke with the person about what is missing.
--
-- Why what is expected is no table: it is the person's part of the final budget, in twelve parts, so it can never say
-- something else than what was agreed. Why nothing here stops a payment: a part that is missing leads to a talk.
-- Why a bank line is a row of its own: finance may know of a part before the statement shows it, and then the line must
-- not count a second time.

create table contribution (
  contribution_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  -- Only a council may ask for it, and nobody is charged for care after detention: never in the books of the NHS.
  stream      text not null constraint contribution_is_for_social_care check (stream like 'LA\_%' and stream <> 'LA_S117'),
  payment_account_id uuid not null references payment_account,
  pence       bigint not null check (pence > 0),
  paid_on     date not null,
  reference   text not null check (reference <> ''), -- what shows it
  journal_id  bigint not null unique references journal,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index contribution_budget on contribution (budget_id, stream);
select keep_to_icb('contribution');
select append_only('contribution');

-- The bank line that shows it. The journal is the contribution's own where it was made from the line; otherwise the one
-- that takes back what the line had put among money that nobody can explain.
create table contribution_line (
  contribution_id uuid primary key references contribution,
  icb_code    text not null references icb,
  statement_line_id uuid not null references statement_line,
  journal_id  bigint not null unique references journal,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index contribution_line_line on contribution_line (statement_line_id);
select keep_to_icb('contribution_line');
select append_only('contribution_line');

-- Written down wrongly: it does not count, and its line is free again.
create table contribution_taken_back (
  contribution_id uuid primary key references contribution,
  icb_code    text not null references icb,
  reason      text not null check (reason <> ''),
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('contribution_taken_back');
select append_only('contribution_taken_back');

-- A talk about what is missing: how it came about and what was agreed.
create table contribution_talk (
  contribution_talk_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  talked_on   date not null,
  words       text not null check (words <> ''),
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index contribution_talk_budget on contribution_talk (budget_id, talked_on);
select keep_to_icb('contribution_talk');
select append_only('contribution_talk');

-- What counts, and whether a statement shows it.
create view contribution_now with (security_invoker = true) as
  select c.*, l.statement_line_id, l.journal_id as line_journal_id
    from contribution c left join contribution_line l using (contribution_id)
   where not exists (select from contribution_taken_back t where t.contribution_id = c.contribution_id);
grant select on contribution_now to openphb_app;

-- What the person is asked for, year by year: the newest final budget of each year counts.
create view contribution_year with (security_invoker = true) as
  select s.icb_code, s.budget_id, s.stream, s.payer, f.starts_on, s.person_pence
    from (select distinct on (budget_id, starts_on) * from final_budget order by budget_id, starts_on, version desc) f
    join final_budget_stream s using (final_budget_id)
   where s.person_pence > 0;
grant select on contribution_year to openphb_app;
