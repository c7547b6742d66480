/**
 * PostgreSQL: one pool, and the only ways into it.
 *
 * Every statement that touches a person's data runs in `transaction`, which sets the ICB and the actor for
 * row-level security with SET LOCAL semantics, so that nothing leaks to the next user of the connection.
 * int8 arrives as bigint, date as Temporal.PlainDate, timestamptz as Temporal.Instant.
 */
import pg from 'pg';
import { arrayText } from './array-text.ts';
import { type Sql, sql } from './sql.ts';

export type Row = Record<string, unknown>;

/** Anything that can run a statement. */
export type Queryable = {
  query(statement: Sql): Promise<Row[]>;
};

/** One open transaction, in the name of one actor of one ICB. */
export type Tx = Queryable & {
  readonly icbCode: string;
  /** The connection itself, for COPY. */
  readonly client: pg.PoolClient;
};

/** Whose transaction it is: what row-level security and the triggers are told. */
export type Scope = { readonly icbCode: string; readonly id: string };

export type Db = Queryable & {
  /** Runs `work` in one transaction for this actor's ICB; commits when it returns, rolls back when it throws. */
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const read = READ[oid];
    return (read && format !== 'binary' ? read : pg.types.getTypeParser(oid, format)) as never;
  },
};

const READ: Readonly<Record<number, (text: string) => unknown>> = {
  20: BigInt,
  1082: readDay,
  1184: text => Temporal.Instant.from(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')),
  1016: text => (text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt)),
};

/** A day is made once: a Temporal date takes four hundred bytes outside the heap, where the garbage collector does not count it. */
function readDay(text: string): Temporal.PlainDate {
  const before = DAYS.get(text);
  if (before) return before;
  if (DAYS.size >= MOST_DAYS) DAYS.clear();
  const day = Temporal.PlainDate.from(text);
  DAYS.set(text, day);
  return day;
}

const DAYS = new Map<string, Temporal.PlainDate>();
/** A century of them, with room. */
const MOST_DAYS = 40_000;

/** Opens a pool on a connection string. `most` is the number of connections; 8 suits two cores. */
export function openDb(connectionString: string, most = 8): Db {
  // A server of somebody's own compiles what it believes to be long work, and takes seconds over statements of milliseconds.
  const options = '-c jit=off';
  const pool = new pg.Pool({ connectionString, max: most, types, options, application_name: 'openphb' });
  // A connection that the server closes while idle is not our fault and not the process's end.
  pool.on('error', () => {});
  // Nor is one that it closes while in use: whoever uses it gets the error from their statement.
  pool.on('connect', client => client.on('error', () => {}));
  return {
    pool,
    query: statement => run(pool, statement),
    async transaction(scope, work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        // In one message: every page opens a transaction or several, and each message costs a way there and back.
        await client.query(
          `begin; select set_config('app.icb', ${pg.escapeLiteral(scope.icbCode)}, true), set_config('app.actor', ${pg.escapeLiteral(scope.id)}, true)`,
        );
        const result = await work({ icbCode: scope.icbCode, client, query: statement => run(client, statement) });
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((lost: Error) => {
          broken = lost;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/**
 * Runs statements over all budgets. Where the planner takes the rows for few, because they were written a moment ago or nobody has
 * counted them yet, it would look each up in turn, or go through a whole table once for each: here it joins whole tables
 * instead, and sorts in memory. The planner also takes the way of a row from one
 * core to another for dearer than it is.
 */
export async function forMany<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.query(
    sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '128MB', true), set_config('parallel_tuple_cost', '0.01', true)`,
  );
  const answer = await work();
  await tx.query(
    sql`select set_config(name, reset_val, true) from pg_settings where name in ('enable_nestloop', 'work_mem', 'parallel_tuple_cost')`,
  );
  return answer;
}

async function run(client: pg.Pool | pg.PoolClient, statement: Sql): Promise<Row[]> {
  const { name, text, values } = statement;
  const result = await client.query({ ...(name === undefined ? {} : { name }), text, values: values.map(toParameter) });
  return result.rows;
}

/** Our values as PostgreSQL reads them: dates, months and instants by their ISO text, bigint as digits. */
function toParameter(value: unknown): unknown {
  if (Array.isArray(value)) return arrayText(value) ?? value.map(toParameter);
  if (typeof value === 'bigint') return value.toString();
  if (
    value instanceof Temporal.PlainDate ||
    value instanceof Temporal.Instant ||
    value instanceof Temporal.PlainYearMonth
  )
    return value.toString();
  return value;
}

/** The five-character code of a database error, or undefined. `PBnnn` are ours, raised by triggers. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The name of the constraint that a database error broke, or undefined. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined;
}
