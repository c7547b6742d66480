/** A choice of one from a list that folds away. */

import { type Html, html } from '../../platform/html.ts';
import { type Attributes, attributes, classes, has, type Maybe } from '../parts.ts';
import { type Field, group, surroundings, wrapper } from './group.ts';

export type SelectItem =
  | { readonly divider: true }
  | {
      readonly divider?: undefined;
      readonly text: string;
      readonly value?: string | undefined;
      readonly selected?: boolean | undefined;
      readonly disabled?: boolean | undefined;
      readonly attributes?: Attributes | undefined;
    };

export type Select = Field & {
  readonly items: readonly Maybe<SelectItem>[];
  /** The value, or the text of an item without one, that is chosen already. */
  readonly value?: string | undefined;
  readonly inputWrapper?:
    | { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined }
    | undefined;
};

export function select(options: Select): Html {
  const around = surroundings(options);
  const list = attributes(
    {
      class: classes('nhsuk-select', options.classes, around.wrong && 'nhsuk-select--error'),
      id: around.id,
      name: options.name,
      disabled: options.disabled,
      'aria-describedby': around.describedBy,
    },
    options.attributes,
  );
  const box = html`<select${list}>
    ${options.items.map(item => item && option(item, options.value))}
  </select>`;
  const { formGroup, inputWrapper } = options;
  const isWrapped = has(formGroup?.beforeInput) || has(formGroup?.afterInput) || inputWrapper !== undefined;
  const line = isWrapped
    ? wrapper(
        { class: classes('nhsuk-input-wrapper', inputWrapper?.classes), ...inputWrapper?.attributes },
        formGroup,
        box,
      )
    : box;
  return group(
    around.wrong,
    formGroup,
    html`${around.words}  ${line}
`,
  );
}

function option(item: SelectItem, chosen: string | undefined): Html {
  if (item.divider) return html`<hr>`;
  const isChosen =
    item.selected || (item.selected !== false && Boolean(chosen) && (item.value ?? item.text) === chosen);
  const list = attributes({ value: item.value, selected: isChosen, disabled: item.disabled }, item.attributes);
  return html`<option${list}>${item.text}</option>`;
}
