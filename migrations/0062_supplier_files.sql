-- The payment file of a list of payments to suppliers (R-083, R-085, R-092).
-- Why a table beside payment_file: a run's file is of a run and its obligations, this one of a list and its invoices.
-- The serials come from one sequence, so that no two files of a board are taken for one by the bank.
-- Why the bytes are kept: whoever asks again gets these and no others, and a file is never written twice.
-- Why a list whose file the bank did not take names who said so, and is not the writer of the file: it frees its
-- invoices to be paid again, which nobody may bring about alone.

create table supplier_file (
  list_id      uuid not null references supplier_list,
  part         integer not null check (part >= 1),
  icb_code     text not null references icb,
  rail         text not null check (rail in ('BACS', 'FASTER_PAYMENTS')),
  serial       text not null check (serial ~ '^\d{6}$' and serial <> '000000'),
  created_on   date not null,
  processing_on date not null check (processing_on >= created_on),
  credit_on    date not null check (credit_on >= processing_on),
  total_pence  bigint not null check (total_pence > 0 and total_pence <= 99999999999),
  payments_count integer not null check (payments_count > 0),
  bytes        bytea not null,
  format       text not null check (format in ('BACS18', 'BACS18_DAYS', 'PORTAL_CSV', 'PAIN001')),
  sha256       text not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (list_id, part),
  unique (icb_code, created_on, serial),
  constraint supplier_file_hash_is_its_own check (sha256 = encode(sha256(bytes), 'hex')),
  constraint standard_18_is_of_bacs check (rail = 'BACS' or format in ('PORTAL_CSV', 'PAIN001'))
);
select keep_to_icb('supplier_file');
select append_only('supplier_file');

-- A list with a file was sent to the bank, until it is paid or the bank did not take it.
create or replace view supplier_list_now with (security_invoker = true) as
  select l.*, case when p.list_id is not null then 'PAID' when c.list_id is not null then 'CANCELLED'
                   when f.list_id is not null then 'SENT' when r.list_id is not null then 'RELEASED' else 'PREPARED' end as status,
         r.by_name as released_by_name, r.happened_on as released_on, p.words as bank_reference, p.happened_on as paid_on,
         p.by_name as paid_by_name, c.words as cancel_reason,
         f.created_on as sent_on, f.credit_on, f.by_id as sent_by_id, f.by_name as sent_by_name
    from supplier_list l
    left join supplier_list_status r on r.list_id = l.list_id and r.status = 'RELEASED'
    left join supplier_list_status p on p.list_id = l.list_id and p.status = 'PAID'
    left join supplier_list_status c on c.list_id = l.list_id and c.status = 'CANCELLED'
    left join supplier_file f on f.list_id = l.list_id and f.part = 1;
