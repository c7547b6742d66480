/**
 * The page "my money" from the database, through the whole server (session, leave, record of the reading), beside a bare
 * HTTP server that runs the very statements that one such request ran and answers their rows as JSON. Ten clients in a
 * process of their own ask either in turn.
 */
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { app } from '../../src/app.ts';
import { importStatement } from '../../src/features/spending/import-statement.ts';
import { buildSite } from '../../src/features/staff/site.ts';
import { anchorsInMemory } from '../../src/platform/anchors.ts';
import { type Db, openDb, type Scope } from '../../src/platform/db.ts';
import { leaveJob } from '../../src/platform/job-queue.ts';
import type { Sql } from '../../src/platform/sql.ts';
import type { Tools } from '../../src/platform/tools.ts';
import { buildServer } from '../../src/platform/web/server.ts';
import { newSessionId, signInAs } from '../../src/platform/web/session.ts';
import { ENGLAND_AND_WALES } from '../../src/values/bank-holidays.ts';
import { asSuperuser, ICB, startTestServer, urlTo } from '../../test/support/server.ts';
import { bring, makePayingStaff, type SetBudget } from '../../test/support/set-up-budget.ts';
import type { Measured } from '../main.ts';
import { median } from '../measure.ts';

const REQUESTS = 500;
const CLIENTS = 10;
const PAIRS = 5;
const LEAST = 0.7;
const MOST_TAIL = 3;

/** What one request did: statements on their own, or in one transaction. */
type Step = { readonly scope: Scope | undefined; readonly statements: Sql[] };

export async function benchPage(requests = REQUESTS): Promise<Measured> {
  const { server, stopNow } = await startTestServer();
  try {
    const name = `openphb_bench_${randomBytes(4).toString('hex')}`;
    await asSuperuser(server, 'postgres', `create database ${name} template ${server.template} owner openphb_owner`);
    const db = openDb(urlTo(server, 'openphb_app', name));
    const tools = toolsOn(db);
    const budget = await makeBudget(tools);
    await asSuperuser(server, name, 'vacuum (analyze)');
    const steps: Step[] = [];
    const ours = await startOurs(tools, steps);
    const session = await signInAs(db, newSessionId(), { kind: 'person', actorId: budget.person.id }, ours.moment());
    const cookie = `openphb=${session}`;
    const page = `${ours.url}/budgets/${budget.budgetId}/money`;
    ours.record(true);
    await askMany(page, cookie, 1, 1);
    ours.record(false);
    const bare = await startBare(db, steps);
    const found = await measure({ ours: page, bare: bare.url }, cookie, requests, steps);
    await Promise.all([ours.close(), bare.close()]);
    await db.close();
    return found;
  } finally {
    stopNow();
  }
}

function toolsOn(db: Db): Tools {
  const today = Temporal.PlainDate.from('2026-12-31');
  return {
    db,
    today: () => today,
    refreshToday: async () => {},
    bankHolidays: ENGLAND_AND_WALES,
    sendJob: (tx, job) => leaveJob(tx, job, today),
    crashPoint: async () => {},
    anchors: anchorsInMemory(),
    log: { info() {}, error: (event, facts) => console.error(event, facts) },
  };
}

/** A budget with its account and a month of sixty bank lines. */
async function makeBudget(tools: Tools): Promise<SetBudget> {
  const staff = await makePayingStaff(tools, ICB);
  const budget = await bring(tools, staff, 'SET_UP', { startsOn: '2026-12-01', nhsNumber: '9434765919' });
  const lines = Array.from(
    { length: 60 },
    (_, i) => `,${String((i % 28) + 1).padStart(2, '0')}/12/2026,08-99-99 66374958,-${10 + i}.00,FT,PAYEE ${i}`,
  );
  const bytes = Buffer.from(['Number,Date,Account,Amount,Subcategory,Memo', ...lines, ''].join('\r\n'));
  const given = { file: { name: 'statement.csv', bytes } };
  const sent = await importStatement(tools, budget.person, { id: randomUUID() }, budget.budgetId, given);
  if (!sent.accepted) throw new Error(JSON.stringify(sent.refusals));
  return budget;
}

