/**
 * Second, independent readers of the portal CSV and of pain.001, for tests only: they import nothing from src/, read by
 * the published layout, and throw at the first thing that does not hang together.
 */

export type ReadCredit = {
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly name: string;
  readonly amountPence: bigint;
  readonly reference: string;
  readonly endToEndId?: string;
};

export type ReadOrder = {
  readonly day: string;
  readonly payerSortCode: string;
  readonly payerAccountNumber: string;
  readonly payerName: string;
  readonly totalPence: bigint;
  readonly payments: readonly ReadCredit[];
};

/** Reads a portal CSV: ten fields a line, CR LF, no quotation marks. The day is `yyyy-mm-dd`. */
export function readPortalCsv(bytes: Uint8Array): ReadOrder {
  const text = new TextDecoder('ascii', { fatal: true }).decode(bytes);
  must(/^[A-Z0-9.&/ ,\r\n-]*$/.test(text), 'a character is not allowed');
  must(text.endsWith('\r\n') && !/[^\r]\n/.test(text), 'every line ends in CR LF');
  const rows = text
    .slice(0, -2)
    .split('\r\n')
    .map(line => line.split(','));
  const [first] = rows;
  const payments = rows.map(fields => {
    must(fields.length === 10, `${fields.length} fields`);
    const [sortCode, accountNumber, name, amount, code, ...rest] = fields as [
      string,
      string,
      string,
      string,
      string,
      ...string[],
    ];
    must(code === '99' && rest.slice(0, 3).join() === first!.slice(5, 8).join(), 'every line has the same payer');
    must(rest[4] === first![9], 'every line has the same day');
    must(/^\d{6}$/.test(sortCode) && /^\d{8}$/.test(accountNumber) && name.length <= 18, 'the payee');
    return { sortCode, accountNumber, name, amountPence: fromPounds(amount), reference: rest[3]! };
  });
  const [day, month, year] = first![9]!.split('/');
  return {
    day: `${year}-${month}-${day}`,
    payerSortCode: first![5]!,
    payerAccountNumber: first![6]!,
    payerName: first![7]!,
    totalPence: sum(payments),
    payments,
  };
}

type Element = { readonly name: string; readonly text: string; readonly children: readonly Element[] };

/** Reads a pain.001.001.09 and checks its counts and control sums in both places. */
export function readPain001(bytes: Uint8Array): ReadOrder & { readonly messageId: string; readonly service: string } {
  const document = parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  must(document.name === 'Document', 'Document is the root');
  const whole = child(document, 'CstmrCdtTrfInitn');
  const head = child(whole, 'GrpHdr');
  const block = child(whole, 'PmtInf');
  const payments = block.children
    .filter(element => element.name === 'CdtTrfTxInf')
    .map(transfer => ({
      sortCode: text(transfer, 'CdtrAgt', 'FinInstnId', 'ClrSysMmbId', 'MmbId'),
      accountNumber: text(transfer, 'CdtrAcct', 'Id', 'Othr', 'Id'),
      name: text(transfer, 'Cdtr', 'Nm'),
      amountPence: fromPounds(text(transfer, 'Amt', 'InstdAmt')),
      reference: text(transfer, 'RmtInf', 'Ustrd'),
      endToEndId: text(transfer, 'PmtId', 'EndToEndId'),
    }));
  for (const part of [head, block]) {
    must(text(part, 'NbOfTxs') === String(payments.length), 'the number of transfers');
    must(fromPounds(text(part, 'CtrlSum')) === sum(payments), 'the control sum');
  }
  must(text(block, 'PmtMtd') === 'TRF', 'a transfer');
  for (const one of payments)
    must(one.endToEndId.length <= 35 && one.name.length > 0 && [...one.name].length <= 140, 'lengths');
  return {
    messageId: text(head, 'MsgId'),
    service: text(block, 'PmtTpInf', 'SvcLvl', 'Cd'),
    day: text(block, 'ReqdExctnDt', 'Dt'),
    payerSortCode: text(block, 'DbtrAgt', 'FinInstnId', 'ClrSysMmbId', 'MmbId'),
    payerAccountNumber: text(block, 'DbtrAcct', 'Id', 'Othr', 'Id'),
    payerName: text(block, 'Dbtr', 'Nm'),
    totalPence: sum(payments),
    payments,
  };
}

function parse(xml: string): Element {
  const tokens = xml.match(/<[^>]*>|[^<]+/g) ?? [];
  must(tokens.join('') === xml, 'every character belongs to a tag or to text');
  must(tokens[0] === '<?xml version="1.0" encoding="UTF-8"?>', 'the declaration');
  const root = { name: '', text: '', children: [] as Element[] };
  const open: { name: string; text: string; children: Element[] }[] = [root];
  for (const token of tokens.slice(1)) {
    const inside = open.at(-1)!;
    const close = /^<\/(\w+)>$/.exec(token);
    const begin = /^<(\w+)((?: \w+="[^"<&]*")*)>$/.exec(token);
    if (close) must(open.pop()!.name === close[1], `${token} closes what it opened`);
    else if (begin) {
      const element = { name: begin[1]!, text: '', children: [] as Element[] };
      inside.children.push(element);
      open.push(element);
    } else {
      must(!token.startsWith('<') && !/&(?!(amp|lt|gt|quot|apos);)/.test(token), `"${token}" is text`);
      must(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(token), 'a character that XML cannot hold');
      inside.text += token.replace(/&(\w+);/g, (_, name) => ENTITIES[name as string]!);
    }
  }
  must(open.length === 1 && root.children.length === 1, 'one root, closed');
  return root.children[0]!;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function child(element: Element, name: string): Element {
  const found = element.children.filter(one => one.name === name);
  must(found.length === 1, `one ${name} in ${element.name}, not ${found.length}`);
  return found[0]!;
}

function text(element: Element, ...path: readonly string[]): string {
  return path.reduce(child, element).text;
}

function fromPounds(amount: string): bigint {
  must(/^\d+\.\d\d$/.test(amount), `"${amount}" is pounds and pence`);
  return BigInt(amount.replace('.', ''));
}

function sum(payments: readonly ReadCredit[]): bigint {
  let all = 0n;
  for (const { amountPence } of payments) all += amountPence;
  return all;
}

function must(right: boolean, what: string): void {
  if (!right) throw new Error(`not as published: ${what}`);
}
