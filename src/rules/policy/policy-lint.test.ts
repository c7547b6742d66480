import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_POLICY } from './policy.ts';
import { writePolicy } from './policy-json.ts';
import { declinesOnDiagnosisAlone, lintPolicy, type PolicyProblem, pathInWords } from './policy-lint.ts';
import { SETTINGS } from './policy-settings.ts';

const STANDARD = JSON.stringify(writePolicy(DEFAULT_POLICY));

/** The default policy as a file with one place changed; `undefined` takes the place out. */
function fileWith(key: string, value: unknown): unknown {
  const file = JSON.parse(STANDARD);
  const path = key.split('.');
  const parent = path.slice(0, -1).reduce((part, each) => Reflect.get(part as object, each), file) as object;
  if (value === undefined) Reflect.deleteProperty(parent, path.at(-1)!);
  else Reflect.set(parent, path.at(-1)!, value);
  return file;
}

const show = ({ path, allowed, rule }: PolicyProblem) => `${path.join('.')}: ${allowed}${rule ? ` (${rule})` : ''}`;
const problemsWith = (key: string, value: unknown) => lintPolicy(fileWith(key, value)).map(show);
/** The problems at the place itself, those of its order with others left out. */
const problemsAt = (key: string, value: unknown) =>
  problemsWith(key, value).filter(each => each.startsWith(`${key}: `) && !each.includes(', which is '));

