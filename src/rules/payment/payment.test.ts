import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import { total } from '../../values/pence.ts';
import type { Decision } from '../decision.ts';
import {
  actBy,
  type bacsDays,
  decideCancel,
  decideCredit,
  decideFile,
  decideRelease,
  decideReturn,
  decideRun,
  decideRunMonth,
  decideStandbyMonth,
  earliestDays,
  firstDays,
  HOLD_OWNER_WORDS,
  HOLDS,
  type HoldFacts,
  holdsOf,
  monthlyDays,
  paymentOfGoal,
  paymentsOfYear,
  type ReleaseFacts,
  runDays,
  timingWords,
  weekdayAndDate,
} from './payment.ts';

const date = (iso: string) => Temporal.PlainDate.from(iso);
const month = (iso: string) => Temporal.PlainYearMonth.from(iso);
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const days = (of: ReturnType<typeof bacsDays>) => `${of.inputOn} ${of.processingOn} ${of.creditOn}`;

describe('R-083  Credited on or before the first of the month; the file goes in two working days earlier', () => {
  const table = [
    // month     input         processing    credit
    ['2027-05', '2027-04-28', '2027-04-29', '2027-04-30'], // the 1st is a Saturday
    ['2027-09', '2027-08-27', '2027-08-31', '2027-09-01'], // 30 August is a bank holiday
    ['2026-12', '2026-11-27', '2026-11-30', '2026-12-01'], // a weekend between
    ['2026-08', '2026-07-29', '2026-07-30', '2026-07-31'], // the 1st is a Saturday
    ['2027-01', '2026-12-29', '2026-12-30', '2026-12-31'], // New Year; 28 December is a holiday too
    ['2027-02', '2027-01-28', '2027-01-29', '2027-02-01'],
    ['2027-04', '2027-03-30', '2027-03-31', '2027-04-01'], // Easter Monday is 29 March
  ] as const;
  for (const [covered, input, processing, credit] of table)
    test(`${covered}: in by ${input}, credited ${credit}`, () => {
      assert.equal(days(monthlyDays(month(covered), ENGLAND_AND_WALES)), `${input} ${processing} ${credit}`);
    });
});

describe('R-083  A run that is late for its month pays on the earliest Bacs day, and says so', () => {
  const table = [
    // today      month      input         credit        why
    ['2026-11-26', '2026-12', '2026-11-27', '2026-12-01', 'IN_ADVANCE'],
    ['2026-11-27', '2026-12', '2026-11-27', '2026-12-01', 'IN_ADVANCE'], // the last day in time
    ['2026-11-28', '2026-12', '2026-11-30', '2026-12-02', 'EARLIEST_BACS_DAY'], // a Saturday: in on Monday
    ['2026-11-30', '2026-12', '2026-11-30', '2026-12-02', 'EARLIEST_BACS_DAY'],
    ['2026-12-24', '2026-12', '2026-12-24', '2026-12-30', 'EARLIEST_BACS_DAY'], // over Christmas
    ['2026-12-25', '2026-12', '2026-12-29', '2026-12-31', 'EARLIEST_BACS_DAY'],
  ] as const;
  for (const [today, covered, input, credit, why] of table)
    test(`prepared ${today} for ${covered}: in ${input}, credited ${credit}, ${why}`, () => {
      const run = runDays(month(covered), date(today), ENGLAND_AND_WALES);
      assert.deepEqual([run.inputOn.toString(), run.creditOn.toString(), run.timing], [input, credit, why]);
    });

  test('the earliest day counts from the next working day', () => {
    assert.equal(days(earliestDays(date('2026-11-20'), ENGLAND_AND_WALES)), '2026-11-20 2026-11-23 2026-11-24');
    assert.equal(days(earliestDays(date('2026-11-21'), ENGLAND_AND_WALES)), '2026-11-23 2026-11-24 2026-11-25');
  });
});

