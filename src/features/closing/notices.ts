/** The letter at the close of a budget (N28), in words for a reading age of nine to eleven. */
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { NewNotice } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';

/** N28: it is closed, and nothing is owed any more. */
export function budgetClosedNotice(
  budget: Budget,
  end: {
    readonly closedOn: PlainDate;
    readonly backPence: bigint;
    readonly writtenOffPence: bigint;
    readonly ownPence: bigint;
    readonly phone: string;
  },
): NewNotice {
  const { closedOn, backPence, writtenOffPence, ownPence } = end;
  return {
    kind: 'N28',
    personId: budget.personId,
    budgetId: budget.budgetId,
    recipient: budget.personName,
    heading: 'Your budget is closed',
    paragraphs: [
      `Your budget was closed on ${longDate(closedOn)}. You do not owe us anything, and no more payments come.`,
      ...(backPence > 0n ? [`You gave ${pounds(backPence)} back. Thank you.`] : []),
      ...(writtenOffPence > 0n
        ? [`You can keep the ${pounds(writtenOffPence)} that was left. You do not pay it back.`]
        : []),
      ...(ownPence > 0n ? [`${pounds(ownPence)} in the account was your own money. It stays yours.`] : []),
      'On your page you can still read everything: what was paid, what you spent and who looked at your record.',
      'If your needs change, you can ask for a budget again.',
      `We would like to know how it was for you. Tell ${budget.careCoordinatorName}, or call ${end.phone}.`,
    ],
    effectiveOn: closedOn,
  };
}
