/**
 * Which plan line does a line of the bank statement belong to? (R-072, R-088, R-110)
 *
 * A score from 0 to 100 with its reasons, from the payee's name, the amount and what the person answered
 * before. At or above policy.spend.placeFromScore, and clear of the next best, it is placed without asking; below,
 * the person is asked "what was this?". Nothing here blocks or judges: a bank line is a fact.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { compareText } from '../../values/order.ts';
import { greatest, sizeOf } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import type { Policy } from '../policy/policy.ts';

export type MatchingRefusal =
  | { readonly code: 'line-already-placed' }
  | { readonly code: 'plan-item-unknown' }
  | { readonly code: 'refund-over-spent'; readonly spentPence: bigint }
  | { readonly code: 'refund-would-remain'; readonly refundPence: bigint }
  /** One for each thing that is wrong with the file; `line` is counted from 1. */
  | { readonly code: 'statement-unreadable'; readonly line?: number; readonly text: string }
  /** The last four digits of the account that the file names, where it names one. */
  | { readonly code: 'statement-other-account'; readonly found: string | undefined; readonly expected: string }
  | { readonly code: 'statement-no-account' }
  | { readonly code: 'statement-in-future'; readonly postedOn: PlainDate }
  | { readonly code: 'statement-period-reversed' }
  | { readonly code: 'statement-period-in-future' }
  | { readonly code: 'statement-day-in-other-format'; readonly postedOn: PlainDate };

export type BankLine = { readonly amountPence: bigint; readonly counterparty: string; readonly narrative: string };

export type PlaceFor = {
  readonly planItemId: string;
  readonly label: string;
  readonly provider: string;
  /** The price of one unit, pence. */
  readonly unitPence: bigint;
  /** Payees, as their bank names them, that the person placed on this line before. */
  readonly pastPayees: readonly string[];
};

export type Match = { readonly planItemId: string; readonly score: number; readonly reasons: readonly string[] };

/** Points: what each agreement between line and plan is worth. */
const POINTS = { answeredBefore: 90, providerNamed: 60, nameShared: 35, priceExact: 30, priceClose: 15 } as const;

/** How far ahead of the next best a match must be to be placed without asking. */
const CLEAR_BY = 15;

/** Words that say nothing about who was paid. */
const EMPTY_WORDS = new Set([
  'the',
  'and',
  'for',
  'ltd',
  'limited',
  'plc',
  'llp',
  'payment',
  'card',
  'ref',
  'care',
  'services',
  'service',
  'to',
  'of',
  'a',
]);

/** Every plan line with the score of this payment, best first; lines that share nothing are left out. */
export function scoreLine(line: BankLine, places: readonly PlaceFor[]): Match[] {
  return places
    .map(place => score(line, place))
    .filter(match => match.score !== 0)
    .sort((a, b) => b.score - a.score || compareText(a.planItemId, b.planItemId));
}

/** The one plan line that a payment is placed on without asking, or undefined when the person should be asked. */
export function placeWithoutAsking(matches: readonly Match[], policy: Policy): Match | undefined {
  const [best, next] = matches;
  if (!best || best.score < policy.spend.placeFromScore) return undefined;
  return next && best.score - next.score < CLEAR_BY ? undefined : best;
}

function score(line: BankLine, place: PlaceFor): Match {
  const reasons: string[] = [];
  let points = 0;
  const payee = normal(line.counterparty);
  if (payee && place.pastPayees.some(past => normal(past) === payee)) {
    points += POINTS.answeredBefore;
    reasons.push(`You placed ${line.counterparty} here before`);
  }
  const named = nameScore(line, place);
  points += named.points;
  if (named.reason) reasons.push(named.reason);
  if (points !== 0) {
    const price = priceScore(-line.amountPence, place.unitPence);
    points += price.points;
    if (price.reason) reasons.push(price.reason);
  }
  return { planItemId: place.planItemId, score: Math.min(points, 100), reasons };
}

function nameScore(line: BankLine, place: PlaceFor): { points: number; reason?: string } {
  const text = ` ${normal(`${line.counterparty} ${line.narrative}`)} `;
  const provider = normal(place.provider);
  if (provider && text.includes(` ${provider} `))
    return { points: POINTS.providerNamed, reason: `The payment names ${place.provider}` };
  const shared = words(`${place.provider} ${place.label}`).filter(word => text.includes(` ${word} `));
  return shared.length > 0 ? { points: POINTS.nameShared, reason: `Both say “${shared[0]}”` } : { points: 0 };
}

