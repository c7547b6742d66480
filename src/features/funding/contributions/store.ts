/**
 * What people, and payers who pay them themselves, pay in of a council's part: tables `contribution`, `contribution_line`,
 * `contribution_taken_back` and `contribution_talk`, and the view of what is asked for, `contribution_year`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { PAID_BY, type PaidIn } from '../../../rules/funding/contribution.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const YearRow = z
  .object({
    budget_id: z.string(),
    stream: z.string(),
    payer: z.string(),
    starts_on: plainDate,
    paid_by: z.enum(PAID_BY),
    pence: z.bigint(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    stream: row.stream,
    payer: row.payer,
    startsOn: row.starts_on,
    paidBy: row.paid_by,
    askedPence: row.pence,
  }));
/** What is asked of the person, or of a payer who pays apart, for one payer's part of one budget year. */
export type ContributionYear = z.output<typeof YearRow>;

/** What is asked for, by payer, who pays and year; nothing where nobody asks. */
export async function loadContributionYears(db: Queryable, budgetId: string): Promise<ContributionYear[]> {
  const rows = await db.query(sql`
    select * from contribution_year where budget_id = ${budgetId} order by stream, paid_by, starts_on`);
  return rows.map(row => YearRow.parse(row));
}

const ContributionRow = z
  .object({
    contribution_id: z.string(),
    budget_id: z.string(),
    stream: z.string(),
    paid_by: z.enum(PAID_BY),
    payment_account_id: z.string(),
    pence: z.bigint(),
    paid_on: plainDate,
    reference: z.string(),
    journal_id: z.bigint(),
    by_name: z.string(),
    statement_line_id: z.string().nullable(),
    line_journal_id: z.bigint().nullable(),
  })
  .transform(row => ({
    contributionId: row.contribution_id,
    budgetId: row.budget_id,
    stream: row.stream,
    paidBy: row.paid_by,
    accountId: row.payment_account_id,
    pence: row.pence,
    paidOn: row.paid_on,
    reference: row.reference,
    journalId: row.journal_id,
    byName: row.by_name,
    lineId: row.statement_line_id,
    lineJournalId: row.line_journal_id,
  }));
/** A part that was paid in and counts. */
export type Contribution = z.output<typeof ContributionRow>;

/** What payers pay the person themselves of a budget: who, what was agreed, and what of it has come. Most budgets have none. */
export async function loadPaidApart(db: Queryable, budgetId: string): Promise<PaidApart[]> {
  const rows = await db.query(sql`
    select y.stream, max(y.payer) as payer, sum(y.pence)::bigint as agreed,
           coalesce((select sum(n.pence) from contribution_now n
                      where n.budget_id = y.budget_id and n.stream = y.stream and n.paid_by = 'payer'), 0)::bigint as paid
      from contribution_year y where y.budget_id = ${budgetId} and y.paid_by = 'payer'
     group by y.budget_id, y.stream order by y.stream`);
  return rows.map(row => ({
    payer: row.payer as string,
    agreedPence: row.agreed as bigint,
    paidPence: row.paid as bigint,
  }));
}
export type PaidApart = { readonly payer: string; readonly agreedPence: bigint; readonly paidPence: bigint };

/** What was paid in and counts, oldest first. */
export async function loadContributions(db: Queryable, budgetId: string): Promise<Contribution[]> {
  const rows = await db.query(sql`
    select * from contribution_now where budget_id = ${budgetId} order by paid_on, recorded_at, contribution_id`);
  return rows.map(row => ContributionRow.parse(row));
}

/** The budgets with a part that no statement shows yet. */
export async function loadUnseen(db: Queryable): Promise<string[]> {
  const rows = await db.query(sql`
    select distinct budget_id from contribution_now where statement_line_id is null order by budget_id`);
  return rows.map(row => row.budget_id as string);
}

/** The part that a bank line shows, or undefined. */
export async function findContributionOfLine(db: Queryable, lineId: string): Promise<string | undefined> {
  const [row] = await db.query(sql`select contribution_id from contribution_now where statement_line_id = ${lineId}`);
  return row?.contribution_id as string | undefined;
}

export type NewContribution = PaidIn & {
  readonly budgetId: string;
  readonly contributionId: string;
  readonly accountId: string;
  readonly journalId: bigint;
};

export async function saveContribution(tx: Tx, actor: Actor, paid: NewContribution): Promise<void> {
  await tx.query(sql`
    insert into contribution (contribution_id, icb_code, budget_id, stream, paid_by, payment_account_id, pence, paid_on, reference,
                              journal_id, by_id, by_name)
    values (${paid.contributionId}, ${tx.icbCode}, ${paid.budgetId}, ${paid.stream}, ${paid.paidBy}, ${paid.accountId}, ${paid.pence},
            ${paid.paidOn}, ${paid.reference}, ${paid.journalId}, ${actor.id}, ${actor.name})`);
}

