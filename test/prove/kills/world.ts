/**
 * A real service on a folder of its own, driven over HTTP, which is killed again and again: the process, or the
 * PostgreSQL under it. Each start has the next point at which to stop dead, so that one kill costs one start.
 *
 * What was acknowledged is kept in a list of our own. After every kill the newest of it is sent again and must be
 * answered the same, and everything is counted.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DEMONSTRATION_ICB } from '../../../src/demonstration/board.ts';
import { readConfig } from '../../../src/platform/config.ts';
import { openTools } from '../../../src/platform/open-tools.ts';
import type { Tools } from '../../../src/platform/tools.ts';
import { newSessionId, signInAs } from '../../../src/platform/web/session.ts';
import type { Actor } from '../../../src/values/actor.ts';
import { openphb, type Running } from '../../engine/processes.ts';
import { makeStaff } from '../../support/actors.ts';
import { makePayingStaff, type Staff } from '../../support/set-up-budget.ts';
import { type Client, visit } from '../../support/sign-in.ts';
import { assertCounted } from './counted.ts';

export type Victim = 'service' | 'postgres';
/** One kill: at a named point, or, where there is none, somewhere in the next acts. */
export type Kill = { readonly victim: Victim; readonly point: string | undefined };

export type Team = Staff & { readonly approver: Actor };
/** Who sends an act: a member of the team, or the person whose money it is. */
export type Who = keyof Team | Actor;

type Act = { readonly who: Who; readonly path: string; readonly body: unknown; readonly key: string };

export type World = {
  readonly variables: Readonly<Record<string, string>>;
  readonly team: Team;
  /** What was answered with a yes, oldest first. */
  readonly acknowledged: (Act & { readonly value: unknown })[];
  /** The kills that are still to come; the first is the one that is under way. */
  readonly kills: Kill[];
  /** Every point that was passed, in the order in which they were first passed. */
  readonly passed: Set<string>;
  running: Running;
  /** So much the service had said before the story began: it loaded the demonstration. */
  before: number;
  /** The present kill once it has begun to strike, and whether it has struck. */
  striking: Promise<void> | undefined;
  struck: boolean;
  /** In how many acts chance strikes, and how long after that act was sent. */
  aim: { acts: number; readonly afterMs: number } | undefined;
  today: string;
  /** What the kill under way has cut off, for the words about it. */
  cutOff: string[];
  say(line: string): void;
  close(): Promise<void>;
};

const FIRST_DAY = '2026-12-01';
/** Answers that are asked for again after each kill; all of them at the end. */
const AGAIN = 12;

export async function openWorld(say: World['say']): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'openphb-kills-'));
  const variables = {
    OPENPHB_DATA: folder,
    PORT: String(await freePort()),
    OPENPHB_DEMO_TODAY: FIRST_DAY,
    OPENPHB_LOG: 'error',
  };
  const running = openphb(['start'], { ...variables, OPENPHB_CRASH_POINT: 'every' });
  await ready(running);
  const team = await onDatabase(variables, async tools => ({
    ...(await makePayingStaff(tools, DEMONSTRATION_ICB)),
    approver: await makeStaff(tools.db, DEMONSTRATION_ICB, ['approver'], { approvalLimitPence: 5_000_000n }),
  }));
  const world: World = {
    variables,
    team,
    acknowledged: [],
    kills: [],
    passed: new Set(),
    running,
    before: running.output().length,
    striking: undefined,
    struck: false,
    aim: undefined,
    today: FIRST_DAY,
    cutOff: [],
    say,
    async close() {
      world.running.child.kill('SIGTERM');
      await world.running.ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  return world;
}

// --- what the story is told with ---------------------------------------------------------------

/** Sends an act until it is answered. What was answered goes on the list; what a kill cut off is sent again. */
export async function act<T = Record<string, unknown>>(
  world: World,
  who: Who,
  path: string,
  body: unknown,
): Promise<T> {
  const sent: Act = { who, path, body, key: randomUUID() };
  for (;;) {
    const chance = strikeByChance(world);
    const answer = await send(world, sent);
    await (chance ?? world.striking);
    if (answer.acknowledged) world.acknowledged.push({ ...sent, value: answer.value });
    else world.cutOff.push(path.replace(/[0-9a-f-]{36}/g, '…'));
    if (!answer.acknowledged || world.struck) await recover(world);
    if (answer.acknowledged) return answer.value as T;
  }
}

/** Reads facts until they are answered. */
export async function read<T = Record<string, unknown>>(world: World, who: Who, path: string): Promise<T> {
  for (;;) {
    const answer = await clientOf(world, who)
      .then(client => client.once(`/api${path}`))
      .catch(isNoAnswer);
    if (answer?.status === 200) return JSON.parse(answer.text) as T;
    assert.ok(!answer || answer.status >= 500, `${path}: ${answer?.status} ${answer?.text}`);
    await recover(world);
  }
}

/** Waits for what the service does in the background: what a killed worker had begun is noticed within a minute or so. */
export async function until(world: World, what: string, isSo: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await isSo())) {
    // Whoever looks at the database alone opens it without the service too, and would not notice that it was killed.
    await world.striking;
    if (world.struck) await recover(world);
    const output = () => world.running.output().slice(-4_000);
    assert.ok(
      performance.now() - began < 180_000,
      `three minutes passed without this: ${what}. The service said:\n${output()}`,
    );
    await pause(100);
  }
}

