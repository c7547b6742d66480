-- What a run writes is lighter, and what it writes lies together.
--
-- Why ids in the order of time: a random id puts each row on a page of its own in every index over it. In a database of years each
-- of those pages is read for one row, and written out whole after each checkpoint. What is made together lies together now, and so
-- do the journals about it, whose commands and causes begin with its id.
-- Why the facts are kept as they were written down: nobody looks into them but whoever reads them whole. To sort their names, and
-- to write them out again for their hash, took a third of what it costs to freeze them.
-- Why balances are read where they are locked: each was looked up once more for its version; and to number the payments of one
-- budget, all of a run's were sorted twice.

-- A version 7 UUID: milliseconds, then what nobody can guess.
create function ordered_uuid() returns uuid language sql volatile parallel safe as $$
  select (lpad(to_hex((date_part('epoch', clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(gen_random_uuid()::text, 16))::uuid
$$;
alter table obligation alter column obligation_id set default ordered_uuid();
alter table payment alter column payment_id set default ordered_uuid();

-- The id of a command that hangs only on the act and on what it is about, and begins as that does; `commandOf` in
-- features/audit/store.ts says the same. Stable, as convert_to is, and one expression: so it becomes part of the query that asks.
drop function command_of(text);
create function command_of(act text, about uuid) returns uuid language sql stable parallel safe as $$
  select (substr(about::text, 1, 13)
          || substr(overlay(overlay(encode(sha256(convert_to('["' || act || '","' || about || '"]', 'UTF8')), 'hex') placing '8' from 13) placing '8' from 17), 13, 20))::uuid
$$;

alter table payment_snapshot drop constraint snapshot_hash_is_its_own,
  alter column facts type json using facts::text::json,
  add constraint snapshot_hash_is_its_own check (facts_hash = encode(sha256(convert_to(facts::text, 'UTF8')), 'hex'));

-- Posts the journals of one event for every live payment of a run: 'payment-released' (from undrawn to drawn, and out of the
-- bank), 'run-cancelled' (its mirror) or 'payment-credited' (into the person's account); rules/payment/journals.ts says the
-- same of one payment. Answers nothing, or the budget whose undrawn is short, with nothing posted.
create or replace function post_payments(run uuid, event text, rail text, happened date, actor uuid)
returns table (budget_id uuid, short_by_pence bigint)
language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = on set enable_bitmapscan = on set enable_material = on set enable_hashjoin = on set enable_mergejoin = on set enable_nestloop = on
set work_mem = '128MB' set jit = off
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

  -- The payments were written a moment ago, so the planner takes them for few and would look each up in turn: where they are
  -- many, whole tables are joined.
  if (select r.payments_count from payment_run r where r.run_id = run) > 1000 then
    perform set_config('enable_nestloop', 'off', true);
  end if;
  -- Each payment with the accounts that it moves: the budget's by their ids, the ICB's by theirs, so that a journal's text is
  -- made by laying two short lists together. Those that are not there yet are made, and then all are found. Nothing is numbered
  -- here, so that it may be worked out on every core.
  for attempt in 1..2 loop
    create temporary table run_moved as
      select m.*, command_of(of_event.command, m.payment_id) as command_id,
             journal_content(event, happened, actor, null,
               concat_ws(',', case when m.low < m.icb_low then m.low || ':' || m.low_pence end,
                              case when m.high < m.icb_low then m.high || ':' || -m.low_pence end,
                              m.icb_low || ':' || m.icb_low_pence,
                              case when m.low > m.icb_low and (m.low < m.icb_high) is not false then m.low || ':' || m.low_pence end,
                              case when m.high > m.icb_low and (m.high < m.icb_high) is not false then m.high || ':' || -m.low_pence end,
                              m.icb_high || ':' || -m.icb_low_pence,
                              case when m.low > m.icb_high then m.low || ':' || m.low_pence end,
                              case when m.high > m.icb_high then m.high || ':' || -m.low_pence end),
               'payment:' || m.payment_id) as content_hash
        from (
          select p.place, p.payment_id, o.budget_id, o.stream, o.option, o.year_starts_on as year, p.payment_account_id::text as account,
                 a.ledger_account_id is not null and (z.ledger_account_id is not null or of_event.second is null)
                   and c.ledger_account_id is not null and (b.ledger_account_id is not null or of_event.bank is null) as is_whole,
                 least(a.ledger_account_id, z.ledger_account_id) as low, case when z.ledger_account_id is not null then greatest(a.ledger_account_id, z.ledger_account_id) end as high,
                 case when z.ledger_account_id < a.ledger_account_id then -of_event.sign else of_event.sign end * p.amount_pence as low_pence,
                 least(c.ledger_account_id, b.ledger_account_id) as icb_low, case when b.ledger_account_id is not null then greatest(c.ledger_account_id, b.ledger_account_id) end as icb_high,
                 case when b.ledger_account_id < c.ledger_account_id then of_event.bank else of_event.clearing end * p.amount_pence as icb_low_pence
            from payment p
            join obligation o using (obligation_id)
            left join ledger_account a on a.budget_id = o.budget_id and a.kind = of_event.first and a.stream = o.stream
                 and case when of_event.first = 'held' then a.party = p.payment_account_id::text else a.budget_year = o.year_starts_on and a.option = o.option end
            left join ledger_account z on z.budget_id = o.budget_id and z.kind = of_event.second and z.stream = o.stream
                 and z.budget_year = o.year_starts_on and z.option = o.option
            left join ledger_account c on c.icb_code = icb and c.budget_id is null and c.kind = 'clearing' and c.stream = o.stream and c.party = rail
            left join ledger_account b on of_event.bank is not null and b.icb_code = icb and b.budget_id is null and b.kind = 'bank' and b.stream = o.stream
           where p.run_id = run and p.icb_code = icb and p.ended is null) m;
    exit when not exists (select from run_moved where not is_whole);
    insert into ledger_account (icb_code, kind, stream, party)
    select icb, k.kind, s.stream, case k.kind when 'clearing' then rail end
      from (select distinct stream from run_moved) s cross join unnest(array['bank', 'clearing']) as k (kind)
        on conflict on constraint ledger_account_key do nothing;
    insert into ledger_account (icb_code, kind, budget_id, budget_year, stream, option, party)
    select distinct icb, k.kind, j.budget_id, case when k.kind <> 'held' then j.year end, j.stream, case when k.kind <> 'held' then j.option end,
           case when k.kind = 'held' then j.account end
      from run_moved j cross join unnest(array[of_event.first, of_event.second]) k (kind)
     where k.kind is not null
     order by 3, 2, 5, 4, 6, 7
        on conflict on constraint ledger_account_key do nothing;
    drop table run_moved;
  end loop;

  -- In the order of ids, as everybody takes them. From here on nobody else moves what these accounts stand at. A budget that is paid
  -- more than once moves its accounts in turn.
  create temporary table run_journal as
    with locked as materialized (
      select b.ledger_account_id, b.version
        from (select low as ledger_account_id from run_moved union select high from run_moved order by 1) p
       cross join lateral (select b.ledger_account_id, b.version from ledger_balance b
                            where b.ledger_account_id = p.ledger_account_id for no key update) b),
    turns as (
      select r.place, row_number() over (partition by r.low order by r.place) as turn
        from run_moved r join (select low from run_moved group by low having count(*) > 1) again using (low))
    select nextval('journal_number') as journal_id, m.*
      from (select m.*, a.version + coalesce(t.turn, 1) as low_version, z.version + coalesce(t.turn, 1) as high_version
              from run_moved m
              left join turns t using (place)
              left join locked a on a.ledger_account_id = m.low
              left join locked z on z.ledger_account_id = m.high
             order by m.place) m;
  drop table run_moved;

  -- The trigger of the postings is planned once a session: as in post_journals, by key, whoever comes first.
  perform set_config(name, case name when 'enable_nestloop' then 'on' else 'off' end, true)
    from unnest(array['enable_nestloop', 'enable_seqscan', 'enable_bitmapscan', 'enable_material', 'enable_hashjoin', 'enable_mergejoin']) name;
  with written as (
    insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash)
    select j.journal_id, icb, j.command_id, event, happened, clock_timestamp(), 'payment:' || j.payment_id, actor,
           num_nonnulls(j.low, j.high, j.icb_low, j.icb_high), j.content_hash
      from run_journal j)
  insert into posting (journal_id, ledger_account_id, icb_code, amount_pence, account_version)
  select j.journal_id, p.account, icb, p.pence, p.version
    from run_journal j
   cross join lateral (values (j.low, j.low_pence, j.low_version), (j.high, -j.low_pence, j.high_version),
                              (j.icb_low, j.icb_low_pence, null), (j.icb_high, -j.icb_low_pence, null)) p (account, pence, version)
   where p.account is not null;
  drop table run_journal;
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
