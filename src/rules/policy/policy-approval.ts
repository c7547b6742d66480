/**
 * May this version of the local policy be taken in, and may it count?
 *
 * Two people: who writes a version down does not make it count, because a setting decides about everybody at once. A
 * version counts from its first day or from its approval, whichever is later, so that no day changes its policy
 * afterwards and nothing that was decided is decided otherwise. Pure; dates are London calendar dates.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { Policy } from './policy.ts';
import { readPolicy } from './policy-json.ts';
import { lintPolicy, pathInWords } from './policy-lint.ts';

export type PolicyRefusal =
  | { readonly code: 'policy-not-json'; readonly problem: string }
  | {
      readonly code: 'policy-has-problem';
      readonly path: string;
      readonly found: string;
      readonly allowed: string;
      /** The rule that does not leave this to the board. */
      readonly rule: string | undefined;
    }
  | { readonly code: 'policy-approver-added' }
  | { readonly code: 'policy-evidence-missing' }
  | { readonly code: 'policy-approved-already' }
  | { readonly code: 'policy-overtaken'; readonly version: string };

/** Decides whether a file may be taken in as a version, with everything that is wrong with it. */
export function decidePolicy(content: unknown): Decision<Policy> {
  return decide(
    lintPolicy(content).map(({ path, found, allowed, rule }) => ({
      code: 'policy-has-problem',
      path: pathInWords(path),
      found,
      allowed,
      rule,
    })),
    () => readPolicy(content),
  );
}

export type PolicyApproval = {
  readonly approverId: string;
  readonly addedById: string;
  /** The first day that the version names. */
  readonly effectiveFrom: PlainDate;
  readonly isApproved: boolean;
  /** What it rests on: the board's paper, the law's date. */
  readonly evidence: string;
  /** The version that counts today, where it is one of the board's own. */
  readonly counting: { readonly version: string; readonly effectiveFrom: PlainDate } | undefined;
};

/** Decides whether a version may count, and from which day. */
export function decidePolicyApproval(
  { approverId, addedById, effectiveFrom, isApproved, evidence, counting }: PolicyApproval,
  today: PlainDate,
): Decision<{ readonly countsFrom: PlainDate }> {
  return decide(
    [
      isApproved && { code: 'policy-approved-already' },
      approverId === addedById && { code: 'policy-approver-added' },
      evidence.trim() === '' && { code: 'policy-evidence-missing' },
      // A version that begins before the one that counts would take its place only because it was approved later.
      counting !== undefined &&
        isBefore(effectiveFrom, counting.effectiveFrom) && { code: 'policy-overtaken', version: counting.version },
    ],
    () => ({ countsFrom: isBefore(effectiveFrom, today) ? today : effectiveFrom }),
  );
}
