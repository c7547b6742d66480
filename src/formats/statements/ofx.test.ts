import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readStatement, type StatementReading } from './statement.ts';

const LINE = '<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261203<TRNAMT>-12.50<FITID>7<NAME>PAWS<MEMO>VET</STMTTRN>';
const ACCOUNT = '<BANKACCTFROM><BANKID>089999<ACCTID>66374958<ACCTTYPE>CHECKING</BANKACCTFROM>';
const LEDGER = '<LEDGERBAL><BALAMT>100.00<DTASOF>20261231</LEDGERBAL>';
const HEADER = 'OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n';

/** A lawful OFX 1 file in one line after its header; a test names only what it is about. */
function ofx({
  line = LINE,
  account = ACCOUNT,
  ledger = LEDGER,
  currency = 'GBP',
  header = HEADER,
  after = '',
} = {}): string {
  const list = `<BANKTRANLIST><DTSTART>20261201<DTEND>20261231${line}</BANKTRANLIST>`;
  const statement = `<STMTTRNRS><TRNUID>1<STMTRS><CURDEF>${currency}${account}${list}${ledger}</STMTRS></STMTTRNRS>${after}`;
  return `${header}<OFX><BANKMSGSRSV1>${statement}</BANKMSGSRSV1></OFX>`;
}

const read = (text: string) => readStatement(new TextEncoder().encode(text));

function verdict(reading: StatementReading): string {
  if (!reading.ok) return reading.problems.map(({ code, field }) => [code, field].filter(Boolean).join(' ')).join(', ');
  return reading.statement.lines
    .map(line => [line.postedOn, line.amountPence, line.bankRef, line.counterparty, line.narrative].join('|'))
    .join(' ');
}

const PLAIN = '2026-12-03|-1250|7|PAWS|VET';

describe('OFX: a payment in the wrong place is told, not lost', () => {
  const table = [
    ['inside of another', ofx({ line: LINE.replace('</STMTTRN>', `${LINE}</STMTTRN>`) })],
    ['behind the list', ofx({ ledger: LINE + LEDGER })],
    ['behind the statement', ofx({ after: LINE })],
  ] as const;
  for (const [what, text] of table) test(what, () => assert.match(verdict(read(text)), /^broken-file/));
});

