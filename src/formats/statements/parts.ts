/**
 * Statements that come in parts, each with the balance before and after it: the pages of MT940 and the statements of
 * one CAMT.053 file. Each part must add up, and each must begin where the one before it ended.
 */
import { pounds, total } from '../../values/pence.ts';
import { byDay, unbalanced } from './balance.ts';
import { addProblem, type Problems, refuseAll } from './problems.ts';
import type { Statement, StatementLine, StatementReading } from './statement.ts';

export type StatementPart = {
  /** The line of the file in which it begins. */
  readonly line: number;
  readonly entries: readonly StatementLine[];
  readonly openingPence: bigint | undefined;
  readonly closingPence: bigint | undefined;
};

/** Proves the parts, puts them in order and makes one statement of them. `problems` holds what was found before. */
export function settleParts(
  problems: Problems,
  parts: readonly StatementPart[],
  facts: Pick<Statement, 'format' | 'layout' | 'account'> & Partial<Pick<Statement, 'from' | 'to'>>,
  notes: readonly string[],
): StatementReading {
  for (const part of parts) provePart(problems, part);
  const order = [parts, parts.toReversed()].find(isChain);
  if (!order && problems.count === 0) addGap(problems, parts);
  if (!order || problems.count > 0) return refuseAll(problems);

  const written = order.flatMap(({ entries }) => entries);
  const isNewestFirst = written.length > 1 && byDay(written[0]!, written.at(-1)!) > 0;
  const lines = (isNewestFirst ? written.toReversed() : written).toSorted(byDay);
  const isProven = order.length > 0 && order.every(part => isWhole(part));
  const statement: Statement = {
    ...facts,
    from: facts.from ?? lines[0]?.postedOn ?? null,
    to: facts.to ?? lines.at(-1)?.postedOn ?? null,
    openingPence: order[0]?.openingPence ?? null,
    closingPence: order.at(-1)?.closingPence ?? null,
    currency: 'GBP',
    balanced: isProven ? true : 'not provable',
    lines,
  };
  return { ok: true, statement, notes };
}

type WholePart = StatementPart & { readonly openingPence: bigint; readonly closingPence: bigint };

function isWhole(part: StatementPart): part is WholePart {
  return part.openingPence !== undefined && part.closingPence !== undefined;
}

function provePart(problems: Problems, part: StatementPart): void {
  if (!isWhole(part)) return;
  const { line, entries, openingPence, closingPence } = part;
  const difference = closingPence - openingPence - total(entries.map(entry => entry.amountPence));
  if (difference === 0n) return;
  const says = unbalanced(openingPence, entries.length, closingPence, difference);
  const text = `${says} A line is missing, added or changed; download the statement again.`;
  addProblem(problems, { line, code: 'does-not-balance', found: pounds(closingPence), text });
}

function isChain(parts: readonly StatementPart[]): boolean {
  return parts.every((_part, index) => gapBefore(parts, index) === undefined);
}

/** By how much a part does not begin where the one before it ended. */
function gapBefore(parts: readonly StatementPart[], index: number): bigint | undefined {
  const [before, after] = [parts[index - 1]?.closingPence, parts[index]!.openingPence];
  return before === undefined || after === undefined || before === after ? undefined : after - before;
}

function addGap(problems: Problems, parts: readonly StatementPart[]): void {
  const index = parts.findIndex((_part, at) => gapBefore(parts, at) !== undefined);
  const { line, openingPence = 0n } = parts[index]!;
  const gap = gapBefore(parts, index)!;
  const text = `Line ${line}: this part begins with ${pounds(openingPence)}, but the part before it ended with ${pounds(openingPence - gap)}, a difference of ${pounds(gap)}. A part is missing; download the statement again.`;
  addProblem(problems, { line, code: 'does-not-balance', found: pounds(openingPence), text });
}
