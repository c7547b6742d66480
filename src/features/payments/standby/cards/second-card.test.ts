import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command, must, verdict } from '../../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../../test/support/database.ts';
import { releaseAsShown } from '../../../../../test/support/release-as-shown.ts';
import { ACCOUNT, bring, makePayingStaff } from '../../../../../test/support/set-up-budget.ts';
import type { Tx } from '../../../../platform/db.ts';
import { systemActor } from '../../../../values/actor.ts';
import { enterAccount } from '../../../agreements/enter-account.ts';
import { loadPaymentAccount } from '../../../agreements/store.ts';
import { verifyAccount } from '../../../agreements/verify-account.ts';
import { findUnlikeRuns, findUnpostedPayments } from '../../../audit/verify-store.ts';
import { loadNotices } from '../../../people/store.ts';
import { writeFile } from '../../files/write-file.ts';
import { jobs } from '../../jobs.ts';
import { prepareRun } from '../../runs/prepare-run.ts';
import { loadPayments, loadRunPayments, loadRuns } from '../../store.ts';
import { confirmRun } from '../confirm-run.ts';
import { STANDBY_CRASH_POINTS } from '../crash-points.ts';
import { takeUpRun } from '../take-up-run.ts';
import { declareCardOutage } from './declare-card-outage.ts';

const DOWN = { sortCode: '089999', words: 'Its own page says so' } as const;
const SECOND = { sortCode: '202959', accountNumber: '63748472', name: 'T Second', namedPeople: 'T' } as const;

