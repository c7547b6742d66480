/**
 * The board on which every act is tried: the one that has a case at every step, and beside it what single acts of the money
 * need before they are accepted: files on their way, a file given up, a payment that came twice, a card, wages, two years.
 */
import { recordAssistant } from '../../../src/features/agreements/checks/record-assistant.ts';
import { recordCover } from '../../../src/features/agreements/checks/record-cover.ts';
import { addBudgetLine } from '../../../src/features/budgets/indicative/add-budget-line.ts';
import { prepareList } from '../../../src/features/orders/paying/prepare-list.ts';
import { releaseList } from '../../../src/features/orders/paying/release-list.ts';
import { writeFile } from '../../../src/features/payments/files/write-file.ts';
import { jobs } from '../../../src/features/payments/jobs.ts';
import { prepareRun } from '../../../src/features/payments/runs/prepare-run.ts';
import { confirmRun } from '../../../src/features/payments/standby/confirm-run.ts';
import { declareOutage } from '../../../src/features/payments/standby/declare-outage.ts';
import { STANDBY_JOB } from '../../../src/features/payments/standby/standby-job.ts';
import { takeUpRun } from '../../../src/features/payments/standby/take-up-run.ts';
import { loadRuns } from '../../../src/features/payments/store.ts';
import { addEntry } from '../../../src/features/requests/add-entry.ts';
import { addNeed } from '../../../src/features/requests/add-need.ts';
import { addOutcome } from '../../../src/features/requests/add-outcome.ts';
import { importClientStatement } from '../../../src/features/spending/holders/import-client-statement.ts';
import { importHolderStatement } from '../../../src/features/spending/holders/import-holder-statement.ts';
import { importStatement } from '../../../src/features/spending/import-statement.ts';
import { endAccess } from '../../../src/features/staff/change-access.ts';
import { sql } from '../../../src/platform/sql.ts';
import { NO_CHECKS } from '../../../src/rules/plan/plan-checks.ts';
import { type Actor, systemActor } from '../../../src/values/actor.ts';
import { statement } from '../../scenarios/walk.ts';
import { ACCOUNT_NUMBER } from '../../support/active-budget.ts';
import { makeStaff } from '../../support/actors.ts';
import { command, makeCase, must } from '../../support/cases.ts';
import type { TestDatabase } from '../../support/database.ts';
import { BEGINS_ON, type EveryStep, makeEveryStep } from '../../support/every-step.ts';
import { makeInvoice, makeOrder, makeSupplier, notionalLines } from '../../support/orders.ts';
import { makePlannedCase } from '../../support/plans.ts';
import { releaseAsShown } from '../../support/release-as-shown.ts';
import { bring } from '../../support/set-up-budget.ts';
import { contractWith } from '../../support/third-parties.ts';

export type World = EveryStep & {
  /** An approver before whom a plan lies that is over their limit. */
  readonly overLimit: Actor;
  /** A member of staff whose access has ended. */
  readonly leftId: string;
  /** A run that the service prepared and that waits for somebody to take it up. */
  readonly notTakenUpId: string;
};

export async function makeWorld(database: TestDatabase): Promise<World> {
  const known = await makeEveryStep(database);
  const { tools, db, icbCode } = database;
  const cases: Record<string, EveryStep['cases'][string]> = { ...known.cases };
  cases.INFORMED_AGAIN = await makeCase(tools, icbCode, 'INFORMED');
  cases.TO_ASSESS = await makeToAssess(database);
  cases.WORKED_OUT = await makeWorkedOut(database, known);
  cases.TO_SHARE = await makePlannedCase(tools, icbCode, 'WRITTEN');
  const over = await makePlannedCase(tools, icbCode, 'SUBMITTED', { approvalLimitPence: 1_000_000n });
  cases.OVER_LIMIT = over;
  cases.TO_CHECK = await makeToCheck(database, known);
  cases.TWO_YEARS = await makeTwoYears(database, known);
  cases.TO_ORDER = await makeToOrder(database, known);
  cases.CARD = await makeCard(database, known);
  cases.HELD_ALONE = await makeHeld(database, known);
  const left = await makeStaff(db, icbCode, ['care-coordinator'], { approvalLimitPence: 0n });
  must(await endAccess(tools, known.staff.administrator, command(), left.id));
  await addLines(database, known);
  await releaseOne(database, known);
  const { twice, notTakenUpId } = await payRuns(database, known);
  cases.PAID_TWICE = twice;
  cases.OWED = await bring(tools, known.paying, 'SET_UP');
  return { ...known, cases, overLimit: over.approver, leftId: left.id, notTakenUpId };
}

