/** Small blocks of content: details that fold away, text set apart, tags, panels. */

import { type Html, html } from '../../platform/html.ts';
import { type Heading, heading } from '../heading.ts';
import {
  type Attributes,
  attributes,
  classes,
  familyClass,
  has,
  shown,
  type Words,
  type WordsOr,
  words,
} from '../parts.ts';

type Block = Words & {
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type Details = Block & {
  readonly summary: WordsOr<
    Words & { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined }
  >;
  readonly open?: boolean | undefined;
  readonly variant?: 'reverse' | undefined;
};

/** What only some need to read, behind a line that says what it is. */
export function details(options: Details): Html {
  const top = words(options.summary) as Words & { classes?: string; attributes?: Attributes };
  const names = classes('nhsuk-details', options.classes, options.variant === 'reverse' && 'nhsuk-details--reverse');
  const list = attributes({ class: names, id: options.id }, options.attributes, { open: options.open });
  return html`<details${list}>
  <summary${attributes({ class: classes('nhsuk-details__summary', top.classes) }, top.attributes)}>
    <span class="nhsuk-details__summary-text">
      ${shown(top)}
    </span>
  </summary>
  <div class="nhsuk-details__text">
    ${shown(options)}
  </div>
</details>`;
}

/** Text set apart from what is around it. */
export function insetText(options: Block & { readonly visuallyHiddenText?: string | undefined }): Html {
  const list = attributes({ class: classes('nhsuk-inset-text', options.classes), id: options.id }, options.attributes);
  return html`<div${list}>
  <span class="nhsuk-u-visually-hidden">${options.visuallyHiddenText || 'Information'}: </span>
  ${options.html?.text ? options.html : options.text && html`<p>${options.text}</p>`}
</div>`;
}

export type TagColour =
  | 'white'
  | 'grey'
  | 'green'
  | 'aqua-green'
  | 'blue'
  | 'purple'
  | 'pink'
  | 'red'
  | 'orange'
  | 'yellow';

export type Tag = Block & {
  /** `false` for no colour at all. The words must say it all: a colour is never the only sign. */
  readonly colour?: TagColour | false | undefined;
  readonly border?: boolean | undefined;
};

const COLOURS: readonly TagColour[] = [
  'white',
  'grey',
  'green',
  'aqua-green',
  'blue',
  'purple',
  'pink',
  'red',
  'orange',
  'yellow',
];

/** The status of something, in a word or two. */
export function tag(options: Tag): Html {
  const names = classes(
    'nhsuk-tag',
    options.classes,
    familyClass('nhsuk-tag--', options.colour || undefined, COLOURS, options.classes),
    options.colour === false && 'nhsuk-tag--no-colour',
    options.border === false && 'nhsuk-tag--no-border',
  );
  return html`<strong${attributes({ class: names, id: options.id }, options.attributes)}>
  ${shown(options)}
</strong>`;
}

export type Panel = Block & {
  readonly heading?: WordsOr<Heading> | undefined;
  /** `interruption` asks for attention before going on; without it the panel confirms that something is done. */
  readonly variant?: 'interruption' | undefined;
};

export function panel(options: Panel): Html {
  const top = words<Heading>(options.heading);
  const names = classes(
    'nhsuk-panel',
    options.classes,
    options.variant === 'interruption' && 'nhsuk-panel--interruption',
  );
  return html`<div${attributes({ class: names, id: options.id }, options.attributes)}>
  ${heading({ ...top, sizes: ['m', 'l', 'xl'], className: 'nhsuk-panel__heading', classPrefix: 'nhsuk-panel__heading--' })}
  ${
    has(options) &&
    html`<div class="nhsuk-panel__body">
    ${shown(options)}
  </div>`
  }
</div>`;
}
