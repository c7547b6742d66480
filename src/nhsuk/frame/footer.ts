/** The footer: links of the service, and whose it is. */

import { type Html, html, type Piece } from '../../platform/html.ts';
import { type Heading, heading } from '../heading.ts';
import {
  type Attributes,
  attributes,
  classes,
  has,
  type Maybe,
  shown,
  type Words,
  type WordsOr,
  words,
} from '../parts.ts';

export type FooterLink = Words & { readonly href: string; readonly attributes?: Attributes | undefined };

export type FooterColumn = Words & {
  readonly heading?: WordsOr<Heading> | undefined;
  readonly items?: readonly Maybe<FooterLink>[] | undefined;
  readonly width?: string | undefined;
};

type Meta = Words & {
  readonly items?: readonly Maybe<FooterLink>[] | undefined;
  readonly visuallyHiddenText?: string | undefined;
};

export type Footer = {
  readonly id?: string | undefined;
  readonly navigation?: FooterColumn | readonly FooterColumn[] | undefined;
  readonly columns?: 1 | 2 | 3 | 4 | undefined;
  readonly meta?: WordsOr<Meta> | undefined;
  /** NHS England's unless said otherwise; `false` leaves the line out. */
  readonly copyright?: WordsOr | false | undefined;
  readonly containerClasses?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

const WIDTHS = { 1: 'full', 2: 'one-half', 3: 'one-third', 4: 'one-quarter' } as const;

export function footer(options: Footer): Html {
  const columns = options.columns ?? 4;
  const all = options.navigation === undefined ? [] : [options.navigation].flat();
  const rows: FooterColumn[][] = [];
  for (let at = 0; at < all.length; at += columns) rows.push(all.slice(at, at + columns));
  const meta = words<Meta>(options.meta);
  const list = attributes(
    { class: classes('nhsuk-footer', options.classes), id: options.id, role: 'contentinfo' },
    options.attributes,
  );
  return html`<footer${list}>
  <div class="${classes('nhsuk-width-container', options.containerClasses)}">
    ${rows.map(
      row => html`<div class="nhsuk-footer__navigation nhsuk-grid-row">
    ${row.map(column => columnOf(column, WIDTHS[columns]))}
    </div>`,
    )}
    <div class="nhsuk-footer__meta">
    ${
      meta.items &&
      meta.items.length > 0 &&
      html`<h2 class="nhsuk-u-visually-hidden">${meta.visuallyHiddenText ?? 'Support links'}</h2>
      ${listOf(meta.items)}`
    }
    ${meta.html?.text ? meta.html : meta.text && html`<p class="nhsuk-body-s">${meta.text}</p>`}
    ${copyrightOf(options.copyright)}
    </div>
  </div>
</footer>`;
}

function copyrightOf(given: Footer['copyright']): Piece {
  if (given === false) return undefined;
  const line = words(given);
  return line.html?.text ? line.html : html`<p class="nhsuk-body-s">${line.text || '© NHS England'}</p>`;
}

function columnOf(column: FooterColumn, width: string): Html {
  const top = words<Heading>(column.heading);
  return html`<div class="nhsuk-grid-column-${column.width || width}">
      ${
        has(top) &&
        heading({
          ...top,
          level: 2,
          size: 's',
          className: 'nhsuk-footer__heading',
          classPrefix: 'nhsuk-heading-',
          element: undefined,
        })
      }
      ${column.html?.text ? column.html : column.text && html`<p class="nhsuk-body-s">${column.text}</p>`}
      ${column.items && listOf(column.items)}
      </div>`;
}

function listOf(items: readonly Maybe<FooterLink>[]): Html {
  return html`<ul class="nhsuk-footer__list">
  ${items.map(
    item =>
      item &&
      html`<li class="nhsuk-footer__list-item">
    <a${attributes({ class: 'nhsuk-footer__list-item-link', href: item.href }, item.attributes)}>${shown(item)}</a>
  </li>`,
  )}
</ul>`;
}
