import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { type ActiveBudget, makeActiveBudget, STREAM } from '../../../test/support/active-budget.ts';
import { makeStaff } from '../../../test/support/actors.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { sql } from '../../platform/sql.ts';
import type { Decision } from '../../rules/decision.ts';
import { linePlaced } from '../../rules/payment/journals.ts';
import { DEFAULT_POLICY } from '../../rules/policy/policy.ts';
import { systemActor } from '../../values/actor.ts';
import { postJournals } from '../ledger/store.ts';
import { loadNotices } from '../people/store.ts';
import { openIncoming, saveImports } from '../spending/import/stage-store.ts';
import { ATTENDEES, announceReview, COVERS } from './announce-review.ts';
import { closeReview } from './close-review.ts';
import { announceReviews } from './jobs.ts';
import { loadPortfolio } from './portfolio.ts';
import { recordCarePart } from './record-care-part.ts';
import { recordMoneyPart } from './record-money-part.ts';
import { loadClocks, loadRatings, loadReviews, type Review } from './store.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const database = await testDatabase('2027-02-08');
const { db, tools, icbCode } = database;
const command = () => ({ id: randomUUID() });
const within = <T>(work: Parameters<typeof db.transaction<T>>[1]) =>
  db.transaction({ icbCode, id: randomUUID() }, work);
const codes = (decision: Decision<unknown>) =>
  decision.accepted ? 'yes' : decision.refusals.map(refusal => refusal.code).join(', ');

const announce = (budget: ActiveBudget, plannedOn?: string, by = budget.coordinator) =>
  announceReview(tools, by, command(), budget.budgetId, {
    plannedOn: plannedOn === undefined ? undefined : day(plannedOn),
    covers: COVERS,
    attendees: ATTENDEES,
  });
const reviewOf = async (budget: ActiveBudget): Promise<Review> => {
  const [review] = await within(tx => loadReviews(tx, budget.budgetId));
  assert.ok(review);
  return review;
};
const noticesOf = async (budget: ActiveBudget, kind: string) =>
  (await within(tx => loadNotices(tx, budget.budgetId, 100))).filter(notice => notice.kind === kind);

const CARE = {
  findings: 'Doing well',
  learning: 'The app was not used',
  capacityOrSafeguarding: 0,
  fluctuatingNeed: 2,
};
const care = async (budget: ActiveBudget, more: object = {}, by = budget.coordinator) =>
  recordCarePart(tools, by, command(), budget.budgetId, (await reviewOf(budget)).reviewId, {
    ...CARE,
    ratings: budget.outcomeIds.map(outcomeId => ({ outcomeId, rating: -2, words: '' })),
    ...more,
  });
const MONEY = {
  findings: 'All in order',
  contingency: 'Four weeks are right',
  surplus: 'None',
  employsAssistants: true,
  paysConnectedPerson: false,
  pastFindings: 0,
  missingEvidence: 1,
  varianceCause: 'DATA_GAP', // these budgets have no bank lines
} as const;
const money = async (budget: ActiveBudget, more: object = {}, by = budget.finance) =>
  recordMoneyPart(tools, by, command(), budget.budgetId, (await reviewOf(budget)).reviewId, { ...MONEY, ...more });
const close = async (budget: ActiveBudget, months?: number, by = budget.coordinator) =>
  closeReview(tools, by, command(), budget.budgetId, (await reviewOf(budget)).reviewId, { months });

/** As if a statement for these days had been imported. */
const cover = (budget: ActiveBudget, from: string, to: string) =>
  within(async tx => {
    await openIncoming(tx);
    const fileHash = randomUUID().replaceAll('-', '').repeat(2);
    await saveImports(tx, budget.person, { fileName: 'statement.csv', fileHash, format: 'csv', importedOn: day(to) }, [
      {
        importId: randomUUID(),
        budgetId: budget.budgetId,
        accountId: budget.accountId,
        fromOn: day(from),
        toOn: day(to),
        openingPence: null,
        closingPence: null,
        proven: false,
        lineCount: 0,
      },
    ]);
  });

