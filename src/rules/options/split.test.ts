import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import type { Decision } from '../decision.ts';
import { decideSplit, type Share, splitPence, streamsOf, WHOLE } from './split.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const NHS = 'NHS_CHC';
const LA = 'LA_ADULT';
const share = (stream: string, basisPoints: number): Share => ({ stream, basisPoints });
const show = (pence: bigint, shares: readonly Share[]) =>
  splitPence(pence, shares).map(part => `${part.stream} ${part.pence}`);

describe('R-098  A split is whole, dated and signed by every payer', () => {
  const shares = [share(NHS, 6_250), share(LA, 3_750)];
  const split = { shares, agreedOn: on('2026-04-01'), signedFor: [NHS, LA] };
  const refused = (more: object) => refusalsOf(decideSplit({ ...split, ...more }));
  test('62.5% and 37.5%: yes', () => same(decideSplit(split), { accepted: true, value: { shares } }));
  for (const other of [3_749, 3_751])
    test(`62.5% and ${other} basis points: no`, () =>
      same(refused({ shares: [share(NHS, 6_250), share(LA, other)] }), [
        { code: 'split-not-whole', basisPoints: 6_250 + other },
      ]));
  test('a share of nought is none', () =>
    same(refused({ shares: [share(NHS, WHOLE), share(LA, 0)] }), [{ code: 'split-share-empty', stream: LA }]));
  test('a share of one basis point is one', () => same(refused({ shares: [share(NHS, 9_999), share(LA, 1)] }), []));
  test('a share less than nought is refused', () =>
    same(refused({ shares: [share(NHS, 10_001), share(LA, -1)] }), [{ code: 'split-share-empty', stream: LA }]));
  test('part of a basis point is refused', () =>
    same(refused({ shares: [share(NHS, 5_000.5), share(LA, 4_999.5)] }), [
      { code: 'split-share-empty', stream: NHS },
      { code: 'split-share-empty', stream: LA },
    ]));
  test('a stream stands in it once', () =>
    same(refused({ shares: [share(NHS, 5_000), share(LA, 2_500), share(NHS, 2_500)] }), [
      { code: 'split-stream-twice', stream: NHS },
    ]));
  test('without its day it is refused', () => same(refused({ agreedOn: undefined }), [{ code: 'split-not-dated' }]));
  test('without a payer’s signature it is refused', () =>
    same(refused({ signedFor: [NHS] }), [{ code: 'split-not-signed', stream: LA }]));

  test('a shared assistant at £320.00 is £200.00 and £120.00', () =>
    same(streamsOf({ pence: 32_000n, stream: 'SHARED' }, shares), [
      { stream: NHS, pence: 20_000n },
      { stream: LA, pence: 12_000n },
    ]));
  test('what is tagged as one stream’s is that stream’s alone', () =>
    same(streamsOf({ pence: 32_000n, stream: LA }, shares), [{ stream: LA, pence: 32_000n }]));
});

describe('R-099  Shares are rounded down, and the largest share takes the pennies that are left', () => {
  const table: readonly (readonly [bigint, readonly Share[], readonly string[]])[] = [
    [10_001n, [share(NHS, 5_000), share(LA, 5_000)], ['NHS_CHC 5001', 'LA_ADULT 5000']],
    [10_001n, [share(LA, 5_000), share(NHS, 5_000)], ['LA_ADULT 5000', 'NHS_CHC 5001']], // a tie goes to the NHS
    [1_001n, [share(NHS, 6_250), share(LA, 3_750)], ['NHS_CHC 626', 'LA_ADULT 375']],
    [1_001n, [share(NHS, 3_750), share(LA, 6_250)], ['NHS_CHC 375', 'LA_ADULT 626']], // the largest, not the NHS
    [101n, [share(LA, 5_000), share('EDUCATION_EHC', 5_000)], ['LA_ADULT 51', 'EDUCATION_EHC 50']], // else the first
    [
      5n,
      [share(LA, 3_333), share(NHS, 3_334), share('EDUCATION_EHC', 3_333)],
      ['LA_ADULT 1', 'NHS_CHC 3', 'EDUCATION_EHC 1'],
    ],
    [0n, [share(NHS, 5_000), share(LA, 5_000)], ['NHS_CHC 0', 'LA_ADULT 0']],
    [1n, [share(NHS, 4_999), share(LA, 5_001)], ['NHS_CHC 0', 'LA_ADULT 1']],
    [-10_001n, [share(NHS, 5_000), share(LA, 5_000)], ['NHS_CHC -5001', 'LA_ADULT -5000']],
    [100n, [share(NHS, WHOLE)], ['NHS_CHC 100']],
  ];
  for (const [pence, shares, parts] of table)
    test(`${pence} pence: ${parts.join(', ')}`, () => same(show(pence, shares), parts));

  const splits = fc
    .array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 5 })
    .map(points => [
      ...points.map((each, i) => share(`LA_${i}`, each)),
      share(NHS, WHOLE - points.reduce((a, b) => a + b, 0)),
    ])
    .filter(shares => shares.every(each => each.basisPoints > 0));
  test('R-098 R-099  the parts of any amount by any split add up, and only the largest is rounded up', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n }), splits, (pence, shares) => {
        const parts = splitPence(pence, shares);
        assert.equal(total(parts.map(part => part.pence)), pence);
        const most = Math.max(...shares.map(each => each.basisPoints));
        for (const [i, part] of parts.entries()) {
          const exact = pence * BigInt(shares[i]!.basisPoints);
          const over = part.pence * BigInt(WHOLE) - exact;
          const up = pence < 0n ? -over : over;
          assert.ok(up > -BigInt(WHOLE) && up < BigInt(WHOLE * shares.length));
          if (up > 0n) assert.equal(shares[i]!.basisPoints, most);
        }
        same(
          splitPence(-pence, shares).map(part => -part.pence),
          parts.map(part => part.pence),
        );
      }),
    );
  });
});
