/**
 * Html: text that is already markup. The only ways to make it are the `html` tag, which escapes every
 * value, and `raw`, for markup that we wrote ourselves.
 */

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** What a template may hold: text and numbers are escaped, Html passes, lists are joined, nothing shows as nothing. */
export type Piece = Html | string | number | bigint | false | null | undefined | readonly Piece[];

/** A template whose values are escaped unless they are Html. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let text = strings[0]!;
  for (let i = 0; i < pieces.length; i += 1) text += show(pieces[i]) + strings[i + 1]!;
  return new Html(text);
}

/** Markup that we wrote ourselves, as it stands. Never pass anything that a person or a file supplied. */
export function raw(text: string): Html {
  return new Html(text);
}

/** Text with the five characters that mean something in markup made harmless. */
export function escapeText(text: string): string {
  return NEEDS_ESCAPE.test(text) ? text.replace(EACH_ESCAPE, character => ESCAPES[character]!) : text;
}

const NEEDS_ESCAPE = /[&<>"']/;
const EACH_ESCAPE = /[&<>"']/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function show(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'string') return escapeText(piece);
  if (piece === undefined || piece === null || piece === false) return '';
  if (typeof piece === 'object') return piece.map(show).join('');
  return piece.toString();
}
