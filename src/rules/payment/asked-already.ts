/**
 * What may have been asked for already: the same sum for the same purpose of one budget. Two people may both be right to
 * ask, so nothing is refused: whoever decides is told.
 *
 * Pure.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';

/** Something that somebody asked to be paid, or ordered, for one budget. */
export type AskedFor = {
  readonly id: string;
  /** What kind of request, and what exactly it is for. */
  readonly kind: string;
  readonly purpose: string;
  readonly pence: bigint;
  /** The days that it covers, where it covers days: care of other days is other care. */
  readonly days?: { readonly from: PlainDate; readonly to: PlainDate };
  readonly isRefused: boolean;
};

/** The others of a budget that may be the same as this one; what was refused is over. */
export function askedAlready<T extends AskedFor>(asked: AskedFor, all: readonly T[]): readonly T[] {
  return all.filter(
    other =>
      other.id !== asked.id &&
      !other.isRefused &&
      other.kind === asked.kind &&
      other.pence === asked.pence &&
      plain(other.purpose) === plain(asked.purpose) &&
      overlap(asked.days, other.days),
  );
}

function overlap(one: AskedFor['days'], other: AskedFor['days']): boolean {
  return !one || !other || (!isBefore(one.to, other.from) && !isBefore(other.to, one.from));
}

/** However somebody typed it. */
function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
