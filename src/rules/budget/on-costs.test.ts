import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pounds, readPounds } from '../../values/pence.ts';
import { readQuantity } from '../../values/quantity.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import type { Rate } from './budget.ts';
import { type Assistant, type EmployingFigures, lowestPay, onCostsOf, payReasons, wagesOf } from './on-costs.ts';
import { recompute, wrongFigures } from './trace.ts';
import { asSentences } from './trace-words.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const pence = (amount: string) => readPounds(amount)!;
const rate = (code: string, label: string, unit: string, amount: string): Rate => ({
  code,
  label,
  unit,
  pence: pence(amount),
  source: 'rate card 1',
});
const figures: EmployingFigures = {
  minimumWage: DEFAULT_POLICY.employer.minimumWage,
  onCosts: DEFAULT_POLICY.employer.onCosts[0]!,
  prices: {
    insurance: rate('EMPLOYER_INSURANCE', 'Employer’s insurance', 'year', '£119.00'),
    payroll: rate('PAYROLL', 'Payroll service', 'month', '£25.00'),
    training: rate('TRAINING', 'Training', 'session', '£60.00'),
    check: rate('DBS_CHECK', 'Background check', 'item', '£49.50'),
    recruitment: rate('RECRUITMENT', 'Finding an assistant', 'item', '£180.00'),
  },
};
const ana: Assistant = {
  id: 'ana',
  needId: 'mobility',
  label: 'Ana',
  rate: rate('PA', 'Personal assistant', 'hour', '£15.00'),
  hoursPerWeek: readQuantity('20')!,
  bornOn: day('1990-06-01'),
  apprentice: false,
  employedSince: day('2026-06-01'),
  setAsidePence: 0n,
};
const year = { startsOn: day('2026-12-01'), weeksPerYear: 52 };
/** The on-costs of one assistant, or of several: `id £amount rule`. */
const onCosts = (given: Partial<Assistant> | readonly Assistant[], law: Partial<EmployingFigures['onCosts']> = {}) => {
  const assistants = Array.isArray(given) ? (given as readonly Assistant[]) : [{ ...ana, ...given } as Assistant];
  const employment = {
    figures: { ...figures, onCosts: { ...figures.onCosts, ...law } },
    stream: 'NHS_CHC',
    assistants,
  };
  return onCostsOf(employment, year);
};
const one = (
  id: string,
  given: Partial<Assistant> | readonly Assistant[] = {},
  law: Partial<EmployingFigures['onCosts']> = {},
) => {
  const found = onCosts(given, law).find(({ line }) => line.id === id);
  return found ? pounds(found.line.amountPence) : 'none';
};

