/**
 * Every form of every page, filled in by everybody who sees it with nothing, with nonsense and with malice. The
 * answer is the next page, or the same one with a problem whose link leads to a field of it; never a fault, and what
 * was sent is never markup.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { app } from '../../src/app.ts';
import { sealAudit } from '../../src/features/audit/seal.ts';
import { verify } from '../../src/features/audit/verify.ts';
import { type Actor, systemActor } from '../../src/values/actor.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { BEGINS_ON, type EveryStep, makeEveryStep, STAFF_ROLES, signedIn } from '../support/every-step.ts';
import { type FieldOnPage, type FormOnPage, formsOn, idsOn, linksOn, problemLinks } from '../support/forms-on-page.ts';
import { type Client, type Fields, visit } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const MARKUP = `"'><script>alert(1)</script>`;
const FILE = new File(['nonsense\0'], `${MARKUP}.csv`, { type: 'text/csv' });

let database: TestDatabase;
let site: TestSite;
let world: EveryStep;
/** What the service logged of its own faults since a test last looked. */
const faults: string[] = [];

before(async () => {
  database = await testDatabase(BEGINS_ON);
  world = await makeEveryStep(database);
  const { tools, icbCode } = database;
  const config = { identity: undefined, publicUrl: undefined } as never;
  const { routes } = app.buildSite({ config, tools, demonstration: true, icbCode, address: () => assert.fail() });
  const log = {
    info() {},
    error: (event: string, facts?: object) => void faults.push(JSON.stringify({ event, ...facts })),
  };
  site = await testSite(database, { change: given => ({ ...given, routes, tools: { ...tools, log } }) });
});

/** A way to fill in a form badly. `undefined` leaves a field out. Unseen fields stay as they are unless it says so. */
type Way = { readonly name: string; fill(field: FieldOnPage): string | readonly string[] | File | undefined };

const choose = ({ options }: FieldOnPage) => options[0];
const worded =
  (words: string) =>
  (field: FieldOnPage): string | File | undefined =>
    field.kind === 'text' ? words : field.kind === 'file' ? FILE : choose(field);
/** A date's boxes get `dates`, every other text gets `words`. */
const dated = (dates: readonly [string, string, string], words: string) => (field: FieldOnPage) => {
  const part = ['day', 'month', 'year'].findIndex(one => field.name.endsWith(`-${one}`));
  return part === -1 ? worded(words)(field) : dates[part];
};

const WAYS: readonly Way[] = [
  { name: 'nothing', fill: () => undefined },
  { name: '10,000 characters', fill: worded('x'.repeat(10_000)) },
  { name: 'a NUL', fill: worded('a\0b') },
  { name: 'an unknown choice', fill: field => (field.options.length > 0 ? '__proto__' : choose(field)) },
  { name: 'everything twice', fill: field => [choose(field) ?? 'x', field.options.at(-1) ?? 'y'] },
  { name: 'a negative amount and 31 2 2027', fill: dated(['31', '2', '2027'], '-1') },
  { name: 'a tenth of a penny and the year 0', fill: dated(['1', '1', '0000'], '0.001') },
  { name: 'six nines and the year 10000', fill: dated(['1', '1', '10000'], '999999') },
  { name: 'the most and the year 9999', fill: dated(['31', '12', '9999'], '99999999.99') },
  { name: 'markup and faces', fill: worded(`${MARKUP}👩🏽‍🦽\u202e\u0301\ufffe`) },
];

/** Everybody whose pages are looked through: visitors, each role alone, and two people. */
const EVERYBODY: readonly (readonly [string, () => Actor | undefined])[] = [
  ['a visitor', () => undefined],
  ...STAFF_ROLES.map(role => [`the ${role}`, () => world.staff[role]] as const),
  ['the person who is being planned with', () => world.cases.PROPOSED!.person],
  ['the person who signs', () => world.cases.OFFERED!.person],
  ['the person who is paid', () => world.active.person],
];

