/** The words for refusals of rules/ledger.ts. */
import type { LedgerRefusal } from '../../rules/ledger.ts';
import type { Words } from './words.ts';

export const ledgerWords: Words<LedgerRefusal> = {};
