-- Money that came back before the payment it came back of was known waits, and goes to its line when the payment comes.
-- Money that a person moved to another account of theirs, or back, is no spending: TRANSFER, with the line of its other side.
--
-- Why an index: each import asks which credits of its budgets the service placed itself, and those are few among many.
create index placement_credit on placement (budget_id) where what in ('RECEIVED', 'REFUND');

alter table placement
  drop constraint placement_what_check,
  add constraint placement_what_check check (what in ('SPENT', 'PAYMENT', 'REFUND', 'RECEIVED', 'UNPLACED', 'TRANSFER')),
  add column transfer_of uuid references statement_line,
  add constraint placement_transfer_check check (transfer_of is null or what = 'TRANSFER');
create index placement_unknown on placement (budget_id) where what in ('UNPLACED', 'TRANSFER');

-- The columns of the view stand when it is made.
drop view placement_now;
create view placement_now with (security_invoker = true) as
  select p.* from placement p
   where p.sequence = (select max(l.sequence) from placement l where l.statement_line_id = p.statement_line_id);
grant select on placement_now to openphb_app;
