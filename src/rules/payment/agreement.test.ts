import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authority, lacking, nomination, payeeFacts, word } from '../../../test/support/payee-facts.ts';
import type { Decision } from '../decision.ts';
import {
  type Agreement,
  decideAccountEntry,
  decideAgreementOffer,
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
} from './agreement.ts';
import { type AgreementTerms, agreementClauses, CLAUSE_CODES } from './clauses.ts';

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
  payers: undefined,
  lines: [{ label: 'Assistant', annualPence: 2_880_000n }],
  employsAssistants: true,
  recordKeepingLevel: 'RECEIPTS_FROM_25',
  recordsKeptBy: 'The person',
  reviewTimetable: 'First after three months.',
  stopDays: 28,
  reclaimDays: 28,
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
  signerIds: [],
  signedByIcb: false,
  ...given,
});
const today = date('2026-11-23');
const signing = (given: Partial<SigningFacts> = {}): SigningFacts => ({
  state: 'BUDGET_SET',
  agreement: agreement(),
  seenHash: 'text',
  finalBudgetHash: 'budget',
  planHash: 'plan',
  hasDirectPayment: true,
  payee: payeeFacts(),
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
      assert.equal(verdict(decidePersonSigning(signing({ agreement: without }), 'pat', today)), 'clause-missing');
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
      assert.equal(verdict(decidePersonSigning(signing({ agreement: agreement(given) }), 'pat', today)), expected);
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
  const signed = agreement({ signerIds: ['pat'] });
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
      assert.equal(verdict(decidePersonSigning(signing(facts), 'pat', today)), person);
      assert.equal(verdict(decideIcbSigning(signing(facts), today)), icb);
    });
});

