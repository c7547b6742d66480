/** COPY … FROM STDIN: the way in for many rows. Text goes out in pieces, and waits while the server has enough. */
import type pg from 'pg';

/** What of pg's connection COPY needs. */
type Connection = {
  readonly stream: {
    readonly writableNeedDrain: boolean;
    once(event: 'drain' | 'close', listener: () => void): void;
    off(event: 'drain' | 'close', listener: () => void): void;
  };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(why: string): void;
};

/**
 * Runs one COPY statement with these pieces of its text format. When the pieces cannot be made the server is told, and the
 * error is thrown on. The client must be free: nothing else may be asked of it until this returns.
 */
export async function copyIn(client: pg.PoolClient, statement: string, pieces: Iterable<string>): Promise<void> {
  const ready = Promise.withResolvers<Connection>();
  const done = Promise.withResolvers<void>();
  done.promise.catch(() => {}); // whoever waits for `ready` hears of it there
  let failed: Error | undefined;
  client.query({
    submit: (connection: unknown) => (connection as Connection).query(statement),
    handleCopyInResponse: (connection: Connection) => ready.resolve(connection),
    handleRowDescription() {},
    handleDataRow() {},
    handlePortalSuspended() {},
    handleEmptyQuery() {},
    handleCommandComplete() {},
    handleReadyForQuery: () => (failed ? done.reject(failed) : done.resolve()),
    handleError(error: Error) {
      failed = error;
      ready.reject(error);
      done.reject(error);
    },
  } as unknown as pg.Submittable);
  const connection = await ready.promise;
  try {
    for (const piece of pieces) {
      if (failed) break;
      connection.sendCopyFromChunk(Buffer.from(piece));
      if (connection.stream.writableNeedDrain) await drained(connection.stream);
    }
  } catch (error) {
    connection.sendCopyFail('the rows could not be made');
    await done.promise.catch(() => {});
    throw error;
  }
  connection.endCopyFrom();
  await done.promise;
}

function drained(stream: Connection['stream']): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const listener = () => {
    stream.off('drain', listener);
    stream.off('close', listener);
    resolve();
  };
  stream.once('drain', listener);
  stream.once('close', listener);
  return promise;
}

/** One value of a row in COPY's text format; null is `\N`. */
export function copyText(value: string | null): string {
  if (value === null) return '\\N';
  return SPECIAL.test(value) ? value.replace(EACH_SPECIAL, escaped => ESCAPES[escaped]!) : value;
}

const SPECIAL = /[\\\t\n\r]/;
const EACH_SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A list of texts as the text of an array, itself to be escaped for COPY. */
export function arrayText(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  return `{${values.map(value => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}
