import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pounds, readPounds } from '../../values/pence.ts';
import type { Decision } from '../decision.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import {
  type Assistant,
  type Cover,
  coverStanding,
  decideAssistant,
  decideCover,
  employerGaps,
  gapsOf,
  type PayBand,
  type PlannedWage,
  wageReasons,
} from './employment.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const { minimumWage } = DEFAULT_POLICY.employer;

describe('R-165  The planned wage is at least the minimum on every day of work', () => {
  const wage = (given: Partial<PlannedWage>): PlannedWage => ({
    item: 'Assistant',
    category: 'PA_WAGES',
    unit: 'hour',
    unitPence: 1271n,
    payBand: 'AGE_21',
    from: day('2026-05-01'),
    to: day('2027-03-31'),
    ...given,
  });
  const reasons = (given: Partial<PlannedWage>) =>
    wageReasons(wage(given), minimumWage).map(reason =>
      reason.code === 'wage-below-minimum' ? `${pounds(reason.leastPence)} from ${reason.from}` : reason.code,
    );
  test('£12.50 in May 2026 at 30 years of age', () => {
    assert.deepEqual(reasons({ unitPence: 1250n }), ['£12.71 from 2026-05-01']);
  });
  const bands: readonly (readonly [PayBand, string])[] = [
    ['AGE_21', '£12.71'],
    ['AGE_18', '£10.85'],
    ['AGE_16', '£8.00'],
    ['APPRENTICE', '£8.00'],
  ];
  for (const [payBand, least] of bands) {
    const unitPence = readPounds(least)!;
    test(`${payBand}: ${least} is enough, a penny less is not`, () => {
      assert.deepEqual(reasons({ payBand, unitPence }), []);
      assert.deepEqual(reasons({ payBand, unitPence: unitPence - 1n }), [`${least} from 2026-05-01`]);
    });
  }
  test('a rise inside the year counts from its day', () => {
    const [from, to] = [day('2026-01-01'), day('2026-12-31')];
    assert.deepEqual(reasons({ unitPence: 1221n, from, to }), ['£12.71 from 2026-04-01']);
    assert.deepEqual(reasons({ unitPence: 1220n, from, to }), ['£12.21 from 2026-01-01']);
    assert.deepEqual(reasons({ unitPence: 1271n, from, to }), []);
  });
  test('a rise on the last day counts, on the day after it does not', () => {
    const from = day('2026-01-01');
    assert.deepEqual(reasons({ unitPence: 1221n, from, to: day('2026-04-01') }), ['£12.71 from 2026-04-01']);
    assert.deepEqual(reasons({ unitPence: 1221n, from, to: day('2026-03-31') }), []);
  });
  test('whatever the order of the table', () => {
    const turned = [...minimumWage].reverse();
    const later = { from: '2026-09-01', age21Pence: 1300n, age18Pence: 1n, age16Pence: 1n, apprenticePence: 1n };
    const [first] = wageReasons(wage({ unitPence: 1220n, from: day('2026-01-01') }), [later, ...minimumWage]);
    assert.equal(first?.code === 'wage-below-minimum' && first.from.toString(), '2026-01-01');
    assert.equal(turned.length, minimumWage.length);
  });
  test('before the table begins nothing is known', () => {
    assert.deepEqual(reasons({ unitPence: 1n, from: day('2025-03-01'), to: day('2025-03-31') }), []);
    assert.deepEqual(reasons({ unitPence: 1n, from: day('2025-03-01'), to: day('2025-04-01') }), [
      '£12.21 from 2025-04-01',
    ]);
  });
  test('only wages, only by the hour', () => {
    assert.deepEqual(reasons({ unitPence: 1n, category: 'AGENCY_CARE' }), []);
    assert.deepEqual(reasons({ unitPence: 1n, unit: 'night' }), []);
  });
});

describe('R-164  Employers’ liability insurance from the first day', () => {
  const cover: Cover = { limitPence: 500_000_000n, from: day('2026-12-01'), to: day('2027-11-30') };
  const least = { startsOn: day('2026-12-01'), today: day('2026-11-23'), leastPence: 500_000_000n, employs: true };
  const taken = (given: Partial<Cover>, facts: Partial<typeof least> = {}) =>
    verdict(decideCover({ ...cover, ...given }, { ...least, ...facts }));
  test('five million from the first day', () => assert.equal(taken({}), 'accepted'));
  test('a penny less', () => assert.equal(taken({ limitPence: 499_999_999n }), 'cover-below-least'));
  test('a penny more', () => assert.equal(taken({ limitPence: 500_000_001n }), 'accepted'));
  test('from the day after', () => assert.equal(taken({ from: day('2026-12-02') }), 'cover-not-from-day-one'));
  test('from the day before', () => assert.equal(taken({ from: day('2026-11-30') }), 'accepted'));
  test('for one day it is insurance', () => assert.equal(taken({ to: day('2026-12-01') }), 'accepted'));
  test('ended before the start', () =>
    assert.equal(taken({ from: day('2026-01-01'), to: day('2026-11-30') }), 'cover-ended'));
  test('ends before it begins', () => assert.equal(taken({ to: day('2026-11-30') }), 'cover-ends-before-start'));
  test('nobody is employed', () => assert.equal(taken({}, { employs: false }), 'nobody-employed'));
  test('renewed during the year: the day on which it is recorded is the first', () => {
    const today = day('2027-11-20');
    assert.equal(taken({ from: today, to: day('2028-11-19') }, { today }), 'accepted');
    assert.equal(taken({ from: day('2027-11-21'), to: day('2028-11-19') }, { today }), 'cover-not-from-day-one');
    assert.equal(taken({ to: day('2027-11-19') }, { today }), 'cover-ended');
    assert.equal(taken({ to: today }, { today }), 'accepted');
  });
  const untilMarch = { ...cover, to: day('2027-03-31') };
  for (const [on, expected] of [
    ['2026-11-30', 'not-yet'],
    ['2026-12-01', 'in-force'],
    ['2027-02-28', 'in-force'],
    ['2027-03-01', 'renew'],
    ['2027-03-31', 'renew'],
    ['2027-04-01', 'lapsed'],
  ] as const)
    test(`to 31 March, on ${on}: ${expected}`, () => assert.equal(coverStanding(untilMarch, day(on), 30), expected));
  test('none', () => assert.equal(coverStanding(undefined, day('2026-12-01'), 30), 'none'));
});

