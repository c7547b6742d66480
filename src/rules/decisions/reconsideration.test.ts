import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import { EVERY_STATE } from '../next-steps.ts';
import {
  type AnswerFacts,
  type AskFacts,
  DECISION_KINDS,
  decideAnswer,
  decideAsk,
  isAnswerLate,
  isRecoveryPaused,
  reopensTo,
} from './reconsideration.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);
const today = on('2026-08-05');
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(({ code }) => code).join(', ');

const facts = (given: Partial<AskFacts> = {}): AskFacts => ({
  byHolder: true,
  earlier: [],
  answerDays: 28,
  repeatMonths: 6,
  ...given,
});
const ask = (given: Partial<AskFacts> = {}, words = 'My nurse was not asked', day = today) =>
  decideAsk(facts(given), words, day);
const answered = (outcome: 'CHANGED' | 'STANDS', decidedOn: string) => ({
  answerBy: on('2026-01-01'),
  outcome: { outcome, decidedOn: on(decidedOn) },
});

describe('R-114 T29  The person may require that a decision is looked at again', () => {
  test('asked on 5 August, answered by 2 September', () => {
    const decision = ask();
    assert.equal(decision.accepted && decision.value.answerBy.toString(), '2026-09-02');
  });
  test('the days are the board’s', () => {
    const decision = ask({ answerDays: 10 });
    assert.equal(decision.accepted && decision.value.answerBy.toString(), '2026-08-15');
  });
  test('by the person or who acts for them', () =>
    assert.equal(verdict(ask({ byHolder: false })), 'not-asked-by-person'));
  test('with why it is wrong', () => assert.equal(verdict(ask({}, ' ')), 'asked-without-words'));
  test('not while one is open, which says its day', () => {
    const decision = ask({ earlier: [{ answerBy: on('2026-08-20'), outcome: undefined }] });
    assert.deepEqual(!decision.accepted && decision.refusals, [
      { code: 'reconsideration-open', answerBy: on('2026-08-20') },
    ]);
  });
  test('not once it was changed', () => {
    assert.equal(verdict(ask({ earlier: [answered('CHANGED', '2020-01-01')] })), 'decision-changed-already');
  });

  const repeats = [
    // answered      months  asked on 5 August 2026
    ['2026-02-04', 6, 'accepted'],
    ['2026-02-05', 6, 'accepted'],
    ['2026-02-06', 6, 'reconsidered-recently'],
    ['2026-08-05', 6, 'reconsidered-recently'],
    ['2026-08-05', 0, 'accepted'],
  ] as const;
  for (const [decidedOn, repeatMonths, expected] of repeats)
    test(`it stood on ${decidedOn}, a bar of ${repeatMonths} months: ${expected}`, () => {
      assert.equal(verdict(ask({ earlier: [answered('STANDS', decidedOn)], repeatMonths })), expected);
    });
  test('the last answer counts, and the bar says until when', () => {
    const earlier = [answered('STANDS', '2025-01-10'), answered('STANDS', '2026-08-01')];
    const decision = ask({ earlier });
    assert.deepEqual(!decision.accepted && decision.refusals, [
      { code: 'reconsidered-recently', againFrom: on('2027-02-01') },
    ]);
    assert.equal(verdict(ask({ earlier: earlier.toReversed() })), 'accepted');
  });
});

const answering = (given: Partial<AnswerFacts> = {}): AnswerFacts => ({
  kind: 'BUDGET',
  state: 'DECLINED',
  answered: false,
  decidedById: 'dee',
  onTheCaseIds: ['nan'],
  ...given,
});
const answer = (
  given: Partial<AnswerFacts>,
  reviewerId = 'rae',
  outcome: 'CHANGED' | 'STANDS' = 'STANDS',
  reasons = 'Why',
) => decideAnswer(answering(given), { outcome, reasons }, reviewerId);

describe('T29 R-114  The answer comes from somebody else, with reasons', () => {
  test('somebody who had nothing to do with it', () => assert.equal(verdict(answer({})), 'accepted'));
  test('not the decider', () => assert.equal(verdict(answer({}, 'dee')), 'reviewer-decided-first'));
  test('nobody who worked on the case', () => assert.equal(verdict(answer({}, 'nan')), 'reviewer-on-the-case'));
  test('once', () => assert.equal(verdict(answer({ answered: true })), 'reconsideration-answered'));
  for (const outcome of ['CHANGED', 'STANDS'] as const)
    test(`${outcome} without reasons`, () =>
      assert.equal(verdict(answer({}, 'rae', outcome, ' ')), 'outcome-without-reasons'));
  test('it stands for lawful reasons only; a change may name the unlawful one', () => {
    assert.equal(verdict(answer({}, 'rae', 'STANDS', 'No budget this year')), 'reason-not-allowed');
    const first = '“No budget this year” was no reason';
    assert.equal(verdict(answer({}, 'rae', 'CHANGED', first)), 'accepted');
  });
  test('the box is named', () => {
    const decision = answer({}, 'rae', 'STANDS', 'This is unusual');
    assert.deepEqual(!decision.accepted && decision.refusals, [
      { code: 'reason-not-allowed', box: 'reasons', reason: 'UNUSUAL', phrase: 'This is unusual' },
    ]);
  });
  test('what stands reopens nothing, what is changed does', () => {
    const [stands, changed] = [answer({}), answer({}, 'rae', 'CHANGED')];
    assert.deepEqual(stands.accepted && stands.value, { outcome: 'STANDS', reopensTo: undefined });
    assert.deepEqual(changed.accepted && changed.value, { outcome: 'CHANGED', reopensTo: 'REQUESTED' });
  });
});

describe('T29  Where a changed decision takes the case', () => {
  const reopened: Readonly<Record<string, string>> = {
    'BUDGET DECLINED': 'REQUESTED',
    'PLAN REFUSED': 'PLANNING',
    'ITEM APPROVED': 'PLANNING',
  };
  for (const kind of DECISION_KINDS)
    test(kind, () => {
      for (const state of EVERY_STATE)
        assert.equal(reopensTo({ kind, state }), reopened[`${kind} ${state}`], `${kind} ${state}`);
    });
});

describe('R-114  Nothing is recovered while a demand for repayment is looked at again', () => {
  const open = { kind: 'REPAYMENT', answered: false } as const;
  test('open: paused, where the board has it so', () => {
    assert.equal(isRecoveryPaused([open], true), true);
    assert.equal(isRecoveryPaused([open], false), false);
  });
  test('answered, or about something else: not paused', () => {
    assert.equal(isRecoveryPaused([{ ...open, answered: true }], true), false);
    assert.equal(isRecoveryPaused([{ kind: 'STOP', answered: false }], true), false);
    assert.equal(isRecoveryPaused([], true), false);
  });
  test('one of several is enough', () => {
    assert.equal(isRecoveryPaused([{ ...open, answered: true }, open], true), true);
  });
  test('the letter of 20 August waits, that of 3 September does not', () => {
    assert.equal(isAnswerLate(on('2026-09-02'), on('2026-09-02')), false);
    assert.equal(isAnswerLate(on('2026-09-02'), on('2026-09-03')), true);
  });
});
