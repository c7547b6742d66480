/** A date in three boxes: day, month, year. */

import { type Html, html } from '../../platform/html.ts';
import { type Attributes, attributes, classes, type Maybe, shown, type WordsOr, words } from '../parts.ts';
import { type Fieldset, fieldset } from './fieldset.ts';
import { type Groups, group } from './group.ts';
import { type ErrorMessage, type Hint, notes } from './hint.ts';
import { type Input, input } from './input.ts';
import type { Label } from './label.ts';

export type DateBox = Omit<Input, 'name' | 'hint' | 'errorMessage' | 'formGroup' | 'inputWrapper'> & {
  readonly name?: string | undefined;
  /** `true` marks this box alone, `false` spares it. */
  readonly error?: boolean | undefined;
};

export type DateInput = {
  readonly id?: string | undefined;
  /** Box names become `prefix[day]`. */
  readonly namePrefix?: string | undefined;
  readonly fieldset?: Omit<Fieldset, 'html'> | undefined;
  readonly hint?: WordsOr<Hint> | undefined;
  readonly errorMessage?: WordsOr<ErrorMessage> | boolean | undefined;
  /** `false` leaves a box out. */
  readonly day?: DateBox | false | undefined;
  readonly month?: DateBox | false | undefined;
  readonly year?: DateBox | false | undefined;
  /** Boxes of one's own, in place of the three. */
  readonly items?: readonly Maybe<DateBox>[] | undefined;
  readonly values?: Readonly<Record<string, string | undefined>> | undefined;
  readonly disabled?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly formGroup?: Groups | undefined;
};

export function dateInput(options: DateInput): Html {
  const about = notes(options.id, { ...options, describedBy: options.fieldset?.describedBy });
  const boxes = boxesOf(options);
  const anyMarked = boxes.some(box => box && isMarked(box));
  const items = boxes.map(box => {
    if (!box) return undefined;
    const wrong = isMarked(box) || (box.error !== false && about.wrong && !anyMarked);
    return dateBox(options, box, wrong);
  });
  const list = attributes({ class: classes('nhsuk-date-input', options.classes), id: options.id }, options.attributes);
  const inner = html`${about.html}
  <div${list}>
    ${shown(options.formGroup?.beforeInputs)}
    ${items}
    ${shown(options.formGroup?.afterInputs)}
  </div>`;
  // Without the role a screen reader leaves out the description of a group of text boxes.
  const role = options.fieldset?.role ?? 'group';
  return group(
    about.wrong || anyMarked,
    options.formGroup,
    html`
  ${options.fieldset ? fieldset({ ...options.fieldset, role, html: inner, describedBy: about.describedBy }) : inner}
`,
  );
}

type Box = DateBox & { readonly name: string };

/** The boxes with names, values and widths filled in: the three of a date, or the caller's own. */
function boxesOf(options: DateInput): readonly Maybe<Box>[] {
  const parts = ['day', 'month', 'year'] as const;
  const three = parts.map(part => {
    const given = options[part];
    return given === false
      ? false
      : withDefaults({ ...given, name: given?.name ?? part }, options.values?.[part], part === 'year' ? 4 : 2);
  });
  if (!options.items?.length) return three;
  return options.items.map(item => {
    if (!item) return item;
    const part = parts.find((name, i) => item.name === name || (three[i] && item.name === three[i].name));
    const standard = part && three[parts.indexOf(part)];
    const box: Box = { ...item, name: item.name ?? '' };
    return withDefaults(box, (standard || undefined)?.value ?? options.values?.[box.name], part === 'year' ? 4 : 2);
  });
}

function withDefaults(box: Box, value: string | undefined, width: 2 | 4): Box {
  return { ...box, value: box.value ?? value, width: box.width ?? width };
}

function isMarked(box: DateBox): boolean {
  return box.error === true || (box.classes?.includes('nhsuk-input--error') ?? false);
}

function dateBox(options: DateInput, box: Box, wrong: boolean): Html {
  const given = words<Label>(box.label);
  return html`<div class="nhsuk-date-input__item">
  ${input({
    ...box,
    label: {
      ...given,
      text: given.text ?? box.name.charAt(0).toUpperCase() + box.name.slice(1),
      classes: classes('nhsuk-date-input__label', given.classes),
    },
    errorMessage: wrong && !box.classes?.includes('nhsuk-input--error'),
    id: box.id || `${options.id}-${box.name}`,
    name: options.namePrefix ? `${options.namePrefix}[${box.name}]` : box.name,
    inputmode: box.inputmode ?? 'numeric',
    disabled: box.disabled ?? options.disabled,
    classes: classes('nhsuk-date-input__input', box.classes),
  })}
</div>`;
}
