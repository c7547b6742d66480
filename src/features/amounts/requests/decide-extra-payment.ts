/**
 * Another person answers a request for an extra payment. Agreed, it is owed at once, and the instalments that are left
 * become smaller by it, so that the year adds up; the person is told which (N18). A no comes with its reasons (N11).
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import {
  decideExtra,
  decideExtraAnswer,
  type ExtraAnswer,
  type ExtraKind,
  type InstalmentChange,
} from '../../../rules/amounts/extra-payment.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { bornBy } from '../../../rules/funding/bearing.ts';
import type { StreamPence } from '../../../rules/options/split.ts';
import { contingencyUsed, together } from '../../../rules/payment/journals.ts';
import type { ManagementOption } from '../../../rules/payment/ledger.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { total } from '../../../values/pence.ts';
import { act } from '../../audit/store.ts';
import { loadBalances, postJournals } from '../../ledger/store.ts';
import { type Instalment, keepRunsWaiting, saveObligation } from '../../payments/owed-store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadApprovalLimit } from '../../staff/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { type LoadedExtraFacts, loadExtraFacts } from './facts.ts';
import { extraAgreed, extraRefused } from './notices.ts';
import { type AmountRequest, loadAmountRequest, saveAmountDecision, saveInstalmentChanges } from './store.ts';

export type ExtraRequest = AmountRequest & { readonly kind: ExtraKind };

export async function decideExtraPayment(
  tools: Tools,
  actor: Actor,
  command: Command,
  about: { readonly budgetId: string; readonly amountRequestId: string },
  input: ExtraAnswer,
): Promise<Decision<{ decision: string }>> {
  const { budgetId, amountRequestId } = about;
  const what = { act: 'extra-payment.decide', command, input, budgetId, subjectId: amountRequestId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const asked = budget && (await loadAmountRequest(tx, budgetId, amountRequestId));
    if (!budget || !asked || !isExtra(asked)) return refused({ code: 'not-found', what: 'request' });
    await keepRunsWaiting(tx);
    const decidedOn = tools.today();
    const policy = await loadPolicy(tx, actor.icbCode, decidedOn);
    const answer = decideExtraAnswer(
      {
        decided: asked.decision !== undefined,
        askedById: asked.byId,
        kind: asked.kind,
        amountPence: asked.amountPence,
        limitPence: await loadApprovalLimit(tx, actor.id),
      },
      input,
      actor.id,
    );
    if (!answer.accepted) return answer;

    const decided = { amountRequestId, ...input, decidedOn, policyVersion: policy.version };
    const icb = await loadIcbContact(tx, actor.icbCode);
    const told = { budget, decisionId: amountRequestId, effectiveOn: decidedOn };
    if (input.decision === 'REFUSED') {
      await saveAmountDecision(tx, actor, { ...decided, obligationId: undefined });
      await saveNotice(tx, extraRefused(told, asked, input.reasons, icb, policy.reconsider.days));
      return accepted({ decision: 'REFUSED' });
    }
    const facts = await loadExtraFacts(tx, budget, policy);
    // A day that has passed since it was asked is no reason against it: the money comes as soon as it can.
    const extra = { ...asked, neededOn: decidedOn };
    const still = decideExtra(facts, extra, asked.seen, decidedOn);
    if (!still.accepted) return still;

    const { changes } = still.value;
    const owed = partsOf(changes).map(part => owedBy(asked, part, facts.instalments, decidedOn));
    const obligationIds: string[] = [];
    for (const each of owed) obligationIds.push(await saveObligation(tx, each));
    const [obligationId] = obligationIds;
    await tools.crashPoint(CRASH_POINTS.extraAfterObligation);
    if (asked.source === 'CONTINGENCY') {
      const posted = await postContingency(tx, actor, asked, facts, decidedOn);
      if (!posted.accepted) return posted;
      await tools.crashPoint(CRASH_POINTS.extraAfterJournal);
    }
    await saveAmountDecision(tx, actor, { ...decided, obligationId });
    await tools.crashPoint(CRASH_POINTS.extraAfterDecision);
    const cause = { causeId: amountRequestId, budgetId, because: asked.kind, happenedOn: decidedOn };
    await saveInstalmentChanges(tx, actor, cause, changes);
    await tools.crashPoint(CRASH_POINTS.extraAfterChanges);
    await saveNotice(tx, extraAgreed(told, asked, { changes, before: facts.instalments }, icb));
    return accepted({ decision: 'AGREED' });
  });
}

/** Whether a request is for a payment of its own. */
export function isExtra(asked: AmountRequest): asked is ExtraRequest {
  return asked.kind !== 'CHANGE';
}

/** What each payer pays of it: as much as its instalments become smaller. */
function partsOf(changes: readonly InstalmentChange[]): StreamPence[] {
  return [...Map.groupBy(changes, ({ stream }) => stream)].map(([stream, own]) => ({
    stream,
    pence: -total(own.map(({ changePence }) => changePence)),
  }));
}

/** What becomes owed by one payer: in the month in which it is needed, an advance at once and by the fastest way. */
function owedBy(
  asked: ExtraRequest,
  { stream, pence: amountPence }: StreamPence,
  instalments: readonly Instalment[],
  decidedOn: PlainDate,
) {
  const { agreementId, option, yearStartsOn } = instalments[0]!;
  const { coversTo } = instalments.at(-1)!;
  const isAdvance = asked.kind === 'ADVANCE';
  const needed = Temporal.PlainDate.compare(asked.effectiveOn, decidedOn) > 0 ? asked.effectiveOn : decidedOn;
  const from = isAdvance ? decidedOn : Temporal.PlainDate.compare(needed, coversTo) > 0 ? coversTo : needed;
  return {
    budgetId: asked.budgetId,
    agreementId,
    stream,
    option,
    yearStartsOn,
    purpose: asked.kind,
    period: from.toPlainYearMonth(),
    coversFrom: from,
    coversTo,
    amountPence,
    speed: isAdvance ? ('FASTEST' as const) : ('USUAL' as const),
  };
}

/** What was kept for emergencies may now be spent: of each payer its part, as far as it has kept that much. */
async function postContingency(
  tx: Tx,
  actor: Actor,
  asked: ExtraRequest,
  { instalments, payers }: Pick<LoadedExtraFacts, 'instalments' | 'payers'>,
  happenedOn: PlainDate,
) {
  const { budgetId, amountPence, amountRequestId } = asked;
  const { option, yearStartsOn: budgetYear } = instalments[0]!;
  const balances = await loadBalances(tx, budgetId);
  const kept = (stream: string) =>
    -total(
      balances
        .filter(({ account }) => account.kind === 'contingency' && account.stream === stream)
        .filter(({ account }) => account.budgetYear?.equals(budgetYear))
        .map(({ pence }) => pence),
    );
  const parts = bornBy(
    amountPence,
    payers.map(({ stream, basisPoints: weight }) => ({ stream, weight, mostPence: kept(stream) })),
  );
  if (!parts) return refused({ code: 'one-off-over-source', source: 'CONTINGENCY', mostPence: 0n });
  const [first, ...others] = parts.map(part =>
    contingencyUsed({ ...part, budgetId, budgetYear, option: option as ManagementOption, happenedOn }),
  );
  return postJournals(tx, [
    {
      ...together(first!, ...others),
      commandId: randomUUID(),
      causedBy: `amount-request:${amountRequestId}`,
      byId: actor.id,
    },
  ]);
}