/** A budget whose first review, on 26 February 2027, may be held today. */
const onTheDay = async (spec = {}) => {
  tools.moveTo('2027-02-08');
  const budget = await makeActiveBudget(database, spec);
  assert.equal(codes(await announce(budget, '2027-02-26')), 'yes');
  tools.moveTo('2027-02-26');
  return budget;
};

describe('T17  a review is announced', () => {
  test('R-135, R-139  for the last working day by its due date, and the person is told when, what and who', async () => {
    tools.moveTo('2027-02-08');
    const budget = await makeActiveBudget(database, { payments: [{ pence: 260_000n, creditOn: '2026-11-30' }] });
    assert.equal(codes(await announce(budget)), 'yes');
    const review = await reviewOf(budget);
    assert.deepEqual(
      [review.kind, String(review.dueOn), String(review.plannedOn), String(review.notifiedOn)],
      ['THREE_MONTH', '2027-02-28', '2027-02-26', '2027-02-08'],
    );
    const [notice] = await noticesOf(budget, 'N16');
    assert.match(notice!.heading, /26 February 2027/);
    assert.ok(notice!.paragraphs.some(paragraph => paragraph.includes(COVERS)));
    assert.ok(notice!.paragraphs.some(paragraph => paragraph.includes(ATTENDEES)));
    assert.equal(codes(await announce(budget)), 'review-already-open');
  });

  for (const [plannedOn, expected] of [
    ['2027-02-21', 'review-notice-too-short'],
    ['2027-02-22', 'yes'],
    ['2027-03-01', 'yes'],
    ['2027-03-02', 'review-after-due'],
  ] as const)
    test(`R-139  due 1 March, announced on 8 February for ${plannedOn}: ${expected}`, async () => {
      tools.moveTo('2027-02-08');
      const budget = await makeActiveBudget(database);
      assert.equal(codes(await announce(budget, plannedOn)), expected);
      assert.equal((await noticesOf(budget, 'N16')).length, expected === 'yes' ? 1 : 0);
    });

  test('R-137  where nothing is paid out the clock starts with the budget', async () => {
    tools.moveTo('2027-02-08');
    const items = [{ label: 'Pool', provider: 'Pool', unitPence: 1n, annualPence: 5n, option: 'NOTIONAL' }] as const;
    const budget = await makeActiveBudget(database, { items, payments: [], contingencyPence: 0n });
    assert.equal(codes(await announce(budget)), 'yes');
    assert.equal(String((await reviewOf(budget)).dueOn), '2027-03-01');
  });

  test('a budget of another board is not found', async () => {
    const budget = await makeActiveBudget(database);
    const stranger = await makeStaff(db, database.otherIcbCode, ['care-coordinator']);
    assert.equal(codes(await announce(budget, undefined, stranger)), 'not-found');
  });
});

