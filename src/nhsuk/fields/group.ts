/** The box that holds a label, its notes and its input, and the options that all single inputs share. */

import { type Html, html } from '../../platform/html.ts';
import { type Attributes, attributes, classes, has, shown, type Words, type WordsOr, words } from '../parts.ts';
import { type ErrorMessage, type Hint, notes } from './hint.ts';
import { type Label, label } from './label.ts';

export type Group = {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly beforeInput?: Words | undefined;
  readonly afterInput?: Words | undefined;
};

export type Groups = Omit<Group, 'beforeInput' | 'afterInput'> & {
  readonly beforeInputs?: Words | undefined;
  readonly afterInputs?: Words | undefined;
};

export type Field = {
  readonly name: string;
  /** The id of the input; its name unless said otherwise. */
  readonly id?: string | undefined;
  readonly label?: WordsOr<Label> | undefined;
  readonly hint?: WordsOr<Hint> | undefined;
  readonly errorMessage?: WordsOr<ErrorMessage> | boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly formGroup?: Group | undefined;
};

/** What a single input needs to know of the field around it. */
export function surroundings(options: Field) {
  const id = options.id || options.name;
  const given = words<Label>(options.label);
  const about = notes(id, options);
  return {
    id,
    describedBy: about.describedBy,
    wrong: about.wrong,
    words: html`
  ${label({ ...given, for: given.for ?? id })}
  ${about.html}
`,
  };
}

/** The class names of the box, red at its edge where something is wrong. */
export function groupClasses(wrong: boolean, own: string | undefined): string {
  return classes('nhsuk-form-group', own, wrong && 'nhsuk-form-group--error');
}

/** The box around a field. */
export function group(wrong: boolean, given: Pick<Group, 'classes' | 'attributes'> | undefined, content: Html): Html {
  return html`<div${attributes({ class: groupClasses(wrong, given?.classes) }, given?.attributes)}>${content}</div>`;
}

/** The box that keeps an input and what stands before and after it on one line. */
export function wrapper(list: Attributes, formGroup: Group | undefined, input: Html): Html {
  const { beforeInput, afterInput } = formGroup ?? {};
  return html`<div${attributes(list)}>
    ${has(beforeInput) && shown(beforeInput)}
    ${input}
    ${has(afterInput) && shown(afterInput)}
  </div>`;
}
