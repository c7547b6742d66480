import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB } from '../../../../test/support/database.ts';
import { makePaidBudget, type PaidBudget, payMonth, payMonths } from '../../../../test/support/paid-budget.ts';
import { type AmountOrder, changedFrom } from '../../../rules/amounts/changed-instalments.ts';
import { effectText } from '../../../rules/amounts/extra-payment.ts';
import { total } from '../../../values/pence.ts';
import { loadFinalBudget } from '../../budgets/store.ts';
import { loadMoneyFigures } from '../../ledger/store.ts';
import { findBreaks } from '../../ledger/tie-out/find/store.ts';
import { loadPayments } from '../../payments/store.ts';
import { loadNotices } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadDecisions } from '../../reconsiderations/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { loadAmountRequests } from '../requests/store.ts';
import { answerAmountChange } from './answer-amount-change.ts';
import { askAmountChange } from './ask-amount-change.ts';
import { loadChangedFacts } from './facts.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);
const YEAR = on('2026-12-01');
const AGREED = { decision: 'AGREED', reasons: '' } as const;

/** Proposes as the page would: with the effect that it showed. */
async function propose({ tools, look, staff, budgetId, lineId }: PaidBudget, more: Partial<AmountOrder> = {}) {
  const order = {
    toPence: 2_400_000n,
    effectiveOn: on('2027-02-07'),
    reasons: 'The night care has ended',
    endedLineIds: [lineId],
    found: 'The day care is paid in full',
    ...more,
  };
  const seen = await look(async tx => {
    const facts = await loadChangedFacts(tx, { budgetId, state: 'ACTIVE' }, await loadPolicy(tx, ICB, tools.today()));
    return effectText(changedFrom(facts!, order) ?? []);
  });
  return askAmountChange(tools, staff.finance, command(), budgetId, { ...order, seen });
}

const answer = ({ tools, approver, budgetId }: PaidBudget, amountRequestId: string, sent = command()) =>
  answerAmountChange(tools, approver, sent, { budgetId, amountRequestId }, AGREED);

async function yearOf({ look, budgetId }: PaidBudget) {
  const figures = await look(tx => loadMoneyFigures(tx, budgetId, YEAR));
  const final = (await look(tx => loadFinalBudget(tx, budgetId)))!;
  const payments = await look(tx => loadPayments(tx, budgetId));
  assert.deepEqual((await look(tx => findBreaks(tx))).breaks, []);
  return {
    allocated: figures.allocated,
    toCome: figures.toCome,
    final: final.finalPence,
    paid: total(payments.map(({ amountPence }) => amountPence)),
  };
}

describe('R-090 T19  Another amount while it is paid', () => {
  test('a cut after its notice: what was paid stays, the rest is the new amount, the year adds up', async () => {
    const story = await makePaidBudget();
    const { tools, look, budgetId } = story;
    assert.equal(verdict(await propose(story, { effectiveOn: on('2027-01-03') })), 'cut-notice-too-short');
    const { amountRequestId } = must(await propose(story));
    must(await answer(story, amountRequestId));
    // December to February as before, nine months of £2,000.00.
    const year = 3n * 260_000n + 9n * 200_000n;
    assert.deepEqual(await yearOf(story), { allocated: year, toCome: year - 260_000n, final: year, paid: 260_000n });
    const [told] = await look(tx => loadNotices(tx, budgetId, 1));
    assert.equal(told!.kind, 'N18');
    assert.deepEqual(told!.reasons, ['The night care has ended']);
    assert.match(told!.reconsiderationRoute, /look at it again/);
    assert.match(told!.paragraphs.join(' '), /March 2027: £2,000.00 instead of £2,600.00/);
    const [decided] = await look(tx => loadDecisions(tx, budgetId, amountRequestId));
    assert.equal(decided!.kind, 'REDUCTION');
    assert.equal(decided!.adverse, true);
    tools.moveTo('2026-12-28');
    await payMonth(story, '2027-01');
    await payMonths(story, '2027-02', '2027-11');
    assert.deepEqual(await yearOf(story), { allocated: year, toCome: 0n, final: year, paid: year });
  });

  test('a rise at once, on top of an earlier change; who proposed it does not agree', async () => {
    const story = await makePaidBudget();
    const { tools, staff, look, budgetId } = story;
    const rise = { effectiveOn: on('2027-01-01'), reasons: '', endedLineIds: [] };
    const first = must(await propose(story, { ...rise, toPence: 3_240_000n }));
    const own = await answerAmountChange(tools, staff.finance, command(), { budgetId, ...first }, AGREED);
    assert.equal(verdict(own), 'extra-own-request');
    must(await answer(story, first.amountRequestId));
    assert.equal(verdict(await answer(story, first.amountRequestId)), 'extra-decided');
    const year = 260_000n + 11n * 270_000n;
    assert.equal((await yearOf(story)).final, year);
    assert.equal((await look(tx => loadDecisions(tx, budgetId, first.amountRequestId)))[0]!.kind, 'RAISE');
    const second = must(await propose(story, { ...rise, toPence: 3_360_000n, effectiveOn: on('2027-01-02') }));
    must(await answer(story, second.amountRequestId));
    await payMonths(story, '2027-01', '2027-11');
    const both = 260_000n + 270_000n + 10n * 280_000n;
    assert.deepEqual(await yearOf(story), { allocated: both, toCome: 0n, final: both, paid: both });
  });

  test('broken off anywhere nothing of it is there, and five at once have one effect', async () => {
    const story = await makePaidBudget();
    const { tools, approver, look, budgetId } = story;
    const { amountRequestId } = must(await propose(story));
    const before = await yearOf(story);
    const sent = command();
    const { changeAfterDecision, changeAfterInstalments, changeAfterFinalBudget, changeAfterJournals } = CRASH_POINTS;
    for (const at of [
      changeAfterDecision,
      changeAfterInstalments,
      changeAfterFinalBudget,
      changeAfterJournals,
      'amount-change.decide.before-commit',
    ]) {
      const breaking = {
        ...tools,
        crashPoint: async (name: string) => {
          if (name === at) throw new Error('broken off');
        },
      };
      const about = { budgetId, amountRequestId };
      await assert.rejects(answerAmountChange(breaking, approver, sent, about, AGREED), /broken off/);
      assert.deepEqual(await yearOf(story), before);
      assert.equal((await look(tx => loadAmountRequests(tx, budgetId)))[0]!.decision, undefined);
    }
    for (const each of await Promise.all([1, 2, 3, 4, 5].map(() => answer(story, amountRequestId, sent)))) must(each);
    assert.equal((await yearOf(story)).final, 3n * 260_000n + 9n * 200_000n);
  });

  test('a no leaves everything as it is and says why', async () => {
    const story = await makePaidBudget();
    const { tools, approver, look, budgetId } = story;
    const { amountRequestId } = must(await propose(story));
    const before = await yearOf(story);
    const no = { decision: 'REFUSED', reasons: 'The night care goes on' } as const;
    must(await answerAmountChange(tools, approver, command(), { budgetId, amountRequestId }, no));
    assert.deepEqual(await yearOf(story), before);
    const [told] = await look(tx => loadNotices(tx, budgetId, 1));
    assert.equal(told!.kind, 'N11');
    assert.deepEqual(told!.reasons, ['The night care goes on']);
  });
});
