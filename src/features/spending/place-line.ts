/**
 * The person answers "what was this?": places a bank line on a plan line, says that money in was a refund,
 * or says that they do not know. An earlier answer is reversed first, never edited.
 *
 * What is spent on a line comes out of its promise first. So after every answer the promise is set to what it
 * should still hold, and the figures hang on the answers that stand now, not on the order in which they came.
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { questionAfter } from '../../rules/payment/account.ts';
import {
  linePlaced,
  linePlacedLater,
  lineUnplaced,
  promiseAdjusted,
  receivedUnexplained,
  refund,
  together,
} from '../../rules/payment/journals.ts';
import type { Journal } from '../../rules/payment/ledger.ts';
import { decidePlace, promiseLeft } from '../../rules/payment/matching.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadBalances, loadPromises, postJournals, reverseJournal } from '../ledger/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { lockBudget } from '../requests/store.ts';
import { type Line, loadLine, savePlacements, spentByItem } from './store.ts';

export type LineAnswer = {
  /** The plan line that it was for, or undefined: "I do not know". */
  readonly planItemId: string | undefined;
  readonly note: string;
  /** The answer that the person saw when they gave this one: nobody's answer is overwritten unseen. */
  readonly sequence: number;
};

/** Places one bank line as the person says. */
export async function placeLine(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  lineId: string,
  answer: LineAnswer,
): Promise<Decision<{ lineId: string }>> {
  return act(tools, actor, { act: 'line.place', command, input: answer, budgetId, subjectId: lineId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const line = budget && (await loadLine(tx, budgetId, lineId));
    const finalBudget = budget && (await loadFinalBudget(tx, budgetId));
    if (!line || !finalBudget) return refused({ code: 'not-found', what: 'bank line' });
    const { placement } = line;
    if (placement.sequence !== answer.sequence) return refused({ code: 'changed-meanwhile', what: 'bank line' });

    const plan = await loadApprovedPlan(tx, budgetId);
    const item = plan?.items.find(one => one.planItemId === answer.planItemId && one.option === 'DIRECT_PAYMENT');
    const spent = await spentByItem(tx, budgetId);
    const spentOn = (planItemId: string) => ({ planItemId, spentPence: spent.get(planItemId) ?? 0n });
    const decision = decidePlace(
      {
        amountPence: line.amountPence,
        what: placement.what,
        at: placement.planItemId === null ? undefined : spentOn(placement.planItemId),
      },
      answer.planItemId === undefined ? 'unknown' : item && spentOn(item.planItemId),
    );
    if (!decision.accepted) return decision;
    const { what } = decision.value;

    const where: Where = {
      budgetId,
      budgetYear: finalBudget.startsOn,
      stream: finalBudget.stream,
      option: 'DIRECT_PAYMENT',
      accountId: line.accountId,
      happenedOn: line.postedOn,
    };
    const moved =
      what === placement.what && !item
        ? accepted({ journalId: placement.journalId, takenFrom: placement.takenFrom })
        : await moveMoney(tx, tools, actor, line, { what, where, planLineId: item?.planItemId });
    if (!moved.accepted) return moved;
    await savePlacements(tx, actor, budgetId, tools.today(), [
      {
        lineId,
        sequence: placement.sequence + 1,
        what,
        planItemId: item?.planItemId ?? null,
        paymentId: null,
        score: null,
        reasons: [],
        note: answer.note,
        flag: questionAfter(placement.flag, what),
        ...moved.value,
      },
    ]);
    return accepted({ lineId });
  });
}

type Where = {
  readonly budgetId: string;
  readonly budgetYear: PlainDate;
  readonly stream: string;
  readonly option: 'DIRECT_PAYMENT';
  readonly accountId: string;
  readonly happenedOn: PlainDate;
};

type Wanted = {
  readonly what: 'SPENT' | 'REFUND' | 'RECEIVED' | 'UNPLACED';
  readonly where: Where;
  readonly planLineId: string | undefined;
};

type Moved = { readonly journalId: bigint | null; readonly takenFrom: 'HELD' | 'UNPLACED' | null };

