/**
 * The comparisons of the tie-out: each one statement over all budgets of the ICB, which names by id what does not agree.
 *
 * What follows from a break is left out: a plan line is named only where its bank lines agree, and an account only by as
 * much as its payments that are not on the statement do not explain. Only ids and sums are named, never people.
 */
import { z } from 'zod';
import { forMany, type Tx } from '../../../../platform/db.ts';
import { type Sql, sql } from '../../../../platform/sql.ts';
import { TIE_OUT_CAUSES, type TieOutCause } from '../../../../rules/payment/tie-out.ts';
import { BOOKS, OWED } from './agreed-store.ts';
import { ORDERS } from './orders-store.ts';

const FoundBreak = z
  .object({
    cause: z.enum(Object.keys(TIE_OUT_CAUSES) as TieOutCause[]),
    subject_id: z.string(),
    budget_id: z.string().nullable(),
    off_pence: z.bigint().nullable(),
    words: z.string(),
  })
  .transform(row => ({
    cause: row.cause,
    subjectId: row.subject_id,
    budgetId: row.budget_id,
    offPence: row.off_pence,
    words: row.words,
  }));
/** Something that does not agree, as it was found. */
export type FoundBreak = z.output<typeof FoundBreak>;

/**
 * Payments as their run says they stand, against the postings of their journals: on their way in clearing, credited in
 * held, ended nowhere; one that came a second time is held until it is paid back. And what is on its way without being
 * any payment's.
 */
const PAYMENTS = sql`
  with expected as materialized (
    select 'payment:' || p.payment_id as caused_by, p.payment_id, p.budget_id, p.amount_pence,
           case when p.ended is null and r.released_on is not null or b.is_kept then p.amount_pence else 0 end as drawn,
           case when p.ended is null and s.status = 'CREDITED' or b.is_kept then p.amount_pence else 0 end as held,
           coalesce(k.amount_pence, o.amount_pence) as owed
      from payment p join payment_run r using (run_id) join payment_run_now s using (run_id) join obligation o using (obligation_id)
      left join obligation_part k on k.obligation_id = p.obligation_id and k.part = p.part
      cross join lateral (select p.ended = 'OVERPAID' and not exists (select from overpayment_settled x
                                                                       where x.payment_id = p.payment_id and x.how = 'PAID_BACK') as is_kept) b
  ),
  posted as materialized (
    select j.caused_by,
           coalesce(sum(t.amount_pence) filter (where a.kind = 'clearing'), 0) as clearing,
           coalesce(sum(t.amount_pence) filter (where a.kind = 'held'), 0) as held,
           coalesce(-sum(t.amount_pence) filter (where a.kind = 'drawn'), 0) as drawn
      from journal j join posting t using (journal_id) join ledger_account a using (ledger_account_id)
     where j.caused_by like 'payment:%'
     group by j.caused_by
  ),
  off as (
    select caused_by, e.budget_id,
           coalesce(p.drawn, 0) - coalesce(e.drawn, 0) as drawn,
           coalesce(p.held, 0) - coalesce(e.held, 0) as held,
           coalesce(p.clearing, 0) - coalesce(e.drawn - e.held, 0) as clearing
      from expected e full join posted p using (caused_by)
  )
  select 'payment-unlike-ledger' as cause, substr(caused_by, 9) as subject_id, budget_id,
         greatest(abs(drawn), abs(held), abs(clearing))::bigint as off_pence,
         format('payment %s: the ledger is out by %s pence drawn, %s held, %s on its way', substr(caused_by, 9), drawn, held, clearing) as words
    from off where drawn <> 0 or held <> 0 or clearing <> 0
  union all
  select 'payment-unlike-obligation', payment_id::text, budget_id, (amount_pence - owed)::bigint,
         format('payment %s is %s pence, and %s were owed', payment_id, amount_pence, owed)
    from expected where amount_pence <> owed
  union all
  select 'clearing-unlike-payments', a.stream, null, sum(t.amount_pence)::bigint,
         format('%s pence are on their way in %s and belong to no payment', sum(t.amount_pence), a.stream)
    from ledger_account a join posting t using (ledger_account_id) join journal j using (journal_id)
   where a.kind = 'clearing' and j.caused_by not like 'payment:%'
   group by a.stream having sum(t.amount_pence) <> 0`;

/**
 * Bank lines: each has a placement that counts, and its journals, taken together, moved its amount out of the account to
 * where it was placed, or into it. Then each line of the plan: spent on it by the ledger, against what was placed on it.
 */
