/** Payments that are held back over a concern: tables `suspension`, `suspended_part`, `suspension_look`, `suspension_end`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { CONCERNS } from '../../../rules/safeguards/concern.ts';
import { type HeldPart, type HoldingBack, SCOPES } from '../../../rules/safeguards/holding-back.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const SuspensionRow = z
  .object({
    suspension_id: z.string(),
    budget_id: z.string(),
    number: z.number(),
    concern: z.enum(CONCERNS),
    scope: z.enum(SCOPES),
    plan_item_ids: z.array(z.string()),
    reasons: z.string(),
    talked_with_coordinator_on: plainDate,
    talked_with_person_on: plainDate,
    continuity_plan: z.string(),
    starts_on: plainDate,
    decided_on: plainDate,
    by_name: z.string(),
    next_review_on: plainDate,
    cleared: z.string().nullable(),
    resumed_on: plainDate.nullable(),
    catch_up_pence: z.bigint().nullable(),
    ended_by_name: z.string().nullable(),
  })
  .transform(row => ({
    suspensionId: row.suspension_id,
    budgetId: row.budget_id,
    number: row.number,
    concern: row.concern,
    scope: row.scope,
    planItemIds: row.plan_item_ids,
    reasons: row.reasons,
    talkedWithCoordinatorOn: row.talked_with_coordinator_on,
    talkedWithPersonOn: row.talked_with_person_on,
    continuityPlan: row.continuity_plan,
    startsOn: row.starts_on,
    decidedOn: row.decided_on,
    byName: row.by_name,
    /** The day by which it is looked at next, as the last look left it. */
    reviewOn: row.next_review_on,
    end:
      row.resumed_on === null
        ? undefined
        : {
            cleared: row.cleared!,
            resumedOn: row.resumed_on,
            catchUpPence: row.catch_up_pence!,
            byName: row.ended_by_name!,
          },
  }));
/** A suspension, and its end once it has one. */
export type StoredSuspension = z.output<typeof SuspensionRow>;

const selectSuspension = sql`
  select s.*, coalesce(l.next_review_on, s.review_on) as next_review_on, e.cleared, e.resumed_on, e.catch_up_pence,
         e.by_name as ended_by_name
    from suspension s
    left join lateral (select next_review_on from suspension_look l where l.suspension_id = s.suspension_id
                        order by sequence desc limit 1) l on true
    left join suspension_end e using (suspension_id)`;

/** The suspensions of a budget, newest first. */
export async function loadSuspensions(db: Queryable, budgetId: string): Promise<StoredSuspension[]> {
  const rows = await db.query(sql`${selectSuspension} where s.budget_id = ${budgetId} order by s.number desc`);
  return rows.map(row => SuspensionRow.parse(row));
}

/** One suspension of a budget, or undefined. */
export async function loadSuspension(
  db: Queryable,
  budgetId: string,
  suspensionId: string,
): Promise<StoredSuspension | undefined> {
  return (await loadSuspensions(db, budgetId)).find(each => each.suspensionId === suspensionId);
}

export type OpenSuspension = {
  readonly suspensionId: string;
  readonly budgetId: string;
  readonly reference: string;
  readonly personName: string;
  readonly concern: (typeof CONCERNS)[number];
  readonly startsOn: PlainDate;
  readonly reviewOn: PlainDate;
};

/** The suspensions of this ICB that go on, the earliest look first. */
export async function loadOpenSuspensions(db: Queryable, icbCode: string): Promise<OpenSuspension[]> {
  const rows = await db.query(sql`
    select s.suspension_id, s.budget_id, s.concern, s.starts_on, coalesce(l.next_review_on, s.review_on) as next_review_on,
           b.reference, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name
      from suspension_now s
      join budget b using (budget_id)
      join person p using (person_id)
      left join lateral (select next_review_on from suspension_look l where l.suspension_id = s.suspension_id
                          order by sequence desc limit 1) l on true
     where s.icb_code = ${icbCode}
     order by 5, b.reference`);
  return rows.map(row => ({
    suspensionId: row.suspension_id as string,
    budgetId: row.budget_id as string,
    reference: row.reference as string,
    personName: row.person_name as string,
    concern: row.concern as OpenSuspension['concern'],
    startsOn: row.starts_on as PlainDate,
    reviewOn: row.next_review_on as PlainDate,
  }));
}

export type NewSuspension = Omit<HoldingBack, 'talkedWithCoordinatorOn' | 'talkedWithPersonOn'> & {
  readonly budgetId: string;
  readonly talkedWithCoordinatorOn: PlainDate;
  readonly talkedWithPersonOn: PlainDate;
  readonly policyVersion: string;
  readonly decidedOn: PlainDate;
};

