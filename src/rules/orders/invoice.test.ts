import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  backToPromise,
  decideCreditEntry,
  decideInvoiceAgreement,
  decideInvoiceAnswer,
  decideInvoiceEntry,
  FINDING_ASKS,
  type FindingCode,
  findingsOf,
  type InvoiceFacts,
  type InvoiceFinding,
  invoiceKey,
  type NewInvoice,
  type OpenInvoice,
  overPenceOf,
  owedFor,
  partsOfInvoice,
  touchesPerson,
} from './invoice.ts';
import { findingForPerson, invoiceStatusWords } from './invoice-words.ts';

const date = (iso: string) => Temporal.PlainDate.from(iso);
const many = (count: bigint) => ({ tenThousandths: count * 10_000n });
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

test('R-092 a bill touches the person where it is about whether and how much care came', () => {
  const touching = (Object.keys(FINDING_ASKS) as FindingCode[]).filter(code => touchesPerson('INVOICE', [{ code }]));
  assert.deepEqual(touching.toSorted(), [
    'budget-not-running',
    'in-hospital',
    'outside-order-days',
    'payments-held-back',
    'quantity-over-order',
    'same-amount',
  ]);
  assert.ok(touchesPerson('INVOICE', [{ code: 'sum-wrong' }, { code: 'in-hospital' }]));
  assert.ok(!touchesPerson('INVOICE', []));
  assert.ok(!touchesPerson('CREDIT', [{ code: 'in-hospital' }]));
});

test('R-092 what is found has words for the person whose care it is, with its sum or its day', () => {
  const given = { pence: 12_345n, on: date('2026-12-05'), words: 'INV 1' };
  const words = (Object.keys(FINDING_ASKS) as FindingCode[]).map(code => findingForPerson({ code, ...given }));
  assert.deepEqual(words, [
    'It comes from somebody else than we ordered from.',
    'We had ended this order already.',
    'It is for days on which we had not ordered this care.',
    'It is added up wrongly.',
    'The price is higher than we agreed.',
    'With it we would pay for more care than we ordered.',
    'With it we would pay £123.45 more than we agreed.',
    'Your plan has £123.45 too little for it.',
    'We have another bill for the same sum, and for some of the same days.',
    'Your budget is not running now.',
    'Payments from your budget were held back, from 5 December 2026.',
    'You were in hospital, from 5 December 2026.',
  ]);
});

