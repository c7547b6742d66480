/**
 * The front of a budget's life, and the state of every budget: tables `enquiry`, `budget`, `budget_state`,
 * `information_given`, `eligibility_decision`, `assessment`, `assessment_entry`, `need`, `outcome`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { type BudgetState, TRANSITIONS, type Transition } from '../../rules/life.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const Budget = z
  .object({
    budget_id: z.string(),
    reference: z.string(),
    person_id: z.string(),
    kind: z.string(),
    claimed_group: z.string(),
    funding_stream: z.string(),
    requested_on: z.instanceof(Temporal.PlainDate),
    decide_by: z.instanceof(Temporal.PlainDate),
    care_coordinator_id: z.string(),
    care_coordinator_name: z.string(),
    state: z.string(),
    person_name: z.string(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    reference: row.reference,
    personId: row.person_id,
    personName: row.person_name,
    kind: row.kind,
    claimedGroup: row.claimed_group,
    fundingStream: row.funding_stream,
    requestedOn: row.requested_on,
    decideBy: row.decide_by,
    careCoordinatorId: row.care_coordinator_id,
    careCoordinatorName: row.care_coordinator_name,
    state: row.state as BudgetState,
  }));
/** One budget with its present state and the names that every page about it shows. */
export type Budget = z.output<typeof Budget>;

const selectBudget = sql`
  select b.*, s.state, c.name as care_coordinator_name,
         coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name
    from budget b
    join person p on p.person_id = b.person_id
    join staff_user c on c.staff_user_id = b.care_coordinator_id
    cross join lateral (select state from budget_state s where s.budget_id = b.budget_id order by sequence desc limit 1) s`;

/** One budget of this ICB for reading, or undefined. */
export async function loadBudget(db: Queryable, icbCode: string, budgetId: string): Promise<Budget | undefined> {
  const [row] = await db.query(sql`${selectBudget} where b.budget_id = ${budgetId} and b.icb_code = ${icbCode}`);
  return row && Budget.parse(row);
}

/** The same, locked until the transaction ends: every act on a budget begins here, so acts on one budget queue up. */
export async function lockBudget(tx: Tx, budgetId: string): Promise<Budget | undefined> {
  const [held] = await tx.query(sql`
    select budget_id from budget where budget_id = ${budgetId} and icb_code = ${tx.icbCode} for no key update`);
  return held && (await loadBudget(tx, tx.icbCode, budgetId));
}

/** Moves a locked budget along one transition. The caller's rule has already said that it may. */
export async function saveMove(
  tx: Tx,
  actor: Actor,
  move: { readonly budgetId: string; readonly transition: Transition; readonly happenedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
    select ${move.budgetId}, 1 + coalesce(max(sequence), 0), ${tx.icbCode}, ${TRANSITIONS[move.transition].to},
           ${move.transition}, ${actor.id}, ${actor.name}, ${move.happenedOn}
      from budget_state where budget_id = ${move.budgetId}`);
}

export type Need = { readonly needId: string; readonly domain: string; readonly words: string; readonly met: string };
export type Outcome = {
  readonly outcomeId: string;
  readonly needId: string;
  readonly words: string;
  readonly measure: string;
  readonly importance: number | null;
};

/** The needs of a budget's assessment, oldest first. */
export async function loadNeeds(db: Queryable, budgetId: string): Promise<Need[]> {
  const rows = await db.query(sql`
    select need_id, domain, words, met from need where budget_id = ${budgetId} order by recorded_at, need_id`);
  return rows.map(row => ({
    needId: row.need_id as string,
    domain: row.domain as string,
    words: row.words as string,
    met: row.met as string,
  }));
}

/** The outcomes agreed with the person, oldest first. */
export async function loadOutcomes(db: Queryable, budgetId: string): Promise<Outcome[]> {
  const rows = await db.query(sql`
    select outcome_id, need_id, words, measure, importance from outcome where budget_id = ${budgetId} order by recorded_at, outcome_id`);
  return rows.map(row => ({
    outcomeId: row.outcome_id as string,
    needId: row.need_id as string,
    words: row.words as string,
    measure: row.measure as string,
    importance: row.importance as number | null,
  }));
}