/** Everything is said of the person; the assessment is not complete. */
async function makeToAssess({ tools, icbCode }: TestDatabase) {
  const made = await makeCase(tools, icbCode, 'ELIGIBLE');
  const { budgetId, coordinator } = made;
  const need = { domain: 'MOBILITY', words: 'To get about', met: 'UNMET' };
  const { needId } = must(await addNeed(tools, coordinator, command(), budgetId, need));
  const outcome = { needId, words: 'I go out', measure: 'Outings', importance: 9 };
  must(await addOutcome(tools, coordinator, command(), budgetId, outcome));
  for (const kind of ['STRENGTH', 'WORKING', 'NOT_WORKING', 'IMPORTANT_TO', 'IMPORTANT_FOR'] as const)
    must(await addEntry(tools, coordinator, command(), budgetId, { kind, words: kind, choseNotToSay: false }));
  return made;
}

/** An indicative budget of forty hours that only has to be issued. */
async function makeWorkedOut({ tools, icbCode }: TestDatabase, { staff }: EveryStep) {
  const made = await makeCase(tools, icbCode, 'ASSESSED');
  const { budgetId, needId } = made;
  const line = { needId, service: 'PA', quantity: { tenThousandths: 400_000n }, per: 'week' } as const;
  must(await addBudgetLine(tools, staff['finance-officer'], command(), budgetId, line));
  return made;
}

/** One payee is a daughter in the same home, the other an agency that has to be registered. */
function makeToCheck({ tools }: TestDatabase, { paying }: EveryStep) {
  const daughter = { ...NO_CHECKS, relationship: 'CHILD', sameHousehold: true } as const;
  return bring(tools, paying, 'AGREED', {
    items: [
      { annualPence: 880_000n, category: 'OTHER', provider: 'Ruth Sample', checks: daughter },
      { annualPence: 2_000_000n, category: 'AGENCY_CARE', provider: 'Hill Agency', checks: NO_CHECKS },
    ],
  });
}

/** An order of the first year, and a second year into which it can be carried. */
async function makeTwoYears({ tools }: TestDatabase, { paying }: EveryStep) {
  const { coordinator, finance } = paying;
  const spec = { items: [{ annualPence: 1_200_000n, option: 'NOTIONAL' as const }], contingencyPence: 0n };
  const first = await bring(tools, paying, 'AGREED', spec);
  await bring(tools, paying, 'AGREED', { ...spec, startsOn: '2027-12-01', person: first.person });
  const [planItemId] = await notionalLines(tools, coordinator, first.budgetId);
  const supplierId = await makeSupplier(tools, coordinator);
  const days = { fromOn: '2026-12-01', toOn: '2027-11-30' };
  const order = { planItemId: planItemId!, supplierId, many: 10n, unitPence: 4_000n, ...days };
  await makeOrder(tools, { raises: coordinator, approves: finance }, first.budgetId, order);
  return first;
}

/** A chair whose order is placed elsewhere: that is only said. */
async function makeToOrder({ tools, superDb }: TestDatabase, { paying }: EveryStep) {
  const made = await bring(tools, paying, 'AGREED', { items: [{ annualPence: 200_000n, option: 'NOTIONAL' }] });
  await superDb.query(sql`update budget set kind = 'WHEELCHAIR' where budget_id = ${made.budgetId}`);
  return made;
}

/** Money with an organisation, in an account that is nobody else's; a file of its bank waits for somebody to say what is in it. */
async function makeHeld({ tools }: TestDatabase, { paying, thirdPartyId, holder }: EveryStep) {
  const made = await bring(tools, paying, 'AGREED', { items: [{ annualPence: 800_000n, option: 'THIRD_PARTY' }] });
  await contractWith(tools, paying, made.budgetId, thirdPartyId);
  const file = rowsAs('own.csv', ['Our bank;November', 'When;Whom;In;Out', '30.11.2026;STALL;;7,10']);
  must(await importClientStatement(tools, holder, command(), made.budgetId, { file, isAlone: true }));
  return made;
}

const rowsAs = (name: string, rows: readonly string[]) => ({ name, bytes: Buffer.from([...rows, ''].join('\r\n')) });

/** Money on a card, and an assistant who is paid out of it. */
async function makeCard({ tools }: TestDatabase, { paying }: EveryStep) {
  const { coordinator } = paying;
  const on = (iso: string) => Temporal.PlainDate.from(iso);
  const made = await bring(tools, paying, 'SET_UP', {
    items: [{ annualPence: 2_880_000n, category: 'PA_WAGES', provider: 'Ann' }],
    account: { kind: 'PREPAID_CARD', name: 'T Card' },
  });
  const cover = { insurer: 'Somebody', policyNumber: '1', limitPence: 500_000_000n, payroll: '' };
  const days = { from: on('2026-11-01'), to: on('2027-12-31') };
  must(await recordCover(tools, coordinator, command(), made.budgetId, { ...cover, ...days }));
  const seenOn = on('2026-11-01');
  const seen = { worksFrom: seenOn, rightToWorkOn: seenOn, referencesOn: seenOn, contractOn: seenOn };
  const ann = { name: 'Ann', ...seen, worksUntil: undefined, dbs: 'SEEN', tasks: [] } as const;
  must(await recordAssistant(tools, coordinator, command(), made.budgetId, ann));
  return made;
}

