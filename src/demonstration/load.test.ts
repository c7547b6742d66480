import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { loadAgreement } from '../features/agreements/store.ts';
import { verify } from '../features/audit/verify.ts';
import { loadFinalBudget } from '../features/budgets/store.ts';
import { loadMoneyFigures } from '../features/ledger/store.ts';
import { loadInvoices } from '../features/orders/invoices/store.ts';
import { loadOrders } from '../features/orders/store.ts';
import { loadPayments } from '../features/payments/store.ts';
import { loadNotices } from '../features/people/store.ts';
import { loadApprovedPlan, loadPlanAuthors } from '../features/plans/store.ts';
import { loadHistory, loadNeeds, loadOutcomes } from '../features/requests/store.ts';
import { loadReviews } from '../features/reviews/store.ts';
import { loadImports, loadLines } from '../features/spending/store.ts';
import type { Tx } from '../platform/db.ts';
import { sql } from '../platform/sql.ts';
import { REFUSAL_REASONS } from '../rules/decisions/approval.ts';
import { exclusionsOf } from '../rules/plan/exclusions.ts';
import { DEFAULT_POLICY } from '../rules/policy/policy.ts';
import { monthsFor } from '../rules/review/risk.ts';
import { systemActor } from '../values/actor.ts';
import { ENGLAND_AND_WALES } from '../values/bank-holidays.ts';
import { isWorkingDay } from '../values/dates.ts';
import { total } from '../values/pence.ts';
import { DEMONSTRATION_ICB } from './board.ts';
import { loadDemonstration } from './load.ts';

/** Runs in the demonstration board, with the budgets of Jackie and Janice. */
async function look<T>(
  { db }: TestDatabase,
  work: (tx: Tx, budgetOf: { readonly Jackie: string; readonly Janice: string }) => Promise<T>,
): Promise<T> {
  return db.transaction(systemActor(DEMONSTRATION_ICB), async tx => {
    const rows = await tx.query(sql`select given_name, budget_id from budget join person using (person_id)`);
    const budgets = Object.fromEntries(rows.map(row => [row.given_name, row.budget_id]));
    return work(tx, budgets as { Jackie: string; Janice: string });
  });
}

const LIFE = 'REQUESTED ELIGIBLE ASSESSED INDICATIVE PLANNING SUBMITTED APPROVED BUDGET_SET AGREED SET_UP ACTIVE'.split(
  ' ',
);

