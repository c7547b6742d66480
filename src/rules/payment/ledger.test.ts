import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { pounds, readPounds, total } from '../../values/pence.ts';
import * as journals from './journals.ts';
import {
  ACCOUNT_KINDS,
  type AccountKind,
  accountKey,
  type Balance,
  type Journal,
  journal,
  lineFigures,
  type ManagementOption,
  moneyFigures,
  reverse,
  whyUnbalanced,
} from './ledger.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const YEAR = day('2026-12-01');
const on = day('2026-12-05');
const purse = {
  budgetId: 'jackie',
  budgetYear: YEAR,
  stream: 'NHS_CHC',
  option: 'DIRECT_PAYMENT' as ManagementOption,
  planLineId: 'wages',
  accountId: 'account-A',
  rail: 'BACS',
  happenedOn: on,
};
/** A pound sum as the tables here write it. */
const p = (text: string) => readPounds(text) ?? assert.fail(text);
/** A journal as the ledger's own table writes it: `kind ±£` in the order posted. */
const written = (made: Journal) =>
  made.postings.map(({ account, amountPence }) => `${account.kind} ${pounds(amountPence)}`).join(', ');

/** What accounts stand at after these journals. */
function fold(...made: Journal[]): Balance[] {
  const balances = new Map<string, Balance>();
  for (const { account, amountPence } of made.flatMap(one => one.postings)) {
    const key = accountKey(account);
    balances.set(key, { account, pence: (balances.get(key)?.pence ?? 0n) + amountPence });
  }
  return [...balances.values()];
}
const standsAt = (balances: Balance[], kind: AccountKind) =>
  pounds(total(balances.filter(({ account }) => account.kind === kind).map(({ pence }) => pence)));

const agreed = journals.budgetAgreed({
  ...purse,
  parts: [{ option: 'DIRECT_PAYMENT', pence: p('28,800.00') }],
  contingencyPence: p('2,400.00'),
});

