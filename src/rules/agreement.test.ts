import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Agreement,
  decideAccountEntry,
  decideAgreementOffer,
  decideConsent,
  decideIcbSigning,
  decidePersonSigning,
  decideSetUp,
  decideStart,
  decideTaskClosed,
  decideVerification,
  type EnteredAccount,
  type SigningFacts,
  type StartFacts,
  setUpTasks,
  type WhoIsPaid,
} from './agreement.ts';
import { type AgreementTerms, agreementClauses, CLAUSE_CODES } from './clauses.ts';
import type { Decision } from './decision.ts';

const date = (iso: string) => Temporal.PlainDate.from(iso);
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

const terms: AgreementTerms = {
  icbName: 'NHS Testshire ICB',
  phone: '01632 960001',
  startsOn: date('2026-12-01'),
  yearPence: 3_120_000n,
  contingencyPence: 240_000n,
  options: ['DIRECT_PAYMENT'],
  payments: [{ purpose: 'INSTALMENT', period: Temporal.PlainYearMonth.from('2026-12'), amountPence: 260_000n }],
  lines: [{ label: 'Assistant', annualPence: 2_880_000n }],
  employsAssistants: true,
  recordKeepingLevel: 'RECEIPTS_FROM_25',
  recordsKeptBy: 'The person',
  reviewTimetable: 'First after three months.',
  reviewNoticeDays: 14,
};
const clauses = agreementClauses(terms);

const agreement = (given: Partial<Agreement> = {}): Agreement => ({
  contentHash: 'text',
  finalBudgetHash: 'budget',
  planHash: 'plan',
  recordKeepingLevel: 'RECEIPTS_FROM_25',
  recordsKeptBy: 'The person',
  reviewTimetable: 'First after three months.',
  clauses,
  signedByPerson: false,
  signedByIcb: false,
  ...given,
});
const adult: WhoIsPaid = { ageYears: 62, hasCapacity: true, hasRepresentative: false };
const signing = (given: Partial<SigningFacts> = {}): SigningFacts => ({
  state: 'BUDGET_SET',
  agreement: agreement(),
  seenHash: 'text',
  finalBudgetHash: 'budget',
  planHash: 'plan',
  hasDirectPayment: true,
  who: adult,
  ...given,
});

describe('CL-14  The agreement has every clause, each in words', () => {
  test('all twenty, none empty', () => {
    assert.equal(CLAUSE_CODES.length, 20);
    assert.deepEqual(
      clauses.filter(clause => clause.words.length < 20 || clause.title === ''),
      [],
    );
  });

  for (const missing of CLAUSE_CODES)
    test(`without ${missing} it is not signed`, () => {
      const without = agreement({ clauses: clauses.filter(clause => clause.code !== missing) });
      assert.equal(verdict(decidePersonSigning(signing({ agreement: without }))), 'clause-missing');
    });

  test('R-087 who keeps which records stands in it', () => {
    const all = agreementClauses({ ...terms, recordKeepingLevel: 'RECEIPTS_ALL', recordsKeptBy: 'The payroll bureau' });
    const words = all.find(clause => clause.code === 'RECORDS')!.words;
    assert.match(words, /The payroll bureau/);
    assert.match(words, /receipt for everything/);
  });
});

describe('R-087 R-139  No agreement without the record keeping and the review timetable', () => {
  const table: readonly (readonly [Partial<Agreement>, string])[] = [
    [{}, 'accepted'],
    [{ recordKeepingLevel: '' }, 'record-keeping-missing'],
    [{ recordsKeptBy: ' ' }, 'record-keeping-missing'],
    [{ reviewTimetable: '' }, 'review-timetable-missing'],
    [{ recordsKeptBy: '', reviewTimetable: ' ' }, 'record-keeping-missing, review-timetable-missing'],
  ];
  for (const [given, expected] of table)
    test(`${JSON.stringify(given)}: ${expected}`, () => {
      const facts = { state: 'BUDGET_SET', hasFinalBudget: true, hasApprovedPlan: true, shortPence: 0n } as const;
      assert.equal(verdict(decideAgreementOffer({ ...facts, agreement: agreement(given) })), expected);
      assert.equal(verdict(decidePersonSigning(signing({ agreement: agreement(given) }))), expected);
    });
});

