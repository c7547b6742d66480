/**
 * What each event of a budget's life posts, one function an event. `from → to` debits `from` and credits `to`.
 *
 * Amounts are whole pence above nought; dates are the London day on which the event happened. An event that
 * touches several funding streams (a shared assistant) is one journal: `together`. Nothing here asks whether the
 * event may happen: that is for the chapter that owns it, and for the ledger's own limits.
 */
import type { PlainDate } from '../../values/dates.ts';
import { greatest, least, total } from '../../values/pence.ts';
import {
  type Account,
  type AccountKind,
  type Journal,
  journal,
  type ManagementOption,
  type Posting,
} from './ledger.ts';

/** One budget in one funding stream. */
export type BudgetStream = { readonly budgetId: string; readonly stream: string };

/** One budget year in one funding stream: whose money an event moves. */
export type BudgetYear = BudgetStream & {
  /** The day on which the budget year starts. */
  readonly budgetYear: PlainDate;
};

/** The same under one management option. */
export type Purse = BudgetYear & { readonly option: ManagementOption };

/** Something of this much, on that day. */
type Event = { readonly pence: bigint; readonly happenedOn: PlainDate };

/** A payment by one rail: `BACS`, `FPS`, `CARD_LOAD`. */
type OnRail = { readonly rail: string };

/** The person's account or card, or the third party's, by its id. */
type InAccount = { readonly accountId: string };

/**
 * A budget was agreed. The contingency is part of the sum; it lies with the option that the agreement names, direct
 * payment by default. What the person contributes is authorised but never undrawn: the ICB does not pay it out.
 */
export function budgetAgreed(
  facts: BudgetYear & {
    readonly happenedOn: PlainDate;
    /** Without the contingency, by option. */
    readonly parts: readonly { readonly option: ManagementOption; readonly pence: bigint }[];
    readonly contingencyPence: bigint;
    readonly contingencyWith?: ManagementOption;
    /** The person pays it: never in an NHS stream. It is part of the option that it lies with, direct payment. */
    readonly contributionPence?: bigint;
  },
): Journal {
  const { happenedOn, parts, contingencyPence, contingencyWith = 'DIRECT_PAYMENT', contributionPence = 0n } = facts;
  const payable = [
    ...parts,
    { option: contingencyWith, pence: contingencyPence },
    { option: 'DIRECT_PAYMENT' as const, pence: -contributionPence },
  ];
  const byIcb = total(payable.map(part => part.pence));
  return journal('budget-agreed', happenedOn, [
    debit(control('allocation', facts), byIcb),
    debit(control('contribution_due', facts), contributionPence),
    ...parts.map(part => credit(ofOption('authorised', { ...facts, option: part.option }), part.pence)),
    credit(ofYear('contingency', facts), contingencyPence),
    debit(control('limit', facts), byIcb),
    ...payable.map(part => credit(ofOption('undrawn', { ...facts, option: part.option }), part.pence)),
  ]);
}

/** A plan line was priced and agreed to the end of the year: an agreement, payroll, an order. */
export function promiseMade(facts: Purse & Event & { readonly planLineId: string }): Journal {
  const { happenedOn, pence } = facts;
  return journal('promise-made', happenedOn, move(ofOption('authorised', facts), ofLine('promised', facts), pence));
}

/** A promise ended, lapsed or was priced lower, by this much. */
export function promiseEnded(facts: Purse & Event & { readonly planLineId: string }): Journal {
  const { happenedOn, pence } = facts;
  return journal('promise-ended', happenedOn, move(ofLine('promised', facts), ofOption('authorised', facts), pence));
}

/**
 * A payment was taken off a promised line: what is spent comes out of the promise first, so the promise is set to
 * what it should still hold. `pence` above nought goes back to the promise, below nought out of it.
 */
export function promiseAdjusted(facts: Purse & Event & { readonly planLineId: string }): Journal {
  const { happenedOn, pence } = facts;
  return journal('promise-adjusted', happenedOn, move(ofOption('authorised', facts), ofLine('promised', facts), pence));
}

/** An instalment or one-off payment was released. */
export function paymentReleased(facts: Purse & Event & OnRail): Journal {
  return journal('payment-released', facts.happenedOn, sentOut(facts));
}

/** An emergency payment was released: the next instalment is smaller by it. */
export function emergencyAdvance(facts: Purse & Event & OnRail): Journal {
  return journal('emergency-advance', facts.happenedOn, sentOut(facts));
}

/** The credit date came: assumed, because Bacs sends no yes. */
export function paymentCredited(facts: BudgetStream & Event & OnRail & InAccount): Journal {
  const { happenedOn, pence } = facts;
  return journal('payment-credited', happenedOn, move(held(facts), clearing(facts), pence));
}

