-- Bank files of a layout that we do not know: somebody says once which column is which, and the next file of the same head
-- is read with that at once.
--
-- Why the file is kept between the steps: the person chose it, and should not have to choose it again for each question. It
-- goes as soon as it is read, and after some weeks if nobody answers: it holds what only the statement lines should hold.
-- Why a mapping is never changed: what was imported by it was read so. A wrong one is withdrawn, and stays to be seen.
create table statement_upload (
  statement_upload_id uuid primary key default gen_random_uuid(),
  icb_code      text not null references icb,
  budget_id     uuid not null references budget,
  file_name     text not null,
  content       bytea not null check (octet_length(content) between 1 and 8388608),
  file_hash     text not null check (file_hash = encode(sha256(content), 'hex')),
  from_on       date,                           -- the days that whoever sent it says that it covers
  to_on         date,
  columns       jsonb,                          -- what was said of its columns, not confirmed yet
  uploaded_on   date not null,
  by_id         uuid not null,
  by_name       text not null,
  recorded_at   timestamptz not null default clock_timestamp(),
  unique (budget_id, file_hash)
);
create index statement_upload_age on statement_upload (uploaded_on);
select keep_to_icb('statement_upload');
grant update (columns, from_on, to_on), delete on statement_upload to openphb_app;

create table statement_mapping (
  statement_mapping_id uuid primary key default gen_random_uuid(),
  icb_code      text not null references icb,
  header_hash   text not null check (header_hash ~ '^[0-9a-f]{64}$'),
  version       integer not null check (version >= 1),
  column_names  text[] not null,                -- as the file writes them
  columns       jsonb not null,
  added_on      date not null,
  by_id         uuid not null,
  by_name       text not null,
  recorded_at   timestamptz not null default clock_timestamp(),
  unique (icb_code, header_hash, version)
);
select keep_to_icb('statement_mapping');
select append_only('statement_mapping');

create table statement_mapping_withdrawn (
  statement_mapping_id uuid primary key references statement_mapping,
  icb_code      text not null references icb,
  reason        text not null check (reason <> ''),
  withdrawn_on  date not null,
  by_id         uuid not null,
  by_name       text not null,
  recorded_at   timestamptz not null default clock_timestamp()
);
select keep_to_icb('statement_mapping_withdrawn');
select append_only('statement_mapping_withdrawn');

alter table statement_import add column statement_mapping_id uuid references statement_mapping;
create index statement_import_mapping on statement_import (statement_mapping_id) where statement_mapping_id is not null;
