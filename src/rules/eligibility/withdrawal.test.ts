import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BudgetState } from '../life.ts';
import { decideWithdrawal } from './withdrawal.ts';

describe('R-017  The person can withdraw until the budget is active', () => {
  const table: readonly (readonly [BudgetState, boolean])[] = [
    ['REQUESTED', true],
    ['PLANNING', true],
    ['SET_UP', true],
    ['ACTIVE', false],
    ['WITHDRAWN', false],
    ['DECLINED', false],
  ];
  for (const [state, expected] of table) {
    test(`${state}: ${expected ? 'accepted' : 'refused'}`, () => {
      assert.equal(decideWithdrawal(state, 'PREFER_NOT_TO_SAY').accepted, expected);
    });
  }
});
