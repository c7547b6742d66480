/**
 * What a person is told of a payment that does not simply arrive: it waits, comes another way, came back, or came twice.
 * Words for a reading age of nine to eleven. What several payers pay is one sum to the person.
 */
import { holdWords } from '../../../rules/payment/hold-words.ts';
import type { HoldOwner } from '../../../rules/payment/payment.ts';
import { longDate, longMonth, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import type { NewNotice } from '../../people/store.ts';
import type { Concerned, Waiting } from './store.ts';

/** A run left it out. Undefined where another letter has told the person why. */
export function waitsNotice(waiting: Waiting, on: PlainDate): NewNotice | undefined {
  const words = holdWords(waiting.reasons);
  if (words.length === 0) return undefined;
  const toDo = [...new Set(words.map(({ you }) => you))];
  return notice(waiting, on, 'Your payment has to wait', [
    `We have ${sumOf(waiting)} to pay you. We cannot pay it yet. It is still yours.`,
    ...words.map(({ why }) => `Why: ${why}`),
    ...toDo.map(you => `What you can do: ${you}`),
    `Who works on it: ${waiting.owners.map(owner => ownerWords(owner, waiting)).join(' and ')}, by ${longDate(waiting.actBy)}. We pay it with the next payments after that.`,
    `If you would go without care, tell ${waiting.careCoordinatorName} at once. You can be paid an emergency payment.`,
  ]);
}

/** Nobody knows whether it arrived, so it is sent again in another way. */
export function otherWayNotice(paid: Concerned, on: PlainDate): NewNotice {
  if (paid.workers.length > 0) return wagesStraightNotice(paid, on);
  return notice(paid, on, 'Your payment comes another way', [
    paid.toSecondCard
      ? `We sent you ${sumOf(paid)}. The company of your card has trouble, so we are sending it onto your second card. It should be there today.`
      : `We sent you ${sumOf(paid)}. The bank has not told us whether it arrived, so we are sending it another way. It should be in your account today.`,
    'You do not need to do anything.',
    `If you get it twice, do not spend the second ${pounds(paid.pence)}, and tell us. We then put it right together.`,
    `Is it not there tomorrow? Tell ${paid.careCoordinatorName}.`,
  ]);
}

/** The same where wages go straight to whoever works for the person. */
function wagesStraightNotice(paid: Concerned, on: PlainDate): NewNotice {
  const { workers, wagesPence, pence, toSecondCard } = paid;
  const rest = pence - wagesPence;
  return notice(paid, on, 'We pay your assistants for you this time', [
    `Our payment to you for ${monthsOf(paid)} may not have arrived. So that wages are paid on time, we are sending ${pounds(wagesPence)} straight to ${listed(workers)}, as you agreed with us before.`,
    rest === 0n
      ? 'That is all of this payment. Do not pay these wages again.'
      : `The rest, ${pounds(rest)}, is coming to you ${toSecondCard ? 'onto your second card' : 'in your account'}. It should be there today. Do not pay these wages again.`,
    'You do not need to do anything. In your records we count these wages as paid.',
    `If the first payment arrives as well, do not spend ${pounds(pence)} of it, and tell us. We then put it right together.`,
    `Were the wages not paid tomorrow? Tell ${paid.careCoordinatorName}.`,
  ]);
}

/** An emergency payment was released. */
export function urgentNotice(paid: Concerned, on: PlainDate): NewNotice {
  return notice(paid, on, 'Your emergency payment is on its way', [
    `We are sending you ${pounds(paid.pence)} by the fastest way. It should be in your account today.`,
    'Your next payments are smaller by it, as we told you before.',
    `Is it not there tomorrow? Tell ${paid.careCoordinatorName}.`,
  ]);
}

/** The bank sent it back, or did not take it. */
export function notArrivedNotice(back: Concerned, on: PlainDate): NewNotice {
  if (back.workers.length > 0) return wagesNotArrivedNotice(back, on);
  return notice(back, on, 'A payment did not reach you', [
    `We paid ${sumOf(back)}. The bank sent it back to us.`,
    'You have done nothing wrong. We still owe you this money, and we will pay it again.',
    'Has your account changed? Tell your care co-ordinator now, so that the next payment goes to the right place.',
    `Your care co-ordinator is ${back.careCoordinatorName}. Tell them if you need the money to pay somebody soon.`,
  ]);
}

/** The same of wages that were to go straight to workers. */
function wagesNotArrivedNotice(back: Concerned, on: PlainDate): NewNotice {
  return notice(back, on, 'Wages did not reach your assistant', [
    `We sent ${pounds(back.pence)} for ${monthsOf(back)} straight to ${listed(back.workers)}. The bank sent it back to us.`,
    'You have done nothing wrong. We still owe this money, and we will pay it again.',
    'Has the account of your assistant changed? Ask them, and tell your care co-ordinator now.',
    `Your care co-ordinator is ${back.careCoordinatorName}. Tell them if the wages have to be paid soon.`,
  ]);
}

/** It arrived after all, when another had been sent for the same. */
export function paidTwiceNotice(twice: Concerned, on: PlainDate): NewNotice {
  return notice(twice, on, 'We paid you twice by mistake', [
    `The bank did not tell us whether your payment of ${sumOf(twice)} had arrived, so we paid it another way. Now we know that both arrived.`,
    'This was our mistake. You have done nothing wrong, and nobody takes money out of your account.',
    `Please keep ${pounds(twice.pence)} in the account. We will talk with you about how it is put right: a later payment can be smaller, or you can pay it back.`,
    `Your care co-ordinator is ${twice.careCoordinatorName}.`,
  ]);
}

/** `£2,600.00 for December 2026 and January 2027`. */
function sumOf(paid: Concerned): string {
  return `${pounds(paid.pence)} for ${monthsOf(paid)}`;
}

function monthsOf({ periods }: Concerned): string {
  return listed(periods.map(longMonth));
}

function listed(words: readonly string[]): string {
  const last = words.at(-1)!;
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

function ownerWords(owner: HoldOwner, { careCoordinatorName }: Concerned): string {
  if (owner === 'care-coordinator') return `your care co-ordinator ${careCoordinatorName}`;
  return owner === 'finance-officer' ? 'our finance team' : 'our payments team';
}

function notice(
  { personId, budgetId, personName: recipient }: Concerned,
  effectiveOn: PlainDate,
  heading: string,
  paragraphs: readonly [string, ...string[]],
): NewNotice {
  return { kind: 'N18', personId, budgetId, recipient, heading, paragraphs, effectiveOn };
}
