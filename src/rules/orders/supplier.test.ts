import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import {
  decideSupplier,
  decideSupplierAccount,
  decideSupplierCheck,
  type SupplierFacts,
  type SupplierNumberKind,
  supplierNumber,
} from './supplier.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

const facts = (given: Partial<SupplierFacts> = {}): SupplierFacts => ({
  numberKind: 'COMPANY',
  number: '01234567',
  hasConflict: false,
  conflictPlan: '',
  sameName: undefined,
  ...given,
});

describe('R-092  Who care is bought from', () => {
  const numbers: readonly (readonly [SupplierNumberKind, string, boolean])[] = [
    ['COMPANY', '01234567', true],
    ['COMPANY', 'SC123456', true],
    ['COMPANY', 'sc 123 456', true],
    ['COMPANY', '1234567', false],
    ['COMPANY', '012345678', false],
    ['COMPANY', 'S1234567', false],
    ['COMPANY', '', false],
    ['CHARITY', '123456', true],
    ['CHARITY', '1234567', true],
    ['CHARITY', '12345678', false],
    ['CHARITY', '12345', false],
    ['CHARITY', 'SC012345', true],
    ['CHARITY', 'NIC101234', true],
    ['CHARITY', 'NI101234', true],
    ['CHARITY', 'XX101234', false],
    ['NHS', 'RXX', true],
    ['NHS', 'RX', false],
    ['NHS', 'RXX123', true],
    ['NHS', 'RXX1234', false],
    ['NONE', '', true],
    ['NONE', ' ', true],
    ['NONE', '1', false],
  ];
  for (const [numberKind, number, right] of numbers)
    test(`${numberKind} “${number}” is ${right ? 'right' : 'wrong'}`, () => {
      const expected = right ? 'accepted' : 'supplier-number-wrong';
      assert.equal(verdict(decideSupplier(facts({ numberKind, number }))), expected);
    });

  test('the number is kept as its register writes it', () => {
    assert.equal(supplierNumber(' sc 123 456 '), 'SC123456');
    const decision = decideSupplier(facts({ number: 'sc 123 456' }));
    assert.equal(decision.accepted && decision.value.number, 'SC123456');
  });

  const table: readonly (readonly [Partial<SupplierFacts>, string])[] = [
    [{ hasConflict: true }, 'supplier-conflict-unmanaged'],
    [{ hasConflict: true, conflictPlan: '  ' }, 'supplier-conflict-unmanaged'],
    [{ hasConflict: true, conflictPlan: 'Ann does not decide' }, 'accepted'],
    [{ conflictPlan: '' }, 'accepted'],
    [{ sameName: 'Riverside' }, 'supplier-there-already'],
  ];
  for (const [given, expected] of table)
    test(`${JSON.stringify(given)}: ${expected}`, () => assert.equal(verdict(decideSupplier(facts(given))), expected));
});

describe('R-085 R-086  The account of a supplier', () => {
  const account = { sortCode: '089999', accountNumber: '66374958', name: 'Riverside Ltd' };
  const entry = (given: object = {}) =>
    verdict(
      decideSupplierAccount({
        before: undefined,
        entered: account,
        modulus: 'pass',
        nameInFile: 'RIVERSIDE LTD',
        ...given,
      }),
    );
  const table: readonly (readonly [string, object, string])[] = [
    ['the first', {}, 'accepted'],
    ['one that no table knows', { modulus: 'not-checkable' }, 'accepted'],
    ['one whose numbers do not belong together', { modulus: 'fail' }, 'supplier-account-fails-check'],
    ['a name that no file can carry', { nameInFile: ' ' }, 'supplier-account-name-not-writable'],
    ['a name of one letter', { nameInFile: 'X' }, 'accepted'],
    ['the same again', { before: account }, 'supplier-account-unchanged'],
    ['another name', { before: { ...account, name: 'Other' } }, 'accepted'],
    ['another sort code', { before: { ...account, sortCode: '089998' } }, 'accepted'],
    ['another number', { before: { ...account, accountNumber: '66374959' } }, 'accepted'],
  ];
  for (const [what, given, expected] of table) test(`${what}: ${expected}`, () => assert.equal(entry(given), expected));

  const entered = { enteredById: 'pru', isChecked: false };
  const checks: readonly (readonly [string, typeof entered | undefined, string, string])[] = [
    ['another person', entered, 'finn', 'accepted'],
    ['who entered it', entered, 'pru', 'supplier-account-checker-entered-it'],
    ['none there', undefined, 'finn', 'supplier-account-missing'],
    ['checked already', { ...entered, isChecked: true }, 'finn', 'supplier-account-checked-already'],
  ];
  for (const [what, given, byId, expected] of checks)
    test(`${what}: ${expected}`, () => assert.equal(verdict(decideSupplierCheck(given, byId)), expected));
});
