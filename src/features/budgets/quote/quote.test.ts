import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  answered,
  cases,
  employed,
  file,
  line,
  needs,
  needsFile,
  policy,
  policyFile,
  read,
  refusalsOf,
  root,
  run,
  sentencesOf,
  withCard,
} from '../../../../test/support/quote-files.ts';
import { recompute, wrongFigures } from '../../../rules/budget/trace.ts';
import { readTrace } from '../../../rules/budget/trace-json.ts';
import { QuoteAnswer, RecomputeAnswer } from './quote-shapes.ts';

describe('R-044 R-144  openphb quote works out an indicative budget with its whole working', () => {
  test('40 hours at £15.00 with four weeks for emergencies: £33,600.00', () => {
    const answer = answered(policy(), needs());
    assert.deepEqual(answer.lines, [
      { id: 'a', label: 'Pa', quantity: '40', ratePence: '1500', weeks: 52, amountPence: '3120000', rule: 'R-044' },
      {
        id: 'contingency',
        label: 'Kept for emergencies',
        quantity: '4',
        ratePence: '60000',
        weeks: null,
        amountPence: '240000',
        rule: 'R-144',
      },
    ]);
    assert.equal(answer.totalPence, '3360000');
    assert.equal(answer.indicative, true);
    assert.match(answer.statement, /may be higher or lower/);
    assert.deepEqual(answer.contingency, { pence: '240000', inBudget: true });
    QuoteAnswer.parse(answer);
  });

  test('R-144  the contingency on top is no part of the total', () => {
    const answer = answered(policy({ contingency: { weeks: 4, inBudget: false } }), needs());
    assert.equal(answer.totalPence, '3120000');
    assert.equal(answer.lines.length, 1);
    assert.deepEqual(answer.contingency, { pence: '240000', inBudget: false });
    assert.match(answer.statement, /£2,400\.00 aside for emergencies, on top of it/);
  });

  test('R-039  the lines of the answer add up to its total, and so does its trace', () => {
    const answer = answered(policyFile, needsFile);
    const sum = answer.lines.reduce((left, each) => left + BigInt(each.amountPence), 0n);
    assert.equal(sum.toString(), answer.totalPence);
    assert.equal(answer.trace.pence, answer.totalPence);
    assert.deepEqual(sentencesOf(answer).slice(0, 3), [
      'Total for one year: £12,521.60 + £1,170.00 + £300.00 + £119.00 + £180.00 + £1,053.20 = £15,343.80 (R-039).',
      'Pa day: £17.20 × 14 hours × 52 weeks = £12,521.60 (R-044).',
      'Pa day: £17.20, from rate card demo-2026-1 (R-043).',
    ]);
  });

  test('R-043  the same files give the same bytes', () => {
    const once = answered(policyFile, needsFile);
    const again = answered(structuredClone(policyFile), structuredClone(needsFile));
    assert.equal(JSON.stringify(once), JSON.stringify(again));
  });

  test('R-042  the method is in the answer, with the policy and the rate card', () => {
    const { method, policy: version, rateCards } = answered(policy(), needs({ method: 'FLAT_RATE' }));
    assert.deepEqual([method, version, rateCards], ['FLAT_RATE', 'p1', ['c1']]);
  });

  test('R-044 R-045  a start inside a month gives 13 payments, one on the first 12; what is bought once gives none', () => {
    const plain = policy({ contingency: { weeks: 0, inBudget: true } });
    assert.deepEqual(answered(plain, needs({ startOn: '2027-01-15' })).instalments, {
      count: 13,
      firstPence: '142581',
      lastPence: '117419',
      rule: 'R-044',
    });
    assert.deepEqual(answered(plain, needs()).instalments, {
      count: 12,
      firstPence: '260000',
      lastPence: '260000',
      rule: 'R-045',
    });
    const once = line({ per: 'once', oneOff: true });
    assert.equal(answered(plain, needs({ lines: [once] })).instalments, undefined);
  });

  test('R-044  a card that begins inside the year counts from its first day', () => {
    const laterRateCards = [
      { version: 'c2', effectiveFrom: '2027-04-01', rates: [{ code: 'PA', unit: 'hour', pence: '1600' }] },
      { version: 'c3', effectiveFrom: '2027-12-01', rates: [{ code: 'PA', unit: 'hour', pence: '9900' }] },
    ];
    const answer = answered(policy({ laterRateCards, contingency: { weeks: 0, inBudget: true } }), needs());
    assert.equal(answer.totalPence, '3259047'); // 40 × 52 × (121 × £15 + 244 × £16) ÷ 365
    assert.deepEqual(answer.rateCards, ['c1', 'c2']);
    assert.deepEqual(answer.lines[0]!.rates, [
      { from: '2026-12-01', ratePence: '1500', days: 121, source: 'rate card c1' },
      { from: '2027-04-01', ratePence: '1600', days: 244, source: 'rate card c2' },
    ]);
  });
});

const METHODS = {
  'hours-rates': '5105834',
  'similar-cases': '2600000',
  'current-services': '2330800',
  'points-band': '2600000',
  'flat-rate': '40000',
  'prescription-cost': '173000',
} as const;

