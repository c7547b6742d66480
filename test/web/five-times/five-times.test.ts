/**
 * Every act, sent five times at once with one key: it has one effect. The same board stands in three databases. In the first
 * each act is sent once, in the second five times at once; afterwards every table has grown by as many rows in both, and at
 * the end every kind of account holds as much. In the third each of the five has a key of its own, as if five people had
 * done the same: what can be done once only is done once, and the others are told why not.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { app } from '../../../src/app.ts';
import type { Db } from '../../../src/platform/db.ts';
import type { Route } from '../../../src/platform/http.ts';
import { sql } from '../../../src/platform/sql.ts';
import { hasLeave } from '../../../src/rules/permissions.ts';
import type { Actor } from '../../../src/values/actor.ts';
import { copyOf } from '../../support/copies.ts';
import { fixedToday, type TestDatabase, testDatabase } from '../../support/database.ts';
import { BEGINS_ON, STAFF_ROLES, signedIn } from '../../support/every-step.ts';
import { type Client, visit } from '../../support/sign-in.ts';
import { testSite } from '../../support/site.ts';
import { actFor, KNOWN_ACTS } from './acts.ts';
import { COUNTS_EACH_TIME } from './each-time.ts';
import { makeWorld, type World } from './world.ts';

type PostRoute = Extract<Route, { kind: 'post' }>;
/** One of the three: its database, its site, who is signed in there, and its tables. */
type Side = {
  readonly database: TestDatabase;
  readonly baseUrl: string;
  readonly clients: Map<string, Promise<Client>>;
  readonly counts: () => Promise<Record<string, number>>;
  /** What was counted after the act before, as long as nobody has signed in since. */
  counted: Record<string, number> | undefined;
};

type Acknowledged = {
  readonly client: Client;
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
  readonly texts: ReadonlySet<string>;
};

let world: World;
let routes: readonly PostRoute[];
let once: Side;
let five: Side;
let crowd: Side;
/** What was sent five times with one key, and what was answered. */
const acknowledged: Acknowledged[] = [];

before(async () => {
  const database = await testDatabase(BEGINS_ON);
  world = await makeWorld(database);
  const copies = [await copyOf(database), await copyOf(database)];
  const today = database.tools.today().toString();
  const sides = copies.map(copy => sideOf({ ...database, ...copy, tools: fixedToday(copy.db, today) }));
  once = await sideOf(database);
  [five, crowd] = (await Promise.all(sides)) as [Side, Side];
});

async function sideOf(database: TestDatabase): Promise<Side> {
  const { tools, icbCode, superDb } = database;
  const config = { identity: undefined, publicUrl: undefined } as never;
  const all = app.buildSite({ config, tools, demonstration: true, icbCode, address: () => assert.fail() }).routes;
  routes = all.filter(route => route.kind === 'post');
  const site = await testSite(database, { change: given => ({ ...given, routes: all }) });
  return { database, baseUrl: site.baseUrl, clients: new Map(), counts: await counterOf(superDb), counted: undefined };
}

/** How many rows each table has. Sessions come and go with whoever looks. */
async function counterOf(db: Db): Promise<Side['counts']> {
  const tables = await db.query(sql`
    select relname from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
       and relname <> 'session' order by relname`);
  const each = tables.map(
    ({ relname }) => `select '${relname}' as name, count(*)::integer as rows from public.${relname}`,
  );
  const text = each.join(' union all ');
  return async () =>
    Object.fromEntries(
      (await db.query({ name: 'counts', text, values: [] })).map(({ name, rows }) => [name as string, rows as number]),
    );
}

function clientOf(side: Side, actor: Actor | undefined): Promise<Client> {
  const { database, baseUrl, clients } = side;
  const key = actor?.id ?? '';
  const known = clients.get(key);
  if (known) return known;
  const entered = actor ? signedIn(database, baseUrl, actor) : Promise.resolve(visit(baseUrl));
  clients.set(key, entered);
  side.counted = undefined;
  return entered;
}

/** Who may send it: a member of staff, else the person whose case it is, else anybody. */
function senderOf(route: PostRoute, person: Actor): Actor | undefined {
  const staff = STAFF_ROLES.map(role => world.staff[role]).find(actor => hasLeave(actor, route.may));
  return staff ?? (hasLeave(person, route.may) ? person : undefined);
}

/** Sends one act with each of these keys at once; what was answered, and by how much each table grew. */
async function send(side: Side, route: PostRoute, caseName: string, keys: readonly string[]) {
  const { client, path, body } = await asked(side, route, caseName);
  const before = side.counted ?? (await side.counts());
  const answers = await sendAtOnce(client, path, body, keys);
  const after = await side.counts();
  side.counted = after;
  if (side === five) acknowledged.push({ client, path, body, key: keys[0]!, texts: answers.texts });
  return { ...answers, grown: grownBetween(before, after) };
}

/** An act about a case, and who sends it. */
async function asked(side: Side, route: PostRoute, caseName: string) {
  const { budgetId, person } = world.cases[caseName]!;
  const { actor: named, path, body } = await actFor(side.database, world, route, budgetId);
  return { client: await clientOf(side, named ?? senderOf(route, person)), path, body };
}

async function sendAtOnce(client: Client, path: string, body: unknown, keys: readonly string[]) {
  const answers = await Promise.all(keys.map(key => client.api(path, body, key)));
  return {
    statuses: answers.map(({ status }) => status).sort(),
    status: [...new Set(answers.map(({ status }) => status))].join(' and '),
    texts: new Set(answers.map(({ json }) => inOrder(json))),
  };
}

