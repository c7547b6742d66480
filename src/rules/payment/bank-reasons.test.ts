import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ReturnReason, returnReason } from './bank-reasons.ts';

describe('R-084  Why a payment came back', () => {
  const table: readonly (readonly [string, ReturnReason])[] = [
    ['AC04 ClosedAccountNumber', 'ACCOUNT_CLOSED'],
    ['AC04', 'ACCOUNT_CLOSED'],
    ['B ACCOUNT CLOSED', 'ACCOUNT_CLOSED'],
    ['XAC045', 'OTHER'],
    ['3 ACCOUNT TRANSFERRED', 'ACCOUNT_TRANSFERRED'],
    ['5 NO ACCOUNT', 'NO_ACCOUNT'],
    ['0 INVALID DETAILS', 'NO_ACCOUNT'],
    ['INVALID ACCOUNT TYPE', 'NO_ACCOUNT'],
    ['AC01', 'NO_ACCOUNT'],
    ['AC02', 'NO_ACCOUNT'],
    ['AC03', 'NO_ACCOUNT'],
    ['BE01', 'NO_ACCOUNT'],
    ['RC01', 'NO_ACCOUNT'],
    ['Account not found', 'NO_ACCOUNT'],
    ['MD06 RefundRequestByEndCustomer', 'PAYEE_REFUSED'],
    ['CUST', 'PAYEE_REFUSED'],
    ['refund requested', 'PAYEE_REFUSED'],
    ['Refused', 'PAYEE_REFUSED'],
    ['BENEFICIARY DECEASED', 'PAYEE_REFUSED'],
    ['AM05 Duplication', 'OTHER'],
    ['', 'OTHER'],
  ];
  for (const [words, reason] of table)
    test(`R-084 "${words}": ${reason}`, () => assert.equal(returnReason(words), reason));
});
