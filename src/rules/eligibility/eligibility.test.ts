import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Actor } from '../../values/actor.ts';
import type { Decision } from '../decision.ts';
import {
  basisOf,
  type DeclineInput,
  decideDecline,
  decideEligible,
  decideInformation,
  decideRequest,
  type EligibilityFacts,
  type EligibilityInput,
  GROUPS,
  INAPPROPRIATE_BECAUSE,
  type RequestFacts,
} from './eligibility.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);
const today = on('2026-11-23');
const decider: Actor = { id: 'decider', name: 'D', icbCode: 'QTA', roles: ['approver'] };

function verdict(decision: Decision<unknown>): string {
  return decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
}

const facts = (given: Partial<EligibilityFacts> = {}): EligibilityFacts => ({
  state: 'REQUESTED',
  dateOfBirth: on('1964-03-02'),
  nhsNumber: '9434765919',
  nhsNumberStatus: '01',
  informationGivenOn: [on('2026-11-20')],
  cohorts: [],
  earlierDeciderIds: [],
  ...given,
});

const input = (given: Partial<EligibilityInput> = {}): EligibilityInput => ({
  group: 'CHC_STANDARD',
  evidence: 'Decision support tool of 2 November, ratified',
  evidenceOn: on('2026-11-21'),
  solelyNhsFunded: true,
  fundedByIcb: false,
  sections: [],
  wheelchair: [],
  cohort: '',
  fitsCohort: false,
  invited: false,
  levelOfNeed: '',
  responsibleIcbConfirmed: true,
  granted: 'FULL',
  reasons: [],
  partRefused: '',
  ...given,
});

const eligible = (f: Partial<EligibilityFacts>, i: Partial<EligibilityInput> = {}) =>
  verdict(decideEligible(facts(f), input(i), decider, today));

const decline = (f: Partial<EligibilityFacts>, i: Partial<DeclineInput> = {}) =>
  verdict(
    decideDecline(
      facts(f),
      { ...input(), reasons: [{ code: 'NOT_SAFE', words: 'It is not safe yet' }], alternatives: '', ...i },
      decider,
      today,
    ),
  );

describe('T02  A request is registered with the day by which it is decided', () => {
  const request = (given: Partial<RequestFacts> = {}) =>
    decideRequest(
      {
        enquiry: { receivedOn: on('2026-11-20'), hasRequest: false },
        known: undefined,
        dateOfBirth: on('1964-03-02'),
        toldOptional: true,
        requestedOn: today,
        decisionDays: 28,
        identifierProblems: [false],
        ...given,
      },
      today,
    );

  test('the decision is due 28 calendar days after the request, by the policy', () => {
    const decision = request();
    assert.ok(decision.accepted);
    assert.equal(decision.value.decideBy.toString(), '2026-12-21');
    assert.equal(decision.value.knownPersonId, undefined);
    const shorter = request({ decisionDays: 5 });
    assert.equal(shorter.accepted && shorter.value.decideBy.toString(), '2026-11-28');
  });

  const days = [
    ['2026-11-19', 'requested-before-enquiry'],
    ['2026-11-20', 'accepted'],
    ['2026-11-23', 'accepted'],
    ['2026-11-24', 'requested-in-future'],
  ] as const;
  for (const [requestedOn, expected] of days) {
    test(`enquiry on 20 November, request on ${requestedOn}: ${expected}`, () => {
      assert.equal(verdict(request({ requestedOn: on(requestedOn) })), expected);
    });
  }

  test('without an enquiry the day of the request may lie further back', () => {
    assert.equal(verdict(request({ enquiry: undefined, requestedOn: on('2026-10-01') })), 'accepted');
  });

  test('an enquiry becomes one request', () => {
    assert.equal(
      verdict(request({ enquiry: { receivedOn: on('2026-11-20'), hasRequest: true } })),
      'enquiry-has-request',
    );
  });

  test('the person is told that a budget is optional', () => {
    assert.equal(verdict(request({ toldOptional: false })), 'told-optional-needed');
  });

  test('a number that is held with the same date of birth is the same person; with another it is refused', () => {
    const same = request({ known: { personId: 'p1', dateOfBirth: on('1964-03-02') } });
    assert.equal(same.accepted && same.value.knownPersonId, 'p1');
    assert.equal(
      verdict(request({ known: { personId: 'p1', dateOfBirth: on('1964-03-03') } })),
      'nhs-number-held-by-another',
    );
  });

  test('says everything that is wrong at once', () => {
    assert.equal(
      verdict(request({ toldOptional: false, identifierProblems: [{ code: 'postcode-invalid' }, false] })),
      'postcode-invalid, told-optional-needed',
    );
  });
});

