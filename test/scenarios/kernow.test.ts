/**
 * NHS Kernow's way with money (case study 4 of the finance briefing): the talk about records and employing before the
 * agreement, a first review at three months that scores the risk and so sets the next one, and a surplus at month five
 * that nobody touches before a review. Asking for money back is decided by its rule alone: the service has no page for
 * it yet. The same is so for a stay in hospital.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { recordAssistant } from '../../src/features/agreements/checks/record-assistant.ts';
import { recordCover } from '../../src/features/agreements/checks/record-cover.ts';
import { loadMoneyFigures } from '../../src/features/ledger/store.ts';
import { loadPayments } from '../../src/features/payments/store.ts';
import { ATTENDEES, announceReview, COVERS } from '../../src/features/reviews/announce-review.ts';
import { closeReview } from '../../src/features/reviews/close-review.ts';
import { jobs as reviewJobs } from '../../src/features/reviews/jobs.ts';
import { loadMoneyCheck } from '../../src/features/reviews/money-check.ts';
import { recordCarePart } from '../../src/features/reviews/record-care-part.ts';
import { recordMoneyPart } from '../../src/features/reviews/record-money-part.ts';
import { loadReviews } from '../../src/features/reviews/store.ts';
import { importStatement } from '../../src/features/spending/import-statement.ts';
import { DEFAULT_POLICY } from '../../src/rules/policy/policy.ts';
import { isLargeSurplus, surplusPence } from '../../src/rules/review/surplus.ts';
import { decideHospital, onAdmission } from '../../src/rules/safeguards/hospital.ts';
import { decideRepayment, type Repayment } from '../../src/rules/safeguards/repayment.ts';
import { systemActor } from '../../src/values/actor.ts';
import { command, must, verdict } from '../support/cases.ts';
import { ICB, testDatabase } from '../support/database.ts';
import { buying, count, makeTeam, statement, type Walk, walkerOf } from './walk.ts';

const YEAR_PENCE = 3_360_000n;
const CONTINGENCY_PENCE = 240_000n;
const MONTH_PENCE = 280_000n;
const STARTS_ON = Temporal.PlainDate.from('2026-12-01');

const database = await testDatabase();
const { tools } = database;
const team = await makeTeam(database, [{ code: 'PA', label: 'Personal assistant', unit: 'hour', pence: 1_500n }]);
const { coordinator, finance } = team;
const walker = walkerOf(database, team);
const { look, stateOf } = walker;

describe('Kernow: a direct payment, scored and looked at by its risk', { concurrency: 1 }, () => {
  let walk: Walk;

  test('R-144  the budget has four weeks for emergencies in it, where everybody can see them', async () => {
    walk = await walker.open({
      request: { givenName: 'Kerra' },
      group: {},
      wishes: [
        { domain: 'MOBILITY', need: 'Help at home', outcome: 'I live at home as I like', measure: 'Days at home' },
      ],
    });
    const line = { needId: walk.needIds[0]!, service: 'PA', quantity: count(40), per: 'week' } as const;
    await walker.estimate(walk, [line], YEAR_PENCE, '2026-12-01');
    await walker.plan(walk, walk.person, [buying(walk.outcomeIds[0]!, {})]);
    const proposal = { finalPence: YEAR_PENCE, contingencyPence: CONTINGENCY_PENCE, reason: '' };
    await walker.submit(walk, walk.person, proposal);
    must(await walker.decide(walk, {}));
    assert.equal(await stateOf(walk), 'APPROVED');
  });

  test('R-087  before a penny is paid the agreement says which records to keep and what an employer does', async () => {
    const agreement = await walker.agree(walk, walk.person, { startsOn: '2026-12-01', pence: YEAR_PENCE, reason: '' });
    const says = (code: string) => agreement.clauses.find(clause => clause.code === code)!.words;
    assert.match(says('RECORDS'), /receipt/);
    assert.match(says('EMPLOYER'), /National Insurance/);
    assert.match(says('CONTINGENCY'), /£2,400.00/);
    assert.match(says('HOSPITAL'), /do not stop/);
    const cover = { limitPence: 500_000_000n, from: STARTS_ON, to: STARTS_ON.add({ years: 1 }) };
    const insured = { ...cover, insurer: 'An insurer', policyNumber: 'P1', payroll: 'A payroll service' };
    must(await recordCover(tools, coordinator, command(), walk.budgetId, insured));
    const seen = tools.today();
    must(
      await recordAssistant(tools, coordinator, command(), walk.budgetId, {
        name: 'Pat Green',
        worksFrom: STARTS_ON,
        worksUntil: undefined,
        rightToWorkOn: seen,
        referencesOn: seen,
        contractOn: seen,
        dbs: 'SEEN',
        tasks: [],
      }),
    );
    await walker.setUp(walk, walk.person);
    await payUntil('2027-02');
    assert.equal(await stateOf(walk), 'ACTIVE');
  });

  test('R-135 R-141 R-142  at three months the risk is scored, and the score says when the next review is', async () => {
    tools.moveTo('2027-02-05');
    await bankUntil('2026-12', '2027-02');
    const score = await review('2027-02-26', 'Four weeks are right');
    const [first] = await look(tx => loadReviews(tx, walk.budgetId));
    assert.equal(first!.dueOn.toString(), '2027-03-01');
    // £33,600.00 a year 3, a direct payment 3, assistants 2, a need that goes up and down 2.
    assert.equal(score.score, 10);
    assert.equal(score.band, 'MEDIUM');
    assert.equal(score.nextDueOn.toString(), '2027-08-26');
  });

  test('R-145 R-115  a surplus at month five is seen, and creates nothing', async () => {
    await payUntil('2027-05');
    tools.moveTo('2027-05-04');
    await bankUntil('2027-02', '2027-05');
    const check = (await look(tx => loadMoneyCheck(tx, walk.budgetId, tools.today(), DEFAULT_POLICY)))!;
    const pence = surplusPence({ ...check.money, liabilitiesPence: [], savingsPence: 0n });
    const policy = { weeks: DEFAULT_POLICY.surplus.weeks, weeksPerYear: DEFAULT_POLICY.budget.weeksPerYear };
    assert.ok(isLargeSurplus({ pence, yearlyPence: check.yearlyPence }, policy));

    const before = await figures();
    for (const job of reviewJobs) await job.run(tools, systemActor(ICB), {});
    await walker.doJobs();
    assert.deepEqual(await figures(), before);
    assert.equal((await look(tx => loadReviews(tx, walk.budgetId))).length, 1);
    assert.equal(
      verdict(decideRepayment({ ...asking, pence }, DEFAULT_POLICY.notice.reclaimDays, tools.today())),
      'repayment-not-talked-over, repayment-not-talked-over, repayment-outside-review',
    );
  });

  test('R-103  nor does a stay in hospital stop what is paid', async () => {
    const admittedOn = tools.today();
    assert.equal(onAdmission(admittedOn).payments, 'UNCHANGED');
    const alone = {
      admittedOn,
      decidedBy: 'SERVICE',
      talkedWithCoordinator: true,
      talkedWithPerson: true,
      lines: [{ label: 'Personal assistant', what: 'PAUSE' }],
    } as const;
    assert.equal(verdict(decideHospital(alone, DEFAULT_POLICY.hospital, admittedOn)), 'hospital-never-automatic');
    await payUntil('2027-08');
    const payments = await look(tx => loadPayments(tx, walk.budgetId));
    assert.deepEqual(
      payments.map(({ amountPence }) => amountPence),
      Array(9).fill(MONTH_PENCE),
    );
  });

  test('R-144 R-115  the review looks at the level of the emergency money; only then money may be asked back', async () => {
    tools.moveTo('2027-08-05');
    await bankUntil('2027-05', '2027-08');
    await review('2027-08-26', 'Four weeks were too many: two would do');
    const [latest] = await look(tx => loadReviews(tx, walk.budgetId));
    assert.match(latest!.money!.contingency, /two would do/);
    const pence = latest!.money!.surplusPence!;
    assert.ok(pence > 0n);
    const within = {
      ...asking,
      pence,
      talkedWithCoordinatorOn: tools.today(),
      talkedWithPersonOn: tools.today(),
      reviewId: latest!.reviewId,
    };
    assert.equal(verdict(decideRepayment(within, DEFAULT_POLICY.notice.reclaimDays, tools.today())), 'accepted');
  });

  /** P3: money lies idle. */
  const asking: Repayment = {
    ground: 'P3',
    appropriateBecause: 'More lies in the account than the plan will ever need',
    reasons: 'The money was not needed',
    pence: undefined,
    payBy: Temporal.PlainDate.from('2027-12-01'),
    payer: 'PERSON',
    talkedWithCoordinatorOn: undefined,
    talkedWithPersonOn: undefined,
    reviewId: undefined,
    conversation: undefined,
    money: { balancePence: MONTH_PENCE * 9n, contingencyPence: CONTINGENCY_PENCE, liabilitiesPence: [] },
  };

  const figures = () => look(tx => loadMoneyFigures(tx, walk.budgetId, STARTS_ON));

  let paid = Temporal.PlainYearMonth.from('2026-11');
  /** Pays every month that was not paid yet, up to this one. */
  async function payUntil(last: string) {
    while (paid.toString() < last) {
      paid = paid.add({ months: 1 });
      if (paid.toString() !== '2026-12') tools.moveTo(paid.toPlainDate({ day: 1 }).subtract({ days: 12 }).toString());
      await walker.pay(paid.toString());
    }
  }

  /** Half of the planned hours were worked: £1,300.00 of £2,600.00 a month. */
  async function bankUntil(from: string, until: string) {
    const months: string[] = [];
    for (let month = Temporal.PlainYearMonth.from(from); month.toString() < until; month = month.add({ months: 1 }))
      months.push(month.toString());
    const file = statement(months.map(month => [`${month}-10`, '-1300.00', 'EMPLOYED BY THE PERSON'] as const));
    const span = {
      from: Temporal.PlainDate.from(`${from}-01`),
      to: Temporal.PlainDate.from(`${until}-01`).subtract({ days: 1 }),
    };
    must(await importStatement(tools, walk.person, command(), walk.budgetId, { file, ...span }));
  }

  async function review(on: string, contingency: string) {
    const about = { plannedOn: Temporal.PlainDate.from(on), covers: COVERS, attendees: ATTENDEES };
    const { reviewId } = must(await announceReview(tools, coordinator, command(), walk.budgetId, about));
    tools.moveTo(on);
    const ratings = walk.outcomeIds.map(outcomeId => ({ outcomeId, rating: 1, words: '' }));
    const care = { findings: 'Well', learning: '', capacityOrSafeguarding: 0, fluctuatingNeed: 2, ratings };
    must(await recordCarePart(tools, coordinator, command(), walk.budgetId, reviewId, care));
    const money = {
      findings: 'Half of the hours were worked',
      contingency,
      surplus: 'We talk about it',
      employsAssistants: true,
      paysConnectedPerson: false,
      pastFindings: 0,
      missingEvidence: 0,
      varianceCause: 'RECRUITMENT_GAP',
      varianceWords: 'Nobody was found for the other half',
    } as const;
    must(await recordMoneyPart(tools, finance, command(), walk.budgetId, reviewId, money));
    must(await closeReview(tools, coordinator, command(), walk.budgetId, reviewId, { months: undefined }));
    const [latest] = await look(tx => loadReviews(tx, walk.budgetId));
    return latest!.close!;
  }
});
