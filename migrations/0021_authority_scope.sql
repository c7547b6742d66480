-- What a representative may decide, told with who they are: whoever acts for the money only sees no more than that.
-- Why in the session's own look-up: it is read afresh on every request, so that an authority that ends or is narrowed
-- counts at once.

drop function session_find(bytea, timestamptz, date);
drop function actor_of(text, uuid, date);

-- The staff user, representative or person with this id who may sign in today, or no row. Scope: of representatives,
-- everything that their authorities of today cover together.
create function actor_of(asked_kind text, asked_id uuid, today date)
returns table (icb_code text, kind text, actor_id uuid, name text, roles text[], person_id uuid, scope text[])
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('app.signing_in', asked_id::text, true);
  return query
    select s.icb_code, 'staff', s.staff_user_id, s.name, s.roles, null::uuid, null::text[]
      from staff_user s where asked_kind = 'staff' and s.staff_user_id = asked_id and s.ended_at is null
    union all
    select r.icb_code, 'representative', r.representative_id, r.name, array['representative'], r.person_id,
           (select array_agg(distinct c.covered)
              from authority_now a cross join unnest(a.scope) as c (covered)
             where a.representative_id = r.representative_id and a.verified_on is not null
               and a.from_on <= today and (a.last_on is null or a.last_on >= today))
      from representative r where asked_kind = 'representative' and r.representative_id = asked_id and acts_on(r.representative_id, today)
    union all
    select p.icb_code, 'person', p.person_id, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name),
           array['person'], p.person_id, null::text[]
      from person p where asked_kind = 'person' and p.person_id = asked_id;
  perform set_config('app.signing_in', '', true);
end $$;

-- The living session of one cookie with its actor as they are now, or no row. Marks it as seen, by the minute.
create function session_find(asked_hash bytea, at timestamptz, today date)
returns table (icb_code text, done text, sign_in jsonb, kind text, actor_id uuid, name text, roles text[], person_id uuid, scope text[])
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare held session;
begin
  select * into held from session s where s.session_hash = asked_hash;
  if not found then return; end if;
  if session_is_over(held.seen_at, held.began_at, at)
     or (held.kind is not null and not exists (select from actor_of(held.kind, held.actor_id, today))) then
    delete from session s where s.session_hash = asked_hash;
    return;
  end if;
  if held.seen_at + interval '1 minute' <= at then
    update session s set seen_at = at where s.session_hash = asked_hash;
  end if;
  if held.kind is null then
    return query select held.icb_code, held.done, held.sign_in, null::text, null::uuid, null::text, null::text[], null::uuid, null::text[];
  else
    return query select a.icb_code, held.done, held.sign_in, a.kind, a.actor_id, a.name, a.roles, a.person_id, a.scope
                   from actor_of(held.kind, held.actor_id, today) a;
  end if;
end $$;

revoke all on function actor_of(text, uuid, date) from public, openphb_app;
revoke all on function session_find(bytea, timestamptz, date) from public;
grant execute on function session_find(bytea, timestamptz, date) to openphb_app;
