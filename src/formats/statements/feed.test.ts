import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FeedReading, readFeed } from './feed.ts';
import { readStatement } from './statement.ts';

const HEAD = 'Sort Code,Account Number,Date,Payee,Description,Amount,Reference,MCC';
const bytes = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'));
const read = (reading: FeedReading) => {
  assert.ok(reading.ok);
  return { batches: [...reading.batches], problems: reading.problems };
};
const codes = (reading: FeedReading) => reading.problems.map(problem => problem.code);

describe('A file of many accounts', () => {
  test('is read row by row, each with its account and its line in the file', () => {
    const { batches, problems } = read(
      readFeed(
        bytes(
          HEAD,
          '08-99-99,66374958,03/12/2026,PAT GREEN,WAGES,-150.00,R1,',
          '',
          '089999,66374959,04/12/2026,"POOL, THE",,-45.00,,7997',
          '',
        ),
      ),
    );
    assert.deepEqual(problems, []);
    const [one, two] = batches.flat();
    assert.deepEqual(
      [one!.account, one!.lineNumber, one!.line.bankRef, one!.line.merchantCode],
      ['08999966374958', 2, 'R1', null],
    );
    assert.deepEqual(
      [one!.line.postedOn.toString(), one!.line.amountPence, one!.line.counterparty, one!.line.narrative],
      ['2026-12-03', -15_000n, 'PAT GREEN', 'WAGES'],
    );
    assert.deepEqual(
      [two!.account, two!.lineNumber, two!.line.counterparty, two!.line.bankRef, two!.line.merchantCode],
      ['08999966374959', 4, 'POOL, THE', null, '7997'],
    );
  });
  test('comes in batches of the size that was asked for, and the last is what is left', () => {
    const rows = Array.from({ length: 5 }, (_, i) => `089999,66374958,0${i + 1}/12/2026,X,,-1.00,,`);
    assert.deepEqual(
      read(readFeed(bytes(HEAD, ...rows), 2)).batches.map(batch => batch.length),
      [2, 2, 1],
    );
    assert.deepEqual(
      read(readFeed(bytes(HEAD, ...rows.slice(1)), 2)).batches.map(batch => batch.length),
      [2, 2],
    );
    assert.deepEqual(read(readFeed(bytes(HEAD))).batches, []);
  });
  test('a layout of a bank that names the account in each row will do', () => {
    const barclays = bytes(
      'Number,Date,Account,Amount,Subcategory,Memo',
      ',03/12/2026,08-99-99 66374958,-1.00,PAYMENT,A',
      ',03/12/2026,08-99-99 66374959,-2.00,PAYMENT,B',
    );
    assert.deepEqual(
      read(readFeed(barclays))
        .batches.flat()
        .map(({ account }) => account.slice(-1)),
      ['8', '9'],
    );
  });
  test('what cannot be read is told with its line, and the other rows are read on', () => {
    const { batches, problems } = read(
      readFeed(
        bytes(
          HEAD,
          ',,03/12/2026,X,,-1.00,,',
          '089999,66374958,31/11/2026,X,,-1.00,,',
          '089999,66374958,30/11/2026,X,,-1.00,,',
          '089999,66374958,30/11/2026,X,,a pound,,',
          '089999,66374958,30/11/2026,"X,,-1.00,,',
        ),
      ),
    );
    assert.equal(batches.flat().length, 1);
    assert.deepEqual(
      problems.map(({ line, code }) => [line, code]),
      [
        [2, 'bad-account'],
        [3, 'bad-date'],
        [5, 'bad-amount'],
        [6, 'broken-file'],
      ],
    );
  });
  test('no file of many accounts: without an account, with balances, of no layout that we know, or no text', () => {
    const of = (header: string) => codes(readFeed(bytes(header)));
    assert.deepEqual(of('Date,Description,Amount'), ['unknown-layout']);
    assert.deepEqual(of('Date,Type,Description,Value,Balance,Account Name,Account Number'), ['unknown-layout']);
    assert.deepEqual(of('a,b,c'), ['unknown-layout']);
    assert.deepEqual(codes(readFeed(new Uint8Array())), ['empty-file']);
    assert.deepEqual(of('x'.repeat(10_001)), ['line-too-long']);
  });
  test('the same layout with one account is a statement too', () => {
    const reading = readStatement(bytes(HEAD, '089999,66374958,03/12/2026,X,,-1.00,,7997'));
    assert.ok(reading.ok);
    assert.deepEqual(reading.statement.account, { sortCode: '089999', accountNumber: '66374958' });
  });
});
