/**
 * Janice, deafblind, who still swims (case study 2 of the finance briefing): a small budget with the whole process. She
 * pays for her club herself; the budget pays for somebody to be her eyes and ears there, and for massage.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { recordAssistant } from '../../src/features/agreements/checks/record-assistant.ts';
import { recordCover } from '../../src/features/agreements/checks/record-cover.ts';
import { addDraftEntry } from '../../src/features/budgets/indicative/add-draft-entry.ts';
import { loadIndicativeBudget } from '../../src/features/budgets/store.ts';
import { submitPlan } from '../../src/features/plans/signing/submit-plan.ts';
import { loadPlan, loadPlanItems, loadSections } from '../../src/features/plans/store.ts';
import { addItem } from '../../src/features/plans/writing/add-item.ts';
import { importStatement } from '../../src/features/spending/import-statement.ts';
import { loadLines } from '../../src/features/spending/store.ts';
import { command, must, verdict } from '../support/cases.ts';
import { testDatabase } from '../support/database.ts';
import { hashNow } from '../support/plans.ts';
import { buying, count, makeTeam, statement, type Walk, walkerOf } from './walk.ts';

const STARTS_ON = Temporal.PlainDate.from('2026-12-01');
/** 3 hours a week of an assistant, what employing one costs, 26 massages, and four weeks for emergencies. */
const YEAR_PENCE = 405_510n;
const CONTINGENCY_PENCE = 4n * 4_500n;

const database = await testDatabase();
const { tools } = database;
const team = await makeTeam(database, [
  { code: 'MASSAGE', label: 'Massage', unit: 'session', pence: 4_000n },
  { code: 'EMPLOYER_INSURANCE', label: 'Insurance of an employer', unit: 'year', pence: 7_000n },
  { code: 'PAYROLL', label: 'Payroll service', unit: 'month', pence: 500n },
  { code: 'TRAINING', label: 'Training', unit: 'year', pence: 4_000n },
  { code: 'DBS_CHECK', label: 'Certificate', unit: 'check', pence: 1_800n },
  { code: 'RECRUITMENT', label: 'Finding somebody', unit: 'advert', pence: 2_000n },
]);
const { coordinator, finance } = team;
const walker = walkerOf(database, team);
const { look, stateOf } = walker;

