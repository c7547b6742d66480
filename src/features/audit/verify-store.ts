/**
 * The proofs on the database, for `openphb verify`: SQL that looks for what must never be, and names it by id.
 *
 * Each proof is one statement, so that it sees one moment. Damage is named once, where it was done: what follows
 * from it (a balance that a removed posting no longer explains) is left out. Only ids are named, never people.
 */
import { z } from 'zod';
import type { Tx } from '../../platform/db.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import { TIE_OUT_CAUSES, type TieOutCause } from '../../rules/payment/tie-out.ts';

export const CHECKS = [
  'journal-altered',
  'posting-removed',
  'posting-added',
  'journal-unbalanced',
  'account-postings-missing',
  'balance-wrong',
  'month-wrong',
  'undrawn-past-nought',
  'obligation-paid-twice',
  'run-unlike-its-payments',
  'run-unlike-its-file',
  'supplier-list-unlike-its-payments',
  'supplier-list-unlike-its-file',
  'preparer-is-releaser',
  'payment-not-in-ledger',
  'approved-plan-edited',
  ...(Object.keys(TIE_OUT_CAUSES) as TieOutCause[]),
  'audit-event-altered',
  'audit-event-removed',
  'audit-link-removed',
  'audit-chain-cut',
  'audit-event-unsealed',
  'audit-anchor-unreadable',
] as const;

/** One thing that must never be: which proof found it, what it is about, and what is wrong in words. */
export type Break = { readonly check: (typeof CHECKS)[number]; readonly id: string; readonly words: string };

const BreakRow = z.object({ check: z.enum(CHECKS), id: z.string(), words: z.string() });

/** No more of one proof than this: whoever sees a thousand has seen enough. */
const MOST = 1_000;

async function find(tx: Tx, proof: Sql): Promise<Break[]> {
  return (await tx.query(sql`${proof} limit ${MOST}`)).map(row => BreakRow.parse(row));
}

/** Journals whose postings are not those that they were posted with, or that do not balance. */
const BROKEN_JOURNAL = sql`
  said as (
    select journal_id, count(*)::integer as many,
           string_agg(ledger_account_id || ':' || amount_pence, ',' order by ledger_account_id) as postings
      from posting group by journal_id
  ),
  unbalanced as (
    select journal_id, string_agg(book || ' of ' || stream, ' and ' order by book, stream) as off
      from (select p.journal_id, a.book, a.stream from posting p join ledger_account a using (ledger_account_id)
             group by p.journal_id, a.book, a.stream having sum(p.amount_pence) <> 0 or count(*) < 2) g
     group by journal_id
  ),
  broken_journal as materialized (
    select * from (
      select j.journal_id, j.posting_count, coalesce(s.many, 0) as many, u.off,
             journal_content(j.kind, j.happened_on, j.by_id, j.reverses, s.postings, j.caused_by) is distinct from j.content_hash as altered
        from journal j left join said s using (journal_id) left join unbalanced u using (journal_id)) every
     where altered or many <> posting_count or off is not null
  )`;

export async function findBrokenJournals(tx: Tx): Promise<Break[]> {
  return find(
    tx,
    sql`
    with ${BROKEN_JOURNAL}
    select case when many < posting_count then 'posting-removed'
                when many > posting_count then 'posting-added'
                when altered then 'journal-altered'
                else 'journal-unbalanced' end as check,
           journal_id::text as id,
           case when many <> posting_count then format('journal %s was posted with %s postings and has %s', journal_id, posting_count, many)
                when altered then format('journal %s does not say what it was posted with: itself or one of its postings was altered', journal_id)
                else format('journal %s does not balance in %s', journal_id, off) end
           || case when off is not null and (altered or many <> posting_count) then format('; it does not balance in %s', off) else '' end as words
      from broken_journal
     order by journal_id`,
  );
}

