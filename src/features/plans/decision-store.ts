/**
 * Decisions on submitted plan versions, with the eight points, the items that were refused, and the plans that were
 * passed on: tables `plan_decision`, `plan_decision_point`, `plan_item_refusal`, `plan_escalation`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { ApprovalLevel, RefusalReason } from '../../rules/decisions/approval.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

export type DecisionPoint = {
  /** ICB1 to ICB5, P1 to P3. */
  readonly point: string;
  readonly answer: 'yes' | 'no' | 'not-applicable';
  readonly reason: string;
  /** What stood beside the question. */
  readonly facts: readonly string[];
};

export type NewPlanDecision = {
  readonly planId: string;
  readonly decision: 'APPROVED' | 'RETURNED' | 'REFUSED';
  readonly contentHash: string;
  readonly clinicianName: string;
  readonly conditions: string;
  /** CL-13, for a refusal. */
  readonly reasonCode: string | null;
  readonly reasons: readonly string[];
  readonly annualPence: bigint;
  readonly directPaymentAppropriate: boolean | null;
  readonly directPaymentReason: string;
  readonly conventionalPence: bigint | null;
  readonly benefits: string;
  readonly decidedOn: PlainDate;
  readonly policyVersion: string;
  readonly points: readonly DecisionPoint[];
};

/** Stores the decision on a submitted version with its eight points; answers its id. */
export async function savePlanDecision(tx: Tx, actor: Actor, decision: NewPlanDecision): Promise<string> {
  const [row] = await tx.query(sql`
    insert into plan_decision (icb_code, plan_id, decision, content_hash, clinician_name, conditions, reason_code, reasons,
           annual_pence, direct_payment_appropriate, direct_payment_reason, conventional_pence, benefits, decided_on, policy_version, by_id, by_name)
    values (${tx.icbCode}, ${decision.planId}, ${decision.decision}, ${decision.contentHash}, ${decision.clinicianName},
            ${decision.conditions}, ${decision.reasonCode}, ${decision.reasons}, ${decision.annualPence},
            ${decision.directPaymentAppropriate}, ${decision.directPaymentReason}, ${decision.conventionalPence},
            ${decision.benefits}, ${decision.decidedOn}, ${decision.policyVersion}, ${actor.id}, ${actor.name})
    returning plan_decision_id`);
  const planDecisionId = row!.plan_decision_id as string;
  for (const { point, answer, reason, facts } of decision.points)
    await tx.query(sql`
      insert into plan_decision_point (plan_decision_id, point, icb_code, answer, reason, facts)
      values (${planDecisionId}, ${point}, ${tx.icbCode}, ${answer}, ${reason}, ${facts})`);
  return planDecisionId;
}

/** Refuses one item of an approved version; answers the id under which it can be looked at again. */
export async function saveItemRefusal(
  tx: Tx,
  refusal: {
    readonly planDecisionId: string;
    readonly planItemId: string;
    readonly reasonCode: RefusalReason;
    readonly words: string;
  },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into plan_item_refusal (icb_code, plan_decision_id, plan_item_id, reason_code, words)
    values (${tx.icbCode}, ${refusal.planDecisionId}, ${refusal.planItemId}, ${refusal.reasonCode}, ${refusal.words})
    returning plan_item_refusal_id`);
  return row!.plan_item_refusal_id as string;
}

/** Passes a submitted version on to a higher level. */
export async function savePassedOn(
  tx: Tx,
  actor: Actor,
  passed: {
    readonly planId: string;
    readonly goesTo: ApprovalLevel;
    readonly annualPence: bigint;
    readonly policyVersion: string;
    readonly passedOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into plan_escalation (plan_id, goes_to, icb_code, annual_pence, policy_version, passed_on, by_id, by_name)
    values (${passed.planId}, ${passed.goesTo}, ${tx.icbCode}, ${passed.annualPence}, ${passed.policyVersion},
            ${passed.passedOn}, ${actor.id}, ${actor.name})`);
}

/** To which levels a version was passed on, oldest first. */
export async function loadPassedOn(
  db: Queryable,
  planId: string,
): Promise<{ readonly goesTo: ApprovalLevel; readonly passedOn: PlainDate; readonly byName: string }[]> {
  const rows = await db.query(sql`
    select goes_to, passed_on, by_name from plan_escalation where plan_id = ${planId} order by recorded_at, goes_to`);
  return rows.map(row => ({
    goesTo: row.goes_to as ApprovalLevel,
    passedOn: row.passed_on as PlainDate,
    byName: row.by_name as string,
  }));
}

const DecisionRow = z
  .object({
    plan_decision_id: z.string(),
    plan_id: z.string(),
    version: z.number(),
    decision: z.enum(['APPROVED', 'RETURNED', 'REFUSED']),
    clinician_name: z.string(),
    conditions: z.string(),
    reasons: z.array(z.string()),
    decided_on: plainDate,
    by_id: z.string(),
    by_name: z.string(),
  })
  .transform(row => ({
    planDecisionId: row.plan_decision_id,
    planId: row.plan_id,
    version: row.version,
    decision: row.decision,
    clinicianName: row.clinician_name,
    conditions: row.conditions,
    reasons: row.reasons,
    decidedOn: row.decided_on,
    byId: row.by_id,
    byName: row.by_name,
  }));
export type PlanDecision = z.output<typeof DecisionRow> & { readonly points: readonly DecisionPoint[] };

/** The latest decision on any version of a budget's plan, or undefined. */
export async function loadPlanDecision(db: Queryable, budgetId: string): Promise<PlanDecision | undefined> {
  const [row] = await db.query(sql`
    select d.*, p.version from plan_decision d join plan p using (plan_id)
     where p.budget_id = ${budgetId} order by p.version desc limit 1`);
  if (!row) return undefined;
  const points = await db.query(sql`
    select point, answer, reason, facts from plan_decision_point
     where plan_decision_id = ${row.plan_decision_id}
     order by array_position(array['ICB1','ICB2','ICB3','ICB4','ICB5','P1','P2','P3'], point)`);
  return { ...DecisionRow.parse(row), points: points as unknown as DecisionPoint[] };
}

/** The board's signature under one version: who decided, what and when. */
export type BoardDecision = {
  readonly decision: 'APPROVED' | 'RETURNED' | 'REFUSED';
  readonly byName: string;
  readonly clinicianName: string;
  readonly decidedOn: PlainDate;
};

/** What was decided on one version; undefined before that. */
export async function loadDecisionOn(db: Queryable, planId: string): Promise<BoardDecision | undefined> {
  const [row] = await db.query(
    sql`select decision, by_name, clinician_name, decided_on from plan_decision where plan_id = ${planId}`,
  );
  return (
    row && {
      decision: row.decision as BoardDecision['decision'],
      byName: row.by_name as string,
      clinicianName: row.clinician_name as string,
      decidedOn: row.decided_on as PlainDate,
    }
  );
}
