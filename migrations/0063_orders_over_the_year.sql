-- What of an order was not delivered in its budget year is ordered again in a later one (R-092).
-- Why it hangs on the end of the old order: what was promised went back with that end, in the same transaction, so that
-- nothing is promised twice. The new order promises nothing until another person says yes to it, as every order.

create table purchase_order_carried (
  order_id     uuid primary key references purchase_order_end,
  icb_code     text not null references icb,
  new_order_id uuid not null unique references purchase_order,
  recorded_at  timestamptz not null default clock_timestamp(),
  constraint carried_to_another_order check (new_order_id <> order_id)
);
select keep_to_icb('purchase_order_carried');
select append_only('purchase_order_carried');