/** Accounts whose stored balance or months are not the fold of their postings, as far as no broken journal explains it. */
export async function findWrongBalances(tx: Tx): Promise<Break[]> {
  return find(
    tx,
    sql`
    with ${BROKEN_JOURNAL},
    folded as (
      select a.ledger_account_id, a.kind, b.balance_pence, b.version, coalesce(sum(p.amount_pence), 0)::bigint as pence,
             count(p.journal_id) as many,
             coalesce(bool_or(j.journal_id is not null), false) as explained
        from ledger_account a
        left join ledger_balance b using (ledger_account_id)
        left join posting p using (ledger_account_id)
        left join broken_journal j on j.journal_id = p.journal_id
       where not a.control
       group by a.ledger_account_id, b.ledger_account_id
    ),
    -- Postings that journals say they had, against versions that accounts say they had.
    missing as (select coalesce(sum(posting_count - many) filter (where many < posting_count), 0) as postings from broken_journal),
    months as (
      select ledger_account_id, m.month, m.moved_pence, f.pence
        from ledger_month m
        full join (select p.ledger_account_id, date_trunc('month', j.happened_on::timestamp)::date as month, sum(p.amount_pence)::bigint as pence
                     from posting p join journal j using (journal_id)
                    where p.account_version is not null group by 1, 2) f using (ledger_account_id, month)
       where m.moved_pence is distinct from f.pence and (coalesce(m.moved_pence, 0) <> 0 or coalesce(f.pence, 0) <> 0)
    )
    select 'account-postings-missing' as check, ledger_account_id::text as id,
           format('account %s (%s) had %s postings and has %s', ledger_account_id, kind, version, many) as words
      from folded
     where version > many and (select sum(version - many) from folded f where f.version > f.many) > (select postings from missing)
    union all
    select 'balance-wrong', ledger_account_id::text,
           format('account %s (%s) is stored at %s pence in %s postings; they come to %s in %s', ledger_account_id, kind,
                  coalesce(balance_pence::text, 'no'), coalesce(version::text, 'no'), pence, many)
      from folded
     where not explained and not (version > many)
       and (coalesce(balance_pence, 0) <> pence or coalesce(version, 0) <> many)
    union all
    select 'month-wrong', m.ledger_account_id || ' ' || to_char(m.month, 'YYYY-MM'),
           format('account %s (%s) is stored to have moved %s pence in %s; its postings moved %s', m.ledger_account_id, f.kind,
                  coalesce(m.moved_pence, 0), to_char(m.month, 'YYYY-MM'), coalesce(m.pence, 0))
      from months m join folded f using (ledger_account_id)
     where not f.explained and not (f.version > f.many) and coalesce(f.balance_pence, 0) = f.pence and coalesce(f.version, 0) = f.many
     order by 1, 2`,
  );
}

export async function findUndrawnPastNought(tx: Tx): Promise<Break[]> {
  return find(
    tx,
    sql`
    select 'undrawn-past-nought' as check, a.ledger_account_id::text as id,
           format('account %s: budget %s was paid %s pence past what was agreed', a.ledger_account_id, a.budget_id, sum(p.amount_pence)) as words
      from ledger_account a join posting p using (ledger_account_id)
     where a.kind = 'undrawn'
     group by a.ledger_account_id having sum(p.amount_pence) > 0
     order by a.ledger_account_id`,
  );
}

export async function findPaidTwice(tx: Tx): Promise<Break[]> {
  return find(
    tx,
    sql`
    select 'obligation-paid-twice' as check, obligation_id::text as id,
           format('obligation %s has %s live payments: %s', obligation_id, count(*), string_agg(payment_id::text, ', ' order by payment_id)) as words
      from payment where ended is null
     -- Whole by one payment, or each of its parts by one.
     group by obligation_id having count(*) > count(distinct part) or min(part) = 0 and max(part) > 0
     order by obligation_id`,
  );
}

/**
 * What the bytes of a file `f` say: in Standard 18 credits of 99 with the amount in pence in places 36 to 46, in a
 * portal's CSV pounds in the fourth field, in pain.001 the amounts of the transfers.
 */
const WHAT_THE_BYTES_SAY = sql`
  select count(*) as many, coalesce(sum(amount::numeric), 0)::bigint as pence
    from (select substr(line, 36, 11) as amount
            from regexp_split_to_table(convert_from(f.bytes, 'LATIN1'), E'\\r?\\n') as line
           where f.format in ('BACS18', 'BACS18_DAYS') and line ~ '^[0-9]{15}99.{18}[0-9]{11}'
          union all
          select replace(split_part(line, ',', 4), '.', '')
            from regexp_split_to_table(convert_from(f.bytes, 'LATIN1'), E'\\r?\\n') as line
           where f.format = 'PORTAL_CSV' and line ~ '^([^,]*,){3}[0-9]+[.][0-9]{2},99,'
          union all
          select found[1] || found[2]
            from regexp_matches(convert_from(f.bytes, 'LATIN1'), '<InstdAmt Ccy="GBP">([0-9]+)[.]([0-9]{2})</InstdAmt>', 'g') as found
           where f.format = 'PAIN001') read`;

/** What files `f` say that they carry, and what their bytes `l` do. */
const SAID_AND_READ = sql`
  sum(f.payments_count) as said_many, sum(f.total_pence) as said_pence, sum(l.many) as many, sum(l.pence) as pence,
  bool_and(f.sha256 = encode(sha256(f.bytes), 'hex')) as as_written`;

