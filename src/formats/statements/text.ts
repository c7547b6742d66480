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

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export type TextReading =
  | { readonly ok: true; readonly text: string; readonly encoding: Encoding }
  | { readonly ok: false; readonly problem: StatementProblem };

/**
 * Decodes a file. Bytes that are valid UTF-8 are UTF-8, whatever the file says of itself: text in windows-1252
 * that happens to be valid UTF-8 beyond ASCII does not occur in practice, files that name the wrong one do.
 */
export function readText(bytes: Uint8Array): TextReading {
  if (bytes.length === 0) return no('empty-file', 'The file is empty.');
  if (bytes.length > MOST_BYTES)
    return no('too-large', `The file has ${bytes.length} bytes; a statement has ${MOST_BYTES} at most.`);
  const { text, encoding } = decode(bytes);
  const control = text === undefined ? null : /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufffe\uffff]/.exec(text);
  if (text === undefined || control)
    return no('not-text', 'The file is not text. Download the statement again as CSV or OFX, not as PDF or a sheet.');
  if (text.trim() === '') return no('empty-file', 'The file has no text in it.');
  return { ok: true, text, encoding };
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

/**
 * The text of a file in pieces of whole lines, each with the number of lines before it: a piece is decoded when it is asked
 * for, so that of a long file the bytes are there and not its text as well. Only for encodings in which a line ends with
 * one byte.
 */
export function* piecesOf(
  bytes: Uint8Array,
  encoding: 'utf-8' | 'windows-1252',
  size = PIECE,
): Generator<readonly [text: string, linesBefore: number], void, void> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  let lines = 0;
  for (let start = 0; start < bytes.length; ) {
    const found = start + size < bytes.length ? bytes.indexOf(LINE_END, start + size) : -1;
    const end = found < 0 ? bytes.length : found + 1;
    const piece = bytes.subarray(start, end);
    yield [decoder.decode(piece), lines];
    for (let at = piece.indexOf(LINE_END); at >= 0; at = piece.indexOf(LINE_END, at + 1)) lines += 1;
    start = end;
  }
}

const LINE_END = 0x0a;
/** Small enough to go as soon as its rows are read: a larger text is at once among what is collected seldom. */
const PIECE = 64_000;

/** A word of its own: a part of a long text keeps all of that text. */
export function copyOf(word: string): string {
  return Buffer.from(word).toString();
}

function decode(bytes: Uint8Array): { readonly text: string | undefined; readonly encoding: Encoding } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', bytes);
  const usual = decodeAs('utf-8', bytes);
  return usual.text === undefined ? decodeAs('windows-1252', bytes) : usual;
}

/** No text where the bytes are not of that encoding; a byte-order mark is dropped. */
function decodeAs(encoding: Encoding, bytes: Uint8Array): ReturnType<typeof decode> {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return { text: undefined, encoding };
  }
}

function no(code: StatementProblem['code'], text: string): TextReading {
  return { ok: false, problem: { code, text } };
}
