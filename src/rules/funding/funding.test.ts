import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { decideFunding, decideLineShares, type Funder, type FundingFacts, mayAgreeFunding } from './funding.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const TODAY = on('2026-11-20');
const NHS = 'NHS_CC';
const LA = 'LA_CHILDREN';
const codes = (decision: Decision<unknown>) =>
  decision.accepted ? [] : decision.refusals.map(refusal => refusal.code);

const funder = (stream: string, basisPoints: number, more: Partial<Funder> = {}): Funder => ({
  stream,
  payer: `Payer of ${stream}`,
  basisPoints,
  conditions: 'None',
  signedBy: 'Sam Signer',
  signedOn: TODAY,
  personPence: 0n,
  personPer: 'week',
  ...more,
});
const facts: FundingFacts = {
  state: 'PLANNING',
  ownStream: NHS,
  funders: [funder(NHS, 6_250), funder(LA, 3_750)],
  leadStream: LA,
  agreedOn: TODAY,
  icbDecisionId: 'decision',
  hasCoordinator: true,
  needs: [],
  lines: [],
};
const refusedFor = (more: Partial<FundingFacts>) => codes(decideFunding({ ...facts, ...more }, TODAY));

describe('R-096  Who funds a budget together', () => {
  test('two payers, whole, dated and signed, the council in the lead: yes', () =>
    same(decideFunding(facts, TODAY), { accepted: true, value: { funders: facts.funders } }));
  test('one payer is no joined-up budget', () =>
    same(refusedFor({ funders: [funder(NHS, 10_000)], leadStream: NHS }), ['integrated-one-stream']));
  test('the board’s own part is one of them', () =>
    same(refusedFor({ ownStream: 'NHS_CHC' }), ['funding-without-own-stream']));
  test('the lead is one of them', () => same(refusedFor({ leadStream: 'LA_ADULT' }), ['funding-lead-not-payer']));
  test('each stream has its payer', () =>
    same(refusedFor({ funders: [funder(NHS, 6_250), funder(LA, 3_750, { payer: ' ' })] }), ['stream-without-payer']));
  test('what the person pays is no stream of a payer', () =>
    same(
      refusedFor({ funders: [...facts.funders.slice(0, 1), funder('CLIENT_CONTRIBUTION', 3_750)], leadStream: NHS }),
      ['funding-stream-unknown'],
    ));
  test('somebody keeps the one plan', () =>
    same(decideFunding({ ...facts, hasCoordinator: false }, TODAY), {
      accepted: false,
      refusals: ['co-ordinator', 'contact'].map(what => ({ code: 'integrated-not-one', what, count: 0 })),
    }));
  const states: readonly (readonly [BudgetState, boolean])[] = [
    ['REQUESTED', false],
    ['ELIGIBLE', true],
    ['ASSESSED', true],
    ['INDICATIVE', true],
    ['PLANNING', true],
    ['SUBMITTED', false],
    ['ACTIVE', false],
  ];
  for (const [state, may] of states)
    test(`${state}: ${may ? 'yes' : 'no'}`, () => {
      assert.equal(mayAgreeFunding(state), may);
      same(refusedFor({ state }), may ? [] : ['funding-too-late']);
    });
});

describe('R-091  A lead from outside the NHS acts on the board’s own decision', () => {
  test('without it: no', () => same(refusedFor({ icbDecisionId: undefined }), ['delegate-cannot-decide']));
  test('the board in the lead needs none', () => same(refusedFor({ icbDecisionId: undefined, leadStream: NHS }), []));
});

