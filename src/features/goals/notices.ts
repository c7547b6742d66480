/** The notice at the end of a one-off budget (N32), in words for a reading age of nine to eleven. */
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { NewNotice } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';

/** N32: it is over, and when we ask how it went. */
export function followUpNotice(
  budget: Budget,
  end: {
    readonly how: 'BOUGHT' | 'END_DATE';
    readonly endedOn: PlainDate;
    readonly leftPence: bigint;
    readonly followUpFrom: PlainDate;
    readonly followUpBy: PlainDate;
    readonly phone: string;
  },
): NewNotice {
  return {
    kind: 'N32',
    personId: budget.personId,
    budgetId: budget.budgetId,
    recipient: budget.personName,
    heading: 'We would like to know how it went',
    paragraphs: [
      end.how === 'BOUGHT'
        ? 'You have bought what your one-off budget was for. Thank you for showing us the receipts.'
        : 'The last day of your one-off budget has passed.',
      ...(end.leftPence > 0n
        ? [`${pounds(end.leftPence)} of it is not shown as spent. Your care co-ordinator talks with you about that.`]
        : []),
      `Between ${longDate(end.followUpFrom)} and ${longDate(end.followUpBy)} we ask you what has changed for you. You can also write it down on your page from ${longDate(end.followUpFrom)}.`,
      `Your care co-ordinator is ${budget.careCoordinatorName}. Call ${end.phone} if you need help.`,
    ],
    effectiveOn: end.endedOn,
  };
}