describe('R-140  a review has two parts by two people', () => {
  test('neither before the day that the person was told, and not by one person', async () => {
    const budget = await onTheDay();
    await cover(budget, '2026-12-01', '2027-02-26');
    tools.moveTo('2027-02-25');
    assert.equal(codes(await care(budget)), 'review-not-yet');
    assert.equal(codes(await money(budget)), 'review-not-yet');
    tools.moveTo('2027-02-26');
    assert.equal(codes(await care(budget)), 'yes');
    assert.equal(codes(await care(budget)), 'review-part-done');
    assert.equal(codes(await money(budget, {}, budget.coordinator)), 'review-one-person');
    assert.equal(codes(await money(budget)), 'yes');
  });

  test('the care part rates every outcome, and keeps what was learnt', async () => {
    const budget = await onTheDay({ outcomes: ['Swim', 'Rest'] });
    const [swim, rest] = budget.outcomeIds as [string, string];
    const rated = (...ids: string[]) => ({ ratings: ids.map(outcomeId => ({ outcomeId, rating: 2, words: 'Good' })) });
    assert.equal(codes(await care(budget, rated(swim))), 'outcome-not-rated');
    assert.equal(codes(await care(budget, rated(swim, rest, randomUUID()))), 'outcome-unknown');
    assert.equal(codes(await care(budget, rated(swim, rest))), 'yes');
    const review = await reviewOf(budget);
    assert.equal(review.care?.learning, 'The app was not used');
    const ratings = await within(tx => loadRatings(tx, review.reviewId));
    assert.deepEqual(
      ratings.map(rating => [rating.outcomeId, rating.rating]).sort(),
      [
        [swim, 2],
        [rest, 2],
      ].sort(),
    );
  });

  test('R-078  the money part waits for a statement of every month that has ended', async () => {
    const budget = await onTheDay();
    assert.equal(codes(await money(budget)), 'statement-month-missing, statement-month-missing');
    await cover(budget, '2027-01-15', '2027-01-31');
    await cover(budget, '2026-12-01', '2027-01-13');
    assert.equal(codes(await money(budget)), 'statement-month-missing');
    await cover(budget, '2027-01-14', '2027-01-14');
    assert.equal(codes(await money(budget)), 'yes');
    const [row] = await within(tx =>
      tx.query(sql`select figures from review_money_part
      where review_id = (select review_id from review where budget_id = ${budget.budgetId})`),
    );
    const figures = row!.figures as Record<string, string>;
    assert.deepEqual([figures.allocated, figures.held, figures.free], ['3120000', '260000', '1080000']);
  });
});

describe('R-145 R-146 R-148  the money part works out what is left over and how far spending is from the plan', () => {
  const withStatements = async () => {
    const budget = await onTheDay();
    await cover(budget, '2026-12-01', '2027-02-26');
    return budget;
  };
  test('R-146  a flag without a cause is refused, and another cause needs words', async () => {
    const budget = await withStatements();
    assert.equal(codes(await money(budget, { varianceCause: undefined })), 'variance-without-cause');
    assert.equal(codes(await money(budget, { varianceCause: 'OTHER' })), 'variance-cause-without-words');
    assert.equal(codes(await money(budget, { varianceCause: 'OTHER', varianceWords: 'A wedding' })), 'yes');
  });
  test('R-145 R-148  the figures are kept with the review', async () => {
    const budget = await withStatements();
    assert.equal(codes(await money(budget, { owedPence: 10_000n, savingsPence: 20_000n })), 'yes');
    const { surplusPence, spending, varianceCause } = (await reviewOf(budget)).money!;
    // £28,800.00 of lines a year: two months are over. £2,600.00 in the account, £2,400.00 of it for emergencies.
    assert.deepEqual(
      [surplusPence, String(spending!.until), spending!.expectedPence, spending!.actualPence, varianceCause],
      [260_000n - 240_000n - 10_000n - 20_000n - 240_000n, '2027-01-31', 480_000n, 0n, 'DATA_GAP'],
    );
  });
  test('R-148  as planned, no cause is asked for', async () => {
    const budget = await withStatements();
    await within(tx =>
      postJournals(tx, [
        {
          ...linePlaced({
            budgetId: budget.budgetId,
            accountId: budget.accountId,
            budgetYear: budget.startsOn,
            stream: STREAM,
            option: 'DIRECT_PAYMENT',
            pence: 480_000n - 48_000n, // exactly 10% less
            planLineId: budget.itemIds[0]!,
            promisedLeftPence: 1_800_000n,
            happenedOn: day('2027-01-31'),
          }),
          commandId: randomUUID(),
          causedBy: 'test',
          byId: budget.finance.id,
        },
      ]),
    );
    assert.equal(codes(await money(budget, { varianceCause: undefined })), 'yes');
    assert.equal((await reviewOf(budget)).money!.spending!.actualPence, 432_000n);
  });
  test('where nothing is paid to the person there is nothing to work out', async () => {
    const items = [{ label: 'Pool', provider: 'Pool', unitPence: 1n, annualPence: 5n, option: 'NOTIONAL' }] as const;
    const budget = await onTheDay({ items, payments: [], contingencyPence: 0n });
    assert.equal(codes(await money(budget, { varianceCause: undefined })), 'yes');
    const { surplusPence, spending } = (await reviewOf(budget)).money!;
    assert.deepEqual([surplusPence, spending], [null, null]);
  });
  test('the database keeps no flag without its cause', async () => {
    const budget = await withStatements();
    await money(budget);
    const { reviewId } = await reviewOf(budget);
    const other = await withStatements();
    await assert.rejects(
      database.superDb.query(sql`
        insert into review_money_part (review_id, icb_code, findings, contingency, surplus, employs_assistants, pays_connected_person,
                                       past_findings, missing_evidence, figures, variance_flagged, held_on, by_id, by_name)
        select ${(await reviewOf(other)).reviewId}, icb_code, findings, contingency, surplus, employs_assistants, pays_connected_person,
               past_findings, missing_evidence, figures, true, held_on, by_id, by_name
          from review_money_part where review_id = ${reviewId}`),
      /flag_has_its_cause/,
    );
  });
});

