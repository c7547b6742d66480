/** The fields of a bank account, and of its check by a second person: asked alike wherever money goes to an account. */
import type { Html } from '../platform/html.ts';
import { radiosField, textareaField, textField, type Values } from './forms.ts';
import type { Problem } from './problem.ts';

type Shared = { readonly problems: readonly Problem[]; readonly values: Values | undefined };

/** Sort code and account number. */
export function accountFields(shared: Shared): readonly Html[] {
  return [
    textField({
      ...shared,
      name: 'sortCode',
      label: 'Sort code',
      hint: 'Must be 6 digits, such as 20-29-59',
      width: 5,
      inputmode: 'numeric',
      spellcheck: false,
    }),
    textField({
      ...shared,
      name: 'accountNumber',
      label: 'Account number',
      hint: 'Must be between 6 and 8 digits',
      width: 10,
      inputmode: 'numeric',
      spellcheck: false,
    }),
  ];
}

/** How a second person checked whose account it is, and what they found. `them` is whom they called back. */
export function accountCheckFields(them: string, shared: Shared): readonly Html[] {
  return [
    radiosField({
      ...shared,
      name: 'method',
      label: 'How did you check it?',
      options: [
        { value: 'CALL_BACK', text: `I called ${them} back on a number that we had before` },
        { value: 'BANK_LETTER', text: 'I saw a letter or statement of the bank' },
      ],
    }),
    textareaField({
      ...shared,
      name: 'evidence',
      label: 'What shows it?',
      hint: 'Who you spoke to, on which number and when; or which letter, of which date.',
      rows: 3,
    }),
    radiosField({
      ...shared,
      name: 'outcome',
      label: 'Is it the right account?',
      options: [
        { value: 'VERIFIED', text: 'Yes, the ICB may pay into it' },
        { value: 'REFUSED', text: 'No, it must be entered again' },
      ],
    }),
  ];
}
