/**
 * The work in which it is killed: everything that moves money, once, for budgets of its own, so that it can be told
 * again and again. Every crash point of the code stands on its way (the test beside it sees to that): a new one needs
 * an act here that comes past it.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMONSTRATION_ICB } from '../../../src/demonstration/board.ts';
import { loadChangedFacts } from '../../../src/features/amounts/changes/facts.ts';
import { loadExtraFacts } from '../../../src/features/amounts/requests/facts.ts';
import { loadApprovedPlan } from '../../../src/features/plans/store.ts';
import { loadPolicy } from '../../../src/features/policy/store.ts';
import { loadLines } from '../../../src/features/spending/store.ts';
import type { Tx } from '../../../src/platform/db.ts';
import { sql } from '../../../src/platform/sql.ts';
import { changedFrom } from '../../../src/rules/amounts/changed-instalments.ts';
import { effectOf, effectText } from '../../../src/rules/amounts/extra-payment.ts';
import { type Actor, systemActor } from '../../../src/values/actor.ts';
import { arucs } from '../../support/bank-reports.ts';
import { bring } from '../../support/set-up-budget.ts';
import { declareCardsDown, firstCard, giveSecondCard, makeWages } from './cards.ts';
import { assertCounted } from './counted.ts';
import { closeGoal, makeGoalOf, useGoal } from './goals.ts';
import { undoMapped } from './mapped.ts';
import { movedIsSeen, moveMoney } from './moved.ts';
import { othersHold } from './others.ts';
import { makeShared, paidInIsSeen, payIn, settleBetweenPayers } from './shared.ts';
import { act, command, facts, moveTo, read, until, type World } from './world.ts';

type Told = {
  readonly budgetId: string;
  readonly person: Actor;
  readonly accountNumber: string;
  readonly itemIds: readonly string[];
};
type Run = {
  readonly runId: string;
  readonly creditOn: string;
  readonly status: string;
  readonly totalPence: string;
  readonly paymentsCount: number;
  readonly payments: readonly {
    readonly paymentId: string;
    readonly budgetId: string;
    readonly reference: string;
    readonly amountPence: string;
  }[];
  readonly files: readonly { readonly totalPence: string; readonly paymentsCount: number }[];
};

const SORT_CODE = '000000';
/** Lines of each statement; two and two of them are equal. */
const LINES = 8;

/** Tells it once. What it leaves behind is counted. */
export async function tell(world: World, time: number): Promise<void> {
  const budgets = await makeBudgets(world, time);
  const [one, two, three] = budgets as [Told, Told, Told];
  const [shared, goal] = [await makeShared(world, time), await makeGoalOf(world, time)];
  await makeWages(world, time);

  // The bank confirms the first file. From then on its silence would say something: each is confirmed, or given up by somebody.
  const words = 'Proof';
  const first = await sendRun(world);
  await act(world, 'finance', `/pay-runs/${first.runId}/word`, { says: 'TAKEN', words });
  const moved = await cardsDown(world, time);
  await payIn(world, shared, time);
  await credited(world, first);
  await credited(world, moved);
  await paidInIsSeen(world, shared);
  await addStatement(world, one, time);
  await answerLine(world, one);
  await addFeed(world, two, time);
  await undoMapped(world, one);
  const other = await moveMoney(world, one, time);
  await useGoal(world, goal, time);

  // The bank sends back one payment in a report, and one by telephone: the next run pays both again.
  const [back, alsoBack] = [paymentOf(first, one), paymentOf(first, two)];
  const { reference, amountPence } = back;
  const pounds = `${amountPence.slice(0, -2)}.${amountPence.slice(-2)}`;
  const report = arucs([{ reference, sortCode: SORT_CODE, accountNumber: one.accountNumber, pounds }], String(time));
  const file = { name: 'report.xml', base64: Buffer.from(report).toString('base64') };
  const heard = await act(world, 'finance', '/bank-reports/new', { file });
  assert.deepEqual([heard.records, heard.open], [1, 0]);
  await act(world, 'preparer', `/payments/${alsoBack.paymentId}/return`, { reason: 'OTHER', words: 'By telephone' });

  // Nobody knows of the second run: the service prepares what it paid by Faster Payments, and then both have arrived.
  const second = await sendRun(world);
  await act(world, 'finance', `/pay-runs/${second.runId}/outage`, { words, confirmed: 'yes' });
  const third = await sendPrepared(world, await preparedByService(world));
  await act(world, 'finance', `/pay-runs/${second.runId}/word`, { says: 'TAKEN', words });
  await act(world, 'finance', `/overpayments/${paymentOf(second, one).paymentId}`, { how: 'PAID_BACK', words });
  await act(world, 'finance', `/overpayments/${paymentOf(second, two).paymentId}`, { how: 'SET_OFF', words });
  await credited(world, third);

  await changeAmounts(world, three);
  const held = await othersHold(world, time);
  await credited(world, second);

  // Some weeks later the month is over, and what came of the goal can be said.
  // On its tenth day, so that the next story begins in the month that its first run pays.
  const later = Temporal.PlainDate.from(world.today).add({ days: 31 });
  const tenth = later.with({ day: 10 });
  await moveTo(world, (later.day <= 10 ? tenth : tenth.add({ months: 1 })).toString());
  await movedIsSeen(world, other);
  await movedIsSeen(world, held);
  await settleBetweenPayers(world);
  await closeGoal(world, goal);
  await facts(world, assertCounted);
}

