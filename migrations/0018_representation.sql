-- Who decides and who acts for the person: authorities with their documents, what each may decide and until when;
-- capacity with its record; court orders of the Schedule; nominees; certificates; and what has to be done about it.
-- Why an authority stands apart from the representative: the parent of a child may become the deputy of the adult. It
-- is the same person who signs in, by another right, with other dates.
-- Why nothing is updated: an authority is seen, and ends, each by a row of its own. What held on a day can be told
-- for every day.

create table authority (
  authority_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  representative_id uuid not null references representative,
  person_id    uuid not null references person,
  kind         text not null check (kind in ('DEPUTY','LPA_DONEE','EPA_ATTORNEY','PARENTAL_RESPONSIBILITY','ICB_APPOINTED')), -- R-031
  document_ref text not null,
  issuer       text not null,
  appointed_reason text not null,
  scope        text[] not null check (cardinality(scope) > 0 and scope <@ array['DIRECT_PAYMENT','PLAN','NOMINEE','SHARING']),
  acting       text not null check (acting in ('ALONE','JOINTLY','SEVERALLY')),
  from_on      date not null,
  until_on     date check (until_on >= from_on),
  recorded_by  uuid not null,
  recorded_by_name text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  constraint authority_has_its_paper check (case when kind = 'ICB_APPOINTED' then appointed_reason <> ''
                                                 else document_ref <> '' and issuer <> '' end)
);
create index authority_person on authority (person_id);
create index authority_representative on authority (representative_id);
select keep_to_icb('authority');
select append_only('authority');

