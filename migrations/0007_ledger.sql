-- The ledger: three books (spending, paying, cash), double entry, whole pence, debit positive.
--
-- Why one function in: `post_journals` takes arrays and posts one journal or ten thousand in the same few
-- statements. The service's role may read the ledger but insert into no table of it, so nothing is posted
-- past the locks, the versions and the tenant check.
-- Why balances are kept by a trigger of `posting`: whoever inserts a posting, and however, moves the balance;
-- and nobody, the owner included, moves a balance otherwise.
-- Why checks for a whole statement: one check a row is dear when a payment run posts 800,000 rows. A journal's
-- postings come in the transaction that made the journal, each statement of them balances within every book
-- and stream it touches, and at commit the journal must have as many as it said.
-- Why no foreign key from posting to ledger_account: it would lock the control accounts (the ICB's own bank
-- account) on every posting of every budget. Accounts are never deleted, so the trigger's look is enough.
-- Errors: PB001 a journal that does not hold together, PB010 no ICB set, PB012 a promise past `authorised`,
-- PB013 versions out of step, PB014 a command id used for something else.

-- So that an account can name a budget of its own ICB only.
alter table budget add constraint budget_of_icb unique (budget_id, icb_code);

create table ledger_account (
  ledger_account_id bigint generated always as identity primary key,
  icb_code     text not null references icb,
  kind         text not null,
  budget_id    uuid,
  budget_year  date,                            -- the day on which the budget year starts
  stream       text not null check (stream ~ '^[A-Z0-9_]+$'), -- CL-19
  option       text check (option in ('DIRECT_PAYMENT', 'NOTIONAL', 'THIRD_PARTY')),
  plan_line_id uuid,
  party        text check (party <> ''),        -- held: the payment account; clearing: the rail; payable: the supplier; contribution: the payer
  book         text not null generated always as (case
                 when kind in ('allocation','contribution_due','authorised','contingency','promised','pending','used') then 'spending'
                 when kind in ('limit','undrawn','drawn') then 'paying'
                 else 'cash' end) stored,
  -- Control accounts belong to the ICB: they hold no stored balance and are never locked.
  control      boolean not null generated always as
                 (kind in ('allocation','contribution_due','limit','bank','clearing','written_off')) stored,
  constraint ledger_account_key unique nulls not distinct
    (icb_code, budget_id, kind, stream, budget_year, option, plan_line_id, party),
  -- What each kind is named by, and nothing else.
  constraint ledger_account_shape check (
    (num_nonnulls(budget_id, budget_year, option, plan_line_id, party) = case
      when kind in ('allocation','contribution_due','limit','bank','written_off') then 0
      when kind in ('clearing','payable') and party is not null then 1
      when kind in ('unplaced','received') and budget_id is not null then 1
      when kind in ('held','contribution') and budget_id is not null and party is not null then 2
      when kind in ('contingency','pending') and budget_id is not null and budget_year is not null then 2
      when kind in ('authorised','undrawn','drawn') and budget_id is not null and budget_year is not null and option is not null then 3
      when kind in ('promised','used','spent') and budget_id is not null and budget_year is not null and plan_line_id is not null then 3
    end) is true),
  foreign key (budget_id, icb_code) references budget (budget_id, icb_code)
);
create index ledger_account_budget on ledger_account (budget_id) where budget_id is not null;

create table journal (
  journal_id    bigint primary key,
  icb_code      text not null references icb,
  command_id    uuid not null constraint journal_command unique, -- the same command twice posts once
  kind          text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  happened_on   date not null,                  -- the day it happened, London
  recorded_at   timestamptz not null,           -- the instant that we learnt of it
  caused_by     text not null check (caused_by <> ''), -- the decision or file: 'approval:…', 'bank-line:…'
  by_id         uuid not null,
  reverses      bigint constraint journal_reverses unique references journal,
  posting_count integer not null check (posting_count >= 2),
  content_hash  bytea not null,                 -- of everything above and of the postings: see journal_content
  transaction_id xid8 not null default pg_current_xact_id() -- postings may come only in the same transaction
);
create sequence journal_number owned by journal.journal_id;
create index journal_cause on journal (caused_by);

