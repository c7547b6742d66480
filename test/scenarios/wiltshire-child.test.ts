/**
 * A child in Wiltshire whose family has direct payments of the council already, and an education, health and care
 * plan: children's continuing care, with the council in the lead (section 000 of the seeds). The NHS's part goes
 * through the service from the mother's request to the money in her account. A budget in the service has one stream:
 * that the council's is beside it, and that the council sets up and the board decides, is decided by its rules alone.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { giveConsent } from '../../src/features/agreements/give-consent.ts';
import { loadFinalBudget } from '../../src/features/budgets/store.ts';
import { loadMoneyFigures } from '../../src/features/ledger/store.ts';
import { loadPayments } from '../../src/features/payments/store.ts';
import { loadBudget } from '../../src/features/requests/store.ts';
import { importStatement } from '../../src/features/spending/import-statement.ts';
import { loadLines } from '../../src/features/spending/store.ts';
import { decideIntegrated, firstIntegratedReview } from '../../src/rules/options/integrated.ts';
import { decideDelegated } from '../../src/rules/options/options.ts';
import { streamsOf } from '../../src/rules/options/split.ts';
import { DEFAULT_POLICY } from '../../src/rules/policy/policy.ts';
import { command, must, verdict } from '../support/cases.ts';
import { ICB, testDatabase } from '../support/database.ts';
import { makeRepresentative } from '../support/representatives.ts';
import { buying, count, makeTeam, statement, type Walk, walkerOf } from './walk.ts';

const STARTS_ON = Temporal.PlainDate.from('2026-12-01');
/** 26 sessions of music therapy at £60.00. */
const NHS_PENCE = 156_000n;
const COUNCIL_PENCE = 936_000n;
const COUNCIL = 'Council';

const database = await testDatabase();
const { tools } = database;
const team = await makeTeam(database, [{ code: 'MUSIC', label: 'Music therapy', unit: 'session', pence: 6_000n }]);
const walker = walkerOf(database, team);
const { look, stateOf } = walker;

