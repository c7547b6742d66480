-- What is the same for every row is asked once.
--
-- Why the board in a query of its own: PostgreSQL asked for the setting again for each row that a statement went through, which
-- was a tenth of judging who is paid. A query that hangs on no row is asked once a statement.

-- Shows and takes only rows of the ICB that the transaction was opened for.
create or replace function keep_to_icb(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format($p$create policy one_icb on %s using (icb_code = (select current_setting('app.icb', true)))
                    with check (icb_code = (select current_setting('app.icb', true)))$p$, target);
end $$;

do $$
declare
  kept regclass;
begin
  for kept in select polrelid::regclass from pg_policy where polname = 'one_icb' loop
    execute format($p$alter policy one_icb on %s using (icb_code = (select current_setting('app.icb', true)))
                      with check (icb_code = (select current_setting('app.icb', true)))$p$, kept);
  end loop;
end $$;
