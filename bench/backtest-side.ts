/** One side of the backtest bench, in a process of its own: prints its milliseconds, its peak of memory, what it found. */
import pg from 'pg';
import { streamCurrentBudgets } from '../src/features/budgets/figure-store.ts';
import { runBacktest } from '../src/features/budgets/rate-cards/backtest.ts';
import { openDb, type Tx } from '../src/platform/db.ts';
import { type Backtest, type BudgetToTest, repriceLine, startBacktest } from '../src/rules/budget/backtest.ts';
import { systemActor } from '../src/values/actor.ts';
import { ICB } from '../test/support/server.ts';
import type { Side, SideAnswer } from './backtest.ts';

const [side, url] = process.argv.slice(2) as [Side, string];

/** The first service is 30 pence cheaper, the seventh 10 pence dearer: some budgets gain, some lose, some stay. */
const RATES = new Map(
  Array.from({ length: 9 }, (_, i) => {
    const change = i === 0 ? -30 : i === 6 ? 10 : 0;
    return [`SERVICE_${i + 1}`, BigInt(1500 + 37 * (i + 1) + change)];
  }),
);

const RUN: Readonly<Record<Side, () => Promise<Omit<SideAnswer, 'megabytes'>>>> = {
  ours: () => asService(tx => timed(async () => outcomeOf(await runBacktest(tx, RATES)))),
  rows: streamRows,
  memory: () =>
    asService(async tx => {
      const budgets: BudgetToTest[] = [];
      for await (const batch of streamCurrentBudgets(tx, line => line)) budgets.push(...batch);
      return timed(async () => {
        const backtest = startBacktest();
        for (const budget of budgets)
          backtest.add({ ...budget, lines: budget.lines.map(line => repriceLine(line, RATES)) });
        return outcomeOf(backtest.result());
      });
    }),
};

const answer: SideAnswer = { ...(await RUN[side]()), megabytes: Math.round(process.resourceUsage().maxRSS / 1024) };
console.log(JSON.stringify(answer));

function outcomeOf({ budgets, gain, lose, unchanged, beforePence, afterPence }: Backtest): string {
  return `${budgets} budgets, ${gain} gain, ${lose} lose, ${unchanged} stay, ${beforePence} to ${afterPence} pence`;
}

async function timed(work: () => Promise<string>): Promise<Omit<SideAnswer, 'megabytes'>> {
  const start = performance.now();
  const outcome = await work();
  return { ms: performance.now() - start, outcome };
}

async function asService<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const db = openDb(url, 1);
  try {
    return await db.transaction(systemActor(ICB), work);
  } finally {
    await db.close();
  }
}

/** The same rows as text, by a bare client without row-level security, looked at and let go. */
async function streamRows(): Promise<Omit<SideAnswer, 'megabytes'>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const answer = await timed(async () => {
    await client.query('begin');
    await client.query(`
      declare bare no scroll cursor for
      select b.budget_id, b.reference, b.claimed_group, coalesce(i.need_band, '') as band, lines.lines
        from indicative_budget i
        join budget b on b.budget_id = i.budget_id
        join lateral (select state from budget_state s where s.budget_id = b.budget_id order by sequence desc limit 1) s
             on s.state = 'ACTIVE'
        join lateral (select string_agg(concat(rate_code, '|', quantity_ten_thousandths, '|', per, '|', rate_pence, '|', times,
                             '|', amount_pence, '|', rule, '|', stream), E'\\n' order by sequence) as lines
                        from indicative_budget_line l where l.indicative_budget_id = i.indicative_budget_id) lines on true`);
    let count = 0;
    for (let rows = 1; rows > 0; count += rows) rows = (await client.query('fetch 2000 from bare')).rows.length;
    await client.query('commit');
    return `${count} rows`;
  });
  await client.end();
  return answer;
}
