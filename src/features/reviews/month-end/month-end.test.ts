import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { type ActiveBudget, makeActiveBudget, makeTeam, STREAM } from '../../../../test/support/active-budget.ts';
import { must } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { chance, oneOf, SEED } from '../../../../test/support/random-journals.ts';
import { sql } from '../../../platform/sql.ts';
import { instalmentsOf } from '../../../rules/budget/instalments.ts';
import { linePlaced } from '../../../rules/payment/journals.ts';
import { DEFAULT_POLICY } from '../../../rules/policy/policy.ts';
import { diagnose, diagnosisOf, totalsOf, varianceOf } from '../../../rules/review/variance.ts';
import { systemActor } from '../../../values/actor.ts';
import { total } from '../../../values/pence.ts';
import { postJournals } from '../../ledger/store.ts';
import { loadMonthEnd, type MonthFilter, placeIn } from './store.ts';

const database = await testDatabase('2027-02-08');
const system = systemActor(ICB);
const policy = DEFAULT_POLICY.variance;
const JANUARY = Temporal.PlainYearMonth.from('2027-01');
const load = (filter: Partial<MonthFilter> = {}, listed = 10) =>
  database.db.transaction(system, tx => loadMonthEnd(tx, { month: JANUARY, ...filter }, policy, listed));

/** Planned £2,400.00 a month; what each spent in January. */
const SPENT = [240_000n, 300_000n, 200_000n, 0n, 239_000n, 264_001n];
let budgets: readonly ActiveBudget[];

before(async () => {
  const team = await makeTeam(database);
  const made: ActiveBudget[] = [];
  for (const pence of SPENT) {
    const budget = await makeActiveBudget(database, {}, team);
    made.push(budget);
    for (const [on, much] of [
      ['2027-01-31', pence],
      ['2026-12-31', 7n],
      ['2027-02-01', 9n],
    ] as const)
      if (much > 0n) await spend(budget, much, on);
  }
  budgets = made;
});

const spend = async (budget: ActiveBudget, pence: bigint, on: string) =>
  must(
    await database.db.transaction(system, tx =>
      postJournals(tx, [
        {
          ...linePlaced({
            budgetId: budget.budgetId,
            accountId: budget.accountId,
            budgetYear: budget.startsOn,
            stream: STREAM,
            option: 'DIRECT_PAYMENT',
            pence,
            planLineId: oneOf(budget.itemIds),
            promisedLeftPence: 0n,
            happenedOn: Temporal.PlainDate.from(on),
          }),
          commandId: randomUUID(),
          causedBy: 'test',
          byId: system.id,
        },
      ]),
    ),
  );

describe('month-end', () => {
  test('R-147 R-148  counts what moved in the month, and lists over and under alike, the furthest first', async () => {
    const found = await load();
    const spending = SPENT.map(actualPence => ({ expectedPence: 240_000n, actualPence }));
    assert.deepEqual(
      { budgets: found.budgets, expectedPence: found.expectedPence, actualPence: found.actualPence },
      totalsOf(spending),
    );
    assert.equal(found.flagged, spending.filter(one => varianceOf(one, policy).flagged).length);
    const shown = (all: typeof found.over) => all.map(one => [one.budgetId, one.actualPence, one.flagged]);
    assert.deepEqual(shown(found.over), [
      [budgets[1]!.budgetId, 300_000n, true],
      [budgets[5]!.budgetId, 264_001n, false], // just more than 10%, but not more than £250.00
    ]);
    assert.deepEqual(shown(found.under), [
      [budgets[3]!.budgetId, 0n, true],
      [budgets[2]!.budgetId, 200_000n, true],
      [budgets[4]!.budgetId, 239_000n, false],
    ]);
    assert.equal(found.over[0]!.coordinator, budgets[1]!.coordinator.name);
    assert.deepEqual(shown((await load({}, 1)).under), [[budgets[3]!.budgetId, 0n, true]]);
  });

  test('R-149  its sums give the diagnosis that the budgets one by one give', async () => {
    const found = await load();
    const spending = SPENT.map(actualPence => ({ expectedPence: 240_000n, actualPence }));
    for (const few of [1, 20, 50, 100])
      for (const share of [50, 80, 100]) {
        const chosen = { ...policy, fewLargeBudgetsPct: few, fewLargeSharePct: share };
        const sums = await database.db.transaction(system, tx => loadMonthEnd(tx, { month: JANUARY }, chosen, 1));
        assert.equal(diagnosisOf(sums, chosen), diagnose(spending, chosen), `${few} ${share}`);
      }
    assert.equal(found.netPence, total(SPENT) - 6n * 240_000n);
  });

  test('of another group, and of a month before any budget, it has nothing', async () => {
    assert.equal((await load({ group: 'CHC_STANDARD' })).budgets, 6);
    const none = { budgets: 0, expectedPence: 0n, actualPence: 0n, over: [], under: [] };
    for (const filter of [{ group: 'S117' }, { month: JANUARY.subtract({ years: 1 }) }]) {
      const { budgets, expectedPence, actualPence, over, under } = await load(filter);
      assert.deepEqual({ budgets, expectedPence, actualPence, over, under }, none);
    }
  });

  test(`R-044 R-045  the database’s instalments are the rule’s, over random years (OPENPHB_SEED=${SEED})`, async () => {
    const first = Temporal.PlainDate.from('2026-01-01');
    const years = Array.from({ length: 400 }, (_, i) => ({
      pence: BigInt(i < 40 ? chance(1_300) : chance(5_000_000)),
      startsOn: i % 5 === 0 ? first.add({ months: i % 12 }) : first.add({ days: chance(730) }),
    }));
    const rows = await database.superDb.query(sql`
      select y.number, y.month, instalment_of(y.pence, y.day, y.length, y.place) as pence
        from (select y.pence, y.number, m.month, ${placeIn(sql`y.starts_on`, sql`m.month`)}
                from unnest(${years.map(({ pence }) => pence)}::bigint[], ${years.map(({ startsOn }) => startsOn)}::date[]) with ordinality
                     as y (pence, starts_on, number)
               cross join lateral (select (date_trunc('month', y.starts_on::timestamp) + n * interval '1 month')::date as month
                                     from generate_series(-2, 14) n) m) y
       where instalment_of(y.pence, y.day, y.length, y.place) <> 0
       order by 1, 2`);
    const ours = rows.map(({ number, month, pence }) => `${number} ${String(month).slice(0, 7)} ${pence}`);
    const theirs = years.flatMap(({ pence, startsOn }, i) =>
      instalmentsOf(pence, startsOn).map(one => `${i + 1} ${one.month} ${one.pence}`),
    );
    assert.ok(theirs.length > 3_000);
    assert.deepEqual(ours, theirs);
  });
});
