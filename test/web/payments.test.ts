/** From the final budget to money on its way, through the real server by typing into its forms: T14 to T16 and a run. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { endpoints as agreementEndpoints } from '../../src/features/agreements/api.ts';
import { jobs as agreementJobs } from '../../src/features/agreements/jobs.ts';
import { pages as agreementPages } from '../../src/features/agreements/pages.ts';
import { endpoints as paymentEndpoints } from '../../src/features/payments/api.ts';
import { pages as paymentPages } from '../../src/features/payments/pages.ts';
import { pages as requestPages } from '../../src/features/requests/pages.ts';
import { systemActor } from '../../src/values/actor.ts';
import { makeStaff } from '../support/actors.ts';
import { readBacs } from '../support/bacs-reader.ts';
import { ICB, type TestDatabase, testDatabase } from '../support/database.ts';
import { makePayingStaff, makeSetBudget } from '../support/set-up-budget.ts';
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

const date = (name: string, iso: string) => {
  const [year, month, day] = iso.split('-');
  return { [`${name}-day`]: day!, [`${name}-month`]: month!, [`${name}-year`]: year! };
};

let database: TestDatabase;
let site: TestSite;
let people: Record<'nurse' | 'person' | 'finance' | 'preparer' | 'releaser' | 'stranger', Client>;
let path: string;
let budgetId: string;

before(async () => {
  database = await testDatabase();
  const { tools, db } = database;
  const routes = [...agreementPages, ...agreementEndpoints, ...paymentPages, ...paymentEndpoints, ...requestPages];
  site = await testSite(database, { routes });
  const staff = await makePayingStaff(tools, ICB);
  const made = await makeSetBudget(tools, staff, {
    items: [{ annualPence: 2_880_000n, category: 'PA_WAGES' }],
    nhsNumber: '9434765919',
  });
  budgetId = made.budgetId;
  path = `/budgets/${budgetId}`;
  const as = (id: string) => signIn(site.baseUrl, `staff-${id}`);
  people = {
    nurse: await as(staff.coordinator.id),
    finance: await as(staff.finance.id),
    preparer: await as(staff.preparer.id),
    releaser: await as(staff.releaser.id),
    person: await signIn(site.baseUrl, made.person.id),
    stranger: await as((await makeStaff(db, ICB, ['administrator'])).id),
  };
});

/** A page that is well formed, whatever it says. */
function sound(answer: Answered, status = 200): string {
  assert.equal(answer.status, status, answer.text.slice(0, 2000));
  const report = validator.validateStringSync(answer.text);
  assert.deepEqual(
    report.results.flatMap(result => result.messages.map(message => `${message.ruleId}: ${message.message}`)),
    [],
  );
  return answer.text;
}

/** Not theirs: a page says no, a record is as if it did not exist. */
function barred(answer: Answered): void {
  assert.ok(answer.status === 403 || answer.status === 404, `${answer.path}: ${answer.status}`);
}

