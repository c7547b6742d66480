import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answers, approvalFacts, costing, item, sections, today } from '../../../test/support/plan-facts.ts';
import { pounds, readPounds } from '../../values/pence.ts';
import type { Decision } from '../decision.ts';
import {
  type ApprovalAnswers,
  type ApprovalFacts,
  type ApprovalLevel,
  decideApproval,
  decidePassOn,
  decideRefusal,
  decideReturn,
  type IcbPoint,
  type ItemRefusal,
  levelFor,
  type PointAnswer,
  personPointsOf,
  pointsOf,
  REFUSAL_REASONS,
  type RefusalReason,
} from './approval.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const approved = (facts: Partial<ApprovalFacts>, given: Partial<ApprovalAnswers> = {}) =>
  verdict(decideApproval(approvalFacts(facts), answers(given)));
const saying = (point: IcbPoint, answer: PointAnswer['answer'], reason = 'A reason'): Partial<ApprovalAnswers> => ({
  points: { ...answers().points, [point]: { answer, reason } },
});
const factsOf = (point: IcbPoint, given: Partial<ApprovalFacts> = {}) =>
  pointsOf(approvalFacts(given)).find(each => each.point === point)!;

describe('T10  A plan is approved when every point is yes', () => {
  test('a lawful plan', () => assert.equal(approved({}), 'accepted'));
  test('only when it was submitted', () => assert.equal(approved({ state: 'PLANNING' }), 'wrong-state'));
  test('only as it was submitted', () =>
    assert.equal(approved({ submittedHash: 'other' }), 'plan-changed-since-submission'));
  for (const point of ['ICB1', 'ICB2', 'ICB3', 'ICB4', 'ICB5'] as const) {
    test(`${point} no`, () => assert.equal(approved({}, saying(point, 'no')), 'approval-with-a-no'));
    test(`${point} no, without a reason`, () => {
      assert.equal(approved({}, saying(point, 'no', ' ')), 'point-without-reason, approval-with-a-no');
    });
  }
  for (const point of ['ICB1', 'ICB2', 'ICB3', 'ICB4'] as const)
    test(`${point} always applies`, () =>
      assert.equal(approved({}, saying(point, 'not-applicable')), 'point-always-applies'));
});

describe('R-056  The health needs are met, and a clinician says so', () => {
  test('no clinician named', () => assert.equal(approved({}, { clinicianName: ' ' }), 'clinician-not-named'));
  test('yes is refused where a need has nothing in the plan', () => {
    const needs = [...approvalFacts().needs, { needId: 'night', words: 'Seizures at night', met: 'IN_PHB' }];
    assert.equal(approved({ needs }), 'point-cannot-be-yes');
    assert.deepEqual(factsOf('ICB1', { needs }).facts, [
      'Seizures: Personal assistant',
      'Seizures at night: nothing in the plan',
    ]);
  });
  test('a need that others meet needs nothing', () => {
    const needs = [...approvalFacts().needs, { needId: 'gp', words: 'Diabetes', met: 'MET_COMMISSIONED' }];
    assert.equal(approved({ needs }), 'accepted');
  });
  test('yes is refused where something may not be bought', () => {
    assert.equal(
      approved({ items: [item(), costing(1n, { label: 'Flu jab' })] }),
      'point-cannot-be-yes, point-cannot-be-yes',
    );
  });
});

describe('R-057  The money covers the full cost of the agreed plan, to the penny', () => {
  const table = [
    ['£31,199.99', 'accepted'],
    ['£31,200.00', 'accepted'],
    ['£31,200.01', 'point-cannot-be-yes'],
  ] as const;
  for (const [planned, expected] of table)
    test(`${planned} and £2,400.00 for emergencies, of £33,600.00: ${expected}`, () => {
      assert.equal(approved({ items: [costing(readPounds(planned)!)] }), expected);
    });
  test('£31,980.00 of £31,200.00 is short by £780.00, and says so', () => {
    const given = {
      items: [costing(3_198_000n)],
      proposed: { finalPence: 3_120_000n, contingencyPence: 0n },
    };
    assert.deepEqual(factsOf('ICB2', given).facts.slice(3), ['Proposed final budget: £31,200.00', 'Short by £780.00']);
    assert.deepEqual(factsOf('ICB2', given).rulesSayNo, ['The plan costs £780.00 more than the proposed final budget']);
  });
  test('each sum is shown, and nothing proposed is nought', () => {
    assert.deepEqual(factsOf('ICB2').facts, [
      'What comes round again in the year: £31,200.00',
      'What is bought once: £0.00',
      'Kept for emergencies: £2,400.00',
      'Proposed final budget: £33,600.00',
      'Left over: £0.00',
    ]);
    assert.deepEqual(factsOf('ICB2', { proposed: undefined }).facts.slice(2), [
      'Kept for emergencies: £0.00',
      'Proposed final budget: £0.00',
      'Short by £31,200.00',
    ]);
    assert.equal(factsOf('ICB2', { items: [costing(3_120_001n)] }).facts.at(-1), 'Short by £0.01');
  });
  test('what is left over is shown', () => {
    assert.equal(factsOf('ICB2', { items: [costing(3_000_000n)] }).facts.at(-1), 'Left over: £1,200.00');
  });
});