export type SeenOn = { readonly contributionId: string; readonly lineId: string; readonly journalId: bigint };

/** Stores which bank lines show which parts. */
export async function saveSeen(tx: Tx, actor: Actor, seen: readonly SeenOn[]): Promise<void> {
  await tx.query(sql`
    insert into contribution_line (contribution_id, icb_code, statement_line_id, journal_id, by_id, by_name)
    select s.contribution_id, ${tx.icbCode}, s.line_id, s.journal_id, ${actor.id}::uuid, ${actor.name}
      from unnest(${seen.map(each => each.contributionId)}::uuid[], ${seen.map(each => each.lineId)}::uuid[],
                  ${seen.map(each => each.journalId)}::bigint[]) as s (contribution_id, line_id, journal_id)`);
}

export async function saveContributionTakenBack(
  tx: Tx,
  actor: Actor,
  taken: { readonly contributionId: string; readonly reason: string },
): Promise<void> {
  await tx.query(sql`
    insert into contribution_taken_back (contribution_id, icb_code, reason, by_id, by_name)
    values (${taken.contributionId}, ${tx.icbCode}, ${taken.reason}, ${actor.id}, ${actor.name})`);
}

const TalkRow = z
  .object({ talked_on: plainDate, words: z.string(), by_name: z.string() })
  .transform(row => ({ talkedOn: row.talked_on, words: row.words, byName: row.by_name }));
export type ContributionTalk = z.output<typeof TalkRow>;

/** The talks about what is missing, newest first; at most fifty. */
export async function loadContributionTalks(db: Queryable, budgetId: string): Promise<ContributionTalk[]> {
  const rows = await db.query(sql`
    select * from contribution_talk where budget_id = ${budgetId} order by talked_on desc, recorded_at desc limit 50`);
  return rows.map(row => TalkRow.parse(row));
}

export async function saveContributionTalk(
  tx: Tx,
  actor: Actor,
  talk: { readonly budgetId: string; readonly talkedOn: PlainDate; readonly words: string },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into contribution_talk (icb_code, budget_id, talked_on, words, by_id, by_name)
    values (${tx.icbCode}, ${talk.budgetId}, ${talk.talkedOn}, ${talk.words}, ${actor.id}, ${actor.name})
    returning contribution_talk_id`);
  return row!.contribution_talk_id as string;
}

const ContributorRow = z
  .object({
    budget_id: z.string(),
    stream: z.string(),
    payer: z.string(),
    paid_by: z.enum(PAID_BY),
    reference: z.string(),
    person_name: z.string(),
    care_coordinator_id: z.string(),
    care_coordinator_name: z.string(),
    starts: z.array(z.string()),
    sums: z.array(z.string()),
    paid_pence: z.bigint(),
    talked_on: plainDate.nullable(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    stream: row.stream,
    payer: row.payer,
    paidBy: row.paid_by,
    reference: row.reference,
    personName: row.person_name,
    careCoordinatorId: row.care_coordinator_id,
    careCoordinatorName: row.care_coordinator_name,
    years: row.starts.map((startsOn, i) => ({
      startsOn: Temporal.PlainDate.from(startsOn),
      askedPence: BigInt(row.sums[i]!),
    })),
    paidPence: row.paid_pence,
    talkedOn: row.talked_on ?? undefined,
  }));
/** Somebody who is asked for a part, with all that was asked and paid. */
export type Contributor = z.output<typeof ContributorRow>;

/** Everybody of the board who is asked for a part, and every payer who pays a person itself, part by part. */
export async function loadContributors(db: Queryable, icbCode: string): Promise<Contributor[]> {
  const rows = await db.query(sql`
    select y.budget_id, y.stream, y.paid_by, max(y.payer) as payer, b.reference, b.care_coordinator_id, c.name as care_coordinator_name,
           coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name,
           array_agg(y.starts_on::text order by y.starts_on) as starts, array_agg(y.pence::text order by y.starts_on) as sums,
           coalesce((select sum(n.pence) from contribution_now n
                      where n.budget_id = y.budget_id and n.stream = y.stream and n.paid_by = y.paid_by), 0)::bigint as paid_pence,
           (select max(t.talked_on) from contribution_talk t where t.budget_id = y.budget_id) as talked_on
      from contribution_year y
      join budget b using (budget_id)
      join person p using (person_id)
      join staff_user c on c.staff_user_id = b.care_coordinator_id
     where y.icb_code = ${icbCode}
     group by y.budget_id, y.stream, y.paid_by, b.reference, b.care_coordinator_id, c.name, person_name
     order by y.budget_id, y.stream, y.paid_by`);
  return rows.map(row => ContributorRow.parse(row));
}
