/** Stays in hospital: tables `hospital_stay`, `hospital_plan`, `hospital_return`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const StayRow = z
  .object({
    hospital_stay_id: z.string(),
    budget_id: z.string(),
    admitted_on: plainDate,
    words: z.string(),
    reported_on: plainDate,
    by_name: z.string(),
    lines: z.array(z.object({ label: z.string(), what: z.enum(['KEEP', 'PAUSE']) })).nullable(),
    retained_from: plainDate.nullable(),
    retained_to: plainDate.nullable(),
    retained_pct: z.number().nullable(),
    reviews_on: z.array(z.string()).nullable(),
    decided_by_name: z.string().nullable(),
    returned_on: plainDate.nullable(),
  })
  .transform(row => ({
    hospitalStayId: row.hospital_stay_id,
    budgetId: row.budget_id,
    admittedOn: row.admitted_on,
    words: row.words,
    reportedOn: row.reported_on,
    byName: row.by_name,
    plan:
      row.lines === null
        ? undefined
        : {
            lines: row.lines,
            retainedFrom: row.retained_from!,
            retainedTo: row.retained_to!,
            retainedPct: row.retained_pct!,
            reviewsOn: row.reviews_on!.map(day => Temporal.PlainDate.from(day)),
            byName: row.decided_by_name!,
          },
    returnedOn: row.returned_on ?? undefined,
  }));
/** A stay with what was decided for it and, once they are home, since when. */
export type HospitalStay = z.output<typeof StayRow>;

/** The stays of a budget's person, newest first. */
export async function loadHospitalStays(db: Queryable, budgetId: string): Promise<HospitalStay[]> {
  const rows = await db.query(sql`
    select s.*, p.lines, p.retained_from, p.retained_to, p.retained_pct, p.reviews_on::text[] as reviews_on,
           p.by_name as decided_by_name, r.returned_on
      from hospital_stay s
      left join hospital_plan p using (hospital_stay_id)
      left join hospital_return r using (hospital_stay_id)
     where s.budget_id = ${budgetId} order by s.recorded_at desc, s.hospital_stay_id`);
  return rows.map(row => StayRow.parse(row));
}

/** One stay, or undefined. */
export async function loadHospitalStay(db: Queryable, budgetId: string, id: string): Promise<HospitalStay | undefined> {
  return (await loadHospitalStays(db, budgetId)).find(each => each.hospitalStayId === id);
}

export type NewStay = {
  readonly budgetId: string;
  readonly admittedOn: PlainDate;
  readonly words: string;
  readonly taskOn: PlainDate;
  readonly reportedOn: PlainDate;
};

/** Notes an admission; answers its id. */
export async function saveHospitalStay(tx: Tx, actor: Actor, stay: NewStay): Promise<string> {
  const [row] = await tx.query(sql`
    insert into hospital_stay (icb_code, budget_id, admitted_on, words, task_on, reported_on, by_id, by_name)
    values (${tx.icbCode}, ${stay.budgetId}, ${stay.admittedOn}, ${stay.words}, ${stay.taskOn}, ${stay.reportedOn}, ${actor.id}, ${actor.name})
    returning hospital_stay_id`);
  return row!.hospital_stay_id as string;
}

export type NewHospitalPlan = {
  readonly hospitalStayId: string;
  readonly lines: readonly { readonly label: string; readonly what: 'KEEP' | 'PAUSE' }[];
  readonly talkedWithPersonOn: PlainDate;
  readonly retainedFrom: PlainDate;
  readonly retainedTo: PlainDate;
  readonly retainedPct: number;
  readonly reviewsOn: readonly PlainDate[];
  readonly policyVersion: string;
  readonly decidedOn: PlainDate;
};

/** Stores what pauses and who is kept on. */
export async function saveHospitalPlan(tx: Tx, actor: Actor, plan: NewHospitalPlan): Promise<void> {
  await tx.query(sql`
    insert into hospital_plan (hospital_stay_id, icb_code, lines, talked_with_person_on, retained_from, retained_to, retained_pct,
                               reviews_on, policy_version, decided_on, by_id, by_name)
    values (${plan.hospitalStayId}, ${tx.icbCode}, ${JSON.stringify(plan.lines)}::jsonb, ${plan.talkedWithPersonOn}, ${plan.retainedFrom},
            ${plan.retainedTo}, ${plan.retainedPct}, ${plan.reviewsOn}::date[], ${plan.policyVersion}, ${plan.decidedOn}, ${actor.id}, ${actor.name})`);
}

/** Notes that somebody is home again. */
export async function saveReturnHome(
  tx: Tx,
  actor: Actor,
  home: { readonly hospitalStayId: string; readonly returnedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into hospital_return (hospital_stay_id, icb_code, returned_on, by_id, by_name)
    values (${home.hospitalStayId}, ${tx.icbCode}, ${home.returnedOn}, ${actor.id}, ${actor.name})`);
}
