/** What an enquirer is sent. */
import type { PlainDate } from '../../values/dates.ts';
import type { IcbContact, NewNotice } from '../people/store.ts';

/** N01: what a budget is, where to read more, and how to ask for one. */
export function informationPack(
  about: {
    readonly recipient: string;
    readonly personId: string | null;
    readonly budgetId: string | null;
    readonly effectiveOn: PlainDate;
  },
  icb: IcbContact,
): NewNotice {
  return {
    kind: 'N01',
    ...about,
    heading: 'About personal health budgets',
    paragraphs: [
      'A personal health budget is NHS money for your health care. You help to choose how it is spent.',
      'You plan your care with us. We agree what you need, what you want from life, and what it costs.',
      'You can hold the money yourself, ask somebody else to hold it, or ask the NHS to look after it.',
      'You do not have to have one. If you say no, you still get your care.',
      `To ask questions or to ask for a budget, call ${icb.name} on ${icb.phone} or email ${icb.email}.`,
    ],
  };
}
