-- What becomes owed besides the instalments that were agreed: one-off payments, emergency advances, arrears after a
-- suspension, and instalments that become smaller or larger (T19, T21, T22).
--
-- Why the agreed payments stay as they were signed, and each change is a row beside them: anybody can see what was
-- agreed, what changed it and when. What is owed for a month is the sum, made in one place, the view `owed_payment`.
-- Why the part of a month that is held back becomes a payment of its own (ARREARS): the rest is paid in time, the part
-- waits under its own key, and once payments begin again it is paid once and to the penny (R-084, R-105).

-- FASTEST asks for the fastest way that the board has: somebody would go without care.
alter table obligation
  add column speed text not null default 'USUAL' check (speed in ('USUAL', 'FASTEST'));

create table instalment_change (
  cause_id     uuid not null,                    -- the request or decision that it comes from
  stream       text not null,
  option       text not null check (option in ('DIRECT_PAYMENT', 'THIRD_PARTY')),
  period       date not null check (extract(day from period) = 1),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  because      text not null check (because in ('ADVANCE', 'ONE_OFF', 'AMOUNT')),
  change_pence bigint not null check (change_pence <> 0),
  happened_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (cause_id, stream, option, period)
);
create index instalment_change_budget on instalment_change (budget_id, period);
select keep_to_icb('instalment_change');
select append_only('instalment_change');

create table suspension (
  suspension_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  number       integer not null check (number >= 1), -- the sequence of its arrears
  concern      text not null check (concern in ('MISUSE', 'FRAUD', 'SAFEGUARDING', 'QUALITY', 'EMPLOYMENT', 'DATA')),
  scope        text not null check (scope in ('WHOLE', 'PART')),
  plan_item_ids uuid[] not null,                 -- PART: the lines whose money is held back
  reasons      text not null check (reasons <> ''),
  talked_with_coordinator_on date not null,      -- R-105: with both, and care goes on
  talked_with_person_on date not null,
  continuity_plan text not null check (continuity_plan <> ''),
  starts_on    date not null,
  review_on    date not null,
  policy_version text not null,
  decided_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  unique (budget_id, number),
  constraint part_has_its_lines check ((scope = 'PART') = (cardinality(plan_item_ids) > 0))
);
select keep_to_icb('suspension');
select append_only('suspension');

-- What it holds back of each instalment that was not owed yet, worked out once, when it was decided.
create table suspended_part (
  suspension_id uuid not null references suspension,
  stream       text not null,
  option       text not null check (option in ('DIRECT_PAYMENT', 'THIRD_PARTY')),
  period       date not null check (extract(day from period) = 1),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  covers_from  date not null,
  rest_covers_to date not null,                  -- the last day that the rest of the instalment is for
  pence        bigint not null check (pence > 0),
  primary key (suspension_id, stream, option, period)
);
create index suspended_part_budget on suspended_part (budget_id, period);
select keep_to_icb('suspended_part');
select append_only('suspended_part');

-- It was looked at again and goes on.
create table suspension_look (
  suspension_id uuid not null references suspension,
  sequence     integer not null check (sequence >= 1),
  icb_code     text not null references icb,
  found        text not null check (found <> ''),
  looked_on    date not null,
  next_review_on date not null,
  policy_version text not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (suspension_id, sequence)
);
select keep_to_icb('suspension_look');
select append_only('suspension_look');