create table posting (
  journal_id        bigint not null,
  ledger_account_id bigint not null,
  icb_code          text not null,
  amount_pence      bigint not null check (amount_pence <> 0), -- debit positive
  account_version   integer check (account_version >= 1), -- 1, 2, 3 … of its account; null on control accounts
  primary key (journal_id, ledger_account_id)
);
create unique index posting_version on posting (ledger_account_id, account_version) where account_version is not null;
create index posting_control on posting (ledger_account_id) where account_version is null;

-- What the postings of an account come to. Kept by the trigger below, proved by `openphb verify`.
create table ledger_balance (
  ledger_account_id bigint primary key references ledger_account,
  icb_code      text not null,
  kind          text not null,
  balance_pence bigint not null,
  version       integer not null check (version >= 1),
  -- Undrawn is a credit: past nought would mean that more was paid out than was agreed.
  constraint undrawn_not_past_nought check (kind <> 'undrawn' or balance_pence <= 0)
);

-- The same by the month in which it happened: what moved, not what stood.
create table ledger_month (
  ledger_account_id bigint not null references ledger_account,
  month       date not null check (extract(day from month) = 1),
  icb_code    text not null,
  moved_pence bigint not null,
  primary key (ledger_account_id, month)
);

select keep_to_icb(t), append_only(t) from unnest(array['ledger_account', 'journal', 'posting']::regclass[]) t;
select keep_to_icb(t) from unnest(array['ledger_balance', 'ledger_month']::regclass[]) t;

-- Balances move only inside the trigger of `posting`: at depth 0 somebody is writing by hand.
create trigger by_posting_only before insert or update or delete on ledger_balance
  for each statement when (pg_trigger_depth() = 0) execute function refuse_change();
create trigger by_posting_only before insert or update or delete on ledger_month
  for each statement when (pg_trigger_depth() = 0) execute function refuse_change();
create trigger append_only_truncate before truncate on ledger_balance for each statement execute function refuse_change();
create trigger append_only_truncate before truncate on ledger_month for each statement execute function refuse_change();

revoke insert, update, delete on ledger_account, journal, posting, ledger_balance, ledger_month from openphb_app;
revoke all on sequence journal_number from openphb_app;

-- What a journal's hash is taken of. `caused_by` comes last because it alone may hold the separator.
create function journal_content(kind text, happened_on date, by_id uuid, reverses bigint, postings text, caused_by text)
returns bytea language sql stable as $$
  select sha256(convert_to(concat_ws('|', kind, to_char(happened_on, 'YYYY-MM-DD'), by_id::text,
    coalesce(reverses::text, '-'), postings, caused_by), 'UTF8'))
$$;

-- Each look-up is lateral, so that it goes by key whatever the planner believed when the plan was made.
create function posting_arrives() returns trigger language plpgsql as $$
declare
  broken record;
