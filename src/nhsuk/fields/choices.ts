/** Radios and checkboxes: one answer of a few, or several. */

import { type Html, html } from '../../platform/html.ts';
import {
  type Attributes,
  attributes,
  classes,
  has,
  type Maybe,
  shown,
  type Words,
  type WordsOr,
  words,
} from '../parts.ts';
import { type Fieldset, fieldset } from './fieldset.ts';
import { type Groups, group } from './group.ts';
import { type ErrorMessage, type Hint, hint, notes } from './hint.ts';
import { type Label, label } from './label.ts';

export type Choice = Words & {
  readonly id?: string | undefined;
  readonly value: string;
  readonly label?: WordsOr<Label> | undefined;
  readonly hint?: WordsOr<Hint> | undefined;
  readonly checked?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** What is asked only of those who choose this item. */
  readonly conditional?: { readonly html?: Html | undefined } | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly divider?: undefined;
};

export type Divider = { readonly divider: string; readonly behaviour?: Behaviour | undefined };

/** `exclusive`: choosing it clears the others. `inclusive`: choosing it chooses them all; it needs scripts. */
type Behaviour = 'exclusive' | 'inclusive';

export type Checkbox = Choice & {
  readonly name?: string | undefined;
  readonly behaviour?: Behaviour | undefined;
  readonly behaviourGroup?: string | undefined;
};

type Choices<Item> = {
  readonly name: string;
  /** What the ids of the items begin with; the name unless said otherwise. The first item has it bare. */
  readonly idPrefix?: string | undefined;
  readonly id?: string | undefined;
  readonly fieldset?: Omit<Fieldset, 'html'> | undefined;
  readonly hint?: WordsOr<Hint> | undefined;
  readonly errorMessage?: WordsOr<ErrorMessage> | boolean | undefined;
  readonly items: readonly Maybe<Item | Divider>[];
  readonly small?: boolean | undefined;
  readonly inline?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly formGroup?: Groups | undefined;
};

export type Radios = Choices<Choice> & { readonly value?: string | undefined };
export type Checkboxes = Choices<Checkbox> & {
  readonly values?: readonly string[] | undefined;
  readonly describedBy?: string | undefined;
};

export function radios(options: Radios): Html {
  return choices(
    'radios',
    options,
    options.fieldset?.describedBy,
    value => Boolean(options.value) && value === options.value,
  );
}

export function checkboxes(options: Checkboxes): Html {
  const describedBy = options.fieldset?.describedBy || options.describedBy;
  return choices('checkboxes', options, describedBy, value => options.values?.includes(value) ?? false);
}

type Kind = 'radios' | 'checkboxes';

function choices(
  kind: Kind,
  options: Choices<Checkbox>,
  describedFrom: string | undefined,
  isChosen: (value: string) => boolean,
): Html {
  const idPrefix = options.idPrefix || options.name;
  const about = notes(idPrefix, { ...options, describedBy: describedFrom });
  const base = `nhsuk-${kind}`;
  const list = attributes(
    {
      class: classes(base, options.classes, options.small && `${base}--small`, options.inline && `${base}--inline`),
      id: options.id,
      'data-module': base,
    },
    options.attributes,
  );
  // Without a fieldset to name the notes, each checkbox names them; a radio never does.
  const itemDescribedBy = kind === 'checkboxes' && !options.fieldset ? about.describedBy : undefined;
  const items = options.items.map((item, index) => {
    if (!item) return undefined;
    if (item.divider !== undefined) return divider(kind, item);
    const id = item.id || (index > 0 ? `${idPrefix}-${index + 1}` : idPrefix);
    const checked = item.checked || (item.checked !== false && isChosen(item.value));
    return choice(kind, item, {
      id,
      checked,
      name: item.name || options.name,
      allDisabled: options.disabled,
      itemDescribedBy,
    });
  });
  const inner = html`${about.html}
  <div${list}>
    ${shown(options.formGroup?.beforeInputs)}
    ${items}
    ${shown(options.formGroup?.afterInputs)}
  </div>`;
  return group(
    about.wrong,
    options.formGroup,
    html`
  ${options.fieldset ? fieldset({ ...options.fieldset, html: inner, describedBy: about.describedBy }) : inner}
`,
  );
}

type Place = {
  readonly id: string;
  readonly name: string;
  readonly checked: boolean;
  readonly allDisabled: boolean | undefined;
  readonly itemDescribedBy: string | undefined;
};

function choice(kind: Kind, item: Checkbox, { id, name, checked, allDisabled, itemDescribedBy }: Place): Html {
  const base = `nhsuk-${kind}`;
  const itemLabel = words<Label>(item.label);
  const itemHint = words<Hint>(item.hint);
  const hintId = itemHint.id ?? `${id}-item-hint`;
  const conditional = item.conditional?.html?.text ? item.conditional.html : undefined;
  const list = attributes(
    {
      class: classes(`${base}__input`, item.classes),
      id,
      name,
      type: kind === 'radios' ? 'radio' : 'checkbox',
      value: item.value,
      checked,
      disabled: item.disabled || (item.disabled !== false && allDisabled),
      'data-behaviour': item.behaviour,
      'data-behaviour-group': item.behaviourGroup,
      'data-aria-controls': conditional && `conditional-${id}`,
      'aria-describedby': [itemDescribedBy, has(itemHint) && hintId].filter(Boolean).join(' ') || undefined,
    },
    item.attributes,
  );
  return html`<div class="${withScripts(`${base}__item`, item.behaviour)}">
      <input${list}>
      ${label({
        ...itemLabel,
        html: itemLabel.html ?? item.html,
        text: itemLabel.text ?? item.text,
        for: id,
        classes: classes(`${base}__label`, itemLabel.classes),
      })}
      ${has(itemHint) && hint({ ...itemHint, id: hintId, classes: classes(`${base}__hint`, itemHint.classes) })}
    </div>
    ${
      conditional &&
      html`<div class="${classes(`${base}__conditional`, undefined, !checked && `${base}__conditional--hidden`)}" id="conditional-${id}">
      ${conditional}
    </div>`
    }`;
}

function divider(kind: Kind, item: Divider): Html {
  return html`<div class="${withScripts(`nhsuk-${kind}__divider`, item.behaviour)}">${item.divider}</div>`;
}

/** An inclusive item works by script alone, so it is hidden where there is none. */
function withScripts(className: string, behaviour: Behaviour | undefined): string {
  return behaviour === 'inclusive' ? `${className} nhsuk-u-frontend-not-supported-hidden` : className;
}
