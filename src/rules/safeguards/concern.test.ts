import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  afterMisuse,
  CONCERNS,
  type ConcernReview,
  type Conversation,
  decideConcernClose,
  misuseReasons,
} from './concern.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2027-05-10');
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

describe('R-110  Apparent misuse leads to a conversation first, and a mistake is never punished', () => {
  const talk: Conversation = { on: today, coordinatorId: 'c', words: 'I took the wrong card', finding: 'UNCLEAR' };
  const reasons = (conversation: Conversation | undefined) => misuseReasons(conversation, today).filter(Boolean);
  test('without a conversation nothing follows', () => same(reasons(undefined), [{ code: 'conversation-first' }]));
  test('nor with one of which nothing is written', () =>
    same(reasons({ ...talk, words: ' ' }), [{ code: 'conversation-first' }]));
  test('£60.00 of groceries on the wrong card is a mistake: put right, not punished', () => {
    same(reasons({ ...talk, finding: 'MISTAKE' }), [{ code: 'mistake-not-penalised' }]);
    same(afterMisuse({ finding: 'MISTAKE', mayBeOffence: true }), {
      considerOtherOptions: false,
      refer: undefined,
      remedies: ['PAY_BACK', 'PLACE_AGAIN'],
    });
  });
  for (const finding of ['UNCLEAR', 'WILFUL'] as const)
    test(`what was found ${finding} may be decided on`, () => same(reasons({ ...talk, finding }), []));
  test('what is unclear is talked about again', () =>
    same(afterMisuse({ finding: 'UNCLEAR', mayBeOffence: true }), {
      considerOtherOptions: false,
      refer: undefined,
      remedies: ['TALK_AGAIN'],
    }));
  test('a conversation of tomorrow has not been', () =>
    same(reasons({ ...talk, on: on('2027-05-11') }), [{ code: 'conversation-in-future' }]));
  test('what a concern may be about', () =>
    same(CONCERNS, ['MISUSE', 'FRAUD', 'SAFEGUARDING', 'QUALITY', 'EMPLOYMENT', 'DATA']));
});

describe('R-111  Wilful misuse: another way to meet the needs, and counter-fraud where it is needed', () => {
  test('£4,200.00 of gambling: other options and a referral', () =>
    same(afterMisuse({ finding: 'WILFUL', mayBeOffence: true }), {
      considerOtherOptions: true,
      refer: 'COUNTER_FRAUD',
      remedies: ['PAY_BACK'],
    }));
  test('without a possible offence nobody is referred', () =>
    assert.equal(afterMisuse({ finding: 'WILFUL', mayBeOffence: false }).refer, undefined));
});

describe('R-118  The person is told of an extra review that a concern leads to', () => {
  const roles = ['counter-fraud-lead', 'safeguarding-lead'];
  const review: ConcernReview = { concernOn: on('2027-05-03'), toldOn: on('2027-05-03'), exemption: undefined };
  const silent = (approvedByRole: string) => ({ because: 'FRAUD', approvedByRole }) as const;
  test('told on the same day: it may be closed', () =>
    same(decideConcernClose(review, roles), { accepted: true, value: { told: true } }));
  test('told later is told', () =>
    assert.equal(decideConcernClose({ ...review, toldOn: on('2027-05-04') }, roles).accepted, true));
  test('not told: it may not', () =>
    same(refusalsOf(decideConcernClose({ ...review, toldOn: undefined }, roles)), [
      { code: 'person-not-told-of-review', since: on('2027-05-03') },
    ]));
  test('told before there was a concern is about something else', () =>
    same(refusalsOf(decideConcernClose({ ...review, toldOn: on('2027-05-02') }, roles)), [
      { code: 'told-before-concern' },
    ]));
  for (const role of roles)
    test(`silence approved by the ${role}: it may be closed untold`, () =>
      same(decideConcernClose({ ...review, toldOn: undefined, exemption: silent(role) }, roles), {
        accepted: true,
        value: { told: false },
      }));
  test('silence approved by anybody else is refused', () =>
    same(refusalsOf(decideConcernClose({ ...review, toldOn: undefined, exemption: silent('approver') }, roles)), [
      { code: 'silence-not-allowed', role: 'approver' },
    ]));
});
