import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import { paymentCredited, paymentReleased, runCancelled } from './journals.ts';
import { type Journal, whyUnbalanced } from './ledger.ts';
import type { RunStatus } from './payment.ts';
import { overpaymentBack, overpaymentSetOff, type PaymentMoney, paymentSuperseded } from './rail-journals.ts';
import {
  arrivedSince,
  type BankWord,
  type Change,
  canBeCut,
  changesOf,
  changesOfCut,
  changesOfOutage,
  confirmBy,
  decideCardOutage,
  decideOutage,
  decideSettlement,
  type Effect,
  effectOf,
  effectOfPieces,
  isOverdue,
  type PaymentEnd,
  setOff,
  type Touched,
} from './standby.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const PENCE = 260_000n;

function moneyOf(changes: Partial<PaymentMoney> = {}): PaymentMoney {
  return {
    budgetId: 'jackie',
    stream: 'NHS_CHC',
    option: 'DIRECT_PAYMENT',
    budgetYear: day('2026-12-01'),
    accountId: 'account',
    pence: PENCE,
    rail: 'BACS',
    happenedOn: day('2026-12-02'),
    isCredited: false,
    ...changes,
  };
}

describe('R-084  What the bank’s word does', () => {
  const alone = { live: undefined, openOverpayment: false };
  const sent = { live: { ended: null, status: 'SENT' }, openOverpayment: false } as const;
  const standing = (
    ended: PaymentEnd | null,
    status: RunStatus = 'CREDITED',
    isConfirmed = false,
    isSettled = false,
  ) => ({
    ended,
    status,
    isConfirmed,
    isSettled,
  });
  const table: readonly (readonly [BankWord, ReturnType<typeof standing>, Parameters<typeof effectOf>[2], Effect])[] = [
    ['PAID', standing(null), alone, 'CONFIRMED'],
    ['PAID', standing(null, 'SENT'), alone, 'CONFIRMED'],
    ['PAID', standing(null, 'SENT', true), alone, 'NOTHING_NEW'],
    ['PAID', standing(null, 'RELEASED'), alone, 'NOT_SENT'],
    ['PAID', standing(null, 'PREPARED'), alone, 'NOT_SENT'],
    ['PAID', standing(null, 'CANCELLED'), alone, 'NOT_SENT'],
    ['PAID', standing('CANCELLED'), alone, 'NOT_SENT'],
    ['PAID', standing('RETURNED'), alone, 'CONTRADICTS'],
    ['PAID', standing('OVERPAID'), sent, 'NOTHING_NEW'],
    ['PAID', standing('SUPERSEDED'), alone, 'FOUND'],
    ['PAID', standing('SUPERSEDED'), { ...alone, live: { ended: null, status: 'PREPARED' } }, 'FOUND'],
    ['PAID', standing('SUPERSEDED'), { ...alone, live: { ended: null, status: 'RELEASED' } }, 'FOUND'],
    ['PAID', standing('SUPERSEDED'), sent, 'OVERPAID'],
    ['PAID', standing('SUPERSEDED'), { ...alone, live: { ended: null, status: 'CREDITED' } }, 'OVERPAID'],
    ['NOT_PAID', standing(null), alone, 'TAKEN_BACK'],
    ['NOT_PAID', standing(null, 'SENT', true), alone, 'TAKEN_BACK'],
    ['NOT_PAID', standing(null), { ...alone, openOverpayment: true }, 'OVERPAYMENT_STANDS'],
    ['NOT_PAID', standing(null, 'RELEASED'), alone, 'NOT_SENT'],
    ['NOT_PAID', standing('SUPERSEDED'), sent, 'KNOWN_UNPAID'],
    ['NOT_PAID', standing('OVERPAID'), sent, 'OVERPAYMENT_RETURNED'],
    ['NOT_PAID', standing('OVERPAID', 'CREDITED', true, true), sent, 'CONTRADICTS'],
    ['NOT_PAID', standing('RETURNED'), sent, 'NOTHING_NEW'],
    ['NOT_PAID', standing('CANCELLED'), sent, 'NOT_SENT'],
  ];
  for (const [word, payment, beside, effect] of table)
    test(`R-084 ${word} of one that is ${payment.ended ?? 'live'} in a run ${payment.status}${payment.isConfirmed ? ', confirmed' : ''}${payment.isSettled ? ', settled' : ''}, beside ${beside.live?.status ?? 'none'}${beside.openOverpayment ? ' and an over-payment' : ''}: ${effect}`, () => {
      assert.equal(effectOf(word, payment, beside), effect);
    });

  test('R-084 an effect that is only noted changes nothing', () => {
    const payment: Touched = { paymentId: 'p', ended: null, status: 'SENT', money: moneyOf() };
    for (const effect of ['CONFIRMED', 'NOTHING_NEW', 'NOT_SENT', 'CONTRADICTS'] as const)
      assert.deepEqual(changesOf(effect, payment, { live: undefined, overpaid: undefined }), []);
  });

  test('R-084 a second payment is stopped: without a journal before its release, with one after', () => {
    const payment: Touched = { paymentId: 'first', ended: 'SUPERSEDED', status: 'SENT', money: moneyOf() };
    const live = (status: RunStatus): Touched => ({
      paymentId: 'second',
      ended: null,
      status,
      money: moneyOf({ rail: 'FASTER_PAYMENTS' }),
    });
    const kinds = (status: RunStatus) =>
      changesOf('FOUND', payment, { live: live(status), overpaid: undefined }).map(
        ({ paymentId, to, journal }) => `${paymentId} ${to} ${journal?.kind}`,
      );
    assert.deepEqual(kinds('PREPARED'), ['second CANCELLED undefined', 'first null payment-found']);
    assert.deepEqual(kinds('RELEASED'), ['second CANCELLED run-cancelled', 'first null payment-found']);
  });
});

