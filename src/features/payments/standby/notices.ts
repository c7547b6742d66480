/** What a person is told when a payment did not arrive, or came twice, in words for a reading age of nine to eleven. */
import { longMonth, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import type { NewNotice } from '../../people/store.ts';
import type { Budget } from '../../requests/store.ts';

type Paid = { readonly pence: bigint; readonly period: Temporal.PlainYearMonth };

/** The bank sent it back, or did not take it. */
export function notArrivedNotice(budget: Budget, { pence, period }: Paid, on: PlainDate): NewNotice {
  return notice(budget, on, 'A payment did not reach you', [
    `We paid ${pounds(pence)} for ${longMonth(period)}. The bank sent it back to us.`,
    'You have done nothing wrong. We still owe you this money, and we will pay it again.',
    'Has your account changed? Tell your care co-ordinator now, so that the next payment goes to the right place.',
    `Your care co-ordinator is ${budget.careCoordinatorName}. Tell them if you need the money to pay somebody soon.`,
  ]);
}

/** It arrived after all, when another had been sent for the same. */
export function paidTwiceNotice(budget: Budget, { pence, period }: Paid, on: PlainDate): NewNotice {
  return notice(budget, on, 'We paid you twice by mistake', [
    `The bank did not tell us whether your payment of ${pounds(pence)} for ${longMonth(period)} had arrived, so we paid it another way. Now we know that both arrived.`,
    'This was our mistake. You have done nothing wrong, and nobody takes money out of your account.',
    `Please keep ${pounds(pence)} in the account. We will talk with you about how it is put right: a later payment can be smaller, or you can pay it back.`,
    `Your care co-ordinator is ${budget.careCoordinatorName}.`,
  ]);
}

function notice(
  budget: Budget,
  effectiveOn: PlainDate,
  heading: string,
  paragraphs: readonly [string, ...string[]],
): NewNotice {
  const { personId, budgetId, personName: recipient } = budget;
  return { kind: 'N18', personId, budgetId, recipient, heading, paragraphs, effectiveOn };
}
