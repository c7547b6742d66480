/** The box on top of a page that says what is wrong with the form, with a link to each field. */

import { type Html, html } from '../../platform/html.ts';
import { type Heading, heading } from '../heading.ts';
import {
  type Attributes,
  attributes,
  classes,
  has,
  type Maybe,
  shown,
  stated,
  type Words,
  type WordsOr,
  words,
} from '../parts.ts';

export type ErrorSummary = {
  readonly id?: string | undefined;
  readonly heading?: WordsOr<Heading> | undefined;
  readonly description?: WordsOr | undefined;
  readonly errorList?:
    | readonly Maybe<Words & { readonly href?: string | undefined; readonly attributes?: Attributes | undefined }>[]
    | undefined;
  /** More to read, below the list. */
  readonly after?: Html | undefined;
  readonly disableAutoFocus?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function errorSummary(options: ErrorSummary): Html {
  const top = words<Heading>(options.heading);
  const description = words(options.description);
  const list = attributes(
    {
      class: classes('nhsuk-error-summary', options.classes),
      id: options.id,
      'data-module': 'nhsuk-error-summary',
      'data-disable-auto-focus': stated(options.disableAutoFocus),
    },
    options.attributes,
  );
  const items = (options.errorList ?? []).map(
    item =>
      item &&
      html`<li>
          ${
            item.href
              ? html`<a${attributes({ href: item.href }, item.attributes)}>
            ${shown(item)}
          </a>`
              : shown(item)
          }
        </li>`,
  );
  return html`<div${list}>
  <div role="alert">
    ${heading({ id: top.id, text: top.text, html: top.html, level: 2, className: 'nhsuk-error-summary__heading', attributes: top.attributes })}
    <div class="nhsuk-error-summary__body">
    ${
      has(description) &&
      html`<p>
        ${shown(description)}
      </p>`
    }
    ${
      items.length > 0 &&
      html`<ul class="nhsuk-list nhsuk-error-summary__list">
      ${items}
      </ul>`
    }
    ${options.after}
    </div>
  </div>
</div>`;
}
