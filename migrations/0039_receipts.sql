-- Receipts of payments, or why there is none (R-088).
--
-- Why in the database: a paper belongs to its payment, is seen by whoever may see that, and goes with it into every copy
-- that is kept; they are few and small. Nothing is read off them: no machine decides what a paper says.
create table receipt (
  receipt_id    uuid primary key default gen_random_uuid(),
  icb_code      text not null references icb,
  budget_id     uuid not null references budget,
  statement_line_id uuid not null references statement_line,
  kind          text not null check (kind in ('FILE', 'NONE')),
  file_name     text not null default '',
  media_type    text check (media_type in ('image/jpeg', 'image/png', 'application/pdf')), -- told by its bytes
  content       bytea check (octet_length(content) between 1 and 8388608),
  content_hash  text check (content_hash = encode(sha256(content), 'hex')),
  reason        text not null default '',       -- NONE: no receipt, because …
  -- The same paper, or one for a payment that looks the same, was there before. Said to the person, never acted on.
  noticed       text check (noticed in ('SAME_PAPER', 'SAME_PAYMENT')),
  added_on      date not null,
  by_id         uuid not null,
  by_name       text not null,
  recorded_at   timestamptz not null default clock_timestamp(),
  unique (statement_line_id, content_hash),
  constraint receipt_whole check ((kind = 'FILE') = (content is not null) and num_nulls(media_type, content, content_hash) in (0, 3)
                                  and (kind = 'NONE') = (reason <> ''))
);
create index receipt_budget on receipt (budget_id, content_hash);
select keep_to_icb('receipt');
select append_only('receipt');
