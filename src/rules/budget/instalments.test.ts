import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { pounds, readPounds, total } from '../../values/pence.ts';
import { instalmentOn, instalmentsOf, yearEnd } from './instalments.ts';

const from = (date: string) => Temporal.PlainDate.from(date);
const amounts = (annual: string, startsOn: string) =>
  instalmentsOf(readPounds(annual)!, from(startsOn)).map(({ pence }) => pounds(pence));
const times = (count: number, amount: string) => Array<string>(count).fill(amount);

describe('R-045  Twelve monthly instalments add up exactly; the last carries the pennies', () => {
  const table = [
    ['£31,200.00', [...times(12, '£2,600.00')]],
    ['£31,250.00', [...times(11, '£2,604.17'), '£2,604.13']],
    ['£12.00', [...times(12, '£1.00')]],
    ['£12.01', [...times(11, '£1.00'), '£1.01']],
    ['£12.06', [...times(11, '£1.01'), '£0.95']],
    ['£33,600.00', [...times(12, '£2,800.00')]],
  ] as const;
  for (const [annual, expected] of table)
    test(`${annual} from the first of a month`, () => assert.deepEqual(amounts(annual, '2026-12-01'), expected));

  for (const annual of ['£11.99', '£0.01'])
    test(`${annual} is under £12.00: paid once`, () => assert.deepEqual(amounts(annual, '2026-12-10'), [annual]));

  test('nothing is no payment', () => assert.deepEqual(amounts('£0.00', '2026-12-01'), []));

  test('less than nothing is a fault of ours', () =>
    assert.throws(() => instalmentsOf(-1n, from('2026-12-01')), RangeError));
});

describe('R-044  A start inside a month gives 13 payments, first and last by days and together one instalment', () => {
  test('from 15 January: 17 of 31 days of £2,600.00, and what is left of it at the end', () => {
    const all = instalmentsOf(3_120_000n, from('2027-01-15'));
    assert.equal(all.length, 13);
    assert.equal(pounds(all[0]!.pence), '£1,425.81');
    assert.equal(pounds(all[12]!.pence), '£1,174.19');
    assert.deepEqual(
      all.slice(1, 12).map(({ pence }) => pounds(pence)),
      times(11, '£2,600.00'),
    );
  });

  test('what is left of a small year may be a penny, or nothing and then no payment', () => {
    assert.deepEqual(amounts('£12.06', '2027-01-03'), ['£0.94', ...times(11, '£1.01'), '£0.01']);
    assert.deepEqual(amounts('£12.06', '2027-01-02'), ['£0.95', ...times(11, '£1.01')]);
  });

  test('the first and last part months say their days', () => {
    const all = instalmentsOf(3_120_000n, from('2027-01-15'));
    assert.deepEqual(
      [all[0], all[1], all[12]].map(each => `${each!.month} ${each!.from} ${each!.to}`),
      ['2027-01 2027-01-15 2027-01-31', '2027-02 2027-02-01 2027-02-28', '2028-01 2028-01-01 2028-01-14'],
    );
  });

  test('one day late in the month is one day of 31, one day in is 30 of 31', () => {
    assert.equal(amounts('£31,200.00', '2027-01-31')[0], '£83.87');
    assert.equal(amounts('£31,200.00', '2027-01-02')[0], '£2,516.13');
  });

  test('February has its own days, in leap years too', () => {
    assert.equal(amounts('£31,200.00', '2027-02-15')[0], '£1,300.00'); // 14 of 28
    assert.equal(amounts('£31,200.00', '2028-02-15')[0], '£1,344.83'); // 15 of 29
  });

  test('the year ends the day before the start comes round, also from 29 February', () => {
    assert.equal(yearEnd(from('2027-01-15')).toString(), '2028-01-14');
    assert.equal(yearEnd(from('2028-02-29')).toString(), '2029-02-27');
  });

  test('whatever the sum and the day: it adds up, nothing is below a penny, no day is missed or paid twice', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 99_999_999n), fc.integer({ min: 0, max: 2000 }), (annual, days) => {
        const startsOn = from('2026-01-01').add({ days });
        const all = instalmentsOf(annual, startsOn);
        assert.equal(total(all.map(({ pence }) => pence)), annual);
        assert.ok(all.every(({ pence }) => pence > 0n));
        assert.ok(all.length <= 13);
        assert.equal(all[0]!.from.toString(), startsOn.toString());
        if (all.length < 12) return;
        for (const [i, { from: start }] of all.entries())
          if (i > 0) assert.ok(Temporal.PlainDate.compare(all[i - 1]!.to, start) < 0);
      }),
    );
  });
});

describe('R-145  The instalment of the month that a day lies in', () => {
  const table = [
    ['2027-01-14', '£0.00', 'the day before the year'],
    ['2027-01-15', '£1,425.81', 'its first day'],
    ['2027-01-31', '£1,425.81', 'the last day of the first month'],
    ['2027-02-01', '£2,600.00', 'the next month'],
    ['2028-01-14', '£1,174.19', 'the last day of the year'],
    ['2028-01-15', '£0.00', 'the day after it'],
  ] as const;
  for (const [day, expected, when] of table)
    test(`${day}, ${when}: ${expected}`, () =>
      assert.equal(pounds(instalmentOn(from(day), 3_120_000n, from('2027-01-15'))), expected));
});