/** Bank lines that nobody has explained, and a file that nobody can read yet. */
async function addLines({ tools }: TestDatabase, { active, cases, holder, thirdPartyId }: EveryStep): Promise<void> {
  const kiosk = ['3.10', '4.10'].map(pounds => `,10/11/2026,08-99-99 ${ACCOUNT_NUMBER},-${pounds},CARD,KIOSK`);
  const own = [
    rowsAs('november.csv', ['Number,Date,Account,Amount,Subcategory,Memo', ...kiosk]),
    rowsAs('unknown.csv', ['My bank;November', 'When;Whom;In;Out', '12.11.2026;STALL;;7,10', '13.11.2026;STALL;;8,10']),
  ];
  for (const each of own) must(await importStatement(tools, active.person, command(), active.budgetId, { file: each }));
  const over = cases.GOAL_OVER!;
  const back = statement([['2026-11-27', '-10.00', 'NHS BOARD']]);
  must(await importStatement(tools, over.person, command(), over.budgetId, { file: back }));
  const held = cases.HELD_BY_OTHERS as (typeof cases)[string] & { readonly reference: string };
  const columns = 'Client reference,Date,Paid to or from,Description,Money out,Money in,Balance';
  const clients = rowsAs('clients.csv', [columns, `${held.reference},30/11/2026,Corner shop,,2.00,,`]);
  must(await importHolderStatement(tools, holder, command(), thirdPartyId, clients));
}

/** A list to a supplier that is released, and has no file yet. */
async function releaseOne({ tools, superDb }: TestDatabase, { paying, cases }: EveryStep): Promise<void> {
  const { coordinator, finance, preparer, releaser } = paying;
  const { budgetId } = cases.BOUGHT!;
  const [order] = await superDb.query(sql`
    select order_id, supplier_id from purchase_order join purchase_order_decision using (order_id) where budget_id = ${budgetId}`);
  const { order_id: orderId, supplier_id: supplierId } = order as { order_id: string; supplier_id: string };
  const days = { issuedOn: BEGINS_ON, fromOn: '2026-12-03', toOn: '2026-12-03' };
  const invoice = { supplierId, number: 'INV 4', unitPence: 3_900n, ...days };
  const who = { enters: coordinator, accepts: finance, because: 'Agreed before the start' };
  await makeInvoice(tools, who, { budgetId, orderId }, invoice);
  const { listId } = must(await prepareList(tools, preparer, command()));
  must(await releaseList(tools, releaser, command(), listId, { count: 1, totalPence: 3_900n }));
}

/**
 * A run of everything that is owed, on its way. Two more that were given up: what one of them paid has arrived twice, what the
 * other was to pay lies in a run that the service prepared and nobody has taken up.
 */
async function payRuns(database: TestDatabase, { paying }: EveryStep) {
  const { tools, db, icbCode } = database;
  const { finance, preparer, releaser } = paying;
  const month = Temporal.PlainYearMonth.from('2026-12');
  const send = async (runId: string): Promise<void> => {
    must(await releaseAsShown(tools, releaser, runId));
    must(await writeFile(tools, releaser, command(), runId));
  };
  const pay = async (): Promise<string> => {
    const { runId } = must(await prepareRun(tools, preparer, command(), { month }));
    await send(runId);
    return runId;
  };
  const givenUp = async (): Promise<{ readonly runId: string; readonly again: string }> => {
    const runId = await pay();
    must(await declareOutage(tools, finance, command(), runId, { cause: 'DECLARED', words: 'Its day is lost' }));
    await jobs.find(({ name }) => name === STANDBY_JOB)!.run(tools, systemActor(icbCode), {});
    const runs = await db.transaction(preparer, tx => loadRuns(tx, icbCode));
    const waits = runs.find(run => run.isByService && run.status === 'PREPARED' && run.takenUpById === undefined);
    return { runId, again: waits!.runId };
  };
  await pay();
  const twice = await bring(tools, paying, 'SET_UP');
  const first = await givenUp();
  must(await takeUpRun(tools, preparer, command(), first.again));
  await send(first.again);
  must(await confirmRun(tools, finance, command(), first.runId, { says: 'TAKEN', words: 'The bank called' }));
  await bring(tools, paying, 'SET_UP');
  return { twice, notTakenUpId: (await givenUp()).again };
}