describe('OFX: what is read', () => {
  const table = [
    ['values without end tags', ofx(), PLAIN],
    ['values with end tags', ofx({ line: LINE.replace(/<(\w+)>([^<]+)/g, '<$1>$2</$1>') }), PLAIN],
    ['one tag a line', ofx().replaceAll('<', '\r\n<'), PLAIN],
    ['small tags', ofx({ line: LINE.toLowerCase().replace('paws', 'PAWS').replace('vet', 'VET') }), PLAIN],
    ['no header', ofx({ header: '' }), PLAIN],
    ['an empty value without an end', ofx({ line: LINE.replace('<FITID>', '<CHECKNUM><FITID>') }), PLAIN],
    ['an empty value with an end', ofx({ line: LINE.replace('<FITID>', '<CHECKNUM></CHECKNUM><FITID>') }), PLAIN],
    ['an empty value closed in itself', ofx({ line: LINE.replace('<FITID>', '<CHECKNUM/><FITID>') }), PLAIN],
    ['a comment', ofx({ line: `<!-- hello -->${LINE}` }), PLAIN],
    ['a line of time and zone late at night', ofx({ line: LINE.replace('1203', '1203233000.000[-5:EST]') }), PLAIN],
    ['a time at midnight', ofx({ line: LINE.replace('1203', '1203000000[0:GMT]') }), PLAIN],
    [
      'a name in CDATA',
      ofx({ line: LINE.replace('PAWS', '<![CDATA[PAWS & <CO>]]>') }),
      '2026-12-03|-1250|7|PAWS & <CO>|VET',
    ],
    [
      'entities',
      ofx({ line: LINE.replace('PAWS', 'A &amp; B &lt;C&gt; &#163;&#xA3;') }),
      '2026-12-03|-1250|7|A & B <C> ££|VET',
    ],
    ['an ampersand as it is', ofx({ line: LINE.replace('PAWS', 'M&S') }), '2026-12-03|-1250|7|M&S|VET'],
    ['an entity is read once', ofx({ line: LINE.replace('PAWS', '&amp;lt;') }), '2026-12-03|-1250|7|&lt;|VET'],
    ['no memo', ofx({ line: LINE.replace('<MEMO>VET', '') }), '2026-12-03|-1250|7|PAWS|PAWS'],
    ['no name', ofx({ line: LINE.replace('<NAME>PAWS', '') }), '2026-12-03|-1250|7||VET'],
    ['no reference', ofx({ line: LINE.replace('<FITID>7', '') }), '2026-12-03|-1250||PAWS|VET'],
    ['a payee instead of a name', ofx({ line: LINE.replace('<NAME>PAWS', '<PAYEE><NAME>PAWS</PAYEE>') }), PLAIN],
    ['more noughts behind', ofx({ line: LINE.replace('-12.50', '-12.5000') }), PLAIN],
    ['a plus', ofx({ line: LINE.replace('-12.50', '+12.5') }), '2026-12-03|1250|7|PAWS|VET'],
    ['no lines', ofx({ line: '' }), ''],
  ] as const;
  for (const [what, text, expected] of table) {
    test(`${what}: ${expected}`, () => assert.equal(verdict(read(text)), expected));
  }

  test('twins with different references both stay, oldest first', () => {
    const twin = LINE.replace('<FITID>7', '<FITID>8');
    assert.equal(verdict(read(ofx({ line: LINE.replace('1203', '1204') + LINE + twin }))).split(' ').length, 3);
    assert.match(verdict(read(ofx({ line: LINE.replace('1203', '1204') + LINE }))), /^2026-12-03.* 2026-12-04/);
  });

  test('the period and the closing balance are the file’s; the opening is not known, so nothing is proved', () => {
    const reading = read(ofx());
    assert.ok(reading.ok);
    const { from, to, openingPence, closingPence, balanced, account, layout } = reading.statement;
    assert.deepEqual([`${from}`, `${to}`], ['2026-12-01', '2026-12-31']);
    assert.deepEqual([openingPence, closingPence, balanced], [null, 10_000n, 'not provable']);
    assert.deepEqual([account, layout], [{ sortCode: '089999', accountNumber: '66374958' }, 'ofx-1']);
  });

  const accounts = [
    ['08-99-99', '66374958', { sortCode: '089999', accountNumber: '66374958' }],
    ['BANKGB2L', '08999966374958', { sortCode: '089999', accountNumber: '66374958' }],
    ['BANKGB2L', '66374958', { accountNumber: '66374958' }],
    ['089999', 'GB33BUKB20201555555555', { iban: 'GB33BUKB20201555555555' }],
    ['089999', '****4958', null],
  ] as const;
  for (const [bankId, accountId, expected] of accounts) {
    test(`BANKID ${bankId}, ACCTID ${accountId}`, () => {
      const reading = read(ofx({ account: `<BANKACCTFROM><BANKID>${bankId}<ACCTID>${accountId}</BANKACCTFROM>` }));
      assert.deepEqual(reading.ok && reading.statement.account, expected);
    });
  }

  test('a reference that comes twice is kept twice, and said', () => {
    const reading = read(ofx({ line: LINE + LINE }));
    assert.ok(reading.ok);
    assert.equal(reading.statement.lines.length, 2);
    assert.match(reading.notes[0]!, /^1 line carries a bank reference/);
  });
});

