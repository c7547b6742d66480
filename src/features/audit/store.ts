/**
 * The trail of acts and reads, and the memory of commands: tables `audit_event` and `command`.
 *
 * `act` is the one way in which anything is changed: one transaction, in one actor's name, once for each
 * command id, with one audit row whether the answer was yes or no.
 */
import { createHash } from 'node:crypto';
import type { Queryable, Tx } from '../../platform/db.ts';
import { often, sql } from '../../platform/sql.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Outcome } from '../../rules/act-words.ts';
import { type Decision, type Refusal, refused } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { isUuid } from '../../values/uuid.ts';

/** What an accepted act answers: ids and plain facts, remembered so that the same command is answered the same. */
export type ActValue = Readonly<Record<string, string | number | boolean | null>>;

/** What is done, to whose record. */
export type Act = {
  /** The name in the audit trail: `plan.approve`. */
  readonly act: string;
  readonly command: Command;
  /** Everything that the actor decided, so that one command id can't mean two things. */
  readonly input: unknown;
  readonly budgetId?: string | undefined;
  readonly personId?: string | undefined;
  readonly subjectId?: string | undefined;
};

/**
 * Runs one act in one transaction. The same command with the same input gives its first answer again and
 * does nothing; with another input, or from another actor, it is refused. A refusal leaves an audit row and
 * nothing else.
 */