describe('R-084  The ledger of the standby rail', () => {
  const written = (journal: Journal) =>
    `${journal.kind}: ${journal.postings.map(({ account, amountPence }) => `${account.kind}${account.party ? ` ${account.party}` : ''} ${amountPence}`).join(', ')}`;
  const credited = moneyOf({ isCredited: true });
  const table: readonly (readonly [Journal, string])[] = [
    [
      paymentSuperseded(moneyOf()),
      'payment-superseded: drawn 260000, undrawn -260000, bank 260000, clearing BACS -260000',
    ],
    [
      paymentSuperseded(credited),
      'payment-superseded: drawn 260000, undrawn -260000, bank 260000, held account -260000',
    ],
    [overpaymentSetOff(credited), 'overpayment-set-off: undrawn 260000, limit -260000'],
    [
      overpaymentBack('overpayment-paid-back', credited),
      'overpayment-paid-back: drawn 260000, limit -260000, bank 260000, held account -260000',
    ],
  ];
  for (const [journal, expected] of table)
    test(`R-084 ${expected}`, () => {
      assert.equal(written(journal), expected);
      assert.equal(whyUnbalanced(journal.postings), undefined);
    });
});

/** Where everything about one obligation stands in the world, and what really happened, which only the bank knows. */
type World = {
  readonly payments: {
    id: string;
    ended: PaymentEnd | null;
    status: RunStatus;
    rail: string;
    confirmed: boolean;
    /** Undefined until it was sent. */
    arrived: boolean | undefined;
    /** The bank has said what is true now. */
    said: boolean;
  }[];
  readonly books: Map<string, bigint>;
};

const KINDS = ['undrawn', 'drawn', 'limit', 'bank', 'held', 'clearing BACS', 'clearing FASTER_PAYMENTS'] as const;

function post({ books }: World, journal: Journal): void {
  assert.equal(whyUnbalanced(journal.postings), undefined, journal.kind);
  for (const { account, amountPence } of journal.postings) {
    const name = account.kind === 'clearing' ? `clearing ${account.party}` : account.kind;
    books.set(name, (books.get(name) ?? 0n) + amountPence);
  }
  assert.ok(books.get('undrawn')! <= 0n, `${journal.kind}: more is drawn than may be`);
}

