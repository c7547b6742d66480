/**
 * A second, independent reader of Bacs Standard 18 files, for tests only.
 *
 * It imports nothing from src/ and reads by the fixed positions of the published layout, so that a mistake in
 * the writer cannot be repeated here. It throws an Error that names the record and the position.
 */

export type BacsRead = {
  readonly serial: string;
  readonly serviceUserNumber: string;
  /** `YYDDD`, as written. */
  readonly created: string;
  readonly expires: string;
  readonly processing: string;
  readonly payments: readonly BacsReadRecord[];
  /** The balancing record; of the first day in a file for several. */
  readonly contra: BacsReadRecord;
  readonly contras: readonly BacsReadRecord[];
  readonly debitTotalPence: bigint;
  readonly creditTotalPence: bigint;
  readonly debitCount: number;
  readonly creditCount: number;
};

export type BacsReadRecord = {
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly transactionCode: string;
  readonly originSortCode: string;
  readonly originAccountNumber: string;
  readonly amountPence: bigint;
  /** Positions 47–64, 65–82 and 83–100, blanks at the end dropped. */
  readonly originatorName: string;
  readonly reference: string;
  readonly name: string;
  /** Positions 102 to 106 of a file for several days, `YYDDD`. */
  readonly processing?: string;
};

/** Reads a whole file and checks that it hangs together; throws at the first thing that does not. */
export function readBacs(text: string): BacsRead {
  must(/^[A-Z0-9.&/ \n-]*$/.test(text), 'a character is not allowed');
  must(text.endsWith('\n'), 'the last record has no end');
  const records = text.slice(0, -1).split('\n');
  must(records.length >= 9, 'fewer than nine records');
  const [vol1 = '', hdr1 = '', hdr2 = '', uhl1 = ''] = records;
  const [eof1 = '', eof2 = '', utl1 = ''] = records.slice(-3);
  for (const label of [vol1, hdr1, hdr2, uhl1, eof1, eof2, utl1])
    must(label.length === 80, `"${label}" is not 80 long`);

  must(at(vol1, 1, 4) === 'VOL1' && at(vol1, 80, 80) === '1', 'VOL1');
  must(at(hdr1, 1, 5) === 'HDR1A' && at(hdr1, 12, 15) === 'S  1', 'HDR1');
  must(at(hdr1, 28, 35) === '00010001' && at(hdr1, 55, 60) === '000000', 'HDR1 sections');
  const manyDays = at(hdr2, 11, 15) === '00106';
  must(
    at(hdr2, 1, 10) === 'HDR2F02000' && (manyDays || at(hdr2, 11, 15) === '00100') && at(hdr2, 51, 52) === '00',
    'HDR2',
  );
  must(
    at(uhl1, 1, 4) === 'UHL1' &&
      at(uhl1, 11, 16) === '999999' &&
      at(uhl1, 29, 37) === (manyDays ? '4 MULTI  ' : '1 DAILY  '),
    'UHL1',
  );
  must(eof1 === `EOF1${at(hdr1, 5, 80)}` && eof2 === `EOF2${at(hdr2, 5, 80)}`, 'EOF1 and EOF2 copy HDR1 and HDR2');
  const serviceUserNumber = at(vol1, 42, 47);
  must(at(hdr1, 6, 11) === serviceUserNumber && at(hdr1, 16, 21) === serviceUserNumber, 'service user number');
  must(at(hdr1, 22, 27) === at(vol1, 5, 10), 'the set is named by the serial');

  const all = records.slice(4, -3).map(record => readRecord(record, manyDays));
  const data = all.filter(record => record.transactionCode === '99');
  const contras = all.slice(data.length);
  must(contras.length > 0 && (manyDays || contras.length === 1), 'one contra a day');
  for (const contra of contras) must(contra.transactionCode === '17', 'the contras stand behind the credits');
  const days = [...new Set(data.map(payment => payment.processing))];
  must(days.length === contras.length, `${days.length} days, ${contras.length} contras`);
  for (const contra of contras) {
    let sum = 0n;
    for (const payment of data) if (payment.processing === contra.processing) sum += payment.amountPence;
    must(contra.amountPence === sum, `the contra of ${contra.processing ?? 'the file'} balances its credits`);
  }

  must(at(utl1, 1, 4) === 'UTL1' && at(utl1, 53, 59) === '0000000', 'UTL1');
  const read: BacsRead = {
    serial: at(vol1, 5, 10),
    serviceUserNumber,
    created: julian(at(hdr1, 42, 47)),
    expires: julian(at(hdr1, 48, 53)),
    processing: julian(at(uhl1, 5, 10)),
    payments: data,
    contra: contras[0]!,
    contras,
    debitTotalPence: BigInt(digits(at(utl1, 5, 17))),
    creditTotalPence: BigInt(digits(at(utl1, 18, 30))),
    debitCount: Number(digits(at(utl1, 31, 37))),
    creditCount: Number(digits(at(utl1, 38, 44))),
  };
  let sum = 0n;
  for (const payment of data) sum += payment.amountPence;
  must(sum === read.creditTotalPence, `credits come to ${sum}, UTL1 says ${read.creditTotalPence}`);
  must(read.debitTotalPence === sum, 'the debits come to the credits');
  must(read.creditCount === data.length && read.debitCount === contras.length, 'UTL1 counts');
  return read;
}

function readRecord(record: string, manyDays: boolean): BacsReadRecord {
  must(record.length === (manyDays ? 106 : 100), `"${record}" is ${record.length} long`);
  must(at(record, 15, 15) === '0' && at(record, 32, 35) === '    ', `"${record}" positions 15 and 32 to 35`);
  return {
    sortCode: digits(at(record, 1, 6)),
    accountNumber: digits(at(record, 7, 14)),
    transactionCode: digits(at(record, 16, 17)),
    originSortCode: digits(at(record, 18, 23)),
    originAccountNumber: digits(at(record, 24, 31)),
    amountPence: BigInt(digits(at(record, 36, 46))),
    originatorName: at(record, 47, 64).trimEnd(),
    reference: at(record, 65, 82).trimEnd(),
    name: at(record, 83, 100).trimEnd(),
    ...(manyDays ? { processing: julian(at(record, 101, 106)) } : {}),
  };
}

/** Positions count from 1 and include both ends, as in the layout. */
function at(record: string, from: number, to: number): string {
  return record.slice(from - 1, to);
}

function digits(text: string): string {
  must(/^\d+$/.test(text), `"${text}" is not digits`);
  return text;
}

function julian(text: string): string {
  must(/^ \d{5}$/.test(text), `"${text}" is not a blank and YYDDD`);
  return text.slice(1);
}

function must(right: boolean, what: string): void {
  if (!right) throw new Error(`not Standard 18: ${what}`);
}
