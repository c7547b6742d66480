-- The monthly statement between payers as money (R-096): what the board states, what the other side says to it, and the
-- journals in both payers' books.
--
-- Why a statement is a table although what is owed is a view of the ledger: once it was sent it must stay as it was sent.
-- Where its month turns out otherwise (a payment that came back late) the next version says the difference, so that all
-- versions of a month together are what the ledger has.
-- Why its parts by the streams of the board: each of them lent its own money, and has its own books.

create table recharge_statement (
  recharge_statement_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  payer       text not null check (payer <> ''),
  stream      text not null check (stream ~ '^[A-Z0-9_]+$' and stream not like 'NHS\_%'), -- CL-19
  month       date not null check (extract(day from month) = 1),
  version     integer not null check (version >= 1),
  pence       bigint not null,                  -- of version 1 all of it, of a later one the difference
  made_on     date not null check (made_on >= month + interval '1 month'),
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (icb_code, payer, stream, month, version)
);
select keep_to_icb('recharge_statement');
select append_only('recharge_statement');

create table recharge_statement_part (
  recharge_statement_id uuid not null references recharge_statement,
  own_stream  text not null check (own_stream like 'NHS\_%'),
  icb_code    text not null references icb,
  pence       bigint not null check (pence <> 0),
  primary key (recharge_statement_id, own_stream)
);
select keep_to_icb('recharge_statement_part');
select append_only('recharge_statement_part');

create function statement_is_its_parts() returns trigger language plpgsql as $$
begin
  if new.pence is distinct from (select sum(pence) from recharge_statement_part where recharge_statement_id = new.recharge_statement_id) then
    raise exception 'the parts of recharge statement % are not the whole of it', new.recharge_statement_id using errcode = 'PB005';
  end if;
  return null;
end $$;
create constraint trigger statement_is_its_parts after insert on recharge_statement deferrable initially deferred
  for each row execute function statement_is_its_parts();

-- What the other side says: disputed as often as it likes, agreed once, and then it is in the ledger.
create table recharge_answer (
  recharge_answer_id uuid primary key default gen_random_uuid(),
  recharge_statement_id uuid not null references recharge_statement,
  icb_code    text not null references icb,
  answer      text not null check (answer in ('AGREED', 'DISPUTED')),
  who         text not null check (who <> ''),  -- at the other payer
  words       text not null check (answer = 'AGREED' or words <> ''),
  answered_on date not null,
  journal_id  bigint unique references journal,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check ((answer = 'AGREED') = (journal_id is not null))
);
create unique index recharge_agreed_once on recharge_answer (recharge_statement_id) where answer = 'AGREED';
create index recharge_answer_statement on recharge_answer (recharge_statement_id, recorded_at);
select keep_to_icb('recharge_answer');
select append_only('recharge_answer');

-- What came back is a journal too; one that was written down before has none.
alter table recharge_receipt add column journal_id bigint unique references journal;

-- owed_by_payer: what a stream of the board has lent; owed_to_board: the same in the other payer's books; paid_by_payer:
-- what it has paid back. Each is named by its stream and by who is on the other side.
alter table ledger_account drop constraint ledger_account_shape;
alter table ledger_account add constraint ledger_account_shape check (
  (num_nonnulls(budget_id, budget_year, option, plan_line_id, party) = case
    when kind in ('allocation','contribution_due','limit','bank','written_off') then 0
    when kind in ('clearing','payable','owed_by_payer','owed_to_board','paid_by_payer') and party is not null then 1
    when kind in ('unplaced','received') and budget_id is not null then 1
    when kind in ('held','contribution') and budget_id is not null and party is not null then 2
    when kind in ('contingency','pending') and budget_id is not null and budget_year is not null then 2
    when kind in ('authorised','undrawn','drawn') and budget_id is not null and budget_year is not null and option is not null then 3
    when kind in ('promised','used','spent') and budget_id is not null and budget_year is not null and plan_line_id is not null then 3
  end) is true);
