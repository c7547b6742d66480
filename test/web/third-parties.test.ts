/** An organisation that holds money, through the real server: put on the list, contracted, paid; it signs in and sends its statement. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { app } from '../../src/app.ts';
import type { Actor } from '../../src/values/actor.ts';
import { makeStaff } from '../support/actors.ts';
import { ICB, type TestDatabase, testDatabase } from '../support/database.ts';
import { signedIn } from '../support/every-step.ts';
import { bring, makePayingStaff, type SetBudget, type Staff } from '../support/set-up-budget.ts';
import type { Answered, Client } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';
import { HOLDER_ACCOUNT, payInto } from '../support/third-parties.ts';

let database: TestDatabase;
let site: TestSite;
let staff: Staff;
let held: SetBudget;
let other: SetBudget;
/** The page of the organisation. */
let there: string;

before(async () => {
  database = await testDatabase('2026-11-23');
  const { tools, icbCode } = database;
  const config = { identity: undefined, publicUrl: undefined } as never;
  const { routes } = app.buildSite({ config, tools, demonstration: true, icbCode, address: () => assert.fail() });
  site = await testSite(database, { change: given => ({ ...given, routes }) });
  staff = await makePayingStaff(tools, ICB);
  const items = [{ annualPence: 1_200_000n, option: 'THIRD_PARTY', provider: 'Agency' }] as const;
  held = await bring(tools, staff, 'AGREED', { items, contingencyPence: 0n, familyName: 'Held' });
  other = await bring(tools, staff, 'SET_UP', { familyName: 'Other' });
});

const enter = (actor: Actor): Promise<Client> => signedIn(database, site.baseUrl, actor);
const wordsOf = ({ text }: Answered) => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const on = (name: string, iso: string) => {
  const [year, month, day] = iso.split('-');
  return { [`${name}-day`]: `${Number(day)}`, [`${name}-month`]: `${Number(month)}`, [`${name}-year`]: year! };
};

test('R-094 before a way is chosen it is asked what somebody would rather do', async () => {
  const person = await enter(held.person);
  const here = `/budgets/${held.budgetId}/options`;
  assert.doesNotMatch(wordsOf(await person.get(here)), /The choice stays yours/);
  const asked = await person.get(`${here}?wantsDirectPayment=yes&wantsToEmploy=no&canManageBudget=yes`);
  assert.match(
    wordsOf(asked),
    /could hold the money for you\. You do not want to employ people\. The choice stays yours\./,
  );
  const all = await person.get(`${here}?wantsDirectPayment=yes&wantsToEmploy=yes&canManageBudget=yes`);
  assert.match(wordsOf(all), /Any of the three ways may suit you/);
});

test('R-093 R-085 finance lists it, one enters the account, another checks it, the co-ordinator makes the contract', async () => {
  const [finance, preparer, coordinator] = await Promise.all([
    enter(staff.finance),
    enter(staff.preparer),
    enter(staff.coordinator),
  ]);
  await finance.get('/third-parties/new');
  const entry = { name: 'Riverside Trust', numberKind: 'CHARITY', ...on('fromOn', '2026-11-23') };
  const wrong = await finance.send('/third-parties/new', { ...entry, number: '12' });
  assert.equal(wrong.status, 422);
  assert.match(wordsOf(wrong), /A charity number is 6 or 7 digits/);
  there = (await finance.send('/third-parties/new', { ...entry, number: '1234567' })).path;
  await preparer.get(`${there}/account`);
  assert.match(wordsOf(await preparer.send(`${there}/account`, HOLDER_ACCOUNT)), /has to check it/);
  await finance.get(`${there}/verification`);
  const check = { outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called the treasurer' };
  const accountId = (await finance.get(`${there}/verification`)).text.match(/name="accountId" value="([^"]+)"/)![1]!;
  assert.match(
    wordsOf(await finance.send(`${there}/verification`, { ...check, accountId })),
    /Account check saved.*Checked/,
  );

  const contract = `/budgets/${held.budgetId}/contract`;
  await coordinator.get(contract);
  const made = await coordinator.send(contract, {
    thirdPartyId: there.slice('/third-parties/'.length),
    form: 'PERSON_CONTRACT',
    reference: 'SUP-7',
    conflictPlan: '',
    ...on('fromOn', '2026-11-23'),
  });
  assert.match(wordsOf(made), /Everything is ready to start/);
  assert.match(wordsOf(await (await enter(held.person)).get(contract)), /Who holds your money.*Riverside Trust.*SUP-7/);
  await payInto(database, staff, '2026-12');
  database.tools.moveTo('2027-01-05');
});

