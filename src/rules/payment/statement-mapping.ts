/**
 * Whether what somebody says of a bank file's columns can be true, and whether it may be remembered.
 *
 * Two ways to read one head would make the same file come out differently, so the second is refused until the first is
 * withdrawn. Whether the rows fit is for the reader to say.
 */
import { type Decision, decide } from '../decision.ts';

/** What the columns of a file are, each by its place counted from 0. */
export type ColumnsSaid = {
  readonly date: number;
  readonly dateOrder: 'day-first' | 'month-first';
  readonly narrative: number;
  readonly amount?: number | undefined;
  readonly paidIn?: number | undefined;
  readonly paidOut?: number | undefined;
  readonly balance?: number | undefined;
  readonly spendingIsPositive: boolean;
  readonly decimalComma: boolean;
};

/** The columns that may be said, in the order of the form. */
export const SAID_COLUMNS = ['date', 'narrative', 'amount', 'paidIn', 'paidOut', 'balance'] as const;
export type SaidColumn = (typeof SAID_COLUMNS)[number];

export type MappingRefusal =
  | { readonly code: 'mapping-column-unknown'; readonly column: SaidColumn }
  | { readonly code: 'mapping-column-twice'; readonly column: SaidColumn; readonly before: SaidColumn }
  | { readonly code: 'mapping-amount-missing' }
  | { readonly code: 'mapping-amount-twice' }
  | { readonly code: 'mapping-said-otherwise' }
  | { readonly code: 'mapping-not-said' }
  | { readonly code: 'mapping-withdrawn-already' };

/** Decides whether a file with so many columns can be as somebody says. */
export function decideColumns(said: ColumnsSaid, columns: number): Decision<ColumnsSaid> {
  const given = SAID_COLUMNS.flatMap(column => {
    const at = said[column];
    return at === undefined ? [] : [{ column, at }];
  });
  const isTwo = said.paidIn !== undefined || said.paidOut !== undefined;
  return decide(
    [
      ...given.map(
        ({ column, at }) =>
          (!Number.isInteger(at) || at < 0 || at >= columns) && { code: 'mapping-column-unknown' as const, column },
      ),
      ...given.map(({ column, at }, i) => {
        const before = given.slice(0, i).find(other => other.at === at);
        return before !== undefined && { code: 'mapping-column-twice' as const, column, before: before.column };
      }),
      said.amount === undefined &&
        (said.paidIn === undefined || said.paidOut === undefined) && { code: 'mapping-amount-missing' },
      said.amount !== undefined && isTwo && { code: 'mapping-amount-twice' },
    ],
    () => said,
  );
}

/** Whether two say the same of a file's columns. */
export function saysTheSame(one: ColumnsSaid, other: ColumnsSaid): boolean {
  return (
    SAID_COLUMNS.every(column => one[column] === other[column]) &&
    one.dateOrder === other.dateOrder &&
    one.spendingIsPositive === other.spendingIsPositive &&
    one.decimalComma === other.decimalComma
  );
}

/** Decides whether this way to read a head may be used: it is the one that is remembered, or none is. */
export function decideMapping(
  said: ColumnsSaid | undefined,
  remembered: ColumnsSaid | undefined,
): Decision<ColumnsSaid> {
  return decide(
    [
      said === undefined && { code: 'mapping-not-said' },
      said !== undefined &&
        remembered !== undefined &&
        !saysTheSame(said, remembered) && { code: 'mapping-said-otherwise' },
    ],
    () => said!,
  );
}
