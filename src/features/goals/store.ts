/**
 * One-off budgets for a goal once they run: tables `goal_purchase`, `goal_purchase_taken_back`, `goal_end` and
 * `goal_follow_up` (R-128, T31).
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const PurchaseRow = z
  .object({
    goal_purchase_id: z.string(),
    plan_item_id: z.string(),
    label: z.string(),
    place: z.string(),
    pence: z.bigint(),
    bought_on: plainDate,
    evidence: z.string(),
    by_name: z.string(),
  })
  .transform(row => ({
    goalPurchaseId: row.goal_purchase_id,
    planItemId: row.plan_item_id,
    label: row.label,
    place: row.place,
    pence: row.pence,
    boughtOn: row.bought_on,
    evidence: row.evidence,
    byName: row.by_name,
  }));
export type Purchase = z.output<typeof PurchaseRow>;

/** What was bought and counts, oldest first; at most 200. */
export async function loadPurchases(db: Queryable, budgetId: string): Promise<Purchase[]> {
  const rows = await db.query(sql`
    select p.* from goal_purchase p
     where p.budget_id = ${budgetId}
       and not exists (select from goal_purchase_taken_back t where t.goal_purchase_id = p.goal_purchase_id)
     order by p.bought_on, p.recorded_at, p.goal_purchase_id limit 200`);
  return rows.map(row => PurchaseRow.parse(row));
}

export type NewPurchase = Omit<Purchase, 'goalPurchaseId' | 'byName'> & { readonly budgetId: string };

/** Stores what was bought; answers its id. */
export async function savePurchase(tx: Tx, actor: Actor, bought: NewPurchase): Promise<string> {
  const [row] = await tx.query(sql`
    insert into goal_purchase (icb_code, budget_id, plan_item_id, label, place, pence, bought_on, evidence, by_id, by_name)
    values (${tx.icbCode}, ${bought.budgetId}, ${bought.planItemId}, ${bought.label}, ${bought.place}, ${bought.pence},
            ${bought.boughtOn}, ${bought.evidence}, ${actor.id}, ${actor.name})
    returning goal_purchase_id`);
  return row!.goal_purchase_id as string;
}

/** Takes back what was written down wrongly. */
export async function saveTakenBack(
  tx: Tx,
  actor: Actor,
  taken: { readonly goalPurchaseId: string; readonly reason: string },
): Promise<void> {
  await tx.query(sql`
    insert into goal_purchase_taken_back (goal_purchase_id, icb_code, reason, by_id, by_name)
    values (${taken.goalPurchaseId}, ${tx.icbCode}, ${taken.reason}, ${actor.id}, ${actor.name})`);
}

const EndRow = z
  .object({
    how: z.enum(['BOUGHT', 'END_DATE']),
    words: z.string(),
    ended_on: plainDate,
    left_pence: z.bigint(),
    follow_up_from: plainDate,
    follow_up_by: plainDate,
    by_name: z.string(),
  })
  .transform(row => ({
    how: row.how,
    words: row.words,
    endedOn: row.ended_on,
    leftPence: row.left_pence,
    followUpFrom: row.follow_up_from,
    followUpBy: row.follow_up_by,
    byName: row.by_name,
  }));
export type GoalEnd = z.output<typeof EndRow>;

/** How a one-off budget ended, or undefined while it runs. */
export async function loadGoalEnd(db: Queryable, budgetId: string): Promise<GoalEnd | undefined> {
  const [row] = await db.query(sql`select * from goal_end where budget_id = ${budgetId}`);
  return row && EndRow.parse(row);
}

/** Stores the end of a one-off budget (T31). */
export async function saveGoalEnd(
  tx: Tx,
  actor: Actor,
  end: Omit<GoalEnd, 'byName'> & { readonly budgetId: string; readonly policyVersion: string },
): Promise<void> {
  await tx.query(sql`
    insert into goal_end (budget_id, icb_code, how, words, ended_on, left_pence, follow_up_from, follow_up_by,
                          policy_version, by_id, by_name)
    values (${end.budgetId}, ${tx.icbCode}, ${end.how}, ${end.words}, ${end.endedOn}, ${end.leftPence},
            ${end.followUpFrom}, ${end.followUpBy}, ${end.policyVersion}, ${actor.id}, ${actor.name})`);
}

