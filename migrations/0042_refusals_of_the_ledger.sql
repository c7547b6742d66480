-- A refusal of the ledger always says what it refuses.
--
-- Why: an answer without rows reads as "all posted". Two calls got one while nothing was stored: two reversals of one
-- journal in one call, and a promise on money that a bank line had taken past nought, beside a larger fact that gave
-- some of it back. The rest of the function is as 0040 has it. The store now also counts the answers.

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
        -- By a journal that stands, or by two of this call, of which none stands.
        return query select null::uuid, r.reverses, false, 'journal-already-reversed', null::uuid, null::bigint
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
        select null::uuid, null::bigint, false, 'not-enough-' || short_kind, budgets[p.account], sum(p.pence)::bigint + coalesce(max(b.balance_pence), 0)
          from unnest(posting_journals, posting_accounts, amounts) as p (journal, account, pence)
          left join ledger_balance b on b.ledger_account_id = accounts[p.account]
         where fresh[p.journal] and account_kinds[p.account] = short_kind
         group by p.account
        having sum(p.pence) + coalesce(max(b.balance_pence), 0) > 0
           and bool_or(p.pence > 0 and (short_kind = 'undrawn' or kinds[p.journal] = 'promise-made'))
         order by 6 desc, 5 limit 1;
      return;
  end;

  return query select c.command_id, c.journal_id, c.is_new, null::text, null::uuid, null::bigint
    from unnest(commands, journals, fresh) with ordinality as c (command_id, journal_id, is_new, place) order by c.place;
end $$;
