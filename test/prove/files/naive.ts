/**
 * A second reader of statements, for the proof only. It shares nothing with the first: it looks for amounts and
 * balances with patterns, believes what it sees, and knows no refusal. Where the first one accepts a file, both must
 * have found the same money in the same bytes.
 */

import type { MappedSample } from './mapped.ts';

export type Naive = {
  /** Signed pence, in no order. */
  readonly amounts: readonly number[];
  /** Whether the balances that stand in the file fit the amounts; undefined where it has none. */
  readonly fits: boolean | undefined;
};

/** What a simple mind sees in the bytes of a statement of that format. */
export function readNaively(bytes: Uint8Array, format: string, layout: string): Naive {
  const text = decode(bytes);
  if (format === 'ofx') return { amounts: ofxAmounts(text), fits: undefined };
  if (format === 'qif') return { amounts: qifAmounts(text), fits: undefined };
  if (format === 'mt940') return mt940(text);
  if (format === 'camt') return camt(text);
  return layout === 'santander-text' ? santander(text) : csv(text);
}

/** The same of a layout that somebody described: the rows from the first day on, each amount in the column that was named. */
export function readMappedNaively(bytes: Uint8Array, { separator, mapping }: MappedSample): Naive {
  const table = cells(decode(bytes), separator).filter(row => row.some(cell => cell !== ''));
  // A number is not yet a date: before a head that stands there twice is what nobody reads.
  const first = table.findIndex(row => /^\d+\D\d+\D\d+$/.test(row[mapping.date] ?? ''));
  const money = (row: readonly string[], at: number | undefined) => {
    const written = at === undefined ? '' : (row[at] ?? '');
    return pence(mapping.decimalComma ? written.replaceAll('.', '').replace(',', '.') : written);
  };
  const rows = table.slice(first).map(row => ({
    date: row[mapping.date] ?? '',
    amount:
      mapping.amount === undefined
        ? money(row, mapping.paidIn) - money(row, mapping.paidOut)
        : money(row, mapping.amount),
    balance: /\d/.test(row[mapping.balance!] ?? '') ? money(row, mapping.balance) : undefined,
  }));
  return { amounts: rows.map(({ amount }) => amount), fits: fits(rows) };
}

function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return buffer.subarray(2).toString('utf16le');
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return Buffer.from(buffer.subarray(2)).swap16().toString('utf16le');
  const text = buffer.toString('utf8');
  return (text.includes('\ufffd') ? buffer.toString('latin1') : text).replace(/^\ufeff/, '');
}

