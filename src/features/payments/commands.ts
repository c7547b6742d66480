/** `openphb pay-run prepare|release|file` at the terminal, by the same actions as the pages. */
import { randomUUID } from 'node:crypto';
import { writeFile as writeToDisk } from 'node:fs/promises';
import { z } from 'zod';
import { PAYMENT_FILE_WRITERS } from '../../formats/payment-files/writers.ts';
import { readOneOf } from '../../platform/command-words.ts';
import { type Command, DONE, WrongUsage } from '../../platform/commands.ts';
import { HOLD_OWNER_WORDS, type HoldOwner } from '../../rules/payment/payment.ts';
import { longDate, longMonth } from '../../values/dates.ts';
import { pounds, readPounds } from '../../values/pence.ts';
import { yesOrRefused } from '../refusals.ts';
import { HoldAnswer, holdAsJson, RunAnswer, runAsJson } from './api.ts';
import { checkCommands } from './check-commands.ts';
import { find, printRun } from './command-parts.ts';
import { loadFiles } from './files/store.ts';
import { writeFile } from './files/write-file.ts';
import { prepareRun } from './runs/prepare-run.ts';
import { releaseRun } from './runs/release-run.ts';
import { standbyCommands } from './standby/commands.ts';
import { loadRun, loadRunHolds } from './store.ts';

const PreparedAnswer = z.object({ run: RunAnswer, holds: z.array(HoldAnswer) });
const FileAnswer = z.object({
  files: z.array(z.object({ file: z.string(), sha256: z.string(), paymentsCount: z.number(), totalPence: z.string() })),
});

const prepareCommand: Command = {
  name: 'pay-run prepare',
  summary: 'Prepare the payment run of a month',
  details:
    'Pays what is owed up to that month for every budget, and holds back what may not be paid, each with its reason.\nAnother person releases the run.',
  options: {
    month: { says: 'the month that is paid', value: 'YYYY-MM', required: true },
    rail: { says: 'BACS, which is the usual way, or FASTER_PAYMENTS for what cannot wait', value: 'RAIL' },
    only: { says: 'GIVEN_UP: what an outage gave up; URGENT: emergency payments; by Faster Payments', value: 'WHAT' },
  },
  shapes: { answer: PreparedAnswer },
  needs: 'database',
  may: 'prepare-pay-run',
  async run(context) {
    const { tools, actor, options, print, printJson, say } = context;
    const month = readMonth(options.month!);
    const onlyPays = readOneOf('only', options.only, ['GIVEN_UP', 'URGENT']);
    const rail =
      readOneOf('rail', options.rail, ['BACS', 'FASTER_PAYMENTS']) ?? (onlyPays ? 'FASTER_PAYMENTS' : 'BACS');
    say(`Preparing ${longMonth(month)} …`);
    const { runId } = yesOrRefused(await prepareRun(tools, actor, { id: randomUUID() }, { month, rail, onlyPays }));
    const { run, holds } = await tools.db.transaction(actor, async tx => ({
      run: (await loadRun(tx, actor.icbCode, runId))!,
      holds: await loadRunHolds(tx, runId, 10_000),
    }));
    printRun(context, run);
    for (const hold of holds)
      print(
        `Held: ${hold.budgetReference} ${longMonth(hold.period)} ${pounds(hold.amountPence)}. ${hold.words} (${HOLD_OWNER_WORDS[hold.ownerRole as HoldOwner]}, by ${longDate(hold.actBy)})`,
      );
    printJson({ run: runAsJson(run), holds: holds.map(holdAsJson) } satisfies z.input<typeof PreparedAnswer>);
    return DONE;
  },
};

const releaseCommand: Command = {
  name: 'pay-run release',
  summary: 'Release a payment run that another person prepared',
  details: 'With --count and --total it is refused unless the run has that many payments and comes to that sum.',
  operands: ['RUN'],
  options: {
    count: { says: 'how many payments you saw', value: 'NUMBER' },
    total: { says: 'the sum that you saw, in pounds', value: 'AMOUNT' },
  },
  shapes: { answer: z.object({ run: RunAnswer }) },
  needs: 'database',
  may: 'release-pay-run',
  async run(context) {
    const { tools, actor, options, printJson } = context;
    const run = await find(context);
    const seen = {
      count: options.count === undefined ? run.paymentsCount : readCount(options.count),
      totalPence: options.total === undefined ? run.totalPence : readTotal(options.total),
    };
    yesOrRefused(await releaseRun(tools, actor, { id: randomUUID() }, run.runId, seen));
    const after = await find(context);
    printRun(context, after);
    printJson({ run: runAsJson(after) });
    return DONE;
  },
};

const fileCommand: Command = {
  name: 'pay-run file',
  summary: 'Write the payment file of a released payment run',
  details:
    'The policy says in which format: Bacs Standard 18, portal CSV or pain.001. The file is written once and kept; asked again, the same bytes are given. Several parts are numbered: FILE, FILE.2, …',
  operands: ['RUN'],
  options: { out: { says: 'where to write it; its own name in this folder when left out', value: 'FILE' } },
  shapes: { answer: FileAnswer },
  needs: 'database',
  may: 'write-pay-file',
  async run(context) {
    const { tools, actor, options, print, printJson } = context;
    const run = await find(context);
    yesOrRefused(await writeFile(tools, actor, { id: randomUUID() }, run.runId));
    const files = await tools.db.transaction(actor, tx => loadFiles(tx, run.runId));
    const written = [];
    for (const file of files) {
      const path = `${options.out ?? `${run.reference}.${PAYMENT_FILE_WRITERS[file.format].extension}`}${file.part === 1 ? '' : `.${file.part}`}`;
      await writeToDisk(path, file.bytes, { mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
        throw new WrongUsage(`The file ${path} cannot be written (${error.code}). Name another with --out.`);
      });
      print(`${path}: ${file.paymentsCount} payments, ${pounds(file.totalPence)}, sha256 ${file.sha256}`);
      written.push({
        file: path,
        sha256: file.sha256,
        paymentsCount: file.paymentsCount,
        totalPence: file.totalPence.toString(),
      });
    }
    printJson({ files: written } satisfies z.input<typeof FileAnswer>);
    return DONE;
  },
};

export const commands: readonly Command[] = [
  prepareCommand,
  releaseCommand,
  fileCommand,
  ...standbyCommands,
  ...checkCommands,
];

function readMonth(text: string): Temporal.PlainYearMonth {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new WrongUsage(`--month is "${text}"; write it as 2026-12.`);
  return Temporal.PlainYearMonth.from(text);
}

function readCount(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new WrongUsage(`--count is "${text}"; it must be a whole number.`);
  return Number(text);
}

function readTotal(text: string): bigint {
  const pence = readPounds(text);
  if (pence === undefined) throw new WrongUsage(`--total is "${text}"; write it as 402581.25 or 402,581.25.`);
  return pence;
}
