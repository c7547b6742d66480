/**
 * Month-end over 200,000 budgets, as the page shows it, beside the bare query on the same stored month totals: planned less
 * spent of each budget, added up, as the superuser (no row-level security), without pattern and lists.
 */
import { randomBytes } from 'node:crypto';
import { loadMonthEnd } from '../../src/features/reviews/month-end/store.ts';
import { openDb } from '../../src/platform/db.ts';
import { sql } from '../../src/platform/sql.ts';
import { DEFAULT_POLICY } from '../../src/rules/policy/policy.ts';
import { systemActor } from '../../src/values/actor.ts';
import { asSuperuser, ICB, startTestServer, urlTo } from '../../test/support/server.ts';
import type { Measured } from '../main.ts';
import { median, spread } from '../measure.ts';

const BUDGETS = 200_000;
const MONTHS = 4;
const PAIRS = 5;
const MOST_TIMES = 1.5;
const MONTH = Temporal.PlainYearMonth.from('2026-06');

export async function benchVariance(size = BUDGETS): Promise<Measured> {
  const { server, stopNow } = await startTestServer();
  try {
    const name = `openphb_bench_${randomBytes(4).toString('hex')}`;
    await asSuperuser(server, 'postgres', `create database ${name} template ${server.template} owner openphb_owner`);
    await asSuperuser(server, name, ...fill(size));
    const [app, superuser] = [
      openDb(urlTo(server, 'openphb_app', name), 1),
      openDb(urlTo(server, 'postgres', name), 1),
    ];
    const ours = () =>
      app.transaction(systemActor(ICB), async tx => {
        const { budgets, expectedPence, actualPence } = await loadMonthEnd(
          tx,
          { month: MONTH },
          DEFAULT_POLICY.variance,
          50,
        );
        return `${budgets} ${expectedPence} ${actualPence}`;
      });
    const bare = () =>
      superuser.transaction(systemActor(ICB), async tx => {
        await tx.query(sql`select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`);
        const [row] = await tx.query(BARE);
        return `${row!.budgets} ${row!.expected} ${row!.actual}`;
      });
    const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
    for (let round = -1; round < PAIRS; round++) {
      const answers = new Set<string>();
      for (const [side, work] of [
        ['ours', ours],
        ['bare', bare],
      ] as const) {
        const start = performance.now();
        answers.add(await work());
        if (round >= 0) times[side].push(performance.now() - start);
      }
      if (answers.size !== 1) throw new Error(`the sides differ: ${[...answers].join(' and ')}`);
    }
    await Promise.all([app.close(), superuser.close()]);
    const ratios = times.ours.map((ms, i) => ms / times.bare[i]!);
    return {
      budgets: size,
      'month totals': size * 4 * MONTHS,
      'ours, ms': spread(times.ours),
      'bare query, ms': spread(times.bare),
      ratio: Number(median(ratios).toFixed(2)),
      'least and most': `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
      reached: median(ratios) <= MOST_TIMES,
    };
  } finally {
    stopNow();
  }
}

/** Every budget pays the same in each of its twelve months here, so a division is enough. */
const BARE = sql`
  select count(*) as budgets, sum(expected)::bigint as expected, sum(actual)::bigint as actual,
         count(*) filter (where abs(actual - expected) > 25000) as far
    from (select (f.direct_payment_pence - f.contingency_pence) / 12 as expected, -coalesce(s.moved, 0) as actual
            from final_budget f
            join budget b using (budget_id)
            left join (select a.budget_id, sum(m.moved_pence) as moved
                         from ledger_month m join ledger_account a using (ledger_account_id)
                        where m.month = '2026-06-01' and a.kind in ('used', 'pending')
                        group by a.budget_id) s using (budget_id)) one`;

/** Budgets from April with four accounts that moved in each month; two of them are lines of the plan that were spent on. */
function fill(budgets: number): readonly string[] {
  const id = (kind: number, n = 'n') => `(lpad(to_hex(${n}), 8, '0') || '-0000-4000-8000-00000000000${kind}')::uuid`;
  return [
    "set session_replication_role = 'replica'", // the bench reads: what keeps writes right is proved elsewhere
    `insert into budget (budget_id, icb_code, reference, person_id, kind, claimed_group, requester, requester_role, told_optional,
                         requested_on, decide_by, care_coordinator_id, policy_version)
     select ${id(1)}, '${ICB}', 'PHB' || (100000 + n), gen_random_uuid(), 'ONGOING', 'CHC_STANDARD', 'Bench', 'PERSON', true,
            '2026-01-05', '2026-02-02', gen_random_uuid(), 'bench' from generate_series(1, ${budgets}) n`,
    `insert into final_budget (icb_code, budget_id, version, plan_id, content_hash, starts_on, final_pence, contingency_pence, lines_pence,
                               start_up_pence, direct_payment_pence, indicative_pence, difference_reason, stream, set_on, policy_version, by_id, by_name)
     select '${ICB}', ${id(1)}, 1, gen_random_uuid(), '', '2026-04-01', 2640000, 240000, 2400000, 0, 2640000, 2640000, '', 'NHS_CHC',
            '2026-03-01', 'bench', gen_random_uuid(), 'Bench' from generate_series(1, ${budgets}) n`,
    `insert into ledger_account (icb_code, kind, budget_id, budget_year, stream, plan_line_id, party)
     select '${ICB}', kind, ${id(1)}, case when kind <> 'held' then date '2026-04-01' end, 'NHS_CHC',
            case when kind <> 'held' then case line when 2 then ${id(3)} else ${id(2)} end end, case when kind = 'held' then 'A' end
       from generate_series(1, ${budgets}) n, (values ('used', 1), ('used', 2), ('spent', 1), ('held', 1)) k (kind, line)`,
    `insert into ledger_month (ledger_account_id, month, icb_code, moved_pence)
     select ledger_account_id, date '2026-04-01' + m * interval '1 month', '${ICB}',
            case when kind = 'used' then -1 else 1 end * (20000 + ledger_account_id * 7919 % 160000)
       from ledger_account, generate_series(0, ${MONTHS - 1}) m`,
    ...['budget', 'final_budget', 'ledger_account', 'ledger_month'].map(table => `vacuum (analyze) ${table}`),
  ];
}
