/** An organisation that holds money for people, brought there by the service's own acts. */
import { makeContract } from '../../src/features/agreements/contract/make-contract.ts';
import { jobs as agreementJobs } from '../../src/features/agreements/jobs.ts';
import { writeFile } from '../../src/features/payments/files/write-file.ts';
import { jobs } from '../../src/features/payments/jobs.ts';
import { prepareRun } from '../../src/features/payments/runs/prepare-run.ts';
import { loadRun } from '../../src/features/payments/store.ts';
import { addThirdParty } from '../../src/features/third-parties/add-third-party.ts';
import { enterHolderAccount } from '../../src/features/third-parties/enter-holder-account.ts';
import { verifyHolderAccount } from '../../src/features/third-parties/verify-holder-account.ts';
import type { Tools } from '../../src/platform/tools.ts';
import { systemActor } from '../../src/values/actor.ts';
import { command, must } from './cases.ts';
import { ICB, type TestDatabase } from './database.ts';
import { releaseAsShown } from './release-as-shown.ts';
import type { Staff } from './set-up-budget.ts';

/** A published test account that passes its modulus check, another one than the person's. */
export const HOLDER_ACCOUNT = { sortCode: '20-29-59', accountNumber: '63748472', name: 'Riverside Trust' } as const;

/** Puts an organisation on the list with an account that a second person checked. Answers its id. */
export async function makeThirdParty(
  tools: Tools,
  staff: Pick<Staff, 'finance' | 'preparer'>,
  given: { readonly name?: string; readonly number?: string } = {},
): Promise<string> {
  const { name = 'Riverside Trust', number = '1234567' } = given;
  const entry = { name, numberKind: 'CHARITY', number, fromOn: tools.today(), toOn: undefined } as const;
  const { thirdPartyId } = must(await addThirdParty(tools, staff.finance, command(), entry));
  const { accountId } = must(await enterHolderAccount(tools, staff.preparer, command(), thirdPartyId, HOLDER_ACCOUNT));
  must(
    await verifyHolderAccount(tools, staff.finance, command(), thirdPartyId, {
      accountId,
      outcome: 'VERIFIED',
      method: 'CALL_BACK',
      evidence: 'Called the treasurer',
    }),
  );
  return thirdPartyId;
}

/** Makes the contract for one budget's money; answers whether that ended the set-up. */
export async function contractWith(
  tools: Tools,
  staff: Pick<Staff, 'coordinator'>,
  budgetId: string,
  thirdPartyId: string,
): Promise<boolean> {
  const { setUp } = must(
    await makeContract(tools, staff.coordinator, command(), budgetId, {
      thirdPartyId,
      form: 'ICB_FRAMEWORK',
      reference: 'SUP-2026-7',
      conflictPlan: '',
      fromOn: tools.today(),
      toOn: undefined,
    }),
  );
  return setUp;
}

/** Prepares, releases and sends a month's run, and lets its day of credit come. */
export async function payInto(database: TestDatabase, staff: Staff, iso: string): Promise<string> {
  const { tools, db } = database;
  const month = Temporal.PlainYearMonth.from(iso);
  const { runId } = must(await prepareRun(tools, staff.preparer, command(), { month }));
  const run = (await db.transaction(staff.finance, tx => loadRun(tx, ICB, runId)))!;
  must(await releaseAsShown(tools, staff.releaser, runId));
  must(await writeFile(tools, staff.releaser, command(), runId));
  tools.moveTo(run.creditOn.toString());
  for (const job of [...jobs, ...agreementJobs]) await job.run(tools, systemActor(ICB), {});
  return runId;
}
