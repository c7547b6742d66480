-- Bank files that were read wrongly are taken out again: a wrong mapping put their days or sums in the wrong place.
--
-- Why a line is marked and not removed: it was shown to people and posted, so it stays to be seen, with its placements, its
-- receipts and the reversals of its journals. Why the marks stand on the line and on the file: neither holds its place in the
-- keys any more, so the same file can be read again as it should have been.
-- Why a placement of its own: whatever asks where a line lies now finds that it lies nowhere.
-- Why a payment gives its confirmation back where a statement alone confirmed it: what nobody can see is not confirmed.

create table statement_import_undone (
  statement_import_id uuid primary key references statement_import,
  icb_code      text not null references icb,
  reason        text not null check (reason <> ''),
  line_count    integer not null check (line_count >= 0),
  undone_on     date not null,
  by_id         uuid not null,
  by_name       text not null,
  recorded_at   timestamptz not null default clock_timestamp()
);
select keep_to_icb('statement_import_undone');
select append_only('statement_import_undone');

create table payment_unconfirmed (
  payment_id    uuid not null references payment,
  statement_line_id uuid not null references statement_line, -- which showed it
  icb_code      text not null references icb,
  confirmed_on  date not null,                   -- as it had been
  by_id         uuid not null,
  by_name       text not null,
  recorded_at   timestamptz not null default clock_timestamp(),
  primary key (payment_id, statement_line_id)
);
select keep_to_icb('payment_unconfirmed');
select append_only('payment_unconfirmed');

-- The bank's own word stays for ever; only what the service took from a statement may be given back.
create function bank_word_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' or old.by_id <> '00000000-0000-0000-0000-000000000000' then
    raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'PB002';
  end if;
  return old;
end $$;
drop trigger append_only on payment_confirmed;
create trigger append_only before update or delete on payment_confirmed for each row execute function bank_word_stays();
grant delete on payment_confirmed to openphb_app;

alter table statement_import add column undone boolean not null default false;
alter table statement_line add column undone boolean not null default false;
grant update (undone) on statement_import, statement_line to openphb_app;

-- A file and its lines are facts. The one thing that may happen to them is that they are taken out, once.
create function only_undone_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.undone or not new.undone or to_jsonb(new) - 'undone' <> to_jsonb(old) - 'undone' then
    raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'PB002';
  end if;
  return new;
end $$;
drop trigger append_only on statement_import;
drop trigger append_only on statement_line;
create trigger append_only before update or delete on statement_import for each row execute function only_undone_once();
create trigger append_only before update or delete on statement_line for each row execute function only_undone_once();

alter table statement_import drop constraint statement_import_payment_account_id_file_hash_from_on_to_on_key;
create unique index statement_import_once on statement_import (payment_account_id, file_hash, from_on, to_on) where not undone;
alter table statement_line drop constraint statement_line_payment_account_id_fingerprint_key;
create unique index statement_line_once on statement_line (payment_account_id, fingerprint) where not undone;

-- The other side of a transfer may lie in another budget of the same person.
create index placement_transfer on placement (transfer_of) where transfer_of is not null;
alter table placement
  drop constraint placement_what_check,
  add constraint placement_what_check check (what in ('SPENT', 'PAYMENT', 'REFUND', 'RECEIVED', 'UNPLACED', 'TRANSFER', 'UNDONE'));
