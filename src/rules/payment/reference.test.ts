import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FUNDER_STREAMS } from '../funding/streams.ts';
import { type Owed, paymentReference } from './reference.ts';

const december = Temporal.PlainYearMonth.from('2026-12');
const owed: Owed = {
  budgetReference: 'PHB100001',
  purpose: 'INSTALMENT',
  period: december,
  sequence: 1,
  stream: 'NHS_CHC',
  option: 'DIRECT_PAYMENT',
};

describe('R-084  The reference of a payment', () => {
  const table: readonly (readonly [Partial<Owed>, string])[] = [
    [{}, 'PHB100001 DEC26'],
    [{ period: Temporal.PlainYearMonth.from('2027-01') }, 'PHB100001 JAN27'],
    [{ period: Temporal.PlainYearMonth.from('2109-06') }, 'PHB100001 JUN09'],
    [{ purpose: 'START_UP' }, 'PHB100001 SDEC26'],
    [{ purpose: 'ONE_OFF' }, 'PHB100001 ODEC26'],
    [{ purpose: 'ARREARS' }, 'PHB100001 RDEC26'],
    [{ purpose: 'ADVANCE' }, 'PHB100001 ADEC26'],
    [{ purpose: 'ARREARS', sequence: 2 }, 'PHB100001 RDEC26A2'],
    [{ purpose: 'ARREARS', sequence: 10 }, 'PHB100001 RDEC26AA'],
    [{ purpose: 'ARREARS', sequence: 35 }, 'PHB100001 RDEC26AZ'],
    [{ purpose: 'ARREARS', sequence: 36 }, 'PHB100001 RDEC26A0'],
    [{ stream: 'SOMETHING_NEW' }, 'PHB100001 DEC26'],
    [{ stream: 'NHS_CC' }, 'PHB100001 DEC26B'],
    [{ stream: 'ACCESS_TO_WORK' }, 'PHB100001 DEC26M'],
    [{ option: 'THIRD_PARTY' }, 'PHB100001 DEC26N'],
    [{ stream: 'ACCESS_TO_WORK', option: 'THIRD_PARTY', sequence: 2, purpose: 'ONE_OFF' }, 'PHB100001 ODEC26Z2'],
  ];
  for (const [changes, reference] of table)
    test(`R-084 ${reference}`, () => assert.equal(paymentReference({ ...owed, ...changes }), reference));

  test('R-084 two things that are owed never share one, and each fits into what a bank carries', () => {
    const key = fc.record({
      budgetReference: fc.integer({ min: 100_001, max: 999_999 }).map(number => `PHB${number}`),
      purpose: fc.constantFrom('INSTALMENT', 'START_UP', 'ONE_OFF', 'ARREARS', 'ADVANCE'),
      period: fc.record({ year: fc.integer({ min: 2026, max: 2125 }), month: fc.integer({ min: 1, max: 12 }) }),
      sequence: fc.integer({ min: 1, max: 35 }),
      stream: fc.constantFrom(...FUNDER_STREAMS),
      option: fc.constantFrom('DIRECT_PAYMENT', 'THIRD_PARTY'),
    });
    fc.assert(
      fc.property(key, key, (one, other) => {
        const [a, b] = [one, other].map(each =>
          paymentReference({ ...each, period: Temporal.PlainYearMonth.from(each.period) }),
        ) as [string, string];
        assert.match(a, /^[A-Z0-9][A-Z0-9.&/ -]{5,16}[A-Z0-9]$/);
        assert.equal(a === b, JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 2_000 },
    );
  });
});
