/**
 * Kill -9 of the service and of PostgreSQL, at each named point of a payment run and of a statement's import, and at
 * random moments.
 *
 * A real service runs on a folder of its own and is driven over HTTP. The proof keeps its own list of what was
 * acknowledged. After each kill the service is started again, and then: every acknowledged act gives its first answer
 * again, the act that was cut off is done once when it is sent again, no obligation has two live payments, each
 * payment stands in the ledger once, each bank line is there once and placed once, and `openphb verify` finds nothing.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { app } from '../../src/app.ts';
import { DEMONSTRATION_ICB } from '../../src/demonstration/board.ts';
import { CRASH_POINTS } from '../../src/features/payments/crash-points.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openTools } from '../../src/platform/service.ts';
import { sql } from '../../src/platform/sql.ts';
import type { Tools } from '../../src/platform/tools.ts';
import { systemActor } from '../../src/values/actor.ts';
import { openphb, type Running, run } from '../engine/processes.ts';
import { bring, makePayingStaff } from '../support/set-up-budget.ts';
import { type Client, signIn } from '../support/sign-in.ts';

type Victim = 'service' | 'postgres';
/** What is going on when it strikes. */
type Work = 'run' | 'import';
type Kill = { readonly work: Work; readonly victim: Victim; readonly point: string | undefined };

/** The budgets of the proof, beside those of the demonstration. */
const BUDGETS = 6;
/** Payments of each run that the bank sends back, so that the next run has them to pay again. */
const RETURNED = 3;
const FIRST_DAY = '2026-12-01';
/** Lines of each statement. */
const LINES = 8;

/** Where the import of a statement can be cut off: between every two statements that write, and before the commit. */
const IMPORT_POINTS = [
  'statement.import.after-lines',
  'statement.import.after-journals',
  'statement.import.after-placements',
  'statement.import.before-commit',
];
const POINTS: readonly Pick<Kill, 'work' | 'point'>[] = [
  ...Object.values(CRASH_POINTS).map(point => ({ work: 'run' as const, point })),
  ...IMPORT_POINTS.map(point => ({ work: 'import' as const, point })),
];
const CHANCE: readonly Pick<Kill, 'work' | 'point'>[] = [
  { work: 'run', point: undefined },
  { work: 'import', point: undefined },
];
/**
 * The kills of a whole proof, in turn: `each` at every named point and `random` at chance moments of either work, once
 * with the service and once with PostgreSQL as the victim.
 */
export function everyKill({ each, random }: { readonly each: number; readonly random: number }): Kill[] {
  const rounds = (times: number, of: readonly Pick<Kill, 'work' | 'point'>[]) =>
    Array.from({ length: times }, () =>
      of.flatMap(where => (['service', 'postgres'] as const).map((victim): Kill => ({ victim, ...where }))),
    ).flat();
  return [...rounds(each, POINTS), ...rounds(random, CHANCE)];
}

/** The short form: one kill in a run and one in an import, at the points and of the victims that `from` picks. */
export function fewKills(from: number): Kill[] {
  const at = (work: Work) => POINTS.filter(each => each.work === work);
  const [runs, imports] = [at('run'), at('import')];
  const [one, other] = from % 2 === 0 ? (['service', 'postgres'] as const) : (['postgres', 'service'] as const);
  return [
    { victim: one, ...runs[from % runs.length]! },
    { victim: other, ...imports[from % imports.length]! },
  ];
}

/** Goes through payment runs and imports with one kill in each, and proves after each that nothing was lost or done twice. */
export async function proveKills(kills: readonly Kill[], say: (line: string) => void = console.log): Promise<void> {
  const world = await openWorld();
  try {
    for (const [i, kill] of kills.entries()) {
      const took = await oneRound(world, kill);
      say(
        `${String(i + 1).padStart(3)} of ${kills.length}: ${kill.victim} killed ${kill.point ? `at ${kill.point}` : `at random in ${kill.work === 'run' ? 'a run' : 'an import'}`}, ${took}`,
      );
    }
    await resendAll(world);
    say(
      `${kills.length} kills; ${world.acknowledged.length} acknowledged answers, none lost; nothing paid twice; verify found nothing.`,
    );
  } finally {
    await world.close();
  }
}

type Act = {
  readonly who: 'preparer' | 'releaser' | 'finance';
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
};
type Acknowledged = Act & { readonly value: unknown };

