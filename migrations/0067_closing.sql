-- The end of a budget (T28): money that the person gave back, the bank line that shows it, and closing the budget by two
-- people, with what is written off.
--
-- Why a bank line is a row of its own: finance knows of money given back before the person's statement shows it, and then
-- the line must not count a second time. Why closing is proposed and answered in rows of their own: whoever proposes to give
-- a debt up does not say yes to it. A budget that is closed may be settled again when a bank line comes late.

create table money_back (
  money_back_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  pence       bigint not null check (pence > 0),
  received_on date not null,
  reference   text not null check (reference <> ''), -- as it stands on the board's own bank statement
  journal_id  bigint not null unique references journal,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (budget_id, reference)
);
select keep_to_icb('money_back');
select append_only('money_back');

-- The line of the person's statement that shows it: what it had put among money that nobody could explain is taken back.
create table money_back_line (
  money_back_id uuid primary key references money_back,
  icb_code    text not null references icb,
  statement_line_id uuid not null unique references statement_line,
  journal_id  bigint not null unique references journal,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('money_back_line');
select append_only('money_back_line');

create table budget_closing (
  budget_closing_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  written_off_pence bigint not null,             -- below nought after the close: so much of it is taken back
  reason      text not null check (written_off_pence = 0 or reason <> ''),
  proposed_on date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (budget_closing_id, by_id)
);
create index budget_closing_budget on budget_closing (budget_id, recorded_at);
select keep_to_icb('budget_closing');
select append_only('budget_closing');

create table budget_closing_answer (
  budget_closing_id uuid primary key,
  icb_code    text not null references icb,
  proposed_by_id uuid not null,
  yes         boolean not null,
  reason      text not null check (yes or reason <> ''),
  answered_on date not null,
  keep_until  date,                              -- R-122: of a yes, when somebody looks whether the record may go
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint closing_by_two_people check (by_id <> proposed_by_id),
  check (yes = (keep_until is not null)),
  foreign key (budget_closing_id, proposed_by_id) references budget_closing (budget_closing_id, by_id)
);
select keep_to_icb('budget_closing_answer');
select append_only('budget_closing_answer');