describe('R-058  Each outcome has a measure, and there is a review date', () => {
  test('no measure', () => {
    const outcomes = approvalFacts().outcomes.map(outcome => ({ ...outcome, measure: ' ' }));
    assert.equal(approved({ outcomes }), 'point-cannot-be-yes');
    assert.deepEqual(factsOf('ICB3', { outcomes }).rulesSayNo, ['“I go out” has no measure']);
  });
  test('no outcome', () => assert.equal(approved({ outcomes: [] }), 'point-cannot-be-yes'));
  test('no review date', () => {
    assert.equal(approved({ sections: { ...sections, review: { responsible: 'Nan' } } }), 'point-cannot-be-yes');
  });
  test('the facts are each outcome with its measure, and the date', () => {
    assert.deepEqual(factsOf('ICB3').facts, ['I go out: Outings in a week', 'First review: 23 February 2027']);
  });
});

describe('R-128  A short plan has its last look and its risk note', () => {
  const goal = {
    sumPence: 40_000n,
    lastOn: Temporal.PlainDate.from('2027-03-31'),
    checkOn: Temporal.PlainDate.from('2027-04-28'),
  };
  const short = { goal, sections: { risk: sections.risk! } };
  test('R-058  the day on which somebody asks stands for the review', () => {
    assert.deepEqual(factsOf('ICB3', short).facts.at(-1), 'First review: 28 April 2027');
    assert.deepEqual(factsOf('ICB3', short).rulesSayNo, []);
    assert.deepEqual(factsOf('ICB3', { ...short, goal: undefined }).rulesSayNo, ['The plan has no review date']);
    assert.deepEqual(factsOf('ICB3', { goal }).facts.at(-1), 'First review: 23 February 2027');
  });
  test('R-059  no sign is asked for at which a contingency plan begins', () => {
    assert.deepEqual(factsOf('ICB4', short).facts, [
      'Risk plan: The alarm is always on',
      'Signed by Jo on 23 November 2026',
    ]);
    assert.deepEqual(factsOf('ICB4', short).rulesSayNo, []);
    assert.equal(factsOf('ICB4', { goal }).facts[1], 'Signs that things are going wrong: Two seizures in one day');
  });
});

describe('R-059  A risk plan that the person signed as it stands', () => {
  test('not signed', () => assert.equal(approved({ riskSignature: undefined }), 'point-cannot-be-yes'));
  test('changed since', () => {
    const riskSignature = { byName: 'Jo', signedOn: today, current: false };
    assert.equal(approved({ riskSignature }), 'point-cannot-be-yes');
    assert.equal(
      factsOf('ICB4', { riskSignature }).facts.at(-1),
      'Signed by Jo on 23 November 2026, before it was changed',
    );
  });
  test('empty', () => assert.equal(approved({ sections: { ...sections, risk: {} } }), 'point-cannot-be-yes'));
  test('the words stand beside the question', () => {
    assert.deepEqual(factsOf('ICB4').facts, [
      'Risk plan: The alarm is always on',
      'Signs that things are going wrong: Two seizures in one day',
      'Signed by Jo on 23 November 2026',
    ]);
    const nothing = { sections: { ...sections, risk: {}, contingency: {} }, riskSignature: undefined };
    assert.deepEqual(factsOf('ICB4', nothing).facts, [
      'Risk plan: none',
      'Signs that things are going wrong: none',
      'Not signed by the person',
    ]);
  });
  test('no trigger', () => {
    assert.equal(approved({ sections: { ...sections, contingency: {} } }), 'point-cannot-be-yes');
  });
});