test('R-082 R-084 an issuer of cards that is down: what it has not confirmed goes to second cards, once', async () => {
  const { tools, db } = await testDatabase('2026-11-23');
  const staff = await makePayingStaff(tools, ICB);
  const look = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(staff.finance, work);
  const enter = (budgetId: string, more: object) =>
    enterAccount(tools, staff.preparer, command(), budgetId, { ...ACCOUNT, kind: 'PREPAID_CARD', ...more });
  const verify = async (budgetId: string, paymentAccountId: string, role: 'MAIN' | 'SECOND_CARD', by = staff.finance) =>
    verifyAccount(tools, by, command(), budgetId, {
      paymentAccountId,
      role,
      outcome: 'VERIFIED',
      method: 'CALL_BACK',
      evidence: 'Called the number on file',
    });
  const bringCard = async () => {
    const made = await bring(tools, staff, 'SET_UP');
    const { paymentAccountId } = must(await enter(made.budgetId, { name: 'T Card' }));
    must(await verify(made.budgetId, paymentAccountId, 'MAIN'));
    return made;
  };
  const [withSecond, unchecked, without] = [await bringCard(), await bringCard(), await bringCard()];
  const early = await bring(tools, staff, 'AGREED');
  assert.equal(verdict(await enter(early.budgetId, { ...SECOND, role: 'SECOND_CARD' })), 'second-card-without-first');
  const same = { ...SECOND, sortCode: '08-99-99', accountNumber: '66374958', role: 'SECOND_CARD' };
  assert.equal(verdict(await enter(without.budgetId, same)), 'second-card-of-same-issuer');
  const second = must(await enter(withSecond.budgetId, { ...SECOND, role: 'SECOND_CARD' }));
  assert.equal(
    verdict(await verify(withSecond.budgetId, second.paymentAccountId, 'SECOND_CARD', staff.preparer)),
    'verifier-entered-account',
  );
  must(await verify(withSecond.budgetId, second.paymentAccountId, 'SECOND_CARD'));
  must(await enter(unchecked.budgetId, { ...SECOND, role: 'SECOND_CARD' }));
  // The first account stays the one that counts.
  assert.equal((await look(tx => loadPaymentAccount(tx, withSecond.budgetId)))!.name, 'T Card');

  tools.moveTo('2026-11-26');
  const month = Temporal.PlainYearMonth.from('2026-12');
  const { runId } = must(await prepareRun(tools, staff.preparer, command(), { month }));
  const release = async (of: string) => {
    must(await releaseAsShown(tools, staff.releaser, of));
    must(await writeFile(tools, staff.releaser, command(), of));
  };
  await release(runId);

  const nothing = await declareCardOutage(tools, staff.finance, command(), { ...DOWN, sortCode: '111111' });
  assert.equal(verdict(nothing), 'card-outage-moves-nothing');
  // Broken off between any two statements, nothing of it is left.
  const { cardAfterOutage, cardAfterMoved, cardAfterJournals, cardAfterEnds, cardAfterRevived } = STANDBY_CRASH_POINTS;
  for (const at of [cardAfterOutage, cardAfterMoved, cardAfterJournals, cardAfterEnds, cardAfterRevived]) {
    const breaking = {
      ...tools,
      crashPoint: async (name: string) => {
        if (name === at) throw new Error('broken off');
      },
    };
    await assert.rejects(declareCardOutage(breaking, staff.finance, command(), DOWN), /broken off/);
  }
  assert.deepEqual(
    (await look(tx => loadPayments(tx, withSecond.budgetId))).map(({ status }) => status),
    ['SENT'],
  );
  const once = command();
  const done = must(await declareCardOutage(tools, staff.finance, once, DOWN));
  assert.deepEqual([done.count, done.withoutCount], [1, 2]);
  assert.deepEqual(must(await declareCardOutage(tools, staff.finance, once, DOWN)), done);
  assert.equal(verdict(await declareCardOutage(tools, staff.finance, command(), DOWN)), 'card-outage-moves-nothing');
  // The bank that took the file in knows nothing of the issuer.
  must(await confirmRun(tools, staff.finance, command(), runId, { says: 'TAKEN', words: 'The input report' }));
  const statuses = async (budgetId: string) =>
    (await look(tx => loadPayments(tx, budgetId))).map(({ status }) => status).toSorted();
  assert.deepEqual(await statuses(withSecond.budgetId), ['SUPERSEDED']);
  assert.deepEqual(await statuses(without.budgetId), ['SENT']);

  for (const job of jobs) await job.run(tools, systemActor(ICB), {});
  const [run] = (await look(tx => loadRuns(tx, ICB))).filter(one => one.isByService);
  const payments = await look(tx => loadRunPayments(tx, run!.runId));
  assert.deepEqual(
    payments.map(({ budgetId, sortCode, accountNumber }) => [budgetId, sortCode, accountNumber]),
    [[withSecond.budgetId, '202959', '63748472']],
  );
  must(await takeUpRun(tools, staff.finance, command(), run!.runId));
  await release(run!.runId);
  const [letter] = await look(tx => loadNotices(tx, withSecond.budgetId, 1));
  assert.match(letter!.paragraphs[0]!, /£2,600\.00 for December 2026.*onto your second card/);
  tools.moveTo('2026-12-01');
  for (const job of jobs) await job.run(tools, systemActor(ICB), {});
  assert.deepEqual(await statuses(withSecond.budgetId), ['CREDITED', 'SUPERSEDED']);
  // The next month goes to the first card again.
  tools.moveTo('2026-12-28');
  const next = must(
    await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from('2027-01') }),
  );
  const january = (await look(tx => loadRunPayments(tx, next.runId))).filter(
    one => one.budgetId === withSecond.budgetId,
  );
  assert.deepEqual(
    january.map(({ sortCode }) => sortCode),
    ['089999'],
  );
  // It counts as arrived on 31 December. The working day after it the issuer says that it has nothing; a day later is too late.
  await release(next.runId);
  must(await confirmRun(tools, staff.finance, command(), next.runId, { says: 'TAKEN', words: 'The input report' }));
  tools.moveTo('2026-12-31');
  for (const job of jobs) await job.run(tools, systemActor(ICB), {});
  tools.moveTo('2027-01-05');
  assert.equal(verdict(await declareCardOutage(tools, staff.finance, command(), DOWN)), 'card-outage-moves-nothing');
  tools.moveTo('2027-01-04');
  assert.equal(must(await declareCardOutage(tools, staff.finance, command(), DOWN)).count, 1);
  assert.deepEqual(await statuses(withSecond.budgetId), ['CREDITED', 'SUPERSEDED', 'SUPERSEDED']);
  for (const job of jobs) await job.run(tools, systemActor(ICB), {});
  assert.deepEqual(await statuses(withSecond.budgetId), ['CREDITED', 'PREPARED', 'SUPERSEDED', 'SUPERSEDED']);
  assert.deepEqual(await look(tx => findUnlikeRuns(tx)), []);
  assert.deepEqual(await look(tx => findUnpostedPayments(tx)), []);
});
