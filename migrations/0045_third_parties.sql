-- Organisations that hold a budget's money for the person (R-093): who they are, the account that they are paid into, and
-- the contract for each person's money.
-- Why the account stands with the organisation and again with each budget: it is checked once, by a second person; but a
-- payment, a statement line and the ledger's `held` are always about one person's money in it. So each contract gives its
-- budget a payment account of its own, of option THIRD_PARTY, beside the one that a direct payment goes to.

create table third_party (
  third_party_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  name         text not null check (name <> ''),
  number_kind  text not null check (number_kind in ('COMPANY', 'CHARITY', 'NHS')),
  number       text not null check (number ~ '^[A-Z0-9]{3,9}$'),
  from_on      date not null,
  to_on        date check (to_on >= from_on),    -- null: until further notice
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  constraint third_party_once unique (icb_code, number_kind, number)
);
select keep_to_icb('third_party');
select append_only('third_party');

-- The newest row of an organisation counts; an older one is history.
create table third_party_account (
  third_party_account_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  third_party_id uuid not null references third_party,
  version      integer not null check (version >= 1),
  sort_code    text not null check (sort_code ~ '^\d{6}$'),
  account_number text not null check (account_number ~ '^\d{8}$'),
  name         text not null check (name <> ''),
  modulus_result text not null check (modulus_result in ('pass', 'not-checkable')),
  modulus_table_version text not null,
  entered_by_id uuid not null,
  entered_by_name text not null,
  entered_on   date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  unique (third_party_id, version),
  unique (third_party_account_id, entered_by_id)
);
select keep_to_icb('third_party_account');
select append_only('third_party_account');

-- R-085: somebody else than who entered it checks an account, and the database says so too.
create table third_party_account_verification (
  third_party_account_id uuid primary key,
  icb_code     text not null references icb,
  entered_by_id uuid not null,
  outcome      text not null check (outcome in ('VERIFIED', 'REFUSED')),
  method       text not null check (method in ('CALL_BACK', 'BANK_LETTER')),
  evidence     text not null check (evidence <> ''),
  by_id        uuid not null,
  by_name      text not null,
  verified_on  date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  foreign key (third_party_account_id, entered_by_id) references third_party_account (third_party_account_id, entered_by_id),
  constraint holder_verifier_is_another_person check (by_id <> entered_by_id)
);
select keep_to_icb('third_party_account_verification');
select append_only('third_party_account_verification');

-- R-093: the contract for one person's money. The newest of a budget counts.
create table third_party_contract (
  third_party_contract_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  version      integer not null check (version >= 1),
  third_party_id uuid not null references third_party,
  form         text not null check (form in ('ICB_FRAMEWORK', 'PERSON_CONTRACT')),
  reference    text not null check (reference <> ''), -- the contract of supply, by its own number
  conflict_plan text not null,                   -- how conflicts of interest are managed; empty where there are none
  from_on      date not null,
  to_on        date check (to_on >= from_on),
  agreed_on    date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  unique (budget_id, version)
);
create index third_party_contract_holder on third_party_contract (third_party_id, budget_id);
select keep_to_icb('third_party_contract');
select append_only('third_party_contract');

create view third_party_contract_now with (security_invoker = true) as
  select distinct on (budget_id) * from third_party_contract order by budget_id, version desc;
grant select on third_party_contract_now to openphb_app;

-- A budget has an account for each way in which its money is held: the newest of each counts.
alter table payment_account drop constraint payment_account_kind_check;
alter table payment_account
  add column option text not null default 'DIRECT_PAYMENT' check (option in ('DIRECT_PAYMENT', 'THIRD_PARTY')),
  add column third_party_account_id uuid references third_party_account,
  add constraint payment_account_kind_check check (kind in ('SEPARATE', 'MANAGED', 'PREPAID_CARD', 'OWN_ONE_OFF', 'THIRD_PARTY')),
  add constraint payment_account_of_holder check (
    (option = 'THIRD_PARTY') = (kind = 'THIRD_PARTY') and (option = 'THIRD_PARTY') = (third_party_account_id is not null)),
  drop constraint payment_account_budget_id_version_key,
  add constraint payment_account_version unique (budget_id, option, version);

-- R-095: where nothing is paid directly, the money for emergencies lies with the third party, or with the NHS.
do $$
declare old text;
begin
  select conname into strict old from pg_constraint
   where conrelid = 'final_budget_stream'::regclass and pg_get_constraintdef(oid) like '%start_up_pence + contingency_pence%';
  execute format('alter table final_budget_stream drop constraint %I', old);
end $$;
alter table final_budget_stream
  add constraint direct_payment_holds_start_up check (direct_payment_pence between start_up_pence and final_pence);

-- What each payer pays the holder with the first payment: what is bought once.
alter table final_budget_stream
  add column third_party_start_up_pence bigint not null default 0
    check (third_party_start_up_pence between 0 and third_party_pence);
