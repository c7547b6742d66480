/** From the indicative budget to the final one through the real server, by typing into its forms: T07 to T13. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { endpoints as agreementEndpoints } from '../../src/features/agreements/api.ts';
import { pages as agreementPages } from '../../src/features/agreements/pages.ts';
import { endpoints as budgetEndpoints } from '../../src/features/budgets/api.ts';
import { pages as budgetPages } from '../../src/features/budgets/pages.ts';
import { endpoints as outcomeEndpoints, pages as outcomePages } from '../../src/features/outcomes/pages.ts';
import { endpoints as planEndpoints } from '../../src/features/plans/api.ts';
import { pages as planPages } from '../../src/features/plans/pages.ts';
import { pages as requestPages } from '../../src/features/requests/pages.ts';
import { ENTRY_KINDS, SECTION_KINDS } from '../../src/rules/plan/plan-sections.ts';
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
  const routes = [
    ...budgetPages,
    ...budgetEndpoints,
    ...planPages,
    ...planEndpoints,
    ...requestPages,
    ...agreementPages,
    ...agreementEndpoints,
    ...outcomePages,
    ...outcomeEndpoints,
  ];
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

describe('R-054  The parts of the standard, by hand', () => {
  test('entries are added and taken out; what was typed stays when something is wrong', async () => {
    const { budgetId, outcomeId } = await makePlannedCase(database.tools, ICB, 'PLANNING');
    const plan = `/budgets/${budgetId}/plan`;
    for (const kind of ENTRY_KINDS) await assertValid(kind, (await nurse.get(`${plan}/entries/${kind}/new`)).text);
    assert.equal((await nurse.get(`${plan}/entries/poetry/new`)).status, 404);
    const action = { outcomeId, what: 'Go to the pool with Pat', confidence: '11', ...date('reviewOn', '2027-03-01') };
    const wrong = await nurse.send(`${plan}/entries/action/new`, action);
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /a score is a whole number from 1 to 10/);
    assert.match(wrong.text, />Go to the pool with Pat<\/textarea>/);
    await assertValid('action', wrong.text);
    const added = await nurse.send(`${plan}/entries/action/new`, { ...action, confidence: '8' });
    assert.match(added.text, /Added to the plan[\s\S]*Go to the pool with Pat[\s\S]*Written by Nurse Nan/);
    await assertValid('plan', added.text);
    const [removal] = /[^"]*\/parts\/[0-9a-f-]{36}\/removal/.exec(added.text)!;
    await assertValid(removal, (await nurse.get(removal)).text);
    assert.match((await nurse.send(removal, {})).text, /Taken out of the plan/);
    assert.equal((await nurse.get(removal)).status, 404);
  });

  test('sections that are only wished for, and the folded fields of the contingency plan', async () => {
    const { budgetId } = await makePlannedCase(database.tools, ICB, 'PLANNING');
    const sections = `/budgets/${budgetId}/plan/sections`;
    const gp = await nurse.send(`${sections}/gp`, { gpName: 'Dr Ada Sample', practiceCode: '12' });
    assert.match(gp.text, /enter a letter and five digits/);
    assert.match((await nurse.send(`${sections}/gp`, { practiceCode: 'A81001' })).text, /Saved/);
    const contingency = {
      triggers: 'No sleep\r\nTwo seizures',
      whatHappens: 'Jo comes',
      whoToCall: 'Jo',
      coping: 'Music',
    };
    assert.match((await nurse.send(`${sections}/contingency`, contingency)).text, /Saved/);
    assert.match((await nurse.get(`${sections}/contingency`)).text, /<details[^>]* open[\s\S]*>Music<\/textarea>/);
    assert.match((await nurse.send(`${sections}/about-me`, { pleaseDo: 'Knock' })).text, /Saved/);
    const answer = JSON.parse((await nurse.get(`/api/budgets/${budgetId}/plan`)).text);
    assert.deepEqual(answer.prsb.contingencyPlans[0].triggerFactors, ['No sleep', 'Two seizures']);
    assert.equal(answer.prsb.gpPractice.practiceIdentifier, 'A81001');
    assert.equal(answer.prsb.aboutMe.pleaseDo, 'Knock');
    assert.equal(answer.prsb.careAndSupportPlan.agreedWithPersonOrLegitimateRepresentative.agreed, null);
    assert.equal(answer.authors.gp.byName, 'Nurse Nan');
  });

  test('both signatures, each version, and what changed', async () => {
    const approved = await makePlannedCase(database.tools, ICB, 'APPROVED');
    const at = `/budgets/${approved.budgetId}/plan`;
    const { text } = await nurse.get(at);
    assert.match(
      text,
      /Signatures[\s\S]*Yes\. Jo Sample, 23 November 2026[\s\S]*Approved\. Approver Abe, 23 November 2026/,
    );
    await assertValid('plan', text);
    for (const path of ['versions/1', 'differences']) await assertValid(path, (await nurse.get(`${at}/${path}`)).text);
    assert.match((await nurse.get(`${at}/differences`)).text, /There is only one version/);
    assert.equal((await nurse.get(`${at}/versions/2`)).status, 404);
    const answer = JSON.parse((await nurse.get(`/api${at}/differences`)).text);
    assert.deepEqual(answer, { from: 1, to: 1, differences: [] });
  });

  test('R-165 R-075 R-073  what a line says of its payee: refused, or said beside the plan', async () => {
    const { budgetId, outcomeId } = await makePlannedCase(database.tools, ICB, 'PLANNING');
    const page = `/budgets/${budgetId}/plan/items/new`;
    const item = { ...ITEM, outcomeIds: [outcomeId] };
    const low = await nurse.send(page, { ...item, unitPence: '£12.50' });
    assert.match(low.text, /the law asks for at least £12\.71/);
    const home = await nurse.send(page, { ...item, category: 'OTHER', careHome: 'LONG_TERM' });
    assert.match(home.text, /A direct payment cannot buy that/);
    assert.match(home.text, /<details[^>]* open/);
    await assertValid(page, home.text);
    const close = await nurse.send(page, { ...item, provider: 'Ruth', relationship: 'CHILD', sameHousehold: 'yes' });
    assert.match(close.text, /pays Ruth, who is close and lives in the same home/);
    const checks = `/budgets/${budgetId}/checks`;
    await assertValid('checks', (await nurse.get(checks)).text);
    assert.equal((await nurse.get(`${checks}/payee`)).status, 404);
    await assertValid('payee', (await approver.get(`${checks}/payee`)).text);
    const empty = await approver.send(`${checks}/payee`, {});
    assert.equal(empty.status, 422);
    await assertValid('payee', empty.text);
    const yes = { payee: 'Ruth', answer: 'YES', reason: 'A rural place', alternatives: 'Two agencies declined' };
    assert.match((await approver.send(`${checks}/payee`, yes)).text, /Name the director/);
    const decided = await approver.send(`${checks}/payee`, { ...yes, directorName: 'Dora Rector' });
    assert.match(decided.text, /No line of the plan is on hold[\s\S]*To be looked at again by 23 November 2027/);
    assert.match((await nurse.get(`${checks}/registration`)).text, /No line of the plan asks for a registration/);
    for (const path of ['employment', 'employment/insurance', 'employment/assistant'])
      await assertValid(path, (await nurse.get(`/budgets/${budgetId}/${path}`)).text);
    assert.deepEqual(JSON.parse((await nurse.get(`/api${checks}`)).text).holds, []);
  });

  test('R-162  outcomes are rated first, a questionnaire beside them', async () => {
    const own = await makePlannedCase(database.tools, ICB, 'PLANNING');
    const outcomes = `/budgets/${own.budgetId}/outcomes`;
    for (const path of ['', '/first', '/score']) await assertValid(path, (await nurse.get(outcomes + path)).text);
    const first = { outcomeId: own.outcomeId, rating: '0', ...date('measuredOn', '2026-11-23') };
    assert.match((await nurse.send(`${outcomes}/first`, first)).text, /0, 23 November 2026/);
    assert.match((await nurse.send(`${outcomes}/first`, first)).text, /has its first rating/);
    const score = { instrument: 'ASCOT', score: '0,6', ...date('measuredOn', '2026-11-23') };
    assert.match((await nurse.send(`${outcomes}/score`, score)).text, /“0,6” is not one/);
    const kept = await nurse.send(`${outcomes}/score`, { ...score, score: '0.62' });
    assert.match(kept.text, /ASCOT \(quality of life\)[\s\S]*0\.62/);
    await assertValid('outcomes', kept.text);
    const answer = JSON.parse((await nurse.get(`/api${outcomes}`)).text);
    assert.deepEqual([answer.outcomes[0].baseline, answer.measures[0].score], [0, '0.62']);
  });

  test('R-051  a case changes hands', async () => {
    const { budgetId } = await makePlannedCase(database.tools, ICB, 'PLANNING');
    const ned = await makeStaff(database.db, ICB, ['care-coordinator'], { name: 'Nurse Ned' });
    const page = `/budgets/${budgetId}/care-coordinator`;
    await assertValid(page, (await nurse.get(page)).text);
    const done = await nurse.send(page, { coordinatorId: ned.id, reason: 'Nan goes on leave' });
    assert.match(done.text, /The case has changed hands/);
    assert.match((await nurse.get(page)).text, /Nurse Ned keeps this case/);
  });
});

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
