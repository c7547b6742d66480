/**
 * What was bought, in the ledger. Money in the person's everyday account has no bank statement of its own, so what they
 * show of it is what counts as spent. Money in an account of its own is spent when its statement says so.
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/db.ts';
import { accepted, type Decision } from '../../rules/decision.ts';
import { promiseEnded, together } from '../../rules/payment/journals.ts';
import { journalOfParts } from '../../rules/payment/line-journals.ts';
import type { PlanItem } from '../../rules/plan/plan.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';
import { loadPaymentAccount } from '../agreements/store.ts';
import { loadPurses } from '../budgets/stream-store.ts';
import { loadJournalsCausedBy, loadLinePromises, postJournals, reverseJournal } from '../ledger/store.ts';

export type Bought = {
  readonly budgetId: string;
  readonly goalPurchaseId: string;
  readonly planItemId: string;
  readonly pence: bigint;
  readonly boughtOn: PlainDate;
};

const causeOf = (goalPurchaseId: string) => `goal-purchase:${goalPurchaseId}`;

/** Posts a purchase out of an everyday account: used on its line, out of what is held; of several payers each its part. */
export async function bookPurchase(
  tx: Tx,
  actor: Actor,
  bought: Bought,
  items: readonly PlanItem[],
): Promise<Decision<true>> {
  const { budgetId, planItemId, pence, boughtOn: happenedOn } = bought;
  const account = await loadPaymentAccount(tx, budgetId);
  const purse = (await loadPurses(tx, [budgetId])).get(budgetId);
  const isTheirs = items.some(item => item.planItemId === planItemId && item.option === 'DIRECT_PAYMENT');
  if (account?.kind !== 'OWN_ONE_OFF' || !purse || !isTheirs) return accepted(true);
  const where = {
    ...purse,
    budgetId,
    option: 'DIRECT_PAYMENT' as const,
    accountId: account.paymentAccountId,
    happenedOn,
  };
  const promises = (await loadLinePromises(tx, [budgetId])).get(budgetId) ?? new Map();
  const { journal } = journalOfParts(where, [{ what: 'SPENT', planItemId, pence }], 'HELD', promises);
  const cause = { commandId: randomUUID(), causedBy: causeOf(bought.goalPurchaseId), byId: actor.id };
  const posted = await postJournals(tx, [{ ...journal!, ...cause }]);
  return posted.accepted ? accepted(true) : posted;
}

/** What is still promised when a one-off budget ends will not be bought: each payer has it back among what is free. */
export async function releasePromises(
  tx: Tx,
  actor: Actor,
  end: { readonly budgetId: string; readonly happenedOn: PlainDate },
  items: readonly PlanItem[],
): Promise<Decision<true>> {
  const { budgetId, happenedOn } = end;
  const budgetYear = (await loadPurses(tx, [budgetId])).get(budgetId)?.budgetYear;
  const promises = (await loadLinePromises(tx, [budgetId])).get(budgetId);
  if (!budgetYear || !promises) return accepted(true);
  const ended = items.flatMap(({ planItemId, option }) =>
    [...(promises.get(planItemId) ?? [])].flatMap(([stream, { leftPence: pence }]) =>
      pence > 0n
        ? [promiseEnded({ budgetId, budgetYear, stream, option, planLineId: planItemId, happenedOn, pence })]
        : [],
    ),
  );
  const [first, ...others] = ended;
  if (!first) return accepted(true);
  const cause = { commandId: randomUUID(), causedBy: `goal-end:${budgetId}`, byId: actor.id };
  const posted = await postJournals(tx, [{ ...together(first, ...others), ...cause }]);
  return posted.accepted ? accepted(true) : posted;
}

/** Takes back what was posted for a purchase, where anything was. */
export async function unbookPurchase(
  tx: Tx,
  actor: Actor,
  goalPurchaseId: string,
  happenedOn: PlainDate,
): Promise<Decision<true>> {
  const causedBy = causeOf(goalPurchaseId);
  for (const { journalId } of await loadJournalsCausedBy(tx, causedBy)) {
    const order = { journalId, commandId: randomUUID(), happenedOn, causedBy, byId: actor.id };
    const reversed = await reverseJournal(tx, order);
    if (!reversed.accepted) return reversed;
  }
  return accepted(true);
}