/** Pounds in any dress: digits and a point, and any sign of a minus. */
function pence(written: string): number {
  const digits = /(\d*)(?:\.(\d*))?/.exec(written.replace(/[^\d.]/g, ''))!;
  const size = Number(digits[1] || '0') * 100 + Number((digits[2] ?? '').padEnd(2, '0').slice(0, 2));
  return /[-(\u2212]|DR/i.test(written) ? 0 - size : size;
}

type Row = { readonly date: string; readonly amount: number; readonly balance: number | undefined };

/** Whether the printed balances fit in some order that banks write in: as it is, turned, or with each day turned. */
function fits(rows: readonly Row[]): boolean | undefined {
  if (rows.every(({ balance }) => balance === undefined)) return undefined;
  const days: Row[][] = [];
  for (const row of rows)
    if (days.at(-1)?.[0]?.date === row.date) days.at(-1)!.push(row);
    else days.push([row]);
  const turned = days.flatMap(day => [...day].reverse());
  return [rows, [...rows].reverse(), turned, [...turned].reverse()].some(order => {
    let before: number | undefined;
    let since = 0;
    for (const { amount, balance } of order) {
      since += amount;
      if (balance === undefined) continue;
      if (before !== undefined && before + since !== balance) return false;
      before = balance;
      since = 0;
    }
    return true;
  });
}

function santander(text: string): Naive {
  const of = (name: string) =>
    [...text.matchAll(new RegExp(`^\\s*${name}:(.*)$`, 'gim'))].map(match => match[1]!.trim());
  const [dates, amounts, balances] = [of('Date'), of('Amount'), of('Balance')];
  const rows = dates.map((date, at) => ({
    date,
    amount: pence(amounts[at] ?? ''),
    balance: pence(balances[at] ?? ''),
  }));
  return { amounts: rows.map(({ amount }) => amount), fits: fits(rows) };
}

function csv(text: string): Naive {
  const table = cells(text).filter(row => row.some(cell => cell !== ''));
  const known = ['amount', 'amount (gbp)', 'value', 'paid in', 'money in', 'credit amount'];
  const isHeader = (row: readonly string[]) => row.some(cell => known.includes(cell.toLowerCase()));
  const at = table.slice(0, 11).findIndex(row => isHeader(row) && row.some(cell => /date/i.test(cell)));
  const names = at < 0 ? ['date', 'description', 'amount'] : table[at]!.map(cell => cell.toLowerCase());
  const column = (...choices: string[]) => choices.map(choice => names.indexOf(choice)).find(place => place >= 0) ?? -1;
  const [date, amount, balance] = [
    column('date', 'transaction date'),
    column('amount', 'amount (gbp)', 'value'),
    column('balance', 'balance (gbp)'),
  ];
  const [paidIn, paidOut] = [
    column('paid in', 'money in', 'credit amount'),
    column('paid out', 'money out', 'debit amount'),
  ];
  const [type, status] = [column('type'), column('status')];
  const rows: Row[] = [];
  for (const row of table.slice(at + 1)) {
    const cell = (place: number) => row[place] ?? '';
    if ([date, type, balance].some(place => /^'?\s*pending$/i.test(cell(place)))) continue;
    if (status >= 0 && /^(auth|pending|declin|revers|void|expired|released)/i.test(cell(status))) continue;
    const signed = amount >= 0 ? pence(cell(amount)) : pence(cell(paidIn)) - pence(cell(paidOut));
    rows.push({
      date: cell(date),
      amount: status >= 0 ? 0 - signed : signed,
      balance: /\d/.test(cell(balance)) ? pence(cell(balance)) : undefined,
    });
  }
  return { amounts: rows.map(row => row.amount), fits: fits(rows) };
}

/** Cells character by character. */
function cells(text: string, separator = ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    row.push(cell.replace(/\s+/g, ' ').trim());
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (isQuoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === separator) endCell();
    else if (!isQuoted && (character === '\n' || (character === '\r' && !text.includes('\n')))) {
      endCell();
      rows.push(row);
      row = [];
    } else cell += character;
  }
  endCell();
  return [...rows, row];
}

function ofxAmounts(text: string): number[] {
  return text
    .split(/<(?:[\w.-]+:)?STMTTRN(?:\s[^>]*)?>/i)
    .slice(1)
    .map(part => pence(/<(?:[\w.-]+:)?TRNAMT(?:\s[^>]*)?>([^<]*)/i.exec(part)?.[1] ?? ''));
}

function qifAmounts(text: string): number[] {
  const payments = text.split(/^[^\S\n]*\^[^\S\n]*$/m);
  return payments
    .filter((payment, at) => at > 0 || !/^[^\S\n]*POpening Balance[^\S\n]*$/im.test(payment))
    .flatMap(payment => /^[^\S\n]*T(.*)$/m.exec(payment.replace(/^[^\S\n]*!.*$/gm, ''))?.[1] ?? [])
    .map(pence);
}

const comma = (written: string) => pence(written.replace(',', '.'));

function mt940(text: string): Naive {
  const pages = text
    .split(/(?:^|\n):20:/)
    .slice(1)
    .map(page => {
      const signed = (pattern: RegExp) =>
        [...page.matchAll(pattern)].map(([, side, amount]) =>
          side === 'C' || side === 'RD' ? comma(amount!) : 0 - comma(amount!),
        );
      return {
        amounts: signed(/^:61:\d{6}(?:\d{4})?(R?[CD])[A-Z]?(\d+,\d*)/gm),
        opening: signed(/^:60[FM]:([CD])\d{6}GBP([\d,]+)/gm)[0],
        closing: signed(/^:62[FM]:([CD])\d{6}GBP([\d,]+)/gm)[0],
      };
    });
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  const chains = (order: typeof pages) =>
    order.every((page, at) => at === 0 || page.opening === order[at - 1]!.closing);
  return {
    amounts: pages.flatMap(page => page.amounts),
    fits:
      pages.every(({ amounts, opening, closing }) => opening! + sum(amounts) === closing) &&
      (chains(pages) || chains([...pages].reverse())),
  };
}

function camt(text: string): Naive {
  const plain = text.replace(/<!--[\s\S]*?-->/g, '').replace(/<(\/?)[\w.-]+:/g, '<$1');
  const statements = plain
    .split(/<Stmt[\s>]/)
    .slice(1)
    .map(camtStatement);
  const chains = (order: typeof statements) =>
    order.every(
      (each, at) =>
        at === 0 ||
        each.opening === undefined ||
        order[at - 1]!.closing === undefined ||
        each.opening === order[at - 1]!.closing,
    );
  const known = statements.map(({ fits }) => fits);
  return {
    amounts: statements.flatMap(({ amounts }) => amounts),
    fits: known.includes(undefined)
      ? undefined
      : !known.includes(false) && (chains(statements) || chains([...statements].reverse())),
  };
}

function camtStatement(text: string): {
  amounts: number[];
  opening?: number;
  closing?: number;
  fits: boolean | undefined;
} {
  const inside = (part: string, name: string) =>
    new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}\\s*>`).exec(part)?.[1] ?? '';
  const all = (part: string, name: string) =>
    [...part.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}\\s*>`, 'g'))].map(match => match[1]!);
  const signed = (part: string) => (inside(part, 'CdtDbtInd').trim() === 'DBIT' ? -1 : 1) * pence(inside(part, 'Amt'));
  const balances = new Map(
    all(text, 'Bal')
      .reverse()
      .map(part => [inside(inside(part, 'CdOrPrtry'), 'Cd').trim(), signed(part)]),
  );
  const opening = balances.get('OPBD') ?? balances.get('PRCD');
  const closing = balances.get('CLBD');
  const entries = all(text, 'Ntry').filter(entry => inside(entry, 'Sts').includes('BOOK'));
  const lines = (turn: boolean) =>
    entries.flatMap(entry => {
      const whole =
        signed(entry.replace(/<NtryDtls[\s\S]*/, '')) * (turn && /<RvslInd>\s*(?:true|1)/.test(entry) ? -1 : 1);
      const parts = all(entry, 'TxDtls')
        .filter(part => /(?:<AmtDtls>\s*<TxAmt>|<\/Refs>)\s*<Amt Ccy=["']GBP["']/.test(part))
        .map(
          part =>
            Math.sign(whole) * (/<CdtDbtInd>\s*CRDT/.test(part) && whole < 0 ? -1 : 1) * pence(inside(part, 'Amt')),
        );
      const isSplit = parts.length > 1 && parts.length === all(entry, 'TxDtls').length && !parts.includes(0);
      return isSplit && parts.reduce((sum, part) => sum + part, 0) === whole ? parts : [whole];
    });
  if (opening === undefined || closing === undefined)
    return {
      amounts: lines(false),
      ...(opening !== undefined && { opening }),
      ...(closing !== undefined && { closing }),
      fits: undefined,
    };
  const adds = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, opening) === closing;
  const turned = !adds(lines(false)) && adds(lines(true));
  const amounts = lines(turned);
  return { amounts, opening, closing, fits: adds(amounts) };
}
