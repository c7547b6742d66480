/** How far outcomes are reached: tables `outcome_baseline` and `outcome_measure`. The ratings of reviews are theirs. */
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { Instrument, Measure, Rating } from '../../rules/plan/plan-outcomes.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

/** The first rating of each outcome that has one, by the outcome's id. */
export async function loadBaselines(db: Queryable, budgetId: string): Promise<ReadonlyMap<string, Rating>> {
  const rows = await db.query(sql`
    select outcome_id, rating, words, measured_on from outcome_baseline where budget_id = ${budgetId}`);
  return new Map(
    rows.map(row => [
      row.outcome_id as string,
      { rating: row.rating as number, words: row.words as string, on: row.measured_on as PlainDate },
    ]),
  );
}

export type NewBaseline = {
  readonly budgetId: string;
  readonly outcomeId: string;
  readonly rating: number;
  readonly words: string;
  readonly measuredOn: PlainDate;
};

/** Stores where an outcome stood at the beginning. */
export async function saveBaseline(tx: Tx, actor: Actor, baseline: NewBaseline): Promise<void> {
  await tx.query(sql`
    insert into outcome_baseline (outcome_id, icb_code, budget_id, rating, words, measured_on, by_id, by_name)
    values (${baseline.outcomeId}, ${tx.icbCode}, ${baseline.budgetId}, ${baseline.rating}, ${baseline.words},
            ${baseline.measuredOn}, ${actor.id}, ${actor.name})`);
}

/** The scores of questionnaires, oldest first; at most 200. */
export async function loadMeasures(db: Queryable, budgetId: string): Promise<Measure[]> {
  const rows = await db.query(sql`
    select instrument, thousandths, measured_on from outcome_measure
     where budget_id = ${budgetId} order by measured_on, outcome_measure_id limit 200`);
  return rows.map(row => ({
    instrument: row.instrument as Instrument,
    thousandths: row.thousandths as number,
    on: row.measured_on as PlainDate,
  }));
}

/** Stores the score of a questionnaire. */
export async function saveMeasure(
  tx: Tx,
  actor: Actor,
  measure: Measure & { readonly budgetId: string; readonly words: string },
): Promise<void> {
  await tx.query(sql`
    insert into outcome_measure (icb_code, budget_id, instrument, thousandths, words, measured_on, by_id, by_name)
    values (${tx.icbCode}, ${measure.budgetId}, ${measure.instrument}, ${measure.thousandths}, ${measure.words},
            ${measure.on}, ${actor.id}, ${actor.name})`);
}
