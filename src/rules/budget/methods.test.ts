import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  basis,
  day,
  estimated,
  line,
  lines,
  peers,
  pence,
  reasons,
  sentences,
  stream,
} from '../../../test/support/budget-methods.ts';
import { pounds } from '../../values/pence.ts';
import { type Per, workOut } from './budget.ts';
import { estimate, type MethodFigure, type Peer, spreadOf } from './methods.ts';
import { asSentences } from './trace-words.ts';

describe('R-042 R-044  Assessed hours × rates', () => {
  test('40 hours at £15.00: £600.00 a week, £31,200.00 a year, with four weeks for emergencies £33,600.00', () => {
    const given = { lines: [line('40', '£15.00')], contingency: { weeks: 4, inBudget: true } };
    const { working, trace, method, spread, outside, personPaysPence } = estimated(given);
    assert.equal(pounds(working.totalPence), '£33,600.00');
    assert.equal(trace.pence, working.totalPence);
    assert.deepEqual([method, spread, outside, personPaysPence], ['HOURS_RATES', null, [], 0n]);
    assert.deepEqual(sentences(given), [
      'Total for one year: £31,200.00 + £2,400.00 = £33,600.00 (R-039).',
      'Assistant: £15.00 × 40 hours × 52 weeks = £31,200.00 (R-044).',
      'Assistant: £15.00, from rate card 7 (R-043).',
      'Kept for emergencies: £600.00 × 4 weeks = £2,400.00 (R-144).',
      'What a week costs: £15.00 × 40 hours = £600.00 (R-144).',
      'Assistant: £15.00, from rate card 7 (R-043).',
    ]);
  });

  test('the same as the plain sum of its lines', () => {
    const given = [
      line('14', '£17.20'),
      line('1', '£25.00', 'month'),
      line('2', '£60.00', 'year'),
      line('1', '£180.00', 'once'),
    ];
    const contingency = { weeks: 4, inBudget: true };
    assert.deepEqual(
      estimated({ lines: given, contingency }).working,
      workOut({ weeksPerYear: 52, contingency, lines: given }),
    );
    assert.deepEqual(
      asSentences(estimated({ lines: given }).trace).filter(words => words.includes('R-044')),
      [
        'Assistant: £17.20 × 14 hours × 52 weeks = £12,521.60 (R-044).',
        'Assistant: £25.00 × 1 hour × 12 months = £300.00 (R-044).',
        'Assistant: £60.00 × 2 hours = £120.00 (R-044).',
        'Assistant: £180.00 × 1 hour = £180.00 (R-044).',
      ],
    );
  });

  test('a policy of 53 weeks', () => {
    assert.equal(
      estimated({ lines: [line('40', '£15.00')], weeksPerYear: 53 }).working.totalPence,
      pence('£31,800.00'),
    );
    assert.match(sentences({ lines: [line('1', '£1.00')], weeksPerYear: 53 })[1]!, /53 weeks = £53\.00/);
  });

  test('a rate that rises inside the year stands twice in the working', () => {
    const period = (from: string, amount: string, days: number, source: string) => ({
      from: day(from),
      ratePence: pence(amount),
      days,
      daysInYear: 365,
      source,
    });
    const periods = [
      period('2026-12-01', '£17.20', 121, 'rate card 7'),
      period('2027-04-01', '£18.00', 244, 'rate card 8'),
    ];
    const given = { lines: [line('14', '£17.20', 'week', { periods })], contingency: { weeks: 1, inBudget: true } };
    assert.deepEqual(sentences(given).slice(1), [
      'Assistant: £17.20 × 14 hours × 52 weeks × 121 of 365 days + £18.00 × 14 hours × 52 weeks × 244 of 365 days = £12,910.93 (R-044).',
      'Assistant: £17.20, from rate card 7 (R-043).',
      'Assistant: £18.00, from rate card 8 (R-043).',
      'Kept for emergencies: £240.80 × 1 week = £240.80 (R-144).',
      'What a week costs: £17.20 × 14 hours = £240.80 (R-144).',
      'Assistant: £17.20, from rate card 7 (R-043).',
    ]);
  });

  test('R-144  money for emergencies on top is in no sum; each stream keeps its own', () => {
    const both = [line('10', '£10.00'), line('20', '£10.00', 'week', { id: 'la', stream: 'LA_ADULT' })];
    const onTop = estimated({ lines: both, contingency: { weeks: 2, inBudget: false } });
    assert.equal(pounds(onTop.working.contingencyPence), '£600.00');
    assert.equal(pounds(onTop.trace.pence), '£15,600.00');
    const inside = estimated({ lines: both, contingency: { weeks: 2, inBudget: true } });
    assert.deepEqual(
      asSentences(inside.trace).filter(words => words.includes('R-144')),
      [
        'Kept for emergencies: £100.00 × 2 weeks = £200.00 (R-144).',
        'What a week costs: £10.00 × 10 hours = £100.00 (R-144).',
        'Kept for emergencies: £200.00 × 2 weeks = £400.00 (R-144).',
        'What a week costs: £10.00 × 20 hours = £200.00 (R-144).',
      ],
    );
  });
});

