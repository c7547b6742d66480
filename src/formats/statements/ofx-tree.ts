/**
 * Tags and text of an OFX file, 1.x (SGML, where the end tags of values may be missing) and 2.x (XML) alike.
 *
 * Our own and small, because an XML library cannot read the first and would expand entities in the second: here
 * only the five named and the numeric ones exist, and a DOCTYPE or ENTITY declaration refuses the file.
 */
import { addProblem, noProblems, type Problems, quoted } from './problems.ts';
import { MOST_CHARACTERS, MOST_LINES } from './text.ts';

export type OfxNode = { readonly name: string; readonly line: number; text: string; readonly children: OfxNode[] };

export type OfxTreeReading = { readonly root: OfxNode; readonly problems: Problems };

const DEEPEST = 32;

/** Groups that must have their end tag: without it the lines of one would slip into another. */
const GROUPS: ReadonlySet<string> = new Set([
  'OFX',
  'BANKMSGSRSV1',
  'STMTTRNRS',
  'STMTRS',
  'BANKACCTFROM',
  'BANKTRANLIST',
  'STMTTRN',
  'LEDGERBAL',
  'AVAILBAL',
]);

type State = { readonly stack: OfxNode[]; readonly problems: Problems; line: number };

/** Reads everything from the first tag on. After a problem of structure it stops: what follows would be a guess. */
export function readOfxTree(text: string): OfxTreeReading {
  const root: OfxNode = { name: '', line: 1, text: '', children: [] };
  const state: State = { stack: [root], problems: noProblems(), line: 1 };
  let from = text.indexOf('<');
  state.line += newlines(text, 0, from < 0 ? text.length : from);
  while (from >= 0 && state.problems.count === 0) {
    const end = readTag(state, text, from);
    if (end === undefined) break;
    const next = text.indexOf('<', end);
    addText(state, decodeEntities(text.slice(end, next < 0 ? text.length : next)));
    state.line += newlines(text, from, next < 0 ? text.length : next);
    if (state.line > MOST_LINES) broken(state, `The file has more than ${MOST_LINES} lines.`);
    from = next;
  }
  if (state.problems.count === 0 && state.stack.length > 1) {
    const open = state.stack.at(-1)!;
    broken(state, `The file ends inside <${open.name}> of line ${open.line}: it was cut off.`);
  }
  return { root, problems: state.problems };
}

/** Reads one tag, comment, CDATA or instruction at `from`; answers where it ends, undefined when it does not. */
function readTag(state: State, text: string, from: number): number | undefined {
  if (text.startsWith('<![CDATA[', from)) {
    const end = text.indexOf(']]>', from);
    if (end < 0) return broken(state, 'A CDATA part has no end: the file was cut off.');
    addText(state, text.slice(from + 9, end));
    return end + 3;
  }
  if (text.startsWith('<!--', from) || text.startsWith('<?', from)) {
    const mark = text.startsWith('<?', from) ? '?>' : '-->';
    const end = text.indexOf(mark, from);
    return end < 0
      ? broken(state, `A part that begins with ${text.slice(from, from + 2)} has no end.`)
      : end + mark.length;
  }
  if (text.startsWith('<!', from))
    return broken(state, 'A declaration (DOCTYPE, ENTITY) has no place in a bank statement; the file is refused.');
  const end = text.indexOf('>', from);
  if (end < 0) return broken(state, 'The file ends inside a tag: it was cut off.');
  const tag = end - from > 500 ? '' : text.slice(from + 1, end);
  const match = /^(\/?)(?:[\w.-]+:)?([\w.-]+)(?:\s[^<]*?)?(\/?)$/.exec(tag);
  if (!match) return broken(state, `${quoted(text.slice(from, from + 30))} is not a tag.`);
  const name = match[2]!.toUpperCase();
  if (match[1]) closeTag(state, name);
  else openTag(state, name);
  if (match[3]) closeTag(state, name);
  return end + 1;
}

function openTag(state: State, name: string): void {
  closeValue(state);
  const node: OfxNode = { name, line: state.line, text: '', children: [] };
  state.stack.at(-1)!.children.push(node);
  state.stack.push(node);
  if (state.stack.length > DEEPEST) broken(state, 'Tags stand inside one another too deep for a bank statement.');
}

/** Ends `name`. Tags left open above it were empty values, and what seemed to be in them stands beside them. */
function closeTag(state: State, name: string): void {
  const { stack } = state;
  if (stack.at(-1)!.name !== name) closeValue(state);
  while (stack.length > 1 && stack.at(-1)!.name !== name) {
    const empty = stack.pop()!;
    if (GROUPS.has(empty.name)) {
      broken(state, `</${name}> in line ${state.line} stands before the end of <${empty.name}> of line ${empty.line}.`);
      return;
    }
    stack.at(-1)!.children.push(...empty.children.splice(0));
  }
  if (stack.length === 1) broken(state, `</${name}> ends what never began.`);
  else stack.pop();
}

/** A value whose end tag is missing ends at the next tag. */
function closeValue({ stack }: State): void {
  if (stack.at(-1)!.text !== '') stack.pop();
}

function addText(state: State, text: string): void {
  if (text.trim() === '') return;
  const top = state.stack.at(-1)!;
  if (state.stack.length === 1 || top.children.length > 0 || GROUPS.has(top.name)) {
    broken(state, `${quoted(text)} stands outside of any value.`);
    return;
  }
  top.text += text;
  if (top.text.length > MOST_CHARACTERS) broken(state, `<${top.name}> holds more than ${MOST_CHARACTERS} characters.`);
}

function broken(state: State, text: string): undefined {
  addProblem(state.problems, { line: state.line, code: 'broken-file', text: `Line ${state.line}: ${text}` });
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five named entities and the numeric ones; a bare `&`, as in M&S, stays as the bank wrote it. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (written, ten, sixteen, name) => {
    if (name) return NAMED[name.toLowerCase()]!;
    const code = ten ? Number(ten) : Number.parseInt(sixteen, 16);
    const printable =
      code >= 32 && code <= 0x10ffff && (code < 0x7f || code > 0x9f) && (code < 0xd800 || code > 0xdfff);
    return printable ? String.fromCodePoint(code) : written;
  });
}

/** Looks at the part alone: a search that runs on to the end of the file would do so once for each tag. */
function newlines(text: string, from: number, to: number): number {
  const part = text.slice(from, to);
  let count = 0;
  for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) count += 1;
  return count;
}
