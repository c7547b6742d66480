/** The files of the proof: every prefix of every sample, samples damaged by chance, and bombs. The seed makes them anew. */
import { readdirSync, readFileSync } from 'node:fs';
import { MAPPED, type MappedSample } from './mapped.ts';

/** `mapped`: of a layout that somebody described. */
export type Sample = { readonly name: string; readonly bytes: Buffer; readonly mapped?: MappedSample };
export type Mutation = {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly mapped?: MappedSample | undefined;
};

const FOLDER = new URL('../../../demo/statements/', import.meta.url);

/** The statements of the demonstration, those that are refused as well, and those of layouts that somebody described. */
export function samples(): Sample[] {
  const found = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name !== 'README.md')
    .map(entry => ({ name: entry.name, bytes: readFileSync(`${entry.parentPath}/${entry.name}`) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [...found, ...MAPPED.map(mapped => ({ name: mapped.name, bytes: mapped.bytes, mapped }))];
}

/** xorshift32: a number from 0 to one below the given. */
export function dice(seed: number): (below: number) => number {
  let state = seed | 0 || 1;
  return below => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** So many files: the whole samples, bombs, then prefixes (all of them where there is room in half of the rest), then damage. */
export function* mutations(count: number, seed: number): Generator<Mutation> {
  const all = samples();
  const roll = dice(seed);
  let made = 0;
  const fixed = [...wholes(all), ...bombs()];
  for (const make of fixed.slice(0, count)) {
    made += 1;
    yield make();
  }
  const places = all.flatMap(sample => Array.from(sample.bytes, (_byte, length) => ({ sample, length })));
  const step = Math.max(1, Math.ceil(places.length / ((count - made) / 2)));
  for (let at = roll(step); at < places.length && made < count; at += step) {
    const { sample, length } = places[at]!;
    made += 1;
    const { mapped } = sample;
    yield { what: `${sample.name}: the first ${length} bytes`, bytes: sample.bytes.subarray(0, length), mapped };
  }
  for (; made < count; made += 1) {
    const sample = all[roll(all.length)]!;
    const [how, damage] = DAMAGE[roll(DAMAGE.length)]!;
    yield { what: `${sample.name}: ${how}`, bytes: damage(sample.bytes, roll), mapped: sample.mapped };
  }
}

/** Each sample as it is, and in the encodings that a program may save it in. */
function wholes(all: readonly Sample[]): (() => Mutation)[] {
  return all.flatMap(({ name, bytes, mapped }) =>
    Object.entries(ENCODINGS).map(([how, encode]) => () => ({ what: `${name}: ${how}`, bytes: encode(bytes), mapped })),
  );
}

const ENCODINGS: Readonly<Record<string, (bytes: Buffer) => Uint8Array>> = {
  'as it is': bytes => bytes,
  'UTF-8 with a mark': bytes => Buffer.from(`\ufeff${textOf(bytes)}`),
  'UTF-16 little-endian': bytes => Buffer.from(`\ufeff${textOf(bytes)}`, 'utf16le'),
  'UTF-16 big-endian': bytes => Buffer.from(`\ufeff${textOf(bytes)}`, 'utf16le').swap16(),
  'UTF-16 without a mark': bytes => Buffer.from(textOf(bytes), 'utf16le'),
  'windows-1252': bytes => Buffer.from(textOf(bytes), 'latin1'),
  'UTF-8 taken for windows-1252 and saved again': bytes => Buffer.from(bytes.toString('latin1')),
  'line ends of Windows': bytes => Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'),
};

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

type Damage = (bytes: Buffer, roll: (below: number) => number) => Uint8Array;

const DAMAGE: readonly (readonly [how: string, damage: Damage])[] = [
  ['one bit turned', (bytes, roll) => turnBits(bytes, roll, 1)],
  ['a few bits turned', (bytes, roll) => turnBits(bytes, roll, 2 + roll(6))],
  ['a byte replaced', (bytes, roll) => withByte(bytes, roll(bytes.length), roll(256))],
  ['a digit changed', (bytes, roll) => changeDigits(bytes, roll, 1)],
  ['several digits changed', (bytes, roll) => changeDigits(bytes, roll, 2 + roll(4))],
  ['a sign or mark changed', changeMark],
  ['a part cut out', (bytes, roll) => cut(bytes, roll(bytes.length), roll(40))],
  ['a part twice', (bytes, roll) => repeat(bytes, roll(bytes.length), roll(40))],
  ['a line removed', (bytes, roll) => ofLines(bytes, lines => lines.toSpliced(roll(lines.length), 1))],
  [
    'a line twice',
    (bytes, roll) =>
      ofLines(bytes, lines => {
        const at = roll(lines.length);
        return lines.toSpliced(at, 0, lines[at]!);
      }),
  ],
  [
    'two lines exchanged',
    (bytes, roll) =>
      ofLines(bytes, lines => {
        const [a, b] = [roll(lines.length), roll(lines.length)];
        return lines.with(a, lines[b]!).with(b, lines[a]!);
      }),
  ],
  ['the lines turned round', bytes => ofLines(bytes, lines => lines.toReversed())],
  ['a cell emptied', (bytes, roll) => ofLines(bytes, lines => changeCell(lines, roll, () => ''))],
  ['a cell twice as long', (bytes, roll) => ofLines(bytes, lines => changeCell(lines, roll, cell => cell + cell))],
  ['joined with itself', bytes => Buffer.concat([bytes, bytes])],
];

function turnBits(bytes: Buffer, roll: (below: number) => number, count: number): Uint8Array {
  const turned = Buffer.from(bytes);
  for (let left = count; left > 0; left -= 1) {
    const at = roll(turned.length);
    turned[at] = turned[at]! ^ (1 << roll(8));
  }
  return turned;
}

function withByte(bytes: Buffer, at: number, byte: number): Uint8Array {
  const changed = Buffer.from(bytes);
  changed[at] = byte;
  return changed;
}

function changeDigits(bytes: Buffer, roll: (below: number) => number, count: number): Uint8Array {
  const changed = Buffer.from(bytes);
  const digits = [...changed.keys()].filter(at => changed[at]! >= 48 && changed[at]! <= 57);
  if (digits.length === 0) return changed;
  for (let left = count; left > 0; left -= 1) changed[digits[roll(digits.length)]!] = 48 + roll(10);
  return changed;
}

/** Something that means something in a statement becomes something else that does. */
function changeMark(bytes: Buffer, roll: (below: number) => number): Uint8Array {
  const marks = [...'-+.,"\'();:/^<>CDR \n'].map(mark => mark.charCodeAt(0));
  const places = [...bytes.keys()].filter(at => marks.includes(bytes[at]!));
  if (places.length === 0) return bytes;
  return withByte(bytes, places[roll(places.length)]!, marks[roll(marks.length)]!);
}

function cut(bytes: Buffer, from: number, length: number): Uint8Array {
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
}

function repeat(bytes: Buffer, from: number, length: number): Uint8Array {
  return Buffer.concat([bytes.subarray(0, from + length), bytes.subarray(from)]);
}

function ofLines(bytes: Buffer, change: (lines: string[]) => string[]): Uint8Array {
  return Buffer.from(change(bytes.toString('latin1').split('\n')).join('\n'), 'latin1');
}

function changeCell(lines: string[], roll: (below: number) => number, change: (cell: string) => string): string[] {
  const at = roll(lines.length);
  const cells = lines[at]!.split(',');
  const cell = roll(cells.length);
  return lines.with(at, cells.with(cell, change(cells[cell]!)).join(','));
}

const MEGABYTE = 1_000_000;

/** Texts that make a careless reader slow or large: three megabytes of what it must collect, nest or repeat. */
function bombs(): (() => Mutation)[] {
  const times = (part: string, size = 3 * MEGABYTE) => part.repeat(Math.ceil(size / part.length));
  const LINE = '01/12/2026,A,1.00,\n';
  const texts: readonly (readonly [what: string, make: () => string])[] = [
    ['elements inside one another', () => `<Document><BkToCstmrStmt>${times('<a>')}`],
    ['elements side by side', () => `<Document>${times('<a/>')}</Document>`],
    ['entries of CAMT', () => `<Document><BkToCstmrStmt><Stmt>${times('<Ntry><Amt Ccy="GBP">1</Amt></Ntry>')}`],
    ['attributes', () => `<Document ${Array.from({ length: 200_000 }, (_, at) => `a${at}=""`).join(' ')}/>`],
    ['one attribute', () => `<Document a="${times('a')}"/>`],
    ['one text of XML', () => `<Document>${times('a')}</Document>`],
    ['CDATA side by side', () => `<Document><a>${times('<![CDATA[aaaa]]>')}</a></Document>`],
    ['comments', () => `<Document>${times('<!-- a -->')}</Document>`],
    ['a comment', () => `<Document><!--${times('< ')}--></Document>`],
    ['numbers for characters', () => `<Document><a>${times('&#65;')}</a></Document>`],
    ['entities that grow', () => `<!DOCTYPE Document [${lol()}]><Document>&z;</Document>`],
    ['entities that grow, in OFX', () => `<!DOCTYPE OFX [${lol()}]><OFX>&z;</OFX>`],
    ['a DOCTYPE without end', () => `<!DOCTYPE Document [${times('<!ENTITY a "a">')}`],
    ['tags of OFX inside one another', () => `<OFX>${times('<A>')}`],
    ['tags of OFX without end', () => `<OFX>${times('<')}`],
    [
      'payments of OFX',
      () => `<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKTRANLIST>${times('<STMTTRN><TRNAMT>1</STMTTRN>')}`,
    ],
    ['comments of OFX', () => `<OFX>${times('<!-- ')}`],
    ['ampersands', () => `<OFX><A>${times('&')}`],
    ['one line', () => `Date,Description,Amount,Balance\n${times('a')}`],
    ['one line of commas', () => times(',')],
    ['one quotation mark', () => `Date,Description,Amount,Balance\n"${times('a\n')}`],
    ['quotation marks', () => `Date,Description,Amount,Balance\n${times(`${'"'.repeat(9_000)}\n`)}`],
    ['commas and a quotation mark', () => `Date,Description,Amount,Balance\n${times(`${','.repeat(9_000)}"\n`)}`],
    ['blanks', () => `Date,Description,Amount,Balance\n${times(`${' '.repeat(9_000)}x\n`)}`],
    ['line ends', () => times('\n')],
    ['line ends of an old machine', () => `Date,Description,Amount,Balance\r${times('01/12/2026,A,1.00,\r')}`],
    ['the same payment', () => `Date,Description,Amount,Balance\n${times(LINE)}`],
    [
      'the same payment with a balance that breaks',
      () => `Date,Description,Amount,Balance\n${times('01/12/2026,A,1.00,1.00\n')}`,
    ],
    ['thousands', () => `Date,Description,Amount,Balance\n${times(`01/12/2026,A,"${'1,'.repeat(4_000)}",\n`)}`],
    ['digits', () => `Date,Description,Amount,Balance\n${times(`01/12/2026,A,${'1'.repeat(9_000)},\n`)}`],
    ['headers', () => times('Date,Description,Amount,Balance\n')],
    ['the text form of Santander', () => times('Date: 01/12/2026\nDescription: A\nAmount: 1.00\nBalance: 1.00\n')],
    ['ends of QIF', () => `!Type:Bank\n${times('^\n')}`],
    ['payments of QIF', () => `!Type:Bank\n${times('D13/12/2026\nT1\n^\n')}`],
    ['fields of QIF', () => `!Type:Bank\n${times('$1\n')}^\n`],
    ['types of QIF', () => times('!Type:Bank\n')],
    ['messages of MT940', () => times(':20:X\n')],
    ['payments of MT940', () => `:20:X\n:25:1\n:60F:C261201GBP0,\n${times(':61:261201C1,NTRFX\n')}:62F:C261201GBP0,\n`],
    ['words of MT940', () => `:20:X\n:25:1\n:61:261201C1,NTRFX\n:86:a\n${times('a\n')}`],
    ['one word of MT940', () => `:20:${times('{1:{4:')}`],
  ];
  return [
    ...texts.map(([what, make]) => () => ({ what: `bomb: ${what}`, bytes: Buffer.from(make()) })),
    () => ({ what: 'bomb: noughts', bytes: new Uint8Array(3 * MEGABYTE) }),
    () => ({ what: 'bomb: noise', bytes: noise() }),
    () => ({ what: 'bomb: half of UTF-16', bytes: Buffer.from(`\ufeff${times(LINE)}`, 'utf16le').subarray(0, -1) }),
  ];
}

function lol(): string {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.map((name, at) => `<!ENTITY ${name} "${`&${letters[at - 1] ?? 'lt'};`.repeat(10)}">`).join('');
}

function noise(): Uint8Array {
  const roll = dice(7);
  return Uint8Array.from({ length: MEGABYTE }, () => roll(256));
}
