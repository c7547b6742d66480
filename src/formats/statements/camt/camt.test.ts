import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readStatement } from '../statement.ts';

const balance = (kind: string, pounds: string, side = 'CRDT') =>
  `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">${pounds}</Amt><CdtDbtInd>${side}</CdtDbtInd></Bal>`;
const entry = (pounds: string, side: string, more = '', sts = 'BOOK') =>
  `<Ntry><Amt Ccy="GBP">${pounds}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>${sts}</Sts><BookgDt><Dt>2026-12-01</Dt></BookgDt>${more}</Ntry>`;
const statement = (...parts: string[]) =>
  `<Stmt><Acct><Id><IBAN>GB11NWBK08999966374958</IBAN></Id></Acct>${parts.join('\n')}</Stmt>`;
const file = (...statements: string[]) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.11"><BkToCstmrStmt><GrpHdr/>${statements.join('\n')}</BkToCstmrStmt></Document>`;

/** Codes of every problem; or the pence of each line and what is proved. */
function verdict(text: string): string {
  const reading = readStatement(new TextEncoder().encode(text));
  if (!reading.ok) return reading.problems.map(({ code }) => code).join(', ');
  const { lines, openingPence, closingPence, balanced } = reading.statement;
  return `${lines.map(({ amountPence }) => amountPence).join(' ')} | ${openingPence} ${closingPence} ${balanced}`;
}

const OPEN = balance('OPBD', '100.00');
const details = (...parts: string[]) =>
  `<NtryDtls>${parts.map(part => `<TxDtls>${part}</TxDtls>`).join('')}</NtryDtls>`;
const amount = (pounds: string, currency = 'GBP') => `<Amt Ccy="${currency}">${pounds}</Amt>`;

describe('CAMT.053: amounts and balances', () => {
  const table = [
    [
      'opening and closing',
      file(statement(OPEN, balance('CLBD', '95.00'), entry('5.00', 'DBIT'))),
      '-500 | 10000 9500 true',
    ],
    ['a penny off', file(statement(OPEN, balance('CLBD', '95.01'), entry('5.00', 'DBIT'))), 'does-not-balance'],
    [
      'the closing balance of the day before',
      file(statement(balance('PRCD', '100'), balance('CLBD', '105'), entry('5', 'CRDT'))),
      '500 | 10000 10500 true',
    ],
    [
      'below nought',
      file(statement(balance('OPBD', '1.00', 'DBIT'), balance('CLBD', '6.00', 'DBIT'), entry('5.00', 'DBIT'))),
      '-500 | -100 -600 true',
    ],
    ['no closing balance', file(statement(OPEN, entry('5.00', 'DBIT'))), '-500 | 10000 null not provable'],
    ['no balances', file(statement(entry('5.00', 'DBIT'))), '-500 | null null not provable'],
    [
      'what is available does not count',
      file(statement(OPEN, balance('CLAV', '1.00'), balance('CLBD', '105.00'), entry('5.00', 'CRDT'))),
      '500 | 10000 10500 true',
    ],
    ['a balance twice, alike', file(statement(OPEN, OPEN, balance('CLBD', '100.00'))), ' | 10000 10000 true'],
    [
      'a balance twice, different',
      file(statement(OPEN, balance('OPBD', '1.00'), balance('CLBD', '100.00'))),
      'broken-file',
    ],
    [
      'more places, all noughts',
      file(statement(OPEN, balance('CLBD', '105.00000'), entry('5.00000', 'CRDT'))),
      '500 | 10000 10500 true',
    ],
    ['half a penny', file(statement(OPEN, entry('5.005', 'CRDT'))), 'bad-amount'],
    ['a sign', file(statement(entry('-5.00', 'CRDT'))), 'bad-amount'],
    ['euro', file(statement(entry('5.00', 'CRDT').replace('GBP', 'EUR'))), 'not-pounds'],
    ['an account in euro', file(statement('').replace('</Acct>', '<Ccy>EUR</Ccy></Acct>')), 'not-pounds'],
    ['neither side', file(statement(entry('5.00', 'BOTH'))), 'bad-amount'],
    ['the amount twice', file(statement(entry('5.00', 'CRDT', amount('5.00')))), 'broken-file'],
    ['no amount', file(statement(entry('5.00', 'CRDT').replace(/<Amt.*?<\/Amt>/, ''))), 'missing'],
  ] as const;
  for (const [what, text, expected] of table) test(`${what}: ${expected}`, () => assert.equal(verdict(text), expected));
});

