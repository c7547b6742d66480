/** A bank file that we do not know, through the real server: say what its columns are, look, add; staff take it back. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { pages as spendingPages } from '../../src/features/spending/pages.ts';
import { type ActiveBudget, makeActiveBudget } from '../support/active-budget.ts';
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
  site = await testSite(database, { routes: spendingPages });
  budget = await makeActiveBudget(database);
  here = `/budgets/${budget.budgetId}`;
  person = await signIn(site.baseUrl, budget.person.id);
  coordinator = await signIn(site.baseUrl, `staff-${budget.coordinator.id}`);
  finance = await signIn(site.baseUrl, `staff-${budget.finance.id}`);
});

const FILE = (name = 'december.csv') =>
  new File(
    [
      [
        'My <bank>;December',
        'When;Whom;In;Out;Left',
        '03.12.2026;PAT GREEN WAGES;;150,00;1.350,00',
        '08.12.2026;<b>CORNER</b> SHOP;;14,99;1.335,01',
        '',
      ].join('\n'),
    ],
    name,
    { type: 'text/csv' },
  );
const SAID = {
  date: '0',
  dateOrder: 'day-first',
  narrative: '1',
  paidIn: '2',
  paidOut: '3',
  balance: '4',
  decimalComma: 'yes',
};

async function open(client: Client, path: string): Promise<Answered> {
  const answer = await client.get(path);
  assert.equal(answer.status, 200, `${path}: ${answer.status}`);
  const report = await validator.validateString(answer.text);
  const said = report.results.flatMap(result => result.messages);
  assert.deepEqual(
    said.map(({ ruleId, message, line }) => `${path} ${line} ${ruleId}: ${message}`),
    [],
  );
  return answer;
}
const wordsOf = (answer: Answered) =>
  answer.text
    .replace(/<script[\s\S]*?<\/script>|<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/\s+/g, ' ');

test('R-078  a file that nobody knows is described, looked at, added and remembered; staff take a wrong way back', async () => {
  await open(person, `${here}/bank-statements/new`);
  const asked = await person.send(`${here}/bank-statements/new`, { file: FILE() });
  assert.match(asked.path, /\/bank-statements\/to-map\/[0-9a-f-]{36}$/);
  const path = asked.path;
  const page = wordsOf(await open(person, path));
  assert.match(page, /What is in this file\?.*When.*Whom.*In.*Out.*Left.*03\.12\.2026.*<b>CORNER<\/b> SHOP/);
  assert.match(wordsOf(await open(person, `${here}/bank-statements`)), /Tell us what is in december\.csv/);

  const wrong = await person.send(path, { ...SAID, decimalComma: '', narrative: '' });
  assert.equal(wrong.status, 422);
  assert.match(wordsOf(wrong), /Choose the column that says who was paid/);
  const unfit = await person.send(path, { ...SAID, decimalComma: '' });
  assert.match(wordsOf(unfit), /Line 3, Out: "150,00" is not an amount/);
  assert.equal((await person.once(`${path}/check`)).status, 404);

  const check = await person.send(path, SAID);
  assert.equal(check.path, `${path}/check`);
  assert.match(
    wordsOf(await open(person, check.path)),
    /3 December 2026 Who or what PAT GREEN WAGES Amount −£150\.00.*Money out £164\.99.*The balances add up/,
  );
  const facts = JSON.parse((await person.get(`/api${path}/check`)).text);
  assert.deepEqual([facts.lines, facts.moneyOutPence, facts.proven], [2, '16499', true]);
  assert.deepEqual(JSON.parse((await person.get(`/api${path}`)).text).said.paidOut, 3);
  // Nobody else sees what is in it: staff only in a review, and only who sent it otherwise.
  assert.equal((await finance.once(path)).status, 404);
  assert.equal((await coordinator.once(path)).status, 404);

  const added = await person.send(check.path, {});
  assert.equal(added.path, `${here}/bank-lines`);
  assert.match(wordsOf(added), /2 payments are new: 1 was matched, and 1 needs an answer/);
  assert.equal((await person.once(path)).status, 404);
  const next = await person.send(`${here}/bank-statements/new`, { file: FILE('again.csv') });
  assert.match(wordsOf(next), /This statement was added before/);

  assert.equal((await person.once('/bank-layouts')).status, 403);
  const list = await open(finance, '/bank-layouts');
  assert.match(
    wordsOf(list),
    /Left Read as day: When, who or what: Whom, money in: In, money out: Out, balance: Left Files 1/,
  );
  const [, layout] = /href="(\/bank-layouts\/[0-9a-f-]{36})"/.exec(list.text)!;
  assert.match(
    wordsOf(await open(finance, layout!)),
    /december\.csv Covers 3 December 2026 to 8 December 2026 New payments 2 Checked The balances add up/,
  );
  assert.match(wordsOf(await finance.send(layout!, { reason: '' })), /Say why it is wrong/);
  assert.match(
    wordsOf(await finance.send(layout!, { reason: 'In and out are exchanged' })),
    /Taken back\. Next take out the files/,
  );
  const after = await open(finance, layout!);
  assert.match(wordsOf(after), /Taken back 8 February 2027 by .*: In and out are exchanged/);
  assert.doesNotMatch(after.text, /Take it back/);
  assert.match(wordsOf(after), /Take out what was read by it The payments of the file that is still counted/);
  const out = await finance.send(layout!, {}, `${layout!}/files-taken-out`);
  assert.match(wordsOf(out), /1 file was taken out .* State Taken out on 8 February 2027/);
  assert.doesNotMatch(out.text, /Take the files out/);
  assert.match(wordsOf(await open(person, `${here}/bank-statements`)), /We read it wrongly and took it out/);
  const [known] = JSON.parse((await finance.get('/api/bank-layouts')).text).layouts;
  assert.deepEqual([known.files, known.withdrawnOn], [1, '2027-02-08']);
});