describe('T18  a review is closed', () => {
  test('R-140  not before both parts are there', async () => {
    const budget = await onTheDay();
    await cover(budget, '2026-12-01', '2027-02-26');
    assert.equal(codes(await close(budget)), 'review-part-missing, review-part-missing');
    await care(budget);
    assert.equal(codes(await close(budget)), 'review-part-missing');
    await money(budget);
    assert.equal(codes(await close(budget)), 'yes');
    assert.equal(codes(await close(budget)), 'review-closed');
    assert.equal(codes(await care(budget)), 'review-closed, review-part-done');
  });

  test('R-141, R-142  the score sets the next date, with its working, and the person is told why', async () => {
    const budget = await onTheDay();
    await cover(budget, '2026-12-01', '2027-02-26');
    await care(budget);
    await money(budget);
    await close(budget);
    const { close: closed } = await reviewOf(budget);
    // £31,200.00: 3; paid to the person: 3; employs assistants: 2; missing evidence: 1; fluctuating need: 2.
    assert.deepEqual(
      [closed!.score, closed!.band, closed!.months, String(closed!.nextDueOn)],
      [11, 'HIGH', 3, '2027-05-26'],
    );
    assert.equal(
      closed!.factors.reduce((sum, factor) => sum + factor.points, 0),
      11,
    );
    const [notice] = await noticesOf(budget, 'N17');
    assert.ok(notice!.paragraphs.some(paragraph => paragraph.includes('26 May 2027')));
    assert.ok(notice!.reasons.includes('Employs personal assistants: 2 (Yes)'));
    tools.moveTo('2027-05-03');
    assert.equal(codes(await announce(budget)), 'yes');
    const next = await reviewOf(budget);
    assert.deepEqual(
      [next.kind, String(next.dueOn), String(next.plannedOn)],
      ['PLANNED_RISK', '2027-05-26', '2027-05-26'],
    );
  });

  test('R-136  sooner is allowed, later than the score gives is not', async () => {
    const budget = await onTheDay();
    await cover(budget, '2026-12-01', '2027-02-26');
    await care(budget);
    await money(budget);
    assert.equal(codes(await close(budget, 14)), 'review-interval-too-long');
    assert.equal(codes(await close(budget, 4)), 'review-interval-too-long');
    assert.equal(codes(await close(budget, 0)), 'review-interval-too-long');
    assert.equal(codes(await close(budget, 2)), 'yes');
    assert.equal(String((await reviewOf(budget)).close!.nextDueOn), '2027-04-26');
  });
});

