/** A text input of one line, with its label, hint, error message, prefix and suffix. */

import { type Html, html } from '../../platform/html.ts';
import {
  type Attributes,
  attributes,
  classes,
  familyClass,
  has,
  shown,
  stated,
  type Words,
  type WordsOr,
  words,
} from '../parts.ts';
import { type Field, group, surroundings, wrapper } from './group.ts';

export type Affix = Words & { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined };

/** Widths in characters that the stylesheet knows. */
export type InputWidth = 2 | 3 | 4 | 5 | 10 | 20 | 30;

export type Input = Field & {
  readonly type?: string | undefined;
  readonly value?: string | undefined;
  readonly width?: InputWidth | undefined;
  readonly large?: boolean | undefined;
  /** Letters of one width and wider apart, for codes and numbers that are read out. */
  readonly code?: boolean | undefined;
  readonly prefix?: WordsOr<Affix> | undefined;
  readonly suffix?: WordsOr<Affix> | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly autocomplete?: string | undefined;
  readonly autocapitalize?: string | undefined;
  readonly pattern?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'search' | 'url' | undefined;
  readonly inputWrapper?:
    | { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined }
    | undefined;
};

const WIDTHS: readonly InputWidth[] = [2, 3, 4, 5, 10, 20, 30];

export function input(options: Input): Html {
  const around = surroundings(options);
  const prefix = words<Affix>(options.prefix);
  const suffix = words<Affix>(options.suffix);
  const width = familyClass('nhsuk-input--width-', options.width, WIDTHS, options.classes);
  const box = html`<input${attributes(
    {
      class: classes(
        'nhsuk-input',
        options.classes,
        options.large && 'nhsuk-input--large',
        options.code && 'nhsuk-input--code',
        around.wrong && 'nhsuk-input--error',
        width,
      ),
      id: around.id,
      name: options.name,
      type: options.type || 'text',
      spellcheck: stated(options.spellcheck),
      value: options.value,
      disabled: options.disabled,
      'aria-describedby': around.describedBy,
      autocomplete: options.autocomplete,
      autocapitalize: options.autocapitalize,
      pattern: options.pattern,
      placeholder: options.placeholder,
      inputmode: options.inputmode,
    },
    options.attributes,
  )}>`;
  const { formGroup, inputWrapper } = options;
  const isWrapped =
    has(prefix) ||
    has(suffix) ||
    has(formGroup?.beforeInput) ||
    has(formGroup?.afterInput) ||
    inputWrapper !== undefined;
  const line = isWrapped
    ? wrapper(
        {
          class: classes('nhsuk-input-wrapper', inputWrapper?.classes, options.large && 'nhsuk-input-wrapper--large'),
          ...inputWrapper?.attributes,
        },
        formGroup,
        html`${has(prefix) && affix(prefix, 'prefix')}
    ${box}
    ${has(suffix) && affix(suffix, 'suffix')}`,
      )
    : box;
  return group(
    around.wrong,
    formGroup,
    html`${around.words}  ${line}
`,
  );
}

function affix(given: Partial<Affix>, side: 'prefix' | 'suffix'): Html {
  const names = classes(`nhsuk-input-wrapper__${side}`, given.classes);
  return html`<div${attributes({ class: names, 'aria-hidden': 'true' }, given.attributes)}>${shown(given)}</div>`;
}
