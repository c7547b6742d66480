/**
 * The birthdays that change who decides (T32): at 16 the person's own consent counts, at 18 parental responsibility
 * and children's continuing care end. Pure; dates are London calendar dates.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';

/** The day on which somebody becomes this old. Who was born on 29 February becomes it on 1 March in other years. */
export function birthdayOf(dateOfBirth: PlainDate, years: number): PlainDate {
  const same = dateOfBirth.add({ years });
  return same.day === dateOfBirth.day ? same : same.add({ days: 1 });
}

/** The ages that the work before a birthday is about. */
export const TURNING_AGES = [16, 18] as const;

export type Turning = {
  readonly years: (typeof TURNING_AGES)[number];
  readonly birthdayOn: PlainDate;
  /** The first day of the work before it. */
  readonly prepareFrom: PlainDate;
};

/** The birthdays to get ready for today: from `aheadMonths` before (policy `birthday.aheadMonths`) to the day before. */
export function turningsToPrepare(
  person: { readonly dateOfBirth: PlainDate; readonly today: PlainDate },
  aheadMonths: number,
): Turning[] {
  const { dateOfBirth, today } = person;
  return TURNING_AGES.map(years => {
    const birthdayOn = birthdayOf(dateOfBirth, years);
    return { years, birthdayOn, prepareFrom: birthdayOn.subtract({ months: aheadMonths }) };
  }).filter(({ birthdayOn, prepareFrom }) => !isBefore(today, prepareFrom) && isBefore(today, birthdayOn));
}

/** T32: children's continuing care lasts to the day before the 18th birthday; from then on it needs an adult's decision. */
export function childrensCareHasEnded(
  person: { readonly dateOfBirth: PlainDate; readonly group: string },
  today: PlainDate,
): boolean {
  return person.group === 'CHILDREN_CC' && !isBefore(today, birthdayOf(person.dateOfBirth, 18));
}
