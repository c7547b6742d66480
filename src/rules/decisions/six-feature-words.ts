/** The six features and what they lack, in plain words. It decides nothing. */
import type { Feature, Missing } from './six-features.ts';

/** CL-06, said to the person. Reading age 9 to 11. */
export const FEATURE_WORDS: Readonly<Record<Feature, string>> = {
  F1: 'You are at the centre of the planning, and you choose who takes part',
  F2: 'You agree on what you want to reach',
  F3: 'You know about how much money there is before you plan',
  F4: 'There is enough money for what you need',
  F5: 'You choose how the money is held',
  F6: 'You use the money in ways and at times that make sense for you',
};

export const MISSING_WORDS: Readonly<Record<Missing, string>> = {
  planning: 'Planning has not begun',
  'who-takes-part': 'The plan does not say who takes part',
  outcome: 'Nothing to reach is agreed',
  'learning-outcome': 'There is an education, health and care plan, and no learning outcome',
  'needs-met-signature': 'Nobody signed yet that the plan meets the needs',
  'first-figure': 'No first figure was given',
  'first-figure-before-planning': 'The first figure came after the planning began',
  'final-budget': 'The final budget is not set',
  'enough-for-plan': 'The final budget is less than the plan costs',
  'enough-signature': 'Nobody signed yet that the money is enough',
  'options-explained': 'The ways of holding the money were not explained',
  'option-signature': 'The agreement for the chosen way is not signed',
  'plan-items': 'The plan does not say what the money is for',
  'item-outcomes': 'Something in the plan helps with no outcome',
  'approved-plan': 'The plan is not approved',
};