/** Begins a suspension, the next of its budget; answers its id. */
export async function saveSuspension(tx: Tx, actor: Actor, held: NewSuspension): Promise<string> {
  const [row] = await tx.query(sql`
    insert into suspension (icb_code, budget_id, number, concern, scope, plan_item_ids, reasons, talked_with_coordinator_on,
                            talked_with_person_on, continuity_plan, starts_on, review_on, policy_version, decided_on, by_id, by_name)
    select ${tx.icbCode}, ${held.budgetId}, 1 + coalesce(max(number), 0), ${held.concern}, ${held.scope},
           ${held.planItemIds}::uuid[], ${held.reasons}, ${held.talkedWithCoordinatorOn}::date, ${held.talkedWithPersonOn}::date,
           ${held.continuityPlan}, ${held.startsOn}::date, ${held.reviewOn}::date, ${held.policyVersion}, ${held.decidedOn}::date,
           ${actor.id}, ${actor.name}
      from suspension where budget_id = ${held.budgetId}
    returning suspension_id`);
  return row!.suspension_id as string;
}

/** Writes what a suspension holds back of each instalment. */
export async function saveHeldParts(
  tx: Tx,
  of: { readonly suspensionId: string; readonly budgetId: string },
  parts: readonly HeldPart[],
): Promise<void> {
  await tx.query(sql`
    insert into suspended_part (suspension_id, stream, option, period, icb_code, budget_id, covers_from, rest_covers_to, pence)
    select ${of.suspensionId}::uuid, p.stream, p.option, p.period, ${tx.icbCode}, ${of.budgetId}::uuid, p.covers_from, p.rest_covers_to, p.pence
      from unnest(${parts.map(part => part.stream)}::text[], ${parts.map(part => part.option)}::text[],
                  ${parts.map(part => part.period.toPlainDate({ day: 1 }))}::date[], ${parts.map(part => part.coversFrom)}::date[],
                  ${parts.map(part => part.restCoversTo)}::date[], ${parts.map(part => part.pence)}::bigint[])
           as p (stream, option, period, covers_from, rest_covers_to, pence)`);
}

export type NewLook = {
  readonly suspensionId: string;
  readonly found: string;
  readonly lookedOn: PlainDate;
  readonly nextReviewOn: PlainDate;
  readonly policyVersion: string;
};

/** Stores that a suspension was looked at and goes on. */
export async function saveLook(tx: Tx, actor: Actor, look: NewLook): Promise<void> {
  await tx.query(sql`
    insert into suspension_look (suspension_id, sequence, icb_code, found, looked_on, next_review_on, policy_version, by_id, by_name)
    select ${look.suspensionId}, 1 + coalesce(max(sequence), 0), ${tx.icbCode}, ${look.found}, ${look.lookedOn}::date,
           ${look.nextReviewOn}::date, ${look.policyVersion}, ${actor.id}, ${actor.name}
      from suspension_look where suspension_id = ${look.suspensionId}`);
}

export type Look = { readonly lookedOn: PlainDate; readonly found: string; readonly byName: string };

/** The looks at a suspension, oldest first. */
export async function loadSuspensionLooks(db: Queryable, suspensionId: string): Promise<Look[]> {
  const rows = await db.query(sql`
    select looked_on, found, by_name from suspension_look where suspension_id = ${suspensionId} order by sequence`);
  return rows.map(row => ({
    lookedOn: row.looked_on as PlainDate,
    found: row.found as string,
    byName: row.by_name as string,
  }));
}

export type NewEnd = {
  readonly suspensionId: string;
  readonly cleared: string;
  readonly resumedOn: PlainDate;
  readonly catchUpPence: bigint;
};

/**
 * Ends a suspension. What was owed of it by now stays a payment of its own; every later instalment is whole again. The
 * caller keeps runs waiting, so that nothing becomes owed meanwhile.
 */
export async function saveSuspensionEnd(tx: Tx, actor: Actor, end: NewEnd): Promise<void> {
  await tx.query(sql`
    insert into suspension_end (suspension_id, icb_code, cleared, resumed_on, kept_until, catch_up_pence, by_id, by_name)
    select s.suspension_id, ${tx.icbCode}, ${end.cleared}, ${end.resumedOn}::date,
           (select max(o.period) from obligation o
             where o.budget_id = s.budget_id and o.purpose = 'ARREARS' and o.sequence = s.number),
           ${end.catchUpPence}::bigint, ${actor.id}, ${actor.name}
      from suspension s where s.suspension_id = ${end.suspensionId}`);
}
