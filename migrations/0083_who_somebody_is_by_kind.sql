-- Who somebody is, asked of one table and not of three.
--
-- Why: every page asks it. The three questions stood in one query, and to make ready the two that were not meant took longer
-- than to answer the third.

-- The staff user, representative or person with this id who may sign in today, or no row. Scope: of representatives,
-- everything that their authorities of today cover together.
create or replace function actor_of(asked_kind text, asked_id uuid, today date)
returns table (icb_code text, kind text, actor_id uuid, name text, roles text[], person_id uuid, scope text[])
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('app.signing_in', asked_id::text, true);
  if asked_kind = 'staff' then
    return query
      select s.icb_code, asked_kind, s.staff_user_id, s.name, s.roles, null::uuid, null::text[]
        from staff_user s where s.staff_user_id = asked_id and s.ended_at is null;
  elsif asked_kind = 'representative' then
    return query
      select r.icb_code, asked_kind, r.representative_id, r.name, array['representative'], r.person_id,
             (select array_agg(distinct c.covered)
                from authority_now a cross join unnest(a.scope) as c (covered)
               where a.representative_id = r.representative_id and a.verified_on is not null
                 and a.from_on <= today and (a.last_on is null or a.last_on >= today))
        from representative r where r.representative_id = asked_id and acts_on(r.representative_id, today);
  elsif asked_kind = 'person' then
    return query
      select p.icb_code, asked_kind, p.person_id, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name),
             array['person'], p.person_id, null::text[]
        from person p where p.person_id = asked_id;
  end if;
  perform set_config('app.signing_in', '', true);
end $$;
