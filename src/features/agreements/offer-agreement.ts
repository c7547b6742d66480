/** Puts an agreement before the person: the figures of the final budget, the lines of the plan, all clauses of CL-14. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { asOneSum, paymentsOfStreams, paymentsToThirdParty } from '../../rules/funding/stream-budgets.ts';
import type { BudgetState } from '../../rules/life.ts';
import { decideAgreementOffer } from '../../rules/payment/agreement.ts';
import { agreementClauses, type RecordKeepingLevel } from '../../rules/payment/clauses.ts';
import { startUpOf } from '../../rules/payment/payment.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act, hashOf } from '../audit/store.ts';
import { loadIcbContact } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadProgrammeOf } from '../programmes/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadAgreedFacts, loadPayers } from './facts.ts';
import { loadAgreement, saveAgreement } from './store.ts';

export type AgreementInput = {
  readonly recordKeepingLevel: RecordKeepingLevel;
  readonly recordsKeptBy: string;
  readonly reviewTimetable: string;
};

/** Makes the budget's next agreement. A signed one of the same budget stays as history. */
export async function offerAgreement(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: AgreementInput,
): Promise<Decision<{ agreementId: string }>> {
  return act(tools, actor, { act: 'agreement.offer', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const { finalBudget, plan, streams, finalBudgetHash, planHash } = await loadAgreedFacts(tx, budgetId);
    const before = await loadAgreement(tx, budgetId);
    if (!finalBudget || !plan) return refuseWithout(budget.state, finalBudget, plan);
    const goalLastOn = (await loadProgrammeOf(tx, budgetId))?.lastOn;
    const policy = await loadPolicy(tx, actor.icbCode, tools.today());
    const icb = await loadIcbContact(tx, actor.icbCode);

    const shortPence = startUpOf(plan.items) - finalBudget.directPaymentPence;
    const payments = shortPence > 0n ? [] : paymentsOfStreams(finalBudget.startsOn, streams, goalLastOn);
    // A chair is paid to its supplier on invoice, not month by month.
    const held =
      shortPence > 0n || budget.kind === 'WHEELCHAIR'
        ? []
        : paymentsToThirdParty(finalBudget.startsOn, streams, goalLastOn);
    const options = [...new Set(plan.items.map(item => item.option))].sort();
    const clauses = agreementClauses({
      icbName: icb.name,
      phone: icb.phone,
      startsOn: finalBudget.startsOn,
      yearPence: finalBudget.finalPence,
      contingencyPence: finalBudget.contingencyPence,
      options,
      payments: asOneSum(payments),
      paymentsToThirdParty: asOneSum(held),
      payers: await loadPayers(tx, budgetId, streams),
      lines: plan.items,
      goalLastOn,
      employsAssistants: plan.items.some(item => item.category === 'PA_WAGES'),
      ...input,
      stopDays: policy.notice.stopDays,
      reclaimDays: policy.notice.reclaimDays,
    });
    const text = {
      budgetId,
      version: (before?.version ?? 0) + 1,
      finalBudgetHash,
      planHash,
      options,
      stream: finalBudget.stream,
      startsOn: finalBudget.startsOn,
      yearPence: finalBudget.finalPence,
      ...input,
      clauses,
      // With one payer the text is what it always was.
      payments: streams.length > 1 ? payments : asOneSum(payments),
      ...(streams.length > 1 && { streams }),
      ...(held.length > 0 && { paymentsToThirdParty: held }),
    };
    const contentHash = hashOf(text);
    const decision = decideAgreementOffer({
      state: budget.state,
      hasFinalBudget: true,
      hasApprovedPlan: true,
      shortPence,
      agreement: { ...text, contentHash, signerIds: [], signedByIcb: false },
    });
    if (!decision.accepted) return decision;
    const agreementId = await saveAgreement(tx, actor, {
      ...text,
      payments: [
        ...payments.map(payment => ({ ...payment, option: 'DIRECT_PAYMENT' as const })),
        ...held.map(payment => ({ ...payment, option: 'THIRD_PARTY' as const })),
      ],
      contentHash,
      finalBudgetId: finalBudget.finalBudgetId,
      planId: plan.planId,
      policyVersion: policy.version,
      offeredOn: tools.today(),
    });
    return accepted({ agreementId });
  });
}

/** There is nothing yet to agree on; every other reason comes with it. */
function refuseWithout(state: BudgetState, finalBudget: unknown, plan: unknown): Decision<never> {
  const decision = decideAgreementOffer({
    state,
    hasFinalBudget: finalBudget !== undefined,
    hasApprovedPlan: plan !== undefined,
    shortPence: 0n,
    agreement: undefined,
  });
  if (decision.accepted) throw new Error('an agreement without a budget or a plan was not refused');
  return decision;
}
