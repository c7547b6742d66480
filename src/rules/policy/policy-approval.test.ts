import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { decidePolicy, decidePolicyApproval, type PolicyApproval } from './policy-approval.ts';
import { writePolicy } from './policy-json.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const codes = (decision: Decision<unknown>) =>
  decision.accepted ? 'yes' : decision.refusals.map(refusal => refusal.code).join(', ');

describe('R-043  A policy is taken in whole, or with everything that is wrong with it', () => {
  test('the default is read', () => {
    assert.deepEqual(decidePolicy(writePolicy(DEFAULT_POLICY)), { accepted: true, value: DEFAULT_POLICY });
  });

  test('each problem is a reason, with its place, what stands there, what is allowed and the rule', () => {
    const file = writePolicy({
      ...DEFAULT_POLICY,
      request: { ...DEFAULT_POLICY.request, decisionDays: 4 },
      review: { ...DEFAULT_POLICY.review, bands: { ...DEFAULT_POLICY.review.bands, low: 14 } },
    });
    const decision = decidePolicy(file);
    assert.deepEqual(!decision.accepted && decision.refusals, [
      {
        code: 'policy-has-problem',
        path: 'request.decisionDays',
        found: '4',
        allowed: 'a whole number from 5 to 60',
        rule: undefined,
      },
      {
        code: 'policy-has-problem',
        path: 'review.bands.low',
        found: '14',
        allowed: 'a whole number from 1 to 12',
        rule: 'R-136',
      },
    ]);
  });
});

describe('R-043  A version counts once a second person approved it, never before that day', () => {
  const today = on('2026-12-01');
  const given = (facts: Partial<PolicyApproval> = {}): PolicyApproval => ({
    approverId: 'ann',
    addedById: 'ben',
    effectiveFrom: on('2027-04-01'),
    isApproved: false,
    evidence: 'Board paper 12',
    counting: undefined,
    ...facts,
  });

  const days = [
    ['2027-04-01', '2027-04-01'],
    ['2026-12-02', '2026-12-02'],
    ['2026-12-01', '2026-12-01'],
    ['2026-11-30', '2026-12-01'],
    ['2022-07-01', '2026-12-01'],
  ] as const;
  for (const [effectiveFrom, countsFrom] of days)
    test(`first day ${effectiveFrom}, approved on 2026-12-01: counts from ${countsFrom}`, () => {
      const decision = decidePolicyApproval(given({ effectiveFrom: on(effectiveFrom) }), today);
      assert.equal(decision.accepted && decision.value.countsFrom.toString(), countsFrom);
    });

  const counting = (effectiveFrom: string) => ({ version: 'b-2026', effectiveFrom: on(effectiveFrom) });
  const table = [
    ['another person with evidence', {}, 'yes'],
    ['who added it', { approverId: 'ben' }, 'policy-approver-added'],
    ['without evidence', { evidence: ' ' }, 'policy-evidence-missing'],
    ['a second time', { isApproved: true }, 'policy-approved-already'],
    ['beginning with the one that counts', { counting: counting('2027-04-01') }, 'yes'],
    ['beginning before the one that counts', { counting: counting('2027-04-02') }, 'policy-overtaken'],
    [
      'all at once',
      { isApproved: true, approverId: 'ben', evidence: '', counting: counting('2028-01-01') },
      'policy-approved-already, policy-approver-added, policy-evidence-missing, policy-overtaken',
    ],
  ] as const;
  for (const [words, facts, expected] of table)
    test(`${words}: ${expected}`, () => assert.equal(codes(decidePolicyApproval(given(facts), today)), expected));

  test('the version that counts is named', () => {
    const decision = decidePolicyApproval(given({ counting: counting('2028-01-01') }), today);
    assert.deepEqual(!decision.accepted && decision.refusals, [{ code: 'policy-overtaken', version: 'b-2026' }]);
  });
});
