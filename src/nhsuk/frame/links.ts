/** Links with a task of their own: skip, back, act, and the trail of pages above this one. */

import { type Html, html } from '../../platform/html.ts';
import { icon } from '../icon.ts';
import { type Attributes, attributes, classes, element, has, shown, type Words } from '../parts.ts';

type Link = Words & {
  readonly id?: string | undefined;
  readonly href?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

/** To the main content, past the header; shown when it has the focus. */
export function skipLink(options: Link): Html {
  const list = attributes(
    {
      class: classes('nhsuk-skip-link', options.classes),
      id: options.id,
      'data-module': 'nhsuk-skip-link',
      href: options.href || '#maincontent',
    },
    options.attributes,
  );
  return html`<a${list}>
  ${has(options) ? shown(options) : 'Skip to main content'}
</a>`;
}

export type BackLink = Link & {
  /** With a type, or without an address, it is a button. */
  readonly type?: 'submit' | 'button' | undefined;
  readonly variant?: 'reverse' | undefined;
  readonly visuallyHiddenText?: string | undefined;
};

export function backLink(options: BackLink): Html {
  const isLink = Boolean(options.href) && !options.type;
  const list = attributes(
    {
      class: classes('nhsuk-back-link', options.classes, options.variant === 'reverse' && 'nhsuk-back-link--reverse'),
      id: options.id,
    },
    isLink ? { href: options.href } : { type: options.type ?? 'submit' },
    options.attributes,
  );
  const hidden = options.visuallyHiddenText;
  const inner = html`
  ${hidden && html`<span class="nhsuk-u-visually-hidden">${hidden} </span>`}${has(options) ? shown(options) : 'Back'}
`;
  return element(isLink ? 'a' : 'button', list, inner);
}

export type ActionLink = Link & {
  readonly type?: 'submit' | 'button' | undefined;
  readonly variant?: 'reverse' | undefined;
  readonly openInNewWindow?: boolean | undefined;
};

/** The one link on a page that starts something. */
export function actionLink(options: ActionLink): Html {
  const isLink = Boolean(options.href) && !options.type;
  const list = attributes(
    {
      class: classes(
        'nhsuk-action-link',
        options.classes,
        options.variant === 'reverse' && 'nhsuk-action-link--reverse',
      ),
      id: options.id,
    },
    isLink ? { href: options.href, target: options.openInNewWindow && '_blank' } : { type: options.type ?? 'submit' },
    options.attributes,
  );
  return element(
    isLink ? 'a' : 'button',
    list,
    html`
  ${icon('arrow-right-circle')}
  <span class="nhsuk-action-link__text">
    ${shown(options)}
  </span>
`,
  );
}

export type Breadcrumb = {
  readonly id?: string | undefined;
  /** The pages above this one, the highest first. This page is not among them. */
  readonly items: readonly Link[];
  /** The link that stands in for the trail on a narrow screen; the last item unless said otherwise. */
  readonly backLink?: BackLink | undefined;
  readonly ariaLabel?: string | undefined;
  readonly variant?: 'reverse' | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function breadcrumb(options: Breadcrumb): Html {
  const last = options.items.at(-1);
  const back = options.backLink;
  const list = attributes(
    {
      class: classes('nhsuk-breadcrumb', options.classes, options.variant === 'reverse' && 'nhsuk-breadcrumb--reverse'),
      id: options.id,
      'aria-label': options.ariaLabel || 'Breadcrumb',
    },
    options.attributes,
  );
  const items = options.items.map(
    item =>
      item.href &&
      html`<li class="nhsuk-breadcrumb__list-item">
      <a${attributes({ class: 'nhsuk-breadcrumb__link', href: item.href }, item.attributes)}>
        ${shown(item)}
      </a>
    </li>`,
  );
  return html`<nav${list}>
  <ol class="nhsuk-breadcrumb__list">
  ${items}
  </ol>
  ${backLink({
    ...back,
    visuallyHiddenText: back?.visuallyHiddenText ?? 'Back to',
    ...(has(back) ? {} : { text: last?.text, html: last?.html }),
    href: back?.href ?? last?.href,
    attributes: back?.attributes ?? last?.attributes,
    variant: back?.variant ?? options.variant,
  })}
</nav>`;
}