describe('the ledger, worked through: £31,200.00, of which £2,400.00 is contingency', () => {
  const promisedWages = { ...purse, promisedLeftPence: p('18,000.00') };
  const notPromised = { ...purse, promisedLeftPence: 0n };
  const supplier = { ...purse, supplierId: 'supplier-1', option: 'NOTIONAL' as const };
  const table: [string, Journal, string][] = [
    [
      'final budget agreed',
      agreed,
      'allocation £31,200.00, authorised −£28,800.00, contingency −£2,400.00, limit £31,200.00, undrawn −£31,200.00',
    ],
    [
      'wages promised',
      journals.promiseMade({ ...purse, pence: p('18,000.00') }),
      'authorised £18,000.00, promised −£18,000.00',
    ],
    ['promise ended', journals.promiseEnded({ ...purse, pence: p('60.00') }), 'promised £60.00, authorised −£60.00'],
    [
      'December released',
      journals.paymentReleased({ ...purse, pence: p('2,600.00') }),
      'undrawn £2,600.00, drawn −£2,600.00, clearing £2,600.00, bank −£2,600.00',
    ],
    ['credited', journals.paymentCredited({ ...purse, pence: p('2,600.00') }), 'held £2,600.00, clearing −£2,600.00'],
    [
      'rejected before the credit',
      journals.paymentRejected({ ...purse, pence: p('2,600.00') }),
      'drawn £2,600.00, undrawn −£2,600.00, bank £2,600.00, clearing −£2,600.00',
    ],
    [
      'returned after the credit',
      journals.paymentReturned({ ...purse, pence: p('2,600.00') }),
      'drawn £2,600.00, undrawn −£2,600.00, bank £2,600.00, held −£2,600.00',
    ],
    [
      'run cancelled',
      journals.runCancelled({ ...purse, pence: p('2,600.00') }),
      'drawn £2,600.00, undrawn −£2,600.00, bank £2,600.00, clearing −£2,600.00',
    ],
    [
      'emergency advance',
      journals.emergencyAdvance({ ...purse, pence: p('300.00') }),
      'undrawn £300.00, drawn −£300.00, clearing £300.00, bank −£300.00',
    ],
    ['card authorised', journals.cardAuthorised({ ...purse, pence: p('42.00') }), 'authorised £42.00, pending −£42.00'],
    ['card lapsed', journals.cardLapsed({ ...purse, pence: p('42.00') }), 'pending £42.00, authorised −£42.00'],
    [
      'card settled',
      journals.cardSettled({ ...purse, pence: p('42.00') }),
      'pending £42.00, used −£42.00, spent £42.00, held −£42.00',
    ],
    [
      'wages placed on their promise',
      journals.linePlaced({ ...promisedWages, pence: p('150.00') }),
      'promised £150.00, used −£150.00, spent £150.00, held −£150.00',
    ],
    ['a line not matched yet', journals.lineUnplaced({ ...purse, pence: p('14.99') }), 'unplaced £14.99, held −£14.99'],
    [
      'placed later, not promised',
      journals.linePlacedLater({ ...notPromised, pence: p('14.99') }),
      'used −£14.99, authorised £14.99, spent £14.99, unplaced −£14.99',
    ],
    [
      'money in, unexplained',
      journals.receivedUnexplained({ ...purse, pence: p('5.00') }),
      'held £5.00, received −£5.00',
    ],
    [
      'refund to a promise that runs',
      journals.refund({ ...purse, pence: p('20.00'), backTo: 'promised' }),
      'used £20.00, promised −£20.00, held £20.00, spent −£20.00',
    ],
    [
      'refund, promise over',
      journals.refund({ ...purse, pence: p('20.00'), backTo: 'authorised' }),
      'used £20.00, authorised −£20.00, held £20.00, spent −£20.00',
    ],
    [
      'emergency cover',
      journals.contingencyUsed({ ...purse, pence: p('300.00') }),
      'contingency £300.00, authorised −£300.00',
    ],
    [
      'invoice below the order',
      journals.invoiceAccepted({ ...supplier, pence: p('1,940.00'), promisedLeftPence: p('2,000.00') }),
      'promised £1,940.00, used −£1,940.00, undrawn £1,940.00, drawn −£1,940.00, spent £1,940.00, payable −£1,940.00',
    ],
    [
      'invoice above the order',
      journals.invoiceAccepted({ ...supplier, pence: p('2,010.00'), promisedLeftPence: p('2,000.00') }),
      'promised £2,000.00, used −£2,010.00, authorised £10.00, undrawn £2,010.00, drawn −£2,010.00, spent £2,010.00, payable −£2,010.00',
    ],
    [
      'credit note, £20.00 of it back to an order that runs',
      journals.creditAccepted({ ...supplier, pence: p('30.00'), toPromisePence: p('20.00') }),
      'used £30.00, promised −£20.00, authorised −£10.00, drawn £30.00, undrawn −£30.00, payable £30.00, spent −£30.00',
    ],
    [
      'a payment to a supplier given back',
      journals.invoiceReturned({ ...supplier, pence: p('1,940.00') }),
      'bank £1,940.00, payable −£1,940.00',
    ],
    ['invoice paid', journals.invoicePaid({ ...supplier, pence: p('1,940.00') }), 'payable £1,940.00, bank −£1,940.00'],
    [
      'council week of which the person pays £50.00',
      journals.budgetAgreed({
        ...purse,
        stream: 'LA_ADULT',
        parts: [{ option: 'DIRECT_PAYMENT', pence: p('375.00') }],
        contingencyPence: 0n,
        contributionPence: p('50.00'),
      }),
      'allocation £325.00, contribution_due £50.00, authorised −£375.00, limit £325.00, undrawn −£325.00',
    ],
    [
      'the person pays it in',
      journals.contributionPaidIn({ ...purse, stream: 'LA_ADULT', payer: 'person', pence: p('50.00') }),
      'held £50.00, contribution −£50.00',
    ],
    [
      'surplus paid back',
      journals.surplusPaidBack({ ...purse, pence: p('1,270.00') }),
      'authorised £1,270.00, allocation −£1,270.00, drawn £1,270.00, limit −£1,270.00, bank £1,270.00, held −£1,270.00',
    ],
    [
      'surplus as an offset',
      journals.surplusOffset({ ...purse, pence: p('1,270.00') }),
      'authorised £1,270.00, allocation −£1,270.00, undrawn £1,270.00, limit −£1,270.00',
    ],
    [
      'reclaim given up',
      journals.reclaimGivenUp({ ...purse, pence: p('10.00') }),
      'authorised £10.00, allocation −£10.00, drawn £10.00, limit −£10.00, written_off £10.00, held −£10.00',
    ],
    [
      'budget reduced',
      journals.budgetReduced({ ...purse, authorisedPence: p('100.00'), contingencyPence: p('8.00') }),
      'authorised £100.00, allocation −£108.00, contingency £8.00, undrawn £108.00, limit −£108.00',
    ],
    [
      'account changed',
      journals.accountChanged({ ...purse, fromAccountId: 'A', toAccountId: 'B', pence: p('310.00') }),
      'held £310.00, held −£310.00',
    ],
    [
      'year ended',
      journals.yearEnded({
        ...purse,
        promised: [{ planLineId: 'wages', option: 'DIRECT_PAYMENT', pence: p('60.00') }],
        options: [{ option: 'DIRECT_PAYMENT', authorisedPence: p('40.00'), undrawnPence: p('90.00') }],
        contingencyPence: p('2,400.00'),
      }),
      'promised £60.00, authorised £40.00, allocation −£2,500.00, undrawn £90.00, limit −£90.00, contingency £2,400.00',
    ],
    [
      'carried over, paid back',
      journals.carriedOverPaidBack({ ...purse, pence: p('70.00') }),
      'drawn £70.00, limit −£70.00, bank £70.00, held −£70.00',
    ],
    [
      'carried over, offset',
      journals.carriedOverOffset({ ...purse, pence: p('70.00') }),
      'undrawn £70.00, limit −£70.00',
    ],
  ];
  for (const [what, made, expected] of table)
    test(what, () => assert.equal(written(made), expected.replaceAll('−', '\u2212')));

  test('money in a mix: the contingency lies with the option that the agreement names', () => {
    const mixed = journals.budgetAgreed({
      ...purse,
      parts: [
        { option: 'DIRECT_PAYMENT', pence: 100n },
        { option: 'NOTIONAL', pence: 50n },
      ],
      contingencyPence: 7n,
      contingencyWith: 'NOTIONAL',
    });
    const undrawn = mixed.postings.filter(({ account }) => account.kind === 'undrawn');
    assert.deepEqual(
      undrawn.map(({ account, amountPence }) => [account.option, amountPence]),
      [
        ['DIRECT_PAYMENT', -100n],
        ['NOTIONAL', -57n],
      ],
    );
  });

  test('a shared assistant: £320.00, 62.5% health and 37.5% council, balances in each stream', () => {
    const shared = journals.together(
      journals.linePlaced({ ...promisedWages, pence: p('200.00') }),
      journals.linePlaced({ ...promisedWages, stream: 'LA_ADULT', pence: p('120.00') }),
    );
    assert.equal(shared.postings.length, 8);
    for (const [stream, sum] of [
      ['NHS_CHC', p('200.00')],
      ['LA_ADULT', p('120.00')],
    ] as const)
      assert.equal(
        total(
          shared.postings
            .filter(({ account }) => account.stream === stream && account.kind === 'spent')
            .map(posting => posting.amountPence),
        ),
        sum,
      );
  });

  test('what the person sees after December', () => {
    const balances = fold(
      agreed,
      journals.promiseMade({ ...purse, pence: p('18,000.00') }),
      journals.paymentReleased({ ...purse, pence: p('2,600.00') }),
      journals.paymentCredited({ ...purse, pence: p('2,600.00') }),
      journals.linePlaced({ ...promisedWages, pence: p('150.00') }),
      journals.lineUnplaced({ ...purse, pence: p('14.99') }),
      journals.cardAuthorised({ ...purse, pence: p('42.00') }),
    );
    assert.deepEqual(moneyFigures(balances, YEAR), {
      allocated: p('31,200.00'),
      spent: p('150.00'),
      onItsWay: p('56.99'),
      promised: p('17,850.00'),
      keptForEmergencies: p('2,400.00'),
      free: p('10,743.01'), // 28,800.00 − 18,000.00 − 42.00, and 14.99 not matched yet
      held: p('2,435.01'),
      toCome: p('28,600.00'),
      stillMatching: p('14.99'),
    });
    assert.equal(standsAt(balances, 'used'), '\u2212£150.00');
  });

  test('another year of the same budget is not counted in', () => {
    const next = journals.budgetAgreed({
      ...purse,
      budgetYear: day('2027-12-01'),
      parts: [{ option: 'DIRECT_PAYMENT', pence: 5n }],
      contingencyPence: 0n,
    });
    assert.equal(moneyFigures(fold(agreed, next), YEAR).allocated, p('31,200.00'));
    assert.equal(moneyFigures(fold(agreed, next), day('2027-12-01')).allocated, 5n);
  });

  test('each line of the plan: what is spent on it by all payers, and what its promise still holds', () => {
    const later = { ...purse, budgetYear: day('2027-12-01') };
    const council = { ...purse, stream: 'LA_ADULT' };
    const balances = fold(
      agreed,
      journals.promiseMade({ ...purse, pence: p('18,000.00') }),
      journals.linePlaced({ ...promisedWages, pence: p('150.00') }),
      journals.linePlaced({ ...council, promisedLeftPence: 0n, pence: p('50.00') }),
      journals.linePlaced({ ...notPromised, planLineId: 'swimming', pence: p('14.99') }),
      journals.lineUnplaced({ ...purse, pence: p('9.00') }),
      journals.promiseMade({ ...later, pence: p('500.00') }),
      journals.linePlaced({ ...later, promisedLeftPence: p('500.00'), pence: p('3.00') }),
    );
    assert.deepEqual(Object.fromEntries(lineFigures(balances, YEAR)), {
      wages: { spentPence: p('200.00'), promisedPence: p('17,850.00') },
      swimming: { spentPence: p('14.99'), promisedPence: 0n },
    });
    assert.deepEqual(Object.fromEntries(lineFigures(balances, later.budgetYear)), {
      wages: { spentPence: p('3.00'), promisedPence: p('497.00') },
    });
    assert.equal(lineFigures(fold(agreed), YEAR).size, 0);
  });
});