describe('R-019 R-020 R-021  Who signs for the person’s side', () => {
  const child = { dateOfBirth: date('2014-05-01') };
  const lacks = { capacity: [lacking('2026-10-01')] };
  const dee = { authorities: [authority('dee')] };
  const table: readonly (readonly [string, Parameters<typeof payeeFacts>[0], string, string])[] = [
    // who                    facts                        the person themself                          the representative
    [
      '15 years and 364 days, nobody acts',
      { dateOfBirth: date('2010-11-24') },
      'agreement-not-yours-to-sign, payee-barred',
      'agreement-not-yours-to-sign, payee-barred',
    ],
    ['16 today', { dateOfBirth: date('2010-11-23'), ...dee }, 'accepted', 'agreement-not-yours-to-sign'],
    ['a child', { ...child, ...dee }, 'agreement-not-yours-to-sign', 'accepted'],
    ['without capacity', { ...lacks, ...dee }, 'agreement-not-yours-to-sign', 'accepted'],
    [
      'without capacity, nobody acts',
      lacks,
      'agreement-not-yours-to-sign, payee-barred',
      'agreement-not-yours-to-sign, payee-barred',
    ],
    [
      'R-022 said to lack capacity, without an assessment',
      { capacity: [lacking('2026-10-01', { abilities: undefined })], ...dee },
      'agreement-not-yours-to-sign, payee-barred',
      'payee-barred',
    ],
    [
      'R-031 a deputy for other things',
      { ...lacks, authorities: [authority('dee', { scope: ['PLAN'] })] },
      'agreement-not-yours-to-sign, payee-barred',
      'agreement-not-yours-to-sign, payee-barred',
    ],
  ];
  for (const [who, facts, person, representative] of table)
    test(`${who}: the person ${person}; the representative ${representative}`, () => {
      const given = signing({ payee: payeeFacts(facts) });
      assert.equal(verdict(decidePersonSigning(given, 'pat', today)), person);
      assert.equal(verdict(decidePersonSigning(given, 'dee', today)), representative);
    });

  test('R-024 under an order of the Schedule a budget that others hold is signed, one paid directly is not', () => {
    const payee = payeeFacts({ schedule: [{ fromOn: date('2026-07-01'), untilOn: date('2027-06-30') }] });
    assert.equal(verdict(decidePersonSigning(signing({ payee }), 'pat', today)), 'payee-barred');
    assert.equal(verdict(decidePersonSigning(signing({ payee, hasDirectPayment: false }), 'pat', today)), 'accepted');
    const signed = { payee, agreement: agreement({ signerIds: ['pat'] }) };
    assert.equal(verdict(decideIcbSigning(signing(signed), today)), 'payee-barred');
    assert.equal(verdict(decideIcbSigning(signing({ ...signed, hasDirectPayment: false }), today)), 'accepted');
  });

  const joint = [authority('ann', { acting: 'JOINTLY' }), authority('bob', { acting: 'JOINTLY' })];
  const jointly = (...signerIds: string[]) =>
    signing({ payee: payeeFacts({ ...lacks, authorities: joint }), agreement: agreement({ signerIds }) });
  test('R-031 those who act jointly each sign, once', () => {
    assert.equal(verdict(decidePersonSigning(jointly('ann'), 'bob', today)), 'accepted');
    assert.equal(verdict(decidePersonSigning(jointly('ann'), 'ann', today)), 'agreement-already-signed');
    assert.equal(verdict(decideIcbSigning(jointly(), today)), 'agreement-not-signed');
    assert.equal(verdict(decideIcbSigning(jointly('ann'), today)), 'agreement-signature-missing');
    assert.equal(verdict(decideIcbSigning(jointly('ann', 'bob'), today)), 'accepted');
  });
  test('of those who act severally one is enough', () => {
    const authorities = [authority('ann', { acting: 'SEVERALLY' }), authority('bob', { acting: 'SEVERALLY' })];
    const given = signing({
      payee: payeeFacts({ ...lacks, authorities }),
      agreement: agreement({ signerIds: ['ann'] }),
    });
    assert.equal(verdict(decidePersonSigning(given, 'bob', today)), 'agreement-already-signed');
    assert.equal(verdict(decideIcbSigning(given, today)), 'accepted');
  });
  test('R-030 a mother’s signature is not enough once the young person decides for themself', () => {
    const payee = payeeFacts({ dateOfBirth: date('2010-11-23'), authorities: [authority('mum')], words: [] });
    const given = signing({ payee, agreement: agreement({ signerIds: ['mum'] }) });
    assert.equal(verdict(decideIcbSigning(given, today)), 'agreement-signature-missing');
    assert.equal(verdict(decidePersonSigning(given, 'pat', today)), 'accepted');
  });
  test('R-033 the board signs once the nominee has agreed', () => {
    const payee = payeeFacts({ nominations: [nomination('nia', { icbAgreedOn: undefined })] });
    assert.equal(verdict(decidePersonSigning(signing({ payee }), 'pat', today)), 'accepted');
    assert.equal(
      verdict(decideIcbSigning(signing({ payee, agreement: agreement({ signerIds: ['pat'] }) }), today)),
      'payee-barred',
    );
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
      assert.deepEqual(setUpTasks({ options, categories, paysConnected: false, needsRegistration: false }), expected);
    });

  test('R-073 R-074  a payee to decide on, and a registration to see, each where a line asks for it', () => {
    const asked = { options: ['DIRECT_PAYMENT'], categories: ['THERAPY'] };
    const tasks = (paysConnected: boolean, needsRegistration: boolean) =>
      setUpTasks({ ...asked, paysConnected, needsRegistration }).slice(2);
    assert.deepEqual(tasks(true, false), ['CONNECTED_PAYEES']);
    assert.deepEqual(tasks(false, true), ['PROVIDER_CHECKS']);
    assert.deepEqual(tasks(true, true), ['CONNECTED_PAYEES', 'PROVIDER_CHECKS']);
  });

  test('one open task keeps the set-up open, and says which', () => {
    const tasks = [
      { kind: 'CONSENT', closed: true },
      { kind: 'ACCOUNT', closed: false },
    ] as const;
    assert.equal(verdict(decideSetUp({ state: 'AGREED', tasks, payee: undefined }, today)), 'set-up-task-open');
    assert.equal(
      verdict(decideSetUp({ state: 'AGREED', tasks: [{ kind: 'ACCOUNT', closed: true }], payee: undefined }, today)),
      'accepted',
    );
    assert.equal(verdict(decideSetUp({ state: 'SET_UP', tasks: [], payee: undefined }, today)), 'wrong-state');
  });

  test('R-036 what stands against the payee keeps it open; the consent is a task already', () => {
    const facts = { state: 'AGREED', tasks: [] } as const;
    const of = (given: Parameters<typeof payeeFacts>[0]) =>
      verdict(decideSetUp({ ...facts, payee: payeeFacts(given) }, today));
    assert.equal(of({}), 'accepted');
    assert.equal(of({ words: [] }), 'accepted');
    const nominee = {
      nominations: [nomination('nia')],
      accountPayee: { kind: 'NOMINEE', id: 'nia' },
      payeeNeedsDbs: true,
    } as const;
    assert.equal(of(nominee), 'payee-barred');
  });

  test('R-164 R-167  what has a record of its own closes itself; what is not there is not closed', () => {
    const tasks = [
      { kind: 'CONSENT', closed: false },
      { kind: 'ACCOUNT', closed: false },
      { kind: 'EMPLOYER', closed: false },
      { kind: 'CONNECTED_PAYEES', closed: false },
      { kind: 'PROVIDER_CHECKS', closed: false },
      { kind: 'CONTRACT_OF_SUPPLY', closed: false },
    ] as const;
    for (const { kind } of tasks.slice(0, 5))
      assert.equal(verdict(decideTaskClosed(tasks, kind, true)), 'set-up-task-unknown', kind);
    assert.equal(verdict(decideTaskClosed(tasks, 'PURCHASE_ORDERS', true)), 'set-up-task-unknown');
    for (const kind of ['PURCHASE_ORDERS', 'CONTRACT_OF_SUPPLY'] as const) {
      const closing = (closed: boolean, isWheelchair: boolean) =>
        verdict(decideTaskClosed([{ kind, closed }], kind, isWheelchair));
      assert.equal(closing(true, true), 'set-up-task-closed');
      assert.equal(closing(false, true), 'accepted');
      assert.equal(closing(false, false), 'set-up-task-unknown');
    }
  });
});

