import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pounds, readPounds, total } from '../../values/pence.ts';
import { readQuantity } from '../../values/quantity.ts';
import type { Decision } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import {
  type BudgetBasis,
  decideFinalBudget,
  decideIndicativeBudget,
  decidePlanningStart,
  decideProposal,
  type FinalBudgetFacts,
  indicativeStatement,
  type NeededLine,
  type Per,
  showWorking,
  workOut,
} from './budget.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const pence = (amount: string) => readPounds(amount)!;

function line(quantity: string, rate: string, per: Per = 'week', stream = 'NHS_CHC'): NeededLine {
  const unit = 'hour';
  return {
    id: `${quantity} at ${rate}`,
    needId: 'need',
    rate: { code: 'PA', label: 'Assistant', unit, pence: pence(rate) },
    quantity: readQuantity(quantity)!,
    per,
    stream,
  };
}

function basis(
  lines: readonly NeededLine[],
  contingency = { weeks: 0, inBudget: true },
  weeksPerYear = 52,
): BudgetBasis {
  return { lines, contingency, weeksPerYear };
}

describe('R-044  Hours × rates × weeks in the year, rounded once for each line', () => {
  const table = [
    // hours   rate       per      year
    ['40', '£15.00', 'week', '£31,200.00'],
    ['14', '£17.20', 'week', '£12,521.60'],
    ['7.5', '£17.33', 'week', '£6,758.70'],
    ['0.0001', '£1.00', 'week', '£0.01'], // 0.52 pence: half up
    ['0.0001', '£0.96', 'week', '£0.00'], // 0.4992 pence
    ['0.0001', '£0.97', 'week', '£0.01'], // 0.5044 pence
    ['1', '£25.00', 'month', '£300.00'],
    ['1', '£119.00', 'year', '£119.00'],
    ['3', '£60.00', 'once', '£180.00'],
  ] as const;
  for (const [quantity, rate, per, expected] of table)
    test(`${quantity} × ${rate} ${per}: ${expected}`, () => {
      assert.equal(pounds(workOut(basis([line(quantity, rate, per)])).lines[0]!.amountPence), expected);
    });

  test('a policy of 53 weeks counts 53', () => {
    assert.equal(
      pounds(workOut(basis([line('40', '£15.00')], { weeks: 0, inBudget: true }, 53)).totalPence),
      '£31,800.00',
    );
  });

  test('what comes round again and what is bought once are told apart', () => {
    const working = workOut(basis([line('40', '£15.00'), line('1', '£1,150.00', 'once')]));
    assert.equal(pounds(working.linesPence), '£31,200.00');
    assert.equal(pounds(working.startUpPence), '£1,150.00');
    assert.equal(pounds(working.totalPence), '£32,350.00');
  });

  test('the working reads as a sum', () => {
    const [first] = workOut(basis([line('14', '£17.20')])).lines;
    assert.equal(showWorking(first!), '14 hours × £17.20 × 52 weeks = £12,521.60');
    const [one] = workOut(basis([line('1', '£25.00', 'month')])).lines;
    assert.equal(showWorking(one!), '1 hour × £25.00 × 12 months = £300.00');
    const [once] = workOut(basis([line('2', '£9.50', 'once')])).lines;
    assert.equal(showWorking(once!), '2 hours × £9.50 = £19.00');
  });
});

describe('R-144  A visible contingency of so many weeks of what a week costs', () => {
  test('inside the budget: £600.00 a week, four weeks, £33,600.00', () => {
    const working = workOut(basis([line('40', '£15.00')], { weeks: 4, inBudget: true }));
    assert.equal(pounds(working.contingencyPence), '£2,400.00');
    assert.equal(pounds(working.totalPence), '£33,600.00');
    assert.deepEqual(
      working.lines.map(each => `${each.rule} ${showWorking(each)}`),
      ['R-044 40 hours × £15.00 × 52 weeks = £31,200.00', 'R-144 4 weeks × £600.00 = £2,400.00'],
    );
  });

  test('on top of the budget: it is kept, but is no line and not in the total', () => {
    const working = workOut(basis([line('40', '£15.00')], { weeks: 4, inBudget: false }));
    assert.equal(pounds(working.contingencyPence), '£2,400.00');
    assert.equal(pounds(working.totalPence), '£31,200.00');
    assert.equal(working.lines.length, 1);
    assert.match(indicativeStatement(working), /£2,400\.00 aside for emergencies, on top of it/);
  });

  test('no weeks, no contingency', () => {
    const working = workOut(basis([line('40', '£15.00')], { weeks: 0, inBudget: true }));
    assert.equal(working.contingencyPence, 0n);
    assert.equal(working.lines.length, 1);
  });

  test('only what is bought by the week has a weekly cost', () => {
    const yearly = workOut(basis([line('1', '£3,000.00', 'year')], { weeks: 4, inBudget: true }));
    assert.equal(pounds(yearly.totalPence), '£3,000.00'); // £250.00 a month, as it is
  });

  test('the week is rounded once, so that whoever works it out again finds the same', () => {
    const working = workOut(basis([line('7.25', '£17.33')], { weeks: 4, inBudget: true }));
    assert.equal(showWorking(working.lines[1]!), '4 weeks × £125.64 = £502.56');
  });

  test('a hair under half a penny a week is nothing, half a penny is one', () => {
    const week = (quantity: string) => workOut(basis([line(quantity, '£0.01')], { weeks: 1, inBudget: true }));
    assert.equal(week('0.4999').contingencyPence, 0n);
    assert.equal(week('0.5').contingencyPence, 1n);
    assert.match(indicativeStatement(week('0.5')), /£0\.01 of it is kept for emergencies/);
    assert.doesNotMatch(indicativeStatement(week('0.4999')), /emergencies/);
    assert.equal(week('0.5').lines[1]!.times, 1);
  });

  test('each funding stream keeps its own', () => {
    const lines = [line('10', '£10.00', 'week', 'NHS_CHC'), line('20', '£10.00', 'week', 'LA_ADULT')];
    const working = workOut(basis(lines, { weeks: 1, inBudget: true }));
    assert.deepEqual(
      working.lines.slice(2).map(each => `${each.stream} ${pounds(each.amountPence)}`),
      ['NHS_CHC £100.00', 'LA_ADULT £200.00'],
    );
  });
});

