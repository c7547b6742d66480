import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import type { Decision } from '../decision.ts';
import {
  ageBandOf,
  arrearsOf,
  contributionsOfYear,
  decidePaidIn,
  monthsPaid,
  type PaidIn,
  pairWithLines,
} from './contribution.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const POLICY = { graceDays: 14, talkWorkingDays: 10, matchDays: 10 };
const HOLIDAYS = new Set<string>() as never;
const YEAR = { startsOn: on('2026-12-01'), askedPence: 260_000n };
const due = contributionsOfYear(YEAR);
const codes = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals.map(({ code }) => code));

describe('R-097  What the person pays in, month by month', () => {
  test('twelve parts, each due on the last day of its month, the last with the pennies', () => {
    same(due.length, 12);
    same(
      [due[0], due[2], due[11]],
      [
        { month: '2026-12', dueOn: '2026-12-31', pence: 21_667n },
        { month: '2027-02', dueOn: '2027-02-28', pence: 21_667n },
        { month: '2027-11', dueOn: '2027-11-30', pence: 21_663n },
      ],
    );
  });
  test('nothing is asked for where nothing was agreed', () =>
    same(contributionsOfYear({ ...YEAR, askedPence: 0n }), []));
  test('they come to what was agreed, whatever it is and whenever it starts', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 9_999_999n), fc.integer({ min: 0, max: 700 }), (askedPence, days) => {
        const startsOn = on('2026-01-01').add({ days });
        return total(contributionsOfYear({ startsOn, askedPence }).map(({ pence }) => pence)) === askedPence;
      }),
    ));

  const after = (paidPence: bigint, today: string) => monthsPaid(due, paidPence, on(today), POLICY);
  test('what came pays for the oldest month first, and what is left of it stays open', () =>
    same(
      after(21_668n, '2027-01-01')
        .slice(0, 3)
        .map(({ paidPence, leftPence }) => [paidPence, leftPence]),
      [
        [21_667n, 0n],
        [1n, 21_666n],
        [0n, 21_667n],
      ],
    ));
  const late: readonly (readonly [string, bigint, string, readonly number[]])[] = [
    ['the last day of grace', 0n, '2027-01-14', [0, 0]],
    ['the day after', 0n, '2027-01-15', [15, 0]],
    ['the same, paid', 21_667n, '2027-01-15', [0, 0]],
    ['the same, a penny short', 21_666n, '2027-01-15', [15, 0]],
    ['two months', 0n, '2027-02-15', [46, 15]],
  ];
  for (const [what, paidPence, today, expected] of late)
    test(`late: ${what}`, () =>
      same(
        after(paidPence, today)
          .slice(0, 2)
          .map(({ daysLate }) => daysLate),
        expected,
      ));
  test('paid and open always come to what was agreed', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 260_000n), paid => {
        const months = after(paid, '2027-06-01');
        return (
          total(months.map(({ paidPence }) => paidPence)) === paid &&
          months.every(({ pence, paidPence, leftPence }) => paidPence + leftPence === pence && leftPence >= 0n)
        );
      }),
    ));
});

describe('R-097  What is late leads to a talk', () => {
  const arrears = (paidPence: bigint, today: string, talkedOn?: string) =>
    arrearsOf(monthsPaid(due, paidPence, on(today), POLICY), talkedOn ? on(talkedOn) : undefined, POLICY, HOLIDAYS);
  test('nothing is late', () => same(arrears(0n, '2027-01-14'), undefined));
  test('what is late, since when, and by when somebody talks with the person', () =>
    same(arrears(1n, '2027-02-15'), {
      pence: 43_333n,
      months: 2,
      oldest: '2026-12',
      daysLate: 46,
      talkBy: '2027-01-29', // ten working days from Friday 15 January
    }));
  test('without days of grace it is late the day after', () => {
    const strict = { ...POLICY, graceDays: 0 };
    const months = (today: string) => monthsPaid(due, 0n, on(today), strict);
    same(arrearsOf(months('2026-12-31'), undefined, strict, HOLIDAYS), undefined);
    same(arrearsOf(months('2027-01-01'), undefined, strict, HOLIDAYS)?.daysLate, 1);
  });
  test('a talk counts from the first day that it was late', () => {
    same(arrears(0n, '2027-01-20', '2027-01-14')?.talkBy, '2027-01-29');
    same(arrears(0n, '2027-01-20', '2027-01-15')?.talkBy, undefined);
    same(arrears(0n, '2027-01-20', '2027-01-16')?.talkBy, undefined);
  });
  const bands: readonly (readonly [number, string])[] = [
    [1, 'up to 30 days'],
    [30, 'up to 30 days'],
    [31, '31 to 60 days'],
    [60, '31 to 60 days'],
    [61, '61 to 90 days'],
    [90, '61 to 90 days'],
    [91, 'over 90 days'],
  ];
  for (const [days, band] of bands) test(`${days} days are ${band}`, () => same(ageBandOf(days), band));
});