describe('T14  An agreement is offered on a final budget that pays for the plan', () => {
  const offer = { state: 'BUDGET_SET', hasFinalBudget: true, hasApprovedPlan: true, agreement: agreement() } as const;
  for (const [shortPence, expected] of [
    [-1n, 'accepted'],
    [0n, 'accepted'],
    [1n, 'plan-over-final-budget'],
  ] as const)
    test(`short by ${shortPence} pence: ${expected}`, () => {
      assert.equal(verdict(decideAgreementOffer({ ...offer, shortPence })), expected);
    });

  test('every reason at once', () => {
    const facts = { state: 'APPROVED', hasFinalBudget: false, hasApprovedPlan: false, shortPence: 0n } as const;
    assert.equal(
      verdict(decideAgreementOffer({ ...facts, agreement: undefined })),
      'wrong-state, no-final-budget, no-approved-plan',
    );
  });
});

describe('T14  Each side signs the text that it saw, the person first', () => {
  const signed = agreement({ signedByPerson: true });
  const table: readonly (readonly [string, Partial<SigningFacts>, string, string])[] = [
    // what                    facts                              the person                   the ICB
    ['offered', {}, 'accepted', 'agreement-not-signed'],
    ['signed by the person', { agreement: signed }, 'agreement-already-signed', 'accepted'],
    ['none', { agreement: undefined }, 'agreement-not-offered', 'agreement-not-offered'],
    [
      'another text',
      { agreement: signed, seenHash: 'other' },
      'agreement-already-signed, agreement-changed',
      'agreement-changed',
    ],
    [
      'another budget',
      { agreement: signed, finalBudgetHash: 'other' },
      'agreement-already-signed, agreement-out-of-date',
      'agreement-out-of-date',
    ],
    [
      'another plan',
      { agreement: signed, planHash: 'other' },
      'agreement-already-signed, agreement-out-of-date',
      'agreement-out-of-date',
    ],
    [
      'agreed already',
      { agreement: { ...signed, signedByIcb: true }, state: 'AGREED' },
      'wrong-state, agreement-already-signed',
      'wrong-state, agreement-already-signed',
    ],
  ];
  for (const [what, facts, person, icb] of table)
    test(`${what}: the person ${person}; the ICB ${icb}`, () => {
      assert.equal(verdict(decidePersonSigning(signing(facts))), person);
      assert.equal(verdict(decideIcbSigning(signing(facts))), icb);
    });
});

describe('R-019 R-020 R-021  Who may be paid directly', () => {
  const table: readonly (readonly [WhoIsPaid, string])[] = [
    [{ ageYears: 15, hasCapacity: true, hasRepresentative: false }, 'direct-payment-barred'],
    [{ ageYears: 16, hasCapacity: true, hasRepresentative: false }, 'accepted'],
    [{ ageYears: 15, hasCapacity: true, hasRepresentative: true }, 'accepted'],
    [{ ageYears: 40, hasCapacity: false, hasRepresentative: false }, 'direct-payment-barred'],
    [{ ageYears: 40, hasCapacity: false, hasRepresentative: true }, 'accepted'],
    [{ ageYears: 15, hasCapacity: false, hasRepresentative: false }, 'direct-payment-barred, direct-payment-barred'],
  ];
  for (const [who, expected] of table)
    test(`${who.ageYears} years, ${who.hasCapacity ? 'with' : 'without'} capacity, ${who.hasRepresentative ? 'a' : 'no'} representative: ${expected}`, () => {
      assert.equal(verdict(decidePersonSigning(signing({ who }))), expected);
    });

  test('R-024 the same person may have a budget that others hold', () => {
    const who = { ageYears: 15, hasCapacity: false, hasRepresentative: false };
    assert.equal(verdict(decidePersonSigning(signing({ who, hasDirectPayment: false }))), 'accepted');
  });
});

