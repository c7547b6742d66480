import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import {
  DISCRETIONARY_GROUNDS,
  decideStop,
  decideStopped,
  isMandatory,
  MANDATORY_GROUNDS,
  paymentsAfterDeath,
  type Stop,
  stopWords,
} from './stop.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2027-06-04');
const policy = DEFAULT_POLICY.notice;
const stop: Stop = {
  ground: 'D7',
  appropriateBecause: 'The care at home can no longer be arranged this way',
  reasons: 'Your needs have changed',
  stopOn: on('2027-07-02'),
  urgent: undefined,
  noticeTo: ['PERSON'],
  hasRepresentative: false,
  hasNominee: false,
  conversation: undefined,
  needsContinue: true,
  cover: { option: 'NOTIONAL', startsOn: on('2027-07-02') },
};
const talk = { on: today, coordinatorId: 'c', words: 'I needed it', finding: 'WILFUL' } as const;
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const refused = (more: Partial<Stop>) => refusalsOf(decideStop({ ...stop, ...more }, policy, today));
const early = { stopOn: today, cover: { option: 'NOTIONAL', startsOn: today } } as const;

describe('R-106  Payments must stop on the three grounds of consent', () => {
  for (const ground of MANDATORY_GROUNDS) {
    test(`${ground} leaves no choice: at once, and nobody is asked why it is appropriate`, () => {
      assert.equal(isMandatory(ground), true);
      same(refused({ ...early, ground, appropriateBecause: '' }), []);
    });
    test(`${ground} is not for yesterday`, () =>
      same(refused({ ...early, ground, stopOn: today.subtract({ days: 1 }), needsContinue: false }), [
        { code: 'stop-notice-too-short', earliestOn: today },
      ]));
  }
  test('there are three', () => same(MANDATORY_GROUNDS, ['M1', 'M2', 'M3']));
});

describe('R-107  Payments may stop on eight other grounds, and only when appropriate', () => {
  const conversation = talk;
  for (const ground of DISCRETIONARY_GROUNDS) {
    const noticeTo = ['PERSON', 'PERSONAL_REPRESENTATIVES'] as const;
    test(`${ground} may`, () => {
      assert.equal(isMandatory(ground), false);
      same(refused({ ground, conversation, noticeTo }), []);
    });
    test(`${ground} without why it is appropriate may not`, () =>
      same(refused({ ground, conversation, noticeTo, appropriateBecause: ' ' }), [{ code: 'stop-not-appropriate' }]));
  }
  test('there are eight', () => assert.equal(DISCRETIONARY_GROUNDS.join(' '), 'D1 D2 D3 D4 D5 D6 D7 D8'));
  for (const ground of ['too much admin', 'D9', 'M4', ''])
    test(`“${ground}” is no ground`, () => same(refused({ ground }), [{ code: 'stop-ground-not-in-law', ground }]));
  test('R-143  nor is that something bought did not help', () =>
    same(refused({ ground: 'ineffective' }), [{ code: 'stop-ground-not-in-law', ground: 'ineffective' }]));
});

