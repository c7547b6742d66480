/** The local policy through the real server: what counts, a version added by one person and approved by another. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { endpoints } from '../../src/features/policy/api.ts';
import { pages } from '../../src/features/policy/pages.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/rules/policy/policy.ts';
import { writePolicy } from '../../src/rules/policy/policy-json.ts';
import { SETTING_AREAS } from '../../src/rules/policy/policy-settings.ts';
import { makeStaff } from '../support/actors.ts';
import { ICB, type TestDatabase, testDatabase } from '../support/database.ts';
import { type Answered, type Client, signIn } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';

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

let database: TestDatabase;
let site: TestSite;
let writer: Client;
let approver: Client;

before(async () => {
  database = await testDatabase();
  site = await testSite(database, { routes: [...pages, ...endpoints] });
  const [wilma, anna] = [
    await makeStaff(database.db, ICB, ['finance-officer'], { name: 'Wilma Writer' }),
    await makeStaff(database.db, ICB, ['approver'], { name: 'Anna Approver' }),
  ];
  writer = await signIn(site.baseUrl, `staff-${wilma.id}`);
  approver = await signIn(site.baseUrl, `staff-${anna.id}`);
});

function sound(answer: Answered, status = 200): string {
  assert.equal(answer.status, status, answer.text.slice(0, 2000));
  const report = validator.validateStringSync(answer.text);
  const faults = report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
  );
  assert.deepEqual(faults, []);
  return answer.text;
}

const policyOf = (version: string, effectiveFrom: string, change: Partial<Policy> = {}) =>
  writePolicy({ ...DEFAULT_POLICY, version, effectiveFrom, ...change });
const upload = (content: unknown) => ({
  content: new File([typeof content === 'string' ? content : JSON.stringify(content)], 'policy.json'),
});
const pathOf = (version: string) => `/policy/versions/${version}`;

describe('R-043  The local policy, for staff', () => {
  test('shows the default with every setting, its range and who may change it', async () => {
    const text = sound(await approver.get('/policy'));
    assert.match(text, /default-1/);
    assert.match(
      text,
      /From a request to its decision[\s\S]{0,400}28 days[\s\S]{0,200}5 to 60 days[\s\S]{0,300}PHB lead/,
    );
    assert.doesNotMatch(text, /Add a version/);
    // Folded away part by part, and no figure in the units of the file.
    const parts = [...text.matchAll(/<details[\s\S]*?<\/details>/g)].map(([part]) => part);
    assert.equal(parts.length, SETTING_AREAS.length);
    assert.match(parts.find(part => part.includes('Employing people'))!, /<br>Employer’s National Insurance: 15%<br>/);
    assert.match(text, /<br>Holiday: 5\.6 weeks<br>/);
    assert.match(text, /day 1 to 28 of the month/i);
    assert.doesNotMatch(text, /hundredths|tenths/);
    assert.match(sound(await writer.get('/policy')), /Add a version/);
    assert.match(sound(await writer.get(pathOf('default-1'))), /comes with the service/);
  });

  test('a file with problems is answered with each of them, and the rule in words', async () => {
    sound(await writer.get('/policy/new'));
    const bad = policyOf('b-1', '2027-04-01', {
      review: { ...DEFAULT_POLICY.review, bands: { low: 14, medium: 6, high: 3, veryHigh: 1 } },
      contingency: { weeks: 9, inBudget: true },
    });
    const text = sound(await writer.send('/policy/new', upload(bad)), 422);
    assert.match(text, /review\.bands\.low is 14; allowed is a whole number from 1 to 12 \(R-136: /);
    assert.match(text, /contingency\.weeks is 9; allowed is a whole number from 0 to 8/);
    assert.match(sound(await writer.send('/policy/new', upload('{')), 422), /The file cannot be used: it is not JSON/);
    assert.match(sound(await writer.send('/policy/new', {}), 422), /Choose the file/);
  });

  test('what one person added another approves, with what it rests on; then it counts', async () => {
    const change = { contingency: { weeks: 2, inBudget: true } };
    const added = await writer.send('/policy/new', upload(policyOf('b-1', '2023-04-01', change)));
    assert.match(sound(added), /Added\. It counts once somebody else approves it/);
    const own = sound(await writer.get(pathOf('b-1')));
    assert.match(own, /You added this version\. Somebody else has to approve it/);
    assert.match(own, /Weeks of cost kept for emergencies[\s\S]{0,300}4 weeks[\s\S]{0,300}2 weeks/);

    sound(await approver.get(pathOf('b-1')));
    assert.match(sound(await approver.send(pathOf('b-1'), { evidence: ' ' }), 422), /Say what it rests on/);
    assert.equal((await writer.api(pathOf('b-1'), { evidence: 'mine' })).status, 404);
    await approver.send(pathOf('b-1'), { evidence: 'Board paper 12' });

    const counts = sound(await writer.get('/policy'));
    assert.match(counts, /Board paper 12/);
    assert.match(counts, /Anna Approver/);
    assert.match(counts, /Weeks of cost kept for emergencies[\s\S]{0,400}2 weeks/);
    assert.match((await approver.api(pathOf('b-1'), { evidence: 'again' })).text, /was approved before/);
    assert.match(sound(await approver.get(pathOf('b-1'))), /It is the one that counts/);
  });

  test('two versions are compared with one another', async () => {
    const change = { surplus: { weeks: 10 }, contingency: { weeks: 2, inBudget: true } };
    await writer.send('/policy/new', upload(policyOf('b-2', '2099-04-01', change)));
    const before = sound(await writer.get(pathOf('b-2')));
    assert.match(before, /What it changes of b-1[\s\S]*10 weeks/);
    assert.doesNotMatch(before, /kept for emergencies/);
    const all = sound(await writer.get(`${pathOf('b-2')}?against=default-1`));
    assert.match(all, /What it changes of default-1[\s\S]*kept for emergencies/);
    assert.equal((await writer.get(pathOf('b-9'))).status, 404);
  });

  test('the same as JSON', async () => {
    const { status, text } = await approver.once('/api/policy');
    assert.equal(status, 200);
    const answer = JSON.parse(text);
    assert.equal(answer.policy.contingency.weeks, 2);
    assert.deepEqual(
      answer.versions.map((one: { version: string; approval: unknown }) => [one.version, one.approval !== null]),
      [
        ['b-2', false],
        ['b-1', true],
      ],
    );
    assert.equal(JSON.parse((await approver.once(`/api${pathOf('default-1')}`)).text).version, null);
    assert.equal((await approver.once(`/api${pathOf('b-9')}`)).status, 404);
    const base64 = Buffer.from(JSON.stringify(policyOf('b-3', '2098-04-01'))).toString('base64');
    const added = await writer.api('/policy/new', { content: { name: 'policy.json', base64 } });
    assert.equal(added.status, 200, added.text);
    const approved = await approver.api(pathOf('b-3'), { evidence: 'Paper 13' });
    assert.equal(approved.status, 200, approved.text);
    assert.match(approved.text, /2098-04-01/);
  });
});
