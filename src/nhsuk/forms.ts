/**
 * Forms as pages write them: one call for each field, which finds its own problems and keeps what was typed.
 *
 * The id of a field is its name, so that the summary's link `#name` leads to the first input of it.
 */

import { type Html, html, type Piece } from '../platform/html.ts';
import { button } from './content/button.ts';
import { checkboxes, radios } from './fields/choices.ts';
import { dateInput } from './fields/date-input.ts';
import { fileUpload } from './fields/file-upload.ts';
import { type Input, type InputWidth, input } from './fields/input.ts';
import { select } from './fields/select.ts';
import { characterCount, textarea } from './fields/textarea.ts';
import type { Maybe } from './parts.ts';
import { oneText, type Problem, problemsOf } from './problem.ts';

/** What was sent, by the names of the inputs. A name that was sent twice or more has a list. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a page knows of a form that came back: what is wrong, and what was typed. */
export type Form = {
  readonly action: string;
  readonly method?: 'get' | 'post' | undefined;
  /** The token against forgery, sent as `_csrf`. */
  readonly csrf?: string | undefined;
  /** The id that makes the same command, sent twice, have one effect; sent as `commandId`. */
  readonly commandId?: string | undefined;
  /** The form carries files. */
  readonly multipart?: boolean | undefined;
  /** More that travels with the form unseen, such as the amount that the person saw. */
  readonly hidden?: Values | undefined;
};

/** What every field takes. */
export type Asked = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | Html | undefined;
  readonly problems?: readonly Problem[] | undefined;
  /** Everything that was typed; the field takes its own from it. */
  readonly values?: Values | undefined;
  /** What to begin with, where nothing was typed yet. */
  readonly value?: string | undefined;
  /** `l` for the only question of a page (its heading), `m` for one of several, `s` for small ones. */
  readonly labelSize?: 's' | 'm' | 'l' | 'xl' | undefined;
  /** The label is the page's heading. */
  readonly isPageHeading?: boolean | undefined;
};

export type Option = {
  readonly value: string;
  readonly text: string;
  readonly hint?: string | undefined;
  /** What is asked only of those who choose this. */
  readonly conditional?: Html | undefined;
};

/** The form around its fields. Checks of the browser's own are off: the server words the problems. */
export function form(given: Form, ...content: readonly Piece[]): Html {
  const hidden: Values = { _csrf: given.csrf, commandId: given.commandId, ...given.hidden };
  return html`<form action="${given.action}" method="${given.method ?? 'post'}"${given.multipart && html` enctype="multipart/form-data"`} novalidate>
${Object.entries(hidden).map(([name, value]) => hiddenInputs(name, value))}
${content}
</form>`;
}

/** One hidden input for each value. */
function hiddenInputs(name: string, value: Values[string]): Piece {
  return listed(value).map(one => html`<input type="hidden" name="${name}" value="${one}">`);
}

/** The button that sends the form; a second press within a second is passed over. */
export function submitButton(text: string, variant?: 'secondary' | 'warning' | 'reverse'): Html {
  return button({ text, variant, preventDoubleClick: true });
}

export type TextAsked = Asked &
  Pick<Input, 'autocomplete' | 'inputmode' | 'spellcheck' | 'prefix' | 'suffix' | 'type' | 'code'> & {
    readonly width?: InputWidth | undefined;
  };

/** One line of text. */
export function textField(asked: TextAsked): Html {
  const { name, autocomplete, inputmode, spellcheck, prefix, suffix, type, code, width } = asked;
  const shared = { autocomplete, inputmode, spellcheck, prefix, suffix, type, code, width };
  return input({ ...shared, ...worded(asked), name, value: typed(asked) });
}

/** An amount in pounds, as people write it; values/pence.ts reads it. */
export function moneyField(asked: Asked & { readonly width?: InputWidth | undefined }): Html {
  return textField({ ...asked, width: asked.width ?? 10, prefix: '£', inputmode: 'decimal', spellcheck: false });
}

/** Several lines of text; with `maxlength` the person sees how much is left. */
export function textareaField(
  asked: Asked & { readonly rows?: number | undefined; readonly maxlength?: number | undefined },
): Html {
  const options = { ...worded(asked), name: asked.name, value: typed(asked), rows: asked.rows };
  return asked.maxlength === undefined ? textarea(options) : characterCount({ ...options, maxlength: asked.maxlength });
}

type Choosing = Asked & { readonly options: readonly Maybe<Option>[]; readonly small?: boolean | undefined };