describe('R-098  The agreed split is whole, dated and signed', () => {
  test('99.99% is not whole', () =>
    same(refusedFor({ funders: [funder(NHS, 6_250), funder(LA, 3_749)] }), ['split-not-whole']));
  test('nobody signed for the council', () =>
    same(refusedFor({ funders: [funder(NHS, 6_250), funder(LA, 3_750, { signedBy: ' ' })] }), ['split-not-signed']));
  test('who pays a fixed sum only has no percentage, and signs too', () => {
    const none = (signedBy: string) => ({ funders: [funder(NHS, 10_000), funder(LA, 0, { signedBy })] });
    same(refusedFor(none('Sam')), []);
    same(refusedFor(none(' ')), ['funder-signature-missing']);
  });
  test('agreed today, not tomorrow', () => same(refusedFor({ agreedOn: TODAY.add({ days: 1 }) }), ['split-not-dated']));
  test('signed today, not tomorrow', () =>
    same(refusedFor({ funders: [funder(NHS, 6_250), funder(LA, 3_750, { signedOn: TODAY.add({ days: 1 }) })] }), [
      'funding-signed-later',
    ]));
  test('a need is a payer’s', () => {
    const of = (...streams: string[]) => ({ needs: streams.map((stream, i) => ({ needId: `${i}`, stream })) });
    same(refusedFor(of(NHS, LA)), []);
    same(refusedFor(of('LA_ADULT')), ['line-share-stream-unknown']);
    same(refusedFor({ needs: [NHS, LA].map(stream => ({ needId: '1', stream })) }), ['need-of-two-payers']);
  });
  test('no payer goes while a line of the draft is theirs', () => {
    const split = { kind: 'PERCENT', shares: [{ stream: 'LA_ADULT', weight: 1, pence: undefined }] } as const;
    const ofOurs = { kind: 'PERCENT', shares: [{ stream: LA, weight: 1, pence: undefined }] } as const;
    same(refusedFor({ lines: [{ label: 'Swimming', split: ofOurs }] }), []);
    same(codesAndItem(decideFunding({ ...facts, lines: [{ label: 'Swimming', split }] }, TODAY)), [
      'funding-drops-stream Swimming',
    ]);
  });
  const codesAndItem = (decision: Decision<unknown>) =>
    decision.accepted ? [] : decision.refusals.map(each => `${each.code} ${(each as { item?: string }).item}`);
});

describe('R-097  What the person pays is of a council’s stream only', () => {
  test('of the council’s: yes', () =>
    same(refusedFor({ funders: [funder(NHS, 6_250), funder(LA, 3_750, { personPence: 5_000n })] }), []));
  test('of the NHS’s: never', () =>
    same(refusedFor({ funders: [funder(NHS, 6_250, { personPence: 1n }), funder(LA, 3_750)] }), [
      'means-test-not-social-care',
    ]));
});

describe('R-101  What a payer asks for in return is written down', () => {
  test('nothing is written as such', () =>
    same(refusedFor({ funders: [funder(NHS, 6_250), funder(LA, 3_750, { conditions: ' ' })] }), [
      'contribution-conditions-missing',
    ]));
});