describe('The demonstration on 23 November 2026', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase('2026-11-23');
    await loadDemonstration(database.tools);
  });

  test('all lives went every step of the way, in order of their dates; Tom’s to the end of a one-off budget', () =>
    look(database, async (tx, budgets) => {
      for (const [name, budgetId] of Object.entries(budgets)) {
        const history = await loadHistory(tx, budgetId);
        const steps = history.filter(({ state }) => state !== 'ENQUIRY');
        assert.deepEqual(
          steps.map(({ state }) => state),
          name === 'Tom' ? [...LIFE, 'RECONCILING'] : LIFE,
        );
        const dates = history.map(({ happenedOn }) => happenedOn.toString());
        assert.deepEqual(dates, dates.toSorted());
      }
    }));

  test('Jackie: an assistance dog for £3,000.00 a year, paid at £250.00 a month, no rule against it', () =>
    look(database, async (tx, { Jackie }) => {
      const plan = (await loadApprovedPlan(tx, Jackie))!;
      const outcomes = await loadOutcomes(tx, Jackie);
      assert.equal(plan.items.length, 1);
      const [dog] = plan.items;
      assert.match(dog!.label, /assistance dog/i);
      assert.equal(dog!.annualPence, 300_000n);
      assert.deepEqual(exclusionsOf(dog!), []);
      assert.deepEqual(dog!.outcomeIds.toSorted(), outcomes.map(({ outcomeId }) => outcomeId).toSorted());

      const final = (await loadFinalBudget(tx, Jackie))!;
      assert.equal(final.finalPence, 300_000n);
      assert.equal(final.contingencyPence, 0n);
      const agreed = (await loadAgreement(tx, Jackie))!.payments;
      assert.deepEqual(
        agreed.map(({ amountPence }) => amountPence),
        Array(12).fill(25_000n),
      );
    }));

  test('R-065 that something is unusual is no reason that a plan can be refused for', () => {
    assert.deepEqual(
      REFUSAL_REASONS.filter(reason => /unusual|traditional|preference|new/i.test(reason)),
      [],
    );
  });

  test('R-064 who approved a plan had no other hand in it', () =>
    look(database, async (tx, budgets) => {
      for (const budgetId of Object.values(budgets)) {
        const history = await loadHistory(tx, budgetId);
        const by = (state: string) => history.find(each => each.state === state)!.byName;
        assert.equal(new Set([by('ELIGIBLE'), by('ASSESSED'), by('INDICATIVE'), by('APPROVED')]).size, 4);
        assert.equal((await loadPlanAuthors(tx, budgetId)).length, 2, 'the person and the co-ordinator');
      }
    }));

  test('Jackie: the first review was held by two people and the next date is the band’s', () =>
    look(database, async (tx, { Jackie }) => {
      const [review, ...others] = await loadReviews(tx, Jackie);
      assert.deepEqual(others, []);
      assert.equal(review!.kind, 'THREE_MONTH');
      assert.notEqual(review!.care!.by, review!.money!.by);
      assert.match(review!.care!.findings, /under 200 commands.*over 60 ambulance trips.*45 minutes/);
      const { band, months, nextDueOn, score } = review!.close!;
      // Value 1, paid to the person 3, need that goes up and down 1.
      assert.deepEqual([score, band], [5, 'LOW']);
      assert.equal(months, monthsFor('LOW', DEFAULT_POLICY));
      assert.ok(nextDueOn.equals(review!.closedOn!.add({ months })));
    }));

  test('Jackie: what she answered once is placed without asking', () =>
    look(database, async (tx, { Jackie }) => {
      const lines = await loadLines(tx, Jackie, 100);
      assert.deepEqual(await loadLines(tx, Jackie, 100, ['UNPLACED', 'RECEIVED']), []);
      const spent = lines.filter(line => line.placement.what === 'SPENT');
      const byJackie = spent.filter(line => line.placement.byName === 'Jackie Marlowe');
      assert.equal(spent.length, 12);
      assert.equal(byJackie.length, 3);
    }));

  test('Janice: her club is not a line of the plan, every line serves an outcome, two bank lines wait for her', () =>
    look(database, async (tx, { Janice }) => {
      const plan = (await loadApprovedPlan(tx, Janice))!;
      const needs = await loadNeeds(tx, Janice);
      const club = needs.find(need => need.met === 'SELF_FUNDED')!;
      assert.match(club.words, /health club/);
      assert.ok(plan.items.every(item => item.outcomeIds.length > 0 && !item.needIds.includes(club.needId)));
      assert.ok(plan.items.every(item => !/member|club|gym fee/i.test(item.label)));
      assert.ok(needs.some(need => /mother.*daughter/.test(need.words)));
      assert.deepEqual((await loadLines(tx, Janice, 100, ['UNPLACED'])).map(line => line.counterparty).sort(), [
        'SUMUP *N BEECH',
        'ZETTLE *C ROWE',
      ]);
      assert.deepEqual(await loadReviews(tx, Janice), []);
    }));

  test('the figures of “my money”, worked out by hand', () =>
    look(database, async (tx, { Jackie, Janice }) => {
      // 5 payments of £250.00; £229.90 spent in each of 4 months.
      assert.deepEqual(await loadMoneyFigures(tx, Jackie, Temporal.PlainDate.from('2026-07-01')), {
        allocated: 300_000n,
        spent: 91_960n,
        onItsWay: 0n,
        promised: 0n,
        keptForEmergencies: 0n,
        free: 208_040n,
        held: 33_040n,
        toCome: 175_000n,
        stillMatching: 0n,
      });
      // 2 payments of £438.27. Spent: £8.00 + £22.00 + £45.00 + £248.00; waiting: £31.00 + £45.00.
      // Promised: £3,224.00 + £264.00 + £96.00, less £278.00 spent of it.
      assert.deepEqual(await loadMoneyFigures(tx, Janice, Temporal.PlainDate.from('2026-10-01')), {
        allocated: 525_920n,
        spent: 32_300n,
        onItsWay: 7_600n,
        promised: 330_600n,
        keptForEmergencies: 24_800n,
        free: 130_620n,
        held: 47_754n,
        toCome: 438_266n,
        stillMatching: 7_600n,
      });
    }));

  test('Rose: the NHS has ordered £2,496.00 of visits; of two invoices one is accepted, one is asked about', () =>
    look(database, async (tx, budgets) => {
      const { Rose } = budgets as unknown as { readonly Rose: string };
      const [order, ...more] = await loadOrders(tx, Rose);
      assert.deepEqual([order!.pricePence, order!.outcome, more.length], [249_600n, 'APPROVED', 0]);
      const invoices = await loadInvoices(tx, Rose);
      assert.deepEqual(
        invoices.map(({ pence, status }) => [pence, status]),
        [
          [10_400n, 'ACCEPTED'],
          [10_400n, 'QUERIED'],
        ],
      );
      const { promised, spent, free } = await loadMoneyFigures(tx, Rose, Temporal.PlainDate.from('2026-10-01'));
      assert.deepEqual({ promised, spent, free }, { promised: 239_200n, spent: 10_400n, free: 0n });
      const letters = (await loadNotices(tx, Rose, 100)).map(({ heading }) => heading);
      assert.ok(letters.includes('We ordered care for you'));
      assert.ok(letters.includes('We are asking about a bill for your care'));
    }));

  test('what is invented is said to be, in the plan of each', () =>
    look(database, async tx => {
      const rows = await tx.query(sql`
        select distinct on (plan_id) content->>'words' as words from plan_section where kind = 'circumstances'
         order by plan_id, recorded_at desc`);
      assert.equal(rows.length, 4);
      for (const row of rows) assert.match(row.words as string, /is invented for this demonstration/);
    }));

  test('each has letters in the inbox', () =>
    look(database, async (tx, budgets) => {
      for (const budgetId of Object.values(budgets))
        assert.ok((await loadNotices(tx, budgetId, 100)).length >= 10, 'N02 to N15');
    }));
});

