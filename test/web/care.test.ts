/** The front of a budget's life through the real server, by typing into its forms: T01 to T06, a no, and a withdrawal. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { pages as eligibilityPages } from '../../src/features/eligibility/pages.ts';
import { pages as enquiryPages } from '../../src/features/enquiries/pages.ts';
import { endpoints as peopleEndpoints } from '../../src/features/people/api.ts';
import { pages as peoplePages } from '../../src/features/people/pages.ts';
import { endpoints as requestEndpoints } from '../../src/features/requests/api.ts';
import { pages as requestPages } from '../../src/features/requests/pages.ts';
import { sql } from '../../src/platform/sql.ts';
import { makeStaff } from '../support/actors.ts';
import { makeCase } from '../support/cases.ts';
import { ICB, OTHER_ICB, type TestDatabase, testDatabase } from '../support/database.ts';
import { type Client, signIn, visit } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';

let database: TestDatabase;
let site: TestSite;
let nurse: Client;
let decider: Client;
let finance: Client;

before(async () => {
  database = await testDatabase();
  const routes = [
    ...enquiryPages,
    ...requestPages,
    ...requestEndpoints,
    ...eligibilityPages,
    ...peoplePages,
    ...peopleEndpoints,
  ];
  site = await testSite(database, { routes });
  const staff = async (...roles: Parameters<typeof makeStaff>[2]) => {
    const { id } = await makeStaff(database.db, ICB, roles);
    return signIn(site.baseUrl, `staff-${id}`);
  };
  nurse = await staff('care-coordinator');
  decider = await staff('approver');
  finance = await staff('finance-officer');
});

const REQUEST = {
  givenName: 'Alex',
  familyName: 'Example',
  'dateOfBirth-day': '2',
  'dateOfBirth-month': '3',
  'dateOfBirth-year': '1964',
  nhsNumber: '943 476 5919',
  nhsNumberStatus: '01',
  address: '1 Test Street, Testtown',
  postcode: 'zz99 3wz',
  claimedGroup: 'CHC_STANDARD',
  requesterRole: 'PERSON',
  preferredOptions: 'DIRECT_PAYMENT',
  toldOptional: 'yes',
  'requestedOn-day': '23',
  'requestedOn-month': '11',
  'requestedOn-year': '2026',
};
const ELIGIBLE = {
  group: 'CHC_STANDARD',
  evidence: 'Decision support tool, ratified',
  'evidenceOn-day': '20',
  'evidenceOn-month': '11',
  'evidenceOn-year': '2026',
  solelyNhsFunded: 'yes',
  responsibleIcbConfirmed: 'yes',
};

describe('From the first question to a complete assessment', () => {
  let path: string;

  test('T01  anybody asks and sees a reference; nothing personal stands in an address', async () => {
    const somebody = visit(site.baseUrl);
    const asked = await somebody.send('/enquiries/new', {
      name: 'Alex Example',
      contact: '01632 960123',
      channel: 'LETTER',
    });
    assert.match(asked.path, /^\/enquiries\/received\/ENQ-[A-Z0-9]{6}$/);
    assert.match(asked.text, /nhsuk-panel[\s\S]*We have your question[\s\S]*ENQ-/);
    const [row] = await database.superDb.query(sql`select channel from enquiry where name = 'Alex Example'`);
    assert.equal(row?.channel, 'WEB', 'how it came in is not for visitors to say');
  });

  test('what is missing is said beside its field, and what was typed is kept', async () => {
    const again = await visit(site.baseUrl).send('/enquiries/new', { name: 'Kept Name', contact: '' });
    assert.equal(again.status, 422);
    assert.match(again.text, /<title>Error: Ask about a personal health budget/);
    assert.match(again.text, /href="#contact"/);
    assert.match(again.text, /value="Kept Name"/);
  });

  test('the list of enquiries is for those who register requests', async () => {
    const list = await nurse.get('/enquiries');
    assert.match(list.text, /Alex Example/);
    assert.match(list.text, /30 November 2026/);
    assert.equal((await decider.get('/enquiries')).status, 403);
    assert.equal((await visit(site.baseUrl).once('/enquiries')).status, 303);
  });

  test('T02  the nurse registers the request from the enquiry', async () => {
    const list = await nurse.get('/enquiries');
    const [form] = /\/enquiries\/[0-9a-f-]{36}\/request/.exec(list.text)!;
    const wrong = await nurse.send(form, { ...REQUEST, nhsNumber: '943 476 5918', toldOptional: [] });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /href="#nhsNumber"[^>]*>\s*Check the NHS number/);
    assert.match(wrong.text, /href="#toldOptional"/);
    const opened = await nurse.send(form, REQUEST);
    assert.match(opened.path, /^\/budgets\/[0-9a-f-]{36}$/);
    path = opened.path;
    assert.match(opened.text, /943\u00a0476\u00a05919/);
    assert.match(opened.text, /21 December 2026/);
    assert.match(opened.text, /Request PHB\d{6} registered/);
    assert.equal((await nurse.get(form)).path, path, 'the enquiry leads to its case from now on');
  });

  test('the case page: the nurse has one thing to do, the decider another', async () => {
    const toDo = /nhsuk-task-list__link[^>]*href="[^"]*(\/[a-z-]+)"/g;
    const of = async (client: Client) => [...(await client.get(path)).text.matchAll(toDo)].map(([, end]) => end);
    assert.deepEqual(await of(nurse), ['/information']);
    assert.deepEqual(await of(decider), ['/eligibility']);
    assert.deepEqual(await of(finance), []);
    assert.match((await finance.get(path)).text, /With the person who decides requests/);
  });

  test('R-008  the decider is told to wait for the information', async () => {
    const early = await decider.send(`${path}/eligibility`, { ...ELIGIBLE, granted: 'FULL' });
    assert.equal(early.status, 422);
    assert.match(early.text, /First record that the person was told of their right/);
    const recorded = await nurse.send(`${path}/information`, {
      what: 'The leaflet, and an hour on the telephone',
      'givenOn-day': '23',
      'givenOn-month': '11',
      'givenOn-year': '2026',
    });
    assert.equal(recorded.path, path);
  });

  test('R-018  a part without its reason is refused, and so is a no without one', async () => {
    const part = await decider.send(`${path}/eligibility`, { ...ELIGIBLE, granted: 'PART' });
    assert.equal(part.status, 422);
    assert.match(part.text, /href="#reasons"[^>]*>\s*Give at least one reason/);
    assert.match(part.text, /href="#partRefused"/);
    const no = await decider.send(`${path}/eligibility`, { ...ELIGIBLE, granted: 'NONE', reasons: 'NOT_SAFE' });
    assert.match(no.text, /href="#why_NOT_SAFE"/);
  });

  test('R-009  a reason that is not of the list is no reason', async () => {
    const no = await decider.send(`${path}/eligibility`, { ...ELIGIBLE, granted: 'NONE', reasons: 'NO_BUDGET' });
    assert.equal(no.status, 422);
    assert.match(no.text, /Its cost, or that the wish is unusual, is no reason/);
  });

  test('T03  the decider finds the person eligible', async () => {
    const done = await decider.send(`${path}/eligibility`, { ...ELIGIBLE, granted: 'FULL' });
    assert.equal(done.path, path);
    assert.match(done.text, /Eligible/);
    assert.match((await decider.get(`${path}/eligibility`)).text, /A right in law/);
    assert.doesNotMatch((await nurse.get(`${path}/eligibility`)).text, /<form [^>]*eligibility/);
    assert.equal((await nurse.once(`/api${path}/eligibility`, { method: 'POST' })).status >= 400, true);
  });

  test('T06  the nurse writes the assessment and completes it', async () => {
    const at = `${path}/assessment`;
    const completion = {
      sources: ['CHC_DST', 'CONVERSATION'],
      risks: 'Seizures without warning',
      carerInput: 'Her mother helps at night',
      communicationNeeds: 'None',
      capacity: 'ASSUMED',
      'assessedOn-day': '23',
      'assessedOn-month': '11',
      'assessedOn-year': '2026',
    };
    const early = await nurse.send(`${at}/completion`, completion);
    assert.equal(early.status, 422);
    assert.match(early.text, /Add at least one need/);
    const need = await nurse.send(`${at}/needs`, { domain: 'CONSCIOUSNESS', words: 'Fits & falls', met: 'UNMET' });
    assert.equal(need.path, at);
    assert.match(need.text, /Fits &amp; falls/);
    const [, needId] = /name="needId" type="radio" value="([0-9a-f-]{36})"/.exec(
      (await nurse.get(`${at}/outcomes`)).text,
    )!;
    const outcome = { needId: needId!, words: 'I go out without fear', measure: 'Outings', importance: '11' };
    assert.match((await nurse.send(`${at}/outcomes`, outcome)).text, /href="#importance"/);
    await nurse.send(`${at}/outcomes`, { ...outcome, importance: '10' });
    for (const kind of ['STRENGTH', 'WORKING']) await nurse.send(`${at}/entries`, { kind, words: `About ${kind}` });
    await nurse.send(`${at}/entries?kind=NOT_WORKING`, { kind: 'NOT_WORKING', choseNotToSay: 'yes' });
    const done = await nurse.send(`${at}/completion`, completion);
    assert.equal(done.path, path);
    const shown = await finance.get(at);
    assert.match(shown.text, /Continuing healthcare decision support tool, A conversation with the person/);
    assert.match(shown.text, /Chose not to say/);
    assert.doesNotMatch(shown.text, /Add a need/);
  });

  test('the same facts as JSON', async () => {
    const one = JSON.parse((await nurse.once(`/api${path}`)).text);
    assert.equal(one.state, 'ASSESSED');
    assert.equal(one.decidedOn, '2026-11-23');
    assert.deepEqual(
      one.history.map((past: { transition: string }) => past.transition),
      ['T01', 'T02', 'T03', 'T06'],
    );
    const assessment = JSON.parse((await nurse.once(`/api${path}/assessment`)).text);
    assert.equal(assessment.outcomes[0].importance, 10);
    const cases = JSON.parse((await nurse.once('/api/cases?state=ASSESSED')).text);
    assert.equal(cases.cases.length, 1);
    assert.equal((await nurse.once('/api/cases?state=NONSENSE')).status, 404);
  });

  test('the work list: what the finance officer has to do comes first', async () => {
    assert.match((await finance.get('/cases')).text, /Alex Example/);
    assert.doesNotMatch((await decider.get('/cases')).text, /Alex Example/);
    assert.match((await decider.get('/cases?show=all')).text, /Alex Example/);
    assert.match((await decider.get('/cases?show=ASSESSED&page=1')).text, /Alex Example/);
  });
});

describe('The person', () => {
  test('sees where the budget is, the letters, and who looked; a letter that was opened is no longer new', async () => {
    const made = await makeCase(database.tools, ICB, 'DECLINED', { nhsNumber: '4010232137', nhsNumberStatus: '01' });
    const person = await signIn(site.baseUrl, made.personId);
    const home = await person.get('/your-budget');
    assert.equal(home.path, `/budgets/${made.budgetId}`);
    assert.match(home.text, /We could not give you a budget/);
    assert.match(home.text, /\(3 new\)/);
    const inbox = await person.get(`${home.path}/inbox`);
    const [letter] = /\/budgets\/[0-9a-f-]{36}\/inbox\/[0-9a-f-]{36}/.exec(inbox.text)!;
    const read = await person.get(letter);
    assert.match(read.text, /You have no care that a budget could pay for\./);
    assert.match(read.text, /you can ask us to look at it again/);
    assert.match((await person.get(home.path)).text, /\(2 new\)/);
    const looks = await person.get(`${home.path}/who-looked`);
    assert.match(looks.text, /Decider Dee \(approver\)[\s\S]*Decided that you cannot have a budget/);
    assert.match(looks.text, /You[\s\S]*Opened a letter/);
    assert.equal(JSON.parse((await person.once(`/api${home.path}/inbox`)).text).notices.length, 3);
  });

  test('T05  can withdraw, and gets their care all the same', async () => {
    const made = await makeCase(database.tools, ICB, 'ELIGIBLE', { nhsNumber: '9876543210', nhsNumberStatus: '01' });
    const person = await signIn(site.baseUrl, made.personId);
    const path = `/budgets/${made.budgetId}`;
    const again = await person.send(`${path}/withdrawal`, { reason: 'OTHER' });
    assert.match(again.text, /href="#wantsPlan"/);
    const done = await person.send(`${path}/withdrawal`, { reason: 'OTHER', wantsPlan: 'yes' });
    assert.equal(done.path, path);
    assert.match(done.text, /You chose not to have a budget/);
    assert.doesNotMatch(done.text, /withdrawal/);
    assert.equal((await nurse.get(`${path}/withdrawal`)).status, 404);
  });

  test('sees nothing of another person, and staff nothing of another board', async () => {
    const mine = await makeCase(database.tools, ICB, 'REQUESTED', { nhsNumber: '9990000018', nhsNumberStatus: '01' });
    const other = await makeCase(database.tools, ICB, 'REQUESTED');
    const foreign = await makeCase(database.tools, OTHER_ICB, 'REQUESTED');
    const person = await signIn(site.baseUrl, mine.personId);
    for (const end of ['', '/assessment', '/inbox', '/who-looked', '/withdrawal'])
      assert.equal((await person.get(`/budgets/${other.budgetId}${end}`)).status, 404, end);
    for (const end of ['', '/assessment', '/information'])
      assert.equal((await nurse.get(`/budgets/${foreign.budgetId}${end}`)).status, 404, end);
    const cases = await nurse.get('/cases?show=all');
    assert.doesNotMatch(cases.text, new RegExp(foreign.budgetId));
    const [letter] = await database.superDb.query(
      sql`select notice_id from notice where budget_id = ${other.budgetId}`,
    );
    const path = `/budgets/${mine.budgetId}/inbox/${letter!.notice_id}`;
    assert.equal((await person.get(path)).status, 404);
    assert.equal(
      (await database.superDb.query(sql`select from notice_opened where notice_id = ${letter!.notice_id}`)).length,
      0,
    );
  });
});