describe('R-092  What may be entered as an invoice', () => {
  const today = date('2027-01-10');
  const order = { outcome: 'APPROVED' as const, budgetYear: date('2026-12-01'), raisedOn: date('2026-11-20') };
  const facts = { order, sameNumber: undefined };
  const invoice: NewInvoice = {
    number: 'INV 1',
    issuedOn: today,
    fromOn: date('2026-12-31'),
    toOn: date('2026-12-31'),
  };
  const table: readonly (readonly [string, object, object, string])[] = [
    ['of today, for one day', {}, {}, 'accepted'],
    ['on an order without its yes', { order: { ...order, outcome: undefined } }, {}, 'invoice-order-not-open'],
    ['on an order with a no', { order: { ...order, outcome: 'REFUSED' } }, {}, 'invoice-order-not-open'],
    ['a number of signs only', {}, { number: '-/-' }, 'invoice-number-wrong'],
    ['a number that is here', { sameNumber: 'inv-1' }, {}, 'invoice-number-twice'],
    ['of tomorrow', {}, { issuedOn: date('2027-01-11') }, 'invoice-in-future'],
    ['of the day on which its order was raised', {}, { issuedOn: date('2026-11-20') }, 'accepted'],
    ['of the day before', {}, { issuedOn: date('2026-11-19') }, 'invoice-too-old'],
    ['of 1900', {}, { issuedOn: date('1900-01-10') }, 'invoice-too-old'],
    [
      'of the first day of the year, on an order raised later',
      { order: { ...order, raisedOn: date('2027-01-05') } },
      { issuedOn: date('2026-12-01') },
      'accepted',
    ],
    [
      'of the day before that year, on an order raised later',
      { order: { ...order, raisedOn: date('2027-01-05') } },
      { issuedOn: date('2026-11-30') },
      'invoice-too-old',
    ],
    ['with the days turned', {}, { toOn: date('2026-12-30') }, 'invoice-days-turned'],
    ['for care up to the last day of the year', {}, { toOn: date('2027-11-30') }, 'accepted'],
    ['for care of the day after it', {}, { toOn: date('2027-12-01') }, 'invoice-days-of-another-year'],
    ['for care from the day of the order on', {}, { fromOn: date('2026-11-20') }, 'accepted'],
    ['for care of the day before', {}, { fromOn: date('2026-11-19') }, 'invoice-days-of-another-year'],
  ];
  for (const [what, given, typed, expected] of table)
    test(`${what}: ${expected}`, () => {
      assert.equal(verdict(decideInvoiceEntry({ ...facts, ...given }, { ...invoice, ...typed }, today)), expected);
    });

  test('after the year, care that was given by today is taken, and found to be of other days', () => {
    const late = { ...invoice, issuedOn: date('2027-12-05'), toOn: date('2027-12-05') };
    assert.equal(verdict(decideInvoiceEntry(facts, late, date('2027-12-05'))), 'accepted');
    assert.equal(
      verdict(decideInvoiceEntry(facts, { ...late, toOn: date('2027-12-06') }, date('2027-12-05'))),
      'invoice-days-of-another-year',
    );
    same(decideInvoiceEntry(facts, { ...invoice, issuedOn: date('1900-01-10'), fromOn: date('1900-01-01') }, today), {
      accepted: false,
      refusals: [
        { code: 'invoice-too-old', firstOn: date('2026-11-20') },
        { code: 'invoice-days-of-another-year', firstOn: date('2026-11-20'), lastOn: date('2027-11-30') },
      ],
    });
  });

  test('a number is one however it is written', () => {
    assert.equal(invoiceKey('inv-0042/a'), invoiceKey('INV 0042 A'));
    assert.notEqual(invoiceKey('INV 42'), invoiceKey('INV 0042'));
  });

  const credits: readonly (readonly [
    string,
    { isAccepted: boolean; leftPence: bigint } | undefined,
    object,
    string,
  ])[] = [
    ['all of it', { isAccepted: true, leftPence: 500n }, {}, 'accepted'],
    ['a penny more', { isAccepted: true, leftPence: 499n }, {}, 'credit-over-invoice'],
    ['of nothing', undefined, {}, 'credit-without-invoice'],
    ['of an invoice that was not accepted', { isAccepted: false, leftPence: 1n }, {}, 'credit-without-invoice'],
    ['without a reason', { isAccepted: true, leftPence: 500n }, { words: ' ' }, 'credit-without-reason'],
  ];
  for (const [what, credited, given, expected] of credits)
    test(`a credit note for ${what}: ${expected}`, () => {
      assert.equal(verdict(decideCreditEntry(credited, { pence: 500n, words: 'Not done', ...given })), expected);
    });
});

/** 8 visits at £40.00 on an order of 100, of which 60 are invoiced; £500.00 of the line is left beside it. */
const facts = (given: Partial<InvoiceFacts> = {}, order: Partial<InvoiceFacts['order']> = {}): InvoiceFacts => ({
  kind: 'INVOICE',
  supplierId: 'riverside',
  fromOn: date('2026-12-01'),
  toOn: date('2026-12-31'),
  quantity: many(8n),
  unitPence: 4_000n,
  pence: 32_000n,
  order: {
    supplierId: 'riverside',
    isEnded: false,
    fromOn: date('2026-12-01'),
    toOn: date('2026-12-31'),
    quantity: many(100n),
    unitPence: 4_000n,
    pricePence: 400_000n,
    invoicedPence: 240_000n,
    invoicedQuantity: many(60n),
    ...order,
  },
  leftOnLinePence: 50_000n,
  sameAmount: undefined,
  state: 'ACTIVE',
  inHospitalOn: undefined,
  heldBackOn: undefined,
  ...given,
});
const found = (given: Partial<InvoiceFacts>, order: Partial<InvoiceFacts['order']> = {}) =>
  findingsOf(facts(given, order)).map(one => (one.pence === undefined ? one.code : `${one.code} ${one.pence}`));

