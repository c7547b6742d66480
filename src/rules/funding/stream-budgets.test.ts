import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import type { DuePayment } from '../payment/payment.ts';
import { type Funder, paysApart, SETTLEMENTS, type Settlement } from './funding.ts';
import { agreedSplit, type LineShares } from './line-shares.ts';
import {
  asOneSum,
  decideStreamBudgets,
  linesNotDirect,
  oneStream,
  paidApart,
  paidInByOthers,
  paymentsOfStreams,
  paymentsToThirdParty,
  type StreamBudget,
  type StreamItem,
  splitOfLine,
  streamBudgets,
  streamsAfter,
} from './stream-budgets.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const NHS = 'NHS_CC';
const LA = 'LA_CHILDREN';
const EHC = 'EDUCATION_EHC';

const funder = (stream: string, basisPoints: number, more: Partial<Funder> = {}): Funder => ({
  stream,
  payer: `Payer of ${stream}`,
  basisPoints,
  conditions: 'None',
  signedBy: 'Sam Signer',
  signedOn: on('2026-11-20'),
  personPence: 0n,
  personPer: 'week',
  ...more,
});
const item = (planItemId: string, annualPence: bigint, more: Partial<StreamItem> = {}): StreamItem => ({
  planItemId,
  option: 'DIRECT_PAYMENT',
  oneOff: false,
  annualPence,
  ...more,
});
const only = (stream: string): LineShares => ({ kind: 'PERCENT', shares: [{ stream, weight: 1, pence: undefined }] });

/** A shared assistant, a chair for the council's own money beside the NHS's, therapy of the NHS, orders of the board. */
const budget = {
  finalPence: 1_200_001n,
  contingencyPence: 100_001n,
  items: [
    item('assistant', 800_000n),
    item('chair', 100_000n, { oneOff: true }),
    item('therapy', 60_000n),
    item('orders', 40_000n, { option: 'NOTIONAL' }),
    item('trust', 20_000n, { option: 'THIRD_PARTY', oneOff: true }),
  ],
  splits: new Map<string, LineShares>([
    [
      'chair',
      {
        kind: 'FIXED',
        shares: [
          { stream: NHS, weight: 10_000, pence: undefined },
          { stream: LA, weight: 0, pence: 30_000n },
        ],
      },
    ],
    ['therapy', only(NHS)],
    ['orders', only(NHS)],
    ['trust', only(LA)],
  ]),
};
const FUNDERS = [funder(NHS, 6_250), funder(LA, 3_750)];
const together = (funders: readonly Funder[], settlement: Settlement = 'RECHARGE') => ({ funders, settlement });

describe('R-096  Each payer has its own part of the budget', () => {
  const [nhs, la] = streamBudgets(budget, together(FUNDERS), 52);
  test('the NHS’s', () =>
    same(nhs, {
      stream: NHS,
      payer: 'Payer of NHS_CC',
      basisPoints: 6_250,
      // 62.5% of the assistant, of the money for emergencies and of £800.00 that nothing is planned for
      finalPence: 500_000n + 70_000n + 60_000n + 40_000n + 62_501n + 50_000n,
      contingencyPence: 62_501n,
      startUpPence: 70_000n,
      directPaymentPence: 500_000n + 70_000n + 60_000n + 62_501n + 50_000n,
      thirdPartyPence: 0n,
      thirdPartyStartUpPence: 0n,
      notionalPence: 40_000n,
      personPence: 0n,
    }));
  test('the council’s', () =>
    same(la, {
      stream: LA,
      payer: 'Payer of LA_CHILDREN',
      basisPoints: 3_750,
      finalPence: 300_000n + 30_000n + 20_000n + 37_500n + 30_000n,
      contingencyPence: 37_500n,
      startUpPence: 30_000n,
      directPaymentPence: 300_000n + 30_000n + 37_500n + 30_000n,
      thirdPartyPence: 20_000n,
      thirdPartyStartUpPence: 20_000n,
      notionalPence: 0n,
      personPence: 0n,
    }));
  test('who pays no percentage has only what lines say', () => {
    const [, council] = streamBudgets(budget, together([funder(NHS, 10_000), funder(LA, 0)]), 52);
    assert.deepEqual([council!.finalPence, council!.contingencyPence], [50_000n, 0n]);
  });
  test('one payer pays for all of it', () =>
    same(
      oneStream(
        { stream: NHS, finalPence: 1_200_001n, contingencyPence: 100_001n, directPaymentPence: 1_140_001n },
        budget.items,
      ),
      {
        stream: NHS,
        payer: undefined,
        basisPoints: 10_000,
        finalPence: 1_200_001n,
        contingencyPence: 100_001n,
        startUpPence: 100_000n,
        directPaymentPence: 1_140_001n,
        thirdPartyPence: 20_000n,
        thirdPartyStartUpPence: 20_000n,
        notionalPence: 40_000n,
        personPence: 0n,
      },
    ));
  test('a line without shares of its own is shared by the agreed percentages', () => {
    same(splitOfLine(item('other', 5n), { splits: new Map(), streams: FUNDERS }), {
      annualPence: 5n,
      split: agreedSplit(FUNDERS),
    });
    same(agreedSplit([funder(NHS, 10_000), funder(LA, 0)]).shares, [{ stream: NHS, weight: 10_000, pence: undefined }]);
  });
});

