/**
 * The versions of the local policy and their approvals: tables `policy_version` and `policy_approval`. Both are
 * written once. A version counts from `counts_from` of its approval on, never before that day.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { often, sql } from '../../platform/sql.ts';
import { DEFAULT_POLICY, type Policy } from '../../rules/policy/policy.ts';
import { completePolicy, readPolicy, writePolicy } from '../../rules/policy/policy-json.ts';
import type { Counted } from '../../rules/policy/policy-words.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

/** The policy that counts in this ICB on a date; the national defaults where the ICB has none of its own. */
export async function loadPolicy(db: Queryable, icbCode: string, on: PlainDate): Promise<Policy> {
  const [row] = await db.query(often`
    select content from policy_version join policy_approval a using (policy_version_id)
     where a.icb_code = ${icbCode} and a.counts_from <= ${on}
     order by a.counts_from desc, effective_from desc limit 1`);
  return row ? readPolicy(completePolicy(row.content)) : DEFAULT_POLICY;
}

/** Stores a policy as a new version; answers its id. It does not count before somebody else approves it. */
export async function savePolicy(tx: Tx, actor: Actor, policy: Policy): Promise<string> {
  const [row] = await tx.query(sql`
    insert into policy_version (icb_code, version, effective_from, content, by_id, by_name)
    values (${tx.icbCode}, ${policy.version}, ${policy.effectiveFrom}, ${JSON.stringify(writePolicy(policy))}, ${actor.id}, ${actor.name})
    returning policy_version_id`);
  return row!.policy_version_id as string;
}

export type NewApproval = {
  readonly policyVersionId: string;
  readonly evidence: string;
  readonly countsFrom: PlainDate;
  readonly approvedOn: PlainDate;
};

/** Stores that a version counts, and from when. */
export async function savePolicyApproval(tx: Tx, actor: Actor, approval: NewApproval): Promise<void> {
  await tx.query(sql`
    insert into policy_approval (policy_version_id, icb_code, evidence, counts_from, approved_on, by_id, by_name)
    values (${approval.policyVersionId}, ${tx.icbCode}, ${approval.evidence}, ${approval.countsFrom}, ${approval.approvedOn},
            ${actor.id}, ${actor.name})`);
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

const plainDate = z.instanceof(Temporal.PlainDate);
const VersionRow = z
  .object({
    policy_version_id: z.string(),
    version: z.string(),
    effective_from: plainDate,
    content: z.unknown(),
    by_id: z.string(),
    by_name: z.string(),
    recorded_at: z.instanceof(Temporal.Instant),
    evidence: z.string().nullable(),
    counts_from: plainDate.nullable(),
    approved_on: plainDate.nullable(),
    approved_by: z.string().nullable(),
  })
  .transform(row => ({
    policyVersionId: row.policy_version_id,
    version: row.version,
    effectiveFrom: row.effective_from,
    policy: readPolicy(completePolicy(row.content)),
    addedById: row.by_id,
    addedByName: row.by_name,
    addedAt: row.recorded_at,
    approval: row.counts_from
      ? {
          countsFrom: row.counts_from,
          approvedOn: row.approved_on!,
          byName: row.approved_by!,
          evidence: row.evidence!,
        }
      : undefined,
  }));
/** A version of a board's own. */
export type PolicyVersion = z.output<typeof VersionRow>;

/** Every version of this board, the last first day first. */
export async function loadPolicyVersions(db: Queryable, icbCode: string): Promise<PolicyVersion[]> {
  const rows = await db.query(sql`
    select v.*, a.evidence, a.counts_from, a.approved_on, a.by_name as approved_by
      from policy_version v left join policy_approval a using (policy_version_id)
     where v.icb_code = ${icbCode} order by v.effective_from desc`);
  return rows.map(row => VersionRow.parse(row));
}

/** Nobody else adds or approves a version of this board until this transaction ends. */
export async function lockPolicies(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`policy:${tx.icbCode}`}, 0))`);
}

/** One version of this board, kept from being approved twice at once; undefined where there is none. */
export async function lockPolicyVersion(tx: Tx, version: string): Promise<PolicyVersion | undefined> {
  await lockPolicies(tx);
  return (await loadPolicyVersions(tx, tx.icbCode)).find(each => each.version === version);
}

/** Every policy that counted up to a day, the default first and the one that counts then last. */
export function countedUntil(versions: readonly PolicyVersion[], on: PlainDate): [Counted, ...Counted[]] {
  const started = versions
    .flatMap(({ policy, effectiveFrom, approval }) =>
      approval ? [{ policy, effectiveFrom, countsFrom: approval.countsFrom }] : [],
    )
    .filter(({ countsFrom }) => Temporal.PlainDate.compare(countsFrom, on) <= 0)
    .toSorted(
      (a, b) =>
        Temporal.PlainDate.compare(a.countsFrom, b.countsFrom) ||
        Temporal.PlainDate.compare(a.effectiveFrom, b.effectiveFrom),
    );
  return [{ policy: DEFAULT_POLICY, countsFrom: undefined }, ...started];
}

/** Of these versions the one that counts on a day; undefined while the default counts. */
export function countingOn(versions: readonly PolicyVersion[], on: PlainDate): PolicyVersion | undefined {
  const { policy } = countedUntil(versions, on).at(-1)!;
  return versions.find(each => each.policy === policy);
}