/** Each number: its least, its most, and the rule that sets the one or the other. */
const NUMBERS: readonly (readonly [key: string, least: number, most: number, leastBy?: string, mostBy?: string])[] = [
  ['enquiry.acknowledgeWorkingDays', 1, 20],
  ['request.acknowledgeWorkingDays', 1, 20],
  ['request.decisionDays', 5, 60],
  ['fastTrack.decisionWorkingDays', 1, 5],
  ['cc.decisionWeeks', 1, 6],
  ['cc.reviewMonths.first', 1, 3],
  ['cc.reviewMonths.after', 1, 12],
  ['offer.refreshMonths', 1, 12, '', 'R-007'],
  ['budget.weeksPerYear', 52, 53],
  ['budget.peerMin', 5, 50, 'R-042'],
  ['contingency.weeks', 0, 8],
  ['surplus.weeks', 4, 16],
  ['variance.pct', 1, 50],
  ['variance.fewLargeBudgetsPct', 1, 50],
  ['variance.fewLargeSharePct', 50, 100],
  ['variance.manySmallFlaggedPct', 1, 100],
  ['variance.manySmallNetPct', 1, 20],
  ['risk.option.NOTIONAL', 0, 5],
  ['risk.option.THIRD_PARTY', 0, 5],
  ['risk.option.MANAGED_ACCOUNT', 0, 5],
  ['risk.option.DIRECT_PAYMENT', 0, 5],
  ['risk.option.PREPAID_CARD', 0, 5],
  ['risk.employsAssistants', 0, 5],
  ['risk.connectedPerson', 0, 5],
  ['risk.most.pastFindings', 0, 4, '', 'R-142'],
  ['risk.most.missingEvidence', 0, 3, '', 'R-142'],
  ['risk.most.capacityOrSafeguarding', 0, 3, '', 'R-142'],
  ['risk.most.fluctuatingNeed', 0, 2, '', 'R-142'],
  ['risk.bands.medium', 1, 40],
  ['risk.bands.high', 1, 40],
  ['risk.bands.veryHigh', 1, 40],
  ['review.firstMonths', 1, 3, '', 'R-135'],
  ['review.bands.low', 1, 12, '', 'R-136'],
  ['review.bands.medium', 1, 12, '', 'R-136'],
  ['review.bands.high', 1, 12, '', 'R-136'],
  ['review.bands.veryHigh', 1, 12, '', 'R-136'],
  ['review.outcomeWorkingDays', 1, 20],
  ['stream.SOCIAL_CARE.firstReviewMonths', 1, 6, '', 'R-100'],
  ['stream.EDUCATION.firstReviewMonths', 1, 3, '', 'R-100'],
  ['notice.stopDays', 1, 90, 'R-108'],
  ['notice.reduceDays', 1, 90, 'R-090'],
  ['notice.reclaimDays', 1, 90, 'R-113'],
  ['notice.reviewDays', 1, 90, 'R-139'],
  ['hospital.retainerWeeks', 0, 26],
  ['hospital.retainerPct', 0, 100],
  ['hospital.reviewDays', 1, 28],
  ['suspension.firstReviewDays', 1, 28],
  ['suspension.everyDays', 1, 56],
  ['advance.instalments', 1, 12],
  ['stop.papersDays', 1, 90],
  ['stop.closeWeeks', 4, 52],
  ['sufficiency.taskDays', 1, 28],
  ['birthday.aheadMonths', 1, 24],
  ['coordinator.gapDays', 1, 28],
  ['nominee.withdrawnReviewDays', 1, 28],
  ['payments.confirmWorkingDays', 0, 2],
  ['payee.decideDays', 1, 60],
  ['approval.workingDays', 1, 20],
  ['reconsider.days', 1, 60],
  ['reconsider.repeatMonths', 0, 12],
  ['concern.triageWorkingDays', 1, 10],
  ['spend.virementPct', 0, 25],
  ['spend.placeFromScore', 0, 100],
  ['spend.refundDays', 0, 730],
  ['evidence.sureFromScore', 0, 100],
  ['tieOut.workingDays', 1, 20],
  ['contribution.graceDays', 0, 60],
  ['contribution.talkWorkingDays', 1, 20],
  ['contribution.matchDays', 0, 31],
  ['respite.maxWeeks', 1, 8],
  ['connected.reviewMonths', 1, 12],
  ['oneoff.ownAccountMaxItems', 1, 5, '', 'R-081'],
  ['oneoff.followUpFromWeeks', 1, 12],
  ['oneoff.followUpToWeeks', 1, 12],
  ['oneoff.discharge.leastDaysSaved', 2, 14, 'R-124'],
  ['oneoff.discharge.decisionHours', 1, 24],
  ['wheelchair.periodYears', 1, 10],
  ['employer.coverEndsWarningDays', 1, 90],
  ['report.suppressBelow', 5, 20, 'R-159'],
  ['report.roundTo', 1, 10],
  ['report.opensWorkingDay', 1, 20],
  ['report.windowDays', 1, 31],
  ['report.explainChangePct', 1, 100],
  ['ambition.range.leastPerThousand', 0, 10],
  ['ambition.range.mostPerThousand', 0, 10],
  ['ambition.benefitPct', 0, 100],
  ['equality.gapPct', 5, 50],
  ['audit.visibleHours', 0, 24, '', 'R-121'],
  ['retention.adultYears', 8, 30, 'R-122'],
  ['retention.childBirthday', 25, 40, 'R-122'],
  ['retention.childClosedAt17Birthday', 26, 40, 'R-122'],
  ['retention.mentalHealthYears', 20, 40, 'R-122'],
  ['retention.mentalHealthAfterDeathYears', 10, 40, 'R-122'],
  ['retention.financeYears', 6, 20, 'R-122'],
  ['legal.checkMonths', 1, 12],
  ['gdpr.subjectAccessMonths', 1, 3],
  ['gdpr.breachHours', 1, 72],
];

describe('R-043  Each number of the policy stands in its range', () => {
  test('the table has every number of the catalogue', () => {
    const keys = SETTINGS.filter(({ allowed }) => allowed.kind === 'whole').map(({ key }) => key);
    assert.deepEqual(NUMBERS.map(([key]) => key).sort(), keys.sort());
  });

  for (const [key, least, most, leastBy, mostBy] of NUMBERS)
    test(`${key}: ${least} to ${most}`, () => {
      const says = (rule?: string) => [`${key}: a whole number from ${least} to ${most}${rule ? ` (${rule})` : ''}`];
      assert.deepEqual(problemsAt(key, least - 1), says(leastBy));
      assert.deepEqual(problemsAt(key, least), []);
      assert.deepEqual(problemsAt(key, most), []);
      assert.deepEqual(problemsAt(key, most + 1), says(mostBy));
      assert.deepEqual(problemsAt(key, least + 0.5), says());
      assert.deepEqual(problemsAt(key, `${least}`), says());
      assert.deepEqual(problemsAt(key, undefined), says());
      assert.deepEqual(problemsAt(key, null), says());
    });
});

