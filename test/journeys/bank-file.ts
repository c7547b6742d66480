/** A bank statement made afresh for a journey, in the true layout of a bank. */

/** What happened on the account: a signed amount in pence on an ISO date. */
export type BankEvent = {
  readonly on: string;
  readonly payee: string;
  readonly pence: bigint;
  readonly reference?: string;
};

const HEADER = 'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes';

/** The account's statement in Starling's layout, oldest first, with its running balance from `openingPence`. */
export function csvFile(events: readonly BankEvent[], openingPence = 0n): string {
  let balance = openingPence;
  const rows = events.map(({ on, payee, pence, reference = '' }) => {
    balance += pence;
    const [year, month, day] = on.split('-');
    const kind = pence > 0n ? 'FASTER PAYMENT' : 'CARD';
    return `${day}/${month}/${year},${payee},${reference},${kind},${decimal(pence)},${decimal(balance)},GENERAL,`;
  });
  return `${[HEADER, ...rows].join('\r\n')}\r\n`;
}

function decimal(pence: bigint): string {
  const size = pence < 0n ? -pence : pence;
  return `${pence < 0n ? '-' : ''}${size / 100n}.${(size % 100n).toString().padStart(2, '0')}`;
}

/** The account's statement as OFX 1, with its closing balance. */
export function ofxFile(events: readonly BankEvent[], closingPence: bigint): string {
  const day = (on: string) => on.replaceAll('-', '');
  const lines = events.map(
    ({ on, payee, pence, reference = '' }, i) =>
      `<STMTTRN><TRNTYPE>${pence > 0n ? 'CREDIT' : 'DEBIT'}<DTPOSTED>${day(on)}<TRNAMT>${decimal(pence)}<FITID>${day(on)}${i}<NAME>${payee}<MEMO>${reference}</STMTTRN>`,
  );
  const [from, to] = [day(events[0]!.on), day(events.at(-1)!.on)];
  return [
    'OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n',
    `<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>${to}<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>`,
    `<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>GBP`,
    `<BANKACCTFROM><BANKID>089999<ACCTID>66374958<ACCTTYPE>CHECKING</BANKACCTFROM>`,
    `<BANKTRANLIST><DTSTART>${from}<DTEND>${to}`,
    ...lines,
    `</BANKTRANLIST><LEDGERBAL><BALAMT>${decimal(closingPence)}<DTASOF>${to}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`,
  ].join('\r\n');
}
