/** Changes of health: tables `health_change`, `health_check`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { HEALTH_FINDINGS, type HealthFinding } from '../../../rules/safeguards/health-change.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const Row = z
  .object({
    health_change_id: z.string(),
    budget_id: z.string(),
    changed_on: plainDate,
    words: z.string(),
    check_by: plainDate,
    reported_on: plainDate,
    by_name: z.string(),
    finding: z.enum(HEALTH_FINDINGS).nullable(),
    found: z.string().nullable(),
    checked_on: plainDate.nullable(),
    checked_by_name: z.string().nullable(),
  })
  .transform(row => ({
    healthChangeId: row.health_change_id,
    budgetId: row.budget_id,
    changedOn: row.changed_on,
    words: row.words,
    checkBy: row.check_by,
    reportedOn: row.reported_on,
    byName: row.by_name,
    check:
      row.finding === null
        ? undefined
        : { finding: row.finding, found: row.found!, checkedOn: row.checked_on!, byName: row.checked_by_name! },
  }));
/** A report with what was found, once somebody looked. */
export type HealthChange = z.output<typeof Row>;

/** The reports of a budget's person, newest first. */
export async function loadHealthChanges(db: Queryable, budgetId: string): Promise<HealthChange[]> {
  const rows = await db.query(sql`
    select h.*, c.finding, c.found, c.checked_on, c.by_name as checked_by_name
      from health_change h left join health_check c using (health_change_id)
     where h.budget_id = ${budgetId} order by h.recorded_at desc, h.health_change_id`);
  return rows.map(row => Row.parse(row));
}

/** One report, or undefined. */
export async function loadHealthChange(db: Queryable, budgetId: string, id: string): Promise<HealthChange | undefined> {
  return (await loadHealthChanges(db, budgetId)).find(each => each.healthChangeId === id);
}

export type NewHealthChange = {
  readonly budgetId: string;
  readonly changedOn: PlainDate;
  readonly words: string;
  readonly checkBy: PlainDate;
  readonly policyVersion: string;
  readonly reportedOn: PlainDate;
};

/** Notes a report; answers its id. */
export async function saveHealthChange(tx: Tx, actor: Actor, change: NewHealthChange): Promise<string> {
  const [row] = await tx.query(sql`
    insert into health_change (icb_code, budget_id, changed_on, words, check_by, policy_version, reported_on, by_id, by_name)
    values (${tx.icbCode}, ${change.budgetId}, ${change.changedOn}, ${change.words}, ${change.checkBy}, ${change.policyVersion},
            ${change.reportedOn}, ${actor.id}, ${actor.name})
    returning health_change_id`);
  return row!.health_change_id as string;
}

/** Stores what somebody found who looked. */
export async function saveHealthCheck(
  tx: Tx,
  actor: Actor,
  check: {
    readonly healthChangeId: string;
    readonly finding: HealthFinding;
    readonly found: string;
    readonly checkedOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into health_check (health_change_id, icb_code, finding, found, checked_on, by_id, by_name)
    values (${check.healthChangeId}, ${tx.icbCode}, ${check.finding}, ${check.found}, ${check.checkedOn}, ${actor.id}, ${actor.name})`);
}

const FollowUpRow = z
  .object({
    kind: z.enum(['HEALTH', 'HOSPITAL']),
    id: z.string(),
    budget_id: z.string(),
    reference: z.string(),
    person_name: z.string(),
    coordinator_name: z.string(),
    due_on: plainDate,
  })
  .transform(row => ({
    kind: row.kind,
    id: row.id,
    budgetId: row.budget_id,
    reference: row.reference,
    personName: row.person_name,
    coordinatorName: row.coordinator_name,
    dueOn: row.due_on,
  }));
/** Something about a person's health that somebody has to look at, and by when. */
export type FollowUp = z.output<typeof FollowUpRow>;

/** Reports that nobody looked at and stays in hospital for which nothing is decided, the earliest due first. */
export async function loadFollowUps(db: Queryable): Promise<FollowUp[]> {
  const rows = await db.query(sql`
    select f.*, b.reference, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name, c.name as coordinator_name
      from (select 'HEALTH' as kind, h.health_change_id as id, h.budget_id, h.check_by as due_on
              from health_change h where not exists (select from health_check c where c.health_change_id = h.health_change_id)
            union all
            select 'HOSPITAL', h.hospital_stay_id, h.budget_id, h.task_on
              from hospital_stay h
             where not exists (select from hospital_plan d where d.hospital_stay_id = h.hospital_stay_id)
               and not exists (select from hospital_return r where r.hospital_stay_id = h.hospital_stay_id)) f
      join budget b using (budget_id)
      join person p using (person_id)
      join staff_user c on c.staff_user_id = b.care_coordinator_id
     order by f.due_on, f.id`);
  return rows.map(row => FollowUpRow.parse(row));
}