describe('R-097  What the person pays comes off the council’s payments', () => {
  const streams = (personPence: bigint, personPer: 'week' | 'year') =>
    streamBudgets(budget, together([funder(NHS, 6_250), funder(LA, 3_750, { personPence, personPer })]), 52);
  test('by the week, fifty-two of them', () => assert.equal(streams(5_000n, 'week')[1]!.personPence, 260_000n));
  test('by the year, once', () => assert.equal(streams(5_000n, 'year')[1]!.personPence, 5_000n));
  test('up to what is paid out month by month, and no penny more', () => {
    const most = 397_500n - 30_000n;
    assert.ok(decideStreamBudgets(streams(most, 'year')).accepted);
    same(decideStreamBudgets(streams(most + 1n, 'year')), {
      accepted: false,
      refusals: [{ code: 'means-test-over-stream', streamPence: most }],
    });
  });
  test('the council pays the rest of it out', () => {
    const paid = paymentsOfStreams(on('2026-12-01'), streams(5_000n, 'week'));
    const ofCouncil = paid.filter(({ stream }) => stream === LA).map(({ amountPence }) => amountPence);
    assert.equal(total(ofCouncil), 397_500n - 260_000n);
  });
});

describe('R-098  A payer who pays the person itself', () => {
  const direct = { ...budget, items: budget.items.filter(({ option }) => option === 'DIRECT_PAYMENT') };
  const whole = { ...direct, finalPence: 1_140_001n };
  const apart = (personPence = 0n, own = whole) =>
    streamBudgets(
      own,
      together([funder(NHS, 6_250), funder(LA, 3_750, { personPence, personPer: 'year' })], 'SEPARATE'),
      52,
    );
  const [nhs, la] = apart(5_000n);
  test('has the same part of the budget, to the penny, as one who pays us back', () => {
    const [, back] = streamBudgets(
      whole,
      together([funder(NHS, 6_250), funder(LA, 3_750, { personPence: 5_000n, personPer: 'year' })]),
      52,
    );
    same({ ...la!, apart: undefined }, { ...back!, apart: undefined });
    assert.deepEqual([nhs!.apart, la!.apart], [undefined, true]);
    assert.equal(nhs!.finalPence + la!.finalPence, whole.finalPence);
  });
  test('pays it less what the person puts in; both come from others than us', () => {
    assert.deepEqual([paidApart(nhs!), paidApart(la!)], [0n, la!.directPaymentPence - 5_000n]);
    assert.deepEqual([paidInByOthers(nhs!), paidInByOthers(la!)], [0n, la!.directPaymentPence]);
    const back = streamBudgets(whole, together([funder(NHS, 6_250), funder(LA, 3_750, { personPence: 1n })]), 52)[1]!;
    assert.deepEqual([paidApart(back), paidInByOthers(back)], [0n, 52n]);
  });
  test('has no payment of ours, of a year or of a goal', () => {
    for (const lastOn of [undefined, on('2027-03-31')]) {
      const streams = new Set(paymentsOfStreams(on('2026-12-01'), apart(), lastOn).map(({ stream }) => stream));
      assert.deepEqual([...streams], [NHS]);
    }
    const payments = paymentsOfStreams(on('2026-12-01'), apart());
    assert.equal(total(payments.map(({ amountPence }) => amountPence)), nhs!.directPaymentPence);
  });
  test('cannot pay what others hold the money of: said of each line, and of the budget', () => {
    const named = { ...budget, items: budget.items.map(each => ({ ...each, label: `The ${each.planItemId}` })) };
    same(linesNotDirect(named, together(FUNDERS, 'SEPARATE')), [
      { code: 'funding-apart-not-direct', stream: LA, item: 'The trust' },
    ]);
    same(linesNotDirect(named, together(FUNDERS)), []);
    same(linesNotDirect(named, together(FUNDERS, 'POOLED_S75')), []);
    same(decideStreamBudgets(apart(0n, budget)), {
      accepted: false,
      refusals: [{ code: 'funding-apart-not-direct', stream: LA, item: undefined }],
    });
    const streams = [{ ...la!, thirdPartyPence: 0n, notionalPence: 1n }];
    assert.ok(!decideStreamBudgets(streams).accepted, 'one penny is too much');
    assert.ok(decideStreamBudgets([{ ...streams[0]!, apart: false }]).accepted);
    assert.ok(decideStreamBudgets(apart()).accepted);
  });
  test('is never the NHS, and nobody where they settle in another way', () => {
    assert.deepEqual(
      SETTLEMENTS.map(settlement => [
        paysApart(settlement, NHS),
        paysApart(settlement, LA),
        paysApart(settlement, EHC),
      ]),
      [
        [false, false, false],
        [false, false, false],
        [false, true, true],
      ],
    );
  });
});

