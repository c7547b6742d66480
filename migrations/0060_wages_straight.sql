-- Straight to the worker: wages that are paid to an assistant's own account on a day on which the usual way fails.
--
-- Why the worker's account is a payment account like the others: it is entered by one person, checked by another, waits when it was
-- changed, and nobody releases a payment to an account that they entered, all by what is there.
-- Why something that is owed is cut into parts only when the usual way fails: until then one payment pays it. From then on each part is
-- paid once by itself, and what was sent for the whole is cut into pieces along the same lines: so the bank's late word on the
-- whole does to each part what it would do to a whole.
-- Why the cut payment keeps its place in the index: whatever the code does, nothing pays the whole a second time beside its parts.

alter table payment_account
  add column worker text not null default '',
  drop constraint payment_account_role_check,
  drop constraint second_card_is_a_card,
  drop constraint payment_account_kind_check,
  drop constraint payment_account_version,
  add constraint payment_account_kind_check check (kind in ('SEPARATE', 'MANAGED', 'PREPAID_CARD', 'OWN_ONE_OFF', 'THIRD_PARTY', 'WORKER')),
  add constraint payment_account_role_check check (role in ('MAIN', 'SECOND_CARD', 'WORKER')),
  add constraint second_card_is_a_card check (role <> 'SECOND_CARD' or kind = 'PREPAID_CARD'),
  add constraint worker_account_is_a_worker_s check ((role = 'WORKER') = (kind = 'WORKER') and (role = 'WORKER') = (worker <> '')),
  add constraint payment_account_version unique (budget_id, option, role, worker, version);

