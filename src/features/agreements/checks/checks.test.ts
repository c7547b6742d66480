import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../../test/support/actors.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB, OTHER_ICB, testDatabase } from '../../../../test/support/database.ts';
import { bring, makePayingStaff, type SetBudgetSpec } from '../../../../test/support/set-up-budget.ts';
import { type ItemChecks, NO_CHECKS } from '../../../rules/plan/plan-checks.ts';
import { systemActor } from '../../../values/actor.ts';
import { loadNotices } from '../../people/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { startBudget } from '../start-budget.ts';
import { decidePayee, type PayeeDecisionInput } from './decide-payee.ts';
import { loadChecks } from './facts.ts';
import { recordAssistant } from './record-assistant.ts';
import { recordCover } from './record-cover.ts';
import { seeRegistration } from './see-registration.ts';
import type { StoredAssistant } from './store.ts';

const database = await testDatabase();
const { tools, db } = database;
const staff = await makePayingStaff(tools, ICB);
const { coordinator } = staff;
const approver = await makeStaff(db, ICB, ['approver']);
const stranger = await makeStaff(db, OTHER_ICB, ['approver', 'care-coordinator']);
const day = (iso: string) => Temporal.PlainDate.from(iso);
const stateOf = async (budgetId: string) =>
  (await db.transaction(coordinator, tx => loadBudget(tx, ICB, budgetId)))!.state;
const checksOf = (budgetId: string) => db.transaction(coordinator, tx => loadChecks(tx, ICB, budgetId, tools.today()));

/** Ready but for what is checked of its one line. */
const made = (category: string, checks: Partial<ItemChecks> = {}, spec: Partial<SetBudgetSpec> = {}) =>
  bring(tools, staff, 'SET_UP', {
    items: [{ annualPence: 2_880_000n, category, provider: 'Ruth Sample', checks: { ...NO_CHECKS, ...checks } }],
    ...spec,
  });

describe('R-073  Somebody close in the same home is paid only once the board has decided', () => {
  const close = { relationship: 'CHILD', sameHousehold: true } as const;
  const yes: PayeeDecisionInput = {
    payee: 'Ruth Sample',
    satisfied: true,
    necessity: 'MEETS_NEED',
    reason: 'It is a rural place',
    alternatives: 'Two agencies declined',
    directorName: 'Dora Rector',
  };
  const decide = (budgetId: string, given: Partial<PayeeDecisionInput> = {}, by = approver) =>
    decidePayee(tools, by, command(), budgetId, { ...yes, ...given });

  test('the set-up waits for it, and ends with the yes; it counts for twelve months', async () => {
    const { budgetId } = await made('OTHER', close);
    assert.equal(await stateOf(budgetId), 'AGREED');
    const { renewOn, setUp } = must(await decide(budgetId));
    assert.deepEqual([renewOn, setUp], ['2027-11-23', true]);
    assert.equal(await stateOf(budgetId), 'SET_UP');
  });

  test('a no keeps the line on hold, and the budget from its start', async () => {
    const { budgetId } = await made('OTHER', close);
    must(await decide(budgetId, { satisfied: false }));
    assert.deepEqual(
      (await checksOf(budgetId)).holds.map(({ because }) => because),
      ['refused'],
    );
    assert.equal(await stateOf(budgetId), 'AGREED');
  });

  test('not without its reasons, not by who wrote the plan, not on somebody whom no line pays', async () => {
    const { budgetId } = await made('OTHER', close);
    assert.equal(verdict(await decide(budgetId, { reason: ' ' })), 'connected-reason-missing');
    assert.equal(verdict(await decide(budgetId, { alternatives: '' })), 'connected-alternatives-missing');
    assert.equal(verdict(await decide(budgetId, { directorName: '' })), 'director-not-named');
    assert.equal(verdict(await decide(budgetId, { necessity: 'CHILD_WELFARE' })), 'child-welfare-for-adult');
    assert.equal(verdict(await decide(budgetId, {}, coordinator)), 'approver-wrote-payee');
    assert.equal(verdict(await decide(budgetId, { payee: 'Somebody' })), 'payee-not-connected');
    assert.equal(verdict(await decide(budgetId, {}, stranger)), 'not-found');
  });

  test('a child’s welfare is a reason for a child', async () => {
    const { budgetId } = await made('OTHER', close, { dateOfBirth: '2008-12-30' });
    assert.equal(verdict(await decide(budgetId, { necessity: 'CHILD_WELFARE' })), 'accepted');
  });

  test('a daughter who lives elsewhere is nobody’s business here', async () => {
    const { budgetId } = await made('OTHER', { relationship: 'CHILD' });
    assert.equal(await stateOf(budgetId), 'SET_UP');
  });
});

