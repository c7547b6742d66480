import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import type { Decision } from '../decision.ts';
import {
  allocateReceipt,
  decideRechargeAnswer,
  decideStatements,
  lastMonthToState,
  type MonthPart,
  type RechargeAnswer,
  statementsDue,
} from './recharge-statement.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const month = (text: string) => Temporal.PlainYearMonth.from(text);
const codes = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals.map(({ code }) => code));
const part = (paidPence: bigint, statedPence: bigint, more: Partial<MonthPart> = {}): MonthPart => ({
  payer: 'A',
  stream: 'LA_ADULT',
  month: month('2026-12'),
  ownStream: 'NHS_CHC',
  paidPence,
  statedPence,
  ...more,
});

describe('R-096  What a statement says', () => {
  test('the first says all of it, by the streams of the board that lent it', () =>
    same(statementsDue([part(100n, 0n), part(20n, 0n, { ownStream: 'NHS_CC' })]), [
      {
        payer: 'A',
        stream: 'LA_ADULT',
        month: '2026-12',
        parts: [
          { stream: 'NHS_CHC', pence: 100n },
          { stream: 'NHS_CC', pence: 20n },
        ],
        pence: 120n,
      },
    ]));
  test('a month that is stated to the penny needs none', () => same(statementsDue([part(100n, 100n)]), []));
  test('a corrected month says the difference only, up or down', () =>
    same(
      statementsDue([part(101n, 100n), part(99n, 100n, { month: month('2027-01') })]).map(each => each.pence),
      [1n, -1n],
    ));
  test('each payer, stream and month by itself', () =>
    same(
      statementsDue([
        part(1n, 0n),
        part(2n, 0n, { payer: 'B' }),
        part(4n, 0n, { stream: 'LA_CHILDREN' }),
        part(8n, 0n, { month: month('2027-01') }),
      ]).map(each => each.pence),
      [1n, 2n, 4n, 8n],
    ));
  test('what moved between streams of the board is stated, although the sum stays', () =>
    same(
      statementsDue([part(0n, 5n), part(5n, 0n, { ownStream: 'NHS_CC' })]).map(each => [each.pence, each.parts.length]),
      [[0n, 2]],
    ));
  test('all versions together are what the ledger has', () =>
    fc.assert(
      fc.property(fc.array(fc.bigInt(-999n, 999n), { maxLength: 6 }), moved => {
        let [paid, stated] = [0n, 0n];
        for (const pence of moved) {
          paid += pence;
          stated += total(statementsDue([part(paid, stated)]).map(each => each.pence));
        }
        return stated === paid;
      }),
    ));
});

describe('R-096  When a statement is made', () => {
  test('once the month is over', () => {
    const decide = (through: string, today: string) => codes(decideStatements(month(through), on(today)));
    same(decide('2026-12', '2027-01-01'), []);
    same(decide('2026-12', '2026-12-31'), ['recharge-month-not-over']);
    same(decide('2027-01', '2026-12-31'), ['recharge-month-not-over']);
  });
  test('by itself from a day of the next month on', () => {
    const last = (today: string) => `${lastMonthToState(on(today), { statementDay: 5 })}`;
    same([last('2027-01-04'), last('2027-01-05'), last('2027-01-06')], ['2026-11', '2026-12', '2026-12']);
  });
});

describe('R-096  The other side answers', () => {
  const made = { isAgreed: false, madeOn: on('2027-01-05') };
  const yes: RechargeAnswer = { answer: 'AGREED', answeredOn: on('2027-01-10'), words: '' };
  const decide = (more: Partial<RechargeAnswer>, of: Partial<typeof made> = {}) =>
    codes(decideRechargeAnswer({ ...yes, ...more }, { ...made, ...of }, on('2027-01-10')));
  test('yes, today', () => same(decide({}), []));
  test('yes twice', () => same(decide({}, { isAgreed: true }), ['recharge-agreed-already']));
  test('tomorrow', () => same(decide({ answeredOn: on('2027-01-11') }), ['recharge-answer-in-future']));
  test('on the day that it was made, and the day before', () => {
    same(decide({ answeredOn: on('2027-01-05') }), []);
    same(decide({ answeredOn: on('2027-01-04') }), ['recharge-answer-before-statement']);
  });
  test('no, with what is wrong', () => {
    same(decide({ answer: 'DISPUTED', words: 'One budget is not ours' }), []);
    same(decide({ answer: 'DISPUTED', words: ' ' }), ['recharge-dispute-without-words']);
  });
});

describe('R-096  Which stream of the board is paid back', () => {
  const lent = (...pence: bigint[]) => pence.map((each, i) => ({ stream: `NHS_${i}`, pence: each }));
  const cases: readonly (readonly [string, readonly bigint[], bigint, readonly (readonly [string, bigint])[]])[] = [
    ['the first in part', [5n, 7n], 4n, [['NHS_0', 4n]]],
    ['the first whole', [5n, 7n], 5n, [['NHS_0', 5n]]],
    [
      'then the next',
      [5n, 7n],
      6n,
      [
        ['NHS_0', 5n],
        ['NHS_1', 1n],
      ],
    ],
    [
      'what is too much lies with the first',
      [5n, 7n],
      13n,
      [
        ['NHS_0', 6n],
        ['NHS_1', 7n],
      ],
    ],
    ['one that has more than it lent takes nothing', [-5n, 7n], 6n, [['NHS_1', 6n]]],
    ['nothing was lent', [0n], 6n, [['NHS_0', 6n]]],
  ];
  for (const [what, owed, pence, expected] of cases)
    test(what, () =>
      same(
        allocateReceipt(lent(...owed), pence).map(each => [each.stream, each.pence]),
        expected,
      ),
    );
  test('the parts always add up to what came', () =>
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(-99n, 999n), { minLength: 1, maxLength: 5 }),
        fc.bigInt(1n, 2_000n),
        (owed, pence) => total(allocateReceipt(lent(...owed), pence).map(each => each.pence)) === pence,
      ),
    ));
});
