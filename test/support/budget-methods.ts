/** What an indicative budget is worked out from, and what comes of it, for the tests of the methods. */
import assert from 'node:assert/strict';
import { type NeededLine, type Per, showWorking } from '../../src/rules/budget/budget.ts';
import { type EstimateBasis, estimate, type Peer } from '../../src/rules/budget/methods.ts';
import type { Employment } from '../../src/rules/budget/on-costs.ts';
import { asSentences } from '../../src/rules/budget/trace-words.ts';
import { DEFAULT_POLICY } from '../../src/rules/policy/policy.ts';
import { readPounds } from '../../src/values/pence.ts';
import { readQuantity } from '../../src/values/quantity.ts';

export const day = (iso: string) => Temporal.PlainDate.from(iso);
export const pence = (amount: string) => readPounds(amount)!;
export const stream = 'NHS_CHC';
export const rate = (amount: string, unit = 'hour') => ({
  code: 'PA',
  label: 'Assistant',
  unit,
  pence: pence(amount),
  source: 'rate card 7',
});
export const line = (
  quantity: string,
  amount: string,
  per: Per = 'week',
  given: Partial<NeededLine> = {},
): NeededLine => ({
  id: `${quantity} at ${amount} ${per}`,
  needId: 'need',
  rate: rate(amount),
  quantity: readQuantity(quantity)!,
  per,
  stream,
  ...given,
});
export const basis = (given: Partial<EstimateBasis> = {}): EstimateBasis => ({
  startsOn: day('2026-12-01'),
  weeksPerYear: 52,
  contingency: { weeks: 0, inBudget: true },
  figure: { method: 'HOURS_RATES' },
  lines: [],
  employment: null,
  ...given,
});
export const estimated = (given: Partial<EstimateBasis>) => {
  const decision = estimate(basis(given));
  assert.ok(decision.accepted);
  return decision.value;
};
export const reasons = (given: Partial<EstimateBasis>) => {
  const decision = estimate(basis(given));
  return decision.accepted ? [] : decision.refusals;
};
export const sentences = (given: Partial<EstimateBasis>) => asSentences(estimated(given).trace);
export const lines = (given: Partial<EstimateBasis>) =>
  estimated(given).working.lines.map(each => `${each.id} ${each.rule} ${showWorking(each)}`);
export const peers = (...amounts: string[]): readonly Peer[] =>
  amounts.map((amount, i) => ({ id: `case ${i + 1}`, annualPence: pence(amount) }));

export const employment = (hourly: string, given: Partial<Employment['assistants'][number]> = {}): Employment => {
  const price = (code: string, amount: string) => ({ ...rate(amount, 'item'), code, label: code });
  return {
    stream,
    figures: {
      minimumWage: DEFAULT_POLICY.employer.minimumWage,
      onCosts: DEFAULT_POLICY.employer.onCosts[0]!,
      prices: {
        insurance: price('EMPLOYER_INSURANCE', '£119.00'),
        payroll: price('PAYROLL', '£25.00'),
        training: price('TRAINING', '£60.00'),
        check: price('DBS_CHECK', '£49.50'),
        recruitment: price('RECRUITMENT', '£180.00'),
      },
    },
    assistants: [
      {
        id: 'ana',
        needId: 'need',
        label: 'Ana',
        rate: rate(hourly),
        hoursPerWeek: readQuantity('20')!,
        bornOn: null,
        apprentice: false,
        employedSince: null,
        setAsidePence: 0n,
        ...given,
      },
    ],
  };
};