describe('R-060  Safeguarding and liberty, where the person lacks capacity or is more vulnerable', () => {
  const both = { ...sections, safeguarding: { words: 'Two people', liberty: 'The door is open' } };
  for (const who of [{ lacksCapacity: true }, { vulnerable: true }]) {
    test(`${Object.keys(who)}: not applicable is refused, with or without a reason`, () => {
      assert.equal(approved({ ...who, sections: both }, saying('ICB5', 'not-applicable')), 'point-always-applies');
    });
    test(`${Object.keys(who)}: yes is refused while it is not written`, () => {
      assert.equal(approved(who, saying('ICB5', 'yes')), 'point-cannot-be-yes');
    });
    test(`${Object.keys(who)}: yes once it is`, () => {
      assert.equal(approved({ ...who, sections: both }, saying('ICB5', 'yes')), 'accepted');
    });
  }
  for (const half of [{ words: 'Two people' }, { liberty: 'The door is open' }])
    test(`only half of it: ${Object.keys(half)}`, () => {
      const facts = { vulnerable: true, sections: { ...sections, safeguarding: half } };
      assert.equal(approved(facts, saying('ICB5', 'yes')), 'point-cannot-be-yes');
    });
  test('what is known stands beside the question', () => {
    assert.deepEqual(factsOf('ICB5').facts, [
      'The person has capacity for this',
      'The assessment says: not more vulnerable than others',
      'Safeguarding: nothing written',
      'Liberty: nothing written',
    ]);
    assert.deepEqual(factsOf('ICB5', { lacksCapacity: true, vulnerable: true, sections: both }).facts, [
      'The person was found to lack capacity for this',
      'The assessment says: more vulnerable',
      'Safeguarding: Two people',
      'Liberty: The door is open',
    ]);
  });
  test('for others it may be not applicable, with a reason', () => {
    assert.equal(approved({}, saying('ICB5', 'not-applicable')), 'accepted');
    assert.equal(approved({}, saying('ICB5', 'not-applicable', '')), 'point-without-reason');
  });
});

describe('R-061 R-062 R-063  The person’s three statements, present and unchanged since signing', () => {
  test('none', () => {
    assert.equal(approved({ statements: [] }), 'statement-missing, statement-missing, statement-missing');
  });
  test('signed on another sum', () => {
    const proposed = { finalPence: 3_360_001n, contingencyPence: 240_000n };
    assert.equal(
      approved({ proposed }),
      'statement-out-of-date, statement-out-of-date, statement-out-of-date, extra-cost-not-outweighed',
    );
  });
  test('a statement that was not signed is shown as such', () => {
    assert.deepEqual(personPointsOf(approvalFacts({ statements: [] }))[0], {
      point: 'P1',
      answer: 'no',
      reason: 'Not signed',
      facts: [],
    });
  });
  test('they are shown as yes, as no with the person’s words, and as out of date', () => {
    const [first, second, third] = approvalFacts().statements;
    const statements = [
      first!,
      { ...second!, agreed: false, words: 'Short by £20.00 a week' },
      { ...third!, contentHash: 'other' },
    ];
    assert.deepEqual(
      personPointsOf(approvalFacts({ statements })).map(({ point, answer, reason }) =>
        `${point} ${answer} ${reason}`.trim(),
      ),
      ['P1 yes', 'P2 no Short by £20.00 a week', 'P3 no Signed before the plan or the sum changed'],
    );
  });
});

describe('R-064  The approver did none of it, and may approve so much', () => {
  const who = (id: string, roles = ['approver']) => ({ approver: { id, roles, limitPence: 10_000_000n } });
  test('not the assessor', () => assert.equal(approved({ ...who('ann'), assessorIds: ['ann'] }), 'approver-assessed'));
  test('not an author of any version', () => assert.equal(approved(who('jo')), 'approver-wrote-plan'));
  test('assessor and author at once is told both', () =>
    assert.equal(approved(who('nan')), 'approver-assessed, approver-wrote-plan'));
  test('not whoever set the figure', () => assert.equal(approved(who('fay')), 'approver-set-figure'));
  test('not whoever decided on eligibility', () => assert.equal(approved(who('dee')), 'approver-decided-eligibility'));
  for (const role of ['payment-preparer', 'payment-releaser'])
    test(`not a ${role}`, () => assert.equal(approved(who('abe', ['approver', role])), 'approver-handles-payments'));
  test('nor may they send it back or refuse it', () => {
    const no = answers(saying('ICB1', 'no'));
    assert.equal(verdict(decideReturn(approvalFacts(who('jo')), no)), 'approver-wrote-plan');
    const reason = { code: 'CLINICAL_RISK', words: 'Nights are not covered' } as const;
    assert.equal(verdict(decideRefusal(approvalFacts(who('jo')), no, reason)), 'approver-wrote-plan');
  });
  const limits = [
    ['£33,599.99', 'over-delegated-limit'],
    ['£33,600.00', 'accepted'],
    ['£33,600.01', 'accepted'],
  ] as const;
  for (const [limit, expected] of limits)
    test(`£33,600.00 with a limit of ${limit}: ${expected}`, () => {
      const approver = { id: 'abe', roles: ['approver'], limitPence: readPounds(limit)! };
      assert.equal(approved({ approver }), expected);
    });
});

