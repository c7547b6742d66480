/**
 * Answers to "what was this?" as every act gives them: whole, in parts, several lines together, or taken back. An earlier
 * answer is reversed in the ledger first, never edited.
 *
 * What is spent on a plan line comes out of its promise first. So after every answer the promise is set to what it should
 * still hold, and the figures hang on the answers that stand now, not on the order in which they came.
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { questionAfter } from '../../../rules/payment/account.ts';
import { promiseAdjusted } from '../../../rules/payment/journals.ts';
import {
  journalOfParts,
  type LinePart,
  type LinePromises,
  type LineWhere,
  resharedJournal,
  spentOn,
  type TakenFrom,
} from '../../../rules/payment/line-journals.ts';
import { type AnswerPart, decideAnswer, promiseLeft } from '../../../rules/payment/matching.ts';
import { type Actor, systemActor } from '../../../values/actor.ts';
import { sizeOf } from '../../../values/pence.ts';
import { loadPurses } from '../../budgets/stream-store.ts';
import { isMoneyBack } from '../../closing/store.ts';
import { findContributionOfLine } from '../../funding/contributions/store.ts';
import { loadLinePromises, postJournals, reverseJournal } from '../../ledger/store.ts';
import { loadApprovedPlan } from '../../plans/store.ts';
import { lockBudget, lockBudgets } from '../../requests/store.ts';
import { loadBudgetsOf, loadBudgetsOfPair } from '../import/transfer-store.ts';
import { type Line, loadLine, savePlacements } from '../store.ts';

/** One answer about one line. */
export type Answer = {
  readonly parts: readonly AnswerPart[] | 'whole line unknown' | { readonly wholeOn: string };
  /** Of a whole line that is for nothing in the plan: it was moved to another account of the person's, or from one. */
  readonly isTransfer?: boolean;
  readonly note: string;
  /** The answer that the person saw when they gave this one: nobody's answer is overwritten unseen. */
  readonly sequence: number;
  /** Whose lines they may answer about: the person the person's, an organisation its own. */
  readonly of?: Line['option'];
  /** Answered together with others, because they were for one thing. */
  readonly togetherId?: string;
};

/** Gives one answer, in the caller's transaction. */
export async function answerLine(
  tx: Tx,
  tools: Tools,
  actor: Actor,
  budgetId: string,
  lineId: string,
  answer: Answer,
): Promise<Decision<{ lineId: string }>> {
  // The other side of a transfer may lie in another budget of the person: both together, in one order.
  await lockBudgets(tx, await loadBudgetsOfPair(tx, lineId));
  const budget = await lockBudget(tx, budgetId);
  const now = budget ? await loadLine(tx, budgetId, lineId) : [];
  const purse = budget && (await loadPurses(tx, [budgetId])).get(budgetId);
  const [first] = now;
  if (!first || !purse || first.option !== (answer.of ?? 'DIRECT_PAYMENT'))
    return refused({ code: 'not-found', what: 'bank line' });
  const { sequence } = first.placement;
  if (sequence !== answer.sequence) return refused({ code: 'changed-meanwhile', what: 'bank line' });
  if (await findContributionOfLine(tx, lineId)) return refused({ code: 'line-is-contribution' });
  if (await isMoneyBack(tx, lineId)) return refused({ code: 'line-is-money-back' });

  const decision = decideAnswer(
    {
      amountPence: first.linePence,
      isPayment: first.placement.what === 'PAYMENT',
      on: new Map(
        now.flatMap(({ placement, amountPence }) =>
          placement.planItemId === null ? [] : [[placement.planItemId, sizeOf(amountPence)]],
        ),
      ),
    },
    partsOf(answer, first),
    await loadSpent(tx, budgetId, now),
  );
  if (!decision.accepted) return decision;
  const parts = decision.value;
  const where: LineWhere = {
    ...purse,
    budgetId,
    option: first.option,
    accountId: first.accountId,
    happenedOn: first.postedOn,
  };
  const moved =
    parts.every(isUnknown) && now.every(liesAsUnknown)
      ? accepted({ journalId: first.placement.journalId, takenFrom: first.placement.takenFrom })
      : await moveMoney(tx, tools, actor, now, parts, where);
  if (!moved.accepted) return moved;
  await savePlacements(
    tx,
    actor,
    tools.today(),
    parts.map((part, i) => ({
      lineId,
      budgetId,
      sequence: sequence + 1,
      part: i + 1,
      amountPence: first.linePence < 0n ? -part.pence : part.pence,
      what: answer.isTransfer && isUnknown(part) ? 'TRANSFER' : part.what,
      planItemId: 'planItemId' in part ? part.planItemId : null,
      paymentId: null,
      refundOf: null,
      togetherId: answer.togetherId ?? null,
      score: null,
      reasons: [],
      note: answer.note,
      flag: questionAfter(first.placement.flag, part.what),
      ...moved.value,
    })),
  );
  return unpair(tx, tools, first);
}

/** The other side of what was taken for a transfer is not known any more, once this side is something else. */
async function unpair(
  tx: Tx,
  tools: Tools,
  { lineId, placement: { transferOf } }: Line,
): Promise<Decision<{ lineId: string }>> {
  const [budgetId] = transferOf ? await loadBudgetsOf(tx, [transferOf]) : [];
  const [other] = transferOf && budgetId ? await loadLine(tx, budgetId, transferOf) : [];
  if (!budgetId || other?.placement.transferOf !== lineId) return accepted({ lineId });
  const { sequence } = other.placement;
  const unknown = { parts: 'whole line unknown', note: '', sequence, of: other.option } as const;
  const decision = await answerLine(tx, tools, systemActor(tx.icbCode), budgetId, other.lineId, unknown);
  return decision.accepted ? accepted({ lineId }) : decision;
}

