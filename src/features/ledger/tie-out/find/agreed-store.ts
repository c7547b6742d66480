/** The comparisons of the tie-out with what was agreed: what is owed, and what each payer's books were given. */
import { sql } from '../../../../platform/sql.ts';

/**
 * What is owed, against the schedule that was signed and what has changed it since; what was asked for and agreed beside
 * it, against what became owed and what the instalments bear of it; and what a run of its month should have made owed.
 */
export const OWED = sql`
  with extra as (
    select budget_id, kind, sum(asked) as asked, sum(owed) as owed, sum(borne) as borne
      from (select q.budget_id, q.kind, q.amount_pence as asked, 0 as owed, 0 as borne
              from amount_request q join amount_decision d using (amount_request_id)
             where d.decision = 'AGREED' and q.kind in ('ADVANCE', 'ONE_OFF')
            union all
            select o.budget_id, o.purpose, 0, o.amount_pence, 0
              from obligation o
             where o.purpose in ('ADVANCE', 'ONE_OFF')
               and not exists (select from owed_payment a where a.agreement_id = o.agreement_id and a.purpose = o.purpose)
            union all
            select budget_id, because, 0, 0, -change_pence from instalment_change where because in ('ADVANCE', 'ONE_OFF')) known
     group by budget_id, kind having sum(asked) <> sum(owed) or sum(asked) <> sum(borne)
  )
  select 'obligation-unlike-agreement' as cause, o.obligation_id::text as subject_id, o.budget_id,
         (o.amount_pence - coalesce(a.amount_pence, 0))::bigint as off_pence,
         format('obligation %s is %s pence, and the agreement says %s', o.obligation_id, o.amount_pence, coalesce(a.amount_pence::text, 'nothing')) as words
    from obligation o
    left join owed_payment a using (agreement_id, stream, option, purpose, period, sequence)
   where o.purpose in ('INSTALMENT', 'START_UP', 'ARREARS') and o.amount_pence is distinct from a.amount_pence
  union all
  select 'extra-unlike-request', budget_id || ' ' || kind, budget_id, (owed - asked)::bigint,
         format('budget %s was promised %s pence as %s; %s are owed and %s are borne by its instalments', budget_id, asked, kind, owed, borne)
    from extra
  union all
  select 'instalment-not-owed', p.agreement_id || ' ' || p.stream || ' ' || p.option || ' ' || p.purpose || ' ' || p.period, p.budget_id, p.amount_pence,
         format('%s of %s (%s pence in %s) was agreed before the run of its month, and never became owed', p.purpose, p.period, p.amount_pence, p.stream)
    from (select distinct on (g.budget_id) g.agreement_id, g.budget_id, s.recorded_at
            from agreement g join agreement_signature s on s.agreement_id = g.agreement_id and s.side = 'ICB'
           order by g.budget_id, g.version desc) a
    join budget_now n on n.budget_id = a.budget_id and n.state in ('SET_UP', 'ACTIVE')
    join owed_payment p using (agreement_id)
   where p.purpose in ('INSTALMENT', 'START_UP')
     and exists (select from payment_run r where r.rail = 'BACS' and r.month >= p.period and r.recorded_at > a.recorded_at)
     and not exists (select from obligation o
                      where o.budget_id = p.budget_id and o.stream = p.stream and o.option = p.option and o.purpose = p.purpose
                        and o.period = p.period and o.sequence = p.sequence)
     -- What a suspension held back whole was nothing to be owed while it went on.
     and not exists (select from suspension h where h.budget_id = p.budget_id)`;

/**
 * What the ledger was given for a budget year, against its newest final budget, payer by payer; what people paid in, against
 * the books of the council; and what payers settled between them, against both their books.
 */