/** Each sum in pence. */
const SUMS: readonly (readonly [key: string, least: string, most: string, leastBy?: string])[] = [
  ['variance.pence', '1', '1000000'],
  ['approval.limits.teamLeadPence', '1', '100000000'],
  ['approval.limits.phbLeadPence', '1', '100000000'],
  ['spend.virementPence', '0', '50000'],
  ['advance.mostPence', '0', '1000000'],
  ['evidence.threshold.low', '0', '1000000'],
  ['evidence.threshold.medium', '0', '1000000'],
  ['evidence.threshold.high', '0', '1000000'],
  ['evidence.threshold.veryHigh', '0', '1000000'],
  ['oneoff.discharge.cap', '1', '100000000'],
  ['oneoff.discharge.exceptCap', '1', '100000000'],
  ['bedDay.pence', '1', '1000000'],
  ['employer.liabilityCoverPence', '500000000', '10000000000', 'R-164'],
];

describe('R-043  Each sum of the policy stands in its range', () => {
  test('the table has every sum of the catalogue', () => {
    const keys = SETTINGS.filter(({ allowed }) => allowed.kind === 'pence').map(({ key }) => key);
    assert.deepEqual(SUMS.map(([key]) => key).sort(), keys.sort());
  });

  for (const [key, least, most, leastBy] of SUMS)
    test(`${key}: ${least} to ${most}`, () => {
      const orNull = key === 'bedDay.pence' ? ', or null' : '';
      const says = (rule?: string) => [
        `${key}: whole pence in a string, from "${least}" to "${most}"${orNull}${rule ? ` (${rule})` : ''}`,
      ];
      if (least !== '0') assert.deepEqual(problemsAt(key, `${BigInt(least) - 1n}`), says(leastBy));
      assert.deepEqual(problemsAt(key, least), []);
      assert.deepEqual(problemsAt(key, most), []);
      assert.deepEqual(problemsAt(key, `${BigInt(most) + 1n}`), says());
      for (const wrong of [`-${most}`, '', '1.5', '1'.repeat(13), Number(most), true, undefined])
        assert.deepEqual(problemsAt(key, wrong), says(), String(wrong));
      assert.deepEqual(problemsAt(key, null), key === 'bedDay.pence' ? [] : says());
    });
});

