/**
 * Every route × everybody, at both doors, against what rules/permissions.ts says of it; and for those who have leave,
 * the record of another person or another board is as if it did not exist.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { app } from '../../src/app.ts';
import type { Route } from '../../src/platform/http.ts';
import { sql } from '../../src/platform/sql.ts';
import { formToken } from '../../src/platform/web/session.ts';
import { hasLeave } from '../../src/rules/permissions.ts';
import { type Actor, visitor } from '../../src/values/actor.ts';
import { makePerson, makeStaff } from '../support/actors.ts';
import { makeCase } from '../support/cases.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { BEGINS_ON, type EveryStep, makeEveryStep, STAFF_ROLES, signedIn } from '../support/every-step.ts';
import { type Answered, type Client, visit } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';
import { makeThirdParty } from '../support/third-parties.ts';

let database: TestDatabase;
let site: TestSite;
let world: EveryStep;
let routes: readonly Route[];
/** Names in paths, as they are for the case that is paid. */
let names: Readonly<Record<string, string>>;

before(async () => {
  database = await testDatabase(BEGINS_ON);
  world = await makeEveryStep(database);
  const { tools, icbCode } = database;
  const config = { identity: undefined, publicUrl: undefined } as never;
  routes = app.buildSite({ config, tools, demonstration: true, icbCode, address: () => assert.fail() }).routes;
  site = await testSite(database, { change: given => ({ ...given, routes }) });
  names = await namesOf(world.active.budgetId);
});

async function namesOf(budgetId: string): Promise<Record<string, string>> {
  const one = async (statement: ReturnType<typeof sql>) =>
    String(Object.values((await database.superDb.query(statement))[0]!)[0]);
  return {
    budgetId,
    personId: world.active.person.id,
    staffUserId: world.staff.approver.id,
    reviewId: await one(sql`select review_id from review where budget_id = ${budgetId}`),
    lineId: await one(sql`select statement_line_id from statement_line limit 1`),
    noticeId: await one(sql`select notice_id from notice where budget_id = ${budgetId} limit 1`),
    planItemId: world.active.itemIds[0]!,
    draftLineId: randomUUID(),
    entryId: randomUUID(),
    needId: await one(sql`select need_id from need where budget_id = ${budgetId} limit 1`),
    rateCard: 'test-1',
    paymentId: world.active.paymentIds[0]!,
    runId: await one(sql`select run_id from payment_run order by recorded_at desc limit 1`),
    enquiryId: await one(sql`select enquiry_id from enquiry limit 1`),
    reference: await one(sql`select reference from enquiry limit 1`),
    section: 'what-matters',
    version: 'default-1',
    part: 'spent',
    kind: 'professional',
    planEntryId: randomUUID(),
    id: 'R-018',
    decisionId: randomUUID(),
    reconsiderationId: randomUUID(),
    suspensionId: randomUUID(),
    hospitalStayId: randomUUID(),
    healthChangeId: randomUUID(),
    amountRequestId: randomUUID(),
    receiptId: randomUUID(),
    supplierId: await one(sql`select supplier_id from supplier limit 1`),
    listId: await one(sql`select list_id from supplier_list limit 1`),
    invoiceId: await one(sql`select invoice_id from invoice limit 1`),
    orderId: await one(sql`select order_id from purchase_order limit 1`),
    uploadId: randomUUID(),
    mappingId: randomUUID(),
    statementId: randomUUID(),
    thirdPartyId: world.thirdPartyId,
    reportId: randomUUID(),
    month: '2026-12',
  };
}

const pathOf = (route: Route, given: Readonly<Record<string, string>>) =>
  route.path.replace(
    /:(\w+)/g,
    (_, name: string) => given[name] ?? assert.fail(`${route.path}: nothing is known for ${name}`),
  );

/** Opens a page, reads facts, or sends an act with nothing in it: whoever has leave is told what is missing. */
async function knock(client: Client, route: Route, path: string): Promise<readonly [string, Answered][]> {
  if (route.kind === 'get') return [[path, await client.once(path)]];
  if (route.kind === 'read') return [[`/api${path}`, await client.once(`/api${path}`)]];
  const _csrf = formToken(client.cookies.get('openphb') ?? '');
  return [
    [`POST ${path}`, await client.post(path, { _csrf, commandId: randomUUID() })],
    [`POST /api${path}`, await client.api(path, {})],
  ];
}

const EVERYBODY: readonly (readonly [string, () => Actor | undefined])[] = [
  ['a visitor', () => undefined],
  ...STAFF_ROLES.map(role => [`the ${role}`, () => world.staff[role]] as const),
  ['the person', () => world.active.person],
  ['who signs in for an organisation that holds money', () => world.holder],
];

/** Acts that need nothing but the press. They are not pressed here: each has tests of its own. */
const needsNothing = (route: Route) => route.kind === 'post' && route.form.safeParse({}).success;

async function enter(actor: Actor | undefined): Promise<Client> {
  if (actor) return signedIn(database, site.baseUrl, actor);
  const client = visit(site.baseUrl);
  await client.get('/');
  return client;
}

