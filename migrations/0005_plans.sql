-- The personalised care and support plan: versions, sections, costed items, statements, submission, decision.
--
-- Why a version per submission: what was submitted is what is judged and what is paid against, so from that moment
-- no row of it can be added, changed or taken away. A returned plan goes on as a copy, the next version.
-- Why sections are rows of history: the latest of a kind counts, and who wrote which words stays known (R-064).

create table plan (
  plan_id     uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  version     integer not null check (version >= 1),
  copied_from uuid unique references plan,
  planning_support text not null default '',     -- a broker, an advocate, a charity; '' when nobody
  started_on  date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (budget_id, version)
);
select keep_to_icb('plan');
select append_only('plan');
alter table final_budget add foreign key (plan_id) references plan;

create table plan_section (
  plan_section_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  plan_id     uuid not null references plan,
  kind        text not null check (kind in ('involved','what-matters','strengths','circumstances','working','not-working',
                'important-to','important-for','learning','risk','contingency','safeguarding','review')),
  content     jsonb not null,                    -- the fields of the section: text, dates in ISO
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index plan_section_plan on plan_section (plan_id, kind, plan_section_id desc);
select keep_to_icb('plan_section');
select append_only('plan_section');

-- One thing that the money buys (R-049, R-050).
create table plan_item (
  plan_item_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  plan_id     uuid not null references plan,
  sequence    bigint generated always as identity,
  label       text not null check (length(label) between 1 and 200),
  category    text not null,                     -- CL-05
  provider    text not null,
  arranged_by text not null check (arranged_by in ('PERSON', 'REPRESENTATIVE', 'ICB', 'THIRD_PARTY')),
  quantity_ten_thousandths bigint not null check (quantity_ten_thousandths > 0),
  unit        text not null,
  per         text not null check (per in ('week', 'month', 'year', 'once')),
  times       integer not null check (times between 1 and 53),
  unit_pence  bigint not null check (unit_pence > 0),
  annual_pence bigint not null check (annual_pence > 0),
  starts_on   date,                              -- null: the whole budget year
  ends_on     date check (ends_on >= starts_on),
  option      text not null check (option in ('DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL')),
  stream      text not null,
  promised    boolean not null,                  -- a priced agreement or payroll exists
  confidence  integer check (confidence between 1 and 10), -- R-055
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  removed_at  timestamptz
);
create index plan_item_plan on plan_item (plan_id, sequence);
select keep_to_icb('plan_item');
grant update (removed_at) on plan_item to openphb_app;

create table plan_item_outcome (
  plan_item_id uuid not null references plan_item,
  outcome_id  uuid not null references outcome,
  icb_code    text not null references icb,
  primary key (plan_item_id, outcome_id)
);
select keep_to_icb('plan_item_outcome');
select append_only('plan_item_outcome');

create table plan_item_need (
  plan_item_id uuid not null references plan_item,
  need_id     uuid not null references need,
  icb_code    text not null references icb,
  primary key (plan_item_id, need_id)
);
select keep_to_icb('plan_item_need');
select append_only('plan_item_need');

-- What a plan version says, as one hash: the latest of each section, and each item that was not removed.
-- jsonb prints keys and values in one fixed way, so the text is the same on every server.
create function plan_content_hash(target uuid) returns text language sql stable as $$
  select encode(sha256(convert_to(jsonb_build_array(
    (select jsonb_agg(jsonb_build_array(kind, content) order by kind)
       from (select distinct on (kind) kind, content from plan_section where plan_id = target
              order by kind, plan_section_id desc) latest),
    (select jsonb_agg(jsonb_build_array(label, category, provider, arranged_by, quantity_ten_thousandths, unit, per, times,
                        unit_pence, annual_pence, starts_on, ends_on, option, stream, promised, confidence,
                        (select jsonb_agg(outcome_id order by outcome_id) from plan_item_outcome o where o.plan_item_id = i.plan_item_id),
                        (select jsonb_agg(need_id order by need_id) from plan_item_need n where n.plan_item_id = i.plan_item_id))
                      order by sequence)
       from plan_item i where plan_id = target and removed_at is null)
  )::text, 'UTF8')), 'hex')
$$;

-- The person's agreement to the risk plan (R-059), good only for the words that stood there.
create table plan_risk_signature (
  plan_risk_signature_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  plan_id     uuid not null references plan,
  risk_hash   text not null,
  signed_on   date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('plan_risk_signature');
select append_only('plan_risk_signature');

-- What the risk section says now, as a hash; null when there is none.
create function plan_risk_hash(target uuid) returns text language sql stable as $$
  select encode(sha256(convert_to(content::text, 'UTF8')), 'hex') from plan_section
   where plan_id = target and kind = 'risk' order by plan_section_id desc limit 1
$$;

-- The person's three statements (R-061 to R-063), with what they were signed on; the latest of each counts.
create table plan_statement (
  plan_statement_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  plan_id     uuid not null references plan,
  statement   text not null check (statement in ('NEEDS_MET', 'ENOUGH_MONEY', 'WILL_BE_REVIEWED')),
  agreed      boolean not null,
  words       text not null,                     -- what the person wrote; needed when they do not agree
  content_hash text not null,
  amount_pence bigint not null,                  -- the sum that they were shown
  signed_on   date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (agreed or words <> '')
);
create index plan_statement_plan on plan_statement (plan_id, statement, plan_statement_id desc);
select keep_to_icb('plan_statement');
select append_only('plan_statement');

create table plan_submission (
  plan_id     uuid primary key references plan,
  icb_code    text not null references icb,
  content_hash text not null,
  proposed_final_budget_id uuid not null references proposed_final_budget,
  submitted_on date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
select keep_to_icb('plan_submission');
select append_only('plan_submission');

-- Approved (T10), returned (T11) or refused (T12): once for each submitted version.
create table plan_decision (
  plan_decision_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  plan_id     uuid not null unique references plan_submission,
  decision    text not null check (decision in ('APPROVED', 'RETURNED', 'REFUSED')),
  content_hash text not null,
  clinician_name text not null,                  -- R-056
  conditions  text not null,
  reason_code text check (reason_code in ('EXCLUDED','CLINICAL_RISK','NO_OUTCOME_LINK','NOT_VALUE_FOR_MONEY','UNLAWFUL','DUPLICATES_COMMISSIONED')), -- CL-13
  reasons     text[] not null,
  annual_pence bigint not null,                  -- what the approver's limit was held against (R-064)
  direct_payment_appropriate boolean,            -- R-025; null where no direct payment is planned
  direct_payment_reason text not null,
  conventional_pence bigint,                     -- R-026
  benefits    text not null,
  decided_on  date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (decision = 'APPROVED' or cardinality(reasons) > 0)
);
select keep_to_icb('plan_decision');
select append_only('plan_decision');

-- The five points of the ICB and the three of the person, each with the facts that stood beside it.
create table plan_decision_point (
  plan_decision_id uuid not null references plan_decision,
  point       text not null check (point in ('ICB1','ICB2','ICB3','ICB4','ICB5','P1','P2','P3')),
  icb_code    text not null references icb,
  answer      text not null check (answer in ('yes', 'no', 'not-applicable')),
  reason      text not null,
  facts       text[] not null,
  primary key (plan_decision_id, point),
  check (answer = 'yes' or reason <> '')
);
select keep_to_icb('plan_decision_point');
select append_only('plan_decision_point');

create function only_while_drafted() returns trigger language plpgsql as $$
declare target uuid;
begin
  if tg_table_name in ('plan_item_outcome', 'plan_item_need') then
    select plan_id into target from plan_item where plan_item_id = new.plan_item_id;
  else
    target := coalesce(new.plan_id, old.plan_id);
  end if;
  if exists (select 1 from plan_submission where plan_id = target) then
    raise exception 'plan version % was submitted and stays as it is', target using errcode = 'PB006';
  end if;
  return coalesce(new, old);
end $$;
create trigger only_while_drafted before insert on plan_section for each row execute function only_while_drafted();
create trigger only_while_drafted before insert or update or delete on plan_item for each row execute function only_while_drafted();
create trigger only_while_drafted before insert on plan_item_outcome for each row execute function only_while_drafted();
create trigger only_while_drafted before insert on plan_item_need for each row execute function only_while_drafted();
create trigger only_while_drafted before insert on plan_risk_signature for each row execute function only_while_drafted();
create trigger only_while_drafted before insert on plan_statement for each row execute function only_while_drafted();

-- An item is removed or stays; its words and figures never change, and no row of it is wiped out.
create function plan_item_is_only_removed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.removed_at is not null or (to_jsonb(new) - 'removed_at') <> (to_jsonb(old) - 'removed_at') then
    raise exception 'a plan item is taken out, never edited' using errcode = 'PB002';
  end if;
  return new;
end $$;
create trigger plan_item_is_only_removed before update or delete on plan_item
  for each row execute function plan_item_is_only_removed();
create trigger append_only_truncate before truncate on plan_item for each statement execute function refuse_change();

-- A submission and a decision are about what the version says, not about something else.
create function hash_is_true() returns trigger language plpgsql as $$
begin
  if new.content_hash is distinct from plan_content_hash(new.plan_id) then
    raise exception 'plan version % says something else', new.plan_id using errcode = 'PB007';
  end if;
  return new;
end $$;
create trigger hash_is_true before insert on plan_submission for each row execute function hash_is_true();
create trigger hash_is_true before insert on plan_decision for each row execute function hash_is_true();