const fiveTimes = () => Array<string>(5).fill(randomUUID());
const fiveKeys = () => Array.from({ length: 5 }, () => randomUUID());

function grownBetween(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const grown = Object.entries(after).filter(([table, rows]) => rows !== before[table]);
  return Object.fromEntries(grown.map(([table, rows]) => [table, rows - before[table]!]));
}

/** JSON without the order of its keys: an answer that was kept comes back in another one. */
const inOrder = (json: unknown) =>
  JSON.stringify(json, (_, value: unknown) =>
    value instanceof Object && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
  );

/** What ends something goes last: nothing else can be tried on it. */
const ENDS = [/\/nominee-end$/, /\/(withdrawal|care-without-budget|goal\/end)$/];
const placeOf = ({ path }: PostRoute) => ENDS.findIndex(end => end.test(path));
/** A month is over by then whose payments are stated, and what came of a goal can be asked. */
const LATER = '2027-02-15';

/** What lies on each kind of account, and whether each balance is what was posted to it. */
const BALANCES = sql`
  select a.book, a.kind, sum(p.pence)::text as pence, bool_and(b.balance_pence is null or b.balance_pence = p.pence) as "asPosted"
    from ledger_account a
    join (select ledger_account_id, sum(amount_pence) as pence from posting group by 1) p using (ledger_account_id)
    left join ledger_balance b using (ledger_account_id) group by a.book, a.kind order by 1, 2`;

test('every act is sent where it is accepted', () => {
  assert.deepEqual(Object.keys(KNOWN_ACTS).toSorted(), routes.map(({ path }) => path).toSorted());
});

test('every act about what is not there is refused, five times at once, and leaves its trail only', async () => {
  const about = routes.filter(({ path }) => path.includes(':'));
  const before = await five.counts();
  for (const route of about) {
    const { client, body } = await asked(five, route, KNOWN_ACTS[route.path]!.on);
    const { status } = await sendAtOnce(
      client,
      route.path.replace(/:\w+/g, () => randomUUID()),
      body,
      fiveTimes(),
    );
    assert.match(status, /^4\d\d$/, route.path);
  }
  const { audit_event: trail = 0, ...grown } = grownBetween(before, await five.counts());
  assert.deepEqual(grown, {});
  assert.ok(trail > 0);
  five.counted = undefined;
});

test('every act five times at once has one effect and one answer', { timeout: 300_000 }, async () => {
  const wrong: string[] = [];
  const sorted = routes.toSorted((a, b) => placeOf(a) - placeOf(b));
  for (const route of sorted.filter(({ path }) => !KNOWN_ACTS[path]?.isLater)) wrong.push(...(await tryOut(route)));
  for (const { database } of [once, five, crowd]) database.tools.moveTo(LATER);
  for (const route of sorted.filter(({ path }) => KNOWN_ACTS[path]?.isLater)) wrong.push(...(await tryOut(route)));
  const [expected, found] = await Promise.all([once, five].map(({ database }) => database.superDb.query(BALANCES)));
  assert.equal(wrong.join('\n'), '');
  assert.deepEqual(found, expected);
  assert.ok(found!.every(({ asPosted }) => asPosted));
});

test('months later, with all that came after it, each is answered as at first', async () => {
  assert.equal(acknowledged.length, routes.length);
  const changed: string[] = [];
  for (const { client, path, body, key, texts } of acknowledged) {
    const again = await sendAtOnce(client, path, body, [key]);
    if (again.status !== '200' || !texts.isSupersetOf(again.texts)) changed.push(`${path}: ${[...again.texts]}`);
  }
  assert.deepEqual(changed, []);
});

/** Sends an act to both; says what is not as it should be. */
async function tryOut(route: PostRoute): Promise<string[]> {
  const wrong: string[] = [];
  const on = KNOWN_ACTS[route.path]?.on ?? assert.fail(`nobody knows where ${route.path} is accepted`);
  const single = await send(once, route, on, [randomUUID()]);
  const many = await send(five, route, on, fiveTimes());
  const about = `${route.path} on ${on}`;
  if (single.status !== '200') wrong.push(`${about} is not accepted: ${single.status} ${[...single.texts][0]}`);
  if (many.status !== single.status) wrong.push(`${about}: once ${single.status}, five times ${many.status}`);
  if (many.texts.size !== 1) wrong.push(`${about}: ${many.texts.size} different answers`);
  const [expected, found] = [JSON.stringify(single.grown), JSON.stringify(many.grown)];
  if (expected !== found) wrong.push(`${about}: once ${expected}, five times ${found}`);
  return [...wrong, ...(await tryApart(route, on, single.grown))];
}

/** Sends an act as five people would, each by themselves; `once` is by how much each table grows when one does it. */
async function tryApart(route: PostRoute, on: string, once: Readonly<Record<string, number>>): Promise<string[]> {
  const { statuses, grown } = await send(crowd, route, on, fiveKeys());
  const accepted = statuses.filter(status => status === 200).length;
  const about = `${route.path} on ${on}, by five people: ${statuses.join(', ')}`;
  if (COUNTS_EACH_TIME.has(route.path)) return accepted === 5 ? [] : [`${about}, and it counts each time`];
  const isInWords = statuses.every(status => status < 500);
  const [expected, found] = [once, grown].map(({ audit_event: _, command: __, ...effect }) => JSON.stringify(effect));
  if (isInWords && (accepted === 1 || accepted === 5) && expected === found) return [];
  return [`${about}; one does ${expected}, they did ${found}`];
}
