import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import { decideTakeUp, type OnSilence, onSilence, type SilentFile } from './silence.ts';

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
