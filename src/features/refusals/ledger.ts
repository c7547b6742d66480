/** The words for refusals of rules/payment/ledger.ts. */
import type { LedgerRefusal } from '../../rules/payment/ledger.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

export const ledgerWords: Words<LedgerRefusal> = {
  'not-enough-undrawn': ({ shortByPence }) => ({
    text: `The budget would be paid out past what was agreed, by ${pounds(shortByPence)}`,
  }),
  'not-enough-authorised': ({ shortByPence }) => ({
    text: `There is not enough free money in the budget to promise this: it is ${pounds(shortByPence)} short`,
  }),
  'journal-reused': () => ({
    text: 'This was already posted to the ledger once with other figures. Check what was saved before you send it again',
  }),
  'journal-not-found': ({ journalId }) => ({ text: `There is no journal ${journalId} in the ledger` }),
  'journal-already-reversed': ({ journalId }) => ({ text: `Journal ${journalId} was already reversed` }),
  'journal-is-a-reversal': ({ journalId }) => ({
    text: `Journal ${journalId} is itself a reversal. Post the right journal again instead of reversing it`,
  }),
};
