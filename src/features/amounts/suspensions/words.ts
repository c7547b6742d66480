/** What a concern is about, said to people. */
import type { ConcernKind } from '../../../rules/safeguards/concern.ts';

export const CONCERN_WORDS: Readonly<Record<ConcernKind, string>> = {
  MISUSE: 'Money may have been spent on something that is not in the plan',
  FRAUD: 'There may have been fraud or theft',
  SAFEGUARDING: 'The person may be at risk of harm',
  QUALITY: 'The care may not be good enough',
  EMPLOYMENT: 'Something may be wrong with how somebody is employed',
  DATA: 'Something may be wrong with the records',
};