describe('R-165  Pay is never below the law’s minimum for the age and the day', () => {
  const table = figures.minimumWage;
  const floors = [
    ['2025-03-31', '1990-06-01', false, undefined],
    ['2025-04-01', '1990-06-01', false, 1221n],
    ['2026-03-31', '1990-06-01', false, 1221n],
    ['2026-04-01', '1990-06-01', false, 1271n],
    ['2026-12-01', '2005-12-01', false, 1271n], // 21 today
    ['2026-12-01', '2005-12-02', false, 1085n], // 20
    ['2026-12-01', '2008-12-01', false, 1085n], // 18 today
    ['2026-12-01', '2008-12-02', false, 800n], // 17
    ['2026-12-01', '1990-06-01', true, 800n],
    ['2026-12-01', null, false, 1271n], // nobody found yet
    ['2026-12-01', null, true, 800n],
  ] as const;
  for (const [on, bornOn, apprentice, expected] of floors)
    test(`${on}, born ${bornOn ?? '–'}${apprentice ? ', an apprentice' : ''}: ${expected ?? 'not known'}`, () => {
      assert.equal(lowestPay(table, { bornOn: bornOn === null ? null : day(bornOn), apprentice }, day(on)), expected);
    });
  test('an apprentice has a wage of their own', () => {
    const [row] = table;
    const own = [{ ...row!, apprenticePence: 1n, age16Pence: 2n }];
    assert.equal(lowestPay(own, { bornOn: day('2009-01-01'), apprentice: true }, day('2025-05-01')), 1n);
    assert.equal(lowestPay(own, { bornOn: day('2009-01-01'), apprentice: false }, day('2025-05-01')), 2n);
  });

  /** `code on rate/needed` of each reason. */
  const reasons = (given: Partial<Assistant>, startsOn = '2026-05-01') =>
    payReasons({ ...ana, ...given }, table, day(startsOn)).map(reason =>
      reason.code === 'pay-below-minimum'
        ? `${reason.on} ${reason.ratePence}/${reason.neededPence}`
        : reason.code === 'assistant-too-young'
          ? `${reason.ageYears}`
          : `${reason.code} ${'on' in reason ? reason.on : ''}`,
    );
  const hourly = (amount: string) => ({ rate: { ...ana.rate, pence: pence(amount) } });

  test('£12.50 in May 2026 at 30 is refused, and £12.71 is what it needs', () => {
    assert.deepEqual(reasons(hourly('£12.50')), ['2026-05-01 1250/1271']);
    assert.deepEqual(reasons(hourly('£12.70')), ['2026-05-01 1270/1271']);
    assert.deepEqual(reasons(hourly('£12.71')), []);
    assert.deepEqual(reasons(hourly('£12.72')), []);
    const [first] = payReasons({ ...ana, ...hourly('£12.50') }, table, day('2026-05-01'));
    assert.equal(first!.code === 'pay-below-minimum' && first.assistant, 'Ana');
  });

  test('a rise of the minimum inside the budget year is seen on its day', () => {
    assert.deepEqual(reasons(hourly('£12.50'), '2025-12-01'), ['2026-04-01 1250/1271']);
    assert.deepEqual(reasons(hourly('£12.50'), '2025-04-01'), []); // the year ends on 31 March 2026
    assert.deepEqual(reasons(hourly('£12.50'), '2025-04-02'), ['2026-04-01 1250/1271']);
    assert.deepEqual(reasons(hourly('£12.00'), '2025-12-01'), ['2025-12-01 1200/1221', '2026-04-01 1200/1271']);
  });

  test('a birthday inside the budget year is seen on its day', () => {
    assert.deepEqual(reasons({ ...hourly('£11.00'), bornOn: day('2005-08-10') }), ['2026-08-10 1100/1271']);
    assert.deepEqual(reasons({ ...hourly('£8.50'), bornOn: day('2008-08-10') }), ['2026-08-10 850/1085']);
    assert.deepEqual(reasons({ ...hourly('£10.85'), bornOn: day('2008-08-10') }), []);
    assert.deepEqual(reasons({ ...hourly('£11.00'), bornOn: day('2006-05-01') }), []); // 21 the day after the year
    assert.deepEqual(reasons({ ...hourly('£11.00'), bornOn: day('2006-04-30') }), ['2027-04-30 1100/1271']);
  });

  test('somebody born on 29 February is 18 on 1 March', () => {
    const born = { ...hourly('£8.50'), bornOn: day('2008-02-29') };
    assert.deepEqual(reasons(born, '2025-12-01'), ['2026-03-01 850/1000', '2026-04-01 850/1085']);
  });

  test('a rate that rises in the year is judged on each of its days', () => {
    const period = (from: string, ratePence: bigint) => ({
      from: day(from),
      ratePence,
      days: 1,
      daysInYear: 365,
      source: '',
    });
    const rising = { ...hourly('£12.50'), periods: [period('2025-12-01', 1250n), period('2026-04-01', 1271n)] };
    assert.deepEqual(reasons(rising, '2025-12-01'), []);
    const tooLate = { ...hourly('£12.50'), periods: [period('2025-12-01', 1250n), period('2026-04-02', 1271n)] };
    assert.deepEqual(reasons(tooLate, '2025-12-01'), ['2026-04-01 1250/1271']);
    const falling = { ...hourly('£15.00'), periods: [period('2026-05-01', 1500n), period('2026-06-01', 1200n)] };
    assert.deepEqual(reasons(falling), ['2026-06-01 1200/1271']);
  });

  test('nobody under 16', () => {
    assert.deepEqual(reasons({ bornOn: day('2010-05-02') }), ['15']);
    assert.deepEqual(reasons({ bornOn: day('2010-05-01') }), []);
  });

  test('a day before the table begins is said, not guessed', () => {
    assert.deepEqual(reasons({}, '2025-03-01'), ['minimum-wage-not-known 2025-03-01']);
    const [first] = payReasons(ana, table, day('2025-03-01'));
    assert.equal(first!.code === 'minimum-wage-not-known' && first.assistant, 'Ana');
  });
});

