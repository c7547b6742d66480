/**
 * The header: the service's name, the account of who is signed in, and the sections of the service.
 *
 * `logo: 'none'` leaves the NHS logo out, which only the NHS itself may use; the rest is as the design system has it.
 */

import { type Html, html, type Piece, raw } from '../../platform/html.ts';
import { button } from '../content/button.ts';
import { input } from '../fields/input.ts';
import { icon } from '../icon.ts';
import { type Attributes, attributes, classes, type Maybe, shown, type Words } from '../parts.ts';

export type AccountItem = Words & {
  readonly href?: string | undefined;
  /** An address that the item is sent to as a form, such as for signing out. */
  readonly action?: string | undefined;
  readonly method?: 'get' | 'post' | undefined;
  /** Hidden inputs of that form, such as the token against forgery. */
  readonly hidden?: Html | undefined;
  readonly icon?: boolean | undefined;
  readonly classes?: string | undefined;
};

export type NavigationItem = Words & {
  readonly href?: string | undefined;
  /** This very page. */
  readonly current?: boolean | undefined;
  /** This page is in that section. */
  readonly active?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

type Logo = {
  readonly href?: string | undefined;
  readonly src?: string | undefined;
  readonly alt?: string | undefined;
  readonly ariaLabel?: string | undefined;
};

type Part = {
  readonly ariaLabel?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type Search = {
  readonly action?: string | undefined;
  readonly method?: 'get' | 'post' | undefined;
  readonly name?: string | undefined;
  readonly input?: { readonly placeholder?: string | undefined } | undefined;
  readonly button?: { readonly ariaLabel?: string | undefined } | undefined;
  readonly label?: { readonly visuallyHiddenText?: string | undefined } | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type Header = {
  readonly id?: string | undefined;
  readonly logo?: Logo | 'none' | undefined;
  readonly service?: { readonly text?: string | undefined; readonly href?: string | undefined } | undefined;
  readonly organisation?:
    | { readonly name: string; readonly split?: string | undefined; readonly descriptor?: string | undefined }
    | undefined;
  readonly search?: Search | true | undefined;
  readonly account?: (Part & { readonly items: readonly Maybe<AccountItem>[] }) | undefined;
  readonly navigation?:
    | (Part & {
        readonly items: readonly Maybe<NavigationItem>[];
        readonly colour?: 'white' | undefined;
        readonly justified?: boolean | undefined;
      })
    | undefined;
  readonly colour?: 'white' | undefined;
  readonly inline?: boolean | undefined;
  readonly containerClasses?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function header(options: Header): Html {
  const names = classes(
    'nhsuk-header',
    options.classes,
    options.colour && `nhsuk-header--${options.colour}`,
    options.inline && 'nhsuk-header--inline',
    options.organisation && 'nhsuk-header--organisation',
  );
  const list = attributes(
    { class: names, id: options.id, 'data-module': 'nhsuk-header', role: 'banner' },
    options.attributes,
  );
  return html`<header${list}>
  <div class="${classes('nhsuk-header__container nhsuk-width-container', options.containerClasses)}">
    <div class="nhsuk-header__service">
    ${serviceOf(options)}
    </div>
    ${options.search && searchOf(options.search === true ? {} : options.search)}
    ${options.account && accountOf(options.account)}
  </div>
  ${options.navigation && options.navigation.items.length > 0 && navigationOf(options.navigation, options.containerClasses)}
</header>`;
}

/** Logo, organisation and service name. Two links to one address become one. */
function serviceOf(options: Header): Piece {
  const { service, organisation } = options;
  if (options.logo === 'none') return html`${nameOf(organisation)}${serviceName(service?.text, service?.href)}`;
  const logo = options.logo ?? {};
  const isOne = Boolean(service?.href) && ((Boolean(service?.text) && !logo.href) || service?.href === logo.href);
  const href = isOne ? service?.href : logo.href;
  const sign = html`${logoOf(logo)}${nameOf(organisation)}`;
  const label =
    logo.ariaLabel ||
    [logo.alt ?? 'NHS', organisation?.name, organisation?.split, isOne && service?.text, 'homepage']
      .filter(Boolean)
      .join(' ');
  const inner = html`${sign}
  ${isOne && serviceName(service?.text, undefined)}`;
  return html`${
    href
      ? html`<a class="nhsuk-header__service-logo" href="${href}" aria-label="${label}">
      ${inner}
      </a>`
      : inner
  }
  ${!isOne && serviceName(service?.text, service?.href)}`;
}

function serviceName(text: string | undefined, href: string | undefined): Piece {
  if (!text) return undefined;
  return href
    ? html`<a class="nhsuk-header__service-name" href="${href}">${text}</a>`
    : html`<span class="nhsuk-header__service-name">${text}</span>`;
}

function logoOf(logo: Logo): Html {
  const alt = logo.alt ?? 'NHS';
  if (logo.src) return html`<img class="nhsuk-header__organisation-logo" src="${logo.src}" width="280" alt="${alt}">`;
  return html`<svg class="nhsuk-header__logo" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80" height="40" width="100" focusable="false" role="img" aria-label="${alt}">
  <title>${alt}</title>
  ${raw(LOGO)}
</svg>`;
}

const LOGO =
  '<path fill="currentcolor" d="M200 0v80H0V0h200Zm-27.5 5.5c-14.5 0-29 5-29 22 0 10.2 7.7 13.5 14.7 16.3l.7.3c5.4 2 10.1 3.9 10.1 8.4 0 6.5-8.5 7.5-14 7.5s-12.5-1.5-16-3.5L135 70c5.5 2 13.5 3.5 20 3.5 15.5 0 32-4.5 32-22.5 0-19.5-25.5-16.5-25.5-25.5 0-5.5 5.5-6.5 12.5-6.5a35 35 0 0 1 14.5 3l4-13.5c-4.5-2-12-3-20-3Zm-131 2h-22l-14 65H22l9-45h.5l13.5 45h21.5l14-65H64l-9 45h-.5l-13-45Zm63 0h-18l-13 65h17l6-28H117l-5.5 28H129l13.5-65H125L119.5 32h-20l5-24.5Z"/>';

function nameOf(organisation: Header['organisation']): Piece {
  if (!organisation) return undefined;
  const { name, split, descriptor } = organisation;
  return html`
<span class="nhsuk-header__organisation-name">${name}${split && html` <span class="nhsuk-header__organisation-name-split">${split}</span>`}</span>${
    descriptor && html`<span class="nhsuk-header__organisation-name-descriptor">${descriptor}</span>`
  }`;
}

function searchOf(given: Search): Html {
  const field = input({
    label: { text: given.label?.visuallyHiddenText ?? 'Search the NHS website', classes: 'nhsuk-u-visually-hidden' },
    id: 'search-field',
    name: given.name ?? 'q',
    type: 'search',
    autocomplete: 'off',
    placeholder: given.input?.placeholder ?? 'Search',
    formGroup: {
      afterInput: { html: button({ ariaLabel: given.button?.ariaLabel ?? 'Search', icon: 'search', small: true }) },
    },
  });
  const list = attributes({
    class: 'nhsuk-header__search-form',
    id: 'search',
    action: given.action ?? 'https://www.nhs.uk/search/',
    method: given.method ?? 'get',
  });
  return html`<search${attributes({ class: classes('nhsuk-header__search', given.classes) }, given.attributes)}>
      <form${list} novalidate>
        ${field}
      </form>
    </search>`;
}

function accountOf(given: NonNullable<Header['account']>): Html {
  const list = attributes(
    { class: classes('nhsuk-header__account', given.classes), 'aria-label': given.ariaLabel ?? 'Account' },
    given.attributes,
  );
  return html`<nav${list}>
      <ul class="nhsuk-header__account-list">
      ${given.items.map(
        item =>
          item &&
          html`<li class="${classes('nhsuk-header__account-item', item.classes)}">
          ${accountItem(item)}
        </li>`,
      )}
      </ul>
    </nav>`;
}

function accountItem(item: AccountItem): Piece {
  const inner = html`${item.icon && icon('user')}
  ${shown(item)}`;
  if (item.href) {
    return html`<a class="nhsuk-header__account-link" href="${item.href}">
            ${inner}
          </a>`;
  }
  if (!item.action) return inner;
  return html`<form class="nhsuk-header__account-form" action="${item.action}" method="${item.method ?? 'post'}" novalidate>
            ${item.hidden}
            <button class="nhsuk-header__account-button">
              ${inner}
            </button>
          </form>`;
}

function navigationOf(given: NonNullable<Header['navigation']>, containerClasses: string | undefined): Html {
  const names = classes(
    'nhsuk-header__navigation',
    given.classes,
    given.colour && `nhsuk-header__navigation--${given.colour}`,
    given.justified && 'nhsuk-header__navigation--justified',
  );
  return html`<nav${attributes({ class: names, 'aria-label': given.ariaLabel ?? 'Menu' }, given.attributes)}>
    <div class="${classes('nhsuk-header__navigation-container nhsuk-width-container', containerClasses)}">
      <ul class="nhsuk-header__navigation-list">
      ${given.items.map(item => item && navigationItem(item))}
        <li class="nhsuk-header__menu" hidden>
          <button class="nhsuk-header__menu-toggle nhsuk-header__navigation-link" id="toggle-menu" aria-expanded="false">
            <span class="nhsuk-u-visually-hidden">Browse </span>More
          </button>
        </li>
      </ul>
    </div>
  </nav>`;
}

function navigationItem(item: NavigationItem): Html {
  const isHere = item.active || item.current;
  const list = attributes({
    class: item.href ? 'nhsuk-header__navigation-link' : 'nhsuk-header__navigation-text',
    href: item.href,
    'aria-current': isHere && (item.current ? 'page' : 'true'),
  });
  // Bold, so that those who override the colours can still tell where they are.
  const inner = isHere
    ? html`<strong class="nhsuk-header__navigation-item-current-fallback">${shown(item)}</strong>`
    : shown(item);
  const names = classes(
    'nhsuk-header__navigation-item',
    item.classes,
    isHere && 'nhsuk-header__navigation-item--current',
  );
  return html`<li${attributes({ class: names }, item.attributes)}>
          ${item.href ? html`<a${list}>${inner}</a>` : html`<span${list}>${inner}</span>`}
        </li>`;
}