const touched = (one: World['payments'][number]): Touched => ({
  paymentId: one.id,
  ended: one.ended,
  status: one.status,
  money: moneyOf({ rail: one.rail, isCredited: one.status === 'CREDITED' }),
});

const liveOf = ({ payments }: World) => payments.find(one => one.ended === null);

/** One thing that may happen next; what cannot happen now does not. */
function happen(world: World, what: string, chance: number): void {
  const { payments } = world;
  const live = liveOf(world);
  switch (what) {
    case 'prepare':
      if (!live) {
        const rail = payments.length % 2 === 0 ? 'BACS' : 'FASTER_PAYMENTS';
        const id = `p${payments.length}`;
        payments.push({ id, ended: null, status: 'PREPARED', rail, confirmed: false, arrived: undefined, said: false });
      }
      return;
    case 'pay':
      for (const step of ['prepare', 'release', 'send']) happen(world, step, chance);
      return;
    case 'release':
      if (live?.status !== 'PREPARED') return;
      live.status = 'RELEASED';
      post(world, paymentReleased(touched(live).money));
      return;
    case 'send':
      if (live?.status !== 'RELEASED') return;
      live.status = 'SENT';
      live.arrived = chance % 4 !== 0;
      return;
    case 'credit':
      // The credit day of some run: what lives in it is credited, what ended is not.
      for (const one of payments.filter((each, i) => each.status === 'SENT' && i % 3 !== chance % 3)) {
        if (one.ended === null) post(world, paymentCredited(touched(one).money));
        one.status = 'CREDITED';
      }
      return;
    case 'cancel':
      if (live?.status !== 'PREPARED' && live?.status !== 'RELEASED') return;
      if (live.status === 'RELEASED') post(world, runCancelled(touched(live).money));
      live.ended = 'CANCELLED';
      live.status = 'CANCELLED';
      return;
    case 'outage':
      if (!live || live.confirmed || live.arrived === undefined) return;
      apply(world, changesOfOutage(touched(live), payments.filter(one => one.ended === 'OVERPAID').map(touched)[0]));
      return;
    case 'return': {
      const one = payments[chance % payments.length];
      // What had arrived is sent back by the other bank, and it will say so.
      if (one?.arrived && one.ended !== 'RETURNED') {
        one.arrived = false;
        one.said = false;
      }
      return;
    }
    case 'word': {
      const one = payments[chance % payments.length];
      if (one?.arrived !== undefined) tell(world, one);
      return;
    }
  }
}

function apply(world: World, changes: readonly Change[]): void {
  for (const { paymentId, to, journal } of changes) {
    if (journal) post(world, journal);
    world.payments.find(({ id }) => id === paymentId)!.ended = to;
    assert.ok(world.payments.filter(({ ended }) => ended === null).length <= 1, 'two payments live at once');
  }
}

function tell(world: World, one: World['payments'][number]): void {
  const live = world.payments.find(other => other.ended === null && other !== one);
  const overpaid = world.payments.find(other => other.ended === 'OVERPAID' && other !== one);
  const effect = effectOf(
    one.arrived ? 'PAID' : 'NOT_PAID',
    { ...one, isConfirmed: one.confirmed, isSettled: false },
    { live, openOverpayment: overpaid !== undefined },
  );
  assert.notEqual(effect, 'CONTRADICTS');
  const besides = { live: live && touched(live), overpaid: overpaid && touched(overpaid) };
  apply(world, changesOf(effect, touched(one), besides));
  if (one.arrived) one.confirmed = true;
  one.said = true;
}

