/** Another amount, an advance and a payment of its own where the NHS and a council pay together. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must } from '../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../test/support/database.ts';
import { LA, makeSharedBudget, NHS, STARTS_ON } from '../../../test/support/shared-budget.ts';
import { sql } from '../../platform/sql.ts';
import { type AmountOrder, changedFrom } from '../../rules/amounts/changed-instalments.ts';
import { type Extra, effectOf, effectText } from '../../rules/amounts/extra-payment.ts';
import { systemActor } from '../../values/actor.ts';
import { total } from '../../values/pence.ts';
import { sealAudit } from '../audit/seal.ts';
import { verify } from '../audit/verify.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadStreams } from '../budgets/stream-store.ts';
import { loadBalances, loadMoneyFigures } from '../ledger/store.ts';
import { loadInstalments } from '../payments/owed-store.ts';
import { loadPayments } from '../payments/store.ts';
import { loadNotices } from '../people/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { answerAmountChange } from './changes/answer-amount-change.ts';
import { askAmountChange } from './changes/ask-amount-change.ts';
import { loadChangedFacts } from './changes/facts.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { askExtraPayment } from './requests/ask-extra-payment.ts';
import { decideExtraPayment } from './requests/decide-extra-payment.ts';
import { loadExtraFacts } from './requests/facts.ts';

const database = await testDatabase();
const { tools } = database;
const { walk, team, walker } = await makeSharedBudget(database);
const { budgetId } = walk;
const { look } = walker;
const AGREED = { decision: 'AGREED', reasons: '' } as const;
const both = async (of: (stream: string) => Promise<bigint>) => [await of(NHS), await of(LA)];
const on = (kind: string) => (stream: string) =>
  look(
    async tx =>
      -total(
        (await loadBalances(tx, budgetId))
          .filter(({ account }) => account.kind === kind && account.stream === stream)
          .map(({ pence }) => pence),
      ),
  );
/** What is left to be paid in instalments, by payer. */
const left = (stream: string) =>
  look(async tx =>
    total(
      (await loadInstalments(tx, budgetId))
        .filter(each => !each.isOwed && each.stream === stream)
        .map(({ pence }) => pence),
    ),
  );
const isRight = async () => {
  await sealAudit(tools, systemActor(ICB));
  assert.deepEqual(await verify(tools), []);
};
const extra = async (given: Partial<Extra>, by = tools) => {
  const input: Extra = {
    kind: 'ONE_OFF',
    amountPence: 10_001n,
    label: 'A sling',
    reasons: 'The old one tore',
    source: 'CONTINGENCY',
    neededOn: tools.today(),
    ...given,
  };
  const seen = await look(async tx => {
    const facts = await loadExtraFacts(tx, { budgetId, state: 'ACTIVE' }, await loadPolicy(tx, ICB, tools.today()));
    return effectText(effectOf(facts, input) ?? []);
  });
  const { amountRequestId } = must(
    await askExtraPayment(tools, team.coordinator, command(), budgetId, { ...input, seen }),
  );
  return decideExtraPayment(by, team.approver, command(), { budgetId, amountRequestId }, AGREED);
};
const owed = async (purpose: string) => {
  const rows = await database.superDb.query(sql`
    select stream, amount_pence from obligation where budget_id = ${budgetId} and purpose = ${purpose} order by stream desc`);
  return rows.map(row => [row.stream, row.amount_pence]);
};

