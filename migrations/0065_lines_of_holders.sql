-- Which lines of plans an organisation that holds money pays for.
-- Why: month-end leaves out what such an organisation spent. These lines are few among those of all plans, and without this
-- index it would read every plan to find them.
create index plan_item_held on plan_item (plan_item_id, icb_code) where option = 'THIRD_PARTY';