// --- payments ----------------------------------------------------------------------------------

/** Budgets that are owed their first month, each with an account of its own; the third one's are two cards. */
async function makeBudgets(world: World, time: number): Promise<Told[]> {
  const startsOn = `${world.today.slice(0, 7)}-01`;
  return facts(world, async tools => {
    const made: Told[] = [];
    for (let i = 1; i <= 3; i += 1) {
      const accountNumber = String(10_000_000 + time * 10 + i);
      const items = [{ annualPence: 720_000n }, { annualPence: 2_160_000n }];
      const account = i === 3 ? firstCard(time) : { sortCode: SORT_CODE, accountNumber };
      const { budgetId, person } = await bring(tools, world.team, 'SET_UP', { startsOn, items, account });
      if (i === 3) await giveSecondCard(tools, world, budgetId, time);
      const plan = await tools.db.transaction(world.team.finance, tx => loadApprovedPlan(tx, budgetId));
      made.push({ budgetId, person, accountNumber, itemIds: plan!.items.map(({ planItemId }) => planItemId) });
    }
    return made;
  });
}

/** One run by Bacs from its preparing to its file. */
async function sendRun(world: World): Promise<Run> {
  const month = world.today.slice(0, 7);
  const { runId } = await act<{ runId: string }>(world, 'preparer', '/pay-runs/new', { month });
  return sendPrepared(world, runId);
}

/** The run that the service prepares after an outage, taken up by somebody. */
async function preparedByService(world: World): Promise<string> {
  const waiting = async () => {
    const { runs } = await read<{ runs: { runId: string; status: string; isByService: boolean }[] }>(
      world,
      'preparer',
      '/pay-runs',
    );
    return runs.find(run => run.isByService && run.status === 'PREPARED')?.runId;
  };
  await until(world, 'the service prepares what was given up', async () => (await waiting()) !== undefined);
  const runId = (await waiting())!;
  await act(world, 'preparer', `/pay-runs/${runId}/taking-up`, {});
  return runId;
}

/** The cards of the third budget do not work: what was sent to them goes to second cards, in a run that the service prepares. */
async function cardsDown(world: World, time: number): Promise<Run> {
  await declareCardsDown(world, time);
  const moved = await sendPrepared(world, await preparedByService(world));
  await act(world, 'finance', `/pay-runs/${moved.runId}/word`, { says: 'TAKEN', words: 'Proof' });
  return moved;
}

/** Releases a run and writes its file. */
async function sendPrepared(world: World, runId: string): Promise<Run> {
  const path = `/pay-runs/${runId}`;
  const seen = await read<Run>(world, 'preparer', path);
  const totals = { count: String(seen.paymentsCount), totalPence: seen.totalPence, confirmed: 'yes' };
  await act(world, 'releaser', `${path}/release`, totals);
  await act(world, 'releaser', `${path}/file`, {});
  return read<Run>(world, 'preparer', path);
}

/** Waits for the credit of a run; what the API says of it then holds together. */
async function credited(world: World, { runId, creditOn }: Run): Promise<void> {
  const look = () => read<Run>(world, 'preparer', `/pay-runs/${runId}`);
  await moveTo(world, creditOn);
  await until(world, `run ${runId} is credited`, async () => (await look()).status === 'CREDITED');
  const { payments, files, totalPence, paymentsCount } = await look();
  assert.equal(String(payments.reduce((pence, payment) => pence + BigInt(payment.amountPence), 0n)), totalPence);
  assert.deepEqual(
    files.map(file => [file.totalPence, file.paymentsCount]),
    [[totalPence, paymentsCount]],
  );
}

function paymentOf({ payments }: Run, { budgetId }: Told): Run['payments'][number] {
  const found = payments.filter(payment => payment.budgetId === budgetId);
  assert.equal(found.length, 1, `budget ${budgetId} has ${found.length} payments in the run`);
  return found[0]!;
}

// --- statements --------------------------------------------------------------------------------

/** One statement imported, then the same file by a new act: its lines are there once, each placed and posted once. */
async function addStatement(world: World, { budgetId }: Told, time: number): Promise<void> {
  const path = `/budgets/${budgetId}/bank-statements/new`;
  const [year, month, day] = world.today.split('-');
  const lines = Array.from(
    { length: LINES },
    (_, i) => `${day}/${month}/${year},Shop ${time} ${i >> 1},-1.${10 + (i >> 1)}`,
  );
  const file = { name: 'statement.csv', base64: Buffer.from(`${lines.join('\n')}\n`).toString('base64') };
  const first = await act(world, 'finance', path, { file });
  assert.equal(first.added, LINES);
  const again = await act(world, 'finance', path, { file });
  assert.deepEqual([again.importId, again.again], [first.importId, true]);
  assert.deepEqual(await countLines(world, budgetId), { lines: LINES, placed: LINES, posted: LINES });
}

