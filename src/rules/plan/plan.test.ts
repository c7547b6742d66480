import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { costing, item, planFacts, sections, today, wages } from '../../../test/support/plan-facts.ts';
import { pounds } from '../../values/pence.ts';
import type { Decision } from '../decision.ts';
import {
  agreementOf,
  contentReasons,
  decideItem,
  decideSubmission,
  isCurrent,
  type PlanFacts,
  type PlanItem,
  STATEMENTS,
  totalsOf,
} from './plan.ts';
import { NO_CHECKS } from './plan-checks.ts';
import { ABOUT_THE_PERSON, decideSection, type SectionContent, type SectionKind } from './plan-sections.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const submitted = (given: Partial<PlanFacts>) => verdict(decideSubmission(planFacts(given)));
const without = (kind: SectionKind) => ({ ...sections, [kind]: undefined }) as PlanFacts['sections'];
const withSection = (kind: SectionKind, content: SectionContent) => ({ sections: { ...sections, [kind]: content } });
const added = (given: Partial<PlanItem>, outcomes = planFacts().outcomes) =>
  verdict(decideItem(item(given), { state: 'PLANNING', weeksPerYear: 52, outcomes, wages }));

describe('R-128  A short plan may be submitted', () => {
  const goal = {
    sumPence: 40_000n,
    lastOn: Temporal.PlainDate.from('2027-03-31'),
    checkOn: Temporal.PlainDate.from('2027-04-28'),
  };
  const once = costing(40_000n, { per: 'once', oneOff: true });
  const proposed = { finalPence: 40_000n, contingencyPence: 0n };
  const statements = planFacts().statements.map(signed => ({ ...signed, amountPence: 40_000n }));
  const short = { goal, items: [once], proposed, statements, sections: { risk: sections.risk! } };

  test('R-128  with its risks, what is bought and who signed', () => assert.equal(submitted(short), 'accepted'));
  test('R-128  no other plan', () => {
    const codes = submitted({ ...short, goal: undefined }).split(', ');
    assert.equal(codes.length, ABOUT_THE_PERSON.length + 2);
    assert.deepEqual([...new Set(codes)], ['section-missing']);
  });
  test('R-052  never without its risks', () => assert.equal(submitted({ ...short, sections: {} }), 'section-missing'));
  test('R-053  nor without safeguarding, where the person is more vulnerable', () =>
    assert.equal(submitted({ ...short, vulnerable: true }), 'section-missing'));
  test('R-128  for the fixed sum, paid once', () => {
    const dearer = { finalPence: 40_001n, contingencyPence: 0n };
    assert.match(submitted({ ...short, proposed: dearer }), /goal-sum-differs/);
    assert.equal(submitted({ ...short, items: [costing(40_000n)] }), 'goal-paid-monthly');
    assert.equal(submitted({ ...short, items: [once, once] }), 'goal-overspent');
  });
});

describe('T09  A whole, signed plan may be submitted', () => {
  test('a lawful plan', () => assert.equal(submitted({}), 'accepted'));
  test('only while it is planned', () => assert.equal(submitted({ state: 'SUBMITTED' }), 'wrong-state'));
  test('only with a proposed final budget', () =>
    assert.equal(submitted({ proposed: undefined }), 'no-proposed-budget'));
  test('every reason at once', () => {
    assert.equal(
      submitted({
        sections: { ...without('risk'), review: undefined! },
        items: [],
        statements: [],
        proposed: undefined,
      }),
      'no-items, section-missing, section-missing, no-proposed-budget, statement-missing, statement-missing, statement-missing',
    );
  });
});

describe('R-047  The person is author-in-chief: each part is written, or they chose not to say', () => {
  for (const kind of ABOUT_THE_PERSON) {
    test(`${kind} missing`, () => assert.equal(submitted({ sections: without(kind) }), 'section-missing'));
    test(`${kind} of blanks`, () => assert.equal(submitted(withSection(kind, { words: ' \n ' })), 'section-missing'));
    test(`${kind} chose not to say`, () =>
      assert.equal(submitted(withSection(kind, { choseNotToSay: 'yes' })), 'accepted'));
  }
});

