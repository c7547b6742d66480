-- Whoever enters an invoice or a credit note does not accept it as well (R-092), as with every other payment.
-- Why a sum stands beside the answer: a board may let small ones pass by one person, and the policy of that day said up to
-- how much. A trigger and no foreign key, because what it compares stands with the invoice.

alter table invoice_answer
  add column own_most_pence bigint not null default 0 check (own_most_pence >= 0);

create function invoice_accepted_by_another() returns trigger language plpgsql as $$
begin
  if new.outcome = 'ACCEPTED' and exists (
       select from invoice n
        where n.invoice_id = new.invoice_id and n.entered_by_id = new.by_id and n.pence > new.own_most_pence) then
    raise exception 'invoice % is accepted by another person than entered it', new.invoice_id using errcode = 'PB031';
  end if;
  return new;
end $$;
create trigger invoice_accepted_by_another before insert on invoice_answer
  for each row execute function invoice_accepted_by_another();