/** Runs a command beside the service until it ends well: it is killed as well where it reaches the point. */
export async function command(world: World, words: readonly string[]): Promise<void> {
  for (;;) {
    const running = openphb(words, variablesOf(world));
    watch(world, running);
    const code = await running.ended;
    // In the order in which they were passed.
    note(world, world.running);
    note(world, running);
    if (code === 0) return;
    await world.striking;
    assert.ok(world.struck, `openphb ${words.join(' ')} failed:\n${running.output()}`);
    world.cutOff.push(words[0]!);
    await recover(world);
  }
}

/** Looks at the database, or writes what is no part of the proof, as the service would. */
export async function facts<T>(world: World, work: (tools: Tools) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await onDatabase(world.variables, work);
    } catch (error) {
      await world.striking;
      if (!world.struck || error instanceof assert.AssertionError) throw error;
      await recover(world);
    }
  }
}

/** From now on it is this date, where it is not later already. */
export async function moveTo(world: World, date: string): Promise<void> {
  if (date <= world.today) return;
  await act(world, 'preparer', '/demonstration', { step: 'date', date });
  world.today = date;
}

// --- killing and coming back -------------------------------------------------------------------

/** Begins with the first of these kills: the service is started with it. */
export async function begin(world: World, kills: readonly Kill[]): Promise<void> {
  world.kills.push(...kills);
  await startAgain(world);
}

/** Leaves out the kill that is to come: a job of some days only does not come past its point in every story. */
export async function leaveOut(world: World): Promise<void> {
  world.say(`not killed at ${world.kills.shift()!.point}: nothing came past it again`);
  await startAgain(world);
}

async function startAgain(world: World): Promise<void> {
  world.running.child.kill('SIGTERM');
  await world.running.ended;
  note(world, world.running);
  await start(world);
}

/** The points that the service passed since it began, where it was told to say every one. */
export function passed(world: World): readonly string[] {
  note(world, world.running);
  return [...world.passed];
}

/** Everything that was ever acknowledged is answered the same once more. */
export async function resendAll(world: World): Promise<void> {
  for (const known of world.acknowledged) await resend(world, known);
}

/** After a kill the service is started again, and nothing that was acknowledged is lost or doubled. */
async function recover(world: World): Promise<void> {
  for (;;) {
    for (let waited = 0; !world.struck; waited += 1) {
      assert.ok(waited < 200, `the service stopped answering without a kill:\n${world.running.output()}`);
      await pause(50);
    }
    const ended = await Promise.race([world.running.ended.then(() => true), pause(20_000, false)]);
    assert.ok(ended, 'the service outlived its database by twenty seconds');
    const { victim, point } = world.kills.shift()!;
    const cutOff = world.cutOff.length === 0 ? 'between two requests' : `cutting off ${world.cutOff.join(', ')}`;
    world.say(`${victim} killed ${point ? `at ${point}` : 'at random'}, ${cutOff}`);
    world.cutOff = [];
    await start(world);
    try {
      for (const known of world.acknowledged.slice(-AGAIN)) await resend(world, known);
      await onDatabase(world.variables, assertCounted);
      return;
    } catch (error) {
      await world.striking;
      // What the service does in the background may have come to the next point meanwhile.
      if (!world.struck || error instanceof assert.AssertionError) throw error;
    }
  }
}

async function start(world: World): Promise<void> {
  world.striking = undefined;
  world.struck = false;
  const kill = world.kills[0];
  world.aim =
    kill && !kill.point ? { acts: Math.floor(Math.random() * 4), afterMs: Math.floor(Math.random() * 120) } : undefined;
  world.before = 0;
  world.running = openphb(['start'], variablesOf(world));
  watch(world, world.running);
  // What it does in the background may come to the point before it is ready: whoever asks it next finds it gone.
  await ready(world.running, () => world.striking !== undefined);
}

function variablesOf({ variables, kills }: World): Readonly<Record<string, string>> {
  const point = kills.length === 0 ? 'every' : kills[0]!.point;
  return point === undefined ? variables : { ...variables, OPENPHB_CRASH_POINT: point };
}

/** Strikes as soon as this process says that it stands at the point. */
function watch(world: World, running: Running): void {
  const point = world.kills[0]?.point;
  if (point === undefined) return;
  const look = () => {
    if (running.output().includes(`CRASH-POINT ${point}\n`)) void strike(world, running);
  };
  running.child.stdout!.on('data', look);
}

