/**
 * Planned against spent: of one budget, and of all budgets together.
 *
 * Pure, pence. Thresholds and cut-offs are LOCAL (`policy.variance`). More than planned and less than planned are
 * looked at alike; nobody is blamed for either.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { comparePence, divideHalfUp, greatest, least, sizeOf, total } from '../../values/pence.ts';
import { instalmentsOf } from '../budget/instalments.ts';
import { accepted, type Decision, decide } from '../decision.ts';
import type { Policy } from '../policy/policy.ts';

/** what low spending usually means, and is nobody's fault. */
export const BENIGN_CAUSES = ['BUDGET_TOO_HIGH', 'HOSPITAL', 'SAVING_FOR_ITEM', 'FLUCTUATING_NEED'] as const;
/** CL-22: every cause that a variance may be put down to, the usual ones of low spending first. */
export const VARIANCE_CAUSES = [
  ...BENIGN_CAUSES,
  'BUDGET_TOO_LOW',
  'CONTINGENCY',
  'RECRUITMENT_GAP',
  'INVOICE_TIMING',
  'PROVIDER_PRICE',
  'MISUSE_QUERY',
  'DATA_GAP',
  'OTHER',
] as const;
export type VarianceCause = (typeof VARIANCE_CAUSES)[number];

export type VarianceRefusal =
  | { readonly code: 'variance-without-cause' }
  | { readonly code: 'variance-cause-without-words' }
  | { readonly code: 'query-coordinator-first' }
  | { readonly code: 'offset-over-most'; readonly mostPence: bigint }
  | { readonly code: 'offset-without-notice' };

export type Spending = { readonly expectedPence: bigint; readonly actualPence: bigint };

export type Variance = {
  /** Actual less expected: below nought where less was spent. */
  readonly pence: bigint;
  /** Of what was expected, in tenths of a percent, half up; undefined where nothing was expected. */
  readonly tenthsOfPercent: bigint | undefined;
  /** Beyond both thresholds: the care co-ordinator is told. */
  readonly flagged: boolean;
};

/** actual less expected to date, flagged beyond both the percent and the pence of policy. */
export function varianceOf(
  { expectedPence, actualPence }: Spending,
  policy: Pick<Policy['variance'], 'pct' | 'pence'>,
): Variance {
  const pence = actualPence - expectedPence;
  const size = sizeOf(pence);
  return {
    pence,
    tenthsOfPercent: expectedPence > 0n ? divideHalfUp(pence * 1000n, expectedPence) : undefined,
    flagged: size > policy.pence && size * 100n > BigInt(policy.pct) * expectedPence,
  };
}

/**
 * what should have been spent by the end of the last month that is over: what is bought once, and what the
 * months of the budget year come to. Undefined before its first month is over.
 */
export function expectedByNow(
  plan: { readonly startsOn: PlainDate; readonly yearlyPence: bigint; readonly startUpPence: bigint },
  today: PlainDate,
): { readonly until: PlainDate; readonly pence: bigint } | undefined {
  const over = instalmentsOf(plan.yearlyPence, plan.startsOn).filter(({ to }) => isBefore(to, today));
  const last = over.at(-1);
  return last && { until: last.to, pence: plan.startUpPence + total(over.map(({ pence }) => pence)) };
}

/** budgets in the order in which they are looked at: the largest variance first, whichever way it goes. */
export function byVariance<B extends Spending & { readonly budgetId: string }>(budgets: readonly B[]): readonly B[] {
  const size = ({ actualPence, expectedPence }: Spending) => sizeOf(actualPence - expectedPence);
  return budgets.toSorted((a, b) => comparePence(size(b), size(a)) || a.budgetId.localeCompare(b.budgetId));
}

/** Decides whether a flag may be closed: it has a cause, and one that is not on the list has words. */
export function decideFlagClose(answer: {
  readonly cause: VarianceCause | undefined;
  readonly words: string;
}): Decision<{ readonly cause: VarianceCause }> {
  const { cause, words } = answer;
  return decide(
    [
      cause === undefined && { code: 'variance-without-cause' },
      cause === 'OTHER' && words.trim() === '' && { code: 'variance-cause-without-words' },
    ],
    () => ({ cause: cause! }),
  );
}

/** Decides what a review records of a variance: a flagged one, over or under, has its cause. */
export function decideVariance(
  variance: Pick<Variance, 'flagged'>,
  answer: { readonly cause: VarianceCause | undefined; readonly words: string },
): Decision<{ readonly cause: VarianceCause | undefined }> {
  return variance.flagged ? decideFlagClose(answer) : accepted({ cause: answer.cause });
}

