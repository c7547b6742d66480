/**
 * Payments besides the instalments, and other amounts: who asked, who decided, and which instalments changed by it: tables
 * `amount_request`, `amount_decision`, `instalment_change`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { type InstalmentChange, SOURCES } from '../../../rules/amounts/extra-payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const KINDS = ['ADVANCE', 'ONE_OFF', 'CHANGE'] as const;
export type RequestKind = (typeof KINDS)[number];

const RequestRow = z
  .object({
    amount_request_id: z.string(),
    budget_id: z.string(),
    kind: z.enum(KINDS),
    amount_pence: z.bigint(),
    label: z.string(),
    reasons: z.string(),
    source: z.enum(SOURCES).nullable(),
    told_on: plainDate.nullable(),
    effective_on: plainDate,
    facts: z.record(z.string(), z.unknown()),
    seen_hash: z.string(),
    asked_on: plainDate,
    by_id: z.string(),
    by_name: z.string(),
    decision: z.enum(['AGREED', 'REFUSED']).nullable(),
    decision_reasons: z.string().nullable(),
    decided_on: plainDate.nullable(),
    decided_by_name: z.string().nullable(),
  })
  .transform(row => ({
    amountRequestId: row.amount_request_id,
    budgetId: row.budget_id,
    kind: row.kind,
    amountPence: row.amount_pence,
    label: row.label,
    reasons: row.reasons,
    source: row.source ?? undefined,
    toldOn: row.told_on ?? undefined,
    effectiveOn: row.effective_on,
    facts: row.facts,
    /** The effect on the instalments as whoever asked saw it. */
    seen: row.seen_hash,
    askedOn: row.asked_on,
    byId: row.by_id,
    byName: row.by_name,
    decision:
      row.decision === null
        ? undefined
        : {
            decision: row.decision,
            reasons: row.decision_reasons!,
            decidedOn: row.decided_on!,
            byName: row.decided_by_name!,
          },
  }));
/** What somebody asked for, and what was decided. */
export type AmountRequest = z.output<typeof RequestRow>;

const selectRequest = sql`
  select q.*, d.decision, d.reasons as decision_reasons, d.decided_on, d.by_name as decided_by_name
    from amount_request q left join amount_decision d using (amount_request_id)`;

/** What was asked for a budget, newest first. */
export async function loadAmountRequests(db: Queryable, budgetId: string): Promise<AmountRequest[]> {
  const rows = await db.query(sql`
    ${selectRequest} where q.budget_id = ${budgetId} order by q.recorded_at desc, q.amount_request_id`);
  return rows.map(row => RequestRow.parse(row));
}

/** One request of a budget, or undefined. */
export async function loadAmountRequest(
  db: Queryable,
  budgetId: string,
  amountRequestId: string,
): Promise<AmountRequest | undefined> {
  const [row] = await db.query(sql`
    ${selectRequest} where q.budget_id = ${budgetId} and q.amount_request_id = ${amountRequestId}`);
  return row && RequestRow.parse(row);
}

export type WaitingRequest = Pick<
  AmountRequest,
  'amountRequestId' | 'budgetId' | 'kind' | 'amountPence' | 'label' | 'askedOn' | 'byId'
> & { readonly reference: string; readonly personName: string };

/** What waits for a decision in this ICB, emergencies first, then the oldest. */
export async function loadWaitingRequests(db: Queryable, icbCode: string): Promise<WaitingRequest[]> {
  const rows = await db.query(sql`
    select q.amount_request_id, q.budget_id, q.kind, q.amount_pence, q.label, q.asked_on, q.by_id, b.reference,
           coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name
      from amount_request q
      join budget b using (budget_id)
      join person p using (person_id)
     where q.icb_code = ${icbCode} and not exists (select from amount_decision d where d.amount_request_id = q.amount_request_id)
     order by q.kind <> 'ADVANCE', q.recorded_at, q.amount_request_id`);
  return rows.map(row => ({
    amountRequestId: row.amount_request_id as string,
    budgetId: row.budget_id as string,
    kind: row.kind as RequestKind,
    amountPence: row.amount_pence as bigint,
    label: row.label as string,
    askedOn: row.asked_on as PlainDate,
    byId: row.by_id as string,
    reference: row.reference as string,
    personName: row.person_name as string,
  }));
}