describe('a payment goes to its promise first', () => {
  const table = [
    // paid    promised left   from promised, from authorised
    [9_999n, 10_000n, 9_999n, 0n],
    [10_000n, 10_000n, 10_000n, 0n],
    [10_001n, 10_000n, 10_000n, 1n],
    [1n, 0n, 0n, 1n],
    [1n, -1n, 0n, 1n],
  ] as const;
  for (const [pence, promisedLeftPence, promised, authorised] of table)
    test(`${pence} paid of ${promisedLeftPence} promised`, () => {
      const made = journals.linePlaced({ ...purse, pence, promisedLeftPence });
      const of = (kind: AccountKind) => made.postings.find(({ account }) => account.kind === kind)?.amountPence ?? 0n;
      assert.deepEqual([of('promised'), of('authorised'), of('used')], [promised, authorised, -pence]);
    });
});

describe('a journal holds together within each book and stream', () => {
  const posting = (kind: AccountKind, amountPence: bigint, stream = 'NHS_CHC') => ({
    account: { kind, stream },
    amountPence,
  });
  const table: [string, ReturnType<typeof posting>[], string | undefined][] = [
    ['none at all', [], 'a journal without postings'],
    ['nought to the penny', [posting('bank', 5n), posting('written_off', -5n)], undefined],
    ['a penny over', [posting('bank', 5n), posting('written_off', -4n)], 'cash of NHS_CHC is out by 1 pence'],
    ['nought overall, not per book', [posting('bank', 5n), posting('limit', -5n)], 'cash of NHS_CHC is out by 5 pence'],
    [
      'nought overall, not per stream',
      [posting('bank', 5n), posting('bank', -5n, 'LA_ADULT')],
      'cash of NHS_CHC is out by 5 pence',
    ],
    ['one posting of nought', [posting('bank', 0n)], 'cash of NHS_CHC has one posting only'],
  ];
  for (const [what, postings, expected] of table)
    test(what, () => {
      assert.equal(whyUnbalanced(postings), expected);
      if (expected) assert.throws(() => journal('refund', on, postings));
    });

  test('amounts on one account are added up, and what comes to nought is left out', () => {
    const made = journal('refund', on, [
      posting('bank', 5n),
      posting('bank', 2n),
      posting('written_off', -7n),
      posting('limit', 3n),
      posting('limit', -3n),
    ]);
    assert.equal(written(made), 'bank £0.07, written_off \u2212£0.07');
  });
});

