-- Several payers behind one budget (R-096 to R-101): who funds it, what share each pays of each line of the plan, and
-- what the final budget comes to for each of them.
--
-- Why most budgets have no row here: a budget with one payer has the stream of its group, and nothing is shared.
-- Why the agreed percentages stand with the funders and the shares of a line with the line: the first say what no line
-- says otherwise (the money for emergencies, what is not planned yet, a line without shares of its own), and who has
-- agreed to them and when (R-098). The second are part of what the plan says, so they are in its hash.

-- What the payers agreed. The newest version counts until the final budget is set, which names the one it used.
create table funding (
  funding_id  uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  version     integer not null check (version >= 1),
  lead_stream text not null,                     -- whose payer is in the lead: sets up, and is whom the family talks to
  settlement  text not null check (settlement in ('RECHARGE', 'SEPARATE', 'POOLED_S75')), -- how the payers settle between them
  icb_decision_id uuid not null references eligibility_decision, -- R-091: the board's own decision, which the lead's acts rest on
  agreed_on   date not null,
  policy_version text not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  written_in  xid8 not null default pg_current_xact_id(), -- its payers come in the same act or never
  unique (budget_id, version)
);
select keep_to_icb('funding');
select append_only('funding');

create table funder (
  funding_id  uuid not null references funding,
  stream      text not null check (stream ~ '^[A-Z0-9_]+$'), -- CL-19
  place       integer not null check (place >= 1), -- in the signed split: of equally large shares the first takes the pennies (R-099)
  icb_code    text not null references icb,
  payer       text not null check (payer <> ''),
  basis_points integer not null check (basis_points between 0 and 10000),
  conditions  text not null check (conditions <> ''), -- R-101: what the payer asks for in return, or that it asks for nothing
  signed_by   text not null check (signed_by <> ''),
  signed_on   date not null,
  -- R-097: what the person pays of this stream after a means test; never of the NHS's.
  person_pence bigint not null default 0 check (person_pence >= 0),
  person_per  text not null default 'week' check (person_per in ('week', 'year')),
  primary key (funding_id, stream),
  unique (funding_id, place),
  constraint means_test_is_for_social_care check (person_pence = 0 or (stream like 'LA\_%' and stream <> 'LA_S117'))
);
select keep_to_icb('funder');
select append_only('funder');

-- R-098: the percentages are the whole, the lead is one of the payers, and there are two or more.
create function funding_is_whole() returns trigger language plpgsql as $$
declare streams text[]; points bigint;
begin
  select array_agg(stream), sum(basis_points) into streams, points from funder where funding_id = new.funding_id;
  if points is distinct from 10000 or cardinality(streams) < 2 or not new.lead_stream = any (streams) then
    raise exception 'funding % is not whole', new.funding_id using errcode = 'PB024';
  end if;
  return null;
end $$;
create constraint trigger funding_is_whole after insert on funding deferrable initially deferred
  for each row execute function funding_is_whole();
create function funder_of_same_act() returns trigger language plpgsql as $$
begin
  if not exists (select from funding where funding_id = new.funding_id and written_in = pg_current_xact_id()) then
    raise exception 'funding % is agreed already', new.funding_id using errcode = 'PB004';
  end if;
  return new;
end $$;
create trigger funder_of_same_act before insert on funder for each row execute function funder_of_same_act();