describe('R-008  Information, advice and support are recorded before eligibility is decided', () => {
  test('no record: blocked, for a yes and for a no', () => {
    assert.equal(eligible({ informationGivenOn: [] }), 'information-missing');
    assert.equal(decline({ informationGivenOn: [] }), 'information-missing');
  });
  test('one record is enough', () => {
    assert.equal(eligible({ informationGivenOn: [today] }), 'accepted');
    assert.equal(decline({ informationGivenOn: [today] }), 'accepted');
  });

  const days = [
    ['2026-11-22', 'accepted'],
    ['2026-11-23', 'accepted'],
    ['2026-11-24', 'information-in-future'],
  ] as const;
  for (const [givenOn, expected] of days) {
    test(`recorded today as given on ${givenOn}: ${expected}`, () => {
      assert.equal(verdict(decideInformation('REQUESTED', on(givenOn), today)), expected);
    });
  }
  test('it belongs to a request that is not decided yet', () => {
    assert.equal(verdict(decideInformation('ELIGIBLE', today, today)), 'wrong-state');
  });
});

describe('R-009  A budget is refused only because it is not appropriate', () => {
  for (const code of INAPPROPRIATE_BECAUSE) {
    test(`${code} is such a reason`, () => {
      assert.equal(decline({}, { reasons: [{ code, words: 'Why' }] }), 'accepted');
    });
  }
  for (const code of ['NO_BUDGET_THIS_YEAR', 'UNUSUAL', '', 'not_safe']) {
    test(`“${code}” is none`, () => {
      assert.equal(decline({}, { reasons: [{ code, words: 'Why' }] }), 'not-inappropriateness');
      assert.equal(
        eligible({}, { reasons: [{ code, words: 'Why' }], partRefused: 'The dog' }),
        'not-inappropriateness',
      );
    });
  }
  test('“no budget this year” is no reason under a lawful code either, for the whole or a part', () => {
    const reasons = [{ code: 'NOT_SAFE', words: 'No budget this year' }];
    assert.equal(decline({}, { reasons }), 'reason-not-allowed');
    assert.equal(eligible({}, { reasons, partRefused: 'The dog' }), 'reason-not-allowed');
    const decision = decideDecline(facts(), { ...input(), reasons, alternatives: '' }, decider, today);
    assert.deepEqual(!decision.accepted && decision.refusals, [
      { code: 'reason-not-allowed', box: 'why_NOT_SAFE', reason: 'NO_MONEY', phrase: 'No budget this' },
    ]);
  });
  test('being in no group is a reason against the whole only', () => {
    const reasons = [{ code: 'NOT_IN_A_GROUP', words: 'Why' }];
    assert.equal(eligible({}, { reasons, partRefused: 'The dog' }), 'not-inappropriateness');
  });
  test('a lawful reason does not carry an unlawful one with it', () => {
    const reasons = [
      { code: 'NOT_SAFE', words: 'Why' },
      { code: 'UNUSUAL', words: 'Why' },
    ];
    assert.equal(decline({}, { reasons }), 'not-inappropriateness');
  });
  test('a part is refused only when it is named, with a reason', () => {
    const reasons = [{ code: 'NOT_SAFE', words: 'Why' }];
    assert.equal(eligible({}, { reasons, partRefused: 'Night care' }), 'accepted');
    assert.equal(eligible({}, { reasons, partRefused: ' ' }), 'part-missing');
    assert.equal(eligible({}, { reasons: [], partRefused: 'Night care' }), 'reasons-missing');
    assert.equal(eligible({}, { granted: 'PART' }), 'reasons-missing, part-missing');
  });
  test('what is granted says whether it is the whole', () => {
    const whole = decideEligible(facts(), input(), decider, today);
    assert.equal(whole.accepted && whole.value.granted, 'FULL');
    const part = decideEligible(
      facts(),
      input({ reasons: [{ code: 'NOT_SAFE', words: 'Why' }], partRefused: 'Night care' }),
      decider,
      today,
    );
    assert.equal(part.accepted && part.value.granted, 'PART');
  });
});

