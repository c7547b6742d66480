/** The log: one JSON object a line, on stderr, without personal data. */
import pg from 'pg';
import { now } from './clock.ts';
import type { LogLevel } from './config.ts';
import type { Log } from './tools.ts';

export function openLog(level: LogLevel, write: (line: string) => void = line => process.stderr.write(line)): Log {
  const log = (kind: 'info' | 'error', event: string, facts: Readonly<Record<string, unknown>> = {}) =>
    write(
      `${JSON.stringify({ at: now().toString({ smallestUnit: 'millisecond' }), level: kind, event, ...facts }, asText)}\n`,
    );
  return {
    info: level === 'info' ? (event, facts) => log('info', event, facts) : () => {},
    error: level === 'silent' ? () => {} : (event, facts) => log('error', event, facts),
  };
}

/**
 * What may be said of a fault in a log. The database's own words can quote what somebody typed, so of those only the
 * code and the names of table and constraint are kept.
 */
export function describeFault(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const where = error.stack
    ?.split('\n')
    .filter(line => line.startsWith('    at '))
    .slice(0, 6)
    .map(line => line.trim());
  if (error instanceof pg.DatabaseError)
    return { fault: 'database', code: error.code, table: error.table, constraint: error.constraint, where };
  return { fault: error.name, message: error.message, where };
}

function asText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
