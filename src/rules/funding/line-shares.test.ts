import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import { alone, byAgreement, byLine, type LineShares, type SharedLine, shareOut, wholeShares } from './line-shares.ts';

const NHS = 'NHS_CC';
const LA = 'LA_CHILDREN';
const EHC = 'EDUCATION_EHC';
const by = (stream: string, weight: number) => ({ stream, weight, pence: undefined });
const sum = (stream: string, pence: bigint) => ({ stream, weight: 0, pence });
const line = (kind: LineShares['kind'], shares: LineShares['shares'], annualPence = 100_000n): SharedLine => ({
  split: { kind, shares },
  annualPence,
});
const show = (parts: readonly { readonly stream: string; readonly pence: bigint }[]) =>
  parts.map(({ stream, pence }) => `${stream} ${pence}`).join(', ');
const NOBODY = new Map<string, bigint>();

describe('R-098  What each payer pays of the next amount on a line', () => {
  const percent = line('PERCENT', [by(NHS, 6_250), by(LA, 3_750)]);
  test('by percent: £320.00 is £200.00 and £120.00', () =>
    assert.equal(show(shareOut(percent, 32_000n, NOBODY)), `${NHS} 20000, ${LA} 12000`));
  test('each amount by itself, whatever was paid before', () =>
    assert.equal(show(shareOut(percent, 1_001n, new Map([[NHS, 7n]]))), `${NHS} 626, ${LA} 375`));
  test('money back is shared alike', () =>
    assert.equal(show(shareOut(percent, -1_001n, NOBODY)), `${NHS} -626, ${LA} -375`));
  test('one payer pays all of it, and the others are not there', () => {
    assert.equal(show(byLine('any', 6_000n, alone(LA), NOBODY)), `${LA} 6000`);
    assert.equal(show(shareOut(line('PERCENT', [by(NHS, 9_999), by(LA, 1)]), 1n, NOBODY)), `${NHS} 1`);
  });
  test('a line without shares of its own is shared as agreed, as is what is on no line', () => {
    const sharing = {
      streams: [NHS, LA, EHC].map((stream, i) => ({ stream, basisPoints: [6_250, 3_750, 0][i]! })),
      lines: new Map([['own', line('PERCENT', [by(EHC, 1)])]]),
    };
    assert.equal(show(byLine('other', 1_001n, sharing, NOBODY)), `${NHS} 626, ${LA} 375`);
    assert.equal(show(byLine('own', 1_001n, sharing, NOBODY)), `${EHC} 1001`);
    assert.equal(show(byAgreement(1_001n, sharing)), `${NHS} 626, ${LA} 375`);
    assert.equal(show(byAgreement(1n, sharing)), `${NHS} 1`);
    assert.equal(show(byAgreement(7n, alone(LA))), `${LA} 7`);
    const least = [NHS, LA].map((stream, i) => ({ stream, basisPoints: [9_999, 1][i]! }));
    assert.equal(show(byAgreement(10_000n, { streams: least })), `${NHS} 9999, ${LA} 1`);
  });
  test('by need: two needs of the NHS and one of the council', () =>
    assert.equal(show(shareOut(line('BY_NEED', [by(NHS, 2), by(LA, 1)]), 100n, NOBODY)), `${NHS} 67, ${LA} 33`));

  const first = line('FIRST_POUND', [sum(NHS, 50_000n), by(LA, 10_000)]);
  const paid = (nhs: bigint, la: bigint) => new Map(Object.entries({ [NHS]: nhs, [LA]: la }));
  const steps: readonly (readonly [bigint, ReadonlyMap<string, bigint>, string])[] = [
    [49_999n, NOBODY, `${NHS} 49999`],
    [50_000n, NOBODY, `${NHS} 50000`],
    [50_001n, NOBODY, `${NHS} 50000, ${LA} 1`],
    [20_000n, paid(40_000n, 0n), `${NHS} 10000, ${LA} 10000`],
    [20_000n, paid(50_000n, 700n), `${LA} 20000`],
    [-20_000n, paid(50_000n, 10_000n), `${NHS} -10000, ${LA} -10000`],
    // An earlier payment of the NHS was taken off the line, so what the council paid is the NHS's to pay.
    [100n, paid(0n, 30_000n), `${NHS} 30100, ${LA} -30000`],
  ];
  for (const [pence, before, parts] of steps)
    test(`first pounds: ${pence} after ${[...before.values()].join(' and ') || 'nothing'}`, () =>
      assert.equal(show(shareOut(first, pence, before)), parts));
  test('first pounds of two payers, one after the other', () => {
    const two = line('FIRST_POUND', [sum(NHS, 300n), sum(EHC, 200n), by(LA, 10_000)]);
    assert.equal(show(wholeShares(two, 299n)), `${NHS} 299, ${EHC} 0, ${LA} 0`);
    assert.equal(show(wholeShares(two, 301n)), `${NHS} 300, ${EHC} 1, ${LA} 0`);
    assert.equal(show(wholeShares(two, 600n)), `${NHS} 300, ${EHC} 200, ${LA} 100`);
  });

  const fixed = line('FIXED', [by(NHS, 10_000), sum(LA, 20_000n)]);
  const amounts: readonly (readonly [bigint, string])[] = [
    [0n, `${NHS} 0, ${LA} 0`],
    [50_000n, `${NHS} 40000, ${LA} 10000`],
    [99_999n, `${NHS} 80000, ${LA} 19999`],
    [100_000n, `${NHS} 80000, ${LA} 20000`],
    [100_001n, `${NHS} 80001, ${LA} 20000`],
    [-50_000n, `${NHS} -40000, ${LA} -10000`],
  ];
  for (const [pence, parts] of amounts)
    test(`a fixed £200.00 of a line of £1,000.00: ${pence} in all`, () =>
      assert.equal(show(wholeShares(fixed, pence)), parts));
  test('what is over the sums is shared by percent', () =>
    assert.equal(
      show(wholeShares(line('FIXED', [sum(EHC, 10_000n), by(NHS, 5_000), by(LA, 5_000)]), 100_001n)),
      `${EHC} 10000, ${NHS} 45001, ${LA} 45000`,
    ));
});

