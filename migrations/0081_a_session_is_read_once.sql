-- The living session of one cookie with its actor as they are now, or no row. Marks it as seen, by the minute.
-- Who they are was looked up twice for each page: once to see that they may still sign in, and once for the answer.
create or replace function session_find(asked_hash bytea, at timestamptz, today date)
returns table (icb_code text, done text, sign_in jsonb, kind text, actor_id uuid, name text, roles text[], person_id uuid, scope text[])
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  held session;
  who record;
begin
  select * into held from session s where s.session_hash = asked_hash;
  if not found then return; end if;
  if held.kind is not null then
    select * into who from actor_of(held.kind, held.actor_id, today);
  end if;
  if session_is_over(held.seen_at, held.began_at, at) or (held.kind is not null and not found) then
    delete from session s where s.session_hash = asked_hash;
    return;
  end if;
  if held.seen_at + interval '1 minute' <= at then
    update session s set seen_at = at where s.session_hash = asked_hash;
  end if;
  if held.kind is null then
    return query select held.icb_code, held.done, held.sign_in, null::text, null::uuid, null::text, null::text[], null::uuid, null::text[];
  else
    return query select who.icb_code, held.done, held.sign_in, who.kind, who.actor_id, who.name, who.roles, who.person_id, who.scope;
  end if;
end $$;
