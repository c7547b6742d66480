/** `openphb statement` reads a bank statement without a database; `openphb import-statement` adds one to a budget. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { z } from 'zod';
import { DATE_ORDERS, type DateOrder } from '../../formats/statements/cells.ts';
import { statementJson } from '../../formats/statements/json.ts';
import {
  readStatement,
  STATEMENT_FORMATS,
  type Statement,
  type StatementFormat,
  type StatementProblem,
} from '../../formats/statements/statement.ts';
import { type Command, type CommandContext, DONE, Refused, WrongUsage } from '../../platform/commands.ts';
import { readInputFile } from '../../platform/input-file.ts';
import { longDate, type PlainDate, readIsoDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { inLines } from '../refusals.ts';
import { importFeed } from './import/import-feed.ts';
import { importStatement } from './import-statement.ts';
import { doneWords, feedWords } from './line-words.ts';
import { findBudgetOfAccount, findBudgetOfReference } from './store.ts';

const pence = z.string().regex(/^-?\d+$/);

const StatementAnswer = z.object({
  format: z.enum(STATEMENT_FORMATS),
  account: z
    .object({ sortCode: z.string().optional(), accountNumber: z.string().optional(), iban: z.string().optional() })
    .nullable(),
  openingPence: pence.nullable(),
  closingPence: pence.nullable(),
  balanced: z.union([z.literal(true), z.literal('not provable')]),
  lines: z.array(
    z.object({
      postedOn: z.iso.date(),
      valueOn: z.iso.date(),
      amountPence: pence,
      counterparty: z.string(),
      narrative: z.string(),
      bankRef: z.string().nullable(),
      type: z.string().nullable(),
      merchantCode: z.string().nullable(),
    }),
  ),
});

const ImportAnswer = z.object({
  importId: z.uuid(),
  lines: z.number(),
  added: z.number(),
  placed: z.number(),
  toAsk: z.number(),
  again: z.boolean(),
});

const FORMATS = `${STATEMENT_FORMATS.slice(0, -1).join(', ')} or ${STATEMENT_FORMATS.at(-1)}`;
const FORMAT_OPTION = {
  format: { says: `${FORMATS}; the content decides when it is left out`, value: 'FORMAT' },
  dates: { says: 'day-first or month-first, for a QIF file whose dates do not tell', value: 'ORDER' },
};

const statementCommand: Command = {
  name: 'statement',
  summary: 'Read a bank statement and print its payments',
  details:
    'Money out is below nought. A file is read whole or refused whole: one whose balances do not add up is refused\nwith the difference (exit code 1), one that cannot be read with its lines (exit code 2).',
  operands: ['FILE'],
  options: FORMAT_OPTION,
  shapes: { answer: StatementAnswer },
  needs: 'nothing',
  async run(context) {
    const { print, printJson, say } = context;
    const { statement, notes } = await readFileOf(context);
    const { account, openingPence, closingPence, lines } = statement;
    print(
      `${statement.layout}${account ? `, account ${account.iban ?? `${account.sortCode ?? ''} ${account.accountNumber ?? ''}`.trim()}` : ''}`,
    );
    if (openingPence !== null) print(`Opening balance ${pounds(openingPence)}`);
    for (const line of lines)
      print(
        `${line.postedOn}  ${pounds(line.amountPence).padStart(15)}  ${[line.counterparty, line.narrative].filter(Boolean).join(' | ')}`,
      );
    if (closingPence !== null) print(`Closing balance ${pounds(closingPence)}`);
    print(
      `${lines.length} ${lines.length === 1 ? 'payment' : 'payments'}; ${statement.balanced === true ? 'the balances add up' : 'the file has no balances to check'}`,
    );
    for (const note of notes) say(note);
    printJson(statementJson(statement));
    return DONE;
  },
};

const importCommand: Command = {
  name: 'import-statement',
  summary: 'Add a bank statement to the budget that an account belongs to',
  details:
    'The same file twice has one effect. What is clear is matched to the plan; the person is asked about the rest.\nPayments themselves are not printed: staff see them only while a review is open.',
  operands: ['FILE'],
  options: {
    account: {
      says: 'whose account: the reference of the budget, such as PHB100001, or the id of the account',
      value: 'ID',
      required: true,
    },
    ...FORMAT_OPTION,
    from: { says: 'the first day that the statement covers', value: 'DATE' },
    to: { says: 'the last day that the statement covers', value: 'DATE' },
  },
  shapes: { answer: ImportAnswer },
  needs: 'database',
  may: 'import-statement',
  async run(context) {
    const { tools, actor, options, operands, print, printJson, say } = context;
    const account = options.account!;
    const isReference = /^PHB\d{6}$/i.test(account);
    if (!isReference && !z.uuid().safeParse(account).success)
      throw new WrongUsage(`--account ${account} is neither a reference, such as PHB100001, nor an id.`);
    const from = dateOf('from', options.from);
    const to = dateOf('to', options.to);
    say(`Reading ${operands[0]}`);
    const { bytes, format, dates } = await readFileOf(context);
    const budget = await tools.db.transaction(actor, tx =>
      isReference
        ? findBudgetOfReference(tx, actor.icbCode, account.toUpperCase())
        : findBudgetOfAccount(tx, actor.icbCode, account.toLowerCase()),
    );
    const isTheirs = budget && (actor.personId === undefined || actor.personId === budget.personId);
    if (!isTheirs) throw new Refused(`There is no payment account ${account} that you may add to.`);

    const file = { name: basename(operands[0]!), bytes };
    const decision = await importStatement(tools, actor, { id: randomUUID() }, budget.budgetId, {
      file,
      format,
      dates,
      from,
      to,
    });
    if (!decision.accepted) throw new Refused(inLines(decision.refusals));
    if ('toMap' in decision.value)
      throw new Refused(
        `No layout that we know fits ${operands[0]}. It is kept: say what its columns are at /budgets/${budget.budgetId}/bank-statements/to-map/${decision.value.toMap}`,
      );
    print(`${doneWords(decision.value)}.`);
    printJson(decision.value);
    return DONE;
  },
};

const FeedAnswer = z.object({
  feedId: z.uuid(),
  lines: z.number(),
  added: z.number(),
  accounts: z.number(),
  leftOut: z.number(),
  leftOutAccounts: z.string(),
  again: z.boolean(),
});

const feedCommand: Command = {
  name: 'import-feed',
  summary: 'Add a bank’s or a card issuer’s file of many accounts',
  details:
    'Each row names its account (Sort Code, Account Number, Date, Payee, Amount, or any layout with an account and no\nbalance). The same file twice has one effect. Lines of accounts that no budget has are left out and counted. What is\nnew is matched now and posted by the service in the background.',
  operands: ['FILE'],
  shapes: { answer: FeedAnswer },
  needs: 'database',
  may: 'import-statement',
  async run({ tools, actor, operands, print, printJson, say }) {
    const path = operands[0]!;
    say(`Reading ${path}`);
    const file = { name: basename(path), bytes: await readInputFile(path) };
    const decision = await importFeed(tools, actor, { id: randomUUID() }, file);
    if (!decision.accepted) throw new Refused(inLines(decision.refusals));
    print(`${feedWords(decision.value)}.`);
    printJson(decision.value);
    return DONE;
  },
};

/** Reads the file that was named: unreadable is wrong usage, and balances that do not add up are a refusal. */
async function readFileOf({ operands, options }: CommandContext): Promise<{
  bytes: Uint8Array;
  format: StatementFormat | undefined;
  dates: DateOrder | undefined;
  statement: Statement;
  notes: readonly string[];
}> {
  const { format, dates: order } = options;
  const dates = DATE_ORDERS.find(known => known === order);
  if (order !== undefined && !dates)
    throw new WrongUsage(`--dates ${order} is not known; allowed is ${DATE_ORDERS.join(' or ')}.`);
  if (format !== undefined && !isFormat(format))
    throw new WrongUsage(`--format ${format} is not known; allowed is ${FORMATS}.`);
  const path = operands[0]!;
  const bytes = await readInputFile(path);
  const reading = readStatement(bytes, format, { dateOrder: dates });
  if (reading.ok) return { bytes, format, dates, statement: reading.statement, notes: reading.notes };
  const words = reading.problems.map(problem => `${path}: ${wordsOf(problem)}`).join('\n');
  throw reading.problems.every(({ code }) => UNBALANCED.has(code)) ? new Refused(words) : new WrongUsage(words);
}

function isFormat(word: string): word is StatementFormat {
  return STATEMENT_FORMATS.some(format => format === word);
}

const UNBALANCED: ReadonlySet<StatementProblem['code']> = new Set([
  'does-not-balance',
  'balance-break',
  'more-problems',
]);

function wordsOf({ line, text }: StatementProblem): string {
  return line === undefined || text.startsWith(`Line ${line}`) ? text : `Line ${line}: ${text}`;
}

function dateOf(name: string, given: string | undefined): PlainDate | undefined {
  if (given === undefined) return undefined;
  const date = readIsoDate(given);
  if (!date)
    throw new WrongUsage(
      `--${name} ${given} is not a date; write it like 2026-12-31 (${longDate(Temporal.PlainDate.from('2026-12-31'))}).`,
    );
  return date;
}

export const commands: readonly Command[] = [statementCommand, importCommand, feedCommand];