/** Takes the earlier answer back in the ledger and posts the new one. */
async function moveMoney(
  tx: Tx,
  tools: Tools,
  actor: Actor,
  line: Line,
  { what, where, planLineId }: Wanted,
): Promise<Decision<Moved>> {
  const cause = () => ({ commandId: randomUUID(), causedBy: `bank-line:${line.lineId}`, byId: actor.id });
  const takenFrom = await takeBack(tx, tools, line, where, cause);
  if (!takenFrom.accepted) return takenFrom;
  const from = takenFrom.value;
  // Money out that nobody can explain lies there already.
  if (what === 'UNPLACED' && from === 'UNPLACED') return accepted({ journalId: null, takenFrom: null });

  const promise = planLineId === undefined ? NO_PROMISE : await promiseOn(tx, where.budgetId, planLineId);
  const journal = journalOf(line, what, from, where, planLineId, promise);
  const posted = await postJournals(tx, [{ ...journal, ...cause() }]);
  return posted.accepted ? accepted({ journalId: posted.value[0]!.journalId, takenFrom: from }) : posted;
}

/**
 * Takes the present placement back, and answers where the line's money is then: a placement that took it from
 * what was unplaced gives it back there, one made at the import gives it back to the account.
 */
async function takeBack(
  tx: Tx,
  tools: Tools,
  line: Line,
  where: Where,
  cause: () => { readonly commandId: string; readonly causedBy: string; readonly byId: string },
): Promise<Decision<'HELD' | 'UNPLACED'>> {
  const { what, journalId, takenFrom, planItemId } = line.placement;
  // Money out that nobody placed yet stays where it is: the next journal takes it from there.
  if (what === 'UNPLACED') return accepted('UNPLACED');
  const reversed = await reverseJournal(tx, { journalId: journalId!, happenedOn: line.postedOn, ...cause() });
  if (!reversed.accepted) return reversed;
  await tools.crashPoint('line.place.after-reversal');
  if (planItemId !== null) {
    const { promisedPence, leftPence, spentPence } = await promiseOn(tx, where.budgetId, planItemId);
    const pence = promiseLeft(promisedPence, spentPence) - leftPence;
    if (pence !== 0n) {
      const adjusted = promiseAdjusted({ ...where, planLineId: planItemId, pence });
      const posted = await postJournals(tx, [{ ...adjusted, ...cause() }]);
      if (!posted.accepted) return posted;
    }
  }
  return accepted(takenFrom!);
}

/** A line's promise in all, what the ledger holds of it now, and what is spent on the line. */
type Promise_ = { readonly promisedPence: bigint; readonly leftPence: bigint; readonly spentPence: bigint };

const NO_PROMISE: Promise_ = { promisedPence: 0n, leftPence: 0n, spentPence: 0n };

async function promiseOn(tx: Tx, budgetId: string, planLineId: string): Promise<Promise_> {
  const balances = await loadBalances(tx, budgetId);
  const on = (kind: 'promised' | 'used') =>
    -(balances.find(({ account }) => account.kind === kind && account.planLineId === planLineId)?.pence ?? 0n);
  const promises = await loadPromises(tx, budgetId);
  return { promisedPence: promises.get(planLineId) ?? 0n, leftPence: on('promised'), spentPence: on('used') };
}

/** The journal of an answer, once the earlier one is taken back. */
function journalOf(
  line: Line,
  what: Wanted['what'],
  from: 'HELD' | 'UNPLACED',
  where: Where,
  planLineId: string | undefined,
  { promisedPence, leftPence, spentPence }: Promise_,
): Journal {
  const pence = line.amountPence < 0n ? -line.amountPence : line.amountPence;
  switch (what) {
    case 'SPENT': {
      const facts = { ...where, pence, planLineId: planLineId!, promisedLeftPence: leftPence };
      return from === 'HELD' ? linePlaced(facts) : linePlacedLater(facts);
    }
    case 'REFUND': {
      const promised = promiseLeft(promisedPence, spentPence - pence) - leftPence;
      const facts = { ...where, planLineId: planLineId! };
      const parts = [
        ...(promised > 0n ? [refund({ ...facts, pence: promised, backTo: 'promised' as const })] : []),
        ...(promised < pence ? [refund({ ...facts, pence: pence - promised, backTo: 'authorised' as const })] : []),
      ] as [Journal, ...Journal[]];
      return together(...parts);
    }
    case 'UNPLACED':
      return lineUnplaced({ ...where, pence });
    case 'RECEIVED':
      return receivedUnexplained({ ...where, pence });
  }
}
