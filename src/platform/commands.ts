/**
 * Commands at the terminal: what one is, how its words are read, and how it ends.
 *
 * Exit code 0: done. 1: refused, with the reasons. 2: wrong usage or unreadable input. 70: a fault of ours.
 * `--json` prints JSON on stdout instead of words, `--schema` the JSON Schema of what goes in and out.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Actor } from '../values/actor.ts';
import type { Permission } from '../values/permission.ts';
import type { Tools } from './tools.ts';

export type ExitCode = 0 | 1 | 2 | 70;

export const DONE: ExitCode = 0;
export const REFUSED: ExitCode = 1;
export const WRONG_USAGE: ExitCode = 2;
export const FAULT: ExitCode = 70;

/** An option of a command; `value` names what follows it (FILE, DATE), none makes it a switch. */
export type OptionSpec = {
  readonly says: string;
  readonly value?: string;
  readonly required?: boolean;
  /** It may come several times; what followed each stands in a line of its own. */
  readonly repeats?: boolean;
};

type Words = {
  /** What follows `openphb`, for instance `pay-run prepare`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More, for `--help` of this command. */
  readonly details?: string;
  /** The operands, in order: `FILE` is required, `[FILE]` is not, `FILE...` may repeat. */
  readonly operands?: readonly string[];
  readonly options?: Readonly<Record<string, OptionSpec>>;
  /** The JSON shapes that `--schema` prints. */
  readonly shapes?: Readonly<Record<string, z.ZodType>>;
};

export type CommandContext = {
  readonly operands: readonly string[];
  /** The value of each option that was given; a switch is 'yes'. */
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly json: boolean;
  /** A line for people, on stdout; nothing with `--json`. */
  print(line: string): void;
  /** The answer as JSON, on stdout; nothing without `--json`. Money is whole pence in a string. */
  printJson(value: unknown): void;
  /** A line on stderr: progress, and what is wrong. */
  say(line: string): void;
  /** Ends when somebody presses Ctrl-C or the system asks us to end. */
  readonly stopping: AbortSignal;
};

/** What a command that works on the database also has: the tools, and who acts. */
export type DatabaseContext = CommandContext & { readonly tools: Tools; readonly actor: Actor };

/** What a command as the owner of the database has. */
export type OwnerContext = CommandContext & { readonly tools: Tools; readonly demonstration: boolean };

export type Command =
  | (Words & { readonly needs: 'nothing'; run(context: CommandContext): Promise<ExitCode> })
  // In nobody's name: it reads the database for whoever runs the machine, and shows nothing of anybody.
  | (Words & { readonly needs: 'tools'; run(context: CommandContext & { readonly tools: Tools }): Promise<ExitCode> })
  // As the owner of the database, like a migration: to begin what no member of staff could begin.
  | (Words & { readonly needs: 'owner'; run(context: OwnerContext): Promise<ExitCode> })
  | (Words & {
      readonly needs: 'database';
      readonly may: Permission;
      run(context: DatabaseContext): Promise<ExitCode>;
    });

/** The command was used wrongly, or what it was given cannot be read. The message names what, and what to do. */
export class WrongUsage extends Error {}

/** The command was understood and refused; one reason a line. */
export class Refused extends Error {}

export type Door = {
  readonly commands: readonly Command[];
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
  readonly stopping: AbortSignal;
  /** Opens what a database command needs, and closes it afterwards. `as` is what followed `--as`. */
  withDatabase(
    as: string | undefined,
    may: Permission,
    say: (line: string) => void,
    work: (tools: Tools, actor: Actor) => Promise<ExitCode>,
  ): Promise<ExitCode>;
  /** The same in nobody's name. */
  withTools(say: (line: string) => void, work: (tools: Tools) => Promise<ExitCode>): Promise<ExitCode>;
  /** The same as the owner of the database. */
  withOwner(
    say: (line: string) => void,
    work: (tools: Tools, demonstration: boolean) => Promise<ExitCode>,
  ): Promise<ExitCode>;
  /** What to say, and keep, of an exception that nobody expected. */
  onFault(error: unknown): void;
};

/** Runs the command that these words name. */
export async function runCommand(words: readonly string[], door: Door): Promise<ExitCode> {
  const command = findCommand(door.commands, words);
  const asksHelp = words.includes('--help') || words.includes('-h');
  if (!command) {
    if (asksHelp || words.length === 0 || words[0] === 'help') {
      door.print(
        listOf(
          door.commands,
          words.filter(word => !word.startsWith('-') && word !== 'help'),
        ),
      );
      return DONE;
    }
    door.say(`There is no command "${words.join(' ')}". See openphb --help.\n`);
    return WRONG_USAGE;
  }
  if (asksHelp) {
    door.print(helpOf(command));
    return DONE;
  }
  const json = words.includes('--json');
  try {
    return await run(command, words.slice(command.name.split(' ').length), door);
  } catch (error) {
    const code = error instanceof WrongUsage ? WRONG_USAGE : error instanceof Refused ? REFUSED : FAULT;
    if (code === FAULT) door.onFault(error);
    const message = code === FAULT ? 'Something went wrong that is not your doing.' : (error as Error).message;
    if (json) door.print(`${asJson({ ok: false, exitCode: code, problems: message.split('\n') })}\n`);
    door.say(`${message}\n${code === WRONG_USAGE ? `See openphb ${command.name} --help.\n` : ''}`);
    return code;
  }
}

