/**
 * What was told to the person and what was decided about their request: tables `information_given`,
 * `eligibility_decision`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { type Basis, GROUPS, type Reason } from '../../rules/eligibility.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

export type Information = { readonly what: string; readonly givenOn: PlainDate; readonly byName: string };

/** Records that the person was told of their right and given information, advice and support. */
export async function saveInformation(
  tx: Tx,
  actor: Actor,
  given: { readonly budgetId: string; readonly what: string; readonly givenOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into information_given (icb_code, budget_id, what, given_on, by_id, by_name)
    values (${tx.icbCode}, ${given.budgetId}, ${given.what}, ${given.givenOn}, ${actor.id}, ${actor.name})`);
}

/** What information was given, oldest first. */
export async function loadInformation(db: Queryable, budgetId: string): Promise<Information[]> {
  const rows = await db.query(sql`
    select what, given_on, by_name from information_given where budget_id = ${budgetId}
     order by given_on, recorded_at, information_given_id`);
  return rows.map(row => ({
    what: row.what as string,
    givenOn: row.given_on as PlainDate,
    byName: row.by_name as string,
  }));
}

const EligibilityDecision = z
  .object({
    eligibility_decision_id: z.string(),
    granted: z.enum(['FULL', 'PART', 'NONE']),
    basis: z.enum(['RIGHT', 'LOCAL_OFFER', 'EXCEPTION']).nullable(),
    eligible_group: z.enum(GROUPS),
    evidence: z.string(),
    evidence_on: z.instanceof(Temporal.PlainDate).nullable(),
    reasons: z.array(z.object({ code: z.string(), words: z.string() })),
    part_refused: z.string(),
    alternatives: z.string(),
    policy_version: z.string(),
    decided_on: z.instanceof(Temporal.PlainDate),
    by_id: z.string(),
    by_name: z.string(),
  })
  .transform(row => ({
    eligibilityDecisionId: row.eligibility_decision_id,
    granted: row.granted,
    basis: row.basis,
    group: row.eligible_group,
    evidence: row.evidence,
    evidenceOn: row.evidence_on,
    reasons: row.reasons,
    partRefused: row.part_refused,
    alternatives: row.alternatives,
    policyVersion: row.policy_version,
    decidedOn: row.decided_on,
    /** Who decided; the same person may not approve the plan of this case. */
    byId: row.by_id,
    byName: row.by_name,
  }));
export type EligibilityDecision = z.output<typeof EligibilityDecision>;

export type NewEligibilityDecision = {
  readonly budgetId: string;
  readonly granted: 'FULL' | 'PART' | 'NONE';
  readonly basis: Basis | null;
  readonly group: string;
  readonly evidence: string;
  readonly evidenceOn: PlainDate | undefined;
  readonly solelyNhsFunded: boolean;
  readonly responsibleIcbConfirmed: boolean;
  readonly reasons: readonly Reason[];
  readonly partRefused: string;
  readonly alternatives: string;
  readonly policyVersion: string;
  readonly decidedOn: PlainDate;
};

/** Stores the answer to the request (T03, T04); answers its id. */
export async function saveEligibilityDecision(tx: Tx, actor: Actor, decided: NewEligibilityDecision): Promise<string> {
  const [row] = await tx.query(sql`
    insert into eligibility_decision (icb_code, budget_id, granted, basis, eligible_group, evidence, evidence_on,
                                      solely_nhs_funded, responsible_icb_confirmed, reasons, part_refused, alternatives,
                                      policy_version, decided_on, by_id, by_name)
    values (${tx.icbCode}, ${decided.budgetId}, ${decided.granted}, ${decided.basis}, ${decided.group}, ${decided.evidence},
            ${decided.evidenceOn ?? null}, ${decided.solelyNhsFunded}, ${decided.responsibleIcbConfirmed},
            ${JSON.stringify(decided.reasons)}, ${decided.partRefused}, ${decided.alternatives}, ${decided.policyVersion},
            ${decided.decidedOn}, ${actor.id}, ${actor.name})
    returning eligibility_decision_id`);
  return row!.eligibility_decision_id as string;
}

/** The latest answer to this budget's request, or undefined before there is one. */
export async function loadEligibilityDecision(
  db: Queryable,
  budgetId: string,
): Promise<EligibilityDecision | undefined> {
  const [row] = await db.query(sql`
    select * from eligibility_decision where budget_id = ${budgetId}
     order by recorded_at desc, eligibility_decision_id limit 1`);
  return row && EligibilityDecision.parse(row);
}
