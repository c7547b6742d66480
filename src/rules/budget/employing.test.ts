import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { type AskedAssistant, type EmployingBasis, employmentOf } from './employing.ts';
import { EMPLOYING_CODES } from './on-costs.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const [law] = DEFAULT_POLICY.employer.onCosts;
const card = (codes: readonly string[] = Object.values(EMPLOYING_CODES)) => ({
  version: 'c1',
  effectiveFrom: day('2026-04-01'),
  rates: codes.map(code => ({ code, label: code, unit: 'year', pence: 10_000n })),
});
const basis = (given: Partial<EmployingBasis> = {}): EmployingBasis => ({
  employer: DEFAULT_POLICY.employer,
  rateCards: [card()],
  startsOn: day('2026-12-01'),
  stream: 'NHS_CHC',
  ...given,
});
const asked = (given: Partial<AskedAssistant> = {}): AskedAssistant => ({
  id: 'a1',
  needId: null,
  label: 'Assistant',
  pence: 1500n,
  raise: null,
  hoursPerWeek: { tenThousandths: 100_000n },
  bornOn: null,
  apprentice: false,
  employedSince: null,
  setAsidePence: 0n,
  ...given,
});
const employed = (assistant: AskedAssistant, given: Partial<EmployingBasis> = {}) => {
  const decision = employmentOf([assistant], basis(given));
  assert.ok(
    decision.accepted,
    JSON.stringify(decision, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
  );
  return decision.value!;
};
const codes = (assistant: AskedAssistant, given: Partial<EmployingBasis>) => {
  const decision = employmentOf([assistant], basis(given));
  return decision.accepted ? [] : decision.refusals.map(refusal => ('price' in refusal ? refusal.price : refusal.code));
};

describe('R-165 R-166  The pay of the year, before and after a raise', () => {
  const table = [
    // raise from  first rate  periods: from, pence, days
    ['2026-11-30', 1600n, undefined],
    ['2026-12-01', 1600n, undefined],
    ['2026-12-02', 1500n, ['2026-12-01 1500 1 of 365', '2026-12-02 1600 364 of 365']],
    ['2027-11-30', 1500n, ['2026-12-01 1500 364 of 365', '2027-11-30 1600 1 of 365']],
    ['2027-12-01', 1500n, undefined],
  ] as const;
  for (const [from, first, periods] of table)
    test(`a raise on ${from}`, () => {
      const [assistant] = employed(asked({ raise: { from: day(from), pence: 1600n } })).assistants;
      assert.equal(assistant!.rate.pence, first);
      assert.equal(assistant!.rate.source, 'the agreed pay');
      assert.deepEqual(
        assistant!.periods?.map(each => `${each.from} ${each.ratePence} ${each.days} of ${each.daysInYear}`),
        periods,
      );
    });

  test('without a raise there is one rate', () => {
    const [assistant] = employed(asked()).assistants;
    assert.deepEqual([assistant!.rate.pence, assistant!.periods], [1500n, undefined]);
  });
});

describe('R-166  The figures of the law are those of the first day', () => {
  const onCosts = [
    { ...law!, from: '2026-04-01', holidayWeeksTenths: 1 },
    { ...law!, from: '2026-12-01', holidayWeeksTenths: 2 },
  ];
  const table = [
    ['2026-04-01', 1],
    ['2026-11-30', 1],
    ['2026-12-01', 2],
    ['2026-12-02', 2],
  ] as const;
  for (const [startsOn, expected] of table)
    test(`a year from ${startsOn}`, () => {
      const { figures } = employed(asked(), {
        employer: { ...DEFAULT_POLICY.employer, onCosts },
        startsOn: day(startsOn),
      });
      assert.equal(figures.onCosts.holidayWeeksTenths, expected);
    });

  test('of an earlier day than any, the first that are known', () => {
    const later = onCosts.map((row, i) => ({ ...row, from: `2027-0${i + 1}-01` }));
    const { figures } = employed(asked(), { employer: { ...DEFAULT_POLICY.employer, onCosts: later } });
    assert.equal(figures.onCosts.holidayWeeksTenths, 1);
  });
});

describe('R-165 R-166  What stands against it', () => {
  test('nobody asked for: nobody is employed, whatever the card lacks', () => {
    assert.deepEqual(employmentOf([], basis({ rateCards: [] })), { accepted: true, value: null });
  });

  test('every price comes from the card', () => {
    const { prices } = employed(asked()).figures;
    assert.deepEqual(
      Object.entries(prices).map(([price, rate]) => [price, rate.code]),
      Object.entries(EMPLOYING_CODES),
    );
  });

  test('a price that the card lacks is named, each by its code', () => {
    const rateCards = [card([EMPLOYING_CODES.payroll, EMPLOYING_CODES.training, EMPLOYING_CODES.check])];
    assert.deepEqual(codes(asked(), { rateCards }), [EMPLOYING_CODES.insurance, EMPLOYING_CODES.recruitment]);
  });

  test('pay below the law is said beside a missing price, and left to the estimate where there is none', () => {
    const low = asked({ pence: 1n });
    assert.deepEqual(codes(low, { rateCards: [card(Object.values(EMPLOYING_CODES).slice(1))] }), [
      Object.values(EMPLOYING_CODES)[0],
      'pay-below-minimum',
    ]);
    assert.equal(employed(low).assistants[0]!.rate.pence, 1n);
  });
});
