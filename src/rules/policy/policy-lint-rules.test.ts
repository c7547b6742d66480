import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cohort, problemsWith } from '../../../test/support/policy-problems.ts';
import { declinesOnDiagnosisAlone } from './policy-lint.ts';

describe('R-003  All three ways of holding the money are offered, and a mix', () => {
  const all = ['NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT', 'MIX'];
  test('in any order', () => assert.deepEqual(problemsWith('offer.options', all.toReversed()), []));
  for (const option of all)
    test(`without ${option}`, () =>
      assert.deepEqual(
        problemsWith(
          'offer.options',
          all.filter(each => each !== option),
        ),
        [`offer.options: a list that has ${option} (R-003)`],
      ));
  test('every one that is missing is named', () => assert.equal(problemsWith('offer.options', []).length, 4));
  test('an empty list is told what it lacks, and no list at all that it must be one', () =>
    assert.deepEqual(problemsWith('offer.options', null), ['offer.options: a list']));
  test('none twice, and none that does not exist', () => {
    assert.deepEqual(problemsWith('offer.options', [...all, 'MIX']), [
      'offer.options.4: different from those before it',
    ]);
    assert.deepEqual(problemsWith('offer.options', [...all, 'CASH']), [
      'offer.options.4: one of NOTIONAL, THIRD_PARTY, DIRECT_PAYMENT, MIX',
    ]);
  });
});

const problemsOfCohort = (change: object) => problemsWith('offer.cohorts', [cohort(change)]);

describe('R-004  Each group of the local offer has a status that is known, and its dates', () => {
  for (const status of ['LIVE', 'IN_DEVELOPMENT', 'TRIAL', 'CONSIDERING', 'PAUSED', 'ENDED'])
    test(`${status} is one`, () => assert.deepEqual(problemsOfCohort({ status }), []));
  for (const status of ['OPEN', '', null, undefined])
    test(`${status} is none`, () =>
      assert.match(problemsOfCohort({ status }).join(), /^offer\.cohorts\.0\.status: one of .* \(R-004\)$/));
  test('it does not end before it begins', () => {
    assert.deepEqual(problemsOfCohort({ until: '2026-04-01' }), []);
    assert.deepEqual(problemsOfCohort({ until: '2026-03-31' }), [
      'offer.cohorts.0.until: at least since, which is 2026-04-01 (R-004)',
    ]);
    assert.deepEqual(problemsOfCohort({ until: 'soon' }), [
      'offer.cohorts.0.until: a date such as "2026-04-01", or null',
    ]);
    assert.deepEqual(problemsOfCohort({ since: null }), ['offer.cohorts.0.since: a date such as "2026-04-01"']);
  });
  test('two have different names', () =>
    assert.deepEqual(problemsWith('offer.cohorts', [cohort(), cohort({ name: 'Veterans' }), cohort()]), [
      'offer.cohorts.2.name: different from those before it',
    ]));
  test('names are not compared where there is none', () =>
    assert.deepEqual(problemsWith('offer.cohorts', [cohort({ name: '' }), cohort({ name: '' })]), [
      'offer.cohorts.0.name: a text of 1 to 60 characters',
      'offer.cohorts.1.name: a text of 1 to 60 characters',
    ]));
  test('a name has 60 characters at most', () => {
    assert.deepEqual(problemsOfCohort({ name: 'x'.repeat(60) }), []);
    assert.equal(problemsOfCohort({ name: 'x'.repeat(61) }).length, 1);
  });
});

