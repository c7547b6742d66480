/**
 * The running service: database, demonstration, work in the background, web server; and the way back.
 * What the service is about comes in through `App`.
 */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { icbCodes } from './boards.ts';
import { Refused } from './commands.ts';
import type { Config } from './config.ts';
import { type JobHandler, startWorker } from './jobs.ts';
import { describeFault } from './log.ts';
import { openTools, type ToolsOptions } from './open-tools.ts';
import { refuseHeldFolder } from './postgres/embedded-postgres.ts';
import { markLoaded } from './postgres/service-database.ts';
import type { Tools } from './tools.ts';
import { buildServer } from './web/server.ts';
import type { Site } from './web/site.ts';

/** What the platform does not know and app.ts brings. */
export type App = {
  readonly jobs: readonly JobHandler[];
  /** Fills an empty demonstration. */
  loadDemonstration(tools: Tools, say: (line: string) => void): Promise<void>;
  /** The web site. `address` answers where the server listens. */
  buildSite(given: {
    readonly config: Config;
    readonly tools: Tools;
    readonly demonstration: boolean;
    readonly icbCode: string;
    readonly address: () => AddressInfo;
  }): Site;
  /** Lines that tell a newcomer how to sign in to a demonstration. */
  howToSignIn(tools: Tools, icbCode: string): Promise<readonly string[]>;
};

export type ServiceOptions = ToolsOptions & {
  readonly app: App;
  readonly stopping: AbortSignal;
};

/** Fills a demonstration that holds nobody yet. */
export async function loadDemonstration(app: App, tools: Tools, say: (line: string) => void): Promise<void> {
  if ((await icbCodes(tools.db)).length > 0)
    throw new Refused('The demonstration is only loaded into an empty database; this one holds a board already.');
  await app.loadDemonstration(tools, say);
  await markLoaded(tools.db);
}

/** Runs the service until it is told to stop. Returns when everything is closed. */
export async function runService(options: ServiceOptions): Promise<void> {
  const { config, app, say, stopping } = options;
  if (!config.database) await refuseHeldFolder(config.dataFolder);
  await refuseTakenPort(config);
  const opened = await openTools(options, 'start', 'service');
  // Web and work end together; only then the database under them.
  const closing: (() => Promise<void>)[] = [];
  try {
    const { tools, demonstration, isEmpty, database } = opened;
    if (isEmpty) {
      say('This is the first start: loading the demonstration. Everybody in it is invented.');
      await loadDemonstration(app, tools, say);
    }
    if (stopping.aborted) return;
    const [icbCode] = await icbCodes(tools.db);
    if (!icbCode)
      throw new Refused(
        'There is no integrated care board in this database yet. Add one with openphb icb add, then the first administrator with openphb staff add.',
      );
    let listening: AddressInfo | undefined;
    const server = await buildServer(
      app.buildSite({ config, tools, demonstration, icbCode, address: () => listening! }),
    );
    closing.push(() => server.close());
    listening = await server.listen(config).catch(error => {
      throw isTaken(error) ? portTaken(config) : error;
    });
    const worker = await startWorker({ tools, url: database.url, handlers: app.jobs });
    closing.push(() => worker.stop());
    say(`OpenPHB is ready at ${addressInWords(config, listening)}`);
    if (demonstration) for (const line of await app.howToSignIn(tools, icbCode)) say(line);
    say('Press Ctrl-C to stop.');
    await untilToldOrDead(stopping, database.died);
  } finally {
    const ended = await Promise.allSettled(closing.map(close => close()));
    await opened.close();
    for (const { reason } of ended.filter(end => end.status === 'rejected'))
      opened.tools.log.error('close.fault', describeFault(reason));
  }
  say('Stopped.');
}

/** Does the background work only, beside a service or on another machine. */
export async function runWorker(options: ServiceOptions): Promise<void> {
  const opened = await openTools(options, 'work', 'command');
  try {
    const worker = await startWorker({ tools: opened.tools, url: opened.database.url, handlers: options.app.jobs });
    options.say('Working. Press Ctrl-C to stop.');
    try {
      await untilToldOrDead(options.stopping, opened.database.died);
    } finally {
      await worker.stop();
    }
  } finally {
    await opened.close();
  }
}

async function untilToldOrDead(stopping: AbortSignal, died: Promise<string>): Promise<void> {
  if (stopping.aborted) return;
  const told = new Promise<undefined>(resolve =>
    stopping.addEventListener('abort', () => resolve(undefined), { once: true }),
  );
  // The signals alone would not keep a worker's process alive.
  const alive = setInterval(() => {}, 60_000);
  const words = await Promise.race([told, died]);
  clearInterval(alive);
  if (words !== undefined) throw new Refused(`${words}. Start again: what was acknowledged is on disk.`);
}

function addressInWords(config: Config, { address, family, port }: AddressInfo): string {
  if (config.publicUrl) return config.publicUrl.origin;
  const isAny = address === '0.0.0.0' || address === '::';
  const host = isAny || address === '127.0.0.1' ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}

/** Looks before the database is started, so that the answer comes at once. */
async function refuseTakenPort({ host, port }: Config): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  const error = await new Promise<Error | undefined>(resolve => {
    probe.once('error', resolve);
    probe.listen({ host, port }, () => resolve(undefined));
  });
  await new Promise(resolve => probe.close(resolve));
  if (!error) return;
  if (isTaken(error)) throw portTaken({ port });
  throw new Refused(`OpenPHB cannot listen on ${host} port ${port}: ${error.message}. Set HOST and PORT to others.`);
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}

function portTaken({ port }: Pick<Config, 'port'>): Refused {
  return new Refused(`Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`);
}