describe('R-010  NHS Continuing Healthcare: 18 or more, funded by the NHS alone', () => {
  const table = [
    // born         decision day   decision
    ['2008-11-22', '2026-11-21', 'not-adult'],
    ['2008-11-21', '2026-11-21', 'accepted'],
    ['2008-11-20', '2026-11-21', 'accepted'],
    ['2008-11-30', '2026-11-21', 'not-adult'],
    ['2008-02-29', '2026-02-28', 'not-adult'],
    ['2008-02-29', '2026-03-01', 'accepted'],
  ] as const;
  for (const [born, decided, expected] of table) {
    test(`born ${born}, decision ${decided}: ${expected}`, () => {
      assert.equal(eligible({ dateOfBirth: on(born) }, { evidenceOn: on(decided) }), expected);
    });
  }
  test('the age counts on the day of the decision, not today', () => {
    // 18 today, 17 on the day of the continuing healthcare decision.
    assert.equal(eligible({ dateOfBirth: on('2008-11-22') }, { evidenceOn: on('2026-11-21') }), 'not-adult');
  });
  test('part-funded by somebody else: not this group', () => {
    assert.equal(eligible({}, { solelyNhsFunded: false }), 'not-solely-nhs-funded');
    assert.equal(eligible({}, { group: 'CHC_FAST_TRACK', solelyNhsFunded: false }), 'not-solely-nhs-funded');
  });
  test('the other groups do not ask for it', () => {
    assert.equal(
      eligible({ dateOfBirth: on('2015-01-01') }, { group: 'CHILDREN_CC', solelyNhsFunded: false, fundedByIcb: true }),
      'accepted',
    );
  });
  test('says both at once', () => {
    assert.equal(
      eligible({ dateOfBirth: on('2008-11-22') }, { solelyNhsFunded: false }),
      'not-adult, not-solely-nhs-funded',
    );
  });
});

describe('R-018  A refusal has its reasons, each in words', () => {
  test('no reason: refused', () => assert.equal(decline({}, { reasons: [] }), 'reasons-missing'));
  test('a code without words: refused', () => {
    assert.equal(decline({}, { reasons: [{ code: 'NOT_SAFE', words: ' ' }] }), 'reason-without-words');
  });
  test('one reason with words is enough', () => assert.equal(decline({}), 'accepted'));
});

describe('T03  The guards of eligibility', () => {
  test('from REQUESTED alone', () => {
    assert.equal(eligible({ state: 'REQUESTED' }), 'accepted');
    assert.equal(eligible({ state: 'ELIGIBLE' }), 'wrong-state');
    assert.equal(decline({ state: 'ELIGIBLE' }), 'wrong-state');
    assert.equal(decline({ state: 'DECLINED' }), 'wrong-state');
  });
  test('the responsible board is confirmed', () => {
    assert.equal(eligible({}, { responsibleIcbConfirmed: false }), 'icb-not-confirmed');
    assert.equal(decline({}, { responsibleIcbConfirmed: false }), 'icb-not-confirmed');
  });
  test('the NHS number is valid, or there is a reason why there is none', () => {
    assert.equal(eligible({ nhsNumber: null, nhsNumberStatus: '03' }), 'accepted');
    assert.equal(eligible({ nhsNumber: null, nhsNumberStatus: '01' }), 'nhs-number-reason-needed');
    assert.equal(eligible({ nhsNumber: '9434765918' }), 'nhs-number-invalid');
  });
  test('every group needs evidence in words; continuing healthcare its day as well', () => {
    for (const group of GROUPS) assert.match(eligible({}, { group, evidence: ' ' }), /^evidence-missing(, |$)/, group);
    assert.equal(eligible({}, { evidenceOn: undefined }), 'evidence-missing');
    assert.equal(eligible({}, { group: 'EXCEPTION', evidenceOn: undefined, levelOfNeed: 'High' }), 'accepted');
  });
  test('evidence of tomorrow is none', () => {
    assert.equal(eligible({}, { evidenceOn: on('2026-11-23') }), 'accepted');
    assert.equal(eligible({}, { evidenceOn: on('2026-11-24') }), 'evidence-in-future');
    assert.equal(eligible({}, { group: 'S117', sections: ['S3'], evidenceOn: on('2026-11-24') }), 'evidence-in-future');
  });
  test('T29  a request that is open again is answered by somebody else', () => {
    assert.equal(eligible({ earlierDeciderIds: ['decider'] }), 'reviewer-decided-first');
    assert.equal(decline({ earlierDeciderIds: ['decider'] }), 'reviewer-decided-first');
    assert.equal(eligible({ earlierDeciderIds: ['other'] }), 'accepted');
  });
  test('the legal basis follows from the group', () => {
    assert.deepEqual(GROUPS.map(basisOf), ['RIGHT', 'RIGHT', 'RIGHT', 'RIGHT', 'RIGHT', 'LOCAL_OFFER', 'EXCEPTION']);
  });
  test('who decided and when is part of the answer', () => {
    const yes = decideEligible(facts(), input(), decider, today);
    assert.ok(yes.accepted);
    assert.deepEqual([yes.value.decidedById, yes.value.decidedOn.toString()], ['decider', '2026-11-23']);
  });
});
