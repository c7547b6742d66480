import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findIcb, ICB_CODES } from '../../values/icb-codes.ts';
import { readPostcode } from '../../values/postcode.ts';
import { type Identifiers, identifierProblems, nhsNumberProblems } from './identifiers.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);
const today = on('2026-11-23');

const problems = (given: Partial<Identifiers> = {}) =>
  identifierProblems(
    {
      nhsNumber: '943 476 5919',
      nhsNumberStatus: '01',
      dateOfBirth: on('1964-03-02'),
      postcode: 'SN15 1AA',
      icbCode: 'QOX',
      ...given,
    },
    today,
  )
    .filter(problem => problem !== false)
    .map(problem => problem.code)
    .join(', ');

describe('R-168  Identifiers are checked as they are entered', () => {
  test('a lawful set has no problem', () => assert.equal(problems(), ''));

  const numbers = [
    // number         status  problem
    ['9434765919', '01', ''],
    ['9434765919', '02', ''],
    ['9434765918', '01', 'nhs-number-invalid'],
    ['', '01', 'nhs-number-reason-needed'],
    ['', '02', 'nhs-number-reason-needed'],
    ['', '03', ''],
    ['', '07', ''],
    ['', '08', ''],
    ['9434765919', '03', 'nhs-number-status-differs'],
    ['9434765919', '07', 'nhs-number-status-differs'],
    ['943476591', '07', 'nhs-number-invalid, nhs-number-status-differs'],
  ] as const;
  for (const [nhsNumber, nhsNumberStatus, expected] of numbers) {
    test(`NHS number “${nhsNumber}” with status ${nhsNumberStatus}: ${expected || 'fine'}`, () => {
      const found = nhsNumberProblems({ nhsNumber, nhsNumberStatus }).filter(problem => problem !== false);
      assert.equal(found.map(problem => problem.code).join(', '), expected);
    });
  }

  const births = [
    ['2026-11-22', ''],
    ['2026-11-23', ''],
    ['2026-11-24', 'born-in-future'],
    ['1896-11-23', ''], // 130 today
    ['1895-11-24', ''], // 130, 131 tomorrow
    ['1895-11-23', 'born-too-long-ago'], // 131 today
  ] as const;
  for (const [born, expected] of births) {
    test(`born ${born}, today 23 November 2026: ${expected || 'fine'}`, () => {
      assert.equal(problems({ dateOfBirth: on(born) }), expected);
    });
  }

  const postcodes = [
    ['M1 1AE', 'M1 1AE'],
    ['b338th', 'B33 8TH'],
    ['CR2 6XH', 'CR2 6XH'],
    ['dn55 1pt', 'DN55 1PT'],
    ['W1A 0AX', 'W1A 0AX'],
    [' ec1a  1bb ', 'EC1A 1BB'],
    ['GIR 0AA', 'GIR 0AA'],
    ['ZZ99 3WZ', 'ZZ99 3WZ'],
    ['SN15 1A', undefined],
    ['SN15 1AAA', undefined],
    ['SN15 1CA', undefined], // C never stands in the second half
    ['SN15 1AO', undefined],
    ['SNX15 1AA', undefined],
    ['S15A 1AA', undefined],
    ['115 1AA', undefined],
    ['SN15-1AA', undefined],
    ['', undefined],
  ] as const;
  for (const [typed, expected] of postcodes) {
    test(`postcode “${typed}”: ${expected ?? 'refused'}`, () => assert.equal(readPostcode(typed), expected));
  }
  test('a wrong postcode is named', () => assert.equal(problems({ postcode: 'SN15' }), 'postcode-invalid'));

  test('the ICB’s code is of the list, on that day', () => {
    assert.equal(problems({ icbCode: 'QOX' }), '');
    assert.equal(problems({ icbCode: 'QO0' }), 'icb-unknown');
    assert.equal(problems({ icbCode: 'qox' }), 'icb-unknown');
    assert.equal(findIcb('QOX', on('2022-06-30')), undefined);
    assert.equal(findIcb('QOX', on('2022-07-01'))?.kind, 'real');
  });
  test('42 real boards, each with a code of its own; the demonstration and tests are marked', () => {
    assert.equal(ICB_CODES.filter(icb => icb.kind === 'real').length, 42);
    assert.equal(new Set(ICB_CODES.map(icb => icb.code)).size, ICB_CODES.length);
    for (const { code } of ICB_CODES) assert.match(code, /^Q[A-Z0-9]{2}$/);
    assert.equal(findIcb('QZZ', today)?.kind, 'demonstration');
    assert.equal(findIcb('QTA', today)?.kind, 'test');
  });
});
