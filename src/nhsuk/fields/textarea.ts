/** A text input of several lines, with or without a count of what is left. */

import { type Html, html } from '../../platform/html.ts';
import { attributes, classes, shown, stated, translated, type Words } from '../parts.ts';
import { type Field, group, surroundings } from './group.ts';
import { hint } from './hint.ts';

export type Textarea = Field & {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly autocomplete?: string | undefined;
};

type Plurals = Readonly<Record<string, string>>;

export type CharacterCount = Textarea & {
  readonly maxlength?: number | undefined;
  readonly maxwords?: number | undefined;
  /** The share of the limit in percent from which the count is shown. */
  readonly threshold?: number | undefined;
  readonly countType?: 'characters' | 'words' | undefined;
  readonly countMessage?: { readonly classes?: string | undefined } | undefined;
  readonly textareaDescriptionText?: string | undefined;
  readonly charactersUnderLimitText?: Plurals | undefined;
  readonly charactersAtLimitText?: string | undefined;
  readonly charactersOverLimitText?: Plurals | undefined;
  readonly wordsUnderLimitText?: Plurals | undefined;
  readonly wordsAtLimitText?: string | undefined;
  readonly wordsOverLimitText?: Plurals | undefined;
};

export function textarea(options: Textarea): Html {
  const around = surroundings(options);
  const box = attributes(
    {
      class: classes('nhsuk-textarea', options.classes, around.wrong && 'nhsuk-textarea--error'),
      id: around.id,
      name: options.name,
      rows: options.rows || 5,
      spellcheck: stated(options.spellcheck),
      disabled: options.disabled,
      'aria-describedby': around.describedBy,
      autocomplete: options.autocomplete || undefined,
    },
    options.attributes,
  );
  const { formGroup } = options;
  return group(
    around.wrong,
    formGroup,
    html`${around.words}
  ${shown(formGroup?.beforeInput)}
  <textarea${box}>${firstLineKept(options.value)}</textarea>
  ${shown(formGroup?.afterInput)}
`,
  );
}

/** A textarea that says how much more may be typed. The limit itself is for the rules to hold. */
export function characterCount(options: CharacterCount): Html {
  const id = options.id || options.name;
  const countType = options.countType || (options.maxwords ? 'words' : undefined);
  const limit = options.maxwords || options.maxlength;
  const description =
    options.textareaDescriptionText || `You can enter up to %{count} ${countType === 'words' ? 'words' : 'characters'}`;
  const message: Words = { text: limit ? description.replace('%{count}', String(limit)) : undefined };
  const count = hint({
    ...message,
    id: `${id}-info`,
    classes: classes('nhsuk-character-count__message', options.countMessage?.classes),
    attributes: { hidden: !limit },
  });
  return textarea({
    ...options,
    id,
    describedBy: `${id}-info`,
    classes: classes('nhsuk-js-character-count', options.classes),
    formGroup: {
      classes: [options.formGroup?.classes, 'nhsuk-character-count'].filter(Boolean).join(' '),
      attributes: {
        'data-module': 'nhsuk-character-count',
        'data-maxlength': options.maxlength,
        'data-maxwords': options.maxwords,
        'data-threshold': options.threshold,
        'data-count-type': countType,
        ...(limit
          ? {}
          : translated(
              'textarea-description',
              options.textareaDescriptionText && { other: options.textareaDescriptionText },
            )),
        ...translated('characters-under-limit', options.charactersUnderLimitText),
        ...translated('characters-at-limit', options.charactersAtLimitText),
        ...translated('characters-over-limit', options.charactersOverLimitText),
        ...translated('words-under-limit', options.wordsUnderLimitText),
        ...translated('words-at-limit', options.wordsAtLimitText),
        ...translated('words-over-limit', options.wordsOverLimitText),
        ...options.formGroup?.attributes,
      },
      beforeInput: options.formGroup?.beforeInput,
      afterInput: { html: html`${count}${shown(options.formGroup?.afterInput)}` },
    },
  });
}

/** The parser of HTML drops a first line break in a textarea, so a value that starts with one gets a second. */
function firstLineKept(value: string | undefined): string | undefined {
  return value?.startsWith('\n') || value?.startsWith('\r\n') ? `\n${value}` : value;
}
