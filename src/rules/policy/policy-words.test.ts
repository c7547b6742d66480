import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import { SETTINGS } from './policy-settings.ts';
import { changesBetween, countsSince, fieldsInWords, rangeInWords, settingOf, valueInWords } from './policy-words.ts';
import { type Allowed, BASIS_POINTS, TENTHS_OF_WEEKS } from './settings/allowed.ts';

const allowedOf = (key: string) => SETTINGS.find(setting => setting.key === key)!.allowed;

/** A value for every code and field of what is allowed. */
function samplesOf(allowed: Allowed): readonly unknown[] {
  switch (allowed.kind) {
    case 'one-of':
      return allowed.values;
    case 'list':
      return [[], ...samplesOf(allowed.of).map(each => [each])];
    case 'record': {
      const fields = Object.entries(allowed.fields).map(([key, field]) => [key, samplesOf(field)] as const);
      const most = Math.max(...fields.map(([, samples]) => samples.length));
      return Array.from({ length: most }, (_, i) =>
        Object.fromEntries(fields.map(([key, samples]) => [key, samples[i % samples.length]])),
      );
    }
    case 'whole':
      return [allowed.least];
    case 'pence':
      return [allowed.least];
    case 'yes-no':
      return [true, false];
    case 'text':
      return ['words'];
    case 'date':
      return ['2026-04-01'];
  }
}

describe('R-043  A policy says in words what counts', () => {
  const table = [
    ['request.decisionDays', 28, '28 days', '5 to 60 days'],
    ['review.bands.low', 1, '1 month', '1 to 12 months'],
    ['review.bands.low', 2, '2 months', '1 to 12 months'],
    ['enquiry.acknowledgeWorkingDays', 1, '1 working day', '1 to 20 working days'],
    ['report.roundTo', 1, '1 person', '1 to 10 people'],
    ['report.roundTo', 5, '5 people', '1 to 10 people'],
    ['variance.pct', 1, '1%', '1% to 50%'],
    ['recharge.statementDay', 1, 'day 1 of the month', 'day 1 to 28 of the month'],
    ['evidence.threshold.low', 2500n, '£25.00', '£0.00 to £10,000.00'],
    ['contingency.inBudget', true, 'Yes', 'Yes or no'],
    ['contingency.inBudget', false, 'No', 'Yes or no'],
    ['integrated.lead', 'ICB', 'the board', 'the board, or the local authority'],
    ['bedDay.pence', null, 'not set', '£0.01 to £10,000.00'],
    ['gdpr.dpiaLink', '', 'not set', 'Up to 500 characters'],
    ['effectiveFrom', '2026-04-01', '1 April 2026', 'A date'],
    ['risk.valueStepsPence', [100n, 200n], '£1.00; £2.00', 'A list'],
    ['risk.valueStepsPence', [], 'none', 'A list'],
    [
      'offer.options',
      ['MIX'],
      'a mix',
      'Always the NHS holds the money, an organisation holds it, the person is paid, a mix',
    ],
    ['integrated.split', [{ stream: 'NHS', basisPoints: 6250 }], 'who pays: NHS, share: 62.5%', 'A list'],
  ] as const;
  for (const [key, value, words, range] of table)
    test(`${key} ${String(value)}: ${words}`, () => {
      assert.equal(valueInWords(value, allowedOf(key)), words);
      assert.equal(rangeInWords(allowedOf(key)), range);
    });

  test('what a file counts in small parts is read in whole ones', () => {
    const shares = { kind: 'whole', unit: BASIS_POINTS, least: 1, most: 10_000 } as const;
    assert.equal(valueInWords(1, shares), '0.01%');
    assert.equal(valueInWords(1_500, shares), '15%');
    assert.equal(rangeInWords(shares), '0.01% to 100%');
    const holiday = { kind: 'whole', unit: TENTHS_OF_WEEKS, least: 56, most: 120 } as const;
    assert.equal(valueInWords(56, holiday), '5.6 weeks');
    assert.equal(rangeInWords(holiday), '5.6 to 12 weeks');
  });

  test('each field of an entry has its name', () => {
    const { minimumWage } = DEFAULT_POLICY.employer;
    const allowed = allowedOf('employer.minimumWage');
    assert.ok(allowed.kind === 'list' && allowed.of.kind === 'record');
    assert.deepEqual(fieldsInWords(minimumWage[0], allowed.of.fields), [
      'from: 1 April 2025',
      '21 and over: £12.21',
      '18 to 20: £10.00',
      '16 and 17: £7.55',
      'apprentice: £7.55',
    ]);
  });

  test('a record by itself has no range but its list’s', () =>
    assert.equal(rangeInWords({ kind: 'record', fields: {} }), 'A list'));

  test('every code and field of the catalogue has words', () => {
    for (const { key, allowed } of SETTINGS)
      for (const sample of samplesOf(allowed)) {
        const words = `${valueInWords(sample, allowed)} ${rangeInWords(allowed)}`;
        assert.doesNotMatch(words, /undefined|[A-Z]{2}[A-Z_]*_/, key);
      }
  });

  test('every default is a value that words can be found for', () => {
    for (const setting of SETTINGS)
      assert.ok(valueInWords(settingOf(DEFAULT_POLICY, setting), setting.allowed).length > 0, setting.key);
  });
});

describe('R-043  What a version changes', () => {
  const other: Policy = {
    ...DEFAULT_POLICY,
    version: 'b-2027',
    effectiveFrom: '2027-04-01',
    contingency: { weeks: 2, inBudget: false },
    notice: { ...DEFAULT_POLICY.notice, stopDays: 42 },
  };
  test('is each setting that differs, before and after, in the order of the catalogue', () => {
    assert.deepEqual(
      changesBetween(DEFAULT_POLICY, other).map(({ setting, before, after }) => [setting.key, before, after]),
      [
        ['contingency.weeks', '4 weeks', '2 weeks'],
        ['contingency.inBudget', 'Yes', 'No'],
        ['notice.stopDays', '28 days', '42 days'],
      ],
    );
  });
  test('is nothing where only the name and the day differ', () =>
    assert.deepEqual(
      changesBetween(DEFAULT_POLICY, { ...DEFAULT_POLICY, version: 'x', effectiveFrom: '2030-01-01' }),
      [],
    ));
  test('the first setting after the name and the day is compared too', () => {
    const first = { ...DEFAULT_POLICY, enquiry: { acknowledgeWorkingDays: 6 } };
    assert.equal(changesBetween(DEFAULT_POLICY, first).length, 1);
  });
});

describe('R-043  Since when a setting has had its value', () => {
  const weeks = SETTINGS.find(({ key }) => key === 'contingency.weeks')!;
  const of = (weeksKept: number, from?: string) => ({
    policy: { ...DEFAULT_POLICY, contingency: { weeks: weeksKept, inBudget: true } },
    countsFrom: from === undefined ? undefined : Temporal.PlainDate.from(from),
  });
  const table = [
    ['always', [of(4)], undefined],
    ['a version that says the same', [of(4), of(4, '2026-04-01')], undefined],
    ['a version that changed it', [of(4), of(2, '2026-04-01')], '2026-04-01'],
    ['a later version that kept the change', [of(4), of(2, '2026-04-01'), of(2, '2027-04-01')], '2026-04-01'],
    ['back again', [of(4), of(2, '2026-04-01'), of(4, '2027-04-01')], '2027-04-01'],
  ] as const;
  for (const [words, counted, since] of table)
    test(`${words}: ${since ?? 'from the beginning'}`, () =>
      assert.equal(countsSince(counted, weeks)?.toString(), since));
});