describe('R-108  Stopping needs written notice with reasons, to everybody whom it touches', () => {
  test('decided on 4 June: on 2 July at the earliest', () => {
    same(decideStop(stop, policy, today), {
      accepted: true,
      value: {
        ground: 'D7',
        decidedOn: today,
        stopOn: on('2027-07-02'),
        urgent: false,
        needsContinue: true,
        cover: stop.cover,
      },
    });
    same(refused({ stopOn: on('2027-07-01'), cover: early.cover }), [
      { code: 'stop-notice-too-short', earliestOn: on('2027-07-02') },
    ]);
    same(refused({ stopOn: on('2027-07-03') }), []);
  });
  test('without reasons: refused', () => same(refused({ reasons: ' ' }), [{ code: 'stop-without-reasons' }]));

  const urgent = { note: 'Money is leaving the account', byRole: 'DIRECTOR' };
  const offence = { ...early, ground: 'D6', conversation: talk, urgent } as const;
  test('a possible offence and the director’s note: today', () => {
    const decision = decideStop({ ...stop, ...offence }, policy, today);
    assert.equal(decision.accepted && decision.value.urgent, true);
  });
  test('enough notice is not urgent, whoever noted it', () => {
    const decision = decideStop({ ...stop, urgent: { note: '', byRole: 'nobody' } }, policy, today);
    assert.equal(decision.accepted && decision.value.urgent, false);
  });
  test('never for yesterday', () =>
    same(refused({ ...offence, stopOn: today.subtract({ days: 1 }), needsContinue: false }), [
      { code: 'stop-notice-too-short', earliestOn: on('2027-07-02') },
    ]));
  for (const wrong of [
    { note: ' ', byRole: 'DIRECTOR' },
    { note: 'Money is leaving', byRole: 'PHB_LEAD' },
  ])
    test(`urgent with the note “${wrong.note}” of ${wrong.byRole}: refused`, () =>
      same(refused({ ...offence, urgent: wrong }), [{ code: 'urgent-stop-without-note', role: 'DIRECTOR' }]));
  test('where policy allows no urgent stop: refused', () =>
    same(refusalsOf(decideStop({ ...stop, ...offence }, { ...policy, urgentAllowed: false }, today)), [
      { code: 'urgent-stop-not-allowed' },
    ]));

  test('the person has the notice', () =>
    same(refused({ noticeTo: [] }), [{ code: 'stop-notice-not-to', who: 'PERSON' }]));
  test('and the representative', () =>
    same(refused({ hasRepresentative: true }), [{ code: 'stop-notice-not-to', who: 'REPRESENTATIVE' }]));
  test('and the nominee', () => same(refused({ hasNominee: true }), [{ code: 'stop-notice-not-to', who: 'NOMINEE' }]));
  test('after a death those who settle the estate, and nobody else', () => {
    const died = { ...early, ground: 'D8', needsContinue: false, hasNominee: true, hasRepresentative: true };
    same(refused({ ...died, noticeTo: [] }), [{ code: 'stop-notice-not-to', who: 'PERSONAL_REPRESENTATIVES' }]);
    same(refused({ ...died, noticeTo: ['PERSONAL_REPRESENTATIVES'] }), []);
  });
  test('no payment arrives after the day on which a death is known', () => {
    const payments = ['2027-06-03', '2027-06-04', '2027-06-05'].map(day => ({ creditOn: on(day) }));
    same(paymentsAfterDeath(payments, today), [{ creditOn: on('2027-06-05') }]);
  });
  test('what the notice says', () => {
    assert.equal(
      stopWords(stop),
      'Direct payments stop on 2 July 2027. Your care goes on: we arrange it from 2 July 2027.',
    );
    assert.equal(stopWords({ ...stop, cover: undefined }), 'Direct payments stop on 2 July 2027.');
  });
});

describe('R-109  Stopping payments is not stopping care: there is no day between', () => {
  const cover = (startsOn: string) => ({ option: 'THIRD_PARTY', startsOn: on(startsOn) }) as const;
  test('cover from the day itself or earlier: yes', () => {
    same(refused({ cover: cover('2027-07-01') }), []);
    same(decideStopped({ ...stop, cover: cover('2027-07-01') }, stop.stopOn), {
      accepted: true,
      value: { stoppedOn: stop.stopOn },
    });
  });
  for (const [startsOn, days] of [
    ['2027-07-03', 1],
    ['2027-07-05', 3],
  ] as const)
    test(`cover from ${startsOn}: ${days} days without care, refused at the decision and on the day`, () => {
      const gap = [{ code: 'cover-gap', days, stopOn: stop.stopOn }];
      same(refused({ cover: cover(startsOn) }), gap);
      same(refusalsOf(decideStopped({ ...stop, cover: cover(startsOn) }, stop.stopOn)), gap);
    });
  test('no cover at all: refused', () => same(refused({ cover: undefined }), [{ code: 'cover-missing' }]));
  test('where there is no need any more, none is asked for', () =>
    same(refused({ cover: undefined, needsContinue: false }), []));
  test('payments have stopped when the day has come', () => {
    same(refusalsOf(decideStopped(stop, on('2027-07-01'))), [{ code: 'stop-not-reached', stopOn: stop.stopOn }]);
    assert.equal(decideStopped(stop, on('2027-07-03')).accepted, true);
  });
});

describe('R-110  No stop for misuse before a conversation', () => {
  for (const ground of ['D5', 'D6']) {
    test(`${ground} without one: refused`, () => same(refused({ ground }), [{ code: 'conversation-first' }]));
    test(`${ground} for a mistake: refused`, () =>
      same(refused({ ground, conversation: { ...talk, finding: 'MISTAKE' } }), [{ code: 'mistake-not-penalised' }]));
  }
});
