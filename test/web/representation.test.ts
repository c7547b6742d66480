/** Who decides, who acts and who is paid, through the real server, by typing into its forms. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { endpoints as agreementEndpoints } from '../../src/features/agreements/api.ts';
import { pages as agreementPages } from '../../src/features/agreements/pages.ts';
import { endpoints } from '../../src/features/representation/api.ts';
import { jobs } from '../../src/features/representation/jobs.ts';
import { pages } from '../../src/features/representation/pages.ts';
import { pages as requestPages } from '../../src/features/requests/pages.ts';
import { sql } from '../../src/platform/sql.ts';
import { systemActor } from '../../src/values/actor.ts';
import { makeStaff } from '../support/actors.ts';
import { ICB, OTHER_ICB, type TestDatabase, testDatabase } from '../support/database.ts';
import { bring, makePayingStaff, type SetBudget, type Staff } from '../support/set-up-budget.ts';
import { type Client, signIn } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';

let database: TestDatabase;
let site: TestSite;
let staff: Staff;
let nurse: Client;

before(async () => {
  database = await testDatabase();
  const routes = [...pages, ...endpoints, ...requestPages, ...agreementPages, ...agreementEndpoints];
  site = await testSite(database, { routes });
  staff = await makePayingStaff(database.tools, ICB);
  nurse = await signIn(site.baseUrl, `staff-${staff.coordinator.id}`);
});

const day = (name: string, iso: string) => {
  const [year, month, date] = iso.split('-');
  return { [`${name}-day`]: date!, [`${name}-month`]: month!, [`${name}-year`]: year! };
};
const homeOf = ({ budgetId }: SetBudget) => `/budgets/${budgetId}/representation`;

const DEPUTY = {
  kind: 'DEPUTY',
  name: 'Dee Deputy',
  subject: 'dee-deputy',
  documentRef: 'Order 13579',
  issuer: 'Court of Protection',
  scope: ['DIRECT_PAYMENT', 'PLAN'],
  acting: 'ALONE',
  relationship: 'NONE',
  ...day('fromOn', '2026-11-01'),
  ...day('untilOn', '2026-11-24'),
};

describe('R-031  Who acts for a person, from the form to the sign-in and its end', () => {
  test('what is missing is said, what was typed is kept; no right is refused with what may be done', async () => {
    const made = await bring(database.tools, staff, 'BUDGET_SET');
    const form = `${homeOf(made)}/new`;
    const empty = await nurse.send(form, { name: 'Nobody <b>' });
    assert.equal(empty.status, 422);
    assert.match(empty.text, /Select by which right they act/);
    assert.match(empty.text, /value="Nobody &lt;b&gt;"/);
    const kin = await nurse.send(form, { ...DEPUTY, kind: 'NONE_OF_THESE' });
    assert.equal(kin.status, 422);
    assert.match(kin.text, /the board may appoint somebody/);
  });

  test('they sign in once the document is checked, see the budget, and are out after their last day', async () => {
    const made = await bring(database.tools, staff, 'BUDGET_SET');
    const home = homeOf(made);
    const saved = await nurse.send(`${home}/new`, DEPUTY);
    assert.equal(saved.path, home);
    assert.match(saved.text, /They may act once the document is checked/);
    await assert.rejects(signIn(site.baseUrl, 'dee-deputy'));

    const check = await nurse.get(`${home}/check`);
    const authorityId = check.text.match(/name="authorityId"[^>]*value="([^"]+)"/)![1]!;
    const checked = await nurse.send(`${home}/check`, { authorityId, evidence: 'Sealed order seen on 23 November' });
    assert.match(checked.text, /Document checked/);
    const deputy = await signIn(site.baseUrl, 'dee-deputy');
    const seen = await deputy.get(home);
    assert.equal(seen.status, 200);
    assert.match(seen.text, /Who acts for Test Person/);
    assert.match(seen.text, /Dee Deputy: Deputy appointed by the Court of Protection, until 24 November 2026/);
    assert.equal((await deputy.get(`${home}/new`)).status, 404);
    // Their authority covers money and plan, not who receives the money.
    assert.equal((await deputy.get(`/budgets/${made.budgetId}/consent`)).status, 200);
    assert.equal((await deputy.get(`${home}/nominee`)).status, 404);
    database.tools.moveTo('2026-11-25');
    assert.equal((await deputy.once(home)).status, 303);
    database.tools.moveTo('2026-11-23');
  });

  test('what stands on the page stands in JSON too', async () => {
    const made = await bring(database.tools, staff, 'SET_UP');
    const { text } = await nurse.get(`/api${homeOf(made)}`);
    const answer = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(
      [answer.route, answer.consentStands, answer.bars, answer.openOptions],
      ['OWN', true, [], ['NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT']],
    );
  });

  test('another board finds nothing there', async () => {
    const made = await bring(database.tools, staff, 'BUDGET_SET');
    const stranger = await makeStaff(database.db, OTHER_ICB, ['care-coordinator']);
    const client = await signIn(site.baseUrl, `staff-${stranger.id}`).catch(() => undefined);
    if (client) assert.equal((await client.get(homeOf(made))).status, 404);
  });
});

describe('R-022 R-023 R-024  What is found about the person', () => {
  test('R-024 an order bars direct payments; the other two ways are offered on the same page', async () => {
    const made = await bring(database.tools, staff, 'BUDGET_SET');
    const home = homeOf(made);
    const order = {
      result: 'FOUND',
      source: 'Probation officer',
      ...day('checkedOn', '2026-11-23'),
      category: 'DRUG_REHABILITATION',
      orderRef: 'Testshire 7',
      ...day('fromOn', '2026-07-01'),
      ...day('untilOn', '2027-06-30'),
    };
    const { text } = await nurse.send(`${home}/exclusion`, order);
    assert.match(text, /A court order about drugs or alcohol bars direct payments/);
    assert.match(text, /The NHS looks after the money \(notional budget\)/);
    assert.match(text, /An organisation holds the money \(third party budget\)/);
    assert.doesNotMatch(text, /The money is paid directly \(direct payment\)/);
    const lifting = await nurse.get(`${home}/lifting`);
    const exclusionCheckId = lifting.text.match(/name="exclusionCheckId"[^>]*value="([^"]+)"/)![1]!;
    const end = { exclusionCheckId, ...day('lastOn', '2026-11-22'), evidence: 'Letter of the court' };
    assert.match((await nurse.send(`${home}/lifting`, end)).text, /The money is paid directly/);
  });

  test('R-022 an assessment with its record, and whose yes counts then', async () => {
    const made = await bring(database.tools, staff, 'SET_UP');
    const home = homeOf(made);
    const found = {
      decision: 'DIRECT_PAYMENT',
      supportGiven: 'Pictures, two visits',
      understand: 'yes',
      retain: 'no',
      weigh: 'yes',
      communicate: 'yes',
      assessor: 'Dr Ada Sample',
      ...day('assessedOn', '2026-11-20'),
    };
    const missing = await nurse.send(`${home}/capacity`, found);
    assert.equal(missing.status, 422);
    assert.match(missing.text, /Say when somebody looks again/);
    const { text } = await nurse.send(`${home}/capacity`, { ...found, ...day('reviewOn', '2027-05-20') });
    assert.match(text, /Assessed: the person lacks capacity/);
    assert.match(text, /That of who acts for them/);
    assert.match(text, /nobody acts for them/);
  });
});

describe('T32 R-011  The 18th birthday', () => {
  test('the day before nothing is said; on the day children’s continuing care has ended', async () => {
    const made = await bring(database.tools, staff, 'BUDGET_SET', { dateOfBirth: '2008-11-24' });
    await database.superDb.query(
      sql`update budget set claimed_group = 'CHILDREN_CC' where budget_id = ${made.budgetId}`,
    );
    assert.doesNotMatch((await nurse.get(homeOf(made))).text, /continuing care has ended/);
    database.tools.moveTo('2026-11-24');
    assert.match((await nurse.get(homeOf(made))).text, /It ended with the 18th birthday on 24 November 2026/);
    database.tools.moveTo('2026-11-23');
  });
});

describe('R-028 R-032 R-033 R-035  The person chooses, and changes their mind', () => {
  test('names somebody, both agree, and takes it back', async () => {
    const made = await bring(database.tools, staff, 'SET_UP', { nhsNumber: '9434765919' });
    const home = homeOf(made);
    const person = await signIn(site.baseUrl, made.person.id);
    assert.match((await person.get(home)).text, /Nobody acts for you. You decide yourself./);
    const nominee = {
      name: 'Bo Brother',
      party: 'INDIVIDUAL',
      contact: '01632 960009',
      relationship: 'SIBLING',
      basis: 'NOW',
    };
    assert.match(
      (await person.send(`${home}/nominee`, nominee)).text,
      /Bo Brother receives the money for you, as soon as they and we have agreed/,
    );
    const signed = { evidence: 'Paper of 23 November, file 7', confirmed: 'yes' };
    assert.match((await nurse.send(`${home}/nominee-yes`, signed)).text, /Now the board has to agree/);
    const approver = await makeStaff(database.db, ICB, ['approver']);
    const board = await signIn(site.baseUrl, `staff-${approver.id}`);
    assert.match((await board.get(home)).text, /Agree to who receives the money/);
    assert.match(
      (await board.send(`${home}/board-yes`, { reason: 'Her brother, reliable' })).text,
      /The money may go to them/,
    );
    const ended = await person.send(`${home}/nominee-end`, { evidence: 'I want to do it myself' });
    assert.match(ended.text, /They receive no more money/);
    const tasks = await nurse.get('/representation-tasks');
    assert.match(tasks.text, /the nomination ended/);
    const closing = await nurse.get(`${home}/tasks`);
    const taskId = closing.text.match(/name="taskId"[^>]*value="([^"]+)"/)![1]!;
    const outcome = 'Paid into her own account from now on';
    assert.equal((await nurse.send(`${home}/tasks`, { taskId, outcome })).path, home);
  });

  test('R-028 takes back their yes: staff see it, with what to do', async () => {
    const made = await bring(database.tools, staff, 'SET_UP', { nhsNumber: '9000000009' });
    const person = await signIn(site.baseUrl, made.person.id);
    const answer = await person.send(`/budgets/${made.budgetId}/consent`, { answer: 'NO' });
    assert.equal(answer.status, 200);
    for (const job of jobs) await job.run(database.tools, systemActor(ICB), { budgetId: made.budgetId });
    const { text } = await nurse.get(homeOf(made));
    assert.match(text, /The person has taken back their yes to direct payments/);
    assert.match(text, /By 23 November 2026: Stop direct payments/);
  });
});