describe('R-092  What is found of an invoice', () => {
  const table: readonly (readonly [string, Partial<InvoiceFacts>, Partial<InvoiceFacts['order']>, string[]])[] = [
    ['as it was ordered', {}, {}, []],
    ['the last of the order, to the penny', {}, { invoicedPence: 368_000n, invoicedQuantity: many(92n) }, []],
    ['another supplier', { supplierId: 'other' }, {}, ['other-supplier']],
    ['a closed order', {}, { isEnded: true }, ['order-closed']],
    ['the day before the order', { fromOn: date('2026-11-30') }, {}, ['outside-order-days']],
    ['the day after it', { toOn: date('2027-01-01') }, {}, ['outside-order-days']],
    ['a penny too little', { pence: 31_999n }, {}, ['sum-wrong 32000']],
    ['a lower price', { unitPence: 3_999n, pence: 31_992n }, {}, []],
    ['a price a penny above', { unitPence: 4_001n, pence: 32_008n }, {}, ['price-above-order 4000']],
    ['a penny past the order, within the line', {}, { invoicedPence: 368_001n }, ['over-order 1']],
    [
      'one more than was ordered, at nothing left of the price',
      {},
      { invoicedQuantity: { tenThousandths: 920_001n } },
      ['quantity-over-order'],
    ],
    [
      'past the order and past the line',
      { leftOnLinePence: 99n },
      { invoicedPence: 368_100n },
      ['over-order 100', 'over-plan 1'],
    ],
    ['past the order, up to the line', { leftOnLinePence: 100n }, { invoicedPence: 368_100n }, ['over-order 100']],
    [
      'past an order that was passed already: no more than this invoice',
      { leftOnLinePence: -5n },
      { invoicedPence: 500_000n },
      ['over-order 32000', 'over-plan 32000'],
    ],
    ['on a line that is gone, within the order', { leftOnLinePence: undefined }, {}, []],
    [
      'on a line that is gone, past the order',
      { leftOnLinePence: undefined },
      { invoicedPence: 368_001n },
      ['over-order 1', 'over-plan 1'],
    ],
    ['the same sum twice', { sameAmount: 'INV 1' }, {}, ['same-amount']],
    ['a budget that is not running', { state: 'RECONCILING' }, {}, ['budget-not-running']],
    ['payments held back', { heldBackOn: date('2026-12-05') }, {}, ['payments-held-back']],
    ['a stay in hospital', { inHospitalOn: date('2026-12-05') }, {}, ['in-hospital']],
  ];
  for (const [what, given, order, expected] of table)
    test(`${what}: ${expected.join(', ') || 'nothing'}`, () => assert.deepEqual(found(given, order), expected));

  test('of a credit note nothing is found', () => {
    assert.deepEqual(found({ kind: 'CREDIT', supplierId: 'other', state: 'RECONCILING' }), []);
  });

  test('what has a day or a number says it', () => {
    same(findingsOf(facts({ heldBackOn: date('2026-12-05'), sameAmount: 'INV 1' })), [
      { code: 'same-amount', words: 'INV 1' },
      { code: 'payments-held-back', on: date('2026-12-05') },
    ]);
    assert.equal(
      overPenceOf([
        { code: 'over-plan', pence: 3n },
        { code: 'over-order', pence: 2n },
      ]),
      2n,
    );
    assert.equal(overPenceOf([]), 0n);
  });
});

const open = (findings: readonly InvoiceFinding[], given: Partial<OpenInvoice> = {}): OpenInvoice => ({
  status: 'ENTERED',
  enteredById: 'nan',
  pence: 32_000n,
  findings,
  agreed: undefined,
  ...given,
});
const OVER: InvoiceFinding = { code: 'over-order', pence: 100n };
const PRICE: InvoiceFinding = { code: 'price-above-order', pence: 4_000n };
const HOSPITAL: InvoiceFinding = { code: 'in-hospital' };
const STOP: InvoiceFinding = { code: 'other-supplier' };

