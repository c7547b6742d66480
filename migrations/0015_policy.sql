-- The local policy as versions that a second person approves, and the version that each decision used.
--
-- Why a second person: a setting decides about everybody at once. Who writes a version down does not make it count.
-- Why "counts from" and not the first day that the version names: a version that was approved later than that would
-- reach back over what was decided with another one. It counts from its first day or from its approval, whichever is
-- later, so no day ever changes its policy afterwards.
-- Why every decision names its version: somebody may ask years later by which figures it was made (R-043).

create table policy_approval (
  policy_version_id uuid primary key references policy_version,
  icb_code    text not null references icb,
  evidence    text not null check (evidence <> ''),  -- the board's paper, the law's date: what it rests on
  counts_from date not null,
  approved_on date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp()
);

-- Versions from before this migration counted without an approval, and go on counting. Their settings get the names
-- of the catalogue; each keeps its value.
alter table policy_version no force row level security;
alter table policy_version disable trigger append_only;

update policy_version set content = jsonb_build_object(
  'version', content -> 'version',
  'effectiveFrom', content -> 'effectiveFrom',
  'enquiry', jsonb_build_object('acknowledgeWorkingDays', content -> 'acknowledgeEnquiryWorkingDays'),
  'request', jsonb_build_object('decisionDays', content -> 'decisionDays'),
  'budget', jsonb_build_object('weeksPerYear', content -> 'weeksPerYear'),
  'contingency', content -> 'contingency',
  'review', jsonb_build_object('monthlyFirst3', content -> 'monthlyFirst3', 'bands', content -> 'reviewMonths'),
  'notice', jsonb_build_object('reviewDays', content -> 'reviewNoticeDays'),
  'risk', jsonb_build_object('bands', content -> 'riskBands'),
  'evidence', jsonb_build_object('threshold', content -> 'receiptFromPence'),
  'account', jsonb_build_object('coolingOff', content -> 'accountCoolingOff'),
  'spend', jsonb_build_object('placeFromScore', content -> 'placeFromScore')
) where content ? 'reviewNoticeDays';

insert into policy_approval (policy_version_id, icb_code, evidence, counts_from, approved_on, by_id, by_name)
select policy_version_id, icb_code, 'Counted before versions were approved', effective_from,
       (recorded_at at time zone 'Europe/London')::date, by_id, by_name
  from policy_version;

alter table policy_version enable trigger append_only;
alter table policy_version force row level security;

create function policy_approved_by_another() returns trigger language plpgsql as $$
begin
  if exists (select from policy_version v where v.policy_version_id = new.policy_version_id
              and (v.by_id = new.by_id or new.counts_from <> greatest(v.effective_from, new.approved_on))) then
    raise exception 'a policy is approved by somebody else, and counts from then or later' using errcode = 'PB022';
  end if;
  return new;
end $$;
create trigger policy_approved_by_another before insert on policy_approval
  for each row execute function policy_approved_by_another();

select keep_to_icb('policy_approval');
select append_only('policy_approval');
create index policy_approval_counts on policy_approval (icb_code, counts_from);

-- The decisions that did not name their version yet. What was decided before does not know it.
alter table enquiry add column policy_version text not null default 'not recorded';
alter table budget add column policy_version text not null default 'not recorded'; -- of decide_by
alter table proposed_final_budget add column policy_version text not null default 'not recorded';
alter table plan_decision add column policy_version text not null default 'not recorded';
alter table final_budget add column policy_version text not null default 'not recorded';
alter table review add column policy_version text not null default 'not recorded';
alter table enquiry alter column policy_version drop default;
alter table budget alter column policy_version drop default;
alter table proposed_final_budget alter column policy_version drop default;
alter table plan_decision alter column policy_version drop default;
alter table final_budget alter column policy_version drop default;
alter table review alter column policy_version drop default;