describe('T16  A budget starts on its day, set up, its first payment released', () => {
  const start = (given: Partial<StartFacts> = {}): StartFacts => ({
    state: 'SET_UP',
    tasks: [{ kind: 'ACCOUNT', closed: true }],
    startsOn: date('2026-12-01'),
    hasDirectPayment: true,
    firstPaymentReleased: true,
    waitsForChair: false,
    waitsForService: false,
    payee: payeeFacts(),
    ...given,
  });
  const table: readonly (readonly [string, Partial<StartFacts>, string])[] = [
    ['2026-11-30', {}, 'start-not-reached'],
    ['2026-12-01', {}, 'accepted'],
    ['2026-12-02', {}, 'accepted'],
    ['2026-12-01', { firstPaymentReleased: false }, 'first-payment-not-released'],
    ['2026-12-01', { firstPaymentReleased: false, hasDirectPayment: false }, 'accepted'],
    ['2026-12-01', { tasks: [{ kind: 'ACCOUNT', closed: false }] }, 'set-up-task-open'],
    [
      '2026-12-01',
      { payee: payeeFacts({ schedule: [{ fromOn: date('2026-12-01'), untilOn: undefined }] }) },
      'payee-barred',
    ],
    ['2026-12-01', { payee: payeeFacts({ words: [word('pat', '2026-12-02')] }) }, 'accepted'],
    ['2026-12-01', { payee: undefined }, 'accepted'],
    ['2026-12-01', { waitsForChair: true }, 'chair-not-issued'],
    ['2026-12-01', { waitsForService: true }, 'first-service-not-booked'],
    ['2026-12-01', { state: 'AGREED' }, 'wrong-state'],
    ['2026-12-01', { state: 'ACTIVE' }, 'wrong-state'],
  ];
  for (const [today, given, expected] of table)
    test(`on ${today} with ${Object.keys(given).join(' and ') || 'all ready'}: ${expected}`, () => {
      assert.equal(verdict(decideStart(start(given), date(today))), expected);
    });
});
