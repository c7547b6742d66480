/**
 * A child in Wiltshire whose family has direct payments of the council already, and an education, health and care
 * plan: children's continuing care, with the council in the lead (section 000 of the seeds). All of it goes through the
 * service: two payers, two ledgers, one plan, one account, and the board's decisions behind what the council sets up.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { giveConsent } from '../../src/features/agreements/give-consent.ts';
import { sealAudit } from '../../src/features/audit/seal.ts';
import { verify } from '../../src/features/audit/verify.ts';
import { loadFinalBudget } from '../../src/features/budgets/store.ts';
import { loadStreams } from '../../src/features/budgets/stream-store.ts';
import { loadEligibilityDecision } from '../../src/features/eligibility/store.ts';
import { agreeFunding, type FundingInput } from '../../src/features/funding/agree-funding.ts';
import { loadFunding } from '../../src/features/funding/store.ts';
import { loadBalances, loadMoneyFigures } from '../../src/features/ledger/store.ts';
import { loadPayments } from '../../src/features/payments/store.ts';
import { loadApprovedPlan, loadPlan, loadPlanItems } from '../../src/features/plans/store.ts';
import { shareItem } from '../../src/features/plans/writing/share-item.ts';
import { loadRechargeLines, loadRechargeSums } from '../../src/features/recharges/store.ts';
import { registerRequest } from '../../src/features/requests/register-request.ts';
import { loadNextReview } from '../../src/features/reviews/announce-review.ts';
import { importStatement } from '../../src/features/spending/import-statement.ts';
import { placeLine } from '../../src/features/spending/place-line.ts';
import { loadLines } from '../../src/features/spending/store.ts';
import { DEFAULT_POLICY } from '../../src/rules/policy/policy.ts';
import { systemActor } from '../../src/values/actor.ts';
import { total } from '../../src/values/pence.ts';
import { command, must, requestInput, verdict } from '../support/cases.ts';
import { ICB, testDatabase } from '../support/database.ts';
import { makeRepresentative } from '../support/representatives.ts';
import { buying, count, makeTeam, statement, type Walk, walkerOf } from './walk.ts';

const REQUEST = {
  givenName: 'Wil',
  dateOfBirth: Temporal.PlainDate.from('2015-04-01'),
  claimedGroup: 'CHILDREN_CC',
  requester: 'Mo Parent',
  requesterRole: 'REPRESENTATIVE',
} as const;
const STARTS_ON = Temporal.PlainDate.from('2026-12-01');
/** 26 sessions of music therapy at £60.00, the board's, and short breaks of the council at £180.00 a week. */
const NHS_PENCE = 156_000n;
const COUNCIL_PENCE = 936_000n;
const WHOLE_PENCE = NHS_PENCE + COUNCIL_PENCE;
const COUNCIL = 'Wiltshire Council';
const [NHS, LA] = ['NHS_CC', 'LA_CHILDREN'] as const;

const database = await testDatabase();
const { tools } = database;
const team = await makeTeam(database, [
  { code: 'MUSIC', label: 'Music therapy', unit: 'session', pence: 6_000n },
  { code: 'BREAK', label: 'Short break', unit: 'session', pence: 18_000n },
]);
const walker = walkerOf(database, team);
const { look, stateOf } = walker;

