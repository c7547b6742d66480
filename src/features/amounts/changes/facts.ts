/** What another amount is decided on, gathered from the stores. */
import { z } from 'zod';
import type { Queryable } from '../../../platform/db.ts';
import type { ChangedFacts } from '../../../rules/amounts/changed-instalments.ts';
import { byAgreement } from '../../../rules/funding/line-shares.ts';
import { paidInByOthers, type StreamBudget } from '../../../rules/funding/stream-budgets.ts';
import type { Policy } from '../../../rules/policy/policy.ts';
import { total } from '../../../values/pence.ts';
import { type FinalBudget, loadFinalBudget } from '../../budgets/store.ts';
import { loadStreams } from '../../budgets/stream-store.ts';
import { loadInstalments } from '../../payments/owed-store.ts';
import { loadApprovedPlan } from '../../plans/store.ts';
import type { Budget } from '../../requests/store.ts';
import { type AmountRequest, loadAmountRequests } from '../requests/store.ts';
import { loadPaidLines } from '../suspensions/facts.ts';

/** What is stored of a request for another amount, beside its sum and its day. */
export const ChangeFacts = z.object({
  isCut: z.boolean(),
  endedLineIds: z.array(z.string()),
  found: z.string(),
  fromPence: z.string().transform(BigInt),
});

export type LoadedChangedFacts = ChangedFacts & {
  /** Who is paid: the person, or where they hold nothing the organisation that holds it for them. */
  readonly option: 'DIRECT_PAYMENT' | 'THIRD_PARTY';
  readonly final: FinalBudget;
  /** Each payer's part of the final budget. */
  readonly streams: readonly StreamBudget[];
};

/** The facts of a budget whose amount may change; undefined before it has one. */
export async function loadChangedFacts(
  db: Queryable,
  { budgetId, state }: Pick<Budget, 'budgetId' | 'state'>,
  policy: Policy,
): Promise<LoadedChangedFacts | undefined> {
  const final = await loadFinalBudget(db, budgetId);
  const all = await loadInstalments(db, budgetId);
  const [first] = all;
  if (!final || !first) return undefined;
  const before = (await loadAmountRequests(db, budgetId)).filter(isAgreedChange);
  const ended = before.flatMap(({ facts }) => ChangeFacts.parse(facts).endedLineIds);
  const plan = await loadApprovedPlan(db, budgetId);
  const streams = await loadStreams(db, final, plan?.items ?? []);
  const changedPence = total(before.map(({ amountPence, facts }) => amountPence - ChangeFacts.parse(facts).fromPence));
  // Who pays the person itself changes its part itself.
  const ours = streams.filter(({ apart }) => !apart);
  const agreed = ours.map(({ stream, basisPoints }) => ({
    stream,
    basisPoints,
    agreedPence: total(all.filter(each => each.stream === stream).map(({ agreedPence }) => agreedPence)),
  }));
  const option = all.every(each => each.option === 'THIRD_PARTY') ? 'THIRD_PARTY' : 'DIRECT_PAYMENT';
  return {
    option,
    final,
    streams,
    state,
    yearStartsOn: first.yearStartsOn,
    yearlyPence: total(agreed.map(({ agreedPence }) => agreedPence)) + changedPence,
    payers: payersAfter(agreed, before),
    personPence: total(streams.map(paidInByOthers)),
    instalments: all.filter(({ isOwed }) => !isOwed),
    lines: (await loadPaidLines(db, budgetId, option)).filter(line => !ended.includes(line.planItemId)),
    contingencyPence: final.contingencyPence,
    noticeDays: policy.notice.reduceDays,
  };
}

/** What each payer pays for a whole year after the changes that were agreed: each bore its part of every one. */
function payersAfter(
  agreed: readonly { readonly stream: string; readonly basisPoints: number; readonly agreedPence: bigint }[],
  changes: readonly AmountRequest[],
): ChangedFacts['payers'] {
  const shares = changes.flatMap(({ amountPence, facts }) =>
    byAgreement(amountPence - ChangeFacts.parse(facts).fromPence, { streams: agreed }),
  );
  return agreed.map(({ stream, basisPoints, agreedPence }) => ({
    stream,
    basisPoints,
    yearlyPence: agreedPence + total(shares.filter(share => share.stream === stream).map(({ pence }) => pence)),
  }));
}

function isAgreedChange({ kind, decision }: AmountRequest): boolean {
  return kind === 'CHANGE' && decision?.decision === 'AGREED';
}
