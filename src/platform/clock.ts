/**
 * What time it is: the only file that asks the machine.
 *
 * The service's today is the London date. In a demonstration it can be moved on by whole days (the number is kept
 * in the database), so that a year can be seen in an hour; and for tests it can be made to stand still on a date.
 */
import type { PlainDate } from '../values/dates.ts';
import type { Queryable } from './db.ts';
import { sql } from './sql.ts';

/** This instant. */
export function now(): Temporal.Instant {
  return Temporal.Now.instant();
}

/** Today's date in London by the machine's clock. */
export function londonToday(): PlainDate {
  return Temporal.Now.plainDateISO('Europe/London');
}

export type Clock = {
  today(): PlainDate;
  /** Reads again how many days a demonstration was moved on. */
  refresh(): Promise<void>;
  close(): void;
};

export type ClockOptions = {
  readonly db: Queryable;
  /** Only a demonstration's date can be moved. */
  readonly demonstration: boolean;
  /** The date on which a demonstration stands still from now on, until it is moved on; undefined: as it stood, or the machine's. */
  readonly standsOn?: PlainDate | undefined;
  readonly onFault: (error: unknown) => void;
};

/** How often another process's move is looked for, in milliseconds. */
const EVERY = 1_000;

export async function openClock({ db, demonstration, standsOn, onFault }: ClockOptions): Promise<Clock> {
  if (!demonstration) return { today: londonToday, refresh: async () => {}, close() {} };
  if (standsOn)
    await db.query(sql`update installation set stands_on = ${standsOn} where stands_on is distinct from ${standsOn}`);
  let first = standsOn;
  let movedOn = 0;
  async function refresh() {
    const [row] = await db.query(sql`select stands_on, days_moved_on from installation`);
    first = (row?.stands_on as PlainDate | null | undefined) ?? undefined;
    movedOn = (row?.days_moved_on as number | undefined) ?? 0;
  }
  await refresh();
  const timer = setInterval(() => refresh().catch(onFault), EVERY);
  timer.unref();
  return {
    today: () => (first ?? londonToday()).add({ days: movedOn }),
    refresh,
    close: () => clearInterval(timer),
  };
}

/** Moves a demonstration's date on by whole days, for every process at once. The database refuses it elsewhere. */
export async function moveDateOn(db: Queryable, days: number): Promise<void> {
  await db.query(sql`update installation set days_moved_on = days_moved_on + ${days}`);
}
