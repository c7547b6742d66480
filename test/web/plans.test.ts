/** From the indicative budget to the final one through the real server, by typing into its forms: T07 to T13. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { endpoints as budgetEndpoints } from '../../src/features/budgets/api.ts';
import { pages as budgetPages } from '../../src/features/budgets/pages.ts';
import { endpoints as planEndpoints } from '../../src/features/plans/api.ts';
import { pages as planPages } from '../../src/features/plans/pages.ts';
import { pages as requestPages } from '../../src/features/requests/pages.ts';
import { SECTION_KINDS } from '../../src/rules/plan-sections.ts';
import type { Actor } from '../../src/values/actor.ts';
import { makeStaff } from '../support/actors.ts';
import { type MadeCase, makeCase } from '../support/cases.ts';
import { ICB, OTHER_ICB, type TestDatabase, testDatabase } from '../support/database.ts';
import { makePlannedCase, makeRateCard } from '../support/plans.ts';
import { type Client, signIn } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';

let database: TestDatabase;
let site: TestSite;
let made: MadeCase;
let at: string;
let nurse: Client;
let finance: Client;
let approver: Client;
let person: Client;

before(async () => {
  database = await testDatabase();
  const routes = [...budgetPages, ...budgetEndpoints, ...planPages, ...planEndpoints, ...requestPages];
  site = await testSite(database, { routes });
  await makeRateCard(database.tools, ICB);
  const known = { nhsNumber: '943 476 5919', nhsNumberStatus: '01' } as const;
  made = await makeCase(database.tools, ICB, 'ASSESSED', known);
  at = `/budgets/${made.budgetId}`;
  const staff = (actor: Actor) => signIn(site.baseUrl, `staff-${actor.id}`);
  nurse = await staff(made.coordinator);
  finance = await staff(await makeStaff(database.db, ICB, ['finance-officer']));
  approver = await staff(await makeStaff(database.db, ICB, ['approver']));
  person = await signIn(site.baseUrl, made.person.id);
});

const date = (name: string, iso: string) => {
  const [year, month, day] = iso.split('-');
  return { [`${name}-day`]: day!, [`${name}-month`]: month!, [`${name}-year`]: year! };
};
const ITEM = {
  label: 'Personal assistant',
  category: 'PA_WAGES',
  provider: 'Employed by me',
  arrangedBy: 'PERSON',
  quantity: '40',
  unit: 'hour',
  per: 'week',
  unitPence: '£15.00',
  option: 'DIRECT_PAYMENT',
  promised: 'yes',
};

/** The error summary has this many lines, and no two say the same: each names its question. */
function namesEach({ status, text }: { readonly status: number; readonly text: string }, count: number): void {
  assert.equal(status, 422);
  const [, summary] = /error-summary__list[^>]*>([\s\S]*?)<\/ul>/.exec(text) ?? [];
  const lines = [...(summary ?? '').matchAll(/<a [^>]*>([^<]+)</g)].map(([, words]) => words!.trim());
  assert.equal(lines.length, count, lines.join('\n'));
  assert.equal(new Set(lines).size, count, lines.join('\n'));
}

const ABOUT = ['what-matters', 'strengths', 'circumstances', 'working', 'not-working', 'important-to', 'important-for'];

