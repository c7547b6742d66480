import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readNhsNumber, showNhsNumber } from './nhs-number.ts';

describe('R-168  NHS numbers: ten digits, the last a check digit modulo 11', () => {
  const table = [
    ['9434765919', '9434765919'],
    ['943 476 5919', '9434765919'],
    ['943-476-5919', '9434765919'],
    [' 4010232137 ', '4010232137'],
    ['9876543210', '9876543210'], // remainder 0: the check digit is 0, not 11
    ['9434765918', undefined],
    ['943476591', undefined],
    ['94347659190', undefined],
    ['943  476 5919', undefined],
    ['943476591X', undefined],
    ['٩٤٣٤٧٦٥٩١٩', undefined],
    ['', undefined],
  ] as const;
  for (const [typed, expected] of table) {
    test(`“${typed}”: ${expected ?? 'refused'}`, () => assert.equal(readNhsNumber(typed), expected));
  }

  test('400000008x asks for check digit 10 and was never issued, whatever its last digit', () => {
    for (let last = 0; last <= 9; last += 1) assert.equal(readNhsNumber(`400000008${last}`), undefined);
  });

  test('exactly one last digit fits nine digits, or none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), nine => {
        const start = nine.toString().padStart(9, '0');
        const fitting = [...'0123456789'].filter(last => readNhsNumber(start + last) !== undefined);
        const sum = [...start].reduce((all, digit, i) => all + Number(digit) * (10 - i), 0);
        assert.equal(fitting.length, sum % 11 === 1 ? 0 : 1);
      }),
    );
  });

  test('any one digit typed wrong is noticed, and any two neighbours swapped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const digits = [...'9434765919'];
        digits[place] = String((Number(digits[place]) + shift) % 10);
        assert.equal(readNhsNumber(digits.join('')), undefined);
      }),
    );
    for (let i = 0; i < 9; i += 1) {
      const digits = [...'9434765919'];
      [digits[i], digits[i + 1]] = [digits[i + 1]!, digits[i]!];
      if (digits.join('') !== '9434765919') assert.equal(readNhsNumber(digits.join('')), undefined);
    }
  });

  test('it is shown 3-3-4 with spaces that do not wrap, and reads back', () => {
    assert.equal(showNhsNumber('9434765919'), '943\u00a0476\u00a05919');
    assert.equal(readNhsNumber(showNhsNumber('9434765919').replaceAll('\u00a0', ' ')), '9434765919');
  });
});
