/** The end of a budget: tables `money_back`, `money_back_line`, `budget_closing` and `budget_closing_answer` (T28). */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const MoneyBackRow = z
  .object({
    money_back_id: z.string(),
    pence: z.bigint(),
    received_on: plainDate,
    reference: z.string(),
    statement_line_id: z.string().nullable(),
    by_name: z.string(),
  })
  .transform(row => ({
    moneyBackId: row.money_back_id,
    pence: row.pence,
    receivedOn: row.received_on,
    reference: row.reference,
    lineId: row.statement_line_id ?? undefined,
    byName: row.by_name,
  }));
export type MoneyBack = z.output<typeof MoneyBackRow>;

/** What was given back of a budget, at its end or because it was paid twice, oldest first, each with the bank line that shows it. */
export async function loadMoneyBack(db: Queryable, budgetId: string): Promise<MoneyBack[]> {
  const rows = await db.query(sql`
    select m.*, l.statement_line_id from money_back m left join money_back_line l using (money_back_id)
     where m.budget_id = ${budgetId} order by m.received_on, m.recorded_at`);
  return rows.map(row => MoneyBackRow.parse(row));
}

const UnseenRow = z
  .object({
    budget_id: z.string(),
    reference: z.string(),
    person_name: z.string(),
    pence: z.bigint(),
    received_on: plainDate,
  })
  .transform(row => ({
    budgetId: row.budget_id,
    budgetReference: row.reference,
    personName: row.person_name,
    pence: row.pence,
    receivedOn: row.received_on,
  }));

/** Payments made twice that the person paid back, and of which nobody has said which bank line shows them; oldest first. */
export async function loadPaidBackUnseen(db: Queryable, icbCode: string): Promise<z.output<typeof UnseenRow>[]> {
  const rows = await db.query(sql`
    select m.budget_id, b.reference, coalesce(nullif(n.preferred_name, ''), n.given_name || ' ' || n.family_name) as person_name, m.pence, m.received_on
      from money_back m
      join budget b using (budget_id)
      join person n using (person_id)
     where m.icb_code = ${icbCode} and not exists (select from money_back_line l where l.money_back_id = m.money_back_id)
       and exists (select from journal j where j.journal_id = m.journal_id and j.kind = 'overpayment-paid-back')
     order by m.received_on, b.reference`);
  return rows.map(row => UnseenRow.parse(row));
}

/** Whether a bank line shows money that was given back. */
export async function isMoneyBack(db: Queryable, lineId: string): Promise<boolean> {
  const [row] = await db.query(sql`select from money_back_line where statement_line_id = ${lineId}`);
  return row !== undefined;
}

export async function saveMoneyBack(
  tx: Tx,
  actor: Actor,
  back: Pick<MoneyBack, 'moneyBackId' | 'pence' | 'receivedOn' | 'reference'> & {
    readonly budgetId: string;
    readonly journalId: bigint;
  },
): Promise<void> {
  await tx.query(sql`
    insert into money_back (money_back_id, icb_code, budget_id, pence, received_on, reference, journal_id, by_id, by_name)
    values (${back.moneyBackId}, ${tx.icbCode}, ${back.budgetId}, ${back.pence}, ${back.receivedOn}, ${back.reference},
            ${back.journalId}, ${actor.id}, ${actor.name})`);
}

export async function saveMoneyBackLine(
  tx: Tx,
  actor: Actor,
  seen: { readonly moneyBackId: string; readonly lineId: string; readonly journalId: bigint },
): Promise<void> {
  await tx.query(sql`
    insert into money_back_line (money_back_id, icb_code, statement_line_id, journal_id, by_id, by_name)
    values (${seen.moneyBackId}, ${tx.icbCode}, ${seen.lineId}, ${seen.journalId}, ${actor.id}, ${actor.name})`);
}

const ClosingRow = z
  .object({
    budget_closing_id: z.string(),
    written_off_pence: z.bigint(),
    reason: z.string(),
    proposed_on: plainDate,
    by_id: z.string(),
    by_name: z.string(),
    yes: z.boolean().nullable(),
    answer_reason: z.string().nullable(),
    answered_on: plainDate.nullable(),
    answered_by: z.string().nullable(),
    keep_until: plainDate.nullable(),
  })
  .transform(row => ({
    closingId: row.budget_closing_id,
    writtenOffPence: row.written_off_pence,
    reason: row.reason,
    proposedOn: row.proposed_on,
    byId: row.by_id,
    byName: row.by_name,
    /** Undefined while nobody has answered. */
    answer:
      row.yes === null
        ? undefined
        : {
            yes: row.yes,
            reason: row.answer_reason!,
            answeredOn: row.answered_on!,
            byName: row.answered_by!,
            keepUntil: row.keep_until ?? undefined,
          },
  }));
export type Closing = z.output<typeof ClosingRow>;

/** Every time that somebody proposed to close a budget, oldest first, each with its answer. */
export async function loadClosings(db: Queryable, budgetId: string): Promise<Closing[]> {
  const rows = await db.query(sql`
    select c.*, a.yes, a.reason as answer_reason, a.answered_on, a.by_name as answered_by, a.keep_until
      from budget_closing c left join budget_closing_answer a using (budget_closing_id)
     where c.budget_id = ${budgetId} order by c.recorded_at, c.budget_closing_id`);
  return rows.map(row => ClosingRow.parse(row));
}

export async function saveClosing(
  tx: Tx,
  actor: Actor,
  closing: Pick<Closing, 'writtenOffPence' | 'reason' | 'proposedOn'> & { readonly budgetId: string },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into budget_closing (icb_code, budget_id, written_off_pence, reason, proposed_on, by_id, by_name)
    values (${tx.icbCode}, ${closing.budgetId}, ${closing.writtenOffPence}, ${closing.reason}, ${closing.proposedOn},
            ${actor.id}, ${actor.name})
    returning budget_closing_id`);
  return row!.budget_closing_id as string;
}

export async function saveClosingAnswer(
  tx: Tx,
  actor: Actor,
  answer: {
    readonly closing: Pick<Closing, 'closingId' | 'byId'>;
    readonly yes: boolean;
    readonly reason: string;
    readonly answeredOn: PlainDate;
    readonly keepUntil: PlainDate | undefined;
  },
): Promise<void> {
  await tx.query(sql`
    insert into budget_closing_answer (budget_closing_id, icb_code, proposed_by_id, yes, reason, answered_on, keep_until, by_id, by_name)
    values (${answer.closing.closingId}, ${tx.icbCode}, ${answer.closing.byId}, ${answer.yes}, ${answer.reason},
            ${answer.answeredOn}, ${answer.keepUntil ?? null}, ${actor.id}, ${actor.name})`);
}