const LINES = sql`
  with placed as materialized (
    select l.statement_line_id, l.budget_id, n.what, n.plan_item_id, n.transfer_of,
           -- A line may be placed in parts; the first is the line less the others, so that all of them come to the line.
           case when n.part > 1 then n.amount_pence
                else l.amount_pence - coalesce((select sum(o.amount_pence) from placement o
                                                 where o.statement_line_id = n.statement_line_id and o.sequence = n.sequence and o.part > 1), 0)
           end::bigint as amount_pence
      from statement_line l left join placement_now n using (statement_line_id)
  ),
  expected as (
    select 'bank-line:' || statement_line_id as caused_by, 'held' as kind, null::uuid as plan_line_id, amount_pence as pence
      from placed where what not in ('PAYMENT', 'UNDONE')
    union all
    select 'bank-line:' || statement_line_id,
           case what when 'SPENT' then 'spent' when 'REFUND' then 'spent' when 'UNPLACED' then 'unplaced'
                     when 'TRANSFER' then case when amount_pence < 0 or transfer_of is not null then 'unplaced' else 'received' end
                     else 'received' end,
           plan_item_id, -amount_pence
      from placed where what not in ('PAYMENT', 'UNDONE')
  ),
  posted as (
    select j.caused_by, a.kind, a.plan_line_id, sum(t.amount_pence) as pence
      from journal j join posting t using (journal_id) join ledger_account a using (ledger_account_id)
     where j.caused_by like 'bank-line:%' and a.book = 'cash'
     group by j.caused_by, a.kind, a.plan_line_id
    having sum(t.amount_pence) <> 0
  ),
  off as materialized (
    select caused_by, max(abs(pence)) as pence
      from (select caused_by, kind, plan_line_id, sum(pence) as pence
              from (select * from posted union all select caused_by, kind, plan_line_id, -pence from expected) s
             group by caused_by, kind, plan_line_id having sum(pence) <> 0) o
     group by caused_by
  ),
  used as (
    select budget_id, plan_line_id, sum(pence) as pence
      from (select a.budget_id, a.plan_line_id, -b.balance_pence as pence
              from ledger_account a join ledger_balance b using (ledger_account_id) where a.kind = 'used'
            union all
            select budget_id, plan_item_id, amount_pence from placed where what in ('SPENT', 'REFUND')
            union all -- what was not spent through the account: invoices
            select a.budget_id, a.plan_line_id, t.amount_pence
              from journal j join posting t using (journal_id) join ledger_account a using (ledger_account_id)
             where a.kind = 'used' and j.caused_by not like 'bank-line:%') s
     group by budget_id, plan_line_id having sum(pence) <> 0
  )
  select 'line-not-placed' as cause, statement_line_id::text as subject_id, budget_id, amount_pence as off_pence,
         format('bank line %s was placed nowhere', statement_line_id) as words
    from placed where what is null and not exists (select from staged_placement s where s.statement_line_id = placed.statement_line_id)
  union all
  select case when p.statement_line_id is null then 'journal-without-line' else 'line-unlike-ledger' end,
         substr(o.caused_by, 11), p.budget_id, o.pence::bigint,
         case when p.statement_line_id is null then format('the ledger has journals of bank line %s, which is on no statement', substr(o.caused_by, 11))
              else format('bank line %s is %s pence placed as %s; the ledger is out by %s', p.statement_line_id, p.amount_pence, p.what, o.pence) end
    from off o left join placed p on o.caused_by = 'bank-line:' || p.statement_line_id
   where p.statement_line_id is null or p.what is not null
  union all
  select 'used-unlike-lines', u.plan_line_id::text, u.budget_id, u.pence::bigint,
         format('plan line %s counts %s pence more as spent than was placed on it', u.plan_line_id, u.pence)
    from used u
   where not exists (select from off o join placed p on o.caused_by = 'bank-line:' || p.statement_line_id where p.budget_id = u.budget_id)
     and not exists (select from placed p where p.budget_id = u.budget_id and p.what is null)`;

/**
 * Accounts with a balance that the bank gave, against the ledger at the end of that day. A payment of the last day may
 * not be on the statement yet, and one that is on it may not count as credited yet: neither is a break.
 */