export type Side = 'PERSON' | 'CARE_COORDINATOR';

const FollowUpRow = z
  .object({
    side: z.enum(['PERSON', 'CARE_COORDINATOR']),
    outcome_id: z.string(),
    rating: z.number(),
    words: z.string(),
    happened_on: plainDate,
    by_name: z.string(),
  })
  .transform(row => ({
    side: row.side,
    outcomeId: row.outcome_id,
    rating: row.rating,
    words: row.words,
    on: row.happened_on,
    byName: row.by_name,
  }));
export type FollowUp = z.output<typeof FollowUpRow>;

/** What was said of each outcome afterwards, oldest first. */
export async function loadFollowUps(db: Queryable, budgetId: string): Promise<FollowUp[]> {
  const rows = await db.query(sql`
    select * from goal_follow_up where budget_id = ${budgetId} order by recorded_at, side, outcome_id`);
  return rows.map(row => FollowUpRow.parse(row));
}

/** Stores what one side says of one outcome. */
export async function saveFollowUp(
  tx: Tx,
  actor: Actor,
  said: Omit<FollowUp, 'byName'> & { readonly budgetId: string },
): Promise<void> {
  await tx.query(sql`
    insert into goal_follow_up (budget_id, side, outcome_id, icb_code, rating, words, happened_on, by_id, by_name)
    values (${said.budgetId}, ${said.side}, ${said.outcomeId}, ${tx.icbCode}, ${said.rating}, ${said.words}, ${said.on},
            ${actor.id}, ${actor.name})`);
}

/** The one-off budgets that still run and whose programme is over on this day, in the order of their ids. */
export async function loadGoalsToEnd(db: Queryable, icbCode: string, today: PlainDate): Promise<string[]> {
  const rows = await db.query(sql`
    select w.budget_id
      from programme g
      join programme_place w using (programme_id)
      join budget_now n on n.budget_id = w.budget_id and n.state = 'ACTIVE'
     where g.icb_code = ${icbCode} and g.last_on < ${today}
     order by w.budget_id`);
  return rows.map(row => row.budget_id as string);
}

/** A one-off budget that somebody has to ask about: the earliest day first. */
export type ToFollowUp = {
  readonly budgetId: string;
  readonly reference: string;
  readonly personName: string;
  readonly careCoordinatorName: string;
  readonly followUpFrom: PlainDate;
  readonly followUpBy: PlainDate;
  readonly personSaid: boolean;
  readonly coordinatorSaid: boolean;
};

/** One-off budgets that ended and whose outcomes have not all been spoken of by the care co-ordinator. */
export async function loadGoalsToFollowUp(db: Queryable, icbCode: string): Promise<ToFollowUp[]> {
  const rows = await db.query(sql`
    select * from (
      select e.budget_id, b.reference, c.name as care_coordinator_name, e.follow_up_from, e.follow_up_by,
             coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name,
             exists (select from goal_follow_up f where f.budget_id = e.budget_id and f.side = 'PERSON') as person_said,
             not exists (select from outcome o where o.budget_id = e.budget_id
                            and not exists (select from goal_follow_up f where f.budget_id = e.budget_id
                                               and f.outcome_id = o.outcome_id and f.side = 'CARE_COORDINATOR')) as coordinator_said
        from goal_end e
        join budget b using (budget_id)
        join person p on p.person_id = b.person_id
        join staff_user c on c.staff_user_id = b.care_coordinator_id
       where e.icb_code = ${icbCode}) asked
     where not coordinator_said
     order by follow_up_by, budget_id`);
  return rows.map(row => ({
    budgetId: row.budget_id as string,
    reference: row.reference as string,
    personName: row.person_name as string,
    careCoordinatorName: row.care_coordinator_name as string,
    followUpFrom: row.follow_up_from as PlainDate,
    followUpBy: row.follow_up_by as PlainDate,
    personSaid: row.person_said as boolean,
    coordinatorSaid: row.coordinator_said as boolean,
  }));
}
