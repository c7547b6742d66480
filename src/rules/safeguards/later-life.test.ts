import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import {
  decideLaterStep,
  LATER_TRANSITIONS,
  type LaterLife,
  type LaterState,
  type LaterStep,
  type LaterTransition,
} from './later-life.ts';
import { DISCRETIONARY_GROUNDS, MANDATORY_GROUNDS, type Stop } from './stop.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2027-06-04');
const active: LaterLife = { isOneOff: false, state: 'ACTIVE', overlays: [], stopping: undefined };
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const step = (life: LaterLife, to: LaterStep, day = today) => decideLaterStep(life, to, DEFAULT_POLICY, day);
const mustStep = (life: LaterLife, to: LaterStep, day = today): LaterLife => {
  const decision = step(life, to, day);
  assert.ok(decision.accepted, JSON.stringify(refusalsOf(decision)));
  return decision.value;
};

const stop: Stop = {
  ground: 'D7',
  appropriateBecause: 'Needs are not met this way',
  reasons: 'Needs are not met this way',
  stopOn: on('2027-07-02'),
  urgent: undefined,
  noticeTo: ['PERSON', 'PERSONAL_REPRESENTATIVES'],
  hasRepresentative: false,
  hasNominee: false,
  conversation: { on: today, coordinatorId: 'c', words: 'I needed it', finding: 'WILFUL' },
  needsContinue: true,
  cover: { option: 'NOTIONAL', startsOn: on('2027-07-01') },
};
const suspension = {
  concern: 'FRAUD',
  reasons: 'Payments to an unknown account',
  talkedWithCoordinatorOn: today,
  talkedWithPersonOn: today,
  continuityPlan: 'We pay the agency',
  startsOn: today,
  reviewOn: on('2027-06-11'),
};
const repayment = {
  ground: 'P3',
  appropriateBecause: 'It lies idle',
  reasons: 'It lies idle',
  pence: 100n,
  payBy: on('2027-09-01'),
  payer: 'PERSON',
  talkedWithCoordinatorOn: today,
  talkedWithPersonOn: today,
  reviewId: 'r',
  conversation: undefined,
  money: { balancePence: 100n, contingencyPence: 0n, liabilitiesPence: [] },
} as const;
const close = { transition: 'T28', ledgerPence: 0n, outcomesRated: true } as const;

/** A step with facts that are in order. */
const WITH_FACTS: { readonly [T in LaterTransition]?: LaterStep } = {
  T21: { transition: 'T21', suspension },
  T23: { transition: 'T23', stop },
  T26: { transition: 'T26', repayment },
  T28: close,
  T33: { transition: 'T33', stop: { ...stop, needsContinue: false } },
};
const orderly = (transition: LaterTransition) => WITH_FACTS[transition] ?? ({ transition } as LaterStep);

describe('R-103 R-105 R-109 R-115  The later life of a budget', () => {
  test('from stopping to closed, each on its day', () => {
    let life = mustStep(active, orderly('T23'));
    assert.equal(life.state, 'STOPPING');
    life = mustStep(life, orderly('T24'), stop.stopOn);
    assert.equal(life.state, 'STOPPED');
    life = mustStep(life, orderly('T25'), stop.stopOn);
    assert.equal(life.state, 'RECONCILING');
    life = mustStep(life, orderly('T26'), stop.stopOn);
    same(life.overlays, ['RECLAIM_OPEN']);
    life = mustStep(life, orderly('T27'), stop.stopOn);
    life = mustStep(life, orderly('T28'), stop.stopOn);
    same([life.state, life.overlays, life.stopping?.ground], ['CLOSED', [], 'D7']);
  });
  test('R-103  hospital lies over the budget and changes nothing else', () =>
    same(mustStep(active, orderly('T20')), { ...active, overlays: ['HOSPITAL'] }));
  test('R-105  so does holding back, and it is lifted again', () => {
    const held = mustStep(mustStep(active, orderly('T20')), orderly('T21'));
    same(held.overlays, ['HOSPITAL', 'SUSPENDED']);
    same(mustStep(held, orderly('T22')).overlays, ['HOSPITAL']);
  });
  test('after a death payments end by the ground of the death', () => {
    const life = mustStep(active, orderly('T33'));
    same([life.state, life.stopping?.ground], ['STOPPING', 'D8']);
  });
  test('a one-off budget goes straight to its final account, an ongoing one does not', () => {
    assert.equal(mustStep({ ...active, isOneOff: true }, orderly('T31')).state, 'RECONCILING');
    same(refusalsOf(step(active, orderly('T31'))), [{ code: 'one-off-only' }]);
  });

  const states: readonly LaterState[] = ['ACTIVE', 'STOPPING', 'STOPPED', 'RECONCILING', 'CLOSED'];
  const stopping = { ...stop, ground: 'D7', decidedOn: today, stopOn: today, urgent: false, cover: undefined } as const;
  const from: Readonly<Record<LaterTransition, string>> = {
    T17: 'ACTIVE',
    T18: 'ACTIVE',
    T19: 'ACTIVE',
    T20: 'ACTIVE',
    T21: 'ACTIVE',
    T22: 'ACTIVE',
    T23: 'ACTIVE',
    T24: 'STOPPING',
    T25: 'STOPPED',
    T26: 'RECONCILING',
    T27: 'RECONCILING',
    T28: 'RECONCILING',
    T29: 'ACTIVE STOPPING STOPPED RECONCILING',
    T30: 'ACTIVE STOPPING STOPPED RECONCILING',
    T31: 'ACTIVE',
    T32: 'ACTIVE',
    T33: 'ACTIVE',
  };
  for (const transition of Object.keys(LATER_TRANSITIONS) as LaterTransition[]) {
    const row = LATER_TRANSITIONS[transition];
    const lifted = 'lifts' in row ? row.lifts : undefined;
    const life = (state: LaterState): LaterLife => ({
      isOneOff: true,
      state,
      overlays: lifted ? [lifted] : [],
      stopping: { ...stopping, needsContinue: false },
    });
    test(`${transition} (${row.name}) starts from ${from[transition]} alone`, () => {
      const may = states.filter(state => step(life(state), orderly(transition)).accepted);
      assert.equal(may.join(' '), from[transition]);
      const refused = states.filter(state => !may.includes(state));
      for (const state of refused)
        same(refusalsOf(step(life(state), orderly(transition))), [{ code: 'not-from-here', transition, state }]);
    });
    if (lifted)
      test(`${transition} lifts only what is there`, () =>
        same(refusalsOf(step({ ...life(row.from[0]), overlays: [] }, orderly(transition))), [
          { code: 'overlay-not-there', overlay: lifted },
        ]));
    if ('lays' in row)
      test(`${transition} lays nothing twice`, () =>
        same(refusalsOf(step({ ...life(row.from[0]), overlays: [row.lays] }, orderly(transition))), [
          { code: 'overlay-there-already', overlay: row.lays },
        ]));
  }

  const reconciling: LaterLife = { ...active, state: 'RECONCILING' };
  test('it is not closed while money, outcomes or anything else is open', () => {
    for (const overlay of ['RECLAIM_OPEN', 'RECONSIDERATION', 'CONCERN_OPEN'] as const)
      same(refusalsOf(step({ ...reconciling, overlays: [overlay] }, close)), [{ code: 'still-open', overlay }]);
    for (const ledgerPence of [-1n, 1n])
      same(refusalsOf(step(reconciling, { ...close, ledgerPence })), [
        { code: 'money-not-settled', pence: ledgerPence },
      ]);
    same(refusalsOf(step(reconciling, { ...close, outcomesRated: false })), [{ code: 'outcomes-not-rated' }]);
  });
  test('a step is refused for what its own subject has against it', () => {
    const bare = refusalsOf(step(active, { transition: 'T21', suspension: { ...suspension, continuityPlan: '' } }));
    same(bare, [{ code: 'suspension-without-cover' }]);
    const outside = refusalsOf(
      step(reconciling, { transition: 'T26', repayment: { ...repayment, reviewId: undefined } }),
    );
    same(outside, [{ code: 'repayment-outside-review' }]);
    const early = mustStep(active, orderly('T23'));
    same(refusalsOf(step(early, orderly('T24'), on('2027-07-01'))), [
      { code: 'stop-not-reached', stopOn: stop.stopOn },
    ]);
  });
});