describe('R-074  Regulated care is paid only once the registration was seen', () => {
  const seen = { provider: 'Ruth Sample', regulated: 'ACTIVITY', number: '1-123456789', indemnity: 'SEEN' } as const;
  test('an agency without a number is on hold; with it the set-up ends', async () => {
    const { budgetId } = await made('AGENCY_CARE');
    assert.equal(await stateOf(budgetId), 'AGREED');
    assert.deepEqual(
      (await checksOf(budgetId)).holds.map(({ because }) => because),
      ['not-registered'],
    );
    const see = (given: object) => seeRegistration(tools, coordinator, command(), budgetId, { ...seen, ...given });
    assert.equal(verdict(await see({ number: '12' })), 'registration-unreadable');
    assert.equal(verdict(await see({ provider: 'Others' })), 'registration-not-asked');
    assert.equal(verdict(await see({ indemnity: undefined })), 'indemnity-not-considered');
    assert.equal(must(await see({})).setUp, true);
    assert.equal(await stateOf(budgetId), 'SET_UP');
  });
  test('a professional has a number of their own kind', async () => {
    const { budgetId } = await made('THERAPY', { regulated: 'PROFESSION' });
    const number = { regulated: 'PROFESSION', number: 'PH123456', indemnity: 'NOT_IN_PROPORTION' } as const;
    must(await seeRegistration(tools, coordinator, command(), budgetId, { provider: 'Ruth Sample', ...number }));
    assert.equal(await stateOf(budgetId), 'SET_UP');
  });
});

describe('R-164 R-167  Whoever employs is insured from the first day, and has seen each assistant’s papers', () => {
  const cover = {
    insurer: 'Sure Ltd',
    policyNumber: 'EL 1',
    limitPence: 500_000_000n,
    from: day('2026-12-01'),
    to: day('2027-11-30'),
    payroll: '',
  };
  const pat: StoredAssistant = {
    name: 'Pat Green',
    worksFrom: day('2026-12-01'),
    worksUntil: undefined,
    rightToWorkOn: day('2026-11-20'),
    referencesOn: day('2026-11-20'),
    contractOn: day('2026-11-20'),
    dbs: 'SEEN',
    tasks: [{ task: 'Feeding by tube', signedOffOn: undefined, expiresOn: undefined }],
  };
  const insure = (budgetId: string, given: Partial<typeof cover> = {}) =>
    recordCover(tools, coordinator, command(), budgetId, { ...cover, ...given });
  const record = (budgetId: string, given: Partial<StoredAssistant> = {}) =>
    recordAssistant(tools, coordinator, command(), budgetId, { ...pat, ...given });
  const missing = async (budgetId: string) => (await checksOf(budgetId)).gaps.map(gap => gap.missing);
  const signedOff = [{ task: 'Feeding by tube', signedOffOn: day('2026-11-22'), expiresOn: undefined }];

  test('a nurse’s task that nobody signed off holds it open, the latest record counts', async () => {
    const { budgetId } = await made('PA_WAGES');
    assert.deepEqual(await missing(budgetId), ['insurance', 'assistant']);
    assert.equal(verdict(await insure(budgetId, { limitPence: 499_999_999n })), 'cover-below-least');
    assert.equal(verdict(await insure(budgetId, { from: day('2026-12-02') })), 'cover-not-from-day-one');
    must(await insure(budgetId));
    must(await record(budgetId));
    assert.deepEqual(await missing(budgetId), ['competence']);
    assert.equal(await stateOf(budgetId), 'AGREED');
    assert.equal(must(await record(budgetId, { tasks: signedOff })).setUp, true);
    assert.equal(await stateOf(budgetId), 'SET_UP');
    const [latest] = await db.transaction(coordinator, tx => loadNotices(tx, budgetId, 1));
    assert.equal(latest!.kind, 'N14');
  });

  test('what was ready and is no more keeps the budget from its start', async () => {
    const { budgetId } = await made('PA_WAGES', {}, { startsOn: '2026-12-01' });
    must(await insure(budgetId));
    must(await record(budgetId, { tasks: signedOff }));
    must(await record(budgetId, { dbs: 'TO_COME' }));
    const start = await startBudget(tools, systemActor(ICB), command(), budgetId);
    assert.match(verdict(start), /set-up-task-open/);
  });

  test('an assistant who left is asked for nothing', async () => {
    const { budgetId } = await made('PA_WAGES');
    must(await insure(budgetId));
    must(await record(budgetId, { tasks: signedOff }));
    must(await record(budgetId, { name: 'Old Hand', worksFrom: day('2026-11-01'), worksUntil: day('2026-11-30') }));
    assert.deepEqual(await missing(budgetId), []);
  });

  test('where nobody is employed there is nothing to record', async () => {
    const { budgetId } = await made('THERAPY');
    assert.equal(verdict(await insure(budgetId)), 'nobody-employed');
    assert.equal(verdict(await record(budgetId)), 'nobody-employed');
    assert.deepEqual(await missing(budgetId), []);
  });

  test('another board finds nothing', async () => {
    const { budgetId } = await made('PA_WAGES');
    assert.equal(verdict(await recordCover(tools, stranger, command(), budgetId, cover)), 'not-found');
    assert.equal(verdict(await recordAssistant(tools, stranger, command(), budgetId, pat)), 'not-found');
  });
});