describe('R-083  A first part month is credited on or before its start, or on the earliest Bacs day', () => {
  const table = [
    // starts       today         credit        why
    ['2027-01-15', '2027-01-12', '2027-01-15', 'IN_ADVANCE'],
    ['2027-01-15', '2027-01-13', '2027-01-15', 'IN_ADVANCE'], // two working days left
    ['2027-01-15', '2027-01-14', '2027-01-18', 'EARLIEST_BACS_DAY'], // one left
    ['2027-01-16', '2027-01-13', '2027-01-15', 'IN_ADVANCE'], // a Saturday: the day before
    ['2027-01-16', '2027-01-14', '2027-01-18', 'EARLIEST_BACS_DAY'],
  ] as const;
  for (const [startsOn, today, credit, why] of table)
    test(`starts ${startsOn}, ready ${today}: ${credit}, ${why}`, () => {
      const first = firstDays(date(startsOn), date(today), ENGLAND_AND_WALES);
      assert.deepEqual([first.creditOn.toString(), first.timing], [credit, why]);
    });
});

describe('R-044 R-045  What a year pays', () => {
  test('£31,200.00 from 1 December: twelve times £2,600.00', () => {
    const paid = paymentsOfYear({ startsOn: date('2026-12-01'), yearlyPence: 3_120_000n, startUpPence: 0n });
    assert.deepEqual(
      paid.map(payment => payment.amountPence),
      Array(12).fill(260_000n),
    );
    assert.deepEqual([paid[0]!.coversFrom.toString(), paid[11]!.coversTo.toString()], ['2026-12-01', '2027-11-30']);
  });

  test('from 15 January: thirteen, the first £1,425.81, the last £1,174.19, both together one instalment', () => {
    const paid = paymentsOfYear({ startsOn: date('2027-01-15'), yearlyPence: 3_120_000n, startUpPence: 0n });
    assert.equal(paid.length, 13);
    assert.deepEqual([paid[0]!.amountPence, paid[12]!.amountPence], [142_581n, 117_419n]);
    assert.equal(total(paid.map(payment => payment.amountPence)), 3_120_000n);
    assert.deepEqual([paid[12]!.coversFrom.toString(), paid[12]!.coversTo.toString()], ['2028-01-01', '2028-01-14']);
  });

  test('a penny to start with is a payment of its own', () => {
    const paid = paymentsOfYear({ startsOn: date('2027-01-01'), yearlyPence: 3_120_000n, startUpPence: 1n });
    assert.deepEqual([paid.length, paid[0]!.purpose, paid[0]!.amountPence], [13, 'START_UP', 1n]);
  });
  test('what is bought once comes first, with the first month, and is no instalment', () => {
    const paid = paymentsOfYear({ startsOn: date('2027-01-15'), yearlyPence: 3_120_000n, startUpPence: 50_000n });
    assert.deepEqual(
      [paid[0]!.purpose, paid[0]!.period.toString(), paid[0]!.amountPence],
      ['START_UP', '2027-01', 50_000n],
    );
    assert.equal(paid.length, 14);
  });

  for (const [yearlyPence, count] of [
    [0n, 0],
    [1n, 1],
    [1_199n, 1],
    [1_200n, 12],
  ] as const)
    test(`${yearlyPence} pence a year: ${count} payments`, () => {
      const paid = paymentsOfYear({ startsOn: date('2026-12-01'), yearlyPence, startUpPence: 0n });
      assert.equal(paid.length, count);
      assert.equal(total(paid.map(payment => payment.amountPence)), yearlyPence);
    });
});

describe('R-084  When a run may be prepared', () => {
  const table = [
    // today       month      answer
    ['2026-12-31', '2026-12', 'accepted'],
    ['2027-01-01', '2026-12', 'run-month-past'],
    ['2026-10-30', '2026-12', 'run-too-early'], // 31 days before processing on 30 November
    ['2026-10-31', '2026-12', 'accepted'], // 30 days
  ] as const;
  for (const [today, covered, expected] of table)
    test(`${covered} on ${today}: ${expected}`, () => {
      assert.equal(verdict(decideRunMonth(month(covered), date(today), ENGLAND_AND_WALES)), expected);
    });

  test('an empty run is none', () => {
    assert.equal(verdict(decideRun(month('2026-12'), { paymentsCount: 0, heldCount: 3 })), 'nothing-to-pay');
    assert.equal(verdict(decideRun(month('2026-12'), { paymentsCount: 1, heldCount: 0 })), 'accepted');
  });
});

