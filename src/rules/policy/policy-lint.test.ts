import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { cohort, fileWith, problemsAt, problemsWith, show } from '../../../test/support/policy-problems.ts';
import { lintPolicy, pathInWords } from './policy-lint.ts';
import { SETTINGS } from './policy-settings.ts';

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
  ['spend.transferDays', 0, 180],
  ['evidence.sureFromScore', 0, 100],
  ['tieOut.workingDays', 1, 20],
  ['contribution.graceDays', 0, 60],
  ['contribution.talkWorkingDays', 1, 20],
  ['contribution.matchDays', 0, 31],
  ['recharge.statementDay', 1, 28],
  ['orders.lateInvoiceDays', 0, 180],
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
  ['orders.ownInvoicePence', '0', '50000'],
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
