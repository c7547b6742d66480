import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command, must } from '../../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../../test/support/database.ts';
import { releaseAsShown } from '../../../../../test/support/release-as-shown.ts';
import { ACCOUNT, bring, makePayingStaff } from '../../../../../test/support/set-up-budget.ts';
import type { Tx } from '../../../../platform/db.ts';
import { systemActor } from '../../../../values/actor.ts';
import { enterAccount } from '../../../agreements/enter-account.ts';
import { verifyAccount } from '../../../agreements/verify-account.ts';
import { writeFile } from '../../files/write-file.ts';
import { jobs } from '../../jobs.ts';
import { prepareRun } from '../../runs/prepare-run.ts';
import { loadPayments } from '../../store.ts';
import { saveConfirmed } from '../store.ts';
import { loadWithoutWay } from './no-way-store.ts';
import { loadToldIssuers } from './silent-issuer-store.ts';

const SECOND = { sortCode: '202959', accountNumber: '63748472', name: 'T Second', namedPeople: 'T' } as const;

test('R-083 an issuer that confirms none of its loads: finance is told, or where it spoke in time before, they go another way', async () => {
  const { tools, db } = await testDatabase('2026-11-23');
  const staff = await makePayingStaff(tools, ICB);
  const look = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(staff.finance, work);
  const enter = async (budgetId: string, more: object, role: 'MAIN' | 'SECOND_CARD') => {
    const account = { ...ACCOUNT, kind: 'PREPAID_CARD', role, ...more } as const;
    const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), budgetId, account));
    const check = { outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called the number on file' } as const;
    must(await verifyAccount(tools, staff.finance, command(), budgetId, { ...check, role, paymentAccountId }));
  };
  const { budgetId, reference } = await bring(tools, staff, 'SET_UP');
  await enter(budgetId, { name: 'T Card' }, 'MAIN');
  const withoutWay = async () =>
    (await look(tx => loadWithoutWay(tx, ICB, { today: tools.today(), wagesStraight: 'LAST', limit: 9 }))).map(
      one => `${one.reference} ${one.sortCode} ${one.ofIssuer} ${one.inAll} ${one.waitsForCheck}`,
    );
  assert.deepEqual(await withoutWay(), [`${reference} 089999 1 1 false`]);
  await enter(budgetId, SECOND, 'SECOND_CARD');
  assert.deepEqual(await withoutWay(), []);

  const doJobs = async (today: string) => {
    tools.moveTo(today);
    for (const job of jobs) await job.run(tools, systemActor(ICB), {});
  };
  const send = async (today: string, month: string) => {
    tools.moveTo(today);
    const { runId } = must(
      await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from(month) }),
    );
    must(await releaseAsShown(tools, staff.releaser, runId));
    must(await writeFile(tools, staff.releaser, command(), runId));
  };
  const told = async () =>
    (await look(tx => loadToldIssuers(tx, ICB, tools.today().subtract({ days: 30 })))).map(
      one => `${one.sortCode} ${one.confirmBy} ${one.count} ${one.pence}`,
    );
  const statuses = async () => (await look(tx => loadPayments(tx, budgetId))).map(({ status }) => status).toSorted();
  await send('2026-11-27', '2026-12');
  await doJobs('2026-12-01');
  await doJobs('2026-12-02');
  assert.deepEqual(await told(), []);
  await doJobs('2026-12-03');
  // The first loads: nothing says that silence means anything.
  assert.deepEqual(await told(), ['089999 2026-12-02 1 260000']);
  assert.deepEqual(await statuses(), ['CREDITED']);
  // Its word comes, and counts as in time: so the next silence does mean something.
  const [payment] = await look(tx => loadPayments(tx, budgetId));
  await look(tx => saveConfirmed(tx, staff.finance, [payment!.paymentId], Temporal.PlainDate.from('2026-12-02')));
  assert.deepEqual(await told(), []);
  await send('2026-12-29', '2027-01');
  await doJobs('2026-12-31');
  await doJobs('2027-01-04');
  assert.deepEqual(await statuses(), ['CREDITED', 'CREDITED']);
  await doJobs('2027-01-05');
  assert.deepEqual(await statuses(), ['CREDITED', 'PREPARED', 'SUPERSEDED']);
  assert.deepEqual(await told(), []);
  await doJobs('2027-01-06');
  assert.deepEqual(await statuses(), ['CREDITED', 'PREPARED', 'SUPERSEDED']);
});
