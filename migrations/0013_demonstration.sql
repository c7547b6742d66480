-- When the demonstration was loaded, whole. Without it, a demonstration that was interrupted while it was loaded
-- would look like one that is complete; with it, the next start sees that it must begin again.

alter table installation add column demonstration_loaded_at timestamptz
  check (demonstration_loaded_at is null or demonstration);
grant update (demonstration_loaded_at) on installation to openphb_app;
