-- What other payers have paid back to the board for their part of budgets that several fund together (R-096).
--
-- Why what they owe is no table: it is what the ledger paid out in their stream, month by month, so a statement can
-- never say something else than the books. Only what came back is a fact of its own.

create table recharge_receipt (
  recharge_receipt_id uuid primary key default gen_random_uuid(),
  icb_code    text not null references icb,
  payer       text not null check (payer <> ''),
  stream      text not null check (stream ~ '^[A-Z0-9_]+$'), -- CL-19
  pence       bigint not null check (pence > 0),
  reference   text not null check (reference <> ''), -- as it stands on the board's own bank statement: the same twice is one
  received_on date not null,
  by_id       uuid not null,
  by_name     text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (icb_code, payer, stream, reference)
);
create index recharge_receipt_payer on recharge_receipt (icb_code, payer, stream, received_on);
select keep_to_icb('recharge_receipt');
select append_only('recharge_receipt');

-- Each movement of money out of the board's account, or back to it, in a stream that another payer stands behind.
-- An accepted invoice counts when it was accepted. Own streams of the NHS and pooled funds are nobody's debt.
create view recharge_line with (security_invoker = true) as
  select f.icb_code, f.payer, f.stream, f.budget_id, f.final_budget_id, f.funding_id, n.icb_decision_id, j.journal_id,
         coalesce(o.kind, j.kind) as kind, j.reverses is not null as is_reversal, j.happened_on, -p.amount_pence as pence
    from (select distinct on (s.budget_id, b.starts_on, s.stream) s.*, b.starts_on
            from final_budget_stream s join final_budget b using (final_budget_id)
           order by s.budget_id, b.starts_on, s.stream, b.version desc) f
    join funding n on n.funding_id = f.funding_id and n.settlement = 'RECHARGE'
    join ledger_account a on a.budget_id = f.budget_id and a.kind = 'drawn' and a.stream = f.stream and a.budget_year = f.starts_on
    join posting p using (ledger_account_id)
    join journal j using (journal_id)
    left join journal o on o.journal_id = j.reverses
   where f.stream not like 'NHS\_%' and p.account_version is not null
     and coalesce(o.kind, j.kind) <> 'reclaim-given-up';
grant select on recharge_line to openphb_app;
