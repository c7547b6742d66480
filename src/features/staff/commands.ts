/** `openphb icb add`, `icb set-bank` and `staff add`: how a real installation begins, as the owner of the database. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { icbCodes } from '../../platform/boards.ts';
import { type Command, DONE, Refused, WrongUsage } from '../../platform/commands.ts';
import type { Decision } from '../../rules/decision.ts';
import { STAFF_ROLES, type StaffRole } from '../../rules/staff.ts';
import { type Actor, systemActor } from '../../values/actor.ts';
import { readPounds } from '../../values/pence.ts';
import { inLines } from '../refusals.ts';
import { addBoard, setBoardBank } from './add-board.ts';
import { addStaff } from './add-staff.ts';

const BANK_OPTIONS = {
  'service-user-number': { says: 'the Bacs service user number, 6 digits', value: 'NUMBER' },
  'sort-code': { says: 'of the account that payments leave from', value: 'CODE' },
  account: { says: 'the number of that account', value: 'NUMBER' },
} as const;

const addIcb: Command = {
  name: 'icb add',
  summary: 'Add an integrated care board to the database, as its owner',
  details:
    'The code must be one of a board that stands today. The three bank details belong together; without them no\npayment run can be prepared, and openphb icb set-bank adds them later.',
  options: {
    code: { says: 'the ODS code, such as QR1', value: 'QXX', required: true },
    name: { says: 'what the pages call the board', value: 'NAME', required: true },
    phone: { says: 'whom people call', value: 'NUMBER', required: true },
    email: { says: 'whom people write to', value: 'ADDRESS', required: true },
    ...BANK_OPTIONS,
  },
  shapes: { answer: z.object({ icbCode: z.string() }) },
  needs: 'owner',
  async run({ tools, demonstration, options, print, printJson }) {
    const input = {
      name: readText('name', options.name!, 100),
      phone: readText('phone', options.phone!, 40),
      email: readEmail(options.email!),
      bank: readBank(options),
    };
    const actor = atTheTerminal(readCode('code', options.code!));
    const answer = yesOrRefused(await addBoard(tools, actor, { id: randomUUID() }, input, demonstration));
    print(`${input.name} (${answer.icbCode}) is added.`);
    printJson(answer);
    return DONE;
  },
};

const setBank: Command = {
  name: 'icb set-bank',
  summary: 'Set the account that the payments of a board leave from, as the owner of the database',
  options: {
    code: { says: 'the board', value: 'QXX', required: true },
    'service-user-number': { ...BANK_OPTIONS['service-user-number'], required: true },
    'sort-code': { ...BANK_OPTIONS['sort-code'], required: true },
    account: { ...BANK_OPTIONS.account, required: true },
  },
  shapes: { answer: z.object({ icbCode: z.string() }) },
  needs: 'owner',
  async run({ tools, options, print, printJson }) {
    const actor = atTheTerminal(readCode('code', options.code!));
    const { serviceUserNumber, sortCode, accountNumber } = readBank(options);
    const bank = { serviceUserNumber: serviceUserNumber!, sortCode: sortCode!, accountNumber: accountNumber! };
    const answer = yesOrRefused(await setBoardBank(tools, actor, { id: randomUUID() }, bank));
    print(`The bank details of ${answer.icbCode} are set.`);
    printJson(answer);
    return DONE;
  },
};

const addStaffCommand: Command = {
  name: 'staff add',
  summary: 'Add a member of staff, as the owner of the database: the first administrator',
  details:
    'Everybody after the first administrator is better added by them, on the page Staff. --subject is the name (sub) by\nwhich the identity provider knows the person; openphb login says it to whoever is not known here yet.',
  options: {
    icb: { says: 'the board, where there is more than one', value: 'QXX' },
    subject: { says: 'who the identity provider says they are', value: 'SUBJECT', required: true },
    name: { says: 'their name', value: 'NAME', required: true },
    'job-title': { says: 'what they are', value: 'TITLE', required: true },
    role: { says: `one of ${STAFF_ROLES.join(', ')}`, value: 'ROLE', required: true, repeats: true },
    'approval-limit': { says: 'of an approver: the yearly value in pounds up to which they approve', value: 'AMOUNT' },
  },
  shapes: { answer: z.object({ staffUserId: z.uuid() }) },
  needs: 'owner',
  async run({ tools, options, print, printJson }) {
    const input = {
      subject: readText('subject', options.subject!, 200),
      name: readText('name', options.name!, 100),
      jobTitle: readText('job-title', options['job-title']!, 100),
      roles: readRoles(options.role!),
      approvalLimitPence: readLimit(options['approval-limit']),
    };
    const actor = atTheTerminal(whichBoard(await icbCodes(tools.db), options.icb));
    const answer = yesOrRefused(await addStaff(tools, actor, { id: randomUUID() }, input));
    print(`${input.name} may sign in.`);
    printJson(answer);
    return DONE;
  },
};

export const commands: readonly Command[] = [addIcb, setBank, addStaffCommand];

/** Whoever runs the service and holds the owner's password: the trail names no person, because none signed in. */
function atTheTerminal(icbCode: string): Actor {
  return { ...systemActor(icbCode), name: 'The owner of the database' };
}

/** The board that was named, or the only one there is. */
function whichBoard(boards: readonly string[], named: string | undefined): string {
  const [only, another] = boards;
  if (only === undefined) throw new Refused('There is no board in this database yet. Add one with openphb icb add.');
  if (named === undefined && another !== undefined)
    throw new WrongUsage(`There are several boards: say which with --icb (${boards.join(', ')}).`);
  const icbCode = named === undefined ? only : readCode('icb', named);
  if (!boards.includes(icbCode)) throw new Refused(`There is no board ${icbCode} in this database.`);
  return icbCode;
}

function yesOrRefused<T>(decision: Decision<T>): T {
  if (decision.accepted) return decision.value;
  throw new Refused(inLines(decision.refusals));
}

function readText(option: string, text: string, most: number): string {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > most)
    throw new WrongUsage(`--${option} must have from 1 to ${most} characters.`);
  return trimmed;
}

function readEmail(text: string): string {
  if (!/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text) || text.length > 200)
    throw new WrongUsage(`--email is "${text}", which is no email address.`);
  return text;
}

function readCode(option: string, text: string): string {
  const code = text.trim().toUpperCase();
  if (!/^Q[A-Z0-9]{2}$/.test(code)) throw new WrongUsage(`--${option} is "${text}"; a code is like QR1.`);
  return code;
}

function readBank(options: Readonly<Record<string, string | undefined>>) {
  const { 'service-user-number': serviceUserNumber, 'sort-code': sortCode, account: accountNumber } = options;
  if (serviceUserNumber !== undefined && !/^\d{6}$/.test(serviceUserNumber))
    throw new WrongUsage(`--service-user-number is "${serviceUserNumber}"; it must be 6 digits.`);
  return { serviceUserNumber, sortCode, accountNumber };
}

function readRoles(text: string): readonly StaffRole[] {
  const roles = [...new Set(text.split('\n'))];
  const unknown = roles.find(role => !(STAFF_ROLES as readonly string[]).includes(role));
  if (unknown !== undefined)
    throw new WrongUsage(`--role is "${unknown}"; it must be one of ${STAFF_ROLES.join(', ')}.`);
  return roles as StaffRole[];
}

function readLimit(text: string | undefined): bigint {
  if (text === undefined) return 0n;
  const pence = readPounds(text);
  if (pence === undefined) throw new WrongUsage(`--approval-limit is "${text}"; write it as 50000 or 50,000.00.`);
  return pence;
}