-- What of a month's money is an assistant's wage, and that it may go straight to them. The newest row of a name counts; nought: not any more.
create table wage_agreed (
  wage_agreed_id bigint generated always as identity primary key,
  icb_code     text not null references icb,
  budget_id    uuid not null references budget,
  worker       text not null check (worker <> ''),
  monthly_pence bigint not null check (monthly_pence >= 0),
  agreed_on    date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
create index wage_agreed_budget on wage_agreed (budget_id, worker, wage_agreed_id desc);
select keep_to_icb('wage_agreed');
select append_only('wage_agreed');

-- The wages that may go straight to a worker, and the last day of those who leave.
create view wage_now with (security_invoker = true) as
  select w.budget_id, w.worker, w.monthly_pence, w.agreed_on, w.by_name,
         (select a.works_from from assistant_check a where a.budget_id = w.budget_id and a.name = w.worker order by assistant_check_id desc limit 1) as works_from,
         (select a.works_until from assistant_check a where a.budget_id = w.budget_id and a.name = w.worker order by assistant_check_id desc limit 1) as works_until
    from (select distinct on (budget_id, worker) * from wage_agreed order by budget_id, worker, wage_agreed_id desc) w
   where w.monthly_pence > 0;
grant select on wage_now to openphb_app;

create table obligation_part (
  obligation_id uuid not null references obligation,
  part         smallint not null check (part >= 1), -- 1: the rest, which is the person's
  icb_code     text not null references icb,
  amount_pence bigint not null check (amount_pence > 0),
  worker       text not null,
  card_outage_id uuid references card_outage,    -- null where a file stayed without a word
  primary key (obligation_id, part),
  constraint first_part_is_the_rest check ((part = 1) = (worker = ''))
);
select keep_to_icb('obligation_part');
select append_only('obligation_part');

alter table payment
  add column part smallint not null default 0 check (part >= 0), -- 0: the whole
  add column piece_of uuid references payment,   -- of a payment that was sent whole, and cut when its way failed
  add constraint piece_is_a_part check (piece_of is null or part > 0),
  drop constraint payment_ended_check,
  add constraint payment_ended_check check (ended in ('RETURNED', 'CANCELLED', 'SUPERSEDED', 'OVERPAID', 'SPLIT'));
drop index payment_live;
create unique index payment_live on payment (obligation_id, part) where ended is null or ended = 'SPLIT';
create index payment_piece on payment (piece_of) where piece_of is not null;
create index payment_to_worker on payment (icb_code) where part > 1;

create or replace function payment_only_ends() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'ended' <> to_jsonb(old) - 'ended'
     or not (case coalesce(old.ended, '')
              when '' then new.ended in ('RETURNED', 'CANCELLED', 'SUPERSEDED') or new.ended = 'SPLIT' and old.part = 0
              when 'SUPERSEDED' then new.ended is null or new.ended in ('RETURNED', 'OVERPAID')
              when 'OVERPAID' then new.ended is null or new.ended = 'RETURNED'
              else false end) then
    raise exception 'payment % stays as it is; it may only end, or live again when it was not known', old.payment_id using errcode = 'PB021';
  end if;
  return new;
end $$;

-- A part is paid as it was cut.
create function payment_is_its_part() returns trigger language plpgsql as $$
begin
  if not exists (select from obligation_part k where k.obligation_id = new.obligation_id and k.part = new.part and k.amount_pence = new.amount_pence) then
    raise exception 'payment % is not as part % of what is owed was cut', new.payment_id, new.part using errcode = 'PB027';
  end if;
  return new;
end $$;
create trigger payment_is_its_part before insert on payment for each row when (new.part > 0) execute function payment_is_its_part();

-- The parts come to the whole, once and for all, and nothing that was sent for the whole can live again.
create function parts_come_to_the_whole() returns trigger language plpgsql as $$
begin
  if exists (select from cut c join obligation o using (obligation_id)
              where o.amount_pence <> (select sum(k.amount_pence) from obligation_part k where k.obligation_id = c.obligation_id)
                 or not exists (select from payment p where p.obligation_id = c.obligation_id and p.part = 0 and p.ended = 'SPLIT')
                 or exists (select from payment p where p.obligation_id = c.obligation_id and p.part = 0 and (p.ended is null or p.ended in ('SUPERSEDED', 'OVERPAID'))
                             and not exists (select from overpayment_settled s where s.payment_id = p.payment_id))) then
    raise exception 'the parts of what is owed do not come to the whole, or the whole may still be paid' using errcode = 'PB027';
  end if;
  return null;
end $$;
create trigger parts_come_to_the_whole after insert on obligation_part referencing new table as cut
  for each statement execute function parts_come_to_the_whole();

alter table payment_hold
  add column part smallint not null default 0,
  drop constraint payment_hold_pkey,
  add primary key (run_id, obligation_id, part, reason);

-- As before, and the wage of a worker: its part stands where the number of its kind does.
create or replace function payment_reference(budget text, purpose text, period date, sequence integer, stream text, option text)
returns text language sql stable as $$
  select budget || ' '
      || case purpose when 'INSTALMENT' then '' when 'START_UP' then 'S' when 'ONE_OFF' then 'O' when 'ARREARS' then 'R' when 'WAGES' then 'W' else 'A' end
      || (array['JAN','FEB','MAR','APR','MAY','JUN','JUL','AUG','SEP','OCT','NOV','DEC'])[extract(month from period)::integer]
      || lpad((extract(year from period)::integer % 100)::text, 2, '0')
      || case when sequence = 1 and whose = 1 then '' else substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ', whose, 1) end
      || case when sequence = 1 then '' else substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', sequence % 36 + 1, 1) end
    from (select coalesce(array_position(array['NHS_CHC','NHS_CC','NHS_S117','NHS_WHEELCHAIR','NHS_OTHER','LA_ADULT','LA_CHILDREN','LA_S117',
                                               'EDUCATION_EHC','CHARITY','DFG','ILF_LEGACY','ACCESS_TO_WORK'], stream), 1)
                 + case option when 'THIRD_PARTY' then 13 else 0 end as whose) w
$$;