describe('R-048  At least one need of the budget, each with an outcome', () => {
  const other = { needId: 'other', words: 'Pain' };
  test('no need', () => assert.equal(submitted({ needs: [] }), 'no-need-in-plan'));
  test('only needs that others meet', () => {
    assert.equal(submitted({ needs: [{ ...other, met: 'MET_COMMISSIONED' }] }), 'no-need-in-plan');
  });
  for (const met of ['IN_PHB', 'UNMET', 'MET_IF_DIFFERENT'])
    test(`a second need, ${met}, without an outcome`, () => {
      assert.equal(submitted({ needs: [...planFacts().needs, { ...other, met }] }), 'plan-need-without-outcome');
    });
  for (const met of ['MET_COMMISSIONED', 'NOT_RELEASABLE', 'COMMUNITY', 'SELF_FUNDED'])
    test(`a second need, ${met}, needs none`, () => {
      assert.equal(submitted({ needs: [...planFacts().needs, { ...other, met }] }), 'accepted');
    });
  test('with an education, health and care plan there is a learning outcome', () => {
    assert.equal(submitted(withSection('learning', { ehcPlan: 'yes' })), 'learning-outcome-missing');
    assert.equal(submitted(withSection('learning', { ehcPlan: 'yes', outcomes: 'Reads alone' })), 'accepted');
    assert.equal(submitted(withSection('learning', { ehcPlan: 'no' })), 'accepted');
  });
  test('the assessment says that there is such a plan: whatever the section says', () => {
    assert.equal(submitted({ hasEhcPlan: true }), 'learning-outcome-missing');
    assert.equal(
      submitted({ hasEhcPlan: true, ...withSection('learning', { ehcPlan: 'no' }) }),
      'learning-outcome-missing',
    );
    assert.equal(submitted({ hasEhcPlan: true, ...withSection('learning', { outcomes: 'Reads alone' }) }), 'accepted');
  });
});

describe('R-049  Each line serves an outcome and a need', () => {
  const table = [
    [{ outcomeIds: [] }, 'item-without-outcome'],
    [{ needIds: [] }, 'item-without-need'],
    [{ outcomeIds: [], needIds: [] }, 'item-without-outcome, item-without-need'],
    [{ outcomeIds: ['outcome', 'somebody else’s'] }, 'item-serves-unknown-outcome'],
    [{}, 'accepted'],
  ] as const;
  for (const [given, expected] of table) {
    test(`${JSON.stringify(given)} as it is written: ${expected}`, () => assert.equal(added(given), expected));
    test(`${JSON.stringify(given)} in a plan: ${expected}`, () =>
      assert.equal(submitted({ items: [item(given)] }), expected));
  }
});

