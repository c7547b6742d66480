/**
 * What every listed reason of a refusal means for the person: its rule, and what would change the answer. And how a
 * decision is challenged, in words. One place, so that a letter and the page of decisions say the same.
 *
 * Said to the person: plain English, reading age 9 to 11. Pure.
 */

import type { DeclineBecause } from '../eligibility/eligibility.ts';
import type { RefusalReason } from './approval.ts';
import type { OptionRefusalReason } from './option-refusal.ts';
import { DECISION_KINDS, type DecisionKind } from './reconsideration.ts';
import type { RuleId } from './refusal-rules.ts';

export type ReasonGuide = {
  readonly rule: RuleId;
  /** What would have to be different for the answer to be yes. */
  readonly change: string;
};

/** Why the whole of a budget, or a part of the service, is refused. */
export const DECLINE_GUIDE: Readonly<Record<DeclineBecause, ReasonGuide>> = {
  NEEDS_CANNOT_BE_MET: {
    rule: 'R-009',
    change: 'Show us a way in which a budget would meet your health needs, whoever holds the money.',
  },
  NOT_SAFE: {
    rule: 'R-009',
    change: 'Show us support, or another way of holding the money, that would make it safe.',
  },
  SERVICE_CANNOT_BE_BUDGETED: {
    rule: 'R-009',
    change: 'Ask for a budget for another part of your care. This kind of care stays free without a budget.',
  },
  CARE_TOO_SHORT: { rule: 'R-009', change: 'Tell us if your care goes on for longer than we think.' },
  NO_NEED_FOR_CARE: {
    rule: 'R-009',
    change: 'Tell us about a need for care that we do not know of, or if your needs change.',
  },
  NOT_IN_A_GROUP: {
    rule: 'R-014',
    change: 'Tell us if you come into one of the groups that can have a budget, or why your case is exceptional.',
  },
};

/** Why a plan, or one item of it, is refused (CL-13). */
export const ITEM_GUIDE: Readonly<Record<RefusalReason, ReasonGuide>> = {
  EXCLUDED: { rule: 'R-065', change: 'Take out what the money may not buy, or put something else in its place.' },
  CLINICAL_RISK: {
    rule: 'R-065',
    change: 'Show us how it can be made safe, for example with training or other support.',
  },
  NO_OUTCOME_LINK: { rule: 'R-065', change: 'Say which of your outcomes it helps with, and how.' },
  NOT_VALUE_FOR_MONEY: {
    rule: 'R-026',
    change: 'Show us what it does for you that something cheaper does not, or find a lower price.',
  },
  UNLAWFUL: { rule: 'R-065', change: 'Find a way to reach the same outcome that keeps to the law.' },
  DUPLICATES_COMMISSIONED: {
    rule: 'R-046',
    change: 'Tell us why the service that the NHS pays for already does not work for you.',
  },
};

/** Why a way of holding the money is refused. */
export const OPTION_GUIDE: Readonly<Record<OptionRefusalReason, ReasonGuide>> = {
  NO_CONSENT: { rule: 'R-019', change: 'Say yes to the money being paid to you.' },
  NO_REPRESENTATIVE: { rule: 'R-021', change: 'Somebody who may act for you says yes to receiving the money.' },
  COURT_ORDER: { rule: 'R-023', change: 'The court order ends. Until then the other ways stay open.' },
  NOT_APPROPRIATE: { rule: 'R-025', change: 'Show us what has changed, or what support would make it right for you.' },
  NOT_VALUE_FOR_MONEY: { rule: 'R-026', change: 'Show us the benefits that outweigh the extra cost, or a lower cost.' },
  HOLDER_UNSUITABLE: { rule: 'R-037', change: 'Choose somebody else to hold the money, or get help with it.' },
  HOLDER_NOT_INDEPENDENT: {
    rule: 'R-093',
    change:
      'Choose an organisation that is independent of you and of us, or that shows how it keeps its interests apart.',
  },
};

/** What a decision of each kind is called, said to the person. */
export const DECISION_WORDS: Readonly<Record<DecisionKind, string>> = {
  BUDGET: 'We said no to a personal health budget',
  PART: 'We said no to a budget for a part of your care',
  OPTION: 'We said no to a way of holding the money',
  PLAN: 'We said no to your care plan',
  ITEM: 'We said no to something in your care plan',
  REDUCTION: 'We made your budget smaller',
  STOP: 'We stopped your direct payment',
  REPAYMENT: 'We asked for money back',
  SUSPENSION: 'We hold your payments back',
  EXTRA_PAYMENT: 'We said no to a payment that you needed',
};

