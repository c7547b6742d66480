-- A run's journals in fewer passes: one row a payment with the accounts that it moves, from which journals and postings are
-- both made.
--
-- Why: the four postings of each payment were laid down in a table of their own twice, sorted, and added up to a text again,
-- though each payment of an event moves the same accounts the same way. Accounts are made only where some are missing, which
-- in most months none are.

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

  -- Each payment with the accounts that it moves; those that are not there yet are made, and then all are found.
  for attempt in 1..2 loop
    create temporary table run_moved as
      select j.journal_id, j.payment_id, j.pence, a.ledger_account_id as first, z.ledger_account_id as second, c.ledger_account_id as clearing,
             b.ledger_account_id as bank, row_number() over (partition by a.ledger_account_id order by j.journal_id) as nth
        from run_journal j
        left join ledger_account a on a.budget_id = j.budget_id and a.kind = of_event.first and a.stream = j.stream
             and case when of_event.first = 'held' then a.party = j.account else a.budget_year = j.year and a.option = j.option end
        left join ledger_account z on z.budget_id = j.budget_id and z.kind = of_event.second and z.stream = j.stream
             and z.budget_year = j.year and z.option = j.option
        join ledger_account c on c.icb_code = icb and c.budget_id is null and c.kind = 'clearing' and c.stream = j.stream and c.party = rail
        left join ledger_account b on of_event.bank is not null and b.icb_code = icb and b.budget_id is null and b.kind = 'bank' and b.stream = j.stream
       order by j.journal_id;
    exit when not exists (select from run_moved where first is null or (second is null and of_event.second is not null));
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
  perform from (select first as ledger_account_id from run_moved union select second from run_moved order by 1) p
    cross join lateral (select from ledger_account a where a.ledger_account_id = p.ledger_account_id for no key update) a;

  insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash)
  select m.journal_id, icb, command_of('["' || of_event.command || '","' || m.payment_id || '"]'), event, happened, clock_timestamp(),
         'payment:' || m.payment_id, actor, p.many, journal_content(event, happened, actor, null, p.postings, 'payment:' || m.payment_id)
    from run_moved m
   cross join lateral (
     select count(*) as many, string_agg(p.account || ':' || p.pence, ',' order by p.account) as postings
       from (values (m.first, of_event.sign * m.pence), (m.second, -of_event.sign * m.pence),
                    (m.clearing, of_event.clearing * m.pence), (m.bank, of_event.bank * m.pence)) p (account, pence)
      where p.account is not null) p;

  -- The trigger of the postings is planned once a session: as in post_journals, by key, whoever comes first.
  perform set_config(name, 'off', true)
    from unnest(array['enable_seqscan', 'enable_bitmapscan', 'enable_material', 'enable_hashjoin', 'enable_mergejoin']) name;
  insert into posting (journal_id, ledger_account_id, icb_code, amount_pence, account_version)
  select m.journal_id, p.account, icb, p.pence, p.version
    from run_moved m
    left join ledger_balance a on a.ledger_account_id = m.first
    left join ledger_balance z on z.ledger_account_id = m.second
   cross join lateral (values (m.first, of_event.sign * m.pence, coalesce(a.version, 0) + m.nth), (m.second, -of_event.sign * m.pence, coalesce(z.version, 0) + m.nth),
                              (m.clearing, of_event.clearing * m.pence, null), (m.bank, of_event.bank * m.pence, null)) p (account, pence, version)
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
