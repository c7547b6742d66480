/** The money of a budget through the real server: a statement is sent, a payment answered, every figure followed down. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { endpoints as reviewEndpoints } from '../../src/features/reviews/api.ts';
import { pages as reviewPages } from '../../src/features/reviews/pages.ts';
import { endpoints as spendingEndpoints } from '../../src/features/spending/api.ts';
import { pages as spendingPages } from '../../src/features/spending/pages.ts';
import { sql } from '../../src/platform/sql.ts';
import { ACCOUNT_NUMBER, type ActiveBudget, makeActiveBudget, SORT_CODE } from '../support/active-budget.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Answered, type Client, signIn } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';

let database: TestDatabase;
let site: TestSite;
let budget: ActiveBudget;
let person: Client;
let coordinator: Client;
let finance: Client;
let here: string;

/** The rules that the design system's own markup does not keep are off, as in src/nhsuk/page.test.ts. */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'no-trailing-whitespace': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'no-implicit-button-type': 'off',
  },
});

before(async () => {
  database = await testDatabase('2027-02-08');
  const routes = [...spendingPages, ...spendingEndpoints, ...reviewPages, ...reviewEndpoints];
  site = await testSite(database, { routes });
  budget = await makeActiveBudget(database);
  here = `/budgets/${budget.budgetId}`;
  person = await signIn(site.baseUrl, budget.person.id);
  coordinator = await signIn(site.baseUrl, `staff-${budget.coordinator.id}`);
  finance = await signIn(site.baseUrl, `staff-${budget.finance.id}`);
});

const HEAD = 'Number,Date,Account,Amount,Subcategory,Memo';
const ACCOUNT = `${SORT_CODE.replace(/(..)(..)(..)/, '$1-$2-$3')} ${ACCOUNT_NUMBER}`;
const statement = (...rows: string[]) =>
  new File([[HEAD, ...rows, ''].join('\r\n')], 'december.csv', { type: 'text/csv' });
const DECEMBER = () =>
  statement(
    `,01/12/2026,${ACCOUNT},2600.00,CR,PHB TEST 01`,
    `,03/12/2026,${ACCOUNT},-150.00,FT,PAT GREEN`,
    `,08/12/2026,${ACCOUNT},-14.99,CARD,WINE <SHOP>`,
    `,09/12/2026,${ACCOUNT},7.00,CR,SOMEBODY`,
  );