export async function act<T extends ActValue>(
  tools: Tools,
  actor: Actor,
  what: Act,
  work: (tx: Tx) => Promise<Decision<T>>,
): Promise<Decision<T>> {
  const inputHash = hashOf([actor.id, what.act, what.budgetId, what.subjectId, what.input]);
  return tools.db.transaction(actor, async tx => {
    // Two presses at once: the second waits here until the first has committed, and then finds its answer.
    await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${what.command.id}, 0))`);
    const before = await findCommand(tx, what.command.id);
    if (before) {
      const same = before.inputHash === inputHash;
      return same ? { accepted: true, value: before.value as T } : refused({ code: 'command-reused' });
    }
    await tx.query(sql`savepoint act`);
    const decision = await work(tx);
    if (decision.accepted) {
      await tx.query(often`
        insert into command (command_id, icb_code, actor_id, act, input_hash, value)
        values (${what.command.id}, ${actor.icbCode}, ${actor.id}, ${what.act}, ${inputHash}, ${JSON.stringify(decision.value)})`);
    } else {
      // A no changes nothing, whatever the work had begun to write.
      await tx.query(sql`rollback to savepoint act`);
    }
    await recordEvent(tx, actor, {
      ...what,
      outcome: decision.accepted ? 'done' : 'refused',
      reasons: decision.accepted ? undefined : decision.refusals,
    });
    await tools.crashPoint(`${what.act}.before-commit`);
    return decision;
  });
}

export type Event = {
  readonly act: string;
  readonly outcome: Outcome;
  readonly budgetId?: string | undefined;
  readonly personId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly command?: Command | undefined;
  readonly reasons?: readonly Refusal[] | undefined;
};

/** Writes one audit row, in the caller's transaction. */
export async function recordEvent(tx: Tx, actor: Actor, event: Event): Promise<void> {
  await tx.query(often`
    insert into audit_event (icb_code, actor_id, actor_name, actor_roles, act, outcome, budget_id, person_id, subject_id, command_id, reasons)
    values (${actor.icbCode}, ${actor.id}, ${actor.name}, ${actor.roles}, ${event.act}, ${event.outcome},
            ${event.budgetId ?? null}, ${event.personId ?? null}, ${event.subjectId ?? null},
            ${event.command?.id ?? null}, ${event.reasons ? keepable(toJson(event.reasons)) : null})`);
}

export type Look = {
  readonly recordedAt: Temporal.Instant;
  readonly actorId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly act: string;
  readonly outcome: Outcome;
};

/**
 * Who opened or changed this record, newest first, at most `limit`. Other people's names are left out of
 * what was denied: somebody who tried and saw nothing is for the ICB to look into.
 */
export async function loadLooks(db: Queryable, budgetId: string, limit: number): Promise<Look[]> {
  const rows = await db.query(sql`
    select recorded_at, actor_id, actor_name, actor_roles, act, outcome
      from audit_event
     where budget_id = ${budgetId} and outcome <> 'denied'
     order by audit_event_id desc
     limit ${limit}`);
  return rows.map(row => ({
    recordedAt: row.recorded_at as Temporal.Instant,
    actorId: row.actor_id as string,
    name: row.actor_name as string,
    roles: row.actor_roles as string[],
    act: row.act as string,
    outcome: row.outcome as Look['outcome'],
  }));
}

export type Held = {
  readonly recordedAt: Temporal.Instant;
  readonly act: string;
  /** As they were recorded: money as digits, dates in ISO. */
  readonly reasons: readonly Readonly<Record<string, unknown>>[];
};

/** What was tried for this budget and refused, newest first, at most `limit`: why somebody had to wait. */
export async function loadHeldUp(db: Queryable, budgetId: string, limit: number): Promise<Held[]> {
  const rows = await db.query(sql`
    select recorded_at, act, reasons from audit_event
     where budget_id = ${budgetId} and outcome = 'refused' and reasons is not null
     order by audit_event_id desc limit ${limit}`);
  return rows.map(row => ({
    recordedAt: row.recorded_at as Temporal.Instant,
    act: row.act as string,
    reasons: row.reasons as Held['reasons'],
  }));
}

export type TrailLine = {
  /** The position in the trail: later is higher. */
  readonly eventId: bigint;
  readonly recordedAt: Temporal.Instant;
  /** The name of a member of staff; undefined for people with a budget and those who act for them. */
  readonly staffName: string | undefined;
  readonly roles: readonly string[];
  readonly act: string;
  readonly outcome: Outcome;
};

/**
 * What was done here, newest first, at most `limit`, before the line `before` when there is one. For administrators,
 * who may see no case: whose record it was, and the names of people with a budget, stay in the database.
 */
export async function loadTrail(
  db: Queryable,
  icbCode: string,
  what: { readonly reads: boolean; readonly before: bigint | undefined; readonly limit: number },
): Promise<TrailLine[]> {
  const rows = await db.query(sql`
    select audit_event_id, recorded_at, actor_roles, act, outcome,
           case when actor_roles && array['person', 'representative'] then null else actor_name end as staff_name
      from audit_event
     where icb_code = ${icbCode} and (${what.reads} or outcome <> 'read')
       and (${what.before ?? null}::bigint is null or audit_event_id < ${what.before ?? null})
     order by audit_event_id desc
     limit ${what.limit}`);
  return rows.map(row => ({
    eventId: row.audit_event_id as bigint,
    recordedAt: row.recorded_at as Temporal.Instant,
    staffName: (row.staff_name as string | null) ?? undefined,
    roles: row.actor_roles as string[],
    act: row.act as string,
    outcome: row.outcome as Outcome,
  }));
}

async function findCommand(tx: Tx, commandId: string): Promise<{ inputHash: string; value: unknown } | undefined> {
  const [row] = await tx.query(often`select input_hash, value from command where command_id = ${commandId}`);
  return row && { inputHash: row.input_hash as string, value: row.value };
}

/**
 * A command whose id hangs only on what it is about, so that a job that runs twice sends the same command. It begins as the first id
 * in that does: commands about what was made together lie together in the indexes.
 */
export function commandOf(...about: readonly unknown[]): Command {
  const hash = hashOf(about);
  const start =
    about.find((part): part is string => typeof part === 'string' && isUuid(part))?.replaceAll('-', '') ?? hash;
  // A version 8 UUID: one's own content, the rest of it a part of a SHA-256.
  const id = [
    start.slice(0, 8),
    start.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return { id: id.join('-') };
}

/** A hash of plain data that does not hang on the order of keys. */
export function hashOf(input: unknown): string {
  return createHash('sha256').update(toJson(input)).digest('hex');
}

/** What a refusal quotes of a file may hold what no database keeps: NUL, and half a surrogate pair. */
function keepable(json: string): string {
  return json.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '$1\ufffd');
}

/** JSON with sorted keys; pence as digits, dates in ISO, bytes by their own hash. */
function toJson(input: unknown): string {
  return JSON.stringify(input, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex');
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    return value;
  });
}
