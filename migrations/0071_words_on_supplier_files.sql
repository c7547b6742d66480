-- The bank's word on a file of payments to suppliers: taken in, or rejected whole (R-083), as on the file of a run.
-- Why a row of a part: a report names one file, and a list that one file cannot carry has several. A list counts as taken in
-- once each of its files is. Why nothing follows from the row alone: whether its invoices can be paid again is decided by the
-- rules, and never by whoever wrote the file.

create table supplier_file_heard (
  list_id      uuid not null,
  part         integer not null,
  says         text not null check (says in ('TAKEN', 'REJECTED')),
  icb_code     text not null references icb,
  report_id    uuid references bank_report,      -- null where somebody heard it by telephone
  words        text not null check (words <> ''),
  heard_on     date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (list_id, part, says),
  foreign key (list_id, part) references supplier_file
);
create index supplier_file_heard_report on supplier_file_heard (report_id) where report_id is not null;
select keep_to_icb('supplier_file_heard');
select append_only('supplier_file_heard');

-- A list says how many of its files the bank spoke of. The columns before are those of 0062.
create or replace view supplier_list_now with (security_invoker = true) as
  select l.*, case when p.list_id is not null then 'PAID' when c.list_id is not null then 'CANCELLED'
                   when f.list_id is not null then 'SENT' when r.list_id is not null then 'RELEASED' else 'PREPARED' end as status,
         r.by_name as released_by_name, r.happened_on as released_on, p.words as bank_reference, p.happened_on as paid_on,
         p.by_name as paid_by_name, c.words as cancel_reason,
         f.created_on as sent_on, f.credit_on, f.by_id as sent_by_id, f.by_name as sent_by_name,
         (select count(*) from supplier_file a where a.list_id = l.list_id)::integer as files_count, h.taken_count, h.taken_on,
         h.rejected_count
    from supplier_list l
    left join supplier_list_status r on r.list_id = l.list_id and r.status = 'RELEASED'
    left join supplier_list_status p on p.list_id = l.list_id and p.status = 'PAID'
    left join supplier_list_status c on c.list_id = l.list_id and c.status = 'CANCELLED'
    left join supplier_file f on f.list_id = l.list_id and f.part = 1
   cross join lateral (
     select count(*) filter (where h.says = 'TAKEN')::integer as taken_count,
            max(h.heard_on) filter (where h.says = 'TAKEN') as taken_on,
            count(*) filter (where h.says = 'REJECTED')::integer as rejected_count
       from supplier_file_heard h where h.list_id = l.list_id) h;