describe('R-042 R-043  demo/quote has a pair of files for each method', () => {
  for (const [folderName, totalPence] of Object.entries(METHODS))
    test(`${folderName}: ${totalPence} pence, and the same from the printed trace alone`, async () => {
      const pair = ['policy', 'needs'].flatMap(name => [
        `--${name}`,
        join(root, 'demo/quote', folderName, `${name}.json`),
      ]);
      const { code, out } = await run([...pair, '--json']);
      assert.equal(code, 0);
      const answer = QuoteAnswer.parse(JSON.parse(out));
      assert.equal(answer.totalPence, totalPence);
      const read = readTrace(answer.trace);
      assert.ok(read.readable);
      assert.equal(recompute(read.trace).toString(), totalPence);
      assert.deepEqual(wrongFigures(read.trace), []);
      const explained = await run([...pair, '--explain']);
      assert.match(explained.out, /^Total for one year: .* \(R-039\)\.$/m);
      const again = await run(['--recompute', await file(`${folderName}.json`, out), '--json']);
      assert.equal(again.code, 0);
      assert.equal(RecomputeAnswer.parse(JSON.parse(again.out)).recomputedPence, totalPence);
    });

  test('what belongs to a method alone is in its answer', async () => {
    const of = async (name: string) =>
      answered(await read(`demo/quote/${name}/policy.json`), await read(`demo/quote/${name}/needs.json`));
    assert.deepEqual((await of('similar-cases')).similarCases, {
      count: 5,
      medianPence: '2600000',
      lowerPence: '2500000',
      upperPence: '3000000',
    });
    assert.deepEqual((await of('current-services')).outside, [
      { id: 'physiotherapy', label: 'Physiotherapy', annualPence: '108000' },
    ]);
    assert.equal((await of('prescription-cost')).personPaysPence, '117000');
    assert.equal((await of('flat-rate')).similarCases, undefined);
    assert.deepEqual(
      (await of('hours-rates')).lines.filter(each => each.rule === 'R-166').map(each => each.id.replace(/^.*?-/, ''))
        .length,
      13,
    );
  });
});

describe('R-042 R-165  What stands against a figure', () => {
  test('R-166 a raise that has come by the first day is the pay of the whole year', () => {
    const raise = (from: string) => ({ raise: { from, pence: '1600' } });
    const totalOf = (given: object) => BigInt(answered(withCard(), employed(given)).totalPence);
    const [before, after] = [totalOf({}), totalOf({ pence: '1600' })];
    for (const from of ['2026-11-30', '2026-12-01']) assert.equal(totalOf(raise(from)), after);
    assert.ok(totalOf(raise('2026-12-02')) < after && totalOf(raise('2027-11-30')) > before);
    assert.equal(totalOf(raise('2027-12-01')), before);
  });
  test('four similar cases, or fewer than the policy asks for', () => {
    const four = { method: 'SIMILAR_CASES', lines: undefined, similarCases: cases(4) };
    assert.deepEqual(refusalsOf(policy(), needs(four)), ['too-few-similar-cases']);
    assert.deepEqual(refusalsOf(policy({ peerMin: 4 }), needs(four)), []);
  });
  test('points below the first band, or a policy without bands', () => {
    const points = { stream: 'NHS_CHC', domains: [{ domain: 'SKIN', points: 3 }] };
    const given = needs({ method: 'POINTS_BAND', lines: undefined, points });
    assert.deepEqual(refusalsOf(policy(), given), ['no-bands-of-points']);
    assert.deepEqual(refusalsOf(policy({ bands: [{ label: 'Low', from: 4, pence: '5' }] }), given), [
      'points-below-bands',
    ]);
    assert.equal(answered(policy({ bands: [{ label: 'Low', from: 3, pence: '5' }] }), given).totalPence, '5');
  });
  test('pay below the law, from the day on which it is', () => {
    assert.deepEqual(refusalsOf(withCard(), employed({ pence: '1270' })), ['pay-below-minimum']);
    assert.deepEqual(refusalsOf(withCard(), employed({ pence: '1271' })), []);
    const raise = { from: '2027-04-01', pence: '1270' };
    assert.deepEqual(refusalsOf(withCard(), employed({ raise })), ['pay-below-minimum']);
  });
  test('the law’s figures of the file count where it has some', () => {
    const row = { from: '2026-04-01', age21Pence: '1600', age18Pence: '1', age16Pence: '1', apprenticePence: '1' };
    const onCosts = [
      {
        from: '2026-04-06',
        nationalInsuranceBasisPoints: 1500,
        nationalInsuranceFromPence: '0',
        employmentAllowancePence: '0',
        pensionTriggerPence: '9999999999',
        pensionFromPence: '0',
        pensionToPence: '1',
        pensionBasisPoints: 0,
        holidayWeeksTenths: 56,
        statutoryPayBasisPoints: 0,
        redundancyAfterYears: 2,
        redundancyMostYears: 20,
        redundancyWeekPayPence: '1',
      },
    ];
    const law = withCard({ employer: { minimumWage: [row], onCosts } });
    assert.deepEqual(refusalsOf(law, employed()), ['pay-below-minimum']);
    const answer = answered(law, employed({ pence: '1600' }));
    assert.equal(answer.lines.find(each => each.id === 'national-insurance')!.amountPence, '249600'); // 15% of £16,640
    assert.equal(
      answer.lines.find(each => each.id === 'ana-pension'),
      undefined,
    );
  });
});