describe('CAMT.053: entries', () => {
  const CLOSE_UP = balance('CLBD', '105.00');
  const table = [
    [
      'pending is no money',
      file(statement(OPEN, balance('CLBD', '100.00'), entry('5.00', 'CRDT', '', 'PDNG'))),
      ' | 10000 10000 true',
    ],
    [
      'booked in the words of version 8',
      file(statement(entry('5.00', 'CRDT', '', '<Cd>BOOK</Cd>'))),
      '500 | null null not provable',
    ],
    ['another status', file(statement(entry('5.00', 'CRDT', '', 'MAYB'))), 'broken-file'],
    ['no date', file(statement(entry('5.00', 'CRDT').replace(/<BookgDt>.*<\/BookgDt>/, ''))), 'missing'],
    ['a day that is none', file(statement(entry('5.00', 'CRDT').replace('12-01', '11-31'))), 'bad-date'],
    [
      'a reversal by the standard',
      file(statement(OPEN, CLOSE_UP, entry('5.00', 'CRDT', '<RvslInd>true</RvslInd>'))),
      '500 | 10000 10500 true',
    ],
    [
      'a reversal as what it reverses',
      file(statement(OPEN, CLOSE_UP, entry('5.00', 'DBIT', '<RvslInd>true</RvslInd>'))),
      '500 | 10000 10500 true',
    ],
    [
      'a reversal that nothing proves',
      file(statement(OPEN, entry('5.00', 'DBIT', '<RvslInd>true</RvslInd>'))),
      'missing',
    ],
    [
      'no reversal, though it says so',
      file(statement(OPEN, CLOSE_UP, entry('5.00', 'CRDT', '<RvslInd>false</RvslInd>'))),
      '500 | 10000 10500 true',
    ],
    [
      'two payments in one entry',
      file(statement(entry('5.00', 'DBIT', details(amount('2.00'), amount('3.00'))))),
      '-200 -300 | null null not provable',
    ],
    [
      'one of them the other way',
      file(statement(entry('5.00', 'DBIT', details(amount('7.00'), `${amount('2.00')}<CdtDbtInd>CRDT</CdtDbtInd>`)))),
      '-700 200 | null null not provable',
    ],
    [
      'two that do not make it up',
      file(statement(entry('5.00', 'DBIT', details(amount('2.00'), amount('3.01'))))),
      '-500 | null null not provable',
    ],
    [
      'two in euro',
      file(statement(entry('5.00', 'DBIT', details(amount('2.00', 'EUR'), amount('3.00', 'EUR'))))),
      '-500 | null null not provable',
    ],
    [
      'totals that fit',
      file(
        statement(
          '<TxsSummry><TtlNtries><NbOfNtries>1</NbOfNtries><Sum>5.00</Sum></TtlNtries></TxsSummry>',
          entry('5.00', 'DBIT'),
        ),
      ),
      '-500 | null null not provable',
    ],
    [
      'a count that does not',
      file(
        statement('<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>', entry('5.00', 'DBIT')),
      ),
      'does-not-balance',
    ],
    [
      'a sum that does not',
      file(statement('<TxsSummry><TtlDbtNtries><Sum>5.01</Sum></TtlDbtNtries></TxsSummry>', entry('5.00', 'DBIT'))),
      'does-not-balance',
    ],
  ] as const;
  for (const [what, text, expected] of table) test(`${what}: ${expected}`, () => assert.equal(verdict(text), expected));

  test('words: who, what for, the bank’s reference and kind', () => {
    const words = `<AcctSvcrRef>R1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>`;
    const parties =
      '<RltdPties><Dbtr><Nm>ME</Nm></Dbtr><Cdtr><Pty><Nm>M&amp;S</Nm></Pty></Cdtr></RltdPties><RmtInf><Ustrd>A</Ustrd><Ustrd>B</Ustrd></RmtInf>';
    const two = details(`${amount('2.00')}${parties}`, `${amount('3.00')}${parties}`);
    const reading = readStatement(new TextEncoder().encode(file(statement(entry('5.00', 'DBIT', words + two)))));
    assert.ok(reading.ok);
    assert.deepEqual(
      reading.statement.lines.map(({ counterparty, narrative, bankRef, type }) => [
        counterparty,
        narrative,
        bankRef,
        type,
      ]),
      [
        ['M&S', 'A B', 'R1/1', 'PMNT-ICDT-ESCT'],
        ['M&S', 'A B', 'R1/2', 'PMNT-ICDT-ESCT'],
      ],
    );
  });
});

describe('CAMT.053: several statements in one file', () => {
  const first = statement(OPEN, balance('ITBD', '95.00'), entry('5.00', 'DBIT'));
  const middle = statement(balance('ITBD', '95.00'), balance('ITBD', '90.00'), entry('5.00', 'DBIT'));
  const last = statement(balance('ITBD', '90.00'), balance('CLBD', '92.00'), entry('2.00', 'CRDT'));
  const table = [
    ['pages', file(first, middle, last), '-500 -500 200 | 10000 9200 true'],
    ['pages, newest first', file(last, middle, first), '-500 -500 200 | 10000 9200 true'],
    ['a page missing', file(first, last), 'does-not-balance'],
    ['another account', file(first, last.replace('374958', '374959')), 'several-accounts'],
    ['none', file(), 'unknown-layout'],
    [
      'another message',
      '<Document><BkToCstmrDbtCdtNtfctn><Ntfctn/></BkToCstmrDbtCdtNtfctn></Document>',
      'unknown-layout',
    ],
    ['a DOCTYPE', `<!DOCTYPE Document>${file(first)}`, 'broken-file'],
  ] as const;
  for (const [what, text, expected] of table) test(`${what}: ${expected}`, () => assert.equal(verdict(text), expected));
});
