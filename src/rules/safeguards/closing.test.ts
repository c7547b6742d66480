import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  type ClosingFacts,
  decideClosing,
  decideMoneyBack,
  decideProposal,
  type FinalAccount,
  isNought,
  leftInAccount,
} from './closing.ts';
import type { LaterLife, LaterState } from './later-life.ts';

const on = Temporal.PlainDate.from;
const TODAY = on('2027-03-05');
const codes = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals.map(({ code }) => code));
const life = (state: LaterState, overlays: LaterLife['overlays'] = []): LaterLife => ({
  isOneOff: true,
  state,
  overlays,
  stopping: undefined,
});
const NOUGHT: FinalAccount = {
  heldPence: 0n,
  ownPence: 0n,
  unplacedPence: 0n,
  promisedPence: 0n,
  pendingPence: 0n,
  unusedPence: 0n,
  undrawnPence: 0n,
  paymentsOnTheWay: 0,
  openOrders: 0,
};
const account = (more: Partial<FinalAccount> = {}): FinalAccount => ({ ...NOUGHT, ...more });
const facts = (more: Partial<ClosingFacts> = {}): ClosingFacts => ({
  life: life('RECONCILING'),
  account: NOUGHT,
  outcomesRated: true,
  givenUpPence: 0n,
  ...more,
});

describe('T28  what is left, and whether anything is', () => {
  test('what the account holds, less what is the person’s own', () => {
    assert.equal(leftInAccount(account({ heldPence: 500n, ownPence: 200n })), 300n);
    assert.equal(leftInAccount(account({ heldPence: 100n, ownPence: 200n })), -100n);
  });
  test('nought is nought in each of them, above or below', () => {
    assert.ok(isNought(NOUGHT));
    for (const key of Object.keys(NOUGHT) as (keyof FinalAccount)[])
      for (const by of [1, -1])
        assert.ok(!isNought({ ...NOUGHT, [key]: typeof NOUGHT[key] === 'bigint' ? BigInt(by) : 1 }), `${key} ${by}`);
  });
});

describe('T28  money that was given back', () => {
  const back = { pence: 300n, receivedOn: TODAY, reference: 'BACS 1' };
  const known = { state: 'RECONCILING' as LaterState, account: account({ heldPence: 300n }), references: ['BACS 0'] };
  const decide = (more: Partial<typeof back> = {}, of: Partial<typeof known> = {}) =>
    decideMoneyBack({ ...back, ...more }, { ...known, ...of }, TODAY);
  test('all that is left, and what is left then', () => {
    same(decide(), { accepted: true, value: { leftPence: 0n } });
    same(decide({ pence: 299n }), { accepted: true, value: { leftPence: 1n } });
    assert.deepEqual(codes(decide({}, { state: 'CLOSED' })), []);
  });
  test('a penny more is too much; before the end it is none of this', () => {
    same(decide({ pence: 301n }), {
      accepted: false,
      refusals: [{ code: 'money-back-over-left', leftPence: 300n }],
    });
    for (const state of ['ACTIVE', 'STOPPING', 'STOPPED'] as const)
      assert.deepEqual(codes(decide({ pence: 301n }, { state })), ['money-back-not-now']);
  });
  test('today and before; a reference once', () => {
    assert.deepEqual(codes(decide({ receivedOn: on('2027-03-06') })), ['money-back-in-future']);
    assert.deepEqual(codes(decide({ receivedOn: on('2027-03-04') })), []);
    assert.deepEqual(codes(decide({ reference: 'BACS 0' })), ['money-back-reference-known']);
  });
});

