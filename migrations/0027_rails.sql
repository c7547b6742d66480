-- Ways to pay: a run goes by one rail, and its files are written in the format that the board has chosen.
-- Why the rail stands on the run and not on the payment: all payments of a file go the same way, and the ledger has one
-- clearing account for each rail. Why the format is kept with each file: the setting may change, the bytes do not.

alter table payment_run
  add column rail text not null default 'BACS' check (rail in ('BACS', 'FASTER_PAYMENTS')),
  drop constraint payment_run_check,
  drop constraint payment_run_check1,
  -- Bacs takes three working days, Faster Payments arrive on the day.
  add constraint days_of_the_rail check (
    case rail when 'BACS' then processing_on > input_on and credit_on > processing_on
              else processing_on >= input_on and credit_on >= processing_on end);

alter table payment_file
  add column format text not null default 'BACS18' check (format in ('BACS18', 'BACS18_DAYS', 'PORTAL_CSV', 'PAIN001'));