/** One answer of a few. */
export function radiosField(asked: Choosing & { readonly inline?: boolean | undefined }): Html {
  return radios({
    ...grouped(asked),
    name: asked.name,
    value: typed(asked),
    small: asked.small,
    inline: asked.inline,
    items: itemsOf(asked.options),
  });
}

/** Any number of answers; `value` is not used, what to begin with stands in `chosen`. */
export function checkboxesField(asked: Choosing & { readonly chosen?: readonly string[] | undefined }): Html {
  return checkboxes({
    ...grouped(asked),
    name: asked.name,
    values: asked.values ? listed(asked.values[asked.name]) : (asked.chosen ?? []),
    small: asked.small,
    items: itemsOf(asked.options),
  });
}

/** One answer of many. The first option is empty, so that nothing is chosen for the person. */
export function selectField(
  asked: Asked & { readonly options: readonly Maybe<Option>[]; readonly empty?: string | undefined },
): Html {
  const items = asked.options.map(option => option && { value: option.value, text: option.text });
  return select({
    ...worded(asked),
    name: asked.name,
    value: typed(asked),
    items: [{ value: '', text: asked.empty ?? 'Select an option' }, ...items],
  });
}

/**
 * A date in three boxes, sent as `name-day`, `name-month` and `name-year`. A problem may lie with the whole date
 * (`name`) or with one box. `value` is an ISO date.
 */
export function dateField(asked: Asked): Html {
  const { name, problems } = asked;
  const [year, month, day] = asked.value?.split('-') ?? [];
  const start: Readonly<Record<string, string | undefined>> = { day, month, year };
  const parts = ['day', 'month', 'year'] as const;
  const texts = [name, ...parts.map(part => `${name}-${part}`)].map(field => problemsOf(problems, field));
  const isWhole = texts[0] !== undefined;
  const boxes = parts.map((part, index) => {
    const field = `${name}-${part}`;
    // The first box bears the name of the whole date, so that the summary's link leads somewhere, unless it is at fault itself.
    const isFirst = index === 0 && (isWhole || texts[1] === undefined);
    return {
      name: field,
      id: isFirst ? name : field,
      label: {
        text: part.charAt(0).toUpperCase() + part.slice(1),
        // Both the date and its day are at fault: the day's link leads to its label.
        id: index === 0 && isWhole && texts[1] !== undefined ? field : undefined,
      },
      value: asked.values ? single(asked.values[field]) : start[part]?.replace(/^0+/, ''),
      width: part === 'year' ? (4 as const) : (2 as const),
      error: !isWhole && texts[index + 1] !== undefined ? true : undefined,
    };
  });
  return dateInput({
    ...grouped(asked),
    id: `${name}-date`,
    errorMessage: oneText(texts),
    items: boxes,
  });
}

/** A file. What was chosen can't be kept: the browser allows no page to fill this in. Give the form `multipart`. */
export function fileField(
  asked: Asked & { readonly accept?: string | undefined; readonly multiple?: boolean | undefined },
): Html {
  return fileUpload({
    ...worded(asked),
    name: asked.name,
    multiple: asked.multiple,
    attributes: { accept: asked.accept },
  });
}

/** Label, hint and problem of a single input. */
function worded(asked: Asked) {
  return {
    id: asked.name,
    label: { text: asked.label, size: asked.labelSize, isPageHeading: asked.isPageHeading },
    hint: asked.hint,
    errorMessage: problemsOf(asked.problems, asked.name),
  };
}

/** Legend, hint and problem of a group of inputs. */
function grouped(asked: Asked) {
  return {
    idPrefix: asked.name,
    fieldset: { legend: { text: asked.label, size: asked.labelSize, isPageHeading: asked.isPageHeading } },
    hint: asked.hint,
    errorMessage: problemsOf(asked.problems, asked.name),
  };
}

/** Without those that are left out: the first that is shown carries the field's id, to which a problem's link leads. */
function itemsOf(options: readonly Maybe<Option>[]) {
  return options
    .filter(option => !!option)
    .map(option => ({
      value: option.value,
      text: option.text,
      hint: option.hint,
      conditional: option.conditional && { html: option.conditional },
    }));
}

/** What was typed, or where nothing was sent yet, what to begin with. */
function typed(asked: Asked): string | undefined {
  return asked.values ? single(asked.values[asked.name]) : asked.value;
}

function single(value: Values[string]): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value[0];
}

function listed(value: Values[string]): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
