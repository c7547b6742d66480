/** What a person pays in of a council's part: from the bank line and from finance to the list of what is late. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { statement } from '../../../../test/scenarios/walk.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { signedIn } from '../../../../test/support/every-step.ts';
import { COUNCIL, LA, makeSharedBudget, NHS } from '../../../../test/support/shared-budget.ts';
import { testSite } from '../../../../test/support/site.ts';
import { systemActor } from '../../../values/actor.ts';
import { total } from '../../../values/pence.ts';
import { sealAudit } from '../../audit/seal.ts';
import { verify } from '../../audit/verify.ts';
import { loadBalances } from '../../ledger/store.ts';
import { findBreaks } from '../../ledger/tie-out/find/store.ts';
import { importStatement } from '../../spending/import-statement.ts';
import { isUnknown, placeOf } from '../../spending/line-words.ts';
import { placeLine } from '../../spending/place-line.ts';
import { countLines, loadLines } from '../../spending/store.ts';
import { arrearsPages } from './arrears-pages.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { jobs } from './jobs.ts';
import { contributionPages } from './pages.ts';
import { recordContribution } from './record-contribution.ts';
import { sayContribution } from './say-contribution.ts';
import { loadContributions } from './store.ts';
import { takeBackContribution } from './take-back-contribution.ts';

const database = await testDatabase();
const { tools, db } = database;
const { walk, team, walker } = await makeSharedBudget(database);
const { budgetId, person } = walk;
const { look } = walker;
const day = (iso: string) => Temporal.PlainDate.from(iso);

const on = async (kind: string, stream: string) =>
  total(
    (await look(tx => loadBalances(tx, budgetId)))
      .filter(({ account }) => account.kind === kind && account.stream === stream)
      .map(({ pence }) => pence),
  );
const figures = async () => ({
  heldNhs: await on('held', NHS),
  heldLa: await on('held', LA),
  received: -(await on('received', NHS)) - (await on('received', LA)),
  contribution: -(await on('contribution', LA)),
});
const lineOf = async (pence: bigint) =>
  (await look(tx => loadLines(tx, budgetId, 20))).find(line => line.linePence === pence)!;
const record = (more: object = {}, by = tools) => {
  const paid = {
    stream: LA,
    paidBy: 'person' as const,
    pence: 21_667n,
    paidOn: day('2027-01-04'),
    reference: 'Letter of 5 January',
  };
  return recordContribution(by, team.finance, command(), budgetId, { ...paid, ...more });
};
const match = async (by = tools) => {
  for (const job of jobs) await job.run(by, systemActor(ICB), {});
};
/** The same service, broken off at a crash point. */
const brokenAt = (point: string) => ({
  ...tools,
  crashPoint: async (name: string) => {
    if (name === point) throw new Error('broken off');
  },
});
const isRight = async () => {
  await sealAudit(tools, systemActor(ICB));
  assert.deepEqual(await verify(tools), []);
};