describe('A child in Wiltshire: two payers, one account, the council in the lead', { concurrency: 1 }, () => {
  let walk: Walk;
  let mother: Awaited<ReturnType<typeof makeRepresentative>>;
  const itemOf = async (label: string) => {
    const plan = await look(tx => loadPlan(tx, walk.budgetId));
    return (await look(tx => loadPlanItems(tx, plan!.planId))).find(item => item.label === label)!.planItemId;
  };
  const on = async (kind: string, stream: string) =>
    total(
      (await look(tx => loadBalances(tx, walk.budgetId)))
        .filter(({ account }) => account.kind === kind && account.stream === stream)
        .map(({ pence }) => pence),
    );

  test('R-011  the child has a right to it where the board pays for at least a part', async () => {
    const opening = {
      request: REQUEST,
      group: { solelyNhsFunded: false, fundedByIcb: true },
      assessment: { sources: ['EHC', 'CONTINUING_CARE_DST'] },
      wishes: [
        { domain: 'COMMUNICATION', need: 'No words yet', outcome: 'I say what I want', measure: 'Signs in a session' },
        { domain: 'OTHER', need: 'My family needs a rest', outcome: 'I have a day out', measure: 'Days out' },
      ],
    } as const;
    const notOurs = { ...opening, group: { solelyNhsFunded: false, fundedByIcb: false } };
    await assert.rejects(walker.open(notOurs), /not-funded-by-icb/);
    walk = await walker.open(opening);
    mother = await makeRepresentative(tools, team.coordinator, walk);
    const lines = [
      { needId: walk.needIds[0]!, service: 'MUSIC', quantity: count(26), per: 'year' },
      { needId: walk.needIds[1]!, service: 'BREAK', quantity: count(52), per: 'year' },
    ] as const;
    await walker.estimate(walk, lines, WHOLE_PENCE, '2026-12-01');
  });

  test('R-091, R-096  the council leads; each of its acts rests on a decision of the board', async () => {
    const funder = (stream: string, payer: string, basisPoints: number) => ({
      stream,
      payer,
      basisPoints,
      conditions: 'Nothing',
      signedBy: `For ${payer}`,
      signedOn: tools.today(),
      personPence: 0n,
      personPer: 'week' as const,
    });
    const input: FundingInput = {
      leadStream: LA,
      settlement: 'RECHARGE',
      agreedOn: tools.today(),
      funders: [funder(NHS, ICB, 5_000), funder(LA, COUNCIL, 5_000)],
      needs: [
        { needId: walk.needIds[0]!, stream: NHS },
        { needId: walk.needIds[1]!, stream: LA },
      ],
    };
    must(await agreeFunding(tools, team.coordinator, command(), walk.budgetId, input));
    const funding = (await look(tx => loadFunding(tx, walk.budgetId)))!;
    const decision = (await look(tx => loadEligibilityDecision(tx, walk.budgetId)))!;
    assert.deepEqual([funding.leadStream, funding.icbDecisionId], [LA, decision.eligibilityDecisionId]);
    // Of a sister for whom the board has decided nothing yet, the council can settle nothing either.
    const sister = must(await registerRequest(tools, team.coordinator, command(), requestInput(tools, REQUEST)));
    const early = await agreeFunding(tools, team.coordinator, command(), sister.budgetId, { ...input, needs: [] });
    assert.match(verdict(early), /\bdelegate-cannot-decide\b/);
  });

  test('R-048  with an education, health and care plan the plan has an outcome for learning', async () => {
    const bought = (i: number, label: string, sessions: number, unitPence: bigint) =>
      buying(walk.outcomeIds[i]!, {
        label,
        category: 'COMPLEMENTARY',
        provider: `${label} provider`,
        arrangedBy: 'REPRESENTATIVE',
        quantity: count(sessions),
        unit: 'session',
        per: 'year',
        unitPence,
      });
    const proposal = { finalPence: WHOLE_PENCE, contingencyPence: 0n, reason: '' };
    await walker.plan(walk, mother, [bought(0, 'Music therapy', 26, 6_000n), bought(1, 'Short breaks', 52, 18_000n)]);
    // each line is paid for by whoever's need it meets.
    for (const label of ['Music therapy', 'Short breaks']) {
      const byNeed = { kind: 'BY_NEED', shares: [] } as const;
      must(await shareItem(tools, team.coordinator, command(), walk.budgetId, await itemOf(label), byNeed));
    }
    await assert.rejects(walker.submit(walk, mother, proposal), /learning-outcome-missing/);
    await walker.plan(walk, mother, [], { learning: { ehcPlan: 'yes', outcomes: 'I sign with my class' } });
    await walker.submit(walk, mother, proposal);
    must(await walker.decide(walk, {}));
  });

  test('R-020  the child cannot say yes to direct payments; the mother does, and gets the money', async () => {
    await walker.agree(walk, mother, { startsOn: '2026-12-01', pence: WHOLE_PENCE, reason: '' });
    const childs = await giveConsent(tools, walk.person, command(), walk.budgetId, { answer: 'YES' });
    assert.equal(verdict(childs), 'consent-not-yours-to-give');
    await walker.setUp(walk, mother);
    await walker.pay('2026-12');
    assert.equal(await stateOf(walk), 'ACTIVE');
  });

  test('R-096  one budget for the family, and behind it a ledger for each payer', async () => {
    const final = (await look(tx => loadFinalBudget(tx, walk.budgetId)))!;
    const { items } = (await look(tx => loadApprovedPlan(tx, walk.budgetId)))!;
    assert.deepEqual(
      (await look(tx => loadStreams(tx, final, items))).map(({ stream, payer, finalPence }) => [
        stream,
        payer,
        finalPence,
      ]),
      [
        [NHS, ICB, NHS_PENCE],
        [LA, COUNCIL, COUNCIL_PENCE],
      ],
    );
    const figures = await look(tx => loadMoneyFigures(tx, walk.budgetId, STARTS_ON));
    assert.equal(figures.allocated, WHOLE_PENCE);
    assert.deepEqual([await on('authorised', NHS), await on('authorised', LA)], [-NHS_PENCE, -COUNCIL_PENCE]);
  });

  test('R-077  both payers’ money comes into the one account; a wage may not without a question', async () => {
    const payments = await look(tx => loadPayments(tx, walk.budgetId));
    assert.deepEqual(payments.map(({ stream, amountPence }) => [stream, amountPence]).toSorted(), [
      [LA, COUNCIL_PENCE / 12n],
      [NHS, NHS_PENCE / 12n],
    ]);
    assert.equal(new Set(payments.map(({ paymentAccountId }) => paymentAccountId)).size, 1);
    tools.moveTo('2027-01-04');
    const file = statement([
      ['2026-12-01', '780.00', 'NHS TESTSHIRE'],
      ['2026-12-01', '130.00', 'NHS TESTSHIRE'],
      ['2026-12-03', '500.00', 'SALARY'],
      ['2026-12-05', '-60.00', 'SOUNDS GOOD LTD'],
      ['2026-12-06', '-180.00', 'DAYS OUT'],
    ]);
    must(await importStatement(tools, mother, command(), walk.budgetId, { file }));
    const lines = await look(tx => loadLines(tx, walk.budgetId, 10));
    const placed = (pence: bigint) => lines.find(({ amountPence }) => amountPence === pence)!.placement;
    assert.deepEqual([placed(78_000n).what, placed(13_000n).what], ['PAYMENT', 'PAYMENT']);
    assert.deepEqual([placed(50_000n).what, placed(50_000n).flag], ['RECEIVED', 'R-077']);
  });

  test('R-098  what is spent on a line is in the books of its payer, and in no other', async () => {
    const answers = [
      [-6_000n, 'Music therapy'],
      [-18_000n, 'Short breaks'],
    ] as const;
    for (const [pence, label] of answers) {
      const line = (await look(tx => loadLines(tx, walk.budgetId, 10))).find(each => each.amountPence === pence)!;
      const answer = { planItemId: await itemOf(label), note: '', sequence: line.placement.sequence };
      must(await placeLine(tools, mother, command(), walk.budgetId, line.lineId, answer));
    }
    assert.deepEqual([await on('spent', NHS), await on('spent', LA)], [6_000n, 18_000n]);
    assert.deepEqual([await on('unplaced', NHS), await on('unplaced', LA)], [0n, 0n]);
    await sealAudit(tools, systemActor(ICB));
    assert.deepEqual(await verify(tools), []);
  });

  test('R-091  the council owes its part, and each payment for it names the board’s decisions', async () => {
    const month = Temporal.PlainYearMonth.from('2026-11'); // the file goes in before the month that it pays
    const [sums, ...others] = await look(tx => loadRechargeSums(tx, month));
    assert.deepEqual([sums?.payer, sums?.paidPence, others], [COUNCIL, COUNCIL_PENCE / 12n, []]);
    const [line] = await look(tx => loadRechargeLines(tx, month, 10));
    const decision = (await look(tx => loadEligibilityDecision(tx, walk.budgetId)))!;
    const { finalBudgetId } = (await look(tx => loadFinalBudget(tx, walk.budgetId)))!;
    assert.deepEqual([line?.icbDecisionId, line?.finalBudgetId], [decision.eligibilityDecisionId, finalBudgetId]);
  });

  test('R-100  the first review comes when the stricter of the two asks for it', async () => {
    const { stream } = DEFAULT_POLICY;
    const asks = (months: number) => ({
      ...DEFAULT_POLICY,
      stream: { ...stream, SOCIAL_CARE: { ...stream.SOCIAL_CARE, firstReviewMonths: months } },
    });
    const due = async (months: number) =>
      (await look(tx => loadNextReview(tx, walk.budgetId, asks(months))))?.dueOn.toString();
    assert.deepEqual([await due(6), await due(2)], ['2027-03-01', '2027-02-01']);
  });
});