describe('R-025  A direct payment is right for the person, with the reason either way', () => {
  test('not judged', () =>
    assert.equal(
      approved({}, { directPaymentAppropriate: undefined, directPaymentReason: '' }),
      'direct-payment-not-judged',
    ));
  test('no reason', () => assert.equal(approved({}, { directPaymentReason: ' ' }), 'direct-payment-without-reason'));
  test('not right', () =>
    assert.equal(approved({}, { directPaymentAppropriate: false }), 'direct-payment-not-appropriate'));
  test('not asked where none is planned', () => {
    const none = { directPaymentAppropriate: undefined, directPaymentReason: '', conventionalPence: undefined };
    assert.equal(approved({ items: [item({ option: 'NOTIONAL' })] }, none), 'accepted');
  });
});

describe('R-026  A dearer direct payment needs benefits that outweigh it', () => {
  const table = [
    ['£33,600.01', 'accepted'],
    ['£33,600.00', 'accepted'],
    ['£33,599.99', 'extra-cost-not-outweighed'],
  ] as const;
  for (const [conventional, expected] of table)
    test(`£33,600.00 against ${conventional}: ${expected}`, () => {
      assert.equal(approved({}, { conventionalPence: readPounds(conventional)! }), expected);
    });
  test('the benefits and the tick, both', () => {
    const dearer = { conventionalPence: 2_900_000n };
    assert.equal(approved({}, { ...dearer, benefits: 'No hospital stays' }), 'extra-cost-not-outweighed');
    assert.equal(approved({}, { ...dearer, benefitsOutweigh: true }), 'extra-cost-not-outweighed');
    assert.equal(approved({}, { ...dearer, benefits: 'No hospital stays', benefitsOutweigh: true }), 'accepted');
  });
  test('what others hold is no part of it', () => {
    const items = [costing(2_000_000n), costing(1_120_000n, { option: 'THIRD_PARTY' })];
    assert.equal(approved({ items }, { conventionalPence: 2_240_000n }), 'accepted');
    assert.equal(approved({ items }, { conventionalPence: 2_239_999n }), 'extra-cost-not-outweighed');
  });
  test('the cost of conventional care is asked for', () =>
    assert.equal(approved({}, { conventionalPence: undefined }), 'conventional-cost-missing'));
});

describe('T11  A plan goes back with at least one no and what would put it right', () => {
  const returned = (given: Partial<ApprovalAnswers>, facts: Partial<ApprovalFacts> = {}) =>
    verdict(decideReturn(approvalFacts(facts), answers(given)));
  test('no no', () => assert.equal(returned({}), 'return-without-a-no'));
  test('a no with its reason', () => assert.equal(returned(saying('ICB1', 'no')), 'accepted'));
  test('a no without a reason', () => assert.equal(returned(saying('ICB1', 'no', '')), 'point-without-reason'));
  test('whatever its sum: no limit for a no', () => {
    const approver = { id: 'abe', roles: ['approver'], limitPence: 0n };
    assert.equal(returned(saying('ICB1', 'no'), { approver }), 'accepted');
  });
  test('and no yes against a rule beside it', () => {
    assert.equal(returned(saying('ICB1', 'no'), { riskSignature: undefined }), 'point-cannot-be-yes');
  });
});

const withYes = (reason: string): Partial<ApprovalAnswers> => ({
  points: {
    ...answers().points,
    ICB1: { answer: 'no', reason: 'A reason' },
    ICB2: { answer: 'yes', reason },
  },
});
const returned = (given: Partial<ApprovalAnswers>) => verdict(decideReturn(approvalFacts(), answers(given)));

