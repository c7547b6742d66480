-- What the journals of a run say may be worked out on every core.
--
-- Why: their texts and hashes are a tenth of a run. PostgreSQL takes a function for one that must stay in its own process unless
-- it is told otherwise, and a number that is drawn from a sequence keeps the whole query there; so the numbers are drawn afterwards.
alter function command_of(text) parallel safe;
alter function journal_content(text, date, uuid, bigint, text, text) parallel safe;

-- Posts the journals of one event for every live payment of a run: 'payment-released' (from undrawn to drawn, and out of the
-- bank), 'run-cancelled' (its mirror) or 'payment-credited' (into the person's account); rules/payment/journals.ts says the
-- same of one payment. Answers nothing, or the budget whose undrawn is short, with nothing posted.
create or replace function post_payments(run uuid, event text, rail text, happened date, actor uuid)
returns table (budget_id uuid, short_by_pence bigint)
language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = on set enable_bitmapscan = on set enable_material = on set enable_hashjoin = on set enable_mergejoin = on set enable_nestloop = on
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
      select m.*, command_of('["' || of_event.command || '","' || m.payment_id || '"]') as command_id,
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

  -- In the order of ids, as everybody takes them. From here on nobody else moves what these accounts stand at.
  perform from (select low as ledger_account_id from run_moved union select high from run_moved order by 1) p
    cross join lateral (select from ledger_balance b where b.ledger_account_id = p.ledger_account_id for no key update) b;

  -- The trigger of the postings is planned once a session: as in post_journals, by key, whoever comes first.
  perform set_config(name, case name when 'enable_nestloop' then 'on' else 'off' end, true)
    from unnest(array['enable_nestloop', 'enable_seqscan', 'enable_bitmapscan', 'enable_material', 'enable_hashjoin', 'enable_mergejoin']) name;
  with numbered as materialized (
    select nextval('journal_number') as journal_id, m.*
      from (select m.*, row_number() over (partition by m.low order by m.place) as nth from run_moved m order by m.place) m),
  written as (
    insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash)
    select m.journal_id, icb, m.command_id, event, happened, clock_timestamp(), 'payment:' || m.payment_id, actor,
           num_nonnulls(m.low, m.high, m.icb_low, m.icb_high), m.content_hash
      from numbered m)
  insert into posting (journal_id, ledger_account_id, icb_code, amount_pence, account_version)
  select m.journal_id, p.account, icb, p.pence, p.version
    from numbered m
    left join ledger_balance a on a.ledger_account_id = m.low
    left join ledger_balance z on z.ledger_account_id = m.high
   cross join lateral (values (m.low, m.low_pence, coalesce(a.version, 0) + m.nth), (m.high, -m.low_pence, coalesce(z.version, 0) + m.nth),
                              (m.icb_low, m.icb_low_pence, null), (m.icb_high, -m.icb_low_pence, null)) p (account, pence, version)
   where p.account is not null;

  drop table run_moved;
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