describe('What a person pays in', { concurrency: 1 }, () => {
  test('R-097  money in lies in both books, until the person says that it was their part: then in the council’s only', async () => {
    tools.moveTo('2027-01-04');
    const file = statement([
      ['2026-12-20', '216.67', 'STANDING ORDER OWN'],
      ['2026-12-21', '10.00', 'A FRIEND'],
    ]);
    const start = await figures();
    must(await importStatement(tools, person, command(), budgetId, { file }));
    const { lineId, placement } = await lineOf(21_667n);
    assert.deepEqual(await figures(), {
      heldNhs: start.heldNhs + 13_542n + 625n,
      heldLa: start.heldLa + 8_125n + 375n,
      received: 22_667n,
      contribution: 0n,
    });

    const say = (given: object, id = command(), by = tools) =>
      sayContribution(by, person, id, budgetId, { stream: LA, paidBy: 'person', lineId, ...given });
    assert.equal(verdict(await say({ stream: NHS })), 'means-test-not-social-care, contribution-not-asked');
    assert.equal(verdict(await say({ lineId: crypto.randomUUID() })), 'contribution-line-not-free');
    for (const point of [CRASH_POINTS.sayAfterJournal, CRASH_POINTS.sayAfterContribution])
      await assert.rejects(say({}, command(), brokenAt(point)), /broken off/);
    assert.equal((await figures()).contribution, 0n);
    const once = command();
    const first = must(await say({}, once));
    assert.equal(must(await say({}, once)).contributionId, first.contributionId);
    assert.equal(verdict(await say({})), 'contribution-line-not-free');
    assert.deepEqual(await figures(), {
      heldNhs: start.heldNhs + 625n,
      heldLa: start.heldLa + 21_667n + 375n,
      received: 1_000n,
      contribution: 21_667n,
    });
    const answer = { planItemId: undefined, note: '', sequence: placement.sequence };
    assert.equal(verdict(await placeLine(tools, person, command(), budgetId, lineId, answer)), 'line-is-contribution');
    const line = await lineOf(21_667n);
    assert.equal(placeOf(line), 'Your part of the cost, which you paid in');
    assert.deepEqual([isUnknown(line), isUnknown(await lineOf(1_000n))], [false, true]);
    assert.equal((await look(tx => countLines(tx, budgetId))).RECEIVED, 1);
    await isRight();
  });

  test('R-097  what finance knew of before counts once when the statement shows it', async () => {
    assert.equal(verdict(await record({ paidOn: tools.today().add({ days: 1 }) })), 'contribution-in-future');
    assert.equal(verdict(await record({ pence: 260_000n })), 'contribution-over-year');
    assert.equal(verdict(await record({ stream: NHS })), 'means-test-not-social-care, contribution-not-asked');
    await assert.rejects(record({}, brokenAt(CRASH_POINTS.recordAfterJournal)), /broken off/);
    const start = await figures();
    must(await record());
    assert.equal(verdict(await record()), 'contribution-reference-known');
    const told = { ...start, heldLa: start.heldLa + 21_667n, contribution: 43_334n };
    assert.deepEqual(await figures(), told);
    await match();
    assert.deepEqual(await figures(), told, 'no line shows it yet');

    tools.moveTo('2027-01-08');
    const file = statement([
      ['2027-01-05', '216.67', 'STANDING ORDER OWN'],
      ['2027-01-06', '216.66', 'SOMETHING ELSE'],
    ]);
    must(await importStatement(tools, person, command(), budgetId, { file }));
    const twice = await figures();
    assert.equal(twice.received, 1_000n + 21_667n + 21_666n);
    await assert.rejects(match(brokenAt(CRASH_POINTS.matchAfterJournals)), /broken off/);
    await match();
    const seen = await figures();
    assert.deepEqual([seen.received, seen.contribution], [1_000n + 21_666n, 43_334n]);
    assert.equal(seen.heldNhs + seen.heldLa, twice.heldNhs + twice.heldLa - 21_667n);
    const [, second] = await look(tx => loadContributions(tx, budgetId));
    assert.ok(second!.lineId);
    await isRight();
  });

  test('a part that was written down wrongly goes back whole, and its line is free again', async () => {
    const [, second] = await look(tx => loadContributions(tx, budgetId));
    const start = await figures();
    const input = { contributionId: second!.contributionId, reason: 'It was from the sister' };
    const takeBack = (by = tools) => takeBackContribution(by, team.finance, command(), budgetId, input);
    for (const point of [CRASH_POINTS.takeBackAfterRow, CRASH_POINTS.takeBackAfterFirst])
      await assert.rejects(takeBack(brokenAt(point)), /broken off/);
    must(await takeBack());
    assert.equal(verdict(await takeBack()), 'not-found');
    const after = await figures();
    assert.deepEqual([after.received, after.contribution], [start.received + 21_667n, 21_667n]);
    assert.equal(after.heldNhs + after.heldLa, start.heldNhs + start.heldLa, 'the line still lies in the account');
    await isRight();
    const { lineId } = await lineOf(21_667n);
    must(await sayContribution(tools, person, command(), budgetId, { stream: LA, paidBy: 'person', lineId }));
  });

  test('R-097  the database itself keeps it out of the books of the NHS', async () => {
    await assert.rejects(
      db.transaction(team.finance, tx =>
        tx.query({
          text: `insert into contribution (icb_code, budget_id, stream, payment_account_id, pence, paid_on, reference, journal_id, by_id, by_name)
                 select icb_code, budget_id, 'NHS_CHC', payment_account_id, 1, paid_on, 'x', 999999, by_id, by_name from contribution limit 1`,
          values: [],
        }),
      ),
      /contribution_is_for_social_care/,
    );
  });

  test('what is late, how old it is, and who speaks with the person: on the page, as JSON, and nothing stops', async () => {
    tools.moveTo('2027-04-30'); // December and January are paid; February and March are late
    const site = await testSite(database, { routes: [...contributionPages, ...arrearsPages] });
    const nurse = await signedIn(database, site.baseUrl, team.coordinator);
    const finance = await signedIn(database, site.baseUrl, team.finance);
    const holder = await signedIn(database, site.baseUrl, person);
    const list = JSON.parse((await finance.get('/api/contribution-arrears')).text);
    assert.equal(list.totalPence, '43334');
    assert.deepEqual(
      list.arrears.map(({ payer, months, oldestMonth, daysLate, age, talkBy, talkedOn }: Record<string, unknown>) => [
        payer,
        months,
        oldestMonth,
        daysLate,
        age,
        talkBy,
        talkedOn,
      ]),
      [[COUNCIL, 2, '2027-02', 61, '61 to 90 days', '2027-03-31', null]],
    );
    const here = `/budgets/${budgetId}/contributions`;
    const typed = { words: 'Paid late, comes in May', 'talkedOn-month': '4', 'talkedOn-year': '2027' };
    assert.match((await nurse.send(here, { ...typed, 'talkedOn-day': '31' }, `${here}/talks`)).text, /Enter/);
    assert.match((await nurse.send(here, { ...typed, 'talkedOn-day': '29' }, `${here}/talks`)).text, /comes in May/);
    assert.match((await nurse.get('/contribution-arrears')).text, /Talked on 29 April 2027/);
    const page = (await holder.get(here)).text;
    assert.match(page, /£433\.34 has not come yet. Your payments go on as before/);
    assert.match(page, /On the bank statement/);
    assert.match(page, /Was one of these your part/);
    assert.doesNotMatch(page, /A part has been paid/);
    assert.doesNotMatch((await finance.get(here)).text, /SOMETHING ELSE/, 'staff open bank lines in a review only');
    const json = JSON.parse((await holder.get(`/api${here}`)).text);
    assert.equal(json.payers[0].months.length, 12);
    assert.equal(total(json.payers[0].months.map((month: { pence: string }) => BigInt(month.pence))), 260_000n);
    assert.equal((await holder.get('/contribution-arrears')).status, 403);
    const breaks = await look(tx => findBreaks(tx));
    assert.deepEqual(
      breaks.breaks.filter(({ cause }) => cause.startsWith('line') || cause.startsWith('journal')),
      [],
    );
  });
});
