import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import type { Cohort } from '../policy/policy.ts';
import { decideDecline, type EligibilityFacts } from './eligibility.ts';
import {
  DETENTION_SECTIONS,
  type GroupInput,
  groupProblems,
  isContinuingHealthcare,
  isOutsideGroup,
  openCohorts,
  ruleOfGroup,
  WHEELCHAIR_TESTS,
} from './groups.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);
const today = on('2026-11-23');

const cohort = (given: Partial<Cohort> = {}): Cohort => ({
  name: 'Long-term pain',
  status: 'LIVE',
  since: '2026-01-01',
  until: null,
  criteria: [],
  ...given,
});

/** Nothing said but the group and its evidence. */
const said = (given: Partial<GroupInput>): GroupInput => ({
  group: 'CHC_STANDARD',
  evidence: 'A letter',
  evidenceOn: undefined,
  solelyNhsFunded: false,
  fundedByIcb: false,
  sections: [],
  wheelchair: [],
  cohort: '',
  fitsCohort: false,
  invited: false,
  levelOfNeed: '',
  ...given,
});

const born = (iso: string, cohorts: readonly Cohort[] = []) => ({ dateOfBirth: on(iso), cohorts });
const codes = (given: Partial<GroupInput>, facts = born('1964-03-02')) =>
  groupProblems(facts, said(given), today)
    .map(({ code }) => code)
    .join(', ');

describe('R-010  NHS Continuing Healthcare is for adults whose care the NHS alone pays for', () => {
  const chc = { evidenceOn: on('2026-11-21'), solelyNhsFunded: true };
  test('17 on the day of its decision: not an adult, with the age', () => {
    assert.deepEqual(groupProblems(born('2008-11-30'), said(chc), today), [{ code: 'not-adult', ageYears: 17 }]);
  });
  test('18 on that day', () => assert.equal(codes(chc, born('2008-11-21')), ''));
  test('its day is needed, and for no other group', () => {
    assert.equal(codes({ ...chc, evidenceOn: undefined }), 'evidence-missing');
    assert.equal(codes({ group: 'S117', sections: ['S3'] }), '');
  });
  test('which groups it is', () => {
    assert.deepEqual(
      (['CHC_STANDARD', 'CHC_FAST_TRACK', 'CHILDREN_CC', 'LOCAL_COHORT'] as const).map(isContinuingHealthcare),
      [true, true, false, false],
    );
  });
});

describe('R-011  Children’s continuing care: 17 or under, paid for by us in whole or in part', () => {
  const table = [
    // born         problems on 23 November 2026
    ['2011-06-01', ''], // 15
    ['2008-11-24', ''], // 18 tomorrow
    ['2008-11-23', 'not-child'], // 18 today
    ['2008-11-22', 'not-child'],
  ] as const;
  for (const [birth, expected] of table)
    test(`born ${birth}: ${expected || 'in the group'}`, () =>
      assert.equal(codes({ group: 'CHILDREN_CC', fundedByIcb: true }, born(birth)), expected));
  test('the age is said', () => {
    assert.deepEqual(groupProblems(born('2008-11-23'), said({ group: 'CHILDREN_CC', fundedByIcb: true }), today), [
      { code: 'not-child', ageYears: 18 },
    ]);
  });
  test('paid for by others alone', () => {
    assert.equal(codes({ group: 'CHILDREN_CC' }, born('2015-01-01')), 'not-funded-by-icb');
  });
});

describe('R-012  Aftercare after detention under one of five sections', () => {
  const expected = { S2: false, S3: true, S37: true, S45A: true, S47: true, S48: true, OTHER: false } as const;
  for (const section of DETENTION_SECTIONS)
    test(`${section}: ${expected[section] ? 'a right' : 'no right'}`, () => {
      const given = codes({ group: 'S117', sections: [section] });
      assert.equal(given, expected[section] ? '' : 'section-gives-no-aftercare');
    });
  test('section 2 and later section 3 is a right', () => {
    assert.equal(codes({ group: 'S117', sections: ['S2', 'S3'] }), '');
  });
  test('no section named', () => assert.equal(codes({ group: 'S117' }), 'detention-section-missing'));
  test('the sections are part of the refusal', () => {
    assert.deepEqual(groupProblems(born('1964-03-02'), said({ group: 'S117', sections: ['S2'] }), today), [
      { code: 'section-gives-no-aftercare', sections: ['S2'] },
    ]);
  });
});

describe('R-013  A wheelchair budget: all five hold', () => {
  test('all five', () => assert.equal(codes({ group: 'WHEELCHAIR', wheelchair: WHEELCHAIR_TESTS }), ''));
  for (const missing of WHEELCHAIR_TESTS)
    test(`without ${missing}: not entitled now`, () => {
      const wheelchair = WHEELCHAIR_TESTS.filter(each => each !== missing);
      assert.deepEqual(groupProblems(born('1964-03-02'), said({ group: 'WHEELCHAIR', wheelchair }), today), [
        { code: 'wheelchair-test-not-met', test: missing },
      ]);
    });
});