begin
  select f.journal_id, a.book, a.stream, sum(f.amount_pence) as off, count(*) as postings,
         bool_and(j.found and a.control = (f.account_version is null)) is true as known into broken
    from fresh f
    left join lateral (select true as found from journal j where j.journal_id = f.journal_id and j.icb_code = f.icb_code
                          and j.transaction_id = pg_current_xact_id() limit 1) j on true
    left join lateral (select a.book, a.stream, a.control from ledger_account a
                        where a.ledger_account_id = f.ledger_account_id and a.icb_code = f.icb_code limit 1) a on true
   group by f.journal_id, a.book, a.stream
  having sum(f.amount_pence) <> 0 or count(*) < 2 or bool_and(j.found and a.control = (f.account_version is null)) is not true
   order by 6 limit 1;
  if found and not broken.known then
    raise exception 'journal %: a posting without its journal of this transaction, or on no account of its ICB', broken.journal_id
      using errcode = 'PB001';
  elsif found then
    raise exception 'journal % does not balance: % posting(s) in % of % come to % pence',
      broken.journal_id, broken.postings, broken.book, broken.stream, broken.off using errcode = 'PB001';
  end if;

  -- Update before insert, not one upsert: that would hold the undrawn check against the movement alone.
  update ledger_balance b set balance_pence = b.balance_pence + f.pence, version = b.version + f.postings
    from (select ledger_account_id, sum(amount_pence) as pence, count(*) as postings from fresh
           where account_version is not null group by ledger_account_id) f
   where b.ledger_account_id = f.ledger_account_id;
  insert into ledger_balance (ledger_account_id, icb_code, kind, balance_pence, version)
  select f.ledger_account_id, f.icb_code, a.kind, f.pence, f.postings
    from (select ledger_account_id, icb_code, sum(amount_pence) as pence, count(*) as postings from fresh
           where account_version is not null group by ledger_account_id, icb_code) f
   cross join lateral (select a.kind from ledger_account a where a.ledger_account_id = f.ledger_account_id limit 1) a
   where not (select exists (select from ledger_balance b where b.ledger_account_id = f.ledger_account_id));

  select f.ledger_account_id into broken
    from (select ledger_account_id, max(account_version) as newest from fresh
           where account_version is not null group by ledger_account_id) f
   cross join lateral (select b.version from ledger_balance b where b.ledger_account_id = f.ledger_account_id limit 1) b
   where b.version <> f.newest limit 1;
  if found then
    raise exception 'account %: its postings are not numbered in turn', broken.ledger_account_id using errcode = 'PB013';
  end if;

  insert into ledger_month as m (ledger_account_id, month, icb_code, moved_pence)
  select f.ledger_account_id, j.month, f.icb_code, sum(f.amount_pence)
    from fresh f
   cross join lateral (select date_trunc('month', j.happened_on::timestamp)::date as month from journal j
                        where j.journal_id = f.journal_id limit 1) j
   where f.account_version is not null
   group by 1, 2, 3
      on conflict (ledger_account_id, month) do update set moved_pence = m.moved_pence + excluded.moved_pence;

  -- A reversal is the mirror of what it reverses, to the penny, and reverses no reversal.
  select j.journal_id into broken
    from (select distinct journal_id from fresh) f
   cross join lateral (select j.journal_id, j.reverses from journal j where j.journal_id = f.journal_id and j.reverses is not null limit 1) j
   where (select o.reverses is not null from journal o where o.journal_id = j.reverses)
      or (select exists (select from (select ledger_account_id, -amount_pence as pence from posting where journal_id = j.reverses) o
                    full join (select ledger_account_id, amount_pence as pence from posting where journal_id = j.journal_id) r
                           using (ledger_account_id)
                    where o.pence is distinct from r.pence))
   limit 1;
  if found then
    raise exception 'journal % is not the mirror of what it reverses', broken.journal_id using errcode = 'PB001';
  end if;

  -- No promise may take `authorised` past nought; a bank line, being a fact, may.
  if exists (select from fresh f
              cross join lateral (select j.kind from journal j where j.journal_id = f.journal_id limit 1) j
              cross join lateral (select b.kind, b.balance_pence from ledger_balance b
                                   where b.ledger_account_id = f.ledger_account_id limit 1) b
              where f.amount_pence > 0 and j.kind = 'promise-made' and b.kind = 'authorised' and b.balance_pence > 0) then
    raise exception 'a promise would take authorised past nought' using errcode = 'PB012';
  end if;
  return null;
end $$;
create trigger posting_arrives after insert on posting referencing new table as fresh
  for each statement execute function posting_arrives();

-- A journal without its postings must not commit.
create function journal_is_whole() returns trigger language plpgsql as $$
begin
  if (select count(*) from posting where journal_id = new.journal_id) <> new.posting_count then
    raise exception 'journal % has not the % postings that it says', new.journal_id, new.posting_count using errcode = 'PB001';
  end if;
  return null;