describe('R-099  The parts of a line add up to the penny', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 3 });
  const sums = fc.array(fc.bigInt({ min: 1n, max: 30_000n }), { minLength: 1, maxLength: 2 });
  const lines = fc.oneof(
    fc.tuple(fc.constantFrom('PERCENT' as const, 'BY_NEED' as const), weights, fc.constant<bigint[]>([])),
    fc.tuple(fc.constantFrom('FIXED' as const, 'FIRST_POUND' as const), weights, sums),
  );
  const shared = lines.map(([kind, parts, fixed]) =>
    line(kind, [
      ...parts.map((weight, i) => by(i === 0 ? NHS : `LA_${i}`, weight)),
      ...fixed.map((pence, i) => sum(`SUM_${i}`, pence)),
    ]),
  );
  const payments = fc.array(fc.bigInt({ min: -40_000n, max: 60_000n }), { maxLength: 8 });

  test('whatever is paid on the line before', () =>
    fc.assert(
      fc.property(shared, payments, (of, amounts) => {
        const paid = new Map<string, bigint>();
        for (const pence of amounts) {
          const parts = shareOut(of, pence, paid);
          assert.equal(total(parts.map(part => part.pence)), pence);
          assert.ok(parts.every(part => part.pence !== 0n));
          for (const part of parts) paid.set(part.stream, (paid.get(part.stream) ?? 0n) + part.pence);
        }
      }),
    ));

  test('bit by bit a sum comes to what it is for the whole line', () =>
    fc.assert(
      fc.property(shared, payments, (of, amounts) => {
        if (of.split.kind === 'PERCENT' || of.split.kind === 'BY_NEED') return;
        const paid = new Map<string, bigint>();
        for (const pence of amounts)
          for (const part of shareOut(of, pence, paid))
            paid.set(part.stream, (paid.get(part.stream) ?? 0n) + part.pence);
        const whole = wholeShares(of, total(amounts));
        same(
          whole.map(part => [part.stream, paid.get(part.stream) ?? 0n]),
          whole.map(part => [part.stream, part.pence]),
        );
      }),
    ));
});