/** Runs whose control totals are not their payments', or whose file, read record by record, is not the run. */
export async function findUnlikeRuns(tx: Tx): Promise<Break[]> {
  return find(
    tx,
    sql`
    with doubled as (select obligation_id from payment where ended is null group by obligation_id having count(*) > count(distinct part)),
    paid as (
      select r.run_id, r.reference, r.payments_count, r.total_pence,
             count(p.payment_id) as many, coalesce(sum(p.amount_pence), 0) as pence,
             coalesce(bool_or(p.obligation_id in (select obligation_id from doubled)), false) as doubled
        from payment_run r left join payment p on p.run_id = r.run_id and p.piece_of is null
       group by r.run_id
    ),
    filed as (
      select f.run_id, ${SAID_AND_READ}
        from payment_file f cross join lateral (${WHAT_THE_BYTES_SAY}) l
       group by f.run_id
    )
    select 'run-unlike-its-payments' as check, run_id::text as id,
           format('run %s says %s payments, %s pence; it has %s, %s pence', reference, payments_count, total_pence, paid.many, paid.pence) as words
      from paid left join filed f using (run_id)
     where not doubled and (payments_count <> paid.many or total_pence <> paid.pence)
       and (f.run_id is null or (f.said_many = payments_count and f.said_pence = total_pence and f.many = payments_count and f.pence = total_pence))
    union all
    select 'run-unlike-its-file', run_id::text,
           format('run %s says %s payments, %s pence; its file says %s, %s pence, and its records come to %s, %s pence%s',
                  reference, payments_count, total_pence, f.said_many, f.said_pence, f.many, f.pence,
                  case when f.as_written then '' else '; its bytes are not those that were written' end)
      from paid join filed f using (run_id)
     where f.said_many <> payments_count or f.said_pence <> total_pence or f.many <> payments_count or f.pence <> total_pence
        or not f.as_written
     order by 1, 2`,
  );
}

/** The same of lists to suppliers. */
export async function findUnlikeLists(tx: Tx): Promise<Break[]> {
  return find(
    tx,
    sql`
    with paid as (
      select l.list_id, l.number, l.payments_count, l.total_pence, count(p.list_id) as many, coalesce(sum(p.pence), 0) as pence
        from supplier_list l left join supplier_payment p using (list_id)
       group by l.list_id
    ),
    filed as (
      select f.list_id, ${SAID_AND_READ}
        from supplier_file f cross join lateral (${WHAT_THE_BYTES_SAY}) l
       group by f.list_id
    )
    select case when f.list_id is null or paid.many <> payments_count or paid.pence <> total_pence
                then 'supplier-list-unlike-its-payments' else 'supplier-list-unlike-its-file' end as check,
           list_id::text as id,
           format('list %s says %s payments, %s pence; it has %s, %s pence, and its file carries %s, %s pence', number, payments_count,
                  total_pence, paid.many, paid.pence, coalesce(f.many::text, 'none'), coalesce(f.pence::text, 'no')) as words
      from paid left join filed f using (list_id)
     where paid.many <> payments_count or paid.pence <> total_pence
        or f.said_many <> payments_count or f.said_pence <> total_pence or f.many <> payments_count or f.pence <> total_pence
        or not f.as_written
     order by 1, 2`,
  );
}

export async function findSelfReleased(tx: Tx): Promise<Break[]> {
  return find(
    tx,
    sql`
    select 'preparer-is-releaser' as check, r.run_id::text as id,
           format('run %s was prepared and released by the same person, %s', r.reference, r.prepared_by) as words
      from payment_run r
     where r.released_by = r.prepared_by
        or exists (select from payment_run_status s where s.run_id = r.run_id and s.status = 'RELEASED' and s.by_id = r.prepared_by)
        or exists (select from payment_run_taken_up t where t.run_id = r.run_id and t.by_id = r.released_by)
     order by r.run_id`,
  );
}

/** Payments of released runs without exactly one release in the ledger. */
export async function findUnpostedPayments(tx: Tx): Promise<Break[]> {
  return find(
    tx,
    sql`
    select 'payment-not-in-ledger' as check, p.payment_id::text as id,
           format('payment %s of run %s was released and has %s journals of that', p.payment_id, r.reference, count(j.journal_id)) as words
      from payment p
      join payment_run r using (run_id)
      left join journal j on j.caused_by = 'payment:' || p.payment_id and j.kind in ('payment-released', 'emergency-advance')
     where r.released_on is not null and p.piece_of is null
       and not exists (select from payment o where o.obligation_id = p.obligation_id and o.part = p.part and o.payment_id <> p.payment_id
                          and o.ended is null and p.ended is null)
     group by p.payment_id, r.reference having count(j.journal_id) <> 1
     order by p.payment_id`,
  );
}