end $$;
create constraint trigger journal_is_whole after insert on journal
  deferrable initially deferred for each row execute function journal_is_whole();

-- The only way in. Three lists side by side: journals, the accounts they use (each once), and postings, which
-- name their journal and account by place in those lists, from 1. Accounts are made when first used, then all
-- but the control accounts are locked in id order. A command that was posted before is left as it stands.
-- Answers one row a journal in the order given; or one row with `refusal` and nothing posted at all.
create function post_journals(
  commands uuid[], kinds text[], happened date[], causes text[], actors uuid[], reversed bigint[],
  account_kinds text[], budgets uuid[], years date[], streams text[], options text[], plan_lines uuid[], parties text[],
  posting_journals integer[], posting_accounts integer[], amounts bigint[]
) returns table (command_id uuid, journal_id bigint, is_new boolean, refusal text, budget_id uuid, short_by_pence bigint)
language plpgsql security definer set search_path = public, pg_temp
-- The plans are made once a session, for calls and ledgers of any size: each row by its key, always. Left to itself the
-- planner takes a whole ICB's accounts for a few rows, because row-level security names the ICB in every query.
set enable_seqscan = off set enable_bitmapscan = off set enable_material = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
#variable_conflict use_column
declare
  icb text := current_setting('app.icb', true);
  accounts bigint[];
  controls boolean[];
  hashes bytea[];
  journals bigint[];
  fresh boolean[];
  posting_counts integer[];
  reused uuid;
  broke text;
  short_kind text;
