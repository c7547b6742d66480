/** The doors: openphb start | work | migrate | demo | any command of a feature. */
import { app, commands, hasLeave } from './app.ts';
import { actorOfCommand } from './platform/actor-of-command.ts';
import { CannotStart } from './platform/cannot-start.ts';
import { type Command, DONE, type ExitCode, Refused, runCommand, WrongUsage } from './platform/commands.ts';
import { BadConfig, type Config, readConfig } from './platform/config.ts';
import { describeFault, openLog } from './platform/log.ts';
import { loadDemonstration, type Opened, openTools, runService, runWorker } from './platform/service.ts';
import { migrateDatabase } from './platform/service-database.ts';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

const own: readonly Command[] = [
  door('start', 'Start the service: database, web pages and background work', async (config, say) => {
    await runService({ config, app, say, stopping: stopping.signal });
  }),
  door('work', 'Do the background work only, without web pages', async (config, say) => {
    await runWorker({ config, app, say, stopping: stopping.signal });
  }),
  door('migrate', 'Bring the database up to date, as its owner', async (config, say) => {
    const applied = await migrateDatabase(config, { purpose: 'command', doing: 'migrate', say });
    say(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
  }),
  door('demo', 'Load the demonstration into an empty database', async (config, say) => {
    const opened = await openTools({ config, app, say }, 'demo', 'command');
    try {
      if (!opened.demonstration)
        throw new Refused('This database is not a demonstration, so nothing invented goes into it.');
      await loadDemonstration(app, opened.tools, say);
      say('The demonstration is loaded.');
    } finally {
      await opened.close();
    }
  }),
];

process.exitCode = await runCommand(process.argv.slice(2), {
  commands: [...own, ...commands],
  print: text => void process.stdout.write(text),
  say: text => void process.stderr.write(text),
  stopping: stopping.signal,
  onFault: error => openLog('error').error('command.fault', describeFault(error)),
  withDatabase: (as, may, say, work) =>
    withOpened(say, async ({ tools, demonstration }) =>
      work(tools, await actorOfCommand(tools, demonstration, as, may, hasLeave)),
    ),
  withTools: (say, work) => withOpened(say, ({ tools }) => work(tools)),
});

/** The database that the settings name, open as long as the work lasts. */
function withOpened(say: (line: string) => void, work: (opened: Opened) => Promise<ExitCode>): Promise<ExitCode> {
  return inWords(async () => {
    const opened = await openTools({ config: readConfig(process.env), app, say }, 'a command', 'command');
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  });
}

/** A command of our own: it needs the settings, and says what it does on stdout. */
function door(
  name: string,
  summary: string,
  run: (config: Config, say: (line: string) => void) => Promise<void>,
): Command {
  return {
    name,
    summary,
    needs: 'nothing',
    run: context =>
      inWords(async () => {
        await run(readConfig(process.env), context.print);
        context.printJson({ ok: true });
        return DONE;
      }),
  };
}

/** What is refused on the way into the database, as a command says it. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BadConfig) throw new WrongUsage(error.message);
    if (error instanceof CannotStart) throw new Refused(error.message);
    throw error;
  }
}
