import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  confirmEach,
  decideAnswer,
  decideStatement,
  type Placed,
  type PlacedPart,
  paymentConfirmedBy,
  promiseLeft,
} from './matching.ts';

describe('R-084  A credit on the statement confirms the payment that it is', () => {
  const on = (text: string) => Temporal.PlainDate.from(text);
  const standing = 'LIVE' as const;
  const november = { paymentId: 'november', standing, amountPence: 260_000n, creditOn: on('2026-10-30') };
  const december = { paymentId: 'december', standing, amountPence: 260_000n, creditOn: on('2026-12-01') };
  const confirms = (postedOn: string, amountPence = 260_000n) =>
    paymentConfirmedBy({ amountPence, postedOn: on(postedOn) }, [december, november])?.paymentId;
  const table = [
    ['2026-11-29', undefined],
    ['2026-11-30', 'december'], // a day early
    ['2026-12-01', 'december'],
    ['2026-12-06', 'december'], // five days late
    ['2026-12-07', undefined],
    ['2026-10-29', 'november'],
  ] as const;
  for (const [postedOn, expected] of table)
    test(`posted ${postedOn}: ${expected ?? 'none'}`, () => assert.equal(confirms(postedOn), expected));
  test('another amount confirms nothing', () => assert.equal(confirms('2026-12-01', 259_999n), undefined));
  test('two that fit: the earlier first, then by id', () => {
    const credit = { amountPence: 260_000n, postedOn: on('2026-12-01') };
    const earlier = { ...december, paymentId: 'z', creditOn: on('2026-11-30') };
    assert.equal(paymentConfirmedBy(credit, [december, earlier])?.paymentId, 'z');
    assert.equal(paymentConfirmedBy(credit, [{ ...december, paymentId: 'e' }, december])?.paymentId, 'december');
  });
  test('the standby payment before the one that was given up, and either before one that is in no file', () => {
    const credit = { amountPence: 260_000n, postedOn: on('2026-12-01') };
    const givenUp = { ...december, paymentId: 'a', standing: 'NOT_KNOWN' as const, creditOn: on('2026-11-30') };
    const released = { ...december, paymentId: 'b', standing: 'RELEASED' as const, creditOn: on('2026-11-30') };
    const first = (...some: Parameters<typeof paymentConfirmedBy>[1]) => paymentConfirmedBy(credit, some)?.paymentId;
    assert.equal(first(released, givenUp, december), 'december');
    assert.equal(first(released, givenUp), 'a');
    assert.equal(first(released), 'b');
  });
});

describe('R-084  Each credit confirms a payment of its own', () => {
  const on = (text: string) => Temporal.PlainDate.from(text);
  const december = {
    paymentId: 'december',
    standing: 'LIVE' as const,
    amountPence: 260_000n,
    creditOn: on('2026-12-01'),
  };
  const second = { ...december, paymentId: 'second' };
  const credit = (lineNumber: number, expected = [december, second]) => ({
    lineNumber,
    amountPence: 260_000n,
    postedOn: on('2026-12-01'),
    expected,
  });
  test('two credits, two payments: the earlier line first, whatever the order they came in', () =>
    assert.deepEqual(
      [...confirmEach([credit(9), credit(2)])],
      [
        [2, 'december'],
        [9, 'second'],
      ],
    ));
  test('two credits, one payment: the second confirms nothing', () =>
    assert.deepEqual([...confirmEach([credit(2, [december]), credit(9, [december])])], [[2, 'december']]));
  test('one that fits none leaves it to the next', () =>
    assert.deepEqual(
      [...confirmEach([{ ...credit(1, [december]), amountPence: 1n }, credit(2, [december])])],
      [[2, 'december']],
    ));
});

const verdict = (decision: Decision<readonly PlacedPart[] | true>) =>
  !decision.accepted
    ? decision.refusals.map(refusal => refusal.code).join(', ')
    : decision.value === true
      ? 'yes'
      : decision.value.map(part => part.what).join(', ');

