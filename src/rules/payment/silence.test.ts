import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import { decideTakeUp, type OnSilence, onIssuerSilence, onSilence, type SilentFile } from './silence.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);

describe('R-083  A file that the bank has not confirmed by its day', () => {
  const file: SilentFile = {
    status: 'SENT',
    sentOn: day('2026-11-27'), // a Friday
    isConfirmed: false,
    isDeclared: false,
    unsettledCount: 1,
    bankConfirms: true,
  };
  const policy = { confirmWorkingDays: 1, withoutConfirmation: 'PREPARE' } as const;
  type Row = readonly [string, Partial<SilentFile>, object, string, OnSilence];
  const table: readonly Row[] = [
    ['the bank has until the end of Monday', {}, {}, '2026-11-30', 'WAIT'],
    ['on Tuesday it is given up', {}, {}, '2026-12-01', 'GIVE_UP'],
    ['no working day at all: on the day after', {}, { confirmWorkingDays: 0 }, '2026-11-28', 'GIVE_UP'],
    ['… and not on the day itself', {}, { confirmWorkingDays: 0 }, '2026-11-27', 'WAIT'],
    ['two working days', {}, { confirmWorkingDays: 2 }, '2026-12-01', 'WAIT'],
    ['the board wants to decide itself', {}, { withoutConfirmation: 'TELL' }, '2026-12-01', 'TELL'],
    ['a bank that never confirmed a file', { bankConfirms: false }, {}, '2026-12-01', 'TELL'],
    ['confirmed', { isConfirmed: true }, {}, '2026-12-01', 'WAIT'],
    ['given up before', { isDeclared: true }, {}, '2026-12-01', 'WAIT'],
    ['every payment confirmed by itself', { unsettledCount: 0 }, {}, '2026-12-01', 'WAIT'],
    ['counted as arrived', { status: 'CREDITED' }, {}, '2026-12-01', 'WAIT'],
    ['not sent', { status: 'RELEASED' }, {}, '2026-12-01', 'WAIT'],
    ['not sent, to a bank that never confirmed', { status: 'RELEASED', bankConfirms: false }, {}, '2026-12-01', 'WAIT'],
  ];
  for (const [when, changes, setting, today, expected] of table)
    test(`R-083 ${when}: ${expected}`, () =>
      assert.equal(
        onSilence({ ...file, ...changes }, { ...policy, ...setting }, day(today), ENGLAND_AND_WALES),
        expected,
      ));
});

describe('R-085  A run that the service prepared is taken up by a person, once, while it waits', () => {
  const run = { status: 'PREPARED', isByService: true, isTakenUp: false } as const;
  const table = [
    [run, ''],
    [{ ...run, status: 'RELEASED' }, 'run-in-wrong-state'],
    [{ ...run, status: 'CANCELLED' }, 'run-in-wrong-state'],
    [{ ...run, isByService: false }, 'run-not-by-service'],
    [{ ...run, isTakenUp: true }, 'run-taken-up-already'],
    [
      { status: 'SENT', isByService: false, isTakenUp: true },
      'run-in-wrong-state, run-not-by-service, run-taken-up-already',
    ],
  ] as const;
  for (const [facts, expected] of table)
    test(`R-085 ${JSON.stringify(facts)}: ${expected || 'yes'}`, () => {
      const decision = decideTakeUp(facts);
      assert.equal(decision.accepted ? '' : decision.refusals.map(({ code }) => code).join(', '), expected);
    });
});

describe('R-083  An issuer of cards that says nothing', () => {
  const loads = {
    creditOn: Temporal.PlainDate.from('2026-12-01'),
    confirmedCount: 0,
    unsettledCount: 1,
    before: { sentCount: 10, inTimeCount: 6 },
  };
  const PREPARE = { confirmWorkingDays: 1, withoutConfirmation: 'PREPARE' } as const;
  const table = [
    ['2026-12-03', {}, PREPARE, 'GIVE_UP'],
    ['2026-12-02', {}, PREPARE, 'WAIT'], // its day is not over
    ['2026-12-03', {}, { ...PREPARE, confirmWorkingDays: 2 }, 'WAIT'],
    ['2026-12-04', {}, { ...PREPARE, confirmWorkingDays: 2 }, 'GIVE_UP'],
    ['2026-12-03', { confirmedCount: 1 }, PREPARE, 'WAIT'], // it has spoken
    ['2026-12-03', { unsettledCount: 0 }, PREPARE, 'WAIT'],
    ['2026-12-03', { before: { sentCount: 10, inTimeCount: 5 } }, PREPARE, 'TELL'], // half is not most
    ['2026-12-03', { before: undefined }, PREPARE, 'TELL'],
    ['2026-12-03', {}, { ...PREPARE, withoutConfirmation: 'TELL' }, 'TELL'],
  ] as const;
  for (const [today, more, policy, expected] of table)
    test(`R-083 on ${today}, ${JSON.stringify(more)}, ${JSON.stringify(policy)}: ${expected}`, () =>
      assert.equal(
        onIssuerSilence({ ...loads, ...more }, policy, Temporal.PlainDate.from(today), ENGLAND_AND_WALES),
        expected,
      ));
});
