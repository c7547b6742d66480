/**
 * Pooled budgets: several people's budgets pay for one shared activity.
 *
 * Pure, pence. Each member's consent, share and outcome stay their own; the shares always add up to the cost.
 */
import { total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';

export type PoolMember = {
  readonly budgetId: string;
  readonly sharePence: bigint;
  readonly consented: boolean;
  /** What this member is in it for, in their own words. */
  readonly outcome: string;
};

export type Pool = { readonly costPence: bigint; readonly members: readonly PoolMember[] };

export type PoolRefusal =
  | { readonly code: 'pool-too-small'; readonly members: number } // R-102, this and the next five
  | { readonly code: 'pool-shares-differ'; readonly sharesPence: bigint; readonly costPence: bigint }
  | { readonly code: 'pool-share-empty'; readonly budgetId: string }
  | { readonly code: 'pool-member-without-consent'; readonly budgetId: string }
  | { readonly code: 'pool-member-without-outcome'; readonly budgetId: string }
  | { readonly code: 'pool-member-unknown'; readonly budgetId: string };

/** The fewest members of a pool. */
const LEAST_MEMBERS = 2;

/** Decides whether a pool may pay for its activity. */
export function decidePool(pool: Pool): Decision<{ readonly members: number }> {
  const { costPence, members } = pool;
  const sharesPence = total(members.map(member => member.sharePence));
  return decide(
    [
      members.length < LEAST_MEMBERS && { code: 'pool-too-small', members: members.length },
      sharesPence !== costPence && { code: 'pool-shares-differ', sharesPence, costPence },
      ...members.flatMap(({ budgetId, sharePence, consented, outcome }) => [
        sharePence <= 0n && ({ code: 'pool-share-empty', budgetId } as const),
        !consented && ({ code: 'pool-member-without-consent', budgetId } as const),
        outcome.trim() === '' && ({ code: 'pool-member-without-outcome', budgetId } as const),
      ]),
    ],
    () => ({ members: members.length }),
  );
}

/** Equal shares of a cost, to the penny: what does not divide is with the first member. */
export function equalShares(costPence: bigint, members: number): readonly bigint[] {
  const each = costPence / BigInt(members);
  const first = costPence - each * BigInt(members - 1);
  return Array.from({ length: members }, (_, i) => (i === 0 ? first : each));
}

/**
 * what happens when a member leaves: the new equal shares that each of the others is asked to consent to, and
 * the gap that the ICB covers until they have.
 */
export function decideLeave(
  pool: Pool,
  leaverId: string,
): Decision<{
  readonly proposed: readonly { readonly budgetId: string; readonly sharePence: bigint }[];
  readonly gapPence: bigint;
}> {
  const leaver = pool.members.find(member => member.budgetId === leaverId);
  const staying = pool.members.filter(member => member.budgetId !== leaverId);
  return decide(
    [
      leaver === undefined && { code: 'pool-member-unknown', budgetId: leaverId },
      staying.length < LEAST_MEMBERS && { code: 'pool-too-small', members: staying.length },
    ],
    () => {
      const shares = equalShares(pool.costPence, staying.length);
      return {
        proposed: staying.map(({ budgetId }, i) => ({ budgetId, sharePence: shares[i]! })),
        gapPence: pool.costPence - total(staying.map(member => member.sharePence)),
      };
    },
  );
}