describe('R-085  Released by another person, and what they saw is still true', () => {
  const facts = (given: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
    status: 'PREPARED',
    preparedById: 'pru',
    inputOn: date('2026-11-27'),
    totals: { count: 2, totalPence: 402_581n },
    seen: { count: 2, totalPence: 402_581n },
    barredCount: 0,
    ownAccountsCount: 0,
    ...given,
  });
  const table: readonly (readonly [Partial<ReleaseFacts>, string, string, string])[] = [
    [{}, 'rel', '2026-11-26', 'accepted'],
    [{}, 'rel', '2026-11-27', 'accepted'],
    [{}, 'rel', '2026-11-28', 'run-too-late'],
    [{}, 'pru', '2026-11-26', 'releaser-prepared-run'],
    [{ preparedById: undefined }, 'rel', '2026-11-26', 'run-not-taken-up'],
    [{ status: 'RELEASED' }, 'rel', '2026-11-26', 'run-in-wrong-state'],
    [{ status: 'CANCELLED' }, 'rel', '2026-11-26', 'run-in-wrong-state'],
    [{ seen: { count: 2, totalPence: 402_580n } }, 'rel', '2026-11-26', 'run-not-as-seen'],
    [{ seen: { count: 1, totalPence: 402_581n } }, 'rel', '2026-11-26', 'run-not-as-seen'],
    [{ barredCount: 1 }, 'rel', '2026-11-26', 'run-has-barred-payments'],
    [{ ownAccountsCount: 1 }, 'rel', '2026-11-26', 'releaser-entered-account'],
    [{ barredCount: 1 }, 'pru', '2026-11-28', 'releaser-prepared-run, run-has-barred-payments, run-too-late'],
  ];
  for (const [given, releaser, today, expected] of table)
    test(`${releaser} on ${today}: ${expected}`, () => {
      assert.equal(verdict(decideRelease(facts(given), releaser, date(today))), expected);
    });
});

describe('R-083  The file, the credit, and what comes back', () => {
  const run = { status: 'RELEASED', inputOn: date('2026-11-27'), hasBankDetails: true, stoppedCount: 0 } as const;
  test('a file is written after release, by its input day, from a known account', () => {
    assert.equal(verdict(decideFile(run, date('2026-11-27'))), 'accepted');
    assert.equal(verdict(decideFile(run, date('2026-11-28'))), 'run-too-late');
    assert.equal(verdict(decideFile({ ...run, status: 'PREPARED' }, date('2026-11-27'))), 'run-in-wrong-state');
    assert.equal(
      verdict(decideFile({ ...run, hasBankDetails: false }, date('2026-11-27'))),
      'icb-bank-details-missing',
    );
  });
  test('R-028 not while somebody in it may no longer be paid', () => {
    assert.equal(verdict(decideFile({ ...run, stoppedCount: 1 }, date('2026-11-27'))), 'run-has-barred-payments');
  });

  test('a sent run counts as credited from its credit day on, once', () => {
    const sent = { status: 'SENT', creditOn: date('2026-12-01') } as const;
    assert.equal(verdict(decideCredit(sent, date('2026-11-30'))), 'credit-day-not-reached');
    assert.equal(verdict(decideCredit(sent, date('2026-12-01'))), 'accepted');
    assert.equal(verdict(decideCredit({ ...sent, status: 'CREDITED' }, date('2026-12-01'))), 'run-in-wrong-state');
    assert.equal(verdict(decideCredit({ ...sent, status: 'RELEASED' }, date('2026-12-01'))), 'run-in-wrong-state');
  });

  for (const [status, cancel, back] of [
    ['PREPARED', 'accepted', 'payment-not-sent'],
    ['RELEASED', 'accepted', 'payment-not-sent'],
    ['SENT', 'run-in-wrong-state', 'accepted'],
    ['CREDITED', 'run-in-wrong-state', 'accepted'],
    ['CANCELLED', 'run-in-wrong-state', 'payment-not-sent'],
  ] as const)
    test(`${status}: cancel ${cancel}, come back ${back}`, () => {
      assert.equal(verdict(decideCancel(status)), cancel);
      assert.equal(verdict(decideReturn({ ended: null, status })), back);
    });

  test('what came back does not come back again', () => {
    assert.equal(verdict(decideReturn({ ended: 'RETURNED', status: 'CREDITED' })), 'payment-ended');
  });
});

