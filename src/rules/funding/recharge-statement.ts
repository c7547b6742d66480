/**
 * The statement of a month between payers: what it says, who agrees to it, and which stream of the board is paid
 * back first.
 *
 * Pure, pence. A statement once made never changes. Where its month turns out otherwise the next version says the
 * difference, and only that.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { greatest, least, total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import type { StreamPence } from '../options/split.ts';

/** One payer's month as the ledger has it, by the stream of the board that lent it, beside what was stated before. */
export type MonthPart = {
  readonly payer: string;
  readonly stream: string;
  readonly month: Temporal.PlainYearMonth;
  readonly ownStream: string;
  readonly paidPence: bigint;
  readonly statedPence: bigint;
};

/** A statement to be made: what was not stated yet. */
export type DueStatement = Pick<MonthPart, 'payer' | 'stream' | 'month'> & {
  /** By the streams of the board, none of nought. */
  readonly parts: readonly StreamPence[];
  readonly pence: bigint;
};

/** The statements that are to be made: one for each payer and month of which something was not stated yet. */
export function statementsDue(parts: readonly MonthPart[]): DueStatement[] {
  const groups = Map.groupBy(parts, ({ payer, stream, month }) => `${month} ${stream} ${payer}`);
  return [...groups.values()].flatMap(group => {
    const { payer, stream, month } = group[0]!;
    const open = group
      .map(({ ownStream, paidPence, statedPence }) => ({ stream: ownStream, pence: paidPence - statedPence }))
      .filter(({ pence }) => pence !== 0n);
    return open.length === 0
      ? []
      : [{ payer, stream, month, parts: open, pence: total(open.map(({ pence }) => pence)) }];
  });
}

export type StatementRefusal =
  | { readonly code: 'recharge-month-not-over'; readonly month: Temporal.PlainYearMonth }
  | { readonly code: 'recharge-agreed-already' }
  | { readonly code: 'recharge-answer-in-future' }
  | { readonly code: 'recharge-answer-before-statement'; readonly madeOn: PlainDate }
  | { readonly code: 'recharge-dispute-without-words' };

/** Decides whether statements may be made up to a month: once it is over. */
export function decideStatements(through: Temporal.PlainYearMonth, today: PlainDate): Decision<true> {
  const isOver = Temporal.PlainYearMonth.compare(through, today.toPlainYearMonth()) < 0;
  return decide([!isOver && { code: 'recharge-month-not-over', month: through }], () => true);
}

/** The last month that is over and whose statement is to be made by now: from a day of the next month on. */
export function lastMonthToState(
  today: PlainDate,
  { statementDay }: { readonly statementDay: number },
): Temporal.PlainYearMonth {
  return today.toPlainYearMonth().subtract({ months: today.day >= statementDay ? 1 : 2 });
}

export const RECHARGE_ANSWERS = ['AGREED', 'DISPUTED'] as const;
export type RechargeAnswer = {
  readonly answer: (typeof RECHARGE_ANSWERS)[number];
  readonly answeredOn: PlainDate;
  /** What is disputed, or what settled it. */
  readonly words: string;
};

/** Decides whether the other side's answer may be written down: a yes once, a no with what is wrong. */
export function decideRechargeAnswer(
  { answer, answeredOn, words }: RechargeAnswer,
  statement: { readonly isAgreed: boolean; readonly madeOn: PlainDate },
  today: PlainDate,
): Decision<true> {
  const { isAgreed, madeOn } = statement;
  return decide(
    [
      isAgreed && { code: 'recharge-agreed-already' },
      isBefore(today, answeredOn) && { code: 'recharge-answer-in-future' },
      isBefore(answeredOn, madeOn) && { code: 'recharge-answer-before-statement', madeOn },
      answer === 'DISPUTED' && words.trim() === '' && { code: 'recharge-dispute-without-words' },
    ],
    () => true,
  );
}

/** Which streams of the board are paid back: each what it has lent, in their order; what is too much lies with the first. */
export function allocateReceipt(lent: readonly StreamPence[], pence: bigint): StreamPence[] {
  let left = pence;
  const paid = lent.map(({ stream, pence: owed }) => {
    const part = least(left, greatest(owed, 0n));
    left -= part;
    return { stream, pence: part };
  });
  return paid
    .map((part, i) => (i === 0 ? { ...part, pence: part.pence + left } : part))
    .filter(part => part.pence !== 0n);
}
