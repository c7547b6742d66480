/**
 * A new rate card over 200,000 budgets of ten lines in the database: the service's own backtest, beside what it cannot do
 * without: streaming the same rows to Node, and the same sums over budgets that are in memory already. Each side runs in
 * a process of its own, so that its peak of memory is its own.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { asSuperuser, ICB, startTestServer, urlTo } from '../test/support/server.ts';
import type { Measured } from './main.ts';
import { median, spread } from './measure.ts';

const BUDGETS = 200_000;
const ROUNDS = 3;
const MOST_TIMES = 1.5;
const MOST_MEGABYTES = 512;

/** What one side answers: milliseconds, the peak of its memory, and what the budgets came to. */
export type SideAnswer = { readonly ms: number; readonly megabytes: number; readonly outcome: string };

const SIDES = ['ours', 'rows', 'memory'] as const;
export type Side = (typeof SIDES)[number];

export async function benchBacktest(): Promise<Measured> {
  const { server, stopNow } = await startTestServer();
  try {
    const name = `openphb_bench_${randomBytes(4).toString('hex')}`;
    await asSuperuser(server, 'postgres', `create database ${name} template ${server.template} owner openphb_owner`);
    await asSuperuser(server, name, ...fill(BUDGETS));
    const urls = { ours: urlTo(server, 'openphb_app', name), bare: urlTo(server, 'postgres', name) };
    const found: Record<Side, SideAnswer[]> = { ours: [], rows: [], memory: [] };
    for (let round = 0; round < ROUNDS; round++)
      for (const side of SIDES) found[side].push(runSide(side, side === 'rows' ? urls.bare : urls.ours));
    await asSuperuser(server, 'postgres', `drop database ${name} with (force)`);
    return measured(found);
  } finally {
    stopNow();
  }
}

function runSide(side: Side, url: string): SideAnswer {
  const program = join(import.meta.dirname, 'backtest-side.ts');
  return JSON.parse(execFileSync(process.execPath, [program, side, url], { encoding: 'utf8' })) as SideAnswer;
}

function measured({ ours, rows, memory }: Record<Side, SideAnswer[]>): Measured {
  const times = (answers: readonly SideAnswer[]) => answers.map(answer => answer.ms);
  const outcomes = new Set([...ours, ...memory].map(answer => answer.outcome));
  if (outcomes.size !== 1) throw new Error(`the sides differ: ${[...outcomes].join(' and ')}`);
  const ratio = median(times(ours)) / (median(times(rows)) + median(times(memory)));
  const megabytes = Math.max(...ours.map(answer => answer.megabytes));
  return {
    budgets: BUDGETS,
    outcome: [...outcomes][0]!,
    'ours, ms': spread(times(ours)),
    'streaming the rows, ms': spread(times(rows)),
    'the sums from memory, ms': spread(times(memory)),
    ratio: Number(ratio.toFixed(2)),
    'peak memory of ours, MB': megabytes,
    reached: ratio <= MOST_TIMES && megabytes <= MOST_MEGABYTES,
  };
}

/** Budgets that are active, each with nine lines at the rates of one card and the money for emergencies. */
function fill(budgets: number): readonly string[] {
  const id = (kind: number, n: string) => `lpad(to_hex(${n}), 8, '0')::text || '-0000-4000-8000-00000000000${kind}'`;
  return [
    "set session_replication_role = 'replica'", // the bench reads: what keeps writes right is proved elsewhere
    `insert into budget (budget_id, icb_code, reference, person_id, kind, claimed_group, requester, requester_role, told_optional,
                         requested_on, decide_by, care_coordinator_id, policy_version)
     select (${id(1, 'n')})::uuid, '${ICB}', 'PHB' || (100000 + n), gen_random_uuid(), 'ONGOING',
            (array['CHC_STANDARD', 'S117', 'CHILDREN_CC', 'LOCAL_COHORT'])[1 + n % 4], 'Bench', 'PERSON', true,
            '2026-01-05', '2026-02-02', gen_random_uuid(), 'bench'
       from generate_series(1, ${budgets}) n`,
    `insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
     select (${id(1, 'n')})::uuid, s, '${ICB}', (array['REQUESTED', 'ELIGIBLE', 'ASSESSED', 'INDICATIVE', 'BUDGET_SET', 'ACTIVE'])[s],
            'T16', gen_random_uuid(), 'Bench', '2026-02-02'
       from generate_series(1, ${budgets}) n, generate_series(1, 6) s`,
    `insert into indicative_budget (indicative_budget_id, icb_code, budget_id, version, starts_on, method, rate_card_id,
                                    rate_card_version, policy_version, weeks_per_year, contingency_weeks, contingency_in_budget,
                                    lines_pence, start_up_pence, contingency_pence, total_pence, statement, issued_on, by_id,
                                    by_name, need_band)
     select (${id(2, 'n')})::uuid, '${ICB}', (${id(1, 'n')})::uuid, 1, '2026-04-01', 'HOURS_RATES', gen_random_uuid(), 'bench',
            'bench', 52, 4, true, 1, 0, 0, 1, 'Bench', '2026-02-10', gen_random_uuid(), 'Bench',
            (array['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH'])[1 + n / 4 % 4]
       from generate_series(1, ${budgets}) n`,
    `insert into indicative_budget_line (indicative_budget_id, sequence, icb_code, need_id, rate_code, label,
                                         quantity_ten_thousandths, unit, per, rate_pence, times, amount_pence, rule, stream)
     select (${id(2, 'n')})::uuid, s, '${ICB}', null, 'SERVICE_' || s, 'Service ' || s, q, 'hour', per, r, t,
            (q * r * t + 5000) / 10000, 'R-044', 'NHS_CHC'
       from generate_series(1, ${budgets}) n, generate_series(1, 9) s,
            -- A quarter of an hour to a week, in quarters, and no two budgets alike.
            lateral (select (2500 * (1 + (hashint4(n * 10 + s)::bigint & 1048575) % 672))::bigint as q, (1500 + 37 * s)::bigint as r, case when s < 8 then 'week' else 'month' end as per,
                            case when s < 8 then 52 else 12 end as t) line`,
    `insert into indicative_budget_line (indicative_budget_id, sequence, icb_code, need_id, rate_code, label,
                                         quantity_ten_thousandths, unit, per, rate_pence, times, amount_pence, rule, stream)
     select indicative_budget_id, 10, '${ICB}', null, null, 'Kept for emergencies', 40000, 'week', 'once', week, 1, 4 * week, 'R-144', 'NHS_CHC'
       from (select indicative_budget_id, (sum(quantity_ten_thousandths * rate_pence)::bigint + 5000) / 10000 as week
               from indicative_budget_line where per = 'week' group by indicative_budget_id) weekly`,
    'vacuum (analyze) budget',
    'vacuum (analyze) budget_state',
    'vacuum (analyze) indicative_budget',
    'vacuum (analyze) indicative_budget_line',
  ];
}
