-- The ledger's two functions in fewer passes: what is right stays right, and costs less.
--
-- Why: each statement of a function costs more to start than a journal's few rows, and the trigger looked each posting's
-- journal and account up twice. It looks them up once now, and moves balances and months in the same statement; the function
-- finds and locks the accounts in one statement, and writes journals and postings in another.
-- Why lists come back side by side in one row: to read a thousand rows of six columns took the service as long as to post them.

create or replace function posting_arrives() returns trigger language plpgsql as $$
declare
  broken record;
  seen record;
begin
  -- Update before insert, not one upsert: that would hold the undrawn check against the movement alone.
  with known as materialized (
    select f.journal_id, f.ledger_account_id, f.icb_code, f.amount_pence, f.account_version, a.book, a.stream, j.kind, j.reverses, j.month,
           (j.found and a.control = (f.account_version is null)) is true as known
      from fresh f
      left join lateral (select true as found, j.kind, j.reverses, date_trunc('month', j.happened_on::timestamp)::date as month from journal j
                          where j.journal_id = f.journal_id and j.icb_code = f.icb_code and j.transaction_id = pg_current_xact_id() limit 1) j on true
      left join lateral (select a.book, a.stream, a.control from ledger_account a
                          where a.ledger_account_id = f.ledger_account_id and a.icb_code = f.icb_code limit 1) a on true),
  delta as materialized (
    select ledger_account_id, sum(amount_pence) as pence, count(*) as postings, max(account_version) as newest
      from known where account_version is not null group by ledger_account_id),
  moved as (
    update ledger_balance b set balance_pence = b.balance_pence + d.pence, version = b.version + d.postings
      from delta d where b.ledger_account_id = d.ledger_account_id
    returning b.ledger_account_id, b.version <> d.newest as out_of_turn),
  months as (
    insert into ledger_month as m (ledger_account_id, month, icb_code, moved_pence)
    select k.ledger_account_id, k.month, k.icb_code, sum(k.amount_pence) from known k
     where k.account_version is not null and k.known
     group by 1, 2, 3
        on conflict (ledger_account_id, month) do update set moved_pence = m.moved_pence + excluded.moved_pence)
  select g.broken, g.promise, g.reversal, n.accounts, n.out_of_turn, (select count(*) from delta) as wanted into seen
    from (select bool_or(g.off <> 0 or g.postings < 2 or not g.known) as broken, bool_or(g.promise) as promise, bool_or(g.reversal) as reversal
            from (select sum(k.amount_pence) as off, count(*) as postings, bool_and(k.known) as known,
                         bool_or(k.kind = 'promise-made') as promise, bool_or(k.reverses is not null) as reversal
                    from known k group by k.journal_id, k.book, k.stream) g) g
   cross join (select count(*) as accounts, min(ledger_account_id) filter (where out_of_turn) as out_of_turn from moved) n;

  if seen.broken then
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
    if not broken.known then
      raise exception 'journal %: a posting without its journal of this transaction, or on no account of its ICB', broken.journal_id
        using errcode = 'PB001';
    end if;
    raise exception 'journal % does not balance: % posting(s) in % of % come to % pence',
      broken.journal_id, broken.postings, broken.book, broken.stream, broken.off using errcode = 'PB001';
  end if;

  if seen.accounts < seen.wanted then
    insert into ledger_balance (ledger_account_id, icb_code, kind, balance_pence, version)
    select f.ledger_account_id, f.icb_code, a.kind, f.pence, f.postings
      from (select ledger_account_id, icb_code, sum(amount_pence) as pence, count(*) as postings from fresh
             where account_version is not null group by ledger_account_id, icb_code) f
     cross join lateral (select a.kind from ledger_account a where a.ledger_account_id = f.ledger_account_id limit 1) a
     where not (select exists (select from ledger_balance b where b.ledger_account_id = f.ledger_account_id));
    select coalesce(seen.out_of_turn, min(f.ledger_account_id)) into seen.out_of_turn
      from (select ledger_account_id, max(account_version) as newest from fresh
             where account_version is not null group by ledger_account_id) f
     cross join lateral (select b.version from ledger_balance b where b.ledger_account_id = f.ledger_account_id limit 1) b
     where b.version <> f.newest;
  end if;
  if seen.out_of_turn is not null then
    raise exception 'account %: its postings are not numbered in turn', seen.out_of_turn using errcode = 'PB013';
  end if;

  if seen.reversal then
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
  end if;

  if seen.promise then
    -- No promise may take `authorised` past nought; a bank line, being a fact, may.
    if exists (select from fresh f
                cross join lateral (select j.kind from journal j where j.journal_id = f.journal_id limit 1) j
                cross join lateral (select b.kind, b.balance_pence from ledger_balance b
                                     where b.ledger_account_id = f.ledger_account_id limit 1) b
                where f.amount_pence > 0 and j.kind = 'promise-made' and b.kind = 'authorised' and b.balance_pence > 0) then
      raise exception 'a promise would take authorised past nought' using errcode = 'PB012';
    end if;
  end if;
  return null;
end $$;

drop function post_journals;
create function post_journals(
  commands uuid[], kinds text[], happened date[], causes text[], actors uuid[], reversed bigint[],
  account_kinds text[], budgets uuid[], years date[], streams text[], options text[], plan_lines uuid[], parties text[],
  posting_journals integer[], posting_accounts integer[], amounts bigint[]
) returns table (journals bigint[], fresh boolean[], refusal text, command_id uuid, journal_id bigint, budget_id uuid, short_by_pence bigint)
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
  numbers bigint[];
  is_new boolean[];
  reused uuid;
  broke text;
  short_kind text;
