/** The end of two one-off budgets: what is given back, what is written off, the close, and a bank line that comes later. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { makeTeam, statement, type Walk, walkerOf } from '../../../test/scenarios/walk.ts';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../test/support/database.ts';
import { signedIn } from '../../../test/support/every-step.ts';
import { makeGoal } from '../../../test/support/one-off-cases.ts';
import { testSite } from '../../../test/support/site.ts';
import { sql } from '../../platform/sql.ts';
import { systemActor } from '../../values/actor.ts';
import { total } from '../../values/pence.ts';
import { sealAudit } from '../audit/seal.ts';
import { verify } from '../audit/verify.ts';
import { finishGoal } from '../goals/finish-goal.ts';
import { jobs as goalJobs } from '../goals/jobs.ts';
import { recordFollowUp } from '../goals/record-follow-up.ts';
import { recordPurchase } from '../goals/record-purchase.ts';
import { loadBalances, loadControlBalance } from '../ledger/store.ts';
import { findBreaks } from '../ledger/tie-out/find/store.ts';
import { loadNotices } from '../people/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { addProgramme } from '../programmes/add-programme.ts';
import { loadBudget } from '../requests/store.ts';
import { importStatement } from '../spending/import-statement.ts';
import { placeLine } from '../spending/place-line.ts';
import { loadLines } from '../spending/store.ts';
import { answerClosing } from './answer-closing.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { pages } from './pages.ts';
import { proposeClosing } from './propose-closing.ts';
import { recordMoneyBack } from './record-money-back.ts';
import { sayMoneyBackLine } from './say-money-back-line.ts';
import { loadClosings, loadMoneyBack } from './store.ts';

const database = await testDatabase('2026-12-01');
const { tools, db } = database;
const SUM = 40_000n;
const staff = await makeTeam(database, [{ code: 'ANY', label: 'Any', unit: 'any', pence: 1n }]);
const walker = walkerOf(database, staff);
const { look } = walker;
let [ola, fay] = [undefined, undefined] as unknown as [Walk, Walk];

const broken = (point: string) => ({
  ...tools,
  crashPoint: async (name: string) => {
    if (name === point) throw new Error('broken off');
  },
});
const left = async ({ budgetId }: Walk) =>
  (await look(tx => loadBalances(tx, budgetId)))
    .filter(({ account, pence }) => pence !== 0n && !['used', 'spent', 'drawn'].includes(account.kind))
    .map(({ account, pence }) => [account.kind, pence]);
const on = async ({ budgetId }: Walk, kind: string) =>
  total(
    (await look(tx => loadBalances(tx, budgetId)))
      .filter(({ account }) => account.kind === kind)
      .map(({ pence }) => pence),
  );
const stateOf = async ({ budgetId }: Walk) => (await look(tx => loadBudget(tx, ICB, budgetId)))!.state;
const back = ({ budgetId }: Walk, pence: bigint, reference: string, by = tools) =>
  recordMoneyBack(by, staff.finance, command(), budgetId, { pence, reference, receivedOn: tools.today() });
const propose = ({ budgetId }: Walk, writtenOffPence: bigint, reason = '') =>
  proposeClosing(tools, staff.finance, command(), budgetId, { writtenOffPence, reason });
const answer = ({ budgetId }: Walk, yes: boolean, actor = staff.coordinator, by = tools) =>
  answerClosing(by, actor, command(), budgetId, { yes, reason: yes ? '' : 'Ask her first' });
const closedBreaks = async () =>
  (await look(tx => findBreaks(tx))).breaks.filter(({ cause }) => cause === 'closed-not-nought');
const isRight = async () => {
  await sealAudit(tools, systemActor(ICB));
  assert.deepEqual(await verify(tools), []);
};

before(async () => {
  const programme = { name: 'Exercise', forWhom: 'Anybody', sumPence: SUM, places: 5 };
  const firstOn = tools.today();
  const { programmeId } = must(
    await addProgramme(tools, staff.finance, command(), { ...programme, firstOn, lastOn: firstOn.add({ months: 2 }) }),
  );
  ola = await makeGoal(database, staff, programmeId);
  fay = await makeGoal(database, staff, programmeId);
  await walker.pay('2026-12');
});

describe('T28  the end of a budget', { concurrency: 1 }, () => {
  test('before it has ended nothing is given back and nothing is closed', async () => {
    assert.equal(verdict(await back(ola, 1n, 'BACS 1')), 'money-back-not-now');
    assert.equal(verdict(await propose(ola, 0n)), 'not-found');
    assert.equal(verdict(await answer(ola, true)), 'not-found');
  });

  test('what is left is given back: in the books once, and the line of the statement does not count again', async () => {
    tools.moveTo('2026-12-20');
    const plan = (await look(tx => loadApprovedPlan(tx, ola.budgetId)))!;
    const { planItemId } = plan.items[0]!;
    const bought = {
      planItemId,
      label: 'Gym',
      place: 'Gym',
      pence: 38_500n,
      boughtOn: tools.today(),
      evidence: 'Receipt',
    };
    must(await recordPurchase(tools, ola.person, command(), ola.budgetId, bought));
    const file = statement([['2026-12-15', '-385.00', 'GYM MEMBERSHIP']]);
    must(await importStatement(tools, ola.person, command(), ola.budgetId, { file }));
    const [line] = await look(tx => loadLines(tx, ola.budgetId, 10));
    const given = { planItemId, note: '', sequence: line!.placement.sequence };
    if (line!.placement.what === 'UNPLACED')
      must(await placeLine(tools, ola.person, command(), ola.budgetId, line!.lineId, given));
    must(await finishGoal(tools, ola.person, command(), ola.budgetId, { how: 'BOUGHT', words: '' }));
    assert.equal(await on(ola, 'promised'), 0n);

    assert.equal(verdict(await back(ola, 1_501n, 'BACS 1')), 'money-back-over-left');
    await assert.rejects(back(ola, 1_500n, 'BACS 1', broken(CRASH_POINTS.backAfterJournal)), /broken off/);
    const stream = (await look(tx => loadBudget(tx, ICB, ola.budgetId)))!.fundingStream;
    const bank = () => look(tx => loadControlBalance(tx, { kind: 'bank', stream }));
    const before_ = await bank();
    must(await back(ola, 1_500n, 'BACS 1'));
    assert.equal(verdict(await back(ola, 0n, 'BACS 1')), 'money-back-reference-known');
    assert.equal(await on(ola, 'held'), 0n);
    assert.equal((await bank()) - before_, 1_500n);

    tools.moveTo('2027-01-10');
    const later = statement([
      ['2026-12-21', '-15.00', 'NHS ICB'],
      ['2026-12-22', '3.00', 'MY SISTER'],
    ]);
    must(await importStatement(tools, ola.person, command(), ola.budgetId, { file: later }));
    const lines = await look(tx => loadLines(tx, ola.budgetId, 10));
    const [shown, sister] = [-1_500n, 300n].map(pence => lines.find(each => each.linePence === pence)!);
    const early = verdict(await propose(ola, 0n));
    for (const code of ['closing-not-ready', 'closing-below-nought', 'outcomes-not-rated'])
      assert.match(early, new RegExp(code));

    const [{ moneyBackId } = { moneyBackId: '' }] = await look(tx => loadMoneyBack(tx, ola.budgetId));
    const say = (lineId: string, by = tools) =>
      sayMoneyBackLine(by, staff.finance, command(), ola.budgetId, { moneyBackId, lineId });
    for (const lineId of [sister!.lineId, crypto.randomUUID()])
      assert.equal(verdict(await say(lineId)), 'money-back-line-not-free');
    await assert.rejects(say(shown!.lineId, broken(CRASH_POINTS.seenAfterJournal)), /broken off/);
    must(await say(shown!.lineId));
    assert.equal(verdict(await say(shown!.lineId)), 'not-found');
    assert.deepEqual([await on(ola, 'held'), await on(ola, 'unplaced'), await on(ola, 'received')], [300n, 0n, -300n]);
    const wrong = { planItemId, note: '', sequence: shown!.placement.sequence };
    const place = placeLine(tools, ola.person, command(), ola.budgetId, shown!.lineId, wrong);
    assert.equal(verdict(await place), 'line-is-money-back');
    await isRight();
  });

  test('two people close it: nothing stands in its books but what was spent, and the person is told', async () => {
    tools.moveTo('2027-01-25');
    assert.equal(verdict(await propose(ola, 0n)), 'outcomes-not-rated');
    const said = { outcomeId: ola.outcomeIds[0]!, rating: 2, words: 'Stronger' };
    must(await recordFollowUp(tools, staff.coordinator, command(), ola.budgetId, said));
    assert.equal(verdict(await answer(ola, true)), 'closing-nothing-proposed');
    must(await propose(ola, 0n));
    assert.equal(verdict(await propose(ola, 0n)), 'closing-proposed-already');
    assert.equal(verdict(await answer(ola, true, staff.finance)), 'closing-same-person');
    for (const point of [CRASH_POINTS.answerAfterJournals, CRASH_POINTS.answerAfterMove])
      await assert.rejects(answer(ola, true, staff.coordinator, broken(point)), /broken off/);
    assert.equal(await stateOf(ola), 'RECONCILING');
    const answers = await Promise.all([1, 2, 3].map(() => answer(ola, true)));
    assert.equal(answers.filter(each => each.accepted).length, 1);
    assert.equal(await stateOf(ola), 'CLOSED');
    assert.deepEqual(await left(ola), [], 'the sister’s money is Ola’s own, and everything else is nought');
    assert.deepEqual(
      [-(await on(ola, 'used')), await on(ola, 'spent'), -(await on(ola, 'drawn'))],
      [38_500n, 38_500n, 38_500n],
    );
    const [notice] = await look(tx => loadNotices(tx, ola.budgetId, 1));
    assert.equal(notice?.kind, 'N28');
    assert.match(notice!.paragraphs.join(' '), /You gave £15\.00 back.*£3\.00 in the account was your own/);
    const [closing] = await look(tx => loadClosings(tx, ola.budgetId));
    // Eight years for an adult's record, and six after the financial year of the last payment.
    assert.equal(closing!.answer?.keepUntil?.toString(), '2035-01-25');
    assert.equal(verdict(await propose(ola, 0n)), 'closing-nothing-open');
    assert.deepEqual(await closedBreaks(), []);
    await isRight();
  });

  test('what is not given back is written off for a reason, by two people; a no closes nothing', async () => {
    tools.moveTo('2027-02-02');
    for (const job of goalJobs) await job.run(tools, systemActor(ICB), {});
    assert.equal(await stateOf(fay), 'RECONCILING');
    tools.moveTo('2027-03-05');
    const said = { outcomeId: fay.outcomeIds[0]!, rating: 0, words: 'She moved away' };
    must(await recordFollowUp(tools, staff.coordinator, command(), fay.budgetId, said));
    must(await back(fay, 10_000n, 'BACS 2'));
    assert.equal(verdict(await propose(fay, 30_000n)), 'closing-without-reason');
    assert.equal(verdict(await propose(fay, 29_999n, 'She is ill')), 'money-not-settled');
    must(await propose(fay, 30_000n, 'She is ill'));
    must(await answer(fay, false));
    assert.equal(await stateOf(fay), 'RECONCILING');
    must(await back(fay, 10_000n, 'BACS 3'));
    must(await propose(fay, 20_000n, 'She is ill'));
    must(await back(fay, 1n, 'BACS 4'));
    assert.equal(verdict(await answer(fay, true)), 'money-not-settled', 'something was given back since');
    must(await answer(fay, false));
    must(await propose(fay, 19_999n, 'She is ill'));
    must(await answer(fay, true));
    assert.equal(await stateOf(fay), 'CLOSED');
    assert.deepEqual(await left(fay), []);
    const notices = await look(tx => loadNotices(tx, fay.budgetId, 1));
    assert.match(notices[0]!.paragraphs.join(' '), /You gave £200\.01 back.*You can keep the £199\.99 that was left/);
    await isRight();
  });

  test('a bank line after the close has an owner, is settled by two people, and opens nothing again', async () => {
    const file = statement([['2026-12-28', '-50.00', 'GYM MEMBERSHIP']]);
    must(await importStatement(tools, fay.person, command(), fay.budgetId, { file }));
    const [found] = await closedBreaks();
    assert.equal(found?.budgetId, fay.budgetId);
    const [line] = await look(tx => loadLines(tx, fay.budgetId, 10));
    const plan = (await look(tx => loadApprovedPlan(tx, fay.budgetId)))!;
    const given = { planItemId: plan.items[0]!.planItemId, note: '', sequence: line!.placement.sequence };
    if (line!.placement.what === 'UNPLACED')
      must(await placeLine(tools, fay.person, command(), fay.budgetId, line!.lineId, given));
    assert.equal(await on(fay, 'held'), -5_000n);
    assert.equal(verdict(await propose(fay, 4_999n, 'Spent after all')), 'money-not-settled');
    must(await propose(fay, 5_000n, 'Spent after all'));
    must(await answer(fay, true, staff.approver));
    assert.equal(await stateOf(fay), 'CLOSED');
    assert.deepEqual(await left(fay), []);
    assert.deepEqual(await closedBreaks(), []);
    const closed = await database.superDb.query(sql`
      select count(*)::integer as times from budget_state where budget_id = ${fay.budgetId} and transition = 'T28'`);
    assert.equal(closed[0]!.times, 1);
    await isRight();
  });

  test('its page for finance, who agrees, and the person; the database itself wants two people', async () => {
    const site = await testSite(database, { routes: pages });
    const finance = await signedIn(database, site.baseUrl, staff.finance);
    const holder = await signedIn(database, site.baseUrl, ola.person);
    const here = `/budgets/${ola.budgetId}/closing`;
    assert.match((await holder.get(here)).text, /The budget is closed\. Nothing is owed/);
    assert.doesNotMatch((await holder.get(here)).text, /Proposed and answered/);
    assert.match((await finance.get(here)).text, /Kept at least until 25 January 2035/);
    const json = JSON.parse((await holder.get(`/api${here}`)).text);
    assert.deepEqual([json.state, json.leftPence, json.moneyBack[0].onStatement], ['CLOSED', '0', true]);
    await assert.rejects(
      db.transaction(staff.finance, tx =>
        tx.query(sql`
          insert into budget_closing_answer (budget_closing_id, icb_code, proposed_by_id, yes, reason, answered_on, by_id, by_name)
          select budget_closing_id, icb_code, by_id, false, 'No', proposed_on, by_id, by_name from budget_closing limit 1`),
      ),
      /closing_by_two_people/,
    );
  });
});