/** The person says what a line was, and then that it was something else: the first answer is taken back. */
async function answerLine(world: World, { budgetId, person, itemIds }: Told): Promise<void> {
  const [line] = await look(world, tx => loadLines(tx, budgetId, 1));
  const path = `/budgets/${budgetId}/bank-lines/${line!.lineId}`;
  const { sequence } = line!.placement;
  const answer = (planItemId: string, seen: number) =>
    act(world, person, path, { planItemId, note: '', sequence: String(seen) });
  await answer(itemIds[0]!, sequence);
  await answer(itemIds[1]!, sequence + 1);
}

/** A file of many accounts, read by the command and posted in the background. */
async function addFeed(world: World, { budgetId, accountNumber }: Told, time: number): Promise<void> {
  const rows = [1, 2, 2].map(n => `${SORT_CODE},${accountNumber},${world.today},Shop ${time} ${n},-${n}.00`);
  const path = join(world.variables.OPENPHB_DATA!, `feed-${time}.csv`);
  await writeFile(path, `Sort Code,Account Number,Date,Payee,Amount\n${rows.join('\n')}\n`);
  const command_ = ['import-feed', path, '--as', `staff-${world.team.finance.id}`];
  await command(world, command_);
  await command(world, command_);
  const whole = { lines: 3, placed: 3, posted: 3 };
  const isWhole = async () => JSON.stringify(await countLines(world, budgetId)) === JSON.stringify(whole);
  await until(world, 'the lines of the feed are posted', isWhole);
}

async function countLines(world: World, budgetId: string) {
  const [found] = await look(world, tx =>
    tx.query(sql`
      select count(*)::integer as lines, count(*) filter (where placed = 1)::integer as placed,
             count(*) filter (where journals = 1)::integer as posted
        from (select (select count(*) from placement p where p.statement_line_id = l.statement_line_id) as placed,
                     (select count(*) from journal j where j.caused_by = 'bank-line:' || l.statement_line_id) as journals
                from statement_line l where l.budget_id = ${budgetId}) x`),
  );
  return found;
}

// --- amounts -----------------------------------------------------------------------------------

/** Held back and begun again; something bought once; another amount: each decided by somebody else. */
async function changeAmounts(world: World, { budgetId, itemIds }: Told): Promise<void> {
  const base = `/budgets/${budgetId}`;
  const today = Temporal.PlainDate.from(world.today);
  const held = await act(world, 'approver', `${base}/suspensions/new`, {
    concern: 'QUALITY',
    reasons: 'Proof',
    talkedWithCoordinatorOn: world.today,
    talkedWithPersonOn: world.today,
    continuityPlan: 'The nurses come',
    scope: 'PART',
    planItemIds: [itemIds[0]],
    startsOn: world.today,
    reviewOn: today.add({ days: 3 }).toString(),
  });
  await act(world, 'approver', `${base}/suspensions/${held.suspensionId}/end`, { cleared: 'Proof' });

  const agreed = { decision: 'AGREED', reasons: '' };
  const extra = {
    kind: 'ONE_OFF',
    amountPence: 50_000n,
    label: 'A sling',
    reasons: 'Proof',
    source: 'CONTINGENCY',
  } as const;
  const neededOn = today.add({ days: 20 });
  const seenExtra = await look(world, async (tx, on) => {
    const policy = await loadPolicy(tx, DEMONSTRATION_ICB, on);
    const known = await loadExtraFacts(tx, { budgetId, state: 'ACTIVE' }, policy);
    return effectText(effectOf(known, extra) ?? []);
  });
  const { kind: _, ...asked } = extra;
  const extraBody = { ...asked, amountPence: '50000', neededOn: neededOn.toString(), seen: seenExtra, told: 'yes' };
  const once = await act(world, 'coordinator', `${base}/one-off-payments/new`, extraBody);
  await act(world, 'approver', `${base}/extra-payments/${once.amountRequestId}`, agreed);

  const effectiveOn = today.with({ day: 1 }).add({ months: 2 });
  const order = { toPence: 3_240_000n, effectiveOn, reasons: '', endedLineIds: [], found: 'Proof' };
  const seenChange = await look(world, async (tx, on) => {
    const policy = await loadPolicy(tx, DEMONSTRATION_ICB, on);
    const known = await loadChangedFacts(tx, { budgetId, state: 'ACTIVE' }, policy);
    return effectText(changedFrom(known!, order) ?? []);
  });
  const changeBody = { ...order, toPence: '3240000', effectiveOn: effectiveOn.toString(), seen: seenChange };
  const change = await act(world, 'finance', `${base}/amount-changes/new`, changeBody);
  await act(world, 'approver', `${base}/amount-changes/${change.amountRequestId}`, agreed);
}

function look<T>(world: World, work: (tx: Tx, today: Temporal.PlainDate) => Promise<T>): Promise<T> {
  return facts(world, ({ db, today }) => db.transaction(systemActor(DEMONSTRATION_ICB), tx => work(tx, today())));
}
