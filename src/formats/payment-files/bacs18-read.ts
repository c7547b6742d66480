/**
 * Reads a Bacs Standard 18 file of direct credits back and says everything that is wrong with it, record by record.
 *
 * It reads by the positions of the layout (section 6.3 of the rulebook) and knows nothing of how we write: a file of
 * a bureau is checked by the same. Positions count from 1 and include both ends.
 */
export type BacsReading = {
  readonly serial: string;
  readonly serviceUserNumber: string;
  /** The day on which the banks work on it, as written: `YYDDD`, year and day of the year; the first of several. */
  readonly processing: string;
  readonly count: number;
  readonly totalPence: bigint;
  readonly problems: readonly BacsFault[];
};

/** What is wrong, in which record of the file, counted from 1. */
export type BacsFault = { readonly record: number; readonly text: string };

/** Reads a whole file. Undefined when it does not begin as such a file, so that nothing can be said about it. */
export function readBacs18(text: string): BacsReading | undefined {
  const records = text.split(/\r?\n/);
  if (records.at(-1) === '') records.pop();
  if (!records[0]?.startsWith('VOL1') || !records[1]?.startsWith('HDR1')) return undefined;
  const faults: BacsFault[] = [];
  const check = (right: boolean, record: number, words: string) => {
    if (!right) faults.push({ record, text: words });
  };

  const [vol1, hdr1, hdr2 = '', uhl1 = ''] = records as [string, string, ...string[]];
  const end = records.length;
  const [eof1 = '', eof2 = '', utl1 = ''] = records.slice(-3);
  const labels = [vol1, hdr1, hdr2, uhl1, eof1, eof2, utl1];
  const places = [1, 2, 3, 4, end - 2, end - 1, end];
  for (const [i, begins] of ['VOL1', 'HDR1', 'HDR2', 'UHL1', 'EOF1', 'EOF2', 'UTL1'].entries()) {
    check(labels[i]!.startsWith(begins), places[i]!, `should begin with ${begins}`);
    check(labels[i]!.length === 80, places[i]!, `is ${labels[i]!.length} characters long, not 80`);
  }
  check(eof1.slice(4) === hdr1.slice(4), end - 2, 'EOF1 differs from HDR1');
  check(eof2.slice(4) === hdr2.slice(4), end - 1, 'EOF2 differs from HDR2');
  const serviceUserNumber = at(vol1, 42, 47);
  check(/^\d{6}$/.test(serviceUserNumber), 1, `service user number "${serviceUserNumber}" is not 6 digits`);
  check(at(hdr1, 6, 11) === serviceUserNumber, 2, 'the service user number is not that of VOL1');
  const serial = at(vol1, 5, 10);
  check(/^\d{6}$/.test(serial) && serial !== '000000', 1, `serial "${serial}" is not 6 digits above nought`);
  const processing = at(uhl1, 5, 10).trim();
  check(/^\d{5}$/.test(processing), 4, `processing day "${processing}" is not YYDDD`);

  let credits = 0n;
  let debits = 0n;
  let count = 0;
  let contras = 0;
  const manyDays = at(hdr2, 11, 15) === '00106';
  const length = manyDays ? 106 : 100;
  const days = new Map<string, bigint>();
  records.slice(4, -3).forEach((line, index) => {
    const record = index + 5;
    check(line.length === length, record, `is ${line.length} characters long, not ${length}`);
    const day = manyDays ? at(line, 101, 106) : '';
    check(!manyDays || /^ \d{5}$/.test(day), record, `processing day "${day}" is not a blank and YYDDD`);
    check(/^[A-Z0-9.&/ -]*$/.test(line), record, 'has a character that Bacs does not allow');
    check(/^\d{14}$/.test(at(line, 1, 14)), record, 'sort code and account number are not 14 digits');
    check(/^\d{14}$/.test(at(line, 18, 31)), record, 'the account that pays is not 14 digits');
    const digits = at(line, 36, 46);
    const pence = /^\d{11}$/.test(digits) ? BigInt(digits) : 0n;
    check(pence > 0n, record, `amount "${digits}" is not 11 digits above nought`);
    const code = at(line, 16, 17);
    if (code === '99') {
      credits += pence;
      days.set(day, (days.get(day) ?? 0n) + pence);
      count += 1;
      check(contras === 0, record, 'a payment stands after the balancing record');
    } else if (code === '17') {
      debits += pence;
      days.set(day, (days.get(day) ?? 0n) - pence);
      contras += 1;
      check(at(line, 1, 14) === at(line, 18, 31), record, 'the balancing record does not debit the account that pays');
    } else check(false, record, `transaction code "${code}" is neither 99 nor 17`);
  });
  check(count > 0, end, 'there is no payment in the file');
  check(
    contras === Math.max(days.size, 1),
    end,
    `there are ${contras} balancing records, not ${days.size < 2 ? 'one' : days.size}`,
  );
  if (manyDays)
    for (const [day, left] of days)
      check(left === 0n, end, `the payments of day${day} are not balanced by its record: ${left} pence are left`);
  else check(debits === credits, end, `the balancing record has ${debits} pence, the payments come to ${credits}`);
  const said = [at(utl1, 5, 17), at(utl1, 18, 30), at(utl1, 31, 37), at(utl1, 38, 44)];
  const counted = [debits, credits, BigInt(contras), BigInt(count)];
  for (const [i, name] of ['debit total', 'credit total', 'number of debits', 'number of credits'].entries())
    check(
      /^\d+$/.test(said[i]!) && BigInt(said[i]!) === counted[i],
      end,
      `the ${name} says "${said[i]}", the records come to ${counted[i]}`,
    );
  return { serial, serviceUserNumber, processing, count, totalPence: credits, problems: faults };
}

function at(record: string, from: number, to: number): string {
  return record.slice(from - 1, to);
}
