import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB } from '../../../../test/support/database.ts';
import { makePaidBudget } from '../../../../test/support/paid-budget.ts';
import { releaseAsShown } from '../../../../test/support/release-as-shown.ts';
import { sql } from '../../../platform/sql.ts';
import { effectOf, effectText } from '../../../rules/amounts/extra-payment.ts';
import { systemActor } from '../../../values/actor.ts';
import { askExtraPayment } from '../../amounts/requests/ask-extra-payment.ts';
import { decideExtraPayment } from '../../amounts/requests/decide-extra-payment.ts';
import { loadExtraFacts } from '../../amounts/requests/facts.ts';
import { findUnlikeRuns, findUnpostedPayments } from '../../audit/verify-store.ts';
import { loadMoneyFigures } from '../../ledger/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { writeFile } from '../files/write-file.ts';
import { jobs } from '../jobs.ts';
import { loadUrgent } from '../owed-store.ts';
import { loadPayments, loadRun } from '../store.ts';
import { cancelRun } from './cancel-run.ts';
import { prepareRun } from './prepare-run.ts';

/** A budget that is paid, with an emergency payment of £300.00 agreed today. */
async function begin() {
  const story = await makePaidBudget();
  const { tools, look, staff, approver, budgetId } = story;
  const extra = {
    kind: 'ADVANCE',
    amountPence: 30_000n,
    label: 'Night care until Monday',
    reasons: 'The assistant fell ill and nobody else is paid for',
    source: undefined,
    neededOn: tools.today(),
  } as const;
  const seen = await look(async tx => {
    const facts = await loadExtraFacts(tx, { budgetId, state: 'ACTIVE' }, await loadPolicy(tx, ICB, tools.today()));
    return effectText(effectOf(facts, extra) ?? []);
  });
  const { amountRequestId } = must(
    await askExtraPayment(tools, staff.coordinator, command(), budgetId, { ...extra, seen }),
  );
  const yes = { decision: 'AGREED', reasons: '' } as const;
  must(await decideExtraPayment(tools, approver, command(), { budgetId, amountRequestId }, yes));
  const urgent = { month: tools.today().toPlainYearMonth(), rail: 'FASTER_PAYMENTS', onlyPays: 'URGENT' } as const;
  const prepare = () => prepareRun(tools, staff.preparer, command(), urgent);
  const release = (runId: string, by = staff.releaser) => releaseAsShown(tools, by, runId);
  const kinds = async () =>
    (
      await look(tx =>
        tx.query(sql`
      select j.kind from journal j join payment p on j.caused_by = 'payment:' || p.payment_id join obligation o using (obligation_id)
       where o.purpose = 'ADVANCE' order by j.journal_id`),
      )
    ).map(({ kind }) => kind);
  return { ...story, prepare, release, kinds };
}

describe('R-084 R-085  An emergency payment goes out the same day', () => {
  test('R-085 alone in its run, by two people, posted as what it is, and in the account on the day', async () => {
    const { tools, look, staff, budgetId, prepare, release, kinds } = await begin();
    assert.deepEqual(await look(tx => loadUrgent(tx, ICB)), { count: 1, pence: 30_000n });
    const { runId } = must(await prepare());
    const run = (await look(tx => loadRun(tx, ICB, runId)))!;
    assert.deepEqual(
      [run.onlyPays, run.rail, run.timing, run.creditOn.toString(), run.totalPence],
      ['URGENT', 'FASTER_PAYMENTS', 'SAME_DAY', tools.today().toString(), 30_000n],
    );
    assert.deepEqual(await look(tx => loadUrgent(tx, ICB)), { count: 0, pence: 0n });
    assert.equal(verdict(await prepare()), 'nothing-to-pay');
    assert.equal(verdict(await release(runId, staff.preparer)), 'releaser-prepared-run, releaser-entered-account');
    must(await release(runId));
    assert.deepEqual(await kinds(), ['emergency-advance']);
    must(await writeFile(tools, staff.releaser, command(), runId));
    for (const job of jobs) await job.run(tools, systemActor(ICB), {});
    assert.deepEqual(await kinds(), ['emergency-advance', 'payment-credited']);
    const paid = (await look(tx => loadPayments(tx, budgetId))).find(({ runId: of }) => of === runId)!;
    assert.deepEqual([paid.status, paid.reference.slice(9)], ['CREDITED', ' ADEC26']);
    assert.deepEqual(await look(tx => findUnlikeRuns(tx)), []);
    assert.deepEqual(await look(tx => findUnpostedPayments(tx)), []);
  });

  test('R-084 given up after its release, it is owed and asked for again', async () => {
    const { tools, look, staff, budgetId, prepare, release, kinds } = await begin();
    const year = Temporal.PlainDate.from('2026-12-01');
    const before = await look(tx => loadMoneyFigures(tx, budgetId, year));
    const { runId } = must(await prepare());
    must(await release(runId));
    must(await cancelRun(tools, staff.preparer, command(), runId));
    assert.deepEqual(await kinds(), ['emergency-advance', 'run-cancelled']);
    assert.deepEqual(await look(tx => loadMoneyFigures(tx, budgetId, year)), before);
    assert.deepEqual(await look(tx => loadUrgent(tx, ICB)), { count: 1, pence: 30_000n });
  });
});
