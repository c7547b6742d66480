import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../../test/support/actors.ts';
import { readBacs } from '../../../../test/support/bacs-reader.ts';
import { command, must } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { readPain001, readPortalCsv } from '../../../../test/support/payment-readers.ts';
import { releaseAsShown } from '../../../../test/support/release-as-shown.ts';
import { bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { DEFAULT_POLICY } from '../../../rules/policy/policy.ts';
import { writePolicy } from '../../../rules/policy/policy-json.ts';
import { findUnlikeRuns } from '../../audit/verify-store.ts';
import { addPolicy } from '../../policy/add-policy.ts';
import { approvePolicy } from '../../policy/approve-policy.ts';
import { prepareRun } from '../runs/prepare-run.ts';
import { loadFiles } from './store.ts';
import { writeFile } from './write-file.ts';

const READERS = {
  BACS18_DAYS: (bytes: Uint8Array) => readBacs(Buffer.from(bytes).toString('latin1')),
  PORTAL_CSV: readPortalCsv,
  PAIN001: readPain001,
};

describe('R-083  The file of a run is written in the format of the policy', () => {
  for (const format of ['BACS18_DAYS', 'PORTAL_CSV', 'PAIN001'] as const)
    test(`R-083 ${format}: a second reader finds the payments of the run, and verify finds the file like it`, async () => {
      const { tools, db } = await testDatabase('2026-11-23');
      const staff = await makePayingStaff(tools, ICB);
      const writer = await makeStaff(db, ICB, ['finance-officer']);
      const approver = await makeStaff(db, ICB, ['approver']);
      const policy = { ...DEFAULT_POLICY, version: 'files-1', effectiveFrom: '2026-11-23' };
      const file = {
        ok: true,
        value: writePolicy({ ...policy, payments: { ...policy.payments, bacsFile: format } }),
      } as const;
      must(await addPolicy(tools, writer, command(), file));
      must(await approvePolicy(tools, approver, command(), 'files-1', { evidence: 'the bank takes this' }));
      const a = await bring(tools, staff, 'SET_UP', { familyName: 'Ågren & <Sons>' });
      const b = await bring(tools, staff, 'SET_UP');
      const { runId } = must(
        await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from('2026-12') }),
      );
      must(await releaseAsShown(tools, staff.releaser, runId));
      must(await writeFile(tools, staff.releaser, command(), runId));
      const [written] = await db.transaction(staff.finance, tx => loadFiles(tx, runId));
      assert.equal(written!.format, format);
      assert.deepEqual(
        READERS[format](written!.bytes).payments.map(({ amountPence, reference }) => [amountPence, reference]),
        [a, b].map(({ reference }) => [260_000n, `${reference} DEC26`]).toSorted(),
      );
      assert.deepEqual(await db.transaction(staff.finance, tx => findUnlikeRuns(tx)), []);
    });
});
