/**
 * The ledger: which accounts there are, what each event posts, and what people see as sums of it.
 *
 * Three books, all double entry, all in pence: spending (what may be spent, and on what), paying (what may still be
 * paid out) and cash (where the money is). Stored sign: debit positive, so a credit-side account stands at or below
 * nought and the figures that people see turn the sign. `from → to` debits `from` and credits `to`.
 * The events themselves stand in journals.ts beside this file.
 */
import type { PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';

export type Book = 'spending' | 'paying' | 'cash';
export type ManagementOption = 'DIRECT_PAYMENT' | 'NOTIONAL' | 'THIRD_PARTY';

/** Every kind of account: its book, its normal side, and whether it belongs to the ICB (control) or to a budget. */
export const ACCOUNT_KINDS = {
  allocation: { book: 'spending', side: 'debit', control: true },
  contribution_due: { book: 'spending', side: 'debit', control: true },
  authorised: { book: 'spending', side: 'credit', control: false },
  contingency: { book: 'spending', side: 'credit', control: false },
  promised: { book: 'spending', side: 'credit', control: false },
  pending: { book: 'spending', side: 'credit', control: false },
  used: { book: 'spending', side: 'credit', control: false },
  limit: { book: 'paying', side: 'debit', control: true },
  undrawn: { book: 'paying', side: 'credit', control: false },
  drawn: { book: 'paying', side: 'credit', control: false },
  bank: { book: 'cash', side: 'debit', control: true },
  clearing: { book: 'cash', side: 'debit', control: true },
  held: { book: 'cash', side: 'debit', control: false },
  spent: { book: 'cash', side: 'debit', control: false },
  unplaced: { book: 'cash', side: 'debit', control: false },
  received: { book: 'cash', side: 'credit', control: false },
  payable: { book: 'cash', side: 'credit', control: false },
  contribution: { book: 'cash', side: 'credit', control: false },
  written_off: { book: 'cash', side: 'debit', control: true },
  owed_by_payer: { book: 'cash', side: 'debit', control: false },
  owed_to_board: { book: 'cash', side: 'credit', control: false },
  paid_by_payer: { book: 'cash', side: 'credit', control: false },
} as const satisfies Record<string, { book: Book; side: 'debit' | 'credit'; control: boolean }>;

export type AccountKind = keyof typeof ACCOUNT_KINDS;

/** An account by its name. Which parts a kind is named by is checked by the database (`ledger_account_shape`). */
export type Account = {
  readonly kind: AccountKind;
  readonly stream: string; // CL-19
  readonly budgetId?: string;
  /** The day on which the budget year starts. */
  readonly budgetYear?: PlainDate;
  readonly option?: ManagementOption;
  readonly planLineId?: string;
  /** held: the payment account; clearing: the rail; payable: the supplier; contribution: the payer; between payers: who is on the other side. */
  readonly party?: string;
};

/** One amount on one account: debit positive, never nought. */
export type Posting = { readonly account: Account; readonly amountPence: bigint };

export const JOURNAL_KINDS = [
  'budget-agreed',
  'promise-made',
  'promise-ended',
  'promise-adjusted',
  'payment-released',
  'payment-credited',
  'payment-rejected',
  'payment-returned',
  'payment-superseded',
  'payment-found',
  'payment-overpaid',
  'overpayment-returned',
  'overpayment-paid-back',
  'overpayment-stands',
  'overpayment-set-off',
  'run-cancelled',
  'emergency-advance',
  'card-authorised',
  'card-lapsed',
  'card-settled',
  'line-placed',
  'line-unplaced',
  'line-placed-later',
  'received-unexplained',
  'refund',
  'contingency-used',
  'invoice-accepted',
  'invoice-paid',
  'invoice-returned',
  'credit-accepted',
  'contribution-paid-in',
  'contribution-recognised',
  'contribution-seen',
  'recharge-agreed',
  'recharge-paid',
  'money-back-seen',
  'money-kept',
  'surplus-paid-back',
  'surplus-offset',
  'reclaim-given-up',
  'budget-reduced',
  'account-changed',
  'year-ended',
  'carried-over-paid-back',
  'carried-over-offset',
  'reversal',
] as const;

export type JournalKind = (typeof JOURNAL_KINDS)[number];

/** What an event posts, before anybody has posted it. */
export type Journal = {
  readonly kind: JournalKind;
  /** The day it happened, London. */
  readonly happenedOn: PlainDate;
  readonly postings: readonly Posting[];
};

/** A journal as it goes into the ledger: who sent it and why. One command id posts once. */
export type NewJournal = Journal & {
  readonly commandId: string;
  /** The decision or file that caused it, with its kind: `approval:…`, `bank-line:…`. */
  readonly causedBy: string;
  readonly byId: string;
  readonly reverses?: bigint;
};

export type LedgerRefusal =
  | { readonly code: 'not-enough-undrawn'; readonly budgetId: string; readonly shortByPence: bigint } // more would be paid out than was agreed
  | { readonly code: 'not-enough-authorised'; readonly budgetId: string; readonly shortByPence: bigint } // a promise past what is free
  | { readonly code: 'journal-reused'; readonly commandId: string } // one command id, two different journals
  | { readonly code: 'journal-not-found'; readonly journalId: bigint }
  | { readonly code: 'journal-already-reversed'; readonly journalId: bigint }
  | { readonly code: 'journal-is-a-reversal'; readonly journalId: bigint };

/** A text that is the same for the same account only. */
export function accountKey({ kind, stream, budgetId, budgetYear, option, planLineId, party }: Account): string {
  // The party alone may hold any character, so it comes last.
  return `${kind}|${stream}|${budgetId ?? ''}|${budgetYear ?? ''}|${option ?? ''}|${planLineId ?? ''}|${party ?? ''}`;
}

/**
 * A journal from movements: amounts on one account are added up and what comes to nought is left out. Throws when
 * it does not balance within each book and stream, for then the builder is wrong, not the input.
 */
export function journal(kind: JournalKind, happenedOn: PlainDate, postings: readonly Posting[]): Journal {
  const byAccount = new Map<string, Posting>();
  for (const { account, amountPence } of postings) {
    const key = accountKey(account);
    byAccount.set(key, { account, amountPence: (byAccount.get(key)?.amountPence ?? 0n) + amountPence });
  }
  const whole = { kind, happenedOn, postings: [...byAccount.values()].filter(posting => posting.amountPence !== 0n) };
  const broken = whyUnbalanced(whole.postings);
  if (broken) throw new RangeError(`${kind}: ${broken}`);
  return whole;
}

/** Why postings are no journal, in words for a developer; undefined when they are one. */
export function whyUnbalanced(postings: readonly Posting[]): string | undefined {
  if (postings.length === 0) return 'a journal without postings';
  const groups = Map.groupBy(postings, ({ account }) => `${ACCOUNT_KINDS[account.kind].book} of ${account.stream}`);
  for (const [group, members] of groups) {
    const off = total(members.map(posting => posting.amountPence));
    if (off !== 0n) return `${group} is out by ${off} pence`;
    if (members.length < 2) return `${group} has one posting only`;
  }
  return undefined;
}

/** The mirror of a journal: the only way to take it back. The right one is posted afterwards. */
export function reverse(
  original: { readonly journalId: bigint; readonly postings: readonly Posting[] },
  happenedOn: PlainDate,
): Journal & { readonly reverses: bigint } {
  const mirrored = original.postings.map(({ account, amountPence }) => ({ account, amountPence: -amountPence }));
  return { ...journal('reversal', happenedOn, mirrored), reverses: original.journalId };
}

/** An account of one budget and what it stands at, debit positive. */
export type Balance = { readonly account: Account; readonly pence: bigint };

/** What people see, in pence, each as they count it: more is more. `free` and `held` may be below nought. */
export type MoneyFigures = {
  /** The whole agreed sum of the year: what the next five come to. */
  readonly allocated: bigint;
  readonly spent: bigint;
  /** Card payments not settled and bank lines not matched yet. */
  readonly onItsWay: bigint;
  readonly promised: bigint;
  readonly keptForEmergencies: bigint;
  /** An unmatched payment counts against it, even if it turns out to belong to a promised line. */
  readonly free: bigint;
  /** In the person's account, card or with the third party now, counted from the credit. */
  readonly held: bigint;
  /** May still be paid out this year. */
  readonly toCome: bigint;
  /** The part of `onItsWay` that is still being matched: the page says so. */
  readonly stillMatching: bigint;
};

/** The figures of one budget year from its accounts, those without a year (held, unplaced) included. */
export function moneyFigures(balances: readonly Balance[], yearStart: PlainDate): MoneyFigures {
  const ofYear = balances.filter(({ account }) => isOfYear(account, yearStart));
  const on = (kind: AccountKind) => {
    const debit = total(ofYear.filter(({ account }) => account.kind === kind).map(({ pence }) => pence));
    return ACCOUNT_KINDS[kind].side === 'debit' ? debit : -debit;
  };
  const [authorised, contingency, promised, pending] = [
    on('authorised'),
    on('contingency'),
    on('promised'),
    on('pending'),
  ];
  const [used, unplaced] = [on('used'), on('unplaced')];
  return {
    allocated: authorised + contingency + promised + pending + used,
    spent: used,
    onItsWay: pending + unplaced,
    promised,
    keptForEmergencies: contingency,
    free: authorised - unplaced,
    held: on('held'),
    toCome: on('undrawn'),
    stillMatching: unplaced,
  };
}

/** What became of one plan line's money in a budget year, whoever pays for it. Pence. */
export type LineFigures = {
  readonly spentPence: bigint;
  /** What its promise still holds. */
  readonly promisedPence: bigint;
};

/** The figures of each plan line on which something was promised or spent in that budget year, by its id. */
export function lineFigures(balances: readonly Balance[], yearStart: PlainDate): ReadonlyMap<string, LineFigures> {
  const lines = new Map<string, LineFigures>();
  for (const { account, pence } of balances) {
    const { kind, planLineId } = account;
    if (planLineId === undefined || !isOfYear(account, yearStart) || (kind !== 'used' && kind !== 'promised')) continue;
    const { spentPence, promisedPence } = lines.get(planLineId) ?? { spentPence: 0n, promisedPence: 0n };
    // Both are credits.
    lines.set(
      planLineId,
      kind === 'used'
        ? { spentPence: spentPence - pence, promisedPence }
        : { spentPence, promisedPence: promisedPence - pence },
    );
  }
  return lines;
}

/** Of that budget year, or of every year, as the bank account is. */
function isOfYear({ budgetYear }: Account, yearStart: PlainDate): boolean {
  return budgetYear === undefined || budgetYear.equals(yearStart);
}