async function run(command: Command, words: readonly string[], door: Door): Promise<ExitCode> {
  const { options, operands } = readWords(command, words);
  if (options.schema) {
    const shapes = Object.entries(command.shapes!).map(([name, shape]) => [name, z.toJSONSchema(shape, SCHEMA_WAYS)]);
    door.print(`${asJson(Object.fromEntries(shapes))}\n`);
    return DONE;
  }
  const json = options.json !== undefined;
  const context: CommandContext = {
    operands,
    options,
    json,
    print: line => json || door.print(`${line}\n`),
    printJson: value => json && door.print(`${asJson(value)}\n`),
    say: line => door.say(`${line}\n`),
    stopping: door.stopping,
  };
  if (command.needs === 'nothing') return command.run(context);
  if (command.needs === 'tools') return door.withTools(context.say, tools => command.run({ ...context, tools }));
  if (command.needs === 'owner')
    return door.withOwner(context.say, (tools, demonstration) => command.run({ ...context, tools, demonstration }));
  return door.withDatabase(options.as, command.may, context.say, (tools, actor) =>
    command.run({ ...context, tools, actor }),
  );
}

/** Input is what one writes; a transformed value has no schema of its own. */
const SCHEMA_WAYS = { io: 'input', unrepresentable: 'any' } as const;

/** The longest name that the words begin with. */
function findCommand(commands: readonly Command[], words: readonly string[]): Command | undefined {
  return commands
    .filter(({ name }) => name.split(' ').every((part, i) => words[i] === part))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

function optionsOf(command: Command): Readonly<Record<string, OptionSpec>> {
  return {
    ...command.options,
    ...(command.needs === 'database'
      ? { as: { says: 'who acts: a member of staff, in demonstration mode', value: 'USER' } }
      : {}),
    ...(command.shapes ? { schema: { says: 'print the JSON Schema of what goes in and out' } } : {}),
    json: { says: 'print JSON' },
    help: { says: 'print this' },
  };
}

function readWords(command: Command, words: readonly string[]) {
  const specs = optionsOf(command);
  const parsed = parse(words, specs);
  const options = Object.fromEntries(
    Object.entries(parsed.values).map(([name, value]) => [name, value === true ? 'yes' : [value].flat().join('\n')]),
  );
  if (options.schema) return { options, operands: [] };
  const missing = Object.entries(specs).filter(([name, spec]) => spec.required && options[name] === undefined);
  if (missing.length > 0)
    throw new WrongUsage(
      missing.map(([name, { value }]) => `--${name} ${value ?? ''} is missing.`.replace('  ', ' ')).join('\n'),
    );
  const wanted = command.operands ?? [];
  const needed = wanted.filter(operand => !operand.startsWith('['));
  const most = wanted.some(operand => operand.includes('...')) ? Number.POSITIVE_INFINITY : wanted.length;
  if (parsed.positionals.length < needed.length)
    throw new WrongUsage(`${needed.slice(parsed.positionals.length).join(' ')} is missing.`);
  if (parsed.positionals.length > most)
    throw new WrongUsage(`"${parsed.positionals.slice(most).join(' ')}" is one word too many.`);
  return { options, operands: parsed.positionals };
}

function parse(words: readonly string[], specs: Readonly<Record<string, OptionSpec>>) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: Object.fromEntries(
        Object.entries(specs).map(([name, { value, repeats }]) => [
          name,
          { type: value ? 'string' : 'boolean', multiple: repeats === true } as const,
        ]),
      ),
    });
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}

// --- help -----------------------------------------------------------------------------------

function helpOf(command: Command): string {
  const options = Object.entries(optionsOf(command)).map(
    ([name, { says, value, required, repeats }]) =>
      [
        `--${name}${value ? ` ${value}` : ''}`,
        `${says}${required ? ' (required)' : ''}${repeats ? ' (may be given several times)' : ''}`,
      ] as const,
  );
  const required = Object.entries(command.options ?? {}).filter(([, spec]) => spec.required);
  const usage = [
    'openphb',
    command.name,
    ...required.map(([name, { value }]) => `--${name}${value ? ` ${value}` : ''}`),
    ...(command.operands ?? []),
    '[options]',
  ].join(' ');
  return [
    `${command.summary}\n`,
    `Usage: ${usage}\n`,
    ...(command.details ? [`${command.details}\n`] : []),
    `Options:\n${columns(options)}\n`,
    'Exit code: 0 done, 1 refused with reasons, 2 wrong usage or unreadable input.\n',
  ].join('\n');
}

function listOf(commands: readonly Command[], beginning: readonly string[]): string {
  const shown = commands.filter(({ name }) => beginning.every((word, i) => name.split(' ')[i] === word));
  const rows = (shown.length > 0 ? shown : commands).map(({ name, summary }) => [name, summary] as const);
  return [
    'OpenPHB runs personal health budgets from the first enquiry to the last review.\n',
    'Usage: openphb COMMAND [options]\n',
    `Commands:\n${columns([...rows].sort(([a], [b]) => (a < b ? -1 : 1)))}\n`,
    'See openphb COMMAND --help.\n',
  ].join('\n');
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}

function asJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part), 2);
}
