-- What everything else stands on: who is served, who works here, what was done once, and who looked.
--
-- Why row-level security on every table, forced: a forgotten "where icb_code =" must show nothing, not another
-- board's people. The service's role owns nothing and cannot bypass it; each transaction says whose it is
-- with set_config('app.icb', …, true).
-- Why insert-only by default: the service is granted select and insert on new tables, and update only on the
-- few that the migrations name. History is rows, not edits.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'PB002';
end $$;

-- Makes a table append-only for everybody, its owner included.
create function append_only(target regclass) returns void language plpgsql as $$
begin
  execute format('create trigger append_only before update or delete on %s for each row execute function refuse_change()', target);
  execute format('create trigger append_only_truncate before truncate on %s for each statement execute function refuse_change()', target);
end $$;

-- Shows and takes only rows of the ICB that the transaction was opened for.
create function keep_to_icb(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format($p$create policy one_icb on %s using (icb_code = current_setting('app.icb', true))
                    with check (icb_code = current_setting('app.icb', true))$p$, target);
end $$;

alter default privileges in schema public grant select, insert on tables to openphb_app;
alter default privileges in schema public grant usage, select on sequences to openphb_app;

create table icb (
  icb_code     text primary key check (icb_code ~ '^Q[A-Z0-9]{2}$'),
  name         text not null,
  -- Bacs: the service user number and the account that payments leave from.
  service_user_number text check (service_user_number ~ '^\d{6}$'),
  bank_sort_code      text check (bank_sort_code ~ '^\d{6}$'),
  bank_account_number text check (bank_account_number ~ '^\d{8}$'),
  contact_phone       text not null,
  contact_email       text not null
);
select keep_to_icb('icb');

-- One row for ever: whether this database is a demonstration, and how far its date was moved on.
create table installation (
  only_row       boolean primary key default true check (only_row),
  demonstration  boolean not null,
  days_moved_on  integer not null default 0 check (days_moved_on >= 0),
  installed_at   timestamptz not null default now()
);
grant update (days_moved_on) on installation to openphb_app;
create function demonstration_is_for_ever() returns trigger language plpgsql as $$
begin
  if new.demonstration is distinct from old.demonstration or new.days_moved_on < old.days_moved_on
     or (new.days_moved_on > 0 and not new.demonstration) then
    raise exception 'a demonstration stays one, and its date only moves on' using errcode = 'PB003';
  end if;
  return new;
end $$;
create trigger demonstration_is_for_ever before update on installation for each row execute function demonstration_is_for_ever();

create table staff_user (
  staff_user_id uuid primary key default gen_random_uuid(),
  icb_code      text not null references icb,
  subject       text not null unique, -- who the identity provider says they are
  name          text not null,
  job_title     text not null,
  roles         text[] not null check (roles <@ array['care-coordinator','approver','finance-officer',
                  'payment-preparer','payment-releaser','administrator'] and cardinality(roles) > 0),
  approval_limit_pence bigint not null default 0 check (approval_limit_pence >= 0), -- R-064, yearly value
  ended_at      timestamptz
);
select keep_to_icb('staff_user');
grant update (roles, approval_limit_pence, ended_at) on staff_user to openphb_app;

-- The same command twice has one effect: the second time its first answer is given again.
create table command (
  command_id  uuid primary key,
  icb_code    text not null references icb,
  actor_id    uuid not null,
  act         text not null,
  input_hash  text not null,
  value       jsonb not null,
  recorded_at timestamptz not null default now()
);
select keep_to_icb('command');
select append_only('command');

-- Who did or saw what. Written in the act's own transaction; chained afterwards by the sealer.
create table audit_event (
  audit_event_id bigint generated always as identity primary key,
  icb_code    text not null references icb,
  recorded_at timestamptz not null default clock_timestamp(),
  actor_id    uuid not null,
  actor_name  text not null,
  actor_roles text[] not null,
  act         text not null,                       -- 'plan.approve', 'case.read', …
  outcome     text not null check (outcome in ('read', 'done', 'refused', 'denied')),
  budget_id   uuid,                                -- whose record, where it is somebody's
  person_id   uuid,
  subject_id  text,                                -- what exactly
  command_id  uuid,
  reasons     jsonb                                -- the refusals, when refused
);
create index audit_event_budget on audit_event (budget_id, audit_event_id) where budget_id is not null;
create index audit_event_person on audit_event (person_id, audit_event_id) where person_id is not null;
select keep_to_icb('audit_event');
select append_only('audit_event');
