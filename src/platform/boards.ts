/** Which integrated care boards this database holds. */
import type { Db } from './db.ts';
import { sql } from './sql.ts';

/** The codes of the boards of this database. */
export async function icbCodes(db: Db): Promise<readonly string[]> {
  return (await db.query(sql`select icb_codes() as icb_code`)).map(row => row.icb_code as string);
}