describe('R-050  Each line adds up, to the penny', () => {
  test('10 hours at £15.00 a week is £7,800.00 a year', () => {
    const line = item({ quantity: { tenThousandths: 100_000n } });
    assert.equal(pounds(line.annualPence), '£7,800.00');
  });
  const sums = [
    [3_119_999n, 'item-does-not-add-up'],
    [3_120_000n, 'accepted'],
    [3_120_001n, 'item-does-not-add-up'],
  ] as const;
  for (const [annualPence, expected] of sums)
    test(`40 hours at £15.00 a week as ${pounds(annualPence)}: ${expected}`, () => {
      assert.equal(submitted({ items: [item({ annualPence })] }), expected);
    });
  const often = [
    ['week', 52, 'accepted'],
    ['week', 53, 'item-times-out-of-range'],
    ['week', 0, 'item-times-out-of-range'],
    ['week', 1, 'accepted'],
    ['month', 12, 'accepted'],
    ['month', 13, 'item-times-out-of-range'],
    ['once', 1, 'accepted'],
    ['once', 2, 'item-times-out-of-range'],
  ] as const;
  for (const [per, times, expected] of often)
    test(`${times} times, by the ${per}: ${expected}`, () => assert.equal(added({ per, times }), expected));
  test('what is bought once and what comes round again add up apart', () => {
    const once = item({
      per: 'once',
      times: 1,
      oneOff: true,
      quantity: { tenThousandths: 10_000n },
      unitPence: 40_000n,
    });
    assert.deepEqual(totalsOf([item(), once]), {
      linesPence: 3_120_000n,
      startUpPence: 40_000n,
      totalPence: 3_160_000n,
    });
  });
  test('it may end on the day that it starts, not before', () => {
    const startsOn = today;
    assert.equal(added({ startsOn, endsOn: today }), 'accepted');
    assert.equal(added({ startsOn, endsOn: today.subtract({ days: 1 }) }), 'item-ends-before-start');
  });
  test('no more than a budget can be', () => {
    const one = { quantity: { tenThousandths: 10_000n }, per: 'once', times: 1 } as const;
    assert.equal(added({ ...one, unitPence: 9_999_999_999n }), 'accepted');
    assert.equal(added({ ...one, unitPence: 10_000_000_000n }), 'item-too-large');
  });
});

describe('R-051  The plan names a care co-ordinator', () => {
  test('none', () => assert.equal(submitted({ careCoordinatorId: undefined }), 'no-care-coordinator'));
});

describe('R-052  A risk plan, and a contingency plan with a trigger and who to call', () => {
  test('no risk plan', () => assert.equal(submitted({ sections: without('risk') }), 'section-missing'));
  test('no contingency plan', () => assert.equal(submitted({ sections: without('contingency') }), 'section-missing'));
  for (const field of ['triggers', 'whatHappens', 'whoToCall'])
    test(`no ${field}`, () => {
      const content = { ...sections.contingency, [field]: ' ' };
      assert.equal(submitted(withSection('contingency', content)), 'section-incomplete');
      const facts = { state: 'PLANNING', kind: 'contingency', content, today } as const;
      assert.equal(verdict(decideSection(facts)), 'section-incomplete');
    });
});

describe('R-053  Safeguarding and liberty, where the person lacks capacity or is vulnerable', () => {
  const both = { words: 'Two people always', liberty: 'The door is open' };
  for (const who of [{ lacksCapacity: true }, { vulnerable: true }]) {
    test(`${Object.keys(who)}: missing`, () => assert.equal(submitted(who), 'section-missing'));
    test(`${Object.keys(who)}: liberty left out`, () => {
      assert.equal(submitted({ ...who, ...withSection('safeguarding', { words: 'x' }) }), 'section-incomplete');
    });
    test(`${Object.keys(who)}: both written`, () => {
      assert.equal(submitted({ ...who, ...withSection('safeguarding', both) }), 'accepted');
    });
  }
  test('otherwise it may be left out', () => assert.equal(submitted({}), 'accepted'));
});

describe('R-054  A review date and who is responsible', () => {
  test('no section', () => assert.equal(submitted({ sections: without('review') }), 'section-missing'));
  test('no date', () => assert.equal(submitted(withSection('review', { responsible: 'Nan' })), 'section-incomplete'));
  test('nobody responsible', () =>
    assert.equal(submitted(withSection('review', { reviewOn: '2027-02-23' })), 'section-incomplete'));
  const written = (content: SectionContent) =>
    verdict(decideSection({ state: 'PLANNING', kind: 'review', content: { responsible: 'Nan', ...content }, today }));
  test('as it is written, the date is ahead', () => {
    assert.equal(written({ reviewOn: '2026-11-23' }), 'review-not-ahead');
    assert.equal(written({ reviewOn: '2026-11-24' }), 'accepted');
  });
  for (const [months, expected] of [
    ['0', 'plan-interval-out-of-range'],
    ['1', 'accepted'],
    ['12', 'accepted'],
    ['13', 'plan-interval-out-of-range'],
    ['six', 'plan-interval-out-of-range'],
  ] as const)
    test(`every ${months} months: ${expected}`, () => {
      assert.equal(written({ reviewOn: '2027-02-23', intervalMonths: months }), expected);
    });
});