type World = {
  readonly acknowledged: Acknowledged[];
  readonly variables: Readonly<Record<string, string>>;
  readonly baseUrl: string;
  readonly subjects: Readonly<Record<Act['who'], string>>;
  clients: Record<Act['who'], Client>;
  running: Running;
  /** What is to be killed in this round, and whether it was. */
  kill: Kill & { done: boolean };
  /** How many acts this round has sent, and after which of them chance kills. */
  sent: number;
  aim: { readonly act: number; readonly afterMs: number } | undefined;
  today: string;
  readonly budgetIds: readonly string[];
  /** How many statements were imported, and the fingerprint of none of them is another's. */
  imported: number;
  close(): Promise<void>;
};

async function openWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'openphb-kills-'));
  const port = String(await freePort());
  const variables = { OPENPHB_DATA: folder, PORT: port, OPENPHB_DEMO_TODAY: FIRST_DAY, OPENPHB_LOG: 'error' };
  const running = openphb(['start'], variables);
  await ready(running);
  const { subjects, budgetIds } = await onDatabase(variables, async tools => {
    const staff = await makePayingStaff(tools, DEMONSTRATION_ICB);
    const made: string[] = [];
    for (let i = 0; i < BUDGETS; i += 1)
      made.push((await bring(tools, staff, 'SET_UP', { startsOn: FIRST_DAY })).budgetId);
    const { preparer, releaser, finance } = staff;
    return {
      subjects: { preparer: `staff-${preparer.id}`, releaser: `staff-${releaser.id}`, finance: `staff-${finance.id}` },
      budgetIds: made,
    };
  });
  const world: World = {
    acknowledged: [],
    variables,
    baseUrl: `http://localhost:${port}`,
    subjects,
    clients: {} as World['clients'],
    running,
    kill: { work: 'run', victim: 'service', point: undefined, done: true },
    sent: 0,
    aim: undefined,
    today: FIRST_DAY,
    budgetIds,
    imported: 0,
    async close() {
      world.running.child.kill('SIGTERM');
      await world.running.ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  return world;
}

/** One piece of work with one kill somewhere in it. Answers what was cut off. */
async function oneRound(world: World, kill: Kill): Promise<string> {
  await stop(world.running);
  await start(world, kill.point);
  world.kill = { ...kill, done: false };
  world.aim = undefined;
  const cutOff: string[] = [];
  world.sent = 0;
  const watching = kill.point === undefined ? undefined : killAtPoint(world, kill.point);
  // It is awaited below; until then a failure ends the act that waits at the barrier.
  watching?.catch(() => world.running.child.kill('SIGKILL'));
  if (!watching) aim(world, kill.work);
  const struck = async () => {
    await watching;
    await killNow(world); // where chance chose an act that this round did not need
    await pause(100);
  };
  if (kill.work === 'run') await payRun(world, cutOff, struck);
  else await importStatement(world, cutOff, struck);
  return cutOff.length === 0 ? 'between two requests' : `cutting off ${cutOff.join(', ')}`;
}

/** One payment run from its preparing to its credit, some of its payments then sent back. */
async function payRun(world: World, cutOff: string[], struck: () => Promise<void>): Promise<void> {
  const month = world.today.slice(0, 7);
  const prepared = (await act(world, cutOff, 'preparer', '/pay-runs/new', { month })) as { runId: string };
  const path = `/pay-runs/${prepared.runId}`;
  const seen = await read(world, 'preparer', path);
  const totals = { count: String(seen.paymentsCount), totalPence: seen.totalPence, confirmed: 'yes' };
  await act(world, cutOff, 'releaser', `${path}/release`, totals);
  await act(world, cutOff, 'releaser', `${path}/file`, {});
  const date = seen.creditOn as string;
  if (date > world.today) {
    await act(world, cutOff, 'preparer', '/demonstration', { step: 'date', date });
    world.today = date;
  }
  for (let waited = 0; (await read(world, 'preparer', path)).status !== 'CREDITED'; waited += 1) {
    assert.ok(waited < 600, `run ${prepared.runId} is not credited a minute after its day`);
    await pause(100);
  }
  await struck();
  const whole = await read(world, 'preparer', path);
  await assertWhole(world, whole);
  for (const { paymentId } of (whole.payments as { paymentId: string }[]).slice(0, RETURNED))
    await act(world, cutOff, 'preparer', `/payments/${paymentId}/return`, { reason: 'OTHER', words: 'Proof' });
}

/** One statement imported, then the same file by a new act: its lines are there once, each placed once. */
async function importStatement(world: World, cutOff: string[], struck: () => Promise<void>): Promise<void> {
  const number = world.imported;
  world.imported += 1;
  const budgetId = world.budgetIds[number % world.budgetIds.length]!;
  const path = `/budgets/${budgetId}/bank-statements/new`;
  const [year, month, day] = world.today.split('-');
  // Equal lines among them: they are as many payments.
  const lines = Array.from(
    { length: LINES },
    (_, i) => `${day}/${month}/${year},Shop ${number} ${i >> 1},-1.${10 + (i >> 1)}`,
  );
  const file = { name: `${number}.csv`, base64: Buffer.from(`${lines.join('\n')}\n`).toString('base64') };
  const first = (await act(world, cutOff, 'finance', path, { file })) as { importId: string; added: number };
  assert.equal(first.added, LINES);
  await struck();
  const again = (await act(world, cutOff, 'finance', path, { file })) as { importId: string; again: boolean };
  assert.deepEqual([again.importId, again.again], [first.importId, true]);
  const [found] = await onDatabase(world.variables, tools =>
    tools.db.transaction(systemActor(DEMONSTRATION_ICB), tx =>
      tx.query(sql`
        select count(*)::integer as lines, count(distinct fingerprint)::integer as different,
               count(*) filter (where placed = 1)::integer as placed, count(*) filter (where journals = 1)::integer as posted
          from (select l.fingerprint,
                       (select count(*) from placement p where p.statement_line_id = l.statement_line_id) as placed,
                       (select count(*) from journal j where j.caused_by = 'bank-line:' || l.statement_line_id) as journals
                  from statement_line l where l.budget_id = ${budgetId} and l.counterparty || l.narrative like ${`%Shop ${number} %`}) x`),
    ),
  );
  assert.deepEqual(found, { lines: LINES, different: LINES, placed: LINES, posted: LINES });
}

/** Sends an act until it is answered. What was answered goes on the list; what a kill cut off is sent again. */
async function act(world: World, cutOff: string[], who: Act['who'], path: string, body: unknown): Promise<unknown> {
  const sent: Act = { who, path, body, key: randomUUID() };
  if (world.aim?.act === world.sent && !world.kill.done) setTimeout(() => void killNow(world), world.aim.afterMs);
  world.sent += 1;
  for (;;) {
    const answer = await send(world, sent);
    if (answer.acknowledged) {
      world.acknowledged.push({ ...sent, value: answer.value });
      return answer.value;
    }
    cutOff.push(path.replace(/[0-9a-f-]{36}/, '…'));
    await recover(world);
  }
}

type Sent = { readonly acknowledged: true; readonly value: unknown } | { readonly acknowledged: false };

async function send(world: World, { who, path, body, key }: Act): Promise<Sent> {
  let answer: Awaited<ReturnType<Client['api']>>;
  try {
    answer = await world.clients[who].api(path, body, key);
  } catch {
    return { acknowledged: false };
  }
  if (answer.status === 200) return { acknowledged: true, value: answer.json.value };
  // The service lives on for a moment without its database: a fault of its own, and no answer.
  if (answer.status >= 500) return { acknowledged: false };
  throw new Error(`${path} ${JSON.stringify(body)} was refused: ${answer.status} ${answer.text}`);
}

async function read(world: World, who: Act['who'], path: string): Promise<Record<string, unknown>> {
  for (;;) {
    try {
      const answer = await world.clients[who].once(`/api${path}`);
      if (answer.status === 200) return JSON.parse(answer.text);
      assert.ok(answer.status >= 500, `${path}: ${answer.status} ${answer.text}`);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
    }
    await recover(world);
  }
}

/** After a kill: the service ends, is started again, and everything that was acknowledged in this proof's last acts still stands. */
async function recover(world: World): Promise<void> {
  for (let waited = 0; !world.kill.done; waited += 1) {
    assert.ok(waited < 200, `the service stopped answering without a kill:\n${world.running.output()}`);
    await pause(50);
  }
  const ended = await Promise.race([world.running.ended.then(() => true), pause(20_000, false)]);
  assert.ok(ended, 'the service outlived its database by twenty seconds');
  await start(world, undefined);
  for (const known of world.acknowledged.slice(-12)) await resend(world, known);
  await assertVerified(world);
}

/** The same act again, with the same key, has the same answer: it was not lost, and is not done twice. */
async function resend(world: World, known: Acknowledged): Promise<void> {
  const again = await send(world, known);
  assert.deepEqual(again, { acknowledged: true, value: known.value }, `${known.path} was acknowledged and is lost`);
}

async function resendAll(world: World): Promise<void> {
  for (const known of world.acknowledged) await resend(world, known);
}

/** What the API says of the finished run holds together, and the database agrees, counted by ourselves. */
async function assertWhole(world: World, whole: Record<string, unknown>): Promise<void> {
  assert.equal(whole.status, 'CREDITED');
  const payments = whole.payments as { amountPence: string }[];
  const files = whole.files as { totalPence: string; paymentsCount: number }[];
  const sum = payments.reduce((pence, payment) => pence + BigInt(payment.amountPence), 0n);
  assert.equal(String(sum), whole.totalPence);
  assert.deepEqual(
    files.map(file => [file.totalPence, file.paymentsCount]),
    [[whole.totalPence, whole.paymentsCount]],
  );
  const [found] = await onDatabase(world.variables, tools =>
    tools.db.transaction(systemActor(DEMONSTRATION_ICB), tx =>
      tx.query(sql`
        select (select count(*) from (select 1 from payment where ended is null group by obligation_id having count(*) > 1) t)::integer as doubled,
               (select count(*) from payment_run r where not exists (select 1 from payment p where p.run_id = r.run_id))::integer as empty,
               (select coalesce(sum(p.amount_pence), 0) from payment p join payment_run r using (run_id)
                 where p.ended is null and r.released_by is not null)::bigint as paid,
               (select coalesce(-sum(balance_pence), 0) from ledger_balance where kind = 'drawn')::bigint as drawn,
               (select count(*) from payment p where (select count(*) from journal j where j.caused_by = 'payment:' || p.payment_id
                                                        and j.kind in ('payment-released', 'payment-credited')) <> 2)::integer as mispost`),
    ),
  );
  assert.deepEqual(
    { doubled: found!.doubled, empty: found!.empty, mispost: found!.mispost, drawn: found!.drawn },
    { doubled: 0, empty: 0, mispost: 0, drawn: found!.paid },
  );
}

async function assertVerified({ variables }: World): Promise<void> {
  const { code, output } = await run(['verify'], variables);
  assert.equal(code, 0, output);
}

// --- killing and starting ---------------------------------------------------------------------

async function killAtPoint(world: World, point: string): Promise<void> {
  const { running } = world;
  const reached = `CRASH-POINT ${point}\n`;
  for (let waited = 0; !running.output().includes(reached); waited += 10) {
    assert.ok(waited < 90_000, `nothing reached ${point}`);
    await pause(10);
  }
  await killNow(world);
  // The act at the barrier never goes on, so that a service without its database cannot end in order either.
  const ended = await Promise.race([running.ended.then(() => true), pause(1_000, false)]);
  if (!ended) running.child.kill('SIGKILL');
}

/** Soon after one of the round's acts was sent: somewhere before, in or after its transaction. */
function aim(world: World, work: Work): void {
  world.aim = { act: Math.floor(Math.random() * (work === 'run' ? 4 : 1)), afterMs: Math.floor(Math.random() * 120) };
}

async function killNow(world: World): Promise<void> {
  if (world.kill.done) return;
  world.kill.done = true;
  if (world.kill.victim === 'service') world.running.child.kill('SIGKILL');
  else process.kill(await serverPid(world.variables.OPENPHB_DATA!), 'SIGKILL');
}

async function start(world: World, point: string | undefined): Promise<void> {
  const variables = point === undefined ? world.variables : { ...world.variables, OPENPHB_CRASH_POINT: point };
  world.running = openphb(['start'], variables);
  await ready(world.running);
  world.clients = {
    preparer: await signIn(world.baseUrl, world.subjects.preparer),
    releaser: await signIn(world.baseUrl, world.subjects.releaser),
    finance: await signIn(world.baseUrl, world.subjects.finance),
  };
}

/** The first start loads the demonstration, which may take a while on a busy machine. */
async function ready(running: Running): Promise<void> {
  for (let waited = 0; !/Press Ctrl-C/.test(running.output()); waited += 1) {
    const isOver = running.child.exitCode !== null || running.child.signalCode !== null;
    assert.ok(!isOver && waited < 3_600, `the service did not start:\n${running.output()}`);
    await pause(50);
  }
}

async function stop(running: Running): Promise<void> {
  running.child.kill('SIGTERM');
  await running.ended;
}

async function onDatabase<T>(
  variables: Readonly<Record<string, string>>,
  work: (tools: Tools) => Promise<T>,
): Promise<T> {
  const opened = await openTools({ config: readConfig(variables), app, say: () => {} }, 'prove', 'command');
  try {
    return await work(opened.tools);
  } finally {
    await opened.close();
  }
}

/** The pid of the PostgreSQL of a data folder. */
async function serverPid(folder: string): Promise<number> {
  const text = await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}