export async function findEditedPlans(tx: Tx): Promise<Break[]> {
  return find(
    tx,
    sql`
    select 'approved-plan-edited' as check, d.plan_id::text as id,
           format('plan version %s does not say what was approved on %s', d.plan_id, to_char(d.decided_on, 'YYYY-MM-DD')) as words
      from plan_decision d
     where d.decision = 'APPROVED' and d.content_hash is distinct from plan_content_hash(d.plan_id)
     order by d.plan_id`,
  );
}

/** The chain of the audit trail, link by link. A link is held against the hash before it as that is stored. */
export async function findBrokenChain(tx: Tx): Promise<Break[]> {
  return find(
    tx,
    sql`
    with chain as (
      select l.position, l.audit_event_id, l.hash,
             lag(l.position) over w as before_position, lag(l.hash) over w as before_hash, lag(l.audit_event_id) over w as before_event
        from audit_link l window w as (order by l.position)
    )
    select 'audit-link-removed' as check, (coalesce(before_position, 0) + 1)::text as id,
           format('the chain has no link at %s: what stood between audit event %s and %s was taken out',
                  case when position - coalesce(before_position, 0) = 2 then (position - 1)::text
                       else format('%s to %s', coalesce(before_position, 0) + 1, position - 1) end,
                  coalesce(before_event::text, 'none'), audit_event_id) as words
      from chain where position <> coalesce(before_position, 0) + 1
    union all
    select 'audit-event-removed', c.audit_event_id::text, format('audit event %s is linked at %s and is not there', c.audit_event_id, c.position)
      from chain c where not exists (select from audit_event e where e.audit_event_id = c.audit_event_id)
    union all
    select 'audit-event-altered', c.audit_event_id::text,
           format('audit event %s does not say what was linked at %s', c.audit_event_id, c.position)
      from chain c join audit_event e using (audit_event_id)
     where c.position = coalesce(c.before_position, 0) + 1
       and c.hash <> audit_hash(coalesce(c.before_hash, sha256('')), audit_event_text(e))
    union all
    select 'audit-event-unsealed', e.audit_event_id::text,
           format('audit event %s of %s is in no link after 60 seconds', e.audit_event_id, to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'))
      from audit_event e
     where e.recorded_at < clock_timestamp() - interval '60 seconds'
       and not exists (select from audit_link l where l.audit_event_id = e.audit_event_id)
     order by 1, 2`,
  );
}

/** A head that was remembered, inside the database or outside. */
export type RememberedHead = { readonly position: bigint; readonly hash: string; readonly where: string };

/** The head that the database itself remembers. */
export async function loadHead(tx: Tx): Promise<RememberedHead | undefined> {
  const [row] = await tx.query(
    sql`select position, encode(hash, 'hex') as hash from audit_head where icb_code = ${tx.icbCode}`,
  );
  return row && { ...HeadRow.parse(row), where: 'the database itself' };
}

/** Where the chain is not what a remembered head says of it: shorter, or another one. One break, at the earliest place. */
export async function findCutChain(tx: Tx, remembered: readonly RememberedHead[]): Promise<Break[]> {
  return find(
    tx,
    sql`
    with last as (select coalesce(max(position), 0) as position from audit_link),
    kept as (select * from unnest(${remembered.map(head => head.position)}::bigint[], ${remembered.map(head => head.hash)}::text[],
                                  ${remembered.map(head => head.where)}::text[]) as k (position, hash, place)),
    broken as (
      select k.*, l.hash is null as gone from kept k left join audit_link l using (position)
       where k.position > 0 and encode(l.hash, 'hex') is distinct from k.hash
         -- A link missing in the middle is a break of its own.
         and (l.hash is not null or k.position > (select position from last))
    )
    select 'audit-chain-cut' as check, least(min(b.position), last.position + 1)::text as id,
           case when bool_or(b.gone)
                then format('the chain ends at %s; %s remembers its link %s: what came after %s was taken off',
                            last.position, (array_agg(b.place order by b.position desc))[1], max(b.position), last.position)
                else format('link %s is not the one that %s remembers', min(b.position), (array_agg(b.place order by b.position))[1]) end as words
      from broken b, last
     group by last.position`,
  );
}

const HeadRow = z.object({ position: z.bigint(), hash: z.string() });