describe('R-128  A budget for one goal is paid once', () => {
  const lastOn = on('2027-03-31');
  const pays = (more: Partial<StreamItem>, personPence = 0n) => {
    const whole = { stream: NHS, finalPence: 40_000n, contingencyPence: 0n, directPaymentPence: 40_000n };
    const stream = oneStream(whole, [item('gym', 38_000n, { oneOff: true, ...more })]);
    return paymentsOfStreams(on('2026-12-15'), [{ ...stream, personPence }], lastOn).map(payment => [
      payment.stream,
      payment.purpose,
      payment.amountPence,
      payment.coversTo.toString(),
    ]);
  };
  test('all that the person holds', () => same(pays({}), [[NHS, 'ONE_OFF', 40_000n, '2027-03-31']]));
  test('less what they pay themself', () => same(pays({}, 1n), [[NHS, 'ONE_OFF', 39_999n, '2027-03-31']]));
  test('nothing where others hold it', () => same(pays({ option: 'THIRD_PARTY' }), []));
});

describe('R-093 R-045  What is paid to the organisation that holds money adds up to its part', () => {
  const whole = { stream: NHS, finalPence: 830_000n, contingencyPence: 0n, directPaymentPence: 0n };
  const items = [
    item('agency', 800_000n, { option: 'THIRD_PARTY' }),
    item('hoist', 30_000n, { option: 'THIRD_PARTY', oneOff: true }),
    item('pool', 5_000n, { oneOff: true }),
  ];
  test('what is bought once with the first payment, the rest in twelve', () => {
    const payments = paymentsToThirdParty(on('2026-12-01'), [oneStream(whole, items)]);
    same(
      [payments.length, payments[0]!.purpose, payments[0]!.amountPence, payments[0]!.stream],
      [13, 'START_UP', 30_000n, NHS],
    );
    same(total(payments.slice(1).map(({ amountPence }) => amountPence)), 800_000n);
  });
  test('only what is bought once: one payment, and none of nothing', () =>
    same(
      paymentsToThirdParty(on('2026-12-01'), [oneStream(whole, items.slice(1))]).map(({ purpose }) => purpose),
      ['START_UP'],
    ));
  test('nothing where it holds nothing', () =>
    same(paymentsToThirdParty(on('2026-12-01'), [oneStream(whole, items.slice(2))]), []));
  test('a month without a penny is no payment', () => {
    const few = { ...whole, finalPence: 5n };
    const parts = paymentsToThirdParty(on('2026-12-01'), [
      oneStream(few, [item('tea', 5n, { option: 'THIRD_PARTY' })]),
    ]);
    assert.ok(parts.length > 0 && parts.length < 12, `${parts.length}`);
    assert.equal(total(parts.map(({ amountPence }) => amountPence)), 5n);
    assert.ok(parts.every(({ amountPence }) => amountPence > 0n));
  });
  test('R-128 of a budget for one goal all of it, once', () =>
    same(
      paymentsToThirdParty(on('2026-12-15'), [oneStream(whole, items)], on('2027-03-31')).map(
        ({ purpose, amountPence, coversTo }) => [purpose, amountPence, coversTo.toString()],
      ),
      [['ONE_OFF', 830_000n, '2027-03-31']],
    ));
  test('each payer pays its part', () => {
    const paid = paymentsToThirdParty(on('2026-12-01'), streamBudgets(budget, together(FUNDERS), 52));
    same(
      paid.map(({ stream, purpose, amountPence }) => [stream, purpose, amountPence]),
      [[LA, 'START_UP', 20_000n]],
    );
  });
});

