-- The judgement of a run may be worked out on every core.
--
-- Why: PostgreSQL takes a function for one that must stay in its own process unless it is told otherwise, and one such function
-- keeps the whole query there. These two only read.
alter function payee_standing(date) parallel safe;
alter function acting_payees(date) parallel safe;
