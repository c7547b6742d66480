import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type AgreementTerms,
  agreementClauses,
  CLAUSE_CODES,
  type ClauseCode,
  goalTimetable,
  usualReviewTimetable,
} from './clauses.ts';

const month = (text: string) => Temporal.PlainYearMonth.from(text);
const terms: AgreementTerms = {
  icbName: 'NHS Somewhere',
  phone: '01632 960000',
  startsOn: Temporal.PlainDate.from('2026-12-01'),
  yearPence: 3_360_000n,
  contingencyPence: 240_000n,
  options: ['DIRECT_PAYMENT', 'NOTIONAL'],
  payments: [
    { purpose: 'START_UP', period: month('2026-12'), amountPence: 115_000n },
    { purpose: 'INSTALMENT', period: month('2027-01'), amountPence: 260_000n },
  ],
  lines: [
    { label: 'Personal assistant', annualPence: 3_120_000n },
    { label: 'Swimming', annualPence: 24_000n },
  ],
  employsAssistants: true,
  recordKeepingLevel: 'RECEIPTS_FROM_25',
  recordsKeptBy: 'Jo',
  reviewTimetable: usualReviewTimetable(3, 14),
  payers: undefined,
  stopDays: 28,
  reclaimDays: 35,
};
const says = (code: ClauseCode, given: Partial<AgreementTerms> = {}) =>
  agreementClauses({ ...terms, ...given }).find(clause => clause.code === code)!.words;