describe('R-084  Whatever comes, early, late or twice, nothing is counted twice', () => {
  const steps = ['prepare', 'release', 'send', 'pay', 'pay', 'credit', 'cancel', 'outage', 'outage', 'return', 'word'];
  const anyStep = fc.tuple(fc.constantFrom(...steps), fc.nat({ max: 11 }));

  test('R-084 at most one payment of an obligation counts, and when all is known the books say what arrived', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 5, maxLength: 40, size: 'max' }), events => {
        const books = new Map<string, bigint>(KINDS.map(kind => [kind, 0n]));
        const world: World = { payments: [], books };
        books.set('undrawn', -PENCE);
        books.set('limit', PENCE);
        for (const [what, chance] of events) happen(world, what, chance);

        // Then the bank says the last word about each, and every run's day comes. What was not sent is given up.
        for (const one of world.payments) if (one.arrived !== undefined) tell(world, one);
        happen(world, 'cancel', 0);
        for (const chance of [0, 1, 2]) happen(world, 'credit', chance);
        const arrived = BigInt(world.payments.filter(one => one.arrived).length);
        const live = world.payments.filter(one => one.ended === null);
        assert.deepEqual(
          live.map(one => one.arrived),
          arrived === 0n ? [] : [true],
        );
        const over = arrived > 1n ? arrived - 1n : 0n;
        assert.equal(BigInt(world.payments.filter(one => one.ended === 'OVERPAID').length), over);
        const drawn = arrived > 0n ? PENCE : 0n;
        assert.deepEqual(Object.fromEntries(books), {
          undrawn: drawn - PENCE,
          drawn: -(arrived * PENCE),
          limit: PENCE + over * PENCE,
          bank: -(arrived * PENCE),
          held: arrived * PENCE,
          'clearing BACS': 0n,
          'clearing FASTER_PAYMENTS': 0n,
        });
        seen.set(`${arrived} arrived`, (seen.get(`${arrived} arrived`) ?? 0) + 1);
        for (const one of world.payments) seen.set(`${one.ended}`, (seen.get(`${one.ended}`) ?? 0) + 1);
      }),
      { numRuns: 2000 },
    );
    for (const kind of ['0 arrived', '1 arrived', '2 arrived', 'OVERPAID', 'RETURNED', 'CANCELLED', 'null'])
      assert.ok((seen.get(kind) ?? 0) > 20, `${kind}: ${seen.get(kind)} times`);
  });
});

describe('R-083  When a file that nobody confirmed is paid another way', () => {
  const run = { status: 'SENT', isConfirmed: false, isDeclared: false, unsettledCount: 1 } as const;
  const codes = (changes: Partial<Parameters<typeof decideOutage>[0]>) => {
    const decision = decideOutage({ ...run, ...changes });
    return decision.accepted ? 'accepted' : decision.refusals.map(({ code }) => code).join(', ');
  };
  const table = [
    [{}, 'accepted'],
    [{ status: 'CREDITED' }, 'accepted'],
    [{ status: 'RELEASED' }, 'run-not-sent'],
    [{ status: 'CANCELLED', unsettledCount: 0 }, 'run-not-sent'],
    [{ isConfirmed: true }, 'run-confirmed'],
    [{ isDeclared: true, unsettledCount: 0 }, 'outage-declared-already'],
    [{ unsettledCount: 0 }, 'nothing-unsettled'],
    [{ isConfirmed: true, isDeclared: true, unsettledCount: 0 }, 'run-confirmed, outage-declared-already'],
  ] as const;
  for (const [changes, expected] of table)
    test(`R-083 ${JSON.stringify(changes)}: ${expected}`, () => assert.equal(codes(changes), expected));

  test('R-083 the day by which a file is confirmed: working days only', () => {
    const friday = day('2026-11-27');
    for (const [days, expected] of [
      [0, '2026-11-27'],
      [1, '2026-11-30'],
      [2, '2026-12-01'],
    ] as const)
      assert.equal(confirmBy(friday, days, ENGLAND_AND_WALES).toString(), expected);
  });

  const overdue = [
    ['2026-11-30', 'SENT', false, false],
    ['2026-12-01', 'SENT', false, true],
    ['2026-12-01', 'CREDITED', false, true],
    ['2026-12-01', 'RELEASED', false, false],
    ['2026-12-01', 'SENT', true, false],
  ] as const;
  for (const [today, status, isConfirmed, expected] of overdue)
    test(`R-083 sent on Friday 27 November, ${status}${isConfirmed ? ', confirmed' : ''}, on ${today}: ${expected}`, () => {
      assert.equal(
        isOverdue({ status, isConfirmed, sentOn: day('2026-11-27') }, 1, day(today), ENGLAND_AND_WALES),
        expected,
      );
    });
});

