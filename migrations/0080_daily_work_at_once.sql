-- The daily work of a board is kept apart by the board's group of jobs, not by the queue's policy `singleton` any more: that one
-- went by what the queue had seen up to a minute ago, and payments that were due waited for as long. A queue keeps the policy
-- with which it was made, so those that are there already are told.

do $$
begin
  if to_regclass('jobs.queue') is not null then
    update jobs.queue set policy = 'standard' where policy = 'singleton';
    update jobs.job set policy = 'standard', group_id = singleton_key where policy = 'singleton' and state < 'active';
  end if;
end $$;
