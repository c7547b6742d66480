/** Headings and the captions that stand above, inside or below them. */

import { type Html, html } from '../platform/html.ts';
import {
  type Attributes,
  attributes,
  classes,
  element,
  familyClass,
  has,
  shown,
  type Words,
  type WordsOr,
  words,
} from './parts.ts';

export type Size = 'xxs' | 'xs' | 's' | 'm' | 'l' | 'xl';
export type Level = 1 | 2 | 3 | 4 | 5 | 6;

export type Caption = Words & {
  readonly id?: string | undefined;
  readonly size?: Size | 'xxl' | undefined;
  /** `before` and `after` stand outside the heading, `start` (the default) and `end` inside it. */
  readonly placement?: 'before' | 'start' | 'end' | 'after' | undefined;
  readonly element?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type Heading = Words & {
  readonly id?: string | undefined;
  readonly visuallyHiddenText?: string | undefined;
  readonly caption?: WordsOr<Caption> | undefined;
  readonly href?: string | undefined;
  readonly level?: Level | undefined;
  readonly size?: Size | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly element?: string | undefined;
};

/** How a component bends a heading to its own class names. */
type Bent = Heading & {
  readonly className?: string | undefined;
  readonly classPrefix?: string | undefined;
  readonly sizes?: readonly Size[] | undefined;
};

const SIZES: readonly Size[] = ['xxs', 'xs', 's', 'm', 'l', 'xl'];

/** The words above, inside or below a heading. */
export function caption(options: Caption): Html {
  const size = familyClass('nhsuk-caption-', options.size, ['m', 'l', 'xl', 'xxl'], options.classes);
  const bottom = options.placement === 'after' || options.placement === 'end';
  const names = classes(size ?? 'nhsuk-caption', options.classes, bottom && 'nhsuk-caption--bottom');
  return element(
    options.element ?? 'span',
    attributes({ class: names, id: options.id }, options.attributes),
    html`
  ${shown(options)}
`,
  );
}

/** A heading, level 1 unless said otherwise. Nothing at all when there are no words. */
export function heading(options: Bent): Html {
  if (!has(options)) return html``;
  const className = options.className ?? 'nhsuk-heading';
  const prefix = options.classPrefix ?? `${className}-`;
  const sizeClass = familyClass(prefix, options.size, options.sizes ?? SIZES, options.classes);
  const size = sizeClass === undefined ? undefined : options.size;
  const isOwnSize = sizeClass !== undefined && prefix === `${className}-`;
  const names = classes(isOwnSize ? sizeClass : className, options.classes, !isOwnSize && sizeClass);

  const given = words<Caption>(options.caption);
  const small = { ...given, size: given.size ?? size };
  const shownAs = (placement: Caption['placement']) =>
    has(small) && (small.placement ?? 'start') === placement && caption(small);
  const link = options.href ? html`<a class="nhsuk-link" href="${options.href}">${shown(options)}</a>` : shown(options);
  const hidden = options.visuallyHiddenText;

  return html`${shownAs('before')}
${element(
  options.element ?? `h${options.level ?? 1}`,
  attributes({ class: names || undefined, id: options.id }, options.attributes),
  html`
  ${shownAs('start')}
  ${link}${hidden ? html`<span class="nhsuk-u-visually-hidden"> ${hidden}</span>` : ''}
  ${shownAs('end')}
`,
)}
${shownAs('after')}`;
}