function note(world: World, running: Running): void {
  const said = running.output().slice(running === world.running ? world.before : 0);
  for (const [, point] of said.matchAll(/^CRASH-POINT (.+)$/gm)) world.passed.add(point!);
}

/** Where chance has chosen this act: resolves when it has struck. */
function strikeByChance(world: World): Promise<void> | undefined {
  if (!world.aim || world.striking) return undefined;
  world.aim.acts -= 1;
  return world.aim.acts >= 0 ? undefined : pause(world.aim.afterMs).then(() => strike(world, world.running));
}

/** Kills the victim. Whoever stands at a point never goes on, so that it cannot end in order without its database. */
function strike(world: World, running: Running): Promise<void> {
  const { victim, point } = world.kills[0]!;
  world.striking ??= (async () => {
    if (victim === 'postgres') await killServer(world.variables.OPENPHB_DATA!);
    if (victim === 'service' || point !== undefined) {
      running.child.kill('SIGKILL');
      world.running.child.kill('SIGKILL');
    }
    world.struck = true;
  })();
  return world.striking;
}

async function resend(world: World, known: World['acknowledged'][number]): Promise<void> {
  const again = await send(world, known);
  if (!again.acknowledged) throw new Error(`${known.path} was not answered again`);
  assert.deepEqual(again.value, known.value, `${known.path} was acknowledged and is lost`);
}

/** Nobody answered. What a check of our own found is thrown on. */
function isNoAnswer(error: unknown): undefined {
  if (error instanceof assert.AssertionError) throw error;
  return undefined;
}

type Sent = { readonly acknowledged: true; readonly value: unknown } | { readonly acknowledged: false };

async function send(world: World, { who, path, body, key }: Act): Promise<Sent> {
  let answer: Awaited<ReturnType<Client['api']>>;
  try {
    answer = await (await clientOf(world, who)).api(path, body, key);
  } catch (error) {
    isNoAnswer(error);
    return { acknowledged: false };
  }
  if (answer.status === 200) return { acknowledged: true, value: answer.json.value };
  // The service lives on for a moment without its database: a fault of its own, and no answer.
  if (answer.status >= 500) return { acknowledged: false };
  // On a fast machine everything that was answered is asked again in less than the minutes that are allowed for it.
  if (answer.status === 429) {
    await pause(Number(answer.headers.get('retry-after')) * 1000);
    return send(world, { who, path, body, key });
  }
  return assert.fail(`${path} ${JSON.stringify(body)} was refused: ${answer.status} ${answer.text}`);
}

/** Those who are signed in, and since when; the way through the provider has tests of its own. */
const clients = new WeakMap<World, Map<string, { readonly client: Client; readonly since: number }>>();
const RENEW_AFTER_MS = 15 * 60_000;

async function clientOf(world: World, who: Who): Promise<Client> {
  const actor = typeof who === 'string' ? world.team[who] : who;
  const known = clients.get(world) ?? new Map();
  clients.set(world, known);
  const found = known.get(actor.id);
  if (found && performance.now() - found.since < RENEW_AFTER_MS) return found.client;
  const kind = actor.personId === undefined ? 'staff' : 'person';
  const moment = { at: Temporal.Now.instant(), today: Temporal.PlainDate.from(world.today) };
  const id = await onDatabase(world.variables, ({ db }) =>
    signInAs(db, newSessionId(), { kind, actorId: actor.id }, moment),
  );
  assert.ok(id, `${actor.name} may not sign in`);
  const client = visit(`http://localhost:${world.variables.PORT}`);
  client.cookies.set('openphb', id);
  known.set(actor.id, { client, since: performance.now() });
  return client;
}

async function onDatabase<T>(variables: World['variables'], work: (tools: Tools) => Promise<T>): Promise<T> {
  const opened = await openTools({ config: readConfig(variables), say: () => {} }, 'prove', 'command');
  try {
    return await work(opened.tools);
  } finally {
    await opened.close();
  }
}

/** The first start loads the demonstration, which may take a while on a busy machine. */
async function ready(running: Running, isStruck = () => false): Promise<void> {
  for (let waited = 0; !/Press Ctrl-C/.test(running.output()); waited += 1) {
    if (isStruck()) return;
    const isOver = running.child.exitCode !== null || running.child.signalCode !== null;
    assert.ok(!isOver && waited < 9_000, `the service did not start:\n${running.output()}`);
    await pause(20);
  }
}

/** Kills the PostgreSQL of a data folder. It is over once whoever started it has noticed: until then its socket counts as taken. */
async function killServer(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8');
  const pid = Number(text.split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  for (let waited = 0; isThere(pid); waited += 1) {
    assert.ok(waited < 500, `PostgreSQL ${pid} is there ten seconds after it was killed`);
    await pause(20);
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}
