/** A no, from the letter to the answer, through the real server: by typing into its forms, and the same as JSON. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { app } from '../../src/app.ts';
import type { Actor } from '../../src/values/actor.ts';
import { makeStaff } from '../support/actors.ts';
import { type MadeCase, makeCase } from '../support/cases.ts';
import { ICB, type TestDatabase, testDatabase } from '../support/database.ts';
import { makePlannedCase, makeRateCard, type PlannedCase } from '../support/plans.ts';
import { type Client, signIn } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';

let database: TestDatabase;
let site: TestSite;
let made: MadeCase;
let planned: PlannedCase;
let person: Client;
let decider: Client;
let approver: Client;
let reviewer: Client;
let nurse: Client;

before(async () => {
  database = await testDatabase();
  const { tools, icbCode } = database;
  const config = { identity: undefined, publicUrl: undefined } as never;
  const { routes } = app.buildSite({ config, tools, demonstration: true, icbCode, address: () => assert.fail() });
  site = await testSite(database, { change: given => ({ ...given, routes }) });
  await makeRateCard(tools, ICB);
  made = await makeCase(tools, ICB, 'INFORMED', { nhsNumber: '943 476 5919', nhsNumberStatus: '01' });
  planned = await makePlannedCase(tools, ICB, 'SUBMITTED', { approvalLimitPence: 1_000_000n });
  const staff = (actor: Actor) => signIn(site.baseUrl, `staff-${actor.id}`);
  person = await signIn(site.baseUrl, made.person.id);
  decider = await staff(made.decider);
  approver = await staff(planned.approver);
  reviewer = await staff(await makeStaff(database.db, ICB, ['approver'], { name: 'Reviewer Rae' }));
  nurse = await staff(made.coordinator);
});

const NO = {
  group: 'S117',
  evidence: 'The discharge letter',
  sections: ['S2'],
  responsibleIcbConfirmed: 'yes',
  livesAt: 'HOME',
};
const link = (text: string, pattern: RegExp) => {
  const [, href] = pattern.exec(text) ?? assert.fail(`no link ${pattern}`);
  return href!.replaceAll('&amp;', '&');
};

describe('R-012 R-014  A request under section 2 only', () => {
  test('a yes is refused with its rule, what would change it and what is open', async () => {
    const { status, text } = await decider.send(`/budgets/${made.budgetId}/eligibility`, { ...NO, granted: 'FULL' });
    assert.equal(status, 422);
    assert.match(text, /section 2 alone gives no right to aftercare/);
    assert.match(text, /What would change this: Detention under section 3, 37, 45A, 47 or 48/);
    assert.match(text, /What is open meanwhile: A group of the local offer/);
    assert.match(text, /<a href="\/rules\/R-012">R-012<\/a>/);
  });

  test('the same as JSON', async () => {
    const body = { ...NO, granted: 'FULL', responsibleIcbConfirmed: true };
    const { status, json } = await decider.api(`/budgets/${made.budgetId}/eligibility`, body);
    assert.equal(status, 409);
    const [refusal] = json.refusals as readonly Record<string, unknown>[];
    assert.deepEqual([refusal?.code, refusal?.rules], ['section-gives-no-aftercare', ['R-012']]);
    assert.match(String(refusal?.whatWouldChangeIt), /section 3/);
    assert.ok(Array.isArray(refusal?.alternatives));
  });

  test('R-009  a no for want of money is refused; a lawful one goes through', async () => {
    const at = `/budgets/${made.budgetId}/eligibility`;
    const no = { ...NO, granted: 'NONE', reasons: ['NOT_IN_A_GROUP'], alternatives: 'A personalised plan' };
    const bad = await decider.send(at, { ...no, why_NOT_IN_A_GROUP: 'No budget this year' });
    assert.equal(bad.status, 422);
    assert.match(bad.text, /“No budget this” is no lawful reason/);
    const good = await decider.send(at, { ...no, why_NOT_IN_A_GROUP: 'Section 2 alone gives no right to aftercare.' });
    assert.match(good.text, /Request declined/);
  });
});

describe('R-018 R-114  The letter, and asking to have it looked at again', () => {
  test('the letter says all that it must, and leads to the question', async () => {
    const inbox = await person.get(`/budgets/${made.budgetId}/inbox`);
    const letter = await person.get(link(inbox.text, /href="([^"]+)">We cannot give you a personal health budget/));
    for (const heading of [
      'Our reasons',
      'What we looked at',
      'What would change our answer',
      'What we offer you instead',
      'If you do not agree',
      'Who else can help',
    ])
      assert.ok(letter.text.includes(`>${heading}</h2>`), heading);
    assert.match(letter.text, /You were detained under: section 2/);
    assert.match(letter.text, /href="\/rules\/R-014"/);
    const ask = link(letter.text, /href="([^"]+\/reconsideration)"/);
    assert.match((await person.send(ask, { words: '' })).text, /Tell us why you think/);
    const asked = await person.send(ask, { words: 'I was also detained under section 3.' });
    assert.match(asked.text, /We look at it again\. We will tell you by 21 December 2026/);
    assert.match(asked.text, /Being looked at again/);
    assert.match((await person.get(`/budgets/${made.budgetId}`)).text, /We are looking at a decision again/);
  });

  test('the decider is told that somebody else answers; the reviewer does, and the request is open again', async () => {
    const list = await reviewer.get('/reconsiderations');
    const at = link(list.text, /href="(\/budgets\/[^"]+\/reconsiderations\/[^"]+)"/);
    assert.match((await decider.get(at)).text, /somebody else must look at it again/);
    assert.match((await decider.get(`/budgets/${made.budgetId}`)).text, /A decision is looked at again/);
    const blank = await reviewer.send(at, { outcome: 'STANDS', reasons: '' });
    assert.match(blank.text, /Give your reasons/);
    const answered = await reviewer.send(at, { outcome: 'CHANGED', reasons: 'The hospital confirms section 3.' });
    assert.match(answered.text, /The decision is changed/);
    assert.match((await reviewer.get(`/budgets/${made.budgetId}/eligibility`)).text, /Which group is the person in\?/);
    const { json } = await apiGet(person, `/api/budgets/${made.budgetId}/decisions`);
    const [decision] = json.decisions as readonly Record<string, unknown>[];
    assert.deepEqual([decision?.kind, decision?.canBeLookedAtAgain], ['BUDGET', true]);
    assert.equal((json.heldUp as readonly unknown[]).length > 0, true);
  });

  test('the person’s page of decisions has rule, source and facts, and what held it up', async () => {
    const { text } = await person.get(`/budgets/${made.budgetId}/decisions`);
    assert.match(text, /What it rests on/);
    assert.match(text, /From: /);
    assert.match(text, /What held things up/);
    assert.match(text, /section 2 alone gives no right to aftercare/);
  });

  test('R-017  the care co-ordinator records the care without a budget', async () => {
    const at = `/budgets/${made.budgetId}/care-without-budget`;
    const done = await nurse.send(at, { arranged: 'District nurses' });
    assert.equal(done.status, 422);
    const day = { 'startsOn-day': '23', 'startsOn-month': '11', 'startsOn-year': '2026' };
    assert.match((await nurse.send(at, { arranged: 'District nurses', ...day })).text, /Recorded what care/);
    assert.match((await nurse.get(at)).text, /District nurses/);
  });
});

async function apiGet(client: Client, path: string) {
  const answer = await client.once(path);
  assert.equal(answer.status, 200, answer.text);
  return { json: JSON.parse(answer.text) as Record<string, unknown> };
}

describe('R-064 R-065 R-018  The approver’s pages', () => {
  test('over the limit: passed on, once', async () => {
    const at = `/budgets/${planned.budgetId}/approval`;
    const page = await approver.get(at);
    assert.match(page.text, /the lead for personal health budgets/);
    assert.match(page.text, /Refuse single things and approve the rest/);
    const passed = await approver.send(at, {}, `${at}/higher-limit`);
    assert.match(passed.text, /Passed on to the lead for personal health budgets/);
    assert.doesNotMatch((await approver.get(at)).text, /Pass it on/);
  });

  test('an item without words is kept and told beside its box', async () => {
    const at = `/budgets/${planned.budgetId}/approval`;
    const page = await reviewer.get(at);
    const item = link(page.text, /id="item-([0-9a-f-]{36})-words"/);
    const yes = Object.fromEntries(['ICB1', 'ICB2', 'ICB3', 'ICB4'].map(point => [`${point}-answer`, 'yes']));
    const { status, text } = await reviewer.send(at, {
      ...yes,
      'ICB5-answer': 'not-applicable',
      'ICB5-reason': 'No concern',
      clinicianName: 'Dr Ada',
      decision: 'APPROVE',
      refusedItems: [`${item}:UNLAWFUL`],
      refusedWords: [''],
    });
    assert.equal(status, 422);
    assert.match(text, new RegExp(`href="#item-${item}-words"`));
    assert.match(text, new RegExp(`value="${item}:UNLAWFUL" selected`));
  });

  test('a way of holding the money is refused on a page of its own', async () => {
    const at = `/budgets/${planned.budgetId}/options/refusals/new`;
    const none = await reviewer.send(at, { option: 'DIRECT_PAYMENT', reason: 'COURT_ORDER', words: 'The order runs.' });
    assert.match(none.text, /Offer at least one other way/);
    const done = await reviewer.send(at, {
      option: 'DIRECT_PAYMENT',
      reason: 'COURT_ORDER',
      words: 'The order runs until 30 June 2027.',
      offered: ['NOTIONAL', 'THIRD_PARTY'],
    });
    assert.match(done.text, /Refused\. The person gets the reason in writing/);
  });
});

describe('R-157  The six features', () => {
  test('on the case with what is missing, and as a list with counts', async () => {
    const { text } = await reviewer.get(`/budgets/${planned.budgetId}/six-features`);
    assert.match(text, /The final budget is not set/);
    const { json } = await apiGet(reviewer, `/api/budgets/${planned.budgetId}/six-features`);
    assert.equal(json.countable, false);
    const features = json.features as readonly { readonly feature: string; readonly met: boolean }[];
    assert.deepEqual(
      features.filter(({ met }) => met).map(({ feature }) => feature),
      ['F1', 'F2', 'F3'],
    );
    assert.match((await reviewer.get('/six-features')).text, /Which budgets count/);
    assert.equal((await apiGet(reviewer, '/api/six-features')).json.countable, 0);
  });
});

test('R-010 R-018  a yes says what it rests on too, in words for whoever reads it', async () => {
  const { text } = await approver.get(`/budgets/${planned.budgetId}/decisions`);
  assert.match(text, /The person can have a personal health budget/);
  assert.doesNotMatch(text, /You can have/);
  const { json } = await apiGet(approver, `/api/budgets/${planned.budgetId}/decisions`);
  const granted = (json.decisions as readonly Record<string, unknown>[]).find(({ kind }) => kind === 'ELIGIBLE');
  assert.deepEqual(granted?.rules, ['R-009', 'R-010']);
  assert.match(String(granted?.facts), /^The group: .*Continuing Healthcare.*What shows it: \S/);
});

test('R-016  the list of who has no budget at home', async () => {
  assert.match((await reviewer.get('/continuing-healthcare')).text, /No reason on record: 0/);
  assert.ok(Array.isArray((await apiGet(reviewer, '/api/continuing-healthcare')).json.cases));
});

test('every page is valid HTML', async () => {
  const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
  const pages: readonly (readonly [Client, string])[] = [
    [person, `/budgets/${made.budgetId}/decisions`],
    [person, `/budgets/${made.budgetId}/six-features`],
    [reviewer, `/budgets/${made.budgetId}/eligibility`],
    [reviewer, `/budgets/${planned.budgetId}/approval`],
    [reviewer, `/budgets/${planned.budgetId}/options/refusals/new`],
    [reviewer, '/reconsiderations'],
    [reviewer, '/six-features'],
    [reviewer, '/continuing-healthcare'],
    [nurse, `/budgets/${made.budgetId}/care-without-budget`],
  ];
  for (const [client, path] of pages) {
    const report = await validator.validateString((await client.get(path)).text);
    const found = report.results.flatMap(each => each.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
    assert.deepEqual(
      found.filter(message => !/no-inline-style|long-title|tel-non-breaking|require-sri/.test(message)),
      [],
      path,
    );
  }
});