describe('R-097  What may be written down as paid in', () => {
  const paid: PaidIn = {
    stream: 'LA_ADULT',
    paidBy: 'person',
    pence: 21_667n,
    paidOn: on('2027-01-04'),
    reference: 'Letter',
  };
  const known = { years: [YEAR], paidPence: 0n, references: ['Receipt'] };
  const decide = (more: Partial<PaidIn>, of: Partial<typeof known> = {}) =>
    decidePaidIn({ ...paid, ...more }, { ...known, ...of }, on('2027-01-04'));
  test('today, of a council’s stream that asks for it: yes, and how much is left', () =>
    same(decide({}), { accepted: true, value: { leftPence: 238_333n } }));
  const cases: readonly (readonly [string, Partial<PaidIn>, Partial<typeof known>, readonly string[]])[] = [
    ['tomorrow', { paidOn: on('2027-01-05') }, {}, ['contribution-in-future']],
    ['on the first day', { paidOn: on('2026-12-01') }, {}, []],
    ['the day before it', { paidOn: on('2026-11-30') }, {}, ['contribution-before-start']],
    ['all of it', { pence: 260_000n }, {}, []],
    ['a penny more', { pence: 260_001n }, {}, ['contribution-over-year']],
    ['all that is left', { pence: 1n }, { paidPence: 259_999n }, []],
    ['a penny more than is left', { pence: 2n }, { paidPence: 259_999n }, ['contribution-over-year']],
    ['the same reference', { reference: 'Receipt' }, {}, ['contribution-reference-known']],
    ['nobody asks', {}, { years: [] }, ['contribution-not-asked']],
    ['of the NHS', { stream: 'NHS_CHC' }, {}, ['means-test-not-social-care']],
    ['of care after detention', { stream: 'LA_S117' }, {}, ['means-test-not-social-care']],
    ['R-098 of care after detention, by the council itself', { stream: 'LA_S117', paidBy: 'payer' }, {}, []],
    ['R-098 for education, by its payer itself', { stream: 'EDUCATION_EHC', paidBy: 'payer' }, {}, []],
    ['R-098 by a payer whom nobody asks', { paidBy: 'payer' }, { years: [] }, ['contribution-not-asked']],
  ];
  for (const [what, more, of, expected] of cases) test(what, () => same(codes(decide(more, of)), expected));
  test('two years count together, from the first one’s start', () => {
    const years = [{ ...YEAR, startsOn: on('2027-12-01') }, YEAR];
    same(codes(decide({ pence: 520_000n }, { years })), []);
    same(codes(decide({ pence: 520_001n, paidOn: on('2026-11-30') }, { years })), [
      'contribution-before-start',
      'contribution-over-year',
    ]);
  });
  test('what is too much already is left as nothing', () =>
    same(decide({ pence: 1n }, { paidPence: 260_001n }), {
      accepted: false,
      refusals: [{ code: 'contribution-over-year', leftPence: 0n }],
    }));
});

describe('R-097  Which bank line shows a part', () => {
  const part = (pence: bigint, paidOn: string) => ({ pence, paidOn: on(paidOn) });
  const line = (pence: bigint, postedOn: string) => ({ pence, postedOn: on(postedOn) });
  const pairs = (parts: ReturnType<typeof part>[], lines: ReturnType<typeof line>[]) =>
    pairWithLines(parts, lines, 10).map(each => [`${each.part.paidOn}`, `${each.line.postedOn}`]);
  const edges: readonly (readonly [string, boolean])[] = [
    ['2026-12-21', false],
    ['2026-12-22', true],
    ['2027-01-01', true],
    ['2027-01-11', true],
    ['2027-01-12', false],
  ];
  for (const [postedOn, isIt] of edges)
    test(`a line of ${postedOn}: ${isIt ? 'yes' : 'no'}`, () =>
      same(pairs([part(5n, '2027-01-01')], [line(5n, postedOn)]), isIt ? [['2027-01-01', postedOn]] : []));
  test('a penny more or less is another thing', () =>
    same(pairs([part(5n, '2027-01-01')], [line(4n, '2027-01-01'), line(6n, '2027-01-01')]), []));
  test('the oldest part takes the nearest line, and each line is one part’s', () =>
    same(
      pairs(
        [part(5n, '2027-01-08'), part(5n, '2027-01-01')],
        [line(5n, '2027-01-10'), line(5n, '2027-01-03'), line(5n, '2026-12-30')],
      ),
      [
        ['2027-01-01', '2027-01-03'],
        ['2027-01-08', '2027-01-10'],
      ],
    ));
  test('one line for two parts is the first one’s', () =>
    same(pairs([part(5n, '2027-01-02'), part(5n, '2027-01-01')], [line(5n, '2027-01-02')]), [
      ['2027-01-01', '2027-01-02'],
    ]));
});
