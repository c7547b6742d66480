import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problemsWith } from '../../../test/support/policy-problems.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { writePolicy } from './policy-json.ts';

describe('R-098  Agreed shares are the whole', () => {
  const split = (NHS: unknown, SOCIAL_CARE: unknown) => [
    { stream: 'NHS', basisPoints: NHS },
    { stream: 'SOCIAL_CARE', basisPoints: SOCIAL_CARE },
  ];
  test('62.5 and 37.5 percent', () => assert.deepEqual(problemsWith('integrated.split', split(6250, 3750)), []));
  test('one alone', () => assert.deepEqual(problemsWith('integrated.split', split(10_000, 1).slice(0, 1)), []));
  for (const other of [3749, 3751])
    test(`6250 and ${other}`, () =>
      assert.deepEqual(problemsWith('integrated.split', split(6250, other)), [
        `integrated.split: shares that add up to 10000; these come to ${6250 + other} (R-098)`,
      ]));
  test('a share is a number from 1 to 10000, and a stream has one', () => {
    assert.deepEqual(problemsWith('integrated.split', split(10_000, 0)), [
      'integrated.split.1.basisPoints: a whole number from 1 to 10000',
    ]);
    assert.deepEqual(problemsWith('integrated.split', split(10_001, 1).slice(0, 1)), [
      'integrated.split.0.basisPoints: a whole number from 1 to 10000',
    ]);
    assert.deepEqual(problemsWith('integrated.split', [...split(5000, 4999), split(1, 1)[0]]), [
      'integrated.split.2.stream: different from those before it',
    ]);
  });
});

const wage = (from: string, change: object = {}) => ({
  from,
  age21Pence: '1271',
  age18Pence: '1085',
  age16Pence: '800',
  apprenticePence: '800',
  ...change,
});

describe('R-165  The lowest pay in law rises with age, from day to day', () => {
  test('one day after the other', () => {
    assert.deepEqual(problemsWith('employer.minimumWage', [wage('2026-04-01'), wage('2027-04-01')]), []);
    assert.deepEqual(problemsWith('employer.minimumWage', [wage('2026-04-01'), wage('2026-04-01')]), [
      'employer.minimumWage.1.from: more than the one before it',
    ]);
    assert.deepEqual(problemsWith('employer.minimumWage', []), ['employer.minimumWage: a list with an entry']);
  });
  test('no age less than a younger one', () => {
    assert.deepEqual(problemsWith('employer.minimumWage', [wage('2026-04-01', { age21Pence: '1085' })]), []);
    assert.deepEqual(
      problemsWith('employer.minimumWage', [wage('2026-04-01'), wage('2027-04-01', { age21Pence: '1084' })]),
      ['employer.minimumWage.1.age21Pence: at least age18Pence, which is 1085 (R-165)'],
    );
    assert.deepEqual(problemsWith('employer.minimumWage', [wage('2026-04-01', { age16Pence: '1086' })]), [
      'employer.minimumWage.0.age18Pence: at least age16Pence, which is 1086 (R-165)',
    ]);
  });
});

describe('R-166  What the law adds to pay', () => {
  const [now] = (writePolicy(DEFAULT_POLICY) as { employer: { onCosts: object[] } }).employer.onCosts;
  const problemsOf = (change: object) => problemsWith('employer.onCosts', [{ ...now, ...change }]);
  const MOST = '100000000';
  const table = [
    ['nationalInsuranceBasisPoints', 0, 10_000],
    ['nationalInsuranceFromPence', '0', MOST],
    ['employmentAllowancePence', '0', MOST],
    ['pensionTriggerPence', '0', MOST],
    ['pensionToPence', '624001', MOST],
    ['pensionFromPence', '0', '5026999'],
    ['pensionBasisPoints', 0, 10_000],
    ['holidayWeeksTenths', 56, 120],
    ['statutoryPayBasisPoints', 0, 1000],
    ['redundancyAfterYears', 0, 2],
    ['redundancyMostYears', 1, 20],
    ['redundancyWeekPayPence', '10000', '200000'],
  ] as const;
  for (const [field, least, most] of table)
    test(`${field}: ${least} to ${most}`, () => {
      const beyond = (value: string | number, by: number) =>
        typeof value === 'number' ? value + by : `${BigInt(value) + BigInt(by)}`;
      assert.deepEqual(problemsOf({ [field]: least }), []);
      assert.deepEqual(problemsOf({ [field]: most }), []);
      assert.equal(problemsOf({ [field]: beyond(least, -1) }).length, 1);
      assert.equal(problemsOf({ [field]: beyond(most, 1) }).length, 1);
    });
  for (const field of [
    'nationalInsuranceFromPence',
    'employmentAllowancePence',
    'pensionTriggerPence',
    'pensionFromPence',
    'pensionToPence',
  ])
    test(`${field} is whole pence from nought`, () =>
      assert.deepEqual(problemsOf({ [field]: 'x' }), [
        `employer.onCosts.0.${field}: whole pence in a string, from "0" to "${MOST}"`,
      ]));
  test('5.6 weeks of holiday and redundancy after two years are the law’s', () => {
    assert.match(problemsOf({ holidayWeeksTenths: 55 }).join(), /R-166/);
    assert.match(problemsOf({ redundancyAfterYears: 3 }).join(), /R-166/);
  });
  test('the pension’s band has a width', () =>
    assert.deepEqual(problemsOf({ pensionToPence: '624000' }), [
      'employer.onCosts.0.pensionToPence: more than pensionFromPence, which is 624000 (R-166)',
    ]));
  test('one day after the other', () => {
    assert.deepEqual(problemsWith('employer.onCosts', [now, { ...now, from: '2026-04-06' }]), []);
    assert.equal(problemsWith('employer.onCosts', [now, now]).length, 1);
    assert.equal(problemsWith('employer.onCosts', []).length, 1);
  });
});

