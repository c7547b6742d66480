/**
 * Reads MT940, the statement of SWIFT (section 6.4 of the rulebook): one account, in one message or in many.
 *
 * Each message is a page with a balance before it (:60F: or :60M:) and one after (:62F: or :62M:), so each is
 * proved, and each must begin where the one before it ended.
 */
import type { PlainDate } from '../../values/dates.ts';
import { MOST_PENCE } from '../../values/pence.ts';
import { accountOf } from './account.ts';
import { makeDate } from './cells.ts';
import { type StatementPart, settleParts } from './parts.ts';
import {
  addProblem,
  MOST_PROBLEMS,
  noProblems,
  type Problems,
  quoted,
  refuseAll,
  refuseStatement,
} from './problems.ts';
import type { StatementAccount, StatementLine, StatementReading } from './statement.ts';
import { lineProblem, linesOf } from './text.ts';

type Field = { readonly tag: string; readonly line: number; readonly rows: string[] };

/** A message while it is read. Payments are read one by one and not kept as fields: there may be very many. */
type Message = {
  readonly line: number;
  /** All but :61: and :86:. */
  readonly fields: Field[];
  readonly entries: StatementLine[];
  /** The payment that was begun last, and the words below it. */
  payment: Field | undefined;
  words: Field | undefined;
};

