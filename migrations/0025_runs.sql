-- A run's journals, made in the database from its payments.
--
-- Why beside `post_journals`: that one takes any journals, each account looked up and written by its own key, so that one
-- journal is quick. A run posts one journal of one shape for each of its payments, up to 200,000 at once; here its rows are
-- made by joining whole tables. What it leaves is the same to the byte: numbers, hashes, command ids, versions, locks in the
-- order of ids; and every trigger of the ledger looks at it. A test posts both ways and compares.

-- The id of a command that hangs only on what it is about; `commandOf` in features/audit/store.ts says the same.
create function command_of(about text) returns uuid language sql immutable as $$
  select (substr(h, 1, 12) || '8' || substr(h, 14, 3) || '8' || substr(h, 18, 15))::uuid
    from (select encode(sha256(convert_to(about, 'UTF8')), 'hex') as h) hashed
$$;

-- Posts the journals of one event for every live payment of a run: 'payment-released' (from undrawn to drawn, and out of the
-- bank), 'run-cancelled' (its mirror) or 'payment-credited' (into the person's account); rules/payment/journals.ts says the
-- same of one payment. Answers nothing, or the budget whose undrawn is short, with nothing posted.
create function post_payments(run uuid, event text, rail text, happened date, actor uuid)
returns table (budget_id uuid, short_by_pence bigint)
language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = on set enable_bitmapscan = on set enable_material = on set enable_hashjoin = on set enable_mergejoin = on
set work_mem = '64MB' set jit = off
as $$
#variable_conflict use_column
declare
  icb text := current_setting('app.icb', true);
  broke text;
begin
  if coalesce(icb, '') = '' then
    raise exception 'no ICB is set for this transaction' using errcode = 'PB010';
  end if;
  if event is null or event not in ('payment-released', 'payment-credited', 'run-cancelled') then
    raise exception 'no payment of a run posts %', event using errcode = 'PB001';
  end if;

  create temporary table run_journal as
    select nextval('journal_number') as journal_id, p.*
      from (select p.payment_id, o.budget_id, o.stream, o.option, o.year_starts_on as year, p.payment_account_id::text as account, p.amount_pence as pence
              from payment p join obligation o using (obligation_id)
             where p.run_id = run and p.icb_code = icb and p.ended is null order by p.place) p;
  analyze run_journal;

  -- The accounts of the budgets: two at the release, one at the credit. The others are the ICB's own.
  create temporary table run_account as
    select j.journal_id, j.budget_id, k.kind, j.stream, case when k.kind <> 'held' then j.year end as year,
           case when k.kind <> 'held' then j.option end as option, case when k.kind = 'held' then j.account end as party,
           k.sign * j.pence as pence
      from run_journal j
      join (values ('payment-released', 'undrawn', 1), ('payment-released', 'drawn', -1), ('run-cancelled', 'drawn', 1), ('run-cancelled', 'undrawn', -1),
                   ('payment-credited', 'held', 1)) k (event, kind, sign)
           on k.event = post_payments.event;
  analyze run_account;
  insert into ledger_account (icb_code, kind, budget_id, budget_year, stream, option, party)
  select distinct icb, r.kind, r.budget_id, r.year, r.stream, r.option, r.party
    from run_account r
   where not exists (select from ledger_account a
                      where a.budget_id = r.budget_id and a.kind = r.kind and a.stream = r.stream and a.budget_year is not distinct from r.year
                        and a.option is not distinct from r.option and a.party is not distinct from r.party)
   order by 3, 2, 5, 4, 6, 7
      on conflict on constraint ledger_account_key do nothing;
  insert into ledger_account (icb_code, kind, stream, party)
  select icb, k.kind, s.stream, case k.kind when 'clearing' then rail end
    from (select distinct stream from run_journal) s cross join unnest(array['bank', 'clearing']) as k (kind)
      on conflict on constraint ledger_account_key do nothing;

  create temporary table run_posting as
    select r.journal_id, a.ledger_account_id, r.pence, null::integer as version
      from run_account r
      join ledger_account a on a.budget_id = r.budget_id and a.kind = r.kind and a.stream = r.stream and a.budget_year is not distinct from r.year
                           and a.option is not distinct from r.option and a.party is not distinct from r.party
     where a.icb_code = icb;
  analyze run_posting;
  -- In the order of ids, as everybody takes them. From here on nobody else moves what these accounts stand at.
  perform from (select distinct ledger_account_id from run_posting order by ledger_account_id) p
    cross join lateral (select from ledger_account a where a.ledger_account_id = p.ledger_account_id for no key update) a;
  create temporary table run_whole as
    select p.journal_id, p.ledger_account_id, p.pence,
           (coalesce(b.version, 0) + row_number() over (partition by p.ledger_account_id order by p.journal_id))::integer as version
      from run_posting p left join ledger_balance b using (ledger_account_id)
    union all
    select j.journal_id, a.ledger_account_id, k.sign * j.pence, null
      from run_journal j
      join (values ('payment-released', 'clearing', 1), ('payment-released', 'bank', -1), ('run-cancelled', 'bank', 1), ('run-cancelled', 'clearing', -1),
                   ('payment-credited', 'clearing', -1)) k (event, kind, sign)
           on k.event = post_payments.event
      join ledger_account a on a.icb_code = icb and a.budget_id is null and a.kind = k.kind and a.stream = j.stream
                           and a.party is not distinct from case k.kind when 'clearing' then rail end;
  analyze run_whole;

  insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash)
  select j.journal_id, icb, command_of('["' || case event when 'run-cancelled' then 'payment.cancelled' else replace(event, '-', '.') end || '","' || j.payment_id || '"]'), event, happened, clock_timestamp(),
         'payment:' || j.payment_id, actor, p.many, journal_content(event, happened, actor, null, p.postings, 'payment:' || j.payment_id)
    from run_journal j
    join (select journal_id, count(*) as many, string_agg(ledger_account_id || ':' || pence, ',' order by ledger_account_id) as postings
            from run_whole group by journal_id) p using (journal_id)
   order by j.journal_id;

  -- The trigger of the postings is planned once a session: as in post_journals, by key, whoever comes first.
  perform set_config(name, 'off', true)
    from unnest(array['enable_seqscan', 'enable_bitmapscan', 'enable_material', 'enable_hashjoin', 'enable_mergejoin']) name;
  insert into posting (journal_id, ledger_account_id, icb_code, amount_pence, account_version)
  select journal_id, ledger_account_id, icb, pence, version from run_whole order by journal_id, ledger_account_id;

  drop table run_journal, run_account, run_posting, run_whole;
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
revoke all on function post_payments from public;
grant execute on function post_payments to openphb_app;