describe('From the final budget to money on its way', () => {
  test('T14  the nurse makes the agreement; without the record keeping she is told so beside the field', async () => {
    const { nurse } = people;
    assert.match(sound(await nurse.get(`${path}/agreement`)), /There is no agreement yet/);
    const again = await nurse.send(`${path}/agreement/offer`, {
      recordsKeptBy: 'The bureau',
      reviewTimetable: 'Every year',
    });
    assert.match(sound(again, 422), /href="#recordKeepingLevel"/);
    assert.match(again.text, /value="The bureau"/);
    const made = await nurse.send(`${path}/agreement/offer`, {
      recordKeepingLevel: 'RECEIPTS_FROM_25',
      recordsKeptBy: 'The bureau',
      reviewTimetable: 'First after three months',
    });
    assert.equal(made.path, `${path}/agreement`);
    assert.match(sound(made), /These records are kept by: The bureau/);
    assert.match(made.text, /£2,600\.00/);
  });

  test('T14  the person reads and signs it, then the ICB', async () => {
    const { person, finance } = people;
    assert.match(sound(await person.get(`${path}/agreement`)), /Sign the agreement/);
    sound(await person.get(`${path}/agreement/signature`));
    const again = await person.send(`${path}/agreement/signature`, {});
    assert.match(sound(again, 422), /href="#confirmed"/);
    assert.match((await finance.send(`${path}/agreement/icb-signature`, { confirmed: 'yes' })).text, /has not signed/);
    const signed = await person.send(`${path}/agreement/signature`, { confirmed: 'yes' });
    assert.match(signed.text, /You have signed the agreement/);
    const both = await finance.send(`${path}/agreement/icb-signature`, { confirmed: 'yes' });
    assert.match(sound(both), /Agreement signed by both sides/);
  });

  test('R-027  the person says yes on a page of its own', async () => {
    const { person, nurse } = people;
    barred(await nurse.get(`${path}/consent`));
    sound(await person.get(`${path}/consent`));
    assert.match(sound(await person.send(`${path}/consent`, {}), 422), /href="#answer"/);
    const said = await person.send(`${path}/consent`, { answer: 'YES' });
    assert.equal(said.path, path);
  });

  test('R-086  the preparer finds the budget under payments and enters the account; a wrong number is refused', async () => {
    const { preparer } = people;
    const list = sound(await preparer.get('/pay-runs'));
    assert.match(list, new RegExp(`href="${path}/account"`));
    const account = { kind: 'SEPARATE', name: 'T Person', sortCode: '08-99-99', namedPeople: 'Test Person' };
    const wrong = await preparer.send(`${path}/account`, { ...account, accountNumber: '66374959' });
    assert.match(sound(wrong, 422), /href="#accountNumber"[^>]*>\s*This sort code and account number do not belong/);
    assert.match(wrong.text, /value="66374959"/);
    assert.match(
      (await preparer.send(`${path}/account`, { ...account, name: '李', accountNumber: '66374958' })).text,
      /href="#name"/,
    );
    const right = await preparer.send(`${path}/account`, { ...account, accountNumber: '66374958' });
    assert.match(sound(right), /08-99-99 66374958/);
    barred(await preparer.get(`${path}/account/verification`));
  });

  test('R-085 R-164 R-167 T15  another person checks it; the employer’s insurance and papers close the last task', async () => {
    const { finance, nurse } = people;
    sound(await finance.get(`${path}/account/verification`));
    const checked = await finance.send(`${path}/account/verification`, {
      method: 'CALL_BACK',
      evidence: 'Spoke to Test Person on 01632 960123',
      outcome: 'VERIFIED',
    });
    assert.equal(checked.path, `${path}/start`);
    assert.match(sound(checked), /Get ready to employ[\s\S]*To do/);
    sound(await nurse.get(`${path}/start`));
    sound(await nurse.get(`${path}/employment/insurance`));
    const poor = { insurer: 'Sure Ltd', policyNumber: 'EL 1', limitPence: '4,999,999.99' };
    const year = { ...date('from', '2026-12-01'), ...date('to', '2027-11-30') };
    const refused = await nurse.send(`${path}/employment/insurance`, { ...poor, ...year });
    assert.match(sound(refused, 422), /The law asks for at least £5,000,000\.00/);
    const insured = await nurse.send(`${path}/employment/insurance`, { ...poor, ...year, limitPence: '5,000,000' });
    assert.match(sound(insured), /The papers of at least one assistant/);
    const seen = ['rightToWorkOn', 'referencesOn', 'contractOn'].map(name => date(name, '2026-11-20'));
    const pat = Object.assign({ name: 'Pat Green', dbs: 'SEEN', ...date('worksFrom', '2026-12-01') }, ...seen);
    sound(await nurse.get(`${path}/employment/assistant`));
    const ready = await nurse.send(`${path}/employment/assistant`, pat);
    assert.doesNotMatch(sound(ready), /Still missing/);
    assert.doesNotMatch(sound(await nurse.get(`${path}/start`)), /To do/);
  });

  let run: string;
  test('R-084  a run is shown first, then prepared', async () => {
    const { preparer } = people;
    sound(await preparer.get('/pay-runs/new'));
    const shown = sound(await preparer.get('/pay-runs/new?month=2026-12'));
    assert.match(shown, /Prepare this run of £2,600\.00/);
    assert.match(shown, /27 November 2026/);
    assert.match(sound(await preparer.get('/pay-runs/new?month=2026-11')), /Nothing is owed for November 2026/);
    assert.match(sound(await preparer.get('/pay-runs/new?month=2026-13')), /Select one of these months/);
    const prepared = await preparer.send('/pay-runs/new?month=2026-12', {}, '/pay-runs/new');
    run = prepared.path;
    assert.match(run, /^\/pay-runs\/[0-9a-f-]{36}$/);
    assert.match(sound(prepared), /RUN-QTA-2026-12-1/);
    barred(await preparer.get(`${run}/release`));
  });

  test('R-083  before the button is pressed it says that the day of the file is today, or is over', async () => {
    const { releaser, preparer } = people;
    const { tools } = database;
    const today = tools.today();
    tools.moveTo('2026-11-27');
    assert.match(sound(await releaser.get(`${run}/release`)), /has to go to the bank today[\s\S]*Release the run/);
    tools.moveTo('2026-11-28');
    const late =
      /had to go to the bank by 27 November 2026[\s\S]*The money then arrives on 2 December 2026 at the earliest/;
    const asked = sound(await releaser.get(`${run}/release`));
    assert.match(asked, late);
    assert.doesNotMatch(asked, /Release the run/);
    const shown = sound(await preparer.get(run));
    assert.match(shown, late);
    assert.match(shown, new RegExp(`href="${run}/cancellation"`));
    tools.moveTo(today.toString());
    assert.doesNotMatch(sound(await releaser.get(`${run}/release`)), /to the bank today|too late/);
  });

  test('R-085  another person releases it, writes the file and downloads the same bytes each time', async () => {
    const { releaser, preparer } = people;
    assert.match(sound(await releaser.get(run)), new RegExp(`href="${run}/release"`));
    assert.match(sound(await releaser.get(`${run}/release`)), /1 payment, £2,600\.00 in all/);
    assert.match(sound(await releaser.send(`${run}/release`, {}), 422), /href="#confirmed"/);
    assert.match(
      sound(await releaser.send(`${run}/release`, { confirmed: 'yes', totalPence: '259999' }), 422),
      /does not have what you confirmed/,
    );
    sound(await releaser.send(`${run}/release`, { confirmed: 'yes' }));
    const written = sound(await releaser.send(run, {}, `${run}/file`));
    assert.match(written, /Payment file written/);
    const file = await releaser.get(`${run}/file?part=1`);
    assert.equal(file.status, 200);
    assert.match(file.headers.get('content-disposition') ?? '', /RUN-QTA-2026-12-1\.txt/);
    assert.equal(readBacs(file.text).creditTotalPence, 260_000n);
    assert.equal((await releaser.get(`${run}/file`)).text, file.text);
    barred(await preparer.get(`${run}/file`));
    assert.equal((await releaser.get(`${run}/file?part=2`)).status, 404);
  });

  test('the person reads when the money arrives', async () => {
    const { person } = people;
    assert.match(sound(await person.get(`${path}/payments`)), /Your £2,600\.00 arrives on Tuesday 1 December\./);
    database.tools.moveTo('2026-12-01');
    for (const job of agreementJobs) await job.run(database.tools, systemActor(ICB), {});
    assert.match(sound(await person.get(`${path}/start`)), /Started[\s\S]*Yes/);
  });

  test('the same facts as JSON', async () => {
    const { finance, preparer, nurse } = people;
    const agreement = JSON.parse((await nurse.once(`/api${path}/agreement`)).text);
    assert.equal(agreement.yearPence, '3120000');
    assert.equal(agreement.payments.length, 12);
    assert.equal(JSON.parse((await finance.once(`/api${path}/account`)).text).status, 'VERIFIED');
    assert.deepEqual(JSON.parse((await nurse.once(`/api${path}/start`)).text).state, 'ACTIVE');
    const whole = JSON.parse((await preparer.once(`/api${run}`)).text);
    assert.deepEqual([whole.totalPence, whole.payments.length, whole.files.length], ['260000', 1, 1]);
    assert.equal(JSON.parse((await preparer.once('/api/pay-runs')).text).runs.length, 1);
    assert.equal(JSON.parse((await finance.once(`/api${path}/payments`)).text).payments[0].amountPence, '260000');
  });

  test('what came back is recorded where the run shows the payment', async () => {
    const { preparer } = people;
    const [form] = /\/payments\/[0-9a-f-]{36}\/return/.exec((await preparer.get(run)).text)!;
    sound(await preparer.get(form));
    const back = await preparer.send(form, { reason: 'ACCOUNT_CLOSED', words: 'Report of 2 December' });
    assert.equal(back.path, '/pay-runs');
    assert.match(sound(await preparer.get(run)), /came back/);
  });

  test('who has no leave sees none of it', async () => {
    const { stranger, person } = people;
    for (const closed of ['/pay-runs', run, `${path}/agreement`, `${path}/payments`])
      barred(await stranger.get(closed));
    barred(await person.get(run));
  });
});
