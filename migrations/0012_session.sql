-- Who is signed in: sessions, and the look-ups that sign somebody in.
--
-- Why functions: the service must not be able to list sessions or to read staff and people of a board that it does
-- not know yet. It may only ask about one id that a browser sent, or one subject that the identity provider named.
-- Why only a hash: a copy of this table signs nobody in.
-- Why the actor is read afresh on every request: a role taken away, or a user ended, counts at once.

create table session (
  session_hash bytea primary key check (length(session_hash) = 32),  -- SHA-256 of what the cookie holds
  icb_code     text not null references icb,
  kind         text check (kind in ('staff', 'person', 'representative')), -- null: nobody is signed in yet
  actor_id     uuid,
  done         text not null default '',            -- what was just done, to be said once
  sign_in      jsonb,                               -- the sign-in under way: state, nonce, verifier, where to go after
  began_at     timestamptz not null,
  seen_at      timestamptz not null,
  check ((kind is null) = (actor_id is null))
);
create index session_seen on session (seen_at);
select keep_to_icb('session');
create policy doors on session to current_role using (true) with check (true); -- the functions below, which run as the owner
revoke all on session from openphb_app;

-- The functions below may see the one user whom they were asked about, and nobody else.
create policy signing_in on staff_user for select to current_role
  using (staff_user_id::text = current_setting('app.signing_in', true) or subject = current_setting('app.signing_in', true));
create policy signing_in on person for select to current_role
  using (person_id::text = current_setting('app.signing_in', true) or nhs_number = current_setting('app.signing_in', true));
create policy signing_in on representative for select to current_role
  using (representative_id::text = current_setting('app.signing_in', true) or subject = current_setting('app.signing_in', true));

-- The staff user, representative or person with this id who may sign in today, or no row.
create function actor_of(asked_kind text, asked_id uuid, today date)
returns table (icb_code text, kind text, actor_id uuid, name text, roles text[], person_id uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('app.signing_in', asked_id::text, true);
  return query
    select s.icb_code, 'staff', s.staff_user_id, s.name, s.roles, null::uuid
      from staff_user s where asked_kind = 'staff' and s.staff_user_id = asked_id and s.ended_at is null
    union all
    select r.icb_code, 'representative', r.representative_id, r.name, array['representative'], r.person_id
      from representative r where asked_kind = 'representative' and r.representative_id = asked_id
       and r.from_on <= today and (r.until_on is null or r.until_on >= today)
    union all
    select p.icb_code, 'person', p.person_id, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name),
           array['person'], p.person_id
      from person p where asked_kind = 'person' and p.person_id = asked_id;
  perform set_config('app.signing_in', '', true);
end $$;

-- Whom the identity provider means: staff and representatives by subject, people by NHS number. A person known to
-- several boards belongs to the one that registered them last.
create function sign_in_lookup(asked_subject text, asked_nhs_number text, today date)
returns table (kind text, actor_id uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('app.signing_in', asked_subject, true);
  select 'staff', s.staff_user_id into kind, actor_id
    from staff_user s where s.subject = asked_subject and s.ended_at is null;
  if actor_id is null then
    select 'representative', r.representative_id into kind, actor_id
      from representative r where r.subject = asked_subject
       and r.from_on <= today and (r.until_on is null or r.until_on >= today);
  end if;
  if actor_id is null and asked_nhs_number is not null then
    perform set_config('app.signing_in', asked_nhs_number, true);
    select 'person', p.person_id into kind, actor_id
      from person p where p.nhs_number = asked_nhs_number order by p.recorded_at desc, p.person_id limit 1;
  end if;
  perform set_config('app.signing_in', '', true);
  if actor_id is not null then return next; end if;
end $$;

-- Idle for 30 minutes, or 12 hours old.
create function session_is_over(seen_at timestamptz, began_at timestamptz, at timestamptz) returns boolean
language sql immutable as $$ select seen_at + interval '30 minutes' <= at or began_at + interval '12 hours' <= at $$;

-- The living session of one cookie with its actor as they are now, or no row. Marks it as seen, by the minute.
create function session_find(asked_hash bytea, at timestamptz, today date)
returns table (icb_code text, done text, sign_in jsonb, kind text, actor_id uuid, name text, roles text[], person_id uuid)
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
    return query select held.icb_code, held.done, held.sign_in, null::text, null::uuid, null::text, null::text[], null::uuid;
  else
    return query select a.icb_code, held.done, held.sign_in, a.kind, a.actor_id, a.name, a.roles, a.person_id
                   from actor_of(held.kind, held.actor_id, today) a;
  end if;
end $$;

-- Keeps what a visit must remember: words to say once, or the sign-in under way. Begins a session where there is none.
create function session_remember(asked_hash bytea, visited_icb text, words text, pending jsonb, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into session (session_hash, icb_code, done, sign_in, began_at, seen_at)
  values (asked_hash, visited_icb, coalesce(words, ''), pending, at, at)
  on conflict (session_hash) do update
     set done = coalesce(words, session.done), sign_in = coalesce(pending, session.sign_in)
$$;

-- The words were said.
create function session_said(asked_hash bytea) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update session set done = '' where session_hash = asked_hash
$$;

-- Signs somebody in under a new id; the old one is worth nothing from here on.
create function session_sign_in(old_hash bytea, new_hash bytea, asked_kind text, asked_id uuid, at timestamptz, today date)
returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from session s where s.session_hash = old_hash;
  insert into session (session_hash, icb_code, kind, actor_id, began_at, seen_at)
  select new_hash, a.icb_code, a.kind, a.actor_id, at, at from actor_of(asked_kind, asked_id, today) a;
  return found;
end $$;

create function session_end(asked_hash bytea) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from session where session_hash = asked_hash
$$;

-- Sweeps out what is over; answers how many.
create function session_sweep(at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare swept integer;
begin
  delete from session s where session_is_over(s.seen_at, s.began_at, at);
  get diagnostics swept = row_count;
  return swept;
end $$;

do $$
declare door regprocedure;
begin
  foreach door in array array['actor_of(text,uuid,date)', 'sign_in_lookup(text,text,date)', 'session_find(bytea,timestamptz,date)',
    'session_remember(bytea,text,text,jsonb,timestamptz)', 'session_said(bytea)', 'session_end(bytea)', 'session_sweep(timestamptz)',
    'session_sign_in(bytea,bytea,text,uuid,timestamptz,date)']::regprocedure[] loop
    execute format('revoke all on function %s from public', door);
    execute format('grant execute on function %s to openphb_app', door);
  end loop;
end $$;
revoke execute on function actor_of(text, uuid, date) from openphb_app;
