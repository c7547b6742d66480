/** The doors: openphb start | work | migrate | demo | login | logout | any command of a feature. */
import { commands, hasLeave } from './commands.ts';
import { CannotStart } from './platform/cannot-start.ts';
import { type Command, DONE, type ExitCode, Refused, runCommand, WrongUsage } from './platform/commands.ts';
import { BadConfig, type Config, readConfig, readPort } from './platform/config.ts';
import { actorOfCommand } from './platform/identity/actor-of-command.ts';
import { openSavedLogin, type SavedLogin } from './platform/identity/saved-login.ts';
import { describeFault, openLog } from './platform/log.ts';
import { type Opened, openOwnerTools, openTools } from './platform/open-tools.ts';
import { migrateDatabase } from './platform/postgres/service-database.ts';
import { endSession } from './platform/web/session.ts';

/** Who stands at the door: what they typed, the variables around them, and where answers go. */
export type Terminal = {
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  print(text: string): void;
  say(text: string): void;
  /** Ends when somebody presses Ctrl-C or the system asks us to end. */
  readonly stopping: AbortSignal;
};

/** Runs what these words ask for, and answers its exit code. */
export function runAt(terminal: Terminal): Promise<ExitCode> {
  return runCommand(terminal.words, {
    ...terminal,
    commands: [...ownCommands(terminal), ...commands],
    onFault: error => openLog('error').error('command.fault', describeFault(error)),
    withDatabase: (as, may, say, work) =>
      withOpened(terminal, say, async opened => {
        const { tools, demonstration, savedLogin } = opened;
        return work(tools, await actorOfCommand(tools, { demonstration, as, savedLogin }, may, hasLeave));
      }),
    withTools: (say, work) => withOpened(terminal, say, ({ tools }) => work(tools)),
    withOwner: (say, work) =>
      withOpened(terminal, say, ({ tools, demonstration }) => work(tools, demonstration), 'owner'),
  });
}

/** The web pages and the work in the background: most of what there is, and nothing that a command needs. */
const service = async () => ({ ...(await import('./app.ts')), ...(await import('./platform/service.ts')) });

const ownCommands = (terminal: Terminal): readonly Command[] => [
  door(terminal, 'start', 'Start the service: database, web pages and background work', async (config, say) => {
    const { app, runService } = await service();
    await runService({ config, app, say, stopping: terminal.stopping });
  }),
  door(terminal, 'work', 'Do the background work only, without web pages', async (config, say) => {
    const { app, runWorker } = await service();
    await runWorker({ config, app, say, stopping: terminal.stopping });
  }),
  door(terminal, 'migrate', 'Bring the database up to date, as its owner', async (config, say) => {
    const applied = await migrateDatabase(config, { purpose: 'command', doing: 'migrate', say });
    say(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
  }),
  door(terminal, 'demo', 'Load the demonstration into an empty database', async (config, say) => {
    const opened = await openTools({ config, say }, 'demo', 'command');
    try {
      if (!opened.demonstration)
        throw new Refused('This database is not a demonstration, so nothing invented goes into it.');
      const { app, loadDemonstration } = await service();
      await loadDemonstration(app, opened.tools, say);
      say('The demonstration is loaded.');
    } finally {
      await opened.close();
    }
  }),
  {
    name: 'login',
    summary: 'Sign in, so that commands act in your name',
    details:
      'Open the address that it prints in a browser on this machine, and sign in there as you do at work. The sign-in\nholds 12 hours, or until 30 minutes pass without a command. In a demonstration, say --as USER instead.',
    options: { port: { says: 'the port that the browser comes back to; any free one when left out', value: 'NUMBER' } },
    needs: 'nothing',
    run: ({ options, print, printJson, say }) =>
      withOpened(terminal, say, async ({ tools, demonstration, config, savedLogin }) => {
        if (demonstration || !config.identity)
          throw new Refused('This is a demonstration: say who acts with --as USER, behind the command.');
        const { login } = await import('./platform/identity/login.ts');
        const { openProvider } = await import('./platform/identity/oidc.ts');
        const before = await savedLogin.read().catch(() => undefined);
        const { secret, name } = await login({
          tools,
          identity: openProvider(config.identity),
          port: portOf(options.port),
          tell: address => say(`Open this address in a browser on this machine, and sign in there:\n\n  ${address}\n`),
          stopping: terminal.stopping,
        });
        await savedLogin.keep(secret);
        if (before !== undefined) await endSession(tools.db, before);
        print(`You are signed in as ${name}. Sign out with openphb logout.`);
        printJson({ ok: true, name });
        return DONE;
      }),
  },
  {
    name: 'logout',
    summary: 'Sign out at this terminal',
    needs: 'nothing',
    run: ({ print, printJson, say }) =>
      withOpened(terminal, say, async ({ tools, savedLogin }) => {
        const secret = await savedLogin.read().catch(() => undefined);
        await savedLogin.forget();
        if (secret !== undefined) await endSession(tools.db, secret);
        print(secret === undefined ? 'Nobody was signed in here.' : 'You are signed out.');
        printJson({ ok: true });
        return DONE;
      }),
  },
];

type OpenedCommand = Opened & { readonly config: Config; readonly savedLogin: SavedLogin };

/** The database that the settings name, open as long as the work lasts. */
function withOpened(
  { variables }: Terminal,
  say: (line: string) => void,
  work: (opened: OpenedCommand) => Promise<ExitCode>,
  as: 'service' | 'owner' = 'service',
): Promise<ExitCode> {
  return inWords(async () => {
    const config = readConfig(variables);
    const options = { config, say };
    const opened =
      as === 'owner' ? await openOwnerTools(options, 'a command') : await openTools(options, 'a command', 'command');
    const folder = opened.database.folder ?? config.loginFolder;
    try {
      return await work({ ...opened, config, savedLogin: openSavedLogin(folder) });
    } finally {
      await opened.close();
    }
  });
}

/** A command of our own: it needs the settings, and says what it does on stdout. */
function door(
  { variables }: Terminal,
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
        await run(readConfig(variables), context.print);
        context.printJson({ ok: true });
        return DONE;
      }),
  };
}

function portOf(text = '0'): number {
  const port = readPort(text);
  if (port === undefined) throw new WrongUsage(`--port is "${text}"; it must be a number from 0 to 65535.`);
  return port;
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
