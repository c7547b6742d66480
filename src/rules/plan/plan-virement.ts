/**
 * Moving money between lines that help with the same outcome: a little more on one line is nobody's fault
 * while another line has as much left. Beyond that the person is asked, and nothing is blocked.
 *
 * Pure. Amounts are pence for the months that have begun.
 */
import { addMonths, isBefore, type PlainDate } from '../../values/dates.ts';
import { divideHalfUp, least, total } from '../../values/pence.ts';

/** A plan line with what was planned for it and spent on it in so many months. */
export type LineSpending = {
  readonly planItemId: string;
  readonly outcomeIds: readonly string[];
  readonly plannedPence: bigint;
  readonly spentPence: bigint;
};

export type VirementSettings = {
  /** In hundredths of the line. */
  readonly virementPct: number;
  /** For one month. */
  readonly virementPence: bigint;
};

export type Virement = {
  /** Spent beyond what was planned; nought while the line has money left. */
  readonly overPence: bigint;
  /** The most that may be moved to this line without asking. */
  readonly allowedPence: bigint;
  /** What the other lines of the same outcome have left. */
  readonly sparePence: bigint;
  /** Spent as planned, or moved within the limit. */
  readonly isWithin: boolean;
};

/** Months of the budget year that have begun, from 1 to 12. */
export function monthsBegun(startsOn: PlainDate, today: PlainDate): number {
  let months = 1;
  while (months < 12 && !isBefore(today, addMonths(startsOn, months))) months += 1;
  return months;
}

/** What was planned for a line in so many months: their part of the year, or all of what is bought once. */
export function plannedIn(months: number, line: { readonly annualPence: bigint; readonly oneOff: boolean }): bigint {
  return line.oneOff ? line.annualPence : divideHalfUp(line.annualPence * BigInt(months), 12n);
}

/** Where a line stands: over by how much, and whether another line of the same outcome makes up for it. */
export function virementOf(
  line: LineSpending,
  lines: readonly LineSpending[],
  settings: VirementSettings,
  months: number,
): Virement {
  const overPence = line.spentPence - least(line.spentPence, line.plannedPence);
  const share = divideHalfUp(line.plannedPence * BigInt(settings.virementPct), 100n);
  const flat = settings.virementPence * BigInt(months);
  const allowedPence = share + flat - least(share, flat);
  const others = lines.filter(
    other => other.planItemId !== line.planItemId && other.outcomeIds.some(id => line.outcomeIds.includes(id)),
  );
  const sparePence = total(others.map(left));
  return { overPence, allowedPence, sparePence, isWithin: overPence <= least(allowedPence, sparePence) };
}

function left({ plannedPence, spentPence }: LineSpending): bigint {
  return plannedPence - least(plannedPence, spentPence);
}