describe('R-164 R-166  What employing somebody costs beside the wages', () => {
  test('everything that the law and the board ask for, each with its rule', () => {
    assert.deepEqual(
      onCosts({ employedSince: null }).map(
        ({ line }) => `${line.id} ${pounds(line.amountPence)} ${line.per} ${line.rule}`,
      ),
      [
        'ana-holiday £1,680.00 year R-166', // 20 × £15.00 × 5.6
        'ana-statutory-pay £234.00 year R-166', // 1.5% of £15,600.00
        'ana-pension £280.80 year R-166', // 3% of £9,360.00
        'ana-payroll £300.00 month R-166',
        'ana-training £60.00 year R-166',
        'ana-check £49.50 once R-166',
        'ana-recruitment £180.00 once R-166',
        'employers-liability £119.00 year R-164',
      ],
    );
  });

  test('the need and the stream stand on each line; insurance is for no one need', () => {
    const lines = onCosts({}).map(({ line }) => line);
    assert.ok(lines.every(line => line.stream === 'NHS_CHC'));
    assert.deepEqual([...new Set(lines.map(line => line.needId))], ['mobility', null]);
    assert.equal(lines.at(-1)!.needId, null);
    assert.equal(lines.find(line => line.id === 'ana-payroll')!.rateCode, 'PAYROLL');
    assert.equal(lines.find(line => line.id === 'ana-payroll')!.label, 'Ana: Payroll service');
    assert.equal(lines.find(line => line.id === 'ana-pension')!.rateCode, null);
    assert.equal(lines.find(line => line.id === 'ana-pension')!.times, 1);
  });

  test('nobody employed costs nothing, not even insurance', () => assert.deepEqual(onCosts([]), []));

  test('each working gives its pence again', () => {
    const long = { employedSince: day('2020-01-01'), hoursPerWeek: readQuantity('40')!, setAsidePence: 1_000n };
    const both = onCosts([
      { ...ana, ...long, rate: { ...ana.rate, pence: 4_000n } },
      { ...ana, id: 'b', label: 'Ben', rate: { ...ana.rate, pence: 4_000n } },
    ]);
    assert.ok(both.some(({ line }) => line.id === 'national-insurance'));
    for (const { line, trace } of both) {
      assert.equal(trace.pence, line.amountPence);
      assert.equal(recompute(trace), line.amountPence);
      assert.deepEqual(wrongFigures(trace), []);
    }
  });

  test('£16,240.00 a year: 3% of what lies above £6,240.00, £300.00', () => {
    // 52 weeks divide £16,240.00 into no whole pence: 31,230.7692 hours at a penny come to it
    const hours = { rate: { ...ana.rate, pence: 1n }, hoursPerWeek: readQuantity('31230.7692')! };
    assert.equal(one('ana-pension', hours), '£300.00');
    const [sentence] = asSentences(onCosts(hours).find(({ line }) => line.id === 'ana-pension')!.trace);
    assert.equal(sentence, 'Ana: pension, the employer’s part: £10,000.00 × 3% = £300.00 (R-166).');
  });

  /** One hour a week at this rate: a year of 52 of them. */
  const hourAWeek = (annual: string): Partial<Assistant> => ({
    rate: { ...ana.rate, pence: pence(annual) / 52n },
    hoursPerWeek: readQuantity('1')!,
  });
  const pensions = [
    ['£9,999.60', 'none'],
    ['£10,000.12', '£112.80'], // the first pay above the trigger that 52 weeks can give; (10,000.12 − 6,240) × 3%
    ['£50,270.48', '£1,320.90'], // (50,270 − 6,240) × 3%, the rest does not count
    ['£60,000.20', '£1,320.90'],
  ] as const;
  for (const [annual, expected] of pensions)
    test(`pension of ${annual}: ${expected}`, () => assert.equal(one('ana-pension', hourAWeek(annual)), expected));
  test('pay of exactly the trigger enrols nobody', () => {
    const exactly = { pensionTriggerPence: pence('£15,600.00') };
    assert.equal(one('ana-pension', {}, exactly), 'none');
    assert.equal(one('ana-pension', {}, { pensionTriggerPence: pence('£15,599.99') }), '£280.80');
  });

  test('National Insurance: 15% of all pay above £5,000.00 each, less the allowance once', () => {
    // 40 hours at £40.00: £83,200.00; (83,200 − 5,000) × 15% = £11,730.00; less £10,500.00
    const rich = { ...ana, hoursPerWeek: readQuantity('40')!, rate: { ...ana.rate, pence: 4_000n } };
    assert.equal(one('national-insurance', rich), '£1,230.00');
    assert.equal(one('national-insurance', [rich, { ...rich, id: 'b' }]), '£12,960.00');
    assert.equal(one('national-insurance'), 'none');
    assert.equal(one('national-insurance', rich, { employmentAllowancePence: pence('£11,729.99') }), '£0.01');
    assert.equal(one('national-insurance', rich, { employmentAllowancePence: pence('£11,730.00') }), 'none');
    const line = onCosts(rich).find(each => each.line.id === 'national-insurance')!.line;
    assert.equal(line.rule, 'R-166');
    assert.equal(line.needId, null);
  });

  test('cover for paid holiday follows the rates of the year', () => {
    const period = (ratePence: bigint, days: number) => ({
      from: day('2026-12-01'),
      ratePence,
      days,
      daysInYear: 365,
      source: 'card',
    });
    // 20 × 5.6 × (121 × 15 + 244 × 16) ÷ 365
    assert.equal(one('ana-holiday', { periods: [period(1500n, 121), period(1600n, 244)] }), '£1,754.87');
    assert.equal(one('ana-holiday', {}, { holidayWeeksTenths: 60 }), '£1,800.00');
  });

  test('no statutory pay where the policy keeps none', () =>
    assert.equal(one('ana-statutory-pay', {}, { statutoryPayBasisPoints: 0 }), 'none'));

  test('a check and finding somebody only for somebody new', () => {
    assert.equal(one('ana-check', { employedSince: null }), '£49.50');
    assert.equal(one('ana-recruitment', { employedSince: null }), '£180.00');
    assert.equal(one('ana-check'), 'none');
    assert.equal(one('ana-recruitment'), 'none');
  });

  const redundancies = [
    // employed since, born, what it comes to at £300.00 a week, the year ending on 1 December 2027
    ['2025-12-02', '1990-06-01', 'none'], // one day short of two years
    ['2025-12-01', '1990-06-01', '£600.00'],
    ['2022-12-01', '1990-06-01', '£1,500.00'],
    ['2025-12-01', '2004-12-02', '£300.00'], // 20 and 21 when each year of service began: half a week each
    ['2025-12-01', '2004-12-01', '£450.00'], // 22 when the second one began
    ['2025-12-01', '1985-12-02', '£600.00'], // 39 and 40
    ['2025-12-01', '1985-12-01', '£750.00'], // 41 when the second one began
    ['2025-12-01', '1960-01-01', '£900.00'],
    ['2025-12-01', null, '£600.00'],
    ['1990-12-01', null, '£6,000.00'], // twenty years count at most
  ] as const;
  for (const [since, born, expected] of redundancies)
    test(`redundancy, since ${since}, born ${born ?? '–'}: ${expected}`, () => {
      const given = { employedSince: day(since), bornOn: born === null ? null : day(born) };
      assert.equal(one('ana-redundancy', given), expected);
    });

  test('redundancy: what earlier years set aside is taken off, and a week’s pay has a limit', () => {
    const since = { employedSince: day('2022-12-01') };
    assert.equal(one('ana-redundancy', { ...since, setAsidePence: pence('£1,200.00') }), '£300.00');
    assert.equal(one('ana-redundancy', { ...since, setAsidePence: pence('£1,500.00') }), 'none');
    assert.equal(one('ana-redundancy', since, { redundancyWeekPayPence: pence('£200.00') }), '£1,000.00');
    assert.equal(one('ana-redundancy', { ...since, employedSince: null }), 'none');
    assert.equal(one('ana-redundancy', { employedSince: null }, { redundancyAfterYears: 1 }), '£300.00');
    const rising = [1500n, 1600n].map(ratePence => ({
      from: day('2026-12-01'),
      ratePence,
      days: 1,
      daysInYear: 2,
      source: '',
    }));
    assert.equal(one('ana-redundancy', { ...since, periods: rising }), '£1,600.00'); // at the last rate of the year
  });

  test('the wages are a line of hours at the rate, in the assistant’s name', () => {
    const wages = wagesOf(ana, 'NHS_CHC');
    assert.deepEqual(
      [wages.id, wages.needId, wages.rate.code, wages.rate.label, wages.per, wages.stream, wages.quantity],
      ['ana', 'mobility', 'PA', 'Ana', 'week', 'NHS_CHC', ana.hoursPerWeek],
    );
  });
});