describe('R-087  The agreement says everything that it must, in the order of the list', () => {
  test('all clauses, each with a heading and words', () => {
    const clauses = agreementClauses(terms);
    assert.deepEqual(
      clauses.map(clause => clause.code),
      [...CLAUSE_CODES],
    );
    for (const { code, title, words } of clauses) assert.ok(title !== '' && words.length > 20, code);
  });

  test('what is paid and when, the start-up money named', () => {
    assert.equal(
      says('AMOUNT'),
      'Your budget is £33,600.00 for one year from 1 December 2026. We pay it into your account each month, before the ' +
        'month begins: to get you started, with December 2026 £1,150.00; January 2027 £2,600.00.',
    );
    assert.match(says('AMOUNT', { payments: terms.payments.slice(1) }), /begins: January 2027 £2,600\.00\.$/);
  });
  test('R-135 R-139 R-108 R-113 the days and months of the board’s own policy', () => {
    assert.match(says('REVIEWS'), /first review no later than 3 months after .* at least 14 days before each planned/);
    assert.match(usualReviewTimetable(1, 1), /no later than 1 month after your first payment.* at least 1 day before/);
    assert.match(says('ENDING_PAYMENTS'), /first, usually 28 days before, and say why/);
    assert.match(says('ENDING_PAYMENTS', { stopDays: 1 }), /first, usually 1 day before, and say why/);
    assert.match(says('REPAYMENT'), /give you at least 35 days\.$/);
  });
  test('that nothing is paid in, where nothing is', () =>
    assert.match(says('AMOUNT', { payments: [] }), /No money is paid into an account of yours\.$/));

  test('R-093 what the organisation is paid that holds money for the person, beside their own or alone', () => {
    const held = { paymentsToThirdParty: [{ purpose: 'INSTALMENT', period: month('2026-12'), amountPence: 66_667n }] };
    assert.match(
      says('AMOUNT', held),
      /January 2027 £2,600\.00\. We pay the organisation that holds money for you each month, before the month begins: December 2026 £666\.67\.$/,
    );
    assert.match(says('AMOUNT', { ...held, payments: [] }), /from 1 December 2026\. We pay the organisation that/);
    assert.match(
      says('ACCOUNT', { options: ['THIRD_PARTY'] }),
      /^You do not need an account for this budget\. What another/,
    );
    assert.match(
      says('ACCOUNT', { options: ['DIRECT_PAYMENT', 'THIRD_PARTY'] }),
      /^The money is paid only .* what is left\.$/,
    );
    assert.doesNotMatch(says('ACCOUNT'), /another organisation/);
  });

  test('what it buys', () =>
    assert.equal(
      says('MAY_BUY'),
      'You can spend it on what is in your care plan: Personal assistant (£31,200.00 a year); Swimming (£240.00 a year).',
    ));

  test('the account, only where money is paid directly', () => {
    assert.match(says('ACCOUNT'), /^The money is paid only into the account/);
    assert.equal(says('ACCOUNT', { options: ['NOTIONAL'] }), 'You do not need an account for this budget.');
  });

  for (const [level, kept] of [
    ['RECEIPTS_FROM_25', 'a receipt for each thing that costs £25 or more'],
    ['RECEIPTS_FROM_10', 'a receipt for each thing that costs £10 or more'],
    ['RECEIPTS_ALL', 'a receipt for everything that you buy'],
  ] as const)
    test(`R-088  ${level}: ${kept}, and by whom`, () => {
      assert.match(says('RECORDS', { recordKeepingLevel: level }), new RegExp(`kept by: Jo\\. .*${kept}`));
    });

  test('the duties of whoever employs assistants, and the insurance', () => {
    assert.match(says('EMPLOYER'), /^You employ your assistants\./);
    assert.match(says('INSURANCE'), /^You must have employer's liability insurance\./);
    assert.match(says('EMPLOYER', { employsAssistants: false }), /^You do not employ anyone/);
    assert.match(says('INSURANCE', { employsAssistants: false }), /^Check that those who you pay/);
  });

  test('the money for emergencies, to the penny, or that there is none', () => {
    assert.match(says('CONTINGENCY'), /^£2,400\.00 of your budget is kept for emergencies/);
    assert.match(says('CONTINGENCY', { contingencyPence: 1n }), /^£0\.01 of your budget/);
    assert.match(says('CONTINGENCY', { contingencyPence: 0n }), /^Your budget has no sum for emergencies/);
  });

  test('R-139  when reviews are, with the notice of each', () =>
    assert.match(says('REVIEWS'), /no later than 3 months .* every 12 months, .* at least 14 days before/));
});

describe('R-128  The agreement of a budget for one goal', () => {
  const goal = {
    goalLastOn: Temporal.PlainDate.from('2027-03-31'),
    yearPence: 40_000n,
    payments: [{ purpose: 'ONE_OFF', period: month('2026-12'), amountPence: 40_000n }],
    lines: [{ label: 'Gym', annualPence: 40_000n }],
  };

  test('R-093 what the organisation gets of it that holds money for the person, beside their own or alone', () => {
    const held = { paymentsToThirdParty: [{ purpose: 'ONE_OFF', period: month('2026-12'), amountPence: 15_000n }] };
    assert.match(
      says('AMOUNT', { ...goal, ...held }),
      /into your account once\. £150\.00 more goes to the organisation that holds money for you\. Use it/,
    );
    assert.match(
      says('AMOUNT', { ...goal, ...held, payments: [] }),
      /We pay it once, to the organisation that holds the money for you\. Use it/,
    );
  });
  test('is paid once, and has an end', () => {
    assert.equal(
      says('AMOUNT', goal),
      'Your budget is £400.00, once. We pay it into your account once. Use it by 31 March 2027.',
    );
    assert.equal(
      says('AMOUNT', { ...goal, payments: [] }),
      'Your budget is £400.00, once. We pay for it ourselves. No money is paid into an account of yours. Use it by 31 March 2027.',
    );
    assert.equal(says('MAY_BUY', goal), 'You can spend it on what is in your care plan: Gym (£400.00).');
  });

  test('R-081  may name the everyday account', () => {
    assert.match(says('ACCOUNT', goal), /may be your everyday account, for this one payment\.$/);
    assert.doesNotMatch(says('ACCOUNT'), /everyday/);
    assert.match(
      says('ACCOUNT', { ...goal, options: ['THIRD_PARTY'] }),
      /^You do not need an account for this budget\. What/,
    );
  });

  test('has a question afterwards in place of reviews', () =>
    assert.match(
      says('REVIEWS', { ...goal, reviewTimetable: goalTimetable(goal.goalLastOn, { from: 4, to: 6 }) }),
      /on 31 March 2027\. We ask you once what has changed for you, 4 to 6 weeks after that\. There are no other reviews\.$/,
    ));
});

describe('R-097  What a person pays towards the council’s part is said where there is something, to the penny', () => {
  const parts = (personPence: bigint) => ({
    lead: 'Somewhere Council',
    parts: [
      { payer: 'NHS Somewhere', stream: 'NHS_CHC', payerPence: 2_000_000n, personPence: 0n },
      { payer: 'Somewhere Council', stream: 'LA_ADULT', payerPence: 1_000_000n, personPence },
    ],
  });
  for (const [personPence, expected] of [
    [0n, undefined],
    [1n, 'You pay £0.01 a year into the account yourself, towards the part of Somewhere Council'],
  ] as const)
    test(`${personPence} pence`, () => {
      const words = says('STREAMS', { payers: parts(personPence) });
      assert.equal(/You pay [^.]+\.\d\d[^.]*/.exec(words)?.[0], expected);
      assert.match(words, /Somewhere Council is in the lead/);
    });
});