/** The payment came back before its credit was posted. */
export function paymentRejected(facts: Purse & Event & OnRail): Journal {
  return journal('payment-rejected', facts.happenedOn, takenBack(facts));
}

/** The run was cancelled before it was sent: one such journal for each of its payments. */
export function runCancelled(facts: Purse & Event & OnRail): Journal {
  return journal('run-cancelled', facts.happenedOn, takenBack(facts));
}

/** The payment came back after its credit was posted. */
export function paymentReturned(facts: Purse & Event & InAccount): Journal {
  const { happenedOn, pence } = facts;
  return journal('payment-returned', happenedOn, [
    ...move(ofOption('drawn', facts), ofOption('undrawn', facts), pence),
    ...move(control('bank', facts), held(facts), pence),
  ]);
}

/** The card was authorised for something that was not promised. */
export function cardAuthorised(facts: Purse & Event): Journal {
  const { happenedOn, pence } = facts;
  return journal('card-authorised', happenedOn, move(ofOption('authorised', facts), ofYear('pending', facts), pence));
}

/** An authorisation of the card lapsed, or was settled for less, by this much. */
export function cardLapsed(facts: Purse & Event): Journal {
  const { happenedOn, pence } = facts;
  return journal('card-lapsed', happenedOn, move(ofYear('pending', facts), ofOption('authorised', facts), pence));
}

/** What the card had authorised was settled and placed on a line. */
export function cardSettled(facts: BudgetYear & Event & InAccount & { readonly planLineId: string }): Journal {
  const { happenedOn, pence } = facts;
  return journal('card-settled', happenedOn, [
    ...move(ofYear('pending', facts), ofLine('used', facts), pence),
    ...move(ofLine('spent', facts), held(facts), pence),
  ]);
}

/** What is left of the promise on the line that a payment goes to: nought where nothing is promised. */
type OnLine = { readonly planLineId: string; readonly promisedLeftPence: bigint };

/** Money that left the account was matched to a plan line at once: from its promise first, then from what is free. */
export function linePlaced(facts: Purse & Event & InAccount & OnLine): Journal {
  const { happenedOn, pence } = facts;
  return journal('line-placed', happenedOn, [...usedOn(facts), ...move(ofLine('spent', facts), held(facts), pence)]);
}

/** Money left the account, and nobody knows yet what for. */
export function lineUnplaced(facts: BudgetStream & Event & InAccount): Journal {
  const { happenedOn, pence } = facts;
  return journal('line-unplaced', happenedOn, move(ofStream('unplaced', facts), held(facts), pence));
}

/** An unmatched payment was placed on a plan line. */
export function linePlacedLater(facts: Purse & Event & OnLine): Journal {
  const { happenedOn, pence } = facts;
  return journal('line-placed-later', happenedOn, [
    ...usedOn(facts),
    ...move(ofLine('spent', facts), ofStream('unplaced', facts), pence),
  ]);
}

/** Money came into the account that nobody can explain yet: interest, a salary paid in by mistake. */
export function receivedUnexplained(facts: BudgetStream & Event & InAccount): Journal {
  const { happenedOn, pence } = facts;
  return journal('received-unexplained', happenedOn, move(held(facts), ofStream('received', facts), pence));
}

/** Money came back for a line: the mirror of what it refunds, to the promise if that still runs, else to what is free. */
export function refund(
  facts: Purse & Event & InAccount & { readonly planLineId: string; readonly backTo: 'promised' | 'authorised' },
): Journal {
  const { happenedOn, pence, backTo } = facts;
  const to = backTo === 'promised' ? ofLine('promised', facts) : ofOption('authorised', facts);
  return journal('refund', happenedOn, [
    ...move(ofLine('used', facts), to, pence),
    ...move(held(facts), ofLine('spent', facts), pence),
  ]);
}

/** Emergency cover was agreed from the contingency. */
export function contingencyUsed(facts: Purse & Event): Journal {
  const { happenedOn, pence } = facts;
  return journal(
    'contingency-used',
    happenedOn,
    move(ofYear('contingency', facts), ofOption('authorised', facts), pence),
  );
}

/** A supplier's invoice was accepted (notional): it counts as spent and drawn at once. */
export function invoiceAccepted(facts: Purse & Event & OnLine & { readonly supplierId: string }): Journal {
  const { happenedOn, pence } = facts;
  return journal('invoice-accepted', happenedOn, [
    ...usedOn(facts),
    ...move(ofOption('undrawn', facts), ofOption('drawn', facts), pence),
    ...move(ofLine('spent', facts), payableTo(facts), pence),
  ]);
}

