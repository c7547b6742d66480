/** What the acts that are sent five times need to know: the case, its world, and where to look. */
import { loadPolicy } from '../../../src/features/policy/store.ts';
import type { Tx } from '../../../src/platform/db.ts';
import type { Sql } from '../../../src/platform/sql.ts';
import type { Policy } from '../../../src/rules/policy/policy.ts';
import type { TestDatabase } from '../../support/database.ts';
import type { World } from './world.ts';

export type Asked = { readonly database: TestDatabase; readonly world: World; readonly budgetId: string };
/** `actor`: who sends it, where that is not anybody with leave; `params`: which record the path names. */
export type Values = Readonly<Record<string, unknown>>;

/** By path: the case on which an act is accepted, and what is sent beside what its shape asks for. */
export type KnownActs = Readonly<
  Record<
    string,
    {
      readonly on: string;
      readonly sent?: (asked: Asked) => Values | Promise<Values>;
      /** It is accepted only once more time has passed: sent when all others have been. */
      readonly isLater?: true;
    }
  >
>;

export const day = ({ database }: Asked, days = 0) => database.tools.today().add({ days }).toString();
export const fileOf = (name: string, text: string) => ({
  file: { name, base64: Buffer.from(text).toString('base64') },
});

/** The first column of the first row, as text; a word that is no id where there is none. */
export async function one({ database }: Asked, statement: Sql): Promise<string> {
  const [row] = await database.superDb.query(statement);
  return row ? String(Object.values(row)[0]) : 'none';
}

/** The person whose case it is. */
export const personOf = ({ world, budgetId }: Asked) => ({
  actor: Object.values(world.cases).find(known => known.budgetId === budgetId)!.person,
});

/** Looks as finance does, with the policy of the day. */
export const look = <T>({ database, world }: Asked, work: (tx: Tx, policy: Policy) => Promise<T>) =>
  database.db.transaction(world.staff['finance-officer'], async tx =>
    work(tx, await loadPolicy(tx, database.icbCode, database.tools.today())),
  );
