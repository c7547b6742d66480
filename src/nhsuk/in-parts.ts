/** A long list, a part at a time: which part is shown is said in words, with the way to the others. Nothing ends in silence. */

import { type Html, html } from '../platform/html.ts';
import { pagination } from './content/pagination.ts';

/** More would not be read on one page. */
const IN_A_PART = 200;

/** Where the page is, and what its address asks for. */
type Here = { readonly query: Readonly<Record<string, string>>; readonly frame: { readonly path: string } };

/** A part of a list, and what stands below it. */
export type InParts<T> = { readonly shown: readonly T[]; readonly rest: Html | false };

/** The part that the address asks for, and what stands below it; `name` is the word of the address, one for each list of a page. */
export function inParts<T>(all: readonly T[], { query, frame }: Here, name = 'page'): InParts<T> {
  const last = Math.max(1, Math.ceil(all.length / IN_A_PART));
  const asked = /^[1-9]\d{0,4}$/.test(query[name] ?? '') ? Number(query[name]) : 1;
  const here = Math.min(asked, last);
  const from = (here - 1) * IN_A_PART;
  const shown = all.slice(from, from + IN_A_PART);
  const to = (number: number) => `${frame.path}?${new URLSearchParams({ ...query, [name]: String(number) })}`;
  const rest =
    last > 1 &&
    html`<p>These are ${numeral(from + 1)} to ${numeral(from + shown.length)} of ${numeral(all.length)}.</p>
    ${pagination({
      previous: here > 1 ? { href: to(here - 1) } : undefined,
      next: here < last ? { href: to(here + 1) } : undefined,
    })}`;
  return { shown, rest };
}

function numeral(count: number): string {
  return count.toLocaleString('en-GB');
}
