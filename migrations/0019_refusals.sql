-- What a no is made of, and how it is looked at again: the facts of each group, refusals of an option or of single
-- items, reconsiderations (T29), the care that is arranged when there is no budget, plans that go on to somebody with a
-- higher limit, and the facts of the six features (R-157).
--
-- Why each refused item is a row of its own: each has its reason, its letter and its own way to be looked at again (R-065).
-- Why a reconsideration and its outcome are two rows: both are history, and an open one is the absence of an outcome.

-- R-010 to R-016: what was said about the person's place in the group, what was offered, and where the person lives.
alter table eligibility_decision
  add column group_facts jsonb not null default '{}',
  add column lives_at text not null default 'NOT_KNOWN' check (lives_at in ('HOME', 'CARE_HOME', 'HOSPITAL', 'NOT_KNOWN'));

-- What a letter with a no must let the person see for themself (R-018).
alter table notice
  add column rules text[] not null default '{}',             -- R-065
  add column facts text[] not null default '{}',             -- what the decision rests on
  add column what_would_change text[] not null default '{}',
  add column alternatives text[] not null default '{}',      -- what is offered instead
  add column help text[] not null default '{}',              -- who else can help
  add constraint outcome_has_reasons check (kind <> 'N30' or cardinality(reasons) > 0);