describe('R-054  The agreement: a yes or no, whose, and for whom', () => {
  const [first, ...others] = planFacts().statements;
  test('nobody has signed: neither yes nor no', () => {
    const none = { agreed: undefined, byName: '', signedAs: undefined, signedOn: undefined };
    assert.deepEqual(agreementOf(planFacts({ statements: [] })), none);
  });
  test('signed by the person', () => {
    const whole = { agreed: true, byName: 'Jo', signedAs: 'PERSON', signedOn: today };
    assert.deepEqual(agreementOf(planFacts()), whole);
  });
  test('signed by who acts for them', () => {
    const statements = planFacts().statements.map(signed => ({ ...signed, signedAs: 'REPRESENTATIVE' as const }));
    assert.equal(agreementOf(planFacts({ statements })).signedAs, 'REPRESENTATIVE');
  });
  test('a no, or a signature on something else, is no agreement', () => {
    assert.equal(agreementOf(planFacts({ statements: [{ ...first!, agreed: false }, ...others] })).agreed, false);
    assert.equal(agreementOf(planFacts({ contentHash: 'other' })).agreed, false);
  });
});

describe('R-055  Scores are whole numbers from 1 to 10', () => {
  for (const [score, expected] of [
    [0, 'score-out-of-range'],
    [1, 'accepted'],
    [10, 'accepted'],
    [11, 'score-out-of-range'],
    [5.5, 'score-out-of-range'],
  ] as const) {
    test(`confidence ${score}: ${expected}`, () => assert.equal(added({ confidence: score }), expected));
    test(`importance ${score}: ${expected}`, () => {
      const outcomes = planFacts().outcomes.map(outcome => ({ ...outcome, importance: score }));
      assert.equal(submitted({ outcomes }), expected);
    });
  }
  test('none given is none', () => {
    assert.equal(
      submitted({ outcomes: planFacts().outcomes.map(outcome => ({ ...outcome, importance: null })) }),
      'accepted',
    );
  });
});

describe('R-061 to R-063  The three statements: there, agreed, and about this plan and this sum', () => {
  for (const statement of STATEMENTS) {
    const change = (given: object) => ({
      statements: planFacts().statements.map(signed =>
        signed.statement === statement ? { ...signed, ...given } : signed,
      ),
    });
    test(`${statement} not signed`, () => {
      const statements = planFacts().statements.filter(signed => signed.statement !== statement);
      assert.equal(submitted({ statements }), 'statement-missing');
    });
    test(`${statement} not agreed`, () => {
      assert.equal(submitted(change({ agreed: false, words: 'Short by £20.00 a week' })), 'statement-not-agreed');
    });
    test(`${statement} signed on other words`, () => {
      assert.equal(submitted(change({ contentHash: 'other' })), 'statement-out-of-date');
    });
    test(`${statement} signed on a penny less`, () => {
      assert.equal(submitted(change({ amountPence: 3_359_999n })), 'statement-out-of-date');
    });
  }
});

describe('R-066 to R-071  Exclusions are checked as the plan is written, and once more when it is sent in', () => {
  test('as it is written', () => assert.equal(added({ label: 'Flu jab' }), 'item-excluded'));
  test('when it is sent in', () => assert.equal(submitted({ items: [item({ label: 'Flu jab' })] }), 'item-excluded'));
});

