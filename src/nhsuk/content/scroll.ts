/** A box that scrolls sideways, for what is wider than a narrow screen. */

import { type Html, html } from '../../platform/html.ts';
import { type Attributes, attributes, classes, shown, type Words } from '../parts.ts';

export type Scroll = Words & {
  readonly id?: string | undefined;
  readonly labelledBy?: string | undefined;
  readonly variant?: 'reverse' | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function scroll(options: Scroll): Html {
  const list = attributes(
    {
      class: classes('nhsuk-scroll', options.classes, options.variant === 'reverse' && 'nhsuk-scroll--reverse'),
      id: options.id,
      'data-module': 'nhsuk-scroll',
    },
    options.attributes,
  );
  return html`<div${list}>
  <div class="nhsuk-scroll__content" role="region"${attributes({ 'aria-labelledby': options.labelledBy })}>
    ${options.html ?? html`<p>${shown(options)}</p>`}
  </div>
</div>`;
}
