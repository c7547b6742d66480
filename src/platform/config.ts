/** The settings of the service: read from the environment once, refused in words when they make no sense. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PlainDate, readIsoDate } from '../values/dates.ts';

export type Config = {
  readonly host: string;
  readonly port: number;
  /** The data folder of the embedded PostgreSQL. */
  readonly dataFolder: string;
  /** Where `openphb login` keeps its secret, with a server of the user's own. */
  readonly loginFolder: string;
  /** A server of the user's own; undefined: the embedded one. */
  readonly database: { readonly url: string; readonly ownerUrl: string | undefined } | undefined;
  /** The identity provider; undefined: the stand-in, in demonstration mode only. */
  readonly identity: { readonly issuer: URL; readonly clientId: string; readonly clientSecret: string } | undefined;
  /** The address that people's browsers know the service by; undefined: the one that it listens on. */
  readonly publicUrl: URL | undefined;
  /** Demonstration only: the date on which the demonstration stands still until it is moved on. */
  readonly demonstrationToday: PlainDate | undefined;
  /** Tests only: the point at which the process stops dead. */
  readonly crashPoint: string | undefined;
  readonly log: LogLevel;
};

/** What is written to the log: everything, faults only, nothing. */
export type LogLevel = 'info' | 'error' | 'silent';

/** Settings that make no sense; the message names each variable, its value and what is allowed. */
export class BadConfig extends Error {}

const HERE = fileURLToPath(new URL('../../.openphb', import.meta.url));

/** Reads the settings. Throws BadConfig with everything that is wrong at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;

  function read<T>(
    name: string,
    parse: (text: string) => T | undefined,
    allowed: string,
    secret = false,
  ): T | undefined {
    const text = given(name);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) problems.push(`${name} is ${secret ? 'set, but' : `"${text}",`} not ${allowed}`);
    return value;
  }

  const port = read('PORT', readPort, 'a port number from 0 to 65535 (0: any free one)');
  const url = read('DATABASE_URL', readPostgresUrl, 'a connection string that begins postgres://', true);
  const ownerUrl = read('DATABASE_OWNER_URL', readPostgresUrl, 'a connection string that begins postgres://', true);
  if (ownerUrl !== undefined && url === undefined && given('DATABASE_URL') === undefined)
    problems.push('DATABASE_OWNER_URL is set without DATABASE_URL, as which the service logs in');
  const issuer = read('OPENPHB_OIDC_ISSUER', readWebUrl, 'an https address (http only on localhost)');
  const clientId = given('OPENPHB_OIDC_CLIENT_ID');
  const clientSecret = given('OPENPHB_OIDC_CLIENT_SECRET');
  if (given('OPENPHB_OIDC_ISSUER') !== undefined) {
    if (!clientId) problems.push('OPENPHB_OIDC_CLIENT_ID is missing: OPENPHB_OIDC_ISSUER needs one');
    if (!clientSecret) problems.push('OPENPHB_OIDC_CLIENT_SECRET is missing: OPENPHB_OIDC_ISSUER needs one');
  }
  const publicUrl = read('OPENPHB_PUBLIC_URL', readOrigin, 'an https address without a path (http only on localhost)');
  const demonstrationToday = read('OPENPHB_DEMO_TODAY', readIsoDate, 'a date such as 2026-11-23');
  const log = read('OPENPHB_LOG', readLogLevel, 'info, error or silent');
  if (problems.length > 0) throw new BadConfig(problems.join('\n'));

  return {
    host: given('HOST') ?? '127.0.0.1',
    port: port ?? 3000,
    dataFolder: given('OPENPHB_DATA') ?? HERE,
    loginFolder: given('OPENPHB_DATA') ?? ownConfigFolder(given('XDG_CONFIG_HOME'), given('HOME')),
    database: url === undefined ? undefined : { url, ownerUrl },
    identity: issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined,
    publicUrl,
    demonstrationToday,
    crashPoint: given('OPENPHB_CRASH_POINT'),
    log: log ?? 'info',
  };
}

/** The folder for this program's settings in the user's home. */
function ownConfigFolder(xdg: string | undefined, home: string | undefined): string {
  // A relative path there counts as none: the rule of the XDG base directories.
  return join(xdg && isAbsolute(xdg) ? xdg : join(home ?? homedir(), '.config'), 'openphb');
}

/** A port number, or undefined; 0 stands for any free one. */
export function readPort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function readPostgresUrl(text: string): string | undefined {
  return /^postgres(ql)?:\/\/./.test(text) ? text : undefined;
}

function readWebUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:') return url;
  return url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) ? url : undefined;
}

function readOrigin(text: string): URL | undefined {
  const url = readWebUrl(text);
  return url && url.pathname === '/' && !url.search && !url.hash && !url.username ? url : undefined;
}

function readLogLevel(text: string): LogLevel | undefined {
  return text === 'info' || text === 'error' || text === 'silent' ? text : undefined;
}