/**
 * All dates are counted from the first of this month, so those are the ones that matter: one on each day of the
 * week, the last days of short and long months, a leap day, Christmas, the New Year and Easter.
 */
const DAYS = [
  '2026-08-31', // Monday, a bank holiday, the last of a long month
  '2028-02-29', // Tuesday, a leap day
  '2026-04-01', // Wednesday, the first of a month
  '2026-01-01', // Thursday, the New Year
  '2026-12-25', // Friday, Christmas
  '2026-08-01', // Saturday, the first of a month
  '2029-04-01', // Easter Sunday, the first of a month
  '2027-02-28', // Sunday, the last of a short month
  '2027-03-29', // Easter Monday
  '2028-01-03', // the New Year's holiday, moved to a Monday
];

describe('The demonstration on any day', { concurrency: 3 }, () => {
  for (const today of DAYS) {
    test(`${today}: whole, proved, on working days, with nothing after today`, async () => {
      const database = await testDatabase(today);
      await loadDemonstration(database.tools);
      await look(database, async (tx, { Jackie, Janice }) => {
        for (const [budgetId, sum, paid, months, held] of [
          [Jackie, 25_000n, 5, 4, 33_040n],
          [Janice, 43_827n, 2, 1, 47_754n],
        ] as const) {
          assert.equal((await loadHistory(tx, budgetId)).at(-1)!.state, 'ACTIVE');
          const payments = await loadPayments(tx, budgetId);
          assert.deepEqual(
            payments.map(({ amountPence, status }) => [amountPence, status]),
            Array(paid).fill([sum, 'CREDITED']),
          );
          for (const { creditOn } of payments) assert.ok(isWorkingDay(creditOn, ENGLAND_AND_WALES));
          const imports = await loadImports(tx, budgetId);
          assert.equal(imports.filter(each => each.proven).length, months);
          const lines = await loadLines(tx, budgetId, 200);
          const { startsOn } = (await loadFinalBudget(tx, budgetId))!;
          const figures = await loadMoneyFigures(tx, budgetId, startsOn);
          assert.equal(figures.held, held);
          // What the bank says is what the ledger says, but for a payment after its last statement.
          const unseen = payments.filter(({ creditOn }) => imports.every(each => isAfter(creditOn, each.toOn)));
          const onStatements = total(lines.map(line => line.amountPence));
          assert.equal(onStatements + total(unseen.map(payment => payment.amountPence)), held);
        }
        assert.equal((await loadReviews(tx, Jackie)).filter(review => review.close).length, 1);
        assert.equal((await loadLines(tx, Janice, 100, ['UNPLACED'])).length, 2);
        for (const row of await tx.query(sql`
          select max(happened_on) as latest from budget_state union all select max(happened_on) from journal
          union all select max(placed_on) from placement union all select max(imported_on) from statement_import
          union all select max(closed_on) from review_close union all select max(credit_on) from payment_run`))
          assert.ok(!isAfter(row.latest as Temporal.PlainDate, Temporal.PlainDate.from(today)), `${row.latest}`);
      });
      assert.deepEqual(await verify(database.tools), [], 'openphb verify has nothing to report');
      await database.close();
    });
  }
});

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0;
}