describe('R-092  Who agrees to more than was ordered', () => {
  const table: readonly (readonly [string, OpenInvoice, string, string, string])[] = [
    ['another person', open([OVER]), 'x', 'ann', 'accepted'],
    ['who entered it', open([OVER]), 'x', 'nan', 'invoice-agreed-by-same-person'],
    ['for a price alone', open([PRICE], { status: 'QUERIED' }), 'x', 'ann', 'accepted'],
    ['for nothing that is more', open([HOSPITAL]), 'x', 'ann', 'invoice-nothing-to-agree'],
    ['without a reason', open([OVER]), ' ', 'ann', 'invoice-answer-without-reason'],
    ['again', open([OVER], { agreed: { byId: 'bob', overPence: 100n } }), 'x', 'ann', 'invoice-agreed-already'],
    ['again, for more', open([OVER], { agreed: { byId: 'bob', overPence: 99n } }), 'x', 'ann', 'accepted'],
    ['after it was accepted', open([OVER], { status: 'ACCEPTED' }), 'x', 'ann', 'invoice-decided-already'],
    ['after it was refused', open([OVER], { status: 'REFUSED' }), 'x', 'ann', 'invoice-decided-already'],
  ];
  for (const [what, invoice, reason, byId, expected] of table)
    test(`${what}: ${expected}`, () => assert.equal(verdict(decideInvoiceAgreement(invoice, reason, byId)), expected));

  test('it covers so much and no more', () => {
    same(decideInvoiceAgreement(open([OVER]), 'x', 'ann'), { accepted: true, value: { overPence: 100n } });
    same(decideInvoiceAgreement(open([PRICE]), 'x', 'ann'), { accepted: true, value: { overPence: 0n } });
  });
});

describe('R-092  What becomes of an invoice', () => {
  const agreed = (overPence: bigint) => ({ byId: 'ann', overPence });
  const table: readonly (readonly [string, OpenInvoice, 'ACCEPTED' | 'QUERIED' | 'REFUSED', string, string])[] = [
    ['accepted where nothing is found', open([]), 'ACCEPTED', '', 'accepted'],
    ['accepted after a question', open([], { status: 'QUERIED' }), 'ACCEPTED', '', 'accepted'],
    ['accepted where something stops it', open([STOP]), 'ACCEPTED', 'x', 'invoice-not-as-ordered'],
    ['refused where something stops it', open([STOP]), 'REFUSED', 'x', 'accepted'],
    ['accepted where more needs an agreement', open([OVER]), 'ACCEPTED', 'x', 'invoice-needs-agreement'],
    ['accepted with one', open([OVER], { agreed: agreed(100n) }), 'ACCEPTED', '', 'accepted'],
    [
      'accepted with one for a penny less',
      open([OVER], { agreed: agreed(99n) }),
      'ACCEPTED',
      '',
      'invoice-needs-agreement',
    ],
    ['a price with its agreement', open([PRICE], { agreed: agreed(0n) }), 'ACCEPTED', '', 'accepted'],
    ['a warning with no word', open([HOSPITAL]), 'ACCEPTED', ' ', 'invoice-warning-unanswered'],
    ['a warning with a word', open([HOSPITAL]), 'ACCEPTED', 'Visited on the ward', 'accepted'],
    ['a question without words', open([]), 'QUERIED', '', 'invoice-answer-without-reason'],
    ['a question', open([OVER, HOSPITAL, STOP]), 'QUERIED', 'Which days?', 'accepted'],
    ['a no without words', open([]), 'REFUSED', ' ', 'invoice-answer-without-reason'],
    ['once accepted', open([], { status: 'ACCEPTED' }), 'REFUSED', 'x', 'invoice-decided-already'],
    ['once refused', open([], { status: 'REFUSED' }), 'ACCEPTED', 'x', 'invoice-decided-already'],
  ];
  for (const [what, invoice, outcome, reason, expected] of table)
    test(`${what}: ${expected}`, () => {
      assert.equal(verdict(decideInvoiceAnswer(invoice, { outcome, reason }, 'finn', 0n)), expected);
    });

  test('whoever agreed to more does not accept it; where nothing is more they may', () => {
    const yes = { outcome: 'ACCEPTED', reason: '' } as const;
    const given = { agreed: agreed(100n) };
    assert.equal(verdict(decideInvoiceAnswer(open([OVER], given), yes, 'ann', 0n)), 'invoice-agreed-by-same-person');
    assert.equal(verdict(decideInvoiceAnswer(open([], given), yes, 'ann', 0n)), 'accepted');
  });

  const own: readonly (readonly [string, 'ACCEPTED' | 'QUERIED' | 'REFUSED', string, bigint, string])[] = [
    ['accepted by whoever entered it', 'ACCEPTED', 'nan', 0n, 'invoice-accepted-by-same-person'],
    ['accepted by another', 'ACCEPTED', 'finn', 0n, 'accepted'],
    ['asked about by whoever entered it', 'QUERIED', 'nan', 0n, 'accepted'],
    ['refused by whoever entered it', 'REFUSED', 'nan', 0n, 'accepted'],
    ['£320.00 where one person may do £319.99', 'ACCEPTED', 'nan', 31_999n, 'invoice-accepted-by-same-person'],
    ['£320.00 where one person may do £320.00', 'ACCEPTED', 'nan', 32_000n, 'accepted'],
    ['£320.00 where one person may do £320.01', 'ACCEPTED', 'nan', 32_001n, 'accepted'],
  ];
  for (const [what, outcome, byId, mostPence, expected] of own)
    test(`${what}: ${expected}`, () => {
      assert.equal(verdict(decideInvoiceAnswer(open([]), { outcome, reason: 'x' }, byId, mostPence)), expected);
    });

  test('whoever entered it is told up to which sum they might', () => {
    same(decideInvoiceAnswer(open([]), { outcome: 'ACCEPTED', reason: '' }, 'nan', 500n), {
      accepted: false,
      refusals: [{ code: 'invoice-accepted-by-same-person', mostPence: 500n }],
    });
  });
});

