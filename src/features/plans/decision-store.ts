/** Decisions on submitted plan versions, with the eight points: tables `plan_decision` and `plan_decision_point`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
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
