/**
 * How far budgets have come, what they may save, and who is left out.
 *
 * Pure. The ambition is a guide and never a target or a cap; the benefit is an early finding that anybody may
 * change; rates of small groups are not shown.
 */
import { divideHalfUp } from '../../values/pence.ts';
import type { Policy } from '../policy/policy.ts';

/** how many people a place may hope to reach in three to five years, with the words that must stand beside it. */
export function ambitionOf(
  population: number,
  policy: Pick<Policy['ambition'], 'range' | 'label'>,
): { readonly least: number; readonly most: number; readonly label: string } {
  const { leastPerThousand, mostPerThousand } = policy.range;
  return {
    least: Math.floor((population * leastPerThousand) / 1000),
    most: Math.floor((population * mostPerThousand) / 1000),
    label: policy.label,
  };
}

/** what care by direct payment would cost if it cost so many percent less. */
export function modelledPence(conventionalPence: bigint, benefitPct: number): bigint {
  return conventionalPence - divideHalfUp(conventionalPence * BigInt(benefitPct), 100n);
}

/** by how much it really was cheaper, in tenths of a percent; below nought where it was dearer. */
export function benefitTenths(cost: { readonly conventionalPence: bigint; readonly actualPence: bigint }): bigint {
  return divideHalfUp((cost.conventionalPence - cost.actualPence) * 1000n, cost.conventionalPence);
}

/** CL-26. */
export const PROTECTED_CHARACTERISTICS = [
  'AGE',
  'DISABILITY',
  'GENDER_REASSIGNMENT',
  'MARRIAGE',
  'PREGNANCY',
  'RACE',
  'RELIGION',
  'SEX',
  'SEXUAL_ORIENTATION',
] as const;
/** Compared beside them: how deprived the place is where somebody lives. */
export type EqualityBy = (typeof PROTECTED_CHARACTERISTICS)[number] | 'DEPRIVATION';

export type EqualityGroup = {
  readonly by: EqualityBy;
  readonly group: string;
  /** Who was counted: people with a budget, or refused, or with a direct payment. */
  readonly count: number;
  /** Out of how many: of the local population, or of those who asked. */
  readonly outOf: number;
};

export type EqualityRow = Pick<EqualityGroup, 'by' | 'group'> & {
  /** For each 1,000, in hundredths; undefined where the group is too small to show. */
  readonly hundredthsPerThousand: number | undefined;
  /** Whether it is far from everybody together, either way. */
  readonly gap: boolean;
};

/**
 * each group beside everybody together: the rate, and whether the gap is larger than `gapPct` of the rate of
 * all. A group of fewer than `suppressBelow` counted, or of nobody, has neither.
 */
export function equalityGaps(
  groups: readonly EqualityGroup[],
  all: Pick<EqualityGroup, 'count' | 'outOf'>,
  limits: Policy['equality'] & Pick<Policy['report'], 'suppressBelow'>,
): readonly EqualityRow[] {
  return groups.map(({ by, group, count, outOf }) => {
    if (count < limits.suppressBelow || outOf === 0) return { by, group, hundredthsPerThousand: undefined, gap: false };
    // count / outOf against all.count / all.outOf, without dividing.
    const difference = Math.abs(count * all.outOf - all.count * outOf);
    return {
      by,
      group,
      hundredthsPerThousand: Math.round((count * 100_000) / outOf),
      gap: difference * 100 > limits.gapPct * all.count * outOf,
    };
  });
}
