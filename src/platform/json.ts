/**
 * JSON that somebody wrote: read whole, or not at all. Stricter than the language: a name that stands twice in one
 * object would let the last one count in silence, and somebody meant the first.
 */

export type JsonReading =
  | { readonly ok: true; readonly value: unknown }
  /** What is wrong with it, to go on with: `it is not UTF-8 text. Save it as UTF-8`. */
  | { readonly ok: false; readonly problem: string };

/** No file of ours comes near it, and what reads one may call itself for each level. */
const MOST_LEVELS = 200;

/** The value of JSON in UTF-8, with or without a byte-order mark. */
export function readJson(bytes: Uint8Array): JsonReading {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, problem: 'it is not UTF-8 text. Save it as UTF-8' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: `it is not JSON: ${keepable((error as Error).message)}` };
  }
  if (isNestedDeeper(value, MOST_LEVELS))
    return { ok: false, problem: `it is nested more than ${MOST_LEVELS} levels deep` };
  const twice = nameThatStandsTwice(text);
  if (twice)
    return { ok: false, problem: `“${keepable(twice.name)}” stands twice in one object, again at line ${twice.line}` };
  return { ok: true, value };
}

/** What was read of the file, so that a database can keep it: no NUL, and no half of a surrogate pair. */
function keepable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}

function isNestedDeeper(value: unknown, most: number): boolean {
  let level = [value];
  for (let depth = 0; depth <= most && level.length > 0; depth += 1)
    level = level.flatMap(each => (each instanceof Object ? Object.values(each) : []));
  return level.length > 0;
}

/** The first name that an object of this text has a second time; the text is known to be JSON. */
function nameThatStandsTwice(text: string): { readonly name: string; readonly line: number } | undefined {
  const open: Set<string>[] = [];
  for (const { 0: found, 1: name, 2: colon, index } of text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g)) {
    if (found === '{' || found === '[') open.push(new Set());
    else if (found === '}' || found === ']') open.pop();
    else if (colon !== undefined) {
      const said: string = JSON.parse(name!);
      if (open.at(-1)!.has(said)) return { name: said, line: text.slice(0, index).split('\n').length };
      open.at(-1)!.add(said);
    }
  }
  return undefined;
}
