/** `openphb check account|nhs-number|bacs`: does this look right? Without a database. */
import { z } from 'zod';
import { checkAccount } from '../../formats/modulus.ts';
import { readBacs18 } from '../../formats/payment-files/bacs18-read.ts';
import { type Command, DONE, REFUSED, WrongUsage } from '../../platform/commands.ts';
import { readInputFile } from '../../platform/input-file.ts';
import { readNhsNumber, showNhsNumber } from '../../values/nhs-number.ts';
import { pounds } from '../../values/pence.ts';

const accountCommand: Command = {
  name: 'check account',
  summary: 'Check whether a sort code and an account number belong together',
  details: 'A pass does not show whose account it is. A sort code in no table cannot be checked, and may be paid.',
  operands: ['SORT-CODE', 'NUMBER'],
  shapes: {
    answer: z.object({
      result: z.enum(['pass', 'fail', 'not-checkable']),
      tableVersion: z.string(),
      sortCode: z.string(),
      accountNumber: z.string(),
    }),
  },
  needs: 'nothing',
  async run({ operands, print, printJson }) {
    const [sortCode, accountNumber] = operands as [string, string];
    const check = checkAccount({ sortCode, accountNumber });
    const says = {
      pass: 'belong together',
      fail: 'do not belong together',
      'not-checkable': 'cannot be checked: the sort code is in no table',
    };
    print(`${check.sortCode} ${check.accountNumber} ${says[check.result]} (table ${check.tableVersion})`);
    printJson(check);
    return check.result === 'fail' ? REFUSED : DONE;
  },
};

const nhsNumberCommand: Command = {
  name: 'check nhs-number',
  summary: 'Check the check digit of an NHS number',
  operands: ['NUMBER...'],
  shapes: { answer: z.object({ valid: z.boolean(), nhsNumber: z.string().nullable() }) },
  needs: 'nothing',
  async run({ operands, print, printJson }) {
    const typed = operands.join(' ');
    const nhsNumber = readNhsNumber(typed);
    print(nhsNumber ? `${showNhsNumber(nhsNumber)} is a valid NHS number` : `"${typed}" is not an NHS number`);
    printJson({ valid: nhsNumber !== undefined, nhsNumber: nhsNumber ?? null });
    return nhsNumber ? DONE : REFUSED;
  },
};

const bacsCommand: Command = {
  name: 'check bacs',
  summary: 'Read a Bacs Standard 18 file again and check that it adds up',
  operands: ['FILE'],
  shapes: {
    answer: z.object({
      serial: z.string(),
      serviceUserNumber: z.string(),
      processing: z.string(),
      count: z.number(),
      totalPence: z.string(),
      problems: z.array(z.object({ record: z.number(), text: z.string() })),
    }),
  },
  needs: 'nothing',
  async run({ operands, print, printJson }) {
    const [path] = operands as [string];
    const reading = readBacs18(Buffer.from(await readInputFile(path)).toString('latin1'));
    if (!reading) throw new WrongUsage(`${path} is not a Bacs Standard 18 file: it does not begin with VOL1 and HDR1.`);
    const { count, totalPence, problems } = reading;
    print(
      `Service user ${reading.serviceUserNumber}, serial ${reading.serial}, processed on day ${reading.processing}`,
    );
    print(`${count} ${count === 1 ? 'payment' : 'payments'}, ${pounds(totalPence)} in all`);
    for (const { record, text } of problems) print(`Record ${record}: ${text}`);
    if (problems.length === 0) print('It adds up');
    printJson({ ...reading, totalPence: totalPence.toString() });
    return problems.length === 0 ? DONE : REFUSED;
  },
};

export const checkCommands: readonly Command[] = [accountCommand, nhsNumberCommand, bacsCommand];