describe('any event, any amount', () => {
  const pence = fc.bigInt({ min: 1n, max: 9_999_999_999n });
  const option = fc.constantFrom<ManagementOption>('DIRECT_PAYMENT', 'NOTIONAL', 'THIRD_PARTY');
  const event = fc
    .record({
      pence,
      promisedLeftPence: fc.bigInt({ min: -5n, max: 9_999_999_999n }),
      option,
      backTo: fc.constantFrom('promised' as const, 'authorised' as const),
      which: fc.nat(),
    })
    .map(({ which, ...random }) => {
      const facts = {
        ...purse,
        ...random,
        supplierId: 's',
        payer: 'p',
        fromAccountId: 'A',
        toAccountId: 'B',
        contingencyPence: random.pence,
        authorisedPence: random.pence,
      };
      const makers = [
        journals.promiseMade,
        journals.promiseEnded,
        journals.paymentReleased,
        journals.paymentCredited,
        journals.paymentRejected,
        journals.paymentReturned,
        journals.runCancelled,
        journals.emergencyAdvance,
        journals.cardAuthorised,
        journals.cardLapsed,
        journals.cardSettled,
        journals.linePlaced,
        journals.lineUnplaced,
        journals.linePlacedLater,
        journals.receivedUnexplained,
        journals.refund,
        journals.contingencyUsed,
        journals.invoiceAccepted,
        journals.invoicePaid,
        journals.invoiceReturned,
        journals.contributionPaidIn,
        journals.surplusPaidBack,
        journals.surplusOffset,
        journals.reclaimGivenUp,
        journals.budgetReduced,
        journals.accountChanged,
        journals.carriedOverPaidBack,
        journals.carriedOverOffset,
      ] as const;
      return makers[which % makers.length]!(facts);
    });

  test('balances, and its reversal brings every account back', () => {
    fc.assert(
      fc.property(event, made => {
        assert.equal(whyUnbalanced(made.postings), undefined);
        assert.ok(made.postings.every(posting => posting.amountPence !== 0n));
        const back = reverse({ journalId: 1n, postings: made.postings }, on);
        assert.equal(back.reverses, 1n);
        assert.ok(fold(made, back).every(balance => balance.pence === 0n));
      }),
      { numRuns: 500 },
    );
  });

  test('what goes out of a budget comes from its own accounts: used is what was spent, per line', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), made => {
        const balances = fold(...made);
        const byLine = (kind: AccountKind) =>
          total(
            balances
              .filter(({ account }) => account.kind === kind && account.planLineId === 'wages')
              .map(balance => balance.pence),
          );
        assert.equal(byLine('used'), -byLine('spent'));
      }),
      { numRuns: 200 },
    );
  });

  test('drawn = in flight + held + unplaced + spent − contribution − received: an invoice counts as spent and drawn at once', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), made => {
        // A debt given up leaves through written_off, and counts as drawn no more.
        const balances = fold(...made);
        const sum = (kind: AccountKind) =>
          total(balances.filter(({ account }) => account.kind === kind).map(({ pence }) => pence));
        const inFlight = sum('clearing');
        assert.equal(
          -sum('drawn'),
          inFlight + sum('held') + sum('unplaced') + sum('spent') - -sum('contribution') - -sum('received'),
        );
      }),
      { numRuns: 200 },
    );
  });
});

test('each kind of account is known by book, side and owner', () => {
  assert.equal(Object.keys(ACCOUNT_KINDS).length, 22);
  assert.deepEqual(
    Object.entries(ACCOUNT_KINDS)
      .filter(([, { control }]) => control)
      .map(([kind]) => kind),
    ['allocation', 'contribution_due', 'limit', 'bank', 'clearing', 'written_off'],
  );
});
