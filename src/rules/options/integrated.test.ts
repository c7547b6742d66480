import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  decideContribution,
  decideIntegrated,
  decideMeansTest,
  firstIntegratedReview,
  lawOf,
  nextIntegratedReview,
} from './integrated.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

describe('R-096  An integrated budget is one for the person, and each stream has its own payer and ledger', () => {
  const streams = [
    { stream: 'NHS_CHC', payer: 'QZZ', pence: 62_500n },
    { stream: 'LA_ADULT', payer: '999', pence: 37_500n },
  ];
  const budget = { streams, plans: 1, coordinators: 1, contacts: 1 };
  const refused = (more: object) => refusalsOf(decideIntegrated({ ...budget, ...more }));
  test('the person sees £1,000.00 a week; the ledgers hold £625.00 and £375.00', () =>
    same(decideIntegrated(budget), { accepted: true, value: { totalPence: 100_000n, ledgers: streams } }));
  const ones = [
    ['plans', 'plan'],
    ['coordinators', 'co-ordinator'],
    ['contacts', 'contact'],
  ] as const;
  for (const [field, what] of ones)
    for (const count of [0, 2])
      test(`${count} of ${field} is refused`, () =>
        same(refused({ [field]: count }), [{ code: 'integrated-not-one', what, count }]));
  test('one stream alone is not integrated', () =>
    same(refused({ streams: [streams[0], streams[0]] }), [{ code: 'integrated-one-stream' }]));
  test('a stream nobody pays is refused', () =>
    same(refused({ streams: [streams[0], { ...streams[1], payer: ' ' }] }), [
      { code: 'stream-without-payer', stream: 'LA_ADULT' },
    ]));
});

describe('R-097  A means-tested contribution is for social care alone', () => {
  const la = { stream: 'LA_ADULT', pence: 37_500n };
  test('£50.00 a week: the council pays £325.00, the person £50.00', () =>
    same(decideMeansTest(la, 5_000n), {
      accepted: true,
      value: { personPence: 5_000n, payerPence: 32_500n },
    }));
  for (const stream of ['NHS_CHC', 'NHS_S117', 'EDUCATION_EHC', 'LA_S117', 'CHARITY']) {
    test(`a penny on ${stream} is refused`, () =>
      same(refusalsOf(decideMeansTest({ stream, pence: 62_500n }, 1n)), [
        { code: 'means-test-not-social-care', stream },
      ]));
    test(`nothing on ${stream} is right`, () =>
      same(decideMeansTest({ stream, pence: 62_500n }, 0n), {
        accepted: true,
        value: { personPence: 0n, payerPence: 62_500n },
      }));
  }
  test('children’s social care may be charged for', () =>
    assert.equal(decideMeansTest({ stream: 'LA_CHILDREN', pence: 100n }, 100n).accepted, true));
  test('never more than the stream', () =>
    same(refusalsOf(decideMeansTest(la, 37_501n)), [{ code: 'means-test-over-stream', streamPence: 37_500n }]));
  test('all of the stream is the most', () => assert.equal(decideMeansTest(la, 37_500n).accepted, true));
});

describe('R-100  Reviews of an integrated budget follow the strictest stream', () => {
  const first = (streams: readonly string[], SOCIAL_CARE = 6, EDUCATION = 3) =>
    firstIntegratedReview(
      { streams: streams.map(stream => ({ stream })), startsOn: on('2027-01-01') },
      {
        SOCIAL_CARE: { firstReviewMonths: SOCIAL_CARE },
        EDUCATION: { firstReviewMonths: EDUCATION },
      },
    ).toString();
  const table = [
    [['NHS_CHC', 'LA_ADULT'], '2027-04-01'], // not 1 July
    [['LA_ADULT', 'NHS_CHC'], '2027-04-01'],
    [['LA_ADULT', 'EDUCATION_EHC'], '2027-04-01'],
    [['LA_ADULT', 'CHARITY'], '2027-07-01'],
    [['CHARITY'], '2028-01-01'],
    [[], '2028-01-01'],
  ] as const;
  for (const [streams, due] of table)
    test(`${streams.join(' and ') || 'no stream'}: due ${due}`, () => assert.equal(first(streams), due));
  test('social care and education may be stricter by policy', () => {
    assert.equal(first(['NHS_CHC', 'LA_ADULT'], 2), '2027-03-01');
    assert.equal(first(['NHS_CHC', 'EDUCATION_EHC'], 6, 1), '2027-02-01');
  });
  test('a year is the most, whatever policy says', () => assert.equal(first(['LA_ADULT'], 13), '2028-01-01'));
  const next = [
    [[12, 6], '2027-07-01'],
    [[3, 12], '2027-04-01'],
    [[12], '2028-01-01'],
    [[13], '2028-01-01'],
    [[11], '2027-12-01'],
  ] as const;
  for (const [months, due] of next)
    test(`then ${months.join(' and ')} months: due ${due}`, () =>
      assert.equal(nextIntegratedReview(on('2027-01-01'), months).toString(), due));
  test('the law of a stream', () =>
    same(['NHS_CHC', 'LA_S117', 'EDUCATION_EHC', 'TOP_UP_SELF'].map(lawOf), [
      'NHS',
      'SOCIAL_CARE',
      'EDUCATION',
      'OTHER',
    ]));
});

describe('R-101  What another body pays towards an item is a stream of its own', () => {
  const council = { stream: 'LA_CHILDREN', payer: '999', pence: 200_000n, conditions: 'The riser only' };
  const recorded = (more: object) => refusalsOf(decideContribution({ ...council, ...more }, 148_000n));
  test('£2,000.00 from a council leaves the NHS’s part as it was', () =>
    same(decideContribution(council, 148_000n), {
      accepted: true,
      value: { nhsPence: 148_000n, totalPence: 348_000n },
    }));
  test('without its payer it is refused', () =>
    same(recorded({ payer: ' ' }), [{ code: 'stream-without-payer', stream: 'LA_CHILDREN' }]));
  test('without its conditions it is refused', () =>
    same(recorded({ conditions: ' ' }), [{ code: 'contribution-conditions-missing' }]));
  test('nought is refused', () => same(recorded({ pence: 0n }), [{ code: 'contribution-without-amount' }]));
  test('a penny is a contribution', () => same(recorded({ pence: 1n }), []));
});
