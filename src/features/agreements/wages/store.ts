/**
 * Wages that are agreed to go straight to assistants when the way to the person fails: table `wage_agreed`, and the accounts
 * of the workers in `payment_account`. Nothing is updated: of a name the newest row and the newest account count.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { AccountRow, type PaymentAccount, selectAccount } from '../store.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const WageRow = z
  .object({
    worker: z.string(),
    monthly_pence: z.bigint(),
    agreed_on: plainDate,
    by_name: z.string(),
    works_until: plainDate.nullable(),
  })
  .transform(row => ({
    worker: row.worker,
    monthlyPence: row.monthly_pence,
    agreedOn: row.agreed_on,
    byName: row.by_name,
    worksUntil: row.works_until ?? undefined,
  }));
/** A wage that may go straight to a worker, and the account that it goes to: the newest, checked or not. */
export type AgreedStraight = z.output<typeof WageRow> & { readonly account: PaymentAccount };

/** The wages of a budget that may go straight to workers, by name. */
export async function loadAgreedStraight(db: Queryable, budgetId: string): Promise<AgreedStraight[]> {
  const rows = await db.query(sql`
    select worker, monthly_pence, agreed_on, by_name, works_until from wage_now where budget_id = ${budgetId} order by worker`);
  const wages = rows.map(row => WageRow.parse(row));
  const accounts = await loadWorkerAccounts(db, budgetId);
  return wages.map(wage => ({ ...wage, account: accounts.get(wage.worker)! }));
}

/** The newest account of each worker of a budget, by name. */
export async function loadWorkerAccounts(
  db: Queryable,
  budgetId: string,
): Promise<ReadonlyMap<string, PaymentAccount>> {
  const rows = await db.query(sql`
    select * from (${selectAccount} where a.budget_id = ${budgetId} and a.role = 'WORKER') x
     where not exists (select from payment_account n
                        where n.budget_id = x.budget_id and n.role = 'WORKER' and n.worker = x.worker and n.version > x.version)`);
  return new Map(rows.map(row => [row.worker as string, AccountRow.parse(row)]));
}

/** How much of a month was last agreed for a worker, nought where it ended; undefined where nothing ever was. */
export async function loadAgreedPence(db: Queryable, budgetId: string, worker: string): Promise<bigint | undefined> {
  const [row] = await db.query(sql`
    select monthly_pence from wage_agreed where budget_id = ${budgetId} and worker = ${worker} order by wage_agreed_id desc limit 1`);
  return row && z.bigint().parse(row.monthly_pence);
}

export type NewWage = {
  readonly budgetId: string;
  readonly worker: string;
  /** Nought: not any more. */
  readonly monthlyPence: bigint;
  readonly agreedOn: PlainDate;
};

export async function saveWage(tx: Tx, actor: Actor, wage: NewWage): Promise<void> {
  await tx.query(sql`
    insert into wage_agreed (icb_code, budget_id, worker, monthly_pence, agreed_on, by_id, by_name)
    values (${tx.icbCode}, ${wage.budgetId}, ${wage.worker}, ${wage.monthlyPence}, ${wage.agreedOn}, ${actor.id}, ${actor.name})`);
}
