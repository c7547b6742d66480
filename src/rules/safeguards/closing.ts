/**
 * The end of a budget: its final account, and closing it (T28).
 *
 * Pure, pence. One person proposes to close and another confirms it. What is left in the account was given back by then, or
 * is written off with a reason; nothing is on its way, ordered, promised or unexplained. A bank line that comes after the
 * close is settled in the same way, by two people, and opens nothing again.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide, type Refusal } from '../decision.ts';
import type { LaterLife } from './later-life.ts';

/** What the books still hold of a budget. */
export type FinalAccount = {
  /** In the person's account, or with the organisation that holds money for them. */
  readonly heldPence: bigint;
  /** Of that, what came in and nobody could explain: it is not the budget's, so it stays with the person. */
  readonly ownPence: bigint;
  /** What left the account, and nobody has said what for. */
  readonly unplacedPence: bigint;
  readonly promisedPence: bigint;
  /** Claims on a card that are not settled. */
  readonly pendingPence: bigint;
  /** Agreed and neither spent nor promised: it goes back to who pays. */
  readonly unusedPence: bigint;
  /** What may still be paid out: it goes back too. */
  readonly undrawnPence: bigint;
  readonly paymentsOnTheWay: number;
  readonly openOrders: number;
};

export type ClosingOpen = 'PAYMENT' | 'ORDER' | 'PROMISE' | 'LINE' | 'CARD';

export type ClosingRefusal =
  | { readonly code: 'closing-not-ready'; readonly open: ClosingOpen }
  | { readonly code: 'closing-below-nought'; readonly pence: bigint }
  | { readonly code: 'closing-nothing-open' }
  | { readonly code: 'closing-without-reason' }
  | { readonly code: 'closing-same-person' }
  | { readonly code: 'closing-proposed-already' }
  | { readonly code: 'closing-nothing-proposed' }
  | { readonly code: 'money-back-not-now' }
  | { readonly code: 'money-back-over-left'; readonly leftPence: bigint }
  | { readonly code: 'money-back-in-future' }
  | { readonly code: 'money-back-line-not-free' }
  | { readonly code: 'money-back-line-differs'; readonly pence: bigint }
  | { readonly code: 'line-is-money-back' }
  | { readonly code: 'money-back-reference-known'; readonly reference: string };

/** What is to be given back or written off: what the account holds, less what is the person's own. */
export function leftInAccount({ heldPence, ownPence }: FinalAccount): bigint {
  return heldPence - ownPence;
}

/** Whether the books hold nothing any more. */
export function isNought(account: FinalAccount): boolean {
  const { heldPence, ownPence, unplacedPence, promisedPence, pendingPence, unusedPence, undrawnPence } = account;
  const pence = [heldPence, ownPence, unplacedPence, promisedPence, pendingPence, unusedPence, undrawnPence];
  return pence.every(each => each === 0n) && account.paymentsOnTheWay + account.openOrders === 0;
}

/** Decides whether money that was given back may be written down: once, and not more than is left. */
export function decideMoneyBack(
  back: { readonly pence: bigint; readonly receivedOn: PlainDate; readonly reference: string },
  known: {
    readonly state: LaterLife['state'];
    readonly account: FinalAccount;
    readonly references: readonly string[];
  },
  today: PlainDate,
): Decision<{ readonly leftPence: bigint }> {
  const left = leftInAccount(known.account);
  const isEnding = known.state === 'RECONCILING' || known.state === 'CLOSED';
  return decide(
    [
      !isEnding && { code: 'money-back-not-now' },
      isEnding && back.pence > left && { code: 'money-back-over-left', leftPence: left },
      isBefore(today, back.receivedOn) && { code: 'money-back-in-future' },
      known.references.includes(back.reference) && { code: 'money-back-reference-known', reference: back.reference },
    ],
    () => ({ leftPence: left - back.pence }),
  );
}

/** What closing is decided on. */
export type ClosingFacts = {
  readonly life: LaterLife;
  readonly account: FinalAccount;
  readonly outcomesRated: boolean;
  /** What was written off before, less what of that was taken back. */
  readonly givenUpPence: bigint;
};

/** Decides whether it may be proposed to close a budget, or to settle what came after its close. */
export function decideProposal(
  proposal: {
    /** Below nought after the close: so much of what was written off turned out to be spent, and is taken back. */
    readonly writtenOffPence: bigint;
    readonly reason: string;
  },
  facts: ClosingFacts & { readonly isProposed: boolean },
): Decision<true> {
  return decide(
    [
      facts.isProposed && { code: 'closing-proposed-already' },
      proposal.writtenOffPence !== 0n && proposal.reason.trim() === '' && { code: 'closing-without-reason' },
      ...readyReasons(proposal.writtenOffPence, facts),
    ],
    () => true,
  );
}

/** Decides whether a second person's yes closes the budget: what was proposed is still all that is left. */
export function decideClosing(
  proposal: { readonly writtenOffPence: bigint; readonly byId: string } | undefined,
  answer: { readonly yes: boolean; readonly reason: string; readonly byId: string },
  facts: ClosingFacts,
): Decision<true> {
  return decide(
    [
      proposal === undefined && { code: 'closing-nothing-proposed' },
      proposal?.byId === answer.byId && { code: 'closing-same-person' },
      !answer.yes && answer.reason.trim() === '' && { code: 'closing-without-reason' },
      ...(proposal && answer.yes ? readyReasons(proposal.writtenOffPence, facts) : []),
    ],
    () => true,
  );
}

function readyReasons(
  writtenOffPence: bigint,
  { life, account, outcomesRated, givenUpPence }: ClosingFacts,
): (Refusal | false)[] {
  const left = leftInAccount(account);
  const ledgerPence = left - writtenOffPence;
  const open: readonly (readonly [ClosingOpen, boolean])[] = [
    ['PAYMENT', account.paymentsOnTheWay > 0],
    ['ORDER', account.openOrders > 0],
    ['PROMISE', account.promisedPence !== 0n],
    ['LINE', account.unplacedPence !== 0n],
    ['CARD', account.pendingPence !== 0n],
  ];
  const below = left < 0n && (life.state !== 'CLOSED' || -left > givenUpPence);
  return [
    ...open.map(([what, isOpen]) => isOpen && ({ code: 'closing-not-ready', open: what } as const)),
    below && { code: 'closing-below-nought', pence: -left },
    ...(life.state === 'CLOSED'
      ? [
          isNought(account) && ({ code: 'closing-nothing-open' } as const),
          !below && ledgerPence !== 0n && ({ code: 'money-not-settled', pence: ledgerPence } as const),
        ]
      : [
          life.state !== 'RECONCILING' && ({ code: 'not-from-here', transition: 'T28', state: life.state } as const),
          ...closeReasons(life, { ledgerPence: below ? 0n : ledgerPence, outcomesRated }),
        ]),
  ];
}

/** T28: what is against closing a budget whose money stands like this. */
export function closeReasons(
  { overlays }: Pick<LaterLife, 'overlays'>,
  { ledgerPence, outcomesRated }: { readonly ledgerPence: bigint; readonly outcomesRated: boolean },
): readonly (Refusal | false)[] {
  return [
    ...overlays.map(overlay => ({ code: 'still-open', overlay }) as const),
    ledgerPence !== 0n && { code: 'money-not-settled', pence: ledgerPence },
    !outcomesRated && { code: 'outcomes-not-rated' },
  ];
}
