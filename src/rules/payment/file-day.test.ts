import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileDayOf, fileDayWords } from './file-day.ts';
import type { RunStatus } from './payment.ts';

const date = (iso: string) => Temporal.PlainDate.from(iso);
const none = new Set<string>();
/** Monday. */
const today = date('2026-11-30');

describe('R-083  The day of a run’s file, before the button is pressed', () => {
  const table: readonly (readonly [RunStatus, string, ReturnType<typeof fileDayOf>])[] = [
    ['PREPARED', '2026-11-29', 'OVER'],
    ['PREPARED', '2026-11-30', 'TODAY'],
    ['PREPARED', '2026-12-01', 'TO_COME'],
    ['RELEASED', '2026-11-29', 'OVER'],
    ['RELEASED', '2026-11-30', 'TODAY'],
    ['SENT', '2026-11-29', undefined],
    ['CREDITED', '2026-11-29', undefined],
    ['CANCELLED', '2026-11-29', undefined],
  ];
  for (const [status, inputOn, expected] of table)
    test(`${status}, by ${inputOn}: ${expected}`, () => {
      assert.equal(fileDayOf({ status, inputOn: date(inputOn) }, today), expected);
    });

  test('it says what then follows, and on which day the money can arrive', () => {
    const run = { status: 'PREPARED' as const, inputOn: date('2026-11-26'), rail: 'BACS' as const };
    assert.equal(
      fileDayWords(run, today, none),
      'The file had to go to the bank by 26 November 2026. It is too late: nobody can release or send this run, and it pays ' +
        'nobody. Cancel it and prepare it again. The money then arrives on 2 December 2026 at the earliest.',
    );
    assert.match(fileDayWords(run, today, new Set(['2026-12-01']))!, /arrives on 3 December 2026 at the earliest\.$/);
    assert.match(
      fileDayWords({ ...run, rail: 'FASTER_PAYMENTS' }, today, none)!,
      /prepare it again\. By Faster Payments the money still arrives on the day on which it is sent\.$/,
    );
    assert.match(fileDayWords({ ...run, inputOn: today }, today, none)!, /^The file has to go to the bank today\./);
    assert.equal(fileDayWords({ ...run, inputOn: date('2026-12-01') }, today, none), undefined);
    assert.equal(fileDayWords({ ...run, status: 'SENT' }, today, none), undefined);
  });
});