describe('A child in Wiltshire: two payers, one account, the council in the lead', { concurrency: 1 }, () => {
  let walk: Walk;
  let mother: Awaited<ReturnType<typeof makeRepresentative>>;

  test('R-011  the child has a right to it where the board pays for at least a part', async () => {
    const opening = {
      request: {
        givenName: 'Wil',
        dateOfBirth: Temporal.PlainDate.from('2015-04-01'),
        claimedGroup: 'CHILDREN_CC',
        requester: 'Mo Parent',
        requesterRole: 'REPRESENTATIVE',
      },
      group: { solelyNhsFunded: false, fundedByIcb: true },
      assessment: { sources: ['EHC', 'CONTINUING_CARE_DST'] },
      wishes: [
        { domain: 'COMMUNICATION', need: 'No words yet', outcome: 'I say what I want', measure: 'Signs in a session' },
      ],
    } as const;
    const notOurs = { ...opening, group: { solelyNhsFunded: false, fundedByIcb: false } };
    await assert.rejects(walker.open(notOurs), /not-funded-by-icb/);
    walk = await walker.open(opening);
    mother = await makeRepresentative(tools, team.coordinator, walk);
    const line = { needId: walk.needIds[0]!, service: 'MUSIC', quantity: count(26), per: 'year' } as const;
    await walker.estimate(walk, [line], NHS_PENCE, '2026-12-01');
  });

  test('R-048  with an education, health and care plan the plan has an outcome for learning', async () => {
    const therapy = buying(walk.outcomeIds[0]!, {
      label: 'Music therapy',
      category: 'COMPLEMENTARY',
      provider: 'A music therapist',
      arrangedBy: 'REPRESENTATIVE',
      quantity: count(26),
      unit: 'session',
      per: 'year',
      unitPence: 6_000n,
    });
    const proposal = { finalPence: NHS_PENCE, contingencyPence: 0n, reason: '' };
    await walker.plan(walk, mother, [therapy]);
    await assert.rejects(walker.submit(walk, mother, proposal), /learning-outcome-missing/);
    await walker.plan(walk, mother, [], { learning: { ehcPlan: 'yes', outcomes: 'I sign with my class' } });
    await walker.submit(walk, mother, proposal);
    must(await walker.decide(walk, {}));
  });

  test('R-020  the child cannot say yes to direct payments; the mother does, and gets the money', async () => {
    await walker.agree(walk, mother, { startsOn: '2026-12-01', pence: NHS_PENCE, reason: '' });
    const childs = await giveConsent(tools, walk.person, command(), walk.budgetId, { answer: 'YES' });
    assert.equal(verdict(childs), 'consent-not-yours-to-give');
    await walker.setUp(walk, mother);
    await walker.pay('2026-12');
    assert.equal(await stateOf(walk), 'ACTIVE');
    const [payment] = await look(tx => loadPayments(tx, walk.budgetId));
    assert.equal(payment!.amountPence, NHS_PENCE / 12n);
  });

  test('R-077  the council’s direct payment may come into the same account; a wage may not without a question', async () => {
    tools.moveTo('2027-01-04');
    const before = await look(tx => loadMoneyFigures(tx, walk.budgetId, STARTS_ON));
    const file = statement([
      ['2026-12-02', '780.00', 'WILTSHIRE COUNCIL DP'],
      ['2026-12-03', '500.00', 'SALARY'],
    ]);
    must(await importStatement(tools, mother, command(), walk.budgetId, { file }));
    const lines = await look(tx => loadLines(tx, walk.budgetId, 10));
    assert.deepEqual(lines.map(({ amountPence, placement }) => [amountPence, placement.flag]).toSorted(), [
      [50_000n, 'R-077'],
      [78_000n, null],
    ]);
    // The council's money is none of the NHS's budget.
    const after = await look(tx => loadMoneyFigures(tx, walk.budgetId, STARTS_ON));
    assert.deepEqual([after.allocated, after.toCome], [before.allocated, before.toCome]);
  });

  test('R-096  one budget for the family, and behind it a ledger for each payer', () => {
    const streams = [
      { stream: 'NHS_CC', payer: ICB, pence: NHS_PENCE },
      { stream: 'LA_CHILDREN', payer: COUNCIL, pence: COUNCIL_PENCE },
    ];
    const one = { plans: 1, coordinators: 1, contacts: 1 };
    const decision = decideIntegrated({ streams, ...one });
    assert.ok(decision.accepted);
    assert.equal(decision.value.totalPence, 1_092_000n);
    assert.deepEqual(
      decision.value.ledgers.map(({ payer }) => payer),
      [ICB, COUNCIL],
    );
    assert.equal(verdict(decideIntegrated({ streams, ...one, plans: 2 })), 'integrated-not-one');
    // What is paid by one stream alone never reaches the other's ledger.
    assert.deepEqual(streamsOf({ pence: 6_000n, stream: 'NHS_CC' }, []), [{ stream: 'NHS_CC', pence: 6_000n }]);
  });

  test('R-100  the first review comes when the stricter of the two asks for it', () => {
    const streams = [{ stream: 'LA_CHILDREN' }, { stream: 'NHS_CC' }];
    const dueOn = firstIntegratedReview({ streams, startsOn: STARTS_ON }, DEFAULT_POLICY.stream);
    assert.equal(dueOn.toString(), '2027-03-01');
  });

  test('R-091  the council sets it up; each of its acts rests on a decision of the board', async () => {
    const { fundingStream } = (await look(tx => loadBudget(tx, ICB, walk.budgetId)))!;
    assert.equal(fundingStream, 'NHS_CC');
    const { finalBudgetId } = (await look(tx => loadFinalBudget(tx, walk.budgetId)))!;
    const act = { name: 'set up the direct payment', byDelegate: true };
    assert.equal(verdict(decideDelegated({ ...act, icbDecisionId: undefined })), 'delegate-cannot-decide');
    assert.equal(verdict(decideDelegated({ ...act, icbDecisionId: finalBudgetId })), 'accepted');
  });
});
