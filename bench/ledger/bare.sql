-- A ledger with the same guarantees and nothing else: the least that one journal costs. Same rows as ours leaves behind
-- (journal, postings with their versions, balances, months), same row-level security, a hash of the input.
create schema bare;
grant usage on schema bare to openphb_app;
set search_path = bare, public;
create table account (
  account_id bigint primary key, icb_code text not null, book text not null, stream text not null, kind text not null,
  control boolean not null
);
create table balance (
  account_id bigint primary key, icb_code text not null, kind text not null, pence bigint not null, version integer not null,
  constraint undrawn_not_past_nought check (kind <> 'undrawn' or pence <= 0)
);
create table month (account_id bigint, month date, icb_code text not null, moved bigint not null, primary key (account_id, month));
create table journal (
  journal_id bigint primary key, icb_code text not null references icb, command_id uuid not null unique, kind text not null,
  happened_on date not null, recorded_at timestamptz not null, caused_by text not null, by_id uuid not null,
  reverses bigint unique references journal, posting_count integer not null, content_hash bytea not null
);
create sequence journal_number;
create index on journal (caused_by);
create table posting (
  journal_id bigint not null, account_id bigint not null, icb_code text not null, pence bigint not null check (pence <> 0), version integer,
  primary key (journal_id, account_id)
);
create unique index on posting (account_id, version) where version is not null;
create index on posting (account_id) where version is null;
select keep_to_icb(t) from unnest(array['account', 'balance', 'month', 'journal', 'posting']::regclass[]) t;
revoke all on all tables in schema bare from openphb_app;

-- One journal. Answers its number; the number it had where the command was posted before.
create function post(
  command uuid, the_kind text, happened date, cause text, actor uuid, accounts bigint[], amounts bigint[]
) returns bigint language plpgsql security definer set search_path = bare, public, pg_temp as $$
declare
  icb text := current_setting('app.icb', true);
  hash bytea := sha256(convert_to(concat_ws('|', the_kind, happened, actor, accounts, amounts, cause), 'UTF8'));
  number bigint;
  before record;
  locked integer;
begin
  perform from balance where account_id = any (accounts) order by account_id for no key update;
  select j.journal_id, j.content_hash into before from journal j where j.command_id = command;
  if found then
    if before.content_hash <> hash then raise exception 'command used for something else'; end if;
    return before.journal_id;
  end if;
  if exists (select from unnest(accounts, amounts) p (id, pence) join account a on a.account_id = p.id
              group by a.book, a.stream having sum(pence) <> 0 or count(*) < 2) then
    raise exception 'does not balance';
  end if;
  number := nextval('journal_number');
  insert into journal values (number, icb, command, the_kind, happened, clock_timestamp(), cause, actor, null, cardinality(accounts), hash);
  with moved as (
    update balance b set pence = b.pence + p.pence, version = b.version + 1
      from unnest(accounts, amounts) p (id, pence) where b.account_id = p.id
    returning b.account_id, b.version, p.pence),
  months as (
    insert into month as m select account_id, date_trunc('month', happened::timestamp)::date, icb, pence from moved
        on conflict (account_id, month) do update set moved = m.moved + excluded.moved)
  insert into posting select number, p.id, icb, p.pence, m.version
    from unnest(accounts, amounts) p (id, pence) left join moved m on m.account_id = p.id;
  get diagnostics locked = row_count;
  if locked <> cardinality(accounts) then raise exception 'unknown account'; end if;
  return number;
end $$;

-- Many journals, in one statement each for journals, balances, months and postings.
create function post_many(commands uuid[], kinds text[], happened date[], causes text[], actors uuid[],
  of_journal integer[], accounts bigint[], amounts bigint[]
) returns bigint language plpgsql security definer set search_path = bare, public, pg_temp as $$
declare
  icb text := current_setting('app.icb', true);
  first bigint;
begin
  perform from balance where account_id = any (accounts) order by account_id for no key update;
  if exists (select from journal where command_id = any (commands)) then raise exception 'command used'; end if;
  if exists (select from unnest(of_journal, accounts, amounts) p (j, id, pence) join account a on a.account_id = p.id
              group by p.j, a.book, a.stream having sum(pence) <> 0 or count(*) < 2) then
    raise exception 'does not balance';
  end if;
  select min(n) into first from (select nextval('journal_number') as n from generate_series(1, cardinality(commands))) s;
  insert into journal
  select first + j.place - 1, icb, j.command, j.kind, j.day, clock_timestamp(), j.cause, j.actor, null, p.many,
         sha256(convert_to(concat_ws('|', j.kind, j.day, j.actor, p.text, j.cause), 'UTF8'))
    from unnest(commands, kinds, happened, causes, actors) with ordinality as j (command, kind, day, cause, actor, place)
    join (select j, count(*)::integer as many, string_agg(id || ':' || pence, ',' order by id) as text
            from unnest(of_journal, accounts, amounts) p (j, id, pence) group by j) p on p.j = j.place;
  with moved as (
    update balance b set pence = b.pence + p.pence, version = b.version + p.many
      from (select id, sum(pence) as pence, count(*)::integer as many from unnest(accounts, amounts) p (id, pence) group by id) p
     where b.account_id = p.id
    returning b.account_id, b.version - p.many as version_before)
  insert into posting
  select first + p.j - 1, p.id, icb, p.pence, m.version_before + row_number() over (partition by p.id order by p.j)
    from unnest(of_journal, accounts, amounts) p (j, id, pence) join moved m on m.account_id = p.id;
  insert into month as m
  select p.id, date_trunc('month', happened[p.j]::timestamp)::date, icb, sum(p.pence)
    from unnest(of_journal, accounts, amounts) p (j, id, pence) group by 1, 2
      on conflict (account_id, month) do update set moved = m.moved + excluded.moved;
  return first;
end $$;
grant execute on all functions in schema bare to openphb_app;
