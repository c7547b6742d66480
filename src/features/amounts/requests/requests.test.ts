import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../../test/support/actors.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB } from '../../../../test/support/database.ts';
import { makePaidBudget, type PaidBudget, payMonth, payMonths } from '../../../../test/support/paid-budget.ts';
import { errorCode } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { effectOf, effectText } from '../../../rules/amounts/extra-payment.ts';
import { total } from '../../../values/pence.ts';
import { loadMoneyFigures } from '../../ledger/store.ts';
import { loadStillOwed } from '../../payments/owed-store.ts';
import { prepareRun } from '../../payments/runs/prepare-run.ts';
import { loadPayments } from '../../payments/store.ts';
import { loadNotices } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadDecisions } from '../../reconsiderations/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { suspendPayments } from '../suspensions/suspend-payments.ts';
import { askExtraPayment, type ExtraInput } from './ask-extra-payment.ts';
import { decideExtraPayment } from './decide-extra-payment.ts';
import { loadExtraFacts } from './facts.ts';
import { sameRequests } from './parts.ts';
import { loadAmountRequests, loadChangesOf, loadWaitingRequests } from './store.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);
const YEAR = on('2026-12-01');

/** Asks as the page would: with the effect that it showed. */
async function ask({ tools, look, staff, budgetId }: PaidBudget, more: Partial<ExtraInput> = {}) {
  const extra = {
    kind: 'ADVANCE' as const,
    amountPence: 30_000n,
    label: 'Night care until Monday',
    reasons: 'The assistant fell ill and nobody else is paid for',
    source: undefined,
    neededOn: tools.today(),
    ...more,
  };
  const seen = await look(async tx => {
    const facts = await loadExtraFacts(tx, { budgetId, state: 'ACTIVE' }, await loadPolicy(tx, ICB, tools.today()));
    return effectText(effectOf(facts, extra) ?? []);
  });
  return askExtraPayment(tools, staff.coordinator, command(), budgetId, { ...extra, seen, ...more });
}

const AGREED = { decision: 'AGREED', reasons: '' } as const;
const decide = (
  { tools, approver, budgetId }: PaidBudget,
  amountRequestId: string,
  answer: Parameters<typeof decideExtraPayment>[4] = AGREED,
) => decideExtraPayment(tools, approver, command(), { budgetId, amountRequestId }, answer);

async function paidInAll({ look, budgetId }: PaidBudget): Promise<bigint> {
  const payments = await look(tx => loadPayments(tx, budgetId));
  return total(payments.filter(({ status }) => status !== 'RETURNED').map(({ amountPence }) => amountPence));
}

