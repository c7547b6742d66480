/** How a figure comes about and how it is shown, through the real server: T07, R-039 to R-046. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { endpoints as budgetEndpoints } from '../../src/features/budgets/api.ts';
import { addDraftEntry } from '../../src/features/budgets/indicative/add-draft-entry.ts';
import { pages as budgetPages } from '../../src/features/budgets/pages.ts';
import { pages as peoplePages } from '../../src/features/people/pages.ts';
import { pages as requestPages } from '../../src/features/requests/pages.ts';
import { recompute } from '../../src/rules/budget/trace.ts';
import { readTrace } from '../../src/rules/budget/trace-json.ts';
import { pounds } from '../../src/values/pence.ts';
import { makeStaff } from '../support/actors.ts';
import { command, type MadeCase, makeCase, must } from '../support/cases.ts';
import { ICB, type TestDatabase, testDatabase } from '../support/database.ts';
import { signedIn } from '../support/every-step.ts';
import { makePlannedCase, makeRateCard, type PlannedCase } from '../support/plans.ts';
import { type Client, signIn } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';

let database: TestDatabase;
let site: TestSite;
let made: MadeCase;
let set: PlannedCase;
let finance: Client;
let nurse: Client;
let person: Client;

before(async () => {
  database = await testDatabase();
  site = await testSite(database, { routes: [...budgetPages, ...budgetEndpoints, ...requestPages, ...peoplePages] });
  const { tools, db } = database;
  await makeRateCard(tools, ICB);
  made = await makeCase(tools, ICB, 'ASSESSED');
  set = await makePlannedCase(tools, ICB, 'BUDGET_SET');
  finance = await signIn(site.baseUrl, `staff-${(await makeStaff(db, ICB, ['finance-officer'])).id}`);
  nurse = await signIn(site.baseUrl, `staff-${made.coordinator.id}`);
  person = await signedIn(database, site.baseUrl, set.person);
});

const draft = () => `/budgets/${made.budgetId}/indicative-budget`;
const words = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('R-042  The method and its inputs, by hand', () => {
  test('what the policy says stands there first; another is chosen, and its inputs are asked for', async () => {
    const { text } = await finance.get(draft());
    assert.match(text, /value="HOURS_RATES"[^>]* checked/);
    assert.match(text, /Add a personal assistant/);
    const chosen = await finance.send(draft(), { method: 'FLAT_RATE', needBand: 'HIGH' }, `${draft()}/method`);
    assert.match(chosen.text, /Worked out again/);
    assert.match(chosen.text, /value="FLAT_RATE"[^>]* checked/);
    assert.match(chosen.text, /Add a flat rate/);
    assert.match(chosen.text, /<option value="HIGH" selected/);
    const wrong = await finance.send(
      draft(),
      { 'expectedOn-day': '31', 'expectedOn-month': '2', 'expectedOn-year': '2027' },
      `${draft()}/method`,
    );
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /Enter the day on which the budget is expected to start/);
    assert.match(wrong.text, /value="31"/);
  });

  test('an entry, with what was typed kept when something is wrong; and out again', async () => {
    const page = `${draft()}/entries/sums`;
    const wrong = await finance.send(page, { label: 'Exercise', pence: 'lots' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /value="Exercise"/);
    assert.match(wrong.text, /Select the need that this is for/);
    const entry = { needId: made.needId, label: 'Exercise', pence: '500.00', per: 'year' };
    const added = await finance.send(page, entry);
    assert.match(words(added.text), /Total for the year £500\.00/);
    const [, removal] = /href="([^"]+\/entries\/[^"]+\/removal)"/.exec(added.text) ?? [];
    assert.match((await finance.get(removal!)).text, /£500\.00 every year/);
    assert.match((await finance.send(removal!, {})).text, /Taken out/);
    assert.equal((await finance.get(removal!)).status, 404);
  });

  for (const kind of ['services', 'points', 'sums', 'prescriptions', 'assistants'])
    test(`the form of ${kind} names everything that is missing`, async () => {
      const page = `${draft()}/entries/${kind}`;
      const { status, text } = await finance.send(page, {});
      assert.equal(status, 422);
      assert.match(text, /There is a problem/);
      assert.equal((await person.get(page)).status, 404);
    });

  test('R-165  pay below the law stands against the figure, in words', async () => {
    const assistant = {
      needId: made.needId,
      label: 'Weekday assistant',
      pence: 1270n,
      raise: null,
      hoursPerWeek: { tenThousandths: 100_000n },
      bornOn: null,
      apprentice: false,
      employedSince: null,
      setAsidePence: 0n,
    };
    const { tools, db } = database;
    const officer = await makeStaff(db, ICB, ['finance-officer']);
    const other = await makeCase(tools, ICB, 'ASSESSED');
    const entry = { ...assistant, needId: other.needId };
    must(await addDraftEntry(tools, officer, command(), other.budgetId, { kind: 'assistants', entry }));
    const { text } = await finance.get(`/budgets/${other.budgetId}/indicative-budget`);
    assert.match(text, /would be paid £12\.70 an hour\. On 23 November 2026 the law asks for £12\.71 or more/);
  });
});

describe('R-046  What the budget is there for', () => {
  test('a need is tagged by hand, and the person reads why it is not in', async () => {
    const page = `/budgets/${made.budgetId}/assessment/needs/${made.needId}/tag`;
    const no = { commissionedService: 'Physiotherapy', personWantsIn: 'yes', moneyReleasable: 'no', reason: '' };
    const wrong = await finance.send(page, no);
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /Say which service it is and why/);
    assert.match(wrong.text, /value="Physiotherapy"/);
    const kept = await nurse.send(page, { ...no, reason: 'A block contract to March' });
    assert.match(kept.text, /Kept: met by a service whose money cannot be released/);
    assert.match((await finance.get('/needs-not-released')).text, /physiotherapy/);
    const { json } = await finance.get('/api/needs-not-released').then(({ text }) => ({ json: JSON.parse(text) }));
    assert.deepEqual(json.services[0], { service: 'physiotherapy', needs: 1, people: 1, releasableFrom: null });
    const yes = { ...no, personWantsIn: 'yes', moneyReleasable: 'yes', reason: '' };
    assert.match((await finance.send(page, yes)).text, /Kept: to be met by the budget/);
  });
});

describe('R-039  How your budget was worked out', () => {
  const working = () => `/budgets/${set.budgetId}/working`;

  test('the person opens every figure, the final one first, down to its price', async () => {
    const { text } = await person.get(working());
    const said = words(text);
    assert.match(said, /Your final budget: £33,600\.00/);
    assert.match(said, /Your first estimate: £33,600\.00/);
    assert.match(said, /£15\.00 × 40 hours × 52 weeks = £31,200\.00/);
    assert.match(said, /Personal assistant: £15\.00, from rate card test-1/);
    assert.match(said, /4 weeks/);
    assert.match(said, /It is the same as the first estimate/);
    assert.match(said, /What is not in it .*GP/);
    assert.match(said, /If you think that it is wrong Tell us/);
    assert.match(text, /<details/);
    assert.doesNotMatch(said, /challenge pack/i);
  });

  test('it works without scripts, and its markup is sound', async () => {
    for (const client of [person, finance]) {
      const { text } = await client.get(working());
      const report = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(text);
      const found = report.results.flatMap(each => each.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
      assert.deepEqual(
        found.filter(message => !/no-inline-style|long-title|tel-non-breaking|require-sri/.test(message)),
        [],
      );
    }
  });

  test('the same as JSON: the pence come out of the tree again', async () => {
    const answer = JSON.parse((await person.get(`/api${working()}`)).text);
    const read = readTrace(answer.first.trace);
    assert.ok(read.readable);
    assert.equal(recompute(read.trace).toString(), answer.first.totalPence);
    assert.equal(answer.first.totalPence, '3360000');
    assert.deepEqual(answer.first.rateCards, [{ version: 'test-1', effectiveFrom: '2026-04-01' }]);
    assert.equal(answer.final.differencePence, '0');
    assert.equal(answer.included.length, 1);
  });

  test('before there is a figure it says so; another person’s is not there', async () => {
    assert.match((await finance.get(`/budgets/${made.budgetId}/working`)).text, /There is no figure yet/);
    assert.equal((await person.get(`/budgets/${made.budgetId}/working`)).status, 404);
  });

  test('the letters of both figures lead there, and the first says what is not in it', async () => {
    const { text } = await person.get(`/budgets/${set.budgetId}/inbox`);
    const letters = [...text.matchAll(/href="(\/budgets\/[^"]+\/inbox\/[^"]+)">([^<]+)</g)];
    const told = letters.filter(([, , heading]) => /first budget estimate|final budget/i.test(heading!));
    assert.equal(told.length, 2);
    for (const [, href] of told)
      assert.match((await person.get(href!)).text, new RegExp(`href="${working()}">How your budget was worked out`));
  });

  test('the case page, the first and the final figure lead there', async () => {
    for (const path of ['', '/indicative-budget', '/final-budget'])
      assert.match((await person.get(`/budgets/${set.budgetId}${path}`)).text, new RegExp(`href="${working()}"`), path);
  });
});

describe('R-043  The challenge pack', () => {
  const pack = () => `/budgets/${set.budgetId}/challenge-pack`;

  test('everything that the figure stands on, worked out again while one looks', async () => {
    const said = words((await finance.get(pack())).text);
    assert.match(said, /the same to the penny/);
    assert.match(said, /Rate card test-1, from 1 April 2026/);
    assert.match(said, /weeksPerYear/);
    const answer = JSON.parse((await finance.get(`/api${pack()}`)).text);
    assert.deepEqual(answer.checks, {
      statedPence: '3360000',
      fromTracePence: '3360000',
      fromInputsPence: '3360000',
      wrongFigures: 0,
    });
    assert.equal(answer.rateCards[0].version, 'test-1');
    assert.equal(answer.inputs.lines[0].rate.pence, '1500');
  });

  test('it is for staff who set budgets', async () => {
    assert.equal((await person.get(pack())).status, 404);
    assert.equal((await nurse.get(pack())).status, 200);
  });
});

describe('R-041  What if, line by line', () => {
  const whatIf = () => `/budgets/${set.budgetId}/what-if`;

  test('other hours, another price, fewer weeks for emergencies: the difference of each line', async () => {
    const answer = JSON.parse((await finance.get(`/api${whatIf()}?contingencyWeeks=2`)).text);
    assert.equal(answer.differencePence, '-120000');
    assert.deepEqual(answer.problems, []);
    const { text } = await nurse.get(whatIf());
    const [, line] = /name="quantity-([^"]+)"/.exec(text) ?? [];
    const more = JSON.parse((await finance.get(`/api${whatIf()}?quantity-${line}=41&rate-${line}=16`)).text);
    // 41 × £16.00 × 52 and four weeks of it.
    assert.equal(pounds(BigInt(more.afterPence)), '£36,736.00');
    assert.equal(more.changes.length, 2);
    const none = JSON.parse((await finance.get(`/api${whatIf()}?quantity-${line}=0`)).text);
    assert.deepEqual(
      [none.afterPence, none.changes.map((each: { kind: string }) => each.kind)],
      ['0', ['removed', 'removed']],
    );
  });

  test('what cannot be read is kept with its words, and nothing is saved', async () => {
    const wrong = await finance.get(`${whatIf()}?contingencyWeeks=many`);
    assert.match(wrong.text, /Enter a whole number from 0 to 52/);
    assert.match(wrong.text, /value="many"/);
    const early = await finance.get(`${whatIf()}?startsOn-day=1&startsOn-month=1&startsOn-year=2020`);
    assert.match(early.text, /There is no rate card for 1 January 2020/);
    assert.match(
      words((await person.get(`/budgets/${set.budgetId}/working`)).text),
      /Your first estimate: £33,600\.00/,
    );
    assert.equal((await person.get(whatIf())).status, 404);
  });
});

describe('R-043  Rate cards', () => {
  const card = {
    version: 'web 1/2',
    effectiveFrom: '2027-04-01',
    rates: [{ code: 'PA', label: 'Personal assistant', unit: 'hour', pence: '1600' }],
  };
  const asFile = (value: unknown) => new File([JSON.stringify(value)], 'card.json', { type: 'application/json' });

  test('every problem of a file at once; then the card, beside the one before it', async () => {
    const wrong = await finance.send('/rate-cards', { card: asFile({ ...card, effectiveFrom: 'April', rates: [] }) });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /effectiveFrom is &quot;April&quot;; allowed is a date that exists/);
    assert.match(wrong.text, /rates is \[\]; allowed is a list with at least one rate/);
    const added = await finance.send('/rate-cards', { card: asFile(card) });
    assert.match(added.text, /Rate card added/);
    const said = words(added.text);
    assert.match(said, /£16\.00.*£15\.00/);
    assert.match(said, /Not on it any more: Payroll service/);
    assert.match((await nurse.get('/rate-cards')).text, /web 1\/2/);
    assert.doesNotMatch((await nurse.get('/rate-cards')).text, /Add a rate card/);
    const { rateCards } = JSON.parse((await finance.get('/api/rate-cards')).text);
    assert.deepEqual(
      rateCards.map((each: { version: string }) => each.version),
      ['web 1/2', 'test-1'],
    );
    assert.equal(JSON.parse((await finance.get('/api/rate-cards/test-1')).text).rates.length, 2);
  });

  test('what it would change for everybody, and with other prices', async () => {
    const at = `/rate-cards/${encodeURIComponent(card.version)}/backtest`;
    const said = words((await finance.get(at)).text);
    assert.match(said, /Gain 1, together £2,240\.00 in a year/);
    assert.match(said, new RegExp(`${set.reference} .*\\+£2,240\\.00`));
    const lower = JSON.parse((await finance.get(`/api${at}?rate-PA=14.00`)).text);
    assert.deepEqual([lower.lose, lower.lostPence], [1, '224000']);
    const wrong = await finance.get(`${at}?rate-PA=cheap`);
    assert.match(wrong.text, /Enter the price in pounds/);
    assert.match(wrong.text, /value="cheap"/);
    assert.equal((await finance.get('/rate-cards/none/backtest')).status, 404);
  });
});
