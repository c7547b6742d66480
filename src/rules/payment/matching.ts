/**
 * What may be made of a line of the bank statement, and whether a statement may be taken.
 * Which plan line it fits is in matching-score.ts, where money came back from in matching-refunds.ts.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { compareText } from '../../values/order.ts';
import { greatest, sizeOf, total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import type { MappingRefusal } from './statement-mapping.ts';
import type { UndoRefusal } from './statement-undo.ts';

export type MatchingRefusal =
  | MappingRefusal
  | UndoRefusal
  | { readonly code: 'line-already-placed' }
  | { readonly code: 'plan-item-unknown' }
  | { readonly code: 'parts-not-whole'; readonly linePence: bigint; readonly partsPence: bigint }
  | { readonly code: 'nothing-to-take-back' }
  | { readonly code: 'together-needs-two' }
  | { readonly code: 'part-nought' }
  | { readonly code: 'part-twice' }
  | { readonly code: 'refund-over-spent'; readonly spentPence: bigint }
  | { readonly code: 'refund-would-remain'; readonly refundPence: bigint }
  /** One for each thing that is wrong with the file; `line` is counted from 1. */
  | { readonly code: 'statement-unreadable'; readonly line?: number; readonly text: string }
  | { readonly code: 'statement-dates-unclear'; readonly text: string }
  /** The last four digits of the account that the file names, where it names one. */
  | { readonly code: 'statement-other-account'; readonly found: string | undefined; readonly expected: string }
  | { readonly code: 'statement-no-account' }
  | { readonly code: 'statement-of-many-people' }
  | { readonly code: 'statement-in-future'; readonly postedOn: PlainDate }
  | { readonly code: 'statement-before-budget'; readonly postedOn: PlainDate; readonly beginsOn: PlainDate }
  | { readonly code: 'statement-period-reversed' }
  | { readonly code: 'statement-period-in-future' }
  | { readonly code: 'statement-day-in-other-format'; readonly postedOn: PlainDate };

export type ExpectedPayment = {
  readonly paymentId: string;
  /** Sent and live; sent, and given up because nobody knew whether it arrived; released, and in no file yet. */
  readonly standing: (typeof STANDINGS)[number];
  readonly amountPence: bigint;
  readonly creditOn: Temporal.PlainDate;
};

/** Days by which the bank may show a payment before and after its credit date. */
export const EARLY_DAYS = 1;
export const LATE_DAYS = 5;

/** The likelier first: what is in no file cannot have arrived, and what was given up is a credit only beside another. */
const STANDINGS = ['LIVE', 'NOT_KNOWN', 'RELEASED'] as const;

/**
 * The payment of the ICB that a credit on the statement confirms: the same amount, at about its credit date, the
 * likeliest and then the earliest that is not confirmed yet. Undefined where there is none: the money is then not explained.
 */
export function paymentConfirmedBy(
  credit: { readonly amountPence: bigint; readonly postedOn: Temporal.PlainDate },
  expected: readonly ExpectedPayment[],
): ExpectedPayment | undefined {
  return expected
    .filter(payment => {
      const days = payment.creditOn.until(credit.postedOn).days;
      return payment.amountPence === credit.amountPence && days >= -EARLY_DAYS && days <= LATE_DAYS;
    })
    .sort(
      (a, b) =>
        STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
        Temporal.PlainDate.compare(a.creditOn, b.creditOn) ||
        compareText(a.paymentId, b.paymentId),
    )[0];
}

/** A credit of a file, and the payments of its budget that it may be. */
export type CreditToConfirm = {
  readonly lineNumber: number;
  readonly amountPence: bigint;
  readonly postedOn: Temporal.PlainDate;
  readonly expected: readonly ExpectedPayment[];
};

/** Which payment each credit confirms, in the order of the file, no payment twice: by line number. */
export function confirmEach(credits: readonly CreditToConfirm[]): ReadonlyMap<number, string> {
  const taken = new Set<string>();
  const confirmed = new Map<number, string>();
  for (const credit of credits.toSorted((a, b) => a.lineNumber - b.lineNumber)) {
    const payment = paymentConfirmedBy(
      credit,
      credit.expected.filter(({ paymentId }) => !taken.has(paymentId)),
    );
    if (!payment) continue;
    taken.add(payment.paymentId);
    confirmed.set(credit.lineNumber, payment.paymentId);
  }
  return confirmed;
}

/** What a promise still holds when this much is spent on its line: what is spent comes out of it first. Pence. */
export function promiseLeft(promisedPence: bigint, spentPence: bigint): bigint {
  return greatest(promisedPence - spentPence, 0n);
}

export type Placed = 'SPENT' | 'PAYMENT' | 'REFUND' | 'RECEIVED' | 'UNPLACED' | 'TRANSFER';

/** A line as it stands, before an answer. */
export type LineNow = {
  /** Signed: money in is above nought. */
  readonly amountPence: bigint;
  /** Whether the ICB sent it. */
  readonly isPayment: boolean;
  /** What of it is placed on each plan line now, pence above nought; nothing for what nobody knows. */
  readonly on: ReadonlyMap<string, bigint>;
};

/** A part of an answer: what of the line was for which plan line, pence above nought. Undefined: "I do not know". */
export type AnswerPart = { readonly planItemId: string | undefined; readonly pence: bigint };

/**
 * What an answer to "what was this?" makes of a line, part by part, or every reason why it may not be given. "I do not
 * know" is an answer that may be given again; only a payment that the ICB sent is not for the person to place.
 */
