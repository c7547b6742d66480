/** What another amount is decided on, gathered from the stores. */
import { z } from 'zod';
import type { Queryable } from '../../../platform/db.ts';
import type { ChangedFacts } from '../../../rules/amounts/changed-instalments.ts';
import type { Policy } from '../../../rules/policy/policy.ts';
import { total } from '../../../values/pence.ts';
import { type FinalBudget, loadFinalBudget } from '../../budgets/store.ts';
import { loadInstalments } from '../../payments/owed-store.ts';
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

export type LoadedChangedFacts = ChangedFacts & { readonly final: FinalBudget };

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
  return {
    final,
    state,
    yearStartsOn: first.yearStartsOn,
    yearlyPence: before[0]?.amountPence ?? total(all.map(({ agreedPence }) => agreedPence)),
    instalments: all.filter(({ isOwed }) => !isOwed),
    lines: (await loadPaidLines(db, budgetId)).filter(line => !ended.includes(line.planItemId)),
    contingencyPence: final.contingencyPence,
    noticeDays: policy.notice.reduceDays,
  };
}

function isAgreedChange({ kind, decision }: AmountRequest): boolean {
  return kind === 'CHANGE' && decision?.decision === 'AGREED';
}
