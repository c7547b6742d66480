/**
 * Cuts CSV into rows, one after the other.
 *
 * Our own, because a statement may have a million lines: a library that makes an object of facts for each row
 * needs several times the memory of the file, and this one hands out a row and forgets it. It is as strict: a
 * quotation mark out of place is told, because it could swallow the lines after it.
 */
import { MOST_CHARACTERS } from '../text.ts';

export type CsvRow = {
  /** The line in which the row ends, counted from 1. */
  readonly line: number;
  /** Without blanks around; null where a quotation mark is out of place, and nothing comes after that. */
  readonly cells: readonly string[] | null;
  /** How many more lines than one it takes. */
  readonly moreLines: number;
};

/** What a piece of a text cannot know: how many lines are before it, and how lines end. */
export type Piece = { readonly linesBefore: number; readonly lineEnd: '\n' | '\r' };

export type Separator = ',' | ';' | '\t';

/** All rows but blank lines; of a piece of a text, where that is said. */
export function* csvRows(
  text: string,
  separator: Separator = ',',
  { linesBefore, lineEnd }: Piece = { linesBefore: 0, lineEnd: text.includes('\n') ? '\n' : '\r' },
): Generator<CsvRow, void, void> {
  let line = linesBefore;
  let quote = text.indexOf('"');
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf(lineEnd, start);
    const end = found < 0 ? text.length : found;
    if (quote >= 0 && quote < start) quote = text.indexOf('"', start);
    line += 1;
    if (quote < 0 || quote >= end) {
      const cells = text.slice(start, end).split(separator);
      start = end + 1;
      if (cells.length === 1 && cells[0]!.trim() === '') continue;
      for (let at = 0; at < cells.length; at += 1) cells[at] = cells[at]!.trim();
      yield { line, cells, moreLines: 0 };
      continue;
    }
    const row = quotedRow(text, start, separator, lineEnd);
    if (!row) {
      yield { line, cells: null, moreLines: 0 };
      return;
    }
    line += row.moreLines;
    start = row.next;
    yield { line, cells: row.cells, moreLines: row.moreLines };
  }
}

type QuotedRow = { readonly cells: string[]; readonly next: number; readonly moreLines: number };

/** One row with quotation marks in it, which may run over several lines; undefined where one is out of place. */
function quotedRow(text: string, start: number, separator: Separator, lineEnd: string): QuotedRow | undefined {
  const cells: string[] = [];
  let moreLines = 0;
  let stop = -1;
  for (let at = start; ; ) {
    at = afterBlanks(text, at, separator);
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1);
      if (close === undefined || close - start > 2 * MOST_CHARACTERS) return undefined;
      const inside = text.slice(at + 1, close);
      moreLines += inside.split(lineEnd).length - 1;
      cells.push(inside.replaceAll('""', '"').trim());
      at = afterBlanks(text, close + 1, separator);
      if (at < text.length && text[at] !== separator && text[at] !== lineEnd && !text.startsWith('\r\n', at))
        return undefined;
      if (text[at] === '\r' && lineEnd === '\n') at += 1;
    } else {
      if (stop < at) stop = text.indexOf(lineEnd, at);
      if (stop < 0) stop = text.length;
      const found = text.slice(at, stop).indexOf(separator);
      const cell = text.slice(at, found < 0 ? stop : at + found);
      if (cell.includes('"')) return undefined;
      cells.push(cell.trim());
      at += cell.length;
    }
    if (text[at] !== separator) return { cells, next: at + 1, moreLines };
    at += 1;
  }
}

function afterBlanks(text: string, from: number, separator: Separator): number {
  let at = from;
  while (
    text[at] === ' ' ||
    text[at] === '\u00a0' ||
    text[at] === '\ufeff' ||
    (text[at] === '\t' && separator !== '\t')
  )
    at += 1;
  return at;
}

/** Where the quotation mark stands that ends a cell; two of them are one that belongs to the text. */
function closingQuote(text: string, from: number): number | undefined {
  for (let at = from; ; ) {
    const found = text.indexOf('"', at);
    if (found < 0 || found - from > 2 * MOST_CHARACTERS) return undefined;
    if (text[found + 1] !== '"') return found;
    at = found + 2;
  }
}
