/** The words for refusals of rules/decisions/option-refusal.ts, rules/decisions/reconsideration.ts and rules/eligibility/care-task.ts. */

import type { OptionRefusal } from '../../rules/decisions/option-refusal.ts';
import type { ReconsiderationRefusal } from '../../rules/decisions/reconsideration.ts';
import type { UnlawfulRefusal } from '../../rules/decisions/unlawful-reasons.ts';
import type { CareTaskRefusal } from '../../rules/eligibility/care-task.ts';
import { OPTION_WORDS } from '../../rules/plan/plan-words.ts';
import { STATE_WORDS } from '../../rules/words.ts';
import { longDate } from '../../values/dates.ts';
import type { Words } from './words.ts';

export const challengeWords: Words<Exclude<OptionRefusal | ReconsiderationRefusal | CareTaskRefusal, UnlawfulRefusal>> =
  {
    'option-refusal-not-now': ({ state }) => ({
      text: `A way of holding the money cannot be refused now: the budget’s step is “${STATE_WORDS[state]}”`,
    }),
    'option-reason-does-not-fit': ({ option }) => ({
      field: 'reason',
      text: `This reason does not stand against “${OPTION_WORDS[option]}”. Choose one that does`,
    }),
    'option-refused-without-words': () => ({
      field: 'words',
      text: 'Say what the reason means for this person. They get your words in writing',
    }),
    'option-refused-already': ({ option }) => ({
      field: 'option',
      text: `“${OPTION_WORDS[option]}” is refused already`,
    }),
    'no-option-left': () => ({
      field: 'offered',
      text: 'Offer at least one other way. To refuse one way of holding the money is not to refuse the budget',
    }),
    'offered-option-is-refused': ({ option }) => ({
      field: 'offered',
      text: `“${OPTION_WORDS[option]}” is refused, so it cannot be what you offer instead`,
    }),
    'item-option-refused': ({ item, option }) => ({
      field: 'option',
      text: `“${item}” cannot be held as “${OPTION_WORDS[option]}”: that way was refused. Choose another way, or have the refusal looked at again`,
    }),
    'not-asked-by-person': () => ({ text: 'The person, or somebody who acts for them, asks for this themself' }),
    'asked-without-words': () => ({ field: 'words', text: 'Tell us why you think that the decision is wrong' }),
    'reconsideration-open': ({ answerBy }) => ({
      text: `We are looking at this again already. We will tell you by ${longDate(answerBy)}`,
    }),
    'reconsidered-recently': ({ againFrom }) => ({
      text: `We looked at this again a short time ago. You can ask once more from ${longDate(againFrom)}. You can make a complaint at any time`,
    }),
    'decision-changed-already': () => ({ text: 'We changed this decision already' }),
    'reconsideration-answered': () => ({ text: 'This has been answered already' }),
    'reviewer-decided-first': () => ({ text: 'You made this decision, so somebody else must look at it again' }),
    'reviewer-on-the-case': () => ({
      text: 'You worked on this case, so somebody else must look at the decision again',
    }),
    'outcome-without-reasons': () => ({
      field: 'reasons',
      text: 'Give your reasons. The person gets them in writing',
    }),
    'care-task-done': () => ({ text: 'It is recorded already what was arranged' }),
    'care-not-described': () => ({ field: 'arranged', text: 'Say what care was arranged' }),
  };