describe('R-065  An item is refused for a listed reason only, and the rest is approved', () => {
  const items = [item(), costing(300_000n, { planItemId: 'dog', label: 'Dog' })];
  const proposed = { finalPence: 3_660_000n, contingencyPence: 240_000n };
  const facts = {
    items,
    proposed,
    statements: approvalFacts().statements.map(each => ({ ...each, amountPence: 3_660_000n })),
  };
  const refusing = (given: Partial<ItemRefusal> = {}, more: Partial<ApprovalAnswers> = {}) =>
    decideApproval(
      approvalFacts(facts),
      answers({
        refusedItems: [{ planItemId: 'dog', code: 'NOT_VALUE_FOR_MONEY', words: 'The same for less', ...given }],
        ...more,
      }),
    );
  test('the budget is smaller by what it costs', () => {
    const decision = refusing();
    assert.equal(decision.accepted && pounds(decision.value.annualPence), '£33,600.00');
  });
  test('each reason of the list', () => {
    for (const code of REFUSAL_REASONS) assert.equal(verdict(refusing({ code })), 'accepted', code);
  });
  test('“it is unusual” is none', () => {
    assert.equal(verdict(refusing({ code: undefined, words: 'Why' })), 'item-refused-without-reason');
    const decision = refusing({ words: 'It is unusual' });
    assert.deepEqual(!decision.accepted && decision.refusals, [
      { code: 'reason-not-allowed', box: 'item-dog-words', reason: 'UNUSUAL', phrase: 'It is unusual' },
    ]);
  });
  test('no words', () => {
    const decision = refusing({ words: ' ' });
    assert.deepEqual(!decision.accepted && decision.refusals, [
      { code: 'item-refused-without-reason', planItemId: 'dog', item: 'Dog' },
    ]);
  });
  test('an item that is not in the plan', () =>
    assert.match(verdict(refusing({ planItemId: 'cat' })), /^refused-item-unknown/));
  test('not everything: that is a plan refused', () => {
    const all = items.map(({ planItemId }) => ({ planItemId, code: 'UNLAWFUL', words: 'Why' }) as const);
    assert.match(verdict(refusing({}, { refusedItems: all })), /every-item-refused/);
    assert.doesNotMatch(verdict(decideApproval(approvalFacts({ items: [] }), answers())), /every-item-refused/);
    const only = { planItemId: 'item', code: 'UNLAWFUL', words: 'Why' } as const;
    assert.match(verdict(decideApproval(approvalFacts(), answers({ refusedItems: [only] }))), /every-item-refused/);
  });
  test('a need with nothing left cannot be met (R-056)', () => {
    const needs = [...approvalFacts().needs, { needId: 'calm', words: 'Calm', met: 'UNMET' as const }];
    const forCalm = [item(), costing(300_000n, { planItemId: 'dog', label: 'Dog', needIds: ['calm'] })];
    const given = approvalFacts({ ...facts, needs, items: forCalm });
    const refusedItems = [{ planItemId: 'dog', code: 'CLINICAL_RISK', words: 'Bites' }] as const;
    assert.doesNotMatch(verdict(decideApproval(given, answers({ refusedItems: [] }))), /point-cannot-be-yes/);
    assert.equal(verdict(decideApproval(given, answers({ refusedItems }))), 'point-cannot-be-yes');
  });
  test('the limit is held against what is left', () => {
    const limited = { ...facts, approver: { id: 'abe', roles: ['approver'], limitPence: 3_360_000n } };
    const refusedItems = [{ planItemId: 'dog', code: 'UNLAWFUL', words: 'Why' }] as const;
    assert.equal(verdict(decideApproval(approvalFacts(limited), answers({ refusedItems }))), 'accepted');
    assert.match(verdict(decideApproval(approvalFacts(limited), answers())), /over-delegated-limit/);
  });
  test('what is left is asked about a direct payment, what is taken out is not', () => {
    const mixed = [item({ option: 'NOTIONAL' }), costing(300_000n, { planItemId: 'dog' })];
    const given = approvalFacts({ ...facts, items: mixed });
    const none = { directPaymentAppropriate: undefined, directPaymentReason: '', conventionalPence: undefined };
    const refusedItems = [{ planItemId: 'dog', code: 'UNLAWFUL', words: 'Why' }] as const;
    assert.equal(verdict(decideApproval(given, answers({ ...none, refusedItems }))), 'accepted');
    assert.match(verdict(decideApproval(given, answers(none))), /direct-payment-not-judged/);
  });
});

