-- The whole plan of the standard (PRSB v2.0), and what must be there before its lines are paid: R-047 to R-055,
-- R-073 to R-075, R-162, R-164, R-165, R-167.
-- Why entries are rows of one table: professional and personal contacts, actions, more contingency plans, further plans
-- and papers differ only in their fields, and those stand in rules/plan/plan-sections.ts.
-- Why checks hang on the payee's name and not on a line: a line is copied with each version of the plan, its payee stays.
-- Why the hash of older plans stays what it was: what they do not have adds nothing to it.

alter table plan_section drop constraint plan_section_kind_check;
alter table plan_section add constraint plan_section_kind_check check (kind in ('involved','what-matters','strengths',
  'circumstances','working','not-working','important-to','important-for','about-me','person-details','gp','learning','risk',
  'contingency','safeguarding','review'));

-- What a plan may hold several of: it is added and taken out, never edited.
create table plan_entry (
  plan_entry_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  plan_id     uuid not null references plan,
  sequence    bigint generated always as identity,
  kind        text not null check (kind in ('professional-contact','personal-contact','formulation','action',
                'contingency-plan','additional-plan','document')),
  content     jsonb not null check (jsonb_typeof(content) = 'object'),
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  removed_at  timestamptz
);
create index plan_entry_plan on plan_entry (plan_id, sequence);
select keep_to_icb('plan_entry');
grant update (removed_at) on plan_entry to openphb_app;
create trigger only_while_drafted before insert or update or delete on plan_entry for each row execute function only_while_drafted();
create trigger plan_entry_is_only_removed before update or delete on plan_entry
  for each row execute function plan_item_is_only_removed();
create trigger append_only_truncate before truncate on plan_entry for each statement execute function refuse_change();

-- What a line says of its payee (rules/plan/plan-checks.ts); an empty object where there is nothing to say.
alter table plan_item add column checks jsonb not null default '{}' check (jsonb_typeof(checks) = 'object');

-- Who signed for whom (R-054).
alter table plan_statement add column signed_as text not null default 'PERSON' check (signed_as in ('PERSON', 'REPRESENTATIVE'));

create or replace function plan_content_hash(target uuid) returns text language sql stable as $$
  select encode(sha256(convert_to((jsonb_build_array(
    (select jsonb_agg(jsonb_build_array(kind, content) order by kind)
       from (select distinct on (kind) kind, content from plan_section where plan_id = target
              order by kind, plan_section_id desc) latest),
    (select jsonb_agg(jsonb_build_array(label, category, provider, arranged_by, quantity_ten_thousandths, unit, per, times,
                        unit_pence, annual_pence, starts_on, ends_on, option, stream, promised, confidence,
                        (select jsonb_agg(outcome_id order by outcome_id) from plan_item_outcome o where o.plan_item_id = i.plan_item_id),
                        (select jsonb_agg(need_id order by need_id) from plan_item_need n where n.plan_item_id = i.plan_item_id))
                      || case when checks = '{}' then '[]'::jsonb else jsonb_build_array(checks) end
                      order by sequence)
       from plan_item i where plan_id = target and removed_at is null))
    || coalesce((select jsonb_build_array(jsonb_agg(jsonb_build_array(kind, content) order by sequence))
                   from plan_entry where plan_id = target and removed_at is null having count(*) > 0), '[]'::jsonb)
  )::text, 'UTF8')), 'hex')
$$;

-- R-073: the board's decision on a payee who is close to the person and lives with them. The latest counts, until its day.
create table connected_payee_decision (
  connected_payee_decision_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  payee       text not null check (payee <> ''),
  satisfied   boolean not null,
  necessity   text not null check (necessity in ('MEETS_NEED', 'CHILD_WELFARE')),
  reason      text not null check (reason <> ''),
  alternatives text not null,
  director_name text not null,
  policy_version text not null,
  decided_on  date not null,
  renew_on    date not null check (renew_on > decided_on),
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index connected_payee_decision_budget on connected_payee_decision (budget_id, payee, connected_payee_decision_id desc);
select keep_to_icb('connected_payee_decision');
select append_only('connected_payee_decision');

-- R-074: the registration of a provider of regulated care, or of a professional, as somebody here has seen it.
create table provider_registration (
  provider_registration_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  provider    text not null check (provider <> ''),
  regulated   text not null check (regulated in ('ACTIVITY', 'PROFESSION')),
  number      text not null check (number <> ''),
  indemnity   text not null check (indemnity in ('SEEN', 'NOT_IN_PROPORTION')),
  seen_on     date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index provider_registration_budget on provider_registration (budget_id, provider);
select keep_to_icb('provider_registration');
select append_only('provider_registration');

-- R-164: the employer's insurance; the latest counts.
create table employer_cover (
  employer_cover_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  insurer     text not null check (insurer <> ''),
  policy_number text not null check (policy_number <> ''),
  limit_pence bigint not null check (limit_pence > 0),
  from_on     date not null,
  to_on       date not null check (to_on >= from_on),
  payroll     text not null,                     -- who runs the payroll, and the reference with the tax office
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index employer_cover_budget on employer_cover (budget_id, employer_cover_id desc);
select keep_to_icb('employer_cover');
select append_only('employer_cover');

-- R-167: what was seen of an assistant before they work alone; the latest row of a name counts.
create table assistant_check (
  assistant_check_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  name        text not null check (name <> ''),
  works_from  date not null,
  works_until date check (works_until >= works_from), -- they left: nothing is asked of them any more
  right_to_work_on date,
  references_on date,
  contract_on date,
  dbs         text not null check (dbs in ('SEEN', 'NOT_ELIGIBLE', 'TO_COME')),
  tasks       jsonb not null check (jsonb_typeof(tasks) = 'array'),  -- [{task, signedOffOn, expiresOn}]
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index assistant_check_budget on assistant_check (budget_id, name, assistant_check_id desc);
select keep_to_icb('assistant_check');
select append_only('assistant_check');

-- R-162: where each outcome stood at the beginning; the reviews have their own ratings.
create table outcome_baseline (
  outcome_id  uuid primary key references outcome,
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  rating      smallint not null check (rating between -2 and 2),
  words       text not null,
  measured_on date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index outcome_baseline_budget on outcome_baseline (budget_id);
select keep_to_icb('outcome_baseline');
select append_only('outcome_baseline');

-- R-162: scores of questionnaires on quality of life and wellbeing, in thousandths.
create table outcome_measure (
  outcome_measure_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  instrument  text not null check (instrument in ('ASCOT', 'GHQ_12', 'EQ_5D_5L', 'WEMWBS', 'POET', 'LOCAL')),
  thousandths integer not null,
  words       text not null,
  measured_on date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index outcome_measure_budget on outcome_measure (budget_id, measured_on);
select keep_to_icb('outcome_measure');
select append_only('outcome_measure');

-- R-051: every hand-over of a case from one care co-ordinator to the next. The case names the present one.
create table care_coordinator_change (
  care_coordinator_change_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  from_staff_user_id uuid not null references staff_user,
  to_staff_user_id uuid not null references staff_user,
  reason      text not null,
  changed_on  date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (from_staff_user_id <> to_staff_user_id)
);
create index care_coordinator_change_budget on care_coordinator_change (budget_id);
select keep_to_icb('care_coordinator_change');
select append_only('care_coordinator_change');

-- The set-up waits for registered providers and decided payees too. Which kinds there are is said in rules/payment/agreement.ts.
alter table set_up_task drop constraint set_up_task_kind_check;
alter table set_up_task add constraint set_up_task_kind_check check (kind ~ '^[A-Z_]{3,40}$');
