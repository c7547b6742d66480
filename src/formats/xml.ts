/**
 * Strict XML for the files of banks: CAMT.053, pain.002 and the reports of Bacs.
 *
 * `saxes` cuts the text and refuses what is not well formed; here stands what a bank's file may not have at all:
 * a DOCTYPE, an entity other than the five of XML, depth and size beyond any statement. Elements have their local
 * name, because each bank binds its own prefix. Parts that come many times are handed out one by one and let go,
 * so that 50 MB are read in little memory.
 */
import { SaxesParser } from 'saxes';
import { quoted } from './statements/problems.ts';
import type { StatementProblem } from './statements/statement.ts';
import { MOST_CHARACTERS } from './statements/text.ts';

export type XmlElement = {
  /** Without its prefix. */
  readonly name: string;
  /** The line in which it begins, counted from 1. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands in it directly, without blanks at both ends; empty where it has children. */
  readonly text: string;
  readonly children: readonly XmlElement[];
};

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly problem: StatementProblem };

const DEEPEST = 40;
const MOST_ATTRIBUTES = 40;
/** So many elements at once; those that were handed out no longer count. */
const MOST_ELEMENTS = 200_000;

/** Thrown inside of the parser, caught below. */
class Unfit extends Error {}

type Open = { -readonly [K in keyof XmlElement]: XmlElement[K] } & { readonly children: XmlElement[]; size: number };

/**
 * Reads a whole document. `take` names the elements that come many times: each is handed to its function when it
 * ends, at any depth, with the name of what it stands in, and does not stand in the tree. After a refusal what was handed out counts for nothing.
 */
export function readXml(
  text: string,
  take: Readonly<Record<string, (element: XmlElement, parent: string) => void>> = {},
): XmlReading {
  const parser = new SaxesParser({ forceXMLVersion: true, defaultXMLVersion: '1.0' });
  const takers = new Map(Object.entries(take));
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  let elements = 0;

  // its own table inherits from Object, so that &toString; would be an entity
  parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" });
  parser.on('error', error => {
    throw new Unfit(`this is not XML as it should be (${wordsOf(error)}). It was cut off or changed`);
  });
  parser.on('doctype', () => {
    throw new Unfit('a DOCTYPE has no place in the file of a bank');
  });
  parser.on('opentagstart', tag => {
    if (stack.length >= DEEPEST) throw new Unfit('elements stand inside one another too deep for the file of a bank');
    elements += 1;
    if (elements > MOST_ELEMENTS) throw new Unfit('it has too many parts for the file of a bank');
    const name = tag.name.slice(tag.name.indexOf(':') + 1);
    stack.push({
      name,
      line: parser.line,
      attributes: tag.attributes as Record<string, string>,
      text: '',
      children: [],
      size: 1,
    });
  });
  let attributes = 0;
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MOST_ATTRIBUTES) throw new Unfit(`an element has more than ${MOST_ATTRIBUTES} attributes`);
  });
  parser.on('opentag', () => {
    attributes = 0;
  });
  const addText = (part: string) => {
    const top = stack.at(-1);
    // blanks around the root or between elements: the parser refuses anything else around the root
    if (!top || (top.text === '' && part.trim() === '')) return;
    top.text += part;
    if (top.text.length > MOST_CHARACTERS)
      throw new Unfit(`<${top.name}> holds more than ${MOST_CHARACTERS} characters`);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = stack.pop()!;
    element.text = element.text.trim();
    if (element.children.length > 0 && element.text !== '')
      throw new Unfit(`${quoted(element.text)} stands in <${element.name}> beside other elements`);
    const parent = stack.at(-1);
    const taker = takers.get(element.name);
    if (taker) {
      taker(element, parent?.name ?? '');
      elements -= element.size;
    } else if (parent) {
      parent.children.push(element);
      parent.size += element.size;
    } else root = element;
  });

  try {
    wantShortRuns(text);
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    const { line } = parser;
    const says = `Line ${line}: ${error.message}; the file is refused. Download it again.`;
    return { ok: false, problem: { line, code: 'broken-file', text: says } };
  }
  if (root) return { ok: true, root };
  const says = 'The file has no element that holds the others; it is refused.';
  return { ok: false, problem: { line: 1, code: 'broken-file', text: says } };
}

/** All elements at a path of names below the given one. */
export function xmlAll(element: XmlElement, ...path: readonly string[]): XmlElement[] {
  let found: XmlElement[] = [element];
  for (const name of path) found = found.flatMap(each => each.children.filter(child => child.name === name));
  return found;
}

/** The first element at a path of names, or undefined. */
export function xmlFirst(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  return xmlAll(element, ...path)[0];
}

/** The text of the first element at a path of names, in one line; empty where there is none. */
export function xmlText(element: XmlElement, ...path: readonly string[]): string {
  return xmlFirst(element, ...path)?.text.replace(/\s+/g, ' ') ?? '';
}

/** Whether a text is XML by its first characters. */
export function looksLikeXml(text: string): boolean {
  return /^\s*<[?!a-z]/i.test(text.slice(0, 1000));
}

/** The parser collects a tag or a text before it hands it on, so neither may be endless. */
function wantShortRuns(text: string): void {
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('<', start);
    const end = found < 0 ? text.length : found;
    if (end - start > 2 * MOST_CHARACTERS)
      throw new Unfit(`a tag or a text has more than ${2 * MOST_CHARACTERS} characters`);
    start = end + 1;
  }
}

/** What the parser says, without its own place in front and the full stop behind. */
function wordsOf(error: Error): string {
  return quoted(error.message.replace(/^\S*?\d+:\d+: /, '').replace(/\.$/, '')).slice(1, -1);
}