describe('R-045  Twelve payments of each payer add up, and the person sees one sum', () => {
  const streams = streamBudgets(budget, together(FUNDERS), 52);
  const payments = paymentsOfStreams(on('2026-12-01'), streams);
  for (const { stream, directPaymentPence, startUpPence } of streams)
    test(stream, () => {
      const own = payments.filter(payment => payment.stream === stream);
      assert.equal(own.filter(({ purpose }) => purpose === 'INSTALMENT').length, 12);
      assert.equal(total(own.map(({ amountPence }) => amountPence)), directPaymentPence);
      assert.equal(own.find(({ purpose }) => purpose === 'START_UP')!.amountPence, startUpPence);
    });
  test('one sum for each month, what is bought once first', () => {
    const seen = asOneSum(payments);
    assert.deepEqual(
      seen.slice(0, 3).map(({ purpose, period, amountPence }) => `${purpose} ${period} ${amountPence}`),
      [
        'START_UP 2026-12 100000',
        `INSTALMENT 2026-12 ${payments.filter(({ purpose, period }) => purpose === 'INSTALMENT' && `${period}` === '2026-12').reduce((sum, each) => sum + each.amountPence, 0n)}`,
        'INSTALMENT 2027-01 86667',
      ],
    );
    assert.equal(seen.length, 13);
  });
  test('in the order of the months, whoever comes first', () => {
    const at = (month: string, purpose: DuePayment['purpose']): DuePayment => ({
      purpose,
      period: Temporal.PlainYearMonth.from(month),
      coversFrom: on(`${month}-01`),
      coversTo: on(`${month}-28`),
      amountPence: 1n,
    });
    const mixed = [
      at('2027-01', 'INSTALMENT'),
      at('2026-12', 'INSTALMENT'),
      at('2026-12', 'START_UP'),
      at('2027-01', 'INSTALMENT'),
    ];
    assert.deepEqual(
      asOneSum(mixed).map(({ period, purpose, amountPence }) => `${period} ${purpose} ${amountPence}`),
      ['2026-12 START_UP 1', '2026-12 INSTALMENT 1', '2027-01 INSTALMENT 2'],
    );
  });
});

