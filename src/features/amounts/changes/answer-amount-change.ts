/**
 * Another person answers a proposal for another amount (T19). Agreed, there is a new version of the final budget for this
 * year, the instalments that are left are those of the new amount, and the ledger has the difference; what is paid
 * already stays. The person is told with the reasons, and how to have a cut looked at again (N18).
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { type Changed, decideChangedAmount } from '../../../rules/amounts/changed-instalments.ts';
import { decideExtraAnswer, type ExtraAnswer } from '../../../rules/amounts/extra-payment.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { bornBy } from '../../../rules/funding/bearing.ts';
import { streamsAfter } from '../../../rules/funding/stream-budgets.ts';
import { budgetAgreed, budgetReduced, promiseEnded, together } from '../../../rules/payment/journals.ts';
import type { Journal, ManagementOption } from '../../../rules/payment/ledger.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { greatest, least, total } from '../../../values/pence.ts';
import { act } from '../../audit/store.ts';
import { type FinalBudget, saveFinalBudget } from '../../budgets/store.ts';
import { saveStreams } from '../../budgets/stream-store.ts';
import { loadFunding } from '../../funding/store.ts';
import { loadBalances, postJournals } from '../../ledger/store.ts';
import { keepRunsWaiting } from '../../payments/owed-store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadApprovalLimit } from '../../staff/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { loadAmountRequest, saveAmountDecision, saveInstalmentChanges } from '../requests/store.ts';
import { ChangeFacts, type LoadedChangedFacts, loadChangedFacts } from './facts.ts';
import { amountChanged, changeRefused } from './notices.ts';

export async function answerAmountChange(
  tools: Tools,
  actor: Actor,
  command: Command,
  about: { readonly budgetId: string; readonly amountRequestId: string },
  input: ExtraAnswer,
): Promise<Decision<{ decision: string }>> {
  const { budgetId, amountRequestId } = about;
  const what = { act: 'amount-change.decide', command, input, budgetId, subjectId: amountRequestId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const asked = budget && (await loadAmountRequest(tx, budgetId, amountRequestId));
    if (!budget || asked?.kind !== 'CHANGE') return refused({ code: 'not-found', what: 'request' });
    await keepRunsWaiting(tx);
    const decidedOn = tools.today();
    const policy = await loadPolicy(tx, actor.icbCode, decidedOn);
    const answer = decideExtraAnswer(
      {
        decided: asked.decision !== undefined,
        askedById: asked.byId,
        kind: 'ONE_OFF',
        amountPence: asked.amountPence,
        limitPence: await loadApprovalLimit(tx, actor.id),
      },
      input,
      actor.id,
    );
    if (!answer.accepted) return answer;

    const decided = { amountRequestId, ...input, obligationId: undefined, decidedOn, policyVersion: policy.version };
    const icb = await loadIcbContact(tx, actor.icbCode);
    const told = { budget, decisionId: amountRequestId, effectiveOn: decidedOn };
    if (input.decision === 'REFUSED') {
      await saveAmountDecision(tx, actor, decided);
      await saveNotice(tx, changeRefused(told, input.reasons, icb, policy.reconsider.days));
      return accepted({ decision: 'REFUSED' });
    }
    const { endedLineIds, found } = ChangeFacts.parse(asked.facts);
    const order = {
      toPence: asked.amountPence,
      effectiveOn: asked.effectiveOn,
      reasons: asked.reasons,
      endedLineIds,
      found,
    };
    const facts = await loadChangedFacts(tx, budget, policy);
    if (!facts) return refused({ code: 'payments-not-running', state: budget.state });
    const still = decideChangedAmount(facts, order, asked.seen, decidedOn);
    if (!still.accepted) return still;

    const { value: changed } = still;
    const streams = streamsAfter(facts.streams, changed.changes, facts.option);
    if (!streams.accepted) return streams;
    await saveAmountDecision(tx, actor, decided);
    await tools.crashPoint(CRASH_POINTS.changeAfterDecision);
    const cause = { causeId: amountRequestId, budgetId, because: 'AMOUNT' as const, happenedOn: decidedOn };
    await saveInstalmentChanges(tx, actor, cause, changed.changes);
    await tools.crashPoint(CRASH_POINTS.changeAfterInstalments);
    const final = versionAfter(facts, changed, { reasons: asked.reasons, setOn: decidedOn });
    const finalBudgetId = await saveFinalBudget(tx, actor, { ...final, policyVersion: policy.version });
    const funding = streams.value.length > 1 ? await loadFunding(tx, budgetId) : undefined;
    if (funding) await saveStreams(tx, { finalBudgetId, budgetId, fundingId: funding.fundingId }, streams.value);
    await tools.crashPoint(CRASH_POINTS.changeAfterFinalBudget);
    const posted = await postChange(tx, actor, { amountRequestId, final, changed, decidedOn });
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.changeAfterJournals);
    const effect = { changed, before: facts.instalments, order };
    await saveNotice(tx, amountChanged(told, effect, icb, policy.reconsider.days));
    return accepted({ decision: 'AGREED' });
  });
}

/** The final budget of this year after the change: what was paid and what is left to be paid. */
function versionAfter(
  { final: before, option }: Pick<LoadedChangedFacts, 'final' | 'option'>,
  { yearChangePence, endedPence }: Changed,
  { reasons, setOn }: { readonly reasons: string; readonly setOn: PlainDate },
): FinalBudget {
  const finalPence = before.finalPence + yearChangePence;
  const left = before.linesPence - total(Object.values(endedPence));
  return {
    ...before,
    finalPence,
    directPaymentPence: before.directPaymentPence + (option === 'DIRECT_PAYMENT' ? yearChangePence : 0n),
    linesPence: greatest(0n, least(left, finalPence - before.startUpPence - before.contingencyPence)),
    differenceReason: reasons,
    setOn,
  };
}

