/** The form on which one payment is said to have been for several things: the person's, or an organisation's. */
import { z } from 'zod';
import { form, moneyField, selectField, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { money as moneyOf, optionalText, wholeNumber } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import type { Frame, Problem, Typed } from '../../../platform/http.ts';
import type { AnswerPart } from '../../../rules/payment/matching.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds, sizeOf } from '../../../values/pence.ts';
import { whoOf } from '../line-words.ts';
import type { Line } from '../store.ts';

const UNKNOWN = 'unknown';
/** What is said where a hidden field did not come. */
export const NOT_WHOLE = 'This page was not sent in full. Open it again';

/** A payment is seldom for more things than these; one that is can be answered in a note. */
const PARTS = [1, 2, 3, 4] as const;

const forWhat = z
  .string({ error: 'Select what this part was for' })
  .refine(value => value === UNKNOWN || z.uuid().safeParse(value).success, { error: 'Select what this part was for' });
const howMuch = moneyOf('Enter how much this part was, such as 12.50');

export const SplitForm = z.object({
  planItemId1: forWhat,
  pence1: howMuch,
  planItemId2: forWhat,
  pence2: howMuch,
  planItemId3: forWhat.optional(),
  pence3: howMuch.optional(),
  planItemId4: forWhat.optional(),
  pence4: howMuch.optional(),
  note: optionalText(500),
  sequence: wholeNumber(NOT_WHOLE, 1, 1_000_000),
});

export const SPLIT_TITLE = 'It was for more than one thing';

/** A part without both its fields is no part; one with only one of them is, and the sum will not be right. */
export function partsOf(values: z.infer<typeof SplitForm>): AnswerPart[] {
  return PARTS.flatMap(n => {
    const planItemId = values[`planItemId${n}`];
    const pence = values[`pence${n}`];
    if (planItemId === undefined && pence === undefined) return [];
    return [{ planItemId: planItemId === UNKNOWN ? undefined : planItemId, pence: pence ?? 0n }];
  });
}

/** Heading and form for one line, with what is said of it now. */
export function splitForm(
  frame: Frame,
  action: string,
  now: readonly Line[],
  places: readonly { readonly value: string; readonly text: string }[],
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html {
  const line = now[0]!;
  const shared = { problems, values: typed };
  const options = [...places, { value: UNKNOWN, text: 'Something else, or I do not know' }];
  return html`
    <h1 class="nhsuk-heading-l">${SPLIT_TITLE}</h1>
    <p>${whoOf(line)}, ${pounds(line.linePence)} on ${longDate(line.postedOn)}.</p>
    <p>Tell us the parts. Together they must come to ${pounds(sizeOf(line.linePence))}. Leave the parts empty that you do not need.</p>
    ${form(
      { action, ...frame.hidden, hidden: { sequence: String(line.placement.sequence) } },
      PARTS.map(
        n => html`<fieldset class="nhsuk-fieldset">
    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Part ${n}${n > 2 && ' (optional)'}</legend>
    ${selectField({ name: `planItemId${n}`, label: 'What was it for?', ...shared, options, value: placeNow(now, n), empty: n > 2 ? 'Nothing' : undefined })}
    ${moneyField({ name: `pence${n}`, label: 'How much?', ...shared, value: amountNow(now, n) })}
    </fieldset>`,
      ),
      textareaField({
        name: 'note',
        label: 'Is there anything that you want to say about it? (optional)',
        rows: 2,
        ...shared,
      }),
      submitButton('Save'),
    )}`;
}

/** What a line that is in parts already begins with. */
function placeNow(now: readonly Line[], n: number): string | undefined {
  return now.length > 1 ? now[n - 1] && (now[n - 1]!.placement.planItemId ?? UNKNOWN) : undefined;
}
function amountNow(now: readonly Line[], n: number): string | undefined {
  const part = now.length > 1 ? now[n - 1] : undefined;
  return part && pounds(sizeOf(part.amountPence)).slice(1);
}
