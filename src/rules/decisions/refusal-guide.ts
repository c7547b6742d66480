/**
 * Where a refusal is about somebody's care or money: what would change the answer, and what is open to them meanwhile.
 *
 * The rules behind each refusal stand in refusal-rules.ts; what it says, and what to do where it is about a form, with
 * its words in features/refusals/; how a decision is challenged, in refusal-reasons.ts. Pure.
 */
import type { Refusal } from '../decision.ts';

type Code = Refusal['code'];

export type Advice = {
  /** What would have to be different for the answer to be yes. */
  readonly whatWouldChangeIt: string;
  /** What is open meanwhile. */
  readonly alternatives: readonly string[];
};

const LOCAL_OFFER = 'A group of the local offer that is open';
const EXCEPTION = 'An exceptional case, with its reason';
const PLAN_ONLY = 'A personalised care and support plan without a budget';
const OTHER_WAYS = ['The NHS holds the money and arranges the care', 'Another organisation holds the money'];

/** Where a refusal is about what somebody gets: what would change it, and what else is open. */
const ADVICE: { readonly [C in Code]?: Advice } = {
  'not-adult': {
    whatWouldChangeIt: 'A decision on NHS Continuing Healthcare made on or after the 18th birthday.',
    alternatives: ['Children’s continuing care, until the 18th birthday'],
  },
  'not-solely-nhs-funded': {
    whatWouldChangeIt: 'The NHS alone arranges and pays for the package.',
    alternatives: [LOCAL_OFFER, EXCEPTION, PLAN_ONLY],
  },
  'not-child': {
    whatWouldChangeIt: 'Nothing: this right ends at 18.',
    alternatives: ['NHS Continuing Healthcare for adults', LOCAL_OFFER, PLAN_ONLY],
  },
  'not-funded-by-icb': {
    whatWouldChangeIt: 'We pay for all or part of the care, for needs from a disability, an accident or an illness.',
    alternatives: [LOCAL_OFFER, EXCEPTION, PLAN_ONLY],
  },
  'section-gives-no-aftercare': {
    whatWouldChangeIt: 'Detention under section 3, 37, 45A, 47 or 48 of the Mental Health Act.',
    alternatives: [LOCAL_OFFER, EXCEPTION, PLAN_ONLY],
  },
  'wheelchair-test-not-met': {
    whatWouldChangeIt: 'All five tests hold, for instance because the need or the chair has changed.',
    alternatives: ['The wheelchair service repairs or adapts the present chair', LOCAL_OFFER],
  },
  'cohort-unknown': {
    whatWouldChangeIt: 'The group is in the local offer and open.',
    alternatives: [EXCEPTION, PLAN_ONLY],
  },
  'cohort-not-open': {
    whatWouldChangeIt: 'The group opens; the local offer says when it may.',
    alternatives: [LOCAL_OFFER, EXCEPTION, PLAN_ONLY],
  },
  'cohort-not-invited': {
    whatWouldChangeIt: 'An invitation to the trial.',
    alternatives: [LOCAL_OFFER, EXCEPTION, PLAN_ONLY],
  },
  'cohort-not-fitting': {
    whatWouldChangeIt: 'The person comes to meet what the local offer asks of this group.',
    alternatives: [LOCAL_OFFER, EXCEPTION, PLAN_ONLY],
  },
  'direct-payment-not-appropriate': {
    whatWouldChangeIt: 'Support, or a change for the person, that makes a direct payment right for them.',
    alternatives: OTHER_WAYS,
  },
  'extra-cost-not-outweighed': {
    whatWouldChangeIt: 'Benefits that outweigh the extra cost, in words, or a lower cost.',
    alternatives: OTHER_WAYS,
  },
  'item-excluded': {
    whatWouldChangeIt: 'Something else that helps with the same outcome.',
    alternatives: ['What the NHS gives without a budget stays free'],
  },
  'item-option-refused': {
    whatWouldChangeIt:
      'Another way of holding the money for this, or the refusal is changed when it is looked at again.',
    alternatives: OTHER_WAYS,
  },
  'budget-below-plan': {
    whatWouldChangeIt: 'A budget that covers everything in the plan, or a plan that the person agrees can cost less.',
    alternatives: ['The person may have the plan changed with their care co-ordinator'],
  },
  'over-delegated-limit': {
    whatWouldChangeIt: 'A decision by somebody with a limit as high as the budget, or by the panel.',
    alternatives: ['Pass the plan on', 'Send the plan back or refuse it: there is no limit for a no'],
  },
  'reconsidered-recently': {
    whatWouldChangeIt: 'The time since the last answer passes.',
    alternatives: ['A complaint, at any time', 'The Parliamentary and Health Service Ombudsman after that'],
  },
  'payee-barred': {
    whatWouldChangeIt: 'What bars the payment ends, or somebody who may receive it says yes.',
    alternatives: OTHER_WAYS,
  },
};

/** What would change it and what else is open; undefined where its words say all there is to do. */
export function adviceOn(code: Code): Advice | undefined {
  return ADVICE[code];
}