/** The ledger's share of it: the promises of lines that have ended, then the difference of the year. */
async function postChange(
  tx: Tx,
  actor: Actor,
  of: {
    readonly amountRequestId: string;
    readonly final: FinalBudget;
    readonly changed: Changed;
    readonly decidedOn: PlainDate;
  },
) {
  const { budgetId, startsOn: budgetYear } = of.final;
  const option = of.changed.changes[0]!.option as ManagementOption;
  const { decidedOn: happenedOn } = of;
  const { changes, endedPence } = of.changed;
  const balances = await loadBalances(tx, budgetId);
  const ended = Object.entries(endedPence).flatMap(([planLineId, pence]) => {
    const promised = balances
      .filter(
        ({ account, pence: debit }) => account.kind === 'promised' && account.planLineId === planLineId && debit < 0n,
      )
      .map(({ account: { stream }, pence: debit }) => ({ stream, weight: Number(-debit), mostPence: -debit }));
    const most = total(promised.map(({ mostPence }) => mostPence));
    return bornBy(least(pence, most), promised)!.map(part =>
      promiseEnded({ ...part, budgetId, budgetYear, option, planLineId, happenedOn }),
    );
  });
  const [first, ...others] = [...Map.groupBy(changes, ({ stream }) => stream)].map(([stream, own]): Journal => {
    const purse = { budgetId, stream, budgetYear, option };
    const pence = total(own.map(({ changePence }) => changePence));
    return pence > 0n
      ? budgetAgreed({ ...purse, happenedOn, parts: [{ option, pence }], contingencyPence: 0n })
      : budgetReduced({ ...purse, happenedOn, authorisedPence: -pence, contingencyPence: 0n });
  });
  return postJournals(
    tx,
    [...ended, together(first!, ...others)].map(journal => ({
      ...journal,
      commandId: randomUUID(),
      causedBy: `amount-request:${of.amountRequestId}`,
      byId: actor.id,
    })),
  );
}