async function startOurs(tools: Tools, steps: Step[]) {
  let isRecording = false;
  const { db } = tools;
  const heard: Db = {
    ...db,
    query(statement) {
      if (isRecording) steps.push({ scope: undefined, statements: [statement] });
      return db.query(statement);
    },
    transaction(scope, work) {
      if (!isRecording) return db.transaction(scope, work);
      const step: Step = { scope, statements: [] };
      steps.push(step);
      return db.transaction(scope, tx =>
        work({
          ...tx,
          query(statement) {
            step.statements.push(statement);
            return tx.query(statement);
          },
        }),
      );
    },
  };
  const at = () => Temporal.Now.instant();
  const config = { identity: undefined, publicUrl: undefined };
  const given = { config, tools: { ...tools, db: heard }, demonstration: true, icbCode: ICB, now: at };
  const { routes } = app.buildSite({ ...given, address: () => running.address() } as never);
  const most = { requests: 10_000_000, signIns: 10_000_000, visitorForms: 10_000_000 };
  const site = buildSite({ ...given, address: () => running.address(), routes: [], mostAMinute: most });
  const running = await buildServer({ ...site, routes });
  const { port } = await running.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: `http://localhost:${port}`,
    moment: () => ({ at: at(), today: tools.today() }),
    record: (on: boolean) => {
      isRecording = on;
    },
    close: () => running.close(),
  };
}

/** The same statements on the same pool; the rows as JSON. */
async function startBare(db: Db, steps: readonly Step[]) {
  const http = createServer(async (_, answer) => {
    const rows: unknown[] = [];
    for (const { scope, statements } of steps) {
      if (scope === undefined) rows.push(await db.query(statements[0]!));
      else
        await db.transaction(scope, async tx => {
          for (const statement of statements) rows.push(await tx.query(statement));
        });
    }
    answer.end(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? value.toString() : value)));
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    close: () => new Promise(resolve => http.close(resolve)),
  };
}

type Asked = { readonly ms: number; readonly times: readonly number[] };

async function askMany(url: string, cookie: string, count: number, clients: number): Promise<Asked> {
  const program = join(import.meta.dirname, 'page-client.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, url, cookie, String(count), String(clients)],
    { maxBuffer: 1 << 26 },
  );
  return JSON.parse(stdout) as Asked;
}

async function measure(
  urls: Readonly<Record<'ours' | 'bare', string>>,
  cookie: string,
  requests: number,
  steps: readonly Step[],
): Promise<Measured> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  const tails: number[] = [];
  const middles: number[] = [];
  for (let round = -1; round < PAIRS; round++)
    for (const side of ['ours', 'bare'] as const) {
      const { ms, times } = await askMany(urls[side], cookie, requests, CLIENTS);
      if (round < 0) continue;
      rates[side].push((requests * 1000) / ms);
      if (side === 'bare') continue;
      const sorted = times.toSorted((a, b) => a - b);
      middles.push(sorted[sorted.length >> 1]!);
      tails.push(sorted[Math.floor(sorted.length * 0.99)]!);
    }
  const ratios = rates.ours.map((rate, i) => rate / rates.bare[i]!);
  const tail = median(tails.map((ms, i) => ms / middles[i]!));
  const shown = (values: readonly number[], digits: number) =>
    `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
  return {
    'statements of one request': steps.reduce((sum, step) => sum + step.statements.length, 0),
    'ours, per s': shown(rates.ours, 0),
    'bare, per s': shown(rates.bare, 0),
    ratio: shown(ratios, 2),
    'p50, ms': shown(middles, 1),
    'p99, ms': shown(tails, 1),
    'p99 by p50': Number(tail.toFixed(2)),
    reached: median(ratios) >= LEAST && tail <= MOST_TAIL,
  };
}