create table suspension_end (
  suspension_id uuid primary key references suspension,
  icb_code     text not null references icb,
  cleared      text not null check (cleared <> ''),
  resumed_on   date not null,
  kept_until   date,                             -- the last month whose part was owed by then; null where none was
  catch_up_pence bigint not null check (catch_up_pence >= 0),
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('suspension_end');
select append_only('suspension_end');

-- The suspension that a budget is under now: one at most.
create view suspension_now with (security_invoker = true) as
  select s.* from suspension s where not exists (select from suspension_end e where e.suspension_id = s.suspension_id);
grant select on suspension_now to openphb_app;

create function one_suspension_at_a_time() returns trigger language plpgsql as $$
begin
  if exists (select from suspension_now where budget_id = new.budget_id) then
    raise exception 'payments of budget % are held back already', new.budget_id using errcode = 'PB023';
  end if;
  return new;
end $$;
create trigger one_suspension_at_a_time before insert on suspension
  for each row execute function one_suspension_at_a_time();

-- The parts that count: of a suspension that goes on, and of one that ended those that were owed by then.
create view suspended_part_now with (security_invoker = true) as
  select p.*, s.number
    from suspended_part p
    join suspension s using (suspension_id)
    left join suspension_end e using (suspension_id)
   where e.suspension_id is null or p.period <= e.kept_until;
grant select on suspended_part_now to openphb_app;

create view instalment_changed with (security_invoker = true) as
  select budget_id, stream, option, period, sum(change_pence)::bigint as change_pence
    from instalment_change group by budget_id, stream, option, period;
grant select on instalment_changed to openphb_app;

-- What an agreement makes owed: as agreed, as changed since, less what is held back; and what is held back.
-- An instalment and its arrears always come to what was agreed and changed.
create view owed_payment with (security_invoker = true) as
  select a.agreement_id, a.icb_code, a.budget_id, a.stream, a.option, a.purpose, a.period, a.sequence, a.covers_from,
         coalesce(h.rest_covers_to, a.covers_to) as covers_to,
         a.amount_pence + coalesce(c.change_pence, 0)
           - least(coalesce(h.pence, 0), a.amount_pence + coalesce(c.change_pence, 0)) as amount_pence
    from agreed_payment a
    left join instalment_changed c on a.purpose = 'INSTALMENT' and c.budget_id = a.budget_id and c.stream = a.stream
      and c.option = a.option and c.period = a.period
    left join suspended_part_now h on a.purpose = 'INSTALMENT' and h.budget_id = a.budget_id and h.stream = a.stream
      and h.option = a.option and h.period = a.period
   where a.amount_pence + coalesce(c.change_pence, 0) > coalesce(h.pence, 0)
  union all
  select a.agreement_id, a.icb_code, a.budget_id, a.stream, a.option, 'ARREARS', a.period, h.number, h.covers_from,
         a.covers_to, least(h.pence, a.amount_pence + coalesce(c.change_pence, 0))
    from suspended_part_now h
    join agreed_payment a on a.purpose = 'INSTALMENT' and a.budget_id = h.budget_id and a.stream = h.stream
      and a.option = h.option and a.period = h.period
    left join instalment_changed c on c.budget_id = a.budget_id and c.stream = a.stream and c.option = a.option
      and c.period = a.period
   where a.amount_pence + coalesce(c.change_pence, 0) > 0;
grant select on owed_payment to openphb_app;

-- An instalment that a run has made owed is not changed any more, and none is ever below nought.
create function instalment_may_change() returns trigger language plpgsql as $$
begin
  if exists (select from obligation o
              where o.budget_id = new.budget_id and o.stream = new.stream and o.option = new.option and o.period = new.period
                and (o.purpose = 'INSTALMENT' or o.purpose = 'ARREARS' and exists (
                      select from suspended_part h join suspension s using (suspension_id)
                       where s.budget_id = o.budget_id and s.number = o.sequence and h.period = o.period))) then
    raise exception 'the instalment of % for budget % is owed already', new.period, new.budget_id using errcode = 'PB024';
  end if;
  if (select a.amount_pence from agreed_payment a
        join agreement g using (agreement_id)
        join agreement_signature s on s.agreement_id = g.agreement_id and s.side = 'ICB'
       where a.budget_id = new.budget_id and a.stream = new.stream and a.option = new.option and a.period = new.period
         and a.purpose = 'INSTALMENT'
       order by g.version desc limit 1)
     + coalesce((select sum(c.change_pence) from instalment_change c
                  where c.budget_id = new.budget_id and c.stream = new.stream and c.option = new.option
                    and c.period = new.period), 0)
     + new.change_pence >= 0 is not true then
    raise exception 'the instalment of % for budget % would be below nought', new.period, new.budget_id using errcode = 'PB024';
  end if;
  return new;
end $$;
create trigger instalment_may_change before insert on instalment_change
  for each row execute function instalment_may_change();

-- What somebody asks for: a one-off payment, an emergency advance, or another amount from a day on.
create table amount_request (
  amount_request_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  kind         text not null check (kind in ('ADVANCE', 'ONE_OFF', 'CHANGE')),
  amount_pence bigint not null check (amount_pence > 0), -- CHANGE: what is paid for a whole year from then on
  label        text not null check (label <> ''),        -- what it is for
  reasons      text not null check (reasons <> ''),
  source       text check (source in ('CONTINGENCY', 'FREE')), -- ONE_OFF: what it is taken from
  over_instalments integer check (over_instalments between 1 and 12), -- how many instalments become smaller
  told_on      date,                             -- when the person was told what becomes smaller
  effective_on date not null,
  facts        jsonb not null default '{}',      -- CHANGE: what each service costs now (R-089)
  seen_hash    text not null,                    -- the instalments as whoever asked saw them change
  policy_version text not null,
  asked_on     date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  constraint one_off_has_its_source check ((kind = 'ONE_OFF') = (source is not null))
);
create index amount_request_budget on amount_request (budget_id, recorded_at);
create index amount_request_icb on amount_request (icb_code, recorded_at);
select keep_to_icb('amount_request');
select append_only('amount_request');

create table amount_decision (
  amount_request_id uuid primary key references amount_request,
  icb_code     text not null references icb,
  decision     text not null check (decision in ('AGREED', 'REFUSED')),
  reasons      text not null,                    -- '' where it is agreed and says all itself
  obligation_id uuid references obligation,      -- what is owed by it; null where it is refused, or only changes instalments
  policy_version text not null,
  decided_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  constraint no_has_its_reason check (decision <> 'REFUSED' or reasons <> '')
);
select keep_to_icb('amount_decision');
select append_only('amount_decision');

-- Who asked does not agree.
create function another_person_agrees() returns trigger language plpgsql as $$
begin
  if exists (select from amount_request where amount_request_id = new.amount_request_id and by_id = new.by_id) then
    raise exception 'whoever asks for money does not agree to it' using errcode = 'PB025';
  end if;
  return new;
end $$;
create trigger another_person_agrees before insert on amount_decision
  for each row execute function another_person_agrees();

-- T29: holding payments back, and saying no to a payment, can be looked at again like any other no.
alter table reconsideration drop constraint reconsideration_decision_kind_check;
alter table reconsideration add constraint reconsideration_decision_kind_check
  check (decision_kind in ('BUDGET','PART','OPTION','PLAN','ITEM','REDUCTION','STOP','REPAYMENT','SUSPENSION','EXTRA_PAYMENT'));

create or replace view decision_about_budget with (security_invoker = true) as
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
    from final_budget
  union all
  select budget_id, icb_code, suspension_id, 'SUSPENSION', '', true, array[reasons], decided_on, by_id, by_name, recorded_at
    from suspension
  union all
  select q.budget_id, d.icb_code, q.amount_request_id,
         case when d.decision = 'REFUSED' then 'EXTRA_PAYMENT'
              when q.kind = 'CHANGE' then case when (q.facts->>'isCut')::boolean then 'REDUCTION' else 'RAISE' end
              else 'EXTRA_AGREED' end,
         q.label, d.decision = 'REFUSED' or q.kind = 'CHANGE' and (q.facts->>'isCut')::boolean,
         array[case d.reasons when '' then q.reasons else d.reasons end], d.decided_on, d.by_id, d.by_name, d.recorded_at
    from amount_decision d join amount_request q using (amount_request_id);