describe('R-167  What is seen before an assistant works alone', () => {
  const seen: Assistant = {
    name: 'Pat Green',
    worksFrom: day('2026-12-01'),
    rightToWorkOn: day('2026-11-20'),
    referencesOn: day('2026-11-20'),
    contractOn: day('2026-12-01'),
    dbs: 'SEEN',
    tasks: [{ task: 'Feeding by tube', signedOffOn: day('2026-11-22'), expiresOn: day('2027-11-21') }],
  };
  const settings = { paEnhancedDbs: true };
  const missing = (given: Partial<Assistant>, on = '2026-12-01', how = settings) =>
    gapsOf({ ...seen, ...given }, day(on), how).map(gap => gap.missing);
  test('all of it', () => assert.deepEqual(missing({}), []));
  test('right to work', () => assert.deepEqual(missing({ rightToWorkOn: undefined }), ['right-to-work']));
  test('references', () => assert.deepEqual(missing({ referencesOn: undefined }), ['references']));
  test('no contract', () => assert.deepEqual(missing({ contractOn: undefined }), ['contract']));
  test('a contract a day late', () => assert.deepEqual(missing({ contractOn: day('2026-12-02') }), ['contract']));
  test('a contract a day early', () => assert.deepEqual(missing({ contractOn: day('2026-11-30') }), []));
  test('a certificate that is to come', () => assert.deepEqual(missing({ dbs: 'TO_COME' }), ['dbs']));
  test('work that asks for no certificate', () => assert.deepEqual(missing({ dbs: 'NOT_ELIGIBLE' }), []));
  test('a board that asks for none', () =>
    assert.deepEqual(missing({ dbs: 'TO_COME' }, '2026-12-01', { paEnhancedDbs: false }), []));
  const task = seen.tasks[0]!;
  test('a task that nobody signed off holds the line, and names the task', () => {
    const gaps = gapsOf({ ...seen, tasks: [{ ...task, signedOffOn: undefined }] }, day('2026-12-01'), settings);
    assert.deepEqual(gaps, [{ assistant: 'Pat Green', missing: 'competence', task: 'Feeding by tube' }]);
  });
  test('a competence lasts to its last day', () => {
    assert.deepEqual(missing({}, '2027-11-21'), []);
    assert.deepEqual(missing({}, '2027-11-22'), ['competence']);
    assert.deepEqual(missing({ tasks: [{ ...task, expiresOn: undefined }] }, '2030-01-01'), []);
  });
  const recorded = (given: Partial<Assistant>, employs = true) =>
    verdict(decideAssistant({ ...seen, contractOn: undefined, ...given }, { today: day('2026-11-23'), employs }));
  test('recorded', () => assert.equal(recorded({}), 'accepted'));
  test('nobody is employed', () => assert.equal(recorded({}, false), 'nobody-employed'));
  test('a task without a name', () => assert.equal(recorded({ tasks: [{ ...task, task: ' ' }] }), 'task-without-name'));
  for (const check of ['rightToWorkOn', 'referencesOn', 'contractOn'] as const)
    test(`${check}: seen today, not tomorrow`, () => {
      assert.equal(recorded({ [check]: day('2026-11-23') }), 'accepted');
      assert.equal(recorded({ [check]: day('2026-11-24') }), 'assistant-check-in-future');
    });
  const cover: Cover = { limitPence: 500_000_000n, from: day('2026-12-01'), to: day('2027-11-30') };
  const gaps = (given: { cover?: Cover | undefined; assistants?: readonly Assistant[] }, on = '2026-12-01') =>
    employerGaps({ cover, assistants: [seen], ...given }, day(on), settings).map(gap => gap.missing);
  test('ready: insured, somebody employed, nothing missing', () => {
    assert.deepEqual(gaps({}), []);
    assert.deepEqual(gaps({}, '2027-11-21'), []);
  });
  test('R-164  not insured on the day', () => {
    assert.deepEqual(gaps({ cover: undefined }), ['insurance']);
    assert.deepEqual(gaps({ cover: { ...cover, from: day('2026-12-02') } }), ['insurance']);
    assert.deepEqual(gaps({ cover: { ...cover, to: day('2026-11-30') } }), ['insurance']);
    assert.deepEqual(gaps({ cover: { ...cover, to: day('2026-12-01') } }), []);
  });
  test('nobody named yet', () => assert.deepEqual(gaps({ assistants: [] }), ['assistant']));
  test('something missing of one of them', () =>
    assert.deepEqual(gaps({ assistants: [seen, { ...seen, dbs: 'TO_COME' }] }), ['dbs']));
});