describe('R-018  Nothing is approved in a way of holding the money that was refused', () => {
  test('such a line, unless it is taken out', () => {
    const items = [item({ option: 'NOTIONAL' }), costing(1n, { planItemId: 'dog', label: 'Dog' })];
    const given = approvalFacts({ items, refusedOptions: ['DIRECT_PAYMENT'] });
    assert.match(verdict(decideApproval(given, answers())), /item-option-refused/);
    assert.doesNotMatch(
      verdict(decideApproval(given, answers({ refusedItems: [{ planItemId: 'dog', code: 'UNLAWFUL', words: 'x' }] }))),
      /item-option-refused/,
    );
  });
});

describe('R-064  A sum over one’s own limit goes on to whoever may sign it', () => {
  const limits = { teamLeadPence: 1_000_000n, phbLeadPence: 10_000_000n };
  const levels = [
    ['£9,999.99', 'TEAM_LEAD'],
    ['£10,000.00', 'TEAM_LEAD'],
    ['£10,000.01', 'PHB_LEAD'],
    ['£100,000.00', 'PHB_LEAD'],
    ['£100,000.01', 'PANEL'],
    ['£104,000.00', 'PANEL'],
  ] as const;
  for (const [annual, level] of levels)
    test(`${annual}: ${level}`, () => assert.equal(levelFor(readPounds(annual)!, limits), level));
  test('the refusal says to whom', () => {
    const approver = { id: 'abe', roles: ['approver'], limitPence: 1_000_000n };
    const decision = decideApproval(approvalFacts({ approver, limits }), answers());
    assert.deepEqual(!decision.accepted && decision.refusals, [
      { code: 'over-delegated-limit', annualPence: 3_360_000n, limitPence: 1_000_000n, goesTo: 'PHB_LEAD' },
    ]);
  });
  const passOn = (limitPence: bigint, passedOnTo: readonly ApprovalLevel[] = [], given: Partial<ApprovalFacts> = {}) =>
    decidePassOn(
      approvalFacts({ approver: { id: 'abe', roles: ['approver'], limitPence }, limits, ...given }),
      passedOnTo,
    );
  test('passed on, to the level of the sum', () => {
    const decision = passOn(3_359_999n);
    assert.deepEqual(decision.accepted && decision.value, { annualPence: 3_360_000n, goesTo: 'PHB_LEAD' });
  });
  test('not within one’s own limit', () => assert.equal(verdict(passOn(3_360_000n)), 'within-own-limit'));
  test('once to each level', () => {
    assert.equal(verdict(passOn(1n, ['PHB_LEAD'])), 'passed-on-already');
    assert.equal(verdict(passOn(1n, ['TEAM_LEAD'])), 'accepted');
  });
  test('only what waits for approval', () =>
    assert.equal(verdict(passOn(1n, [], { state: 'PLANNING' })), 'wrong-state'));
  test('nothing proposed is nothing to pass on', () =>
    assert.equal(verdict(passOn(1n, [], { proposed: undefined })), 'within-own-limit'));
});

describe('T12  A plan is refused with a listed reason in words', () => {
  const refusedFor = (code: RefusalReason | undefined, words: string) =>
    verdict(decideRefusal(approvalFacts(), answers(), { code, words }));
  test('both', () => assert.equal(refusedFor('CLINICAL_RISK', 'Nights are not covered'), 'accepted'));
  test('no words', () => assert.equal(refusedFor('CLINICAL_RISK', ' '), 'refusal-without-reason'));
  test('no listed reason', () => assert.equal(refusedFor(undefined, 'Nights'), 'refusal-without-reason'));
  test('R-065  “it is unusual” is no reason under a listed one either', () => {
    assert.equal(refusedFor('NOT_VALUE_FOR_MONEY', 'It is unusual'), 'reason-not-allowed');
    assert.equal(returned(saying('ICB1', 'no', 'It is unusual')), 'reason-not-allowed');
    const beside = answers(saying('ICB1', 'no', 'No budget this year'));
    const decision = decideRefusal(approvalFacts(), beside, { code: 'CLINICAL_RISK', words: 'Nights' });
    assert.deepEqual(!decision.accepted && decision.refusals, [
      { code: 'reason-not-allowed', box: 'ICB1-reason', reason: 'NO_MONEY', phrase: 'No budget this' },
    ]);
  });
  test('words beside a yes are nobody’s reason', () => {
    assert.equal(returned({ ...saying('ICB1', 'no'), ...withYes('This is unusual') }), 'accepted');
  });
  test('the figure that is decided on is the whole budget', () => {
    const decision = decideApproval(approvalFacts(), answers());
    assert.equal(decision.accepted && pounds(decision.value.annualPence), '£33,600.00');
  });
});
