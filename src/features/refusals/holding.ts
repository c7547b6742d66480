/** The words for refusals of how the money is held, shared and changed: rules/payment/account.ts, amount-change.ts, options.ts, third-party.ts, split.ts, integrated.ts, pooled.ts. */

import type { AmountRefusal } from '../../rules/budget/amount-change.ts';
import type { IntegratedRefusal } from '../../rules/options/integrated.ts';
import type { HolderRefusal } from '../../rules/options/options.ts';
import type { PoolRefusal } from '../../rules/options/pooled.ts';
import type { SplitRefusal } from '../../rules/options/split.ts';
import type { NumberKind, ThirdPartyRefusal } from '../../rules/options/third-party.ts';
import type { AccountRefusal } from '../../rules/payment/account.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const NUMBER_LOOKS: Readonly<Record<NumberKind, string>> = {
  COMPANY: 'A company number is 8 digits, or 2 letters and 6 digits',
  CHARITY: 'A charity number is 6 or 7 digits, or begins with SC or NIC',
  NHS: 'The code of an NHS organisation is 3 to 6 letters and digits',
};

const percent = (basisPoints: number) => `${(basisPoints / 100).toFixed(2)}%`;

export const holdingWords: Words<
  AccountRefusal | AmountRefusal | HolderRefusal | ThirdPartyRefusal | SplitRefusal | IntegratedRefusal | PoolRefusal
