-- The date on which a demonstration stands still is kept with it. It came from the environment of each process alone,
-- so that a command without it acted on another day than the service beside it.

alter table installation add column stands_on date check (stands_on is null or demonstration);
grant update (stands_on) on installation to openphb_app;