export const BOOKS = sql`
  with given as (
    select a.budget_id, a.budget_year, a.stream, -sum(t.amount_pence) as pence
      from journal j join posting t using (journal_id) join ledger_account a using (ledger_account_id)
      left join journal o on o.journal_id = j.reverses
     where coalesce(o.kind, j.kind) in ('budget-agreed', 'budget-reduced') and a.book = 'spending' and not a.control
     group by a.budget_id, a.budget_year, a.stream
  ),
  wanted as (
    select f.final_budget_id, f.budget_id, f.starts_on, coalesce(s.stream, f.stream) as stream, coalesce(s.final_pence, f.final_pence) as pence
      from (select distinct on (budget_id, starts_on) * from final_budget order by budget_id, starts_on, version desc) f
      left join final_budget_stream s using (final_budget_id)
  ),
  paid_in as (
    select coalesce(a.budget_id, c.budget_id) as budget_id, coalesce(a.stream, c.stream) as stream,
           coalesce(a.pence, 0) as booked, coalesce(c.pence, 0) as known
      from (select a.budget_id, a.stream, -sum(b.balance_pence) as pence
              from ledger_account a join ledger_balance b using (ledger_account_id) where a.kind = 'contribution' group by 1, 2) a
      full join (select budget_id, stream, sum(pence) as pence from contribution_now group by 1, 2) c using (budget_id, stream)
  ),
  bought as (
    select goal_purchase_id, p.budget_id,
           case when t.goal_purchase_id is null then p.pence else 0 end as known,
           coalesce((select -sum(x.amount_pence) from journal j join posting x using (journal_id) join ledger_account a using (ledger_account_id)
                      where j.caused_by = 'goal-purchase:' || p.goal_purchase_id and a.kind = 'used'), 0) as booked,
           i.option = 'DIRECT_PAYMENT' and (select c.kind from payment_account c where c.budget_id = p.budget_id order by c.version desc limit 1) = 'OWN_ONE_OFF' as to_book
      from goal_purchase p join plan_item i using (plan_item_id) left join goal_purchase_taken_back t using (goal_purchase_id)
  ),
  settled as (
    select stream, sum(booked) as booked, sum(known) as known
      from (select a.stream, -b.balance_pence as booked, 0 as known
              from ledger_account a join ledger_balance b using (ledger_account_id) where a.kind = 'owed_to_board'
            union all
            select s.stream, 0, s.pence
              from recharge_statement s join recharge_answer r using (recharge_statement_id) where r.answer = 'AGREED'
            union all
            select stream, 0, -pence from recharge_receipt where journal_id is not null) known
     group by stream
  )
  select 'budget-unlike-ledger' as cause, w.final_budget_id::text as subject_id, w.budget_id, sum(coalesce(g.pence, 0) - w.pence)::bigint as off_pence,
         format('final budget %s is %s pence, and the ledger was given %s', w.final_budget_id, sum(w.pence), coalesce(sum(g.pence), 0)) as words
    from wanted w left join given g on g.budget_id = w.budget_id and g.budget_year = w.starts_on and g.stream = w.stream
   group by w.final_budget_id, w.budget_id
  having bool_or(coalesce(g.pence, 0) <> w.pence)
  union all
  select 'contribution-unlike-ledger', budget_id || ' ' || stream, budget_id, (booked - known)::bigint,
         format('%s pence were paid in for %s, and its books have %s', known, stream, booked)
    from paid_in where booked <> known or stream like 'NHS\\_%' and booked <> 0
  union all
  select 'recharge-unlike-ledger', stream, null, (booked - known)::bigint,
         format('payers of %s owe %s pence by their statements, and the books say %s', stream, known, booked)
    from settled where booked <> known
  union all
  select 'closed-not-nought', a.budget_id::text, a.budget_id, sum(abs(l.balance_pence))::bigint,
         format('budget %s is closed, and its books hold %s', a.budget_id,
                string_agg(format('%s pence %s in %s', l.balance_pence, a.kind, a.stream), ', ' order by a.ledger_account_id))
    from ledger_account a join ledger_balance l using (ledger_account_id)
    join lateral (select s.state from budget_state s where s.budget_id = a.budget_id order by s.sequence desc limit 1) s on s.state = 'CLOSED'
   where a.kind in ('authorised', 'contingency', 'promised', 'pending', 'undrawn', 'held', 'unplaced', 'received') and l.balance_pence <> 0
   group by a.budget_id
  union all
  select 'purchase-unlike-ledger', goal_purchase_id::text, budget_id, (booked - known)::bigint,
         format('purchase %s is %s pence, and the ledger has %s', goal_purchase_id, known, booked)
    from bought where booked <> known and (to_book or booked <> 0)`;