-- Whose each need is (R-098, by need): the newest row counts.
create table need_funder (
  need_funder_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  need_id     uuid not null references need,
  stream      text not null check (stream ~ '^[A-Z0-9_]+$'),
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index need_funder_budget on need_funder (budget_id, need_id, need_funder_id desc);
select keep_to_icb('need_funder');
select append_only('need_funder');

-- What each stream pays of a line; the rows of the highest version count. A line without any is shared by the agreed percentages.
create table plan_item_share (
  plan_item_id uuid not null references plan_item,
  version     integer not null check (version >= 1),
  place       integer not null check (place >= 1),
  icb_code    text not null references icb,
  kind        text not null check (kind in ('PERCENT', 'FIXED', 'FIRST_POUND', 'BY_NEED')),
  stream      text not null check (stream ~ '^[A-Z0-9_]+$'),
  weight      integer not null check (weight >= 0), -- basis points; by need: how many of the line's needs are this stream's
  pence       bigint check (pence > 0),          -- of the line's year: the fixed sum, or how far the first pounds reach
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (plan_item_id, version, stream),
  unique (plan_item_id, version, place),
  check ((pence is null) = (weight > 0)),
  check (pence is null or kind in ('FIXED', 'FIRST_POUND'))
);
select keep_to_icb('plan_item_share');
select append_only('plan_item_share');

create view plan_item_share_now with (security_invoker = true) as
  select s.* from plan_item_share s
   where s.version = (select max(x.version) from plan_item_share x where x.plan_item_id = s.plan_item_id);
grant select on plan_item_share_now to openphb_app;

create or replace function only_while_drafted() returns trigger language plpgsql as $$
declare target uuid;
begin
  if tg_table_name in ('plan_item_outcome', 'plan_item_need', 'plan_item_share') then
    select plan_id into target from plan_item where plan_item_id = new.plan_item_id;
  else
    target := coalesce(new.plan_id, old.plan_id);
  end if;
  if exists (select 1 from plan_submission where plan_id = target) then
    raise exception 'plan version % was submitted and stays as it is', target using errcode = 'PB006';
  end if;
  return coalesce(new, old);
end $$;
create trigger only_while_drafted before insert on plan_item_share for each row execute function only_while_drafted();

-- The hash of a plan without shares stays what it was.
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
                      || coalesce((select jsonb_build_array(jsonb_agg(jsonb_build_array(s.kind, s.stream, s.weight, s.pence) order by s.place))
                                     from plan_item_share_now s where s.plan_item_id = i.plan_item_id having count(*) > 0), '[]'::jsonb)
                      order by sequence)
       from plan_item i where plan_id = target and removed_at is null))
    || coalesce((select jsonb_build_array(jsonb_agg(jsonb_build_array(kind, content) order by sequence))
                   from plan_entry where plan_id = target and removed_at is null having count(*) > 0), '[]'::jsonb)
  )::text, 'UTF8')), 'hex')
$$;

-- What a final budget comes to for each payer, where there are several: the parts add up to the whole.
create table final_budget_stream (
  final_budget_id uuid not null references final_budget,
  stream      text not null check (stream ~ '^[A-Z0-9_]+$'),
  place       integer not null check (place >= 1),
  icb_code    text not null references icb,
  budget_id   uuid not null references budget,
  funding_id  uuid not null references funding,
  payer       text not null check (payer <> ''),
  basis_points integer not null check (basis_points between 0 and 10000),
  final_pence bigint not null check (final_pence >= 0),
  contingency_pence bigint not null check (contingency_pence between 0 and final_pence),
  start_up_pence bigint not null check (start_up_pence >= 0), -- paid directly, at the start
  direct_payment_pence bigint not null check (direct_payment_pence between start_up_pence + contingency_pence and final_pence),
  third_party_pence bigint not null check (third_party_pence >= 0),
  notional_pence bigint not null check (notional_pence >= 0),
  person_pence bigint not null check (person_pence between 0 and direct_payment_pence - start_up_pence), -- R-097: paid by the person, not by the payer
  primary key (final_budget_id, stream),
  unique (final_budget_id, place),
  foreign key (funding_id, stream) references funder,
  check (final_pence = direct_payment_pence + third_party_pence + notional_pence)
);
create index final_budget_stream_budget on final_budget_stream (budget_id);
select keep_to_icb('final_budget_stream');
select append_only('final_budget_stream');

create function streams_add_up() returns trigger language plpgsql as $$
declare whole record; parts record;
begin
  select final_pence, contingency_pence, direct_payment_pence into whole from final_budget where final_budget_id = new.final_budget_id;
  select sum(final_pence) as final_pence, sum(contingency_pence) as contingency_pence, sum(direct_payment_pence) as direct_payment_pence
    into parts from final_budget_stream where final_budget_id = new.final_budget_id;
  if whole.final_pence is distinct from parts.final_pence or whole.contingency_pence is distinct from parts.contingency_pence
     or whole.direct_payment_pence is distinct from parts.direct_payment_pence then
    raise exception 'the streams of final budget % are not the whole of it', new.final_budget_id using errcode = 'PB005';
  end if;
  return null;
end $$;
create constraint trigger streams_add_up after insert on final_budget_stream deferrable initially deferred
  for each row execute function streams_add_up();
