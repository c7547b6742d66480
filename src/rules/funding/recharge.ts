/**
 * What other payers owe the board for their part of budgets that several fund together, month by month.
 *
 * Pure, pence. What was paid for them is what the ledger paid out in their stream, less what came back of it.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';

/** One payer's sums up to a month and in it. */
export type RechargeSums = {
  readonly payer: string;
  readonly stream: string;
  readonly paidBeforePence: bigint;
  readonly paidPence: bigint;
  readonly receivedBeforePence: bigint;
  readonly receivedPence: bigint;
};

/** One payer's row of a month's statement. Below nought the payer has paid more than it owes. */
export type RechargeRow = {
  readonly payer: string;
  readonly stream: string;
  readonly openingPence: bigint;
  readonly paidPence: bigint;
  readonly receivedPence: bigint;
  readonly closingPence: bigint;
};

/** The statement of a month: what each payer owed, what was paid for it, what came in, what it owes now. */
export function rechargeRows(sums: readonly RechargeSums[]): readonly RechargeRow[] {
  return sums
    .map(({ payer, stream, paidBeforePence, paidPence, receivedBeforePence, receivedPence }) => {
      const openingPence = paidBeforePence - receivedBeforePence;
      return {
        payer,
        stream,
        openingPence,
        paidPence,
        receivedPence,
        closingPence: openingPence + paidPence - receivedPence,
      };
    })
    .filter(row => row.openingPence !== 0n || row.paidPence !== 0n || row.receivedPence !== 0n);
}

/** All payers together. */
export function rechargeTotal(rows: readonly RechargeRow[]): Omit<RechargeRow, 'payer' | 'stream'> {
  const of = (part: 'openingPence' | 'paidPence' | 'receivedPence' | 'closingPence') =>
    total(rows.map(row => row[part]));
  return {
    openingPence: of('openingPence'),
    paidPence: of('paidPence'),
    receivedPence: of('receivedPence'),
    closingPence: of('closingPence'),
  };
}

export type RechargeRefusal =
  | { readonly code: 'recharge-payer-unknown' }
  | { readonly code: 'recharge-received-in-future' }
  | { readonly code: 'recharge-reference-known'; readonly reference: string };

/** Decides whether money from another payer may be written down: from a payer that we know, today or before, once. */
export function decideReceipt(
  receipt: {
    readonly payer: string;
    readonly stream: string;
    readonly reference: string;
    readonly receivedOn: PlainDate;
  },
  known: {
    readonly payers: readonly { readonly payer: string; readonly stream: string }[];
    readonly references: readonly string[];
  },
  today: PlainDate,
): Decision<true> {
  const { payer, stream, reference, receivedOn } = receipt;
  return decide(
    [
      !known.payers.some(each => each.payer === payer && each.stream === stream) && { code: 'recharge-payer-unknown' },
      isBefore(today, receivedOn) && { code: 'recharge-received-in-future' },
      known.references.includes(reference) && { code: 'recharge-reference-known', reference },
    ],
    () => true,
  );
}
