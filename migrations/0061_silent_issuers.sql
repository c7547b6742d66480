-- An issuer of cards that says nothing: card loads that nobody confirmed by the day that policy sets.
--
-- Why a run and an issuer together: silence on all loads of one day says something of the issuer; silence on one of them says
-- something of one card.

alter table card_outage
  add column cause text not null default 'DECLARED' check (cause in ('DECLARED', 'NO_CONFIRMATION')),
  add column run_id uuid references payment_run,  -- whose loads the issuer did not confirm; null where somebody said that it is down
  add constraint silence_is_of_a_run check ((cause = 'NO_CONFIRMATION') = (run_id is not null));

-- Finance was told of it. Where the loads are then paid another way, a row of card_outage says so.
create table card_issuer_silent (
  run_id       uuid not null references payment_run,
  sort_code    text not null check (sort_code ~ '^\d{6}$'),
  icb_code     text not null references icb,
  confirm_by   date not null,
  payments_count integer not null check (payments_count > 0),
  total_pence  bigint not null check (total_pence > 0),
  told_on      date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (run_id, sort_code)
);
select keep_to_icb('card_issuer_silent');
select append_only('card_issuer_silent');