describe('R-110  The person says what a bank line was for, and may change their mind', () => {
  type SpentOn = { readonly planItemId: string; readonly spentPence: bigint };
  type Now = { readonly amountPence: bigint; readonly what: Placed; readonly at?: SpentOn | undefined };
  /** The whole line on one plan line. */
  const decidePlace = ({ amountPence, what, at }: Now, to: SpentOn | 'unknown' | undefined) => {
    const pence = amountPence < 0n ? -amountPence : amountPence;
    const known = [at, to].filter(one => one !== undefined && one !== 'unknown');
    return decideAnswer(
      { amountPence, isPayment: what === 'PAYMENT', on: new Map(at ? [[at.planItemId, pence]] : []) },
      [{ planItemId: to === 'unknown' ? undefined : (to?.planItemId ?? 'not in the plan'), pence }],
      new Map(known.map(one => [one.planItemId, one.spentPence])),
    );
  };
  const swim = (spentPence: bigint): SpentOn => ({ planItemId: 'swim', spentPence });
  const rest = (spentPence: bigint): SpentOn => ({ planItemId: 'rest', spentPence });
  const out = (what: Placed, at?: SpentOn): Now => ({ amountPence: -1500n, what, at });
  const into = (what: Placed, at?: SpentOn): Now => ({ amountPence: 1500n, what, at });
  const table = [
    ['money out on a plan line', out('UNPLACED'), swim(0n), 'SPENT'],
    ['money out that nobody knows', out('UNPLACED'), 'unknown', 'UNPLACED'],
    ['placed, and moved to another line', out('SPENT', swim(1500n)), rest(0n), 'SPENT'],
    ['placed, and moved to where it is', out('SPENT', swim(1500n)), swim(1500n), 'line-already-placed'],
    ['placed, then not known', out('SPENT', swim(1500n)), 'unknown', 'UNPLACED'],
    ['a line that the plan does not have', out('UNPLACED'), undefined, 'plan-item-unknown'],
    ['money in as a refund of all that was spent', into('RECEIVED'), swim(1500n), 'REFUND'],
    ['a penny more than was spent', into('RECEIVED'), swim(1499n), 'refund-over-spent'],
    ['money in that nobody knows', into('RECEIVED'), 'unknown', 'RECEIVED'],
    ['a refund moved to another line', into('REFUND', swim(0n)), rest(1500n), 'REFUND'],
    ['a refund moved where too little was spent', into('REFUND', swim(0n)), rest(1499n), 'refund-over-spent'],
    ['a refund moved to where it is', into('REFUND', swim(0n)), swim(0n), 'line-already-placed'],
    ['a penny in that nobody knows', { ...into('RECEIVED'), amountPence: 1n }, 'unknown', 'RECEIVED'],
    ['nothing in and nothing out', { ...out('UNPLACED'), amountPence: 0n }, 'unknown', 'UNPLACED'],
    ['said to be spent, on no line that is known', out('SPENT'), 'unknown', 'UNPLACED'],
    ['a refund, then not known', into('REFUND', swim(0n)), 'unknown', 'RECEIVED'],
    ['what the ICB paid', into('PAYMENT'), swim(9999n), 'line-already-placed'],
    ['what the ICB paid, not known', into('PAYMENT'), 'unknown', 'line-already-placed'],
    // Refunds may not be left on a line that nothing is spent on.
    ['taken off where refunds are left exactly covered', out('SPENT', swim(1500n)), 'unknown', 'UNPLACED'],
    ['taken off where a refund of a penny would remain', out('SPENT', swim(1499n)), 'unknown', 'refund-would-remain'],
    ['moved off likewise', out('SPENT', swim(1499n)), rest(0n), 'refund-would-remain'],
  ] as const;
  for (const [name, line, to, expected] of table)
    test(`${name}: ${expected}`, () => assert.equal(verdict(decidePlace(line, to)), expected));
  test('a penny stands on the edge like any other sum', () => {
    const penny = (line: Now) => ({ ...line, amountPence: line.amountPence < 0n ? -1n : 1n });
    assert.equal(verdict(decidePlace(penny(into('RECEIVED')), swim(0n))), 'refund-over-spent');
    assert.equal(verdict(decidePlace(penny(out('SPENT', swim(0n))), 'unknown')), 'refund-would-remain');
    // A plan line that is not known has nothing spent on it.
    assert.deepEqual(decidePlace(penny(into('RECEIVED')), undefined), {
      accepted: false,
      refusals: [{ code: 'plan-item-unknown' }, { code: 'refund-over-spent', spentPence: 0n }],
    });
    assert.deepEqual(
      decideAnswer(
        { amountPence: -5n, isPayment: false, on: new Map([['gone', 5n]]) },
        [{ planItemId: undefined, pence: 5n }],
        new Map(),
      ),
      { accepted: false, refusals: [{ code: 'refund-would-remain', refundPence: 5n }] },
    );
  });
  test('says by how much', () => {
    assert.deepEqual(decidePlace(into('RECEIVED'), swim(7n)), {
      accepted: false,
      refusals: [{ code: 'refund-over-spent', spentPence: 7n }],
    });
    assert.deepEqual(decidePlace(out('SPENT', swim(1400n)), 'unknown'), {
      accepted: false,
      refusals: [{ code: 'refund-would-remain', refundPence: 100n }],
    });
  });
});