/** Whether a text begins like a message of SWIFT: a block header, or its first field. */
export function isMt940(text: string): boolean {
  return /^\s*(?:\{1:|:20:)/.test(text.slice(0, 1000));
}

/** Reads the text of an MT940 file. */
export function readMt940(text: string): StatementReading {
  const unfit = lineProblem(text);
  if (unfit) return refuseStatement(unfit);
  const problems = noProblems();
  const messages = messagesOf(problems, text);
  if (problems.count > 0) return refuseAll(problems);
  const account = oneAccount(problems, messages);
  const parts = messages.map(message => readMessage(problems, message));
  if (problems.count > 0) return refuseAll(problems);
  return settleParts(problems, parts, { format: 'mt940', layout: 'mt940', account }, []);
}

const KNOWN: ReadonlySet<string> = new Set('20 21 25 25P 28 28C 60F 60M 61 86 62F 62M 64 65'.split(' '));

/** Cuts the text into messages, each of which begins with :20:. */
function messagesOf(problems: Problems, text: string): Message[] {
  const messages: Message[] = [];
  let isOpen = false;
  let last: Field | undefined;
  let lines = 0;
  for (const [line, written] of linesOf(text)) {
    lines = line;
    const row = written.trimEnd().replace(/^\{1:.*\{4:/, '');
    const tag = /^:(\d{2}[A-Z]?):/.exec(row);
    if (tag?.[1] === '20') {
      endMessage(problems, isOpen ? messages.at(-1) : undefined, line);
      messages.push({ line, fields: [], entries: [], payment: undefined, words: undefined });
      isOpen = true;
    }
    const message = messages.at(-1);
    if (/^-\}?(?:\{5:.*\}?)?$/.test(row) && message && isOpen) {
      endMessage(problems, message, line);
      isOpen = false;
    } else if (tag && !KNOWN.has(tag[1]!))
      addBroken(problems, line, `${quoted(row)} is not a field of a statement (MT940)`, row);
    else if (tag && message && isOpen) {
      last = { tag: tag[1]!, line, rows: [row.slice(tag[0].length)] };
      addField(problems, message, last);
    } else if (row !== '' && last && isOpen && !tag) last.rows.push(row);
    else if (row !== '') addBroken(problems, line, `${quoted(row)} stands outside of any message`, row);
    if (problems.list.length >= MOST_PROBLEMS) return messages;
  }
  if (isOpen) endMessage(problems, messages.at(-1), lines);
  if (problems.count === 0 && messages.length === 0)
    addProblem(problems, {
      line: 1,
      code: 'unknown-layout',
      text: 'The file holds no message that begins with :20:. Download the statement again as MT940.',
    });
  return messages;
}

/** Words belong to the payment right above them; below a balance they are the bank's own. */
function addField(problems: Problems, message: Message, field: Field): void {
  if (field.tag === '86') {
    if (message.payment && !message.words) message.words = field;
    return;
  }
  endPayment(problems, message);
  if (field.tag === '61') message.payment = field;
  else message.fields.push(field);
}

function endPayment(problems: Problems, message: Message): void {
  const { payment, words } = message;
  message.payment = undefined;
  message.words = undefined;
  const entry = payment && readEntry(problems, payment, words?.rows ?? []);
  if (entry) message.entries.push(entry);
}

/** A message without a balance after its payments was cut off. */
function endMessage(problems: Problems, message: Message | undefined, line: number): void {
  if (!message) return;
  endPayment(problems, message);
  if (message.fields.some(isClosing)) return;
  const says = `the message of line ${message.line} has no closing balance (:62F:); it was cut off`;
  addBroken(problems, line, says, '');
}

function isClosing({ tag }: Field): boolean {
  return tag.startsWith('62');
}

function addBroken(problems: Problems, line: number, says: string, found: string): void {
  const text = `Line ${line}: ${says}. Download the statement again as MT940.`;
  addProblem(problems, { line, code: 'broken-file', found: found.slice(0, 300), text });
}

/** The account in :25:, often with the bank's own code in front of it. */
function oneAccount(problems: Problems, messages: readonly Message[]): StatementAccount | null {
  const written = messages.map(({ fields }) => fields.find(({ tag }) => tag.startsWith('25')));
  for (const [index, { line }] of messages.entries()) {
    if (written[index]) continue;
    const text = `The message of line ${line} has no account (:25:). Download the statement again.`;
    addProblem(problems, { line, field: ':25:', code: 'missing', text });
  }
  const [first, ...others] = written.map(field => field?.rows[0]?.trim() ?? '');
  const other = others.findIndex(account => account !== first);
  if (other >= 0) {
    const { line } = messages[other + 1]!;
    const text = `The file holds the accounts ${quoted(first!)} and ${quoted(others[other]!)}. Download one account at a time.`;
    addProblem(problems, { line, field: ':25:', code: 'several-accounts', text });
  }
  return accountOf(first?.replace(/^[A-Z]{6}[A-Z0-9]{2,5}\//, '').replace(/\s*GBP$/, '') ?? '');
}

function readMessage(problems: Problems, message: Message): StatementPart {
  const openingPence = readBalance(problems, message, '60');
  const closingPence = readBalance(problems, message, '62');
  return { line: message.line, entries: message.entries, openingPence, closingPence };
}

/** `C261201GBP1250,75`, signed. A message has one before and one after its lines. */
function readBalance(problems: Problems, { line, fields }: Message, kind: '60' | '62'): bigint | undefined {
  const found = fields.filter(({ tag }) => tag.startsWith(kind));
  const [field] = found;
  if (!field || found.length > 1) {
    const says = field ? 'more than one' : 'no';
    const text = `The message of line ${line} has ${says} balance :${kind}F:. Download the statement again.`;
    addProblem(problems, { line, field: `:${kind}F:`, code: field ? 'broken-file' : 'missing', text });
    return undefined;
  }
  const written = field.rows.join('').trim();
  const [, side, year, month, day, currency, amount] =
    /^([CD])(\d{2})(\d{2})(\d{2})([A-Z]{3})([\d,]+)$/.exec(written) ?? [];
  const pence = readPence(amount ?? '');
  if (!side || pence === undefined || !dateOf(year!, month!, day!)) {
    const text = `Line ${field.line}, :${field.tag}: ${quoted(written)} is not a balance. Allowed: C or D, yymmdd, GBP and an amount such as 1234,56.`;
    addProblem(problems, { line: field.line, field: `:${field.tag}:`, code: 'bad-amount', found: written, text });
    return undefined;
  }
  if (currency !== 'GBP') {
    const text = `Line ${field.line}, :${field.tag}: ${quoted(currency!)} is not GBP; only accounts in pounds can be read.`;
    addProblem(problems, { line: field.line, field: `:${field.tag}:`, code: 'not-pounds', found: currency!, text });
    return undefined;
  }
  return side === 'C' ? pence : -pence;
}

/** Value date, entry date, side, funds code, amount, kind, the customer's reference, the bank's; more below. */
const ENTRY =
  /^(\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2}))?(R?[CD])([A-Z])?(\d{1,12},\d{0,2})([A-Z][A-Z0-9]{3})(.*?)(?:\/\/(.*))?$/;

function readEntry(problems: Problems, { line, rows }: Field, words: readonly string[]): StatementLine | undefined {
  const [written = '', ...more] = rows;
  const [, year, month, day, entryMonth, entryDay, side, , amount, kind, reference, bankReference] =
    ENTRY.exec(written) ?? [];
  const pence = readPence(amount ?? '');
  const valueOn = year ? dateOf(year, month!, day!) : undefined;
  if (!side || pence === undefined) {
    const text = `Line ${line}, :61: ${quoted(written)} is not a payment. Allowed: yymmdd, mmdd, C, D, RC or RD, an amount such as 1234,56, a kind such as NTRF, and references.`;
    addProblem(problems, { line, field: ':61:', code: 'bad-amount', found: written.slice(0, 300), text });
    return undefined;
  }
  const postedOn = valueOn && entryMonth ? nearest(valueOn, entryMonth, entryDay!) : valueOn;
  if (!valueOn || !postedOn) {
    const text = `Line ${line}, :61: ${quoted(written)} holds a date that does not exist.`;
    addProblem(problems, { line, field: ':61:', code: 'bad-date', found: written.slice(0, 300), text });
    return undefined;
  }
  const said = words
    .map(row => row.trim())
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  const added = more.join(' ').replace(/\s+/g, ' ').trim();
  const narrative = said || added || (reference === 'NONREF' ? '' : reference!.trim());
  return {
    postedOn,
    valueOn,
    // RC takes a credit back, RD a debit
    amountPence: side === 'C' || side === 'RD' ? pence : -pence,
    counterparty: counterpartyOf(words, narrative),
    narrative,
    bankRef: bankReference?.trim() || null,
    type: kind!,
    merchantCode: null,
  };
}

/** Some banks mark the name: `/NAME/…/` or `?32…?33…`. Elsewhere it is the first row of the words. */
function counterpartyOf(words: readonly string[], narrative: string): string {
  const said = words.join('');
  const slashed = /\/NAME\/([^/]+)/.exec(said)?.[1];
  const marked = [...said.matchAll(/\?3[23]([^?]*)/g)].map(match => match[1]!).join('');
  return (slashed ?? (marked || words[0] || narrative)).replace(/\s+/g, ' ').trim();
}

/** `1234,56` or `1234,`. */
function readPence(written: string): bigint | undefined {
  const match = /^(\d{1,12}),(\d{0,2})$/.exec(written);
  const pence = match ? BigInt(match[1]!) * 100n + BigInt(match[2]!.padEnd(2, '0')) : MOST_PENCE + 1n;
  return pence <= MOST_PENCE ? pence : undefined;
}

function dateOf(year: string, month: string, day: string): PlainDate | undefined {
  return makeDate(`${Number(year) >= 90 ? 19 : 20}${year}`, Number(month), day);
}

/** The entry date has no year: it is the one nearest to the value date, which may lie over the new year. */
function nearest(valueOn: PlainDate, month: string, day: string): PlainDate | undefined {
  const days = [-1, 0, 1].flatMap(years => makeDate(String(valueOn.year + years), Number(month), day) ?? []);
  const far = (date: PlainDate) => Math.abs(date.until(valueOn).days);
  return days.toSorted((a, b) => far(a) - far(b))[0];
}