> = {
  'account-without-named-person': () => ({
    field: 'namedPeople',
    text: 'Name at least one person who can use the account',
  }),
  'own-account-second-in-year': ({ before }) => ({
    text: `There was a direct payment on ${longDate(before)}, in the same financial year. This one needs a separate account`,
  }),
  'own-account-not-one-payment': () => ({
    text: 'Only one payment may go to an everyday account. Several need a separate account',
  }),
  'own-account-not-one-off': () => ({
    field: 'kind',
    text: 'Only a one-off budget may be paid into the everyday account. Choose another kind of account',
  }),
  'own-account-items': ({ most }) => ({
    text: `A payment to an everyday account is for 1 to ${most} things. More need a separate account`,
  }),
  'second-card-without-first': () => ({
    text: 'Enter the first account of this budget before a second card',
  }),
  'second-card-of-same-issuer': () => ({
    field: 'sortCode',
    text: 'This card is of the same issuer as the first account. A second card helps only if its issuer is another',
  }),
  'service-not-covered': ({ service, shortPence }) => ({
    text: `“${service}” costs ${pounds(shortPence)} more than is paid for it. Raise the payment or change the plan`,
  }),
  'sufficiency-not-recorded': () => ({ field: 'found', text: 'Write down what you found' }),
  'amount-below-plan': ({ shortPence }) => ({
    text: `The new amount is ${pounds(shortPence)} less than the plan costs. Change the plan first, with the person`,
  }),
  'cut-notice-too-short': ({ earliestOn }) => ({
    field: 'effectiveOn',
    text: `The person must be told before less is paid. The earliest day is ${longDate(earliestOn)}`,
  }),
  'cut-without-reasons': () => ({
    field: 'reasons',
    text: 'Say why less is paid. The person gets your words in writing',
  }),
  'delegate-cannot-decide': ({ act }) => ({
    text: `Another organisation may not “${act}” by itself. Name the board’s own decision`,
  }),
  'holder-not-independent': ({ of }) => ({
    text: `Whoever holds the money must be independent. This one is ${of} itself`,
  }),
  'holder-conflict-unmanaged': () => ({
    field: 'conflictPlan',
    text: 'An NHS provider, or who gives the care itself, holds the money only with a plan for conflicts of interest. Write it down',
  }),
  'contract-form-missing': () => ({
    field: 'contractForm',
    text: 'Say who has the contract with the organisation: the board or the person',
  }),
  'third-party-number-unreadable': ({ kind }) => ({ field: 'number', text: NUMBER_LOOKS[kind] }),
  'third-party-known': () => ({ field: 'number', text: 'An organisation with this number is on the list already' }),
  'third-party-ends-before-start': () => ({
    field: 'toOn',
    text: 'The last day is before the first. Change one of them',
  }),
  'third-party-account-not-checked': () => ({
    field: 'thirdPartyId',
    text: 'The account of this organisation was not checked by a second person yet. It has to be, before money goes there',
  }),
  'nothing-held-by-third-party': () => ({
    text: 'The agreement has nothing that another organisation holds. Change the plan and the agreement first',
  }),
  'contract-ends-before-start': () => ({ field: 'toOn', text: 'The last day is before the first. Change one of them' }),
  'contract-outside-term': ({ fromOn, toOn }) => ({
    field: 'fromOn',
    text: `This organisation holds money for us from ${longDate(fromOn)}${toOn ? ` to ${longDate(toOn)}` : ''}. The contract must lie in that time`,
  }),
  'contract-begins-late': ({ startsOn }) => ({
    field: 'fromOn',
    text: `The budget starts on ${longDate(startsOn)}. The contract must begin by then`,
  }),
  'contract-over': ({ toOn }) => ({
    field: 'toOn',
    text: `This contract ended on ${longDate(toOn)}. Enter one that goes on`,
  }),
  'line-not-one-option': ({ line, options }) => ({
    text: `“${line}” has ${options} ways to hold its money. Choose one`,
  }),
  'mix-differs-from-budget': ({ mixPence, budgetPence }) => ({
    text: `The parts come to ${pounds(mixPence)} and the budget is ${pounds(budgetPence)}. Make them the same`,
  }),
  'split-not-whole': ({ basisPoints }) => ({
    text: `The shares come to ${percent(basisPoints)}. They must come to 100.00%`,
  }),
  'split-share-empty': ({ stream }) => ({ text: `The share of ${stream} must be more than nothing, to two decimals` }),
  'split-stream-twice': ({ stream }) => ({ text: `${stream} is in the shares twice. Put its shares together` }),
  'split-not-dated': () => ({ field: 'agreedOn', text: 'Enter the day on which the shares were agreed' }),
  'split-not-signed': ({ stream }) => ({ text: `Nobody has signed the shares for ${stream}` }),
  'integrated-not-one': ({ what, count }) => ({
    text: `The person has ${count} of this: ${what}. A joined-up budget has exactly one`,
  }),
  'integrated-one-stream': () => ({ text: 'A joined-up budget has money from two sources or more' }),
  'stream-without-payer': ({ stream }) => ({ text: `Say who pays the part of ${stream}` }),
  'means-test-not-social-care': ({ stream }) => ({
    text: `Nobody pays towards ${stream} after a means test. Only social care may be charged for`,
  }),
  'means-test-over-stream': ({ streamPence }) => ({
    text: `The person cannot pay more than the part costs: ${pounds(streamPence)}`,
  }),
  'contribution-without-amount': () => ({ field: 'amount', text: 'Enter how much is contributed' }),
  'contribution-conditions-missing': () => ({
    text: 'Say what the contribution is for, or that it has no conditions',
  }),
  'pool-too-small': ({ members }) => ({ text: `A shared activity needs 2 people or more. This one has ${members}` }),
  'pool-shares-differ': ({ sharesPence, costPence }) => ({
    text: `The shares come to ${pounds(sharesPence)} and the activity costs ${pounds(costPence)}. Make them the same`,
  }),
  'pool-share-empty': () => ({ text: 'One member has no share of the cost. Everybody in it pays a part' }),
  'pool-member-without-consent': () => ({ text: 'One member has not said yes. Ask them before anything is paid' }),
  'pool-member-without-outcome': () => ({ text: 'One member has not said what they want from it. Ask them' }),
  'pool-member-unknown': () => ({ text: 'This budget is not part of the shared activity' }),
};
