-- The ledger's two functions once more, in fewer statements: what is right stays right, and costs less.
--
-- Why: of the time that one journal takes, most was spent on starting statements, not on rows. The trigger looks at every
-- posting once and only then asks what that look calls for (a reversal, a promise, an account's first posting), and the
-- function reads commands, hashes and numbers in one pass. Below them what month-end reads over all budgets.

create or replace function posting_arrives() returns trigger language plpgsql as $$
declare
  broken record;
  seen record;
  moved record;
begin
  select bool_or(g.off <> 0 or g.postings < 2 or not g.known) as broken, bool_or(g.promise) as promise, bool_or(g.reversal) as reversal into seen
    from (select sum(f.amount_pence) as off, count(*) as postings, bool_and(j.found and a.control = (f.account_version is null)) is true as known,
                 bool_or(j.kind = 'promise-made') as promise, bool_or(j.reverses is not null) as reversal
            from fresh f
            left join lateral (select true as found, j.kind, j.reverses from journal j where j.journal_id = f.journal_id and j.icb_code = f.icb_code
                                  and j.transaction_id = pg_current_xact_id() limit 1) j on true
            left join lateral (select a.book, a.stream, a.control from ledger_account a
                                where a.ledger_account_id = f.ledger_account_id and a.icb_code = f.icb_code limit 1) a on true
           group by f.journal_id, a.book, a.stream) g;
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

  -- Update before insert, not one upsert: that would hold the undrawn check against the movement alone.
  with delta as (
    select ledger_account_id, sum(amount_pence) as pence, count(*) as postings, max(account_version) as newest
      from fresh where account_version is not null group by ledger_account_id),
  moved as (
    update ledger_balance b set balance_pence = b.balance_pence + d.pence, version = b.version + d.postings
      from delta d where b.ledger_account_id = d.ledger_account_id
    returning b.ledger_account_id, b.version <> d.newest as out_of_turn)
  select count(*) as accounts, min(ledger_account_id) filter (where out_of_turn) as out_of_turn, (select count(*) from delta) as wanted
    into moved from moved;
  if moved.accounts < moved.wanted then
    insert into ledger_balance (ledger_account_id, icb_code, kind, balance_pence, version)
    select f.ledger_account_id, f.icb_code, a.kind, f.pence, f.postings
      from (select ledger_account_id, icb_code, sum(amount_pence) as pence, count(*) as postings from fresh
             where account_version is not null group by ledger_account_id, icb_code) f
     cross join lateral (select a.kind from ledger_account a where a.ledger_account_id = f.ledger_account_id limit 1) a
     where not (select exists (select from ledger_balance b where b.ledger_account_id = f.ledger_account_id));
    select coalesce(moved.out_of_turn, min(f.ledger_account_id)) into moved.out_of_turn
      from (select ledger_account_id, max(account_version) as newest from fresh
             where account_version is not null group by ledger_account_id) f
     cross join lateral (select b.version from ledger_balance b where b.ledger_account_id = f.ledger_account_id limit 1) b
     where b.version <> f.newest;
  end if;
  if moved.out_of_turn is not null then
    raise exception 'account %: its postings are not numbered in turn', moved.out_of_turn using errcode = 'PB013';
  end if;

  insert into ledger_month as m (ledger_account_id, month, icb_code, moved_pence)
  select f.ledger_account_id, j.month, f.icb_code, sum(f.amount_pence)
    from fresh f
   cross join lateral (select date_trunc('month', j.happened_on::timestamp)::date as month from journal j
                        where j.journal_id = f.journal_id limit 1) j
   where f.account_version is not null
   group by 1, 2, 3
      on conflict (ledger_account_id, month) do update set moved_pence = m.moved_pence + excluded.moved_pence;

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

create or replace function post_journals(
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
  texts text[];
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

    select array_agg(p.postings order by p.journal), array_agg(p.many order by p.journal) into texts, posting_counts
      from (select p.journal, count(*)::integer as many, string_agg(accounts[p.account] || ':' || p.pence, ',' order by accounts[p.account]) as postings
              from unnest(posting_journals, posting_accounts, amounts) as p (journal, account, pence)
             group by p.journal) p;
    if cardinality(texts) is distinct from cardinality(commands) then
      raise exception 'a journal without postings' using errcode = 'PB001';
    end if;

    -- Side by side, never by place: to find the thousandth of a list of texts is to count to it.
    select array_agg(coalesce(c.journal_id, nextval('journal_number')) order by c.place), array_agg(c.journal_id is null order by c.place),
           array_agg(c.hash order by c.place), (array_agg(c.command_id) filter (where c.stored <> c.hash or c.stored_icb <> icb))[1]
      into journals, fresh, hashes, reused
      from (select c.command_id, c.place, j.journal_id, j.content_hash as stored, j.icb_code as stored_icb,
                   journal_content(c.kind, c.happened_on, c.by_id, c.reverses, c.postings, c.caused_by) as hash
              from unnest(commands, kinds, happened, actors, reversed, texts, causes) with ordinality
                   as c (command_id, kind, happened_on, by_id, reverses, postings, caused_by, place)
              left join journal j on j.command_id = c.command_id
             order by c.place) c;
    if reused is not null then
      raise exception 'command % was used for something else', reused using errcode = 'PB014';
    end if;

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

-- Month-end: what moved in one month, on every account. The totals of a month lie far apart in the key by account.
create index ledger_month_by_month on ledger_month (month, ledger_account_id);

-- What a year's sum comes to in one of its months; src/rules/budget/instalments.ts says the same of one budget (R-044, R-045).
-- `day` is the day of the month on which the year starts, `length` how long that month is, `place` which month is asked for,
-- the first nought. One expression, so that it becomes part of the query that asks.
create function instalment_of(yearly bigint, day integer, length integer, place integer) returns bigint language sql immutable as $$
  select case
    when yearly < 1200 then case when place = 0 then yearly else 0 end
    when place < 0 or place > 12 then 0
    when day = 1 then case when place < 11 then (2 * yearly + 12) / 24 when place = 11 then yearly - 11 * ((2 * yearly + 12) / 24) else 0 end
    when place between 1 and 11 then (2 * yearly + 12) / 24
    when place = 0 then least((2 * ((2 * yearly + 12) / 24) * (length - day + 1) + length) / (2 * length), yearly - 11 * ((2 * yearly + 12) / 24))
    else yearly - 11 * ((2 * yearly + 12) / 24)
      - least((2 * ((2 * yearly + 12) / 24) * (length - day + 1) + length) / (2 * length), yearly - 11 * ((2 * yearly + 12) / 24))
  end
$$;
