-- A second card, agreed beforehand: where the money goes when the issuer of the first card is down.
--
-- Why it is an account like the first: it is entered by one person, checked by another, waits when it was changed, and its
-- statements are read, all by what is there for the first. Why the way stands with what is owed and not with the budget: an outage
-- of an issuer moves what it has lost, and nothing that comes after it.

alter table payment_account
  add column role text not null default 'MAIN' check (role in ('MAIN', 'SECOND_CARD')),
  drop constraint payment_account_version,
  add constraint payment_account_version unique (budget_id, option, role, version),
  add constraint second_card_is_a_card check (role = 'MAIN' or kind = 'PREPAID_CARD');

-- An issuer of cards is down: what was sent to its cards and nobody confirmed goes to the second cards.
create table card_outage (
  card_outage_id uuid primary key default gen_random_uuid(),
  icb_code     text not null references icb,
  sort_code    text not null check (sort_code ~ '^\d{6}$'), -- by which the issuer is known
  words        text not null check (words <> ''),
  payments_count integer not null check (payments_count > 0),
  total_pence  bigint not null check (total_pence > 0),
  without_count integer not null check (without_count >= 0), -- payments on their way to this issuer with no second card
  declared_on  date not null,
  by_id        uuid not null,
  by_name      text not null,
  recorded_at  timestamptz not null default clock_timestamp()
);
select keep_to_icb('card_outage');
select append_only('card_outage');

-- What is owed and is paid onto the second card from now on.
create table obligation_second_card (
  obligation_id uuid primary key references obligation,
  icb_code     text not null references icb,
  card_outage_id uuid not null references card_outage
);
select keep_to_icb('obligation_second_card');
select append_only('obligation_second_card');