function priceScore(paidPence: bigint, unitPence: bigint): { points: number; reason?: string } {
  if (paidPence <= 0n || unitPence <= 0n) return { points: 0 };
  const times = paidPence / unitPence;
  if (paidPence % unitPence === 0n && times <= 100n)
    return {
      points: POINTS.priceExact,
      reason: times === 1n ? 'The amount is the agreed price' : `The amount is ${times} times the agreed price`,
    };
  return sizeOf(paidPence - unitPence) * 20n <= unitPence
    ? { points: POINTS.priceClose, reason: 'The amount is close to the agreed price' }
    : { points: 0 };
}

/** Lower case, letters and digits only, single spaces. */
function normal(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function words(text: string): string[] {
  return normal(text)
    .split(' ')
    .filter(word => word.length >= 3 && !EMPTY_WORDS.has(word));
}

export type ExpectedPayment = {
  readonly paymentId: string;
  readonly amountPence: bigint;
  readonly creditOn: Temporal.PlainDate;
};

/** Days by which the bank may show a payment before and after its credit date. */
const EARLY_DAYS = 1;
const LATE_DAYS = 5;

/**
 * The payment of the ICB that a credit on the statement confirms: the same amount, at about its credit date, the
 * earliest that is not confirmed yet. Undefined where there is none: the money is then not explained.
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
    .sort((a, b) => Temporal.PlainDate.compare(a.creditOn, b.creditOn) || compareText(a.paymentId, b.paymentId))[0];
}

/** What a promise still holds when this much is spent on its line: what is spent comes out of it first. Pence. */
export function promiseLeft(promisedPence: bigint, spentPence: bigint): bigint {
  return greatest(promisedPence - spentPence, 0n);
}

export type Placed = 'SPENT' | 'PAYMENT' | 'REFUND' | 'RECEIVED' | 'UNPLACED';

/** A plan line with what is spent on it so far, less refunds, in pence. */
export type SpentOn = { readonly planItemId: string; readonly spentPence: bigint };

/**
 * What an answer to "what was this?" makes of a line, or every reason why it may not be given. "I do not know" is
 * an answer that may be given again; only a payment that the ICB sent is not for the person to place.
 */
export function decidePlace(
  line: { readonly amountPence: bigint; readonly what: Placed; readonly at: SpentOn | undefined },
  /** Undefined: the plan has no such line. */
  to: SpentOn | 'unknown' | undefined,
): Decision<{ readonly what: 'SPENT' | 'REFUND' | 'RECEIVED' | 'UNPLACED' }> {
  const isMoneyIn = line.amountPence > 0n;
  const onItem = to === 'unknown' ? undefined : to;
  // Refunds on a line never come to more than its payments: neither by adding one nor by taking a payment away.
  const leftThere = line.what === 'SPENT' && line.at ? line.at.spentPence + line.amountPence : undefined;
  return decide(
    [
      to === undefined && { code: 'plan-item-unknown' },
      (line.what === 'PAYMENT' || (onItem !== undefined && line.at?.planItemId === onItem.planItemId)) && {
        code: 'line-already-placed',
      },
      isMoneyIn &&
        onItem !== undefined &&
        line.at?.planItemId !== onItem.planItemId &&
        line.amountPence > onItem.spentPence && { code: 'refund-over-spent', spentPence: onItem.spentPence },
      leftThere !== undefined &&
        leftThere < 0n &&
        line.at?.planItemId !== onItem?.planItemId && { code: 'refund-would-remain', refundPence: -leftThere },
    ],
    () => ({ what: onItem ? (isMoneyIn ? 'REFUND' : 'SPENT') : isMoneyIn ? 'RECEIVED' : 'UNPLACED' }),
  );
}

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
  /**
   * The first of its days of which lines were kept from a file of another format. Banks word the same payment
   * differently in each, so nothing could tell that they are the same one.
   */
  readonly dayInOtherFormat: PlainDate | undefined;
};

/** Decides whether a statement is about this account and about the past (R-076, R-168). */
export function decideStatement(
  statement: StatementFacts,
  account: { readonly sortCode: string; readonly accountNumber: string },
  today: PlainDate,
): Decision<true> {
  const { from, to } = statement;
  const { sortCode, accountNumber } = namedBy(statement.account);
  const isOther =
    (sortCode !== undefined && sortCode !== account.sortCode) ||
    (accountNumber !== undefined && accountNumber !== account.accountNumber);
  const ahead = statement.postedOn.find(day => isBefore(today, day));
  return decide(
    [
      isOther && {
        code: 'statement-other-account',
        found: accountNumber?.slice(-4),
        expected: account.accountNumber.slice(-4),
      },
      ahead !== undefined && { code: 'statement-in-future', postedOn: ahead },
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
