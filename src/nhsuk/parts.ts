/**
 * What every component shares: words that are text or markup, attributes, class names.
 *
 * The components give the markup of nhsuk-frontend, white-space included; fixtures.test.ts proves it.
 */

import { Html, html, type Piece, raw } from '../platform/html.ts';

/** Words in the long form: plain text, which is escaped, or markup. Markup wins where both are given. */
export type Words = { readonly text?: string | undefined; readonly html?: Html | undefined };

/** Words in the short form (text or Html) or in the long form with the options of the part. */
export type WordsOr<T extends Words = Words> = string | Html | T;

/** Attributes in the order given. `true` gives the bare name; `false` and undefined give nothing. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** What an item of a list may be, so that a page can write `mayEdit && item`. */
export type Maybe<T> = T | false | undefined;

/** Words as an object, whichever form they came in. */
export function words<T extends Words>(given: WordsOr<T> | undefined | false): Words & Partial<T> {
  if (!given) return {};
  if (typeof given === 'string') return { text: given } as Words & Partial<T>;
  if (given instanceof Html) return { html: given } as Words & Partial<T>;
  return given as Words & Partial<T>;
}

/** Whether there is anything to show. */
export function has(given: Words | undefined): boolean {
  return Boolean(given?.text || given?.html?.text);
}

/** The words as a piece of a template: markup as it stands, text escaped. */
export function shown(given: Words | undefined): Piece {
  return given?.html?.text ? given.html : given?.text;
}

/** The attributes of one or more records, each with a space before it. */
export function attributes(...records: readonly (Attributes | undefined)[]): Html {
  const parts: Piece[] = [];
  for (const record of records) {
    for (const [name, value] of Object.entries(record ?? {})) {
      if (value === true) parts.push(html` ${name}`);
      else if (value !== undefined && value !== false && value !== null) parts.push(html` ${name}="${value}"`);
    }
  }
  return html`${parts}`;
}

/** Class names: the base, the modifiers that hold and are not in `own` already, then the caller's own. */
export function classes(
  base: string,
  own: string | undefined,
  ...modifiers: readonly (string | false | undefined)[]
): string {
  const chosen = modifiers.filter(name => name && !own?.split(' ').includes(name));
  return [base, ...chosen, own].filter(Boolean).join(' ');
}

/** A name that an enumeration holds, else nothing: what the stylesheet has no rule for is not written. */
export function known<T extends string | number>(value: T | undefined, all: readonly T[]): T | undefined {
  return value !== undefined && all.includes(value) ? value : undefined;
}

/** A class name of a family, such as a size: none where the value is not of it or the caller's own classes hold another. */
export function familyClass<T extends string | number>(
  prefix: string,
  value: T | undefined,
  all: readonly T[],
  own: string | undefined,
): string | undefined {
  const mine = own?.split(' ') ?? [];
  return known(value, all) !== undefined && !all.some(other => mine.includes(prefix + other))
    ? prefix + value
    : undefined;
}

/** `true` and `false` as the words that data attributes want. */
export function stated(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** An element whose name is chosen at run time; the name is one of ours, never a person's. */
export function element(name: string, list: Html, content: Piece): Html {
  return html`<${raw(name)}${list}>${content}</${raw(name)}>`;
}

/** One message, or one message for each plural form, as the data attributes that the scripts read. */
export function translated(key: string, message: string | Readonly<Record<string, string>> | undefined): Attributes {
  if (message === undefined) return {};
  if (typeof message === 'string') return { [`data-i18n.${key}`]: message };
  return Object.fromEntries(Object.entries(message).map(([form, text]) => [`data-i18n.${key}.${form}`, text]));
}
