/** Opens the database and the tools on it: for the service, for a worker, for one command. */
import { ENGLAND_AND_WALES } from '../values/bank-holidays.ts';
import { openAnchors } from './anchors.ts';
import { type Clock, openClock } from './clock.ts';
import { Refused } from './commands.ts';
import type { Config } from './config.ts';
import { openCrashPoints } from './crash-points.ts';
import { leaveJob } from './job-queue.ts';
import { describeFault, openLog } from './log.ts';
import {
  openOwnerDatabase,
  openServiceDatabase,
  readInstallation,
  type ServiceDatabase,
  settleInstallation,
} from './postgres/service-database.ts';
import type { Tools } from './tools.ts';

export type Opened = {
  readonly tools: Tools;
  readonly demonstration: boolean;
  /** A demonstration into which nothing was loaded yet. */
  readonly isEmpty: boolean;
  readonly database: ServiceDatabase;
  close(): Promise<void>;
};

export type ToolsOptions = {
  readonly config: Config;
  readonly say: (line: string) => void;
};

/** Opens the database and the tools on it. Everybody who works on the database as the service comes through here. */
export async function openTools(
  { config, say }: ToolsOptions,
  doing: string,
  purpose: 'service' | 'command',
): Promise<Opened> {
  return toolsOn(await openServiceDatabase(config, { purpose, doing, say }), config);
}

/** The same as the owner of the database. A new database does not become a demonstration by this. */
export async function openOwnerTools({ config, say }: ToolsOptions, doing: string): Promise<Opened> {
  const database = await openOwnerDatabase(config, { purpose: 'command', doing, say });
  if (!config.identity && !(await readInstallation(database.db).catch(() => undefined))) {
    await database.close();
    throw new Refused(
      'This database is new. Set OPENPHB_OIDC_ISSUER first: without an identity provider it would be a demonstration for ever.',
    );
  }
  return toolsOn(database, config);
}

async function toolsOn(database: ServiceDatabase, config: Config): Promise<Opened> {
  const log = openLog(config.log);
  let clock: Clock | undefined;
  try {
    const { db } = database;
    const installation = await settleInstallation(db, config);
    clock = await openClock({
      db,
      demonstration: installation.demonstration,
      standsOn: config.demonstrationToday,
      onFault: error => log.error('clock.fault', describeFault(error)),
    });
    const { today, refresh } = clock;
    return {
      tools: {
        db,
        today,
        refreshToday: refresh,
        bankHolidays: ENGLAND_AND_WALES,
        sendJob: (tx, job) => leaveJob(tx, job, today()),
        crashPoint: openCrashPoints(config.crashPoint),
        anchors: openAnchors(database.folder ?? config.dataFolder, installation.mark),
        log,
      },
      demonstration: installation.demonstration,
      isEmpty: installation.demonstration && !installation.loaded,
      database,
      async close() {
        clock?.close();
        await database.close();
      },
    };
  } catch (error) {
    clock?.close();
    await database.close();
    throw error;
  }
}
