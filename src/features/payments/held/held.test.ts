import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { command, must } from '../../../../test/support/cases.ts';
import { ICB, OTHER_ICB, testDatabase } from '../../../../test/support/database.ts';
import { bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { enterAccount } from '../../agreements/enter-account.ts';
import { verifyAccount } from '../../agreements/verify-account.ts';
import { prepareRun } from '../runs/prepare-run.ts';
import { loadHeldFor } from './held-store.ts';

const { tools, db } = await testDatabase();
const staff = await makePayingStaff(tools, ICB);
const OWNERS = ['care-coordinator', 'finance-officer', 'payment-preparer'];
const held = async (roles = OWNERS, icbCode = ICB) =>
  (await db.transaction({ icbCode, id: randomUUID() }, tx => loadHeldFor(tx, icbCode, roles))).map(
    each => `${each.budgetReference} ${each.period} ${each.reason} since ${each.heldSince} by ${each.actBy}`,
  );
const prepare = (month: string) =>
  prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from(month) });

test('R-085 what waits is shown to whose it is, since when and by when, until a payment pays it', async () => {
  await bring(tools, staff, 'SET_UP');
  const waits = await bring(tools, staff, 'SET_UP');
  const account = {
    kind: 'SEPARATE',
    sortCode: '202959',
    accountNumber: '63748472',
    name: 'W WAITS',
    namedPeople: 'W Waits',
  } as const;
  const { paymentAccountId } = must(
    await enterAccount(tools, staff.preparer, command(), waits.budgetId, { ...account }),
  );
  assert.deepEqual(await held(), []);

  must(await prepare('2026-12'));
  const december = `${waits.reference} 2026-12 account-not-verified since 2026-11-23 by 2026-11-27`;
  assert.deepEqual(await held(), [december]);
  assert.deepEqual(await held(['finance-officer']), [december]);
  assert.deepEqual(await held(['care-coordinator', 'payment-preparer']), []);
  assert.deepEqual(await held(OWNERS, OTHER_ICB), []);

  // A month later it still waits, since the same day; a month more is owed.
  tools.moveTo('2026-12-21');
  must(await prepare('2027-01'));
  assert.deepEqual(await held(), [
    december,
    `${waits.reference} 2027-01 account-not-verified since 2026-12-21 by 2026-12-29`,
  ]);

  must(
    await verifyAccount(tools, staff.finance, command(), waits.budgetId, {
      paymentAccountId,
      outcome: 'VERIFIED',
      method: 'CALL_BACK',
      evidence: 'Called on the number of the case',
    }),
  );
  must(await prepare('2027-01'));
  assert.deepEqual(await held(), []);
});
