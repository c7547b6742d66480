/** From page to page: previous and next with names, or the numbers of a long list. */

import { type Html, html, type Piece, raw } from '../../platform/html.ts';
import { icon } from '../icon.ts';
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

export type Neighbour = Words & {
  readonly href?: string | undefined;
  /** What that page is. */
  readonly label?: WordsOr | undefined;
  readonly attributes?: Attributes | undefined;
};

export type PageItem = {
  readonly number?: number | undefined;
  readonly href?: string | undefined;
  readonly current?: boolean | undefined;
  /** Stands for the numbers left out. */
  readonly ellipsis?: boolean | undefined;
  readonly ariaLabel?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type Pagination = {
  readonly id?: string | undefined;
  readonly previous?: Neighbour | undefined;
  readonly next?: Neighbour | undefined;
  readonly items?: readonly Maybe<PageItem>[] | undefined;
  readonly ariaLabel?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function pagination(options: Pagination): Html {
  const isNumbered = options.items !== undefined && options.items.length > 0;
  const list = attributes(
    {
      class: classes('nhsuk-pagination', options.classes, isNumbered && 'nhsuk-pagination--numbered'),
      id: options.id,
      role: 'navigation',
      'aria-label': options.ariaLabel || 'Pagination',
    },
    options.attributes,
  );
  return html`<nav${list}>
${isNumbered ? numbered(options) : named(options)}
</nav>`;
}

function numbered(options: Pagination): Html {
  const { previous, next } = options;
  return html`${
    previous?.href &&
    html`<a href="${previous.href}" class="nhsuk-pagination__previous" rel="prev">
    ${icon('arrow-left')}
    ${title(previous, 'Previous')}
  </a>`
  }
  <ul class="nhsuk-pagination__list">
  ${options.items?.map(item => item && pageItem(item))}
  </ul>
  ${
    next?.href &&
    html`<a href="${next.href}" class="nhsuk-pagination__next" rel="next">
    ${title(next, 'Next')}
    ${icon('arrow-right')}
  </a>`
  }`;
}

function pageItem(item: PageItem): Html {
  const names = classes(
    'nhsuk-pagination__item',
    item.classes,
    item.current && 'nhsuk-pagination__item--current',
    item.ellipsis && 'nhsuk-pagination__item--ellipsis',
  );
  const list = attributes(
    {
      class: 'nhsuk-pagination__link',
      href: item.href,
      'aria-label': item.ariaLabel ?? `Page ${item.number}`,
      'aria-current': item.current && 'page',
    },
    item.attributes,
  );
  return html`<li class="${names}">
    ${
      item.ellipsis
        ? raw('&ctdot;')
        : html`<a${list}>
      ${item.number}
    </a>`
    }
  </li>`;
}

function named(options: Pagination): Html {
  return html`<ul class="nhsuk-list nhsuk-pagination__list">
  ${neighbour(options.previous, 'prev', 'previous', 'Previous')}
  ${neighbour(options.next, 'next', 'next', 'Next')}
  </ul>`;
}

function neighbour(given: Neighbour | undefined, rel: 'prev' | 'next', side: 'previous' | 'next', text: string): Piece {
  if (!given?.href) return undefined;
  const label = words(given.label);
  const list = attributes(
    { class: `nhsuk-pagination__link nhsuk-pagination__link--${rel}`, href: given.href, rel },
    given.attributes,
  );
  return html`<li class="nhsuk-pagination-item--${side}">
      <a${list}>
        ${title(given, text)}
        ${
          has(label) &&
          html`<span class="nhsuk-u-visually-hidden">:</span>
        <span class="nhsuk-pagination__page">${shown(label)}</span>`
        }
        ${icon(rel === 'prev' ? 'arrow-left' : 'arrow-right')}
      </a>
    </li>`;
}

function title(given: Neighbour, text: string): Html {
  return html`<span class="nhsuk-pagination__title">
      ${has(given) ? shown(given) : html`${text}<span class="nhsuk-u-visually-hidden"> page</span>`}
    </span>`;
}
