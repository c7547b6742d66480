-- What a bank line costs does not grow with the history behind it.
--
-- Why runs by the day of their credit, and a budget's payments by their runs: a credit on a statement is compared with the payments
-- of the days around it. By the budget alone the payments of all its years were read, each on a page of its own, which in a
-- database larger than the memory is on the disk.
create index payment_run_credit on payment_run (icb_code, credit_on);
drop index payment_budget;
create index payment_budget on payment (budget_id, run_id);

-- Why the lines that nobody could place are found by an index that has all their kinds: it had not those that came in, so that every
-- placement of the budget's years was read for them.
drop index placement_unknown;
create index placement_unknown on placement (budget_id) where what in ('UNPLACED', 'RECEIVED', 'TRANSFER');
