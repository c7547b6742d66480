/** The fields of sections and entries as forms: one shape, one way to draw, one way back to text, from the rules' table. */
import { z } from 'zod';
import { checkboxesField, dateField, selectField, textareaField, textField } from '../../../nhsuk/forms.ts';
import { date, flag, optionalText } from '../../../platform/forms.ts';
import type { Html } from '../../../platform/html.ts';
import type { Problem, Typed } from '../../../platform/http.ts';
import { CHOICE_WORDS, PART_FIELD_FOR_PERSON, PART_FIELD_WORDS } from '../../../rules/plan/plan-part-words.ts';
import type { Field, SectionContent } from '../../../rules/plan/plan-sections.ts';
import { longDate, readIsoDate } from '../../../values/dates.ts';

/** One shape for many parts: each keeps the fields that it has. */
export function shapeOf(fields: readonly Field[]): z.ZodObject {
  return z.object(Object.fromEntries(fields.map(field => [field.name, shapeOfField(field)])));
}

function shapeOfField({ form, most }: Field): z.ZodType {
  if (form === 'date') return date('Enter a date, such as 31 3 2027').optional();
  return form === 'tick' ? flag() : optionalText(most ?? 100);
}

/** What was sent, as the text that is kept. */
export function contentOf(values: Readonly<Record<string, unknown>>): SectionContent {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === true
        ? 'yes'
        : value instanceof Temporal.PlainDate
          ? value.toString()
          : typeof value === 'string'
            ? value
            : '',
    ]),
  );
}

export type Filled = {
  readonly content: SectionContent;
  readonly problems: readonly Problem[];
  readonly typed: Typed | undefined;
  readonly forPerson: boolean;
  /** For a field that asks which outcome it is for. */
  readonly outcomes?: readonly { readonly outcomeId: string; readonly words: string }[];
};

/** What a field is called. */
export function labelOf(name: string, forPerson: boolean): string {
  return (forPerson ? PART_FIELD_FOR_PERSON[name] : undefined) ?? PART_FIELD_WORDS[name] ?? name;
}

/** Draws one field. */
export function drawField(field: Field, { content, problems, typed, forPerson, outcomes = [] }: Filled): Html {
  const { name, form, must } = field;
  const label = labelOf(name, forPerson);
  const shared = {
    name,
    label: must === true ? label : `${label} (optional)`,
    problems,
    values: typed,
    value: content[name],
  };
  switch (form) {
    case 'text':
      return textareaField({ ...shared, rows: 3 });
    case 'date':
      return dateField(shared);
    case 'tick':
      return checkboxesField({
        ...shared,
        chosen: content[name] ? ['yes'] : [],
        options: [{ value: 'yes', text: 'Yes' }],
      });
    case 'choice':
      return selectField({
        ...shared,
        options: field.choices!.map(value => ({ value, text: CHOICE_WORDS[name]?.[value] ?? value })),
      });
    case 'outcome':
      return selectField({
        ...shared,
        options: outcomes.map(({ outcomeId, words }) => ({ value: outcomeId, text: words })),
      });
    case 'score':
      return textField({ ...shared, width: 2, inputmode: 'numeric' });
    case 'practice':
      return textField({ ...shared, hint: 'A letter and five digits, such as A81001.', width: 10, spellcheck: false });
    default:
      return textField(shared);
  }
}

/** A field's value as people read it. */
export function shownValue(
  { name, form }: Field,
  value: string,
  outcomes: readonly { readonly outcomeId: string; readonly words: string }[] = [],
): string {
  if (form === 'date') {
    const on = readIsoDate(value);
    return on ? longDate(on) : value;
  }
  if (form === 'tick') return 'Yes';
  if (form === 'outcome') return outcomes.find(({ outcomeId }) => outcomeId === value)?.words ?? value;
  return CHOICE_WORDS[name]?.[value] ?? value;
}
