import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB } from '../../../../test/support/database.ts';
import { makePaidBudget, type PaidBudget, payMonth, payMonths } from '../../../../test/support/paid-budget.ts';
import { releaseAsShown } from '../../../../test/support/release-as-shown.ts';
import { bring } from '../../../../test/support/set-up-budget.ts';
import { total } from '../../../values/pence.ts';
import { loadMoneyFigures } from '../../ledger/store.ts';
import { loadStillOwed } from '../../payments/owed-store.ts';
import { prepareRun } from '../../payments/runs/prepare-run.ts';
import { loadPayments } from '../../payments/store.ts';
import { loadNotices } from '../../people/store.ts';
import { loadDecisions } from '../../reconsiderations/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { lookAtSuspension } from './look-at-suspension.ts';
import { resumePayments } from './resume-payments.ts';
import { loadOpenSuspensions, loadSuspensions } from './store.ts';
import { suspendPayments } from './suspend-payments.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);
const month = (iso: string) => Temporal.PlainYearMonth.from(iso);

const ORDER = {
  concern: 'FRAUD' as const,
  reasons: 'Money went to an account that nobody knows',
  talkedWithCoordinatorOn: on('2026-12-04'),
  talkedWithPersonOn: on('2026-12-07'),
  continuityPlan: 'The agency goes on coming. We pay it.',
  scope: 'WHOLE' as const,
  planItemIds: [] as string[],
  startsOn: on('2027-01-15'),
  reviewOn: on('2027-01-22'),
};

const suspend = ({ tools, approver, budgetId }: PaidBudget, more: object = {}, sent = command()) =>
  suspendPayments(tools, approver, sent, budgetId, { ...ORDER, ...more });

