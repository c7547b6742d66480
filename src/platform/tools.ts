/** What every action is given: the outside world, made small. Built once, in app.ts. */
import type { BankHolidays, PlainDate } from '../values/dates.ts';
import type { Anchors } from './anchors.ts';
import type { Db, Tx } from './db.ts';

export type Tools = {
  readonly db: Db;
  /** Today's date in London. In demonstration mode it can be moved on, so that a year can be seen in an hour. */
  today(): PlainDate;
  /** Reads again how far a demonstration's date was moved on; call it after having moved it (clock.ts). */
  refreshToday(): Promise<void>;
  /** England and Wales bank holidays known to this service. */
  readonly bankHolidays: BankHolidays;
  /** Sends a job inside the transaction: it exists exactly when the act that needs it was committed. */
  sendJob(tx: Tx, job: Job): Promise<void>;
  /** A point at which a test may stop the process dead; nothing at all otherwise. */
  crashPoint(name: string): Promise<void>;
  /** Where the heads of the audit chains are kept, outside the database. */
  readonly anchors: Anchors;
  readonly log: Log;
};

export type Job = {
  readonly name: string;
  /** Names and ids only, never personal data. */
  readonly data: Readonly<Record<string, string>>;
  /** The earliest London date on which the job should run; at once when absent. */
  readonly startOn?: PlainDate;
  /** At most one waiting job per key. */
  readonly singletonKey?: string;
};

/** Structured lines without personal data. */
export type Log = {
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  error(event: string, facts?: Readonly<Record<string, unknown>>): void;
};
