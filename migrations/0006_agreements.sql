-- What was agreed and signed, and what had to be ready before money moves (T14 and T15): the agreement with its
-- clauses, the payments that it promises month by month, the account that they go to, and the set-up tasks.
-- Why the agreed payments are rows of the agreement: the signed paper says what is paid and when, so a payment run
-- reads them and works nothing out again.
-- Why nothing here is updated: an agreement, an account and a verification are each replaced by a newer row.

create table agreement (
  agreement_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  version      integer not null check (version >= 1),
  final_budget_id   uuid not null,
  final_budget_hash text not null,               -- what the amounts were taken from, as it was then
  plan_id      uuid not null,
  plan_hash    text not null,
  options      text[] not null check (cardinality(options) > 0
                 and options <@ array['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL']),
  stream       text not null,
  starts_on    date not null,
  year_pence   bigint not null check (year_pence >= 0),
  record_keeping_level text not null check (record_keeping_level in ('RECEIPTS_FROM_25', 'RECEIPTS_FROM_10', 'RECEIPTS_ALL')), -- R-087, R-088
  records_kept_by text not null check (records_kept_by <> ''),
  review_timetable text not null check (review_timetable <> ''), -- R-139
  clauses      jsonb not null check (jsonb_array_length(clauses) > 0), -- CL-14: [{code, title, words}]
  policy_version text not null,
  content_hash text not null,                    -- what the parties put their names to
  offered_on   date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  unique (budget_id, version),
  unique (agreement_id, content_hash)
);
select keep_to_icb('agreement');
select append_only('agreement');

-- R-045: what the agreement promises to pay out, each sum once. A start inside a month has thirteen instalments.
create table agreed_payment (
  agreement_id uuid not null references agreement,
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  stream       text not null,
  option       text not null check (option in ('DIRECT_PAYMENT', 'THIRD_PARTY')),
  purpose      text not null check (purpose in ('INSTALMENT', 'START_UP', 'ONE_OFF')),
  period       date not null check (extract(day from period) = 1), -- the month covered, by its first day
  sequence     integer not null default 1 check (sequence >= 1),
  covers_from  date not null,
  covers_to    date not null check (covers_to >= covers_from),
  amount_pence bigint not null check (amount_pence > 0),
  primary key (agreement_id, stream, option, purpose, period, sequence)
);
create index agreed_payment_period on agreed_payment (icb_code, period);
select keep_to_icb('agreed_payment');
select append_only('agreed_payment');

-- One signature for each side, under the hash of what was signed: the database lets nobody sign another text.
create table agreement_signature (
  agreement_id uuid not null,
  side         text not null check (side in ('PERSON', 'ICB')),
  icb_code     text not null references icb,
  signed_hash  text not null,
  capacity     text not null check (capacity in ('PERSON', 'REPRESENTATIVE', 'NOMINEE', 'ICB')),
  by_id        uuid not null,
  by_name      text not null,
  signed_on    date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (agreement_id, side),
  foreign key (agreement_id, signed_hash) references agreement (agreement_id, content_hash),
  check ((side = 'ICB') = (capacity = 'ICB'))
);
select keep_to_icb('agreement_signature');
select append_only('agreement_signature');

-- The account that the money goes to. The newest row of a budget counts; an older one is history (R-076, R-086).
create table payment_account (
  payment_account_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  version      integer not null check (version >= 1),
  kind         text not null check (kind in ('SEPARATE', 'MANAGED', 'PREPAID_CARD')),
  sort_code    text not null check (sort_code ~ '^\d{6}$'),
  account_number text not null check (account_number ~ '^\d{8}$'),
  name         text not null check (name <> ''),
  named_people text not null check (named_people <> ''), -- R-079: who may use it
  modulus_result text not null check (modulus_result in ('pass', 'not-checkable')),
  modulus_table_version text not null,
  entered_by_id uuid not null,
  entered_by_name text not null,
  entered_on   date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  unique (budget_id, version),
  unique (payment_account_id, entered_by_id)
);
select keep_to_icb('payment_account');
select append_only('payment_account');

-- R-085: somebody else than who entered it checks an account, and the database says so too.
create table account_verification (
  payment_account_id uuid primary key,
  icb_code     text not null references icb,
  entered_by_id uuid not null,
  outcome      text not null check (outcome in ('VERIFIED', 'REFUSED')), -- VERIFIED is the ICB's approval (R-076)
  method       text not null check (method in ('CALL_BACK', 'BANK_LETTER')),
  evidence     text not null check (evidence <> ''),
  by_id        uuid not null,
  by_name      text not null,
  verified_on  date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  foreign key (payment_account_id, entered_by_id) references payment_account (payment_account_id, entered_by_id),
  constraint verifier_is_another_person check (by_id <> entered_by_id)
);
select keep_to_icb('account_verification');
select append_only('account_verification');

-- What has to be ready before the budget can start (T15). A task is closed by its second row.
create table set_up_task (
  budget_id    uuid not null references budget,
  kind         text not null check (kind in ('CONSENT', 'ACCOUNT', 'EMPLOYER', 'CONTRACT_OF_SUPPLY', 'PURCHASE_ORDERS')),
  icb_code     text not null references icb,
  opened_on    date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (budget_id, kind)
);
select keep_to_icb('set_up_task');
select append_only('set_up_task');

create table set_up_task_closed (
  budget_id    uuid not null,
  kind         text not null,
  icb_code     text not null references icb,
  evidence     text not null check (evidence <> ''),
  by_id        uuid not null,
  by_name      text not null,
  closed_on    date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (budget_id, kind),
  foreign key (budget_id, kind) references set_up_task
);
select keep_to_icb('set_up_task_closed');
select append_only('set_up_task_closed');