describe('From the first figure to the last, by hand', () => {
  test('R-038  the person sees that there is no figure yet, and who has leave sees the form', async () => {
    assert.match((await person.get(`${at}/indicative-budget`)).text, /has not been worked out yet/);
    assert.match((await finance.get(`${at}/indicative-budget`)).text, /Add a line/);
    assert.doesNotMatch((await approver.get(`${at}/indicative-budget`)).text, /Add a line/);
  });

  test('T07  lines with the sum so far, a wrong one kept with its words, then the budget', async () => {
    const page = `${at}/indicative-budget`;
    const lines = `${page}/lines`;
    const wrong = await finance.send(
      page,
      { needId: made.needId, service: 'PA', quantity: 'many', per: 'week' },
      lines,
    );
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /Enter how much is needed, such as 14 or 7\.5/);
    assert.match(wrong.text, /value="many"/);
    const added = await finance.send(page, { needId: made.needId, service: 'PA', quantity: '40', per: 'week' }, lines);
    assert.match(added.text, /40 hours × £15\.00 × 52 weeks = £31,200\.00/);
    assert.match(added.text, /Give the indicative budget of £33,600\.00/);
    const early = await finance.send(page, { ...date('startsOn', '2026-03-31'), method: 'HOURS_RATES' });
    assert.match(early.text, /There is no rate card for 31 March 2026/);
    const issued = await finance.send(page, { ...date('startsOn', '2026-12-01'), method: 'HOURS_RATES' });
    assert.equal(issued.path, page);
    assert.match(issued.text, /The person has their indicative budget/);
  });

  test('R-039, R-040  the person opens each line with its working, and reads that the figure may change', async () => {
    const { text } = await person.get(`${at}/indicative-budget`);
    assert.match(text, /Your first budget estimate/);
    assert.match(text, /<details[\s\S]*Personal assistant: £31,200\.00[\s\S]*40 hours × £15\.00 × 52 weeks/);
    assert.match(text, /may be higher or lower/);
    const answer = await nurse.get(`/api${at}/indicative-budget`);
    assert.equal(JSON.parse(answer.text).totalPence, '3360000');
  });

  test('T08  planning begins', async () => {
    const without = await nurse.send(`${at}/planning`, { involved: 'My mother' });
    assert.equal(without.status, 422);
    assert.match(without.text, /Confirm that you explained the three ways/);
    const begun = await nurse.send(`${at}/planning`, { involved: 'My mother', optionsExplained: 'yes' });
    assert.equal(begun.path, `${at}/plan`);
  });

  test('R-047, R-052, R-054  section by section; what is still to do is listed', async () => {
    assert.match((await person.get(`${at}/plan`)).text, /Still to do before it can be sent in/);
    for (const kind of ABOUT) await person.send(`${at}/plan/sections/${kind}`, { words: `Words on ${kind}` });
    const half = await nurse.send(`${at}/plan/sections/contingency`, { triggers: 'Two seizures', whatHappens: 'Call' });
    assert.equal(half.status, 422);
    assert.match(half.text, /does not say who to call/);
    assert.match(half.text, />Two seizures<\/textarea>/);
    await nurse.send(`${at}/plan/sections/contingency`, { triggers: 'Two', whatHappens: 'Call', whoToCall: 'Nan' });
    await nurse.send(`${at}/plan/sections/risk`, { words: 'The alarm is on' });
    const past = await nurse.send(`${at}/plan/sections/review`, {
      ...date('reviewOn', '2026-11-23'),
      responsible: 'Nan',
    });
    assert.match(past.text, /The review date must be after today/);
    await nurse.send(`${at}/plan/sections/review`, { ...date('reviewOn', '2027-02-23'), responsible: 'Nan' });
    assert.equal((await nurse.get(`${at}/plan/sections/poetry`)).status, 404);
  });

  test('R-059  only the person sees the box to agree to the risk plan', async () => {
    assert.doesNotMatch((await nurse.get(`${at}/plan/sections/risk`)).text, /Agree to the risk plan/);
    const agreed = await person.send(`${at}/plan/sections/risk`, { agreed: 'yes' }, `${at}/plan/risk-signature`);
    assert.match(agreed.text, /You agreed to the risk plan/);
  });

  test('R-066 to R-071  what the money may not buy is refused with its rule, and what was typed stays', async () => {
    const page = `${at}/plan/items/new`;
    const jab = await person.send(page, { ...ITEM, label: 'Flu jab', outcomeIds: made.outcomeId });
    assert.equal(jab.status, 422);
    assert.match(jab.text, /rule R-068/);
    assert.match(jab.text, /value="Flu jab"/);
    const added = await person.send(page, { ...ITEM, outcomeIds: [made.outcomeId] });
    assert.equal(added.path, `${at}/plan`);
    assert.match(added.text, /Left to plan[\s\S]*£0\.00/);
    const twice = await person.send(page, { ...ITEM, label: 'Too much', outcomeIds: [made.outcomeId] });
    assert.match(twice.text, /come to £31,200\.00 more than the budget/);
    const removals = [...twice.text.matchAll(/[^"]*\/items\/[0-9a-f-]{36}\/removal/g)].map(([href]) => href);
    assert.equal(removals.length, 2);
    assert.match((await nurse.get(removals[1]!)).text, /Too much: 40 hours/);
    assert.match((await nurse.send(removals[1]!, {})).text, /Taken out of the plan/);
  });

  test('T09  the proposal, the three statements, the submission', async () => {
    const proposal = { finalPence: '34,000', contingencyPence: '2,400.00', reason: '' };
    const unexplained = await finance.send(`${at}/proposed-budget`, proposal);
    assert.match(unexplained.text, /Say why the final budget is £400\.00 higher/);
    const agreed = await finance.send(`${at}/proposed-budget`, { ...proposal, reason: 'Wages rise in April' });
    assert.equal(agreed.path, at);

    const open = await nurse.get(`${at}/submission`);
    assert.match(open.text, /has not signed yet that the plan meets their needs/);
    const yes = { NEEDS_MET: 'yes', ENOUGH_MONEY: 'yes', WILL_BE_REVIEWED: 'yes' };
    const asked = await person.get(`${at}/statements`);
    assert.match(asked.text, /Kept for emergencies: <strong>£2,400\.00<\/strong>/);
    namesEach(await person.send(`${at}/statements`, {}), 3);
    const half = await person.send(`${at}/statements`, { ...yes, ENOUGH_MONEY: 'no' });
    assert.match(half.text, /Tell us why you do not agree/);
    await person.send(`${at}/statements`, yes);
    assert.equal((await nurse.get(`${at}/statements`)).status, 404);
    const sent = await nurse.send(`${at}/submission`, {});
    assert.match(sent.text, /The plan was sent for approval/);
  });

  test('T10  the approver sees the facts beside each question and decides', async () => {
    const { text } = await approver.get(`${at}/approval`);
    assert.match(text, /Seizures without warning: Personal assistant/);
    assert.match(text, /Left over: £400\.00/);
    assert.match(text, /I go out without fear: Outings in a week/);
    assert.match(text, /Signed by Jo Sample on 23 November 2026/);
    namesEach(await approver.send(`${at}/approval`, {}), 6);
    const points = {
      'ICB1-answer': 'yes',
      'ICB2-answer': 'yes',
      'ICB3-answer': 'yes',
      'ICB4-answer': 'yes',
      'ICB5-answer': 'not-applicable',
      'ICB5-reason': 'No concern',
    };
    const first = await approver.send(`${at}/approval`, { ...points, 'ICB5-reason': '', decision: 'APPROVE' });
    assert.equal(first.status, 422);
    for (const field of ['ICB5-reason', 'clinicianName', 'directPaymentAppropriate', 'conventionalPence'])
      assert.match(first.text, new RegExp(`href="#${field}"`));
    const whole = {
      ...points,
      decision: 'APPROVE',
      clinicianName: 'Dr Ada Sample',
      directPaymentAppropriate: 'yes',
      directPaymentReason: 'Wants to employ an assistant',
      conventionalPence: '30,000',
    };
    const dearer = await approver.send(`${at}/approval`, whole);
    assert.match(dearer.text, /costs £4,000\.00 more/);
    const benefits = { benefits: 'No hospital stays', benefitsOutweigh: 'yes' };
    const approved = await approver.send(`${at}/approval`, { ...whole, ...benefits });
    assert.match(approved.text, /Care plan approved/);
    assert.equal((await nurse.get(`${at}/approval`)).status, 404);
  });

  test('T13  the final budget, and why it differs', async () => {
    const set = await finance.send(`${at}/final-budget`, {
      ...date('startsOn', '2026-12-01'),
      reason: 'Wages rise in April',
    });
    assert.match(set.text, /Final budget set/);
    const { text } = await person.get(`${at}/final-budget`);
    assert.match(text, /Your final budget/);
    assert.match(text, /£34,000\.00/);
    assert.match(text, /£400\.00 higher\. This is why: Wages rise in April/);
    const answer = JSON.parse((await person.get(`/api${at}/final-budget`)).text);
    assert.deepEqual([answer.finalPence, answer.startsOn], ['3400000', '2026-12-01']);
  });
});

describe('The same acts as JSON', () => {
  test('an item: money in pence, dates in ISO, unknown keys refused', async () => {
    const { budgetId, outcomeId } = await makePlannedCase(database.tools, ICB, 'PLANNING');
    const item = { ...ITEM, unitPence: '1500', promised: true, outcomeIds: [outcomeId] };
    const odd = await nurse.api(`/budgets/${budgetId}/plan/items/new`, { ...item, colour: 'red' });
    assert.equal(odd.status, 422);
    const added = await nurse.api(`/budgets/${budgetId}/plan/items/new`, item);
    assert.equal(added.status, 200);
    const plan = JSON.parse((await nurse.get(`/api/budgets/${budgetId}/plan`)).text);
    assert.deepEqual([plan.items[0].annualPence, plan.items[0].times, plan.status], ['3120000', 52, 'DRAFT']);
  });

  test('the facts that an approver judges', async () => {
    const { budgetId } = await makePlannedCase(database.tools, ICB, 'SUBMITTED');
    const facts = JSON.parse((await approver.get(`/api/budgets/${budgetId}/approval`)).text);
    assert.deepEqual(
      facts.icb.map(({ point }: { point: string }) => point),
      ['ICB1', 'ICB2', 'ICB3', 'ICB4', 'ICB5'],
    );
    assert.ok(facts.person.every(({ answer }: { answer: string }) => answer === 'yes'));
  });
});

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

describe('Every page is valid HTML, empty, full and wrong', () => {
  const table = {
    INDICATIVE: ['indicative-budget', 'planning', 'plan'],
    WRITTEN: [
      'plan',
      'plan/items/new',
      'proposed-budget',
      'submission',
      ...SECTION_KINDS.map(kind => `plan/sections/${kind}`),
    ],
    SUBMITTED: ['plan', 'approval', 'final-budget'],
    BUDGET_SET: ['plan', 'approval', 'final-budget'],
  } as const;
  for (const [reached, paths] of Object.entries(table))
    test(reached, async () => {
      const { budgetId } = await makePlannedCase(database.tools, ICB, reached as keyof typeof table);
      for (const path of paths) {
        const seen = await Promise.all(
          [nurse, finance, approver].map(client => client.get(`/budgets/${budgetId}/${path}`)),
        );
        const shown = seen.filter(({ status }) => status === 200);
        assert.notEqual(shown.length, 0, `${path}: ${seen.map(({ status }) => status)}`);
        for (const { text } of shown) await assertValid(path, text);
      }
    });

  test('the person’s own pages, and a form that came back', async () => {
    for (const path of ['indicative-budget', 'plan', 'statements', 'final-budget'])
      await assertValid(path, (await person.get(`${at}/${path}`)).text);
    const { budgetId, needId } = await makeCase(database.tools, ICB, 'ASSESSED');
    const page = `/budgets/${budgetId}/indicative-budget`;
    await assertValid(page, (await finance.get(page)).text);
    const added = await finance.send(page, { needId, service: 'PA', quantity: '1', per: 'week' }, `${page}/lines`);
    await assertValid(page, added.text);
    const [removal] = /[^"]*\/lines\/[0-9a-f-]{36}\/removal/.exec(added.text)!;
    await assertValid(removal, (await finance.get(removal)).text);
    assert.match((await finance.send(removal, {})).text, /Line taken out[\s\S]*There is no line yet/);
    assert.equal((await finance.get(removal)).status, 404);
    await assertValid(page, (await finance.send(page, {}, `${page}/lines`)).text);
    const submitted = await makePlannedCase(database.tools, ICB, 'SUBMITTED');
    await assertValid('approval', (await approver.send(`/budgets/${submitted.budgetId}/approval`, {})).text);
  });
});

async function assertValid(path: string, text: string): Promise<void> {
  const report = await validator.validateString(text);
  const problems = report.results.flatMap(result =>
    result.messages.map(({ line, message }) => `${path} line ${line}: ${message}`),
  );
  assert.deepEqual(problems, []);
}

describe('Nobody else', () => {
  test('another board, another person', async () => {
    const stranger = await makeStaff(database.db, OTHER_ICB, ['care-coordinator', 'finance-officer', 'approver']);
    const other = await makePlannedCase(database.tools, ICB, 'PLANNING');
    for (const path of [
      'indicative-budget',
      'plan',
      'plan/items/new',
      'plan/sections/risk',
      'statements',
      'final-budget',
    ])
      assert.equal((await person.get(`/budgets/${other.budgetId}/${path}`)).status, 404, path);
    assert.equal(stranger.icbCode, OTHER_ICB);
  });
});