/** The rule under which each kind of decision can be looked at again. */
export const CHALLENGE_RULES: Readonly<Record<DecisionKind, RuleId>> = {
  BUDGET: 'R-018',
  PART: 'R-018',
  OPTION: 'R-018',
  PLAN: 'R-018',
  ITEM: 'R-065',
  REDUCTION: 'R-090',
  STOP: 'R-108',
  REPAYMENT: 'R-114',
  SUSPENSION: 'R-105',
  EXTRA_PAYMENT: 'R-018',
};

export type Contact = { readonly name: string; readonly phone: string; readonly email: string };

/** How to have it looked at again, and by when it is answered. */
export function howToChallenge({ name, phone, email }: Contact, answerDays: number): string {
  return `If you think that this is wrong, you can ask us to look at it again. Use the button on this page, call ${name} on ${phone} or email ${email}, and tell us why. Somebody who did not make this decision will look at it. They write to you within ${answerDays} days, with their reasons.`;
}

/** Who else can help. */
export function whoElseCanHelp({ name }: Contact): readonly string[] {
  return [
    'An advocate can help you to say what you want. Your care co-ordinator can find one for you. It is free.',
    `You can make a complaint to ${name} at any time.`,
    'If you are not happy with the answer to a complaint, you can go to the Parliamentary and Health Service Ombudsman. It is independent and free.',
  ];
}

/** The guides of the reasons given, in their order, each rule and each sentence once. */
export function guideOf(guides: readonly ReasonGuide[]): {
  readonly rules: readonly RuleId[];
  readonly whatWouldChange: readonly string[];
} {
  return {
    rules: [...new Set(guides.map(({ rule }) => rule))],
    whatWouldChange: [...new Set(guides.map(({ change }) => change))],
  };
}

/** Every kind of decision that the person's list shows: those that can be looked at again, and the others. */
export const ANY_DECISION_KINDS = [
  ...DECISION_KINDS,
  'ELIGIBLE',
  'PLAN_APPROVED',
  'PLAN_RETURNED',
  'FINAL_BUDGET',
  'RAISE',
  'EXTRA_AGREED',
] as const;
export type AnyDecisionKind = (typeof ANY_DECISION_KINDS)[number];

/** What each is called, said to the person. */
export const ANY_DECISION_WORDS: Readonly<Record<AnyDecisionKind, string>> = {
  ...DECISION_WORDS,
  ELIGIBLE: 'You can have a personal health budget',
  PLAN_APPROVED: 'We approved your care plan',
  PLAN_RETURNED: 'We sent your care plan back to be changed',
  FINAL_BUDGET: 'We set your final budget',
  RAISE: 'We changed what you are paid',
  EXTRA_AGREED: 'We said yes to an extra payment',
};

/** The same, said to staff. */
export const ANY_DECISION_WORDS_TO_STAFF: Readonly<Record<AnyDecisionKind, string>> = {
  BUDGET: 'A personal health budget was refused',
  PART: 'A budget for a part of the care was refused',
  OPTION: 'A way of holding the money was refused',
  PLAN: 'The care plan was refused',
  ITEM: 'Something in the care plan was refused',
  REDUCTION: 'The budget was made smaller',
  STOP: 'The direct payment was stopped',
  REPAYMENT: 'Money was asked back',
  SUSPENSION: 'Payments are held back',
  EXTRA_PAYMENT: 'An extra payment was refused',
  ELIGIBLE: 'The person can have a personal health budget',
  PLAN_APPROVED: 'The care plan was approved',
  PLAN_RETURNED: 'The care plan was sent back to be changed',
  FINAL_BUDGET: 'The final budget was set',
  RAISE: 'What is paid was changed',
  EXTRA_AGREED: 'An extra payment was agreed',
};

/** The rules that each kind of decision is made under, where its letter names no others. */
export const ANY_DECISION_RULES: Readonly<Record<AnyDecisionKind, readonly RuleId[]>> = {
  BUDGET: ['R-009', 'R-018'],
  PART: ['R-009', 'R-018'],
  OPTION: ['R-018'],
  PLAN: ['R-065', 'R-018'],
  ITEM: ['R-065'],
  REDUCTION: ['R-090'],
  STOP: ['R-106', 'R-107', 'R-108'],
  REPAYMENT: ['R-112', 'R-113'],
  ELIGIBLE: ['R-009', 'R-014'],
  PLAN_APPROVED: ['R-056', 'R-057', 'R-058', 'R-059', 'R-060', 'R-061', 'R-062', 'R-063'],
  PLAN_RETURNED: ['R-056', 'R-057', 'R-058', 'R-059', 'R-060'],
  FINAL_BUDGET: ['R-041'],
  SUSPENSION: ['R-105'],
  EXTRA_PAYMENT: ['R-084'],
  RAISE: ['R-089', 'R-090'],
  EXTRA_AGREED: ['R-084'],
};