describe('every route asks for leave', () => {
  for (const [who, actorOf] of EVERYBODY)
    test(who, async () => {
      const actor = actorOf();
      const client = await enter(actor);
      const wrong: string[] = [];
      for (const route of routes) {
        const may = hasLeave(actor ?? visitor(database.icbCode), route.may);
        if (may && needsNothing(route)) continue;
        for (const [what, { status, headers }] of await knock(client, route, pathOf(route, names))) {
          const fine = may ? allowed(route, what).includes(status) : barred(actor, route, what, status, headers);
          if (!fine) wrong.push(`${what}: ${status}, ${may ? 'with' : 'without'} leave to ${route.may}`);
        }
      }
      assert.equal(wrong.join('\n'), '');
    });
});

/** What somebody with leave is answered: the thing, or that there is none now; to nothing sent, what is missing. */
function allowed(route: Route, what: string): readonly number[] {
  if (route.kind !== 'post') return [200, 303, 404];
  return what.startsWith('POST /api') ? [409, 422, 404] : [422, 404];
}

/** What somebody without leave is answered: sign in first; no leave; and nothing at all where the path names a record. */
function barred(actor: Actor | undefined, route: Route, what: string, status: number, headers: Headers): boolean {
  const isForPrograms = /^(POST )?\/api\//.test(what);
  if (!actor && isForPrograms) return status === 401;
  if (!actor) return status === 303 && (headers.get('location') ?? '').startsWith('/sign-in?');
  return status === (route.path.includes(':') ? 404 : 403);
}

describe('a record that is not theirs is not there', () => {
  test('another person’s case, to a person', async () => {
    const person = await enter(world.active.person);
    const other = world.cases.PROPOSED!;
    await notThere(person, world.active.person, { ...names, budgetId: other.budgetId, personId: other.person.id });
  });

  test('their own case with the line, notice, item or review of another', async () => {
    const stranger = world.cases.AGREED!;
    await notThere(await enter(stranger.person), stranger.person, { ...names, budgetId: stranger.budgetId }, route =>
      /:(lineId|noticeId|planItemId|reviewId)/.test(route.path),
    );
  });

  for (const role of STAFF_ROLES)
    test(`anything of this board, to the ${role} of another`, async () => {
      const actor = await makeStaff(database.db, database.otherIcbCode, [role]);
      await notThere(await enter(actor), actor, names);
    });

  test('a case whose money another organisation holds, or nobody, to who signs in for one', async () => {
    const client = await enter(world.holder);
    for (const { budgetId } of [world.active, world.cases.AGREED!])
      await notThere(client, world.holder, { ...names, budgetId }, route => /:budgetId/.test(route.path));
    const other = await makeThirdParty(database.tools, world.paying, { name: 'Hill Trust', number: '7654321' });
    await notThere(client, world.holder, { ...names, thirdPartyId: other }, route => /:thirdPartyId/.test(route.path));
    const { budgetId } = world.cases.HELD_BY_OTHERS!;
    assert.equal((await client.once(`/held-budgets/${budgetId}`)).status, 200);
  });

  test('anything of this board, to a person of another', async () => {
    const actor = await makePerson(database.db, database.otherIcbCode);
    await notThere(await enter(actor), actor, names);
  });

  test('a case of another board, to the staff of this one', async () => {
    const other = await makeCase(database.tools, database.otherIcbCode, 'INFORMED');
    const given = { ...names, budgetId: other.budgetId, personId: other.personId };
    for (const role of STAFF_ROLES) await notThere(await enter(world.staff[role]), world.staff[role], given, ofCase);
  });
});

const ofCase = (route: Route) => /:(budgetId|personId)/.test(route.path);

/** Every route that names a record, and that this actor has leave for, answers at both doors as if there were none. */
async function notThere(
  client: Client,
  actor: Actor,
  given: Readonly<Record<string, string>>,
  which: (route: Route) => boolean = route => /:\w+Id/.test(route.path),
): Promise<void> {
  const wrong: string[] = [];
  for (const route of routes.filter(one => which(one) && hasLeave(actor, one.may))) {
    const answers = await knock(client, route, pathOf(route, given));
    if (answers.every(([, { status }]) => status === 404)) continue;
    // An act may be told first what is wrong with it. Then it is told the same where nothing has that name.
    const nobodys = { ...given, [route.path.match(/:(\w+Id)(?!.*:\w+Id)/)![1]!]: randomUUID() };
    const nothing = await knock(client, route, pathOf(route, nobodys));
    for (const [i, [what, answer]] of answers.entries())
      if (answer.status < 400 || bare(answer) !== bare(nothing[i]![1])) wrong.push(`${what}: ${answer.status}`);
  }
  assert.equal(wrong.join('\n'), '');
}

/** An answer without what differs each time. */
const bare = ({ status, text }: Answered) =>
  `${status} ${text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '').replace(/name="_csrf" value="[^"]*"/, '')}`;