describe('OFX: what is refused', () => {
  const inner = ofx();
  const table = [
    ['dollars', ofx({ currency: 'USD' }), 'not-pounds CURDEF'],
    ['no currency', inner.replace('<CURDEF>GBP', ''), 'missing CURDEF'],
    [
      'one line in dollars',
      ofx({ line: LINE.replace('<FITID>', '<CURRENCY><CURRATE>1.3<CURSYM>USD</CURRENCY><FITID>') }),
      'not-pounds CURSYM',
    ],
    ['a comma', ofx({ line: LINE.replace('-12.50', '-12,50') }), 'bad-amount TRNAMT'],
    ['thousands', ofx({ line: LINE.replace('-12.50', '-1,200.50') }), 'bad-amount TRNAMT'],
    ['a tenth of a penny', ofx({ line: LINE.replace('-12.50', '-12.505') }), 'bad-amount TRNAMT'],
    ['the largest and a penny', ofx({ line: LINE.replace('-12.50', '100000000.00') }), 'bad-amount TRNAMT'],
    ['no amount', ofx({ line: LINE.replace('<TRNAMT>-12.50', '') }), 'missing TRNAMT'],
    ['two amounts', ofx({ line: LINE.replace('<FITID>', '<TRNAMT>5.00<FITID>') }), 'broken-file TRNAMT'],
    ['a day that does not exist', ofx({ line: LINE.replace('1203', '1131') }), 'bad-date DTPOSTED'],
    ['an hour that does not exist', ofx({ line: LINE.replace('1203', '1203256000') }), 'bad-date DTPOSTED'],
    ['a bad balance', ofx({ ledger: LEDGER.replace('100.00', 'x') }), 'bad-amount BALAMT'],
    [
      'three mistakes at once',
      ofx({ currency: 'EUR', line: LINE.replace('1203', '1131').replace('-12.50', 'x') }),
      'not-pounds CURDEF, bad-date DTPOSTED, bad-amount TRNAMT',
    ],
    ['a DOCTYPE', inner.replace('<OFX>', '<!DOCTYPE x><OFX>'), 'broken-file'],
    ['an entity declaration', inner.replace('<OFX>', '<!ENTITY x "y"><OFX>'), 'broken-file'],
    ['a line without its end', ofx({ line: LINE.replace('</STMTTRN>', '') + LINE }), 'broken-file'],
    ['an end without a beginning', ofx({ line: `</STMTTRN>${LINE}` }), 'broken-file'],
    ['words between the lines', ofx({ line: `${LINE} hello ${LINE}` }), 'broken-file'],
    ['cut off', inner.slice(0, -8), 'broken-file'],
    ['cut off inside a value', inner.slice(0, inner.indexOf('PAWS') + 2), 'broken-file'],
    [
      'two statements',
      ofx({ after: ofx({ header: '' }).replace(/^<OFX><BANKMSGSRSV1>|<\/BANKMSGSRSV1><\/OFX>$/g, '') }),
      'several-accounts STMTRS',
    ],
    ['a card statement', inner.replaceAll('BANKMSGSRSV1', 'CREDITCARDMSGSRSV1'), 'missing STMTRS'],
    [
      'the bank’s error',
      inner.replace('<STMTRS>', '<STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>No</STATUS><STMTRS>'),
      'bank-error STATUS',
    ],
    ['tags without end', `${HEADER}<OFX>${'<A>'.repeat(40)}`, 'broken-file'],
    ['a value of 10,001 characters', ofx({ line: LINE.replace('PAWS', 'x'.repeat(10_001)) }), 'broken-file'],
    [
      'a value of 10,000 characters',
      ofx({ line: LINE.replace('PAWS', 'x'.repeat(10_000)) }).replace('VET', 'x'),
      `2026-12-03|-1250|7|${'x'.repeat(10_000)}|x`,
    ],
  ] as const;
  for (const [what, text, expected] of table) {
    test(`${what}: ${expected.slice(0, 60)}`, () => assert.equal(verdict(read(text)), expected));
  }

  test('a CSV asked for as OFX, and an OFX asked for as CSV, are refused', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    assert.equal(verdict(readStatement(bytes('Date,Description,Amount,Balance\n'), 'ofx')), 'unknown-layout');
    assert.equal(verdict(readStatement(bytes(ofx()), 'csv')), 'unknown-layout');
  });
});