describe('R-119 R-147 R-148 R-151  planned and spent of all budgets, the furthest from the plan first', () => {
  const portfolio = async () =>
    (await within(tx => loadPortfolio(tx, tools.today(), DEFAULT_POLICY))).map(one => ({
      id: one.budgetId,
      shown: `${one.expectedPence} ${one.actualPence} ${one.flagged}`,
    }));
  const spend = (budget: ActiveBudget, pence: bigint, on: string) =>
    within(tx =>
      postJournals(tx, [
        {
          ...linePlaced({
            budgetId: budget.budgetId,
            accountId: budget.accountId,
            budgetYear: budget.startsOn,
            stream: STREAM,
            option: 'DIRECT_PAYMENT',
            pence,
            planLineId: budget.itemIds[0]!,
            promisedLeftPence: 1_800_000n,
            happenedOn: day(on),
          }),
          commandId: randomUUID(),
          causedBy: 'test',
          byId: budget.finance.id,
        },
      ]),
    );
  test('from the months that are over, in one statement', async () => {
    tools.moveTo('2027-02-08');
    const [asPlanned, less, none] = [
      await makeActiveBudget(database),
      await makeActiveBudget(database),
      await makeActiveBudget(database, {
        items: [{ label: 'Pool', provider: 'Pool', unitPence: 1n, annualPence: 5n, option: 'NOTIONAL' }],
        payments: [],
        contingencyPence: 0n,
      }),
    ];
    await spend(asPlanned, 480_000n, '2027-01-31');
    await spend(asPlanned, 1_000n, '2027-02-01'); // of a month that is not over
    await spend(less, 200_000n, '2026-12-31');
    const all = await portfolio();
    const shownOf = (budget: ActiveBudget) => all.find(one => one.id === budget.budgetId)?.shown;
    assert.equal(shownOf(asPlanned), '480000 480000 false');
    assert.equal(shownOf(less), '480000 200000 true');
    assert.equal(shownOf(none), undefined);
    const places = all.map(one => one.id);
    assert.ok(places.indexOf(less.budgetId) < places.indexOf(asPlanned.budgetId));
  });
});

describe('the job of every day', () => {
  const run = () => announceReviews.run(tools, systemActor(icbCode), {});
  const openOf = async (budget: ActiveBudget) =>
    (await within(tx => loadClocks(tx, icbCode, 1000))).find(clock => clock.budgetId === budget.budgetId)?.open;

  test('R-139  announces what is due within notice and a week, once, and nothing else', async () => {
    tools.moveTo('2027-02-07');
    const budget = await makeActiveBudget(database); // due on 1 March: 22 days ahead
    const later = await makeActiveBudget(database, { payments: [{ pence: 1n, creditOn: '2026-12-02' }] });
    await run();
    assert.equal(await openOf(budget), undefined);
    tools.moveTo('2027-02-08');
    await run();
    await run();
    assert.equal(String((await openOf(budget))?.plannedOn), '2027-03-01');
    assert.equal((await noticesOf(budget, 'N16')).length, 1);
    assert.equal(await openOf(later), undefined);
  });

  test('one record that cannot be announced holds up no other', async () => {
    tools.moveTo('2027-02-08');
    const broken = await makeActiveBudget(database);
    const sound = await makeActiveBudget(database);
    await database.superDb.query(sql`
      create function break_one() returns trigger language plpgsql as $$
      begin
        if new.budget_id::text = tg_argv[0] then raise exception 'planted'; end if;
        return new;
      end $$`);
    await database.superDb.pool.query(
      `create trigger break_one before insert on review for each row execute function break_one('${broken.budgetId}')`,
    );
    try {
      await run();
      assert.equal(await openOf(broken), undefined);
      assert.equal(String((await openOf(sound))?.plannedOn), '2027-03-01');
    } finally {
      await database.superDb.query(sql`drop trigger break_one on review`);
    }
    await run();
    assert.equal(String((await openOf(broken))?.plannedOn), '2027-03-01');
  });

  test('what is late is announced for the first working day that notice allows', async () => {
    const budget = await makeActiveBudget(database);
    tools.moveTo('2027-03-05');
    await run();
    assert.equal(String((await openOf(budget))?.plannedOn), '2027-03-19');
  });
});
