/** Files of many accounts: table `statement_feed`. */
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

/** One feed of the ICB at a time: two of them at once would wait for each other's budgets in turn. */
export async function lockFeeds(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`statement-feed ${tx.icbCode}`}, 0))`);
}

/** The feed of this very file, if nothing of it was left out; or undefined. */
export async function findFeed(
  db: Queryable,
  icbCode: string,
  fileHash: string,
): Promise<{ feedId: string; lineCount: number; accountCount: number } | undefined> {
  const [row] = await db.query(sql`
    select statement_feed_id, line_count, account_count from statement_feed
     where icb_code = ${icbCode} and file_hash = ${fileHash} and left_out_count = 0 limit 1`);
  return (
    row && {
      feedId: row.statement_feed_id as string,
      lineCount: row.line_count as number,
      accountCount: row.account_count as number,
    }
  );
}

export type NewFeed = {
  readonly fileName: string;
  readonly fileHash: string;
  readonly lineCount: number;
  readonly addedCount: number;
  readonly accountCount: number;
  readonly leftOutCount: number;
  readonly importedOn: PlainDate;
};

/** Stores that a feed was read; answers its id. */
export async function saveFeed(tx: Tx, actor: Actor, feed: NewFeed): Promise<string> {
  const [row] = await tx.query(sql`
    insert into statement_feed (icb_code, file_name, file_hash, line_count, added_count, account_count, left_out_count,
                                imported_on, by_id, by_name)
    values (${tx.icbCode}, ${feed.fileName}, ${feed.fileHash}, ${feed.lineCount}, ${feed.addedCount}, ${feed.accountCount},
            ${feed.leftOutCount}, ${feed.importedOn}, ${actor.id}, ${actor.name})
    returning statement_feed_id`);
  return row!.statement_feed_id as string;
}

/** Which of these accounts have lines of a day from a file of another format: the first such day, or undefined. */
export async function firstDayOfOtherFormat(
  db: Queryable,
  format: string,
  days: readonly { readonly accountId: string; readonly postedOn: PlainDate }[],
): Promise<PlainDate | undefined> {
  const [row] = await db.query(sql`
    select min(l.posted_on) as first_on
      from unnest(${days.map(day => day.accountId)}::uuid[], ${days.map(day => day.postedOn)}::date[]) as d (account_id, posted_on)
      join statement_line l on l.payment_account_id = d.account_id and l.posted_on = d.posted_on and not l.undone
      join statement_import i on i.statement_import_id = l.statement_import_id and i.format <> ${format}`);
  return (row!.first_on as PlainDate | null) ?? undefined;
}

/** Those of these accounts into which a file of another format was ever read. */
export async function accountsOfOtherFormat(
  db: Queryable,
  format: string,
  accountIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.query(sql`
    select distinct payment_account_id from statement_import
     where payment_account_id = any (${accountIds}::uuid[]) and format <> ${format} and not undone`);
  return new Set(rows.map(row => row.payment_account_id as string));
}
