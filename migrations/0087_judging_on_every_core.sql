-- Who is paid is judged for whole boards by joins, on every core.
--
-- Why: each person's last word was looked up by itself. That cost more than to join all of them, and PostgreSQL keeps a query with
-- such look-ups, or with one that is put aside to be read twice, on one core. Words of one moment are told apart by their ids.

-- Whose yes counts on a day, whether it stands, and who receives the money: rules/representation/payee.ts `payeeBars` for every budget
-- at once, but for what hangs on the account. features/payments/runs/prepare/payee.test.ts runs both over every combination.
create or replace function payee_standing(on_day date)
returns table (budget_id uuid, person_id uuid, is_unclear boolean, speaks boolean, consented boolean, schedule_barred boolean,
               nominee_id uuid, nominee_agreed boolean)
language sql stable parallel safe rows 100000 as $$
  with capacity as not materialized (
    select distinct on (c.person_id) c.person_id, c.has_capacity, c.understand is not null and btrim(c.support_given) <> '' as is_recorded
      from capacity_assessment c where c.decision = 'DIRECT_PAYMENT' and c.assessed_on <= on_day
     order by c.person_id, c.assessed_on desc, c.recorded_at desc),
  regained as ( -- R-030: after a time without capacity only what the person said since
    select distinct on (c.person_id) c.person_id, c.assessed_on as own_from
      from capacity_assessment c
      join (select distinct on (person_id) person_id, assessed_on, recorded_at from capacity_assessment
             where decision = 'DIRECT_PAYMENT' and not has_capacity and assessed_on <= on_day
             order by person_id, assessed_on desc, recorded_at desc) lost using (person_id)
     where c.decision = 'DIRECT_PAYMENT' and c.assessed_on <= on_day
       and (c.assessed_on, c.recorded_at) > (lost.assessed_on, lost.recorded_at)
     order by c.person_id, c.assessed_on, c.recorded_at),
  said as not materialized ( -- the last word of each about each person
    select c.person_id, c.by_id, c.given, c.happened_on
      from consent c
     where c.kind = 'DIRECT_PAYMENT' and c.happened_on <= on_day
       and not exists (select from consent later
                        where later.person_id = c.person_id and later.by_id = c.by_id and later.kind = 'DIRECT_PAYMENT' and later.happened_on <= on_day
                          and (later.recorded_at, later.consent_id) > (c.recorded_at, c.consent_id))),
  speakers as ( -- R-020, R-021, R-029: each alone, or all of one document
    select u.person_id, bool_or(u.all_yes) as consented
      from (select a.person_id, bool_and(coalesce(w.given, false)) as all_yes
              from authority_now a
              left join said w on w.person_id = a.person_id and w.by_id = a.representative_id
             where a.verified_on is not null and a.from_on <= on_day and (a.last_on is null or a.last_on >= on_day)
               and 'DIRECT_PAYMENT' = any (a.scope)
             group by a.person_id, case when a.acting = 'JOINTLY' then a.document_ref else a.authority_id::text end) u
     group by u.person_id),
  barred as (
    select distinct e.person_id
      from exclusion_check e left join exclusion_lifted l using (exclusion_check_id)
     where e.present and e.from_on <= on_day and (e.until_on is null or e.until_on >= on_day)
       and (l.last_on is null or l.last_on >= on_day)),
  named as (
    select distinct on (n.budget_id) n.budget_id, n.nominee_id,
           (select count(*) from nominee_agreement g where g.nominee_id = n.nominee_id and g.agreed_on <= on_day) = 2 as agreed
      from nominee n
      join budget b using (budget_id)
      left join nominee_withdrawn w using (nominee_id)
      left join capacity c on c.person_id = b.person_id
     where n.nominated_on <= on_day and (w.withdrawn_on is null or w.withdrawn_on > on_day)
       and (n.basis = 'NOW' or (not c.has_capacity and c.is_recorded))
     order by n.budget_id, n.basis = 'ADVANCE_WISH' desc, n.recorded_at desc),
  routed as (
    select b.budget_id, b.person_id, p.date_of_birth,
           extract(year from age(on_day, p.date_of_birth)) >= 16 as is_16, coalesce(c.has_capacity, true) as has_capacity,
           coalesce(c.is_recorded, false) as is_recorded, r.own_from
      from budget b
      join person p using (person_id)
      left join capacity c using (person_id)
      left join regained r using (person_id))
  select t.budget_id, t.person_id,
         t.is_16 and not t.has_capacity and not t.is_recorded,
         case when t.is_16 and t.has_capacity then true
              when t.is_16 and not t.is_recorded then false
              else s.person_id is not null end,
         case when t.is_16 and t.has_capacity then coalesce(own.given and (t.own_from is null or own.happened_on >= t.own_from), false)
              when t.is_16 and not t.is_recorded then false
              else coalesce(s.consented, false) end,
         x.person_id is not null, n.nominee_id, coalesce(n.agreed, false)
    from routed t
    left join said own on own.person_id = t.person_id and own.by_id = t.person_id
    left join speakers s on s.person_id = t.person_id
    left join barred x on x.person_id = t.person_id
    left join named n on n.budget_id = t.budget_id
$$;

-- Everybody but the person who may receive money on a day, and whether their certificate is there where one is needed.
create or replace function acting_payees(on_day date) returns table (payee_id uuid, dbs_in_order boolean)
language sql stable parallel safe rows 1000 as $$
  select q.payee_id, not q.needs_dbs or coalesce(d.outcome = 'CLEAR', false)
    from (select distinct r.representative_id as payee_id, r.needs_dbs
            from representative r join authority_now a using (representative_id)
           where a.verified_on is not null and a.from_on <= on_day and (a.last_on is null or a.last_on >= on_day)
             and 'DIRECT_PAYMENT' = any (a.scope)
          union all
          select n.nominee_id, n.needs_dbs from nominee n) q
    left join dbs_check d on d.party_id = q.payee_id and d.checked_on <= on_day
         and not exists (select from dbs_check later
                          where later.party_id = d.party_id and later.checked_on <= on_day
                            and (later.recorded_at, later.dbs_check_id) > (d.recorded_at, d.dbs_check_id))
$$;