function partsOf({ parts }: Answer, { linePence }: Line): readonly AnswerPart[] {
  const pence = sizeOf(linePence);
  if (parts === 'whole line unknown') return [{ planItemId: undefined, pence }];
  return 'wholeOn' in parts ? [{ planItemId: parts.wholeOn, pence }] : parts;
}

/** What is spent on each plan line that this account pays for. */
async function loadSpent(tx: Tx, budgetId: string, now: readonly Line[]): Promise<ReadonlyMap<string, bigint>> {
  const plan = await loadApprovedPlan(tx, budgetId);
  const items = (plan?.items ?? []).filter(item => item.option === now[0]!.option).map(item => item.planItemId);
  // Where it lies now counts too, although that may be a line of an earlier plan.
  const there = now.flatMap(({ placement }) => placement.planItemId ?? []);
  const promises = await promisesOf(tx, budgetId);
  return new Map([...items, ...there].map(itemId => [itemId, spentOn(promises, itemId)]));
}

const isUnknown = ({ what }: { readonly what: string }) => what === 'UNPLACED' || what === 'RECEIVED';

/** Whether the line's money lies in the ledger as that of a line that nobody knows. */
function liesAsUnknown({ placement, linePence }: Line): boolean {
  const { what, transferOf } = placement;
  return isUnknown(placement) || (what === 'TRANSFER' && (linePence < 0n || transferOf === null));
}

type Moved = { readonly journalId: bigint | null; readonly takenFrom: TakenFrom | null };
export type Cause = () => { readonly commandId: string; readonly causedBy: string; readonly byId: string };

/** Takes the earlier answer back in the ledger and posts the new one. */
export async function moveMoney(
  tx: Tx,
  tools: Tools,
  actor: Actor,
  now: readonly Line[],
  parts: readonly LinePart[],
  where: LineWhere,
): Promise<Decision<Moved>> {
  const cause = () => ({ commandId: randomUUID(), causedBy: `bank-line:${now[0]!.lineId}`, byId: actor.id });
  const takenFrom = await takeBack(tx, tools, now, where, cause);
  if (!takenFrom.accepted) return takenFrom;
  const from = takenFrom.value;
  const { journal } = journalOfParts(where, parts, from, await promisesOf(tx, where.budgetId));
  // Money out that nobody can explain lies there already.
  if (!journal) return accepted({ journalId: null, takenFrom: null });
  const posted = await postJournals(tx, [{ ...journal, ...cause() }]);
  return posted.accepted ? accepted({ journalId: posted.value[0]!.journalId, takenFrom: from }) : posted;
}

/**
 * Takes the present placement back, and answers where the line's money is then: a placement that took it from what was
 * unplaced gives it back there, one made at the import gives it back to the account.
 */
async function takeBack(
  tx: Tx,
  tools: Tools,
  now: readonly Line[],
  where: LineWhere,
  cause: Cause,
): Promise<Decision<TakenFrom>> {
  const { placement, postedOn } = now[0]!;
  // Money out that nobody placed yet stays where it is: the next journal takes it from there.
  if (now.every(line => line.linePence < 0n && liesAsUnknown(line))) return accepted('UNPLACED');
  const reversed = await reverseJournal(tx, { journalId: placement.journalId!, happenedOn: postedOn, ...cause() });
  if (!reversed.accepted) return reversed;
  await tools.crashPoint('line.place.after-reversal');
  const onLines = now.flatMap(({ placement: { planItemId } }) => planItemId ?? []);
  const right = await settlePromises(
    tx,
    onLines.map(planLineId => ({ where, planLineId, cause })),
  );
  return right.accepted ? accepted(placement.takenFrom!) : right;
}

/** A line of a plan that answers were taken back from, and what its journals say of why. */
export type Touched = { readonly where: LineWhere; readonly planLineId: string; readonly cause: Cause };

/** Lets promises hold what they should by the answers that stand, and payers bear it, for many lines of plans at once. */
export async function settlePromises(tx: Tx, touched: readonly Touched[]): Promise<Decision<true>> {
  if (touched.length === 0) return accepted(true);
  const budgetIds = [...new Set(touched.map(({ where }) => where.budgetId))];
  const before = await loadLinePromises(tx, budgetIds);
  const adjusted = touched.flatMap(({ where, planLineId, cause }) =>
    [...(before.get(where.budgetId)?.get(planLineId) ?? [])].flatMap(([stream, promise]) => {
      const pence = promiseLeft(promise.promisedPence, promise.spentPence) - promise.leftPence;
      return pence === 0n ? [] : [{ ...promiseAdjusted({ ...where, stream, planLineId, pence }), ...cause() }];
    }),
  );
  const posted = await postJournals(tx, adjusted);
  if (!posted.accepted) return posted;
  const whole = await loadLinePromises(tx, budgetIds);
  const reshared = touched.flatMap(({ where, planLineId, cause }) => {
    const journal = resharedJournal(where, planLineId, whole.get(where.budgetId) ?? new Map());
    return journal ? [{ ...journal, ...cause() }] : [];
  });
  const right = await postJournals(tx, reshared);
  return right.accepted ? accepted(true) : right;
}

async function promisesOf(tx: Tx, budgetId: string): Promise<LinePromises> {
  return (await loadLinePromises(tx, [budgetId])).get(budgetId) ?? new Map();
}