describe('R-042  Similar cases: the median of five or more', () => {
  const figure = (given: readonly Peer[], peerMin = 5): MethodFigure => ({
    method: 'SIMILAR_CASES',
    peers: given,
    peerMin,
    band: 'continuing healthcare, high',
    stream,
  });
  const five = peers('£24,000', '£25,000', '£26,000', '£30,000', '£52,000');

  test('£24,000, £25,000, £26,000, £30,000 and £52,000: £26,000.00', () => {
    const given = { figure: figure(five) };
    assert.deepEqual(lines(given), ['similar-cases R-042 1 year × £26,000.00 = £26,000.00']);
    assert.deepEqual(estimated(given).spread, {
      count: 5,
      medianPence: pence('£26,000'),
      lowerPence: pence('£25,000'),
      upperPence: pence('£30,000'),
    });
    assert.deepEqual(sentences(given).slice(0, 3), [
      'Total for one year: £26,000.00 = £26,000.00 (R-039).',
      'What people with similar needs have: the middle of £24,000.00, £25,000.00, £26,000.00, £30,000.00, £52,000.00 = £26,000.00 (R-042).',
      'case 1: £24,000.00, from budgets of this kind: continuing healthcare, high (R-042).',
    ]);
    const [worked] = estimated(given).working.lines;
    assert.deepEqual(
      [worked!.needId, worked!.rateCode, worked!.per, worked!.times, worked!.stream],
      [null, null, 'year', 1, stream],
    );
  });

  test('of four no figure is made; of six the middle two count half each', () => {
    assert.deepEqual(reasons({ figure: figure(five.slice(1)) }), [
      { code: 'too-few-similar-cases', count: 4, needed: 5 },
    ]);
    assert.deepEqual(reasons({ figure: figure(five.slice(1), 4) }), []);
    const six = figure([...five, ...peers('£27,000.01')]);
    assert.equal(pounds(estimated({ figure: six }).working.totalPence), '£26,500.01'); // half a penny: up
  });

  test('the order of the cases changes nothing', () => {
    assert.deepEqual(spreadOf(five), spreadOf(five.toReversed()));
  });

  test('it is all in: there is no weekly cost, so nothing is added for emergencies; lines may stand beside it', () => {
    const given = {
      figure: figure(five),
      lines: [line('1', '£1,150.00', 'once')],
      contingency: { weeks: 4, inBudget: true },
    };
    assert.equal(pounds(estimated(given).working.totalPence), '£27,150.00');
    assert.equal(pounds(estimated(given).working.startUpPence), '£1,150.00');
    assert.equal(estimated(given).trace.pence, estimated(given).working.totalPence);
  });
});