describe('T28  proposing to close', () => {
  const decide = (
    writtenOffPence: bigint,
    more: Partial<ClosingFacts> = {},
    reason = 'She is ill',
    isProposed = false,
  ) => codes(decideProposal({ writtenOffPence, reason }, { ...facts(more), isProposed }));
  test('nothing is left: yes, without a reason', () => assert.deepEqual(decide(0n, {}, ''), []));
  test('what is left is written off, to the penny, and for a reason', () => {
    const left = { account: account({ heldPence: 300n }) };
    assert.deepEqual(decide(300n, left), []);
    assert.deepEqual(decide(300n, left, ' '), ['closing-without-reason']);
    for (const wrong of [0n, 299n, 301n]) assert.deepEqual(decide(wrong, left), ['money-not-settled']);
    assert.deepEqual(decide(1n), ['money-not-settled']);
  });
  test('the person’s own money is not written off', () =>
    assert.deepEqual(decide(0n, { account: account({ heldPence: 300n, ownPence: 300n }) }, ''), []));
  const open: readonly (readonly [Partial<FinalAccount>, string])[] = [
    [{ paymentsOnTheWay: 1 }, 'PAYMENT'],
    [{ openOrders: 1 }, 'ORDER'],
    [{ promisedPence: 1n }, 'PROMISE'],
    [{ unplacedPence: 1n }, 'LINE'],
    [{ unplacedPence: -1n }, 'LINE'],
    [{ pendingPence: 1n }, 'CARD'],
  ];
  for (const [more, what] of open)
    test(`not while something is open: ${what}`, () =>
      same(
        decideProposal(
          { writtenOffPence: 0n, reason: '' },
          { ...facts({ account: account(more) }), isProposed: false },
        ),
        {
          accepted: false,
          refusals: [{ code: 'closing-not-ready', open: what }],
        },
      ));
  test('what was not used and not paid out goes back by itself', () =>
    assert.deepEqual(decide(0n, { account: account({ unusedPence: 5n, undrawnPence: 7n }) }, ''), []));
  test('more out than in is a fault in the books, whatever is written off', () =>
    same(
      decideProposal(
        { writtenOffPence: 0n, reason: '' },
        { ...facts({ account: account({ heldPence: -1n }), givenUpPence: 9n }), isProposed: false },
      ),
      { accepted: false, refusals: [{ code: 'closing-below-nought', pence: 1n }] },
    ));
  test('once, from here, with every outcome looked at and nothing lying over it', () => {
    assert.deepEqual(decide(0n, {}, '', true), ['closing-proposed-already']);
    for (const state of ['ACTIVE', 'STOPPING', 'STOPPED'] as const)
      assert.deepEqual(decide(0n, { life: life(state) }), ['not-from-here']);
    assert.deepEqual(decide(0n, { outcomesRated: false }), ['outcomes-not-rated']);
    assert.deepEqual(decide(0n, { life: life('RECONCILING', ['REVIEW_OPEN']) }), ['still-open']);
  });
});

describe('T28  after the close', () => {
  const closed = (more: Partial<FinalAccount>, givenUpPence = 0n): Partial<ClosingFacts> => ({
    life: life('CLOSED'),
    account: account(more),
    outcomesRated: false,
    givenUpPence,
  });
  const decide = (writtenOffPence: bigint, more: Partial<ClosingFacts>) =>
    codes(decideProposal({ writtenOffPence, reason: 'Came late' }, { ...facts(more), isProposed: false }));
  test('there must be something to settle', () => {
    assert.deepEqual(decide(0n, closed({})), ['closing-nothing-open']);
    assert.deepEqual(decide(0n, closed({ unusedPence: -1n })), []);
  });
  test('money that came is written off like before', () => {
    assert.deepEqual(decide(5n, closed({ heldPence: 5n })), []);
    assert.deepEqual(decide(4n, closed({ heldPence: 5n })), ['money-not-settled']);
  });
  test('what was spent of what was written off is taken back, and no penny more than that', () => {
    assert.deepEqual(decide(-5n, closed({ heldPence: -5n }, 5n)), []);
    assert.deepEqual(decide(0n, closed({ heldPence: -5n }, 5n)), ['money-not-settled']);
    assert.deepEqual(decide(-5n, closed({ heldPence: -5n }, 4n)), ['closing-below-nought']);
    assert.deepEqual(
      codes(
        decideProposal(
          { writtenOffPence: -5n, reason: '' },
          { ...facts(closed({ heldPence: -5n }, 5n)), isProposed: false },
        ),
      ),
      ['closing-without-reason'],
    );
  });
});

describe('T28  the second person', () => {
  const proposal = { writtenOffPence: 300n, byId: 'fiona' };
  const left = { account: account({ heldPence: 300n }) };
  const decide = (
    more: Partial<{ yes: boolean; reason: string; byId: string }> = {},
    of: Partial<ClosingFacts> = left,
    proposed: typeof proposal | undefined = proposal,
  ) => codes(decideClosing(proposed, { yes: true, reason: '', byId: 'carol', ...more }, facts(of)));
  test('another than who proposed it', () => {
    assert.deepEqual(decide(), []);
    assert.deepEqual(decide({ byId: 'fiona' }), ['closing-same-person']);
    assert.deepEqual(decide({ byId: 'fiona', yes: false, reason: 'No' }), ['closing-same-person']);
  });
  test('what was proposed is still all that is left', () =>
    assert.deepEqual(decide({}, { account: account({ heldPence: 299n }) }), ['money-not-settled']));
  test('a no wants a reason, and nothing else', () => {
    assert.deepEqual(decide({ yes: false }), ['closing-without-reason']);
    assert.deepEqual(decide({ yes: false, reason: ' ' }), ['closing-without-reason']);
    assert.deepEqual(decide({ yes: false, reason: 'Ask her' }, { account: account({ heldPence: 1n }) }), []);
  });
  test('nothing was proposed', () =>
    assert.deepEqual(codes(decideClosing(undefined, { yes: true, reason: '', byId: 'carol' }, facts())), [
      'closing-nothing-proposed',
    ]));
});