describe('R-165  A planned wage is at least the law’s', () => {
  const paying = (unitPence: bigint, given: Partial<PlanItem> = {}) => item({ unitPence, ...given });
  for (const [unitPence, expected] of [
    [1270n, 'wage-below-minimum'],
    [1271n, 'accepted'],
    [1272n, 'accepted'],
  ] as const) {
    test(`${pounds(unitPence)} an hour as it is written: ${expected}`, () =>
      assert.equal(added(paying(unitPence)), expected));
    test(`${pounds(unitPence)} an hour in a plan: ${expected}`, () =>
      assert.equal(submitted({ items: [paying(unitPence)] }), expected));
  }
  test('the line’s own days count before those of the budget year', () => {
    const last = Temporal.PlainDate.from('2026-03-31');
    assert.equal(added(paying(1221n, { startsOn: last.subtract({ days: 30 }), endsOn: last })), 'accepted');
    assert.equal(
      added(paying(1221n, { startsOn: last.subtract({ days: 30 }), endsOn: last.add({ days: 1 }) })),
      'wage-below-minimum',
    );
    assert.equal(added(paying(1221n, { startsOn: last, endsOn: last })), 'accepted');
  });
});

describe('R-075  A place to live in a care home is not bought with a direct payment', () => {
  const stay = { ...NO_CHECKS, careHome: 'LONG_TERM' } as const;
  test('as it is written, and when it is sent in', () => {
    assert.equal(added({ checks: stay }), 'care-home-by-direct-payment');
    assert.equal(submitted({ items: [item({ checks: stay })] }), 'care-home-by-direct-payment');
  });
  test('arranged by the NHS it may be', () => assert.equal(added({ checks: stay, option: 'NOTIONAL' }), 'accepted'));
});

describe('R-050  Impossible sums in a plan', () => {
  test('each reason of a line stands by itself', () => {
    const codes = (given: Partial<PlanItem>) =>
      contentReasons(planFacts({ items: [item(given)] })).flatMap(reason => (reason ? [reason.code] : []));
    assert.deepEqual(codes({ confidence: 11 }), ['score-out-of-range']);
    assert.deepEqual(codes({ label: 'Flu jab' }), ['item-excluded']);
  });
  test('a line of a year or once is bought once', () => {
    for (const per of ['year', 'once'] as const) {
      assert.equal(added({ per, times: 0 }), 'item-times-out-of-range');
      assert.equal(added({ per, times: 1 }), 'accepted');
      assert.equal(added({ per, times: 2 }), 'item-times-out-of-range');
    }
    assert.equal(totalsOf([costing(100n)]).totalPence, 100n);
  });
});

describe('R-061 R-062 R-063  What was signed is held against what stands now', () => {
  const [signed] = planFacts().statements;
  const facts = { contentHash: 'hash', proposed: { finalPence: 3_360_000n, contingencyPence: 0n } };
  test('the same words and the same sum', () => assert.equal(isCurrent(signed!, facts), true));
  test('the same words before any sum is proposed', () =>
    assert.equal(isCurrent(signed!, { ...facts, proposed: undefined }), true));
  test('other words', () => assert.equal(isCurrent(signed!, { ...facts, contentHash: 'other' }), false));
  test('another sum', () => {
    assert.equal(isCurrent(signed!, { ...facts, proposed: { finalPence: 3_360_001n, contingencyPence: 0n } }), false);
  });
});

describe('T08  Sections are written only while the plan is a draft', () => {
  test('not once it was sent in', () => {
    const facts = { state: 'SUBMITTED', kind: 'risk', content: { words: 'x' }, today } as const;
    assert.equal(verdict(decideSection(facts)), 'wrong-state');
  });
  test('not an item either', () => {
    const decision = decideItem(item(), {
      state: 'SUBMITTED',
      weeksPerYear: 52,
      outcomes: planFacts().outcomes,
      wages,
    });
    assert.equal(verdict(decision), 'wrong-state');
  });
});
