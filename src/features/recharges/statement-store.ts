/**
 * The statements between payers: tables `recharge_statement`, `recharge_statement_part` and `recharge_answer`. What they
 * are made of is the view `recharge_line`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import {
  type DueStatement,
  type MonthPart,
  RECHARGE_ANSWERS,
  type RechargeAnswer,
} from '../../rules/funding/recharge-statement.ts';
import type { StreamPence } from '../../rules/options/split.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);
const aMonth = plainDate.transform(day => day.toPlainYearMonth());
const firstOf = (month: Temporal.PlainYearMonth) => month.toPlainDate({ day: 1 });

/** Whoever states or settles waits for the one before, in the whole board. */
export async function lockStatements(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('recharges ' || ${tx.icbCode}, 0))`);
}

const PartRow = z
  .object({
    payer: z.string(),
    stream: z.string(),
    month: aMonth,
    own_stream: z.string(),
    paid: z.bigint(),
    stated: z.bigint(),
  })
  .transform(
    (row): MonthPart => ({
      payer: row.payer,
      stream: row.stream,
      month: row.month,
      ownStream: row.own_stream,
      paidPence: row.paid,
      statedPence: row.stated,
    }),
  );

/** What was paid for other payers in each month up to this one, by the stream of the board, beside what was stated of it. */
export async function loadMonthParts(db: Queryable, through: Temporal.PlainYearMonth): Promise<MonthPart[]> {
  const rows = await db.query(sql`
    select payer, stream, month, own_stream, sum(paid)::bigint as paid, sum(stated)::bigint as stated
      from (select r.payer, r.stream, date_trunc('month', r.happened_on::timestamp)::date as month, b.funding_stream as own_stream,
                   r.pence as paid, 0::bigint as stated
              from recharge_line r join budget b using (budget_id)
             where r.happened_on < ${firstOf(through.add({ months: 1 }))}::date
            union all
            select s.payer, s.stream, s.month, p.own_stream, 0, p.pence
              from recharge_statement s join recharge_statement_part p using (recharge_statement_id)
             where s.month <= ${firstOf(through)}::date) known
     group by payer, stream, month, own_stream
     order by month, payer, stream, own_stream`);
  return rows.map(row => PartRow.parse(row));
}

/** Stores statements, each as the next version of its month; answers their ids in the same order. */
export async function saveStatements(
  tx: Tx,
  actor: Actor,
  due: readonly DueStatement[],
  madeOn: PlainDate,
): Promise<string[]> {
  const rows = await tx.query(sql`
    with asked as materialized (
      select gen_random_uuid() as id, d.*
        from unnest(${due.map(({ payer }) => payer)}::text[], ${due.map(({ stream }) => stream)}::text[],
                    ${due.map(({ month }) => firstOf(month))}::date[], ${due.map(({ pence }) => pence)}::bigint[])
             with ordinality as d (payer, stream, month, pence, place)),
    made as (
      insert into recharge_statement (recharge_statement_id, icb_code, payer, stream, month, version, pence, made_on, by_id, by_name)
      select a.id, ${tx.icbCode}, a.payer, a.stream, a.month,
             1 + coalesce((select max(s.version) from recharge_statement s
                            where s.payer = a.payer and s.stream = a.stream and s.month = a.month), 0),
             a.pence, ${madeOn}::date, ${actor.id}::uuid, ${actor.name}
        from asked a)
    select id from asked order by place`);
  return rows.map(row => row.id as string);
}

/** Stores what each statement is made of. */
export async function saveStatementParts(tx: Tx, due: readonly DueStatement[], ids: readonly string[]): Promise<void> {
  const parts = due.flatMap(({ parts: each }, i) => each.map(part => ({ ...part, id: ids[i]! })));
  await tx.query(sql`
    insert into recharge_statement_part (recharge_statement_id, own_stream, icb_code, pence)
    select p.id, p.own_stream, ${tx.icbCode}, p.pence
      from unnest(${parts.map(({ id }) => id)}::uuid[], ${parts.map(({ stream }) => stream)}::text[],
                  ${parts.map(({ pence }) => pence)}::bigint[]) as p (id, own_stream, pence)`);
}

const AnswerRow = z
  .object({
    answer: z.enum(RECHARGE_ANSWERS),
    who: z.string(),
    words: z.string(),
    answered_on: z.iso.date().transform(text => Temporal.PlainDate.from(text)),
    by_name: z.string(),
  })
  .transform(row => ({
    answer: row.answer,
    who: row.who,
    words: row.words,
    answeredOn: row.answered_on,
    byName: row.by_name,
  }));

const StatementRow = z
  .object({
    recharge_statement_id: z.string(),
    payer: z.string(),
    stream: z.string(),
    month: aMonth,
    version: z.number(),
    pence: z.bigint(),
    made_on: plainDate,
    by_name: z.string(),
    parts: z.array(z.object({ stream: z.string(), pence: z.string().transform(BigInt) })),
    answers: z.array(AnswerRow),
  })
  .transform(row => ({
    statementId: row.recharge_statement_id,
    payer: row.payer,
    stream: row.stream,
    month: row.month,
    version: row.version,
    pence: row.pence,
    madeOn: row.made_on,
    byName: row.by_name,
    /** By the streams of the board that lent it. */
    parts: row.parts,
    /** Oldest first. */
    answers: row.answers,
    standing: row.answers.at(-1)?.answer ?? ('OPEN' as const),
  }));
export type Statement = z.output<typeof StatementRow>;

const selectStatement = sql`
  select s.*,
         (select jsonb_agg(jsonb_build_object('stream', p.own_stream, 'pence', p.pence::text) order by p.own_stream)
            from recharge_statement_part p where p.recharge_statement_id = s.recharge_statement_id) as parts,
         coalesce((select jsonb_agg(to_jsonb(a) order by a.recorded_at, a.recharge_answer_id)
                     from recharge_answer a where a.recharge_statement_id = s.recharge_statement_id), '[]') as answers
    from recharge_statement s`;

/** The statements of a month, each version of each payer's. */
export async function loadStatements(db: Queryable, month: Temporal.PlainYearMonth): Promise<Statement[]> {
  const rows = await db.query(sql`
    ${selectStatement} where s.month = ${firstOf(month)} order by s.payer, s.stream, s.version`);
  return rows.map(row => StatementRow.parse(row));
}

/** One statement, or undefined. */
export async function loadStatement(db: Queryable, statementId: string): Promise<Statement | undefined> {
  const [row] = await db.query(sql`${selectStatement} where s.recharge_statement_id = ${statementId}`);
  return row && StatementRow.parse(row);
}

/** Stores what the other side says; agreed, with its journal. */
export async function saveAnswer(
  tx: Tx,
  actor: Actor,
  said: RechargeAnswer & {
    readonly statementId: string;
    readonly who: string;
    readonly journalId: bigint | undefined;
  },
): Promise<void> {
  await tx.query(sql`
    insert into recharge_answer (recharge_statement_id, icb_code, answer, who, words, answered_on, journal_id, by_id, by_name)
    values (${said.statementId}, ${tx.icbCode}, ${said.answer}, ${said.who}, ${said.words}, ${said.answeredOn},
            ${said.journalId ?? null}, ${actor.id}, ${actor.name})`);
}

/** What each stream of the board that pays for a payer's budgets has lent it and not got back, by name; what came too much is below nought. */
export async function loadLent(
  db: Queryable,
  { payer, stream }: { readonly payer: string; readonly stream: string },
): Promise<StreamPence[]> {
  const rows = await db.query(sql`
    select own.stream,
           coalesce((select b.balance_pence from ledger_account a join ledger_balance b using (ledger_account_id)
                      where a.kind = 'owed_by_payer' and a.stream = own.stream and a.party = ${payer}), 0)::bigint as pence
      from (select distinct b.funding_stream as stream from final_budget_stream s join budget b using (budget_id)
             where s.payer = ${payer} and s.stream = ${stream}) own
     order by own.stream`);
  return rows.map(row => ({ stream: row.stream as string, pence: row.pence as bigint }));
}