describe('R-043  The same inputs give the same pence in the same order', () => {
  test('for anybody, as often as one asks', () => {
    const given = basis([line('14', '£17.20'), line('0.5', '£45.00'), line('1', '£25.00', 'month')], {
      weeks: 4,
      inBudget: true,
    });
    assert.deepEqual(workOut(given), workOut(structuredClone(given)));
    assert.deepEqual(
      workOut(given).lines.map(each => each.id),
      ['14 at £17.20', '0.5 at £45.00', '1 at £25.00', 'contingency'],
    );
  });
});

const working = workOut(basis([line('40', '£15.00'), line('1', '£1,150.00', 'once')]));
const indicative = { state: 'ASSESSED', working, statement: indicativeStatement(working) } as const;

describe('R-039  What is issued is the sum of its lines', () => {
  const table = [
    ['£32,349.99', 'lines-differ-from-total'],
    ['£32,350.00', 'accepted'],
    ['£32,500.00', 'lines-differ-from-total'],
  ] as const;
  for (const [headed, expected] of table)
    test(`lines of £32,350.00 under a heading of ${headed}: ${expected}`, () => {
      const facts = { ...indicative, headedPence: pence(headed), seenPence: pence(headed) };
      assert.equal(verdict(decideIndicativeBudget(facts)), expected);
    });

  test('no lines, no budget', () => {
    const none = workOut(basis([]));
    const facts = { ...indicative, working: none, headedPence: 0n, seenPence: 0n };
    assert.equal(verdict(decideIndicativeBudget(facts)), 'no-budget-lines');
  });

  test('a penny is a budget', () => {
    const penny = workOut(basis([line('1', '£0.01', 'once')]));
    const facts = { ...indicative, working: penny, headedPence: 1n, seenPence: 1n };
    assert.equal(verdict(decideIndicativeBudget(facts)), 'accepted');
  });

  test('the sum on the page is still the sum', () => {
    const facts = { ...indicative, headedPence: working.totalPence, seenPence: working.totalPence - 1n };
    assert.equal(verdict(decideIndicativeBudget(facts)), 'amount-changed');
  });

  test('£99,999,999.99 is the most that one budget can be', () => {
    const large = (rate: string) => workOut(basis([line('1', rate, 'once')]));
    const decided = (rate: string) => {
      const { totalPence } = large(rate);
      const facts = { ...indicative, working: large(rate), headedPence: totalPence, seenPence: totalPence };
      return verdict(decideIndicativeBudget(facts));
    };
    assert.equal(decided('£99,999,999.99'), 'accepted');
    assert.equal(decided('£100,000,000.00'), 'budget-too-large');
  });
});

describe('R-040  The statement says that the final figure may be higher or lower', () => {
  const headed = { headedPence: working.totalPence, seenPence: working.totalPence };
  test('ours does', () => {
    assert.equal(verdict(decideIndicativeBudget({ ...indicative, ...headed })), 'accepted');
  });
  for (const statement of ['', 'This is your budget.', 'Your final budget may be higher.'])
    test(`“${statement}” does not`, () => {
      assert.equal(
        verdict(decideIndicativeBudget({ ...indicative, ...headed, statement })),
        'higher-or-lower-not-said',
      );
    });
});

