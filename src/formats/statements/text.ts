/**
 * Bytes to text for statement files: UTF-8, UTF-16 with its mark, and windows-1252, which several banks still
 * write (a pound sign in one byte). Refuses what is no text, and what is larger than any statement.
 */
import type { StatementProblem } from './statement.ts';

/** The largest file: 100 MB, which holds a million payments of one account in any layout that we know. */
export const MOST_BYTES = 100_000_000;
/** The most lines of a file: a million payments, and what stands around them. */
export const MOST_LINES = 1_000_100;
/** The longest line, and the longest value in a file that has no lines. */
export const MOST_CHARACTERS = 10_000;

export type TextReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: StatementProblem };

/**
 * Decodes a file. Bytes that are valid UTF-8 are UTF-8, whatever the file says of itself: text in windows-1252
 * that happens to be valid UTF-8 beyond ASCII does not occur in practice, files that name the wrong one do.
 */
export function readText(bytes: Uint8Array): TextReading {
  if (bytes.length === 0) return no('empty-file', 'The file is empty.');
  if (bytes.length > MOST_BYTES)
    return no('too-large', `The file has ${bytes.length} bytes; a statement has ${MOST_BYTES} at most.`);
  const text = decode(bytes);
  const control = text === undefined ? null : /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufffe\uffff]/.exec(text);
  if (text === undefined || control)
    return no('not-text', 'The file is not text. Download the statement again as CSV or OFX, not as PDF or a sheet.');
  if (text.trim() === '') return no('empty-file', 'The file has no text in it.');
  return { ok: true, text };
}

/** Refuses a file by the number and length of its lines; undefined when both are within bounds. */
export function lineProblem(text: string): StatementProblem | undefined {
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    line += 1;
    if (end - start > MOST_CHARACTERS)
      return { line, code: 'line-too-long', text: `Line ${line} has more than ${MOST_CHARACTERS} characters.` };
    if (line > MOST_LINES) return { code: 'too-many-lines', text: `The file has more than ${MOST_LINES} lines.` };
    start = end + 1;
  }
  return undefined;
}

/** The lines of a text with their numbers, one after the other: a list of all would take more than the text. */
export function* linesOf(text: string): Generator<readonly [line: number, content: string], void, void> {
  let line = 0;
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    line += 1;
    yield [line, text.slice(start, end)];
    start = end + 1;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', bytes);
  return decodeAs('utf-8', bytes) ?? decodeAs('windows-1252', bytes);
}

/** Undefined where the bytes are not of that encoding; a byte-order mark is dropped. */
function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function no(code: StatementProblem['code'], text: string): TextReading {
  return { ok: false, problem: { code, text } };
}
