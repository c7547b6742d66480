/** The words of a field: the label of one input, the legend of a group, each of which may be the page's heading. */

import { type Html, html } from '../../platform/html.ts';
import { type Caption, caption, type Heading, heading, type Level, type Size } from '../heading.ts';
import {
  type Attributes,
  attributes,
  classes,
  element,
  familyClass,
  has,
  type Words,
  type WordsOr,
  words,
} from '../parts.ts';

export type Label = Words & {
  readonly id?: string | undefined;
  readonly for?: string | undefined;
  readonly visuallyHiddenText?: string | undefined;
  readonly caption?: WordsOr<Caption> | undefined;
  readonly size?: Size | undefined;
  /** The label in a heading: the words of it, its options, or `true` to wrap `text` as it stands. */
  readonly heading?: WordsOr<Heading> | boolean | undefined;
  readonly isPageHeading?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type Legend = Omit<Label, 'for'>;

const SIZES: readonly Size[] = ['s', 'm', 'l', 'xl'];

/** The label of one input. */
export function label(options: Label): Html {
  const parts = partsOf(options);
  if (!has(parts)) return html``;
  const { placement } = parts.caption;
  const inner = heading({
    ...parts,
    caption: placement === 'before' || placement === 'after' ? undefined : parts.caption,
    sizes: SIZES,
    className: 'nhsuk-label',
    classPrefix: 'nhsuk-label--',
    classes: options.classes,
    attributes: { for: options.for, ...options.attributes },
    element: 'label',
  });
  return html`${placement === 'before' && caption(parts.caption)}
${parts.wrapped ? wrap('nhsuk-label-wrapper', parts.wrapped, inner) : inner}
${placement === 'after' && caption(parts.caption)}`;
}

/** The legend of a group of inputs. */
export function legend(options: Legend): Html {
  const parts = partsOf(options);
  if (!has(parts)) return html``;
  const before = parts.caption.placement === 'before';
  const small = before ? { ...parts.caption, placement: 'start' as const } : parts.caption;
  const size = familyClass('nhsuk-fieldset__legend--', parts.size, SIZES, options.classes);
  const names = classes('nhsuk-fieldset__legend', options.classes, size);
  const shared = {
    text: parts.html ? undefined : parts.text,
    html: parts.html,
    visuallyHiddenText: parts.visuallyHiddenText,
    caption: small.placement === 'after' ? undefined : small,
  };
  const wrapped = parts.wrapped && {
    ...shared,
    id: parts.wrapped.id,
    level: parts.wrapped.level,
    className: 'nhsuk-fieldset__heading',
    attributes: parts.wrapped.attributes,
  };
  return html`${
    wrapped
      ? element(
          'legend',
          attributes({ class: names, id: options.id }, options.attributes),
          html`
  ${heading(wrapped)}
`,
        )
      : heading({ ...shared, id: options.id, className: names, attributes: options.attributes, element: 'legend' })
  }
${small.placement === 'after' && caption(small)}`;
}

type Wrapped = { id?: string | undefined; level?: Level | undefined; attributes?: Attributes | undefined };

/** The words, caption and size of a label or legend, and the heading that wraps it, if one does. */
function partsOf(options: Label) {
  const given = options.heading;
  const top = words<Heading>(given === true ? undefined : given);
  const isHeading =
    (options.isPageHeading === true && given !== false) || (options.isPageHeading !== false && Boolean(given));
  const size = (isHeading ? top.size : undefined) ?? options.size;
  const small = words<Caption>((isHeading ? top.caption : undefined) ?? options.caption);
  return {
    id: options.id,
    text: isHeading ? (top.text ?? options.text) : (options.text ?? top.text),
    html: isHeading ? (top.html ?? options.html) : (options.html ?? top.html),
    visuallyHiddenText: (isHeading ? top.visuallyHiddenText : undefined) ?? options.visuallyHiddenText,
    size,
    caption: { ...small, size: small.size ?? size },
    wrapped: isHeading && ({ id: top.id, level: top.level, attributes: top.attributes } satisfies Wrapped),
  };
}

function wrap(className: string, wrapped: Wrapped, inner: Html): Html {
  return element(
    `h${wrapped.level ?? 1}`,
    attributes({ class: className, id: wrapped.id }, wrapped.attributes),
    html`
  ${inner}
`,
  );
}
