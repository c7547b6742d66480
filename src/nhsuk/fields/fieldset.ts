/** A group of inputs with its legend. */

import { type Html, html } from '../../platform/html.ts';
import { type Attributes, attributes, classes, type WordsOr, words } from '../parts.ts';
import { type Legend, legend } from './label.ts';

export type Fieldset = {
  readonly id?: string | undefined;
  readonly legend?: WordsOr<Legend> | undefined;
  readonly describedBy?: string | undefined;
  readonly role?: string | undefined;
  readonly html?: Html | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function fieldset(options: Fieldset): Html {
  const list = attributes(
    {
      class: classes('nhsuk-fieldset', options.classes),
      id: options.id,
      role: options.role,
      'aria-describedby': options.describedBy || undefined,
    },
    options.attributes,
  );
  return html`<fieldset${list}>
  ${legend(words<Legend>(options.legend))}
  ${options.html}
</fieldset>`;
}