describe('R-105 T21 T22  Payments held back over a concern', () => {
  test('R-084 what is held back is not paid, then paid once, and the year adds up to the penny', async () => {
    const story = await makePaidBudget();
    const { tools, approver, staff, budgetId, look } = story;
    const { suspensionId } = must(await suspend(story));

    tools.moveTo('2026-12-28');
    const january = await payMonth(story, '2027-01');
    assert.deepEqual(january.paid, ['INSTALMENT 2027-01 117419']);
    assert.deepEqual(january.held, ['ARREARS 2027-01 142581 suspended']);
    tools.moveTo('2027-01-22');
    must(
      await lookAtSuspension(
        tools,
        approver,
        command(),
        { budgetId, suspensionId },
        { found: 'The bank has not answered', nextReviewOn: on('2027-02-19') },
      ),
    );
    assert.equal(
      verdict(await prepareRun(tools, staff.preparer, command(), { month: month('2027-02') })),
      'nothing-to-pay',
    );

    tools.moveTo('2027-01-27');
    // Somebody else is paid, so that there is a run at all.
    await bring(tools, staff, 'SET_UP', { startsOn: '2027-02-01', familyName: 'Other' });
    const february = await payMonth(story, '2027-02');
    assert.deepEqual(february.paid, []);
    assert.deepEqual(february.held, ['ARREARS 2027-01 142581 suspended', 'ARREARS 2027-02 260000 suspended']);

    tools.moveTo('2027-02-10');
    const ended = must(
      await resumePayments(
        tools,
        approver,
        command(),
        { budgetId, suspensionId },
        { cleared: 'It was the assistant’s' },
      ),
    );
    assert.equal(ended.catchUpPence, '402581');
    tools.moveTo('2027-02-22');
    const march = await payMonth(story, '2027-03');
    assert.deepEqual(march.paid, ['ARREARS 2027-01 142581', 'ARREARS 2027-02 260000', 'INSTALMENT 2027-03 260000']);
    assert.deepEqual(march.held, []);
    await payMonths(story, '2027-04', '2027-11');
    const live = (await look(tx => loadPayments(tx, budgetId))).filter(({ status }) => status !== 'RETURNED');
    assert.equal(total(live.map(({ amountPence }) => amountPence)), 3_120_000n);
    assert.equal((await look(tx => loadMoneyFigures(tx, budgetId, on('2026-12-01')))).toCome, 0n);
    assert.deepEqual(await look(tx => loadStillOwed(tx, budgetId)), []);
  });

  test('a part is held back and the rest goes on', async () => {
    const story = await makePaidBudget();
    const { tools, approver, budgetId, lineId } = story;
    const { suspensionId } = must(
      await suspend(story, {
        scope: 'PART',
        planItemIds: [lineId],
        startsOn: on('2027-01-01'),
        reviewOn: on('2027-01-08'),
      }),
    );
    tools.moveTo('2026-12-28');
    const january = await payMonth(story, '2027-01');
    assert.deepEqual(january.paid, ['INSTALMENT 2027-01 200000']);
    assert.deepEqual(january.held, ['ARREARS 2027-01 60000 suspended']);
    tools.moveTo('2027-01-05');
    must(await resumePayments(tools, approver, command(), { budgetId, suspensionId }, { cleared: 'All was well' }));
    const more = await payMonth(story, '2027-01');
    assert.deepEqual(more.paid, ['ARREARS 2027-01 60000']);
    tools.moveTo('2027-01-25');
    assert.deepEqual((await payMonth(story, '2027-02')).paid, ['INSTALMENT 2027-02 260000']);
  });

  test('what ends before a run leaves every instalment whole', async () => {
    const story = await makePaidBudget();
    const { tools, approver, budgetId } = story;
    const { suspensionId } = must(await suspend(story));
    const ended = must(
      await resumePayments(tools, approver, command(), { budgetId, suspensionId }, { cleared: 'A mistake' }),
    );
    assert.equal(ended.catchUpPence, '0');
    tools.moveTo('2026-12-28');
    assert.deepEqual((await payMonth(story, '2027-01')).paid, ['INSTALMENT 2027-01 260000']);
  });

  test('a payment that was prepared before is not released', async () => {
    const story = await makePaidBudget();
    const { tools, staff } = story;
    tools.moveTo('2026-12-28');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), { month: month('2027-01') }));
    must(await suspend(story, { startsOn: on('2026-12-28'), reviewOn: on('2027-01-04') }));
    assert.equal(verdict(await releaseAsShown(tools, staff.releaser, runId)), 'run-has-barred-payments');
  });

  test('a second one begins only after the first has ended, and has arrears of its own', async () => {
    const story = await makePaidBudget();
    const { tools, approver, budgetId } = story;
    const first = must(await suspend(story, { startsOn: on('2027-01-01'), reviewOn: on('2027-01-08') }));
    assert.equal(verdict(await suspend(story)), 'overlay-there-already');
    tools.moveTo('2026-12-28');
    await bring(tools, story.staff, 'SET_UP', { startsOn: '2027-01-01', familyName: 'Other' });
    await payMonth(story, '2027-01');
    must(await resumePayments(tools, approver, command(), { budgetId, ...first }, { cleared: 'All was well' }));
    assert.equal(
      verdict(await resumePayments(tools, approver, command(), { budgetId, ...first }, { cleared: 'Again' })),
      'overlay-not-there',
    );
    const again = { startsOn: on('2027-01-10'), reviewOn: on('2027-01-17') };
    must(await suspend(story, again));
    tools.moveTo('2027-01-25');
    const february = await payMonth(story, '2027-02');
    assert.deepEqual(february.paid, ['ARREARS 2027-01 260000'], 'the first one’s arrears are not held a second time');
    assert.deepEqual(february.held, ['ARREARS 2027-02 260000 suspended']);
  });

  test('the person is told why, how care goes on, and how to have it looked at again', async () => {
    const story = await makePaidBudget();
    const { tools, approver, budgetId, look } = story;
    const { suspensionId } = must(await suspend(story));
    const [told] = await look(tx => loadNotices(tx, budgetId, 1));
    assert.equal(told!.kind, 'N20');
    assert.deepEqual(told!.reasons, [ORDER.reasons]);
    assert.match(told!.paragraphs.join(' '), /The agency goes on coming/);
    assert.match(told!.reconsiderationRoute, /look at it again/);
    const [decided] = await look(tx => loadDecisions(tx, budgetId, suspensionId));
    assert.equal(decided!.kind, 'SUSPENSION');
    assert.equal(decided!.adverse, true);
    const [open] = await look(tx => loadOpenSuspensions(tx, ICB));
    assert.equal(open!.reviewOn.toString(), '2027-01-22');
    must(await resumePayments(tools, approver, command(), { budgetId, suspensionId }, { cleared: 'Cleared' }));
    assert.equal((await look(tx => loadNotices(tx, budgetId, 1)))[0]!.kind, 'N21');
    assert.deepEqual(await look(tx => loadOpenSuspensions(tx, ICB)), []);
  });

  test('broken off anywhere nothing of it is there, and the same command does it once', async () => {
    const story = await makePaidBudget();
    const { tools, approver, budgetId, look } = story;
    const breaking = (at: string) => ({
      ...tools,
      crashPoint: async (name: string) => {
        if (name === at) throw new Error('broken off');
      },
    });
    const sent = command();
    for (const at of [
      CRASH_POINTS.suspendAfterSuspension,
      CRASH_POINTS.suspendAfterParts,
      'suspension.begin.before-commit',
    ]) {
      await assert.rejects(suspendPayments(breaking(at), approver, sent, budgetId, ORDER), /broken off/);
      assert.deepEqual(await look(tx => loadSuspensions(tx, budgetId)), []);
    }
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => suspend(story, {}, sent)));
    const ids = new Set(answers.map(answer => must(answer).suspensionId));
    assert.equal(ids.size, 1);
    assert.equal((await look(tx => loadSuspensions(tx, budgetId))).length, 1);
    const end = { budgetId, suspensionId: [...ids][0]! };
    for (const at of [CRASH_POINTS.resumeAfterEnd, 'suspension.end.before-commit'])
      await assert.rejects(resumePayments(breaking(at), approver, command(), end, { cleared: 'x' }), /broken off/);
    assert.equal((await look(tx => loadSuspensions(tx, budgetId)))[0]!.end, undefined);
  });
});