describe('R-092 R-099  What an accepted invoice moves', () => {
  const order = [
    { stream: 'NHS_CHC', pence: 62_500n },
    { stream: 'LA_ADULT', pence: 37_500n },
  ];
  test('each payer’s part, as the order was shared; who has nothing of a penny is left out', () => {
    same(partsOfInvoice(1_001n, order), [
      { stream: 'NHS_CHC', pence: 626n },
      { stream: 'LA_ADULT', pence: 375n },
    ]);
    same(partsOfInvoice(1n, order), [{ stream: 'NHS_CHC', pence: 1n }]);
    same(partsOfInvoice(100_000n, order), order);
  });

  const backs: readonly (readonly [bigint, bigint, bigint, boolean, bigint])[] = [
    [1_000n, 400n, 300n, false, 300n], // all of it was promised
    [1_000n, 1_000n, 300n, false, 300n],
    [1_000n, 1_100n, 300n, false, 200n], // £1.00 of it was never promised
    [1_000n, 1_300n, 300n, false, 0n],
    [1_000n, 400n, 300n, true, 0n], // a closed order promises nothing any more
  ];
  for (const [pence, invoicedPence, credit, isEnded, expected] of backs)
    test(`${credit} back of ${invoicedPence} invoiced on ${pence}${isEnded ? ', closed' : ''}: ${expected} is promised again`, () => {
      assert.equal(backToPromise({ pence, invoicedPence }, credit, isEnded), expected);
    });

  test('owed is what was accepted less credit notes', () => {
    assert.equal(owedFor([]), 0n);
    assert.equal(
      owedFor([
        { kind: 'INVOICE', pence: 500n },
        { kind: 'CREDIT', pence: 600n },
      ]),
      -100n,
    );
  });

  test('where it stands, in words', () => {
    const paidOn = date('2027-02-01');
    const words = (status: OpenInvoice['status'], kind: 'INVOICE' | 'CREDIT' = 'INVOICE', on?: typeof paidOn) =>
      invoiceStatusWords({ status, kind, paidOn: on });
    assert.deepEqual(
      [
        words('ENTERED'),
        words('QUERIED'),
        words('REFUSED'),
        words('ACCEPTED'),
        words('ACCEPTED', 'CREDIT'),
        words('ACCEPTED', 'INVOICE', paidOn),
        words('ACCEPTED', 'CREDIT', paidOn),
      ],
      [
        'To be checked',
        'We asked the supplier about it',
        'Refused',
        'To be paid',
        'To be taken off',
        'Paid on 1 February 2027',
        'Taken off on 1 February 2027',
      ],
    );
  });
});