describe('R-042 R-046  Current services: what is paid now, less what stays with the NHS', () => {
  const service = (id: string, amount: string, per: Per, staysCommissioned: boolean) => ({
    id,
    needId: 'need',
    label: id,
    pence: pence(amount),
    per,
    stream,
    staysCommissioned,
  });
  const figure = (...services: ReturnType<typeof service>[]): MethodFigure => ({
    method: 'CURRENT_SERVICES',
    services,
  });
  const now = [
    service('Agency', '£300.00', 'week', false),
    service('Physiotherapy', '£90.00', 'month', true),
    service('Hoist', '£500.00', 'once', false),
  ];

  test('what comes in is in the budget, what stays is named with what it costs', () => {
    const given = { figure: figure(...now), contingency: { weeks: 2, inBudget: true } };
    const { working, outside, trace } = estimated(given);
    assert.deepEqual(lines(given), [
      'Agency R-042 1 week × £300.00 × 52 weeks = £15,600.00',
      'Hoist R-042 1 item × £500.00 = £500.00',
      'contingency R-144 2 weeks × £300.00 = £600.00',
    ]);
    assert.deepEqual(outside, [{ id: 'Physiotherapy', label: 'Physiotherapy', annualPence: pence('£1,080.00') }]);
    assert.equal(pounds(working.totalPence), '£16,700.00');
    assert.equal(pounds(working.startUpPence), '£500.00');
    assert.equal(trace.pence, working.totalPence);
    assert.deepEqual(
      sentences(given).filter(words => !words.includes('R-043')),
      [
        'Total for one year: £16,100.00 + £600.00 = £16,700.00 (R-039).',
        'What comes into the budget: £17,180.00 − £1,080.00 = £16,100.00 (R-046).',
        'What the care costs now: £15,600.00 + £1,080.00 + £500.00 = £17,180.00 (R-042).',
        'Agency: £300.00 × 1 week × 52 weeks = £15,600.00 (R-042).',
        'Physiotherapy: £90.00 × 1 month × 12 months = £1,080.00 (R-042).',
        'Hoist: £500.00 × 1 item = £500.00 (R-042).',
        'Physiotherapy: £90.00 × 1 month × 12 months = £1,080.00 (R-042).',
        'Kept for emergencies: £300.00 × 2 weeks = £600.00 (R-144).',
        'What a week costs: £300.00 × 1 week = £300.00 (R-144).',
      ],
    );
  });

  test('where nothing stays, nothing is taken away', () => {
    const words = sentences({ figure: figure(now[0]!, now[2]!) });
    assert.equal(words[0], 'Total for one year: £16,100.00 = £16,100.00 (R-039).');
    assert.equal(words[1], 'What the care costs now: £15,600.00 + £500.00 = £16,100.00 (R-042).');
    assert.match(words[3]!, /from what is paid for it now/);
  });

  test('no service, no figure', () => {
    assert.deepEqual(sentences({ figure: figure() }), ['Total for one year: nothing = £0.00 (R-039).']);
  });
});

describe('R-042  Points and bands: the sum of the points reaches a band, the band is the sum', () => {
  const bands = [
    { label: 'Some', from: 10, pence: pence('£10,000') },
    { label: 'Much', from: 20, pence: pence('£24,000') },
  ];
  const figure = (breathing: number, skin: number, given = bands): MethodFigure => ({
    method: 'POINTS_BAND',
    points: [
      { label: 'Breathing', points: breathing },
      { label: 'Skin', points: skin },
    ],
    bands: given,
    stream,
  });
  const table = [
    [5, 4, 'points-below-bands'],
    [5, 5, '£10,000.00'],
    [10, 9, '£10,000.00'],
    [10, 10, '£24,000.00'],
  ] as const;
  for (const [breathing, skin, expected] of table)
    test(`${breathing} + ${skin} points: ${expected}`, () => {
      const decision = estimate(basis({ figure: figure(breathing, skin) }));
      const verdict = decision.accepted ? pounds(decision.value.working.totalPence) : decision.refusals[0].code;
      assert.equal(verdict, expected);
    });

  test('the working shows the points of each domain and the band', () => {
    assert.deepEqual(sentences({ figure: figure(10, 9) }), [
      'Total for one year: £10,000.00 = £10,000.00 (R-039).',
      'Points for each need: Breathing 10, Skin 9: 19 points, band Some = £10,000.00 (R-042).',
    ]);
    assert.deepEqual(lines({ figure: figure(10, 9) }), ['points R-042 1 year × £10,000.00 = £10,000.00']);
  });

  test('points below the first band, or no bands at all: a reason that says so', () => {
    assert.deepEqual(reasons({ figure: figure(5, 4) }), [{ code: 'points-below-bands', points: 9, leastPoints: 10 }]);
    assert.deepEqual(reasons({ figure: figure(5, 5, []) }), [{ code: 'no-bands-of-points' }]);
  });
});

describe('R-042  A flat rate: one sum that is the same for everybody', () => {
  const figure = (amount: string, per: Per): MethodFigure => ({
    method: 'FLAT_RATE',
    sums: [{ id: 'flat', needId: 'need', label: 'Gym', pence: pence(amount), per, stream }],
  });
  test('once, and by the week with its emergencies', () => {
    assert.deepEqual(lines({ figure: figure('£400.00', 'once') }), ['flat R-042 1 item × £400.00 = £400.00']);
    const weekly = { figure: figure('£60.00', 'week'), contingency: { weeks: 4, inBudget: true } };
    assert.equal(pounds(estimated(weekly).working.totalPence), '£3,360.00');
    assert.equal(sentences(weekly)[1], 'Gym: £60.00 × 1 week × 52 weeks = £3,120.00 (R-042).');
    assert.equal(sentences(weekly)[2], 'Gym: £60.00, from the board’s flat rates (R-043).');
  });
});
