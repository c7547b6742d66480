/**
 * Sets the final budget (T13): the one that was approved, checked once more against the plan. Its money
 * enters the ledger, with the promises of the lines that a priced agreement or a payroll stands behind; the person
 * is told the figure and why it differs from the first one (N12).
 */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { decideFinalBudget } from '../../../rules/budget/budget.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { type LineShares, wholeShares } from '../../../rules/funding/line-shares.ts';
import {
  asOneSum,
  decideStreamBudgets,
  oneStream,
  paidApart,
  paidInByOthers,
  paymentsOfStreams,
  type StreamBudget,
  splitOfLine,
  streamBudgets,
} from '../../../rules/funding/stream-budgets.ts';
import { decideMix, mixLines, restWith } from '../../../rules/options/options.ts';
import { budgetAgreed, promiseMade, together } from '../../../rules/payment/journals.ts';
import type { Journal, ManagementOption, NewJournal } from '../../../rules/payment/ledger.ts';
import { type PlanItem, totalsOf } from '../../../rules/plan/plan.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { loadFunding } from '../../funding/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { loadSplits } from '../../plans/share-store.ts';
import { loadApprovedPlan } from '../../plans/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadProgrammeOf } from '../../programmes/store.ts';
import { lockBudget, saveMove } from '../../requests/store.ts';
import { finalBudgetSet } from '../notices.ts';
import { loadIndicativeBudget, loadProposedBudgetById, type NewFinalBudget, saveFinalBudget } from '../store.ts';
import { saveStreams } from '../stream-store.ts';

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
    const policy = await loadPolicy(tx, actor.icbCode, tools.today());
    const whole = {
      stream: budget.fundingStream,
      finalPence,
      contingencyPence,
      directPaymentPence: mix.value.DIRECT_PAYMENT,
    };
    const funding = await loadFunding(tx, budgetId);
    const splits = await loadSplits(tx, plan.planId);
    const parts = funding
      ? streamBudgets({ ...whole, items: plan.items, splits }, funding, policy.budget.weeksPerYear)
      : [oneStream(whole, plan.items)];
    const streams = decideStreamBudgets(parts);
    if (!streams.accepted) return streams;
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
    const finalBudgetId = await saveFinalBudget(tx, actor, { ...final, policyVersion: policy.version });
    if (funding) await saveStreams(tx, { finalBudgetId, budgetId, fundingId: funding.fundingId }, parts);
    const journals = journalsOf(final, {
      streams: parts,
      splits,
      items: plan.items,
      isGoal: budget.kind === 'ONE_OFF_GOAL',
    }).map(
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
    const goalLastOn = (await loadProgrammeOf(tx, budgetId))?.lastOn;
    const payments = asOneSum(paymentsOfStreams(startsOn, parts, goalLastOn));
    const apart = parts.flatMap(part => (part.apart ? [{ payer: part.payer!, pence: paidApart(part) }] : []));
    await saveNotice(tx, finalBudgetSet(about, final, { payments, apart }, await loadIcbContact(tx, actor.icbCode)));
    return accepted({ finalBudgetId, finalPence: finalPence.toString() });
  });
}

/** The budget in each payer's books, then the promises, each over the payers of its line. */
function journalsOf(
  final: NewFinalBudget,
  money: {
    readonly streams: readonly StreamBudget[];
    readonly splits: ReadonlyMap<string, LineShares>;
    readonly items: readonly PlanItem[];
    /** what a goal is to buy is agreed line by line, so all of it is promised from the start. */
    readonly isGoal: boolean;
  },
): readonly Journal[] {
  const year = { budgetId: final.budgetId, budgetYear: final.startsOn, happenedOn: final.setOn };
  const agreed = money.streams
    .filter(({ finalPence }) => finalPence > 0n)
    .map(each => {
      const contingencyWith = restWith(money.items);
      const part = (option: ManagementOption, pence: bigint) => ({
        option,
        pence: option === contingencyWith ? pence - each.contingencyPence : pence,
      });
      const parts = [
        part('DIRECT_PAYMENT', each.directPaymentPence),
        part('THIRD_PARTY', each.thirdPartyPence),
        part('NOTIONAL', each.notionalPence),
      ];
      return budgetAgreed({
        ...year,
        stream: each.stream,
        parts: parts.filter(part => part.pence > 0n),
        contingencyPence: each.contingencyPence,
        contingencyWith,
        contributionPence: paidInByOthers(each),
      });
    });
  const promises = money.items
    // What the NHS buys is promised by its orders, once they are approved.
    .filter(item => (item.promised || money.isGoal) && item.option !== 'NOTIONAL')
    .map(item =>
      together(
        ...(wholeShares(splitOfLine(item, money), item.annualPence)
          .filter(part => part.pence > 0n)
          .map(part => promiseMade({ ...year, ...part, option: item.option, planLineId: item.planItemId })) as [
          Journal,
          ...Journal[],
        ]),
      ),
    );
  return [together(...(agreed as [Journal, ...Journal[]])), ...promises];
}