describe('R-042 R-091 R-118 R-120 R-132  The other lists', () => {
  test('bands of points rise, each with its sum', () => {
    const band = (label: string, from: number, pence = '100000') => ({ label, from, pence });
    assert.deepEqual(problemsWith('budget.points.bands', [band('A', 0), band('B', 1000)]), []);
    assert.deepEqual(problemsWith('budget.points.bands', []), []);
    assert.deepEqual(problemsWith('budget.points.bands', 'none'), ['budget.points.bands: a list']);
    assert.equal(problemsWith('budget.points.bands', [band('A', 5), band('B', 5)]).length, 1);
    assert.equal(problemsWith('budget.points.bands', [band('A', -1)]).length, 1);
    assert.equal(problemsWith('budget.points.bands', [band('A', 1001)]).length, 1);
    assert.equal(problemsWith('budget.points.bands', [band('A', 1, '0')]).length, 1);
    assert.deepEqual(problemsWith('budget.points.bands', [band('A', 1, '100000000')]), []);
    assert.equal(problemsWith('budget.points.bands', [band('A', 1, '100000001')]).length, 1);
  });
  test('bands of points are compared as numbers, not as text', () =>
    assert.deepEqual(
      problemsWith('budget.points.bands', [
        { label: 'A', from: 9, pence: '1' },
        { label: 'B', from: 10, pence: '2' },
      ]),
      [],
    ));
  test('flat rates and sums for repairs have different names', () => {
    const rate = { label: 'Gym', pence: '40000' };
    assert.deepEqual(problemsWith('budget.flatRates', [rate]), []);
    assert.deepEqual(problemsWith('budget.flatRates', [rate, rate]), [
      'budget.flatRates.1.label: different from those before it',
    ]);
    const chair = { category: 'Powered', pence: '25000' };
    assert.deepEqual(problemsWith('wheelchair.maintenanceTable', [chair]), []);
    assert.deepEqual(problemsWith('wheelchair.maintenanceTable', [chair, chair]), [
      'wheelchair.maintenanceTable.1.category: different from those before it',
    ]);
  });
  test('roles, standards and laws stand once', () => {
    assert.deepEqual(problemsWith('concern.silentAllowedRoles', []), []);
    assert.equal(problemsWith('concern.silentAllowedRoles', ['LCFS_LEAD', 'LCFS_LEAD']).length, 1);
    assert.deepEqual(problemsWith('compliance.checklist', ['DSPT']), []);
    assert.equal(problemsWith('compliance.checklist', ['DSPT', 'DSPT']).length, 1);
    const law = { name: 'An Act', validFrom: '2014-10-01', validTo: '2014-10-01' };
    assert.deepEqual(problemsWith('legal.references', [law]), []);
    assert.deepEqual(problemsWith('legal.references', [{ ...law, name: 'x'.repeat(200) }]), []);
    assert.deepEqual(problemsWith('legal.references', [{ ...law, name: 'x' }]), []);
    assert.equal(problemsWith('legal.references', [{ ...law, name: 'x'.repeat(201) }]).length, 1);
    assert.equal(problemsWith('legal.references', [{ ...law, name: '' }]).length, 1);
    assert.equal(problemsWith('legal.references', [law, law]).length, 1);
    assert.deepEqual(problemsWith('legal.references', [{ ...law, validTo: '2014-09-30' }]), [
      'legal.references.0.validTo: at least validFrom, which is 2014-10-01',
    ]);
  });
});
