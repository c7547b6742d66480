/** A council that pays its own part to the person itself: in the plan and in the figures, and never in what we pay. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { statement } from '../../../../test/scenarios/walk.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { signedIn } from '../../../../test/support/every-step.ts';
import { COUNCIL, FINAL, LA, makeSharedBudget, NHS } from '../../../../test/support/shared-budget.ts';
import { testSite } from '../../../../test/support/site.ts';
import { runCommand } from '../../../platform/commands.ts';
import { type Actor, systemActor } from '../../../values/actor.ts';
import { total } from '../../../values/pence.ts';
import { loadAgreement } from '../../agreements/store.ts';
import { sealAudit } from '../../audit/seal.ts';
import { verify } from '../../audit/verify.ts';
import { loadFinalBudget } from '../../budgets/store.ts';
import { loadStreams } from '../../budgets/stream-store.ts';
import { loadBalances } from '../../ledger/store.ts';
import { findBreaks } from '../../ledger/tie-out/find/store.ts';
import { loadPayments } from '../../payments/store.ts';
import { loadApprovedPlan } from '../../plans/store.ts';
import { loadMonthParts } from '../../recharges/statement-store.ts';
import { loadRechargeSums } from '../../recharges/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { importStatement } from '../../spending/import-statement.ts';
import { pages as moneyPages } from '../../spending/money-pages.ts';
import { placeLine } from '../../spending/place-line.ts';
import { loadLines } from '../../spending/store.ts';
import { pages as fundingPages } from '../pages.ts';
import { commands } from './commands.ts';
import { jobs } from './jobs.ts';
import { sayContribution } from './say-contribution.ts';

const database = await testDatabase();
const { tools } = database;
const { walk, team, walker } = await makeSharedBudget(database, { settlement: 'SEPARATE' });
const { budgetId, person } = walk;
const { look } = walker;
/** 37.5% of the budget; the person pays £2,600.00 of it. */
const COUNCILS = (FINAL * 375n) / 1_000n - 260_000n;

const on = async (kind: string, stream: string) =>
  total(
    (await look(tx => loadBalances(tx, budgetId)))
      .filter(({ account }) => account.kind === kind && account.stream === stream)
      .map(({ pence }) => pence),
  );
async function run(words: readonly string[], actor: Actor = team.finance) {
  let [printed, said] = ['', ''];
  const code = await runCommand(words, {
    commands,
    print: text => {
      printed += text;
    },
    say: text => {
      said += text;
    },
    stopping: new AbortController().signal,
    withDatabase: (_as, _may, _say, work) => work(tools, actor),
    withTools: (_say, work) => work(tools),
    withOwner: (_say, work) => work(tools, true),
    onFault(error) {
      throw error;
    },
  });
  return { code, printed, said };
}
const isRight = async () => {
  await sealAudit(tools, systemActor(ICB));
  assert.deepEqual(await verify(tools), []);
  const { breaks } = await look(tx => findBreaks(tx));
  assert.deepEqual(
    breaks.filter(({ cause }) => cause.startsWith('line') || cause.startsWith('journal') || cause.startsWith('budget')),
    [],
  );
};

