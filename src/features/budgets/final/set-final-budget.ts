/**
 * Sets the final budget (T13): the one that was approved, checked once more against the plan. Its money
 * enters the ledger, with the promises of the lines that a priced agreement or a payroll stands behind; the person
 * is told the figure and why it differs from the first one (N12).
 */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { decideFinalBudget } from '../../../rules/budget/budget.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideMix, type Mix, mixLines } from '../../../rules/options/options.ts';
import { budgetAgreed, promiseMade } from '../../../rules/payment/journals.ts';
import type { Journal, ManagementOption, NewJournal } from '../../../rules/payment/ledger.ts';
import { paymentsOfBudget } from '../../../rules/payment/payment.ts';
import { type PlanItem, totalsOf } from '../../../rules/plan/plan.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { loadApprovedPlan } from '../../plans/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget, saveMove } from '../../requests/store.ts';
import { finalBudgetSet } from '../notices.ts';
import { loadIndicativeBudget, loadProposedBudgetById, type NewFinalBudget, saveFinalBudget } from '../store.ts';

export type FinalBudgetInput = {
  /** The first day of the budget year. */
  readonly startsOn: PlainDate;
  /** Why it differs from the indicative budget; may be empty when it does not. */
  readonly reason: string;
  /** The final budget that stood on the page. */
  readonly seenPence: bigint;
};

export async function setFinalBudget(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: FinalBudgetInput,
): Promise<Decision<{ finalBudgetId: string; finalPence: string }>> {
  const what = { act: 'final-budget.set', command, input: { ...input, startsOn: input.startsOn.toString() }, budgetId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const plan = await loadApprovedPlan(tx, budgetId);
    const indicative = await loadIndicativeBudget(tx, budgetId);
    if (!plan || !indicative) return refused({ code: 'wrong-state', transition: 'T13', state: budget.state });
    const proposed = await loadProposedBudgetById(tx, plan.proposedFinalBudgetId);
    const { linesPence, startUpPence } = totalsOf(plan.items);
    const { startsOn, seenPence, reason } = input;
    // What was approved: the proposal, without the items that were refused.
    const finalPence = plan.approvedPence;
    const { contingencyPence } = proposed;
    const decision = decideFinalBudget({
      state: budget.state,
      indicativePence: indicative.totalPence,
      finalPence,
      contingencyPence,
      linesPence,
      startUpPence,
      approvedOn: plan.approvedOn,
      startsOn,
      reason,
      seenPence,
    });
    if (!decision.accepted) return decision;

    const mix = decideMix(mixLines(plan.items, finalPence), finalPence);
    if (!mix.accepted) return mix;
    const final: NewFinalBudget = {
      budgetId,
      planId: plan.planId,
      contentHash: plan.contentHash,
      startsOn,
      finalPence,
      contingencyPence,
      linesPence,
      startUpPence,
      directPaymentPence: mix.value.DIRECT_PAYMENT,
      indicativePence: indicative.totalPence,
      differenceReason: reason,
      stream: budget.fundingStream,
      setOn: tools.today(),
    };
    const { version } = await loadPolicy(tx, actor.icbCode, final.setOn);
    const finalBudgetId = await saveFinalBudget(tx, actor, { ...final, policyVersion: version });
    const journals = journalsOf(final, mix.value, plan.items).map(
      (journal): NewJournal => ({
        ...journal,
        commandId: randomUUID(),
        causedBy: `final-budget:${finalBudgetId}`,
        byId: actor.id,
      }),
    );
    const posted = await postJournals(tx, journals);
    if (!posted.accepted) return posted;
    await saveMove(tx, actor, { budgetId, transition: 'T13', happenedOn: final.setOn });
    const about = { budget, decisionId: finalBudgetId, effectiveOn: final.setOn };
    const payments = paymentsOfBudget({ ...final, items: plan.items });
    await saveNotice(tx, finalBudgetSet(about, final, payments, await loadIcbContact(tx, actor.icbCode)));
    return accepted({ finalBudgetId, finalPence: finalPence.toString() });
  });
}

function journalsOf(final: NewFinalBudget, mix: Mix, items: readonly PlanItem[]): readonly Journal[] {
  const { budgetId, stream, startsOn: budgetYear, setOn: happenedOn, contingencyPence } = final;
  const year = { budgetId, stream, budgetYear, happenedOn };
  const parts: readonly { readonly option: ManagementOption; readonly pence: bigint }[] = [
    { option: 'DIRECT_PAYMENT', pence: mix.DIRECT_PAYMENT - contingencyPence },
    { option: 'THIRD_PARTY', pence: mix.THIRD_PARTY },
    { option: 'NOTIONAL', pence: mix.NOTIONAL },
  ];
  return [
    budgetAgreed({ ...year, parts: parts.filter(part => part.pence > 0n), contingencyPence }),
    ...items
      .filter(item => item.promised)
      .map(item => promiseMade({ ...year, option: item.option, planLineId: item.planItemId, pence: item.annualPence })),
  ];
}