-- R-018: one way of holding the money is refused; the others stay open.
create table option_refusal (
  option_refusal_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  option      text not null check (option in ('DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL')),
  reason_code text not null,
  words       text not null check (words <> ''),
  offered     text[] not null check (cardinality(offered) > 0 and not option = any(offered)),
  policy_version text not null,
  decided_on  date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index option_refusal_budget on option_refusal (budget_id);
select keep_to_icb('option_refusal');
select append_only('option_refusal');

-- R-065: one thing in an approved plan that the money may not be used for, with its listed reason (CL-13).
create table plan_item_refusal (
  plan_item_refusal_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  plan_decision_id uuid not null references plan_decision,
  plan_item_id uuid not null unique references plan_item,
  reason_code text not null check (reason_code in ('EXCLUDED','CLINICAL_RISK','NO_OUTCOME_LINK','NOT_VALUE_FOR_MONEY','UNLAWFUL','DUPLICATES_COMMISSIONED')),
  words       text not null check (words <> '')
);
create index plan_item_refusal_decision on plan_item_refusal (plan_decision_id);
select keep_to_icb('plan_item_refusal');
select append_only('plan_item_refusal');

-- T29: the person asks to have a decision looked at again.
create table reconsideration (
  reconsideration_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  decision_kind text not null check (decision_kind in ('BUDGET','PART','OPTION','PLAN','ITEM','REDUCTION','STOP','REPAYMENT')),
  decision_id uuid not null,
  about       text not null,                     -- what was decided, in words
  decided_by_id uuid not null,                   -- who may not look at it again
  words       text not null check (words <> ''), -- why it is wrong, and what is new
  asked_on    date not null,
  answer_by   date not null,
  policy_version text not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index reconsideration_budget on reconsideration (budget_id, recorded_at);
create index reconsideration_clock on reconsideration (icb_code, answer_by);
select keep_to_icb('reconsideration');
select append_only('reconsideration');

-- R-114: its outcome, by somebody who did not make the decision, with reasons.
create table reconsideration_outcome (
  reconsideration_id uuid primary key references reconsideration,
  icb_code    text not null references icb,
  outcome     text not null check (outcome in ('CHANGED', 'STANDS')),
  reasons     text not null check (reasons <> ''),
  decided_on  date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('reconsideration_outcome');
select append_only('reconsideration_outcome');

create function reviewer_did_not_decide() returns trigger language plpgsql as $$
begin
  if exists (select 1 from reconsideration where reconsideration_id = new.reconsideration_id
              and new.by_id in (decided_by_id, by_id)) then
    raise exception 'a decision is looked at again by somebody else' using errcode = 'PB008';
  end if;
  return new;
end $$;
create trigger reviewer_did_not_decide before insert on reconsideration_outcome
  for each row execute function reviewer_did_not_decide();

-- R-017: no budget is not no care. Raised in the act that ends the case, closed with what was arranged.
create table care_task (
  care_task_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  transition  text not null check (transition in ('T04', 'T05', 'T12')),
  raised_on   date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (budget_id, transition, raised_on)
);
select keep_to_icb('care_task');
select append_only('care_task');

create table care_task_done (
  care_task_id uuid primary key references care_task,
  icb_code    text not null references icb,
  arranged    text not null check (arranged <> ''),
  starts_on   date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('care_task_done');
select append_only('care_task_done');

-- R-064: a plan over somebody's limit goes on to somebody with a higher one, or to the panel.
create table plan_escalation (
  plan_id     uuid not null references plan_submission,
  goes_to     text not null check (goes_to in ('TEAM_LEAD', 'PHB_LEAD', 'PANEL')),
  icb_code    text not null references icb,
  annual_pence bigint not null,
  policy_version text not null,
  passed_on   date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (plan_id, goes_to)
);
select keep_to_icb('plan_escalation');
select append_only('plan_escalation');

-- R-157: what the case shows of the six features, live. The plan is the latest approved version, else the latest.
create view six_feature_facts with (security_invoker = true) as
select b.budget_id, b.icb_code, b.reference, b.kind, now.state, c.name as care_coordinator_name,
       coalesce(nullif(pe.preferred_name, ''), pe.given_name || ' ' || pe.family_name) as person_name,
       p.plan_id is not null as planning_began,
       coalesce(involved.content <> '{}'::jsonb, false) as chose_who,
       (select count(*)::int from outcome o where o.budget_id = b.budget_id) as outcomes,
       coalesce(learning.content->>'ehcPlan' = 'yes', false)
         or coalesce((select 'EHC' = any(a.sources) from assessment a where a.budget_id = b.budget_id
                       order by a.recorded_at desc limit 1), false) as has_ehc_plan,
       coalesce(learning.content->>'outcomes', '') <> '' as learning_outcomes,
       (select min(i.issued_on) from indicative_budget i where i.budget_id = b.budget_id) as indicative_on,
       coalesce((select min(i.recorded_at) from indicative_budget i where i.budget_id = b.budget_id)
              < (select min(v.recorded_at) from plan v where v.budget_id = b.budget_id), false) as indicative_before_planning,
       coalesce(d.decision = 'APPROVED', false) as plan_approved,
       (select count(*)::int from plan_item i where i.plan_id = p.plan_id and i.removed_at is null) as items,
       (select count(*)::int from plan_item i where i.plan_id = p.plan_id and i.removed_at is null
           and not exists (select from plan_item_outcome io where io.plan_item_id = i.plan_item_id)) as items_without_outcome,
       coalesce(needs_met.agreed, false) as agreed_needs_met,
       coalesce(enough.agreed, false) as agreed_enough,
       f.final_pence, f.lines_pence + f.start_up_pence + f.contingency_pence as needed_pence,
       exists (select from notice n where n.budget_id = b.budget_id and n.kind = 'N07') as options_explained,
       exists (select from agreement g join agreement_signature s using (agreement_id)
                where g.budget_id = b.budget_id and s.side = 'PERSON') as option_signed
  from budget b
  join person pe using (person_id)
  join staff_user c on c.staff_user_id = b.care_coordinator_id
  cross join lateral (select state from budget_state s where s.budget_id = b.budget_id order by sequence desc limit 1) now
  left join lateral (select v.plan_id from plan v left join plan_decision x using (plan_id) where v.budget_id = b.budget_id
                      order by (x.decision is not distinct from 'APPROVED') desc, v.version desc limit 1) p on true
  left join plan_decision d on d.plan_id = p.plan_id
  left join lateral (select content from plan_section s where s.plan_id = p.plan_id and s.kind = 'involved'
                      order by plan_section_id desc limit 1) involved on true
  left join lateral (select content from plan_section s where s.plan_id = p.plan_id and s.kind = 'learning'
                      order by plan_section_id desc limit 1) learning on true
  left join lateral (select agreed from plan_statement t where t.plan_id = p.plan_id and t.statement = 'NEEDS_MET'
                      order by plan_statement_id desc limit 1) needs_met on true
  left join lateral (select agreed from plan_statement t where t.plan_id = p.plan_id and t.statement = 'ENOUGH_MONEY'
                      order by plan_statement_id desc limit 1) enough on true
  left join lateral (select * from final_budget x where x.budget_id = b.budget_id order by version desc limit 1) f on true;

-- Every decision about somebody's budget, one row each, for the person's list of decisions and for T29. `adverse`: a no
-- that can be looked at again. What the person was told of it stands in its notice, by decision_id.
create view decision_about_budget with (security_invoker = true) as
  select budget_id, icb_code, eligibility_decision_id as decision_id,
         case granted when 'NONE' then 'BUDGET' when 'PART' then 'PART' else 'ELIGIBLE' end as kind,
         part_refused as about, granted <> 'FULL' as adverse,
         array(select r->>'words' from jsonb_array_elements(reasons) r) as reasons,
         decided_on, by_id, by_name, recorded_at
    from eligibility_decision
  union all
  select p.budget_id, d.icb_code, d.plan_decision_id,
         case d.decision when 'REFUSED' then 'PLAN' when 'RETURNED' then 'PLAN_RETURNED' else 'PLAN_APPROVED' end,
         'Version ' || p.version, d.decision = 'REFUSED', d.reasons, d.decided_on, d.by_id, d.by_name, d.recorded_at
    from plan_decision d join plan p using (plan_id)
  union all
  select p.budget_id, r.icb_code, r.plan_item_refusal_id, 'ITEM', i.label, true, array[r.words],
         d.decided_on, d.by_id, d.by_name, d.recorded_at
    from plan_item_refusal r join plan_decision d using (plan_decision_id)
    join plan_item i using (plan_item_id) join plan p on p.plan_id = i.plan_id
  union all
  select budget_id, icb_code, option_refusal_id, 'OPTION', option, true, array[words], decided_on, by_id, by_name, recorded_at
    from option_refusal
  union all
  select budget_id, icb_code, final_budget_id, 'FINAL_BUDGET', '', false,
         case difference_reason when '' then '{}'::text[] else array[difference_reason] end, set_on, by_id, by_name, recorded_at
    from final_budget;