describe('R-099  The payers’ parts add up to the budget', () => {
  const amounts = fc.bigInt({ min: 1n, max: 5_000_000n });
  const options = fc.constantFrom('DIRECT_PAYMENT' as const, 'NOTIONAL' as const, 'THIRD_PARTY' as const);
  const items = fc
    .array(fc.tuple(amounts, options, fc.boolean()), { maxLength: 6 })
    .map(all => all.map(([pence, option, oneOff], i) => item(`${i}`, pence, { option, oneOff })));
  const splits = fc.array(fc.option(fc.constantFrom(NHS, LA, EHC), { nil: undefined }), { minLength: 6, maxLength: 6 });
  const points = fc.tuple(fc.integer({ min: 1, max: 9_998 }), fc.integer({ min: 1, max: 9_998 })).map(([a, b]) => {
    const first = Math.min(a, 9_998);
    const second = Math.min(b, 9_999 - first);
    return [first, second, 10_000 - first - second] as const;
  });
  for (const settlement of SETTLEMENTS)
    test(`each figure of the whole is the sum of theirs: ${settlement}`, () =>
      fc.assert(
        fc.property(
          items,
          splits,
          points,
          amounts,
          fc.bigInt({ min: 0n, max: 300_000n }),
          (of, own, [a, b, c], rest, contingencyPence) => {
            const finalPence = total(of.map(each => each.annualPence)) + rest + contingencyPence;
            const streams = streamBudgets(
              {
                finalPence,
                contingencyPence,
                items: of,
                splits: new Map(own.flatMap((stream, i) => (stream ? [[`${i}`, only(stream)] as const] : []))),
              },
              together([funder(NHS, a), funder(LA, b), funder(EHC, c)], settlement),
              52,
            );
            const sum = (part: keyof (typeof streams)[number]) => total(streams.map(each => each[part] as bigint));
            assert.equal(sum('finalPence'), finalPence);
            assert.equal(sum('contingencyPence'), contingencyPence);
            const one = oneStream({ stream: NHS, finalPence, contingencyPence, directPaymentPence: 0n }, of);
            assert.deepEqual(
              [sum('startUpPence'), sum('thirdPartyPence'), sum('notionalPence')],
              [one.startUpPence, one.thirdPartyPence, one.notionalPence],
            );
            assert.ok(
              streams.every(each => each.directPaymentPence >= each.startUpPence),
              'the database asks for this too',
            );
          },
        ),
      ));
});

describe('R-096  Each payer’s part after an amount changed', () => {
  const part = (stream: string, directPaymentPence: bigint, personPence = 0n): StreamBudget => ({
    stream,
    payer: `Payer of ${stream}`,
    basisPoints: 5_000,
    finalPence: directPaymentPence + 7n,
    contingencyPence: 20n,
    startUpPence: 10n,
    directPaymentPence,
    thirdPartyPence: 3n,
    thirdPartyStartUpPence: 0n,
    notionalPence: 4n,
    personPence,
  });
  const streams = [part('NHS_CHC', 100n), part('LA_ADULT', 100n, 50n)];
  const change = (stream: string, changePence: bigint) => ({ stream, changePence });
  const verdict = (...changes: ReturnType<typeof change>[]) => {
    const decision = streamsAfter(streams, changes, 'DIRECT_PAYMENT');
    return decision.accepted
      ? decision.value.map(each => [each.finalPence, each.directPaymentPence])
      : decision.refusals.map(({ code }) => code);
  };
  test('all its months together; who does not change stays', () =>
    same(verdict(change('NHS_CHC', 5n), change('NHS_CHC', 6n)), [
      [118n, 111n],
      [107n, 100n],
    ]));
  test('what is kept and bought at the start still fits, to the penny', () => {
    same(verdict(change('NHS_CHC', -70n)), [
      [37n, 30n],
      [107n, 100n],
    ]);
    same(verdict(change('NHS_CHC', -71n)), ['change-over-instalments']);
  });
  test('where an organisation holds all of it, its part changes, and the same has to fit', () => {
    const held: StreamBudget = {
      ...part('NHS_CHC', 0n),
      startUpPence: 0n,
      thirdPartyPence: 100n,
      thirdPartyStartUpPence: 10n,
    };
    const after = (changePence: bigint) => {
      const decision = streamsAfter([held], [change('NHS_CHC', changePence)], 'THIRD_PARTY');
      return decision.accepted
        ? decision.value.map(each => [each.finalPence, each.directPaymentPence, each.thirdPartyPence])
        : decision.refusals.map(({ code }) => code);
    };
    same(after(-70n), [[-63n, 0n, 30n]]);
    same(after(-71n), ['change-over-instalments']);
    same(after(5n), [[12n, 0n, 105n]]);
  });
  test('so does what the person pays', () => {
    same(verdict(change('LA_ADULT', -40n)), [
      [107n, 100n],
      [67n, 60n],
    ]);
    same(verdict(change('LA_ADULT', -41n)), ['means-test-over-stream']);
  });
});