describe('R-041 R-084  An extra payment, and a year that adds up', () => {
  test('an emergency advance is paid at once, the next instalment is smaller, the year comes to its sum', async () => {
    const story = await makePaidBudget();
    const { look, budgetId } = story;
    const { amountRequestId } = must(await ask(story));
    const [waiting] = await look(tx => loadWaitingRequests(tx, ICB));
    assert.equal(waiting!.amountRequestId, amountRequestId);
    must(await decide(story, amountRequestId));
    const [owed] = await look(tx => tx.query(sql`select purpose, speed from obligation where purpose = 'ADVANCE'`));
    assert.equal(owed!.speed, 'FASTEST');
    assert.deepEqual((await payMonth(story, '2026-12')).paid, ['ADVANCE 2026-12 30000']);
    story.tools.moveTo('2026-12-28');
    assert.deepEqual((await payMonth(story, '2027-01')).paid, ['INSTALMENT 2027-01 230000']);
    await payMonths(story, '2027-02', '2027-11');
    assert.equal(await paidInAll(story), 3_120_000n);
    assert.equal((await look(tx => loadMoneyFigures(tx, budgetId, YEAR))).toCome, 0n);
    assert.deepEqual(await look(tx => loadStillOwed(tx, budgetId)), []);
  });

  test('something bought once, from the money kept for emergencies', async () => {
    const story = await makePaidBudget();
    const { look, budgetId } = story;
    const asked = {
      kind: 'ONE_OFF',
      source: 'CONTINGENCY',
      amountPence: 50_000n,
      label: 'A hoist sling',
      neededOn: on('2027-01-20'),
    } as const;
    const { amountRequestId } = must(await ask(story, asked));
    must(await decide(story, amountRequestId));
    const figures = await look(tx => loadMoneyFigures(tx, budgetId, YEAR));
    assert.equal(figures.keptForEmergencies, 190_000n);
    assert.equal(figures.allocated, 3_120_000n);
    const changes = await look(tx => loadChangesOf(tx, amountRequestId));
    assert.equal(changes.length, 11);
    assert.equal(total(changes.map(({ changePence }) => changePence)), -50_000n);
    story.tools.moveTo('2026-12-28');
    assert.deepEqual((await payMonth(story, '2027-01')).paid, ['ONE_OFF 2027-01 50000', 'INSTALMENT 2027-01 255455']);
    await payMonths(story, '2027-02', '2027-11');
    assert.equal(await paidInAll(story), 3_120_000n);
    assert.equal((await look(tx => loadMoneyFigures(tx, budgetId, YEAR))).toCome, 0n);
  });

  test('while payments are held back an advance is still paid, and what is held back is smaller', async () => {
    const story = await makePaidBudget();
    const { tools, approver, budgetId } = story;
    must(
      await suspendPayments(tools, approver, command(), budgetId, {
        concern: 'FRAUD',
        reasons: 'Money went to an account that nobody knows',
        talkedWithCoordinatorOn: tools.today(),
        talkedWithPersonOn: tools.today(),
        continuityPlan: 'The agency goes on coming',
        scope: 'WHOLE',
        planItemIds: [],
        startsOn: tools.today(),
        reviewOn: tools.today(),
      }),
    );
    const { amountRequestId } = must(await ask(story));
    must(await decide(story, amountRequestId));
    tools.moveTo('2026-12-28');
    const january = await payMonth(story, '2027-01');
    assert.deepEqual(january.paid, ['ADVANCE 2026-12 30000']);
    assert.deepEqual(january.held, ['ARREARS 2027-01 230000 suspended']);
  });

  test('R-084 another person agrees, to what was seen, once, and is told of the same request before', async () => {
    const story = await makePaidBudget();
    const { tools, db, look, budgetId, staff } = story;
    const both = await makeStaff(db, ICB, ['care-coordinator', 'approver']);
    const first = must(await ask({ ...story, staff: { ...staff, coordinator: both } }));
    assert.equal(verdict(await decide({ ...story, approver: both }, first.amountRequestId)), 'extra-own-request');
    // The database says the same, whatever the code does.
    await assert.rejects(
      db.transaction(both, tx =>
        tx.query(sql`
          insert into amount_decision (amount_request_id, icb_code, decision, reasons, policy_version, decided_on, by_id, by_name)
          values (${first.amountRequestId}, ${ICB}, 'AGREED', '', 'default-1', ${tools.today()}, ${both.id}, 'x')`),
      ),
      error => errorCode(error) === 'PB025',
    );
    const second = must(await ask(story, { amountPence: 20_000n }));
    must(await decide(story, first.amountRequestId));
    assert.equal(verdict(await decide(story, first.amountRequestId)), 'extra-decided');
    // The first has changed the January that the second was asked on. It still takes £200.00 off the same month.
    must(await decide(story, second.amountRequestId));
    const third = must(await ask(story));
    // Whoever decides about the third is told of the first, which asked for the same, and not of the second.
    const all = await look(tx => loadAmountRequests(tx, budgetId));
    const told = (id: string) => String(sameRequests(all.find(({ amountRequestId }) => amountRequestId === id)!, all));
    assert.match(told(third.amountRequestId), /made on \d+ \w+ 2026 by Test care-coordinator approver\. Agreed/);
    assert.deepEqual(
      [...told(third.amountRequestId).matchAll(/href="([^"]+)"/g)].map(([, href]) => href),
      [`/budgets/${budgetId}/extra-payments/${first.amountRequestId}`],
    );
    assert.equal(told(second.amountRequestId), 'false');
    tools.moveTo('2026-12-28');
    must(await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from('2027-01') }));
    assert.equal(verdict(await decide(story, third.amountRequestId)), 'extra-not-as-seen');
    // What a run has made owed cannot change, whatever the code does.
    await assert.rejects(
      db.transaction(both, tx =>
        tx.query(sql`
          insert into instalment_change (cause_id, stream, option, period, icb_code, budget_id, because, change_pence, happened_on, by_id, by_name)
          values (${third.amountRequestId}, 'NHS_CHC', 'DIRECT_PAYMENT', '2027-01-01', ${ICB}, ${budgetId}, 'ADVANCE', -1, '2026-12-28', ${both.id}, 'x')`),
      ),
      error => errorCode(error) === 'PB024',
    );
    await assert.rejects(
      db.transaction(both, tx =>
        tx.query(sql`
          insert into instalment_change (cause_id, stream, option, period, icb_code, budget_id, because, change_pence, happened_on, by_id, by_name)
          values (${third.amountRequestId}, 'NHS_CHC', 'DIRECT_PAYMENT', '2027-02-01', ${ICB}, ${budgetId}, 'ADVANCE', -260001, '2026-12-28', ${both.id}, 'x')`),
      ),
      error => errorCode(error) === 'PB024',
    );
    assert.equal((await look(tx => loadAmountRequests(tx, budgetId))).length, 3);
  });

  test('a no is told with its reasons, and can be looked at again', async () => {
    const story = await makePaidBudget();
    const { look, budgetId } = story;
    const { amountRequestId } = must(await ask(story));
    assert.equal(
      verdict(await decide(story, amountRequestId, { decision: 'REFUSED', reasons: '' })),
      'extra-refused-without-reasons',
    );
    must(await decide(story, amountRequestId, { decision: 'REFUSED', reasons: 'The agency comes tonight' }));
    const [told] = await look(tx => loadNotices(tx, budgetId, 1));
    assert.equal(told!.kind, 'N11');
    assert.deepEqual(told!.reasons, ['The agency comes tonight']);
    const [decided] = await look(tx => loadDecisions(tx, budgetId, amountRequestId));
    assert.equal(decided!.kind, 'EXTRA_PAYMENT');
    assert.equal(decided!.adverse, true);
    assert.deepEqual(await look(tx => loadWaitingRequests(tx, ICB)), []);
    story.tools.moveTo('2026-12-28');
    assert.deepEqual((await payMonth(story, '2027-01')).paid, ['INSTALMENT 2027-01 260000']);
  });

  test('broken off anywhere nothing of it is there, and five at once have one effect', async () => {
    const story = await makePaidBudget();
    const { tools, approver, look, budgetId } = story;
    const asked = { kind: 'ONE_OFF', source: 'CONTINGENCY', label: 'A hoist sling' } as const;
    const { amountRequestId } = must(await ask(story, asked));
    const sent = command();
    const about = { budgetId, amountRequestId };
    const { extraAfterObligation, extraAfterJournal, extraAfterDecision, extraAfterChanges } = CRASH_POINTS;
    for (const at of [
      extraAfterObligation,
      extraAfterJournal,
      extraAfterDecision,
      extraAfterChanges,
      'extra-payment.decide.before-commit',
    ]) {
      const breaking = {
        ...tools,
        crashPoint: async (name: string) => {
          if (name === at) throw new Error('broken off');
        },
      };
      await assert.rejects(decideExtraPayment(breaking, approver, sent, about, AGREED), /broken off/);
      assert.equal((await look(tx => loadAmountRequests(tx, budgetId)))[0]!.decision, undefined);
      assert.equal((await look(tx => loadMoneyFigures(tx, budgetId, YEAR))).keptForEmergencies, 240_000n);
    }
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => decideExtraPayment(tools, approver, sent, about, AGREED)),
    );
    for (const answer of answers) must(answer);
    const [counted] = await look(tx =>
      tx.query(sql`select count(*)::integer as n from obligation where purpose = 'ONE_OFF'`),
    );
    assert.equal(counted!.n, 1);
    assert.equal((await look(tx => loadMoneyFigures(tx, budgetId, YEAR))).keptForEmergencies, 210_000n);
  });
});
