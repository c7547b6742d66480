-- What an import asks of the placements of years, answered by what matters alone.
--
-- Why partial: nearly all placements are the service's own on a line of the plan, and a budget has hundreds of them. Which
-- payment a line confirmed, what came back of a line, and what a person chose are few; without these each import read
-- every placement of its budgets, so an old budget's statement took longer than a young one's.
create index placement_payment on placement (payment_id) where payment_id is not null;
create index placement_refund on placement (refund_of) where refund_of is not null;
create index placement_chosen on placement (budget_id) where what = 'SPENT' and by_id <> '00000000-0000-0000-0000-000000000000';
