/** What each case shows of the six features: view `six_feature_facts`, read live. */
import { z } from 'zod';
import type { Queryable } from '../../platform/db.ts';
import { often, sql } from '../../platform/sql.ts';
import type { FeatureFacts } from '../../rules/decisions/six-features.ts';
import type { BudgetState } from '../../rules/life.ts';

const FactsRow = z
  .object({
    budget_id: z.string(),
    reference: z.string(),
    kind: z.string(),
    state: z.string(),
    person_name: z.string(),
    care_coordinator_name: z.string(),
    planning_began: z.boolean(),
    chose_who: z.boolean(),
    outcomes: z.number(),
    has_ehc_plan: z.boolean(),
    learning_outcomes: z.boolean(),
    indicative_on: z.instanceof(Temporal.PlainDate).nullable(),
    indicative_before_planning: z.boolean(),
    plan_approved: z.boolean(),
    items: z.number(),
    items_without_outcome: z.number(),
    agreed_needs_met: z.boolean(),
    agreed_enough: z.boolean(),
    final_pence: z.bigint().nullable(),
    needed_pence: z.bigint().nullable(),
    options_explained: z.boolean(),
    option_signed: z.boolean(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    reference: row.reference,
    state: row.state as BudgetState,
    personName: row.person_name,
    careCoordinatorName: row.care_coordinator_name,
    facts: {
      oneOff: row.kind === 'ONE_OFF_DISCHARGE' || row.kind === 'ONE_OFF_GOAL',
      planningBegan: row.planning_began,
      choseWho: row.chose_who,
      outcomes: row.outcomes,
      hasEhcPlan: row.has_ehc_plan,
      learningOutcomes: row.learning_outcomes,
      agreedNeedsMet: row.agreed_needs_met,
      indicativeGiven: row.indicative_on !== null,
      indicativeBeforePlanning: row.indicative_before_planning,
      planApproved: row.plan_approved,
      finalPence: row.final_pence ?? undefined,
      neededPence: row.needed_pence ?? undefined,
      agreedEnough: row.agreed_enough,
      optionsExplained: row.options_explained,
      optionSigned: row.option_signed,
      items: row.items,
      itemsWithoutOutcome: row.items_without_outcome,
    } satisfies FeatureFacts,
  }));
export type BudgetFeatures = z.output<typeof FactsRow>;

/** One budget of this ICB, or undefined. */
export async function loadFeatures(
  db: Queryable,
  icbCode: string,
  budgetId: string,
): Promise<BudgetFeatures | undefined> {
  const [row] = await db.query(often`
    select * from six_feature_facts where budget_id = ${budgetId} and icb_code = ${icbCode}`);
  return row && FactsRow.parse(row);
}

/** Every budget of this ICB that people have now, by reference; at most `limit`. */
export async function loadFeaturesOfAll(db: Queryable, icbCode: string, limit: number): Promise<BudgetFeatures[]> {
  const rows = await db.query(sql`
    select * from six_feature_facts where icb_code = ${icbCode} and state = any(${RUNNING})
     order by reference limit ${limit}`);
  return rows.map(row => FactsRow.parse(row));
}

/** The states in which a budget is one that the return may count. */
const RUNNING: readonly BudgetState[] = ['BUDGET_SET', 'AGREED', 'SET_UP', 'ACTIVE'];
