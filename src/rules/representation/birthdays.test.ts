import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ageOn } from '../../values/dates.ts';
import { birthdayOf, childrensCareHasEnded, turningsToPrepare } from './birthdays.ts';

const on = (text: string) => Temporal.PlainDate.from(text);

describe('T32  The birthday itself', () => {
  const table = [
    // born         years  birthday
    ['2011-03-12', 16, '2027-03-12'],
    ['2012-02-29', 16, '2028-02-29'],
    ['2012-02-29', 18, '2030-03-01'], // no 29 February in that year
    ['2012-02-28', 18, '2030-02-28'],
    ['2012-03-01', 18, '2030-03-01'],
    ['2084-02-29', 16, '2100-03-01'], // a century without a leap day
    ['2010-12-31', 16, '2026-12-31'],
  ] as const;
  for (const [born, years, expected] of table)
    test(`born ${born}: ${years} on ${expected}`, () => {
      assert.equal(birthdayOf(on(born), years).toString(), expected);
    });

  test('is the first day of that age, for every date of birth', () => {
    const day = fc.integer({ min: 0, max: 60_000 }).map(days => on('1950-01-01').add({ days }));
    fc.assert(
      fc.property(day, fc.constantFrom(16, 18), (born, years) => {
        const birthday = birthdayOf(born, years);
        assert.equal(ageOn(born, birthday), years);
        assert.equal(ageOn(born, birthday.subtract({ days: 1 })), years - 1);
      }),
    );
  });
});

describe('T32  The work begins so many months before the 16th and the 18th birthday', () => {
  const table = [
    // today        born 2011-03-12, 6 months ahead
    ['2026-09-11', ''],
    ['2026-09-12', '16 on 2027-03-12'],
    ['2027-03-11', '16 on 2027-03-12'],
    ['2027-03-12', ''],
    ['2028-09-11', ''],
    ['2028-09-12', '18 on 2029-03-12'],
    ['2029-03-11', '18 on 2029-03-12'],
    ['2029-03-12', ''],
  ] as const;
  for (const [today, expected] of table)
    test(`${today}: ${expected || 'nothing'}`, () => {
      const found = turningsToPrepare({ dateOfBirth: on('2011-03-12'), today: on(today) }, 6);
      assert.equal(found.map(({ years, birthdayOn }) => `${years} on ${birthdayOn}`).join(), expected);
    });

  test('six months before 31 August is the last day of February', () => {
    const [turning] = turningsToPrepare({ dateOfBirth: on('2011-08-31'), today: on('2027-02-28') }, 6);
    assert.equal(turning?.prepareFrom.toString(), '2027-02-28');
  });
  test('another lead is another day', () => {
    const person = { dateOfBirth: on('2011-03-12'), today: on('2027-01-12') };
    assert.equal(turningsToPrepare(person, 2).length, 1);
    assert.equal(turningsToPrepare(person, 1).length, 0);
  });
});

describe('T32 R-011  Children’s continuing care ends with the 18th birthday', () => {
  const born = on('2008-11-23');
  for (const [today, group, expected] of [
    ['2026-11-22', 'CHILDREN_CC', false],
    ['2026-11-23', 'CHILDREN_CC', true],
    ['2026-11-24', 'CHILDREN_CC', true],
    ['2026-11-23', 'CHC_STANDARD', false],
  ] as const)
    test(`${group} on ${today}: ${expected ? 'ended' : 'goes on'}`, () => {
      assert.equal(childrensCareHasEnded({ dateOfBirth: born, group }, on(today)), expected);
    });
});