/** what is seen of many budgets together: sums, and no budget by itself. */
export function totalsOf(budgets: readonly Spending[]): Spending & { readonly budgets: number } {
  return {
    budgets: budgets.length,
    expectedPence: total(budgets.map(budget => budget.expectedPence)),
    actualPence: total(budgets.map(budget => budget.actualPence)),
  };
}

/** Decides whether a question about a variance may go to somebody: to the care co-ordinator first. */
export function decideQuery(query: {
  readonly to: 'CARE_COORDINATOR' | 'PERSON';
  readonly coordinatorAnswered: boolean;
}): Decision<{ readonly to: 'CARE_COORDINATOR' | 'PERSON' }> {
  return decide([query.to === 'PERSON' && !query.coordinatorAnswered && { code: 'query-coordinator-first' }], () => ({
    to: query.to,
  }));
}

export type Diagnosis = 'FEW_LARGE' | 'MANY_SMALL' | 'MIXED';

/** Sums over a portfolio from which its pattern shows: by budget they are added up without their signs. */
export type PortfolioSums = {
  readonly expectedPence: bigint;
  /** Of all variances, signs kept. */
  readonly netPence: bigint;
  /** The sizes of all variances; of the few largest; of those that are flagged. */
  readonly allPence: bigint;
  readonly byFewPence: bigint;
  readonly byFlaggedPence: bigint;
};

/** how many budgets are a few. */
export function fewOf(budgets: number, policy: Pick<Policy['variance'], 'fewLargeBudgetsPct'>): number {
  return Math.floor((budgets * policy.fewLargeBudgetsPct) / 100);
}

/** whether a few budgets or all of them are behind the variance of a portfolio. */
export function diagnose(budgets: readonly Spending[], policy: Policy['variance']): Diagnosis {
  const variances = budgets.map(budget => varianceOf(budget, policy));
  const sizes = variances
    .map(variance => sizeOf(variance.pence))
    .sort(comparePence)
    .reverse();
  return diagnosisOf(
    {
      expectedPence: totalsOf(budgets).expectedPence,
      netPence: total(variances.map(({ pence }) => pence)),
      allPence: total(sizes),
      byFewPence: total(sizes.slice(0, fewOf(budgets.length, policy))),
      byFlaggedPence: total(variances.filter(({ flagged }) => flagged).map(({ pence }) => sizeOf(pence))),
    },
    policy,
  );
}

/** the same from the sums alone, however many budgets they are of. */
export function diagnosisOf(sums: PortfolioSums, policy: Policy['variance']): Diagnosis {
  const { expectedPence, netPence, allPence, byFewPence, byFlaggedPence } = sums;
  if (allPence === 0n) return 'MIXED';
  if (byFewPence * 100n >= allPence * BigInt(policy.fewLargeSharePct)) return 'FEW_LARGE';
  const isSmall = byFlaggedPence * 100n < allPence * BigInt(policy.manySmallFlaggedPct);
  const isMany = sizeOf(netPence) * 100n >= expectedPence * BigInt(policy.manySmallNetPct);
  return isSmall && isMany ? 'MANY_SMALL' : 'MIXED';
}

export type DiagnosisStep = 'QUERY_COORDINATORS' | 'JOINT_INTERIM_REVIEW' | 'REVIEW_BUDGET_METHOD';

/** what follows: co-ordinators are asked and then, unexplained, an interim review; or the method is looked at. */
export function nextStepOf(
  diagnosis: Diagnosis,
  queries: 'NONE' | 'EXPLAINED' | 'UNEXPLAINED',
): DiagnosisStep | undefined {
  if (diagnosis === 'MANY_SMALL') return 'REVIEW_BUDGET_METHOD';
  if (diagnosis === 'MIXED' || queries === 'EXPLAINED') return undefined;
  return queries === 'NONE' ? 'QUERY_COORDINATORS' : 'JOINT_INTERIM_REVIEW';
}

/** the most that money lying idle may take the place of in one period: what is due, and never more than lies there. */
export function mostOffsetPence(period: { readonly duePence: bigint; readonly surplusPence: bigint }): bigint {
  return greatest(least(period.duePence, period.surplusPence), 0n);
}

/** Decides whether a payment may be made smaller by money that lies idle. */
export function decideOffset(offset: {
  readonly offsetPence: bigint;
  readonly duePence: bigint;
  readonly surplusPence: bigint;
  readonly noticeGiven: boolean;
}): Decision<{ readonly paidPence: bigint }> {
  const mostPence = mostOffsetPence(offset);
  return decide(
    [
      offset.offsetPence > mostPence && { code: 'offset-over-most', mostPence },
      !offset.noticeGiven && { code: 'offset-without-notice' },
    ],
    () => ({ paidPence: offset.duePence - offset.offsetPence }),
  );
}