describe('R-072  One payment may be for several things', () => {
  const line = { amountPence: -8000n, isPayment: false, on: new Map<string, bigint>() };
  const spent = new Map([
    ['swim', 100n],
    ['rest', 0n],
  ]);
  const part = (planItemId: string | undefined, pence: bigint) => ({ planItemId, pence });
  const table = [
    ['two plan lines', [part('swim', 5000n), part('rest', 3000n)], 'SPENT, SPENT'],
    ['one plan line and what nobody knows', [part('swim', 7999n), part(undefined, 1n)], 'SPENT, UNPLACED'],
    ['a penny short', [part('swim', 5000n), part('rest', 2999n)], 'parts-not-whole'],
    ['a penny over', [part('swim', 5000n), part('rest', 3001n)], 'parts-not-whole'],
    ['a part of nothing', [part('swim', 8000n), part('rest', 0n)], 'part-nought'],
    ['a part below nought', [part('swim', 8001n), part('rest', -1n)], 'part-nought'],
    ['the same plan line twice', [part('swim', 5000n), part('swim', 3000n)], 'part-twice'],
    ['“I do not know” twice', [part(undefined, 5000n), part(undefined, 3000n)], 'part-twice'],
    ['a plan line that the plan does not have', [part('swim', 5000n), part('x', 3000n)], 'plan-item-unknown'],
    ['no part at all', [], 'parts-not-whole'],
  ] as const;
  for (const [name, parts, expected] of table)
    test(`${name}: ${expected}`, () => assert.equal(verdict(decideAnswer(line, parts, spent)), expected));
  test('says what the parts come to', () =>
    assert.deepEqual(decideAnswer(line, [part('swim', 5000n)], spent), {
      accepted: false,
      refusals: [{ code: 'parts-not-whole', linePence: 8000n, partsPence: 5000n }],
    }));
  test('as it is already, and in other shares', () => {
    const now = {
      ...line,
      on: new Map([
        ['swim', 5000n],
        ['rest', 3000n],
      ]),
    };
    const on = new Map([
      ['swim', 5000n],
      ['rest', 3000n],
    ]);
    const answer = (...parts: ReturnType<typeof part>[]) => verdict(decideAnswer(now, parts, on));
    assert.equal(answer(part('rest', 3000n), part('swim', 5000n)), 'line-already-placed');
    assert.equal(answer(part('rest', 3001n), part('swim', 4999n)), 'SPENT, SPENT');
    assert.equal(answer(part('swim', 8000n)), 'SPENT');
    assert.equal(answer(part(undefined, 8000n)), 'UNPLACED');
  });
  test('money in comes back from several things, from each at most what was spent', () => {
    const back = { ...line, amountPence: 150n };
    const answer = (swim: bigint, rest: bigint) =>
      verdict(
        decideAnswer(
          back,
          [part('swim', swim), part('rest', rest)],
          new Map([
            ['swim', 100n],
            ['rest', 50n],
          ]),
        ),
      );
    assert.equal(answer(100n, 50n), 'REFUND, REFUND');
    assert.equal(answer(101n, 49n), 'refund-over-spent');
    assert.equal(answer(99n, 51n), 'refund-over-spent');
  });
});