/** A supplier's credit note was accepted: the mirror of its invoice, as far as it goes to the promise of an open order. */
export function creditAccepted(
  facts: Purse & Event & { readonly planLineId: string; readonly supplierId: string; readonly toPromisePence: bigint },
): Journal {
  const { happenedOn, pence, toPromisePence } = facts;
  return journal('credit-accepted', happenedOn, [
    ...move(ofLine('used', facts), ofLine('promised', facts), toPromisePence),
    ...move(ofLine('used', facts), ofOption('authorised', facts), pence - toPromisePence),
    ...move(ofOption('drawn', facts), ofOption('undrawn', facts), pence),
    ...move(payableTo(facts), ofLine('spent', facts), pence),
  ]);
}

/** An accepted invoice was paid. */
export function invoicePaid(facts: Event & { readonly stream: string; readonly supplierId: string }): Journal {
  const { happenedOn, pence } = facts;
  return journal('invoice-paid', happenedOn, move(payableTo(facts), control('bank', facts), pence));
}

/** The bank gave back what was paid to a supplier: it is owed again. */
export function invoiceReturned(facts: Event & { readonly stream: string; readonly supplierId: string }): Journal {
  const { happenedOn, pence } = facts;
  return journal('invoice-returned', happenedOn, move(control('bank', facts), payableTo(facts), pence));
}

/** The person, a charity or another body paid in their part. Never in an NHS stream. */
export function contributionPaidIn(facts: BudgetStream & Event & InAccount & { readonly payer: string }): Journal {
  const { happenedOn, pence, payer } = facts;
  return journal(
    'contribution-paid-in',
    happenedOn,
    move(held(facts), { ...ofStream('contribution', facts), party: payer }, pence),
  );
}

/** At the end of a budget: what came in and nobody could explain is the person's own. */
export function moneyKept(facts: BudgetStream & Event & InAccount): Journal {
  const { happenedOn, pence } = facts;
  return journal('money-kept', happenedOn, move(ofStream('received', facts), held(facts), pence));
}

/** A surplus agreed in a review was paid back. */
export function surplusPaidBack(facts: Purse & Event & InAccount): Journal {
  const { happenedOn, pence } = facts;
  return journal('surplus-paid-back', happenedOn, [
    ...move(ofOption('authorised', facts), control('allocation', facts), pence),
    ...move(ofOption('drawn', facts), control('limit', facts), pence),
    ...move(control('bank', facts), held(facts), pence),
  ]);
}

/** A surplus agreed in a review is kept: the next instalment is smaller by it. */
export function surplusOffset(facts: Purse & Event): Journal {
  const { happenedOn, pence } = facts;
  return journal('surplus-offset', happenedOn, [
    ...move(ofOption('authorised', facts), control('allocation', facts), pence),
    ...move(ofOption('undrawn', facts), control('limit', facts), pence),
  ]);
}

/** A debt was given up, on somebody's authority. */
export function reclaimGivenUp(facts: Purse & Event & InAccount): Journal {
  const { happenedOn, pence } = facts;
  return journal('reclaim-given-up', happenedOn, [
    ...move(ofOption('authorised', facts), control('allocation', facts), pence),
    ...move(ofOption('drawn', facts), control('limit', facts), pence),
    ...move(control('written_off', facts), held(facts), pence),
  ]);
}

/** The budget was reduced after notice, by at most what is undrawn: the rest is a surplus. */
export function budgetReduced(
  facts: Purse & {
    readonly happenedOn: PlainDate;
    readonly authorisedPence: bigint;
    readonly contingencyPence: bigint;
  },
): Journal {
  const { happenedOn, authorisedPence, contingencyPence } = facts;
  return journal('budget-reduced', happenedOn, [
    ...move(ofOption('authorised', facts), control('allocation', facts), authorisedPence),
    ...move(ofYear('contingency', facts), control('allocation', facts), contingencyPence),
    ...move(ofOption('undrawn', facts), control('limit', facts), authorisedPence + contingencyPence),
  ]);
}

/** The person's money was moved to another account of theirs. */
export function accountChanged(
  facts: BudgetStream & Event & { readonly fromAccountId: string; readonly toAccountId: string },
): Journal {
  const { happenedOn, pence, fromAccountId, toAccountId } = facts;
  return journal(
    'account-changed',
    happenedOn,
    move(held({ ...facts, accountId: toAccountId }), held({ ...facts, accountId: fromAccountId }), pence),
  );
}

/**
 * The budget year ended: promises are released first, then all that is not used goes back, and what was not paid out
 * may not be any more. Nothing moves in the account: what it still holds is carried over. `authorised` may be below
 * nought (overspent), then that is made good. What is pending stays until it is settled or lapses.
 */