test('who signs in for it sees its own people, sends their statement and explains it; the person sees the same money', async () => {
  const administrator = await enter(await makeStaff(database.db, ICB, ['administrator']));
  await administrator.get(`${there}/people`);
  await administrator.send(`${there}/people`, { name: 'Ray Riverside', subject: 'ray' });
  const userId = (await administrator.get(`${there}/people`)).text.match(/\/staff\/([0-9a-f-]{36})/)![1]!;
  const ray = await enter({ id: userId, name: 'Ray', icbCode: ICB, roles: ['third-party-holder'] });

  assert.match(wordsOf(await ray.get('/home')), /Money that you hold for people/);
  const list = wordsOf(await ray.get('/held-budgets'));
  assert.match(
    list,
    /Test Held .*You hold £1,000\.00 .*month £0\.00 .*to None yet .* Send the statement of December 2026/,
  );
  assert.doesNotMatch(list, /Test Other/);
  for (const path of ['/third-parties', '/cases', '/staff']) assert.equal((await ray.once(path)).status, 403, path);
  for (const path of [`/held-budgets/${other.budgetId}`, `/budgets/${held.budgetId}/money`, there])
    assert.equal((await ray.once(path)).status, 404, path);

  const sheet = await ray.get(`${there}/statement/sheet`);
  const rows = [
    `${held.reference},01/12/2026,NHS,,,1000.00,1000.00`,
    `${held.reference},31/12/2026,Agency,December,400.00,,600.00`,
  ];
  const file = (more: readonly string[] = []) =>
    new File([[sheet.text.split('\r\n')[0], ...rows, ...more, ''].join('\r\n')], 'december.csv');
  await ray.get(`${there}/statement`);
  const refused = await ray.send(`${there}/statement`, {
    file: file([`${other.reference},31/12/2026,Agency,,1.00,,`]),
  });
  assert.equal(refused.status, 422);
  assert.match(wordsOf(refused), /Line 4: PHB\d+ is not the reference of somebody whose money this organisation holds/);
  const sent = await ray.send(`${there}/statement`, { file: file() });
  assert.match(wordsOf(sent), /2 payments are new, for 1 person\. 1 still to be explained/);
  assert.match(wordsOf(sent), /£600\.00 .*to 31 December 2026 .*Say what 1 payment was for/);

  const one = await ray.get(`/held-budgets/${held.budgetId}`);
  assert.match(wordsOf(one), /You hold £600\.00/);
  const lines = [...one.text.matchAll(/\/held-budgets\/[0-9a-f-]+\/lines\/([0-9a-f-]+)/g)].map(found => found[0]);
  const page = await ray.get(lines[0]!);
  const itemId = page.text.match(/name="planItemId"[^>]*value="([0-9a-f-]{36})"/)![1]!;
  const sequence = page.text.match(/name="sequence" value="(\d+)"/)![1]!;
  assert.match(
    wordsOf(await ray.send(lines[0]!, { planItemId: itemId, note: '', sequence })),
    /Thank you\. We kept your answer/,
  );
  // It was for two things after all; then not.
  const line = lines[0]!;
  await ray.get(line);
  const split = await ray.send(`${line}/split`, {
    planItemId1: itemId,
    pence1: '300.00',
    planItemId2: 'unknown',
    pence2: '99.00',
    note: '',
  });
  assert.equal(split.status, 422);
  assert.match(wordsOf(split), /The parts come to £399\.00, but the payment is £400\.00/);
  const parts = { planItemId1: itemId, pence1: '300.00', planItemId2: 'unknown', pence2: '100.00', note: '' };
  assert.match(wordsOf(await ray.send(`${line}/split`, parts)), /We kept your answer/);
  assert.match(wordsOf(await ray.get(line)), /Line 1: −£300\.00 We are still matching this: −£100\.00/);
  assert.match(wordsOf(await ray.send(`${line}/undo`, {})), /We took your last answer back/);
  assert.doesNotMatch(wordsOf(await ray.get(line)), /−£300\.00/);
  const own = `/held-budgets/${held.budgetId}/statement`;
  const bankFile = new File(['09/01/2027,AGENCY,-1.00\n'], 'bank.csv');
  assert.match(wordsOf(await ray.send(own, { file: bankFile })), /Use the sheet with a reference in each row/);
  const tomorrow = await ray.send(own, { file: bankFile, isAlone: 'yes' });
  assert.match(wordsOf(tomorrow), /9 January 2027/);
  assert.equal((await ray.once(`/held-budgets/${other.budgetId}/statement`)).status, 404);

  const person = await enter(held.person);
  const mine = wordsOf(await person.get(`/budgets/${held.budgetId}/money`));
  assert.match(mine, /With Riverside Trust today £600\.00/);
  assert.doesNotMatch(mine, /In your account today/);
  assert.match(
    wordsOf(await person.get(`/budgets/${held.budgetId}/money/with-holder`)),
    /paid by the NHS, PHB\d+ DEC26N? .*£1,000\.00 .*Spent .*−£400\.00 .*Together .*£600\.00/,
  );
  assert.match(wordsOf(await person.get(`/budgets/${held.budgetId}/money/spent`)), /£400\.00/);
});