async function open(client: Client, path: string): Promise<Answered> {
  const answer = await client.get(path);
  assert.equal(answer.status, 200, `${path}: ${answer.status}`);
  const report = await validator.validateString(answer.text);
  assert.deepEqual(
    report.results
      .flatMap(result => result.messages)
      .map(({ ruleId, message, line }) => `${path} ${line} ${ruleId}: ${message}`),
    [],
  );
  return answer;
}
const wordsOf = (answer: Answered) =>
  answer.text
    .replace(/<script[\s\S]*?<\/script>|<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');
const linkTo = (answer: Answered, words: RegExp) =>
  [...answer.text.matchAll(/<a[^>]* href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)].find(([, , text]) =>
    words.test(text!),
  )?.[1];

describe('my money', () => {
  test('begins with one figure, and says what is not there yet', async () => {
    const words = wordsOf(await open(person, `${here}/money`));
    assert.match(words, /You have £10,800\.00 free until 30 November 2027/);
    assert.match(words, /No bank statement was added yet/);
  });

  test('a statement is sent; what is wrong with another stands beside the file', async () => {
    await open(person, `${here}/bank-statements/new`);
    const wrong = await person.send(`${here}/bank-statements/new`, {
      file: statement(`,31/11/2026,${ACCOUNT},-1.00,FT,X`, `,03/12/2026,${ACCOUNT},one,FT,X`),
    });
    assert.equal(wrong.status, 422);
    assert.match(wordsOf(wrong), /There is a problem/);
    assert.match(wordsOf(wrong), /Line 2.*31\/11\/2026.*Line 3.*one/);
    const none = await person.send(`${here}/bank-statements/new`, {
      'from-day': '40',
      'from-month': '1',
      'from-year': '2027',
    });
    assert.match(wordsOf(none), /Choose the file of your bank statement/);
    assert.match(wordsOf(none), /Enter the first day/);

    const sent = await person.send(`${here}/bank-statements/new`, { file: DECEMBER() });
    assert.equal(sent.path, `${here}/bank-lines`);
    assert.match(wordsOf(sent), /4 payments are new: 2 were matched, and 2 need an answer/);
    const again = await person.send(`${here}/bank-statements/new`, { file: DECEMBER() });
    assert.match(wordsOf(again), /This statement was added before/);
    assert.match(wordsOf(await open(person, `${here}/bank-statements`)), /December 2026, January 2027/);
  });

  test('a file whose dates do not tell their order is asked about, and read as the person says', async () => {
    const path = `${here}/bank-statements/new`;
    const unclear = () => new File(['!Type:Bank\nD03/04/2030\nT-1.00\n^\n'], 'a.qif');
    await open(person, path);
    const asked = await person.send(path, { file: unclear() });
    assert.equal(asked.status, 422);
    assert.match(wordsOf(asked), /may be day first or month first/);
    for (const [dates, day] of [
      ['day-first', /dated 3 April 2030/],
      ['month-first', /dated 4 March 2030/],
    ] as const)
      assert.match(wordsOf(await person.send(path, { file: unclear(), dates })), day);
    assert.match(wordsOf(await person.send(path, { file: unclear(), dates: 'year-first' })), /Choose whether the day/);
  });

  test('every part opens, and its table comes to its figure', async () => {
    const overview = await open(person, `${here}/money`);
    assert.match(wordsOf(overview), /We are still matching £14\.99/);
    const parts = [
      ['agreed', '£31,200.00'],
      ['spent', '£150.00'],
      ['on-its-way', '£14.99'],
      ['promised', '£17,850.00'],
      ['kept-for-emergencies', '£2,400.00'],
      ['free', '£10,785.01'],
      ['in-your-account', '£2,442.01'],
      ['still-to-come', '£28,600.00'],
    ] as const;
    for (const [part, figure] of parts) {
      assert.ok(overview.text.includes(`href="${here}/money/${part}"`), part);
      assert.ok(wordsOf(overview).includes(figure), `${part}: ${figure}`);
      const words = wordsOf(await open(person, `${here}/money/${part}`));
      assert.match(
        words,
        new RegExp(`Together(?: Paid to or from| What it was| Amount| What)* ${RegExp.escape(figure)}`),
        part,
      );
      assert.doesNotMatch(words, /Not on these lines|otherwise|Changed since/);
    }
    const item = await open(person, `${here}/money/plan-lines/${budget.itemIds[0]}`);
    assert.match(wordsOf(item), /Personal assistant: spent: £150\.00/);
    assert.equal((await person.get(`${here}/money/nothing`)).status, 404);
  });

  test('R-110  a payment is answered from its page, and the figure follows', async () => {
    const list = await open(person, `${here}/bank-lines`);
    const line = linkTo(list, /WINE/)!;
    const asked = await open(person, line);
    assert.match(wordsOf(asked), /What was this\?/);
    assert.match(wordsOf(asked), /talk about it with your care co-ordinator/);
    assert.ok(!asked.text.includes('<SHOP>'));
    const empty = await person.send(line, { note: 'Lunch' });
    assert.equal(empty.status, 422);
    assert.match(wordsOf(empty), /Select what it was for/);
    assert.ok(empty.text.includes('Lunch'));
    const placed = await person.send(line, { planItemId: budget.itemIds[1]!, note: 'Lunch at the pool' });
    assert.match(wordsOf(placed), /We kept your answer/);
    assert.match(wordsOf(await open(person, `${here}/money`)), /You have £10,785\.01 free/);
    // The page that was left open in another window would overwrite it unseen.
    const stale = await person.send(line, { planItemId: 'unknown', sequence: '1' });
    assert.equal(stale.status, 422);
  });

  test('R-088  a receipt is asked for from £25.00, which the agreement says, and where the match is not sure', async () => {
    // The wages are at the agreed price to whom the plan names: they show for themselves what they were for.
    const list = await open(person, `${here}/bank-lines`);
    assert.doesNotMatch(wordsOf(list), /Please add the receipt/);
    const line = linkTo(list, /PAT GREEN/)!;
    assert.match(wordsOf(await open(person, line)), /You need not add a receipt/);
    await open(person, `${line}/split`);
    const parts = {
      planItemId1: budget.itemIds[0]!,
      pence1: '100.00',
      planItemId2: budget.itemIds[1]!,
      pence2: '50.00',
    };
    assert.match(wordsOf(await person.send(`${line}/split`, parts)), /We kept your answer/);
    assert.match(wordsOf(await open(person, `${here}/bank-lines`)), /Part of −£150\.00 Please add the receipt/);
    await open(person, `${line}/no-receipt`);
    assert.match(wordsOf(await person.send(`${line}/no-receipt`, { reason: 'It was lost' })), /because: It was lost/);
    await open(person, `${line}/undo`);
    assert.match(wordsOf(await person.send(`${line}/undo`, {})), /We took your last answer back/);
    assert.doesNotMatch(wordsOf(await open(person, `${here}/bank-lines`)), /Part of/);
  });
});

describe('R-117  staff look in only while a review is open', () => {
  const denied = () =>
    database.superDb.query(sql`select * from audit_event where act = 'bank-lines.look-in' and outcome = 'denied'`);

  test('before it: totals and counts, no lines, and the attempt is kept', async () => {
    const money = await open(finance, `${here}/money`);
    assert.match(wordsOf(money), /£10,785\.01/);
    assert.doesNotMatch(money.text, /PAT GREEN|money\/spent|Personal assistant/);
    for (const path of ['/bank-lines', '/money/spent', `/money/plan-lines/${budget.itemIds[0]}`]) {
      const page = await open(finance, here + path);
      assert.match(wordsOf(page), /You cannot open the bank lines now/);
      assert.doesNotMatch(page.text, /PAT GREEN|WINE/);
    }
    assert.equal((await denied()).length, 3);
    const facts = await finance.get(`/api${here}/bank-lines`);
    assert.deepEqual(JSON.parse(facts.text).lines, []);
    assert.equal(JSON.parse(facts.text).counts.spent, 2);
    assert.equal(JSON.parse((await person.get(`/api${here}/bank-lines`)).text).lines.length, 4);
    assert.equal((await denied()).length, 4);
    const line = await database.superDb.query(
      sql`select statement_line_id from statement_line where amount_pence < 0 limit 1`,
    );
    const guessed = await open(finance, `${here}/bank-lines/${line[0]!.statement_line_id}`);
    assert.doesNotMatch(guessed.text, /PAT GREEN|WINE/);
  });

  test('an import by staff tells them counts only', async () => {
    const sent = await finance.send(`${here}/bank-statements/new`, {
      file: statement(`,02/01/2027,${ACCOUNT},-45.00,FT,RIVERSIDE POOL`),
      'from-day': '1',
      'from-month': '12',
      'from-year': '2026',
      'to-day': '31',
      'to-month': '1',
      'to-year': '2027',
    });
    assert.equal(sent.path, `${here}/bank-statements`);
    assert.match(wordsOf(sent), /1 payment is new: 1 was matched/);
    assert.doesNotMatch(sent.text, /RIVERSIDE/);
  });

  test('the review: arranged, held by two, closed; staff see the lines until then', async () => {
    await open(coordinator, '/reviews');
    await open(coordinator, `${here}/reviews/new`);
    const early = await coordinator.send(`${here}/reviews/new`, {
      'plannedOn-day': '9',
      'plannedOn-month': '2',
      'plannedOn-year': '2027',
      covers: 'All',
      attendees: 'Us',
    });
    assert.match(wordsOf(early), /at least 14 days before/);
    const arranged = await coordinator.send(`${here}/reviews/new`, {
      'plannedOn-day': '22',
      'plannedOn-month': '2',
      'plannedOn-year': '2027',
      covers: 'All of it',
      attendees: 'You and us',
    });
    const review = arranged.path;
    assert.match(wordsOf(await open(person, `${here}/reviews`)), /22 February 2027.*All of it.*You and us/);
    assert.match(wordsOf(await open(finance, `${here}/bank-lines`)), /PAT GREEN/);
    await open(finance, `${here}/money/spent`);

    const tooSoon = await coordinator.send(`${review}/care`, care());
    assert.match(wordsOf(tooSoon), /can be recorded from that day on/);
    database.tools.moveTo('2027-02-22');
    [person, coordinator, finance] = await Promise.all([
      signIn(site.baseUrl, budget.person.id),
      signIn(site.baseUrl, `staff-${budget.coordinator.id}`),
      signIn(site.baseUrl, `staff-${budget.finance.id}`),
    ]);
    await open(coordinator, `${review}/care`);
    const unrated = await coordinator.send(`${review}/care`, { ...care(), ratings: '' });
    assert.match(wordsOf(unrated), /Say how far “Swim once a week” was reached/);
    assert.match(unrated.text, new RegExp(`href="#rating-${budget.outcomeIds[0]}"`));
    assert.match(wordsOf(await coordinator.send(`${review}/care`, care())), /Care part recorded/);
    await open(finance, `${review}/money`);
    assert.match(wordsOf(await finance.send(`${review}/money`, MONEY)), /Money part recorded/);
    const close = await open(coordinator, `${review}/close`);
    assert.match(wordsOf(close), /Together they are 8 ?: medium/);
    const closed = await coordinator.send(`${review}/close`, { months: '6' });
    assert.match(wordsOf(closed), /22 August 2027/);
    assert.match(wordsOf(await open(person, review)), /Much better.*The next review is due by 22 August 2027/);
    assert.match(wordsOf(await open(finance, `${here}/bank-lines`)), /You cannot open/);
    const facts = JSON.parse((await person.get(`/api${here}/reviews`)).text);
    assert.equal(facts.nextDueOn, '2027-08-22');
  });

  const care = () => ({
    ratings: `${budget.outcomeIds[0]}:2`,
    findings: 'Well',
    learning: '',
    capacityOrSafeguarding: '0',
    fluctuatingNeed: '1',
  });
  const MONEY = {
    findings: 'In order',
    contingency: 'Right',
    surplus: 'None',
    employsAssistants: 'no',
    paysConnectedPerson: 'no',
    pastFindings: '0',
    missingEvidence: '1',
    varianceCause: 'DATA_GAP',
  };
});

test('nobody but whose budget it is reaches it, and another person’s line is not there', async () => {
  const other = await makeActiveBudget(database);
  const stranger = await signIn(site.baseUrl, other.person.id);
  for (const path of ['/money', '/bank-lines', '/bank-statements', '/reviews'])
    assert.equal((await stranger.get(here + path)).status, 404, path);
  assert.equal((await stranger.get(`/budgets/${other.budgetId}/bank-lines/${randomUUID()}`)).status, 404);
  const [line] = await database.superDb.query(sql`select statement_line_id from statement_line limit 1`);
  assert.equal((await stranger.get(`/budgets/${other.budgetId}/bank-lines/${line!.statement_line_id}`)).status, 404);
});
