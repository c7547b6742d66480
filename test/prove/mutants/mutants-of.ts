/**
 * Every small mistake that somebody could make in a rule: the other comparison, the other boolean operator, a number
 * one higher or lower, a condition the wrong way round, a guard left out. Types are blanked out by Node itself, which
 * keeps each place where it was; what is left is read by acorn and changed as text.
 */
import { stripTypeScriptTypes } from 'node:module';
import { type Node as AcornNode, parse } from 'acorn';

export type Mutant = {
  /** The line of the source, from 1. */
  readonly line: number;
  /** The function or constant at the top of the file that it stands in: with the texts, its name across edits. */
  readonly within: string;
  /** The text as it stands and as it is changed, each in one line. */
  readonly was: string;
  readonly is: string;
  /** What takes the place of the characters from `start` to `end`. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
};

type Node = AcornNode & Readonly<Record<string, unknown>>;

const OTHER: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
};

/** The text without its types, each character that is left in its place. */
export function codeOf(text: string): string {
  return stripTypeScriptTypes(text, { mode: 'strip' });
}

/** The files that a file imports, as they are written there. */
export function importsOf(text: string): string[] {
  const { body } = parse(codeOf(text), { ecmaVersion: 'latest', sourceType: 'module' });
  return body.flatMap(node =>
    'source' in node && node.source && typeof node.source.value === 'string' ? [node.source.value] : [],
  );
}

/** Every mutant of a source, in the order of the text. */
export function mutantsOf(text: string): Mutant[] {
  const code = codeOf(text);
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Node;
  const found: Mutant[] = [];
  for (const top of program.body as readonly Node[]) {
    const within = nameOf(top);
    walk(top, [], (node, parents) => {
      for (const [at, replacement] of changesOf(node, parents, code))
        found.push({ ...shown(text, at, replacement), within, start: at.start, end: at.end, replacement });
    });
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

type Place = { readonly start: number; readonly end: number };
type Change = readonly [at: Place, replacement: string];

function changesOf(node: Node, parents: readonly Node[], code: string): Change[] {
  const parent = parents.at(-1);
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const other = OTHER[node.operator as string];
      const changes: Change[] = other === undefined ? [] : [[operatorOf(node, code), other]];
      return isGuard(node, parent) ? [...changes, [node, 'false']] : changes;
    }
    case 'UnaryExpression':
      return node.operator === '!' ? [[{ start: node.start, end: node.start + 1 }, '']] : [];
    case 'Literal':
      return isKey(node, parent) ? [] : neighboursOf(node);
    case 'ConditionalExpression':
      return negated(node.test as Node, code);
    case 'IfStatement':
      return node.alternate === null && leaves(node.consequent as Node)
        ? [[node, ';']]
        : negated(node.test as Node, code);
    default:
      return [];
  }
}

/** Where the operator between two sides stands. A bracket or a comment may stand there too. */
function operatorOf(node: Node, code: string): Place {
  const operator = node.operator as string;
  const from = (node.left as Node).end;
  const start = from + code.slice(from, (node.right as Node).start).lastIndexOf(operator);
  return { start, end: start + operator.length };
}

/** A condition the other way round, unless another mutant says the same: of `===` and `!` it is the operator's. */
function negated(test: Node, code: string): Change[] {
  if (test.operator === '===' || test.operator === '!==' || test.operator === '!') return [];
  return [[test, `!(${code.slice(test.start, test.end)})`]];
}

/** `condition && { code: … }` as one reason of several or as the whole answer: left out, nothing is refused. */
function isGuard(node: Node, parent: Node | undefined): boolean {
  const { type } = node.right as Node;
  return (
    node.operator === '&&' &&
    (type === 'ObjectExpression' || type === 'CallExpression') &&
    (parent?.type === 'ArrayExpression' ||
      parent?.type === 'ReturnStatement' ||
      (parent?.type === 'ArrowFunctionExpression' && parent.body === node))
  );
}

/** Whether a statement always goes elsewhere: what follows it is then what it guards. */
function leaves(statement: Node): boolean {
  if (statement.type === 'BlockStatement') return leaves((statement.body as readonly Node[]).at(-1) ?? statement);
  return ['ReturnStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement'].includes(statement.type);
}

/** A number one higher and one lower. */
function neighboursOf(node: Node): Change[] {
  if (typeof node.bigint === 'string') {
    const value = BigInt(node.bigint);
    return [
      [node, `${value + 1n}n`],
      [node, value === 0n ? '(-1n)' : `${value - 1n}n`],
    ];
  }
  if (typeof node.value !== 'number') return [];
  const { value } = node;
  return [
    [node, String(value + 1)],
    [node, value < 1 ? `(${value - 1})` : String(value - 1)],
  ];
}

/** A number that is the name of a property says nothing of its own. */
function isKey(node: Node, parent: Node | undefined): boolean {
  return parent?.type === 'Property' && parent.key === node && parent.computed === false;
}

function nameOf(top: Node): string {
  const declaration = (top.declaration ?? top) as Node;
  const { id, declarations } = declaration as { id?: Node; declarations?: readonly Node[] };
  const named = id ?? (declarations?.[0]?.id as Node | undefined);
  return typeof named?.name === 'string' ? named.name : '';
}

function walk(node: Node, parents: readonly Node[], visit: (node: Node, parents: readonly Node[]) => void): void {
  visit(node, parents);
  const inside = [...parents, node];
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (child !== null && typeof child === 'object' && typeof child.type === 'string') walk(child, inside, visit);
}

/** The lines that change, as they stand and as they are changed. */
function shown(text: string, { start, end }: Place, replacement: string): Pick<Mutant, 'line' | 'was' | 'is'> {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next === -1 ? text.length : next;
  return {
    line: text.slice(0, start).split('\n').length,
    was: inOneLine(text.slice(from, to)),
    is: inOneLine(text.slice(from, start) + replacement + text.slice(end, to)),
  };
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
