/**
 * Decisions about somebody's budget, and those that are looked at again (T29): view `decision_about_budget`, tables
 * `reconsideration`, `reconsideration_outcome`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { often, sql } from '../../platform/sql.ts';
import {
  DECISION_KINDS,
  type DecisionKind,
  OUTCOMES,
  type ReconsiderationOutcome,
} from '../../rules/decisions/reconsideration.ts';
import { ANY_DECISION_KINDS } from '../../rules/decisions/refusal-reasons.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const DecisionRow = z
  .object({
    decision_id: z.string(),
    kind: z.enum(ANY_DECISION_KINDS),
    about: z.string(),
    adverse: z.boolean(),
    reasons: z.array(z.string()),
    decided_on: plainDate,
    by_id: z.string(),
    by_name: z.string(),
    notice_id: z.string().nullable(),
    rules: z.array(z.string()).nullable(),
    facts: z.array(z.string()).nullable(),
    what_would_change: z.array(z.string()).nullable(),
    alternatives: z.array(z.string()).nullable(),
  })
  .transform(row => ({
    decisionId: row.decision_id,
    kind: row.kind,
    about: row.about,
    /** A no that can be looked at again. */
    adverse: row.adverse,
    reasons: row.reasons,
    decidedOn: row.decided_on,
    byId: row.by_id,
    byName: row.by_name,
    noticeId: row.notice_id,
    rules: row.rules ?? [],
    facts: row.facts ?? [],
    whatWouldChange: row.what_would_change ?? [],
    alternatives: row.alternatives ?? [],
  }));
export type DecisionAbout = z.output<typeof DecisionRow>;

/** The decisions about this budget with what the person was told of them, newest first; or the one with this id. */
export async function loadDecisions(db: Queryable, budgetId: string, decisionId?: string): Promise<DecisionAbout[]> {
  const rows = await db.query(often`
    select d.*, n.notice_id, n.rules, n.facts, n.what_would_change, n.alternatives
      from decision_about_budget d
      left join lateral (select * from notice x where x.budget_id = d.budget_id and x.decision_id = d.decision_id::text
                          order by cardinality(x.reasons) desc, x.recorded_at limit 1) n on true
     where d.budget_id = ${budgetId} and (${decisionId ?? null}::uuid is null or d.decision_id = ${decisionId ?? null})
     order by d.recorded_at desc, d.decision_id`);
  return rows.map(row => DecisionRow.parse(row));
}

const ReconsiderationRow = z
  .object({
    reconsideration_id: z.string(),
    budget_id: z.string(),
    decision_kind: z.enum(DECISION_KINDS),
    decision_id: z.string(),
    about: z.string(),
    decided_by_id: z.string(),
    words: z.string(),
    asked_on: plainDate,
    answer_by: plainDate,
    by_id: z.string(),
    by_name: z.string(),
    outcome: z.enum(OUTCOMES).nullable(),
    reasons: z.string().nullable(),
    answered_on: plainDate.nullable(),
    reviewer: z.string().nullable(),
  })
  .transform(row => ({
    reconsiderationId: row.reconsideration_id,
    budgetId: row.budget_id,
    kind: row.decision_kind,
    decisionId: row.decision_id,
    about: row.about,
    decidedById: row.decided_by_id,
    words: row.words,
    askedOn: row.asked_on,
    answerBy: row.answer_by,
    byId: row.by_id,
    byName: row.by_name,
    /** Undefined while it is open. */
    outcome:
      row.outcome === null
        ? undefined
        : { outcome: row.outcome, reasons: row.reasons!, decidedOn: row.answered_on!, byName: row.reviewer! },
  }));
export type Reconsideration = z.output<typeof ReconsiderationRow>;

const selectReconsideration = sql`
  select r.*, o.outcome, o.reasons, o.decided_on as answered_on, o.by_name as reviewer
    from reconsideration r left join reconsideration_outcome o using (reconsideration_id)`;

/** What was asked to be looked at again for this budget, oldest first. */
export async function loadReconsiderations(db: Queryable, budgetId: string): Promise<Reconsideration[]> {
  const rows = await db.query(sql`
    ${selectReconsideration} where r.budget_id = ${budgetId} order by r.recorded_at, r.reconsideration_id`);
  return rows.map(row => ReconsiderationRow.parse(row));
}

/** One of them, or undefined. */
export async function loadReconsideration(
  db: Queryable,
  budgetId: string,
  reconsiderationId: string,
): Promise<Reconsideration | undefined> {
  const [row] = await db.query(sql`
    ${selectReconsideration} where r.budget_id = ${budgetId} and r.reconsideration_id = ${reconsiderationId}`);
  return row && ReconsiderationRow.parse(row);
}

export type WaitingReconsideration = {
  readonly reconsiderationId: string;
  readonly budgetId: string;
  readonly reference: string;
  readonly personName: string;
  readonly kind: DecisionKind;
  readonly about: string;
  readonly decidedById: string;
  readonly askedOn: PlainDate;
  readonly answerBy: PlainDate;
};

/** What waits for an answer in this ICB, the earliest due first. */
export async function loadWaiting(db: Queryable, icbCode: string): Promise<WaitingReconsideration[]> {
  const rows = await db.query(sql`
    select r.*, b.reference, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name
      from reconsideration r join budget b using (budget_id) join person p using (person_id)
     where r.icb_code = ${icbCode}
       and not exists (select from reconsideration_outcome o where o.reconsideration_id = r.reconsideration_id)
     order by r.answer_by, r.reconsideration_id`);
  return rows.map(row => ({
    reconsiderationId: row.reconsideration_id as string,
    budgetId: row.budget_id as string,
    reference: row.reference as string,
    personName: row.person_name as string,
    kind: row.decision_kind as DecisionKind,
    about: row.about as string,
    decidedById: row.decided_by_id as string,
    askedOn: row.asked_on as PlainDate,
    answerBy: row.answer_by as PlainDate,
  }));
}

export type NewReconsideration = {
  readonly budgetId: string;
  readonly kind: DecisionKind;
  readonly decisionId: string;
  readonly about: string;
  readonly decidedById: string;
  readonly words: string;
  readonly askedOn: PlainDate;
  readonly answerBy: PlainDate;
  readonly policyVersion: string;
};

/** Stores that the person asked; answers its id. */
export async function saveReconsideration(tx: Tx, actor: Actor, asked: NewReconsideration): Promise<string> {
  const [row] = await tx.query(sql`
    insert into reconsideration (icb_code, budget_id, decision_kind, decision_id, about, decided_by_id, words, asked_on,
                                 answer_by, policy_version, by_id, by_name)
    values (${tx.icbCode}, ${asked.budgetId}, ${asked.kind}, ${asked.decisionId}, ${asked.about}, ${asked.decidedById},
            ${asked.words}, ${asked.askedOn}, ${asked.answerBy}, ${asked.policyVersion}, ${actor.id}, ${actor.name})
    returning reconsideration_id`);
  return row!.reconsideration_id as string;
}

/** Stores the answer. */
export async function saveOutcomeOf(
  tx: Tx,
  actor: Actor,
  answer: {
    readonly reconsiderationId: string;
    readonly outcome: ReconsiderationOutcome;
    readonly reasons: string;
    readonly decidedOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into reconsideration_outcome (reconsideration_id, icb_code, outcome, reasons, decided_on, by_id, by_name)
    values (${answer.reconsiderationId}, ${tx.icbCode}, ${answer.outcome}, ${answer.reasons}, ${answer.decidedOn},
            ${actor.id}, ${actor.name})`);
}
