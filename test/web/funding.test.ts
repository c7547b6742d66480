/** Who pays for a budget, typed into the real server's forms, and read by the person. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { endpoints as fundingEndpoints } from '../../src/features/funding/api.ts';
import { pages as fundingPages } from '../../src/features/funding/pages.ts';
import { pages as planPages } from '../../src/features/plans/pages.ts';
import { loadPlan, loadPlanItems } from '../../src/features/plans/store.ts';
import { ICB, type TestDatabase, testDatabase } from '../support/database.ts';
import { makePlannedCase, makeRateCard, type PlannedCase } from '../support/plans.ts';
import { type Client, signIn } from '../support/sign-in.ts';
import { testSite } from '../support/site.ts';

let database: TestDatabase;
let made: PlannedCase;
let at: string;
let nurse: Client;
let approver: Client;
let person: Client;

before(async () => {
  database = await testDatabase();
  const site = await testSite(database, { routes: [...fundingPages, ...fundingEndpoints, ...planPages] });
  await makeRateCard(database.tools, ICB);
  const request = { nhsNumber: '943 476 5919', nhsNumberStatus: '01' } as const;
  made = await makePlannedCase(database.tools, ICB, 'WRITTEN', { request });
  at = `/budgets/${made.budgetId}`;
  nurse = await signIn(site.baseUrl, `staff-${made.coordinator.id}`);
  approver = await signIn(site.baseUrl, `staff-${made.approver.id}`);
  person = await signIn(site.baseUrl, made.person.id);
});

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'no-trailing-whitespace': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'no-implicit-button-type': 'off',
  },
});
async function isValid(text: string): Promise<void> {
  const { results } = await validator.validateString(text);
  assert.deepEqual(
    results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
    [],
  );
}

const TYPED = {
  stream1: 'NHS_CHC',
  payer1: 'NHS Testshire ICB',
  percent1: '62.5',
  signedBy1: 'Fay Finance',
  conditions1: 'Nothing',
  stream2: 'LA_ADULT',
  payer2: 'Testshire Council',
  percent2: '37.5%',
  signedBy2: 'Cal Council',
  conditions2: 'A yearly letter',
  personPence2: '50',
  personPer2: 'week',
  lead: '2',
  settlement: 'RECHARGE',
  'agreedOn-day': '1',
  'agreedOn-month': '11',
  'agreedOn-year': '2026',
};

describe('Who pays for a budget', { concurrency: 1 }, () => {
  test('R-096  until somebody says more there is one payer, and only who has leave may say more', async () => {
    assert.match((await person.get(`${at}/payers`)).text, /one place: NHS continuing healthcare/);
    assert.doesNotMatch((await person.get(`${at}/payers`)).text, /Say who else pays/);
    assert.match((await nurse.get(`${at}/payers`)).text, /Say who else pays/);
    assert.equal((await approver.get(`${at}/payers/agreed`)).status, 404);
    assert.equal((await nurse.get(`/api${at}/payers`)).status, 404);
    assert.doesNotMatch((await nurse.get(`${at}/plan`)).text, /Who pays/);
  });

  test('R-097, R-098  what is wrong is said with its rule, and what was typed stays', async () => {
    const empty = await nurse.send(`${at}/payers/agreed`, {});
    assert.equal(empty.status, 422);
    await isValid(empty.text);
    const cases: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
      [{ percent2: '37.49' }, /The shares come to 99\.99%/],
      [{ percent2: '37.505' }, /to two decimals/],
      [{ signedBy2: '' }, /Nobody has signed the shares/],
      [{ conditions2: '' }, /Say what the contribution is for/],
      [{ personPence1: '1' }, /Only social care may be charged for/],
      [{ lead: '3' }, /Select which of the payers is in the lead/],
      [{ stream1: 'NHS_CC' }, /The board’s own part is missing/],
      [{ payer3: 'Nobody’s money' }, /not one of the kinds of money/],
      [{ needs1: made.needId, needs2: made.needId }, /ticked for two payers/],
    ];
    for (const [more, words] of cases) {
      const answer = await nurse.send(`${at}/payers/agreed`, { ...TYPED, ...more });
      assert.equal(answer.status, 422, JSON.stringify(more));
      assert.match(answer.text, words);
      assert.match(answer.text, /value="Cal Council"|signedBy2/);
    }
  });

  test('R-096, R-101  it is saved, and everybody reads it', async () => {
    const saved = await nurse.send(`${at}/payers/agreed`, { ...TYPED, needs2: made.needId });
    assert.equal(saved.path, `${at}/payers`);
    for (const reader of [nurse, approver, person]) {
      const { text } = await reader.get(`${at}/payers`);
      assert.match(text, /Testshire Council is in the lead/);
      assert.match(text, /Pays 37\.50% of everything/);
      assert.match(text, /What it asks for: A yearly letter/);
      await isValid(text);
    }
    const json = JSON.parse((await nurse.get(`/api${at}/payers`)).text);
    assert.deepEqual([json.leadStream, json.funders[1].personPence, json.parts], ['LA_ADULT', '5000', []]);
    const again = await nurse.get(`${at}/payers/agreed`);
    assert.match(again.text, /value="37\.50"/);
    assert.match(again.text, new RegExp(`value="${made.needId}"[^>]*checked`));
    await isValid(again.text);
  });

  test('R-098  a line of the plan says who pays for it', async () => {
    const { planItemId } = await database.db.transaction(made.coordinator, async tx => {
      const plan = await loadPlan(tx, made.budgetId);
      return (await loadPlanItems(tx, plan!.planId))[0]!;
    });
    const page = `${at}/plan/items/${planItemId}/payers`;
    assert.match((await nurse.get(`${at}/plan`)).text, new RegExp(page));
    assert.equal((await person.get(page)).status, 404);
    const wrong = await nurse.send(page, { kind: 'PERCENT', percent1: '60', percent2: '30' });
    assert.match(wrong.text, /The percentages come to 90\.00%/);
    await isValid(wrong.text);
    assert.match((await nurse.send(page, { kind: 'PERCENT', percent4: '100' })).text, /does not pay for this budget/);
    assert.equal((await nurse.send(page, { kind: 'BY_NEED' })).path, `${at}/plan`);
    const saved = await nurse.send(page, { kind: 'FIXED', sum2: '2,000.00', percent1: '100' });
    assert.equal(saved.path, `${at}/plan`);
    const shown = await nurse.get(page);
    assert.match(shown.text, /value="2,000\.00"/);
    assert.match(shown.text, /value="100\.00"/);
  });
});