describe('every form, badly filled in', () => {
  for (const [who, actorOf] of EVERYBODY)
    test(`by ${who}`, async () => {
      const actor = actorOf();
      const client = actor ? await signedIn(database, site.baseUrl, actor) : visit(site.baseUrl);
      const found = await formsSeenBy(client);
      if (/coordinator|approver|finance|person/.test(who)) assert.ok(found.length > 1, `${who} finds too few forms`);
      const wrong: string[] = [];
      for (const { page, form, kind } of found) {
        // Whoever comes second to the same questions of another case tries the emptiest way and the worst.
        const ways = triedAlready.has(kind) ? [WAYS[0]!, WAYS.at(-1)!] : WAYS;
        triedAlready.add(kind);
        // A form without boxes to type in is the same in several ways.
        const tried = new Set<string>();
        for (const way of ways) {
          const filled = fill(form, way);
          const content = JSON.stringify(Object.entries(filled), (_, value) =>
            value instanceof File ? value.name : value,
          );
          if (tried.has(content)) continue;
          tried.add(content);
          wrong.push(...(await tryForm(client, page, form, way, filled)));
        }
      }
      assert.equal(wrong.join('\n'), '');
    });

  test('what was stored of it is nowhere markup, and every invariant holds', async () => {
    // These two read between them every page that shows what others wrote.
    for (const [who, actorOf] of EVERYBODY.filter(([who]) => /coordinator|finance/.test(who))) {
      const actor = actorOf();
      const client = actor ? await signedIn(database, site.baseUrl, actor) : visit(site.baseUrl);
      for (const [path, { text }] of await pagesSeenBy(client))
        assert.ok(!text.includes('<script>alert'), `${who}: ${path}`);
    }
    await sealAudit(database.tools, systemActor(database.icbCode));
    // What the support file wrote past the actions is not what is tried here.
    const breaks = (await verify(database.tools)).filter(
      ({ words }) => !world.active.paymentIds.some(id => words.includes(id)),
    );
    assert.deepEqual(breaks, []);
  });
});

type Seen = { readonly text: string };

/** Every page that this visitor reaches by links, one for each kind of page and case: not each month and each rule. */
async function pagesSeenBy(client: Client): Promise<Map<string, Seen>> {
  const pages = new Map<string, Seen>();
  const kinds = new Set<string>();
  const ahead = ['/home', '/', ...Object.values(world.cases).map(({ budgetId }) => `/budgets/${budgetId}`)];
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    const kind = path
      .replace(ID, (id, at: number) => (at === 9 ? id : ':id'))
      .replace(/\d{4}-\d\d(-\d\d)?/g, ':date')
      .replace(/R-\d{3}/, ':rule');
    if (kinds.has(kind) || /^\/(assets|sign-in|sign-out|stand-in)/.test(path)) continue;
    kinds.add(kind);
    const answer = await client.once(path);
    assert.ok([200, 303, 403, 404].includes(answer.status), `GET ${path}: ${answer.status}`);
    if (answer.status !== 200 || !/^text\/html/.test(answer.headers.get('content-type') ?? '')) continue;
    pages.set(path, answer);
    ahead.push(...linksOn(answer.text));
  }
  return pages;
}

/** `kind`: what it asks and where it goes, without the ids of the case. */
type Found = { readonly page: string; readonly form: FormOnPage; readonly kind: string };

const forEverybody = new Set<string>();
const triedAlready = new Set<string>();

/** One form of each kind: the same questions of another case are the same form. */
async function formsSeenBy(client: Client): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const [page, { text }] of await pagesSeenBy(client))
    for (const form of formsOn(text)) {
      const names = form.fields.map(field => field.name.replace(ID, ':id'));
      const key = `${form.action.replace(ID, ':id').replace(/(?<=\/sections\/).*/, ':section')} ${names.join(' ')}`;
      if (form.action === '/sign-out' || found.has(key) || forEverybody.has(key)) continue;
      found.set(key, { page, form, kind: key });
      // What names no case asks the same of everybody: once is enough.
      if (!form.action.match(ID)) forEverybody.add(key);
    }
  // What ends a case goes last: nothing else can be tried on it.
  return [...found.values()].toSorted((a, b) => Number(endsCase(a)) - Number(endsCase(b)));
}

const endsCase = ({ form }: Found) => form.action.endsWith('/withdrawal');

type Filled = Readonly<Record<string, Fields[string]>>;

function fill({ fields }: FormOnPage, way: Way): Filled {
  const filled: Record<string, Fields[string]> = {};
  for (const field of fields) {
    const value = field.kind === 'hidden' ? field.value : way.fill(field);
    if (value !== undefined) filled[field.name] = field.kind === 'file' && !(value instanceof File) ? FILE : value;
  }
  return filled;
}

/** Sends a form that is filled in one way; answers what is wrong with the answer. */
async function tryForm(
  client: Client,
  page: string,
  { action, isMultipart }: FormOnPage,
  way: Way,
  filled: Filled,
): Promise<string[]> {
  const sent: Record<string, Fields[string]> = { ...filled, commandId: randomUUID() };
  if (isMultipart && !Object.values(sent).some(value => value instanceof File)) sent['no-file'] = new File([], '');
  const answer = await client.post(action, sent);
  const about = `${action.replace(ID, ':id')} (on ${page.replace(ID, ':id')}), ${way.name}`;
  if (![303, 404, 422].includes(answer.status)) return [`${about}: ${answer.status} ${faults.splice(0).join(' ')}`];
  if (answer.text.includes('<script>alert')) return [`${about}: echoes markup`];
  if (answer.status !== 422) return [];
  const links = problemLinks(answer.text);
  if (links === undefined) return [`${about}: 422 without a problem`];
  const ids = idsOn(answer.text);
  return links.filter(link => !ids.has(link)).map(link => `${about}: the problem's link #${link} leads nowhere`);
}