describe('R-106 R-107 R-108 R-109 R-110  No path reaches a stop without its facts', () => {
  const days = fc.integer({ min: -3, max: 60 }).map(count => today.add({ days: count }));
  const stops: fc.Arbitrary<Stop> = fc.record({
    ground: fc.constantFrom(...MANDATORY_GROUNDS, ...DISCRETIONARY_GROUNDS, 'ineffective'),
    appropriateBecause: fc.constantFrom('It is', ''),
    reasons: fc.constantFrom('Because', 'Because', ''),
    stopOn: days,
    urgent: fc.constantFrom(undefined, { note: 'Now', byRole: 'DIRECTOR' }, { note: '', byRole: 'DIRECTOR' }),
    noticeTo: fc.constantFrom(['PERSON', 'PERSONAL_REPRESENTATIVES'] as const, ['PERSON'] as const, [] as const),
    hasRepresentative: fc.constant(false),
    hasNominee: fc.constant(false),
    conversation: fc.constantFrom(undefined, stop.conversation),
    needsContinue: fc.boolean(),
    cover: fc.option(
      days.map(startsOn => ({ option: 'NOTIONAL' as const, startsOn })),
      { nil: undefined },
    ),
  });
  const steps: fc.Arbitrary<LaterStep> = fc.oneof(
    fc.constantFrom(...(Object.keys(LATER_TRANSITIONS) as LaterTransition[]).map(orderly)),
    stops.map((each): LaterStep => ({ transition: 'T23', stop: each })),
    stops.map((each): LaterStep => ({ transition: 'T33', stop: each })),
  );
  const path = fc.array(fc.tuple(steps, fc.integer({ min: 0, max: 20 })), { maxLength: 12 });

  test('whatever is tried in whatever order: ground, notice and cover stand behind every stop', () => {
    fc.assert(
      fc.property(path, tried => {
        let life = active;
        let day = today;
        for (const [each, later] of tried) {
          day = day.add({ days: later });
          const decision = step(life, each, day);
          same(step(life, each, day), decision); // same facts, same answer
          if (!decision.accepted) continue;
          life = decision.value;
          if (life.state === 'ACTIVE') {
            assert.equal(life.stopping, undefined);
            continue;
          }
          const { ground, decidedOn, stopOn, urgent, needsContinue, cover } = life.stopping!;
          assert.ok([...MANDATORY_GROUNDS, ...DISCRETIONARY_GROUNDS].includes(ground));
          const atOnce = ground.startsWith('M') || ground === 'D8' || urgent;
          assert.ok(decidedOn.until(stopOn).days >= (atOnce ? 0 : 28));
          if (needsContinue) assert.ok(cover && stopOn.until(cover.startsOn).days <= 0);
          if (life.state !== 'STOPPING') assert.ok(Temporal.PlainDate.compare(day, stopOn) >= 0);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
