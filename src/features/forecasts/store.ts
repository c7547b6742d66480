/** What budgets are hoped to save, and what came of it: tables `forecast` and `forecast_actual`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const ForecastRow = z
  .object({
    forecast_id: z.string(),
    budget_id: z.string(),
    label: z.string(),
    assumptions: z.string(),
    starts_on: z.instanceof(Temporal.PlainDate),
    years: z.number(),
    usual_pence: z.bigint(),
    expected_pence: z.bigint(),
    benefit_pct: z.number().nullable(),
    made_on: z.instanceof(Temporal.PlainDate),
    by_name: z.string(),
  })
  .transform(row => ({
    forecastId: row.forecast_id,
    budgetId: row.budget_id,
    label: row.label,
    assumptions: row.assumptions,
    startsOn: row.starts_on,
    years: row.years,
    usualPence: row.usual_pence,
    expectedPence: row.expected_pence,
    /** The early finding that the expected cost was worked out with; null where somebody named it. */
    benefitPct: row.benefit_pct,
    madeOn: row.made_on,
    byName: row.by_name,
  }));
export type Forecast = z.output<typeof ForecastRow> & {
  /** The newest true cost of each year that has one, with where it is from. */
  readonly actuals: ReadonlyMap<number, { readonly pence: bigint; readonly words: string; readonly byName: string }>;
};

/** The forecasts of a budget, oldest first; at most 50. */
export async function loadForecasts(db: Queryable, budgetId: string): Promise<Forecast[]> {
  const rows = await db.query(sql`
    select * from forecast where budget_id = ${budgetId} order by recorded_at, forecast_id limit 50`);
  const actuals = await db.query(sql`
    select distinct on (a.forecast_id, a.year) a.* from forecast_actual a join forecast f using (forecast_id)
     where f.budget_id = ${budgetId} order by a.forecast_id, a.year, a.version desc`);
  return rows.map(row => {
    const forecast = ForecastRow.parse(row);
    const own = actuals.filter(actual => actual.forecast_id === forecast.forecastId);
    return {
      ...forecast,
      actuals: new Map(
        own.map(({ year, actual_pence, words, by_name }) => [
          year as number,
          { pence: actual_pence as bigint, words: words as string, byName: by_name as string },
        ]),
      ),
    };
  });
}

export type NewForecastRow = Pick<
  Forecast,
  'budgetId' | 'label' | 'assumptions' | 'startsOn' | 'years' | 'usualPence' | 'expectedPence' | 'madeOn'
> & { readonly benefitPct: number | undefined; readonly policyVersion: string };

/** Stores a forecast; answers its id. */
export async function saveForecast(tx: Tx, actor: Actor, forecast: NewForecastRow): Promise<string> {
  const [row] = await tx.query(sql`
    insert into forecast (icb_code, budget_id, label, assumptions, starts_on, years, usual_pence, expected_pence, benefit_pct,
                          policy_version, made_on, by_id, by_name)
    values (${tx.icbCode}, ${forecast.budgetId}, ${forecast.label}, ${forecast.assumptions}, ${forecast.startsOn},
            ${forecast.years}, ${forecast.usualPence}, ${forecast.expectedPence}, ${forecast.benefitPct ?? null},
            ${forecast.policyVersion}, ${forecast.madeOn}, ${actor.id}, ${actor.name})
    returning forecast_id`);
  return row!.forecast_id as string;
}

export type NewActual = {
  readonly forecastId: string;
  readonly year: number;
  readonly actualPence: bigint;
  readonly words: string;
  readonly enteredOn: PlainDate;
};

/** Stores what a year really cost, over what stood there before. */
export async function saveActual(tx: Tx, actor: Actor, actual: NewActual): Promise<void> {
  await tx.query(sql`
    insert into forecast_actual (forecast_id, year, version, icb_code, actual_pence, words, by_id, by_name, entered_on)
    select ${actual.forecastId}::uuid, ${actual.year}::integer, 1 + coalesce(max(version), 0), ${tx.icbCode},
           ${actual.actualPence}::bigint, ${actual.words}, ${actor.id}::uuid, ${actor.name}, ${actual.enteredOn}::date
      from forecast_actual where forecast_id = ${actual.forecastId} and year = ${actual.year}`);
}