describe('what a promise still holds', () => {
  for (const [promised, spent, left] of [
    [100n, 0n, 100n],
    [100n, 99n, 1n],
    [100n, 100n, 0n],
    [100n, 101n, 0n],
    [0n, 5n, 0n],
  ] as const)
    test(`${promised} promised, ${spent} spent: ${left}`, () => assert.equal(promiseLeft(promised, spent), left));
});

describe('R-076, R-168  A statement is of this account and of the past', () => {
  const on = (text: string) => Temporal.PlainDate.from(text);
  const ours = { sortCode: '089999', accountNumber: '66374958' };
  const statement = {
    account: null,
    postedOn: [on('2026-12-01')],
    from: undefined,
    to: undefined,
    beginsOn: on('2026-12-01'),
    dayInOtherFormat: undefined,
  };
  const verdictOf = (more: Partial<Parameters<typeof decideStatement>[0]>) =>
    verdict(decideStatement({ ...statement, ...more }, ours, on('2026-12-10')));
  test('a file that names no account is taken', () => assert.equal(verdictOf({}), 'yes'));
  test('the same account', () => assert.equal(verdictOf({ account: ours }), 'yes'));
  test('by its IBAN, with spaces', () => {
    assert.equal(verdictOf({ account: { iban: 'GB11 NWBK 0899 9966 3749 58' } }), 'yes');
    assert.equal(verdictOf({ account: { iban: 'GB11NWBK08999966374959' } }), 'statement-other-account');
  });
  test('another number or another sort code', () => {
    assert.equal(verdictOf({ account: { ...ours, accountNumber: '66374959' } }), 'statement-other-account');
    assert.equal(verdictOf({ account: { sortCode: '089998' } }), 'statement-other-account');
  });
  test('the last four digits tell the two accounts apart', () => {
    const account = { ...ours, accountNumber: '12345670' };
    assert.deepEqual(decideStatement({ ...statement, account }, ours, on('2026-12-10')), {
      accepted: false,
      refusals: [{ code: 'statement-other-account', found: '5670', expected: '4958' }],
    });
  });
  test('a line of today, and one of tomorrow', () => {
    assert.equal(verdictOf({ postedOn: [on('2026-12-10')] }), 'yes');
    assert.equal(verdictOf({ postedOn: [on('2026-12-10'), on('2026-12-11')] }), 'statement-in-future');
  });
  test('the day before the budget begins, on which a bank may show its first payment, and one before that', () => {
    assert.equal(verdictOf({ postedOn: [on('2026-11-30'), on('2026-12-01')] }), 'yes');
    same(decideStatement({ ...statement, postedOn: [on('2026-12-01'), on('2026-11-29')] }, ours, on('2026-12-10')), {
      accepted: false,
      refusals: [{ code: 'statement-before-budget', postedOn: on('2026-11-29'), beginsOn: on('2026-12-01') }],
    });
  });
  test('the period that was said: one day is enough, backwards is not, nor is tomorrow', () => {
    assert.equal(verdictOf({ from: on('2026-12-10'), to: on('2026-12-10') }), 'yes');
    assert.equal(verdictOf({ from: on('2026-12-10'), to: on('2026-12-09') }), 'statement-period-reversed');
    assert.equal(verdictOf({ from: on('2026-12-10'), to: on('2026-12-11') }), 'statement-period-in-future');
  });
  test('R1  a day that came in a file of another format would be counted twice', () => {
    assert.equal(verdictOf({ dayInOtherFormat: on('2026-12-03') }), 'statement-day-in-other-format');
  });
});
