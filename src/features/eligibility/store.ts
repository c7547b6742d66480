/**
 * What was told to the person and what was decided about their request: tables `information_given`,
 * `eligibility_decision`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { PLACES, type Place } from '../../rules/eligibility/chc-default.ts';
import { type Basis, GROUPS, type Group, type Reason } from '../../rules/eligibility/eligibility.ts';
import type { BudgetState } from '../../rules/life.ts';
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
    solely_nhs_funded: z.boolean(),
    responsible_icb_confirmed: z.boolean(),
    reasons: z.array(z.object({ code: z.string(), words: z.string() })),
    part_refused: z.string(),
    alternatives: z.string(),
    group_facts: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
    lives_at: z.enum(PLACES),
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
    solelyNhsFunded: row.solely_nhs_funded,
    responsibleIcbConfirmed: row.responsible_icb_confirmed,
    reasons: row.reasons,
    partRefused: row.part_refused,
    alternatives: row.alternatives,
    /** What was said about the person’s place in the group. */
    groupFacts: row.group_facts,
    livesAt: row.lives_at,
    policyVersion: row.policy_version,
    decidedOn: row.decided_on,
    /** Who decided; the same person may not approve the plan of this case. */
    byId: row.by_id,
    byName: row.by_name,
  }));
export type EligibilityDecision = z.output<typeof EligibilityDecision>;

/** What was said about the group, as it is stored. */
export type GroupSaid = Readonly<Record<string, string | boolean | readonly string[]>>;

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
  readonly groupFacts: GroupSaid;
  readonly livesAt: Place;
  readonly policyVersion: string;
  readonly decidedOn: PlainDate;
};

/** Stores the answer to the request (T03, T04); answers its id. */
export async function saveEligibilityDecision(tx: Tx, actor: Actor, decided: NewEligibilityDecision): Promise<string> {
  const [row] = await tx.query(sql`
    insert into eligibility_decision (icb_code, budget_id, granted, basis, eligible_group, evidence, evidence_on,
                                      solely_nhs_funded, responsible_icb_confirmed, reasons, part_refused, alternatives,
                                      group_facts, lives_at, policy_version, decided_on, by_id, by_name)
    values (${tx.icbCode}, ${decided.budgetId}, ${decided.granted}, ${decided.basis}, ${decided.group}, ${decided.evidence},
            ${decided.evidenceOn ?? null}, ${decided.solelyNhsFunded}, ${decided.responsibleIcbConfirmed},
            ${JSON.stringify(decided.reasons)}, ${decided.partRefused}, ${decided.alternatives},
            ${JSON.stringify(decided.groupFacts)}, ${decided.livesAt}, ${decided.policyVersion},
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

/** Everybody who answered this request, once or more. */
export async function loadDeciderIds(db: Queryable, budgetId: string): Promise<string[]> {
  const rows = await db.query(sql`
    select distinct by_id from eligibility_decision where budget_id = ${budgetId} order by by_id`);
  return rows.map(row => row.by_id as string);
}

/** One case of somebody with NHS Continuing Healthcare, for the list of those who have no budget. */
export type ChcRow = {
  readonly budgetId: string;
  readonly reference: string;
  readonly personName: string;
  readonly careCoordinatorName: string;
  readonly group: Group;
  readonly livesAt: Place;
  readonly state: BudgetState;
  readonly decideBy: PlainDate;
  readonly reason: string;
};

/**
 * The latest case of each person of this ICB who has or asked for NHS Continuing Healthcare, with why there is no
 * budget where that is recorded, oldest clock first.
 */
export async function loadChcCases(db: Queryable, icbCode: string): Promise<ChcRow[]> {
  const rows = await db.query(sql`
    select * from (
      select distinct on (b.person_id) b.budget_id, b.reference, b.decide_by, n.state, c.name as care_coordinator_name,
             coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name,
             coalesce(e.eligible_group, b.claimed_group) as eligible_group, coalesce(e.lives_at, 'NOT_KNOWN') as lives_at,
             coalesce(nullif(w.words, ''), w.reason, d.reasons[1], e.reasons->0->>'words', '') as reason
        from budget b
        join budget_now n using (budget_id)
        join person p on p.person_id = b.person_id
        join staff_user c on c.staff_user_id = b.care_coordinator_id
        left join lateral (select * from eligibility_decision x where x.budget_id = b.budget_id
                            order by recorded_at desc, eligibility_decision_id limit 1) e on true
        left join withdrawal w on w.budget_id = b.budget_id
        left join lateral (select x.reasons from plan_decision x join plan using (plan_id)
                            where plan.budget_id = b.budget_id and x.decision = 'REFUSED'
                            order by plan.version desc limit 1) d on true
       where b.icb_code = ${icbCode}
         and coalesce(e.eligible_group, b.claimed_group) in ('CHC_STANDARD', 'CHC_FAST_TRACK')
       order by b.person_id, b.requested_on desc, b.recorded_at desc) latest
     order by decide_by, budget_id`);
  return rows.map(row => ({
    budgetId: row.budget_id as string,
    reference: row.reference as string,
    personName: row.person_name as string,
    careCoordinatorName: row.care_coordinator_name as string,
    group: row.eligible_group as Group,
    livesAt: row.lives_at as Place,
    state: row.state as BudgetState,
    decideBy: row.decide_by as PlainDate,
    reason: row.reason as string,
  }));
}