describe('A council that pays the person itself', { concurrency: 1 }, () => {
  test('R-098 R-099  its part is in the budget and in its books, and nothing of it is agreed, owed, paid or asked back by us', async () => {
    const final = (await look(tx => loadFinalBudget(tx, budgetId)))!;
    const plan = await look(tx => loadApprovedPlan(tx, budgetId));
    const [nhs, council] = await look(tx => loadStreams(tx, final, plan!.items));
    assert.equal(nhs!.finalPence + council!.finalPence, FINAL);
    assert.deepEqual([nhs!.apart, council!.apart, council!.personPence], [undefined, true, 260_000n]);

    const agreement = (await look(tx => loadAgreement(tx, budgetId)))!;
    assert.equal(total(agreement.payments.map(({ amountPence }) => amountPence)), nhs!.finalPence);
    assert.match(
      agreement.clauses.map(({ words }) => words).join('\n'),
      /Testshire Council pays its £2,950\.00 a year into the account itself/,
    );
    const payments = await look(tx => loadPayments(tx, budgetId));
    assert.deepEqual([...new Set(payments.map(({ stream }) => stream))], [NHS]);
    assert.deepEqual([await on('undrawn', LA), await on('drawn', LA)], [0n, 0n]);
    const spending = await Promise.all(['authorised', 'contingency', 'promised'].map(kind => on(kind, LA)));
    assert.equal(-total(spending), council!.finalPence, 'the council’s part is there to be spent');

    assert.deepEqual(await look(tx => loadRechargeSums(tx, Temporal.PlainYearMonth.from('2026-12'))), []);
    assert.deepEqual(await look(tx => loadMonthParts(tx, Temporal.PlainYearMonth.from('2026-12'))), []);
    await isRight();
  });

  test('R-098  the person says which money was the council’s: it stands in the council’s books only, and a shared line is spent in both', async () => {
    tools.moveTo('2026-12-28');
    const file = statement([
      ['2026-12-20', '245.83', 'TESTSHIRE COUNCIL DP'],
      ['2026-12-21', '-80.00', 'LUNCH CLUB'],
    ]);
    must(await importStatement(tools, person, command(), budgetId, { file }));
    const lines = await look(tx => loadLines(tx, budgetId, 20));
    const lineOf = (pence: bigint) => lines.find(line => line.linePence === pence)!;
    const { lineId } = lineOf(24_583n);
    const theirs = { stream: LA, lineId };
    assert.equal(
      verdict(await sayContribution(tools, person, command(), budgetId, { ...theirs, stream: NHS, paidBy: 'payer' })),
      'contribution-not-asked',
    );
    const held = await on('held', LA);
    must(await sayContribution(tools, person, command(), budgetId, { ...theirs, paidBy: 'payer' }));
    assert.equal(await on('contribution', LA), -24_583n);
    assert.equal(await on('contribution', NHS), 0n);
    assert.ok((await on('held', LA)) > held);

    const plan = await look(tx => loadApprovedPlan(tx, budgetId));
    const meals = plan!.items.find(({ label }) => label === 'Meals')!;
    const lunch = lineOf(-8_000n);
    const answer = { planItemId: meals.planItemId, note: '', sequence: lunch.placement.sequence };
    must(await placeLine(tools, person, command(), budgetId, lunch.lineId, answer));
    assert.deepEqual([await on('used', NHS), await on('used', LA)], [-5_000n, -3_000n]);
    await isRight();
  });

  test('“my money” says what the council has paid itself; “who pays” and the list of what came say it too', async () => {
    const site = await testSite(database, { routes: [...moneyPages, ...fundingPages] });
    const holder = await signedIn(database, site.baseUrl, person);
    const here = `/budgets/${budgetId}`;
    const money = (await holder.get(`${here}/money`)).text;
    assert.match(money, /Paid to you by Testshire Council itself/);
    assert.match(money, /£245\.83<\/span> of £2,950\.00 a year/);
    assert.match((await holder.get(`${here}/payers`)).text, /Testshire Council, which pays it to the person itself/);
    const page = (await holder.get(`${here}/contributions`)).text;
    assert.match(page, /What comes into the account from others/);
    assert.match(page, /Testshire Council pays its part into your account itself/);
    assert.match(page, /£245\.83 has come\. Nothing is late/);
    // The person pays a part too: who paid is asked.
    assert.match(page, /Who paid it/);
  });

  test('openphb contribution: what was asked, what came, what is late; wrong words are 2, a no is 1', async () => {
    const { reference } = (await look(tx => loadBudget(tx, ICB, budgetId)))!;
    const listed = await run(['contribution', 'list', reference]);
    assert.equal(listed.code, 0);
    assert.match(listed.printed, /Testshire Council, Council care for adults: paid by the council itself/);
    assert.match(listed.printed, /December 2026: £245\.8[34] asked/);
    const paid = ['contribution', 'record', reference, '--stream', LA, '--by', 'payer', '--on', '2026-12-27'];
    const sum = ['--pounds', '245.83', '--reference', 'Remittance 12'];
    assert.equal((await run([...paid, ...sum])).code, 0);
    const again = await run([...paid, ...sum]);
    assert.equal(again.code, 1);
    assert.match(again.said, /was written down before/);
    assert.equal((await run([...paid, '--pounds', 'much', '--reference', 'x'])).code, 2);
    assert.equal((await run([...paid, '--pounds', '0', '--reference', 'x'])).code, 2);
    assert.equal((await run([...paid, '--pounds', '1.00'])).code, 2);
    assert.equal((await run([...paid.slice(0, -1), '27 December', ...sum])).code, 2);
    assert.equal((await run(['contribution', 'list', 'PHB999999'])).code, 1);
    assert.equal(
      (await run(['contribution', 'list', reference], { ...person, personId: crypto.randomUUID() })).code,
      1,
    );
    const json = JSON.parse((await run(['contribution', 'list', reference, '--json'])).printed);
    const { paidPence, months } = json.payers.find(({ paidBy }: { paidBy: string }) => paidBy === 'payer');
    assert.equal(paidPence, '49166');
    assert.equal(total(months.map(({ pence }: { pence: string }) => BigInt(pence))), COUNCILS);

    // The statement shows it: it counts once.
    tools.moveTo('2027-03-20');
    const file = statement([['2026-12-27', '245.83', 'TESTSHIRE COUNCIL DP']]);
    must(await importStatement(tools, person, command(), budgetId, { file }));
    for (const job of jobs) await job.run(tools, systemActor(ICB), {});
    assert.equal(await on('contribution', LA), -49_166n);
    const late = JSON.parse((await run(['contribution', 'arrears', '--json'])).printed);
    assert.deepEqual(late.arrears.map(({ payer, paidBy }: Record<string, string>) => [payer, paidBy]).toSorted(), [
      [COUNCIL, 'payer'],
      [COUNCIL, 'person'],
    ]);
    assert.match((await run(['contribution', 'arrears'])).printed, /which it pays itself/);
    await isRight();
  });
});
