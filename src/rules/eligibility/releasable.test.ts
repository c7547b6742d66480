import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BudgetState } from '../life.ts';
import { decideNeedTag, tagOfNeed } from './releasable.ts';

describe('R-046  A need is in the budget unless a service meets it well and the person wants no change, or its money is not free', () => {
  const table = [
    // service           wants in  releasable  tag
    ['', false, false, 'IN_PHB'],
    ['  ', true, false, 'IN_PHB'],
    ['Physiotherapy', false, false, 'MET_COMMISSIONED'],
    ['Physiotherapy', false, true, 'MET_COMMISSIONED'],
    ['Physiotherapy', true, false, 'NOT_RELEASABLE'], // the person wants swimming; the block contract holds the money
    ['Physiotherapy', true, true, 'IN_PHB'],
  ] as const;
  for (const [commissionedService, personWantsIn, moneyReleasable, expected] of table)
    test(`${commissionedService.trim() || 'no service'}, wanted in: ${personWantsIn}, free: ${moneyReleasable} → ${expected}`, () => {
      assert.equal(tagOfNeed({ commissionedService, personWantsIn, moneyReleasable }), expected);
    });

  const held = { commissionedService: 'Physiotherapy', personWantsIn: true, moneyReleasable: false };
  const verdict = (given: { state?: BudgetState; reason?: string; personWantsIn?: boolean }) => {
    const decision = decideNeedTag({ ...held, state: 'ASSESSED', reason: 'Block contract to March', ...given });
    return decision.accepted ? decision.value.tag : decision.refusals.map(refusal => refusal.code).join(', ');
  };

  test('a no to the person has its reason', () => {
    assert.equal(verdict({}), 'NOT_RELEASABLE');
    assert.equal(verdict({ reason: ' ' }), 'need-tag-without-reason');
    assert.equal(verdict({ reason: '', personWantsIn: false }), 'MET_COMMISSIONED');
  });

  test('until the plan is submitted', () => {
    for (const state of ['ELIGIBLE', 'ASSESSED', 'INDICATIVE', 'PLANNING'] as const)
      assert.equal(verdict({ state }), 'NOT_RELEASABLE');
    for (const state of ['REQUESTED', 'SUBMITTED', 'ACTIVE'] as const)
      assert.equal(verdict({ state }), 'need-tag-closed');
    assert.equal(verdict({ state: 'SUBMITTED', reason: '' }), 'need-tag-closed, need-tag-without-reason');
  });
});
