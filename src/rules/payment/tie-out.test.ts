import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { breakActBy, isBreakLate, TIE_OUT_CAUSES, TIE_OUT_OWNER_WORDS, TIE_OUT_OWNERS } from './tie-out.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);

describe('R-078  a break of the tie-out', () => {
  test('has an owner, and words of what it is and what to do', () => {
    for (const [cause, { words, toDo, owner }] of Object.entries(TIE_OUT_CAUSES)) {
      assert.match(words, /^[A-Z].{20,}[^.]$/, cause);
      assert.match(toDo, /^[A-Z].{10,}\.$/, cause);
      assert.ok(TIE_OUT_OWNERS.includes(owner) && TIE_OUT_OWNER_WORDS[owner].length > 5, cause);
    }
    assert.equal(new Set(Object.values(TIE_OUT_CAUSES).map(({ words }) => words)).size, 23);
  });

  for (const [foundOn, workingDays, actBy] of [
    ['2026-11-23', 5, '2026-11-30'],
    ['2026-11-23', 1, '2026-11-24'],
    ['2026-12-23', 5, '2027-01-04'], // over Christmas and New Year
    ['2026-11-28', 5, '2026-12-04'], // found on a Saturday
  ] as const)
    test(`found on ${foundOn}, with ${workingDays} working days: by ${actBy}`, () => {
      const policy = { ...DEFAULT_POLICY, tieOut: { workingDays } };
      assert.equal(String(breakActBy(day(foundOn), policy, ENGLAND_AND_WALES)), actBy);
    });

  test('is late from the day after', () => {
    const one = { actBy: day('2026-11-30') };
    assert.equal(isBreakLate(one, day('2026-11-29')), false);
    assert.equal(isBreakLate(one, day('2026-11-30')), false);
    assert.equal(isBreakLate(one, day('2026-12-01')), true);
  });
});
