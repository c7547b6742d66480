/**
 * The person answers "what was this?": places a bank line on a plan line, says that money in was a refund,
 * or says that they do not know. An earlier answer is reversed first, never edited.
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { linePlaced, linePlacedLater, lineUnplaced, receivedUnexplained, refund } from '../../rules/journals.ts';
import type { Journal } from '../../rules/ledger.ts';
import { decidePlace } from '../../rules/matching.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { loadPaymentAccount } from '../agreements/store.ts';
import { act } from '../audit/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadBalances, postJournals, reverseJournal } from '../ledger/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { lockBudget } from '../requests/store.ts';
import { type Line, loadLine, type NewPlacement, savePlacements, spentByItem } from './store.ts';

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
    const account = budget && (await loadPaymentAccount(tx, budgetId));
    if (!line || !finalBudget || !account) return refused({ code: 'not-found', what: 'bank line' });
    if (line.placement.sequence !== answer.sequence) return refused({ code: 'changed-meanwhile', what: 'bank line' });
    const item = (await loadApprovedPlan(tx, budgetId))?.items.find(one => one.planItemId === answer.planItemId);
    const spent = await spentByItem(tx, budgetId);
    const decision = decidePlace(
      { amountPence: line.amountPence, what: line.placement.what, planItemId: line.placement.planItemId },
      answer.planItemId === undefined
        ? 'unknown'
        : item && { planItemId: item.planItemId, spentPence: spent.get(item.planItemId) ?? 0n },
    );
    if (!decision.accepted) return decision;

    const takenFrom = await takeBack(tx, tools, actor, line);
    if (!takenFrom.accepted) return takenFrom;
    const where = {
      budgetId,
      budgetYear: finalBudget.startsOn,
      stream: finalBudget.stream,
      accountId: account.paymentAccountId,
      happenedOn: line.postedOn,
    };
    const promisedLeftPence = item ? await promisedLeft(tx, budgetId, item.planItemId) : 0n;
    const journal = journalFor(
      line,
      decision.value.what,
      takenFrom.value,
      where,
      item && { ...item, promisedLeftPence },
    );
    const posted = await postJournals(
      tx,
      journal ? [{ ...journal, commandId: randomUUID(), causedBy: `bank-line:${lineId}`, byId: actor.id }] : [],
    );
    if (!posted.accepted) return posted;
    const placement: NewPlacement = {
      lineId,
      sequence: line.placement.sequence + 1,
      what: decision.value.what,
      planItemId: item?.planItemId ?? null,
      paymentId: null,
      score: null,
      reasons: [],
      note: answer.note,
      flag: line.placement.flag,
      journalId: posted.value[0]?.journalId ?? null,
      takenFrom: journal ? takenFrom.value : null,
    };
    await savePlacements(tx, actor, budgetId, tools.today(), [placement]);
    return accepted({ lineId });
  });
}

/**
 * Takes the present placement back, and answers where the line's money is then: a placement that took it from
 * what was unplaced gives it back there, one made at the import gives it back to the account.
 */
async function takeBack(tx: Tx, tools: Tools, actor: Actor, line: Line): Promise<Decision<'HELD' | 'UNPLACED'>> {
  const { what, journalId, takenFrom } = line.placement;
  // Money out that nobody placed yet stays where it is: the next journal takes it from there.
  if (what === 'UNPLACED') return accepted('UNPLACED');
  if (journalId === null) return accepted('HELD');
  const reversed = await reverseJournal(tx, {
    journalId,
    commandId: randomUUID(),
    happenedOn: line.postedOn,
    causedBy: `bank-line:${line.lineId}`,
    byId: actor.id,
  });
  await tools.crashPoint('line.place.after-reversal');
  return reversed.accepted ? accepted(takenFrom ?? 'HELD') : reversed;
}

async function promisedLeft(tx: Tx, budgetId: string, planItemId: string): Promise<bigint> {
  const balances = await loadBalances(tx, budgetId);
  const promise = balances.find(({ account }) => account.kind === 'promised' && account.planLineId === planItemId);
  return promise ? -promise.pence : 0n;
}

type Where = Parameters<typeof lineUnplaced>[0] extends infer Facts
  ? Omit<Facts, 'pence'> & { readonly budgetYear: Temporal.PlainDate }
  : never;
type OnItem = {
  readonly planItemId: string;
  readonly option: 'DIRECT_PAYMENT' | 'THIRD_PARTY' | 'NOTIONAL';
  readonly promised: boolean;
  readonly promisedLeftPence: bigint;
};

/** The journal of an answer; undefined where the money lies where the answer wants it. */
function journalFor(
  line: Line,
  what: 'SPENT' | 'REFUND' | 'UNPLACED' | 'RECEIVED',
  from: 'HELD' | 'UNPLACED',
  where: Where,
  item: OnItem | undefined,
): Journal | undefined {
  const pence = line.amountPence < 0n ? -line.amountPence : line.amountPence;
  switch (what) {
    case 'SPENT': {
      const facts = {
        ...where,
        pence,
        option: item!.option,
        planLineId: item!.planItemId,
        promisedLeftPence: item!.promisedLeftPence,
      };
      return from === 'HELD' ? linePlaced(facts) : linePlacedLater(facts);
    }
    case 'REFUND':
      return refund({
        ...where,
        pence,
        option: item!.option,
        planLineId: item!.planItemId,
        backTo: item!.promised ? 'promised' : 'authorised',
      });
    case 'UNPLACED':
      return from === 'HELD' ? lineUnplaced({ ...where, pence }) : undefined;
    case 'RECEIVED':
      return receivedUnexplained({ ...where, pence });
  }
}