describe('R-151  An over-payment comes off the next instalments of the same money, never more than is due', () => {
  const month = (
    period: string,
    pence: bigint,
    changes: { isOwed?: boolean; stream?: string; option?: string } = {},
  ) => ({
    stream: 'NHS_CHC',
    option: 'DIRECT_PAYMENT',
    period: Temporal.PlainYearMonth.from(period),
    pence,
    isOwed: false,
    ...changes,
  });
  const of = { stream: 'NHS_CHC', option: 'DIRECT_PAYMENT' };
  const said = (pence: bigint, instalments: Parameters<typeof setOff>[2]) =>
    setOff(pence, of, instalments)
      ?.map(each => `${each.stream} ${each.option} ${each.period} ${each.changePence}`)
      .join(', ');
  const at = (period: string, pence: number) => `NHS_CHC DIRECT_PAYMENT ${period} ${pence}`;
  const [january, february, march] = [month('2027-01', 100n), month('2027-02', 100n), month('2027-03', 100n)];
  const table = [
    ['all of it from the next', 40n, [january, february], at('2027-01', -40)],
    ['the next down to a penny', 99n, [january, february], at('2027-01', -99)],
    ['a penny more goes to the one after', 100n, [january, february], `${at('2027-01', -99)}, ${at('2027-02', -1)}`],
    [
      'over three months',
      250n,
      [january, february, march],
      `${at('2027-01', -99)}, ${at('2027-02', -99)}, ${at('2027-03', -52)}`,
    ],
    ['exactly what they carry', 198n, [january, february], `${at('2027-01', -99)}, ${at('2027-02', -99)}`],
    ['a penny more than they carry', 199n, [january, february], undefined],
    ['what is owed already stays', 40n, [month('2027-01', 100n, { isOwed: true }), february], at('2027-02', -40)],
    ['of this payer only', 40n, [month('2027-01', 100n, { stream: 'LA_ADULT' }), february], at('2027-02', -40)],
    ['held in this way only', 40n, [month('2027-01', 100n, { option: 'THIRD_PARTY' }), february], at('2027-02', -40)],
    ['an instalment of a penny is left alone', 40n, [month('2027-01', 1n), february], at('2027-02', -40)],
    [
      'one of two pence gives one',
      40n,
      [month('2027-01', 2n), february],
      `${at('2027-01', -1)}, ${at('2027-02', -39)}`,
    ],
    ['nothing left to come', 1n, [], undefined],
  ] as const;
  for (const [when, pence, instalments, expected] of table)
    test(`${when}: ${expected ?? 'refused'}`, () => assert.equal(said(pence, instalments), expected));

  test('is put right once, and only as far as the instalments carry it', () => {
    const codes = (isSettled: boolean, fits: boolean) => {
      const decision = decideSettlement({ isSettled, fits });
      return decision.accepted ? '' : decision.refusals.map(({ code }) => code).join(', ');
    };
    assert.equal(codes(false, true), '');
    assert.equal(codes(true, true), 'overpayment-settled-already');
    assert.equal(codes(false, false), 'overpayment-over-instalments');
    assert.equal(codes(true, false), 'overpayment-settled-already, overpayment-over-instalments');
  });
});