export function decideAnswer(
  line: LineNow,
  parts: readonly AnswerPart[],
  /** What is spent on each plan line, less refunds and with this line; one that is not here the plan does not have. */
  spent: ReadonlyMap<string, bigint>,
): Decision<readonly PlacedPart[]> {
  const isMoneyIn = line.amountPence > 0n;
  const named = parts.filter(({ planItemId }) => planItemId !== undefined);
  const sum = total(parts.map(({ pence }) => pence));
  const isEmpty = parts.some(({ pence }) => pence <= 0n);
  const distinct = new Set(parts.map(({ planItemId }) => planItemId));
  const after = new Map(named.map(({ planItemId, pence }) => [planItemId!, pence]));
  const isAsNow =
    named.length > 0 && after.size === line.on.size && [...after].every(([id, pence]) => line.on.get(id) === pence);
  // Refunds on a plan line never come to more than its payments: neither by adding one nor by taking a payment away.
  const short = [...new Set([...line.on.keys(), ...after.keys()])].flatMap(id => {
    const change = (after.get(id) ?? 0n) - (line.on.get(id) ?? 0n);
    const left = (spent.get(id) ?? 0n) + (isMoneyIn ? -change : change);
    return !isEmpty && left < 0n && change !== 0n ? [{ id, left }] : [];
  })[0];
  return decide(
    [
      named.some(({ planItemId }) => !spent.has(planItemId!)) && { code: 'plan-item-unknown' },
      (line.isPayment || isAsNow) && { code: 'line-already-placed' },
      parts.length > 1 && isEmpty && { code: 'part-nought' },
      distinct.size < parts.length && { code: 'part-twice' },
      sum !== sizeOf(line.amountPence) && {
        code: 'parts-not-whole',
        linePence: sizeOf(line.amountPence),
        partsPence: sum,
      },
      short !== undefined &&
        isMoneyIn && {
          code: 'refund-over-spent',
          spentPence: (spent.get(short.id) ?? 0n) + (line.on.get(short.id) ?? 0n),
        },
      short !== undefined && !isMoneyIn && { code: 'refund-would-remain', refundPence: -short.left },
    ],
    () =>
      parts.map(({ planItemId, pence }) =>
        planItemId === undefined
          ? { what: isMoneyIn ? ('RECEIVED' as const) : ('UNPLACED' as const), pence }
          : { what: isMoneyIn ? ('REFUND' as const) : ('SPENT' as const), planItemId, pence },
      ),
  );
}

/** One part of a line as it is placed, pence above nought. */
export type PlacedPart =
  | { readonly what: 'SPENT' | 'REFUND'; readonly planItemId: string; readonly pence: bigint }
  | { readonly what: 'UNPLACED' | 'RECEIVED'; readonly pence: bigint };

/** What a statement file says of itself, as far as it does. */
export type StatementFacts = {
  readonly account: {
    readonly sortCode?: string;
    readonly accountNumber?: string;
    readonly iban?: string;
  } | null;
  /** The day of each of its lines. */
  readonly postedOn: readonly PlainDate[];
  /** The period that whoever sent it says that it covers. */
  readonly from: PlainDate | undefined;
  readonly to: PlainDate | undefined;
  /** The day on which the budget begins, or its first payment came where that was earlier. */
  readonly beginsOn: PlainDate;
  /**
   * The first of its days of which lines were kept from a file of another format. Banks word the same payment
   * differently in each, so nothing could tell that they are the same one.
   */
  readonly dayInOtherFormat: PlainDate | undefined;
};

/** Whether a line is from before the first day of a budget's money; a bank may show the first payment a day early. */
export function isBeforeMoney(postedOn: PlainDate, beginsOn: PlainDate): boolean {
  return isBefore(postedOn.add({ days: EARLY_DAYS }), beginsOn);
}

/**
 * Decides whether a statement is about this account and about the past, and about the budget: what was
 * paid before its money came was not paid out of it, and is not for the board to see.
 */
export function decideStatement(
  statement: StatementFacts,
  account: { readonly sortCode: string; readonly accountNumber: string },
  today: PlainDate,
): Decision<true> {
  const { from, to, beginsOn } = statement;
  const { sortCode, accountNumber } = namedBy(statement.account);
  const isOther =
    (sortCode !== undefined && sortCode !== account.sortCode) ||
    (accountNumber !== undefined && accountNumber !== account.accountNumber);
  const ahead = statement.postedOn.find(day => isBefore(today, day));
  const before = statement.postedOn.find(day => isBeforeMoney(day, beginsOn));
  return decide(
    [
      isOther && {
        code: 'statement-other-account',
        found: accountNumber?.slice(-4),
        expected: account.accountNumber.slice(-4),
      },
      ahead !== undefined && { code: 'statement-in-future', postedOn: ahead },
      before !== undefined && { code: 'statement-before-budget', postedOn: before, beginsOn },
      from !== undefined && to !== undefined && isBefore(to, from) && { code: 'statement-period-reversed' },
      [from, to].some(day => day !== undefined && isBefore(today, day)) && { code: 'statement-period-in-future' },
      statement.dayInOtherFormat !== undefined && {
        code: 'statement-day-in-other-format',
        postedOn: statement.dayInOtherFormat,
      },
    ],
    () => true,
  );
}

/** A British IBAN ends in sort code and account number. */
function namedBy(account: StatementFacts['account']): { sortCode?: string; accountNumber?: string } {
  if (!account) return {};
  const british = /^GB\d{2}[A-Z]{4}(\d{6})(\d{8})$/.exec(account.iban?.replace(/\s/g, '') ?? '');
  return british ? { sortCode: british[1]!, accountNumber: british[2]!, ...account } : account;
}
