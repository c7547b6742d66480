/**
 * The payment run of 200,000 budgets, month after month: prepared, released, its file written, credited. Beside it the rows
 * that it left, inserted by the best raw SQL under the same keys, checks and triggers, and one row at a time.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from '../src/features/payments/files/write-file.ts';
import { creditRun } from '../src/features/payments/runs/credit-run.ts';
import { prepareRun } from '../src/features/payments/runs/prepare-run.ts';
import { releaseRun } from '../src/features/payments/runs/release-run.ts';
import { loadRun } from '../src/features/payments/store.ts';
import { openDb } from '../src/platform/db.ts';
import type { Decision } from '../src/rules/decision.ts';
import { systemActor } from '../src/values/actor.ts';
import { asSuperuser, ICB, startTestServer, urlTo } from '../test/support/server.ts';
import type { Measured } from './main.ts';
import { median, spread } from './measure.ts';
import { openRows } from './payrun/rows.ts';
import { fill, STARTS_ON, staff, toolsOf } from './payrun/world.ts';

const ROUNDS = 5;
/** Payments that are put in one row at a time. */
const SAMPLE = 1000;
const MOST_TIMES = 1.5;
const LEAST_TIMES_ROW_BY_ROW = 4;

/** What the parts of a run take, in milliseconds of the clock. */
type Stages = { readonly prepare: number; readonly release: number; readonly file: number; readonly credit: number };

export async function benchPayrun(budgets = 200_000, rounds = ROUNDS): Promise<Measured> {
  const { server, stopNow } = await startTestServer();
  try {
    const name = `openphb_bench_${randomBytes(4).toString('hex')}`;
    await asSuperuser(server, 'postgres', `create database ${name} template ${server.template} owner openphb_owner`);
    await asSuperuser(server, name, ...fill(budgets));
    const db = openDb(urlTo(server, 'openphb_app', name));
    const rows = await openRows(urlTo(server, 'postgres', name));
    const [ours, raw, byRow]: [Stages[], number[], number[]] = [[], [], []];
    let outcome = '';
    // The first month opens accounts and warms up: it is not counted.
    for (let round = 0; round <= rounds; round++) {
      await rows.mark();
      const { runId, payments, held, stages } = await runMonth(
        toolsOf(db),
        STARTS_ON.toPlainYearMonth().add({ months: round }),
      );
      const left = await rows.save(runId);
      await rows.remove();
      if (round > 0)
        byRow.push(((await rows.insertOneByOne(Math.min(SAMPLE, payments))) / Math.min(SAMPLE, payments)) * payments);
      const start = performance.now();
      await rows.insert();
      const ms = performance.now() - start;
      await rows.compare();
      if (round > 0) {
        ours.push(stages);
        raw.push(ms);
        outcome = `${payments} payments, ${held} held, ${left.journal} journals, ${left.posting} postings`;
      }
      await asSuperuser(server, name, 'vacuum (analyze)');
    }
    await rows.close();
    await db.close();
    return measured(budgets, outcome, ours, raw, byRow);
  } finally {
    stopNow();
  }
}

function measured(
  budgets: number,
  outcome: string,
  ours: readonly Stages[],
  raw: readonly number[],
  byRow: readonly number[],
): Measured {
  const whole = ours.map(({ prepare, release, file, credit }) => prepare + release + file + credit);
  const ratios = whole.map((ms, i) => ms / raw[i]!);
  const timesFaster = whole.map((ms, i) => byRow[i]! / ms);
  const of = (stage: keyof Stages) => spread(ours.map(each => each[stage]));
  return {
    budgets,
    'each month': outcome,
    'ours, ms': spread(whole),
    'of it preparing, ms': of('prepare'),
    'of it releasing, ms': of('release'),
    'of it the file, ms': of('file'),
    'of it crediting, ms': of('credit'),
    'the same rows by raw SQL, ms': spread(raw),
    'the same rows one at a time, ms': spread(byRow),
    'ratio to raw SQL': `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    'times faster than row by row': `${median(timesFaster).toFixed(1)} (${Math.min(...timesFaster).toFixed(1)} to ${Math.max(...timesFaster).toFixed(1)})`,
    'peak memory of the process, MB': Math.round(process.resourceUsage().maxRSS / 1024),
    reached: median(ratios) <= MOST_TIMES && median(timesFaster) >= LEAST_TIMES_ROW_BY_ROW,
  };
}

async function runMonth(tools: ReturnType<typeof toolsOf>, month: Temporal.PlainYearMonth) {
  const [preparer, releaser] = [staff('payment-preparer'), staff('payment-releaser')];
  const command = () => ({ id: randomUUID() });
  let since = performance.now();
  const took = () => {
    const ms = performance.now() - since;
    since += ms;
    return ms;
  };
  tools.moveTo(month.toPlainDate({ day: 1 }).subtract({ days: 12 }));
  const { runId } = must(await prepareRun(tools, preparer, command(), { month }));
  const prepare = took();
  const { paymentsCount, totalPence, heldCount, creditOn } = (await tools.db.transaction(preparer, tx =>
    loadRun(tx, ICB, runId),
  ))!;
  must(await releaseRun(tools, releaser, command(), runId, { count: paymentsCount, totalPence }));
  const release = took();
  must(await writeFile(tools, releaser, command(), runId));
  const file = took();
  tools.moveTo(creditOn);
  must(await creditRun(tools, systemActor(ICB), command(), runId));
  return { runId, payments: paymentsCount, held: heldCount, stages: { prepare, release, file, credit: took() } };
}

function must<T>(decision: Decision<T>): T {
  if (!decision.accepted) throw new Error(`refused: ${decision.refusals.map(({ code }) => code).join(', ')}`);
  return decision.value;
}