describe('Janice: eyes and ears in the gym and the pool', { concurrency: 1 }, () => {
  let walk: Walk;
  const itemsNow = () => look(async tx => loadPlanItems(tx, (await loadPlan(tx, walk.budgetId))!.planId));
  const assistant = (given: object = {}) =>
    buying(walk.outcomeIds[0]!, { label: 'Assistant at the gym and the pool', quantity: count(3), ...given });

  test('R-166  an estimate for three hours a week has all that employing somebody costs', async () => {
    walk = await walker.open({
      request: { givenName: 'Janice', dateOfBirth: Temporal.PlainDate.from('1983-06-01'), claimedGroup: 'EXCEPTION' },
      group: { evidence: 'Deafblind, in pain, and a crisis of mental health', levelOfNeed: 'Several needs at once' },
      assessment: {
        sources: ['CARE_ACT'],
        communicationNeeds: 'Braille, and one voice at a time',
        carerInput: 'Her husband works; their daughter is nine',
      },
      wishes: [
        {
          domain: 'MOBILITY',
          need: 'She cannot use the pool without somebody beside her',
          outcome: 'I swim and train each week, and stay well in my mind',
          measure: 'Weeks with a swim',
        },
        {
          domain: 'OTHER',
          need: 'Pain from arthritis',
          outcome: 'I can bear my pain and play with my daughter',
          measure: 'Pain from 0 to 10',
        },
      ],
    });
    const [gym, pain] = walk.needIds;
    const entry = {
      needId: gym!,
      label: 'Eyes and ears',
      pence: 1_500n,
      raise: null,
      hoursPerWeek: count(3),
      bornOn: null,
      apprentice: false,
      employedSince: null,
      setAsidePence: 0n,
    };
    must(await addDraftEntry(tools, finance, command(), walk.budgetId, { kind: 'assistants', entry }));
    const massage = { needId: pain!, service: 'MASSAGE', quantity: count(26), per: 'year' } as const;
    await walker.estimate(walk, [massage], YEAR_PENCE, '2026-12-01');
    const { lines } = (await look(tx => loadIndicativeBudget(tx, walk.budgetId)))!;
    assert.deepEqual(
      lines.filter(({ rule }) => rule === 'R-166').map(({ amountPence }) => amountPence),
      // Cover for 5.6 weeks of holiday, statutory pay, payroll, training, certificate, advert. So little pay has no
      // National Insurance and no pension.
      [25_200n, 3_510n, 6_000n, 4_000n, 1_800n, 2_000n],
    );
  });

  test('R-047  small as it is, it has the whole plan: nothing about her may be left out', async () => {
    const hash = await hashNow(tools, coordinator, walk.budgetId);
    const missing = await submitPlan(tools, coordinator, command(), walk.budgetId, hash);
    assert.match(verdict(missing), /section-missing.*no-items/);
    assert.equal(await stateOf(walk), 'PLANNING');
  });

  test('R-049  the fee of her club is for no outcome of the budget, and is no line of it', async () => {
    const fee = buying('', {
      label: 'Club fee',
      category: 'EXERCISE',
      unitPence: 2_500n,
      per: 'month',
      quantity: count(1),
    });
    const decision = await addItem(tools, coordinator, command(), walk.budgetId, { ...fee, outcomeIds: [] });
    assert.equal(verdict(decision), 'item-without-outcome, item-without-need');
    assert.deepEqual(await itemsNow(), []);
  });

  test('R-165  the assistant is paid the minimum wage or more', async () => {
    const decision = await addItem(tools, coordinator, command(), walk.budgetId, assistant({ unitPence: 1_270n }));
    assert.equal(verdict(decision), 'wage-below-minimum');
    assert.deepEqual(await itemsNow(), []);
  });

  test('R-056  a clinician stands for a plan that pays for all of it and nothing else, and thinks of her as a mother', async () => {
    const pain = walk.outcomeIds[1]!;
    await walker.plan(
      walk,
      walk.person,
      [
        assistant(),
        assistant({
          label: 'To employ',
          category: 'PA_ONCOSTS',
          unit: 'year',
          per: 'year',
          quantity: count(1),
          unitPence: 45_710n,
        }),
        assistant({
          label: 'To find somebody',
          category: 'DBS',
          unit: 'once',
          per: 'once',
          quantity: count(1),
          unitPence: 3_800n,
        }),
        buying(pain, {
          label: 'Massage',
          category: 'COMPLEMENTARY',
          provider: 'A massage therapist',
          quantity: count(26),
          unit: 'session',
          per: 'year',
          unitPence: 4_000n,
        }),
      ],
      { circumstances: { words: 'I am a mother: I want to be well for my daughter, and to think as a family' } },
    );
    await walker.submit(walk, walk.person, { finalPence: YEAR_PENCE, contingencyPence: CONTINGENCY_PENCE, reason: '' });
    const usual = { conventionalPence: 500_000n };
    assert.equal(verdict(await walker.decide(walk, { ...usual, clinicianName: '' })), 'clinician-not-named');
    must(await walker.decide(walk, usual));
    const sections = await look(async tx => loadSections(tx, (await loadPlan(tx, walk.budgetId))!.planId));
    assert.match(sections.circumstances!.words!, /as a family/);
    const items = await itemsNow();
    assert.deepEqual(
      items.map(({ annualPence }) => annualPence),
      [234_000n, 45_710n, 3_800n, 104_000n],
    );
    assert.ok(items.every(({ outcomeIds }) => outcomeIds.length > 0));
  });

  test('R-164 R-167  nobody works alone before the insurance and the checks are there', async () => {
    const final = { startsOn: '2026-12-01', pence: YEAR_PENCE, reason: '' };
    await walker.agree(walk, walk.person, final);
    await walker.setUp(walk, walk.person);
    assert.equal(await stateOf(walk), 'AGREED');
    const cover = {
      limitPence: 500_000_000n,
      from: STARTS_ON,
      to: STARTS_ON.add({ years: 1 }),
      insurer: 'An insurer',
      policyNumber: 'P1',
      payroll: 'A payroll service',
    };
    const low = { ...cover, limitPence: 499_999_999n };
    assert.equal(verdict(await recordCover(tools, coordinator, command(), walk.budgetId, low)), 'cover-below-least');
    must(await recordCover(tools, coordinator, command(), walk.budgetId, cover));
    const seen = tools.today();
    const checked = {
      name: 'Pat Green',
      worksFrom: STARTS_ON,
      worksUntil: undefined,
      rightToWorkOn: undefined,
      referencesOn: seen,
      contractOn: seen,
      dbs: 'SEEN',
      tasks: [],
    } as const;
    must(await recordAssistant(tools, coordinator, command(), walk.budgetId, checked));
    assert.equal(await stateOf(walk), 'AGREED');
    const allowed = { ...checked, rightToWorkOn: seen };
    must(await recordAssistant(tools, coordinator, command(), walk.budgetId, allowed));
    assert.equal(await stateOf(walk), 'SET_UP');
  });

  test('R-072  paid; a club fee out of the account would be asked about, since the plan does not say it', async () => {
    await walker.pay('2026-12');
    assert.equal(await stateOf(walk), 'ACTIVE');
    tools.moveTo('2027-01-04');
    const file = statement([
      ['2026-12-07', '-40.00', 'A MASSAGE THERAPIST'],
      ['2026-12-08', '-25.00', 'HEALTH CLUB FEE'],
    ]);
    must(await importStatement(tools, walk.person, command(), walk.budgetId, { file }));
    const lines = await look(tx => loadLines(tx, walk.budgetId, 10));
    assert.equal(lines.find(({ amountPence }) => amountPence === -2_500n)!.placement.what, 'UNPLACED');
  });
});