export type NewAmountRequest = Pick<
  AmountRequest,
  'budgetId' | 'kind' | 'amountPence' | 'label' | 'reasons' | 'source' | 'toldOn' | 'effectiveOn' | 'seen' | 'askedOn'
> & { readonly facts: Readonly<Record<string, unknown>>; readonly policyVersion: string };

/** Stores what somebody asks for; answers its id. */
export async function saveAmountRequest(tx: Tx, actor: Actor, asked: NewAmountRequest): Promise<string> {
  const [row] = await tx.query(sql`
    insert into amount_request (icb_code, budget_id, kind, amount_pence, label, reasons, source, told_on, effective_on, facts,
                                seen_hash, policy_version, asked_on, by_id, by_name)
    values (${tx.icbCode}, ${asked.budgetId}, ${asked.kind}, ${asked.amountPence}, ${asked.label}, ${asked.reasons},
            ${asked.source ?? null}, ${asked.toldOn ?? null}, ${asked.effectiveOn}, ${JSON.stringify(asked.facts)}::jsonb,
            ${asked.seen}, ${asked.policyVersion}, ${asked.askedOn}, ${actor.id}, ${actor.name})
    returning amount_request_id`);
  return row!.amount_request_id as string;
}

export type NewAmountDecision = {
  readonly amountRequestId: string;
  readonly decision: 'AGREED' | 'REFUSED';
  readonly reasons: string;
  readonly obligationId: string | undefined;
  readonly decidedOn: PlainDate;
  readonly policyVersion: string;
};

/** Stores the answer: one for each request, by another person than who asked. */
export async function saveAmountDecision(tx: Tx, actor: Actor, decided: NewAmountDecision): Promise<void> {
  await tx.query(sql`
    insert into amount_decision (amount_request_id, icb_code, decision, reasons, obligation_id, policy_version, decided_on, by_id, by_name)
    values (${decided.amountRequestId}, ${tx.icbCode}, ${decided.decision}, ${decided.reasons}, ${decided.obligationId ?? null},
            ${decided.policyVersion}, ${decided.decidedOn}, ${actor.id}, ${actor.name})`);
}

export type NewChanges = {
  readonly causeId: string;
  readonly budgetId: string;
  readonly because: 'ADVANCE' | 'ONE_OFF' | 'AMOUNT' | 'OVERPAID';
  readonly happenedOn: PlainDate;
};

/** Changes instalments that are not owed yet: the caller keeps runs waiting. */
export async function saveInstalmentChanges(
  tx: Tx,
  actor: Actor,
  of: NewChanges,
  changes: readonly InstalmentChange[],
): Promise<void> {
  await tx.query(sql`
    insert into instalment_change (cause_id, stream, option, period, icb_code, budget_id, because, change_pence, happened_on, by_id, by_name)
    select ${of.causeId}::uuid, c.stream, c.option, c.period, ${tx.icbCode}, ${of.budgetId}::uuid, ${of.because}, c.change_pence,
           ${of.happenedOn}::date, ${actor.id}::uuid, ${actor.name}
      from unnest(${changes.map(change => change.stream)}::text[], ${changes.map(change => change.option)}::text[],
                  ${changes.map(change => change.period.toPlainDate({ day: 1 }))}::date[],
                  ${changes.map(change => change.changePence)}::bigint[]) as c (stream, option, period, change_pence)`);
}

/** The instalments that a request changed, in order of their months. */
export async function loadChangesOf(db: Queryable, causeId: string): Promise<InstalmentChange[]> {
  const rows = await db.query(sql`
    select stream, option, period, change_pence from instalment_change
     where cause_id = ${causeId} order by period, stream, option`);
  return rows.map(row => ({
    stream: row.stream as string,
    option: row.option as string,
    period: (row.period as PlainDate).toPlainYearMonth(),
    changePence: row.change_pence as bigint,
  }));
}
