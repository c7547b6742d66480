-- The ledger's functions with fewer look-ups: what is right stays right, and costs less.
--
-- Why a balance from the first day of its account: whoever posts locks the balances, and reads what they stand at and their
-- versions in the same look-up; before, the accounts were locked and the balances looked up beside them, twice.
-- Why journals are looked up once each, and not once for each of their postings: a journal has four of them.
-- Why a journal and its postings come in one statement: that it is whole is asked once for all of them. It was asked at the
-- commit, journal by journal, and that alone was a tenth of the time of a thousand journals.
-- Why the key begins with the budget: all accounts of a board have its code in common, and each look-up compared it first.

alter table ledger_account drop constraint ledger_account_key,
  add constraint ledger_account_key unique nulls not distinct (budget_id, kind, stream, budget_year, option, plan_line_id, party, icb_code);
drop index ledger_account_budget;

create function account_opens() returns trigger language plpgsql as $$
begin
  insert into ledger_balance (ledger_account_id, icb_code, kind, balance_pence, version)
  select ledger_account_id, icb_code, kind, 0, 0 from fresh where not control;
  return null;
end $$;
create trigger account_opens after insert on ledger_account referencing new table as fresh
  for each statement execute function account_opens();

alter table ledger_balance drop constraint ledger_balance_version_check, add check (version >= 0);

-- A journal without its postings does not stand; with fewer or more than it says it does not either (see posting_arrives).
drop trigger journal_is_whole on journal;
create or replace function journal_is_whole() returns trigger language plpgsql as $$
declare
  bare bigint;
begin
  select f.journal_id into bare from fresh f
   where not (select exists (select from posting p where p.journal_id = f.journal_id)) limit 1;
  if found then
    raise exception 'journal % came without its postings', bare using errcode = 'PB001';
  end if;
  return null;
end $$;
create trigger journal_is_whole after insert on journal referencing new table as fresh
  for each statement execute function journal_is_whole();

create or replace function posting_arrives() returns trigger language plpgsql as $$
declare
  broken record;
  seen record;