begin
  if coalesce(icb, '') = '' then
    raise exception 'no ICB is set for this transaction' using errcode = 'PB010';
  end if;

  -- One block, so that a refusal undoes all of it, accounts made for it too.
  begin
    -- The accounts by their names; once all are there, all but the ICB's own are locked in the order of their ids. Whoever sends
    -- the same command at the same moment waits here, and then finds it posted.
    for attempt in 1..3 loop
      select array_agg(n.ledger_account_id order by n.place), array_agg(n.control order by n.place) into accounts, controls
        from (select i.place, l.ledger_account_id, l.control, bool_or(l.ledger_account_id is null) over () as some_missing
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
                     and a.party is not distinct from i.party) l on true
               order by l.ledger_account_id) n
        left join lateral (select from ledger_account a
                            where not n.some_missing and not n.control and a.ledger_account_id = n.ledger_account_id for no key update) a on true;
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

    -- Side by side, never by place: to find the thousandth of a list of texts is to count to it.
    with texts as materialized (
      select p.journal, count(*)::integer as many, string_agg(accounts[p.account] || ':' || p.pence, ',' order by accounts[p.account]) as postings
        from unnest(posting_journals, posting_accounts, amounts) as p (journal, account, pence)
       group by p.journal),
    told as materialized (
      select c.*, coalesce(j.journal_id, nextval('journal_number')) as journal_id, j.journal_id is null as is_new,
             j.content_hash as stored, j.icb_code as stored_icb,
             journal_content(c.kind, c.happened_on, c.by_id, c.reverses, c.postings, c.caused_by) as hash
        from unnest(commands, kinds, happened, actors, reversed, causes,
                    (select array_agg(t.postings order by t.journal) from texts t), (select array_agg(t.many order by t.journal) from texts t))
             with ordinality as c (command_id, kind, happened_on, by_id, reverses, caused_by, postings, many, place)
        left join journal j on j.command_id = c.command_id),
    sides as materialized (
      select array_agg(t.journal_id order by t.place) as numbers, array_agg(t.is_new order by t.place) as is_new,
             (array_agg(t.command_id) filter (where t.stored <> t.hash or t.stored_icb <> icb))[1] as reused
        from told t),
    written as (
      insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, reverses, posting_count, content_hash)
      select t.journal_id, icb, t.command_id, t.kind, t.happened_on, clock_timestamp(), t.caused_by, t.by_id, t.reverses, t.many, t.hash
        from told t where t.is_new),
    posted as (
      insert into posting (journal_id, ledger_account_id, icb_code, amount_pence, account_version)
      select p.journal_id, p.ledger_account_id, icb, p.pence,
             case when not p.control then coalesce(b.version, 0)
               + row_number() over (partition by p.ledger_account_id order by p.journal_id) end
        from (select p.journal, ((select s.numbers from sides s))[p.journal] as journal_id, accounts[p.account] as ledger_account_id,
                     controls[p.account] as control, p.pence
                from unnest(posting_journals, posting_accounts, amounts) as p (journal, account, pence)
               where ((select s.is_new from sides s))[p.journal]) p
        left join ledger_balance b on b.ledger_account_id = p.ledger_account_id)
    select s.numbers, s.is_new, s.reused into numbers, is_new, reused from sides s;
    if reused is not null then
      raise exception 'command % was used for something else', reused using errcode = 'PB014';
    end if;
  exception
    when check_violation or unique_violation or sqlstate 'PB012' or sqlstate 'PB014' then
      get stacked diagnostics broke = constraint_name;
      if sqlstate = 'PB014' then
        return query select null::bigint[], null::boolean[], 'journal-reused', reused, null::bigint, null::uuid, null::bigint;
        return;
      elsif sqlstate = 'PB012' then
        short_kind := 'authorised';
      elsif broke = 'undrawn_not_past_nought' then
        short_kind := 'undrawn';
      elsif broke = 'journal_reverses' then
        -- By a journal that stands, or by two of this call, of which none stands.
        return query select null::bigint[], null::boolean[], 'journal-already-reversed', null::uuid, r.reverses, null::uuid, null::bigint
          from unnest(reversed) as r (reverses)
         where r.reverses is not null
         group by r.reverses
        having count(*) > 1 or exists (select from journal j where j.reverses = r.reverses)
         order by r.reverses limit 1;
        return;
      else
        raise;
      end if;
      -- Nothing of this call stands any more; say whose money was short, and by how much.
      return query
        select null::bigint[], null::boolean[], 'not-enough-' || short_kind, null::uuid, null::bigint, budgets[p.account],
               sum(p.pence)::bigint + coalesce(max(b.balance_pence), 0)
          from unnest(posting_journals, posting_accounts, amounts) as p (journal, account, pence)
          left join ledger_balance b on b.ledger_account_id = accounts[p.account]
         where account_kinds[p.account] = short_kind
           and not exists (select from journal j where j.command_id = commands[p.journal])
         group by p.account
        having sum(p.pence) + coalesce(max(b.balance_pence), 0) > 0
           and bool_or(p.pence > 0 and (short_kind = 'undrawn' or kinds[p.journal] = 'promise-made'))
         order by 7 desc, 6 limit 1;
      return;
  end;
  return query select numbers, is_new, null::text, null::uuid, null::bigint, null::uuid, null::bigint;
end $$;
revoke all on function post_journals from public;
grant execute on function post_journals to openphb_app;