const ACCOUNTS = sql`
  with own as materialized (
    -- What a holder keeps for somebody goes on in its next account: all of its accounts are one, named by the first.
    select a.payment_account_id as part_id,
           case a.option when 'THIRD_PARTY' then first_value(a.payment_account_id) over (partition by a.budget_id, a.option, h.third_party_id order by a.version)
                         else a.payment_account_id end as payment_account_id
      from payment_account a left join third_party_account h using (third_party_account_id)
  ),
  file as (
    select own.payment_account_id, i.budget_id, i.from_on, i.to_on, i.opening_pence, i.closing_pence, i.proven, i.recorded_at
      from statement_import i join own on own.part_id = i.payment_account_id where not i.undone
  ),
  latest as (
    select distinct on (payment_account_id) payment_account_id, budget_id, to_on, closing_pence
      from file where proven and closing_pence is not null
     order by payment_account_id, to_on desc, recorded_at desc
  ),
  earliest as (
    select distinct on (payment_account_id) payment_account_id, from_on, opening_pence
      from file where proven and opening_pence is not null
     order by payment_account_id, from_on, recorded_at
  ),
  covered as (
    select payment_account_id, (select count(*) from unnest(range_agg(daterange(from_on, to_on, '[]')))) as parts
      from file group by payment_account_id
  ),
  ledger as (
    select l.payment_account_id,
           coalesce(sum(t.amount_pence) filter (where j.happened_on <= l.to_on), 0) as held,
           coalesce(sum(t.amount_pence) filter (where j.happened_on < e.from_on), 0) as held_before
      from latest l
      join earliest e using (payment_account_id)
      join own using (payment_account_id)
      left join ledger_account a on a.budget_id = l.budget_id and a.kind = 'held' and a.party = own.part_id::text
      left join posting t using (ledger_account_id)
      left join journal j using (journal_id)
     group by l.payment_account_id
  ),
  confirmed as (select n.payment_id, x.posted_on, x.amount_pence, own.payment_account_id
                  from placement_now n join statement_line x using (statement_line_id) join own on own.part_id = x.payment_account_id
                 where n.what = 'PAYMENT'),
  credited as (
    select own.payment_account_id, p.payment_id, p.budget_id, p.amount_pence, r.credit_on
      from payment p join payment_run r using (run_id) join payment_run_now s using (run_id) join own on own.part_id = p.payment_account_id
     where p.ended is null and p.piece_of is null and s.status = 'CREDITED'
    union all -- paid twice: in the ledger since it was found
    select own.payment_account_id, p.payment_id, p.budget_id, p.amount_pence, v.found_on
      from payment_overpaid v join payment p using (payment_id) join own on own.part_id = p.payment_account_id
     where p.ended = 'OVERPAID' and p.piece_of is null
    union all -- of a payment that was cut the bank shows the whole
    select p.payment_account_id, p.piece_of, p.budget_id, sum(p.amount_pence)::bigint, r.credit_on
      from payment p join payment_run r using (run_id) join payment_run_now s using (run_id)
     where p.piece_of is not null and (p.ended is null or p.ended = 'OVERPAID') and s.status = 'CREDITED'
     group by p.payment_account_id, p.piece_of, p.budget_id, r.credit_on
  ),
  not_shown as materialized (
    select c.*, l.to_on from credited c join latest l using (payment_account_id) join earliest e using (payment_account_id)
     where c.credit_on between e.from_on and l.to_on
       and not exists (select from confirmed f where f.payment_id = c.payment_id)
  ),
  early as (
    select f.payment_account_id, sum(f.amount_pence) as pence
      from confirmed f join latest l using (payment_account_id)
     where f.posted_on <= l.to_on
       and not exists (select from credited c where c.payment_id = f.payment_id and c.credit_on <= l.to_on)
     group by f.payment_account_id
  ),
  off as (
    select l.payment_account_id, l.budget_id, l.to_on, l.closing_pence,
           g.held - l.closing_pence + coalesce(y.pence, 0)
             - coalesce((select sum(n.amount_pence) from not_shown n where n.payment_account_id = l.payment_account_id), 0) as pence,
           g.held, g.held_before - e.opening_pence as before_pence, c.parts
      from latest l join earliest e using (payment_account_id) join ledger g using (payment_account_id) join covered c using (payment_account_id)
      left join early y using (payment_account_id)
  )
  select 'payment-not-on-statement' as cause, payment_id::text as subject_id, budget_id, amount_pence as off_pence,
         format('payment %s of %s pence was credited on %s; the statement to %s does not show it', payment_id, amount_pence, credit_on, to_on) as words
    from not_shown where credit_on < to_on
  union all
  select case when option = 'THIRD_PARTY' then 'holder-unlike-ledger' when parts > 1 then 'statement-missing' when pence = before_pence then 'opening-balance-unknown' else 'held-unlike-bank' end,
         payment_account_id::text, off.budget_id, pence::bigint,
         format('account %s: on %s the bank has %s pence and the ledger %s', payment_account_id, to_on, closing_pence, held)
    from off join payment_account using (payment_account_id) where pence <> 0`;