describe('R-043  Every other value of the policy is one that the service knows', () => {
  const kinds = (kind: string) => SETTINGS.filter(({ allowed }) => allowed.kind === kind).map(({ key }) => key);

  for (const key of kinds('yes-no'))
    test(`${key}: true or false`, () => {
      for (const value of [true, false]) assert.deepEqual(problemsWith(key, value), []);
      for (const value of ['true', 1, null, undefined])
        assert.deepEqual(problemsWith(key, value), [`${key}: true or false`]);
    });

  test('a choice is one of its values', () => {
    assert.deepEqual(problemsWith('budget.year', 'FROM_START'), []);
    for (const wrong of ['from_start', 'FINANCIAL', undefined])
      assert.deepEqual(problemsWith('budget.year', wrong), ['budget.year: one of FROM_START']);
    assert.deepEqual(problemsWith('options.overridePersonChoice', 'SOMETIMES'), [
      'options.overridePersonChoice: one of NEVER, WITH_REASONS',
    ]);
  });

  for (const { key, allowed } of SETTINGS)
    if (allowed.kind === 'text')
      test(`${key}: from ${allowed.least} character`, () => {
        assert.equal(problemsWith(key, '').length, key === 'gdpr.dpiaLink' ? 0 : 1);
        assert.equal(problemsWith(key, 'x').length, 0);
      });

  test('a text has its length, blanks around it not counted', () => {
    const says = ['version: a text of 1 to 40 characters'];
    assert.deepEqual(problemsWith('version', 'x'), []);
    assert.deepEqual(problemsWith('version', ` ${'x'.repeat(40)} `), []);
    for (const wrong of ['', '  ', 'x'.repeat(41), 7, null, undefined])
      assert.deepEqual(problemsWith('version', wrong), says);
    for (const unkept of ['a\0b', '\ud800'])
      assert.deepEqual(problemsWith('version', unkept), ['version: a text of characters that can be kept']);
    assert.deepEqual(problemsWith('gdpr.dpiaLink', ''), []);
    assert.deepEqual(problemsWith('gdpr.dpiaLink', 'x'.repeat(500)), []);
    for (const [key, most] of [
      ['gdpr.dpiaLink', 500],
      ['gdpr.lawfulBasis', 200],
      ['ambition.label', 100],
    ] as const) {
      assert.deepEqual(problemsWith(key, 'x'.repeat(most)), []);
      assert.equal(problemsWith(key, 'x'.repeat(most + 1)).length, 1);
    }
    assert.deepEqual(problemsWith('gdpr.dpiaLink', 7), ['gdpr.dpiaLink: a text of 0 to 500 characters']);
    assert.deepEqual(problemsWith('gdpr.lawfulBasis', ''), ['gdpr.lawfulBasis: a text of 1 to 200 characters']);
  });

  test('a day exists', () => {
    assert.deepEqual(problemsWith('effectiveFrom', '2028-02-29'), []);
    for (const wrong of ['2027-02-29', '1 April 2026', 20260401, null, undefined])
      assert.deepEqual(problemsWith('effectiveFrom', wrong), ['effectiveFrom: a date such as "2026-04-01"']);
  });

  test('an unknown key is named with those that there are', () => {
    assert.deepEqual(problemsWith('contingency.month', 1), ['contingency.month: only the keys weeks, inBudget']);
    assert.match(problemsWith('contingncy', 1).join(), /^contingncy: only the keys version, effectiveFrom, /);
  });

  test('a part that is missing or is something else is one problem', () => {
    for (const wrong of [undefined, null, 4, 'four', []])
      assert.deepEqual(problemsWith('contingency', wrong), ['contingency: an object with the keys weeks, inBudget']);
    for (const wrong of [undefined, null, {}, 'NOTIONAL'])
      assert.deepEqual(problemsWith('delegate.functions', wrong), ['delegate.functions: a list']);
    for (const wrong of [undefined, null, 1, 'policy', []])
      assert.match(lintPolicy(wrong).map(show).join(), /^: an object with the keys version, effectiveFrom, [^(]*$/);
  });

  test('all problems are told at once, in the order of the catalogue', () => {
    const file = fileWith('contingency.weeks', 9) as { request: object; version: string };
    file.request = { acknowledgeWorkingDays: 0, decisionDays: 61 };
    file.version = '';
    assert.deepEqual(
      lintPolicy(file).map(({ path }) => path.join('.')),
      ['version', 'request.acknowledgeWorkingDays', 'request.decisionDays', 'contingency.weeks'],
    );
  });

  test('one wrong value anywhere is found where it stands', () => {
    const key = fc.constantFrom(...SETTINGS.map(setting => setting.key));
    fc.assert(
      fc.property(key, fc.constantFrom(-1, 1.5, {}, [{}], 'x'.repeat(600)), (place, junk) => {
        const found = lintPolicy(fileWith(place, junk));
        return found.length > 0 && found.every(({ path }) => path.join('.').startsWith(place));
      }),
    );
  });
});

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

const cohort = (change: object = {}) => ({
  name: 'Long-term pain',
  status: 'TRIAL',
  since: '2026-04-01',
  until: null,
  criteria: [],
  ...change,
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

describe('R-043  A problem says where it is and what stands there', () => {
  const found = (key: string, value: unknown) => lintPolicy(fileWith(key, value)).map(problem => problem.found);
  test('a value as JSON, and nothing where there is none', () => {
    assert.deepEqual(found('request.decisionDays', 61), ['61']);
    assert.deepEqual(found('budget.year', 'never'), ['"never"']);
    assert.deepEqual(found('request.decisionDays', undefined), ['nothing']);
    assert.deepEqual(found('request.decisionDays', null), ['null']);
    assert.deepEqual(found('offer.cohorts', [cohort({ status: 'OPEN' })]), ['"OPEN"']);
    assert.deepEqual(
      lintPolicy(undefined).map(problem => problem.found),
      ['nothing'],
    );
  });
  test('what is longer than 80 characters is cut', () => {
    assert.deepEqual(found('version', 'x'.repeat(78)), [`"${'x'.repeat(78)}"`]);
    assert.deepEqual(found('version', 'x'.repeat(79)), [`"${'x'.repeat(76)}...`]);
  });
  test('a place as people write it', () => {
    assert.equal(pathInWords(['offer', 'cohorts', 0, 'status']), 'offer.cohorts[0].status');
    assert.equal(pathInWords([]), 'the whole file');
  });
});
