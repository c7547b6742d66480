/**
 * The fields of forms and of the JSON API, one zod shape for both.
 *
 * JSON is the plain form of a value: money is a string of whole pence, a date is ISO, a list is a list.
 * A page's form says the same in people's ways (pounds; day, month, year in three boxes; one box ticked):
 * `fromForm` turns what was typed into the JSON shape, and leaves what it cannot read as it stands, so that
 * the one shape refuses it with its words.
 */
import { z } from 'zod';
import { readIsoDate } from '../values/dates.ts';
import { MOST_PENCE, readPounds } from '../values/pence.ts';
import { type Quantity, readQuantity } from '../values/quantity.ts';

/** How a field arrives from a page. */
type Way = 'text' | 'money' | 'date' | 'list' | 'file' | 'flag';

const ways = z.registry<{ way: Way }>();

/** What PostgreSQL can keep: all but NUL and half a surrogate pair, which no keyboard sends and programs do. */
const KEEPABLE = /^[^\0\p{Cs}]*$/u;
const NOT_KEEPABLE = 'There is a character in it that cannot be kept. Type it again';

/** Required text, trimmed, at most `most` characters (2,000 unless told). */
export function text(error: string, most = 2000) {
  return z
    .string({ error })
    .trim()
    .regex(KEEPABLE, { error: NOT_KEEPABLE })
    .min(1, { error })
    .max(most, { error: `${error}, in ${most.toLocaleString('en-GB')} characters or fewer` });
}

/** Text that may be left empty. */
export function optionalText(most = 2000) {
  return z
    .string()
    .trim()
    .regex(KEEPABLE, { error: NOT_KEEPABLE })
    .max(most, { error: `Use ${most.toLocaleString('en-GB')} characters or fewer` })
    .default('');
}

/** Money: pounds on a page, a string of whole pence in JSON; bigint pence inside. Nought or more, at most £99,999,999.99. */
export function money(error: string, least = 0n) {
  return z
    .string({ error })
    .regex(/^\d{1,13}$/, { error })
    .transform(BigInt)
    .refine(pence => pence >= least && pence <= MOST_PENCE, { error })
    .register(ways, { way: 'money' });
}

/** The years in which a life and its budget lie. Any other year is a slip, such as 26 or 20266. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2199];

/** A calendar date: three boxes on a page (`name-day`, `name-month`, `name-year`), ISO in JSON; PlainDate inside. */
export function date(error: string) {
  return z
    .string({ error })
    .refine(value => readIsoDate(value) !== undefined, { error, abort: true })
    .refine(value => readIsoDate(value)!.year >= FIRST_YEAR && readIsoDate(value)!.year <= LAST_YEAR, {
      error: `The year must be from ${FIRST_YEAR} to ${LAST_YEAR}`,
    })
    .transform(value => readIsoDate(value)!)
    .register(ways, { way: 'date' });
}

/** A decimal quantity such as `7.5`, nought excluded. */
export function quantity(error: string) {
  return z
    .string({ error })
    .refine(value => (readQuantity(value)?.tenThousandths ?? 0n) > 0n, { error })
    .transform((value): Quantity => readQuantity(value)!);
}

/** One of the given values. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values, error: string) {
  return z.enum(values, { error });
}

/** Some of the given values, each once: checkboxes on a page, a list in JSON. */
export function someOf<const Values extends readonly [string, ...string[]]>(values: Values, error: string, least = 1) {
  return z
    .array(z.enum(values, { error }), { error })
    .min(least, { error })
    .transform(eachOnce)
    .register(ways, { way: 'list' });
}

/** Any number of ids, each once, for instance the outcomes that a line serves. */
export function ids(error: string, least = 1) {
  return z
    .array(z.uuid({ error }), { error })
    .min(least, { error })
    .transform(eachOnce)
    .register(ways, { way: 'list' });
}

/** To tick the same box a thousand times is to tick it once. */
function eachOnce<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}

/** Any number of texts of one form, for instance a rating for each outcome; a name that comes more than once on a page. */
export function texts(form: RegExp, error: string) {
  return z
    .array(z.string().regex(KEEPABLE, { error: NOT_KEEPABLE }).regex(form, { error }), { error })
    .register(ways, { way: 'list' });
}

/** A box that must be ticked: `yes` on a page and in JSON. */
export function confirmed(error: string) {
  return z.literal('yes', { error });
}

/** A box that may be ticked. */
export function flag() {
  return z
    .union([z.boolean(), z.literal('yes')])
    .default(false)
    .transform(value => value !== false)
    .register(ways, { way: 'flag' });
}

/** A whole number between two bounds, both allowed. */
export function wholeNumber(error: string, least: number, most: number) {
  return z
    .string({ error })
    .regex(/^[+-]?\d{1,9}$/, { error })
    .transform(Number)
    .refine(value => value >= least && value <= most, { error });
}

/** A file as it was sent. */
export type UploadedFile = { readonly name: string; readonly bytes: Uint8Array };

/** A file: an upload on a page; `{ name, base64 }` in JSON. */
export function file(error: string) {
  return z
    .object({ name: z.string().max(255).regex(KEEPABLE, { error: NOT_KEEPABLE }), base64: z.base64() }, { error })
    .refine(value => value.base64.length > 0, { error })
    .transform((value): UploadedFile => ({ name: value.name, bytes: Buffer.from(value.base64, 'base64') }))
    .register(ways, { way: 'file' });
}

/** Turns what a page's form sent into the JSON shape of `form`. Names that the form does not know are left out. */
export function fromForm(form: z.ZodObject, body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(form.shape)) {
    const value = fieldFromForm(wayOf(field as z.ZodType), name, body);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** Whether a form carries files: only then is it read as multipart, and only then may it be long. */
export function hasFile(form: z.ZodObject): boolean {
  return Object.values(form.shape).some(field => wayOf(field as z.ZodType) === 'file');
}

/** Looks through optional and default wrappers for the way that a field was registered with. */
function wayOf(field: z.ZodType): Way {
  const known = ways.get(field)?.way;
  if (known) return known;
  const inner = (field.def as { innerType?: z.ZodType }).innerType;
  return inner ? wayOf(inner) : 'text';
}

function fieldFromForm(way: Way, name: string, body: Readonly<Record<string, unknown>>): unknown {
  const value = body[name];
  switch (way) {
    case 'money': {
      if (typeof value !== 'string' || value.trim() === '') return undefined;
      return readPounds(value)?.toString() ?? value;
    }
    case 'date': {
      const [day, month, year] = ['day', 'month', 'year'].map(part => String(body[`${name}-${part}`] ?? '').trim());
      if (!day && !month && !year) return undefined;
      return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
    }
    case 'list':
      return value === undefined ? undefined : Array.isArray(value) ? value : [value];
    default:
      // An empty box is no answer: optional fields stay absent, required ones give their own words.
      return value === '' ? undefined : value;
  }
}
