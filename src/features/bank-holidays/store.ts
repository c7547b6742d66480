/** Bank holidays as they count for a board: the known days of England and Wales, and what it changed. Table `bank_holiday_change`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { withChanges } from '../../rules/payment/bank-holidays.ts';
import type { Actor } from '../../values/actor.ts';
import type { BankHolidays, PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const ChangeRow = z
  .object({
    holiday_on: plainDate,
    is_holiday: z.boolean(),
    reason: z.string(),
    by_name: z.string(),
    changed_on: plainDate,
  })
  .transform(row => ({
    day: row.holiday_on,
    isHoliday: row.is_holiday,
    reason: row.reason,
    byName: row.by_name,
    changedOn: row.changed_on,
  }));
export type StoredChange = z.output<typeof ChangeRow>;

/** What this board changed, oldest first. */
export async function loadBankHolidayChanges(db: Queryable, icbCode: string): Promise<StoredChange[]> {
  const rows = await db.query(sql`
    select holiday_on, is_holiday, reason, by_name, changed_on from bank_holiday_change
     where icb_code = ${icbCode} order by bank_holiday_change_id`);
  return rows.map(row => ChangeRow.parse(row));
}

/** The bank holidays that count for this board now. */
export async function loadBankHolidays(db: Queryable, icbCode: string, known: BankHolidays): Promise<BankHolidays> {
  return withChanges(known, await loadBankHolidayChanges(db, icbCode));
}

export type NewChange = {
  readonly day: PlainDate;
  readonly isHoliday: boolean;
  readonly reason: string;
  readonly changedOn: PlainDate;
};

/** Writes a change down; answers its number. */
export async function saveBankHolidayChange(tx: Tx, actor: Actor, change: NewChange): Promise<bigint> {
  const [row] = await tx.query(sql`
    insert into bank_holiday_change (icb_code, holiday_on, is_holiday, reason, by_id, by_name, changed_on)
    values (${tx.icbCode}, ${change.day}, ${change.isHoliday}, ${change.reason}, ${actor.id}, ${actor.name}, ${change.changedOn})
    returning bank_holiday_change_id`);
  return z.bigint().parse(row!.bank_holiday_change_id);
}
