/** The JSON that `openphb statement` prints: money as strings of whole pence, dates ISO. */
import type { Statement, StatementAccount, StatementFormat } from './statement.ts';

export type StatementJson = {
  readonly format: StatementFormat;
  readonly account: StatementAccount | null;
  readonly openingPence: string | null;
  readonly closingPence: string | null;
  readonly balanced: true | 'not provable';
  readonly lines: readonly {
    readonly postedOn: string;
    readonly valueOn: string;
    /** Signed, credits positive. */
    readonly amountPence: string;
    readonly counterparty: string;
    readonly narrative: string;
    readonly bankRef: string | null;
    readonly type: string | null;
    readonly merchantCode: string | null;
  }[];
};

/** A statement as JSON can carry it. */
export function statementJson(statement: Statement): StatementJson {
  const { format, account, openingPence, closingPence, balanced } = statement;
  return {
    format,
    account,
    openingPence: openingPence?.toString() ?? null,
    closingPence: closingPence?.toString() ?? null,
    balanced,
    lines: statement.lines.map(line => ({
      postedOn: line.postedOn.toString(),
      valueOn: line.valueOn.toString(),
      amountPence: line.amountPence.toString(),
      counterparty: line.counterparty,
      narrative: line.narrative,
      bankRef: line.bankRef,
      type: line.type,
      merchantCode: line.merchantCode,
    })),
  };
}
