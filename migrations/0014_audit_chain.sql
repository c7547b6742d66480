-- The chain over the audit trail: each event linked to the one before it by a hash, one chain an ICB.
--
-- Why a table beside audit_event: an event is written in its act's own transaction, and a chain's head there would
-- be the one row that every act of an ICB waits for. The sealer links what was committed, within a second.
-- Why position and not id is the order: an event whose transaction commits late gets a later place. None is passed
-- over: each event carries its transaction, and `sealed_below` is the oldest transaction that was still open when
-- the sealer last looked; from there on it looks again.
-- Why nobody but the function links: a link that could be written by hand would prove nothing. What a superuser
-- takes off the end is found by the copies of the head outside the database (platform/anchors.ts).

alter table audit_event add column transaction_id xid8 not null default pg_current_xact_id();
create index audit_event_transaction on audit_event (icb_code, transaction_id);

create table audit_link (
  icb_code  text not null references icb,
  position  bigint not null check (position >= 1),
  audit_event_id bigint not null unique references audit_event,
  hash      bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (icb_code, position)
);
select keep_to_icb('audit_link');
select append_only('audit_link');

create table audit_head (
  icb_code     text primary key references icb,
  position     bigint not null,
  hash         bytea not null,
  sealed_below xid8 not null
);
select keep_to_icb('audit_head');
revoke insert, update, delete on audit_link, audit_head from openphb_app;

-- Everything that an event says, as one text: what its link's hash is taken of, after the hash before it.
create function audit_event_text(e audit_event) returns text language sql stable as $$
  select jsonb_build_array(e.audit_event_id, e.icb_code, to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    e.actor_id, e.actor_name, e.actor_roles, e.act, e.outcome, e.budget_id, e.person_id, e.subject_id, e.command_id,
    e.reasons, e.transaction_id::text)::text
$$;

create function audit_hash(before bytea, said text) returns bytea language sql immutable as $$
  select sha256(before || convert_to(said, 'UTF8'))
$$;

-- Links at most `most` events of the transaction's ICB, oldest first, and answers how many, and the head after it.
create function seal_audit(most integer) returns table (sealed integer, head_position bigint, head_hash text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  icb text := current_setting('app.icb', true);
  head audit_head;
  horizon xid8;
  event audit_event;
  done integer := 0;
begin
  if coalesce(icb, '') = '' then
    raise exception 'no ICB is set for this transaction' using errcode = 'PB010';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('audit chain of ' || icb, 0));
  select * into head from audit_head where icb_code = icb;
  if not found then
    insert into audit_head values (icb, 0, sha256(''), '0') returning * into head;
  end if;
  -- Taken before the look, so that whoever commits in between is looked at again.
  horizon := pg_snapshot_xmin(pg_current_snapshot());
  -- Transactions are numbered anew where a copy is restored: then look from the beginning once.
  if head.sealed_below > horizon then
    head.sealed_below := '0';
  end if;
  for event in
    select e.* from audit_event e
     where e.icb_code = icb and e.transaction_id >= head.sealed_below
       and not exists (select from audit_link l where l.audit_event_id = e.audit_event_id)
     order by e.audit_event_id limit most
  loop
    head.position := head.position + 1;
    head.hash := audit_hash(head.hash, audit_event_text(event));
    insert into audit_link (icb_code, position, audit_event_id, hash) values (icb, head.position, event.audit_event_id, head.hash);
    done := done + 1;
  end loop;
  -- An idle second writes nothing; where nothing was said for long the mark follows now and then.
  update audit_head set position = head.position, hash = head.hash,
         sealed_below = case when done < most then horizon else head.sealed_below end
   where icb_code = icb
     and (done > 0 or sealed_below > horizon or horizon::text::bigint - sealed_below::text::bigint > 10000);
  return query select done, head.position, encode(head.hash, 'hex');
end $$;
revoke all on function seal_audit from public;
grant execute on function seal_audit to openphb_app;

-- The head moves only to where the last link is.
create function head_follows_the_chain() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.position > 0 and not exists (
       select from audit_link where icb_code = new.icb_code and position = new.position and hash = new.hash))
     or exists (select from audit_link where icb_code = new.icb_code and position > new.position) then
    raise exception 'the head of the audit chain is its last link' using errcode = 'PB002';
  end if;
  return new;
end $$;
create trigger head_follows_the_chain before insert or update or delete on audit_head
  for each row execute function head_follows_the_chain();
create trigger append_only_truncate before truncate on audit_head for each statement execute function refuse_change();