describe('R-019 R-020 R-021  Whose yes it is', () => {
  const table: readonly (readonly [number, boolean, string, string])[] = [
    // age  capacity  the person                     the representative
    [15, true, 'consent-not-yours-to-give', 'accepted'],
    [16, true, 'accepted', 'consent-not-yours-to-give'],
    [16, false, 'consent-not-yours-to-give', 'accepted'],
  ];
  for (const [ageYears, hasCapacity, person, representative] of table)
    test(`${ageYears} years, ${hasCapacity ? 'with' : 'without'} capacity`, () => {
      const who = { ageYears, hasCapacity, hasRepresentative: true };
      assert.equal(verdict(decideConsent(who, 'PERSON')), person);
      assert.equal(verdict(decideConsent(who, 'REPRESENTATIVE')), representative);
    });
});

describe('R-076 R-086  Account details', () => {
  const entered = { sortCode: '089999', accountNumber: '66374958', name: 'T Person' };
  for (const [modulus, expected] of [
    ['pass', 'accepted'],
    ['not-checkable', 'accepted'],
    ['fail', 'account-fails-check'],
  ] as const)
    test(`modulus ${modulus}: ${expected}`, () => {
      assert.equal(
        verdict(decideAccountEntry({ state: 'AGREED', before: undefined, entered, modulus, nameInFile: 'T PERSON' })),
        expected,
      );
    });

  for (const [state, expected] of [
    ['BUDGET_SET', 'wrong-state'],
    ['AGREED', 'accepted'],
    ['SET_UP', 'accepted'],
    ['ACTIVE', 'accepted'],
    ['WITHDRAWN', 'wrong-state'],
  ] as const)
    test(`entered while ${state}: ${expected}`, () => {
      assert.equal(
        verdict(decideAccountEntry({ state, before: undefined, entered, modulus: 'pass', nameInFile: 'T PERSON' })),
        expected,
      );
    });

  for (const [nameInFile, expected] of [
    ['', 'account-name-not-writable'],
    [' - ', 'account-name-not-writable'],
    ['X', 'accepted'],
  ] as const)
    test(`a name that a file carries as "${nameInFile}": ${expected}`, () => {
      const entry = { state: 'AGREED', before: undefined, entered, modulus: 'pass', nameInFile } as const;
      assert.equal(verdict(decideAccountEntry(entry)), expected);
    });

  test('the same details again are no change, another name is', () => {
    const before = { ...entered, enteredById: 'a', checked: true };
    assert.equal(
      verdict(decideAccountEntry({ state: 'ACTIVE', before, entered, modulus: 'pass', nameInFile: 'T PERSON' })),
      'account-unchanged',
    );
    const renamed = { ...entered, name: 'T Other' };
    assert.equal(
      verdict(
        decideAccountEntry({ state: 'ACTIVE', before, entered: renamed, modulus: 'pass', nameInFile: 'T PERSON' }),
      ),
      'accepted',
    );
  });
});

describe('R-085  Who entered an account does not check it', () => {
  const account = (given: Partial<EnteredAccount> = {}): EnteredAccount => ({
    sortCode: '089999',
    accountNumber: '66374958',
    name: 'T Person',
    enteredById: 'pru',
    checked: false,
    ...given,
  });
  const table: readonly (readonly [string, EnteredAccount | undefined, string, string])[] = [
    ['nothing entered', undefined, 'finn', 'no-account'],
    ['by another', account(), 'finn', 'accepted'],
    ['by themself', account(), 'pru', 'verifier-entered-account'],
    ['twice', account({ checked: true }), 'finn', 'account-already-checked'],
  ];
  for (const [what, entered, verifier, expected] of table)
    test(`${what}: ${expected}`, () => {
      assert.equal(verdict(decideVerification(entered, verifier)), expected);
    });
});

