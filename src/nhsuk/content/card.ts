/** A card: a heading, some content, and links to act on it. Also the callouts that are cards: warnings, do and don't. */

import { type Html, html, type Piece } from '../../platform/html.ts';
import { type Heading, heading, type Level } from '../heading.ts';
import { icon } from '../icon.ts';
import {
  type Attributes,
  attributes,
  classes,
  element,
  has,
  type Maybe,
  shown,
  type Words,
  type WordsOr,
  words,
} from '../parts.ts';

/** A link, or with a type a button, that acts on a card or on a row of a summary list. */
export type Action = Words & {
  readonly id?: string | undefined;
  readonly href?: string | undefined;
  readonly type?: 'submit' | 'button' | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** What the link acts on, for those who hear it out of its place. */
  readonly visuallyHiddenText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type Actions =
  | readonly Maybe<Action>[]
  | { readonly items: readonly Maybe<Action>[]; readonly classes?: string | undefined };

export type Card = {
  readonly id?: string | undefined;
  readonly variant?:
    | 'feature'
    | 'primary'
    | 'secondary'
    | 'warning'
    | 'non-urgent'
    | 'urgent'
    | 'emergency'
    | undefined;
  readonly heading?: WordsOr<Heading> | undefined;
  readonly description?:
    | WordsOr<Words & { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined }>
    | undefined;
  readonly href?: string | undefined;
  readonly clickable?: boolean | undefined;
  readonly actions?: Actions | undefined;
  readonly image?:
    | { readonly src?: string | undefined; readonly alt?: string | undefined; readonly html?: Html | undefined }
    | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

const VARIANTS: readonly Card['variant'][] = ['feature', 'primary', 'secondary', 'warning'];
const CARE = {
  'non-urgent': 'Non-urgent advice',
  urgent: 'Urgent advice',
  emergency: 'Immediate action required',
} as const;

export function card(options: Card): Html {
  const top = words<Heading>(options.heading);
  const description = words(options.description) as Words & { classes?: string; attributes?: Attributes };
  const { variant } = options;
  const care = variant && variant in CARE && has(top) ? (variant as keyof typeof CARE) : undefined;
  const names = classes(
    'nhsuk-card',
    options.classes,
    options.clickable && 'nhsuk-card--clickable',
    variant && VARIANTS.includes(variant) && `nhsuk-card--${variant}`,
    care && 'nhsuk-card--care',
    care && `nhsuk-card--care--${care}`,
  );
  const actions = actionsOf(options.actions);
  const title = care
    ? html`${cardHeading({ ...top, visuallyHiddenText: top.visuallyHiddenText ?? CARE[care] }, names, options.href)}
  <span class="nhsuk-card--care__arrow" aria-hidden="true"></span>`
    : cardHeading(top, names, options.href);
  const isApart = care !== undefined || actions.items.length > 0;
  const content = attributes({ class: classes('nhsuk-card__content', description.classes) }, description.attributes);
  return html`<div${attributes({ class: names, id: options.id }, options.attributes)}>
  ${picture(options.image)}
  ${
    isApart &&
    html`<div class="nhsuk-card__heading-container">
    ${title}
    ${listOfActions(actions, options)}
  </div>`
  }
  <div${content}>
    ${!isApart && title}
    ${
      description.html?.text
        ? description.html
        : description.text && html`<p class="nhsuk-card__description">${description.text}</p>`
    }
    ${names.split(' ').includes('nhsuk-card--primary') && icon('chevron-right-circle')}
  </div>
</div>`;
}

/** One action, with the heading of its card for those who hear it out of its place. */
export function action(options: Action, of: Pick<Card, 'heading'> | undefined): Html {
  const top = words<Heading>(of?.heading);
  const isLink = Boolean(options.href) && !options.type;
  const list = attributes(
    { class: classes('nhsuk-link', options.classes), id: options.id },
    isLink ? { href: options.href } : { name: options.name, type: options.type ?? 'submit', value: options.value },
    options.attributes,
  );
  const hidden = options.visuallyHiddenText;
  const aside =
    (hidden || has(top)) &&
    html`<span class="nhsuk-u-visually-hidden">${hidden && html` ${hidden}`}${has(top) && html` (${shown(top)})`}</span>`;
  return element(isLink ? 'a' : 'button', list, html`${shown(options)}${aside}`);
}

/** The actions that are there, whichever way they were given. */
export function actionsOf<T extends object>(
  given: readonly Maybe<Action>[] | (T & { readonly items: readonly Maybe<Action>[] }) | undefined,
): Partial<T> & { readonly items: readonly Action[] } {
  const isThere = (item: Maybe<Action>): item is Action => Boolean(item);
  if (!given) return { items: [] } as unknown as Partial<T> & { readonly items: readonly Action[] };
  if ('items' in given) return { ...given, items: given.items.filter(isThere) };
  return { items: (given as readonly Maybe<Action>[]).filter(isThere) } as unknown as Partial<T> & {
    readonly items: readonly Action[];
  };
}

function cardHeading(top: Partial<Heading>, names: string, href: string | undefined): Piece {
  if (!top.text) return top.html;
  const hidden = top.visuallyHiddenText;
  const inner =
    href && !names.split(' ').includes('nhsuk-card--feature')
      ? html`<a class="nhsuk-card__link" href="${href}">${top.text}</a>`
      : hidden
        ? html`<span role="text">
    <span class="nhsuk-u-visually-hidden">${hidden}: </span>${top.text}
  </span>`
        : html`${top.text}`;
  const title = heading({
    id: top.id,
    html: inner,
    caption: top.caption,
    size: top.size,
    level: top.level ?? 2,
    classes: top.classes,
    className: 'nhsuk-card__heading',
    classPrefix: 'nhsuk-heading-',
    attributes: top.attributes,
  });
  return html`${title}
  ${top.html}`;
}

function listOfActions(actions: ReturnType<typeof actionsOf<{ classes?: string | undefined }>>, of: Card): Piece {
  const names = classes('nhsuk-card__actions', actions.classes);
  const [only, ...others] = actions.items;
  if (!only) return undefined;
  if (others.length === 0) {
    return html`<div class="${names}">
      ${action(only, of)}
    </div>`;
  }
  return html`<ul class="${names}">
      ${actions.items.map(
        item => html`<li class="nhsuk-card__action">
        ${action(item, of)}
      </li>`,
      )}
    </ul>`;
}

function picture(image: Card['image']): Piece {
  if (image?.html) return image.html;
  return image?.src && html`<img${attributes({ class: 'nhsuk-card__img', src: image.src, alt: image.alt ?? '' })}>`;
}

export type WarningCallout = Words &
  Pick<Card, 'id' | 'heading' | 'actions' | 'classes' | 'attributes'> & { readonly headingLevel?: Level | undefined };

/** A warning; those who hear it are told that it is important, unless its heading says so. */
export function warningCallout(options: WarningCallout): Html {
  const top = words<Heading>(options.heading);
  const saysSo = /important|Important/.test(top.text ?? '');
  return card({
    ...options,
    heading: {
      ...top,
      visuallyHiddenText: top.text && !saysSo ? (top.visuallyHiddenText ?? 'Important') : undefined,
      level: top.level ?? options.headingLevel ?? 3,
    },
    description: { text: options.text, html: options.html },
    variant: 'warning',
  });
}

export type DoDontList = Pick<Card, 'id' | 'heading' | 'classes' | 'attributes'> & {
  /** `tick` for what to do, `cross` for what not to. */
  readonly icon?: 'tick' | 'cross' | undefined;
  readonly items: readonly Maybe<WordsOr>[];
  /** The words before each item; `do not` where the icon is a cross. */
  readonly prefixText?: string | undefined;
  readonly hidePrefix?: boolean | undefined;
};

export function doDontList(options: DoDontList): Html {
  const sign = options.icon === 'cross' ? 'cross' : 'tick';
  const prefix = options.hidePrefix ? '' : options.prefixText || (sign === 'cross' ? 'do not' : '');
  const top = words<Heading>(options.heading);
  const items = options.items.map(
    item =>
      item &&
      html`<li>
    ${icon(sign)}
    ${prefix && `${prefix} `}${shown(words(item))}
  </li>`,
  );
  return card({
    ...options,
    heading: { ...top, level: top.level ?? 3 },
    description: {
      html: html`<ul class="nhsuk-list nhsuk-list--${sign}" role="list">
${items}
</ul>`,
    },
    variant: 'feature',
  });
}
