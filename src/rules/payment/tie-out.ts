/**
 * The tie-out: ledger = bank = plan. What may be found not to agree, what that means in plain words, and whose it is.
 *
 * Pure. The comparison itself is SQL over all budgets (features/ledger/tie-out/store.ts). A break has an owner and a day
 * to act by, and its clock runs until it is gone.
 */
import { addWorkingDays, type BankHolidays, isBefore, type PlainDate } from '../../values/dates.ts';
import type { Policy } from '../policy/policy.ts';

/** Whose it is to find out and put right. */
export const TIE_OUT_OWNERS = ['care-coordinator', 'finance-officer', 'payment-preparer', 'administrator'] as const;
export type TieOutOwner = (typeof TIE_OUT_OWNERS)[number];

export const TIE_OUT_OWNER_WORDS: Readonly<Record<TieOutOwner, string>> = {
  'care-coordinator': 'Care co-ordinator',
  'finance-officer': 'Finance officer',
  'payment-preparer': 'Payment preparer',
  administrator: 'Administrator',
};

type CauseFacts = {
  /** What does not agree. */
  readonly words: string;
  /** What to do about it. */
  readonly toDo: string;
  readonly owner: TieOutOwner;
};

/** Every cause that a break may have. What only a fault of the service can bring about goes to its administrator. */
export const TIE_OUT_CAUSES = {
  'payment-not-on-statement': {
    words: 'A payment counts as paid, and the statement of its day does not show it',
    toDo: 'Ask the bank whether it came back, and record that.',
    owner: 'payment-preparer',
  },
  'statement-missing': {
    words: 'The account does not agree with the bank, and days are missing between its statements',
    toDo: 'Ask for the statement of the missing days.',
    owner: 'care-coordinator',
  },
  'opening-balance-unknown': {
    words: 'There was other money in the account before its first statement',
    toDo: 'Ask where that money came from. A budget has an account of its own.',
    owner: 'care-coordinator',
  },
  'held-unlike-bank': {
    words: 'The account does not agree with the balance that the bank gives',
    toDo: 'Go through the statement and the payments of this budget.',
    owner: 'finance-officer',
  },
  'holder-unlike-ledger': {
    words: 'What an organisation says it holds for a person is not what the ledger says',
    toDo: 'Ask the organisation for every payment in and out since its last statement that agreed.',
    owner: 'finance-officer',
  },
  'payment-unlike-ledger': {
    words: 'A payment is not in the ledger as it stands in its run',
    toDo: 'Report it to who runs the service.',
    owner: 'administrator',
  },
  'payment-unlike-obligation': {
    words: 'A payment is not the sum that was owed',
    toDo: 'Report it to who runs the service. Pay nothing more until it is clear.',
    owner: 'administrator',
  },
  'clearing-unlike-payments': {
    words: 'The money on its way is not the payments that are on their way',
    toDo: 'Report it to who runs the service.',
    owner: 'administrator',
  },
  'obligation-unlike-agreement': {
    words: 'What is owed is not what the agreement says',
    toDo: 'Hold it against the signed agreement.',
    owner: 'finance-officer',
  },
  'extra-unlike-request': {
    words: 'An advance or a payment of its own is not owed as it was agreed',
    toDo: 'Hold it against the request and its answer.',
    owner: 'finance-officer',
  },
  'instalment-not-owed': {
    words: 'A payment was agreed before the run of its month and never became owed',
    toDo: 'Prepare a run. If it is still not there, report it to who runs the service.',
    owner: 'payment-preparer',
  },
  'contribution-unlike-ledger': {
    words: 'What a person paid in of a council’s part is not what its books have',
    toDo: 'Report it to who runs the service.',
    owner: 'administrator',
  },
  'purchase-unlike-ledger': {
    words: 'Something bought with a one-off budget is not in the ledger as it was written down',
    toDo: 'Report it to who runs the service.',
    owner: 'administrator',
  },
  'recharge-unlike-ledger': {
    words: 'What other payers owe by their statements is not what the books have',
    toDo: 'Hold the statements and what was paid back against the ledger.',
    owner: 'finance-officer',
  },
  'budget-unlike-ledger': {
    words: 'The final budget is not what the ledger was given for it',
    toDo: 'Hold it against the approved plan.',
    owner: 'finance-officer',
  },
  'line-not-placed': {
    words: 'A line of a bank statement was placed nowhere, not even among those that are still to be explained',
    toDo: 'Report it to who runs the service.',
    owner: 'administrator',
  },
  'line-unlike-ledger': {
    words: 'A line of a bank statement is not in the ledger as it was placed',
    toDo: 'Report it to who runs the service.',
    owner: 'administrator',
  },
  'journal-without-line': {
    words: 'The ledger has a payment of a bank line that is on no statement',
    toDo: 'Report it to who runs the service.',
    owner: 'administrator',
  },
  'order-unlike-ledger': {
    words: 'What is promised for an order is not what is left of it',
    toDo: 'Report it to who runs the service.',
    owner: 'administrator',
  },
  'invoice-unlike-ledger': {
    words: 'An invoice is not in the ledger as it was accepted',
    toDo: 'Report it to who runs the service. Do not pay it until it is clear.',
    owner: 'administrator',
  },
  'payable-unlike-invoices': {
    words: 'What is owed to a supplier is not its invoices that are accepted and not paid',
    toDo: 'Report it to who runs the service. Pay this supplier nothing more until it is clear.',
    owner: 'administrator',
  },
  'closed-not-nought': {
    words: 'A budget is closed, and something has moved in its books since',
    toDo: 'Find out what came. On the page “The end of the budget” say which money was given back, or propose to settle it.',
    owner: 'finance-officer',
  },
  'used-unlike-lines': {
    words: 'What counts as spent on a line of the plan is not what was placed on it',
    toDo: 'Report it to who runs the service.',
    owner: 'administrator',
  },
} as const satisfies Readonly<Record<string, CauseFacts>>;

export type TieOutCause = keyof typeof TIE_OUT_CAUSES;

/** The day by which the owner of a break should have found out. */
export function breakActBy(foundOn: PlainDate, policy: Pick<Policy, 'tieOut'>, holidays: BankHolidays): PlainDate {
  return addWorkingDays(foundOn, policy.tieOut.workingDays, holidays);
}

/** Whether the day to act by is over. */
export function isBreakLate(one: { readonly actBy: PlainDate }, today: PlainDate): boolean {
  return isBefore(one.actBy, today);
}
