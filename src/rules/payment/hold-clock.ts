/** How long whoever owns a held payment still has to clear it. */
import type { PlainDate } from '../../values/dates.ts';

export type HoldClock = {
  /** Days until the day to act by; below nought when it has passed. */
  readonly daysLeft: number;
  readonly isLate: boolean;
  /** `Today`, `1 day left`, `3 days late`. */
  readonly words: string;
};

/** The clock of a hold: its day is still in time. */
export function clockOf(actBy: PlainDate, today: PlainDate): HoldClock {
  const daysLeft = today.until(actBy, { largestUnit: 'days' }).days;
  const days = Math.abs(daysLeft) === 1 ? '1 day' : `${Math.abs(daysLeft)} days`;
  const isLate = daysLeft < 0;
  const inTime = daysLeft === 0 ? 'Today' : `${days} left`;
  return { daysLeft, isLate, words: isLate ? `${days} late` : inTime };
}