const COMPARISONS: readonly { readonly finds: readonly TieOutCause[]; readonly statement: Sql }[] = [
  { finds: ['payment-unlike-ledger', 'payment-unlike-obligation', 'clearing-unlike-payments'], statement: PAYMENTS },
  { finds: ['obligation-unlike-agreement', 'extra-unlike-request', 'instalment-not-owed'], statement: OWED },
  {
    finds: ['budget-unlike-ledger', 'contribution-unlike-ledger', 'recharge-unlike-ledger', 'purchase-unlike-ledger'],
    statement: BOOKS,
  },
  { finds: ['order-unlike-ledger', 'invoice-unlike-ledger', 'payable-unlike-invoices'], statement: ORDERS },
  { finds: ['line-not-placed', 'line-unlike-ledger', 'journal-without-line', 'used-unlike-lines'], statement: LINES },
  {
    finds: [
      'payment-not-on-statement',
      'statement-missing',
      'opening-balance-unknown',
      'held-unlike-bank',
      'holder-unlike-ledger',
    ],
    statement: ACCOUNTS,
  },
];

/** No more of one comparison than this: whoever sees ten thousand has seen enough. */
const MOST = 10_000;

export type Found = {
  readonly breaks: readonly FoundBreak[];
  /** The causes of which there may be more than was looked at. */
  readonly cutOff: readonly TieOutCause[];
};

/** Everything that does not agree in this board's records. */
export async function findBreaks(tx: Tx, most = MOST): Promise<Found> {
  const breaks: FoundBreak[] = [];
  const cutOff: TieOutCause[] = [];
  for (const { finds, statement } of COMPARISONS) {
    const rows = await forMany(tx, () => tx.query(sql`${statement} order by 1, 2 limit ${most}`));
    breaks.push(...rows.map(row => FoundBreak.parse(row)));
    if (rows.length === most) cutOff.push(...finds);
  }
  return { breaks, cutOff };
}

const Extent = z.object({ payments: z.number(), lines: z.number(), accounts: z.number(), proven: z.number() });
/** How much was held side by side. */
export type Extent = z.output<typeof Extent>;

export async function loadExtent(tx: Tx): Promise<Extent> {
  const [row] = await tx.query(sql`
    select (select count(*) from payment)::integer as payments,
           (select count(*) from statement_line where not undone)::integer as lines,
           (select count(distinct payment_account_id) from payment)::integer as accounts,
           (select count(distinct p.payment_account_id) from statement_import i join payment p using (payment_account_id)
             where not i.undone and i.proven and i.closing_pence is not null)::integer as proven`);
  return Extent.parse(row);
}

const Unproven = z
  .object({ budget_id: z.string(), reference: z.string(), since: z.instanceof(Temporal.PlainDate).nullable() })
  .transform(row => ({ budgetId: row.budget_id, reference: row.reference, since: row.since ?? undefined }));
/** An account that is paid into and of which the bank has said nothing since a day, or never. */
export type Unproven = z.output<typeof Unproven>;

/** The accounts with a payment credited after the last balance that the bank gave, the longest silent first; at most `limit`. */
export async function loadUnproven(tx: Tx, limit: number): Promise<Unproven[]> {
  const rows = await tx.query(sql`
    select p.budget_id, b.reference, max(i.to_on) as since
      from (select payment_account_id, p.budget_id, max(r.credit_on) as last_on
              from payment p join payment_run r using (run_id) join payment_run_now s using (run_id)
             where p.ended is null and p.part < 2 and s.status = 'CREDITED' group by 1, 2) p
      join budget b using (budget_id)
      left join statement_import i on i.payment_account_id = p.payment_account_id and not i.undone and i.proven and i.closing_pence is not null
     group by p.budget_id, b.reference, p.payment_account_id, p.last_on
    having max(i.to_on) is null or max(i.to_on) < p.last_on
     order by since nulls first, b.reference limit ${limit}`);
  return rows.map(row => Unproven.parse(row));
}
