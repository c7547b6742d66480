/** What stands beside a field: the hint before it, and the words of what is wrong with it. */

import { type Html, html } from '../../platform/html.ts';
import { type Attributes, attributes, classes, has, shown, type Words, type WordsOr, words } from '../parts.ts';

export type Hint = Words & {
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type ErrorMessage = Hint & {
  /** The word before the message for those who hear it, `Error` unless said otherwise. Empty leaves it out. */
  readonly visuallyHiddenText?: string | undefined;
};

export function hint(options: Hint): Html {
  return html`<div${attributes({ class: classes('nhsuk-hint', options.classes), id: options.id }, options.attributes)}>
  ${shown(options)}
</div>`;
}

export function errorMessage(options: ErrorMessage): Html {
  const hidden = options.visuallyHiddenText ?? 'Error';
  return html`<span${attributes({ class: classes('nhsuk-error-message', options.classes), id: options.id }, options.attributes)}>
  ${hidden && html`<span class="nhsuk-u-visually-hidden">${hidden}: </span>`}${shown(options)}
</span>`;
}

/**
 * Hint and error message of the field with this id, and the ids that its input must name in
 * `aria-describedby`. `true` for the error message marks the field without saying anything.
 */
export function notes(
  id: string | undefined,
  given: {
    readonly hint?: WordsOr<Hint> | undefined;
    readonly errorMessage?: WordsOr<ErrorMessage> | boolean | undefined;
    readonly describedBy?: string | undefined;
  },
): {
  readonly html: Html;
  readonly describedBy: string | undefined;
  readonly wrong: boolean;
  readonly hasMessage: boolean;
} {
  const about = words<Hint>(given.hint);
  const message = words<ErrorMessage>(given.errorMessage === true ? undefined : given.errorMessage);
  const hintId = about.id ?? `${id}-hint`;
  const errorId = message.id ?? `${id}-error`;
  return {
    html: html`${has(about) && hint({ ...about, id: hintId })}
${has(message) && errorMessage({ ...message, id: errorId })}`,
    describedBy:
      [given.describedBy, has(about) && hintId, has(message) && errorId].filter(Boolean).join(' ') || undefined,
    wrong: has(message) || given.errorMessage === true,
    hasMessage: has(message),
  };
}
