/**
 * What the bank says, and what is paid another way, at the terminal: `openphb bank-report add`, `openphb pay-run outage|word|take-up`.
 * The standby run itself is `openphb pay-run prepare --only GIVEN_UP`, then release and file as always.
 */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { z } from 'zod';
import { readOneOf, readWords } from '../../../platform/command-words.ts';
import { type Command, DONE, WrongUsage } from '../../../platform/commands.ts';
import { readInputFile } from '../../../platform/input-file.ts';
import { yesOrRefused } from '../../refusals.ts';
import { RunAnswer, runAsJson } from '../api.ts';
import { find, printRun } from '../command-parts.ts';
import { importReport } from '../reports/import-report.ts';
import { declareCardOutage } from './cards/declare-card-outage.ts';
import { confirmRun } from './confirm-run.ts';
import { declareOutage } from './declare-outage.ts';
import { takeUpRun } from './take-up-run.ts';

const CountAnswer = z.object({ runId: z.string(), count: z.number() });

const reportCommand: Command = {
  name: 'bank-report add',
  summary: 'Read what a bank reports of payments: ARUCS, AWACS or input report, or pain.002',
  details:
    'What came back is owed again, what arrived is noted. A file that cannot be read whole is refused whole; the same file again does nothing.',
  operands: ['FILE'],
  shapes: {
    answer: z.object({ reportId: z.string(), records: z.number(), open: z.number(), again: z.boolean() }),
  },
  needs: 'database',
  may: 'hear-bank',
  async run({ tools, actor, operands, print, printJson }) {
    const [path] = operands as [string];
    const file = { name: basename(path), bytes: await readInputFile(path) };
    const added = yesOrRefused(await importReport(tools, actor, { id: randomUUID() }, { file }));
    if (added.again) print('This report was added before. Nothing was done again');
    else
      print(`${added.records} ${added.records === 1 ? 'record' : 'records'} read, ${added.open} to ask the bank about`);
    printJson(added);
    return DONE;
  },
};

const outageCommand: Command = {
  name: 'pay-run outage',
  summary: 'Say that nobody knows what became of a sent payment run: it is paid another way',
  details:
    'What is not confirmed of it is taken back and owed again. OpenPHB prepares it by Faster Payments, wages first; one person takes that run up, another releases it.\nIt ends with the bank’s word: openphb pay-run word.',
  operands: ['RUN'],
  options: { words: { says: 'how you know that the payments are not on their way', value: 'TEXT', required: true } },
  shapes: { answer: CountAnswer },
  needs: 'database',
  may: 'declare-outage',
  async run(context) {
    const { tools, actor, options, print, printJson } = context;
    const { runId, reference } = await find(context);
    const input = { cause: 'DECLARED', words: readWords('words', options.words!) } as const;
    const done = yesOrRefused(await declareOutage(tools, actor, { id: randomUUID() }, runId, input));
    print(`${reference}: ${done.count} ${done.count === 1 ? 'payment' : 'payments'} given up and owed again`);
    printJson(done);
    return DONE;
  },
};

const cardOutageCommand: Command = {
  name: 'card-outage declare',
  summary:
    'Say that an issuer of prepaid cards is down: what is on its way goes to second cards, or straight to workers',
  details:
    'What nobody has confirmed of the payments to its cards is taken back and owed again, by the ways that were agreed with the person and checked: onto a second card, or wages straight to assistants. OpenPHB prepares it by Faster Payments; one person takes that run up, another releases it.',
  options: {
    'sort-code': { says: 'by which the issuer is known, such as 20-29-59', value: 'SORT-CODE', required: true },
    words: { says: 'how you know that the cards do not work', value: 'TEXT', required: true },
  },
  shapes: { answer: z.object({ cardOutageId: z.string(), count: z.number(), withoutCount: z.number() }) },
  needs: 'database',
  may: 'declare-outage',
  async run({ tools, actor, options, print, printJson }) {
    const sortCode = options['sort-code']!.replaceAll('-', '');
    if (!/^\d{6}$/.test(sortCode))
      throw new WrongUsage(`--sort-code is "${options['sort-code']}"; write it as 20-29-59.`);
    const input = { sortCode, words: readWords('words', options.words!) };
    const done = yesOrRefused(await declareCardOutage(tools, actor, { id: randomUUID() }, input));
    print(
      `Payments to be made another way: ${done.count}. Left, or a part of them, for want of another way: ${done.withoutCount}`,
    );
    printJson(done);
    return DONE;
  },
};

const wordCommand: Command = {
  name: 'pay-run word',
  summary: 'Note what the bank says of the whole file of a payment run; it ends an outage',
  details:
    'TAKEN: its payments are made, and what was to pay one of them a second time is stopped where it can be. REJECTED: nothing of it is paid.',
  operands: ['RUN'],
  options: {
    says: { says: 'TAKEN or REJECTED', value: 'WORD', required: true },
    words: { says: 'who told you, and when', value: 'TEXT', required: true },
  },
  shapes: { answer: CountAnswer },
  needs: 'database',
  may: 'hear-bank',
  async run(context) {
    const { tools, actor, options, print, printJson } = context;
    const says = readOneOf('says', options.says, ['TAKEN', 'REJECTED'])!;
    const { runId, reference } = await find(context);
    const input = { says, words: readWords('words', options.words!) };
    const done = yesOrRefused(await confirmRun(tools, actor, { id: randomUUID() }, runId, input));
    print(`${reference}: noted. It concerned ${done.count} ${done.count === 1 ? 'payment' : 'payments'}`);
    printJson(done);
    return DONE;
  },
};

const takeUpCommand: Command = {
  name: 'pay-run take-up',
  summary: 'Take up a payment run that OpenPHB prepared, so that another person can release it',
  operands: ['RUN'],
  shapes: { answer: z.object({ run: RunAnswer }) },
  needs: 'database',
  may: 'prepare-pay-run',
  async run(context) {
    const { tools, actor, printJson } = context;
    const { runId } = await find(context);
    yesOrRefused(await takeUpRun(tools, actor, { id: randomUUID() }, runId));
    const after = await find(context);
    printRun(context, after);
    printJson({ run: runAsJson(after) });
    return DONE;
  },
};

export const standbyCommands: readonly Command[] = [
  reportCommand,
  outageCommand,
  cardOutageCommand,
  wordCommand,
  takeUpCommand,
];
