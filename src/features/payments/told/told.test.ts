import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command, must } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { releaseAsShown } from '../../../../test/support/release-as-shown.ts';
import { ACCOUNT, bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { enterAccount } from '../../agreements/enter-account.ts';
import { loadNotices } from '../../people/store.ts';
import { prepareRun } from '../runs/prepare-run.ts';
import { loadRunHolds } from '../store.ts';

test('R-084 whoever waits for a payment is told once why, who works on it, by when, and what they can do', async () => {
  const { tools, db } = await testDatabase('2026-11-23');
  const staff = await makePayingStaff(tools, ICB);
  const paid = await bring(tools, staff, 'SET_UP');
  const waits = await bring(tools, staff, 'SET_UP');
  // An organisation is to hold this money: what it waits for is not the person's to chase.
  const held = await bring(tools, staff, 'AGREED', { items: [{ annualPence: 2_880_000n, option: 'THIRD_PARTY' }] });
  const missing = await bring(tools, staff, 'AGREED');
  must(
    await enterAccount(tools, staff.preparer, command(), waits.budgetId, {
      ...ACCOUNT,
      accountNumber: '66374958',
      name: 'W',
    }),
  );
  const letters = (budgetId: string) =>
    db.transaction(staff.finance, async tx =>
      (await loadNotices(tx, budgetId, 20)).filter(({ heading }) => heading === 'Your payment has to wait'),
    );
  const pay = async (month: string) => {
    const { runId } = must(
      await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from(month) }),
    );
    assert.deepEqual(await letters(waits.budgetId), month === '2026-12' ? [] : letter);
    lastRunId = runId;
    must(await releaseAsShown(tools, staff.releaser, runId));
  };
  let lastRunId = '';
  let letter: Awaited<ReturnType<typeof letters>> = [];
  await pay('2026-12');
  assert.deepEqual(await letters(paid.budgetId), []);
  assert.deepEqual(await letters(held.budgetId), []);
  const holds = await db.transaction(staff.finance, tx => loadRunHolds(tx, lastRunId));
  assert.ok(holds.some(hold => hold.budgetId === held.budgetId));
  letter = await letters(waits.budgetId);
  assert.deepEqual(
    letter.map(({ paragraphs }) => paragraphs),
    [
      [
        'We have £2,600.00 for December 2026 to pay you. We cannot pay it yet. It is still yours.',
        'Why: We have to check your account with you first, so that your money goes to nobody else.',
        'What you can do: Wait for our call, or send us a letter from your bank.',
        'Who works on it: our finance team, by 27 November 2026. We pay it with the next payments after that.',
        'If you would go without care, tell Nurse Nan at once. You can be paid an emergency payment.',
      ],
    ],
  );
  const [several] = await letters(missing.budgetId);
  assert.equal(several!.paragraphs.filter(words => words.startsWith('Why: ')).length, 3);
  assert.match(several!.paragraphs.join(' '), /your care co-ordinator Nurse Nan and our payments team/);

  // The next run meets December's reason again, and January is one thing more.
  tools.moveTo('2026-12-28');
  await pay('2027-01');
  const [january, december] = await letters(waits.budgetId);
  assert.match(january!.paragraphs[0]!, /^We have £2,600\.00 for January 2027/);
  assert.deepEqual([december], letter);
});