describe('R-038  The person has an indicative budget before planning begins', () => {
  const table: readonly (readonly [BudgetState, boolean, string])[] = [
    ['INDICATIVE', true, 'accepted'],
    ['INDICATIVE', false, 'no-indicative-budget'],
    ['ASSESSED', false, 'wrong-state, no-indicative-budget'],
    ['PLANNING', true, 'wrong-state'],
  ];
  for (const [state, hasIndicativeBudget, expected] of table)
    test(`${state}, ${hasIndicativeBudget ? 'with' : 'without'} one: ${expected}`, () => {
      assert.equal(verdict(decidePlanningStart({ state, hasIndicativeBudget })), expected);
    });
});

describe('T09  A finance officer proposes the final budget', () => {
  const proposal = {
    state: 'PLANNING',
    indicativePence: 3_360_000n,
    finalPence: 3_360_000n,
    contingencyPence: 240_000n,
    reason: '',
  } as const;
  const table = [
    [{}, 'accepted'],
    [{ finalPence: 3_360_001n }, 'difference-not-explained'],
    [{ finalPence: 3_359_999n }, 'difference-not-explained'],
    [{ finalPence: 3_360_001n, reason: 'Pay rise' }, 'accepted'],
    [{ finalPence: 3_360_001n, reason: '  ' }, 'difference-not-explained'],
    [{ contingencyPence: 3_360_000n }, 'accepted'],
    [{ contingencyPence: 3_360_001n }, 'contingency-over-budget'],
    [{ indicativePence: undefined }, 'no-indicative-budget'],
    [{ state: 'SUBMITTED' }, 'wrong-state'],
  ] as const;
  for (const [change, expected] of table)
    test(`${
      Object.entries(change)
        .map(([key, value]) => `${key} ${value}`)
        .join(', ') || 'the indicative budget'
    }: ${expected}`, () => {
      assert.equal(verdict(decideProposal({ ...proposal, ...change })), expected);
    });
});

describe('R-041  The final budget pays for everything in the plan', () => {
  const day = (date: string) => Temporal.PlainDate.from(date);
  const facts = (given: Partial<FinalBudgetFacts>): FinalBudgetFacts => {
    const finalPence = given.finalPence ?? 3_360_000n;
    return {
      state: 'APPROVED',
      indicativePence: finalPence,
      finalPence,
      contingencyPence: 240_000n,
      linesPence: 3_000_000n,
      startUpPence: 120_000n,
      approvedOn: day('2026-11-23'),
      startsOn: day('2026-12-01'),
      reason: '',
      seenPence: finalPence,
      ...given,
    };
  };
  const table = [
    ['£33,599.99', 'budget-below-plan'],
    ['£33,600.00', 'accepted'],
    ['£33,600.01', 'accepted'],
  ] as const;
  for (const [final, expected] of table)
    test(`lines £30,000.00, start-up £1,200.00, emergencies £2,400.00 of ${final}: ${expected}`, () => {
      assert.equal(verdict(decideFinalBudget(facts({ finalPence: pence(final) }))), expected);
    });

  test('£2,815.00 a month of £2,600.00: short by £215.00', () => {
    const decision = decideFinalBudget(
      facts({ finalPence: 260_000n, linesPence: 281_500n, startUpPence: 0n, contingencyPence: 0n }),
    );
    assert.ok(!decision.accepted);
    const [refusal] = decision.refusals;
    assert.ok(refusal.code === 'budget-below-plan');
    assert.equal(pounds(refusal.neededPence - refusal.finalPence), '£215.00');
  });

  test('a difference to the indicative budget is explained, whichever way it goes', () => {
    for (const indicativePence of [3_359_999n, 3_360_001n]) {
      assert.equal(verdict(decideFinalBudget(facts({ indicativePence }))), 'difference-not-explained');
      assert.equal(verdict(decideFinalBudget(facts({ indicativePence, reason: 'Wages rose' }))), 'accepted');
    }
  });

  const starts = [
    ['2026-11-22', 'starts-before-approval'],
    ['2026-11-23', 'accepted'],
    ['2027-11-23', 'accepted'],
    ['2027-11-24', 'starts-too-late'],
  ] as const;
  for (const [startsOn, expected] of starts)
    test(`approved on 23 November 2026, from ${startsOn}: ${expected}`, () => {
      assert.equal(verdict(decideFinalBudget(facts({ startsOn: day(startsOn) }))), expected);
    });

  test('every reason at once', () => {
    const decision = decideFinalBudget(
      facts({ state: 'SUBMITTED', finalPence: 1n, indicativePence: 2n, seenPence: 3n, startsOn: day('2026-11-22') }),
    );
    assert.equal(
      verdict(decision),
      'wrong-state, budget-below-plan, difference-not-explained, starts-before-approval, amount-changed',
    );
  });

  test('the lines of a working are the whole of it', () => {
    assert.equal(total(working.lines.map(each => each.amountPence)), working.totalPence);
  });
});
