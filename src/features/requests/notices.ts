/** What the person is told about their request. Plain English, reading age 9 to 11. */
import { longDate, type PlainDate } from '../../values/dates.ts';
import type { IcbContact, NewNotice } from '../people/store.ts';

/** N02: we have your request, and by when it is decided. */
export function requestReceived(
  request: {
    readonly recipient: string;
    readonly personId: string;
    readonly budgetId: string;
    readonly reference: string;
    readonly decideBy: PlainDate;
    readonly careCoordinator: string;
    readonly effectiveOn: PlainDate;
  },
  icb: IcbContact,
): NewNotice {
  const { recipient, personId, budgetId, effectiveOn } = request;
  return {
    kind: 'N02',
    personId,
    budgetId,
    recipient,
    effectiveOn,
    heading: 'We have your request for a personal health budget',
    paragraphs: [
      `Your reference is ${request.reference}.`,
      `We will tell you by ${longDate(request.decideBy)} if you can have a budget.`,
      `Your care co-ordinator is ${request.careCoordinator}. They are there to help you.`,
      'A budget is your choice. You can change your mind at any time. If you do, you still get your care.',
      `If you have a question, call ${icb.name} on ${icb.phone} or email ${icb.email}.`,
    ],
  };
}

/** N05: you have withdrawn, and your care goes on. */
export function withdrawalConfirmed(
  withdrawal: {
    readonly recipient: string;
    readonly personId: string;
    readonly budgetId: string;
    readonly wantsPlan: boolean;
    readonly effectiveOn: PlainDate;
  },
  icb: IcbContact,
): NewNotice {
  const { recipient, personId, budgetId, effectiveOn, wantsPlan } = withdrawal;
  return {
    kind: 'N05',
    personId,
    budgetId,
    recipient,
    effectiveOn,
    heading: 'You chose not to have a personal health budget',
    paragraphs: [
      `We stopped your request on ${longDate(effectiveOn)}.`,
      'You still have a right to your care. The NHS will arrange it for you.',
      wantsPlan
        ? 'You asked for a care and support plan. Your care co-ordinator will make one with you.'
        : 'You did not ask for a care and support plan. You can ask for one at any time.',
      `You can ask for a budget again when you like. Call ${icb.name} on ${icb.phone} or email ${icb.email}.`,
    ],
  };
}