export function yearEnded(
  facts: BudgetYear & {
    readonly happenedOn: PlainDate;
    readonly promised: readonly {
      readonly planLineId: string;
      readonly option: ManagementOption;
      readonly pence: bigint;
    }[];
    readonly options: readonly {
      readonly option: ManagementOption;
      /** Before the promises are released. */
      readonly authorisedPence: bigint;
      readonly undrawnPence: bigint;
    }[];
    readonly contingencyPence: bigint;
  },
): Journal {
  const { happenedOn, promised, options, contingencyPence } = facts;
  const allocation = control('allocation', facts);
  return journal('year-ended', happenedOn, [
    ...promised.flatMap(({ planLineId, option, pence }) => [
      ...move(ofLine('promised', { ...facts, planLineId }), ofOption('authorised', { ...facts, option }), pence),
      ...move(ofOption('authorised', { ...facts, option }), allocation, pence),
    ]),
    ...options.flatMap(({ option, authorisedPence, undrawnPence }) => [
      ...move(ofOption('authorised', { ...facts, option }), allocation, authorisedPence),
      ...move(ofOption('undrawn', { ...facts, option }), control('limit', facts), undrawnPence),
    ]),
    ...move(ofYear('contingency', facts), allocation, contingencyPence),
  ]);
}

/** What an earlier, closed year left in the account was paid back: no spending entry, for that year is closed. */
export function carriedOverPaidBack(facts: Purse & Event & InAccount): Journal {
  const { happenedOn, pence } = facts;
  return journal('carried-over-paid-back', happenedOn, [
    ...move(ofOption('drawn', facts), control('limit', facts), pence),
    ...move(control('bank', facts), held(facts), pence),
  ]);
}

/** What an earlier year left in the account makes the instalments of this year, the facts' year, smaller. */
export function carriedOverOffset(facts: Purse & Event): Journal {
  const { happenedOn, pence } = facts;
  return journal('carried-over-offset', happenedOn, move(ofOption('undrawn', facts), control('limit', facts), pence));
}

/** One event that touches several streams or budgets, as one journal of the first one's kind and day. */
export function together(first: Journal, ...others: readonly Journal[]): Journal {
  return journal(
    first.kind,
    first.happenedOn,
    [first, ...others].flatMap(part => part.postings),
  );
}

const sentOut = (facts: Purse & Event & OnRail): readonly Posting[] => [
  ...move(ofOption('undrawn', facts), ofOption('drawn', facts), facts.pence),
  ...move(clearing(facts), control('bank', facts), facts.pence),
];

const takenBack = (facts: Purse & Event & OnRail): readonly Posting[] => [
  ...move(ofOption('drawn', facts), ofOption('undrawn', facts), facts.pence),
  ...move(control('bank', facts), clearing(facts), facts.pence),
];

/** From the promise as far as it reaches, the rest from what is free: a bank line is a fact, so that may pass nought. */
function usedOn(facts: Purse & Event & OnLine): readonly Posting[] {
  const promised = least(facts.pence, greatest(facts.promisedLeftPence, 0n));
  return [
    ...move(ofLine('promised', facts), ofLine('used', facts), promised),
    ...move(ofOption('authorised', facts), ofLine('used', facts), facts.pence - promised),
  ];
}

const debit = (account: Account, amountPence: bigint): Posting => ({ account, amountPence });
const credit = (account: Account, pence: bigint): Posting => ({ account, amountPence: -pence });
const move = (from: Account, to: Account, pence: bigint): readonly Posting[] => [debit(from, pence), credit(to, pence)];

const control = (
  kind: 'allocation' | 'contribution_due' | 'limit' | 'bank' | 'written_off',
  { stream }: { stream: string },
): Account => ({ kind, stream });

const clearing = ({ stream, rail }: { stream: string; rail: string }): Account => ({
  kind: 'clearing',
  stream,
  party: rail,
});

const payableTo = ({ stream, supplierId }: { stream: string; supplierId: string }): Account => ({
  kind: 'payable',
  stream,
  party: supplierId,
});

const ofStream = (kind: 'unplaced' | 'received' | 'contribution', { budgetId, stream }: BudgetStream): Account => ({
  kind,
  budgetId,
  stream,
});

const held = ({ budgetId, stream, accountId }: BudgetStream & InAccount): Account => ({
  kind: 'held',
  budgetId,
  stream,
  party: accountId,
});

const ofYear = (
  kind: Extract<AccountKind, 'contingency' | 'pending'>,
  { budgetId, stream, budgetYear }: BudgetYear,
): Account => ({ kind, budgetId, stream, budgetYear });

const ofOption = (
  kind: 'authorised' | 'undrawn' | 'drawn',
  { budgetId, stream, budgetYear, option }: Purse,
): Account => ({ kind, budgetId, stream, budgetYear, option });

const ofLine = (
  kind: 'promised' | 'used' | 'spent',
  { budgetId, stream, budgetYear, planLineId }: BudgetYear & { readonly planLineId: string },
): Account => ({ kind, budgetId, stream, budgetYear, planLineId });