describe('Amounts of several payers', { concurrency: 1 }, () => {
  test('R-098  what is bought once is owed by each, out of its own money for emergencies and its own instalments', async () => {
    const before = { kept: await both(on('contingency')), left: await both(left) };
    const breaking = {
      ...tools,
      crashPoint: async (name: string) => {
        if (name === CRASH_POINTS.extraAfterJournal) throw new Error('broken off');
      },
    };
    await assert.rejects(extra({}, breaking), /broken off/);
    assert.deepEqual(await owed('ONE_OFF'), []);
    must(await extra({}));
    assert.deepEqual(await owed('ONE_OFF'), [
      [NHS, 6_251n],
      [LA, 3_750n],
    ]);
    assert.deepEqual(await both(on('contingency')), [before.kept[0]! - 6_251n, before.kept[1]! - 3_750n]);
    assert.deepEqual(await both(left), [before.left[0]! - 6_251n, before.left[1]! - 3_750n]);
    const [told] = await look(tx => loadNotices(tx, budgetId, 1));
    const text = JSON.stringify(told);
    assert.equal(text.match(/instead of/g)?.length, 11, 'one sum for each month, whoever pays it');
    await isRight();
  });

  test('R-098  an advance is owed by each at once', async () => {
    const before = await both(left);
    must(await extra({ kind: 'ADVANCE', amountPence: 8_000n, source: undefined }));
    assert.deepEqual(await owed('ADVANCE'), [
      [NHS, 5_000n],
      [LA, 3_000n],
    ]);
    assert.deepEqual(await both(left), [before[0]! - 5_000n, before[1]! - 3_000n]);
  });

  test('R-089, R-090, R-096  another amount is each payer’s by its part, in its books and its instalments', async () => {
    const facts = () =>
      look(async tx => loadChangedFacts(tx, { budgetId, state: 'ACTIVE' }, await loadPolicy(tx, ICB, tools.today())));
    const streamsNow = () =>
      look(async tx =>
        loadStreams(tx, (await loadFinalBudget(tx, budgetId))!, (await loadApprovedPlan(tx, budgetId))!.items),
      );
    const change = async (more: bigint) => {
      const now = (await facts())!;
      const order: AmountOrder = {
        toPence: now.yearlyPence + more,
        effectiveOn: tools.today().add({ days: 40 }),
        reasons: 'The care costs something else now',
        endedLineIds: [],
        found: 'It is enough for everything',
      };
      const seen = effectText(changedFrom(now, order) ?? []);
      const { amountRequestId } = must(
        await askAmountChange(tools, team.finance, command(), budgetId, { ...order, seen }),
      );
      must(await answerAmountChange(tools, team.approver, command(), { budgetId, amountRequestId }, AGREED));
    };
    const [before, budget, undrawn] = [await both(left), await streamsNow(), await both(on('undrawn'))];
    await change(120_000n); // £1,200.00 a year: ten months are left
    const after = await both(left);
    assert.deepEqual([after[0]! - before[0]!, after[1]! - before[1]!], [62_500n, 37_500n]);
    const streams = await streamsNow();
    assert.deepEqual(
      streams.map(({ finalPence, personPence }, i) => [finalPence - budget[i]!.finalPence, personPence]),
      [
        [62_500n, 0n],
        [37_500n, 260_000n],
      ],
    );
    assert.deepEqual(await both(on('undrawn')), [undrawn[0]! + 62_500n, undrawn[1]! + 37_500n]);
    await change(-60_000n);
    assert.deepEqual(await both(left), [before[0]! + 31_250n, before[1]! + 18_750n]);
    const figures = await look(tx => loadMoneyFigures(tx, budgetId, STARTS_ON));
    assert.equal(figures.allocated, (await look(tx => loadFinalBudget(tx, budgetId)))!.finalPence);
    await isRight();
  });

  test('the next run pays all of it, and each payer’s year is what was agreed with it', async () => {
    await walker.pay('2027-01');
    const paid = (await look(tx => loadPayments(tx, budgetId))).filter(({ purpose }) => purpose === 'ONE_OFF');
    assert.equal(total(paid.map(({ amountPence }) => amountPence)), 10_001n);
    const streams = await look(async tx =>
      loadStreams(tx, (await loadFinalBudget(tx, budgetId))!, (await loadApprovedPlan(tx, budgetId))!.items),
    );
    for (const { stream, directPaymentPence, personPence } of streams) {
      const payments = (await look(tx => loadPayments(tx, budgetId))).filter(each => each.stream === stream);
      const advance = 8_000n - (stream === NHS ? 3_000n : 5_000n);
      const sent = total(payments.map(({ amountPence }) => amountPence));
      const isAdvanceSent = payments.some(({ purpose }) => String(purpose) === 'ADVANCE');
      assert.equal(sent + (await left(stream)) + (isAdvanceSent ? 0n : advance), directPaymentPence - personPence);
    }
    await isRight();
  });
});