describe('T15  What has to be ready', () => {
  const table: readonly (readonly [string[], string[], string[]])[] = [
    [['DIRECT_PAYMENT'], ['THERAPY'], ['CONSENT', 'ACCOUNT']],
    [['DIRECT_PAYMENT'], ['PA_WAGES'], ['CONSENT', 'ACCOUNT', 'EMPLOYER']],
    [['THIRD_PARTY'], ['PA_WAGES'], ['CONTRACT_OF_SUPPLY']],
    [['NOTIONAL'], [], ['PURCHASE_ORDERS']],
    [['DIRECT_PAYMENT', 'NOTIONAL'], ['PA_ONCOSTS'], ['CONSENT', 'ACCOUNT', 'EMPLOYER', 'PURCHASE_ORDERS']],
  ];
  for (const [options, categories, expected] of table)
    test(`${options} with ${categories}: ${expected}`, () => {
      assert.deepEqual(setUpTasks({ options, categories }), expected);
    });

  test('one open task keeps the set-up open, and says which', () => {
    const tasks = [
      { kind: 'CONSENT', closed: true },
      { kind: 'ACCOUNT', closed: false },
    ] as const;
    assert.equal(verdict(decideSetUp('AGREED', tasks)), 'set-up-task-open');
    assert.equal(verdict(decideSetUp('AGREED', [{ kind: 'ACCOUNT', closed: true }])), 'accepted');
    assert.equal(verdict(decideSetUp('SET_UP', [])), 'wrong-state');
  });

  test('consent and account close themselves; what is not there is not closed', () => {
    const tasks = [
      { kind: 'ACCOUNT', closed: false },
      { kind: 'EMPLOYER', closed: false },
    ] as const;
    assert.equal(verdict(decideTaskClosed(tasks, 'EMPLOYER')), 'accepted');
    assert.equal(verdict(decideTaskClosed(tasks, 'ACCOUNT')), 'set-up-task-unknown');
    assert.equal(verdict(decideTaskClosed(tasks, 'PURCHASE_ORDERS')), 'set-up-task-unknown');
    assert.equal(verdict(decideTaskClosed([{ kind: 'EMPLOYER', closed: true }], 'EMPLOYER')), 'set-up-task-closed');
  });
});

describe('T16  A budget starts on its day, set up, its first payment released', () => {
  const start = (given: Partial<StartFacts> = {}): StartFacts => ({
    state: 'SET_UP',
    tasks: [{ kind: 'ACCOUNT', closed: true }],
    startsOn: date('2026-12-01'),
    hasDirectPayment: true,
    firstPaymentReleased: true,
    ...given,
  });
  const table: readonly (readonly [string, Partial<StartFacts>, string])[] = [
    ['2026-11-30', {}, 'start-not-reached'],
    ['2026-12-01', {}, 'accepted'],
    ['2026-12-02', {}, 'accepted'],
    ['2026-12-01', { firstPaymentReleased: false }, 'first-payment-not-released'],
    ['2026-12-01', { firstPaymentReleased: false, hasDirectPayment: false }, 'accepted'],
    ['2026-12-01', { tasks: [{ kind: 'ACCOUNT', closed: false }] }, 'set-up-task-open'],
    ['2026-12-01', { state: 'AGREED' }, 'wrong-state'],
    ['2026-12-01', { state: 'ACTIVE' }, 'wrong-state'],
  ];
  for (const [today, given, expected] of table)
    test(`on ${today} ${JSON.stringify(given)}: ${expected}`, () => {
      assert.equal(verdict(decideStart(start(given), date(today))), expected);
    });
});