describe('R-027 R-076 R-085  What holds a payment back', () => {
  const account = { outcome: 'VERIFIED', method: 'CALL_BACK', changed: false, waitedOneRun: false } as const;
  const due = (given: Partial<HoldFacts> = {}): HoldFacts => ({
    setUp: true,
    suspended: false,
    payee: [],
    account,
    coolingOff: true,
    contractOver: false,
    amountPence: 260_000n,
    undrawnPence: 260_000n,
    ...given,
  });
  const changed = { ...account, changed: true, method: 'BANK_LETTER' } as const;
  const table: readonly (readonly [string, Partial<HoldFacts>, string])[] = [
    ['nothing', {}, ''],
    ['not set up', { setUp: false }, 'not-set-up'],
    ['held back over a concern', { suspended: true }, 'suspended'],
    ['no consent', { payee: ['no-consent'] }, 'no-consent'],
    [
      'an order of the Schedule and no certificate',
      { payee: ['schedule-bar', 'dbs-missing'] },
      'schedule-bar, dbs-missing',
    ],
    ['no account', { account: undefined }, 'no-account'],
    [
      'an account that nobody checked',
      { account: { ...account, outcome: undefined, method: undefined } },
      'account-not-verified',
    ],
    ['an account that was refused', { account: { ...account, outcome: 'REFUSED' } }, 'account-refused'],
    ['a changed account, by letter', { account: changed }, 'account-cooling-off'],
    ['a changed account, called back', { account: { ...changed, method: 'CALL_BACK' } }, ''],
    ['a changed account, one run later', { account: { ...changed, waitedOneRun: true } }, ''],
    ['a changed account, where policy does not wait', { account: changed, coolingOff: false }, ''],
    ['a first account, by letter', { account: { ...account, method: 'BANK_LETTER' } }, ''],
    ['R-093 whoever holds it has no contract any more', { contractOver: true }, 'contract-over'],
    ['just enough', { undrawnPence: 260_000n }, ''],
    ['a penny short', { undrawnPence: 259_999n }, 'not-enough-undrawn'],
    ['the most that Bacs carries', { amountPence: 2_000_000_000n, undrawnPence: 3_000_000_000n }, ''],
    ['a penny more', { amountPence: 2_000_000_001n, undrawnPence: 3_000_000_000n }, 'over-bacs-limit'],
    [
      'all at once',
      { setUp: false, payee: ['no-consent'], account: undefined, contractOver: true, undrawnPence: 0n },
      'not-set-up, no-consent, no-account, contract-over, not-enough-undrawn',
    ],
  ];
  for (const [what, given, expected] of table)
    test(`${what}: ${expected || 'paid'}`, () => {
      assert.equal(holdsOf(due(given)).join(', '), expected);
    });

  test('every reason has words and an owner', () => {
    for (const [reason, { words, owner }] of Object.entries(HOLDS))
      assert.ok(words.length > 20 && owner in HOLD_OWNER_WORDS, reason);
  });

  test('they are to be cleared by the day of the file, or the next working day', () => {
    const by = (input: string, today: string) => actBy(date(input), date(today), ENGLAND_AND_WALES).toString();
    assert.equal(by('2026-11-27', '2026-11-23'), '2026-11-27');
    assert.equal(by('2026-11-27', '2026-11-26'), '2026-11-27');
    assert.equal(by('2026-11-27', '2026-11-27'), '2026-11-30');
  });
});