describe('R-084  A payment that is cut into the wages of workers and the rest', () => {
  test('R-084 only what was sent whole for a month is cut, and only while nothing else is in doubt for the same', () => {
    const whole = { part: 0, purpose: 'INSTALMENT', option: 'DIRECT_PAYMENT', others: [] };
    for (const [more, expected] of [
      [{}, true],
      [{ others: ['RETURNED', 'CANCELLED'] }, true],
      [{ others: ['SUPERSEDED'] }, false],
      [{ others: ['RETURNED', 'OVERPAID'] }, false],
      [{ others: [null] }, false],
      [{ others: ['SPLIT'] }, false],
      [{ part: 1 }, false],
      [{ purpose: 'ADVANCE' }, false],
      [{ option: 'THIRD_PARTY' }, false],
    ] as const)
      assert.equal(canBeCut({ ...whole, ...more }), expected, JSON.stringify(more));
  });

  test('R-084 it is taken back whole, and the word on it concerns its pieces', () => {
    const [change, another] = changesOfCut({ paymentId: 'p', ended: null, status: 'SENT', money: moneyOf() });
    assert.deepEqual([change!.paymentId, change!.to, another], ['p', 'SPLIT', undefined]);
    assert.deepEqual(change!.journal, paymentSuperseded(moneyOf()));
    const cut = { ended: 'SPLIT', status: 'SENT', isConfirmed: false, isSettled: false } as const;
    assert.throws(() => effectOf('PAID', cut, { live: undefined, openOverpayment: false }), /each of its pieces/);
  });

  test('R-084 of what a word did to the pieces, what somebody most has to know is said', () => {
    for (const [effects, said] of [
      [['FOUND', 'OVERPAID', 'CONFIRMED'], 'OVERPAID'],
      [['OVERPAID', 'CONTRADICTS'], 'CONTRADICTS'],
      [['OVERPAYMENT_RETURNED', 'OVERPAYMENT_STANDS'], 'OVERPAYMENT_RETURNED'],
      [['TAKEN_BACK', 'OVERPAYMENT_STANDS'], 'OVERPAYMENT_STANDS'],
      [['KNOWN_UNPAID', 'TAKEN_BACK'], 'TAKEN_BACK'],
      [['KNOWN_UNPAID', 'FOUND'], 'FOUND'],
      [['CONFIRMED', 'KNOWN_UNPAID'], 'KNOWN_UNPAID'],
      [['NOTHING_NEW', 'CONFIRMED'], 'CONFIRMED'],
      [['NOT_SENT', 'NOTHING_NEW'], 'NOTHING_NEW'],
      [['NOT_SENT'], 'NOT_SENT'],
    ] as const)
      assert.equal(effectOfPieces(effects), said);
  });
});

describe('R-083  How long a card may be without its money before nobody asks its issuer any more', () => {
  for (const [today, days, since] of [
    ['2026-12-01', 0, '2026-12-01'],
    ['2026-12-02', 1, '2026-12-01'],
    ['2027-01-04', 1, '2026-12-31'], // a bank holiday and a weekend lie between
    ['2027-01-05', 1, '2027-01-04'],
    ['2027-01-05', 2, '2026-12-31'],
  ] as const)
    test(`R-083 ${days} working days on ${today}: since ${since}`, () =>
      assert.equal(arrivedSince(day(today), days, ENGLAND_AND_WALES).toString(), since));
});

describe('R-083  What is on its way to an issuer that is down goes to second cards, where there are any', () => {
  for (const [movedCount, withoutCount, expected] of [
    [1, 0, ''],
    [1, 7, ''],
    [0, 7, 'card-outage-moves-nothing'],
    [0, 0, 'card-outage-moves-nothing'],
  ] as const)
    test(`R-083 ${movedCount} with one, ${withoutCount} without: ${expected || 'yes'}`, () => {
      const decision = decideCardOutage({ movedCount, withoutCount });
      assert.deepEqual(
        decision.accepted ? '' : decision.refusals,
        expected === '' ? '' : [{ code: expected, withoutCount }],
      );
    });
});
