import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { bandOf, monthsFor, type RiskFacts, scoreRisk } from './risk.ts';

const quiet: RiskFacts = {
  yearlyPence: 0n,
  holdings: ['NOTIONAL'],
  employsAssistants: false,
  paysConnectedPerson: false,
  pastFindings: 0,
  missingEvidence: 0,
  capacityOrSafeguarding: 0,
  fluctuatingNeed: 0,
};

describe('R-142  The risk score adds its factors and shows why', () => {
  test('the worked example of the rulebook scores 14 and is high', () => {
    const score = scoreRisk(
      {
        yearlyPence: 6_000_000n,
        holdings: ['DIRECT_PAYMENT'],
        employsAssistants: true,
        paysConnectedPerson: true,
        pastFindings: 1,
        missingEvidence: 1,
        capacityOrSafeguarding: 0,
        fluctuatingNeed: 2,
      },
      DEFAULT_POLICY,
    );
    assert.deepEqual(
      score.factors.map(factor => factor.points),
      [3, 3, 2, 2, 1, 1, 0, 2],
    );
    assert.equal(score.total, 14);
    assert.equal(score.band, 'HIGH');
    assert.equal(score.factors[0]!.why, '£60,000.00 a year');
  });

  const values = [
    [0n, 0],
    [249_999n, 0],
    [250_000n, 1],
    [999_999n, 1],
    [1_000_000n, 2],
    [2_999_999n, 2],
    [3_000_000n, 3],
    [9_999_999n, 3],
    [10_000_000n, 4],
  ] as const;
  for (const [yearlyPence, points] of values)
    test(`${yearlyPence} pence a year gives ${points}`, () => {
      assert.equal(scoreRisk({ ...quiet, yearlyPence }, DEFAULT_POLICY).factors[0]!.points, points);
    });

  test('a mix takes its riskiest option, wherever it stands', () => {
    const of = (...holdings: RiskFacts['holdings']) => scoreRisk({ ...quiet, holdings }, DEFAULT_POLICY).total;
    assert.deepEqual(
      [of('NOTIONAL'), of('THIRD_PARTY'), of('MANAGED_ACCOUNT'), of('PREPAID_CARD'), of('DIRECT_PAYMENT')],
      [0, 1, 2, 2, 3],
    );
    assert.equal(of('NOTIONAL', 'DIRECT_PAYMENT', 'THIRD_PARTY'), 3);
    assert.equal(of('DIRECT_PAYMENT', 'NOTIONAL'), 3);
    const why = (...holdings: RiskFacts['holdings']) =>
      scoreRisk({ ...quiet, holdings }, DEFAULT_POLICY).factors[1]!.why;
    assert.equal(why('PREPAID_CARD', 'MANAGED_ACCOUNT'), why('PREPAID_CARD')); // as risky: the first one is named
    assert.notEqual(why('PREPAID_CARD'), why('MANAGED_ACCOUNT'));
  });

  test('each yes is worth its own points', () => {
    assert.equal(scoreRisk({ ...quiet, employsAssistants: true }, DEFAULT_POLICY).total, 2);
    assert.equal(scoreRisk({ ...quiet, paysConnectedPerson: true }, DEFAULT_POLICY).total, 2);
    const { factors } = scoreRisk({ ...quiet, employsAssistants: true }, DEFAULT_POLICY);
    assert.deepEqual([factors[2]!.why, factors[3]!.why], ['Yes', 'No']);
  });

  const bounds = [
    ['pastFindings', 4],
    ['missingEvidence', 3],
    ['capacityOrSafeguarding', 3],
    ['fluctuatingNeed', 2],
  ] as const;
  for (const [factor, most] of bounds)
    test(`${factor} goes from 0 to ${most} and no further`, () => {
      assert.equal(scoreRisk({ ...quiet, [factor]: most }, DEFAULT_POLICY).total, most);
      for (const wrong of [most + 1, -1, 0.5])
        assert.throws(() => scoreRisk({ ...quiet, [factor]: wrong }, DEFAULT_POLICY), RangeError);
    });
});

describe('R-141  The score, not a blanket year, sets the next interval', () => {
  const table = [
    [0, 'LOW', 12],
    [5, 'LOW', 12],
    [6, 'MEDIUM', 6],
    [10, 'MEDIUM', 6],
    [11, 'HIGH', 3],
    [15, 'HIGH', 3],
    [16, 'VERY_HIGH', 1],
  ] as const;
  for (const [total, band, months] of table)
    test(`score ${total} is ${band}: ${months} months`, () => {
      assert.equal(bandOf(total, DEFAULT_POLICY), band);
      assert.equal(monthsFor(band, DEFAULT_POLICY), months);
    });
});

describe('R-142  The weights of the risk score are the board’s own', () => {
  const withRisk = (risk: Partial<Policy['risk']>): Policy => ({
    ...DEFAULT_POLICY,
    risk: { ...DEFAULT_POLICY.risk, ...risk },
  });
  const { risk } = DEFAULT_POLICY;

  test('steps of the yearly sum', () => {
    const policy = withRisk({ valueStepsPence: [100n, 200n] });
    const of = (yearlyPence: bigint) => scoreRisk({ ...quiet, yearlyPence }, policy).total;
    assert.deepEqual([of(99n), of(100n), of(199n), of(200n), of(10_000_000n)], [0, 1, 1, 2, 2]);
  });

  test('points of each way of holding the money, the riskiest of a mix by these points', () => {
    const policy = withRisk({ option: { ...risk.option, NOTIONAL: 5, DIRECT_PAYMENT: 1 } });
    const { factors } = scoreRisk({ ...quiet, holdings: ['DIRECT_PAYMENT', 'NOTIONAL'] }, policy);
    assert.deepEqual(factors[1], { name: 'How the money is held', points: 5, why: 'The NHS holds the money' });
  });

  test('points for assistants and for a relative who is paid', () => {
    const policy = withRisk({ employsAssistants: 4, connectedPerson: 5 });
    assert.equal(scoreRisk({ ...quiet, employsAssistants: true }, policy).total, 4);
    assert.equal(scoreRisk({ ...quiet, paysConnectedPerson: true }, policy).total, 5);
  });

  for (const factor of Object.keys(risk.most) as (keyof typeof risk.most)[])
    test(`${factor}: more than the board counts is its most`, () => {
      const policy = withRisk({ most: { ...risk.most, [factor]: 1 } });
      const score = (points: number) => scoreRisk({ ...quiet, [factor]: points }, policy);
      assert.deepEqual([score(0).total, score(1).total, score(2).total], [0, 1, 1]);
      assert.ok(score(2).factors.some(({ why }) => why === '1 of at most 1'));
    });
});