describe('R-015  Nobody is turned away for a diagnosis alone: level of need counts', () => {
  const dementia = { fact: 'DIAGNOSIS', is: 'dementia' } as const;
  const needs = { fact: 'NEED_LEVEL', is: 'below the level of the offer' } as const;
  const table = [
    ['declines on a diagnosis', [dementia], 'DECLINE', true], // the rulebook's example
    ['declines on a diagnosis and an age', [dementia, { fact: 'AGE', is: 'over 65' } as const], 'DECLINE', true],
    ['declines on a diagnosis with a level of need', [dementia, needs], 'DECLINE', false],
    ['declines on a level of need', [needs], 'DECLINE', false],
    ['declines on a service', [{ fact: 'SERVICE', is: 'surgery' }], 'DECLINE', false],
    ['includes on a diagnosis', [dementia], 'INCLUDE', false],
  ] as const;
  for (const [words, when, effect, fails] of table)
    test(words, () => {
      assert.equal(declinesOnDiagnosisAlone({ when, effect }), fails);
      const lawful = { when: [needs], effect: 'INCLUDE' };
      assert.deepEqual(
        problemsOfCohort({ criteria: [lawful, { when, effect }] }),
        fails
          ? ['offer.cohorts.0.criteria.1: a criterion that declines by level of need, not by diagnosis alone (R-015)']
          : [],
      );
    });
  test('is told beside everything else that is wrong with the group', () =>
    assert.deepEqual(
      problemsOfCohort({ status: 'OPEN', criteria: [{ when: [dementia], effect: 'DECLINE' }] }).map(
        each => each.match(/\(R-\d+\)/)?.[0],
      ),
      ['(R-004)', '(R-015)'],
    ));
  test('a criterion looks at something, and does something', () => {
    assert.deepEqual(problemsOfCohort({ criteria: [{ when: [], effect: 'DECLINE' }] }), [
      'offer.cohorts.0.criteria.0.when: a list with an entry',
    ]);
    assert.deepEqual(problemsOfCohort({ criteria: [{ when: [dementia], effect: 'REJECT' }] }), [
      'offer.cohorts.0.criteria.0.effect: one of INCLUDE, DECLINE',
    ]);
    assert.deepEqual(problemsOfCohort({ criteria: [{ when: [{ fact: 'HAIR', is: 'red' }], effect: 'INCLUDE' }] }), [
      'offer.cohorts.0.criteria.0.when.0.fact: one of NEED_LEVEL, DIAGNOSIS, AGE, SERVICE, INVITATION',
    ]);
    assert.deepEqual(
      problemsOfCohort({
        criteria: [
          { when: [dementia], effect: 'INCLUDE' },
          { when: [dementia], effect: 'INCLUDE' },
        ],
      }),
      ['offer.cohorts.0.criteria.1: different from those before it'],
    );
    assert.deepEqual(
      problemsOfCohort({ criteria: [{ when: [{ fact: 'AGE', is: 'x'.repeat(100) }], effect: 'INCLUDE' }] }),
      [],
    );
    assert.equal(
      problemsOfCohort({ criteria: [{ when: [{ fact: 'AGE', is: 'x'.repeat(101) }], effect: 'INCLUDE' }] }).length,
      1,
    );
    assert.deepEqual(problemsOfCohort({ criteria: [{ when: [{ fact: 'AGE', is: 'x' }], effect: 'INCLUDE' }] }), []);
    assert.equal(problemsOfCohort({ criteria: [{ when: [{ fact: 'AGE', is: '' }], effect: 'INCLUDE' }] }).length, 1);
  });
});

describe('R-136 R-141  A higher risk is never looked at less often', () => {
  test('the same is allowed', () => assert.deepEqual(problemsWith('review.bands.medium', 12), []));
  test('one month more is not', () =>
    assert.deepEqual(problemsWith('review.bands.high', 7), [
      'review.bands.high: at most review.bands.medium, which is 6 (R-141)',
    ]));
  test('each band is held against the one before it', () => {
    assert.deepEqual(problemsWith('review.bands.low', 5), [
      'review.bands.medium: at most review.bands.low, which is 5 (R-141)',
    ]);
    assert.deepEqual(problemsWith('review.bands.veryHigh', 4), [
      'review.bands.veryHigh: at most review.bands.high, which is 3 (R-141)',
    ]);
  });
  test('beyond the law it is the law that is named, and nothing is compared with it', () =>
    assert.deepEqual(problemsWith('review.bands.medium', 14), [
      'review.bands.medium: a whole number from 1 to 12 (R-136)',
    ]));
});