describe('R-098  How a line is shared', () => {
  const line = { annualPence: 100_000n, streams: [NHS, LA], needs: [] };
  const percent = (stream: string, basisPoints: number) => ({ stream, basisPoints, pence: undefined });
  const sum = (stream: string, pence: bigint) => ({ stream, basisPoints: 0, pence });

  test('by percent, in the order of the signed split', () =>
    same(decideLineShares({ kind: 'PERCENT', shares: [percent(LA, 2_500), percent(NHS, 7_500)] }, line), {
      accepted: true,
      value: {
        kind: 'PERCENT',
        shares: [
          { stream: NHS, weight: 7_500, pence: undefined },
          { stream: LA, weight: 2_500, pence: undefined },
        ],
      },
    }));
  test('all of it by one payer', () =>
    assert.ok(decideLineShares({ kind: 'PERCENT', shares: [percent(LA, 10_000)] }, line).accepted));
  test('a fixed sum, the rest by percent', () =>
    same(decideLineShares({ kind: 'FIXED', shares: [sum(LA, 100_000n), percent(NHS, 10_000)] }, line), {
      accepted: true,
      value: {
        kind: 'FIXED',
        shares: [
          { stream: NHS, weight: 10_000, pence: undefined },
          { stream: LA, weight: 0, pence: 100_000n },
        ],
      },
    }));
  const refused: readonly (readonly [string, Parameters<typeof decideLineShares>[0], readonly string[]])[] = [
    ['not whole', { kind: 'PERCENT', shares: [percent(NHS, 9_999)] }, ['line-shares-not-whole']],
    ['over the whole', { kind: 'PERCENT', shares: [percent(NHS, 10_001)] }, ['line-shares-not-whole']],
    ['nobody pays the rest', { kind: 'FIXED', shares: [sum(LA, 1n)] }, ['line-shares-not-whole']],
    ['no sum', { kind: 'FIRST_POUND', shares: [percent(NHS, 10_000)] }, ['line-shares-without-sum']],
    ['a sum by percent', { kind: 'PERCENT', shares: [percent(NHS, 10_000), sum(LA, 1n)] }, ['line-shares-without-sum']],
    [
      'more than the line',
      { kind: 'FIXED', shares: [percent(NHS, 10_000), sum(LA, 100_001n)] },
      ['line-shares-over-line'],
    ],
    ['a sum of nought', { kind: 'FIXED', shares: [percent(NHS, 10_000), sum(LA, 0n)] }, ['line-share-empty']],
    ['a share of nought', { kind: 'PERCENT', shares: [percent(NHS, 10_000), percent(LA, 0)] }, ['line-share-empty']],
    [
      'part of a basis point',
      { kind: 'PERCENT', shares: [percent(NHS, 5_000.5), percent(LA, 4_999.5)] },
      ['line-share-empty', 'line-share-empty'],
    ],
    ['a stranger', { kind: 'PERCENT', shares: [percent('LA_ADULT', 10_000)] }, ['line-share-stream-unknown']],
    [
      'the same twice',
      { kind: 'PERCENT', shares: [percent(LA, 5_000), percent(LA, 5_000)] },
      ['line-share-stream-twice'],
    ],
  ];
  for (const [what, asked, expected] of refused)
    test(`${what}: no`, () => same(codes(decideLineShares(asked, line)), expected));
  test('a share of one basis point is one', () =>
    same(codes(decideLineShares({ kind: 'PERCENT', shares: [percent(NHS, 9_999), percent(LA, 1)] }, line)), []));
  test('with one payer nothing is shared', () =>
    same(codes(decideLineShares({ kind: 'BY_NEED', shares: [] }, { ...line, streams: [] })), ['line-not-shared']));

  const need = (words: string, stream: string | undefined) => ({ words, stream });
  const byNeed = (...needs: readonly { readonly words: string; readonly stream: string | undefined }[]) =>
    decideLineShares({ kind: 'BY_NEED', shares: [] }, { ...line, needs });
  test('by need: each need counts once', () =>
    same(byNeed(need('a', LA), need('b', NHS), need('c', LA)), {
      accepted: true,
      value: {
        kind: 'BY_NEED',
        shares: [
          { stream: NHS, weight: 1, pence: undefined },
          { stream: LA, weight: 2, pence: undefined },
        ],
      },
    }));
  test('by need: who has none of them pays nothing', () =>
    same(byNeed(need('a', LA)), {
      accepted: true,
      value: { kind: 'BY_NEED', shares: [{ stream: LA, weight: 1, pence: undefined }] },
    }));
  test('by need: a need that is nobody’s, or a stranger’s', () => {
    same(codes(byNeed(need('a', undefined), need('b', NHS))), ['line-need-without-payer']);
    same(codes(byNeed(need('a', 'LA_ADULT'), need('b', NHS))), ['line-need-without-payer']);
    same(byNeed(), { accepted: false, refusals: [{ code: 'line-shares-not-whole', basisPoints: 0 }] });
  });
});