describe('R-128  What a budget for one goal pays the person', () => {
  const goal = { startsOn: date('2026-12-15'), pence: 40_000n, lastOn: date('2027-03-31') };
  test('the sum, once, for the time until its last day', () =>
    same(paymentOfGoal(goal), [
      {
        purpose: 'ONE_OFF',
        period: Temporal.PlainYearMonth.from('2026-12'),
        coversFrom: goal.startsOn,
        coversTo: goal.lastOn,
        amountPence: 40_000n,
      },
    ]));
  test('nothing, where there is nothing', () => same(paymentOfGoal({ ...goal, pence: 0n }), []));
  for (const [lastOn, to] of [
    ['2026-12-14', '2026-12-15'],
    ['2026-12-15', '2026-12-15'],
    ['2026-12-16', '2026-12-16'],
  ] as const)
    test(`a last day of ${lastOn} gives cover to ${to}`, () => {
      const [payment] = paymentOfGoal({ ...goal, lastOn: date(lastOn) });
      assert.equal(payment?.coversTo.toString(), to);
    });
});

describe('R-083  Why the money arrives when it does is said in words', () => {
  const month = Temporal.PlainYearMonth.from('2027-01');
  const creditOn = date('2027-01-06');
  test('before the month begins', () =>
    assert.equal(timingWords({ timing: 'IN_ADVANCE', month, creditOn }), 'Paid before January 2027 begins.'));
  test('or as soon as Bacs can', () =>
    assert.equal(
      timingWords({ timing: 'EARLIEST_BACS_DAY', month, creditOn }),
      'The usual day for January 2027 has passed. 6 January 2027 is the first day that Bacs can pay it.',
    ));
  for (const [day, words] of [
    ['2026-11-23', 'Monday 23 November'],
    ['2026-11-27', 'Friday 27 November'],
    ['2026-11-29', 'Sunday 29 November'],
  ] as const)
    test(words, () => assert.equal(weekdayAndDate(date(day)), words));
});

describe('R-083  By Faster Payments goes only what Bacs cannot pay in time any more', () => {
  // December's file is due on Thursday 26 November: credit on Monday 30, as the first is a Tuesday.
  const { inputOn } = monthlyDays(month('2026-12'), ENGLAND_AND_WALES);
  const table = [
    ['2026-12', inputOn.subtract({ days: 1 }).toString(), 'rail-not-needed'],
    ['2026-12', inputOn.toString(), 'accepted'],
    ['2026-12', '2026-12-31', 'accepted'],
    ['2026-12', '2027-01-01', 'run-month-past'],
  ] as const;
  for (const [covered, today, expected] of table)
    test(`${covered} on ${today}: ${expected}`, () =>
      assert.equal(verdict(decideStandbyMonth(month(covered), date(today), ENGLAND_AND_WALES)), expected));

  for (const only of ['GIVEN_UP', 'URGENT'] as const)
    test(`R-083 what is ${only} goes at any time, but for no month that is over`, () => {
      const on = (today: string) => verdict(decideStandbyMonth(month('2026-12'), date(today), ENGLAND_AND_WALES, only));
      assert.equal(on('2026-11-01'), 'accepted');
      assert.equal(on('2027-01-01'), 'run-month-past');
    });

  test('it goes and arrives on the same day', () => {
    const decision = decideStandbyMonth(month('2026-12'), date('2026-12-02'), ENGLAND_AND_WALES);
    assert.ok(decision.accepted);
    assert.equal(days(decision.value), '2026-12-02 2026-12-02 2026-12-02');
    assert.equal(decision.value.timing, 'SAME_DAY');
  });
});
