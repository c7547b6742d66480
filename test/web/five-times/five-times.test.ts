/**
 * Every act, sent five times at once with one key: it has one effect. The same board stands in two databases. In the one
 * each act is sent once, in the other five times at once; afterwards every table has grown by as many rows in both.
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
import { BEGINS_ON, type EveryStep, makeEveryStep, STAFF_ROLES, signedIn } from '../../support/every-step.ts';
import { type Client, visit } from '../../support/sign-in.ts';
import { testSite } from '../../support/site.ts';
import { actFor, KNOWN_ACTS } from './acts.ts';

type PostRoute = Extract<Route, { kind: 'post' }>;
/** One of the two: its database, its site, who is signed in there, and its tables. */
type Side = {
  readonly database: TestDatabase;
  readonly baseUrl: string;
  readonly clients: Map<string, Promise<Client>>;
  readonly counts: () => Promise<Record<string, number>>;
  /** What was counted after the act before, as long as nobody has signed in since. */
  counted: Record<string, number> | undefined;
};

let world: EveryStep;
let routes: readonly PostRoute[];
let once: Side;
let five: Side;

before(async () => {
  const database = await testDatabase(BEGINS_ON);
  world = await makeEveryStep(database);
  const copy = await copyOf(database);
  const today = database.tools.today().toString();
  once = await sideOf(database);
  five = await sideOf({ ...database, ...copy, tools: fixedToday(copy.db, today) });
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
      (await db.query({ text, values: [] })).map(({ name, rows }) => [name as string, rows as number]),
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

/** Sends one act so many times at once, with one key; what was answered, and by how much each table grew. */
async function send(side: Side, route: PostRoute, caseName: string, times: number) {
  const { budgetId, person } = world.cases[caseName]!;
  const { actor: named, path, body } = await actFor(side.database, world, route, budgetId);
  const client = await clientOf(side, named ?? senderOf(route, person));
  const key = randomUUID();
  const before = side.counted ?? (await side.counts());
  const answers = await Promise.all(Array.from({ length: times }, () => client.api(path, body, key)));
  const after = await side.counts();
  side.counted = after;
  const grown = Object.entries(after).filter(([table, rows]) => rows !== before[table]);
  return {
    status: [...new Set(answers.map(({ status }) => status))].join(' and '),
    texts: new Set(answers.map(({ json }) => inOrder(json))),
    grown: Object.fromEntries(grown.map(([table, rows]) => [table, rows - before[table]!])),
  };
}

/** JSON without the order of its keys: an answer that was kept comes back in another one. */
const inOrder = (json: unknown) =>
  JSON.stringify(json, (_, value: unknown) =>
    value instanceof Object && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
  );

/** What ends something goes last: nothing else can be tried on it. */
const ENDS = [/\/nominee-end$/, /\/(withdrawal|care-without-budget|goal\/end)$/];
const placeOf = ({ path }: PostRoute) => ENDS.findIndex(end => end.test(path));

test('every act five times at once has one effect and one answer; what is refused leaves its trail only', {
  timeout: 300_000,
}, async t => {
  const wrong: string[] = [];
  for (const route of routes.toSorted((a, b) => placeOf(a) - placeOf(b))) {
    const on = KNOWN_ACTS[route.path]?.on;
    const single = await send(once, route, on ?? 'ACTIVE', 1);
    const many = await send(five, route, on ?? 'ACTIVE', 5);
    const about = `${route.path}${on ? ` on ${on}` : ''}`;
    if (on && single.status !== '200') wrong.push(`${about} is not accepted: ${single.status} ${[...single.texts][0]}`);
    if (many.status !== single.status) wrong.push(`${about}: once ${single.status}, five times ${many.status}`);
    if (many.texts.size !== 1) wrong.push(`${about}: ${many.texts.size} different answers`);
    if (single.status !== '200') delete single.grown.audit_event;
    if (single.status !== '200') delete many.grown.audit_event;
    const [expected, found] = [JSON.stringify(single.grown), JSON.stringify(many.grown)];
    if (expected !== found) wrong.push(`${about}: once ${expected}, five times ${found}`);
    if (single.status !== '200' && expected !== '{}') wrong.push(`${about}: refused, and saved ${expected}`);
  }
  t.diagnostic(`${Object.keys(KNOWN_ACTS).length} of ${routes.length} acts are accepted`);
  assert.equal(wrong.join('\n'), '');
});