begin
  with journals as materialized (
    select d.journal_id, j.kind, j.reverses, coalesce(j.month, '-infinity') as month, (j.posting_count = d.postings) is true as whole
      from (select journal_id, icb_code, count(*) as postings from fresh group by 1, 2) d
      left join lateral (select j.kind, j.reverses, j.posting_count, date_trunc('month', j.happened_on::timestamp)::date as month from journal j
                          where j.journal_id = d.journal_id and j.icb_code = d.icb_code and j.transaction_id = pg_current_xact_id() limit 1) j on true),
  sides as materialized (
    select array_agg(month order by journal_id) as months, bool_or(not whole) as broken,
           bool_or(kind = 'promise-made') as promise, bool_or(reverses is not null) as reversal
      from journals),
  known as materialized (
    select f.journal_id, f.ledger_account_id, f.icb_code, f.amount_pence, f.account_version, a.book, a.stream,
           (a.control = (f.account_version is null)) is true as known, dense_rank() over (order by f.journal_id) as place
      from fresh f
      left join lateral (select a.book, a.stream, a.control from ledger_account a
                          where a.ledger_account_id = f.ledger_account_id and a.icb_code = f.icb_code limit 1) a on true),
  delta as materialized (
    select ledger_account_id, sum(amount_pence) as pence, count(*) as postings, max(account_version) as newest
      from fresh where account_version is not null group by ledger_account_id),
  moved as (
    update ledger_balance b set balance_pence = b.balance_pence + d.pence, version = b.version + d.postings
      from delta d where b.ledger_account_id = d.ledger_account_id
    returning b.ledger_account_id, b.version <> d.newest as out_of_turn),
  months as (
    insert into ledger_month as m (ledger_account_id, month, icb_code, moved_pence)
    select k.ledger_account_id, ((select s.months from sides s))[k.place], k.icb_code, sum(k.amount_pence) from known k
     where k.account_version is not null and k.known and not (select s.broken from sides s)
     group by 1, 2, 3
        on conflict (ledger_account_id, month) do update set moved_pence = m.moved_pence + excluded.moved_pence)
  select s.broken or g.broken or n.accounts < (select count(*) from delta) as broken, s.promise, s.reversal, n.out_of_turn into seen
    from sides s
   cross join (select bool_or(g.off <> 0 or g.postings < 2 or not g.known) as broken
                 from (select sum(k.amount_pence) as off, count(*) as postings, bool_and(k.known) as known
                         from known k group by k.journal_id, k.book, k.stream) g) g
   cross join (select count(*) as accounts, min(ledger_account_id) filter (where out_of_turn) as out_of_turn from moved) n;

  if seen.broken then
    select f.journal_id, a.book, a.stream, sum(f.amount_pence) as off, count(*) as postings,
           bool_and(j.found and a.control = (f.account_version is null)
                    and (a.control or (select exists (select from ledger_balance b where b.ledger_account_id = f.ledger_account_id)))) is true as known
      into broken
      from fresh f
      left join lateral (select true as found from journal j where j.journal_id = f.journal_id and j.icb_code = f.icb_code
                            and j.transaction_id = pg_current_xact_id() limit 1) j on true
      left join lateral (select a.book, a.stream, a.control from ledger_account a
                          where a.ledger_account_id = f.ledger_account_id and a.icb_code = f.icb_code limit 1) a on true
     group by f.journal_id, a.book, a.stream
    having sum(f.amount_pence) <> 0 or count(*) < 2
        or bool_and(j.found and a.control = (f.account_version is null)
                    and (a.control or (select exists (select from ledger_balance b where b.ledger_account_id = f.ledger_account_id)))) is not true
     order by 6 limit 1;
    if not found then
      raise exception 'a journal has not as many postings as it says' using errcode = 'PB001';
    elsif not broken.known then
      raise exception 'journal %: a posting without its journal of this transaction, or on no account of its ICB', broken.journal_id
        using errcode = 'PB001';
    end if;
    raise exception 'journal % does not balance: % posting(s) in % of % come to % pence',
      broken.journal_id, broken.postings, broken.book, broken.stream, broken.off using errcode = 'PB001';
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

create or replace function post_journals(
  commands uuid[], kinds text[], happened date[], causes text[], actors uuid[], reversed bigint[],
  account_kinds text[], budgets uuid[], years date[], streams text[], options text[], plan_lines uuid[], parties text[],
  posting_journals integer[], posting_accounts integer[], amounts bigint[]
) returns table (journals bigint[], fresh boolean[], refusal text, command_id uuid, journal_id bigint, budget_id uuid, short_by_pence bigint)
language plpgsql security definer set search_path = public, pg_temp
-- The plans are made once a session, for calls and ledgers of any size and never for one call's lists: each row by its key,
-- always. Left to itself the planner takes a whole ICB's accounts for a few rows, because row-level security names the ICB in
-- every query.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_bitmapscan = off set enable_material = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
#variable_conflict use_column
declare
  icb text := current_setting('app.icb', true);
  accounts bigint[];
  controls boolean[];
  versions integer[];
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
    -- The accounts by their names; once all are there, the balances of all but the ICB's own are locked in the order of their
    -- ids. Whoever sends the same command at the same moment waits here, and then finds it posted.
    for attempt in 1..3 loop
      select array_agg(n.ledger_account_id order by n.place), array_agg(n.control order by n.place), array_agg(coalesce(b.version, 0) order by n.place)
        into accounts, controls, versions
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
        left join lateral (select b.version from ledger_balance b
                            where not n.some_missing and not n.control and b.ledger_account_id = n.ledger_account_id for no key update) b on true;
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
             case when not p.control then p.version + row_number() over (partition by p.ledger_account_id order by p.journal_id) end
        from (select p.journal, ((select s.numbers from sides s))[p.journal] as journal_id, accounts[p.account] as ledger_account_id,
                     controls[p.account] as control, versions[p.account] as version, p.pence
                from unnest(posting_journals, posting_accounts, amounts) as p (journal, account, pence)
               where ((select s.is_new from sides s))[p.journal]) p)
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