describe('R-142  The bands of the risk score begin one after the other', () => {
  const table = [
    ['medium', 10, []],
    ['medium', 11, ['risk.bands.high: more than risk.bands.medium, which is 11 (R-142)']],
    ['veryHigh', 12, []],
    ['veryHigh', 11, ['risk.bands.veryHigh: more than risk.bands.high, which is 11 (R-142)']],
  ] as const;
  for (const [band, from, problems] of table)
    test(`${band} from ${from}`, () => assert.deepEqual(problemsWith(`risk.bands.${band}`, from), problems));

  test('the sums at which a point is added rise', () => {
    assert.deepEqual(problemsWith('risk.valueStepsPence', ['9', '10', '100']), []);
    assert.deepEqual(problemsWith('risk.valueStepsPence', ['9']), []);
    assert.deepEqual(problemsWith('risk.valueStepsPence', ['5', '10', '7']), [
      'risk.valueStepsPence.2: more than the one before it',
    ]);
    assert.deepEqual(problemsWith('risk.valueStepsPence', ['10', '10']), [
      'risk.valueStepsPence.1: more than the one before it',
    ]);
    assert.deepEqual(problemsWith('risk.valueStepsPence', ['10', '9', '11']), [
      'risk.valueStepsPence.1: more than the one before it',
    ]);
    assert.deepEqual(problemsWith('risk.valueStepsPence', []), ['risk.valueStepsPence: a list with an entry']);
    assert.deepEqual(
      problemsWith('risk.valueStepsPence', ['10', 'x', '9']).map(each => each.slice(0, 24)),
      ['risk.valueStepsPence.1: ', 'risk.valueStepsPence.2: '],
    );
  });
});

describe('R-064 R-088 R-122 R-123 R-160  Limits that make no sense beside one another', () => {
  const table = [
    [
      'approval.limits.phbLeadPence',
      '1000000',
      '999999',
      'at least approval.limits.teamLeadPence, which is 1000000 (R-064)',
    ],
    ['oneoff.discharge.exceptCap', '20000', '19999', 'at least oneoff.discharge.cap, which is 20000 (R-123)'],
    ['oneoff.followUpToWeeks', 4, 3, 'at least oneoff.followUpFromWeeks, which is 4'],
    ['evidence.threshold.medium', '2500', '2501', 'at most evidence.threshold.low, which is 2500 (R-088)'],
    ['evidence.threshold.high', '1000', '1001', 'at most evidence.threshold.medium, which is 1000 (R-088)'],
    ['evidence.threshold.veryHigh', '0', '1', 'at most evidence.threshold.high, which is 0 (R-088)'],
    ['ambition.range.mostPerThousand', 1, 0, 'at least ambition.range.leastPerThousand, which is 1 (R-160)'],
  ] as const;
  for (const [key, right, wrong, problem] of table)
    test(`${key}: ${right} but not ${wrong}`, () => {
      assert.deepEqual(problemsWith(key, right), []);
      assert.deepEqual(problemsWith(key, wrong), [`${key}: ${problem}`]);
    });
  test('a child’s record that was closed at 17 is kept at least as long', () => {
    assert.deepEqual(problemsWith('retention.childBirthday', 26), []);
    assert.deepEqual(problemsWith('retention.childBirthday', 27), [
      'retention.childClosedAt17Birthday: at least retention.childBirthday, which is 27 (R-122)',
    ]);
  });
});

describe('R-091  Others may pay and watch for the board, and never decide', () => {
  test('payments and monitoring', () =>
    assert.deepEqual(problemsWith('delegate.functions', ['MONITORING', 'PAYMENTS']), []));
  test('not decisions', () =>
    assert.deepEqual(problemsWith('delegate.functions', ['DECISIONS']), [
      'delegate.functions.0: one of PAYMENTS, MONITORING (R-091)',
    ]));
});

describe('R-129  A wheelchair budget is what the chair would cost', () => {
  test('by the prescription', () =>
    assert.deepEqual(problemsWith('budget.method.WHEELCHAIR', 'PRESCRIPTION_COST'), []));
  test('not by a flat rate', () =>
    assert.deepEqual(problemsWith('budget.method.WHEELCHAIR', 'FLAT_RATE'), [
      'budget.method.WHEELCHAIR: one of PRESCRIPTION_COST (R-129)',
    ]));
  test('R-042  others by any of the six', () => {
    for (const method of [
      'SIMILAR_CASES',
      'CURRENT_SERVICES',
      'HOURS_RATES',
      'POINTS_BAND',
      'FLAT_RATE',
      'PRESCRIPTION_COST',
    ])
      assert.deepEqual(problemsWith('budget.method.S117', method), []);
    assert.equal(problemsWith('budget.method.S117', 'GUESS').length, 1);
  });
});