create table authority_verified (
  authority_id uuid primary key references authority,
  icb_code     text not null references icb,
  evidence     text not null check (evidence <> ''),
  by_id        uuid not null,
  by_name      text not null,
  verified_on  date not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('authority_verified');
select append_only('authority_verified');

create table authority_ended (
  authority_id uuid primary key references authority,
  icb_code     text not null references icb,
  reason       text not null check (reason in ('RESIGNED','REVOKED','LOST_CAPACITY','DIED','OTHER')),
  words        text not null check (words <> ''),
  last_on      date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('authority_ended');
select append_only('authority_ended');

-- What was on record of representatives before: taken over as it stood, to be verified before it counts.
insert into authority (icb_code, representative_id, person_id, kind, document_ref, issuer, appointed_reason, scope, acting,
                       from_on, until_on, recorded_by, recorded_by_name)
select icb_code, representative_id, person_id, kind, 'Not recorded', 'Not recorded', 'Not recorded',
       array['DIRECT_PAYMENT','PLAN','NOMINEE','SHARING'], 'ALONE', from_on, until_on, recorded_by, 'Before authorities were recorded'
  from representative;

-- Each authority with the last day on which it counts, and whether its document was seen.
create view authority_now with (security_invoker = true) as
  select a.*, least(a.until_on, e.last_on) as last_on, v.verified_on, v.by_name as verified_by_name, e.reason as ended_reason
    from authority a
    left join authority_verified v using (authority_id)
    left join authority_ended e using (authority_id);
grant select on authority_now to openphb_app;

revoke update (until_on) on representative from openphb_app;
alter table representative
  drop column kind, drop column from_on, drop column until_on,
  add column relationship text not null default 'NONE',        -- CL-10
  add column same_household boolean not null default false,
  add column involved_in_care boolean not null default false,
  add column needs_dbs boolean not null default true;          -- R-036, as the policy of that day said
create index representative_person on representative (person_id);

-- R-022: the record that "lacks capacity" needs. Null abilities: nobody wrote them down, and it does not count.
alter table capacity_assessment
  drop constraint capacity_assessment_decision_check,
  add constraint capacity_assessment_decision_check check (decision in ('DIRECT_PAYMENT', 'PLAN', 'NOMINEE', 'SHARING')),
  add column understand  boolean,
  add column retain      boolean,
  add column weigh       boolean,
  add column communicate boolean,
  add column best_interests text not null default '',
  add column advocate    text not null default '', -- an independent mental capacity advocate, where there was one
  add column review_on   date check (review_on > assessed_on),
  add constraint abilities_are_whole check (num_nulls(understand, retain, weigh, communicate) in (0, 4)),
  add constraint capacity_follows_abilities check (understand is null
    or has_capacity = (understand and retain and weigh and communicate));
create index capacity_assessment_person on capacity_assessment (person_id, decision);

-- R-023: a look at whether an order of the Schedule (CL-11) applies. The law's name is stored with it.
create table exclusion_check (
  exclusion_check_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  person_id    uuid not null references person,
  present      boolean not null,
  category     text,
  label        text,
  statute      text,
  order_ref    text,
  from_on      date,
  until_on     date check (until_on >= from_on),
  source       text not null check (source <> ''),
  checked_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  constraint order_is_whole check (num_nulls(category, label, statute, order_ref, from_on) = case when present then 0 else 5 end
                                   and (present or until_on is null))
);
create index exclusion_check_person on exclusion_check (person_id) where present;
select keep_to_icb('exclusion_check');
select append_only('exclusion_check');

-- An order that was ended early or entered by mistake: its last day, and what shows it.
create table exclusion_lifted (
  exclusion_check_id uuid primary key references exclusion_check,
  icb_code     text not null references icb,
  last_on      date not null,
  evidence     text not null check (evidence <> ''),
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('exclusion_lifted');
select append_only('exclusion_lifted');

-- R-032: somebody named to receive and manage the money; ADVANCE_WISH binds once the person lacks capacity.
create table nominee (
  nominee_id   uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  name         text not null check (name <> ''),
  party        text not null check (party in ('INDIVIDUAL', 'ORGANISATION')),
  contact      text not null,
  relationship text not null,
  same_household boolean not null,
  involved_in_care boolean not null,
  needs_dbs    boolean not null,                               -- R-036, as the policy of that day said
  basis        text not null check (basis in ('NOW', 'ADVANCE_WISH')),
  nominated_by text not null check (nominated_by in ('PERSON', 'REPRESENTATIVE')),
  nominator_id uuid not null,
  nominator_name text not null,
  nominated_on date not null,
  by_id        uuid not null,                                  -- who entered it
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index nominee_budget on nominee (budget_id);
select keep_to_icb('nominee');
select append_only('nominee');

-- R-033, R-034: each side's yes, with the words that were agreed to.
create table nominee_agreement (
  nominee_id   uuid not null references nominee,
  side         text not null check (side in ('NOMINEE', 'ICB')),
  icb_code     text not null references icb,
  clause_version text not null,
  clauses      jsonb not null,
  evidence     text not null check (evidence <> ''),
  agreed_on    date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (nominee_id, side),
  constraint nominee_agreement_names_the_principal check (coalesce(clauses ->> 'PRINCIPAL', '') <> ''
    and coalesce(clauses ->> 'AS_PLANNED', '') <> '' and coalesce(clauses ->> 'DIRECT_PAYMENT_RULES', '') <> '')
);
select keep_to_icb('nominee_agreement');
select append_only('nominee_agreement');

create table nominee_withdrawn (
  nominee_id   uuid primary key references nominee,
  icb_code     text not null references icb,
  evidence     text not null check (evidence <> ''),           -- R-035: what says it in writing
  withdrawn_on date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('nominee_withdrawn');
select append_only('nominee_withdrawn');

-- R-036: an enhanced certificate of a representative or a nominee; the newest of a party counts.
create table dbs_check (
  dbs_check_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  party_id     uuid not null,
  certificate_number text not null check (certificate_number <> ''),
  issued_on    date not null,
  outcome      text not null check (outcome in ('CLEAR', 'NOT_SUITABLE')),
  checked_on   date not null check (checked_on >= issued_on),
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index dbs_check_party on dbs_check (party_id);
select keep_to_icb('dbs_check');
select append_only('dbs_check');

-- R-037: found unsuitable, or bankrupt; what was offered instead.
create table payee_concern (
  payee_concern_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  party_id     uuid not null,
  kind         text not null check (kind in ('UNSUITABLE', 'BANKRUPT')),
  reason       text not null check (reason <> ''),
  stop_ground  text check (stop_ground = 'D2'),
  offers       text[] not null,
  found_on     date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index payee_concern_budget on payee_concern (budget_id);
select keep_to_icb('payee_concern');
select append_only('payee_concern');

-- What has to be done by a day: the duty to stop (R-028 to R-030), the look after a nomination ended (R-035), the work
-- before a birthday (T32). One task for each cause, however often the job runs.
create table representation_task (
  task_id      uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  kind         text not null check (kind in ('STOP_M1','STOP_M2','STOP_M3','NOMINEE_REVIEW','PAYEE_UNSUITABLE','PAYEE_BANKRUPT',
                 'TRANSITION_16','TRANSITION_18')),
  cause        text not null,
  opened_on    date not null,
  due_on       date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  unique (budget_id, kind, cause)
);
select keep_to_icb('representation_task');
select append_only('representation_task');

create table representation_task_closed (
  task_id      uuid primary key references representation_task,
  icb_code     text not null references icb,
  outcome      text not null check (outcome <> ''),
  closed_on    date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('representation_task_closed');
select append_only('representation_task_closed');

-- Those who act jointly each sign; the board still signs once.
alter table agreement_signature drop constraint agreement_signature_pkey, add primary key (agreement_id, side, by_id);
create unique index agreement_signed_once_for_icb on agreement_signature (agreement_id) where side = 'ICB';

-- Whose account it is (R-033, R-035): money does not go to somebody who no longer acts.
alter table payment_account
  add column payee_kind text not null default 'PERSON' check (payee_kind in ('PERSON', 'REPRESENTATIVE', 'NOMINEE')),
  add column payee_id   uuid,
  add constraint payee_is_whole check ((payee_kind = 'PERSON') = (payee_id is null));

-- Whose yes counts on a day, whether it stands, and who receives the money: rules/representation/payee.ts `payeeBars` for every budget
-- at once, but for what hangs on the account. features/payments/prepare/payee.test.ts runs both over every combination.
create function payee_standing(on_day date)
returns table (budget_id uuid, person_id uuid, is_unclear boolean, speaks boolean, consented boolean, schedule_barred boolean,
               nominee_id uuid, nominee_agreed boolean)
language sql stable rows 100000 as $$
  with capacity as (
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
  speakers as ( -- R-020, R-021, R-029: each alone, or all of one document
    select u.person_id, bool_or(u.all_yes) as consented
      from (select a.person_id, bool_and(coalesce(w.given, false)) as all_yes
              from authority_now a
              left join lateral (select c.given from consent c
                                  where c.person_id = a.person_id and c.kind = 'DIRECT_PAYMENT' and c.by_id = a.representative_id
                                    and c.happened_on <= on_day order by c.recorded_at desc limit 1) w on true
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
    left join lateral (select c.given, c.happened_on from consent c
                        where c.person_id = t.person_id and c.kind = 'DIRECT_PAYMENT' and c.by_id = t.person_id
                          and c.happened_on <= on_day order by c.recorded_at desc limit 1) own on true
    left join speakers s on s.person_id = t.person_id
    left join barred x on x.person_id = t.person_id
    left join named n on n.budget_id = t.budget_id
$$;

-- Everybody but the person who may receive money on a day, and whether their certificate is there where one is needed.
create function acting_payees(on_day date) returns table (payee_id uuid, dbs_in_order boolean)
language sql stable rows 1000 as $$
  select q.payee_id, not q.needs_dbs or coalesce((
           select d.outcome = 'CLEAR' from dbs_check d where d.party_id = q.payee_id and d.checked_on <= on_day
            order by d.recorded_at desc limit 1), false)
    from (select distinct r.representative_id as payee_id, r.needs_dbs
            from representative r join authority_now a using (representative_id)
           where a.verified_on is not null and a.from_on <= on_day and (a.last_on is null or a.last_on >= on_day)
             and 'DIRECT_PAYMENT' = any (a.scope)
          union all
          select n.nominee_id, n.needs_dbs from nominee n) q
$$;

-- Who may sign in for somebody: only by an authority that was verified, and while it lasts.
create policy signing_in on authority for select to current_role
  using (representative_id in (select r.representative_id from representative r));
create policy signing_in on authority_verified for select to current_role
  using (authority_id in (select a.authority_id from authority a));
create policy signing_in on authority_ended for select to current_role
  using (authority_id in (select a.authority_id from authority a));

create function acts_on(asked_representative uuid, today date) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from authority_now a
                  where a.representative_id = asked_representative and a.verified_on is not null
                    and a.from_on <= today and (a.last_on is null or a.last_on >= today))
$$;

create or replace function actor_of(asked_kind text, asked_id uuid, today date)
returns table (icb_code text, kind text, actor_id uuid, name text, roles text[], person_id uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('app.signing_in', asked_id::text, true);
  return query
    select s.icb_code, 'staff', s.staff_user_id, s.name, s.roles, null::uuid
      from staff_user s where asked_kind = 'staff' and s.staff_user_id = asked_id and s.ended_at is null
    union all
    select r.icb_code, 'representative', r.representative_id, r.name, array['representative'], r.person_id
      from representative r where asked_kind = 'representative' and r.representative_id = asked_id and acts_on(r.representative_id, today)
    union all
    select p.icb_code, 'person', p.person_id, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name),
           array['person'], p.person_id
      from person p where asked_kind = 'person' and p.person_id = asked_id;
  perform set_config('app.signing_in', '', true);
end $$;

create or replace function sign_in_lookup(asked_subject text, asked_nhs_number text, today date)
returns table (kind text, actor_id uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('app.signing_in', asked_subject, true);
  select 'staff', s.staff_user_id into kind, actor_id
    from staff_user s where s.subject = asked_subject and s.ended_at is null;
  if actor_id is null then
    select 'representative', r.representative_id into kind, actor_id
      from representative r where r.subject = asked_subject and acts_on(r.representative_id, today);
  end if;
  if actor_id is null and asked_nhs_number is not null then
    perform set_config('app.signing_in', asked_nhs_number, true);
    select 'person', p.person_id into kind, actor_id
      from person p where p.nhs_number = asked_nhs_number order by p.recorded_at desc, p.person_id limit 1;
  end if;
  perform set_config('app.signing_in', '', true);
  if actor_id is not null then return next; end if;
end $$;
