/**
 * Which needs the budget is there for: what a service that the NHS buys already meets well stays outside, unless
 * the person wants it in and the money for that service can be released.
 *
 * The answer is a tag of CL-07 for each need. Pure; dates are London calendar dates.
 */

import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { isOpenForAdditions, type NEED_MET } from './assessment.ts';

export type NeedTag = (typeof NEED_MET)[number];

/** What is said of one need, that its tag follows from. */
export type NeedFacts = {
  /** The service that the NHS buys and that meets the need well now; empty when there is none. */
  readonly commissionedService: string;
  /** Whether the person wants the need met by the budget instead. */
  readonly personWantsIn: boolean;
  /** Whether the money for that service can be released to the budget. */
  readonly moneyReleasable: boolean;
};

export type ReleasableRefusal =
  | { readonly code: 'need-tag-closed'; readonly state: BudgetState }
  | { readonly code: 'need-tag-without-reason' }; // why the money cannot be released

/** The tag that follows from the facts. */
export function tagOfNeed({ commissionedService, personWantsIn, moneyReleasable }: NeedFacts): NeedTag {
  if (commissionedService.trim() === '') return 'IN_PHB';
  if (!personWantsIn) return 'MET_COMMISSIONED';
  return moneyReleasable ? 'IN_PHB' : 'NOT_RELEASABLE';
}

/** Decides whether a need may be tagged: until the plan is submitted, and a no to the person says why. */
export function decideNeedTag(
  facts: NeedFacts & { readonly state: BudgetState; readonly reason: string },
): Decision<{ readonly tag: NeedTag }> {
  const tag = tagOfNeed(facts);
  return decide(
    [
      !isOpenForAdditions(facts.state) && { code: 'need-tag-closed', state: facts.state },
      tag === 'NOT_RELEASABLE' && facts.reason.trim() === '' && { code: 'need-tag-without-reason' },
    ],
    () => ({ tag }),
  );
}