begin
  if coalesce(icb, '') = '' then
    raise exception 'no ICB is set for this transaction' using errcode = 'PB010';
  end if;

  -- One block, so that a refusal undoes all of it, accounts made for it too.
  begin
    for attempt in 1..3 loop
      select array_agg(l.ledger_account_id order by i.place), array_agg(l.control order by i.place) into accounts, controls
        from unnest(account_kinds, budgets, years, streams, options, plan_lines, parties) with ordinality
             as i (kind, budget_id, year, stream, option, plan_line_id, party, place)
        left join lateral (
          select a.ledger_account_id, a.control from ledger_account a
           where i.budget_id is not null and a.icb_code = icb and a.budget_id = i.budget_id and a.kind = i.kind and a.stream = i.stream
             and a.budget_year is not distinct from i.year and a.option is not distinct from i.option
             and a.plan_line_id is not distinct from i.plan_line_id and a.party is not distinct from i.party
          union all
          select a.ledger_account_id, a.control from ledger_account a
           where i.budget_id is null and a.icb_code = icb and a.budget_id is null and a.kind = i.kind and a.stream = i.stream
             and a.party is not distinct from i.party
        ) l on true;
      exit when array_position(accounts, null) is null;
      insert into ledger_account (icb_code, kind, budget_id, budget_year, stream, option, plan_line_id, party)
      select icb, i.kind, i.budget_id, i.year, i.stream, i.option, i.plan_line_id, i.party
        from unnest(account_kinds, budgets, years, streams, options, plan_lines, parties, accounts)
             as i (kind, budget_id, year, stream, option, plan_line_id, party, ledger_account_id)
       where i.ledger_account_id is null
       order by i.budget_id, i.kind, i.stream, i.year, i.option, i.plan_line_id, i.party
          on conflict on constraint ledger_account_key do nothing;
    end loop;
    if array_position(accounts, null) is not null then
      raise exception 'an account of the journals could be neither found nor made' using errcode = 'PB001';
    end if;

    -- Whoever sends the same command at the same moment waits here, and then finds it posted.
    perform from (select i.ledger_account_id from unnest(accounts, controls) as i (ledger_account_id, control)
                   where not i.control order by i.ledger_account_id) i
      cross join lateral (select from ledger_account a where a.ledger_account_id = i.ledger_account_id
                             for no key update) a;

    select array_agg(journal_content(kinds[p.journal], happened[p.journal], actors[p.journal], reversed[p.journal], p.postings, causes[p.journal])
                     order by p.journal), array_agg(p.many order by p.journal)
      into hashes, posting_counts
      from (select p.journal, count(*)::integer as many, string_agg(accounts[p.account] || ':' || p.pence, ',' order by accounts[p.account]) as postings
              from unnest(posting_journals, posting_accounts, amounts) as p (journal, account, pence)
             group by p.journal) p;
    if cardinality(hashes) is distinct from cardinality(commands) then
      raise exception 'a journal without postings' using errcode = 'PB001';
    end if;

    select c.command_id into reused
      from unnest(commands, hashes) as c (command_id, hash) join journal j on j.command_id = c.command_id
     where j.content_hash <> c.hash or j.icb_code <> icb limit 1;
    if found then
      raise exception 'command % was used for something else', reused using errcode = 'PB014';
    end if;
    select array_agg(coalesce(j.journal_id, nextval('journal_number')) order by c.place), array_agg(j.journal_id is null order by c.place)
      into journals, fresh
      from unnest(commands) with ordinality as c (command_id, place) left join journal j on j.command_id = c.command_id;

    insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, reverses, posting_count, content_hash)
    select j.journal_id, icb, j.command_id, j.kind, j.happened_on, clock_timestamp(), j.caused_by, j.by_id, j.reverses, j.posting_count, j.hash
      from unnest(journals, commands, kinds, happened, causes, actors, reversed, posting_counts, hashes, fresh)
           as j (journal_id, command_id, kind, happened_on, caused_by, by_id, reverses, posting_count, hash, is_new)
     where j.is_new;

    insert into posting (journal_id, ledger_account_id, icb_code, amount_pence, account_version)
    select journals[p.journal], p.ledger_account_id, icb, p.pence,
           case when not p.control then coalesce(b.version, 0)
             + row_number() over (partition by p.ledger_account_id order by p.journal) end
      from (select p.journal, accounts[p.account] as ledger_account_id, controls[p.account] as control, p.pence
              from unnest(posting_journals, posting_accounts, amounts) as p (journal, account, pence)
             where fresh[p.journal]) p
      left join ledger_balance b on b.ledger_account_id = p.ledger_account_id;
  exception
    when check_violation or unique_violation or sqlstate 'PB012' or sqlstate 'PB014' then
      get stacked diagnostics broke = constraint_name;
      if sqlstate = 'PB014' then
        return query select reused, null::bigint, false, 'journal-reused', null::uuid, null::bigint;
        return;
      elsif sqlstate = 'PB012' then
        short_kind := 'authorised';
      elsif broke = 'undrawn_not_past_nought' then
        short_kind := 'undrawn';
      elsif broke = 'journal_reverses' then
        return query select null::uuid, j.reverses, false, 'journal-already-reversed', null::uuid, null::bigint
          from journal j where j.reverses = any (reversed) limit 1;
        return;
      else
        raise;
      end if;
      -- Nothing of this call stands any more; say whose money was short, and by how much.
      return query
        select null::uuid, null::bigint, false, 'not-enough-' || short_kind, budgets[p.account], sum(p.pence)::bigint + coalesce(max(b.balance_pence), 0)
          from unnest(posting_journals, posting_accounts, amounts) as p (journal, account, pence)
          left join ledger_balance b on b.ledger_account_id = accounts[p.account]
         where fresh[p.journal] and account_kinds[p.account] = short_kind
         group by p.account
        having sum(p.pence) > 0 and sum(p.pence) + coalesce(max(b.balance_pence), 0) > 0
         order by 6 desc, 5 limit 1;
      return;
  end;

  return query select c.command_id, c.journal_id, c.is_new, null::text, null::uuid, null::bigint
    from unnest(commands, journals, fresh) with ordinality as c (command_id, journal_id, is_new, place) order by c.place;
end $$;
revoke all on function post_journals from public;
grant execute on function post_journals to openphb_app;
