/** The versions of the local policy: table `policy_version`. A version is written once. */
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { DEFAULT_POLICY, type Policy } from '../../rules/policy.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';
import { PolicyFile } from './policy-file.ts';

/** The policy that counts in this ICB on a date; the national defaults where the ICB has none of its own. */
export async function loadPolicy(db: Queryable, icbCode: string, on: PlainDate): Promise<Policy> {
  const [row] = await db.query(sql`
    select content from policy_version where icb_code = ${icbCode} and effective_from <= ${on}
     order by effective_from desc limit 1`);
  return row ? PolicyFile.parse(row.content) : DEFAULT_POLICY;
}

/** Stores a policy as a new version. */
export async function savePolicy(tx: Tx, actor: Actor, policy: Policy): Promise<void> {
  const content = JSON.stringify(policy, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
  await tx.query(sql`
    insert into policy_version (icb_code, version, effective_from, content, by_id, by_name)
    values (${tx.icbCode}, ${policy.version}, ${policy.effectiveFrom}, ${content}, ${actor.id}, ${actor.name})`);
}

/** Whether this board has a policy of that name or from that day: both are written once. */
export async function isPolicyThere(
  db: Queryable,
  { version, effectiveFrom }: { readonly version: string; readonly effectiveFrom: string },
): Promise<boolean> {
  const rows = await db.query(
    sql`select from policy_version where version = ${version} or effective_from = ${effectiveFrom}::date`,
  );
  return rows.length > 0;
}
