import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { decideHealthChange, decideHealthCheck } from './health-change.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2027-03-04');
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

describe('R-089  A change of health is reported', () => {
  const report = { state: 'ACTIVE', changedOn: today } as const;
  test('up to today, and looked at within the days of the policy from the report', () => {
    same(decideHealthChange(report, 10, today), { accepted: true, value: { checkBy: on('2027-03-14') } });
    same(decideHealthChange({ ...report, changedOn: on('2027-01-01') }, 0, today), {
      accepted: true,
      value: { checkBy: today },
    });
    same(refusalsOf(decideHealthChange({ ...report, changedOn: on('2027-03-05') }, 10, today)), [
      { code: 'health-change-in-future' },
    ]);
  });
  test('while the budget is active', () =>
    same(refusalsOf(decideHealthChange({ ...report, state: 'SET_UP' }, 10, today)), [
      { code: 'payments-not-running', state: 'SET_UP' },
    ]));
});

describe('R-089  What was found is written down', () => {
  const covered = [{ label: 'Assistants', costPence: 100n, paidPence: 100n }];
  const short = [{ label: 'Assistants', costPence: 100n, paidPence: 99n }];
  const check = { isChecked: false, finding: 'ENOUGH', found: 'As before', services: covered } as const;
  const notCovered = { code: 'service-not-covered', service: 'Assistants', shortPence: 1n };

  test('enough only where each service is covered, to the penny', () => {
    same(decideHealthCheck(check), { accepted: true, value: true });
    same(refusalsOf(decideHealthCheck({ ...check, services: short })), [notCovered]);
  });
  test('another amount, or a review, also where one is not', () => {
    for (const finding of ['ANOTHER_AMOUNT', 'REVIEW'] as const)
      same(decideHealthCheck({ ...check, finding, services: short }), { accepted: true, value: true });
  });
  test('never without words, and once', () => {
    for (const finding of ['ENOUGH', 'ANOTHER_AMOUNT', 'REVIEW'] as const)
      same(refusalsOf(decideHealthCheck({ ...check, finding, found: ' ' })), [{ code: 'sufficiency-not-recorded' }]);
    same(refusalsOf(decideHealthCheck({ ...check, isChecked: true })), [{ code: 'health-change-checked-already' }]);
  });
});