-- Posts the journals of one event for every live payment of a run: 'payment-released' (from undrawn to drawn, and out of the
-- bank), 'run-cancelled' (its mirror) or 'payment-credited' (into the person's account); rules/payment/journals.ts says the
-- same of one payment. Answers nothing, or the budget whose undrawn is short, with nothing posted.
create or replace function post_payments(run uuid, event text, rail text, happened date, actor uuid)
returns table (budget_id uuid, short_by_pence bigint)
language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = on set enable_bitmapscan = on set enable_material = on set enable_hashjoin = on set enable_mergejoin = on
set work_mem = '64MB' set jit = off
as $$
#variable_conflict use_column
declare
  icb text := current_setting('app.icb', true);
  -- The budget's own accounts that the event moves, and which way; of the ICB's accounts the credit moves clearing alone.
  of_event record;
  broke text;
begin
  if coalesce(icb, '') = '' then
    raise exception 'no ICB is set for this transaction' using errcode = 'PB010';
  end if;
  select * into of_event
    from (values ('payment-released', 'payment.released', 'undrawn', 'drawn', 1, 1, -1),
                 ('run-cancelled', 'payment.cancelled', 'undrawn', 'drawn', -1, -1, 1),
                 ('payment-credited', 'payment.credited', 'held', null, 1, -1, null)) k (event, command, first, second, sign, clearing, bank)
   where k.event = post_payments.event;
  if not found then
    raise exception 'no payment of a run posts %', event using errcode = 'PB001';
  end if;

  create temporary table run_journal as
    select nextval('journal_number') as journal_id, p.*
      from (select p.payment_id, o.budget_id, o.stream, o.option, o.year_starts_on as year, p.payment_account_id::text as account, p.amount_pence as pence
              from payment p join obligation o using (obligation_id)
             where p.run_id = run and p.icb_code = icb and p.ended is null order by p.place) p;
  analyze run_journal (budget_id);
  insert into ledger_account (icb_code, kind, stream, party)
  select icb, k.kind, s.stream, case k.kind when 'clearing' then rail end
    from (select distinct stream from run_journal) s cross join unnest(array['bank', 'clearing']) as k (kind)
      on conflict on constraint ledger_account_key do nothing;

  -- Each payment with the accounts that it moves: the budget's by their ids, the ICB's by theirs, so that a journal's text is
  -- made by laying two short lists together. Those that are not there yet are made, and then all are found.
  for attempt in 1..2 loop
    create temporary table run_moved as
      select j.journal_id, j.payment_id, j.pence, a.ledger_account_id is not null and (z.ledger_account_id is not null or of_event.second is null) as is_whole,
             least(a.ledger_account_id, z.ledger_account_id) as low, case when z.ledger_account_id is not null then greatest(a.ledger_account_id, z.ledger_account_id) end as high,
             case when z.ledger_account_id < a.ledger_account_id then -of_event.sign else of_event.sign end * j.pence as low_pence,
             least(c.ledger_account_id, b.ledger_account_id) as icb_low, case when b.ledger_account_id is not null then greatest(c.ledger_account_id, b.ledger_account_id) end as icb_high,
             case when b.ledger_account_id < c.ledger_account_id then of_event.bank else of_event.clearing end * j.pence as icb_low_pence,
             row_number() over (partition by a.ledger_account_id order by j.journal_id) as nth
        from run_journal j
        left join ledger_account a on a.budget_id = j.budget_id and a.kind = of_event.first and a.stream = j.stream
             and case when of_event.first = 'held' then a.party = j.account else a.budget_year = j.year and a.option = j.option end
        left join ledger_account z on z.budget_id = j.budget_id and z.kind = of_event.second and z.stream = j.stream
             and z.budget_year = j.year and z.option = j.option
        join ledger_account c on c.icb_code = icb and c.budget_id is null and c.kind = 'clearing' and c.stream = j.stream and c.party = rail
        left join ledger_account b on of_event.bank is not null and b.icb_code = icb and b.budget_id is null and b.kind = 'bank' and b.stream = j.stream
       order by j.journal_id;
    exit when not exists (select from run_moved where not is_whole);
    drop table run_moved;
    insert into ledger_account (icb_code, kind, budget_id, budget_year, stream, option, party)
    select distinct icb, k.kind, j.budget_id, case when k.kind <> 'held' then j.year end, j.stream, case when k.kind <> 'held' then j.option end,
           case when k.kind = 'held' then j.account end
      from run_journal j cross join unnest(array[of_event.first, of_event.second]) k (kind)
     where k.kind is not null
     order by 3, 2, 5, 4, 6, 7
        on conflict on constraint ledger_account_key do nothing;
  end loop;

  -- In the order of ids, as everybody takes them. From here on nobody else moves what these accounts stand at.
  perform from (select low as ledger_account_id from run_moved union select high from run_moved order by 1) p
    cross join lateral (select from ledger_balance b where b.ledger_account_id = p.ledger_account_id for no key update) b;

  -- The trigger of the postings is planned once a session: as in post_journals, by key, whoever comes first.
  perform set_config(name, 'off', true)
    from unnest(array['enable_seqscan', 'enable_bitmapscan', 'enable_material', 'enable_hashjoin', 'enable_mergejoin']) name;
  with written as (
    insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash)
    select m.journal_id, icb, command_of('["' || of_event.command || '","' || m.payment_id || '"]'), event, happened, clock_timestamp(),
           'payment:' || m.payment_id, actor, num_nonnulls(m.low, m.high, m.icb_low, m.icb_high),
           journal_content(event, happened, actor, null,
             concat_ws(',', case when m.low < m.icb_low then m.low || ':' || m.low_pence end,
                            case when m.high < m.icb_low then m.high || ':' || -m.low_pence end,
                            m.icb_low || ':' || m.icb_low_pence,
                            case when m.low > m.icb_low and (m.low < m.icb_high) is not false then m.low || ':' || m.low_pence end,
                            case when m.high > m.icb_low and (m.high < m.icb_high) is not false then m.high || ':' || -m.low_pence end,
                            m.icb_high || ':' || -m.icb_low_pence,
                            case when m.low > m.icb_high then m.low || ':' || m.low_pence end,
                            case when m.high > m.icb_high then m.high || ':' || -m.low_pence end),
             'payment:' || m.payment_id)
      from run_moved m)
  insert into posting (journal_id, ledger_account_id, icb_code, amount_pence, account_version)
  select m.journal_id, p.account, icb, p.pence, p.version
    from run_moved m
    left join ledger_balance a on a.ledger_account_id = m.low
    left join ledger_balance z on z.ledger_account_id = m.high
   cross join lateral (values (m.low, m.low_pence, coalesce(a.version, 0) + m.nth), (m.high, -m.low_pence, coalesce(z.version, 0) + m.nth),
                              (m.icb_low, m.icb_low_pence, null), (m.icb_high, -m.icb_low_pence, null)) p (account, pence, version)
   where p.account is not null;

  drop table run_journal, run_moved;
exception
  when check_violation then
    get stacked diagnostics broke = constraint_name;
    if broke <> 'undrawn_not_past_nought' then
      raise;
    end if;
    return query
      select o.budget_id, (sum(p.amount_pence) + coalesce(max(b.balance_pence), 0))::bigint
        from payment p
        join obligation o using (obligation_id)
        left join ledger_account a on a.budget_id = o.budget_id and a.kind = 'undrawn' and a.stream = o.stream and a.option = o.option
                                  and a.budget_year = o.year_starts_on
        left join ledger_balance b using (ledger_account_id)
       where p.run_id = run and p.icb_code = icb and p.ended is null
       group by o.budget_id, o.stream, o.option, o.year_starts_on
      having sum(p.amount_pence) + coalesce(max(b.balance_pence), 0) > 0
       order by 2 desc, 1 limit 1;
end $$;
