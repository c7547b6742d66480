/** All SQL on the chain over the audit trail: audit_link and audit_head. The linking itself is the function seal_audit. */
import { z } from 'zod';
import type { Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';

/** The last link of an ICB's chain; position nought and the hash of nothing when there is none. */
export type Head = { readonly position: bigint; readonly hash: string };

/** Links the ICB's committed events that are in no link yet, at most `most`. */
export async function sealEvents(tx: Tx, most: number): Promise<{ readonly sealed: number; readonly head: Head }> {
  const [row] = await tx.query(sql`select sealed, head_position, head_hash from seal_audit(${most})`);
  const { sealed, head_position, head_hash } = SealRow.parse(row);
  return { sealed, head: { position: head_position, hash: head_hash } };
}

const SealRow = z.object({ sealed: z.number(), head_position: z.bigint(), head_hash: z.string() });