describe('R-014  The local offer: a group that is open, or an exceptional case', () => {
  const asked = { group: 'LOCAL_COHORT', cohort: 'Long-term pain', fitsCohort: true, levelOfNeed: 'High' } as const;
  const given = (about: Partial<Cohort>, more: Partial<GroupInput> = {}) =>
    codes({ ...asked, ...more }, born('1964-03-02', [cohort({ name: 'Another' }), cohort(about)]));
  const statuses = [
    ['LIVE', ''],
    ['TRIAL', 'cohort-not-invited'],
    ['IN_DEVELOPMENT', 'cohort-not-open'],
    ['CONSIDERING', 'cohort-not-open'],
    ['PAUSED', 'cohort-not-open'],
    ['ENDED', 'cohort-not-open'],
  ] as const;
  for (const [status, expected] of statuses)
    test(`${status}: ${expected || 'eligible'}`, () => assert.equal(given({ status }), expected));
  test('a trial by invitation', () => assert.equal(given({ status: 'TRIAL' }, { invited: true }), ''));
  const days = [
    [{ since: '2026-11-24' }, 'cohort-not-open'],
    [{ since: '2026-11-23' }, ''],
    [{ until: '2026-11-23' }, ''],
    [{ until: '2026-11-22' }, 'cohort-not-open'],
  ] as const;
  for (const [about, expected] of days)
    test(`${JSON.stringify(about)}: ${expected || 'eligible'}`, () => assert.equal(given(about), expected));
  test('whoever does not fit', () => assert.equal(given({}, { fitsCohort: false }), 'cohort-not-fitting'));
  test('a group that is not in the offer', () => assert.equal(given({}, { cohort: 'Veterans' }), 'cohort-unknown'));
  test('the group and its status are said', () => {
    const facts = born('1964-03-02', [cohort({ status: 'PAUSED' })]);
    assert.deepEqual(groupProblems(facts, said(asked), today), [
      { code: 'cohort-not-open', cohort: 'Long-term pain', status: 'PAUSED' },
    ]);
  });
  test('an exceptional case has its reason', () => {
    assert.equal(codes({ group: 'EXCEPTION', levelOfNeed: 'High' }), '');
    assert.equal(codes({ group: 'EXCEPTION', levelOfNeed: 'High', evidence: ' ' }), 'evidence-missing');
  });
  test('those that are open today are offered', () => {
    const cohorts = [
      cohort(),
      cohort({ name: 'T', status: 'TRIAL' }),
      cohort({ name: 'P', status: 'PAUSED' }),
      cohort({ name: 'L', since: '2027-01-01' }),
    ];
    assert.deepEqual(
      openCohorts(cohorts, today).map(({ name }) => name),
      ['Long-term pain', 'T'],
    );
  });
});

describe('R-015  Level of need counts, a diagnosis alone does not', () => {
  test('the local offer and an exceptional case ask for it', () => {
    const facts = born('1964-03-02', [cohort()]);
    const local = { group: 'LOCAL_COHORT', cohort: 'Long-term pain', fitsCohort: true } as const;
    assert.equal(codes(local, facts), 'level-of-need-missing');
    assert.equal(codes({ ...local, levelOfNeed: ' ' }, facts), 'level-of-need-missing');
    assert.equal(codes({ group: 'EXCEPTION' }), 'level-of-need-missing');
  });
  test('a right does not hang on it', () => assert.equal(codes({ group: 'S117', sections: ['S3'] }), ''));
});

describe('R-014 R-009  “In none of the groups” is said only of whoever is in none, and something else is offered', () => {
  const facts: EligibilityFacts = {
    state: 'REQUESTED',
    dateOfBirth: on('1964-03-02'),
    nhsNumber: null,
    nhsNumberStatus: '03',
    informationGivenOn: [today],
    cohorts: [],
    earlierDeciderIds: [],
  };
  const verdict = (decision: Decision<unknown>) =>
    decision.accepted ? 'accepted' : decision.refusals.map(({ code }) => code).join(', ');
  const decline = (given: Partial<GroupInput>, alternatives = 'A personalised plan', code = 'NOT_IN_A_GROUP') =>
    verdict(
      decideDecline(
        facts,
        { ...said(given), reasons: [{ code, words: 'Why' }], responsibleIcbConfirmed: true, alternatives },
        { id: 'd', name: 'D', icbCode: 'QTA', roles: ['approver'] },
        today,
      ),
    );
  test('detained under section 2 only', () => assert.equal(decline({ group: 'S117', sections: ['S2'] }), 'accepted'));
  test('detained under section 3: in the group', () =>
    assert.equal(decline({ group: 'S117', sections: ['S3'] }), 'person-is-in-group'));
  test('nothing offered instead', () =>
    assert.equal(decline({ group: 'S117', sections: ['S2'] }, ' '), 'nothing-offered-instead'));
  test('another reason hangs on neither', () =>
    assert.equal(decline({ group: 'S117', sections: ['S3'] }, '', 'NOT_SAFE'), 'accepted'));
  test('an exceptional case is outside when nobody says why it is one', () => {
    assert.equal(isOutsideGroup(facts, said({ group: 'EXCEPTION', evidence: ' ' }), today), true);
    assert.equal(isOutsideGroup(facts, said({ group: 'EXCEPTION' }), today), false);
  });
  test('missing evidence puts nobody outside a right', () => {
    assert.equal(isOutsideGroup(facts, said({ group: 'S117', evidence: '', sections: ['S3'] }), today), false);
  });
});

describe('R-010 R-011 R-012 R-013 R-014  Each group has the rule that says who is of it', () => {
  for (const [group, rule] of [
    ['CHC_STANDARD', 'R-010'],
    ['CHC_FAST_TRACK', 'R-010'],
    ['CHILDREN_CC', 'R-011'],
    ['S117', 'R-012'],
    ['WHEELCHAIR', 'R-013'],
    ['LOCAL_COHORT', 'R-014'],
    ['EXCEPTION', 'R-014'],
  ] as const)
    test(`${group}: ${rule}`, () => assert.equal(ruleOfGroup(group), rule));
});
